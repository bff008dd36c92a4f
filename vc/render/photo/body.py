"""The body layer: the person without arms, with the clothes behind the arms completed."""

import cv2
import numpy as np
from scipy.ndimage import median_filter

from vc.vision.anatomy import ANKLES, KNEES, Anatomy, Side
from vc.vision.imaging import blur, grow, membrane, shrink, smoothstep, to_lab, touching

# Lengths in torso units.
_BELOW_HIPS = 0.30
_ARMPIT_BELOW = 0.38
_SLEEVE_HANGS, _LEG = 0.36, 0.18  # half widths of what may belong to a wide sleeve, to a leg
_SPIKES_FROM, _SPIKE = 0.15, 0.05  # below the shoulders; radius of what is too thin for a body
_MIRRORED = 0.05  # of a garment is repeated where it was hidden
_COLUMNS_FROM = 3.0  # times that from any cloth beside it, the cloth above and below begins to count if it is nearer
_UNEVEN = (34.0, 14.0)  # standard deviation, RGB, of cloth beside a hole: from not to be trusted to plain
_OTHER_CLOTH, _LIGHT_WEIGHT = (30.0, 55.0), 0.45  # Lab distance from the jacket: from surely to surely not
_ON_CLOTH = 70.0  # RGB distance from the cloth of what lies on it
_LEAST_HIP = 0.86  # half width of clothed hips over that of clothed shoulders
_NARROWS_TO = 0.92  # of what is seen above it, where arms hide the torso's edge
_WAIST, _BAND = 0.62, 0.03  # of the way from neck to hips: where skirts begin; height in which their width is taken
_SHOULDER_MARGIN, _HIP_MARGIN = 0.98, 1.55  # half widths of the clothed torso over those of the joints


def make_body(
    colours: np.ndarray,
    alpha: np.ndarray,
    footprints: np.ndarray,
    head: np.ndarray,
    anatomy: Anatomy,
    root_radii: tuple[float, float],
    jacket: np.ndarray,
) -> tuple[np.ndarray, np.ndarray]:
    """Cut the arms off the person, keep the torso whole.

    colours : (h, w, 3) uint8; alpha : (h, w) matte; footprints : (h, w) bool, where the photo shows the arms
    head : (h, w) in [0, 1], head, throat and hair, which no arm takes along
    root_radii : px by Side, of the discs around the shoulder joints that stay on the body; the arms turn on them
    jacket : (3,) RGB of what the upper body wears
    Returns colours (h, w, 3) uint8 and alpha (h, w) float32 of the body.
    """
    unit = anatomy.unit
    arms = grow(footprints, 0.012 * unit)
    torso = torso_area(alpha, arms, anatomy)
    arms |= sleeve_ends(alpha.shape, torso, anatomy)
    kept = 1 - (1 - shoulder_discs(alpha.shape, anatomy, root_radii)) * (1 - head)
    removed = blur(arms.astype(np.float32), max(0.8, 0.006 * unit)) * (1 - kept)
    body_alpha = alpha * (1 - removed * (1 - torso))
    known = (alpha > 0.97) & (removed < 0.02)
    hidden = (torso > 0.02) & (removed > 0.02) & (alpha > 0.05)
    reach = max(6, round(_MIRRORED * unit))
    strange = _unlike_the_jacket(colours, jacket, anatomy)
    body = continue_cloth(colours, known, grow(hidden, 2), reach, strange) if hidden.any() else colours
    return body, without_crumbs(_without_spikes(body_alpha, head, anatomy)).astype(np.float32)


def _unlike_the_jacket(colours: np.ndarray, jacket: np.ndarray, anatomy: Anatomy) -> np.ndarray:
    """(h, w) in [0, 1]: collars, hair and straps above the waist; from there on down other cloth is to be expected."""
    weights = np.array([_LIGHT_WEIGHT, 1, 1], np.float32)  # folds change the light of a cloth, not its tint
    distance = np.sqrt((((to_lab(colours) - to_lab(jacket)) * weights) ** 2).sum(-1))
    rows = np.arange(colours.shape[0])
    along = (rows - anatomy.neck[1]) / (anatomy.pelvis[1] - anatomy.neck[1] + 1e-6)
    return smoothstep(distance, *_OTHER_CLOTH) * smoothstep(along, 0.75, 0.60)[:, None]


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


