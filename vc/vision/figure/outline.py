"""Where an arm ends to both sides: the outline of a straightened arm, in front of the background and on the body."""

import numpy as np
from scipy.signal import savgol_filter

from vc.vision.imaging import blur, smoothstep, to_lab

from .strip import HAND_FROM, ordinary_half_widths

_MAX_WIDENING = 2.0  # of wide sleeves over the ordinary arm
_OUTER_WITHIN = 0.42  # torso units: beside the arm's outer side lies nothing but background, so what is there is sleeve
# In ordinary half widths: an edge of the matte so near is the arm's own, not the body's.
_SILHOUETTE_WITHIN, _SILHOUETTE_WITHIN_HAND = 1.75, 2.3
_UPPER_WITHIN = 2.2  # ordinary half widths; sleeves are wide at their ends, not at the elbow
_WIDENS_AT_MOST = 1.2  # px per px along the arm, of a wide sleeve
_ELBOW_BULGE = 1.04  # allowed widening at the elbow, where a bent arm of the photo folds over itself
_FINGERS_WITHIN = 0.22  # torso units: no finger of a spread hand stands further from the hand's middle
_ROOT_TO = 0.72  # place up to which the body's own width must not count as the arm's


def find_outline(
    colour: np.ndarray, matte: np.ndarray, places: np.ndarray, unit: float, root_radius: float, body_side: int
) -> np.ndarray:
    """(2, columns) distance in px from the bone to the arm's edge, on the side of negative and of positive rows.

    colour, matte : the straightened arm and its alpha; root_radius : px, of the round shoulder that it begins with
    body_side : 1 if the body lies on the side of positive rows, else -1
    """
    half = (matte.shape[0] - 1) // 2
    lab = blur(to_lab(colour), max(2.0, 0.02 * unit), max(0.8, 0.006 * unit))
    edge, stranger = _edge_strength(lab), _unlike_the_core(lab, places, unit)
    outwards = [np.s_[half::-1], np.s_[half:]]
    silhouettes = [_silhouette(matte[rows], unit) for rows in outwards]
    ordinary = ordinary_half_widths(places, unit)
    ordinary = ordinary * _widening(silhouettes, ordinary, places)
    outline = np.empty((2, len(places)))
    for side, rows in enumerate(outwards):
        trusted = _OUTER_WITHIN * unit if (side == 0) == (body_side > 0) else 0.0
        outline[side] = _side_outline(edge[rows], stranger[rows], silhouettes[side], ordinary, places, unit, trusted)
        outline[side] = _tame_the_elbow(outline[side], ordinary, places, unit)
        outline[side] = _narrow_the_root(outline[side], places, root_radius)
        if _is_open(matte[rows], places, unit):
            fingers = _FINGERS_WITHIN * unit * smoothstep(places, HAND_FROM, HAND_FROM + 0.2)
            outline[side] = np.minimum(np.maximum(outline[side], fingers), half - 2)
    return outline


def _narrow_the_root(outline: np.ndarray, places: np.ndarray, root_radius: float) -> np.ndarray:
    """Lead the outline straight from the round shoulder to the arm: what is wider up there is chest and back."""
    usual = float(np.median(outline[(places > _ROOT_TO) & (places < 0.92)]))
    widest = np.interp(places, [0.0, _ROOT_TO], [root_radius, max(usual, 0.8 * root_radius)])
    share = smoothstep(places, 0.25, 0.0)
    narrow = np.where(places < _ROOT_TO, np.minimum(outline, widest), outline)
    return narrow * (1 - share) + root_radius * share


def _is_open(matte: np.ndarray, places: np.ndarray, unit: float) -> bool:
    """Whether the hand has background beside it on one side, so that the matte alone tells its fingers."""
    rows = slice(int(0.17 * unit), int(0.26 * unit) + 1)
    beside = matte[rows, (places > HAND_FROM + 0.1) & (places < 2.9)]
    return bool(beside.size and beside.mean() < 0.12)


def _edge_strength(lab: np.ndarray) -> np.ndarray:
    """(rows, columns) colour gradient across the arm; 1 is a strong edge of this picture."""
    step = np.sqrt(((lab[2:] - lab[:-2]) ** 2).sum(-1))
    return np.pad(step / (np.percentile(step, 95) + 6), ((1, 1), (0, 0)))


def _unlike_the_core(lab: np.ndarray, places: np.ndarray, unit: float) -> np.ndarray:
    """(rows, columns) in [-1, 1]: -1 coloured like the arm near the bone at the same place, 1 like something else."""
    half = (lab.shape[0] - 1) // 2
    width = float(np.median(ordinary_half_widths(places, unit)))
    near = np.stack([lab[half + round(f * width)] for f in (-0.35, -0.2, 0, 0.2, 0.35)])
    core = blur(np.median(near, 0)[None].astype(np.float32), max(2.0, 0.05 * unit), 0.01)
    weights = np.array([0.5, 1, 1], np.float32)  # light and shade fall across an arm; its tint stays
    distance = np.sqrt(((lab - core) ** 2 * weights).sum(-1))
    band = max(1, round(0.04 * unit))
    usual = np.maximum(16.0, 1.6 * np.median(distance[half - band : half + band + 1], 0))
    return np.clip((distance - usual) / usual, -1, 1)


