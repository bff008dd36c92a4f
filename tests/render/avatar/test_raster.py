"""Triangles land where they should, the nearer one wins, light comes from the lamp."""

import numpy as np
import pytest

from vc.render.avatar.mesh import CUT, LAID, PAINTED, SHADED
from vc.render.avatar.model import Material
from vc.render.avatar.raster import (
    NOTHING,
    SAMPLE_X,
    SAMPLE_Y,
    SAMPLES,
    TILE,
    draw_depth,
    draw_triangles,
    into_bands,
    only_cut,
    tiles_of,
)
from vc.render.avatar.shade import LAMPS, material_table, shade
from vc.render.avatar.shadow import FAR, KEY, MAP_SIZE, lit, softly_lit

SIZE = 64


def drawn(corners, triangles) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """depth, seen and touched after drawing on an empty picture of 64 x 64."""
    depth = np.zeros((SIZE, SIZE, SAMPLES), np.float32)
    seen = np.full((SIZE, SIZE, SAMPLES), NOTHING, np.int32)
    touched = np.zeros((tiles_of(SIZE),) * 2, np.uint8)
    count = len(triangles)
    kind, uv = np.full(count, SHADED, np.uint8), np.zeros((len(corners), 2), np.float32)
    alpha = np.zeros((2, 2), np.uint8)
    screen, numbers = np.array(corners, np.float32), np.array(triangles, np.int32)
    draw_triangles(np.arange(count, dtype=np.int32), 0, screen, numbers, kind, uv, alpha, depth, seen, touched)
    return depth, seen, touched


def area(a, b, c) -> float:
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2


TRIANGLES = {
    "large": [(5.2, 50.7), (58.3, 44.1), (30.6, 4.9)],
    "flat": [(3.1, 30.2), (60.4, 33.3), (10.0, 29.1)],
    "steep": [(30.2, 60.0), (33.4, 58.0), (31.7, 3.0)],
}


@pytest.mark.parametrize("name", TRIANGLES)
def test_coverage_is_the_exact_area(name):
    corners = TRIANGLES[name]
    _, seen, _ = drawn([(*corner, 1.0) for corner in corners], [(0, 1, 2)])
    around = sum(np.hypot(*np.subtract(corners[k], corners[k - 1])) for k in range(3))
    assert (seen == 0).sum() / SAMPLES == pytest.approx(area(*corners), abs=0.02 * around)


def test_backs_are_not_drawn():
    corners = [(*corner, 1.0) for corner in TRIANGLES["large"]]
    _, seen, touched = drawn(corners, [(0, 2, 1)])
    assert (seen == NOTHING).all()
    assert not touched.any()


def test_neighbours_leave_no_gap_and_share_no_sample():
    corners = [(4.3, 60.1, 1.0), (60.2, 57.7, 1.0), (57.1, 5.5, 1.0), (7.9, 3.3, 1.0)]
    _, left, _ = drawn(corners, [(0, 1, 2)])
    _, right, _ = drawn(corners, [(0, 2, 3)])
    _, both, _ = drawn(corners, [(0, 1, 2), (0, 2, 3)])
    assert (both != NOTHING).sum() == pytest.approx((left == 0).sum() + (right == 0).sum(), abs=3)


@pytest.mark.parametrize("order", [[(0, 1, 2), (3, 4, 5)], [(3, 4, 5), (0, 1, 2)]])
def test_the_nearer_triangle_wins_whatever_the_order(order):
    corners = [(*corner, near) for near in (0.2, 0.5) for corner in TRIANGLES["large"]]
    depth, seen, _ = drawn(corners, order)
    assert set(np.unique(seen)) == {NOTHING, order.index((3, 4, 5))}
    assert depth.max() == pytest.approx(0.5)


def test_nearness_is_linear_across_the_triangle():
    corners = [(0, 64, 0.25), (64, 64, 0.75), (0, 0, 0.25)]
    depth, _, _ = drawn(corners, [(0, 1, 2)])
    assert depth[60, 31].mean() == pytest.approx(0.5, abs=0.01)


