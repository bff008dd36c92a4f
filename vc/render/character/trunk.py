"""The trunk of a photo's person without the arms: what stays, and where arms hid it."""

import cv2
import numpy as np

from vc.render.character.evening import without_shade
from vc.render.character.flanks import bulk_of, flanks
from vc.render.character.long_hair import below_shoulders, under_hair
from vc.vision.anatomy import KNEES, Anatomy, Side
from vc.vision.figure.apart import Figure, Trunk
from vc.vision.figure.body import near_legs, shoulder_discs, skirt, sleeve_ends, without_crumbs
from vc.vision.figure.hair import find_head, find_throat
from vc.vision.figure.hands import with_fingers
from vc.vision.imaging import blur, disc, grow, membrane, shrink, to_lab, touching
from vc.vision.tones import nearest

# Torso units. Set by eye.
_RIM, _SHADE = 0.012, 0.032  # around arms; further around them, where they shade the cloth
_FOREARM = 0.26  # half width of what may be a bare forearm's or a hand's
_CLOTH_BESIDE = 0.045  # radius of what is cloth beside a hand, not a fold of skin
_IN_BODY = (0.30, 1.35)  # radii of the shoulder inside its joint, and below it: there the trunk's own cloth is seen
_CLOTH = 0.55  # Lab distance from the cloth over that from the skin, of what is cloth
_APART = 12.0  # Lab distance between skin and cloth that can be told apart
_BADGE, _GAP, _OTHER_CLOTH = 0.40, 0.02, 30.0  # size; gaps in it; Lab distance from the clothes
_LEG, _SITS = 0.22, 0.35  # half width of a clothed leg; from the hip to the side, where knees are of who sits
_EDGE, _STRANGE = 0.05, 9.0  # from the outline inwards; Lab distance from the cloth further in
_SKIN = 16.0  # of bare forearms from the face


def cut_trunk(figure: Figure) -> tuple[Trunk, np.ndarray]:
    """The person without arms, in the photo's colours; and (h, w) bool where these are an arm's, not the trunk's."""
    anatomy, alpha, unit = figure.anatomy, figure.alpha, figure.anatomy.unit
    left, right = figure.cuts
    radii = (left.root_radius, right.root_radius)
    found = with_fingers(left.footprint | right.footprint, figure.colours, alpha, figure.tones, anatomy)
    found &= ~_cloth_beside(figure)
    arms = grow(found & ~_badges(figure, found), _RIM * unit)
    head = find_head(alpha, anatomy) if anatomy.facing > 0 else alpha
    low = below_shoulders(figure.hair, anatomy)
    hair = np.maximum(figure.hair - low, 0)
    kept = np.maximum.reduce([hair, find_head(alpha, anatomy), find_throat(alpha, anatomy)])
    covered = arms | (figure.hair > 0.3)  # long hair hides flanks, too
    rows, edges, seen = flanks(alpha, covered, anatomy, radii, bulk_of((left.strip, right.strip), unit))
    torso = _between(alpha.shape, rows, edges)
    if not seen[:, rows > 0.4 * anatomy.neck[1] + 0.6 * anatomy.pelvis[1]].any(1).all():  # else there is none
        torso = np.maximum(torso, skirt(alpha, arms, anatomy, (rows, list(edges))))
    torso = blur(torso, 0.6)
    gone = arms | sleeve_ends(alpha.shape, torso, anatomy)
    stays = 1 - (1 - shoulder_discs(alpha.shape, anatomy, radii)) * (1 - kept)
    stays = np.maximum(stays, _upper_trunk(figure))
    removed = blur(gone.astype(np.float32), max(0.8, 0.006 * unit)) * (1 - stays)
    cover = alpha * (1 - removed * (1 - torso)) * np.maximum(_inside(torso, rows, anatomy), kept)
    whole = np.maximum(_between_seen(torso, rows, edges, seen, anatomy), _deep(torso, rows, unit))
    cover = _without_holes(np.maximum(without_crumbs(cover), whole))
    hidden = grow(arms, _SHADE * unit) & ~_badges(figure, found) & (torso > 0.02) & (stays < 0.5)
    hidden |= (cover > alpha + 0.03) & (torso > 0.02)
    hidden |= _strange_at_the_edge(figure, cover, hidden, rows) | (under_hair(low, unit) & (torso > 0.02))
    cloth = (cover > 0.9) & ~hidden & (np.maximum(figure.hair, kept) < 0.1) & (torso > 0.5)
    colours = without_shade(figure.colours, arms, cloth, figure.tones, anatomy)
    return Trunk(colours, cover, np.maximum(hair, head)), hidden