def _silhouette(matte: np.ndarray, unit: float) -> np.ndarray:
    """(columns,) first row outwards that is background, or beyond the last row."""
    background = np.cumsum(matte < 0.5, 0) > max(1, 0.008 * unit)
    return np.where(background.any(0), background.argmax(0), len(matte) + 4).astype(np.float64)


def _widening(silhouettes: list[np.ndarray], ordinary: np.ndarray, places: np.ndarray) -> float:
    """How much wider than ordinary the sleeves are, seen on the side where the arm ends at the background."""
    free = np.minimum(*silhouettes) / ordinary
    sleeve = ((places > 0.25) & (places < 0.75)) | ((places > 1.2) & (places < 1.75))
    seen = free[sleeve & (free < 2.5)]
    if len(seen) < 0.3 * sleeve.sum():
        return 1.0
    return float(np.clip(np.median(seen), 0.85, _MAX_WIDENING))


def _side_outline(
    edge: np.ndarray,
    stranger: np.ndarray,
    silhouette: np.ndarray,
    ordinary: np.ndarray,
    places: np.ndarray,
    unit: float,
    trusted: float,
) -> np.ndarray:
    """Smoothest line outside the bone along strong edges, near ordinary widths, round what is coloured alike.

    All pictures (rows outwards, columns). Where the silhouette is near, or within `trusted` px, it is the edge;
    elsewhere, on the torso, the evidence is weighed by dynamic programming.
    """
    rows = np.arange(len(edge), dtype=np.float64)[:, None]
    limit = ordinary * np.where(places > HAND_FROM, _SILHOUETTE_WITHIN_HAND, _SILHOUETTE_WITHIN)
    if trusted:
        silhouette = _without_jumps(silhouette, places)
        widest = np.where(places < 1.25, np.minimum(trusted, _UPPER_WITHIN * ordinary), trusted)
        limit = np.where((places > _ROOT_TO / 2) & (places < HAND_FROM), np.maximum(limit, widest), limit)
    free = silhouette <= limit
    cost = 1.8 * ((rows - ordinary) / (0.45 * ordinary + 1)) ** 2 - 1.2 * np.clip(edge, 0, 1.5)
    cost += 1.5 * np.cumsum(stranger, 0) / (0.35 * ordinary + 1)
    cost += np.where(rows > np.minimum(silhouette, limit) + 1, 60.0, 0.0)
    cost = np.where(free, 2.0 * np.abs(rows - np.minimum(silhouette, len(edge) - 1)) / (0.05 * unit + 1), cost)
    path = _cheapest_path(cost.T).astype(np.float64)
    path = savgol_filter(path, max(5, 2 * int(0.035 * unit) + 1), 1)
    # At the silhouette the matte knows the edge better, fingers included; the outline only must not cut it.
    path = np.where(free, np.maximum(path, silhouette + 2), path)
    return np.clip(path, 2, len(edge) - 2)


def _without_jumps(silhouette: np.ndarray, places: np.ndarray) -> np.ndarray:
    """The silhouette as far as a sleeve can widen along the arm: hips that a hand rests on stand out at once."""
    limited = silhouette.copy()
    start = int(np.searchsorted(places, 0.5))
    for column in range(start + 1, len(limited)):
        limited[column] = min(limited[column], limited[column - 1] + _WIDENS_AT_MOST)
    return limited


def _cheapest_path(cost: np.ndarray, step_cost: float = 0.25) -> np.ndarray:
    """(steps,) row per step that minimises the summed cost (steps, rows), moving at most one row per step."""
    steps, rows = cost.shape
    total = cost[0].copy()
    came_from = np.zeros((steps, rows), np.int8)
    for step in range(1, steps):
        from_below = np.append(np.inf, total[:-1]) + step_cost
        from_above = np.append(total[1:], np.inf) + step_cost
        choices = np.stack([total, from_below, from_above])
        best = choices.argmin(0)
        came_from[step] = np.array([0, -1, 1], np.int8)[best]
        total = choices.min(0) + cost[step]
    path = np.empty(steps, int)
    row = int(total.argmin())
    for step in range(steps - 1, -1, -1):
        path[step] = row
        row += int(came_from[step, row])  # as a Python number: int8 would overflow at 128
    return path


def _tame_the_elbow(outline: np.ndarray, ordinary: np.ndarray, places: np.ndarray, unit: float) -> np.ndarray:
    """Make the elbow no wider than what leads to it, and smooth all but the hand."""
    ratio = outline / ordinary
    above = np.median(ratio[(places > 0.45) & (places < 0.75)])
    below = np.median(ratio[(places > 1.25) & (places < 1.55)])
    straight = np.interp(places, [0.75, 1.25], [above, below]) * ordinary
    near_elbow = np.abs(places - 1) < 0.25
    outline = np.where(near_elbow, np.minimum(outline, _ELBOW_BULGE * straight), outline)
    smooth = savgol_filter(outline, max(7, 2 * int(0.05 * unit) + 1), 2)
    return np.where((places > 0.1) & (places < 1.85), smooth, outline)
