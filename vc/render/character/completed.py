"""What a photo leaves out of a head: the crown above its upper edge, a side, long hair below."""

from dataclasses import replace

import cv2
import numpy as np

from vc.render.character.cut import Cut
from vc.vision.imaging import blur, grow, shrink, smoothstep, touching

_LONG, _NARROWER = 1.6, 0.3  # from the chin, times the way from eyes to chin, of long hair; share that it narrows by
_NEAR_HAIR = 12.0  # texels over which its colour goes on
_LEAST_LOCK = 0.22  # half widths of the face, of hair that goes on where the photo ends


def completed(cut: Cut) -> Cut:
    """With a crown above the photo's upper edge, hair that goes on below its lower one, and closed sides."""
    cut = _with_crown(_with_even_top(cut))
    cut = _with_long_ends(cut)
    for edge, way in ((int(np.ceil(cut.bounds[0, 0])) + 2, 1), (int(cut.bounds[1, 0]) - 3, -1)):
        if 0 < edge < cut.alpha.shape[1]:
            cut = _with_side(cut, edge, way)
    return cut


def _with_even_top(cut: Cut) -> Cut:
    """Without the notches that a matte has where the head touches the photo's upper edge."""
    m = cut.measures
    near = cut.bounds[0, 1] + 0.45 * m.drop
    high = np.flatnonzero((cut.alpha > 0.5).any(1))
    if not len(high) or high[0] > near:
        return cut
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * round(0.4 * m.half) + 1,) * 2)
    closed = blur(cv2.morphologyEx(cut.alpha, cv2.MORPH_CLOSE, disc), 2.0)
    y = np.arange(len(cut.alpha), dtype=np.float32)[:, None]
    share = smoothstep(y, near + 0.25 * m.drop, near)
    inside = y > cut.bounds[0, 1] + 2
    return replace(cut, alpha=np.maximum(cut.alpha, closed * share * inside).astype(np.float32))


def _with_crown(cut: Cut) -> Cut:
    """A round top of mirrored hair where the photo cuts the head."""
    m, keep, row = cut.measures, cut.alpha, int(np.ceil(cut.bounds[0, 1])) + 3
    height, width = keep.shape
    if not 0 < row < height or (keep[row] > 0.5).sum() <= 0.5 * m.half:
        return cut
    columns = np.flatnonzero(keep[row : row + max(1, round(0.08 * m.drop))].max(0) > 0.5)
    # As wide as skulls are so high, where only a part of one was told from what is behind.
    skull = m.half * np.sqrt(max(0.0, 1 - ((m.eyes_y - row) / (1.4 * m.drop)) ** 2))
    ends = min(float(columns[0]), m.middle - skull), max(float(columns[-1]), m.middle + skull)
    centre, half = 0.5 * sum(ends), 0.5 * (ends[1] - ends[0]) + 1
    tall = float(np.clip(row - (m.eyes_y - 1.32 * m.drop), 0.30 * m.drop, min(0.9 * m.drop, half)))
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    up = np.maximum(row - y, 0)
    cap = smoothstep(1 - np.sqrt((np.abs(x - centre) / half) ** 2.4 + (up / tall) ** 2), -0.01, 0.04) * (y <= row)
    source_y = np.clip(row + 0.6 * up + 1, 0, height - 1).astype(np.float32)
    source_x = centre + (x - centre) * np.clip(1 + 0.25 * up / tall, 1, 1.6)
    source_x = np.clip(source_x, columns[0] + 4, columns[-1] - 4).astype(np.float32)
    mirrored = cv2.remap(cut.rgb.astype(np.float32), source_x, source_y, cv2.INTER_LINEAR)
    skin = cv2.remap(np.maximum(cut.oval, _forehead(cut)).astype(np.float32), source_x, source_y, cv2.INTER_LINEAR)
    hair = _hair_colour(cut)
    if (skin > 0.3).sum() > 50 and hair is not None:  # the forehead shall not come back above
        streaks = blur(np.random.default_rng(2).standard_normal(keep.shape).astype(np.float32), 1.5, 9.0)
        strands = hair * (1 + 0.10 * streaks / streaks.std())[..., None]
        known = cv2.remap(cut.hair.astype(np.float32), source_x, source_y, cv2.INTER_LINEAR)
        share = smoothstep(blur(np.maximum(skin, 1 - known), 4.0), 0.15, 0.5)[..., None]
        mirrored = mirrored * (1 - share) + strands * share
    rgb = np.where((y < row)[..., None], mirrored, cut.rgb)
    return replace(cut, rgb=rgb, alpha=np.maximum(np.where(y < row, 0, keep), cap).astype(np.float32))


def _forehead(cut: Cut) -> np.ndarray:
    """(h, w) what is as light as the forehead above it."""
    m = cut.measures
    y, x = np.mgrid[0 : cut.alpha.shape[0], 0 : cut.alpha.shape[1]]
    brow = (np.abs(x - m.middle) < 0.4 * m.half) & (np.abs(y - m.eyes_y + 0.55 * m.drop) < 0.12 * m.drop)
    like = np.abs(cut.rgb - np.median(cut.rgb[brow], axis=0)).max(-1) < 38
    return blur((like & (y < m.eyes_y) & (cut.hair < 0.3)).astype(np.float32), 2.0)


