"""Bars, conducted beats and sections, by counting."""

import numpy as np
import pytest

from vc.data.simulator.score import Hold, Note, Score, Voice, beat_grid, conducted, cut, section_bars
from vc.metre import Bar


@pytest.mark.parametrize(
    ("metre", "qpm", "expected"),
    [
        ((4, 4), 100, (4, 1.0)), ((3, 4), 180, (3, 1.0)), ((2, 2), 160, (2, 2.0)), ((2, 2), 60, (4, 1.0)),
        ((6, 8), 120, (2, 1.5)), ((6, 8), 45, (6, 0.5)), ((9, 8), 90, (3, 1.5)), ((12, 8), 90, (4, 1.5)),
        ((3, 8), 120, (1, 1.5)), ((3, 8), 60, (3, 0.5)), ((5, 4), 100, (5, 1.0)), ((4, 4), 200, (2, 2.0)),
        ((3, 4), 240, (1, 3.0)), ((2, 4), 400, (1, 2.0)), ((5, 8), 210, (1, 2.5)),
    ],
)  # fmt: skip
def test_a_metre_is_beaten_by_its_tempo(metre, qpm, expected):
    assert conducted(*metre, qpm) == expected


def test_three_four_has_a_downbeat_every_three_quarters(make_score):
    grid = beat_grid(make_score(3, 4, bars=4))
    np.testing.assert_allclose(grid.place_q, np.arange(12))
    assert list(grid.position) == [0, 1, 2] * 4
    assert set(grid.beats_per_bar) == {3}


def test_six_eight_is_beaten_in_dotted_quarters(make_score):
    grid = beat_grid(make_score(6, 8, bars=2, qpm=120))
    np.testing.assert_allclose(grid.place_q, [0, 1.5, 3, 4.5])
    assert list(grid.position) == [0, 1, 0, 1]


def test_a_pickup_is_the_end_of_a_bar(make_score):
    grid = beat_grid(make_score(3, 4, bars=2, pickup_q=1.0))
    assert list(grid.position) == [2, 0, 1, 2, 0, 1, 2]
    assert grid.place_q[0] == 0


def test_a_pickup_shorter_than_a_beat_has_none(make_score):
    grid = beat_grid(make_score(4, 4, bars=1, pickup_q=0.5))
    np.testing.assert_allclose(grid.place_q, [0.5, 1.5, 2.5, 3.5])


def test_metre_changes_are_followed():
    bars = (Bar(0, 4, 4, 4), Bar(4, 3, 3, 4), Bar(7, 3, 6, 8))
    grid = beat_grid(Score("mixed", (Note(0, 10, 60),), bars, (Voice("one"),), ((0.0, 100.0),)))
    assert list(grid.beats_per_bar) == [4] * 4 + [3] * 3 + [2] * 2
    np.testing.assert_allclose(grid.place_q[grid.position == 0], [0, 4, 7])


def test_a_section_starts_at_zero_and_keeps_what_is_inside(make_score):
    whole = make_score(4, 4, bars=8)
    part = cut(whole, 2, 4)
    assert part.bars[0].start_q == part.notes[0].start_q == 0
    assert part.end_q == 12
    assert len(part.notes) == 12 * 2 * 2


def test_a_section_takes_its_tempo_and_fermata_along(make_score):
    from dataclasses import replace

    whole = replace(make_score(), tempi=((0.0, 100.0), (4.0, 60.0)), holds=(Hold(12.0, 1.0), Hold(30.0, 1.0)))
    part = cut(whole, 2, 4)
    assert part.tempi[0] == (0.0, 60.0)
    assert [hold.at_q for hold in part.holds] == [4.0]


def test_sections_last_about_as_long_as_asked_and_fit_into_the_piece(make_score):
    piece = make_score(4, 4, bars=100, qpm=120)  # 200 s
    for seed in range(20):
        first, last = section_bars(piece, 70.0, np.random.default_rng(seed))
        assert 0 <= first <= last < 100
        assert 2 * (last - first + 1) == pytest.approx(70, abs=2.1)


def test_a_short_piece_is_its_own_section(make_score):
    assert section_bars(make_score(bars=5), 70.0, np.random.default_rng(0)) == (0, 4)
