"""Whoever shows the back, or a side: they conduct turned as they stand in the photo."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from tests.drawn_person import SHIRT, SKIN
from tests.render.character.conftest import SIZE
from tests.render.character.test_frames import at_rest, drawn
from vc.render.avatar.rig import INDEX, forward
from vc.render.character import frames
from vc.render.character.build import look, portray, suits
from vc.render.character.canvas import about_y
from vc.render.character.head import make_head_of
from vc.render.character.onstage import on_stage
from vc.render.character.pose import pose
from vc.skeleton import Motion
from vc.vision.anatomy import measure
from vc.vision.detect import turned_round


@pytest.fixture(scope="module")
def behind(drawing, person):
    """The drawn person with hair all over the head, and left and right as of a back."""
    picture = drawing.copy()
    cv2.ellipse(picture, (240, 115), (40, 54), 0, 0, 360, (90, 50, 30), -1, cv2.LINE_AA)
    return look(picture, turned_round(replace(person, yaws=(0.1, 0.0))), [], face_path=None)


@pytest.fixture(scope="module")
def back(behind):
    return portray(behind, SIZE)


@pytest.fixture(scope="module")
def side(drawing, person):
    """The same, taken to look to the picture's right: shoulders and hips behind each other."""
    landmarks = person.landmarks.copy()
    for pair in ([11, 12], [23, 24]):
        middle = landmarks[pair].mean(0)
        landmarks[pair] = np.add(middle, [[5, 0], [-5, 0]])
    seen = look(drawing, replace(person, landmarks=landmarks, yaws=(1.5, 1.6)), [], face_path=None)
    return portray(seen, SIZE)


def places(portrait, motion: Motion, joint: str) -> np.ndarray:
    """(T, 3) of a joint in the world."""
    rig = portrait.character.rig
    return forward(rig, pose(portrait.character, motion))[:, INDEX[joint], :3, 3]


def test_at_rest_a_back_is_that_of_the_photo(back):
    shown = drawn(back, replace(at_rest(back.character.rig), rotations=_half_turn()))
    anatomy, unit = back.anatomy, back.anatomy.unit
    y, x = np.mgrid[0 : SIZE[1], 0 : SIZE[0]]
    chest = (np.abs(x - anatomy.neck[0]) < 0.2 * unit) & (np.abs(y - anatomy.neck[1] - 0.3 * unit) < 0.2 * unit)
    head = np.hypot(x - anatomy.head_circle[0], y - anatomy.head_circle[1]) < 0.1 * unit
    assert np.abs(shown[chest] - SHIRT).mean() < 6
    assert np.abs(shown[head] - (90, 50, 30)).mean() < 8


def _half_turn() -> np.ndarray:
    rotations = np.tile(np.array([0, 0, 0, 1], np.float32), (1, 22, 1))
    rotations[:, 0] = [0, 1, 0, 0]
    return rotations


def test_a_back_has_its_right_hand_on_the_right_and_away_from_us(back, portrait, waving):
    motion = Motion(waving.points[:30])
    for joint in ("hand_l", "hand_r"):
        np.testing.assert_allclose(
            places(back, motion, joint) * [-1, 1, -1], places(portrait, motion, joint), atol=0.03
        )  # fmt: skip
    assert places(back, motion, "hand_r")[:, 0].min() > 0.05
    assert places(back, motion, "hand_r")[:, 2].max() < -0.1


def test_a_back_hides_the_hands_before_it(back, portrait, waving):
    """Both hands at the breast: seen from the front, and not from behind."""
    points = waving.points[:1].copy()
    points[:, [7, 8]] = [[0.66, 0.52], [0.34, 0.52]]
    points[:, [9, 10]] = [[0.53, 0.55], [0.47, 0.55]]

    def skin(portrait) -> int:
        frame = next(frames(Motion(points), size=SIZE, portrait=portrait)).to_rgb().astype(int)
        trunk = np.abs(np.arange(SIZE[0]) - portrait.anatomy.neck[0]) < 0.25 * portrait.anatomy.unit
        below = np.arange(SIZE[1]) > portrait.anatomy.neck[1] + 0.15 * portrait.anatomy.unit
        return int((np.abs(frame - SKIN).max(-1) < 70)[np.ix_(below, trunk)].sum())

    assert skin(portrait) > 300
    assert skin(back) < 30


def test_whoever_is_seen_from_the_side_conducts_to_that_side(side, portrait, waving):
    motion = Motion(waving.points[:30])
    turned = places(side, motion, "hand_r")
    front = about_y(places(portrait, motion, "hand_r"), np.pi / 2)
    np.testing.assert_allclose(turned[:, 0], front[:, 0], atol=0.12)  # what was towards us is to the right
    assert turned[:, 0].min() > 0.1
    frame = next(frames(motion, size=SIZE, portrait=side)).to_rgb().astype(int)
    middle = side.anatomy.neck[0]
    skin = np.argwhere(np.abs(frame - SKIN).max(-1) < 60)
    hands = skin[skin[:, 0] > side.anatomy.neck[1] + 0.1 * side.anatomy.unit]
    assert len(hands) > 50
    assert np.median(hands[:, 1]) > middle + 0.2 * side.anatomy.unit


HEADINGS = {
    "front": ((0.2, 0.1), 0.0, True), "back": ((3.0, -3.1), np.pi, True), "unclear back": ((2.8, 1.7), np.pi, False),
}  # fmt: skip


@pytest.mark.parametrize("name", HEADINGS)
def test_shoulders_and_hips_tell_the_heading(person, name):
    yaws, heading, is_sure = HEADINGS[name]
    seen = turned_round(person) if heading else person
    anatomy = measure(replace(seen, yaws=yaws))
    assert (anatomy.heading, anatomy.is_sure) == (heading, is_sure)


def test_backs_suit_where_they_are_clear_and_show_enough(behind):
    anatomy, height = behind.anatomy, behind.photo.shape[0]
    assert suits(anatomy, height)
    assert not suits(replace(anatomy, is_sure=False), height)
    assert not suits(anatomy, int(anatomy.neck[1] + 0.4 * anatomy.unit))


def test_whoever_shows_no_face_wears_a_dress_all_the_same(behind, sight):
    for seen, heading in ((behind, np.pi), (sight, 0.0)):
        dressed = on_stage(seen, (320, 180), "tails")
        assert dressed.character.heading == heading
        frame = drawn(dressed, replace(at_rest(dressed.character.rig), rotations=_half_turn() if heading else
                                       at_rest(dressed.character.rig).rotations))  # fmt: skip
        hair = (np.abs(frame - (90, 50, 30)).max(-1) < 40).sum()
        bald = (np.abs(frame - SKIN).max(-1) < 40).sum()
        assert hair > 300 if heading else bald > 300


def test_a_head_photographed_from_behind_shows_that_behind():
    picture = np.full((300, 300, 3), 40, np.uint8)
    cv2.circle(picture, (150, 150), 90, (200, 60, 60), -1)
    alpha = np.hypot(*(np.mgrid[0:300, 0:300] - 150)) < 90
    ahead = make_head_of(picture, alpha.astype(np.float32), (150, 150, 90))
    aback = make_head_of(picture, alpha.astype(np.float32), (150, 150, 90), np.pi)
    assert ahead.sheets[0].points[:, 2].min() > -1
    assert aback.sheets[0].points[:, 2].max() < 1
