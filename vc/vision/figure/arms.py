"""Arm strips: each arm of the photo, straightened into a long picture that the renderer bends again for every pose.

Bending a strip keeps widths and cannot tear or fold, however the arm moves; and the strips are layers of their own, so
an arm that lay on the body in the photo can leave it.
"""

from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from scipy.ndimage import median_filter

from vc.vision.anatomy import Anatomy, Side
from vc.vision.imaging import smoothstep, touching

from .outline import find_outline
from .strip import Strip, column_places, ordinary_half_widths, strip_layout

# Lengths in torso units, see anatomy.
_HALF_WIDTH = 0.48
_ROOT_RADII = (0.085, 0.125, 0.165)  # least, usual, greatest distance of the shoulder's joint from its outline
_ROOT_FADE = (-0.05, 0.04)  # from here to here along the bone the arm's colours fade in over the shoulder's
_FOOTPRINT_FROM = 0.02  # along the upper arm; before it lies the shoulder, which stays on the body


@dataclass(frozen=True)
class ArmCut:
    """An arm taken from the picture.

    strip : the arm, straightened; footprint : (h, w) bool, the area that it covered in the picture
    x, y : (rows, columns) float32, the place in the picture that each pixel of the strip comes from
    root_radius : px, of the round shoulder; body_side : 1 if the rows below the bone lie towards the body, else -1
    """

    strip: Strip
    footprint: np.ndarray
    x: np.ndarray
    y: np.ndarray
    root_radius: float
    body_side: int

    def straighten(self, picture: np.ndarray) -> np.ndarray:
        """A picture or mask (h, w, ...) as the strip sees it, (rows, columns, ...)."""
        return cv2.remap(picture, self.x, self.y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=0)


def cut_arm(
    colours: np.ndarray, alpha: np.ndarray, anatomy: Anatomy, side: Side, seen_to: float = 3.0
) -> ArmCut:  # fmt: skip
    """Straighten one arm of the picture: colours (h, w, 3) uint8, alpha (h, w) float32 matte.

    seen_to : place along the arm up to which the photo shows it; what lies beyond is something else and stays
    """
    arm, unit = anatomy.arms[side], anatomy.unit
    cap, counts = strip_layout(anatomy.bones, unit)
    places = column_places(cap, counts)
    centres, normals = _axis(arm, cap, counts)
    half = round(_HALF_WIDTH * unit)
    across = np.arange(-half, half + 1, dtype=np.float32)[:, None]
    x, y = _rows_across(centres, normals, across)
    shift = _off_centre(cv2.remap(alpha, x, y, cv2.INTER_LINEAR), places, unit)
    x, y = _rows_across(centres + shift[:, None] * normals, normals, across)
    colour = cv2.remap(colours, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE).astype(np.float32)
    matte = cv2.remap(alpha, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=0)
    colour, matte = _unfold_elbow(colour, matte, arm, places, unit)
    root_radius = _root_radius(alpha, anatomy, side)
    inwards = 0.5 * (anatomy.neck + anatomy.pelvis) - anatomy.shoulders[side]
    body_side = 1 if normals[cap] @ inwards > 0 else -1
    outline = find_outline(colour, matte, places, unit, root_radius, body_side)
    soft = max(1.0, 0.012 * unit)
    inside = smoothstep(np.where(across < 0, outline[0] + across, outline[1] - across), -soft, soft)
    ending = smoothstep(len(places) - 1 - np.arange(len(places), dtype=np.float32), 0, 4)
    whole = _in_one_piece(matte * inside, places) * root_window(across, cap, len(places), root_radius, unit) * ending
    footprint = _footprint(alpha.shape, x, y, outline, np.where(places < seen_to, places, -1.0), unit)
    return ArmCut(Strip(colour, whole.astype(np.float32), cap, counts), footprint, x, y, root_radius, body_side)


def _root_radius(alpha: np.ndarray, anatomy: Anatomy, side: Side) -> float:
    """px from the shoulder's joint to the nearest background outside and below it: a circle that fits the shoulder."""
    shoulder, unit = anatomy.shoulders[side], anatomy.unit
    outwards = 1.0 if shoulder[0] >= anatomy.neck[0] else -1.0
    least, usual, greatest = (radius * unit for radius in _ROOT_RADII)
    angles = np.radians(np.arange(-20, 61, 10))[:, None]
    radii = np.arange(1, int(1.4 * greatest))[None]
    x = (shoulder[0] + outwards * np.cos(angles) * radii).astype(np.float32)
    y = (shoulder[1] + np.sin(angles) * radii).astype(np.float32)
    background = cv2.remap(alpha, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE) < 0.5
    if background.any(1).mean() < 0.5:
        return usual
    distances = np.where(background.any(1), background.argmax(1) + 1.0, np.inf)
    return float(np.clip(np.percentile(distances, 20), least, greatest))


def _in_one_piece(alpha: np.ndarray, places: np.ndarray) -> np.ndarray:
    """Without crumbs: bits of hair, cuff or background that do not hang together with the arm's middle."""
    half = (alpha.shape[0] - 1) // 2
    seeds = np.zeros(alpha.shape, bool)
    seeds[half - 2 : half + 3, places < 2.4] = True
    solid = alpha > 0.35
    main = touching(solid, seeds & solid) if (seeds & solid).any() else solid
    near = cv2.dilate(main.astype(np.uint8), np.ones((5, 5), np.uint8)).astype(np.float32)
    joined = alpha * near
    # Along the sleeve the arm also ends where it first ends: what comes after a gap is something else.
    sleeve = (places < 1.9)[None]
    for rows in (np.s_[half::-1], np.s_[half:]):
        gap = np.minimum.accumulate(np.where(joined[rows] > 0.35, 2.0, joined[rows]), 0)
        joined[rows] = np.where(sleeve, np.minimum(joined[rows], gap), joined[rows])
    return joined


def root_window(across: np.ndarray, cap: int, columns: int, radius: float, unit: float) -> np.ndarray:
    """(rows, columns) in [0, 1], of rows `across` (rows, 1): a disc around the shoulder joint, then the whole width.

    The disc is as large as the one that stays on the body, so the shoulder keeps one round outline however the arm is
    turned; its colours fade into the body's.
    """
    along = np.arange(columns, dtype=np.float32)[None] - cap
    disc = smoothstep(np.hypot(along, 0.8 * across), 0.92 * radius, 0.45 * radius)
    rest = smoothstep(along, _ROOT_FADE[0] * unit, _ROOT_FADE[1] * unit)
    outline = smoothstep(radius - np.hypot(np.minimum(along, 0), across * (along < 0)), -1, 1)
    return np.maximum(disc, rest) * np.where(along < 0, outline, 1)


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
    centres = smooth_along(centres, sigma, odd=True)
    tangents = smooth_along(tangents, sigma, odd=False)
    tangents /= np.linalg.norm(tangents, axis=1, keepdims=True) + 1e-9
    step = np.linalg.norm(arm[1] - arm[0]) / counts[0]
    before = centres[:1] + tangents[:1] * (np.arange(-cap, 0) * step)[:, None]
    centres = np.concatenate([before, centres])
    tangents = np.concatenate([np.repeat(tangents[:1], cap, 0), tangents])
    return centres, np.stack([-tangents[:, 1], tangents[:, 0]], 1)


def smooth_along(values: np.ndarray, sigma: float, *, odd: bool) -> np.ndarray:
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
    return smooth_along(shift[:, None], 0.05 * unit, odd=False)[:, 0]


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
