"""What the arms hid of the clothes: light goes on smoothly, plackets and hems along themselves, weave from around."""

import cv2
import numpy as np

from vc.render.character.kinds import SHADE_COUNTS, kept_apart, kinds_of
from vc.vision.anatomy import Anatomy
from vc.vision.diffuse import diffused, lines
from vc.vision.figure.apart import Figure, Trunk
from vc.vision.figure.hair import find_throat
from vc.vision.imaging import blur, grow, membrane, shrink, smoothstep, to_lab, touching
from vc.vision.patchmatch import complete_from

_MOST_HOLE = 14_000  # pixels that are completed by patches; larger holes a little smaller, fine detail apart
_SKIN, _NEARER = 14.0, 0.7  # Lab distance from the face of what is no cloth; that over the one from the jacket
# Tones of so many of the trunk's pixels; Lab distance from skin, and share that lies within its outline by torso units,
# of what is worn: straps and hoses that hang before it are narrower.
_TONES, _SAMPLED, _NO_SKIN, _WORN, _STRAP, _THREADS = 5, 3000, 7.0, 0.03, 0.028, 0.01
_LEAST_HOLE, _LEAST_SOURCE = 40, 400  # pixels
_HAIR = 0.1
_CRUMB, _REST = 0.03, 0.03  # square torso units
_FOREARM, _SHADE = 0.12, 0.025  # torso units
_NONE, _ALONG, _THIN = 20.0, 0.3, 0.045  # Lab distance from all garments; of a sliver's outline is hidden; torso units
_ENCLOSED = 0.6  # share of a crumb's outline beyond which something is hidden
_BADGE, _OTHER_CLOTH = 0.40, 40.0  # torso units; Lab distance from the jacket, light counting half
_ACROSS, _PANEL = 0.6, 0.25  # of the trunk's width that is seen, and torso units, that no badge has
_BROAD, _LINE = 0.03, 0.15  # torso units: broader is light, not folds; length in which a line has a direction
_OTHER = (8.0, 20.0)  # Lab, patches of the right colour to those of another
_FEATHER_PX = 1.5
_WEAVE_PX, _DETAIL = 3.0, 0.6  # px; times the usual detail of a cloth is the most
_COARSER = 0  # patches only sharpen what is known to go on


def complete_cloth(trunk: Trunk, hidden: np.ndarray, figure: Figure) -> np.ndarray:
    """(h, w, 3) uint8: the trunk's colours with hidden places, (h, w) bool, completed from the same clothes."""
    height, width = trunk.alpha.shape
    anatomy = figure.anatomy
    hidden = hidden & (trunk.alpha > 0.02)
    lab = blur(to_lab(trunk.colours), 1.0)
    garments = _garments(trunk, hidden, lab, figure)
    bare = _bare(lab, figure, garments)
    chest = _chest(bare & ~hidden, figure)
    hidden = _with_rests(hidden, bare & ~chest & (trunk.alpha > 0.5), anatomy)
    clothes = _clothes(trunk, hidden, lab, ~bare | chest, figure)
    slivers = _slivers(lab, clothes, hidden, [to_lab(figure.tones.jacket), *garments], anatomy.unit)
    hidden, clothes = hidden | slivers, clothes & ~slivers
    crumbs = _crumbs(clothes, hidden, anatomy.unit)
    low = np.arange(height)[:, None] > anatomy.shoulders[:, 1].max()
    others = (trunk.alpha > 0.5) & low & ~(hidden | clothes | chest | (trunk.front > 0.1))
    hidden, clothes = hidden | crumbs | _crumbs(others, hidden, anatomy.unit), clothes & ~crumbs
    ys, xs = np.nonzero(hidden)
    if len(ys) < _LEAST_HOLE or clothes.sum() < _LEAST_SOURCE:
        return trunk.colours
    sides = anatomy.shoulders[:, 0]
    inside = np.abs(np.arange(width) - sides.mean()) < 0.5 * np.ptp(sides) + 0.1 * anatomy.unit
    top = max(0, min(ys.min() - 8, int(anatomy.neck[1])))
    window = np.s_[
        top:height, max(0, min(xs.min(), np.flatnonzero(inside)[0]) - 8) : max(xs.max(), np.flatnonzero(inside)[-1]) + 9
    ]
    result = trunk.colours.copy()
    result[window] = _completed(trunk.colours[window], hidden[window], (clothes & inside)[window], figure)
    return result


