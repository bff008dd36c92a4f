"""A small mark in the lower right corner of every frame, for hosts who want one that is seen."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

import numpy as np

from vc.frame import GREY, Frame, Size

TEXT = "AI-generated"
_HEIGHT = 0.032  # of the letters, in the picture's shorter side
_MARGIN = 0.6  # around them, in their height
_WHITE, _SHADE, _SOLID = 235.0, 40.0, 0.55  # luma of letters and ground; how much of the ground is seen


def marked(frames: Iterable[Frame]) -> Iterator[Frame]:
    """The frames with the mark; they themselves stay as they are."""
    for frame in frames:
        letters = ink((frame.width, frame.height))
        planes = frame.planes.copy()
        fresh = Frame(planes)
        high, wide = letters.shape
        luma, *chroma = fresh.split()
        corner = luma[-high:, -wide:]
        dark = corner * (1 - _SOLID) + _SHADE * _SOLID
        corner[:] = (dark + (_WHITE - dark) * letters).round()
        for plane in chroma:
            plane[-high // 2 :, -wide // 2 :] = GREY
        alpha = frame.alpha
        if alpha is not None:
            alpha = alpha.copy()
            alpha[-high:, -wide:] = 255
        yield replace(frame, planes=planes, alpha=alpha)


@lru_cache(4)
def ink(size: Size) -> np.ndarray:
    """(h, w) 0..1: the letters on their ground, of even sides."""
    from PIL import Image, ImageDraw, ImageFont

    height = max(8, round(_HEIGHT * min(size)))
    font = ImageFont.load_default(height)
    left, top, right, bottom = font.getbbox(TEXT)
    edge = round(_MARGIN * height)
    wide, high = (2 * -(-(length + 2 * edge) // 2) for length in (round(right - left), round(bottom - top)))
    picture = Image.new("L", (min(wide, size[0]), min(high, size[1])))
    ImageDraw.Draw(picture).text((edge - left, edge - top), TEXT, font=font, fill=255)
    return np.asarray(picture, np.float32) / 255
