"""What the kernels are given, and how a pixel between others is mixed."""

from typing import NamedTuple

import numpy as np

from vc.compiled import njit


class Arm(NamedTuple):
    """One arm on planes of C channels.

    strip : (rows, columns, C + 1) uint8 colours times alpha, alpha
    shape : (7,) columns of the cap and of the bones, half widths of the bones
    bones : (3, 5) see measure_bone; behind : (2,) in [0, 1], how far elbow and wrist lie behind the head
    """

    strip: np.ndarray
    shape: np.ndarray
    bones: np.ndarray
    behind: np.ndarray


class Body(NamedTuple):
    """picture, face : (h, w, C + 2) uint8, see layers.PlaneLayers, and the part of it with an expression, or nothing
    corner : (2,) left and top of that part; occupied : (rows, columns) whether the resting body lies in a tile
    shift : (rows + 1, columns + 1, 2) px of the canvas, see warp_grid
    """

    picture: np.ndarray
    face: np.ndarray
    corner: np.ndarray
    occupied: np.ndarray
    shift: np.ndarray


class Arms(NamedTuple):
    """Left and right. strips, shapes : see Arm; joints : (2, 4, 2) px; behind : (2, 2)"""

    strips: tuple[np.ndarray, np.ndarray]
    shapes: np.ndarray
    joints: np.ndarray
    behind: np.ndarray


class Baton(NamedTuple):
    """ends : (2, 2) px, tail and tip; colour : (C,), or (0,) for none"""

    ends: np.ndarray
    colour: np.ndarray


class Tile(NamedTuple):
    """A rectangle of the picture, and what the body left there: opacity and front mask, 0 to 255."""

    left: int
    top: int
    right: int
    bottom: int
    has_body: bool
    alpha: np.ndarray
    front: np.ndarray


@njit(fastmath=True, forceinline=True)
def mixed(image: np.ndarray, j: int, i: int, p: float, q: float, c: int) -> float:
    """Bilinear sample of channel c at row j + q, column i + p."""
    top = image[j, i, c] * (1 - p) + image[j, i + 1, c] * p
    bottom = image[j + 1, i, c] * (1 - p) + image[j + 1, i + 1, c] * p
    return top * (1 - q) + bottom * q
