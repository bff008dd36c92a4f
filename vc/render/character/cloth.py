"""What the arms hid of the clothes, completed from the same garment: checks and hems go on."""

import numpy as np

from vc.render.photo.figure import Figure
from vc.vision.imaging import blur, grow, shrink, to_lab
from vc.vision.patchmatch import complete

_BAND = 0.30  # torso units of height that are completed at once, so that belts stay where they are
_ABOVE = 3  # half bands above, of which a band may also take patches
_CHANGED = 10  # of 255, between the photo and the trunk without arms: there the photo showed an arm
_SKIN = 14.0  # Lab distance from the face of what is no cloth
_LEAST_HOLE, _LEAST_SOURCE = 200, 400  # pixels
_HAIR = 0.1


def complete_cloth(colours: np.ndarray, alpha: np.ndarray, figure: Figure) -> np.ndarray:
    """(h, w, 3) uint8: the trunk's colours with what arms hid completed by patches of the garment.

    colours, alpha : of the trunk, its hidden places filled somehow; figure : what the photo shows
    """
    height, width = alpha.shape
    anatomy = figure.anatomy
    photo = figure.colours[:height].astype(np.int16)
    changed = (np.abs(colours.astype(np.int16) - photo).max(-1) > _CHANGED) & (alpha > 0.05)
    hidden = grow(shrink(grow(changed, 3), 3.5), 2) & (alpha > 0.02)
    first, last = max(0, int(anatomy.neck[1])), int(min(height, anatomy.pelvis[1] + 0.25 * anatomy.unit))
    rows, columns = np.arange(height), np.arange(width)
    torso = ((rows >= first) & (rows < last))[:, None]
    hidden &= torso
    if hidden.sum() < _LEAST_HOLE:
        return colours
    sides = anatomy.shoulders[:, 0].min() - 0.05 * anatomy.unit, anatomy.shoulders[:, 0].max() + 0.05 * anatomy.unit
    inside = (columns > sides[0]) & (columns < sides[1])
    lab = blur(to_lab(colours), 1.0)
    bare = np.linalg.norm((lab - to_lab(figure.tones.skin)) * [0.4, 1, 1], axis=-1) < _SKIN
    allowed = (alpha > 0.97) & ~grow(hidden, 2) & inside & torso & ~bare & (figure.hair[:height] < _HAIR)
    ys, xs = np.nonzero(hidden | (allowed & inside))
    window = np.s_[max(0, ys.min() - 8) : ys.max() + 9, max(0, xs.min() - 8) : xs.max() + 9]
    if allowed[window].sum() < _LEAST_SOURCE:
        return colours
    result = colours.copy()
    result[window] = _in_bands(colours[window], hidden[window], allowed[window], _BAND * anatomy.unit)
    return result


def _in_bands(colours: np.ndarray, hidden: np.ndarray, allowed: np.ndarray, band: float) -> np.ndarray:
    """Hidden places filled from the same height, in overlapping bands."""
    filled, height = colours.astype(np.float32), len(colours)
    step = max(24, int(band))
    for start in range(0, height, step):
        low, high = max(0, start - step // 3), min(height, start + step + step // 3)
        hole = hidden[low:high]
        if hole.sum() < 20:
            continue
        top, bottom = max(0, low - _ABOVE * step // 2), min(height, high + step // 2)  # rows of buttons come from above
        if allowed[top:bottom].sum() < 300:
            continue
        patches = complete(colours[top:bottom], hidden[top:bottom], allowed[top:bottom])[low - top : high - top]
        share = blur(hole.astype(np.float32), 1.2) * hole
        at = np.arange(low, high)
        before = (at - low + 1) / (step / 3) if low > 0 else np.ones(len(at))
        after = (high - at) / (step / 3) if high < height else np.ones(len(at))
        share = (share * np.clip(np.minimum(before, after), 0, 1)[:, None])[..., None]
        filled[low:high] = filled[low:high] * (1 - share) + patches * share
    return np.clip(filled, 0, 255).astype(np.uint8)
