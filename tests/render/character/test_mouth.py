"""A mouth that opens in a picture, whose lips are where they were put."""

import numpy as np
import pytest

from vc.render.character.mouth import find_mouth, open_mouth
from vc.vision.face_mesh import LIPS, POINTS, FaceMesh

SKIN, LIP = np.array([210, 165, 140], np.uint8), np.array([180, 80, 85], np.uint8)
MIDDLE, HALF = np.array([100.0, 140.0]), 32.0


def _face(opened: float = 0.0, half: float = HALF, slant: float = 0.0) -> FaceMesh:
    """Lips around MIDDLE, `opened` px apart."""
    points = np.tile(np.array([100.0, 60.0, 0.0], np.float32), (POINTS, 1))
    count = len(LIPS)
    along = np.cos(2 * np.pi * np.arange(count) / count)  # from the right corner over the upper lip to the left
    down = -np.sin(2 * np.pi * np.arange(count) / count)
    points[list(LIPS), 0] = MIDDLE[0] - half * along
    points[list(LIPS), 1] = MIDDLE[1] + 0.5 * opened * down - slant * half * along
    return FaceMesh(points, 1.0)


@pytest.fixture(scope="module")
def picture() -> np.ndarray:
    image = np.tile(SKIN, (220, 200, 1))
    y, x = np.mgrid[0:220, 0:200]
    image[((x - MIDDLE[0]) / 36) ** 2 + ((y - MIDDLE[1]) / 9) ** 2 < 1] = LIP
    return image


def test_behind_parted_lips_it_is_dark_and_the_lower_lip_is_whole(picture):
    mouth = find_mouth(picture, _face())
    opened = picture.copy()
    open_mouth(mouth, opened, 0, 0, 1.0)
    column = opened[:, 100].astype(int)
    dark = np.flatnonzero(column.sum(1) < 0.45 * LIP.sum())
    assert 3 <= len(dark) <= 0.13 * 2 * HALF + 1
    assert dark[0] >= MIDDLE[1] - 1
    below = column[dark[-1] + 1 : dark[-1] + 7]
    np.testing.assert_allclose(below, np.tile(LIP, (6, 1)), atol=30)
    assert (opened[:139] == picture[:139]).all()
    assert (opened[215:] == picture[215:]).all()
    assert (opened[:, :66] == picture[:, :66]).all()


def test_teeth_are_seen_under_the_upper_lip_of_a_mouth_that_was_shut(picture):
    opened = picture.copy()
    open_mouth(find_mouth(picture, _face(half=60.0)), opened, 0, 0, 1.0)
    inside = opened[142:146, 100].astype(int)
    assert inside[0].min() > 90
    assert inside[0].max() - inside[0].min() < 40  # white, not lip
    assert opened[150, 100].max() < 90  # and it is dark below


def test_it_opens_as_far_as_it_is_asked_to(picture):
    def dark(amount: float) -> int:
        opened = picture.copy()
        open_mouth(find_mouth(picture, _face()), opened, 0, 0, amount)
        return int((opened.astype(int).sum(-1) < 0.45 * LIP.sum()).sum())

    assert dark(0.0) == 0
    assert 0 < dark(0.5) < 0.8 * dark(1.0)


UNFIT = {"small": _face(half=6.0), "open": _face(opened=20.0), "aslant": _face(slant=0.8)}


@pytest.mark.parametrize("face", UNFIT.values(), ids=UNFIT)
def test_mouths_that_would_not_look_well_stay_as_they_are(picture, face):
    assert find_mouth(picture, face) is None
