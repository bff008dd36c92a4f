"""The outline of a trunk without arms: armholes and armpits."""

from collections.abc import Sequence

import numpy as np

from vc.render.character.armhole import Armhole
from vc.vision.figure.apart import Trunk
from vc.vision.imaging import smoothstep

_ABOVE = (0.9, 1.8)  # radii above a shoulder, over which what lies beside it is hair, or a hat, rather than sleeve
_FALLS = 1.1  # radii that a shoulder's rim falls under a sleeve, by the square of radii outwards
# In radii of the shoulder: how far the trunk goes on under the sleeve, on the shoulder and in the armpit; how fast it
# grows wider below that; below its shoulder, in which its flank does.
_UNDER, _OPENS, _BELOW = (0.34, 0.12), 0.30, 8.0


def without_arms(trunk: Trunk, armholes: Sequence[Armhole]) -> np.ndarray:
    """(h, w) float32: the trunk's alpha where it ends in armpits and, a little way under the sleeves, in armholes."""
    alpha = trunk.alpha.copy()
    for armhole in armholes:
        radius, top = armhole.radius, armhole.top
        rows = slice(*np.clip([int(top[1] - 2 * radius), int(top[1] + _BELOW * radius)], 0, len(alpha)))
        y, x = np.mgrid[rows, 0 : alpha.shape[1]].astype(np.float32)
        aside = (x - top[0]) * armhole.outwards / radius
        soft = 1.2 / radius
        kept = smoothstep(aside - _ends(armhole, y), soft, -soft)
        over = armhole.over[1] / abs(armhole.over[0]) * aside + _FALLS * aside**2
        kept = np.where(aside > 0, kept * smoothstep((y - top[1]) / radius - over, -soft, soft), kept)
        kept = np.maximum(kept, smoothstep((top[1] - y) / radius, *_ABOVE))
        alpha[rows] *= np.maximum(kept, trunk.front[rows])
    return alpha.astype(np.float32)


def with_caps(outline: np.ndarray, trunk: Trunk, armholes: Sequence[Armhole]) -> np.ndarray:
    """(h, w) float32: an outline without arms, and beside its armholes what the trunk has there of their shoulders."""
    whole = outline.copy()
    for armhole in armholes:
        first, last = (int(np.clip(end[1], 0, len(whole))) for end in (armhole.top - armhole.radius, armhole.bottom))
        x = np.arange(whole.shape[1])
        beside = (x - armhole.top[0]) * armhole.outwards > 0
        whole[first:last, beside] = np.maximum(whole[first:last, beside], trunk.alpha[first:last, beside])
    return whole


def _ends(armhole: Armhole, y: np.ndarray) -> np.ndarray:
    """Radii outwards of the armhole's top at which the trunk ends in rows y."""
    radius, line = armhole.radius, armhole.bottom - armhole.top
    down = (y - armhole.top[1]) / max(float(line[1]), 1.0)
    within = np.clip(down, 0, 1)
    slant = within * float(line[0]) * armhole.outwards / radius
    flank = _OPENS * np.maximum((y - armhole.bottom[1]) / radius, 0) ** 2
    return np.asarray(slant + _UNDER[0] + (_UNDER[1] - _UNDER[0]) * within + flank)
