"""Hands at the ends of arms: those that a photo does not show are taken from the other arm, or of plain skin."""

import cv2
import numpy as np

from vc.vision.anatomy import Anatomy, Side
from vc.vision.imaging import blur, grow, shrink, smoothstep, to_lab, touching
from vc.vision.tones import Tones, nearest, typical

from .strip import Strip

# Torso units, and square torso units.
_FINGER_REACH = 0.30
_MOST_FINGERS = 0.12
_HAND_PARTS = ((0.20, 0.45), (0.38, 0.62))  # of which none may hide under a sleeve or in a pocket
# Half widths of a plain hand at places along it, in its lengths, the wrist at 0.
_HAND_ALONG, _HAND_WIDE = (-0.16, 0.05, 0.35, 0.75, 0.96), (0.12, 0.13, 0.20, 0.15, 0.0)
# Lab distances.
_FINGER_TINT = 22.0  # from the face's skin, of fingers on the body
_SURELY_SKIN, _PERHAPS_SKIN = 14.0, 20.0  # of a hand as a whole; between the two it must not look like cloth either
_OWN_HAND = 60.0  # of a hand from the face
_BARE_ARM = 30.0  # between the face and a forearm that wears no sleeve
_OTHER_CLOTH = 20.0  # between two garments


def with_hands(strips: tuple[Strip, Strip], tones: Tones, unit: float) -> tuple[Strip, Strip]:
    """Whole arms: hands in pockets, behind the back or cut off are the other's, or of plain skin."""
    left, right = strips
    match [shows_skin(strip, tones, unit) for strip in strips]:
        case [True, True]:
            return strips
        case [True, False]:
            return left, with_hand_of(right, left.mirrored())
        case [False, True]:
            return with_hand_of(left, right.mirrored()), right
    return plain_hand(left, tones.skin), plain_hand(right, tones.skin)


def shows_skin(strip: Strip, tones: Tones, unit: float) -> bool:
    """Whether the hand's part of a strip looks more like the face than like cloth, from the wrist to the fingers."""
    return all(_looks_bare(strip, part, tones, unit) for part in _HAND_PARTS)


def _looks_bare(strip: Strip, part: tuple[float, float], tones: Tones, unit: float) -> bool:
    """shows_skin of a part of the hand, from and to in lengths of the hand."""
    band = max(1, round(0.03 * unit))
    start, end = (strip.wrist + round(place * strip.counts[2]) for place in part)
    area = np.s_[strip.half - band : strip.half + band + 1, start:end]
    solid = strip.alpha[area] > 0.6
    if solid.mean() < 0.15:
        return False
    pixels = to_lab(strip.colour[area][solid])

    def distance(colour: np.ndarray) -> float:
        weights = np.array([0.15, 1, 1])  # hands are lit differently from faces; their tint is alike
        return float(np.median(np.sqrt(((pixels - to_lab(colour)) ** 2 * weights).sum(-1))))

    skin = distance(tones.skin)
    unlike_cloth = min(distance(cloth) for cloth in tones.cloths) >= 0.7 * skin
    return skin <= _SURELY_SKIN or (skin <= _PERHAPS_SKIN and unlike_cloth)


def trim_to_skin(strip: Strip, behind: np.ndarray, tones: Tones, unit: float) -> Strip:
    """Take trousers, hips and road off a hand: pixels that look more like those than like the hand lose their alpha.

    behind : (n, 3) RGB, colours of the background around the hand
    """
    if not shows_skin(strip, tones, unit):
        return strip
    places = strip.places
    lab = blur(to_lab(strip.colour), 0.8)
    band = max(1, round(0.035 * unit))
    core = np.zeros(strip.alpha.shape, bool)
    core[strip.half - band : strip.half + band + 1, (places > 2.02) & (places < 2.45)] = True
    hand = [*typical(lab[core & (strip.alpha > 0.6)], 3), to_lab(tones.skin)]
    strange = [*_cloths_unlike_the_sleeve(tones), *typical(to_lab(behind), 4)]
    if not strange:
        return strip
    likely = _likelier(lab, hand, strange)
    solid = ((likely > 0.5) | (places < 2.1)) & (strip.alpha > 0.5)
    joined = touching(solid, (places < 2.1) & solid)  # with the wrist
    likely = np.minimum(blur(likely, 0.8), blur(grow(joined, 1).astype(np.float32), 0.8))
    if likely[core].mean() < 0.5:  # a hand and a background that cannot be told apart
        return strip
    share = smoothstep(places, 2.02, 2.15)
    return Strip(strip.colour, (strip.alpha * (1 - share + share * likely)).astype(np.float32), strip.cap, strip.counts)


