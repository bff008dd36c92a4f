"""The outline of a trunk without arms: round shoulders, armpits, and flanks that run down from them."""

from dataclasses import replace

import cv2
import numpy as np

from vc.render.photo.figure import Figure, Trunk
from vc.vision.anatomy import Anatomy
from vc.vision.imaging import blur, smoothstep

# In radii of the shoulder, from its joint: what stays on the trunk; where that has its own cloth; how far out its rim
# is at the height where the round ends; the armpit; how fast the trunk grows wider below it.
_SHOULDER_KEPT, _OWN_CLOTH, _ROUND_TO, _ARMPIT, _OPENS = 0.95, 0.70, (0.45, 0.84), (0.12, 1.35), 0.08
_CLOTH_BLUR = 0.08  # radii: buttons there are not drawn out
_NEAR, _BELOW = 1.9, 8.0  # radii around a shoulder in which colours change; below it, in which its flank does
_FLARES = 0.30  # most px that a flank goes outwards with every row up from the waist
_LEAST = 0.80  # of the width between the joints of the shoulders is always believed
_FLANK_FROM = 0.12  # torso units below the shoulders


def tapered(trunk: Trunk, anatomy: Anatomy) -> Trunk:
    """Without what stands out from the flanks: rests of sleeves and elbows that hung beside them."""
    alpha = trunk.alpha
    first = max(0, int(anatomy.neck[1] + _FLANK_FROM * anatomy.unit))
    rows = np.arange(first, min(len(alpha), int(anatomy.pelvis[1])))
    if len(rows) < 8:
        return trunk
    along = (rows - anatomy.neck[1]) / (anatomy.pelvis[1] - anatomy.neck[1] + 1e-6)
    middle = np.round(anatomy.neck[0] + (anatomy.pelvis[0] - anatomy.neck[0]) * along).astype(int)
    least = 0.5 * _LEAST * anatomy.shoulder_width
    columns, kept = np.arange(alpha.shape[1])[None], np.ones((len(rows), alpha.shape[1]), np.float32)
    for direction in (-1, 1):
        aside = (columns - middle[:, None]) * direction
        outside = (alpha[rows] < 0.5) & (aside >= 0)
        extent = np.where(outside, aside, alpha.shape[1]).min(1).astype(float)
        slope = _FLARES * np.arange(len(rows))
        most = np.maximum(np.minimum.accumulate((extent + slope)[::-1])[::-1] - slope, least)
        kept *= smoothstep(aside - most[:, None], 1.5, -0.5)
    alpha = alpha.copy()
    alpha[rows] *= np.maximum(kept, trunk.front[rows])
    return replace(trunk, alpha=alpha)


def round_shoulders(trunk: Trunk, figure: Figure, colours: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The trunk's colours (h, w, 3) and alpha (h, w) with round shoulders that taper to armpits.

    Arms come out of the shoulders wherever they go, so these show their own cloth up to the rim: the light that lies on
    a photo's rim would line a raised sleeve. Hair that lies there stays.
    """
    alpha, painted = trunk.alpha.copy(), colours.copy()
    for cut, shoulder in zip(figure.cuts, figure.anatomy.shoulders, strict=True):
        outwards = float(np.sign(shoulder[0] - figure.anatomy.neck[0])) or 1.0
        radius = cut.root_radius
        beside = _window(shoulder, radius, alpha.shape, (alpha.shape[1] / radius, 2.0, _BELOW))
        alpha[beside] *= np.maximum(_kept(beside, shoulder, radius, outwards), trunk.front[beside])
        near = _window(shoulder, radius, alpha.shape, (_NEAR, _NEAR, _NEAR))
        painted[near] = _own_cloth(painted[near], trunk.front[near], near, shoulder, radius, outwards)
    return painted, alpha.astype(np.float32)


def _window(
    place: np.ndarray, radius: float, shape: tuple[int, ...], reach: tuple[float, float, float]
) -> tuple[slice, slice]:
    """Rows and columns of a picture around a place, px. reach : aside, above and below, in radii"""
    (x, y), (aside, above, below) = place, (radius * part for part in reach)
    rows = slice(int(np.clip(y - above, 0, shape[0])), int(np.clip(y + below + 1, 0, shape[0])))
    return rows, slice(int(np.clip(x - aside, 0, shape[1])), int(np.clip(x + aside + 1, 0, shape[1])))


def _seen_from(
    window: tuple[slice, slice], shoulder: np.ndarray, radius: float, outwards: float
) -> tuple[np.ndarray, np.ndarray]:
    """(h, w) radii outwards and below a shoulder of each pixel of a window."""
    y, x = np.mgrid[window].astype(np.float32)
    return (x - shoulder[0]) * outwards / radius, (y - shoulder[1]) / radius


def _kept(window: tuple[slice, slice], shoulder: np.ndarray, radius: float, outwards: float) -> np.ndarray:
    """(h, w) share of the trunk that stays: a round shoulder, the armpit, and the flank below."""
    aside, below = _seen_from(window, shoulder, radius, outwards)
    round_to = _SHOULDER_KEPT + 3 * smoothstep(-aside, 0.0, 0.9)
    side = _ARMPIT[0] + (_ROUND_TO[1] - _ARMPIT[0]) * smoothstep(below, _ARMPIT[1], _ROUND_TO[0])
    side = side + _OPENS * np.maximum(below - _ARMPIT[1], 0) ** 2
    soft = 1.2 / radius
    keep = np.where(
        below < _ROUND_TO[0], smoothstep(np.hypot(aside, below), round_to + soft, round_to - soft),
        smoothstep(aside, side + soft, side - soft),
    )  # fmt: skip
    return np.where((below < -1.6) | (aside < -0.9), 1.0, keep)


def _own_cloth(
    colours: np.ndarray,
    front: np.ndarray,
    window: tuple[slice, slice],
    shoulder: np.ndarray,
    radius: float,
    outwards: float,
) -> np.ndarray:
    """(h, w, 3) uint8: the shoulder's rim in the cloth that lies further in, but for what is before it."""
    aside, below = _seen_from(window, shoulder, radius, outwards)
    away = np.hypot(aside, below)
    inner = np.minimum(1.0, _OWN_CLOTH / np.maximum(away, 1e-3))
    here = (shoulder[0] - window[1].start, shoulder[1] - window[0].start)
    x = (here[0] + aside * outwards * radius * inner).astype(np.float32)
    y = (here[1] + below * radius * inner).astype(np.float32)
    painted = colours.astype(np.float32)
    own = cv2.remap(blur(painted, _CLOTH_BLUR * radius), x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    share = smoothstep(away, _OWN_CLOTH, _OWN_CLOTH + 0.15) * smoothstep(aside, -0.1, 0.3) * (away < 1.7)
    share = (share * (1 - front))[..., None]
    return np.round(painted * (1 - share) + own * share).astype(np.uint8)
