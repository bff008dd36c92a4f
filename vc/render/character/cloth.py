"""What the arms hid of the clothes, completed from the same garment: checks and hems go on."""

import cv2
import numpy as np

from vc.render.photo.figure import Figure
from vc.vision.imaging import blur, grow, shrink, smoothstep, squeezed_membrane, to_lab
from vc.vision.patchmatch import complete

_MOST_HOLE = 30_000  # pixels completed in full detail; larger holes are completed a little smaller
_CHANGED = 10  # of 255, between the photo and the trunk without arms: there the photo showed an arm
_SKIN = 14.0  # Lab distance from the face of what is no cloth
_LEAST_HOLE, _LEAST_SOURCE = 200, 400  # pixels
_RUNS_DOWN = 3  # times nearer what is above and below counts than what is beside
_BADGE = (65.0, 35.0)  # Lab distance of what is a thing on the cloth, and of what may run down
_HAIR = 0.1
_ISLAND, _BRIDGE = 0.06, 3  # square torso units; pixels that join no island to the rest
_DEEP = 0.14  # torso units inside a hidden place


def complete_cloth(colours: np.ndarray, alpha: np.ndarray, figure: Figure) -> np.ndarray:
    """(h, w, 3) uint8: the trunk's colours with what arms hid completed by patches of the garment.

    colours, alpha : of the trunk, its hidden places filled somehow; figure : what the photo shows
    """
    height, width = alpha.shape
    anatomy = figure.anatomy
    photo = figure.colours[:height].astype(np.int16)
    changed = (np.abs(colours.astype(np.int16) - photo).max(-1) > _CHANGED) & (alpha > 0.05)
    changed |= _islands(changed, alpha, anatomy.unit)
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
    clothes = (alpha > 0.97) & ~grow(hidden, 2) & ~bare & (figure.hair[:height] < _HAIR) & (rows >= first)[:, None]
    allowed = clothes & inside & torso
    ys, xs = np.nonzero(hidden | allowed | (clothes & inside))
    window = np.s_[max(0, ys.min() - 8) : ys.max() + 9, max(0, xs.min() - 8) : xs.max() + 9]
    if allowed[window].sum() < _LEAST_SOURCE:
        return colours
    result = colours.copy()
    deep = _DEEP * anatomy.unit
    smooth = _running_down(colours[window], hidden[window], clothes[window], figure.tones.jacket, deep)
    result[window] = _filled(colours[window], smooth, hidden[window], allowed[window])
    return result


def _islands(changed: np.ndarray, alpha: np.ndarray, unit: float) -> np.ndarray:
    """(h, w) bool: bits of the body in the midst of what changed: there the filling happens to look like the arm."""
    kept = (alpha > 0.05) & ~grow(changed, _BRIDGE)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(kept.astype(np.uint8))
    small = np.flatnonzero(stats[:, cv2.CC_STAT_AREA] < _ISLAND * unit**2)
    return grow(np.isin(labels, small[small > 0]), _BRIDGE)


def _running_down(
    colours: np.ndarray, hidden: np.ndarray, clothes: np.ndarray, jacket: np.ndarray, deep: float
) -> np.ndarray:
    """(h, w, 3) uint8: hidden places roughly filled; plackets, ties and lapels run down.

    Deep inside, by px, what all clothes around agree on, if that is more like the jacket, (3,) RGB: the cloth at the
    ends of the same row may be another, and badges do not run down.
    """
    down = squeezed_membrane(colours, ~clothes, down=_RUNS_DOWN)
    lab, below, own = to_lab(colours), to_lab(down), to_lab(jacket)
    off = np.linalg.norm(below - lab, axis=-1)  # from cloth that was filled in from beside
    better = np.linalg.norm(below - own, axis=-1) < np.linalg.norm(lab - own, axis=-1)
    away = cv2.distanceTransform((~clothes).astype(np.uint8), cv2.DIST_L2, 5)
    within = smoothstep(away, 0.5 * deep, deep) * blur(better.astype(np.float32), 2.0)
    share = (hidden * np.maximum(smoothstep(off, *_BADGE), within))[..., None]
    return np.clip(colours * (1 - share) + down * share, 0, 255).astype(np.uint8)


def _filled(colours: np.ndarray, smooth: np.ndarray, hidden: np.ndarray, allowed: np.ndarray) -> np.ndarray:
    """(h, w, 3) uint8 with hidden places filled, from about the same height: belts and hems stay where they are.

    smooth : the same, filled roughly, which patches of the garment are to resemble
    """
    height, width = hidden.shape
    fit = min(1.0, float(np.sqrt(_MOST_HOLE / max(1, hidden.sum()))))
    size = (max(16, round(width * fit)), max(16, round(height * fit)))
    if fit < 1:
        holes, sources = (
            cv2.resize(mask.astype(np.float32), size, interpolation=cv2.INTER_AREA) for mask in (hidden, allowed)
        )  # fmt: skip
        small, start = (cv2.resize(image, size, interpolation=cv2.INTER_AREA) for image in (colours, smooth))
        small = complete(small, holes > 0.01, sources > 0.99, start=start.astype(np.float32))
        patches = cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC)
    else:
        patches = complete(colours, hidden, allowed, start=smooth.astype(np.float32))
    share = (blur(hidden.astype(np.float32), 1.2) * hidden)[..., None]
    return np.clip(colours * (1 - share) + patches * share, 0, 255).astype(np.uint8)
