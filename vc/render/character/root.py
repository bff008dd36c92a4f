"""The texture of a sleeve where it comes out of the shoulder: that of the photo, so that nothing shows the seam."""

from dataclasses import replace

import cv2
import numpy as np

from vc.render.character.armhole import ARM_FROM, Armhole, seen
from vc.render.character.sleeve import ROWS, Sleeve
from vc.vision.anatomy import GOOD_ARM, Side
from vc.vision.figure.apart import Figure
from vc.vision.imaging import blur, smoothstep, to_lab

_INSIDE = (0.97, 0.86)  # of the way from the middle to the edge, at the armhole and where the arm begins
_CREASED = 0.55  # of that on the side of the body, whose shade lies there
_OWN = (0.45, 1.0)  # of the way from armhole to arm, in which the shoulder goes over into the sleeve
_MADE = (0.10, 0.55)  # the same, where the photo does not show that shoulder
_SAME = 18.0  # Lab distance, light counting half, of a shoulder that is of the sleeve's cloth
_HAIRY = 0.15  # share of a shoulder under hair from which it is not asked
_TINT, _FOREIGN = np.array([0.35, 1, 1]), (18.0, 30.0)  # Lab distances of what may, and what surely does not, belong
_EVENED, _GAINS = 0.6, (0.6, 1.6)  # share of the change of light over a shoulder that is taken out; what is believed
_REACH = 0.30  # radii around the armhole's line that are repeated where there is nothing else


def rooted(sleeve: Sleeve, armhole: Armhole, figure: Figure, side: Side, colours: np.ndarray) -> Sleeve:
    """The sleeve with the shoulder's own texture up to where the arm begins.

    colours : (h, w, 3) uint8 of the trunk without arms, completed
    """
    if comes_from_under(sleeve, armhole, colours):
        return sleeve
    columns = sleeve.places <= ARM_FROM
    t = np.clip((sleeve.places[columns] - sleeve.places[0]) / (ARM_FROM - sleeve.places[0]), 0, 1)
    own = _photographed(sleeve, armhole, figure, side, t)
    shown, over = (own, _OWN) if own is not None else (_repeated(armhole, colours, t), _MADE)
    texture = sleeve.texture.copy()
    shown = _as_light(shown, _repeated(armhole, colours, np.zeros(1)), t)
    share = np.maximum(smoothstep(t, *over)[None], _foreign(shown, sleeve))[..., None]
    texture[:, columns] = shown * (1 - share) + texture[:, columns] * share
    return replace(sleeve, texture=texture.astype(np.float32))


def _photographed(
    sleeve: Sleeve, armhole: Armhole, figure: Figure, side: Side, t: np.ndarray
) -> np.ndarray | None:  # fmt: skip
    """(ROWS, len(t), 3) of the photo between armhole and arm; None where it shows another cloth, or hair, there."""
    if figure.anatomy.quality[side] < GOOD_ARM:
        return None
    cut = figure.cuts[side]
    radius = float(np.interp(ARM_FROM, sleeve.places, sleeve.radius))
    x, y = seen(armhole, cut, radius, _INSIDE[1], _rows_within(cut.body_side), t)
    shown = _at(figure.colours, x, y)
    if (_at(figure.hair, x, y) > 0.3).mean() > _HAIRY or (_at(figure.alpha, x, y) < 0.5).mean() > 0.1:
        return None
    end = np.median(shown[:, t > 0.7].reshape(-1, 3), 0)
    arm = sleeve.texture[:, (sleeve.places > ARM_FROM) & (sleeve.places < ARM_FROM + 0.12)].reshape(-1, 3)
    off = (to_lab(end) - to_lab(np.median(arm, 0))) * [0.5, 1, 1]
    return shown if float(np.linalg.norm(off)) < _SAME else None


def _rows_within(body_side: int) -> np.ndarray:
    """(ROWS,) -1 .. 1 over the arm's width, less far on the side of the body."""
    rows = np.linspace(-1, 1, ROWS)
    return np.where(rows * body_side > 0, _CREASED * rows, rows)


def comes_from_under(sleeve: Sleeve, armhole: Armhole, colours: np.ndarray) -> bool:
    """Whether a bare arm comes out of sleeveless clothes, whose edge lies on it. colours : of the trunk"""
    if sleeve.bare_from > ARM_FROM:
        return False
    edge, arm = np.median(_repeated(armhole, colours, np.zeros(1)), (0, 1)), np.median(sleeve.texture, (0, 1))
    return bool(np.linalg.norm((to_lab(edge) - to_lab(arm)) * _TINT) > _FOREIGN[1])


def _as_light(shown: np.ndarray, edge: np.ndarray, t: np.ndarray) -> np.ndarray:
    """The shoulder, away from the trunk more and more in the light that the trunk has at its edge (ROWS, 1, 3)."""
    tone, broad = np.median(edge, (0, 1)), blur(shown.astype(np.float32), 6.0)
    gain = np.clip((tone.mean() + 4) / (broad.mean(-1, keepdims=True) + 4), *_GAINS)
    evened: np.ndarray = shown * gain ** (_EVENED * smoothstep(t, 0.0, 0.4)[None, :, None])
    return evened


def _foreign(shown: np.ndarray, sleeve: Sleeve) -> np.ndarray:
    """(ROWS, n) share of what lies on a shoulder and is not of the sleeve: straps, hair, the edge of a dress."""
    arm = np.median(sleeve.texture[:, sleeve.places <= ARM_FROM].reshape(-1, 3), 0)
    off = np.linalg.norm((to_lab(blur(shown.astype(np.float32), 1.0)) - to_lab(arm)) * _TINT, axis=-1)
    return smoothstep(blur(smoothstep(off, *_FOREIGN).astype(np.float32), 2.0), 0.1, 0.6)


def _repeated(armhole: Armhole, colours: np.ndarray, t: np.ndarray) -> np.ndarray:
    """(ROWS, len(t), 3) of the trunk's cloth about the armhole, to and fro."""
    start, leaves = armhole.line(np.linspace(-0.9, 0.9, ROWS))
    away = 2.2 * armhole.radius * t
    reach = _REACH * armhole.radius
    away = reach - np.abs((away + reach) % (4 * reach) - 2 * reach)
    places = start[:, None] + leaves[:, None] * away[None, :, None]
    return _at(colours, places[..., 0].astype(np.float32), places[..., 1].astype(np.float32))


def _at(picture: np.ndarray, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    values: np.ndarray = cv2.remap(
        picture.astype(np.float32), x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )  # fmt: skip
    return values
