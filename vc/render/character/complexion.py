"""The colour of a person's skin, from their face: neither make-up nor shade, neither highlights nor hair."""

import cv2
import numpy as np

from vc.vision.face_mesh import LEFT_BROW, LEFT_EYE, LIPS, OVAL, RIGHT_BROW, RIGHT_EYE, FaceMesh
from vc.vision.figure.apart import Figure
from vc.vision.imaging import blur, grow, shrink, to_lab

_INNER, _AROUND = 0.08, 0.05  # widths of the face: from its outline, and around eyes, brows and lips, what is not asked
_LIPS_AROUND = 0.09
_LIGHT, _RED = (38, 88), 50  # percentiles of light that are asked, and up to which of red: blush lies beyond
_LEAST = 40  # pixels


def complexion(figure: Figure, face: FaceMesh | None) -> np.ndarray:
    """(3,) RGB of the lit, plain skin of a face; of the figure's tones where no face is seen.

    face : in pixels of the figure's picture
    """
    if face is None:
        return figure.tones.skin
    asked = plain_skin(face, figure.alpha.shape)
    pixels = blur(figure.colours.astype(np.float32), 1.0)[asked & (figure.alpha > 0.9) & (figure.hair < 0.3)]
    if len(pixels) < _LEAST:
        return figure.tones.skin
    lab = to_lab(pixels)
    low, high = np.percentile(lab[:, 0], _LIGHT)
    lit = (lab[:, 0] >= low) & (lab[:, 0] <= high)
    pale = lit & (lab[:, 1] <= np.percentile(lab[lit, 1], _RED))
    return np.asarray(np.median(pixels[pale], 0), np.float64)


def plain_skin(face: FaceMesh, shape: tuple[int, ...]) -> np.ndarray:
    """(h, w) bool: the face without its rim, eyes, brows and lips."""

    def area(points: tuple[int, ...]) -> np.ndarray:
        mask = np.zeros(shape, np.uint8)
        cv2.fillConvexPoly(mask, cv2.convexHull(np.round(face.points[list(points), :2]).astype(np.int32)), 1)
        return mask > 0

    skin = shrink(area(OVAL), _INNER * face.width)
    for part in (LEFT_EYE, RIGHT_EYE, LEFT_BROW, RIGHT_BROW):
        skin &= ~grow(area(part), _AROUND * face.width)
    return skin & ~grow(area(LIPS), _LIPS_AROUND * face.width)
