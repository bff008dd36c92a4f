"""How bright a face was photographed, told from what is white in it; never from the skin."""

import cv2
import numpy as np

from vc.render.avatar.shade import TONE, untone
from vc.render.character.cut import Cut
from vc.render.character.features import EYES
from vc.vision.imaging import blur, shrink

_WHITE_OF_EYE = 172.0  # as it is shown in good light, in the shade of brows and lids
_HIGHLIGHT = 236.0  # the brightest thing of a head: a glint on skin, teeth, hair
_TRUST = 0.4  # share of the correction that is made
_LEAST, _MOST = 0.70, 1.40
_MOST_BY_HIGHLIGHT = 1.15  # faces without a glint are not dark
_LEAST_EYE = 22.0  # px of the photo from corner to corner


def exposure_gain(cut: Cut) -> float:
    """What the texture's linear light is multiplied with to stand in the stage's light."""
    white, most = _white_of_eyes(cut), _MOST
    if white is not None:
        seen, wanted = white, _WHITE_OF_EYE
    else:
        head = cut.rgb[(cut.alpha > 0.9) & (cut.oval > 0.5)]
        seen, wanted = float(np.percentile(head @ [0.3, 0.6, 0.1], 99.5)), _HIGHLIGHT
        most = _MOST_BY_HIGHLIGHT
    ratio = linear(wanted) / max(linear(seen), 1e-3)
    return float(np.clip(ratio**_TRUST, _LEAST, most))


def linear(shown: float) -> float:
    """Linear light that is shown as 0..255."""
    low = untone(np.array([int(np.clip(shown, 0, 255))], np.uint8))
    return float(low[0])


def _white_of_eyes(cut: Cut) -> float | None:
    """0..255; None where the eyes are too small, shut or red."""
    points, values = cut.face.points, []
    for eye in EYES:
        wide = float(np.linalg.norm(points[eye.upper[-1], :2] - points[eye.upper[0], :2]))
        if wide / cut.scale < _LEAST_EYE:
            continue
        inside = np.zeros(cut.alpha.shape, np.uint8)
        ring = points[[*eye.upper, *eye.lower[::-1]], :2]
        cv2.fillPoly(inside, [np.round(ring).astype(np.int32)], 1)
        pixels = blur(cut.rgb.astype(np.float32), 1.0)[shrink(inside > 0, 1.5)]
        if len(pixels) < 40:
            continue
        light = pixels @ [0.3, 0.6, 0.1]
        pale = pixels.max(1) - pixels.min(1) < 0.35 * pixels.max(1)
        if pale.mean() > 0.15:
            values.append(float(np.percentile(light[pale], 90)))
    return float(np.mean(values)) if values else None


def brightened(rgb: np.ndarray, gain: float) -> np.ndarray:
    """RGB 0..255 (..., 3) as shown -> with `gain` times the light; bright places keep their form."""
    table = untone(np.arange(256, dtype=np.uint8)) * gain
    steps = len(TONE) / 8.0
    shown = TONE[np.clip(table * steps, 0, len(TONE) - 1).astype(int)]
    if gain > 1:  # a shoulder instead of white
        before = np.arange(256, dtype=np.float32)
        shown = np.where(before > 170, before + (shown - before) * np.clip((255 - before) / 85, 0, 1), shown)
    return np.interp(rgb, np.arange(256), shown).astype(np.float32)


def face_tone(cut: Cut) -> np.ndarray:
    """(3,) RGB 0..255: the skin of the cheeks, of the nose and above the mouth; beards and highlights left out."""
    m = cut.measures
    y = np.arange(cut.alpha.shape[0])[:, None]
    inner = shrink(cut.oval > 0.5, 0.2 * m.half) & (y > m.eyes_y + 0.15 * m.drop) & (y < m.eyes_y + 0.6 * m.drop)
    pixels = cut.rgb[inner]
    light = pixels @ [0.3, 0.6, 0.1]
    usual = (light >= np.percentile(light, 40)) & (light <= np.percentile(light, 85))
    return np.asarray(np.median(pixels[usual], axis=0))
