"""The skin of a hand, painted: palm and back, knuckles, creases and nails, in the tone of a person."""

import itertools
from functools import lru_cache

import numpy as np

from vc.render.avatar.hand_plan import FINGERS, FLAT, PICTURE_M, SHARES, THUMB, THUMB_RADII, of_picture
from vc.render.character.grain import GREY, Grain, speckled
from vc.vision.imaging import smoothstep

TEXEL_M = 0.0011
HAND_PICTURE = (round(PICTURE_M[0] / TEXEL_M), round(2 * PICTURE_M[1] / TEXEL_M))  # width, height, texels
_RED = np.array([0.006, -0.062, -0.056], np.float32)  # what blood near the surface adds, times the tone
_CREASE = np.array([-0.075, -0.135, -0.14], np.float32)
_NAIL = np.array([0.045, 0.035, 0.05], np.float32)
_SEAM, _CLOTH = 0.16, Grain(0.008, 0.004)  # light that a glove's seams take; how uneven its cloth is
_PALE = np.array([240.0, 203.0, 184.0], np.float32)  # what all palms tend to, the more the darker the skin
_PALM = (0.10, 0.50)  # of the way to it, of the lightest and of the darkest skin
# Lines of the palm, x and z in metres: heart, head and life.
_LINES = (
    ((0.070, -0.042), (0.0735, -0.025), (0.0775, -0.008), (0.085, 0.008), (0.092, 0.016)),
    ((0.066, 0.036), (0.064, 0.018), (0.059, -0.002), (0.049, -0.028)),
    ((0.067, 0.037), (0.059, 0.020), (0.042, 0.009), (0.022, 0.005), (0.008, 0.006)),
    ((0.003, -0.024), (0.004, 0.0), (0.003, 0.024)),
    ((-0.005, -0.022), (-0.0035, 0.0), (-0.005, 0.022)),
)


def hand_picture(tone: np.ndarray, grain: Grain) -> np.ndarray:
    """(h, w, 3) float32 RGB 0..255 of `HAND_PICTURE`, whose middle is about the tone (3,) RGB."""
    palm, red, crease, nail = _drawing()
    pale = _PALM[1] + (_PALM[0] - _PALM[1]) * np.clip((float(tone @ GREY) - 70) / 130, 0, 1)
    base = tone + (palm * pale)[..., None] * (_PALE - tone) * min(1.0, float(tone @ GREY) / 150)
    drawn = 1 + red[..., None] * _RED + crease[..., None] * _CREASE + nail[..., None] * _NAIL
    return np.clip(base * drawn * speckled(palm.shape[0], palm.shape[1], TEXEL_M, grain), 0, 255).astype(np.float32)


def glove_picture(tone: np.ndarray) -> np.ndarray:
    """The same of a glove, (3,) RGB: cloth with three seams on its back."""
    x, z, palm = _texels()
    seams = np.zeros(x.shape)
    for finger in FINGERS[:3]:
        root = finger.bent(FLAT)[0, [0, 2]]
        line = np.array([[0.035, 0.75 * root[1]], root])
        seams += ~palm * np.exp(-((_away(x, z, line) / 0.0013) ** 2))
    cloth = speckled(x.shape[0], x.shape[1], TEXEL_M, _CLOTH)[..., 1:2]
    return np.clip(tone * cloth * (1 - _SEAM * seams[..., None]), 0, 255).astype(np.float32)