def test_triangles_off_the_picture_are_cut():
    _, seen, _ = drawn([(-500, 500, 1.0), (500, 400, 1.0), (20, -300, 1.0)], [(0, 1, 2)])
    assert (seen == 0).all()
    _, seen, touched = drawn([(100, 90, 1.0), (140, 80, 1.0), (110, 70, 1.0)], [(0, 1, 2)])
    assert (seen == NOTHING).all()
    assert not touched.any()


def test_shadow_edges_are_soft_and_ordered_by_depth():
    shadow_map = np.full((SIZE, SIZE), FAR, np.float32)
    screen = np.array([(0, 64, 2.0), (32, 64, 2.0), (32, 0, 2.0), (0, 0, 2.0)], np.float32)
    draw_depth(screen, np.array([(0, 1, 2), (0, 2, 3)], np.int32), shadow_map, np.zeros((4, 4), np.uint8))

    def at(column: float, nearness: float) -> float:
        return float(lit(shadow_map, np.float32(column), np.float32(32.0), np.float32(nearness), 1))

    assert at(16, 1.0) == 0  # behind the square
    assert at(16, 3.0) == 1  # before it
    assert at(48, 1.0) == 1  # beside it
    assert at(32, 1.0) == pytest.approx(0.5, abs=0.05)
    assert [at(c, 1.0) for c in (30, 31, 32, 33, 34)] == sorted(at(c, 1.0) for c in (30, 31, 32, 33, 34))


def luminance(normal: np.ndarray, eye: np.ndarray, *, key: float = 1.0) -> float:
    material = material_table((Material("plaster", (0.5, 0.5, 0.5), 0.9, 0.0),))
    numbers = [np.float32(value) for value in (*eye, *normal, 0.5, 0.5, 0.5)]
    return sum(shade(*numbers, material, 0, np.float32(1), np.float32(key), LAMPS[:1]))


def test_a_sphere_is_brightest_towards_the_light():
    t = np.linspace(-1, 1, 21)
    x, y = np.meshgrid(t, t)
    front = x**2 + y**2 < 0.98
    normals = np.stack([x, y, np.sqrt(np.maximum(1 - x**2 - y**2, 0))], -1)[front]
    eye = np.array([0.0, 0.0, 1.0])
    light = np.array([luminance(normal, eye) for normal in normals])
    assert normals[light.argmax()] @ KEY > 0.95
    assert np.corrcoef(light, np.maximum(normals @ KEY, 0))[0, 1] > 0.97


def test_shadow_takes_the_key_light_away():
    eye = np.array([0.0, 0.0, 1.0])
    assert luminance(KEY, eye, key=0.0) < 0.4 * luminance(KEY, eye)


def plainly(screen, triangles, depth) -> tuple[np.ndarray, np.ndarray]:
    """depth and seen as `draw_triangles` of opaque ones leaves them: every sample is asked, in doubles."""
    depth, seen = depth.astype(np.float64), np.full(depth.shape, NOTHING)
    y, x, s = np.indices(depth.shape)
    x, y = x + SAMPLE_X[s], y + SAMPLE_Y[s]
    for number, triangle in enumerate(triangles):
        (ax, ay, an), (bx, by, bn), (cx, cy, cn) = screen[triangle].astype(np.float64)
        twice = (bx - ax) * (cy - ay) - (cx - ax) * (by - ay)
        if twice >= 0:
            continue
        a = ((bx - x) * (cy - y) - (cx - x) * (by - y)) / twice
        b = ((cx - x) * (ay - y) - (ax - x) * (cy - y)) / twice
        near = a * an + b * bn + (1 - a - b) * cn
        hit = (a >= 0) & (b >= 0) & (a + b <= 1) & (near > depth)
        depth[hit], seen[hit] = near[hit], number
    return depth, seen


