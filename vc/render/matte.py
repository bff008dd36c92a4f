"""Frames without a background, of any renderer that can draw over a plain one.

What is drawn over black and over a brighter grey differs exactly by what shows through (the difference matte): from
both come opacity and colours, of soft edges, hair and shadows too, and no renderer needs to know about opacity.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache

import cv2
import numpy as np

from vc.frame import BLACK, GREY, Frame, Size, plain_frame

BRIGHT = 180  # luma of the brighter grey; no brighter than every renderer can draw
CHECKS = (186, 220)  # luma of the squares that stand for what is transparent
_SPREAD = 9  # pixels beyond the edge that get its colours, for players that scale colours and opacity apart
_FAINT = 24  # opacity below which colours are too rounded to be used


def transparent(draw: Callable[[Frame], Iterator[Frame]], size: Size) -> Iterator[Frame]:
    """Frames with opacity, one by one.

    draw : gives the same frames over any background, blending with its bytes in proportion; called twice
    """
    over_black, over_grey = (draw(plain_frame(size, luma)) for luma in (BLACK, BRIGHT))
    return (_matted(*both) for both in zip(over_black, over_grey, strict=True))


def _matted(dark: Frame, bright: Frame) -> Frame:
    luma, *chroma = (plane.astype(np.float32) for plane in dark.split())
    through = bright.split()[0] - luma
    opacity = np.clip(1 - through / (BRIGHT - BLACK), 0, 1)
    frame = Frame(np.empty_like(dark.planes), (255 * opacity + 0.5).astype(np.uint8))
    half = cv2.resize(opacity, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    for plane, drawn, share, zero in zip(frame.split(), (luma, *chroma), (opacity, half, half), (BLACK, GREY, GREY),
                                         strict=True):  # fmt: skip
        plane[:] = np.clip(zero + _unmixed(drawn - zero, share) + 0.5, 0, 255)
    return frame


def _unmixed(drawn: np.ndarray, share: np.ndarray) -> np.ndarray:
    """Colours times opacity -> colours; where hardly anything is, those of what is near."""
    sums, weights = (cv2.blur(plane, (_SPREAD, _SPREAD)) for plane in (drawn, share))
    near = sums / np.maximum(weights, 1e-3)
    return np.where(255 * share < _FAINT, near, drawn / np.maximum(share, 1e-3))


def over_checks(frame: Frame) -> Frame:
    """The frame as picture editors show what is transparent: before light and dark squares."""
    if frame.alpha is None:
        return frame
    checks = _checks((frame.width, frame.height))
    half = cv2.resize(frame.alpha, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    shown = Frame(np.empty_like(frame.planes))
    for plane, own, behind, alpha in zip(shown.split(), frame.split(), checks.split(), (frame.alpha, half, half),
                                         strict=True):  # fmt: skip
        share = alpha.astype(np.uint16) + (alpha > 127)  # 0..256, so that the division is a shift
        plane[:] = (own * share + behind * (256 - share) + 128) >> 8
    return shown


@lru_cache(1)
def _checks(size: Size) -> Frame:
    side = max(min(size) // 45, 2)
    rows, columns = (np.arange(length)[:, None] // side for length in size[::-1])
    checks = plain_frame(size, CHECKS[0])
    checks.split()[0][(rows + columns.T) % 2 == 1] = CHECKS[1]
    return checks