def _bare(lab: np.ndarray, figure: Figure, garments: list[np.ndarray]) -> np.ndarray:
    """(h, w) bool: of the face's colour, lit or in the shade; nothing where the clothes are. garments : Lab"""
    tones = [to_lab(figure.tones.jacket), *garments]
    skin, *cloths = (
        np.linalg.norm((lab - tone) * SHADE_COUNTS, axis=-1) for tone in (to_lab(figure.tones.skin), *tones)
    )
    return np.asarray((skin < _SKIN) & (skin < _NEARER * np.minimum.reduce(cloths)))


def _garments(trunk: Trunk, hidden: np.ndarray, lab: np.ndarray, figure: Figure) -> list[np.ndarray]:
    """Lab (3,) of all that the trunk wears and nothing hides: a brown bodice is no jacket, and no skin either."""
    height = len(trunk.alpha)
    shown = (trunk.alpha > 0.97) & ~hidden & (figure.hair[:height] < _HAIR) & (trunk.front < 0.1)
    shown &= np.arange(height)[:, None] > figure.anatomy.shoulders[:, 1].max()
    pixels = blur(lab, _THREADS * figure.anatomy.unit)[shown] * SHADE_COUNTS
    if len(pixels) < _LEAST_SOURCE:
        return []
    cv2.setRNGSeed(0)
    until = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_COUNT, 12, 0.5)
    some = np.ascontiguousarray(pixels[:: max(1, len(pixels) // _SAMPLED)], np.float32)
    _, _, tones = cv2.kmeans(some, _TONES, None, until, 3, cv2.KMEANS_PP_CENTERS)
    worn = np.full(shown.shape, -1)
    worn[shown] = np.stack([np.linalg.norm(pixels - tone, axis=-1) for tone in tones]).argmin(0)
    broad = [shrink(worn == k, _STRAP * figure.anatomy.unit).sum() for k in range(_TONES)]
    away = np.linalg.norm(tones - to_lab(figure.tones.skin) * SHADE_COUNTS, axis=-1)
    return [tones[k] / SHADE_COUNTS for k in range(_TONES) if broad[k] > _WORN * len(pixels) and away[k] > _NO_SKIN]


def _chest(bare: np.ndarray, figure: Figure) -> np.ndarray:
    """(h, w) bool: the trunk's own skin, which goes on from the throat."""
    skin = grow(bare, 2)
    return touching(skin, skin & (find_throat(figure.alpha, figure.anatomy)[: len(bare)] > 0.5))


def _with_rests(hidden: np.ndarray, bare: np.ndarray, anatomy: Anatomy) -> np.ndarray:
    """Hidden places (h, w) bool, with skin beside them, and near forearms that were not recognized, and its shade."""
    rows = np.arange(len(hidden))[:, None]
    near = bare & (rows > anatomy.shoulders[:, 1].max() + 0.1 * anatomy.unit)
    forearms = np.zeros(hidden.shape, np.uint8)
    lines = list(np.round(anatomy.arms[:, 1:]).astype(np.int32))
    cv2.polylines(forearms, lines, False, 1, round(2 * _FOREARM * anatomy.unit))
    rests = touching(near | hidden, hidden | (near & (forearms > 0))) & near
    _, labels, stats, _ = cv2.connectedComponentsWithStats(rests.astype(np.uint8))
    small = stats[:, cv2.CC_STAT_AREA] < _REST * anatomy.unit**2
    small[0] = False
    return hidden | grow(np.isin(labels, np.flatnonzero(small)), _SHADE * anatomy.unit)


def _clothes(trunk: Trunk, hidden: np.ndarray, lab: np.ndarray, covered: np.ndarray, figure: Figure) -> np.ndarray:
    """(h, w) bool: surely the trunk's own clothes, or skin. covered : (h, w) bool, by anything but an arm's skin"""
    height = len(trunk.alpha)
    rows = np.arange(height)[:, None] >= max(0, int(figure.anatomy.neck[1]))
    clothes = (trunk.alpha > 0.97) & ~hidden & (figure.hair[:height] < _HAIR) & covered & rows
    return clothes & ~_badges(lab, clothes, hidden, figure)


def _badges(lab: np.ndarray, clothes: np.ndarray, hidden: np.ndarray, figure: Figure) -> np.ndarray:
    """(h, w) bool: things on the clothes, as small as wide, that something hides a part of: these do not go on."""
    unit = figure.anatomy.unit
    other = np.linalg.norm((lab - to_lab(figure.tones.jacket)) * [0.5, 1, 1], axis=-1) > _OTHER_CLOTH
    seen = (clothes | grow(other & clothes, 3)) & ~hidden
    _, labels, stats, _ = cv2.connectedComponentsWithStats((other & clothes).astype(np.uint8), connectivity=4)
    small = stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].max(1) < _BADGE * unit
    for number in np.flatnonzero(small):  # what goes from side to side is a garment
        top, tall = stats[number, [cv2.CC_STAT_TOP, cv2.CC_STAT_HEIGHT]]
        wide = np.median(seen[top : top + tall].sum(1))
        small[number] = stats[number, cv2.CC_STAT_WIDTH] < max(_ACROSS * wide, _PANEL * unit)
    small[0] = False
    cut = np.zeros(len(small), bool)
    cut[np.unique(labels[grow(hidden, 3)])] = True
    return grow(np.isin(labels, np.flatnonzero(small & cut)), 2)


def _slivers(
    lab: np.ndarray, clothes: np.ndarray, hidden: np.ndarray, garments: list[np.ndarray], unit: float
) -> np.ndarray:  # fmt: skip
    """(h, w) bool: bits of straps and tags that what hides them runs along; a placket's end is short. garments : Lab"""
    other = clothes & (np.min([np.linalg.norm((lab - tone) * SHADE_COUNTS, axis=-1) for tone in garments], 0) > _NONE)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(other.astype(np.uint8), connectivity=4)
    beside = grow(hidden, 2)
    found = np.zeros(hidden.shape, bool)
    for number in np.flatnonzero(stats[:, cv2.CC_STAT_AREA] < _CRUMB * unit**2):
        left, top, width, height = stats[number, :4]
        near = np.s_[max(0, top - 2) : top + height + 2, max(0, left - 2) : left + width + 2]
        own = (labels[near] == number) & other[near]
        rim = own & ~shrink(np.pad(own, 1), 1)[1:-1, 1:-1]
        thin = own.any() and not shrink(np.pad(own, 1), _THIN * unit).any()
        if thin and (beside[near] & rim).sum() > _ALONG * rim.sum():
            found[near] |= own
    return grow(found, 2) & clothes


def _crumbs(clothes: np.ndarray, hidden: np.ndarray, unit: float) -> np.ndarray:
    """(h, w) bool: bits of cloth, or of shade on it, between arms and fingers: they would stand alone."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(clothes.astype(np.uint8), connectivity=4)
    found = np.zeros(hidden.shape, bool)
    for number in np.flatnonzero(stats[:, cv2.CC_STAT_AREA] < _CRUMB * unit**2):
        left, top, width, height = stats[number, :4]
        near = np.s_[max(0, top - 3) : top + height + 3, max(0, left - 3) : left + width + 3]
        own = (labels[near] == number) & clothes[near]
        rim = grow(own, 2) & ~own
        if own.any() and hidden[near][rim].mean() > _ENCLOSED:
            found[near] |= own
    return found


def _completed(colours: np.ndarray, hidden: np.ndarray, clothes: np.ndarray, figure: Figure) -> np.ndarray:
    """(h, w, 3) uint8 with hidden places filled. clothes : (h, w) bool, from where"""
    (height, width), unit = hidden.shape, figure.anatomy.unit
    fit = min(1.0, float(np.sqrt(_MOST_HOLE / hidden.sum())))
    size = (max(16, round(width * fit)), max(16, round(height * fit)))
    holes, sources = (
        cv2.resize(mask.astype(np.float32), size, interpolation=cv2.INTER_AREA) for mask in (hidden, clothes)
    )
    seen = np.where(clothes[..., None], colours, 0).astype(np.float32)
    small = cv2.resize(seen, size, interpolation=cv2.INTER_AREA) / np.maximum(sources, 1e-3)[..., None]
    hole, known = holes > 0.01, (sources > 0.2) & (holes <= 0.01)
    start = membrane(small, ~known)
    kinds, along = kinds_of(start, known, figure.tones.skin), lines(start, known, _LINE * unit * fit)
    went_on = diffused(np.dstack([start, kinds]), known, hole, along)
    smooth = went_on[..., :3]
    if kinds.shape[-1] > 1:
        clear = kept_apart(went_on, diffused(kinds, known, hole), start, kinds, known)
        smooth = np.where(hole[..., None], clear, smooth)
    patches, matches = complete_from(np.clip(smooth, 0, 255), hole, (sources > 0.99) & ~hole, coarser=_COARSER)
    filled = _in_its_light(patches, smooth, known | hole, hole, _BROAD * unit * fit)
    filled = np.where(hole[..., None], smooth + _as_weave(filled - smooth, small, known), filled)
    whole = cv2.resize(filled, (width, height), interpolation=cv2.INTER_CUBIC)
    if fit < 1:
        whole = whole + _as_weave(_fine(seen, clothes, matches, fit), seen, clothes)
    share = smoothstep(blur(hidden.astype(np.float32), _FEATHER_PX), 0.1, 0.6)[..., None]
    return np.clip(colours * (1 - share) + whole * share + 0.5, 0, 255).astype(np.uint8)


def _as_weave(detail: np.ndarray, image: np.ndarray, known: np.ndarray) -> np.ndarray:
    """Detail (h, w, 3) no stronger than what most of an image (h, w, 3) has where it is known, (h, w) bool: rows of
    dents come of seams and of edges of badges, which match many times; stripes and checks are everywhere.
    """
    weight = blur(known.astype(np.float32), _WEAVE_PX)[..., None] + 1e-3
    own = image - blur((image * known[..., None]).astype(np.float32), _WEAVE_PX) / weight
    inner = np.abs(own[shrink(known, 2)])
    usual = float(np.percentile(inner, 30)) / 0.385 if inner.size else 0.0  # standard deviation, of normal grain
    most = _DETAIL * max(usual, 1.0)
    return np.asarray(most * np.tanh(detail / most))


def _in_its_light(
    patches: np.ndarray, smooth: np.ndarray, body: np.ndarray, hole: np.ndarray, broad: float
) -> np.ndarray:
    """Patches (h, w, 3) in the light of what surrounds the hole (h, w), which `smooth` continues; body : (h, w) bool"""
    share = body.astype(np.float32)
    wrong_light = ((smooth - patches) * share[..., None]).astype(np.float32)
    far, near = (blur(wrong_light, sigma) / (blur(share, sigma)[..., None] + 1e-3) for sigma in (broad, 0.25 * broad))
    deep = smoothstep(cv2.distanceTransform(hole.astype(np.uint8), cv2.DIST_L2, 5), 0.0, broad)[..., None]
    lit = patches + far * deep + near * (1 - deep)
    wrong = np.linalg.norm(to_lab(blur(lit, 1.5)) - to_lab(blur(smooth, 1.5)), axis=-1)
    other = smoothstep(wrong, *_OTHER)[..., None] * hole[..., None]
    return np.where(hole[..., None], lit * (1 - other) + smooth * other, patches)


def _fine(seen: np.ndarray, clothes: np.ndarray, matches: np.ndarray, fit: float) -> np.ndarray:
    """(h, w, 3): threads that the smaller picture cannot show, from where its patches come.

    matches : (h', w', 2) rows and columns of the smaller picture, -1 where none; fit : its scale
    """
    height, width = clothes.shape
    sigma = 0.6 / fit
    weight = blur(clothes.astype(np.float32), sigma)[..., None] + 1e-3
    detail = np.where(clothes[..., None], seen - blur(seen, sigma) / weight, 0)
    y, x = np.mgrid[0:height, 0:width]
    rows, columns = (
        np.minimum((at * fit).astype(int), size - 1) for at, size in zip((y, x), matches.shape, strict=False)
    )
    found = matches[rows, columns]
    there = found[..., 0] >= 0
    source_y = np.clip(y + np.round((found[..., 0] - rows) / fit).astype(int), 0, height - 1)
    source_x = np.clip(x + np.round((found[..., 1] - columns) / fit).astype(int), 0, width - 1)
    return np.where(there[..., None], detail[source_y, source_x], 0)
