"""Textured triangles laid out as planes give what interpolating every sample gives."""

import numpy as np

from vc.render.avatar.gain import light_corner
from vc.render.avatar.paint import PLANES, paint_sample, plan
from vc.render.avatar.shade import LAMPS
from vc.render.avatar.shadow import FAR, LIGHT_VIEW, MAP_SIZE

CORNERS = 3
STILL = np.zeros((64, 64), np.uint8)  # nothing that moves casts a shadow


def test_a_planned_triangle_is_the_texture_times_the_light_of_its_corners():
    random = np.random.default_rng(4)
    screen = np.array([[1410.3, 820.9, 0.2], [1452.8, 811.2, 0.3], [1421.5, 790.1, 0.25]], np.float32)
    triangles, uv = np.array([[0, 1, 2]], np.int32), np.array([[3, 14], [13.5, 11], [6, 2.5]], np.float32)
    colours = random.uniform(0.1, 0.9, (16, 16, 3)).astype(np.float32)
    normals = random.standard_normal((CORNERS, 3)).astype(np.float32)
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    places, one = random.uniform(-1, 1, (CORNERS, 3)).astype(np.float32), np.ones(CORNERS, np.float32)
    base, tint = (random.uniform(0.5, 1.5, (CORNERS, 3)).astype(np.float32) for _ in range(2))
    mix = np.array([0.0, 0.6, 1.0], np.float32)
    shadow_map = np.full((MAP_SIZE, MAP_SIZE), FAR, np.float32)
    light = (places, normals, one, base, tint, mix, LAMPS, shadow_map, STILL, LIGHT_VIEW)
    planes, gain, is_lit = np.zeros((1, PLANES), np.float32), np.zeros((CORNERS, 3), np.float32), np.zeros(3, np.uint8)
    plan(0, screen, triangles, uv, planes, gain, is_lit, *light)
    assert is_lit.all()
    expected = np.zeros_like(gain)
    for i in range(CORNERS):
        light_corner(i, *light, expected)
    assert np.allclose(gain, expected)
    assert np.allclose(gain[0], tint[0])  # keeps the texture's own light

    for _ in range(50):
        share = random.dirichlet(np.ones(3))
        px, py = share @ screen[:, :2]
        u, v = share @ uv - 0.5
        j, i = int(u), int(v)
        x, y = u - j, v - i
        upper, lower = (colours[row, j] * (1 - x) + colours[row, j + 1] * x for row in (i, i + 1))
        value = (upper * (1 - y) + lower * y) * (share @ gain)
        seen = paint_sample(0, np.float32(px), np.float32(py), planes, colours)
        assert np.allclose(seen, value, atol=2e-3)


def test_corners_that_are_lit_are_not_lit_again():
    triangles, screen = np.array([[0, 1, 2]], np.int32), np.array([[0, 9, 1], [9, 9, 1], [0, 0, 1]], np.float32)
    zero, one = np.zeros((CORNERS, 3), np.float32), np.ones(CORNERS, np.float32)
    gain = np.full((CORNERS, 3), 0.25, np.float32)
    planes, is_lit = np.zeros((1, PLANES), np.float32), np.ones(CORNERS, np.uint8)
    shadow_map = np.full((MAP_SIZE, MAP_SIZE), FAR, np.float32)
    plan(
        0, screen, triangles, zero[:, :2].copy(), planes, gain, is_lit, zero, zero, one, zero, zero, one, LAMPS,
        shadow_map, STILL, LIGHT_VIEW,
    )  # fmt: skip
    assert (gain == 0.25).all()
    assert np.array_equal(
        paint_sample(0, np.float32(2), np.float32(7), planes, np.ones((2, 2, 3), np.float32)), [0.25] * 3
    )
