"""What a user may choose: background, dress, corrected joints."""

from dataclasses import replace

import numpy as np
import pytest

from tests.drawn_person import JOINTS
from vc.errors import PhotoError
from vc.render.photo import frames, prepare
from vc.render.photo.backdrop import bokeh, check_background, cover_fit
from vc.render.photo.puppet import make_puppet
from vc.render.photo.stage import paint_stage
from vc.skeleton import Motion
from vc.vision import load_photo
from vc.vision.anatomy import Side
from vc.vision.joints import NAMES, correct, nearest

from .conftest import SIZE

BLUE = (20, 40, 220)


def _first_frame(puppet, waving):
    return next(iter(frames(Motion(waving.points[:1]), size=SIZE, puppet=puppet))).to_rgb().astype(int)


def test_a_picture_as_background_shows_in_the_corners(drawing, person, waving):
    picture = np.full((100, 300, 3), BLUE, np.uint8)
    frame = _first_frame(make_puppet(drawing, person, [], size=SIZE, background=picture), waving)
    for y, x in ((8, 8), (8, -8), (-8, 8), (-8, -8)):
        assert np.abs(frame[y, x] - BLUE).max() < 40


def test_a_shadow_falls_on_a_background_close_to_the_person(drawing, person):
    puppet = make_puppet(drawing, person, [], size=SIZE, background=np.full((90, 160, 3), 200, np.uint8))
    luma = puppet.layers.plate.split()[0].astype(int)
    neck = puppet.anatomy.neck
    close = luma[int(neck[1] + 0.5 * puppet.anatomy.unit), int(neck[0])]
    assert close < luma[10, 10] - 20


def test_the_photo_stays_as_it_is_by_default_and_is_soft_on_demand(drawing, person, puppet):
    blurred = make_puppet(drawing, person, [], size=SIZE, background="blur").layers.plate.split()[0].astype(int)
    own = puppet.layers.plate.split()[0].astype(int)
    assert np.abs(np.diff(blurred[:, :150], axis=0)).mean() <= np.abs(np.diff(own[:, :150], axis=0)).mean() + 0.05
    assert (own != blurred).any()


def test_lamps_out_of_focus_are_discs_that_stay_bright():
    night = np.full((120, 120, 3), 10, np.uint8)
    night[58:63, 58:63] = 255
    soft = bokeh(night, 12).astype(int).max(-1)
    assert soft[60, 60] > 40
    assert abs(soft[60, 52] - soft[60, 60]) < 25  # flat inside the disc
    assert soft[60, 90] < 25


def test_the_stage_has_a_warm_curtain_over_a_wooden_floor():
    stage = paint_stage((640, 360)).astype(int)
    curtain, floor = stage[100:200, 200:440].mean((0, 1)), stage[330:, 200:440].mean((0, 1))
    assert curtain[0] > 2 * curtain[1]
    assert floor[0] > floor[1] > floor[2]
    assert (stage == paint_stage((640, 360))).all()