def _hair_colour(cut: Cut) -> np.ndarray | None:
    """(3,) the usual colour of the hair; None where there is hardly any."""
    found = cut.rgb[(cut.hair > 0.6) & (cut.alpha > 0.8)]
    return np.asarray(np.median(found, axis=0)) if len(found) > 400 else None


def _with_long_ends(cut: Cut) -> Cut:
    """Hair that runs into the photo's lower edge goes on over the chest, of its own strands, and thins out there."""
    m, row = cut.measures, int(cut.bounds[1, 1]) - 3
    height, width = cut.alpha.shape
    if not 0 < row < height:
        return cut
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    rgb, alpha = cut.rgb, np.where(y > row, 0, cut.alpha)
    long = max(m.chin_y + _LONG * m.drop - row, 0.4 * m.drop)
    for side in (x < m.middle, x >= m.middle):
        lock = side & (cut.alpha > 0.5) & (cut.oval < 0.3)
        if (lock[row] & lock[max(0, row - round(0.3 * m.drop))]).sum() < _LEAST_LOCK * m.half:
            thin = _thinning(y, row - 0.55 * m.drop, row, width)
            alpha = alpha * np.where(side & (cut.oval < 0.3), thin, 1)
            continue
        below = side & (y > row)
        strands, shape = _lock_below(cut, np.flatnonzero(lock[row]), row, long)
        rgb, alpha = np.where(below[..., None], strands, rgb), np.where(below, shape, alpha)
    return replace(cut, rgb=rgb, alpha=alpha.astype(np.float32))


def _lock_below(cut: Cut, columns: np.ndarray, row: int, long: float) -> tuple[np.ndarray, np.ndarray]:
    """Colours (h, w, 3) and alpha (h, w) of the lock in some columns of a row, `long` texels farther down."""
    height, width = cut.alpha.shape
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    narrow = 1 - _NARROWER * np.clip((y - row) / long, 0, 1)
    centre, half = 0.5 * float(columns[0] + columns[-1]), 0.5 * float(np.ptp(columns)) + 1
    source_x = np.clip(centre + (x - centre) / narrow, columns[0] + 2, columns[-1] - 2).astype(np.float32)
    source_y = (row - _there_and_back(y - row, 0.7 * cut.measures.drop)).astype(np.float32)
    strands = cv2.remap(_hair_alone(cut), source_x, source_y, cv2.INTER_LINEAR)
    shape = smoothstep(np.abs(x - centre) / half / narrow, 1.0, 0.92)
    return strands, shape * _thinning(y, row + 0.3 * long, row + long, width)


def _hair_alone(cut: Cut) -> np.ndarray:
    """(h, w, 3) float32: the colours of the hair, also where there is skin beside it."""
    own = ((cut.hair > 0.6) & (cut.oval < 0.05) & (cut.alpha > 0.8)).astype(np.float32)
    near = blur((cut.rgb * own[..., None]).astype(np.float32), _NEAR_HAIR) / (blur(own, _NEAR_HAIR)[..., None] + 1e-4)
    own = blur(shrink(own > 0.5, 3).astype(np.float32), 1.5)[..., None]
    return np.asarray(cut.rgb * own + near * (1 - own), np.float32)


def _there_and_back(way: np.ndarray, length: float) -> np.ndarray:
    """0 to length and back again, over and over."""
    return length - np.abs(np.mod(way, 2 * length) - length)


def _thinning(y: np.ndarray, first: float, last: float, width: int) -> np.ndarray:
    """(h, w) share of strands that end one after the other between two rows."""
    noise = np.random.default_rng(0).standard_normal((1, width)).astype(np.float32).repeat(8, 0)
    noise = blur(noise, 2.5, 0.2)[:1]
    uneven = 0.5 + 0.28 * noise / noise.std()
    progress = (y - first) / (last - first)
    return np.where(progress > 0, smoothstep(uneven - 0.9 * progress + 0.15, -0.06, 0.06) * (progress < 1), 1)


def _with_side(cut: Cut, edge: int, way: int) -> Cut:
    """Hair that runs into the photo's side goes on as far as it does on the other side, mirrored there."""
    m, keep = cut.measures, cut.alpha
    height, width = keep.shape
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    inside = (x - edge) * way
    if (keep[:, edge + 2 * way] > 0.5).sum() <= 0.3 * m.drop:
        return replace(cut, alpha=(keep * smoothstep(inside, 0, 3)).astype(np.float32))
    other = cv2.remap(keep, np.clip(2 * m.middle - x, 0, width - 1).astype(np.float32), y, cv2.INTER_LINEAR)
    source = np.clip(edge + np.abs(x - edge) * way * 0.8 + way, 0, width - 1).astype(np.float32)
    rgb = np.where((inside < 0)[..., None], cv2.remap(cut.rgb.astype(np.float32), source, y, cv2.INTER_LINEAR), cut.rgb)
    beyond = np.minimum(other, smoothstep(-inside, 0.75 * m.half, 0.6 * m.half))
    grown = np.where(inside < 0, beyond, keep)
    solid = touching(grown > 0.4, (keep > 0.5) & (inside > 3))
    return replace(cut, rgb=rgb, alpha=(grown * grow(solid, 2)).astype(np.float32))
