"""Lids that close over eyes as they were photographed, where that looks right."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from tests.drawn_person import JOINTS, SKIN
from vc.render.character.face import find_face, make_face
from vc.vision.anatomy import LEFT_EYE, RIGHT_EYE, measure

SCALE = 2.0


def _with_eyes(drawing, above, below):
    """The drawn person with eyes; above, below : (y, y, colour) of bands from temple to temple, from the eye down."""
    picture = drawing.copy()
    for x, y in (JOINTS[LEFT_EYE], JOINTS[RIGHT_EYE]):
        for low, high, colour in (above, below):
            picture[y + low : y + high, x - 12 : x + 13] = colour
        cv2.ellipse(picture, (x, y), (7, 4), 0, 0, 360, (240, 240, 240), -1, cv2.LINE_AA)
        cv2.circle(picture, (x, y), 4, (110, 70, 40), -1, cv2.LINE_AA)
        cv2.circle(picture, (x, y), 2, (20, 10, 10), -1, cv2.LINE_AA)
    return picture


def _large(picture: np.ndarray, person):
    """Picture, alpha and anatomy, all enlarged: eyes of a few pixels are left open."""
    size = round(SCALE * picture.shape[1]), round(SCALE * picture.shape[0])
    large = cv2.resize(picture, size, interpolation=cv2.INTER_CUBIC)
    return large, np.ones(large.shape[:2], np.float32), measure(person).moved(SCALE, np.zeros(2))


BROW, CHEEK = (-16, -13, (60, 40, 30)), (5, 6, SKIN)


@pytest.mark.parametrize(
    ("above", "below", "eyes"),
    [
        ((-16, -13, (60, 40, 30)), (5, 6, SKIN), 2),  # a brow at its usual place
        ((-14, -5, (30, 20, 15)), (5, 6, SKIN), 0),  # a brow on the lid: it would be stretched over the eye
        ((-14, -5, (60, 40, 30)), (5, 15, (40, 30, 25)), 0),  # dark glasses
    ],
)
def test_only_lids_of_skin_are_closed(drawing, person, above, below, eyes):
    face = find_face(*_large(_with_eyes(drawing, above, below), person))
    assert len(face.eyes) == eyes


def test_a_closed_lid_hides_the_dark_of_the_eye(drawing, person):
    picture, alpha, anatomy = _large(_with_eyes(drawing, BROW, CHEEK), person)
    face = find_face(picture, alpha, anatomy)
    assert len(face.eyes) == 2
    for x, y, *_ in face.eyes:
        assert np.linalg.norm(anatomy.landmarks[[LEFT_EYE, RIGHT_EYE]] - [x, y], axis=1).min() < 4 * SCALE
    layer = np.concatenate([picture, np.full((*picture.shape[:2], 2), 255, np.uint8)], 2)

    def dark(blink: float) -> int:
        expression = np.array([blink, 0.0, 0.0])
        shown = make_face(layer, *face.box[:2], face.fields, face.spans, face.eyes, face.lids, expression, 0.0)
        areas = []
        for x, y, half_width, half_height, _ in face.eyes:
            left, top = int(x - half_width) - face.box[0], int(y - half_height) - face.box[1]
            areas.append(shown[top : top + 2 * int(half_height), left : left + 2 * int(half_width), :3].max(-1))
        return sum(int((area < 80).sum()) for area in areas)

    assert dark(0.0) > 60
    assert dark(0.5) < dark(0.0)
    assert dark(1.0) < 0.4 * dark(0.0)


def test_somebody_from_behind_has_no_face(drawing, person):
    unseen = person.visibility.copy()
    unseen[:11] = 0.1
    anatomy = measure(replace(person, visibility=unseen))
    assert find_face(drawing, np.ones(drawing.shape[:2], np.float32), anatomy) is None
