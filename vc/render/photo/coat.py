"""A tailcoat for who shows no body to conduct with, or wants one: coat, white waistcoat, shirt, wing collar, bow tie.

Drawn in the coat's own measures: U across, 0 the middle and 1 the shoulder's joint; v down from the line of the
shoulders, in torso units.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np

from vc.errors import PhotoError
from vc.vision.anatomy import LEFT_EAR, LEFT_EYE, NOSE, RIGHT_EAR, RIGHT_EYE, Anatomy
from vc.vision.imaging import blur, disc, smoothstep

from .sleeves import COAT_SHOULDER, TAILCOAT

Dress = Literal["own", "tailcoat"]

_SHIRT = np.array([236.0, 235.0, 232.0])
_PIQUE = np.array([226.0, 225.0, 220.0])  # of waistcoat and tie
_TROUSERS = np.array([31.0, 30.0, 34.0])
_WAIST, _HEM = 0.80, 0.90  # v where the coat is cut off in front, and at its points
_WIDEST = 1.9  # half widths of the shoulders within which coat and hair lie
_TIPS = 0.05  # torso units of hair beside the hair that was found, where nothing but air comes after it
_LOCK = 0.045  # torso units, half the width of hair that falls over a shoulder; straps are narrower
_BREAK = 0.50  # v where the lapels end
_SUPERSAMPLING = 2
_Points = Sequence[tuple[float, float]]


def check_dress(dress: str) -> None:
    if dress not in ("own", "tailcoat"):
        raise PhotoError(f'There is no dress {dress!r}. Choose "own" or "tailcoat".')


@dataclass(frozen=True)
class _Cut:
    """The measures of one person's coat. half : px of a shoulder; chin, collar : v of the chin and of the collar's edge
    neck : U, half its width
    """

    middle: np.ndarray
    half: float
    unit: float
    chin: float
    collar: float
    neck: float
    shape: tuple[int, int]

    def area(self, points: _Points, *, both: bool = True) -> np.ndarray:
        """(h, w) in [0, 1]: a polygon of (U, v), and its mirror image."""
        mask = np.zeros([side * _SUPERSAMPLING for side in self.shape], np.uint8)
        for sign in (1, -1) if both else (1,):
            place = self.middle + np.array(points) * [sign * self.half, self.unit]
            fine = np.round((place + 0.5) * _SUPERSAMPLING * 16 - 8).astype(np.int32)
            cv2.fillPoly(mask, [fine], 255, cv2.LINE_AA, 4)
        small = cv2.resize(mask, self.shape[::-1], interpolation=cv2.INTER_AREA)
        return small.astype(np.float32) / 255

    def coordinates(self) -> tuple[np.ndarray, np.ndarray]:
        y, x = np.mgrid[0 : self.shape[0], 0 : self.shape[1]].astype(np.float32)
        return (x - self.middle[0]) / self.half, (y - self.middle[1]) / self.unit


def put_on_coat(
    colours: np.ndarray, alpha: np.ndarray, hair: np.ndarray, anatomy: Anatomy, photo_bottom: float | None
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Dress a person from the collar down.

    colours : (h, w, 3) uint8; alpha : (h, w) matte; hair : (h, w) in [0, 1], falls over the coat
    photo_bottom : row at which a portrait ends; None if the photo shows the hips: their shape then is that of trousers
    Returns colours (h, w, 3) uint8, alpha (h, w) float32, and (h, w) in [0, 1] what lies in front of the arms' roots.
    """
    height, width = alpha.shape
    reach = _WIDEST * 0.5 * anatomy.shoulder_width
    left = max(0, int(anatomy.neck[0] - reach))
    window = np.s_[:, left : min(width, int(anatomy.neck[0] + reach))]
    shifted = anatomy.moved(1.0, np.array([-left, 0.0]))
    painted = _paint(colours[window], alpha[window], hair[window], shifted, photo_bottom)
    whole = (colours.copy(), np.zeros((height, width), np.float32), np.zeros((height, width), np.float32))
    for picture, part in zip(whole, painted, strict=True):
        picture[window] = part
    return whole


