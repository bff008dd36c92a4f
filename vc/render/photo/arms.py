"""Arm strips: each arm of the photo, straightened into a long picture that the renderer bends again for every pose.

Along a strip runs the arm (column 0 just before the shoulder joint), across it the width of the arm (middle row on the
bones). Bending a strip keeps widths and cannot tear or fold, however the arm moves; and the strips are layers of their
own, so an arm that lay on the body in the photo can leave it.
"""

from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from scipy.ndimage import median_filter
from scipy.signal import savgol_filter

from .imaging import blur, smoothstep, to_lab

# Lengths in torso units, see anatomy.
_CAP = 0.12  # of strip before the shoulder joint
_HALF_WIDTH = 0.30
_MAX_WIDENING = 1.6  # of wide sleeves over the ordinary arm
_ROOT_DISC = 0.115  # radius around the shoulder joint within which the arm is drawn from the beginning
_ROOT_FADE = (0.0, 0.08)  # from here to here along the bone the rest of the arm's width fades in
# Ordinary half widths at places along the arm: 0 shoulder, 1 elbow, 2 wrist, 3 finger tips.
_WIDTH_PLACES = (-1.0, 0.0, 0.15, 0.5, 1.0, 1.35, 2.0, 2.35, 3.0)
_WIDTHS = (0.14, 0.14, 0.135, 0.115, 0.095, 0.092, 0.062, 0.085, 0.05)
HAND_FROM = 1.95  # place along the arm from which widths are those of a hand
_FOOTPRINT_FROM = 0.18  # along the upper arm; before it lies the shoulder, which stays on the body
# In ordinary half widths: an edge of the matte so near is the arm's own, not the body's.
_SILHOUETTE_WITHIN, _SILHOUETTE_WITHIN_HAND = 1.75, 2.3
_ELBOW_BULGE = 1.04  # allowed widening at the elbow, where a bent arm of the photo folds over itself


@dataclass
class Strip:
    """colour : (2 * half + 1, columns, 3) float32 RGB; alpha : same without channels, in [0, 1]
    cap : columns before the shoulder joint; counts : columns of upper arm, forearm, hand
    """

    colour: np.ndarray
    alpha: np.ndarray
    cap: int
    counts: tuple[int, int, int]

    @property
    def half(self) -> int:
        return (self.alpha.shape[0] - 1) // 2

    @property
    def wrist(self) -> int:
        """Column of the wrist joint."""
        return self.cap + self.counts[0] + self.counts[1]

    @property
    def places(self) -> np.ndarray:
        """(columns,) where each column lies: 0 shoulder, 1 elbow, 2 wrist, 3 tip; negative in the cap."""
        return column_places(self.cap, self.counts)

    def mirrored(self) -> "Strip":
        """The strip for the other side of the body."""
        return Strip(self.colour[::-1].copy(), self.alpha[::-1].copy(), self.cap, self.counts)


@dataclass(frozen=True)
class ArmCut:
    """An arm taken from the picture.

    strip : the arm, straightened; footprint : (h, w) bool, the area that it covered in the picture
    x, y : (rows, columns) float32, the place in the picture that each pixel of the strip comes from
    """

    strip: Strip
    footprint: np.ndarray
    x: np.ndarray
    y: np.ndarray

    def straighten(self, picture: np.ndarray) -> np.ndarray:
        """A picture or mask (h, w, ...) as the strip sees it, (rows, columns, ...)."""
        return cv2.remap(picture, self.x, self.y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=0)


def column_places(cap: int, counts: tuple[int, int, int]) -> np.ndarray:
    """Where each column of a strip lies along the arm, see Strip.places."""
    bones = [bone + (np.arange(n) + 0.5) / n for bone, n in enumerate(counts)]
    return np.concatenate([(np.arange(-cap, 0) + 0.5) / counts[0], *bones])


def ordinary_half_widths(places: np.ndarray, unit: float) -> np.ndarray:
    """Half widths in px of a clothed arm at `places` along it."""
    return np.interp(places, _WIDTH_PLACES, _WIDTHS) * unit


def strip_layout(bones: np.ndarray, unit: float) -> tuple[int, tuple[int, int, int]]:
    """Columns of the cap and of each bone: one per pixel of the drawn arm."""
    upper, fore, hand = (max(8, round(float(length))) for length in bones)
    return max(2, round(_CAP * unit)), (upper, fore, hand)


