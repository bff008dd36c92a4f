"""Shut lids: what is to be seen where an eye of the photo is open.

A lid is made of the skin between eye and brow, stretched down. Where brow or shade lie too near for that, or a dark
glass hides the eye, it had better stay open.
"""

import cv2
import numpy as np

MARGIN = 0.38  # half widths of the opening: the skin above the eye that a lid is made of
SHUT = 0.86  # share of the eye's height that a closed lid covers; the rest is the line of lashes
_LASHES_ABOVE = 0.35  # share of the skin above an eye that lashes may reach into
# Share of the cheek's light that the darkest of that skin has where there is no brow in it, and, for an opening so tall
# that it may hold shade and brow itself, no shade either.
_NO_BROW, _NO_SHADE = 0.30, 0.60
_TALL = 0.36  # half height of such an opening in widths of an eye
_GLASS = 0.62  # share of the cheek's light that is left behind a dark glass
_CHEEK, _FAR_CHEEK = (0.45, 0.80), (1.2, 1.7)  # widths of an eye below it


def can_shut(light: np.ndarray, eyes: np.ndarray, width: float) -> bool:
    """Whether lids over both eyes would look right. light : (h, w) Lab; eyes : see face.Face; width : of an eye, px"""
    return all(_is_clean(light, eye, width) for eye in eyes)


def shut_lids(colours: np.ndarray, box: tuple[int, int, int, int], eyes: np.ndarray) -> np.ndarray:
    """(h, w, 3) float32 RGB: the picture within the box with the eyes shut.

    colours : (h, w, 3) uint8; box, eyes : see face.Face
    """
    left, top, right, bottom = box
    picture = colours[top:bottom, left:right].astype(np.float32)
    for eye in eyes - np.array([left, top, 0, 0, 0]):
        picture = _stretched(picture, eye)
    return picture


def _below(light: np.ndarray, eye: np.ndarray, width: float, reach: tuple[float, float]) -> float:
    """Lab light of the skin under an eye, from and to in widths of the eye."""
    x, y = eye[:2]
    rows = slice(max(0, int(y + reach[0] * width)), max(1, int(y + reach[1] * width) + 1))
    skin = light[rows, max(0, int(x - 0.3 * width)) : max(1, int(x + 0.3 * width) + 1)]
    return float(np.median(skin)) if skin.size else 0.0


def _is_clean(light: np.ndarray, eye: np.ndarray, width: float) -> bool:
    """Whether there is nothing but skin between an eye and its brow, and below the eye."""
    y, x = np.mgrid[0 : light.shape[0], 0 : light.shape[1]].astype(np.float32)
    above = _above_middle(x, y, eye) - eye[3]
    strip = light[(np.abs(x - eye[0]) < 0.6 * eye[2]) & (above > 0.3 * MARGIN * eye[2]) & (above < MARGIN * eye[2])]
    cheek = _below(light, eye, width, _CHEEK)
    if not strip.size or cheek < _GLASS * _below(light, eye, width, _FAR_CHEEK):
        return False
    return bool(np.percentile(strip, 10) > (_NO_SHADE if eye[3] > _TALL * width else _NO_BROW) * cheek)


def _stretched(picture: np.ndarray, eye: np.ndarray) -> np.ndarray:
    """The picture with the skin above an eye drawn down over it; the lashes come with the eye."""
    y, x = np.mgrid[0 : picture.shape[0], 0 : picture.shape[1]].astype(np.float32)
    arch = 1 - ((x - eye[0]) / eye[2]) ** 2
    half = eye[3] * np.sqrt(np.clip(arch, 0, 1))
    upper = y + _above_middle(x, y, eye) - half
    start, edge = upper - MARGIN * eye[2] * arch, upper + 2 * half * SHUT
    t = np.clip((y - start) / (edge - start + 1e-3), 0, 1)
    source = np.where((arch > 0) & (y > start) & (y < edge), start + (upper - start) * t * (1 - _LASHES_ABOVE * t), y)
    return cv2.remap(picture, x, source.astype(np.float32), cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)


def _above_middle(x: np.ndarray, y: np.ndarray, eye: np.ndarray) -> np.ndarray:
    """px by which places lie above the line through the eye's corners."""
    return eye[1] + eye[4] * (x - eye[0]) - y