@pytest.mark.parametrize("width", [64, 50])
def test_blocks_of_pixels_are_drawn_as_one_sample_after_the_other(width):
    random = np.random.default_rng(width)
    middles = random.uniform([-5, -5, 0.2], [width + 5, SIZE + 5, 0.9], (160, 1, 3))
    spread = random.choice([2.0, 5.0, 20.0], (160, 1, 1)) * [1, 1, 0.002]
    screen = (middles + spread * random.standard_normal((160, 3, 3))).reshape(-1, 3).astype(np.float32)
    triangles = np.arange(480, dtype=np.int32).reshape(-1, 3)
    behind = random.uniform(0, 0.5, (SIZE, width, SAMPLES)).astype(np.float32)
    depth, seen = behind.copy(), np.full(behind.shape, NOTHING, np.int32)
    touched = np.zeros((tiles_of(SIZE), tiles_of(width)), np.uint8)
    kind, uv = np.full(160, PAINTED, np.uint8), np.zeros((480, 2), np.float32)
    alpha, every = np.zeros((2, 2), np.uint8), np.arange(160, dtype=np.int32)
    draw_triangles(every, 0, screen, triangles, kind, uv, alpha, depth, seen, touched)
    plain_depth, plain_seen = plainly(screen, triangles, behind)
    assert len(np.unique(plain_seen)) > 30
    assert (seen != plain_seen).sum() < 1e-3 * seen.size  # samples on an edge
    same = seen == plain_seen
    assert np.abs(depth - plain_depth)[same].max() < 1e-4
    starts, chosen = into_bands(screen, triangles, SIZE - 6)
    assert len(starts) - 1 == tiles_of(SIZE - 6)
    assert len(np.unique(chosen)) < 110  # backs, and what is above or below, are left out
    for band, top in enumerate(range(0, SIZE - 6, TILE)):
        rows = slice(top, min(top + TILE, SIZE - 6))
        part_depth, part = behind[rows].copy(), np.full(behind[rows].shape, NOTHING, np.int32)
        of_band = chosen[starts[band] : starts[band + 1]]
        draw_triangles(of_band, top, screen, triangles, kind, uv, alpha, part_depth, part, touched)
        assert np.array_equal(part, seen[rows])
        assert np.array_equal(part_depth, depth[rows])


@pytest.mark.parametrize("kind", [CUT, LAID])
def test_what_lets_nothing_through_is_the_same_cut_or_whole(kind):
    corners = np.array([(*corner, 1.0) for corner in TRIANGLES["large"]], np.float32)
    numbers, uv = np.array([(0, 1, 2)], np.int32), np.array([(2, 2), (12, 3), (6, 13)], np.float32)
    alpha = np.full((16, 16), 255, np.uint8)
    kinds = np.full(1, kind, np.uint8)
    shown = []
    for kept in (kinds, only_cut(kinds, numbers, uv, alpha)):
        depth, seen = np.zeros((SIZE, SIZE, SAMPLES), np.float32), np.full((SIZE, SIZE, SAMPLES), NOTHING, np.int32)
        touched, every = np.zeros((4, 4), np.uint8), np.zeros(1, np.int32)
        draw_triangles(every, 0, corners, numbers, kept, uv, alpha, depth, seen, touched)
        shown.append(seen)
    assert (only_cut(kinds, numbers, uv, alpha) == PAINTED).all()
    assert np.array_equal(*shown)
    alpha[13, 6] = 254  # one texel that lets something through, at a corner
    assert (only_cut(kinds, numbers, uv, alpha) == kind).all()
    alpha[13, 6], alpha[0, 15] = 255, 0  # one that the triangle does not wear
    assert (only_cut(kinds, numbers, uv, alpha) == PAINTED).all()


def test_shadows_of_what_is_far_off_have_wider_edges():
    """Half of a map is covered; the share of light across its edge, from just below it and from far below it."""
    shadow_map = np.full((MAP_SIZE, MAP_SIZE), FAR, np.float32)
    shadow_map[:, : MAP_SIZE // 2] = 1.0
    columns = np.arange(MAP_SIZE // 2 - 22, MAP_SIZE // 2 + 22, dtype=np.float32)

    def across(away: float) -> np.ndarray:
        row = np.float32(MAP_SIZE // 2)
        return np.array([softly_lit(shadow_map, column, row, np.float32(1.0 - away)) for column in columns])

    near, far = across(0.02), across(0.25)
    for share in (near, far):
        assert (np.diff(share) >= -0.05).all()
        assert share[0] == 0
        assert share[-1] == 1
        assert abs(np.interp(MAP_SIZE // 2, columns, share) - 0.5) < 0.12
    widths = [((share > 0.1) & (share < 0.9)).sum() for share in (near, far)]
    assert widths[1] > 2.2 * widths[0]
    assert across(-0.1).min() == 1  # before what is there
