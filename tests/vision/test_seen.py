"""What an editor is told about a photo before anybody is animated."""

from dataclasses import replace

import numpy as np
import pytest

from tests.drawn_person import JOINTS
from vc.vision import find_people, load_photo, see_people
from vc.vision.joints import NAMES, correct
from vc.vision.seen import advise, see


def test_people_are_seen_with_joints_mask_and_place(reference_dir, models):
    photo = load_photo(reference_dir / "photos" / "wan_500miles.png")
    (seen,) = see_people(photo, **models)
    assert tuple(seen.joints) == NAMES == tuple(seen.visibility)
    assert np.hypot(seen.joints["nose"][0] - 729, seen.joints["nose"][1] - 209) < 20
    assert seen.mask.shape == photo.shape[:2]
    assert seen.mask.dtype == np.uint8
    assert seen.mask[400, 729] > 230
    assert seen.box[0] < 645 < 815 < seen.box[2]
    assert seen.advice == ()


def test_what_is_seen_can_be_given_back(reference_dir, models):
    """An editor that changes nothing must not change the video."""
    photo = load_photo(reference_dir / "photos" / "astronaut.png")
    (person,) = find_people(photo, **models)
    given = correct(person, see(person).joints)
    np.testing.assert_allclose(given.landmarks, person.landmarks, atol=1e-3)
    assert (given.visibility == person.visibility).all()


def test_the_order_is_that_of_prepare(reference_dir, models):
    one = load_photo(reference_dir / "photos" / "wan_500miles.png")[:, 500:980]
    both = np.concatenate([one, one[:, ::-1]], axis=1)
    seen, people = see_people(both, **models), find_people(both, **models)
    assert len(seen) == 2
    for one_seen, person in zip(seen, people, strict=True):
        np.testing.assert_allclose(one_seen.joints["nose"], person.landmarks[0], atol=1e-3)


def test_nobody_is_an_empty_list(models):
    wall = np.random.default_rng(0).integers(90, 160, (300, 400, 3), np.uint8)
    assert see_people(wall, **models) == []


def test_a_good_photo_needs_no_advice(person):
    assert advise(person) == []
    assert see(person).joints["left_wrist"] == JOINTS[15]


def _without(person, *joints):
    visibility = person.visibility.copy()
    visibility[list(joints)] = 0.1
    return replace(person, visibility=visibility)


MISSING = {
    "left arm": (lambda p: _without(p, 13, 15), "left arm is hidden"),
    "both arms": (lambda p: _without(p, 13, 14, 15, 16), "Both arms"),
    "hips": (lambda p: _without(p, 23, 24), "hips are not in the photo"),
    "face": (lambda p: _without(p, *range(11)), "from behind"),
    "chest and above": (lambda p: replace(p, mask=p.mask[:230]), "tails"),
    "left wrist": (
        lambda p: replace(p, visibility=np.where(np.arange(33) == 15, 0.4, 1).astype(np.float32)), "left hand is hard",
    ),
    "size": (lambda p: replace(p, landmarks=p.landmarks * 0.2, mask=p.mask[::5, ::5]), "24 px wide"),
}  # fmt: skip


@pytest.mark.parametrize("missing", MISSING)
def test_what_is_missing_is_said(person, missing):
    make, words = MISSING[missing]
    assert any(words in sentence for sentence in advise(make(person)))


def test_turned_shoulders_are_a_back(person):
    landmarks = person.landmarks.copy()
    landmarks[[11, 12]] = landmarks[[12, 11]]
    assert "from behind" in advise(replace(person, landmarks=landmarks))[0]
