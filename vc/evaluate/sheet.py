"""A contact sheet: filmed moments in rows, and how each contestant draws them, with the difference, in columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from vc.files import appearing
from vc.provenance import SHEET, in_png, xmp

TILE_PX, HEAD_PX, GAP_PX = 224, 26, 4
AMPLIFIED = 3  # times; a difference of 85 grey levels is white
_PAPER, _INK = (250, 249, 246), (34, 34, 34)


@dataclass(frozen=True)
class Moment:
    """filmed : (h, w, 3) uint8; drawn : by each contestant's name"""

    filmed: np.ndarray
    drawn: dict[str, np.ndarray]


def write_sheet(moments: Sequence[Moment], path: Path) -> Path:
    """A PNG. Raises OutputError, ValueError without moments."""
    if not moments:
        raise ValueError("a contact sheet needs at least one moment")
    names = list(moments[0].drawn)
    titles = ["filmed", *(title for name in names for title in (name, "difference"))]
    step = TILE_PX + GAP_PX
    sheet = Image.new("RGB", (len(titles) * step + GAP_PX, HEAD_PX + len(moments) * step + GAP_PX), _PAPER)
    pen = ImageDraw.Draw(sheet)
    for column, title in enumerate(titles):
        _write(pen, title, GAP_PX + column * step)
    for row, moment in enumerate(moments):
        tiles = [moment.filmed]
        for name in names:
            tiles += [moment.drawn[name], _difference(moment.filmed, moment.drawn[name])]
        for column, tile in enumerate(tiles):
            small = cv2.resize(tile, (TILE_PX, TILE_PX), interpolation=cv2.INTER_AREA)
            sheet.paste(Image.fromarray(small), (GAP_PX + column * step, HEAD_PX + row * step))
    with appearing(path) as part:
        sheet.save(part, format="PNG", pnginfo=in_png(xmp(SHEET)))
    return path


def _write(pen: ImageDraw.ImageDraw, title: str, left: int) -> None:
    """A title over its column, smaller if it would not fit."""
    for size in range(15, 7, -1):
        font = ImageFont.load_default(size)
        if pen.textlength(title, font=font) <= TILE_PX:
            break
    pen.text((left, 5), title, fill=_INK, font=font)


def _difference(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """(h, w, 3) uint8: black where they are alike."""
    grey = cv2.absdiff(one, other).astype(np.float32).mean(axis=2) * AMPLIFIED
    return np.repeat(np.clip(grey, 0, 255).astype(np.uint8)[..., None], 3, axis=2)
