"""Cutting a long sequence into tiles that a network can work on one by one, with the whole's exact result."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Tile:
    """Steps start..stop are this tile's own; first..last is what the network must see to make them."""

    start: int
    stop: int
    first: int
    last: int

    @property
    def seen(self) -> slice:
        """What to cut from the whole input."""
        return slice(self.first, self.last)

    @property
    def own(self) -> slice:
        """Where the tile's own steps lie in what the network made of `seen`."""
        return slice(self.start - self.first, self.stop - self.first)


def tiles(length: int, *, size: int, context: int) -> Iterator[Tile]:
    """Tiles of up to `size` steps that cover 0..length once, each seeing `context` steps more on both sides.

    A network whose output at a step depends on at most `context` steps to each side gives the same in tiles as on
    the whole: the padding at a tile's edge only reaches steps that are thrown away, and at the ends of the whole
    there is no context, so the network pads there as it would anyway.
    """
    for start in range(0, length, size):
        stop = min(start + size, length)
        yield Tile(start, stop, max(start - context, 0), min(stop + context, length))
