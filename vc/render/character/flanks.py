"""Where a trunk ends at its sides: as the photo shows it, and smoothly on where an arm hides that."""

from collections.abc import Sequence

import cv2
import numpy as np
from scipy.linalg import solveh_banded
from scipy.ndimage import grey_closing, grey_opening, median_filter

from vc.vision.anatomy import Anatomy
from vc.vision.figure.body import ordinary_extent, walk_out
from vc.vision.figure.strip import Strip, ordinary_half_widths

# Torso units. Set by eye.
_BELOW_HIPS = 0.30
_STRAY = 0.05  # further from their neighbours than that edges are not believed
_NEIGHBOURS = 0.25  # rows whose median these are
_RAGGED, _UNEVEN = 0.12, 0.012  # rows over which a flank has no notch and no bump; what may be one
_STIFF = 0.035  # below that a flank follows the photo, above it is smooth
_LEAST_RUN = 0.035  # from where an arm hides an edge, it is not believed
# Weights, beside 1 for what is seen.
_OPPOSITE, _ARMPIT_WEIGHT, _ORDINARY = 0.05, 0.5, 0.002
_UPPER, _MOST_BULK, _AS_BULKY = 0.55, 1.35, 0.5  # place on the arm; thickest sleeve believed; how far trunks follow
_PIT_ASIDE, _PIT_FROM, _PIT_TO = 0.05, 0.9, 1.5  # radii of the shoulder from its joint: the armpit


def flanks(
    alpha: np.ndarray, arms: np.ndarray, anatomy: Anatomy, radii: tuple[float, float], bulk: float = 1.0
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Rows (n,), the columns (2, n) px in which a trunk ends at the picture's left and right, and which are seen.

    alpha : (h, w) the person; arms : (h, w) bool, where the photo shows those; radii : px of the shoulders, by Side
    bulk : how many times wider than usual a trunk is that nothing shows, see `bulk_of`
    An edge that an arm hides is a smooth curve through what is seen of it above and below, drawn towards what the other
    side shows; rows run from the shoulders to below the hips. Source of the smoothing: Whittaker (1923), Eilers (2003).
    """
    unit, neck, pelvis = anatomy.unit, anatomy.neck, anatomy.pelvis
    rows = np.arange(max(0, int(neck[1])), min(len(alpha), int(pelvis[1] + _BELOW_HIPS * unit)))
    if len(rows) < 8:
        return rows[:0], np.zeros((2, 0)), np.zeros((2, 0), bool)
    along = np.clip((rows - neck[1]) / (pelvis[1] - neck[1] + 1e-6), 0, 1.3)
    centre = neck[0] + (pelvis[0] - neck[0]) * along
    solid = (alpha > 0.5) & ~arms
    ordinary = [bulk * ordinary_extent(along, anatomy, direction) for direction in (-1, 1)]
    measured = [
        _seen(
            np.array([
                walk_out(solid[y], arms[y], int(x), direction, o)
                for y, x, o in zip(rows, centre, usual, strict=True)
            ]), usual, unit,
        ) for direction, usual in zip((-1, 1), ordinary, strict=True)
    ]  # fmt: skip
    edges = []
    for number, direction in enumerate((-1, 1)):
        wanted, weight = _ORDINARY * ordinary[number], np.full(len(rows), _ORDINARY)
        other = measured[1 - number]
        for values, trust in ((measured[number], 1.0), (other, np.where(np.isfinite(measured[number]), 0, _OPPOSITE))):
            known = np.isfinite(values)
            wanted = wanted + np.where(known, trust * np.nan_to_num(values), 0)
            weight = weight + np.where(known, trust, 0)
        pit, trust = _armpit(rows, centre, anatomy, radii, direction)
        trust = np.where(np.isfinite(measured[number]), 0, trust)
        extent = smoothed((wanted + trust * pit) / (weight + trust), weight + trust, (_STIFF * unit) ** 4)
        extent = np.where(np.isfinite(measured[number]), np.fmax(extent, measured[number] + 1), extent)
        edges.append(centre + direction * extent)
    return rows, np.stack(edges), np.isfinite(np.stack(measured))


def bulk_of(strips: Sequence[Strip], unit: float) -> float:
    """How many times wider than usual a trunk is whose sleeves are so thick: padded coats, space suits, gowns."""
    usual = float(ordinary_half_widths(np.array([_UPPER]), unit)[0])
    thick = float(np.clip(np.mean([strip.upper_half_width for strip in strips]) / usual, 1.0, _MOST_BULK))
    return 1 + _AS_BULKY * (thick - 1)


def smoothed(values: np.ndarray, weights: np.ndarray, stiffness: float) -> np.ndarray:
    """(n,): nearest to values (n,), by weights (n,), with the least curvature: sum of squares of second differences."""
    count = len(values)
    bands = np.zeros((3, count))
    bands[2] = weights
    first, second = np.full(count - 2, stiffness), np.array([1.0, -2.0, 1.0])
    for i in range(3):
        bands[2, i : count - 2 + i] += first * second[i] ** 2
    for i in range(2):
        bands[1, i + 1 : count - 2 + i + 1] += first * second[i] * second[i + 1]
    bands[0, 2:] += first
    solved: np.ndarray = solveh_banded(bands, weights * values)
    return solved


def _seen(extent: np.ndarray, ordinary: np.ndarray, unit: float) -> np.ndarray:
    """(rows,) px, nan where no edge is to be seen, or one that neither neighbours nor a body have: rags, notches."""
    extent = np.where(extent < 1.6 * ordinary, extent, np.nan)
    seen = np.isfinite(extent)
    if not seen.any():
        return extent
    at = np.flatnonzero(seen)
    whole = np.interp(np.arange(len(extent)), at, extent[at])
    steady = median_filter(whole, max(3, round(_NEIGHBOURS * unit)), mode="nearest")
    seen &= np.abs(whole - steady) < _STRAY * unit
    whole = np.interp(np.arange(len(extent)), np.flatnonzero(seen), extent[seen]) if seen.any() else whole
    rows = max(3, round(_RAGGED * unit))
    seen &= np.abs(whole - grey_closing(grey_opening(whole, rows), rows)) < _UNEVEN * unit
    # Where an arm begins to hide it, the edge may be the arm's already.
    sure = cv2.erode(seen.astype(np.uint8)[:, None], np.ones((2 * round(_LEAST_RUN * unit) + 1, 1), np.uint8))
    return np.where(sure[:, 0] > 0, extent, np.nan)


def _armpit(
    rows: np.ndarray, centre: np.ndarray, anatomy: Anatomy, radii: tuple[float, float], direction: int
) -> tuple[np.ndarray, np.ndarray]:
    """(rows,) px from the spine to below a shoulder's joint, and how much that counts."""
    outer = int((anatomy.shoulders[:, 0] * direction).argmax())
    (x, y), radius = anatomy.shoulders[outer], radii[outer]
    near = (rows > y + _PIT_FROM * radius) & (rows < y + _PIT_TO * radius)
    return (x - centre) * direction + _PIT_ASIDE * radius, np.where(near, _ARMPIT_WEIGHT, 0.0)
