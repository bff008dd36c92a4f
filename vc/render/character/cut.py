"""What a head that was cut out of a photo consists of."""

from dataclasses import dataclass

import cv2
import numpy as np

from vc.vision.face_mesh import CHIN, LEFT_SIDE, OVAL, RIGHT_SIDE, FaceMesh
from vc.vision.imaging import blur

_BACK = 1.6  # half widths of the face for a radian of yaw, by which the back of a turned head reaches farther


@dataclass(frozen=True)
class Measures:
    """Texels of the cut. eyes_y, chin_y : rows; drop : between them; middle : column; half : half a face's width"""

    eyes_y: float
    chin_y: float
    middle: float
    half: float

    @property
    def drop(self) -> float:
        return self.chin_y - self.eyes_y


@dataclass(frozen=True)
class Cut:
    """rgb (h, w, 3) float32 0..255; alpha (h, w) float32 of what is head; hair (h, w) float32 the share that is hair
    face : points in texels, the eyes level; None for heads without a human face
    oval : (h, w) float32, the face
    bounds : (2, 2) left top, right bottom of the photo in texels
    scale : texels per px of the photo
    to_cut : (2, 3) photo px -> texels
    """

    rgb: np.ndarray
    alpha: np.ndarray
    hair: np.ndarray
    oval: np.ndarray
    face: FaceMesh
    bounds: np.ndarray
    scale: float
    to_cut: np.ndarray

    @property
    def measures(self) -> Measures:
        points = self.face.points
        left, right = points[LEFT_SIDE, 0], points[RIGHT_SIDE, 0]
        return Measures(
            float(self.face.eyes[:, 1].mean()), float(points[CHIN, 1]), float(left + right) / 2, float(left - right) / 2
        )


def face_oval(face: FaceMesh, shape: tuple[int, ...]) -> np.ndarray:
    """(h, w) float32: the face, of points in texels."""
    mask = np.zeros(shape[:2], np.uint8)
    cv2.fillPoly(mask, [np.round(face.points[list(OVAL), :2] * 16).astype(np.int32)], 255, cv2.LINE_AA, 4)
    return blur(mask.astype(np.float32) / 255, 1.5)


def back(x: np.ndarray, middle: float, face: FaceMesh) -> np.ndarray:
    """Half widths of the face by which a head that is turned reaches farther, in columns x."""
    return np.where((x - middle) * face.yaw < 0, _BACK * abs(face.yaw), 0)
