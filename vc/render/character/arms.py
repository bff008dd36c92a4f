"""Which texture each arm gets: the photo's own, or what stands in for it where that cannot be believed."""

from dataclasses import replace

import numpy as np

from vc.render.character.bare import as_light, clothed, like_skin, upper_tone
from vc.render.character.calm import calmed
from vc.render.character.sleeve import (
    Sleeve,
    balanced,
    bare_sleeve,
    blotched,
    cloth_sleeve,
    flare_of,
    harshness,
    make_sleeve,
    mirrored,
    short_sleeve,
    tailored,
    toned,
)
from vc.render.character.thickness import arm_thickness, as_thick
from vc.vision.anatomy import GOOD_ARM, Side
from vc.vision.figure.apart import Figure
from vc.vision.figure.hands import shows_skin
from vc.vision.figure.strip import Strip
from vc.vision.imaging import to_lab

_BLOTCHED, _BLOTCHED_POOR = 0.45, 0.07  # share of an arm that may be of other things, seen and hardly seen in the photo
_HAIRY = 0.25  # share of a shoulder under hair from which its colour is not asked
# Change of light within a sleeve, over its mean, from which it is hard; over the other's from which that one is better.
_HARSH, _CALMER = 0.45, 0.7
_SAME_CLOTH, _OF_JACKET = 12.0, 0.75  # Lab distance of tints of one cloth; share of the jacket in a sleeve's light
_BENT = 0.35  # cosine of a bend up to which a sleeve's width is believed
_COVERED = 0.22  # share of an upper arm under hair from which it is not believed


def choose_sleeves(figure: Figure, strips: list[Strip], colours: np.ndarray) -> list[Sleeve]:
    """Both arms'; one that long hair covers, or hard light, is taken from the other side. colours : of the trunk"""
    sleeves = [_sleeve(strip, figure, side, colours) for side, strip in zip(Side, strips, strict=True)]
    covered = [_under_hair(figure, side) for side in Side]
    for side in Side:
        if covered[side] > _COVERED and covered[side.other] < 0.5 * _COVERED:
            sleeves[side] = mirrored(sleeves[side.other])
    harsh = [harshness(strip, figure.anatomy.unit) for strip in strips]
    for side in Side:
        if harsh[side] > _HARSH and harsh[side.other] < _CALMER * harsh[side] and not sleeves[side].bare:
            sleeves[side] = mirrored(sleeves[side.other])
    tones = [_lit(_shoulder_tone(colours, figure, side), figure.tones.jacket) for side in Side]
    thickness = arm_thickness(figure, [sleeve.bare_from for sleeve in sleeves])
    sleeves = [as_thick(calmed(sleeve), thickness, figure.anatomy.unit) for sleeve in _as_wide(sleeves, figure)]
    return [
        toned(sleeve, [tone for tone in (tones[side], tones[side.other]) if tone is not None])
        for side, sleeve in zip(Side, balanced(sleeves), strict=True)
    ]


def _lit(shoulder: np.ndarray | None, jacket: np.ndarray) -> np.ndarray | None:
    """(3,) RGB of a shoulder that may lie in the shade, mostly in the light of the jacket if that is of its cloth."""
    if shoulder is None or np.linalg.norm((to_lab(shoulder) - to_lab(jacket))[1:]) > _SAME_CLOTH:
        return shoulder
    return np.asarray(shoulder * (jacket.mean() / max(float(shoulder.mean()), 1.0)) ** _OF_JACKET)


def _as_wide(sleeves: list[Sleeve], figure: Figure) -> list[Sleeve]:
    """Long ones as wide at the cuff as the photo surely shows both, or the only one that it shows.

    Beside an arm that is much bent in the photo other things hang.
    """
    flares = [
        flare_of(figure.cuts[side].strip, figure.cuts[side].body_side, figure.anatomy.unit)
        for side in Side
        if figure.anatomy.quality[side] >= GOOD_ARM and not sleeves[side].bare and _straight(figure, side) > _BENT
    ]
    flare = min(flares, default=1.0)
    return [sleeve if sleeve.bare else replace(sleeve, flare=flare) for sleeve in sleeves]


def _straight(figure: Figure, side: Side) -> float:
    """Cosine of the bend of an elbow as it is seen."""
    upper, fore = np.diff(figure.anatomy.arms[side][:3], axis=0)
    return float(upper @ fore / max(float(np.linalg.norm(upper) * np.linalg.norm(fore)), 1e-6))


def _under_hair(figure: Figure, side: Side) -> float:
    """Share of an upper arm that hair covers in the photo."""
    cut = figure.cuts[side]
    arm = (cut.strip.alpha > 0.5) & ((cut.strip.places > 0.1) & (cut.strip.places < 1.0))[None]
    return float((cut.straighten(figure.hair) > 0.3)[arm].mean()) if arm.any() else 0.0


def _sleeve(strip: Strip, figure: Figure, side: Side, colours: np.ndarray) -> Sleeve:
    """The photo's own, or where that cannot be believed one of the chest's cloth. colours : of the trunk"""
    anatomy, skin, cut = figure.anatomy, figure.tones.skin, figure.cuts[side].strip
    poor = anatomy.quality[side] < GOOD_ARM and anatomy.quality[side.other] < GOOD_ARM
    upper = upper_tone(cut, anatomy.unit, skin)
    if upper is not None and clothed(upper, figure.tones.jacket, skin):
        upper = None
    if poor and upper is not None:
        return bare_sleeve(as_light(upper, skin), anatomy)
    own = make_sleeve(strip, anatomy.unit, hand_seen=shows_skin(strip, figure.tones, anatomy.unit), skin=skin)
    shoulder = _shoulder_tone(colours, figure, side)
    if own.bare and upper is None and shoulder is not None and bool(like_skin(shoulder, skin)):
        return bare_sleeve(skin, anatomy)  # between a bare shoulder and a bare hand there is no sleeve
    if blotched(own) >= (_BLOTCHED_POOR if poor else _BLOTCHED):
        own = bare_sleeve(as_light(upper, skin), anatomy) if upper is not None else cloth_sleeve(colours, anatomy, side)
    if poor:
        own = own if own.bare else replace(own, radius=tailored(own.places, anatomy.unit))
        return short_sleeve(own, cut, anatomy.unit, skin)
    return own


def _shoulder_tone(colours: np.ndarray, figure: Figure, side: Side) -> np.ndarray | None:
    """(3,) RGB of the trunk's colours (h, w, 3) inside a shoulder; None where hair lies there, or the picture ends."""
    shoulder, radius = figure.anatomy.shoulders[side], figure.cuts[side].root_radius
    inwards = float(np.sign(figure.anatomy.neck[0] - shoulder[0])) or 1.0
    x, y = shoulder + np.array([0.45 * inwards, 0.15]) * radius
    reach = 0.45 * radius
    rows = slice(max(0, int(y - reach)), max(0, int(y + reach)))
    columns = slice(max(0, int(x - reach)), max(0, int(x + reach)))
    near, hair = colours[rows, columns], figure.hair[: len(colours)][rows, columns]
    if not near.size or (hair > 0.3).mean() > _HAIRY:
        return None
    return np.asarray(np.median(near.reshape(-1, 3), axis=0), np.float64)