def _texels() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(h, w) each: x and z of the hand, metres, and whether its palm is seen there."""
    width, height = HAND_PICTURE
    v, u = np.mgrid[0:height, 0:width] + 0.5
    x, z, palm = of_picture(TEXEL_M * np.stack([u.ravel(), v.ravel()], 1))
    return x.reshape(height, width), z.reshape(height, width), palm.reshape(height, width)


@lru_cache(maxsize=1)
def _drawing() -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """(h, w) float32 each: where the palm is, how red, how creased, and nails."""
    x, z, palm = _texels()
    red, crease, nail = (np.zeros(x.shape) for _ in range(3))
    for finger in FINGERS:
        points = finger.bent(FLAT)[:, [0, 2]]
        _draw_digit(x, z, palm, points, finger.radius, SHARES[0] * finger.size, red, crease, nail)
    thumb = THUMB[:, [0, 2]]
    _draw_digit(x, z, palm, thumb, THUMB_RADII[1], float(np.linalg.norm(thumb[1] - thumb[0])), red, crease, nail)
    for line in _LINES:
        crease += 0.60 * palm * np.exp(-((_away(x, z, np.array(line)) / 0.0014) ** 2))
    mounds = ((0.034, 0.026, 0.017), (0.040, -0.027, 0.016), (0.086, 0.0, 0.020), (0.084, -0.022, 0.014))
    for at_x, at_z, size in mounds:
        red += 0.24 * palm * np.exp(-((np.hypot(x - at_x, z - at_z) / size) ** 2))
    inside = palm * _inner(x, z) * smoothstep(x, -0.012, 0.012)
    drawn = [part.astype(np.float32) for part in (inside, red.clip(0, 1), crease.clip(0, 1), nail)]
    return drawn[0], drawn[1], drawn[2], drawn[3]


def _inner(x: np.ndarray, z: np.ndarray) -> np.ndarray:
    """1 in the middle of the palm and of the fingers, 0 at their sides."""
    inner = np.zeros(x.shape)
    for finger in FINGERS:
        points = finger.bent(FLAT)[:, [0, 2]]
        inner = np.maximum(inner, smoothstep(_away(x, z, points) / finger.radius, 0.95, 0.45))
        bone = np.array([[-0.02, 0.6 * points[0, 1]], points[0]])
        inner = np.maximum(inner, smoothstep(_away(x, z, bone), 0.016, 0.008))
    return np.maximum(inner, smoothstep(_away(x, z, THUMB[:, [0, 2]]), 0.012, 0.006))


def _draw_digit(
    x: np.ndarray, z: np.ndarray, palm: np.ndarray, points: np.ndarray, radius: float, first: float,
    red: np.ndarray, crease: np.ndarray, nail: np.ndarray,
) -> None:  # fmt: skip
    """Add a finger's knuckles, creases and nail. points : (4, 2) x and z of its joints, `first` metres to the second"""
    back = ~palm
    knuckles = ((0.0120, 0.45, 0.0), (0.0085, 0.85, 0.15), (0.0070, 0.6, 0.1))
    for number, (size, back_red, palm_red) in enumerate(knuckles):
        spot = np.exp(-((np.hypot(x - points[number, 0], z - points[number, 1]) / size) ** 2))
        red += spot * np.where(palm, palm_red, back_red)
    tip = np.exp(-((np.hypot(x - points[3, 0], z - points[3, 1]) / 0.0135) ** 2))
    red += tip * np.where(palm, 0.75, 0.45)
    for number, offsets, side in (
        (1, (-0.0030, -0.0012, 0.0008, 0.0027), back), (2, (-0.0011, 0.0012), back),
        (1, (-0.0011, 0.0014), palm), (2, (0.0,), palm),
    ):  # fmt: skip
        along, across = _beside(x, z, points[number], points[number + 1] - points[number])
        reach = np.exp(-((across / (0.85 * radius)) ** 4))
        for offset in offsets:
            bow = offset + 9.0 * offset * (across / radius) ** 2 * 0.05
            depth = 0.85 if side is palm else 0.42
            crease += depth * side * reach * np.exp(-(((along - bow) / 0.0010) ** 2))
    if first > 0.030:  # where the fingers leave the palm
        along, across = _beside(x, z, points[0], points[1] - points[0])
        reach = np.exp(-((across / (0.95 * radius)) ** 4))
        crease += 0.8 * palm * reach * np.exp(-(((along - 0.0215) / 0.0012) ** 2))
    along, across = _beside(x, z, points[3], points[3] - points[2])
    half_long, half_wide = 0.0066 * radius / 0.0094, 0.58 * radius
    within = (np.abs((along + half_long + 0.0022) / half_long) ** 2.6 + np.abs(across / half_wide) ** 2.6) ** (1 / 2.6)
    plate = back * smoothstep(within, 1.06, 0.94)
    free = smoothstep(along, -0.0045, -0.0032)  # its edge stands free, and is pale
    shine = np.exp(-(((across + 0.25 * half_wide) / (0.35 * half_wide)) ** 2))
    nail += plate * (0.35 + 0.9 * shine + 1.2 * free)
    red += plate * (0.25 - 0.9 * tip * 0.45)
    crease += back * 0.55 * np.exp(-(((within - 1.06) / 0.09) ** 2)) * (along < -0.003)


def _beside(x: np.ndarray, z: np.ndarray, origin: np.ndarray, way: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Metres along a way from its origin, and aside of it."""
    way = way / np.linalg.norm(way)
    return (x - origin[0]) * way[0] + (z - origin[1]) * way[1], (z - origin[1]) * way[0] - (x - origin[0]) * way[1]


def _away(x: np.ndarray, z: np.ndarray, line: np.ndarray) -> np.ndarray:
    """Metres from a bent line (n, 2)."""
    best = np.full(x.shape, 1.0)
    for a, b in itertools.pairwise(line):
        t = np.clip(((x - a[0]) * (b - a)[0] + (z - a[1]) * (b - a)[1]) / ((b - a) @ (b - a)), 0, 1)
        best = np.minimum(best, np.hypot(x - a[0] - t * (b - a)[0], z - a[1] - t * (b - a)[1]))
    return best