def cut_arm(colours: np.ndarray, alpha: np.ndarray, arm: np.ndarray, bones: np.ndarray, unit: float) -> ArmCut:
    """Straighten one arm of the picture.

    colours : (h, w, 3) uint8; alpha : (h, w) float32 matte
    arm : (4, 2) shoulder, elbow, wrist, tip in the picture; bones : (3,) lengths to be drawn, px; unit : torso px
    """
    cap, counts = strip_layout(bones, unit)
    places = column_places(cap, counts)
    centres, normals = _axis(arm, cap, counts)
    half = round(_HALF_WIDTH * unit * _MAX_WIDENING)
    across = np.arange(-half, half + 1, dtype=np.float32)[:, None]
    x, y = _rows_across(centres, normals, across)
    shift = _off_centre(cv2.remap(alpha, x, y, cv2.INTER_LINEAR), places, unit)
    x, y = _rows_across(centres + shift[:, None] * normals, normals, across)
    colour = cv2.remap(colours, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE).astype(np.float32)
    matte = cv2.remap(alpha, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=0)
    colour, matte = _unfold_elbow(colour, matte, arm, places, unit)
    outline = _outline(colour, matte, places, unit)
    soft = max(1.0, 0.012 * unit)
    inside = smoothstep(np.where(across < 0, outline[0] + across, outline[1] - across), -soft, soft)
    ending = smoothstep(len(places) - 1 - np.arange(len(places), dtype=np.float32), 0, 4)
    strip_alpha = matte * inside * _root_window(across, cap, len(places), unit) * ending
    footprint = _footprint(alpha.shape, x, y, outline, places, unit)
    return ArmCut(Strip(colour, strip_alpha.astype(np.float32), cap, counts), footprint, x, y)


def _root_window(across: np.ndarray, cap: int, columns: int, unit: float) -> np.ndarray:
    """(rows, columns) in [0, 1]: a soft disc around the shoulder joint, then the whole width.

    The disc looks the same from all directions, so the shoulder stays whole however the arm is turned.
    """
    along = np.arange(columns, dtype=np.float32)[None] - cap
    disc = smoothstep(np.hypot(along, 0.8 * across), _ROOT_DISC * unit, (_ROOT_DISC - 0.06) * unit)
    rest = smoothstep(along, _ROOT_FADE[0] * unit, _ROOT_FADE[1] * unit)
    return 1 - (1 - disc) * (1 - rest)


def _axis(arm: np.ndarray, cap: int, counts: tuple[int, int, int]) -> tuple[np.ndarray, np.ndarray]:
    """Points and unit normals (columns, 2) along the bones, rounded at the joints."""
    directions = [d / (np.linalg.norm(d) + 1e-6) for d in np.diff(arm, axis=0)]
    points = [
        start + (end - start) * ((np.arange(n) + 0.5) / n)[:, None]
        for (start, end), n in zip(pairwise(arm), counts, strict=True)
    ]
    centres = np.concatenate(points)
    tangents = np.concatenate([np.repeat(d[None], n, 0) for d, n in zip(directions, counts, strict=True)])
    sigma = 0.14 * min(counts[:2])
    centres = _smooth_along(centres, sigma, odd=True)
    tangents = _smooth_along(tangents, sigma, odd=False)
    tangents /= np.linalg.norm(tangents, axis=1, keepdims=True) + 1e-9
    step = np.linalg.norm(arm[1] - arm[0]) / counts[0]
    before = centres[:1] + tangents[:1] * (np.arange(-cap, 0) * step)[:, None]
    centres = np.concatenate([before, centres])
    tangents = np.concatenate([np.repeat(tangents[:1], cap, 0), tangents])
    return centres, np.stack([-tangents[:, 1], tangents[:, 0]], 1)


def _smooth_along(values: np.ndarray, sigma: float, *, odd: bool) -> np.ndarray:
    """Gaussian along axis 0; beyond the ends the values go on straight (odd) or constant."""
    pad = min(int(3 * sigma) + 1, len(values) - 1)
    if odd:
        before, after = 2 * values[:1] - values[pad:0:-1], 2 * values[-1:] - values[-2 : -pad - 2 : -1]
    else:
        before, after = np.repeat(values[:1], pad, 0), np.repeat(values[-1:], pad, 0)
    padded = np.concatenate([before, values, after])
    smooth = cv2.GaussianBlur(padded, (1, 2 * pad + 1), sigmaX=0.01, sigmaY=max(sigma, 0.1))
    return smooth[pad : pad + len(values)]


