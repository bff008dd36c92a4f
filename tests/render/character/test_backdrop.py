"""What is behind people: pictures that cover the frame, lamps out of focus, and what is no background."""

import numpy as np
import pytest

from tests.render.character.conftest import SIZE
from vc.errors import PhotoError
from vc.render.character import frames
from vc.render.character.backdrop import bokeh, check_background, cover_fit
from vc.render.character.build import portray
from vc.skeleton import Motion

BLUE = (20, 40, 220)


def test_a_picture_as_background_shows_in_the_corners(sight, waving):
    portrait = portray(sight, SIZE, np.full((100, 300, 3), BLUE, np.uint8))
    frame = next(frames(Motion(waving.points[:1]), size=SIZE, portrait=portrait)).to_rgb().astype(int)
    for y, x in ((8, 8), (8, -8), (-8, 8), (-8, -8)):
        assert np.abs(frame[y, x] - BLUE).max() < 40


def test_lamps_out_of_focus_are_discs_that_stay_bright():
    night = np.full((120, 120, 3), 10, np.uint8)
    night[58:63, 58:63] = 255
    soft = bokeh(night, 12).astype(int).max(-1)
    assert soft[60, 60] > 40
    assert abs(soft[60, 52] - soft[60, 60]) < 25  # flat inside the disc
    assert soft[60, 90] < 25


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
