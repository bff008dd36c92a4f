"""Bars as they are printed, and the beats in them.

Places are counted in quarter notes from the beginning of a score; such names end in `_q`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

EPSILON_Q = 1e-4  # places closer than this are the same: triplets are no exact floats


@dataclass(frozen=True)
class Bar:
    """A bar with its written metre, count/unit.

    anacrusis : the beginning of the bar is missing, as in a pickup, so that its beats are counted from its end
    """

    start_q: float
    length_q: float
    count: int
    unit: int
    anacrusis: bool = False

    @property
    def end_q(self) -> float:
        return self.start_q + self.length_q

    @property
    def full_q(self) -> float:
        return self.count * 4 / self.unit

    @property
    def is_compound(self) -> bool:
        """Its beats are dotted: 6/8, 9/8, 12/8 and the like."""
        return self.count % 3 == 0 and self.count > 3


@dataclass(frozen=True)
class BeatGrid:
    """Beats in order: place_q (n,), position in the bar (n,), beats_per_bar (n,)."""

    place_q: np.ndarray
    position: np.ndarray
    beats_per_bar: np.ndarray

    def __len__(self) -> int:
        return len(self.place_q)


def beats_of(bars: tuple[Bar, ...], counted: Callable[[Bar], tuple[int, float]]) -> BeatGrid:
    """All beats of bars in order. counted : how many a full bar has, and how many quarters each lasts"""
    rows = [row for bar in bars for row in _rows(bar, *counted(bar))]
    place, position, per_bar = np.array(rows, float).reshape(-1, 3).T
    return BeatGrid(place, position.round().astype(int), per_bar.round().astype(int))


def _rows(bar: Bar, beats: int, beat_q: float) -> Iterator[tuple[float, int, int]]:
    beats = max(beats, int(np.ceil(bar.length_q / beat_q - EPSILON_Q)))  # a written-out cadenza: as long as it is
    start = bar.end_q - bar.full_q if bar.anacrusis else bar.start_q
    for position in range(beats):
        place = start + position * beat_q
        if bar.start_q - EPSILON_Q <= place < bar.end_q - EPSILON_Q:
            yield place, position, beats


def notated_beats(bars: tuple[Bar, ...]) -> BeatGrid:
    """A metre n/d has n beats; 6, 9, 12 and so on have n/3, dotted.

    Source: the convention of the ASAP annotations (Foscarin et al. 2020).
    """
    return beats_of(bars, lambda bar: (bar.count // 3, 12 / bar.unit) if bar.is_compound else (bar.count, 4 / bar.unit))


def mark_anacruses(bars: list[Bar]) -> tuple[Bar, ...]:
    """Bars with the short ones marked: one begins a bar that the next completes, or ends the piece; any other
    is the end of a bar, like the pickup of a piece or a movement, or the second half of a bar that a repeat divides.
    """
    marked: list[Bar] = []
    for i, bar in enumerate(bars):
        completes = bool(marked) and not marked[-1].anacrusis and _together_full(marked[-1], bar)
        completed = i + 1 < len(bars) and _together_full(bar, bars[i + 1])
        short = bar.length_q < bar.full_q - EPSILON_Q
        marked.append(replace(bar, anacrusis=short and (completes or not (completed or 0 < i == len(bars) - 1))))
    return tuple(marked)


def _together_full(first: Bar, second: Bar) -> bool:
    return abs(first.length_q + second.length_q - second.full_q) < EPSILON_Q
