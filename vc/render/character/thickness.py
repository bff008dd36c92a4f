"""How thick arms are: as people's usually are, and as far as the photo shows them, as this one's."""

from dataclasses import replace

import numpy as np

from vc.render.character.bare import skin_radius
from vc.render.character.sleeve import Sleeve, around_arm
from vc.vision.anatomy import Side
from vc.vision.figure.apart import Figure

_UPPER, _FORE = (0.45, 0.86), (1.18, 1.80)  # places along the arm between armpit and elbow, and elbow and wrist
_BESIDE, _CLEAR = 3.0, 0.25  # px beside an arm; the person's matte there where an arm stands free
_BONE = 0.35  # of an arm's width is on either side of the bones at least, or these are elsewhere
_LEAST = 0.08  # torso units of its length that stand free, from which it is measured
_BOUNDS = (0.80, 1.20)  # times usual: about the 5th woman and the 95th man of a hundred


def arm_thickness(figure: Figure, bare_from: list[float]) -> tuple[float, float]:
    """Thickness of upper arm and forearm, times a usual bare arm's: the median over what both arms show of skin
    with nothing beside it. Where the forearm shows none it is as the upper arm; 1 where neither does.

    bare_from : by Side, the place from which an arm is bare
    """
    found: list[list[np.ndarray]] = [[], []]
    for side in Side:
        places, ratio = _free(figure, side)
        for number, (start, stop) in enumerate((_UPPER, _FORE)):
            found[number].append(ratio[(places > max(start, bare_from[side])) & (places < stop)])
    least = _LEAST * figure.anatomy.unit
    upper, fore = (np.concatenate(parts) for parts in found)
    own = [float(np.clip(np.median(part), *_BOUNDS)) if len(part) > least else None for part in (upper, fore)]
    return own[0] or own[1] or 1.0, own[1] or own[0] or 1.0


def _free(figure: Figure, side: Side) -> tuple[np.ndarray, np.ndarray]:
    """Places along an arm where it stands free on both sides, and its thickness there, times a usual one's."""
    cut, unit = figure.cuts[side], figure.anatomy.unit
    matte, half = cut.straighten(figure.alpha), cut.strip.half
    ends = []
    for rows in (matte[half::-1], matte[half:]):
        first = (rows < 0.5).argmax(0)
        beyond = np.clip(first + int(_BESIDE), 0, len(rows) - 1)
        clear = (rows < 0.5).any(0) & (np.take_along_axis(rows, beyond[None], 0)[0] < _CLEAR)
        ends.append(np.where(clear, first - 0.5, np.nan))  # the middle row belongs to both
    up, down = ends
    with np.errstate(invalid="ignore"):
        free = np.isfinite(up + down) & (np.minimum(up, down) > _BONE * 0.5 * (up + down))
    ratio = 0.5 * (up + down) / skin_radius(cut.strip.places, unit)
    return cut.strip.places[free], ratio[free]


def as_thick(sleeve: Sleeve, thickness: tuple[float, float], unit: float) -> Sleeve:
    """The sleeve, whose bare part is an arm of that thickness, see `arm_thickness`. unit : torso length, px"""
    if not sleeve.bare:
        return sleeve
    return replace(sleeve, radius=around_arm(sleeve.radius, sleeve.places, sleeve.bare_from, unit, thickness))
