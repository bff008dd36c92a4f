"""Depth of field: what is nearer or farther than the character is out of focus, as through a wide lens."""

import cv2
import numpy as np

from vc.frame import Size
from vc.render.avatar.camera import Camera

_APERTURE_M = 0.075  # of the lens: a portrait lens, wide open
_MOST = 0.06  # of the picture's height: beyond it nothing could be told from fog


def circle_px(camera: Camera, size: Size, distance_m: float) -> float:
    """Diameter in pixels of the circle that a point so far from the camera becomes, which focuses on its target.

    Circle of confusion of a thin lens: aperture x focal length x difference of inverse distances.
    """
    focus_m = float(np.linalg.norm(np.subtract(camera.target, camera.eye)))
    wide = _APERTURE_M * camera.focal(size) * abs(1 / focus_m - 1 / distance_m)
    return min(wide, _MOST * size[1])


def defocused(linear: np.ndarray, circle: float) -> np.ndarray:
    """(h, w) or (h, w, c) float32 of linear light in which every point is a disc of `circle` pixels across."""
    if circle < 1:
        return linear
    return cv2.filter2D(linear, -1, iris(circle), borderType=cv2.BORDER_REFLECT_101)


def iris(circle: float) -> np.ndarray:
    """(n, n) float32 that sums to 1: a disc `circle` pixels across with a soft edge."""
    half = int(np.ceil(circle / 2 + 1))
    y, x = np.mgrid[-half : half + 1, -half : half + 1]
    disc = np.clip(circle / 2 + 0.5 - np.hypot(x, y), 0, 1).astype(np.float32)
    return disc / disc.sum()
