"""Whom to animate, with joints set right by hand, and whether they show their back."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from tests.drawn_person import JOINTS, SKIN
from vc.errors import PhotoError
from vc.render.character.build import suits
from vc.vision import load_photo
from vc.vision.anatomy import Side, measure
from vc.vision.choice import find_conductor
from vc.vision.detect import best_first, shows_back, turned_round
from vc.vision.joints import NAMES, correct, nearest
from vc.vision.seen import advise
from vc.vision.tones import measure_tones
from vc.vision.whole import is_one, trunk_seen


def test_corrected_joints_are_used(person):
    place = (420.0, 330.0)
    moved = correct(person, {"left_wrist": place})
    np.testing.assert_allclose(moved.landmarks[15], place)
    assert moved.visibility[15] == 1
    np.testing.assert_allclose(moved.landmarks[19] - moved.landmarks[15], person.landmarks[19] - person.landmarks[15])
    assert (moved.landmarks[:11] == person.landmarks[:11]).all()
    arms = [measure(p).arms[Side.LEFT, 2] - measure(p).arms[Side.LEFT, 0] for p in (moved, person)]
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


def test_whoever_is_chosen_has_the_corrected_joints(reference_dir, models):
    photo = load_photo(reference_dir / "photos" / "wan_500miles.png")
    found, _ = find_conductor(photo, None, None, **models)
    moved, _ = find_conductor(photo, None, {"left_elbow": (860, 400)}, **models)
    np.testing.assert_allclose(moved.landmarks[13], (860, 400))
    assert np.linalg.norm(found.landmarks[13] - moved.landmarks[13]) > 3
    with pytest.raises(PhotoError, match="outside"):
        find_conductor(photo, None, {"left_elbow": (-2000, 400)}, **models)


def _turned(drawing, person, hair=(90, 50, 30)):
    """The drawn person with hair all over the head, as from behind; the landmarks still claim a face."""
    picture = drawing.copy()
    cv2.ellipse(picture, (240, 115), (40, 54), 0, 0, 360, hair, -1, cv2.LINE_AA)
    landmarks = person.landmarks.copy()
    for side in (0, 1):  # bare hands, in the middle of the painted ones
        landmarks[[15 + side, 17 + side, 19 + side]] = (380, 400) if side == 0 else (100, 400)
    return picture, replace(person, landmarks=landmarks)


def test_hair_instead_of_a_face_is_a_back(drawing, person):
    picture, seen = _turned(drawing, person)
    assert shows_back(picture, seen)
    assert not shows_back(drawing, seen)  # a bald head has a face in the colour of the hands
    assert not shows_back(_turned(drawing, person, hair=SKIN)[0], seen)


def test_a_back_has_its_left_on_the_left_and_no_face(drawing, person):
    _, seen = _turned(drawing, person)
    back = turned_round(seen)
    assert measure(back).facing == -1
    assert (back.visibility[:11] == 0).all()
    assert (turned_round(back).landmarks == seen.landmarks).all()
    assert "seen from behind" in advise(back)[0]


def test_hands_of_a_back_are_drawn_in_the_colour_of_its_own(drawing, person):
    picture, seen = _turned(drawing, person)
    colours, alpha = picture, np.clip(person.mask, 0, 1)
    tones = measure_tones(colours, alpha, measure(turned_round(seen)))
    assert np.abs(tones.skin - SKIN).max() < 25
    colours = picture.copy()
    colours[380:425, 360:400] = colours[380:425, 80:120] = (40, 60, 140)  # both hands are before a blue dress
    tones = measure_tones(colours, alpha, measure(turned_round(seen)))
    assert np.abs(tones.skin - SKIN).max() < 25  # of the nape


def test_whoever_is_seen_from_the_side_is_large_by_the_torso(person):
    """Shoulders behind each other are a few pixels apart."""
    from vc.vision.choice import is_large

    landmarks = person.landmarks.copy()
    landmarks[[11, 12]] = np.add(landmarks[[11, 12]].mean(0), [[4, 0], [-4, 0]])
    assert is_large(replace(person, landmarks=landmarks, yaws=(1.5, 1.6)))
    assert not is_large(replace(person, landmarks=landmarks))
    assert not is_large(replace(person, landmarks=0.1 * landmarks, yaws=(1.5, 1.6)))


def test_two_people_mixed_into_one_come_only_where_there_is_nobody_else(person):
    beside = person.mask.copy()
    head = person.landmarks[0].astype(int)
    beside[: head[1] + 40] = 0  # the body of one, the head between two
    mixed = replace(person, mask=beside, score=2.0)
    assert is_one(person)
    assert not is_one(mixed)
    weaker = replace(person, score=0.5)
    assert best_first([mixed, weaker, person]) == [person, weaker]
    assert best_first([mixed]) == [mixed]


def test_whoever_stands_behind_somebody_wears_tails(person):
    assert trunk_seen(person) > 0.97
    covered = person.mask.copy()
    left, right = sorted(person.landmarks[[11, 12], 0])
    covered[:, int(left + 0.6 * (right - left)) :] = 0  # two fifths of the trunk
    hidden = replace(person, mask=covered)
    assert trunk_seen(hidden) == pytest.approx(0.6, abs=0.06)
    assert not suits(measure(hidden), person.mask.shape[0])
    assert suits(measure(person), person.mask.shape[0])
    assert any("before the person" in line for line in advise(hidden))
    assert not any("before the person" in line for line in advise(person))
