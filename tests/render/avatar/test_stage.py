"""The stage: made once, with floor, curtain and podium where they belong, and where shadows may fall."""

import numpy as np
import pytest

from vc.frame import plain_frame
from vc.render.avatar.camera import CAMERAS, Camera
from vc.render.avatar.desks import set_desks
from vc.render.avatar.lens import circle_px, defocused
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


@pytest.fixture(scope="module")
def hall():
    return make_plate(load_avatar(), CAMERAS["front"], SIZE, scene="hall")


def test_an_unknown_scene_is_refused():
    with pytest.raises(ValueError, match="no scene 'moon'; choose one of curtain, stage, hall"):
        make_plate(load_avatar(), CAMERAS["front"], SIZE, scene="moon")


def test_the_hall_is_dark_under_a_row_of_warm_lamps(hall, plate):
    rgb = hall.frame.to_rgb().astype(int)
    lamp_y = int(CAMERAS["front"].project(np.array([(0.56, 3.31, -19.0)]), SIZE)[0, 1])
    lamps, listeners = rgb[lamp_y - 1 : lamp_y + 2], rgb[lamp_y + 25 : lamp_y + 45]
    assert lamps.max() > 200
    assert lamps[..., 0].mean() > 1.5 * lamps[..., 2].mean()
    assert listeners[:, :60].mean() < 25
    floor = CAMERAS["front"].project(np.array([(0.9, -0.18, -0.9)]), SIZE)[0, :2].astype(int)
    before, after = (one.frame.to_rgb()[floor[1], floor[0]].astype(int) for one in (plate, hall))
    assert np.abs(before - after).max() < 40  # the stage's floor is the same


def test_behind_the_desks_the_curtain_is_out_of_focus_and_darker(plate):
    soft = make_plate(load_avatar(), CAMERAS["front"], SIZE, scene="stage").frame.to_rgb().astype(int)
    sharp = plate.frame.to_rgb().astype(int)
    wall = np.s_[20:80, 30:80, 0]
    assert soft[wall].mean() < 0.9 * sharp[wall].mean()
    assert np.abs(np.diff(soft[wall], 2, axis=1)).mean() < np.abs(np.diff(sharp[wall], 2, axis=1)).mean()


@pytest.mark.parametrize("size", [(320, 180), (180, 320), (200, 200)])
def test_desks_stand_in_the_lower_corners_and_hide_nobody(size):
    width, height = size
    desks = set_desks(size)
    white = plain_frame(size, 235)
    before = white.planes.copy()
    desks.over(white)
    luma = white.split()[0].astype(int)
    assert (luma[: desks.top] == 235).all()
    assert desks.top > 0.5 * height
    bottom = luma[-min(height, width) // 12 :]
    assert bottom[:, : width // 6].mean() < 150
    assert bottom[:, -width // 6 :].mean() < 150
    middle = luma[:, int(0.36 * width) : int(0.64 * width)]  # where hands are
    assert middle.min() > 215
    assert (white.planes != before).any()


def test_lamps_on_the_desks_shine_through_to_black():
    black = plain_frame((320, 180), 16)
    set_desks((320, 180)).over(black)
    rgb = black.to_rgb().astype(int)
    brightest = np.unravel_index(rgb.sum(-1).argmax(), rgb.shape[:2])
    assert rgb[brightest].max() > 120
    assert rgb[brightest][0] > 1.2 * rgb[brightest][2]  # warm
    mirrored = rgb[:, ::-1]
    assert np.abs(rgb - mirrored).mean() < 2


def test_a_point_out_of_focus_becomes_a_disc_and_keeps_its_light():
    point = np.zeros((41, 41), np.float32)
    point[20, 20] = 1
    soft = defocused(point, 12)
    y, x = np.mgrid[-20:21, -20:21]
    away = np.hypot(x, y)
    assert soft.sum() == pytest.approx(1, rel=1e-4)
    assert np.ptp(soft[away < 5]) < 1e-6
    assert soft[away > 7.5].max() < 1e-9
    camera = Camera((0, 1, 5), (0, 1, 0), (1.6, 2.0))
    assert circle_px(camera, (640, 360), 5.0) == 0
    assert 0 < circle_px(camera, (640, 360), 6.0) < circle_px(camera, (640, 360), 20.0)
    assert circle_px(camera, (1280, 720), 6.0) == pytest.approx(2 * circle_px(camera, (640, 360), 6.0))
