"""The drawing primitive, held against exact areas and against the plainest possible formula."""

import threading

import numpy as np
import pytest

from vc.frame import empty_frame
from vc.render.canvas import Canvas, Layer, Picture, colour, cones

BLACK, WHITE = (0, 0, 0), (255, 255, 255)
MIDDLE = np.array([32.0, 32.0])


def blank(size=(64, 64), rgb=BLACK):
    frame = empty_frame(size)
    for plane, value in zip(frame.split(), colour(rgb), strict=True):
        plane[:] = round(float(value))
    return frame


def coverage(shapes, size=(64, 64)):
    """(h, w) share of each luma pixel that the shapes cover, read back from white drawn on black."""
    luma, _, _ = Canvas(blank(size)).draw(Picture.of([Layer(shapes, colour(WHITE))])).split()
    return (luma.astype(float) - 16) / 219


def fine_coverage(a, b, radii, size=64, times=16):
    """The same by counting: a pixel's share of points that lie in any of many discs along the axis."""
    grid = (np.arange(size * times) + 0.5) / times
    x, y = np.meshgrid(grid, grid)
    inside = np.zeros(x.shape, bool)
    for t in np.linspace(0, 1, 400):
        cx, cy = np.array(a) + t * (np.array(b) - np.array(a))
        inside |= np.hypot(x - cx, y - cy) <= radii[0] + t * (radii[1] - radii[0])
    return inside.reshape(size, times, size, times).mean((1, 3))


def test_a_disc_covers_its_exact_area():
    drawn = coverage(cones((31.3, 30.8), (31.3, 30.8), radius=12.4))
    assert drawn.sum() == pytest.approx(np.pi * 12.4**2, rel=0.005)


def test_a_capsule_covers_its_exact_area_at_any_angle():
    for angle in np.linspace(0, np.pi, 7):
        reach = 15 * np.array([np.cos(angle), np.sin(angle)])
        drawn = coverage(cones(MIDDLE - reach, MIDDLE + reach, radius=4.5))
        assert drawn.sum() == pytest.approx(30 * 9 + np.pi * 4.5**2, rel=0.01)


@pytest.mark.parametrize(
    ("a", "b", "radii"),
    [
        ((15.2, 20.9), (48.7, 41.4), (9.0, 3.0)),
        ((15.2, 50.9), (44.7, 12.4), (2.0, 11.0)),
        ((30.0, 32.0), (33.0, 32.0), (12.0, 6.0)),
    ],
    ids=["falling", "rising", "one disc inside the other"],
)
def test_edges_of_tapered_shapes_match_counted_coverage(a, b, radii):
    difference = coverage(cones(a, b, radius=radii)) - fine_coverage(a, b, radii)
    assert np.abs(difference).max() < 0.12
    assert np.abs(difference).mean() < 0.003


def test_a_line_thinner_than_a_pixel_keeps_its_weight():
    drawn = coverage(cones((10, 32.3), (50, 32.3), radius=0.2))
    assert drawn[:, 20:40].sum(0) == pytest.approx(0.4, abs=0.02)


def test_chroma_is_covered_like_the_mean_of_its_four_pixels():
    shapes = cones((12.3, 20.9), (48.7, 41.4), radius=(8.0, 3.0))
    _, u, _ = Canvas(blank()).draw(Picture.of([Layer(shapes, colour((0, 0, 255)))])).split()
    share = (u.astype(float) - 128) / (colour((0, 0, 255))[1] - 128)
    expected = coverage(shapes).reshape(32, 2, 32, 2).mean((1, 3))
    assert np.abs(share - expected).max() < 0.12


def test_overlaps_inside_a_layer_add_nothing():
    shape = cones((10, 10), (50, 50), radius=5, alpha=0.5)
    assert np.array_equal(coverage(shape), coverage(np.concatenate([shape, shape])))


def test_alpha_runs_from_one_end_to_the_other():
    drawn = coverage(cones((10, 32), (50, 32), radius=5, alpha=(1.0, 0.0)))
    assert drawn[32, [10, 20, 30, 40, 49]] == pytest.approx([1.0, 0.75, 0.5, 0.25, 0.02], abs=0.03)


def test_softness_fades_the_edge_around_the_same_outline():
    soft = coverage(cones((32, 32), (32, 32), radius=14, softness=10))
    assert soft[32, 32] == pytest.approx(1, abs=0.01)
    assert soft[32, 32 + 14] == pytest.approx(0.5, abs=0.08)
    assert soft[32, 32 + 20] == 0


def test_later_layers_lie_on_top():
    shape = cones((32, 32), (32, 32), radius=10)
    frame = Canvas(blank()).draw(Picture.of([Layer(shape, colour((255, 0, 0))), Layer(shape, colour((0, 255, 0)))]))
    assert frame.to_rgb()[32, 32].astype(int) == pytest.approx([0, 255, 0], abs=4)


@pytest.mark.parametrize("centre", [(-1e6, 5), (5, 1e6), (-30, -30), (64, 64), (0, 0)])
def test_shapes_beyond_the_picture_are_clipped(centre):
    drawn = coverage(cones(centre, (-40, 90), radius=(8, 2)))
    assert drawn.shape == (64, 64)
    assert ((drawn >= 0) & (drawn <= 1)).all()


def test_the_background_and_earlier_frames_stay_as_they_are():
    background = blank()
    canvas = Canvas(background)
    shape = cones((20, 20), (40, 40), radius=6)
    first = canvas.draw(Picture.of([Layer(shape, colour(WHITE))]))
    kept = first.planes.copy()
    second = canvas.draw(Picture.of([Layer(cones((200, 200), (300, 300)), colour(WHITE))]))
    assert np.array_equal(first.planes, kept)
    assert np.array_equal(second.planes, background.planes)
    assert np.array_equal(background.planes, blank().planes)


def test_threads_draw_the_same_frames_as_one_after_the_other():
    canvas = Canvas(blank())
    pictures = [Picture.of([Layer(cones((10, 10 + k), (50, 50 - k), radius=4), colour(WHITE))]) for k in range(20)]
    expected = [canvas.draw(picture).planes for picture in pictures]
    drawn = [[] for _ in range(4)]

    def work(results):
        results.extend(canvas.draw(picture).planes for picture in pictures)

    threads = [threading.Thread(target=work, args=(results,)) for results in drawn]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for results in drawn:
        assert all(np.array_equal(a, b) for a, b in zip(results, expected, strict=True))
