"""Where a photo's person stands: their shadow, the light of other places, and the stage."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from tests.render.character.conftest import SIZE
from tests.render.character.test_frames import at_rest, drawn
from vc.render.avatar.gain import light_on
from vc.render.avatar.light import SOFT
from vc.render.avatar.shadow import FAR, soften
from vc.render.character.build import lit_from_right, portray
from vc.render.character.canvas import Canvas
from vc.render.character.onstage import on_stage
from vc.render.character.place import Ground, ground_of, lit_by, out_of_focus
from vc.vision.face_mesh import FaceMesh
from vc.vision.figure.framing import Framing, onto_canvas
from vc.vision.plate import make_plate as plate_without


@pytest.fixture(scope="module")
def shadow(portrait):
    """(h, w) by how much the person's shadow darkens what is behind them."""
    shown = drawn(portrait, at_rest(portrait.character.rig))
    (shot,) = portrait.shots
    plate = replace(shot.place.plate, share=np.zeros_like(shot.place.plate.share))
    bare = replace(portrait, shots=(replace(shot, place=replace(shot.place, plate=plate)),))
    return (drawn(bare, at_rest(portrait.character.rig)) - shown).mean(-1)


def test_on_a_plain_wall_the_shadow_falls_soft_and_away_from_the_light(portrait, shadow):
    anatomy, unit = portrait.anatomy, portrait.anatomy.unit
    y, x = np.mgrid[0 : SIZE[1], 0 : SIZE[0]]
    x, y = (x - anatomy.neck[0]) / unit, (y - anatomy.neck[1]) / unit
    right, left = ((np.abs(x - side) < 0.15) & (np.abs(y - 0.3) < 0.2) for side in (0.75, -0.75))
    assert shadow[right].mean() > shadow[left].mean() + 2
    assert shadow.min() >= -1
    assert 5 < shadow.max() < 70
    assert shadow[np.abs(x) > 2].max() < 1


def test_edges_of_far_shadows_are_as_soft_as_a_gaussian():
    depth = np.full((256, 256), FAR, np.float32)
    depth[:, 128:] = 0
    share, touched = soften(depth)
    assert share[100, 127:129].mean() == pytest.approx(0.5, abs=0.01)
    assert share[100, 128 + 9] == pytest.approx(0.98, abs=0.01)  # two deviations of 4.5 texels
    assert touched[20, 40] == 1
    assert touched[20, 20] == 0


def test_what_is_far_behind_bears_no_shadow(sight):
    busy = np.random.default_rng(0).integers(0, 255, sight.plate.shape).astype(np.uint8)
    busy = np.repeat(np.repeat(busy[::16, ::16], 16, 0), 16, 1)[: busy.shape[0], : busy.shape[1]]
    shot = portray(replace(sight, plate=busy), (320, 180)).shots[0]
    assert shot.place.plate.far_light is None
    assert shot.place.plate.share.max() == 0


def test_a_floor_is_where_feet_stand_on_it(portrait):
    canvas = Canvas(SIZE, 0.004, np.array([0.0, 0.9]))
    landmarks = portrait.anatomy.landmarks.copy()
    landmarks[29:33] = [[300, 340], [340, 340], [300, 346], [340, 346]]
    hips = np.array([[330.0, 200.0], [310.0, 200.0]])
    standing = replace(portrait.anatomy, landmarks=landmarks, hips=hips, unit=100.0, visibility=np.ones(33))
    floor = ground_of(standing, canvas, plain=True, from_right=False)
    assert floor is not None
    assert (floor.axis, floor.at) == (1, pytest.approx(canvas.place(np.array([300, 346]))[1]))
    share, at_map = floor.seen(canvas.camera(), SIZE)
    assert share[:170].max() == 0  # above the horizon
    assert share[340, 320] > 0.2
    assert np.isfinite(at_map[share > 0]).all()
    away = replace(standing, visibility=np.zeros(33))
    assert ground_of(away, canvas, plain=True, from_right=False).axis == 2
    assert ground_of(away, canvas, plain=False, from_right=False) is None


def test_shadows_go_to_the_other_side_where_the_photo_is_lit_from_the_right(sight):
    points = np.zeros((468, 3), np.float32)
    points[:, 0], points[:, 1] = np.linspace(200, 280, 468), 100
    dim = np.full_like(sight.colours, 100)
    lit = dim.copy()
    lit[:, 240:] = 160
    assert lit_from_right(replace(sight, face=FaceMesh(points, 1.0), colours=lit))
    assert not lit_from_right(replace(sight, face=FaceMesh(points, 1.0), colours=lit[:, ::-1]))
    assert not lit_from_right(replace(sight, face=FaceMesh(points, 1.0), colours=dim))
    left, right = Ground(2, -0.5).light_view, Ground(2, -0.5, from_right=True).light_view
    assert left[2, 0] == pytest.approx(-right[2, 0])


def test_another_picture_gives_its_light_to_the_person():
    sunset = np.full((90, 160, 3), 60, np.uint8)
    sunset[:, :50] = [250, 140, 60]
    light = lit_by(sunset)
    from_left, from_right = light_on(np.array([[-1.0, 0, 0], [1.0, 0, 0]]), light.lamps)
    assert from_left[0] > 1.3 * from_right[0]
    assert from_left[0] / from_left[2] > 1.3 * from_right[0] / from_right[2]
    grey = lit_by(np.full((90, 160, 3), 128, np.uint8)).lamps[:, 3:]
    assert np.ptp(grey[2]) < 0.02


