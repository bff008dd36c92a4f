"""The shade that arms cast on the clothes beside them is taken out: where they have gone, nothing would cast it."""

import cv2
import numpy as np

from vc.vision.anatomy import Anatomy
from vc.vision.imaging import blur, membrane, smoothstep, to_lab
from vc.vision.tones import Tones, nearest

# Torso units. Set by eye.
_COARSE = 1 / 75  # pixel of the smaller picture in which shade is looked for: it is broad
_BROAD = 0.035  # Gaussian radius of what is shade; folds are narrower
_NEAR = (0.22, 0.08)  # from an arm, over which shade is looked for
_INWARDS, _STEPS = 0.16, 6  # how far towards the spine lighter cloth is asked for its light, in so many steps
_SHADE = (0.20, 0.34)  # of that light: darker is another cloth, lighter may be shade
_ONE_CLOTH = (0.035, 0.015)  # between shares of red, green and blue in the light: another cloth, the same
_USUAL = 28.0  # Lab distance from the clothes' usual colours of what is asked
_BRIGHTEST = 1.12  # times their light: lighter is something else
_TINTED = (0.96, 1.04)  # times red, green and blue of cloth beside an arm that is bare
_KEPT = 0.92  # of the lighter cloth's light is given back: a body is round
_NIGHT = 10.0  # RGB below which colours can't be told


def without_shade(
    colours: np.ndarray, arms: np.ndarray, cloth: np.ndarray, tones: Tones, anatomy: Anatomy
) -> np.ndarray:  # fmt: skip
    """(h, w, 3) uint8: colours (h, w, 3) in which cloth (h, w) bool beside arms (h, w) bool is as light as further in.

    That is done where it is of the same tint, darker, and no darker than shade makes it; folds keep their contrast.
    tones : whose cloths are asked, for ties and badges are lighter than what they lie on
    """
    if not (arms.any() and cloth.any()):
        return colours
    height, width = cloth.shape
    coarse = max(1, round(_COARSE * anatomy.unit))
    size = (max(8, width // coarse), max(8, height // coarse))
    unit = anatomy.unit * size[0] / width
    solid = cv2.resize(cloth.astype(np.float32), size, interpolation=cv2.INTER_AREA)
    seen = cv2.resize(np.where(cloth[..., None], colours, 0).astype(np.float32), size, interpolation=cv2.INTER_AREA)
    broad = blur(seen, _BROAD * unit) / np.maximum(blur(solid, _BROAD * unit), 1e-3)[..., None]
    away = cv2.distanceTransform((cv2.resize(arms.astype(np.uint8), size) == 0).astype(np.uint8), cv2.DIST_L2, 5)
    usual = nearest(to_lab(broad), [to_lab(tone) for tone in tones.cloths]) < _USUAL
    usual &= broad.mean(-1) < _BRIGHTEST * max(float(tone.mean()) for tone in tones.cloths)
    gain = _gain(broad, (solid > 0.5) & usual, (anatomy.neck[0] + anatomy.pelvis[0]) / 2 * size[0] / width, unit)
    share = smoothstep(away, _NEAR[0] * unit, _NEAR[1] * unit)
    gain = blur(membrane(gain ** share[..., None], solid < 0.5), 0.3 * _BROAD * unit)
    large = cv2.resize(gain, (width, height), interpolation=cv2.INTER_LINEAR)
    lit: np.ndarray = np.where(cloth[..., None], np.clip(colours * large + 0.5, 0, 255), colours).astype(np.uint8)
    return lit


def _gain(broad: np.ndarray, asked: np.ndarray, middle: float, unit: float) -> np.ndarray:
    """(h, w, 3) by how much the light of broad (h, w, 3) is less than that of the same cloth towards a middle column.

    asked : (h, w) bool, whose light may be what is right
    """
    light = broad.mean(-1)
    tint = broad / (broad.sum(-1, keepdims=True) + _NIGHT)
    y, x = np.mgrid[0 : light.shape[0], 0 : light.shape[1]]
    inwards = np.sign(middle - x)
    gain = np.ones(broad.shape, np.float32)
    for step in np.linspace(_INWARDS / _STEPS, _INWARDS, _STEPS) * unit:
        at = y, np.clip(np.round(x + inwards * np.minimum(step, np.abs(middle - x))), 0, light.shape[1] - 1).astype(int)
        share = light / np.maximum(light[at], 1.0)
        alike = smoothstep(np.abs(tint - tint[at]).max(-1) * light / (light + _NIGHT), *_ONE_CLOTH)
        trust = alike * smoothstep(share, *_SHADE) * asked[at]
        lack = _KEPT / np.clip(share, 0.1, _KEPT)[..., None]
        skin = np.clip(tint[at] / np.maximum(tint, 1e-3), *_TINTED)  # what shines back from an arm tints cloth a little
        own = (lack * skin) ** trust[..., None]
        better = (share < _KEPT) & (own.mean(-1) > gain.mean(-1))
        gain = np.where(better[..., None], own, gain)
    return gain
