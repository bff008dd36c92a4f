"""What is known about a piece's rhythm before it is heard."""

import re
from dataclasses import dataclass

import numpy as np

from vc.errors import MusicError

SLOWEST_BPM, FASTEST_BPM = 25.0, 240.0
MOST_BEATS = 9  # of a bar


@dataclass(frozen=True)
class Bounds:
    """tempo : (least, most) beats a minute; metre : beats of a bar; first_beat_s : the first beat, a downbeat"""

    tempo: tuple[float, float] | None = None
    metre: int | None = None
    first_beat_s: float | None = None

    def __post_init__(self) -> None:
        if self.tempo is not None:
            low, high = self.tempo
            if not SLOWEST_BPM <= low <= high <= FASTEST_BPM:
                raise MusicError(
                    f"A tempo of {low:g} to {high:g} was named; known are {SLOWEST_BPM:g} to {FASTEST_BPM:g} beats a "
                    "minute, the lower first."
                )
        if self.metre is not None and not 1 <= self.metre <= MOST_BEATS:
            raise MusicError(f"A bar of {self.metre} beats was named; known are 1 to {MOST_BEATS}.")
        if self.first_beat_s is not None and not (np.isfinite(self.first_beat_s) and self.first_beat_s >= 0):
            raise MusicError(f"The first beat was said to be at {self.first_beat_s} s; it must be 0 or later.")


@dataclass(frozen=True)
class Lead:
    """Beats to follow, from somebody who taps along or from another reading of the piece.

    beats_s : rising; spread : octaves by which the tempo may differ; near : gain of a beat near one of these, loss of
    one between them
    """

    beats_s: np.ndarray
    spread: float = 0.1
    near: float = 10.0


def read_tempo(text: str) -> tuple[float, float]:
    """ "72" -> a tempo of 72, give or take 6 %; "60-80" -> from 60 to 80. Raises MusicError."""
    found = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*(?:(?:-|–|to)\s*(\d+(?:\.\d+)?))?\s*", text)
    if not found:
        raise MusicError(f"{text!r} is no tempo. Write beats a minute, as 72, or a range, as 60-80.")
    low = float(found[1])
    if found[2]:
        return low, float(found[2])
    return max(0.94 * low, SLOWEST_BPM), min(1.06 * low, FASTEST_BPM)


def read_metre(text: str) -> int:
    """ "3" or "3/4" -> 3; "6/8" -> 2, "9/8" -> 3: beats as they are counted, three quavers each. Raises MusicError."""
    found = re.fullmatch(r"\s*(\d{1,2})\s*(?:/\s*(1|2|4|8|16|32))?\s*", text)
    if not found:
        raise MusicError(f"{text!r} is no metre. Write it as 3/4, 6/8 or 5, the beats of a bar.")
    count = int(found[1])
    return count // 3 if found[2] and count % 3 == 0 and count > 3 else count


def read_bounds(tempo: str | None, metre: str | None, first_beat_s: float | None) -> Bounds | None:
    """What was said, as it was written; None where nothing was. Raises MusicError."""
    if tempo is None and metre is None and first_beat_s is None:
        return None
    return Bounds(
        read_tempo(tempo) if tempo is not None else None, read_metre(metre) if metre is not None else None, first_beat_s
    )  # fmt: skip