def torso_area(alpha: np.ndarray, arms: np.ndarray, anatomy: Anatomy) -> np.ndarray:
    """(h, w) in [0, 1]: rows of torso from the shoulders to below the hips.

    Each row ends where the photo shows the body's edge; where an arm hides it, the edge is carried over from the rows
    around and drawn towards ordinary proportions.
    """
    height, width = alpha.shape
    unit, neck, pelvis = anatomy.unit, anatomy.neck, anatomy.pelvis
    first = max(0, int(neck[1] - 0.02 * unit))
    rows = np.arange(first, min(height, int(pelvis[1] + _BELOW_HIPS * unit)))
    area = np.zeros((height, width), np.float32)
    if len(rows) < 4:
        return area
    along = np.clip((rows - neck[1]) / (pelvis[1] - neck[1] + 1e-6), 0, 1.3)
    centre = neck[0] + (pelvis[0] - neck[0]) * along
    solid = (alpha > 0.5) & ~arms
    columns = np.arange(width)
    edges = []
    for direction in (-1, 1):
        ordinary = ordinary_extent(along, anatomy, direction)
        extent = _extent(solid, arms, rows, centre, ordinary, direction, unit)
        extent = np.maximum(extent, _armpit(rows, centre, extent, anatomy, direction))
        edges.append(centre + direction * extent)
    area[rows] = (columns >= edges[0][:, None]) & (columns < edges[1][:, None])
    return np.maximum(blur(area, 1.2), skirt(alpha, arms, anatomy, (rows, edges)))


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
    return shoulder + (hip - shoulder) * np.minimum(along, 1)


def _armpit(rows: np.ndarray, centre: np.ndarray, extent: np.ndarray, anatomy: Anatomy, direction: int) -> np.ndarray:
    """(rows,) px: a slope from under the shoulder down to the torso's side, where a raised arm uncovers it."""
    outer = anatomy.shoulders[int((anatomy.shoulders[:, 0] * direction).argmax())]
    start, end = outer[1] + 0.08 * anatomy.unit, outer[1] + _ARMPIT_BELOW * anatomy.unit
    top = max(0.0, (outer[0] - anatomy.neck[0]) * direction + 0.01 * anatomy.unit)
    bottom = float(np.interp(end, rows, extent))
    slope = bottom + (top - bottom) * np.clip((end - rows) / (end - start), 0, 1) ** 1.5
    inside = (rows > start - 0.05 * anatomy.unit) & (rows < end) & (np.abs(centre - anatomy.neck[0]) < top)
    return np.where(inside, slope, 0.0)


def _extent(
    solid: np.ndarray,
    arms: np.ndarray,
    rows: np.ndarray,
    centre: np.ndarray,
    ordinary: np.ndarray,
    direction: int,
    unit: float,
) -> np.ndarray:
    """(rows,) px from the spine to the torso's edge on one side."""
    measured = np.array(
        [walk_out(solid[y], arms[y], int(x), direction, o) for y, x, o in zip(rows, centre, ordinary, strict=True)]
    )
    seen = np.isfinite(measured)
    extent = np.where(seen, np.minimum(measured, 1.6 * ordinary), ordinary)
    if 5 < seen.sum() < len(rows):
        carried = np.interp(rows[~seen], rows[seen], extent[seen])
        gap = np.abs(np.subtract.outer(rows[~seen], rows[seen])).min(1)
        trust = np.exp(-gap / (0.25 * unit))
        likely = trust * carried + (1 - trust) * np.minimum(ordinary[~seen], 1.15 * carried)
        extent[~seen] = np.maximum(likely, _NARROWS_TO * carried)
    steady = median_filter(extent, max(3, round(0.10 * unit)), mode="nearest")
    return blur(steady[:, None].astype(np.float32), 0.1, 0.05 * unit)[:, 0]


def walk_out(solid: np.ndarray, arm: np.ndarray, start: int, direction: int, ordinary: float) -> float:
    """px from `start` to the background along one row, crossing arms only near the spine; nan if one bars the way."""
    x, width = int(np.clip(start, 0, len(solid) - 1)), len(solid)
    while 0 <= x < width and (solid[x] or (arm[x] and abs(x - start) < 0.6 * ordinary)):
        x += direction
    reached_background = 0 <= x < width and not arm[x]
    own_edge = reached_background and solid[x - direction]  # not that of an arm, nor of fingers below a photo's end
    return abs(x - start) if own_edge and abs(x - start) > 0.45 * ordinary else np.nan


