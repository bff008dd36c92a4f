"""A written score as an aligner needs it: notes, bars, beats, and where its reading may go back or skip.

Places are counted in quarter notes from the beginning of the score as it is printed, repeats not played out; such
names end in `_q`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

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


@dataclass(frozen=True)
class Mark:
    """Something written at a place. kind : "tempo", "dynamics", "fermata" or "entry"; text : as it is printed."""

    place_q: float
    kind: str
    text: str


@dataclass(frozen=True)
class Notes:
    """Sounding notes, ties merged, by their start: (n,) each.

    start_q, end_q : float64 places; a grace note ends where it starts
    pitch : int, MIDI numbers of what sounds, transposing instruments transposed
    """

    start_q: np.ndarray
    end_q: np.ndarray
    pitch: np.ndarray

    def __len__(self) -> int:
        return len(self.start_q)


@dataclass(frozen=True)
class Score:
    """A piece as printed.

    tempi : (place, quarters a minute), rising; empty where none is marked
    jumps : (from, to) places between which a player may go on: repeats, endings, da capo, coda
    marks : by place
    """

    title: str
    notes: Notes
    bars: tuple[Bar, ...]
    tempi: tuple[tuple[float, float], ...] = ()
    jumps: tuple[tuple[float, float], ...] = ()
    marks: tuple[Mark, ...] = field(default=(), repr=False)

    @property
    def end_q(self) -> float:
        return max(float(self.notes.end_q.max(initial=0.0)), self.bars[-1].end_q if self.bars else 0.0)


@dataclass(frozen=True)
class Beats:
    """The notated beats: place_q (n,), position in the bar (n,), beats_per_bar (n,)."""

    place_q: np.ndarray
    position: np.ndarray
    beats_per_bar: np.ndarray

    def __len__(self) -> int:
        return len(self.place_q)


def notated_beats(bars: tuple[Bar, ...]) -> Beats:
    """All beats of a score in order: a metre n/d has n of them; 6, 9, 12 and so on have n/3, dotted.

    Source: the convention of the ASAP annotations (Foscarin et al. 2020).
    """
    rows = [row for bar in bars for row in _beats_of(bar)]
    place, position, per_bar = np.array(rows, float).reshape(-1, 3).T
    return Beats(place, position.round().astype(int), per_bar.round().astype(int))


def _beats_of(bar: Bar) -> Iterator[tuple[float, int, int]]:
    dotted = bar.count % 3 == 0 and bar.count > 3
    beats, beat_q = (bar.count // 3, 12 / bar.unit) if dotted else (bar.count, 4 / bar.unit)
    beats = max(beats, int(np.ceil(bar.length_q / beat_q - EPSILON_Q)))  # a written-out cadenza: as long as it is
    start = bar.end_q - bar.full_q if bar.anacrusis else bar.start_q
    for position in range(beats):
        place = start + position * beat_q
        if bar.start_q - EPSILON_Q <= place < bar.end_q - EPSILON_Q:
            yield place, position, beats


def mark_anacruses(bars: list[Bar]) -> tuple[Bar, ...]:
    """Bars with the short ones told apart: one begins a bar that the next completes, or ends the piece; any other
    is the end of a bar, like the pickup of a piece or a movement, or the second half of a bar that a repeat divides.
    """
    told: list[Bar] = []
    for i, bar in enumerate(bars):
        completes = bool(told) and not told[-1].anacrusis and _together_full(told[-1], bar)
        completed = i + 1 < len(bars) and _together_full(bar, bars[i + 1])
        short = bar.length_q < bar.full_q - EPSILON_Q
        told.append(replace(bar, anacrusis=short and (completes or not (completed or 0 < i == len(bars) - 1))))
    return tuple(told)


def _together_full(first: Bar, second: Bar) -> bool:
    return abs(first.length_q + second.length_q - second.full_q) < EPSILON_Q