def _paint(
    colours: np.ndarray, alpha: np.ndarray, hair: np.ndarray, anatomy: Anatomy, photo_bottom: float | None
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """put_on_coat within a window of the canvas."""
    cut = _measure(alpha, anatomy)
    u, v = cut.coordinates()
    hair = _out_to_the_air(hair, alpha, u, v, cut.unit)
    coat = _coat(cut)
    picture, cover = _trousers(colours, alpha, u, v, photo_bottom is None)

    def put(area: np.ndarray, paint: np.ndarray) -> None:
        nonlocal picture, cover
        picture = picture * (1 - area[..., None]) + paint * area[..., None]
        cover = cover + area * (1 - cover)

    seen = (
        alpha
        if photo_bottom is None
        else alpha * smoothstep(v * cut.unit + cut.middle[1], photo_bottom, photo_bottom - 2)
    )
    head = _above_collar(cut, u, v)
    put(seen * _with_hair(head, hair, u / cut.neck, v, cut.unit) * (1 - coat), colours.astype(np.float32))
    folds = _folds(cut, u, v)
    put(coat, TAILCOAT * (_round(u, v) * folds)[..., None])
    for area, paint in _front(cut, u, v, folds):
        put(area, paint)
    put(seen * head, colours.astype(np.float32))
    for area, paint in _collar_and_tie(cut, u, v):
        put(area, paint)
    beside = smoothstep(np.abs(u), 1.0 * cut.neck, 1.35 * cut.neck)  # the collar lies before the hair
    over = seen * smoothstep(hair, 0.35, 0.8) * smoothstep(v, 0.50, 0.40) * beside
    put(over, colours.astype(np.float32))
    return np.clip(picture + 0.5, 0, 255).astype(np.uint8), cover.astype(np.float32), over.astype(np.float32)


def _out_to_the_air(hair: np.ndarray, alpha: np.ndarray, u: np.ndarray, v: np.ndarray, unit: float) -> np.ndarray:
    """The hair (h, w) with its pale outer tips, and without what lies on the shoulders outside it: straps, sleeves."""
    air = np.maximum(hair, 1 - alpha).astype(np.float32)
    joined = cv2.morphologyEx(air, cv2.MORPH_CLOSE, disc(_TIPS * unit)) * alpha * (v < -0.10)
    high = smoothstep(v, -0.13, -0.26)
    locks = cv2.morphologyEx(hair.astype(np.float32), cv2.MORPH_OPEN, disc(_LOCK * unit))
    return np.maximum(hair, joined) * high + locks * smoothstep(np.abs(u), 1.05, 0.85) * (1 - high)


def _with_hair(head: np.ndarray, hair: np.ndarray, necks: np.ndarray, v: np.ndarray, unit: float) -> np.ndarray:
    """(h, w) in [0, 1]: head, hair, and what they enclose; bare or otherwise dressed shoulders beside them go.

    necks : (h, w) half widths of the neck from the middle
    """
    both = np.maximum(head, hair * (v < 0.45))
    radius = max(1, round(0.07 * unit))
    closed = cv2.morphologyEx(both.astype(np.float32), cv2.MORPH_CLOSE, disc(radius))
    return np.maximum(both, closed * (v < 0.05) * smoothstep(np.abs(necks), 2.0, 1.6))


def _measure(alpha: np.ndarray, anatomy: Anatomy) -> _Cut:
    points, unit = anatomy.landmarks, anatomy.unit
    half = 0.5 * anatomy.shoulder_width
    eyes, nose, mouth = points[[LEFT_EYE, RIGHT_EYE]].mean(0), points[NOSE], anatomy.mouth
    face = float(np.linalg.norm(points[LEFT_EAR] - points[RIGHT_EAR]))
    drop = max(float(mouth[1] - eyes[1]), 1.35 * float(mouth[1] - nose[1]), 0.3 * face)
    chin = (mouth[1] + 0.70 * drop - anatomy.neck[1]) / unit
    collar = float(np.clip(chin + 0.45 * max(-0.10 - chin, 0), -0.26, -0.12))  # some of the neck shows
    middle = np.array([0.75 * anatomy.neck[0] + 0.25 * mouth[0], anatomy.neck[1]])
    neck = float(np.clip(0.40 * face / half, 0.24, 0.42))
    return _Cut(middle, half, unit, chin, collar, neck, (alpha.shape[0], alpha.shape[1]))


def _coat(cut: _Cut) -> np.ndarray:
    """The coat's outline, closed in front: collar, sloping shoulders that end round, waist, hem."""
    radius = COAT_SHOULDER * cut.unit / cut.half
    angles = np.radians(np.arange(-100, 41, 10))
    shoulder = [(1 + radius * np.cos(a), COAT_SHOULDER * np.sin(a)) for a in angles]
    outline = [
        (0.0, cut.collar + 0.05),
        (cut.neck + 0.02, cut.collar + 0.035),
        (cut.neck + 0.12, cut.collar + 0.075),
        *_curve((cut.neck + 0.16, cut.collar + 0.085), (0.66, -0.145), shoulder[0]),
        *shoulder,
        *_curve((0.99, 0.17), (0.84, 0.40), (0.79, 0.66)),
        (0.80, _WAIST),
        (0.84, 1.4),
        (0.0, 1.4),
    ]
    return cut.area(outline)


def _curve(
    start: tuple[float, float], bend: tuple[float, float], end: tuple[float, float]
) -> list[tuple[float, float]]:
    """A parabola from start to end, pulled to `bend`."""
    a, b, c = (np.array(p) for p in (start, bend, end))
    return [tuple((1 - t) ** 2 * a + 2 * t * (1 - t) * b + t * t * c) for t in np.linspace(0, 1, 12)]


def _round(u: np.ndarray, v: np.ndarray) -> np.ndarray:
    """Light on the trunk: round to the sides, chest lit from above, waist turned away."""
    side = np.clip(np.abs(u) / 0.95, 0, 1.2)
    return (1.16 - 0.42 * side**2.4) * (1.05 - 0.16 * np.clip(v, -0.2, 1.0)) * (1 - 0.04 * u)


def _folds(cut: _Cut, u: np.ndarray, v: np.ndarray) -> np.ndarray:
    """Creases that run from the armpits to the waist's button, and the cloth's unrest."""
    angle = np.arctan2(v - 0.55, np.abs(u) * cut.half / cut.unit + 0.02)
    away = np.hypot(v - 0.55, u * cut.half / cut.unit)
    crease = np.sin(11 * angle + 1.3 * np.sign(u)) * smoothstep(away, 0.05, 0.25) * smoothstep(away, 0.62, 0.35)
    noise = blur(np.random.default_rng(1).standard_normal(u.shape).astype(np.float32), 0.045 * cut.unit)
    weave = np.random.default_rng(2).standard_normal(u.shape).astype(np.float32)
    return 1 + 0.06 * crease + 0.07 * noise / (noise.std() + 1e-6) * 0.6 + 0.012 * weave


def _front(cut: _Cut, u: np.ndarray, v: np.ndarray, folds: np.ndarray) -> list[tuple[np.ndarray, np.ndarray]]:
    """Shirt, waistcoat and lapels, in the order in which they are put on: (area, colours) each."""
    opened, lapels, waistcoat, edge = _pieces(cut)
    soft = 0.012 * cut.unit
    shade = 1.02 - 0.16 * np.clip(np.abs(u) / 0.45, 0, 1) ** 2 - 0.05 * np.clip(v, 0, 1)
    under = 1 - 0.40 * blur(lapels, 1.6 * soft)  # the lapels' shadow on the white
    pleats = 1 - 0.020 * (0.5 + 0.5 * np.sin(u * 120)) * (np.abs(u) > 0.05)
    shirt = _SHIRT * (shade * under * pleats)[..., None]
    pique = _PIQUE * (shade * under * (1 - 0.05 * blur(edge, soft)))[..., None]
    satin = (
        TAILCOAT * (_round(u, v) * (1.35 + 0.45 * np.sin(6 * np.abs(u) - 5 * v + 0.4)) * (0.5 + 0.5 * folds))[..., None]
    )
    hollow = 1 - 0.35 * np.clip(blur(lapels, soft) - lapels, 0, 1)[..., None]
    cloth = TAILCOAT * (_round(u, v) * folds)[..., None] * hollow
    around = np.clip(blur(lapels, 2 * soft) * 2, 0, 1) * _coat(cut) * (1 - opened)
    layers = [(around, cloth), (opened, shirt), (opened * waistcoat, pique), *_studs(cut, u, v), (lapels, satin)]
    rim = np.clip(blur(lapels, 0.8) - blur(lapels, 2.0), 0, 0.3) / 0.3 * lapels
    return [*layers, (0.25 * rim, np.full_like(satin, 90.0))]


def _pieces(cut: _Cut) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """(h, w) in [0, 1] each: the coat's opening, the lapels, the waistcoat and its upper edge."""
    inner = [(cut.neck, cut.collar + 0.05), (0.36, 0.06), (0.27, 0.30), (0.13, _BREAK)]
    front = [*_curve((0.13, _BREAK), (0.24, 0.66), (0.50, _WAIST))]
    points = [(0.42, _WAIST + 0.02), (0.14, _HEM), (0.0, _HEM - 0.05)]
    lapel = [
        (cut.neck - 0.01, cut.collar + 0.045), (cut.neck + 0.10, cut.collar + 0.06), (0.55, -0.02), (0.69, 0.075),
        (0.60, 0.115), *_curve((0.60, 0.115), (0.40, 0.34), (0.13, _BREAK + 0.01)), (0.27, 0.30), (0.36, 0.06),
    ]  # fmt: skip
    vest = [(0.0, 0.36), (0.24, 0.02), (0.60, -0.05), (0.60, _WAIST), *points]
    opening = [(0.0, cut.collar), *inner, *front, *points]
    return cut.area(opening), cut.area(lapel), cut.area(vest), cut.area(_strip_along(vest[:2]))


def _strip_along(points: _Points) -> _Points:
    """A thin polygon along an edge."""
    return [*points, *[(x, y + 0.02) for x, y in reversed(points)]]


def _studs(cut: _Cut, u: np.ndarray, v: np.ndarray) -> list[tuple[np.ndarray, np.ndarray]]:
    """Buttons of shirt and waistcoat."""
    found = []
    x, y = u * cut.half / cut.unit, v
    for place, radius, tone in (
        (0.08, 0.008, 60.0),
        (0.22, 0.008, 60.0),
        (0.50, 0.011, 205.0),
        (0.62, 0.011, 205.0),
        (0.74, 0.011, 205.0),
    ):
        away = np.hypot(x, y - place)
        area = smoothstep(away * cut.unit, radius * cut.unit + 0.6, radius * cut.unit - 0.6)
        light = tone * (1 + 0.5 * smoothstep(np.hypot(x + 0.3 * radius, y - place + 0.4 * radius), radius, 0))
        found.append((area, np.repeat(light[..., None], 3, -1)))
    return found


def _collar_and_tie(cut: _Cut, u: np.ndarray, v: np.ndarray) -> list[tuple[np.ndarray, np.ndarray]]:
    """Wing collar and bow tie, over the photo's neck."""
    top, neck = cut.collar, cut.neck
    band = [(0.0, top + 0.045), *_curve((0.02, top + 0.040), (0.6 * neck, top + 0.035), (neck + 0.01, top - 0.012)),
            (neck + 0.035, top + 0.05), (0.6 * neck, top + 0.115), (0.0, top + 0.13)]  # fmt: skip
    wing = [(0.015, top + 0.045), (0.10, top + 0.042), (0.17, top + 0.105), (0.05, top + 0.10)]
    bow = [
        (0.045, top + 0.085),
        (0.20, top + 0.050),
        (0.30, top + 0.055),
        (0.31, top + 0.150),
        (0.20, top + 0.150),
        (0.045, top + 0.118),
    ]
    knot = [(0.0, top + 0.078), (0.05, top + 0.080), (0.055, top + 0.124), (0.0, top + 0.127)]
    white = np.ones((*u.shape, 3), np.float32)
    round_neck = 1.0 - 0.22 * np.clip(np.abs(u) / (neck + 0.03), 0, 1) ** 2.5
    areas = [cut.area(points) for points in (band, wing, bow, knot)]
    shadow = 0.45 * np.clip(blur(areas[2], 0.02 * cut.unit) * 1.6, 0, 1) * (1 - areas[2])
    below = cut.area([(0.0, top), (neck, top), (0.5, 0.3), (0.0, 0.3)])
    pleat = 0.90 + 0.10 * np.sin(38 * np.abs(u)) * smoothstep(np.abs(u), 0.25, 0.06)
    neck_shade = np.clip(blur(areas[0], 0.016 * cut.unit) - areas[0], 0, 1) * (v < top + 0.04)
    tie = _PIQUE * (pleat * (1.03 - 0.9 * np.clip(v - top - 0.08, 0, 0.1)))[..., None]
    return [
        (0.45 * neck_shade, white * np.array([70.0, 45.0, 38.0])),
        (areas[0], _SHIRT * round_neck[..., None]),
        (areas[1], _SHIRT * 1.02 * white),
        (shadow * below, white * 70.0),
        (areas[2], tie),
        (areas[3], _PIQUE * 0.88 * white),
    ]


def _above_collar(cut: _Cut, u: np.ndarray, v: np.ndarray) -> np.ndarray:
    """(h, w) in [0, 1]: where the photo's head and neck show."""
    dip = cut.collar + 0.05 - 0.055 * np.clip(np.abs(u) / cut.neck, 0, 1) ** 2
    limit = np.where(np.abs(u) < cut.neck + 0.03, dip, cut.collar - 0.01)
    # Beside the neck and below the jaw there is only hair, which comes with its own mask, or the old collar.
    beside = smoothstep(np.abs(u), 1.06 * cut.neck, 1.18 * cut.neck) * smoothstep(v, cut.chin - 0.09, cut.chin - 0.03)
    return smoothstep((limit - v) * cut.unit, -1.0, 1.0) * (1 - beside)


def _trousers(
    colours: np.ndarray, alpha: np.ndarray, u: np.ndarray, v: np.ndarray, shown: bool
) -> tuple[np.ndarray, np.ndarray]:
    """Below the coat what the photo shows of hips and legs, as black cloth with its own light and folds."""
    picture = np.empty((*alpha.shape, 3), np.float32)
    picture[:] = _TROUSERS
    if not shown:
        return picture, np.zeros(alpha.shape, np.float32)
    light = blur(colours.astype(np.float32).mean(-1), 1.0)
    below = (v > _WAIST) & (alpha > 0.8) & (np.abs(u) < 1.0)
    usual = float(np.median(light[below])) if below.any() else 128.0
    relief = np.clip(0.75 + 0.35 * (light / (usual + 1) - 0.3), 0.6, 1.5)
    widest = 0.76 + 0.14 * np.clip((v - _WAIST) / 0.3, 0, 1)
    legs = alpha * smoothstep(v, _WAIST - 0.02, _WAIST) * smoothstep(np.abs(u), widest + 0.02, widest - 0.02)
    return picture * relief[..., None], legs