def _between(shape: tuple[int, ...], rows: np.ndarray, edges: np.ndarray) -> np.ndarray:
    """(h, w) in [0, 1]: from the left to the right edge (2, n), px, of each of some rows (n,)."""
    area = np.zeros(shape, np.float32)
    columns = np.arange(shape[1]) + 0.5
    area[rows] = np.clip(columns - edges[0][:, None] + 0.5, 0, 1) * np.clip(edges[1][:, None] - columns + 0.5, 0, 1)
    return area


def _inside(torso: np.ndarray, rows: np.ndarray, anatomy: Anatomy) -> np.ndarray:
    """(h, w): no elbow, sleeve or chair's back beside the trunk, below the shoulders; legs of who sits stay."""
    kept = np.ones(torso.shape, np.float32)
    strict = rows[rows > anatomy.shoulders[:, 1].max() + 0.1 * anatomy.unit]
    kept[strict] = torso[strict]
    if np.abs(anatomy.landmarks[list(KNEES), 0] - anatomy.hips[:, 0]).max() > _SITS * anatomy.unit:
        kept[strict] = np.maximum(torso, near_legs(torso.shape, anatomy, _LEG))[strict]
    return kept


def _between_seen(
    torso: np.ndarray, rows: np.ndarray, edges: np.ndarray, seen: np.ndarray, anatomy: Anatomy
) -> np.ndarray:
    """(h, w) in [0, 1]: the sides of the trunk in rows whose edge an arm hides; gaps before that belong to it."""
    cover = np.zeros(torso.shape, np.float32)
    columns = np.arange(torso.shape[1])
    strict = rows > anatomy.shoulders[:, 1].max() + 0.1 * anatomy.unit
    middle = edges.mean(0)[:, None] if len(rows) else np.zeros((0, 1))
    for side in (0, 1):
        own = (columns < middle) if side == 0 else (columns >= middle)
        cover[rows] = np.where(own & (strict & ~seen[side])[:, None], torso[rows], cover[rows])
    return cover


def _deep(torso: np.ndarray, rows: np.ndarray, unit: float) -> np.ndarray:
    """(h, w) in [0, 1]: well within the trunk, where a matte has no holes."""
    below = np.arange(len(torso))[:, None] > (rows[0] + 0.25 * unit if len(rows) else len(torso))
    return blur((shrink(torso > 0.5, _EDGE * unit) & below).astype(np.float32), 1.0)


def _without_holes(cover: np.ndarray) -> np.ndarray:
    """(h, w) float32: the cover, whole where it encloses a gap, such as between hair and a side."""
    gap = cover < 0.5
    outer = np.zeros(gap.shape, bool)
    outer[0], outer[:, 0], outer[:, -1] = True, True, True
    inner = gap & ~touching(gap, outer)
    return np.maximum(cover, blur(grow(inner, 1).astype(np.float32), 0.8) * grow(inner, 2)).astype(np.float32)


