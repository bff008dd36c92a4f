"""Take off an arm what the photo put on it: the shade of the armpit, lapels and chest beside its root."""

from dataclasses import replace

import numpy as np

from vc.vision.imaging import blur, smoothstep, to_lab
from vc.vision.tones import Tones

from .strip import Strip

_MENDED_TO = 1.6  # place along the arm up to which the body may have left its marks
_ROOT = 0.38  # place up to which an arm may show what the shoulder wears, not the sleeve
_UNLIKE = (16.0, 34.0)  # Lab distance from the sleeve's middle: from surely its own to surely not
_LIGHT_WEIGHT = 0.8
_EVEN = 40.0  # Lab distance within one sleeve
_SKIN = 45.0  # Lab distance from the face within which a root is bare


def mend_sleeve(strip: Strip, body_side: int, tones: Tones, unit: float) -> Strip:
    """The strip with its root and its inner half like the rest of the sleeve.

    body_side : 1 if the rows below the middle lie towards the body in the photo, else -1
    Sleeves are alike on both sides and change little along, so what is amiss is taken from the mirrored place.
    """
    strip = _with_sleeve_at_root(strip, tones)
    half, places = strip.half, strip.places
    lab = blur(to_lab(strip.colour), 0.028 * unit)  # folds and buttons are its own
    core = _core(lab, strip.alpha, unit)
    weights = np.array([_LIGHT_WEIGHT, 1, 1], np.float32)

    def unlike(picture: np.ndarray) -> np.ndarray:
        return smoothstep(np.sqrt((((picture - core[None]) * weights) ** 2).sum(-1)), *_UNLIKE)

    amiss = unlike(lab)
    mirror_helps = np.clip(amiss - amiss[::-1], 0, 1) * (strip.alpha[::-1] > 0.5)
    across = np.arange(-half, half + 1)[:, None] * body_side
    inner = smoothstep(across, 0.01 * unit, 0.05 * unit) * smoothstep(places, _MENDED_TO, _MENDED_TO - 0.3)[None]
    share = np.clip(1.6 * blur((mirror_helps * inner).astype(np.float32), 0.01 * unit), 0, 1)[..., None]
    return replace(strip, colour=strip.colour * (1 - share) + strip.colour[::-1] * share)


def _core(lab: np.ndarray, alpha: np.ndarray, unit: float) -> np.ndarray:
    """(columns, 3) Lab of the arm's middle, even along the arm."""
    half = (alpha.shape[0] - 1) // 2
    band = max(1, round(0.045 * unit))
    middle = np.median(lab[half - band : half + band + 1], 0)
    return blur(middle[None].astype(np.float32), 0.10 * unit, 0.01)[0]


def _with_sleeve_at_root(strip: Strip, tones: Tones) -> Strip:
    """The strip with bare skin of the shoulder covered, if the arm further down is not bare."""
    places = strip.places
    lab = _core(to_lab(strip.colour), strip.alpha, 100.0)
    below = lab[(places > _ROOT) & (places < 2 * _ROOT)]
    sleeve = np.median(below, 0)
    skin = to_lab(tones.skin)
    to_skin = np.linalg.norm(lab - skin, axis=1)
    bare = (to_skin < np.linalg.norm(lab - sleeve, axis=1)) & (to_skin < _SKIN)
    even = np.linalg.norm(below - sleeve, axis=1).max() < _EVEN  # short sleeves end there
    if bare[places < 0.8 * _ROOT].mean() < 0.3 or not even or np.linalg.norm(skin - sleeve) < 30:
        return strip
    columns = np.arange(len(places))
    last = int(np.flatnonzero(places < _ROOT)[-1])
    mirrored = strip.colour[:, np.clip(2 * last - columns, 0, len(columns) - 1)]
    share = smoothstep(places, _ROOT, _ROOT - 0.12)[None, :, None]
    return replace(strip, colour=strip.colour * (1 - share) + mirrored * share)
