"""Look for people who are small in the photo, or in a panorama: in tiles, and again where a tile showed somebody."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from .detect import _Region

# Set by hand.
_FINER = 0.6  # side of the tiles from one round to the next
_LEAST_PX = 144  # side of the smallest tiles: people in them are too small for a video
_MOST_TILES = 160  # of one round
_MARGIN = 1.3  # of the closer look around a person, in sides of the region
_SURE = 0.6  # score in the closer look from which it is somebody

Detect = Callable[[np.ndarray], "list[_Region]"]


def search(photo: np.ndarray, detect: Detect) -> "list[_Region]":
    """Regions that hold a person, most certain first, of the round with the largest tiles in which there are any.

    photo : (h, w, 3) uint8 RGB; detect : what finds people at least a third as high as the picture that it is given
    """
    height, width = photo.shape[:2]
    side = float(min(height, width)) if max(height, width) > 1.4 * min(height, width) else _FINER * min(height, width)
    while side >= _LEAST_PX:
        tiles = list(_tiles(width, height, round(side)))
        if len(tiles) > _MOST_TILES:
            break
        seen = [region for tile in tiles for region in _within(photo, tile, detect)]
        if sure := [region for region in (_closer(photo, region, detect) for region in _distinct(seen)) if region]:
            return sorted(_distinct(sure), key=lambda region: -region.score)
        side *= _FINER
    return []


def _tiles(width: int, height: int, side: int) -> Iterator[tuple[int, int, int, int]]:
    """Left, top, right, bottom of squares that overlap by half and reach every edge."""
    lefts, tops = (
        np.linspace(0, max(length - side, 0), max(1, int(np.ceil(2 * length / side)) - 1)).round().astype(int).tolist()
        for length in (width, height)
    )
    return ((left, top, left + side, top + side) for top in tops for left in lefts)


def _within(photo: np.ndarray, box: tuple[int, int, int, int], detect: Detect) -> "list[_Region]":
    left, top, right, bottom = box
    left, top = max(left, 0), max(top, 0)
    found = detect(np.ascontiguousarray(photo[top:bottom, left:right]))
    return [replace(region, centre=region.centre + np.array([left, top])) for region in found]


def _closer(photo: np.ndarray, region: "_Region", detect: Detect) -> "_Region | None":
    """Who is there when the person fills the picture; None if nobody is."""
    half = max(0.5 * _MARGIN * region.side, 16)
    x, y = region.centre
    box = (int(x - half), int(y - half), int(x + half), int(y + half))
    found = [other for other in _within(photo, box, detect) if other.score >= _SURE and _same(region, other)]
    return max(found, key=lambda other: other.score, default=None)


def _distinct(regions: "list[_Region]") -> "list[_Region]":
    """One region for each person, the most certain."""
    kept: list[_Region] = []
    for region in sorted(regions, key=lambda region: -region.score):
        if not any(_same(region, other) for other in kept):
            kept.append(region)
    return kept


def _same(one: "_Region", other: "_Region") -> bool:
    return bool(np.hypot(*(one.centre - other.centre)) < 0.3 * min(one.side, other.side))