def _strange_at_the_edge(figure: Figure, cover: np.ndarray, hidden: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """(h, w) bool: rests of arms, and what shines through beside them, near the trunk's outline.

    That is what is of quite another colour than the cloth further in.
    """
    unit, anatomy = figure.anatomy.unit, figure.anatomy
    if not len(rows):
        return np.zeros(cover.shape, bool)
    rim = (cover > 0.02) & ~shrink(np.pad(cover > 0.5, 9, mode="edge"), _EDGE * unit)[9:-9, 9:-9]
    below = np.arange(len(cover))[:, None]
    rim &= (below > anatomy.shoulders[:, 1].max() + 0.1 * unit) & (below < min(rows[-1], anatomy.pelvis[1]))
    window = np.s_[int(rows[0]) : int(rows[-1]) + 1]
    cloth = (cover[window] > 0.97) & ~rim[window] & ~hidden[window]
    inner = membrane(blur(figure.colours[window].astype(np.float32), 2.0), ~cloth)
    off = np.linalg.norm((to_lab(inner) - to_lab(blur(figure.colours[window], 1.0))) * [0.25, 1, 1], axis=-1)
    strange = np.zeros(cover.shape, bool)
    strange[window] = rim[window] & (off > _STRANGE)
    return grow(shrink(strange, 1), 3) & rim


def _cloth_beside(figure: Figure) -> np.ndarray:
    """(h, w) bool: the garment's colour near a bare forearm or a hand, whose outline is a guess."""
    anatomy, unit = figure.anatomy, figure.anatomy.unit
    near, sleeves = np.zeros((2, *figure.alpha.shape), np.uint8)
    skin, cloths = to_lab(figure.tones.skin), [to_lab(cloth) for cloth in figure.tones.cloths]
    if float(nearest(skin, cloths)) < _APART:
        return near > 0
    for side in Side:
        _, elbow, wrist, tip = anatomy.arms[side]
        strip = figure.cuts[side].strip
        middle = (strip.places > 1.3) & (strip.places < 1.7)
        bare = float(nearest(to_lab(np.median(strip.colour[strip.half, middle], 0)), [skin])) < _SKIN
        line = [elbow + 0.1 * (wrist - elbow) if bare else wrist, wrist, tip]
        covered = anatomy.arms[side][: 2 if bare else 3]
        cv2.polylines(sleeves, [np.round(covered).astype(np.int32)], False, 1, round(2 * figure.cuts[side].root_radius))
        cv2.polylines(near, [np.round(line).astype(np.int32)], False, 1, round(2 * _FOREARM * unit))
    area = (near > 0) & (figure.alpha > 0.9)
    lab = blur(to_lab(figure.colours), 1.0)[area]
    cloth = np.zeros(area.shape, bool)
    cloth[area] = nearest(lab, cloths) < _CLOTH * nearest(lab, [skin])
    cloth &= sleeves == 0  # these are of the cloth's colour too
    radius = _CLOTH_BESIDE * unit
    return grow(shrink(cloth, radius), radius) & cloth


def _badges(figure: Figure, arms: np.ndarray) -> np.ndarray:
    """(h, w) bool: things on the chest that an arm's outline, a guess, cuts into: small, and mostly beside it."""
    unit, tones = figure.anatomy.unit, figure.tones
    lab = blur(to_lab(figure.colours), 1.0)
    other = (figure.alpha > 0.97) & (figure.hair < 0.1)
    other &= nearest(lab, [to_lab(tone) for tone in (*tones.cloths, tones.skin)]) > _OTHER_CLOTH
    closed = cv2.morphologyEx(other.astype(np.uint8), cv2.MORPH_CLOSE, disc(_GAP * unit))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(closed)
    inside = np.bincount(labels[arms], minlength=len(stats)) / np.maximum(stats[:, cv2.CC_STAT_AREA], 1)
    sides = stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]]
    small = (sides.max(1) < _BADGE * unit) & (sides.min(1) > 0.3 * _BADGE * unit)
    small[0] = False
    return grow(np.isin(labels, np.flatnonzero(small & (inside < 0.4))), 0.02 * unit)


def _upper_trunk(figure: Figure) -> np.ndarray:
    """(h, w) bool: between the shoulders, above the armpits, where an arm's strip reaches into the chest."""
    y, x = np.mgrid[0 : figure.alpha.shape[0], 0 : figure.alpha.shape[1]].astype(np.float32)
    inside = np.ones(figure.alpha.shape, bool)
    for cut, shoulder in zip(figure.cuts, figure.anatomy.shoulders, strict=True):
        outwards = float(np.sign(shoulder[0] - figure.anatomy.neck[0])) or 1.0
        aside, below = ((x - shoulder[0]) * outwards, y - shoulder[1])
        inside &= (aside < -_IN_BODY[0] * cut.root_radius) & (below < _IN_BODY[1] * cut.root_radius)
    return inside
