"""Chained Ogg files, as radio recorders and `cat` make them: whole streams one after another, each of its own kind.

FFmpeg gives up where the rate or the channels change between two of them, so each link is opened by itself.
"""

import mmap
from itertools import pairwise
from pathlib import Path

_PAGE, _FIRST_OF_STREAM = b"OggS", 2
_MOST_LINKS = 1000


def links(path: Path) -> list[tuple[int, int]]:
    """Where the links of a chained Ogg file begin and end, in bytes; [] for any other file."""
    with path.open("rb") as file:
        if file.read(4) != _PAGE:
            return []
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            starts = _link_starts(content)
            ends = [*starts, len(content)]
    return list(pairwise(ends)) if 1 < len(starts) <= _MOST_LINKS else []


def _link_starts(content: mmap.mmap) -> list[int]:
    """A link begins with the first pages of all its streams, one after another."""
    starts: list[int] = []
    at, was_first = 0, False
    while at >= 0 and at + 6 <= len(content):
        is_first = bool(content[at + 5] & _FIRST_OF_STREAM)
        if is_first and not was_first:
            starts.append(at)
        was_first = is_first
        at = content.find(_PAGE, at + 4)
    return starts
