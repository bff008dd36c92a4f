import numpy as np
import pytest

from vc.errors import PhotoError
from vc.vision import find_people, load_photo
from vc.vision.choice import find_conductor
from vc.vision.detect import _Region, _suppress_overlaps, ssd_anchors

NOSE, LEFT_SHOULDER, RIGHT_SHOULDER, LEFT_ELBOW, RIGHT_ELBOW, LEFT_WRIST, RIGHT_WRIST = 0, 11, 12, 13, 14, 15, 16


def test_anchors_are_the_detectors():
    anchors = ssd_anchors()
    assert anchors.shape == (2254, 2)
    np.testing.assert_allclose(anchors[:4] * 28, [[0.5, 0.5], [0.5, 0.5], [1.5, 0.5], [1.5, 0.5]], rtol=1e-6)
    np.testing.assert_allclose(anchors[28 * 28 * 2] * 14, [0.5, 0.5], rtol=1e-6)
    np.testing.assert_allclose(anchors[-1] * 7, [6.5, 6.5], rtol=1e-6)


def test_a_region_turns_a_leaning_person_upright():
    region = _Region.around(np.array([100.0, 200.0]), np.array([180.0, 200.0]))  # lies on its side, head to the right
    to_photo = region.to_photo(256)
    middle, top = (to_photo[:, :2] @ np.array(p) + to_photo[:, 2] for p in ((128, 128), (128, 0)))
    np.testing.assert_allclose(middle, [100, 200], atol=1e-9)
    np.testing.assert_allclose(top, [100 + 80 * 1.25, 200], atol=1e-9)


def test_of_overlapping_boxes_the_better_one_stays():
    centres = np.array([[0.5, 0.5], [0.52, 0.5], [0.9, 0.9], [0.2, 0.2]])
    sizes = np.full((4, 2), 0.2)
    assert list(_suppress_overlaps(centres, sizes, np.array([0.7, 0.9, 0.6, 0.1]))) == [1, 2]


# Read off the photos by eye, pixels.
SEEN = {
    "wan_500miles.png": {
        NOSE: (729, 209), LEFT_SHOULDER: (815, 315), RIGHT_SHOULDER: (645, 318), LEFT_ELBOW: (848, 455),
        RIGHT_ELBOW: (610, 455), LEFT_WRIST: (865, 580), RIGHT_WRIST: (606, 580),
    },
    "ma_demo4.png": {
        NOSE: (497, 236), LEFT_SHOULDER: (646, 395), RIGHT_SHOULDER: (368, 406), LEFT_ELBOW: (800, 550),
        RIGHT_ELBOW: (198, 570), LEFT_WRIST: (655, 680), RIGHT_WRIST: (345, 700),
    },
    "wan_replace.jpg": {
        NOSE: (488, 240), LEFT_SHOULDER: (608, 387), RIGHT_SHOULDER: (405, 386), LEFT_ELBOW: (680, 525),
        RIGHT_ELBOW: (355, 535), LEFT_WRIST: (635, 590), RIGHT_WRIST: (345, 640),
    },
}  # fmt: skip


@pytest.mark.parametrize("name", SEEN)
def test_landmarks_are_where_the_eye_sees_them(reference_dir, models, name):
    (person,) = find_people(load_photo(reference_dir / "photos" / name), **models)
    shoulders = np.linalg.norm(person.landmarks[LEFT_SHOULDER] - person.landmarks[RIGHT_SHOULDER])
    for joint, place in SEEN[name].items():
        off = np.linalg.norm(person.landmarks[joint] - place)
        assert off < 0.13 * shoulders, f"joint {joint} is {off:.0f} px away"
    assert person.visibility[[NOSE, LEFT_SHOULDER, RIGHT_SHOULDER]].min() > 0.9


def test_the_mask_covers_the_person_and_little_else(reference_dir, models):
    photo = load_photo(reference_dir / "photos" / "wan_500miles.png")
    (person,) = find_people(photo, **models)
    chest = person.landmarks[[LEFT_SHOULDER, RIGHT_SHOULDER]].mean(0).astype(int) + np.array([0, 60])
    assert person.mask.shape == photo.shape[:2]
    assert person.mask[chest[1], chest[0]] > 0.9
    assert person.mask[:, :400].max() < 0.1
    left, top, right, bottom = person.box
    assert 560 < left < 640 < 840 < right < 910
    assert 100 < top < 170
    assert bottom == 720


def test_two_people_are_found_and_one_is_chosen(reference_dir, models):
    one = load_photo(reference_dir / "photos" / "wan_500miles.png")[:, 500:980]
    both = np.concatenate([one, one[:, ::-1]], axis=1)
    people = find_people(both, **models)
    assert len(people) == 2
    assert people[0].score >= people[1].score
    sides = {person.landmarks[NOSE, 0] < 480 for person in people}
    assert sides == {True, False}
    left_one = next(i for i, person in enumerate(people) if person.landmarks[NOSE, 0] < 480)
    chosen, others = find_conductor(both, left_one, None, **models)
    assert chosen.landmarks[NOSE, 0] < 480
    assert len(others) == 1
    with pytest.raises(PhotoError, match="only 0 to 1"):
        find_conductor(both, 2, None, **models)


def test_nobody_is_an_error_that_says_what_to_do(models):
    wall = np.random.default_rng(0).integers(90, 160, (400, 600, 3), np.uint8)
    assert find_people(wall, **models) == []
    with pytest.raises(PhotoError, match=r"No person found.*head, shoulders and both arms"):
        find_conductor(wall, None, None, **models)
