"""Photos that lie on their side and people who are small in theirs, made of the example photo."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from vc.vision import find_people, load_photo, make_ready, open_portrait

CONDUCTOR = Path(__file__).resolve().parents[2] / "examples" / "conductor.jpg"
NOSE, SHOULDERS = 0, [11, 12]


@pytest.fixture(scope="module")
def upright():
    return load_photo(CONDUCTOR)


@pytest.fixture(scope="module")
def nose(upright, models):
    """The person's nose, in shares of the photo."""
    (person,) = find_people(upright, **models)
    return person.landmarks[NOSE] / upright.shape[1::-1]


def _beside(photo, size, height, left, bottom):
    """The photo, `height` px high, in a landscape of `size` = width, height with its lower left corner there."""
    width = round(photo.shape[1] * height / photo.shape[0])
    rng = np.random.default_rng(1)
    coarse = rng.integers(90, 170, (9, 16, 3)).astype(np.uint8)
    scene = cv2.resize(coarse, size, interpolation=cv2.INTER_CUBIC)
    small = cv2.resize(photo, (width, height), interpolation=cv2.INTER_AREA)
    scene[bottom - height : bottom, left : left + width] = small
    return scene, np.array([left, bottom - height]), np.array([width, height])


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_photo_on_its_side_or_head_is_turned_and_it_is_said(upright, models, turns):
    ready = make_ready(np.ascontiguousarray(np.rot90(upright, turns)), **models)
    np.testing.assert_array_equal(ready.pixels, upright)
    assert ready.shape == upright.shape[1::-1]
    (note,) = ready.notes
    assert ("upside down" if turns == 2 else "on its side") in note


def test_what_is_upright_or_only_leans_is_left_alone(upright, models):
    ready = make_ready(upright, **models)
    assert ready.notes == ()
    np.testing.assert_array_equal(ready.pixels, upright)
    height, width = upright.shape[:2]
    for angle in (-35, 35):
        matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 0.7)
        leaning = cv2.warpAffine(upright, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE)
        assert make_ready(leaning, **models).notes == ()


def test_one_who_lies_beside_others_who_stand_turns_nothing(upright, models):
    lying = np.rot90(upright)[:, -upright.shape[1] :]
    assert make_ready(np.concatenate([upright[: len(lying)], lying], axis=1), **models).notes == ()


@pytest.mark.parametrize(
    ("size", "height", "left", "bottom"),
    [((1600, 1200), 300, 1000, 1200), ((1600, 1200), 150, 300, 900), ((1600, 1200), 90, 1410, 700),
     ((4000, 800), 600, 3100, 800), ((4000, 800), 250, 200, 700), ((700, 2400), 260, 400, 500)],
)  # fmt: skip
def test_small_people_are_found_where_they_are(upright, nose, models, size, height, left, bottom):
    scene, corner, inner = _beside(upright, size, height, left, bottom)
    person = find_people(scene, **models)[0]
    apart = np.linalg.norm(person.landmarks[SHOULDERS[0]] - person.landmarks[SHOULDERS[1]])
    assert np.linalg.norm(person.landmarks[NOSE] - (corner + nose * inner)) < 0.2 * apart


def test_a_small_person_comes_out_in_the_detail_that_the_photo_has(upright, models, tmp_path):
    scene, _, _ = _beside(upright, (3840, 2880), 700, 2500, 2600)
    Image.fromarray(np.rot90(scene, 2)).save(tmp_path / "far.jpg", quality=90)  # and upside down
    ready = open_portrait(tmp_path / "far.jpg", **models)
    assert len(ready.notes) == 2
    assert ready.shape == (3840, 2880)
    height, width = ready.pixels.shape[:2]
    assert max(height, width) <= 1600
    assert abs(width / height - 4 / 3) < 0.02
    (here,) = find_people(ready.pixels, **models)
    (whole,) = find_people(upright, **models)
    spans = [np.linalg.norm(np.subtract(*person.landmarks[SHOULDERS])) for person in (here, whole)]
    assert spans[0] == pytest.approx(spans[1] * 700 / len(upright), rel=0.06)  # not scaled down
    left, top, right, bottom = here.box
    assert min(left, top, width - right, height - bottom) > 0.1 * (bottom - top)


def test_nobody_is_found_in_a_wall_a_stripe_or_leaves(models):
    rng = np.random.default_rng(2)
    leaves = cv2.resize(rng.integers(0, 256, (30, 40, 3)).astype(np.uint8), (640, 480), interpolation=cv2.INTER_CUBIC)
    stripes = np.where(np.arange(640) // 40 % 2, 200, 60)[None, :, None].repeat(360, 0).repeat(3, 2)
    for picture in (leaves, stripes.astype(np.uint8)):
        ready = make_ready(picture, **models)
        assert ready.notes == ()
        assert ready.pixels.shape == picture.shape