def test_in_the_hall_the_person_stands_before_the_dark(sight):
    shot = portray(sight, (320, 180), "hall").shots[0]
    rgb = shot.place.plate.frame.to_rgb().astype(int)
    assert rgb[120:160, 5:60].mean() < 40
    assert shot.place.plate.front is not None


def test_behind_the_person_a_picture_with_edges_is_out_of_focus_everywhere():
    """A halo of soft background around the person would show where they stood; walls stay as they are."""
    stripes = np.zeros((200, 300, 3), np.uint8)
    stripes[:, ::20], stripes[:, 1::20] = 255, 255
    hole = np.zeros((200, 300), bool)
    hole[60:200, 120:180] = True
    seen = out_of_focus(stripes, hole, 120.0)[..., 0].astype(float)
    near, far = seen[100, 185:205].std(), seen[100, 5:25].std()
    assert 0.8 < near / far < 1.25
    assert far < 0.6 * stripes[100, 5:25, 0].std()
    wall = np.tile(np.linspace(90, 120, 300, dtype=np.uint8)[None, :, None], (200, 1, 3))
    assert np.abs(out_of_focus(wall, hole, 120.0)[:, :40].astype(int) - wall[:, :40]).max() <= 1


def test_beyond_a_photo_nothing_is_mirrored_and_the_picture_grows_calm():
    """A tall picture of blotches in a wide frame: no line beside its edge is the one as far inside it."""
    blotches = cv2.GaussianBlur(np.random.default_rng(3).normal(0, 1, (360, 120, 3)).astype(np.float32), (0, 0), 3)
    photo = np.clip(128 + 60 * blotches / blotches.std(), 0, 255).astype(np.uint8)
    camera = Framing(1.0, np.array([260.0, 0.0]), SIZE, portrait=False)
    canvas = onto_canvas(photo, camera, np.zeros(photo.shape[:2], bool)).astype(np.float32)
    assert np.abs(canvas[:, 310:330] - photo[:, 50:70]).max() <= 1  # far from its edges it is untouched
    fine = canvas - cv2.GaussianBlur(canvas, (0, 0), 12)
    alike = [np.corrcoef(fine[20:340, 259 - d].ravel(), fine[20:340, 260 + d].ravel())[0, 1] for d in (12, 18, 24)]
    assert max(alike) < 0.4
    assert canvas[:, 100].std(0).max() < 0.3 * photo.std()
    assert canvas[:, 5].mean() < 0.95 * canvas[:, 230].mean()  # a soft vignette
    steps = np.abs(np.diff(canvas[:, 200:320].mean(0).mean(-1)))
    assert steps.max() < 12  # no seam


def test_walls_and_benches_go_on_behind_whoever_stands_before_them():
    """Bands across the picture, sharp, and a person before them: their outline is not to be seen in the plate."""
    colours = np.array([[200, 190, 180], [60, 120, 100], [230, 225, 220], [120, 70, 40], [30, 30, 40], [150, 110, 70]])
    truth = np.repeat(np.repeat(colours, 50, 0)[:, None], 700, 1).astype(np.uint8)
    y, x = np.mgrid[0:300, 0:700]
    person = ((np.hypot(x - 350, y - 80) < 35) | ((np.abs(x - 350) < 60) & (y > 110))).astype(np.float32)
    photo = np.where(person[..., None] > 0, (250, 30, 200), truth).astype(np.uint8)
    plate, hole = plate_without(photo, person, 120.0, np.zeros(person.shape, bool), soft=True)
    off = np.abs(plate.astype(int) - truth).max(-1)
    within_band = np.minimum(y % 50, 50 - y % 50) > 12
    assert off[hole & within_band].mean() < 8
    assert np.percentile(off[hole & within_band], 95) < 30


def test_dressed_in_the_photo_s_own_place_they_cast_a_shadow_in_its_light(astronaut_sight):
    front, aside = (on_stage(astronaut_sight, (320, 180), "tails", "photo", camera).shots[0]
                    for camera in ("front", "three-quarter"))  # fmt: skip
    assert front.place.plate.far_light is not None
    assert not np.array_equal(front.place.light.lamps, SOFT.lamps)
    shown, other = (shot.place.plate.frame.to_rgb().astype(int) for shot in (front, aside))
    assert np.abs(shown - other).mean() > 2  # what is behind moves
    red = astronaut_sight.plate.copy()
    red[..., 1:] //= 4
    light = on_stage(replace(astronaut_sight, plate=red), (320, 180), "tails", "photo").shots[0].place.light
    seen = [light_on(np.array([[0.0, 0.0, 1.0]]), one.lamps)[0] for one in (light, front.place.light)]
    assert seen[0][0] / seen[0][2] > 1.2 * seen[1][0] / seen[1][2]
    elsewhere = on_stage(astronaut_sight, (320, 180), "tails", "blur").shots[0]
    assert elsewhere.place.plate.far_light is None
