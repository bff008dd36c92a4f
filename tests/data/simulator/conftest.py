"""Small pieces whose beats are known by counting."""

from collections.abc import Callable

import pytest

from vc.data.simulator.score import Note, Score, Voice
from vc.metre import Bar

Maker = Callable[..., Score]


@pytest.fixture
def make_score() -> Maker:
    """(count, unit, bars, qpm, pickup_q) -> a note on every eighth in two voices, the bars one after the other."""

    def make(count: int = 4, unit: int = 4, bars: int = 8, qpm: float = 120.0, pickup_q: float = 0.0) -> Score:
        full = count * 4 / unit
        rows = [Bar(0.0, pickup_q, count, unit, anacrusis=True)] if pickup_q else []
        rows += [Bar(pickup_q + i * full, full, count, unit) for i in range(bars)]
        eighths = round(rows[-1].end_q * 2)
        notes = [Note(i / 2, 0.5, 72 + i % 5, 0) for i in range(eighths)]
        notes += [Note(i / 2, 0.5, 48 + i % 5, 1) for i in range(eighths)]
        notes.sort(key=lambda n: (n.start_q, n.voice))
        return Score("made", tuple(notes), tuple(rows), (Voice("top"), Voice("low")), ((0.0, qpm),))

    return make