def _cloths_unlike_the_sleeve(tones: Tones) -> list[np.ndarray]:
    """Lab colours of trousers and the like; cloth like the sleeve's may be its cuff, which belongs to the arm."""
    jacket, *others = (to_lab(cloth) for cloth in tones.cloths)
    return [cloth for cloth in others if np.linalg.norm(cloth - jacket) > _OTHER_CLOTH]


def _likelier(lab: np.ndarray, own: list[np.ndarray], strange: list[np.ndarray]) -> np.ndarray:
    """(h, w) float32: 1 where colours are nearer to `own` ones, 0 where clearly nearer to `strange` ones."""
    near, far = nearest(lab, own), nearest(lab, strange)
    return smoothstep((far - near) / (far + near + 1e-3), -0.40, -0.10).astype(np.float32)


def with_hand_of(strip: Strip, other: Strip) -> Strip:
    """The strip with the hand of another arm, of the same side and measures, from just before the wrist."""
    rows = max(strip.alpha.shape[0], other.alpha.shape[0])
    strip, other = strip.padded(rows), other.padded(rows)
    start = strip.wrist - round(0.1 * strip.counts[2])
    columns = np.arange(strip.alpha.shape[1])
    share = np.clip((columns - start) / (0.15 * strip.counts[2]), 0, 1)[None]
    alpha = strip.alpha * (1 - share) + other.alpha * share
    colour = strip.colour * (1 - share[..., None]) + other.colour * share[..., None]
    return Strip(colour, alpha, strip.cap, strip.counts)


def plain_hand(strip: Strip, skin: np.ndarray) -> Strip:
    """The strip with a hand of one colour, (3,) RGB, that comes out of its sleeve."""
    length = strip.counts[2]
    strip = _without_bare_rest(strip, skin)
    along = (np.arange(strip.alpha.shape[1]) - strip.wrist) / length
    across = np.abs(np.arange(strip.alpha.shape[0]) - strip.half)[:, None]
    narrow = np.interp(along, _HAND_ALONG, _HAND_WIDE)[None] * length
    cover = np.clip(narrow - across + 0.5, 0, 1) * (along > _HAND_ALONG[0])
    sleeve = strip.alpha * smoothstep(along, 0.06, -0.04)
    whole = sleeve + cover * (1 - sleeve)
    mixed = strip.colour * sleeve[..., None] + skin * (cover * (1 - sleeve))[..., None]
    colour = np.where(whole[..., None] > 1e-3, mixed / np.maximum(whole, 1e-3)[..., None], strip.colour)
    return Strip(colour.astype(np.float32), whole.astype(np.float32), strip.cap, strip.counts)


def _without_bare_rest(strip: Strip, skin: np.ndarray) -> Strip:
    """The strip without what the photo's own hand left beside the end of a sleeve; bare arms stay."""
    places, lab = strip.places, to_lab(strip.colour)
    sleeve = np.median(lab[strip.half, (places > 1.3) & (places < 1.7)], 0)
    if np.linalg.norm(sleeve - to_lab(skin)) < _BARE_ARM:
        return strip
    own, other = np.linalg.norm(lab - to_lab(skin), axis=-1), np.linalg.norm(lab - sleeve, axis=-1)
    thick = max(1.0, 0.05 * strip.counts[2])  # folds and seams that shine like skin are thinner than any hand
    bare = grow(shrink((own < other) & (own < _OWN_HAND) & (places > 1.86), thick), 1.6 * thick)
    kept = 1 - blur(bare.astype(np.float32), 0.8)
    return Strip(strip.colour, (strip.alpha * kept).astype(np.float32), strip.cap, strip.counts)


def with_fingers(
    footprints: np.ndarray, colours: np.ndarray, alpha: np.ndarray, tones: Tones, anatomy: Anatomy
) -> np.ndarray:
    """Where the photo shows arms (h, w) bool, with the fingers that landmarks miss: skin that touches a hand."""
    unit = anatomy.unit
    near = np.zeros(footprints.shape, np.uint8)
    for side in Side:
        _, _, wrist, tip = anatomy.arms[side]
        cv2.circle(near, np.round(0.4 * wrist + 0.6 * tip).astype(int).tolist(), round(_FINGER_REACH * unit), 1, -1)
    fingers = (near > 0) & (alpha > 0.3)
    lab = to_lab(colours[fingers])
    skin, cloth = nearest(lab, [to_lab(tones.skin)]), nearest(lab, [to_lab(cloth) for cloth in tones.cloths])
    fingers[fingers] = (skin < _FINGER_TINT) & (skin < 0.8 * cloth)
    found = touching(fingers | footprints, footprints & (near > 0)) & fingers
    if found.sum() > _MOST_FINGERS * unit**2:  # bare legs or arms, not fingers
        return footprints
    return footprints | grow(found, 0.02 * unit)
