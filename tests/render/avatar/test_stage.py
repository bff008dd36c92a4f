"""The stage: made once, with floor, curtain and podium where they belong, and where shadows may fall."""

import numpy as np
import pytest

from vc.render.avatar.camera import CAMERAS, Camera
from vc.render.avatar.model import load_avatar
from vc.render.avatar.plate import make_plate

SIZE = (256, 144)


@pytest.fixture(scope="module")
def plate():
    return make_plate(load_avatar(), CAMERAS["front"], SIZE)


def test_the_target_is_in_the_middle_of_the_picture():
    for camera in CAMERAS.values():
        x, y, near = camera.project(np.array([camera.target]), SIZE)[0]
        assert (x, y) == pytest.approx((SIZE[0] / 2, SIZE[1] / 2), abs=1e-3)
        assert 1 / near == pytest.approx(np.linalg.norm(np.subtract(camera.eye, camera.target)), rel=1e-4)


@pytest.mark.parametrize(("size", "across"), [((320, 180), 0.8), ((180, 320), 0.88 * 0.8), ((200, 200), 0.8)])
def test_the_span_fits_whatever_the_shape(size, across):
    """The ends of a tall picture's span, where only stretched arms reach, may lie outside: so the figure fills it."""
    camera = Camera((0, 1, 5), (0, 1, 0), (1.6, 2.0))
    corners = camera.project(np.array([(-across, 0, 0), (across, 2, 0)]), size)[:, :2]
    assert corners.min() >= -1e-3
    assert (corners <= np.array(size) + 1e-3).all()


def test_up_is_up_and_the_conductors_left_is_right():
    points = CAMERAS["front"].project(np.array([(0, 1, 0), (0.3, 1, 0), (0, 1.3, 0)]), SIZE)
    assert points[1, 0] > points[0, 0]
    assert points[2, 1] < points[0, 1]


def test_curtain_is_red_floor_is_brown_carpet_is_red(plate):
    rgb = plate.frame.to_rgb().astype(int)
    curtain, floor = rgb[40:90, 60:100].mean((0, 1)), rgb[130:140, 60:85].mean((0, 1))
    assert curtain[0] > 3 * curtain[1]
    assert floor[0] > floor[1] > floor[2]
    x, y = CAMERAS["front"].project(np.array([(0.3, 0, 0.3)]), SIZE)[0, :2].astype(int)
    carpet = rgb[y, x]
    assert carpet[0] > 2.5 * carpet[1]


def test_shadows_can_fall_on_floor_and_carpet_and_not_on_the_curtain(plate):
    x, y = CAMERAS["front"].project(np.array([(0.35, 0, 0.2)]), SIZE)[0, :2].astype(int)
    assert plate.share[y, x] > 0.3
    assert plate.share[:60, :80].max() == 0
    assert (plate.share >= 0).all()
    assert (plate.share <= 1).all()


def test_things_in_front_hide_by_depth(plate):
    assert (plate.depth > 0).any()
    desk = CAMERAS["front"].project(np.array([(0.1, 0.73, 0.66)]), SIZE)[0]
    x, y = desk[:2].astype(int)
    assert plate.depth[y, x].max() == pytest.approx(desk[2], rel=0.05)