def continue_cloth(
    image: np.ndarray, known: np.ndarray, hidden: np.ndarray, reach: int, strange: np.ndarray | None = None
) -> np.ndarray:
    """Fill `hidden` by mirroring each row, and each column, across the border of what is known, from both sides.

    strange : (h, w) in [0, 1], what is known but unlikely to go on to the side: collars, straps, hair

    Garments change mostly from top to bottom; belts, hems and seams run across, so rows are what continues them beside
    a hanging arm. Behind folded arms rows see nothing, but ties, lapels and zips run down, so there columns speak.
    Only the `reach` px next to the border are mirrored, to and fro: buttons and lapels shall not appear twice.
    """
    ys, xs = np.nonzero(hidden)
    height, width = hidden.shape
    margin = 24
    window = np.s_[max(0, ys.min() - margin) : min(height, ys.max() + margin + 1),
                   max(0, xs.min() - margin) : min(width, xs.max() + margin + 1)]  # fmt: skip
    part, part_known = image[window].astype(np.float32), known[window]
    odd = np.zeros(part_known.shape, np.float32) if strange is None else strange[window].astype(np.float32)
    across, by_rows = _continue_rows(part, part_known, odd, reach, 0.12 * reach)
    down, by_columns = _continue_rows(part.swapaxes(0, 1), part_known.T, np.zeros_like(odd.T), reach, 0.4 * reach)
    away, away_down = _away_in_row(part_known), _away_in_row(part_known.T).T
    alone = smoothstep(away, _COLUMNS_FROM * reach, 2 * _COLUMNS_FROM * reach)
    alone = alone * smoothstep(away / (away_down + 1), 0.7, 1.3)
    share = np.where(by_columns.T > 0, np.where(by_rows > 0, alone, 1.0), 0.0)[..., None]
    filled = membrane(across * (1 - share) + down.swapaxes(0, 1) * share, ~part_known & (by_rows + by_columns.T <= 0))
    part_hidden = hidden[window].astype(np.float32)
    seam = np.maximum(blur(part_hidden, 1.5), part_hidden)[..., None]
    result = image.copy()
    result[window] = np.clip(part * (1 - seam) + filled * seam + 0.5, 0, 255).astype(np.uint8)
    return result


def _away_in_row(known: np.ndarray) -> np.ndarray:
    """(h, w) px from each place to what is known in the same row; the picture's width where that is nothing."""
    width = known.shape[1]
    columns = np.broadcast_to(np.arange(width), known.shape)
    before = columns - np.maximum.accumulate(np.where(known, columns, -width), 1)
    after = np.minimum.accumulate(np.where(known, columns, 2 * width)[:, ::-1], 1)[:, ::-1] - columns
    return np.minimum(np.minimum(before, after), width).astype(np.float32)


def _continue_rows(
    image: np.ndarray, known: np.ndarray, strange: np.ndarray, reach: int, soft: float
) -> tuple[np.ndarray, np.ndarray]:
    """The image (h, w, 3) filled from both ends of each row, and the weight (h, w) of that, 0 if a row is unknown.

    soft : px by which neighbouring rows are mixed deep inside
    """
    from_left, left_weight = _mirror_rows(image, known, strange, reach)
    from_right, right_weight = _mirror_rows(image[:, ::-1], known[:, ::-1], strange[:, ::-1], reach)
    from_right, right_weight = from_right[:, ::-1], right_weight[:, ::-1]
    total = left_weight + right_weight
    rows = (from_left * left_weight[..., None] + from_right * right_weight[..., None]) / (total + 1e-12)[..., None]
    filled = membrane(np.where(known[..., None], image, rows), ~known & (total <= 0))
    # Rows that were mirrored at different places leave streaks, the more so the further in.
    inside = cv2.distanceTransform((~known).astype(np.uint8), cv2.DIST_L2, 5)
    deep = smoothstep(inside, 0.5 * reach, 3.0 * reach)[..., None]
    return blur(filled, 0.8, 1.0) * (1 - deep) + blur(filled, 1.0 * reach, soft) * deep, total


