"""The few colours that stand for a person: skin and clothes."""

from dataclasses import dataclass

import cv2
import numpy as np

from .anatomy import LEFT_EAR, LEFT_EYE, MOUTH_LEFT, MOUTH_RIGHT, NOSE, RIGHT_EAR, RIGHT_EYE, Anatomy
from .imaging import to_lab

# Where a photo shows none; set by eye.
_ORDINARY_SKIN = (200.0, 160.0, 135.0)
_ORDINARY_CLOTH = (45.0, 42.0, 48.0)


@dataclass(frozen=True)
class Tones:
    """RGB 0..255, float. skin (3,) of the face, or of hands or nape of a back; jacket (3,) of the upper body

    cloths : jacket and what hips wear
    shows_jacket : whether the photo does; else it is an ordinary one
    """

    skin: np.ndarray
    jacket: np.ndarray
    cloths: list[np.ndarray]
    shows_jacket: bool = True


def measure_tones(colours: np.ndarray, alpha: np.ndarray, anatomy: Anatomy) -> Tones:
    """colours : (h, w, 3) uint8; alpha : (h, w)"""
    radius = max(2, round(0.03 * anatomy.unit))
    points, unit = anatomy.landmarks, anatomy.unit

    def usual(places: list[np.ndarray]) -> list[np.ndarray]:
        found = (_median_at(colours, alpha, place, radius) for place in places)
        return [colour for colour in found if colour is not None]

    nose = points[NOSE]
    cheeks = [0.45 * points[mouth] + 0.55 * points[eye] + 0.35 * (points[eye] - nose) * [1, 0]
              for mouth, eye in ((MOUTH_LEFT, LEFT_EYE), (MOUTH_RIGHT, RIGHT_EYE))]  # fmt: skip
    forehead = nose + 2.0 * (points[[LEFT_EYE, RIGHT_EYE]].mean(0) - nose)
    chest = [
        shoulder + 0.15 * (anatomy.neck - shoulder) + np.array([0, down * unit])
        for shoulder in anatomy.shoulders
        for down in (0.06, 0.12, 0.20)
    ]
    thighs = [hip + np.array([0, 0.18 * unit]) for hip in anatomy.hips]
    skin = usual([*cheeks, forehead] if anatomy.facing > 0 else _bare_of_a_back(anatomy))
    if anatomy.facing < 0 and skin:  # a hand before the body, or hair on the nape, is none
        skin = [min(skin, key=lambda tone: float(nearest(_tint(tone), [_tint(np.array(_ORDINARY_SKIN))])))]
    jacket = usual(chest)
    jacket_tone = np.median(jacket, axis=0) if jacket else np.array(_ORDINARY_CLOTH)
    return Tones(
        skin=np.median(skin, axis=0) if skin else np.array(_ORDINARY_SKIN),
        jacket=jacket_tone,
        cloths=[jacket_tone, *usual(thighs)],
        shows_jacket=bool(jacket),
    )


def _bare_of_a_back(anatomy: Anatomy) -> list[np.ndarray]:
    """Places (2,) of hands and nape: all the skin that a back may show."""
    ears = anatomy.landmarks[[LEFT_EAR, RIGHT_EAR]].mean(0)
    return [*(0.6 * arm[2] + 0.4 * arm[3] for arm in anatomy.arms), anatomy.neck + 0.35 * (ears - anatomy.neck)]


def _tint(tone: np.ndarray) -> np.ndarray:
    """Lab of a colour (3,) RGB, whose light hardly counts: skin is dark or pale."""
    return to_lab(tone) * [0.3, 1, 1]


def _median_at(colours: np.ndarray, alpha: np.ndarray, place: np.ndarray, radius: int) -> np.ndarray | None:
    height, width = alpha.shape
    x, y = (int(v) for v in place)
    window = np.s_[max(0, y - radius) : max(0, min(height, y + radius + 1)),
                   max(0, x - radius) : max(0, min(width, x + radius + 1))]  # fmt: skip
    solid = alpha[window] > 0.8
    return np.median(colours[window][solid], axis=0) if solid.sum() > 12 else None


def typical(pixels: np.ndarray, count: int) -> np.ndarray:
    """Up to `count` typical colours (n, 3) of pixels (m, 3)."""
    if len(pixels) < 10 * count:
        return pixels[:0]
    sample = pixels[np.linspace(0, len(pixels) - 1, min(len(pixels), 2000)).astype(int)].astype(np.float32)
    cv2.setRNGSeed(0)
    stop = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 10, 1.0)
    return cv2.kmeans(sample, count, None, stop, 2, cv2.KMEANS_PP_CENTERS)[2]


def nearest(lab: np.ndarray, colours: list[np.ndarray]) -> np.ndarray:
    """Distance of each pixel from the nearest of some colours; light counts a third, hands have lit and dark sides."""
    weights = np.array([0.3, 1, 1], np.float32)
    return np.min([np.sqrt(((lab - colour) ** 2 * weights).sum(-1)) for colour in colours], axis=0)