def _rows_across(centres: np.ndarray, normals: np.ndarray, across: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Places x, y (rows, columns) in the picture that the strip shows."""
    x = centres[:, 0] + across * normals[:, 0]
    y = centres[:, 1] + across * normals[:, 1]
    return x.astype(np.float32), y.astype(np.float32)


def _off_centre(matte: np.ndarray, places: np.ndarray, unit: float) -> np.ndarray:
    """(columns,) px by which the arm's middle lies off the detected bones; detected wrists can miss a thin forearm."""
    half = (matte.shape[0] - 1) // 2
    ordinary = ordinary_half_widths(places, unit)
    shift = np.zeros(len(places))
    for column in np.flatnonzero((places > 0.3) & (places < 2.2)):
        low, high = _run_near(matte[:, column] > 0.5, half, 1.2 * ordinary[column])
        if high <= low:
            continue
        width = ordinary[column]
        if high - low < 2.6 * width:  # the arm alone, background on both sides
            shift[column] = 0.5 * (low + high - 1) - half
        elif half - low < 0.5 * width:  # one side ends too early, the other runs on into the body
            shift[column] = low + width - half
        elif high - half < 0.5 * width:
            shift[column] = high - width - half
    shift = np.clip(shift, -1.3 * ordinary, 1.3 * ordinary)
    shift = np.interp(places, [0.3, 0.5, 2.0, 2.3], [0, 1, 1, 0]) * median_filter(shift, max(3, round(0.12 * unit)))
    return _smooth_along(shift[:, None], 0.05 * unit, odd=False)[:, 0]


def _run_near(solid: np.ndarray, middle: int, reach: float) -> tuple[int, int]:
    """First and last + 1 of the run of true values at `middle`, or nearest to it within `reach`; (0, 0) if none."""
    rows = np.flatnonzero(solid)
    if len(rows) == 0:
        return 0, 0
    start = int(rows[np.abs(rows - middle).argmin()])
    if abs(start - middle) > reach:
        return 0, 0
    gaps = np.flatnonzero(~solid)
    before, after = gaps[gaps < start], gaps[gaps > start]
    return int(before[-1]) + 1 if len(before) else 0, int(after[0]) if len(after) else len(solid)


def _unfold_elbow(
    colour: np.ndarray, matte: np.ndarray, arm: np.ndarray, places: np.ndarray, unit: float
) -> tuple[np.ndarray, np.ndarray]:
    """Colour and matte without what an arm that is bent in the photo shows twice, on the inner side of its elbow.

    There the rows across the arm cross each other; they are replaced by a passage from the upper arm to the forearm.
    """
    upper, fore = np.diff(arm[:3], axis=0)
    bend = np.arctan2(upper[0] * fore[1] - upper[1] * fore[0], upper @ fore)
    reach = 0.30 * min(abs(bend) / np.radians(90), 1.0)
    columns = np.flatnonzero(np.abs(places - 1) < reach)
    if len(columns) < 3:
        return colour, matte
    half = (matte.shape[0] - 1) // 2
    across = np.arange(-half, half + 1, dtype=np.float32)[:, None] * np.sign(bend)
    inner = smoothstep(across, -0.01 * unit, 0.05 * unit)
    first, last = columns[0], columns[-1]
    along = np.linspace(0, 1, len(columns))[None]
    colour, matte = colour.copy(), matte.copy()
    for picture, share, way in ((colour, inner[..., None], along[..., None]), (matte, inner, along)):
        passage = picture[:, first : first + 1] * (1 - way) + picture[:, last : last + 1] * way
        picture[:, first : last + 1] = picture[:, first : last + 1] * (1 - share) + passage * share
    return colour, matte


def _outline(colour: np.ndarray, matte: np.ndarray, places: np.ndarray, unit: float) -> np.ndarray:
    """(2, columns) distance in px from the bone to the arm's edge, on the side of negative and of positive rows."""
    half = (matte.shape[0] - 1) // 2
    lab = blur(to_lab(colour), max(2.0, 0.02 * unit), max(0.8, 0.006 * unit))
    edge, stranger = _edge_strength(lab), _unlike_the_core(lab, places, unit)
    outwards = [np.s_[half::-1], np.s_[half:]]
    silhouettes = [_silhouette(matte[rows], unit) for rows in outwards]
    ordinary = ordinary_half_widths(places, unit)
    ordinary = ordinary * _widening(silhouettes, ordinary, places)
    outline = np.empty((2, len(places)))
    for side, rows in enumerate(outwards):
        outline[side] = _side_outline(edge[rows], stranger[rows], silhouettes[side], ordinary, places, unit)
        outline[side] = _tame_the_elbow(outline[side], ordinary, places, unit)
    return outline


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
) -> np.ndarray:
    """Smoothest line outside the bone along strong edges, near ordinary widths, round what is coloured alike.

    All pictures (rows outwards, columns). Where the silhouette is near it is the edge; elsewhere, on the torso, the
    evidence is weighed by dynamic programming.
    """
    rows = np.arange(len(edge), dtype=np.float64)[:, None]
    limit = ordinary * np.where(places > HAND_FROM, _SILHOUETTE_WITHIN_HAND, _SILHOUETTE_WITHIN)
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
        row += came_from[step, row]
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


def _footprint(
    shape: tuple[int, ...], x: np.ndarray, y: np.ndarray, outline: np.ndarray, places: np.ndarray, unit: float
) -> np.ndarray:
    """(h, w) bool: the area of the picture inside the outline, from below the shoulder to the finger tips."""
    half = (x.shape[0] - 1) // 2
    mask = np.zeros(shape[:2], np.uint8)
    low = np.clip(half - np.round(outline[0]), 0, 2 * half).astype(int)
    high = np.clip(half + np.round(outline[1]), 0, 2 * half).astype(int)
    columns = np.flatnonzero(places > _FOOTPRINT_FROM)[::2]
    for here, there in pairwise(columns):
        rows = [(low[here], here), (high[here], here), (high[there], there), (low[there], there)]
        quad = np.round([(x[at], y[at]) for at in rows]).astype(np.int32)
        cv2.fillConvexPoly(mask, quad, 1)
        if places[here] > 1.85:  # fingers stand out further than any outline
            cv2.polylines(mask, [quad], True, 1, max(1, round(0.06 * unit)))
    return mask > 0
