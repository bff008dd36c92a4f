"""Hands in a person's skin, by signals with a known answer."""

from dataclasses import replace

import numpy as np
import pytest

from tests.render.character.test_outline import figure  # noqa: F401
from tests.render.character.test_skin import _face, apart
from vc.render.avatar.hand_plan import FINGERS, FLAT, of_picture, on_picture
from vc.render.avatar.mesh import HANDS, PAINTED
from vc.render.avatar.model import AVATARS, load_avatar
from vc.render.avatar.rig import ARM, INDEX, STANDARD_RIG
from vc.render.character.grain import SKIN_SHADE, Grain, grain_of, speckled
from vc.render.character.hand_picture import HAND_PICTURE, TEXEL_M, glove_picture, hand_picture
from vc.render.character.hands import make_hands
from vc.render.character.tube import ANGLES, RINGS, SIDES, SPAN, Tube

PALE, DARK = np.array([228.0, 190.0, 170.0]), np.array([104.0, 70.0, 54.0])
STILL = Grain(0.0, 0.0)


def _seen(picture: np.ndarray, x: float, z: float, *, palm: bool, size: int = 2) -> np.ndarray:
    """(3,) mean RGB around a place of a flat hand."""
    metres = on_picture(np.array([[x, 0.0, z]]), palm=np.array([palm]))[0]
    column, row = (metres / TEXEL_M).astype(int)
    return picture[row - size : row + size + 1, column - size : column + size + 1].reshape(-1, 3).mean(0)


def test_a_hand_s_picture_is_the_person_s_skin_with_redder_knuckles_and_tips():
    picture = hand_picture(PALE, STILL)
    assert picture.shape == (*HAND_PICTURE[::-1], 3)
    plain = _seen(picture, -0.06, 0.0, palm=False)
    assert apart(plain, PALE) < 0.5
    middle = FINGERS[1].bent(FLAT)
    between = 0.5 * (middle[0] + middle[1])
    pad = middle[3] - np.array([0.004, 0, 0])
    knuckle, bone = (_seen(picture, *place[[0, 2]], palm=False) for place in (middle[1], between))
    tip = _seen(picture, *pad[[0, 2]], palm=True)
    for red in (knuckle, tip):
        assert red[0] / red[1] > bone[0] / bone[1] + 0.02


def test_palms_of_dark_skin_are_lighter_and_those_of_pale_skin_hardly():
    for tone, least, most in ((DARK, 15.0, 70.0), (PALE, 0.0, 8.0)):
        picture = hand_picture(tone, STILL)
        palm, back = (_seen(picture, 0.050, -0.005, palm=side).mean() for side in (True, False))
        assert least <= palm - back < most


@pytest.mark.parametrize("name", AVATARS)
def test_no_triangle_of_a_hand_is_torn_between_its_palm_s_picture_and_its_back_s(name):
    mesh = load_avatar(name)
    corners = mesh.picture[mesh.triangles[mesh.picture[mesh.triangles].any(2).all(1)]]
    palm = of_picture(corners.reshape(-1, 2))[2].reshape(-1, 3)
    assert len(palm) > 1000
    assert (palm.all(1) == palm.any(1)).all()
    assert 0.3 < palm.mean() < 0.7


def test_a_glove_has_seams_on_its_back_and_neither_nails_nor_red_knuckles():
    white = np.array([226.0, 224.0, 220.0])
    picture = glove_picture(white)
    root = FINGERS[1].bent(FLAT)[0]
    seam = _seen(picture, 0.07, 0.95 * root[2] * 0.93 / 0.95, palm=False, size=1)
    plain = _seen(picture, 0.07, 0.5 * (root[2] + FINGERS[0].root[2]), palm=False)
    assert seam.mean() < 0.97 * plain.mean()
    assert apart(_seen(picture, FINGERS[1].bent(FLAT)[1][0], root[2], palm=False), white) < 1.5


def test_grain_is_that_of_the_face_and_the_same_every_time(figure):  # noqa: F811
    shape = figure.alpha.shape
    noise = np.random.default_rng(3).standard_normal(shape)
    face = _face(shape, 90.0)
    found = []
    for amount in (0.0, 0.0045, 0.020):
        colours = np.clip(PALE * (1 + amount * noise[..., None]), 0, 255).astype(np.uint8)
        one = replace(figure, colours=colours, alpha=np.ones(shape, np.float32), hair=np.zeros(shape, np.float32))
        found.append(grain_of(one, face).fine)
    assert found == pytest.approx([0.003, 0.0045, 0.006], abs=0.0006)  # the last is a bad picture's, not the skin's
    pattern = speckled(120, 200, 0.0011, Grain(0.010, 0.008))
    np.testing.assert_array_equal(pattern, speckled(120, 200, 0.0011, Grain(0.010, 0.008)))
    assert pattern.mean() == pytest.approx(1, abs=0.002)
    assert 0.008 < pattern[..., 1].std() < 0.016
    assert pattern[..., 0].std() < pattern[..., 1].std()  # blood darkens green and blue


def test_hands_are_painted_by_finger_and_lit_like_arms():
    hands = make_hands(STANDARD_RIG, PALE, np.ones(3), 100, SKIN_SHADE).mesh
    skin = hands.number >= HANDS
    assert (hands.kind[skin] == PAINTED).all()
    assert set(np.unique(hands.number[skin])) == set(range(HANDS, HANDS + 12))
    rows = np.unique(hands.triangles[skin])
    assert (hands.uv[rows] >= [0, 100]).all()
    assert (hands.uv[rows] <= np.add(HAND_PICTURE, [0, 100])).all()


def test_a_bare_arm_takes_the_form_of_the_wrist_that_it_goes_into():
    hands = make_hands(STANDARD_RIG, PALE, np.ones(3), 0, SKIN_SHADE)
    assert hands.wrist[0] > 1.2 * hands.wrist[1] > 0.015
    world = np.tile(np.eye(4), (len(STANDARD_RIG.rest), 1, 1))
    world[:, :3, 3] = STANDARD_RIG.rest
    radius = np.full(len(RINGS), 0.045)
    tube = Tube("l", 0, radius, np.zeros(3), np.tile(ARM, (SIDES, 1)), RINGS, 0 * RINGS, bare=True, wrist=hands.wrist)
    places = np.zeros((len(RINGS) * SIDES + 1, 3))
    places[:SIDES] = STANDARD_RIG.rest[INDEX["upper_arm_l"]] + 0.05 * np.column_stack(
        [0 * ANGLES, np.sin(ANGLES), np.cos(ANGLES)]
    )
    tube.move_to(np.tile(np.eye(3, 4), (len(world), 1, 1)), world, places, np.zeros_like(places))
    rings = places[:-1].reshape(len(RINGS), SIDES, 3)
    wide, deep = np.ptp(rings[..., 2], 1) / 2, np.ptp(rings @ np.cross(ARM, [0, 0, 1.0]), 1) / 2
    assert wide[SPAN + 2] == pytest.approx(0.045, rel=0.03)
    np.testing.assert_allclose([wide[-1], deep[-1]], hands.wrist, rtol=0.05)
    assert np.abs(np.diff(wide[SPAN:])).max() < 0.0045  # no step
