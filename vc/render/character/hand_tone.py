"""The colour of a person's hands: their skin, or their gloves."""

import numpy as np

from vc.render.character.bare import as_light, like_skin
from vc.render.character.sleeve import Sleeve
from vc.vision.figure.apart import Figure
from vc.vision.figure.hands import shows_skin
from vc.vision.figure.strip import Strip
from vc.vision.imaging import to_lab

# Torso units that a hand is wide at most; Lab distance within one glove.
_HAND_WIDE, _ONE_GLOVE = 0.30, 16.0
_WRIST = 1.85  # place on a bare arm from which its hand takes the colour


def hand_tone(figure: Figure, strips: list[Strip], sleeves: list[Sleeve]) -> np.ndarray:
    """(3,) RGB of bare hands: in the light of the face, `figure.tones.skin`; that of bare arms, if any.

    strips, sleeves : of both arms, with hands, and as they are drawn
    """
    tone, unit = figure.tones.skin, figure.anatomy.unit
    bare = [one.texture[:, one.places > _WRIST].reshape(-1, 3) for one in sleeves if one.bare]
    if bare:
        return np.asarray(np.median(np.concatenate(bare), 0))
    own = [
        palm for strip in strips if shows_skin(strip, figure.tones, unit) and (palm := _palm(strip, unit)) is not None
    ]
    return as_light(np.mean(own, 0), tone) if own else tone


def gloves_tone(figure: Figure) -> np.ndarray | None:
    """(3,) RGB of the gloves of who wears any; one that is seen is taken for both."""
    tone, unit = figure.tones.skin, figure.anatomy.unit
    gloves = [glove_tone(cut.strip, cut.straighten(figure.alpha), unit, tone) for cut in figure.cuts]
    worn = [glove for glove in gloves if glove is not None]
    return np.asarray(np.mean(worn, 0)) if worn else None


def _palm(strip: Strip, unit: float) -> np.ndarray | None:
    """(3,) RGB of the middle of a hand, where it is seen."""
    middle = np.abs(np.arange(-strip.half, strip.half + 1)) < 0.05 * unit
    palm = (strip.alpha > 0.8) & ((strip.places > 2.08) & (strip.places < 2.5))[None] & middle[:, None]
    return np.asarray(np.median(strip.colour[palm], 0)) if palm.sum() > 20 else None


def glove_tone(strip: Strip, matte: np.ndarray, unit: float, skin: np.ndarray) -> np.ndarray | None:
    """(3,) RGB of a glove; None for bare hands, and for what may be a pocket or a hand before the body.

    strip, matte : of the arm as photographed, and the whole person's alpha there (rows, columns); unit : torso, px
    skin : (3,) RGB of the face
    """
    fingers = (strip.places > 2.3) & (strip.places < 2.6)
    wide = (matte > 0.3)[:, fingers].sum(0)
    if not fingers.any() or not ((wide > 0.04 * unit) & (wide < _HAND_WIDE * unit)).mean() > 0.8:
        return None  # not seen all around
    tone = _palm(strip, unit)
    if tone is None or like_skin(tone, skin):
        return None
    seen = strip.colour[:, fingers][strip.alpha[:, fingers] > 0.8]
    off = np.linalg.norm((to_lab(seen) - to_lab(tone)) * [0.3, 1, 1], axis=-1)
    return (
        tone if len(seen) > 60 and (off < _ONE_GLOVE).mean() > 0.8 and not like_skin(seen, skin).mean() > 0.1 else None
    )
