"""Own pieces: always playable, and of every kind."""

from collections import Counter

import numpy as np
import pytest

from vc.data.simulator.compose import FREE_SHARE, compose, compose_free
from vc.data.simulator.harmony import Key
from vc.data.simulator.score import Note, beat_grid, conducted
from vc.data.simulator.textures import BASS, TEXTURES, Frame


@pytest.fixture(scope="module")
def pieces():
    return [compose(np.random.default_rng(seed)) for seed in range(100)]


def test_bars_have_no_gaps_and_hold_whole_beats(pieces):
    for piece in pieces:
        for bar, following in zip(piece.bars, piece.bars[1:], strict=False):
            assert bar.end_q == pytest.approx(following.start_q)
        grid = beat_grid(piece) if piece.bars else None
        if grid is not None:
            assert (np.diff(grid.place_q) > 0).all()
            downbeats = [bar.start_q for bar in piece.bars if not bar.anacrusis]
            np.testing.assert_allclose(grid.place_q[grid.position == 0], downbeats)


def test_notes_are_playable_and_in_order(pieces):
    for piece in pieces:
        assert len(piece.notes) > 20
        assert all(20 <= n.pitch <= 108 and n.length_q > 0 and n.start_q >= 0 for n in piece.notes)
        assert list(piece.notes) == sorted(piece.notes, key=lambda n: n.start_q)
        assert {n.voice for n in piece.notes} <= set(range(len(piece.voices)))


def test_tempi_and_metres_span_what_is_conducted(pieces):
    metres = Counter((bar.count, bar.unit) for piece in pieces for bar in piece.bars)
    assert {(2, 4), (3, 4), (4, 4), (6, 8), (2, 2), (9, 8), (12, 8), (5, 4)} <= set(metres)
    beats = [
        piece.tempo_at(bar.start_q) / conducted(bar.count, bar.unit, piece.tempo_at(bar.start_q))[1]
        for piece in pieces for bar in piece.bars[:1]
    ]  # fmt: skip
    assert min(beats) < 60
    assert max(beats) > 150


def test_some_pieces_have_no_pulse(pieces):
    free = sum(not piece.bars for piece in pieces)
    assert free / len(pieces) == pytest.approx(FREE_SHARE, abs=0.06)
    assert len(beat_grid(compose_free(np.random.default_rng(0)))) == 0


def test_some_pieces_hold_pause_and_begin_with_a_pickup(pieces):
    assert any(hold.silent for piece in pieces for hold in piece.holds)
    assert any(not hold.silent for piece in pieces for hold in piece.holds)
    assert any(piece.bars and piece.bars[0].anacrusis for piece in pieces)


@pytest.mark.parametrize("name", TEXTURES)
@pytest.mark.parametrize(("beats", "beat_q", "parts"), [(4, 1.0, 2), (3, 1.0, 2), (2, 1.5, 3), (1, 1.5, 3)])
def test_a_texture_stays_in_its_bar_and_starts_on_the_downbeat(name, beats, beat_q, parts):
    frame = Frame(8.0, beats, beat_q, parts, 0.5, Key(0, "major"), 4, 3, np.random.default_rng(0))
    notes: list[Note] = list(TEXTURES[name](frame))
    assert all(n.start_q >= 8.0 and n.end_q <= 8.0 + frame.bar_q + 1e-6 for n in notes)
    if name not in ("alone", "syncopation"):
        assert any(n.start_q == 8.0 for n in notes)
    assert all(n.pitch < 60 for n in notes if n.voice == BASS)


def test_keys_give_scales():
    assert [Key(0, "major").pitch(step, 60) for step in range(8)] == [60, 62, 64, 65, 67, 69, 71, 72]
    assert Key(9, "minor").pitch(0, 60) == 57
