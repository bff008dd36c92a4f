"""A written score as an aligner needs it: notes, bars, beats, and where its reading may go back or skip.

Places are counted in quarter notes from the beginning of the score as it is printed, repeats not played out; such
names end in `_q`.
"""

from dataclasses import dataclass, field

import numpy as np

from vc.metre import Bar


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
