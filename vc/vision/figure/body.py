"""What belongs to the body where arms lie on it: legs, shoulders, skirts; how far a trunk reaches."""

import cv2
import numpy as np

from vc.vision.anatomy import ANKLES, KNEES, Anatomy, Side
from vc.vision.imaging import blur, grow, touching

# Lengths in torso units.
_SLEEVE_HANGS, _LEG = 0.36, 0.18  # half widths of what may belong to a wide sleeve, to a leg
_LEAST_HIP = 0.95  # half width of clothed hips over that of clothed shoulders
_WAIST, _BAND = 0.62, 0.03  # of the way from neck to hips: where skirts begin; height in which their width is taken
_SHOULDER_MARGIN, _HIP_MARGIN = 0.98, 1.55  # half widths of the clothed torso over those of the joints
_WAIST_IN, _WAIST_REACH = 0.07, 0.30  # share by which it is slimmer at the waist; reach of that on the way to the hips


def sleeve_ends(shape: tuple[int, ...], torso: np.ndarray, anatomy: Anatomy) -> np.ndarray:
    """(h, w) bool: what is beside the torso and near a forearm but no leg: sleeves that would hang from nothing."""
    unit = anatomy.unit
    near_arms = np.zeros(shape, np.uint8)
    for side in Side:
        bones = np.round(anatomy.arms[side, 1:]).astype(np.int32)
        cv2.polylines(near_arms, [bones], False, 1, round(2 * _SLEEVE_HANGS * unit))
    return (near_arms > 0) & ~near_legs(shape, anatomy, _LEG) & (torso < 0.5)


def near_legs(shape: tuple[int, ...], anatomy: Anatomy, radius: float) -> np.ndarray:
    """(h, w) bool: within `radius` torso units of a leg's bones."""
    near = np.zeros(shape, np.uint8)
    for side in Side:
        leg = np.stack([anatomy.hips[side], *anatomy.landmarks[[KNEES[side], ANKLES[side]]]])
        cv2.polylines(near, [np.round(leg).astype(np.int32)], False, 1, round(2 * radius * anatomy.unit))
    return near > 0


def shoulder_discs(shape: tuple[int, ...], anatomy: Anatomy, radii: tuple[float, float]) -> np.ndarray:
    discs = np.zeros(shape, np.uint8)
    for shoulder, radius in zip(anatomy.shoulders, radii, strict=True):
        centre = np.round(16 * shoulder).astype(int).tolist()
        cv2.circle(discs, centre, round(16 * radius), 255, -1, cv2.LINE_AA, 4)  # sixteenths of a pixel
    return discs.astype(np.float32) / 255


def skirt(
    alpha: np.ndarray, arms: np.ndarray, anatomy: Anatomy, torso: tuple[np.ndarray, list[np.ndarray]]
) -> np.ndarray:
    """(h, w) in [0, 1]: skirts and robes, which widen evenly from the waist down to where they are seen below the arms.

    torso : rows, and by row the left and the right edge, px
    """
    rows, edges = torso
    area = np.zeros(alpha.shape, np.float32)
    low = _lowest(alpha, arms, float(anatomy.pelvis[0]), anatomy.unit)
    waist = int(np.argmin(np.abs(rows - (anatomy.neck[1] + _WAIST * (anatomy.pelvis[1] - anatomy.neck[1])))))
    if low is None or low[0] <= rows[waist]:
        return area
    row, *ends = low
    down = np.arange(int(rows[waist]), row + 1)
    way = (down - rows[waist]) / max(1, row - rows[waist])
    left, right = (edge[waist] + (end - edge[waist]) * way for edge, end in zip(edges, ends, strict=True))
    columns = np.arange(alpha.shape[1])
    area[down] = (columns >= left[:, None]) & (columns < right[:, None])
    return blur(area, 1.2)


def _lowest(alpha: np.ndarray, arms: np.ndarray, middle: float, unit: float) -> tuple[int, float, float] | None:
    """The row below the arms in which the body is widest, and its first and last column; None if it is in two there.

    middle : column in which the body is to be met
    """
    solid = alpha > 0.5
    reached = np.flatnonzero((arms & solid).any(1))
    first = int(reached[-1]) + 1 if len(reached) else 0
    band = max(2, round(_BAND * unit))
    column = int(np.clip(middle, 0, alpha.shape[1] - 1))
    best = None
    for row in range(first + band, len(solid), band):
        gaps = np.flatnonzero(~solid[row - band : row].all(0))
        before, after = gaps[gaps < column], gaps[gaps > column]
        if column in gaps:
            continue
        left, right = float(before[-1] + 1 if len(before) else 0), float(after[0] if len(after) else alpha.shape[1])
        if best is None or right - left > best[2] - best[1]:
            best = row, left, right
    return best


def ordinary_extent(along: np.ndarray, anatomy: Anatomy, direction: int) -> np.ndarray:
    """(rows,) px from the spine to the side of a clothed torso, `direction` -1 to the left of the picture."""

    def half_width(joints: np.ndarray) -> float:
        return abs(float(max(joints[:, 0] * direction) * direction - joints[:, 0].mean()))

    shoulder = _SHOULDER_MARGIN * half_width(anatomy.shoulders)
    hip = max(_HIP_MARGIN * half_width(anatomy.hips), _LEAST_HIP * shoulder)  # hidden ones are guessed too narrow
    slim = 1 - _WAIST_IN * np.exp(-(((along - _WAIST) / _WAIST_REACH) ** 2))
    return np.asarray((shoulder + (hip - shoulder) * np.minimum(along, 1)) * slim)


def walk_out(solid: np.ndarray, arm: np.ndarray, start: int, direction: int, ordinary: float) -> float:
    """px from `start` to the background along one row, crossing arms only near the spine; nan if one bars the way."""
    x, width = int(np.clip(start, 0, len(solid) - 1)), len(solid)
    while 0 <= x < width and (solid[x] or (arm[x] and abs(x - start) < 0.6 * ordinary)):
        x += direction
    reached_background = 0 <= x < width and not arm[x]
    own_edge = reached_background and solid[x - direction]  # not that of an arm, nor of fingers below a photo's end
    return abs(x - start) if own_edge and abs(x - start) > 0.45 * ordinary else np.nan


def without_crumbs(alpha: np.ndarray) -> np.ndarray:
    """Drop what lost its connection with the body: finger ends, bits of sleeve."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats((alpha > 0.3).astype(np.uint8))
    if count <= 2:
        return alpha
    largest = labels == 1 + int(stats[1:, cv2.CC_STAT_AREA].argmax())
    near = grow(touching(alpha > 0.02, largest), 1) & grow(largest, 4)
    return alpha * blur(near.astype(np.float32), 1.0)