@pytest.mark.parametrize(("shape", "size"), [((50, 400), (64, 64)), ((400, 50), (128, 72)), ((720, 1280), (1280, 720))])
def test_pictures_cover_the_frame_and_keep_their_middle(shape, size):
    picture = np.zeros((*shape, 3), np.uint8)
    picture[shape[0] // 2, shape[1] // 2] = picture[:, shape[1] // 2] = 255
    fitted = cover_fit(picture, size)
    assert fitted.shape == (size[1], size[0], 3)
    assert abs(int(fitted[..., 0].sum(0).argmax()) - size[0] // 2) <= 5


@pytest.mark.parametrize(
    "wrong", ["beach", None, np.zeros((4, 4)), np.zeros((9, 9, 3), np.float32), np.zeros((0, 4, 3))]
)
def test_backgrounds_that_are_none_are_refused(wrong):
    with pytest.raises(PhotoError, match=r"background"):
        check_background(wrong)


def test_a_tailcoat_is_dark_where_the_sleeve_is_and_white_in_front(drawing, person, waving):
    puppet = make_puppet(drawing, person, [], size=SIZE, dress="tailcoat")
    for strip, *_ in puppet.layers.luma.strips:
        middle = strip.shape[0] // 2
        assert strip[middle, 20:60, 0].max() < 70
        assert strip[middle, 20:60, 1].min() > 250
    body = puppet.layers.luma.body
    x, y = puppet.anatomy.neck + np.array([0, 0.28 * puppet.anatomy.unit])
    assert body[int(y), int(x) - 3, 0] > 170
    x, y = puppet.anatomy.neck + np.array([0.4 * puppet.anatomy.shoulder_width, 0.45 * puppet.anatomy.unit])
    assert body[int(y), int(x), 0] < 60
    assert _first_frame(puppet, waving).shape == (SIZE[1], SIZE[0], 3)


def test_an_unknown_dress_is_refused(drawing, models):
    with pytest.raises(PhotoError, match="dress"):
        prepare(drawing, size=SIZE, dress="toga", **models)


def test_corrected_joints_are_used(drawing, person):
    place = (420.0, 330.0)
    moved = correct(person, {"left_wrist": place})
    np.testing.assert_allclose(moved.landmarks[15], place)
    assert moved.visibility[15] == 1
    np.testing.assert_allclose(moved.landmarks[19] - moved.landmarks[15], person.landmarks[19] - person.landmarks[15])
    assert (moved.landmarks[:11] == person.landmarks[:11]).all()
    puppet, before = (make_puppet(drawing, p, [], size=SIZE) for p in (moved, person))
    arms = [p.anatomy.arms[Side.LEFT, 2] - p.anatomy.arms[Side.LEFT, 0] for p in (puppet, before)]
    assert np.linalg.norm(arms[0] - arms[1]) > 10
    everything = correct(person, person.landmarks + 1.0)
    np.testing.assert_allclose(everything.landmarks, person.landmarks + 1, atol=1e-4)


BAD = {
    "not finite": ({"left_wrist": (np.nan, 3)}, "not a place"),
    "far outside": ({"left_wrist": (5000, 3)}, "outside the photo"),
    "unknown": ({"third_elbow": (3, 3)}, "no joint"),
    "no numbers": ({"left_wrist": "here"}, "two numbers"),
    "wrong shape": (np.zeros((13, 2)), "shape"),
    "same place": ({"left_shoulder": JOINTS[12]}, "same place"),
    "too long": ({"left_shoulder": (185, 205), "left_wrist": (470, 620)}, "times as long"),
}


@pytest.mark.parametrize("kind", BAD)
def test_joints_that_cannot_be_are_refused_with_a_reason(person, kind):
    joints, reason = BAD[kind]
    with pytest.raises(PhotoError, match=reason):
        correct(person, joints)


def test_corrected_joints_choose_the_person_they_lie_on(person):
    other = replace(person, landmarks=person.landmarks + 300)
    assert nearest([other, person], {"nose": JOINTS[0], "left_wrist": JOINTS[15]}) is person
    assert len(NAMES) == 33


def test_prepare_takes_corrected_joints(reference_dir, models):
    photo = load_photo(reference_dir / "photos" / "wan_500miles.png")
    found = prepare(photo, size=SIZE, **models).anatomy
    moved = prepare(photo, size=SIZE, joints={"left_elbow": (860, 400)}, **models).anatomy
    assert np.linalg.norm(found.arms[Side.LEFT, 1] - moved.arms[Side.LEFT, 1]) > 3
    with pytest.raises(PhotoError, match="outside"):
        prepare(photo, size=SIZE, joints={"left_elbow": (-2000, 400)}, **models)


def test_folded_arms_and_seated_people_become_puppets(drawing, person, waving):
    folded, seated = person.landmarks.copy(), person.landmarks.copy()
    folded[[15, 17, 19, 21]] = (205, 310), (190, 318), (188, 312), (192, 305)
    folded[[16, 18, 20, 22]] = (275, 315), (290, 322), (292, 316), (288, 309)
    seated[[25, 26]] = (300, 420), (180, 420)
    seated[[27, 28]] = (300, 560), (180, 560)
    for landmarks in (folded, seated):
        puppet = make_puppet(drawing, replace(person, landmarks=landmarks), [], size=SIZE)
        frame = _first_frame(puppet, waving)
        assert frame[..., 2].max() > 150  # the shirt is there
