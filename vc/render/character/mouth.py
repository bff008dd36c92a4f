"""A mouth that opens in a photo: the lower lip and the chin go down, and behind the lips it is dark."""

from dataclasses import dataclass

import numpy as np

from vc.compiled import njit
from vc.vision.face_mesh import LIPS, FaceMesh

# Of the mouth's width: how far the lower lip falls at most; below it, in which the chin gives way.
_FALL, _REACH = 0.13, 0.95
_LEAST_PX = 14.0  # between the corners: smaller mouths stay as they are
_WAS_OPEN = 0.20  # of the width: mouths that are photographed so wide open open no further
_CHEEKS = (50, 280, 205, 425)  # points of the face
_DARK, _TOOTH = np.array([0.25, 0.10, 0.09]), np.array([1.02, 0.96, 0.89])  # of the cheeks' colour, and of their light
_GREY = np.array([0.3, 0.6, 0.1])
_TEETH_FROM_PX, _TEETH = 2.5, 0.42  # openings that show teeth; share of the opening that they cover


@dataclass(frozen=True)
class Mouth:
    """Canvas px. left : first column; upper, lower : (n,) rows of the inner edges of the lips in each column from there
    fall : (n,) px that the lower lip goes down at most; reach : px below it in which skin gives way
    dark, tooth : (3,) float32 RGB of what is seen inside
    """

    left: int
    upper: np.ndarray
    lower: np.ndarray
    fall: np.ndarray
    reach: float
    dark: np.ndarray
    tooth: np.ndarray


def find_mouth(colours: np.ndarray, face: FaceMesh) -> Mouth | None:
    """The mouth of a face in a picture (h, w, 3) uint8; None if it is too small, aslant or wide open already."""
    ring = face.points[list(LIPS), :2].astype(np.float64)
    half = len(ring) // 2
    upper, lower = ring[: half + 1], np.concatenate([ring[:1], ring[: half - 1 : -1]])
    if upper[0, 0] > upper[-1, 0]:
        upper, lower = upper[::-1], lower[::-1]
    (x0, y0), (x1, y1) = upper[0], upper[-1]
    width = float(x1 - x0)
    if width < _LEAST_PX or abs(y1 - y0) > 0.5 * width or (np.diff(upper[:, 0]) <= 0).any():
        return None
    columns = np.arange(int(np.ceil(x0)), int(np.floor(x1)) + 1)
    top = np.interp(columns, upper[:, 0], upper[:, 1])
    bottom = np.maximum(np.interp(columns, lower[:, 0], lower[:, 1]), top)
    opened = float((bottom - top).max()) / width
    share = max(0.0, 1 - opened / _WAS_OPEN)
    along = (columns - 0.5 * (x0 + x1)) / (0.5 * width)
    fall = _FALL * width * share * np.clip(1 - along**2, 0, 1) ** 0.8
    at = np.round(face.points[list(_CHEEKS), :2]).astype(int)
    at = np.clip(at, 0, [colours.shape[1] - 1, colours.shape[0] - 1])
    skin = np.median(colours[at[:, 1], at[:, 0]], axis=0)
    dark, tooth = (_DARK * skin).astype(np.float32), (_TOOTH * float(skin @ _GREY)).astype(np.float32)
    return Mouth(int(columns[0]), top, bottom, fall, _REACH * width, dark, tooth) if share > 0.1 else None


def open_mouth(mouth: Mouth, picture: np.ndarray, left: int, top: int, amount: float) -> None:
    """Open it in a picture (h, w, 3+) uint8 whose first pixel is that of the canvas at left, top. amount : 0 to 1"""
    if amount > 0.01:
        _open(
            picture, picture.copy(), mouth.left - left, mouth.upper - top, mouth.lower - top, amount * mouth.fall,
            mouth.reach, mouth.dark, mouth.tooth,
        )  # fmt: skip


@njit(fastmath=True)
def _open(
    out: np.ndarray, source: np.ndarray, left: int, upper: np.ndarray, lower: np.ndarray, fall: np.ndarray,
    reach: float, dark: np.ndarray, tooth: np.ndarray,
) -> None:  # fmt: skip
    height, width = out.shape[0], out.shape[1]
    widest = fall.max()
    for k in range(len(fall)):
        x, drop = left + k, fall[k]
        if not 0 <= x < width or drop < 0.05:
            continue
        end = min(height - 1, int(lower[k] + drop + reach) + 1)
        for y in range(max(0, int(lower[k])), end):
            below = (y - lower[k] - drop) / reach
            gives = 1 - min(max(below, 0.0), 1.0)
            shown = min(max(y - drop * gives * gives * (3 - 2 * gives), lower[k]), height - 1.001)
            row, part = int(shown), shown - int(shown)
            open_here = min(max(lower[k] + drop - y + 0.5, 0.0), 1.0) * min(max(y - lower[k] + 0.5, 0.0), 1.0)
            depth = (y - upper[k]) / max(lower[k] + drop - upper[k], 1.0)
            white = 0.0
            if widest > _TEETH_FROM_PX and lower[k] - upper[k] < 1.5:
                white = min(max((_TEETH - depth) * 4.0, 0.0), 1.0) * min(drop / widest, 1.0)
            for c in range(3):
                skin = source[row, x, c] * (1 - part) + source[row + 1, x, c] * part
                inside = dark[c] * (1 - white) + tooth[c] * white * (0.55 + 0.45 * drop / widest)
                out[y, x, c] = np.uint8(min(skin * (1 - open_here) + inside * open_here + 0.5, 255.0))