def _mirror_rows(
    image: np.ndarray, known: np.ndarray, strange: np.ndarray, reach: int
) -> tuple[np.ndarray, np.ndarray]:
    """Every pixel from the nearest known stretch to its left, mirrored at its end; and the weight of that opinion."""
    columns = np.broadcast_to(np.arange(known.shape[1]), known.shape)
    last_known = np.maximum.accumulate(np.where(known, columns, -1), 1)
    last_unknown = np.maximum.accumulate(np.where(known, -1, columns), 1)
    stretch_start = np.take_along_axis(last_unknown, np.maximum(last_known, 0), 1) + 1
    length = np.maximum(last_known - stretch_start + 1, 1)
    distance = columns - last_known
    mirrored = np.minimum(length, reach)
    phase = (distance - 1) % (2 * mirrored)
    source = last_known - np.where(phase < mirrored, phase, 2 * mirrored - 1 - phase)
    values = np.take_along_axis(image, np.clip(source, 0, None)[..., None], 1)
    usable = (last_known >= 0) & (length > 6) & ~known
    near = (last_known, np.minimum(length, 2 * reach))
    trusted = usable * (1 - np.clip(2 * _mean_before(strange[..., None] * known[..., None], *near)[..., 0], 0, 1))
    cloth, certain = _cloth_before(image * known[..., None], *near, trusted, reach)
    off = np.abs(values - cloth).max(-1)
    # Further in a pattern that repeats would be seen to repeat; and what lies on the cloth shall not appear twice.
    share = np.exp(-distance / (2.0 * reach)) * smoothstep(off, _ON_CLOTH, 0.5 * _ON_CLOTH)
    values = cloth + (values - cloth) * share[..., None]
    weight = np.minimum(length, 40) * (0.03 + certain) / (distance + 2.0) ** 2
    return values, np.where(usable, weight, 0.0)


def _cloth_before(
    image: np.ndarray, end: np.ndarray, count: np.ndarray, trusted: np.ndarray, reach: int
) -> tuple[np.ndarray, np.ndarray]:
    """The cloth that each row ends with, (h, w, 3), and how certain that is, (h, w) in [0, 1].

    image : (h, w, 3), zero where unknown; end, count : (h, w), the `count` pixels of its row up to column `end` speak
    for a pixel as far as they are `trusted` (h, w). Where these are of many colours (badges, straps, cords) the rows
    above and below are asked instead.
    """
    mean = _mean_before(image, end, count)
    spread = np.sqrt(np.maximum(_mean_before(image**2, end, count) - mean**2, 0)).max(-1)
    certain = (trusted * smoothstep(spread, *_UNEVEN)).astype(np.float32)
    weight = certain + 1e-3 * trusted
    summed = np.concatenate([mean * weight[..., None], weight[..., None]], -1)
    around = blur(summed, 0.1, 2.5 * reach)
    others = around[..., :3] / (around[..., 3:] + 1e-6)
    return mean * certain[..., None] + others * (1 - certain[..., None]), certain


def _mean_before(image: np.ndarray, end: np.ndarray, count: np.ndarray) -> np.ndarray:
    """Mean colour, per pixel, of the `count` pixels of its row that end with column `end`."""
    sums = np.pad(np.cumsum(image, 1, dtype=np.float64), ((0, 0), (1, 0), (0, 0)))
    after = np.take_along_axis(sums, (end + 1)[..., None], 1)
    before = np.take_along_axis(sums, np.maximum(end + 1 - count, 0)[..., None], 1)
    return ((after - before) / count[..., None]).astype(np.float32)


def _without_spikes(alpha: np.ndarray, head: np.ndarray, anatomy: Anatomy) -> np.ndarray:
    """Drop thin bits that stand out from the sides between shoulders and hips: corners of sleeves that went away."""
    top, bottom = int(anatomy.neck[1] + _SPIKES_FROM * anatomy.unit), int(anatomy.pelvis[1])
    rows = slice(max(0, top), max(0, min(bottom, alpha.shape[0])))
    solid = alpha > 0.5
    radius = _SPIKE * anatomy.unit
    whole = grow(grow(shrink(solid, radius), radius) & solid, 1).astype(np.float32)
    cleaned = alpha.copy()
    cleaned[rows] = alpha[rows] * np.maximum(blur(whole, 0.8), head)[rows]
    return cleaned


def without_crumbs(alpha: np.ndarray) -> np.ndarray:
    """Drop what lost its connection with the body: finger ends, bits of sleeve."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats((alpha > 0.3).astype(np.uint8))
    if count <= 2:
        return alpha
    largest = labels == 1 + int(stats[1:, cv2.CC_STAT_AREA].argmax())
    near = grow(touching(alpha > 0.02, largest), 1) & grow(largest, 4)
    return alpha * blur(near.astype(np.float32), 1.0)
