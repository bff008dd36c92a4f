"""Performances whose timing is known, and those that are only known to be free."""

from dataclasses import replace

import numpy as np
import pytest

from vc.data.simulator.performer import follow, play
from vc.data.simulator.playing import Manner
from vc.data.simulator.score import Gradual, Hold, Note, beat_grid

METRONOME = Manner()


def rubato_of(beats_s: np.ndarray) -> float:
    return float(np.median(np.abs(np.diff(np.log(np.diff(beats_s))))))


def perform(score, manner=METRONOME, seed=0):
    return play(score, manner, np.random.default_rng(seed))


@pytest.mark.parametrize(("metre", "qpm", "step_s"), [((4, 4), 120, 0.5), ((3, 4), 90, 2 / 3), ((6, 8), 90, 1.0)])
def test_a_metronome_puts_beats_and_notes_at_exact_times(make_score, metre, qpm, step_s):
    performance = perform(make_score(*metre, bars=8, qpm=qpm))
    np.testing.assert_allclose(performance.beats_s, step_s * np.arange(len(performance.beats_s)), atol=1e-9)
    np.testing.assert_allclose(np.unique(performance.start_s.round(9))[:4], 30 / qpm * np.arange(4), atol=1e-8)


def test_the_positions_are_those_of_the_score(make_score):
    score = make_score(3, 4, pickup_q=1.0)
    np.testing.assert_array_equal(perform(score).bar_positions, beat_grid(score).position)


@pytest.mark.parametrize("rubato", [0.005, 0.02, 0.06, 0.1])
def test_rubato_is_as_large_as_asked(make_score, rubato):
    beats = perform(make_score(bars=60), replace(METRONOME, rubato=rubato)).beats_s
    assert rubato_of(beats) == pytest.approx(rubato, rel=0.2)
    assert (np.diff(beats) > 0.2).all()


def test_a_fermata_lengthens_its_note_and_delays_what_follows(make_score):
    plain = make_score(bars=4, qpm=60)
    held = replace(plain, holds=(Hold(8.0, 1.5),))
    before, after = perform(plain), perform(held)
    np.testing.assert_allclose(after.beats_s - before.beats_s, [0] * 8 + [1.5] * 8, atol=1e-6)
    last_before = before.start_s < 7.6
    assert (after.end_s - before.end_s)[last_before].max() > 1.0


def test_a_pause_is_silent(make_score):
    performance = perform(replace(make_score(bars=4, qpm=60), holds=(Hold(8.0, 2.0, silent=True),)))
    assert not ((performance.end_s > 8.05) & (performance.start_s < 9.95)).any()


def test_a_ritardando_slows_down_and_is_over_at_its_end(make_score):
    score = replace(make_score(bars=6, qpm=60), graduals=(Gradual(8.0, 16.0, 0.5),))
    steps = np.diff(perform(score).beats_s)
    np.testing.assert_allclose(steps[:8], 1.0)
    assert (np.diff(steps[8:16]) > 0).all()
    assert steps[15] > 1.7
    np.testing.assert_allclose(steps[16:], 1.0)


def test_a_piece_ends_slower_if_it_ends(make_score):
    manner = replace(METRONOME, final_ratio=0.5)
    ended, cut_off = (play(make_score(), manner, np.random.default_rng(1), ends=ends).beats_s for ends in (True, False))
    assert np.diff(ended)[-1] > 1.3 * np.diff(cut_off)[-1]


def test_the_melody_leads(make_score):
    performance = perform(make_score(), replace(METRONOME, melody_lead_s=0.03))
    melody, bass = (performance.start_s[performance.voice == v][1:] for v in (0, 1))
    np.testing.assert_allclose(bass - melody, 0.03, atol=1e-9)


def test_rolled_chords_start_from_the_bass():
    from vc.data.simulator.score import Bar, Score, Voice

    chord = tuple(Note(4.0, 2.0, pitch, 1) for pitch in (48, 55, 60, 64))
    score = Score("chord", chord, (Bar(0, 4, 4, 4), Bar(4, 4, 4, 4)), (Voice("a"), Voice("b")), ((0.0, 60.0),))
    starts = perform(score, replace(METRONOME, roll=1.0, roll_s=0.04)).start_s
    np.testing.assert_allclose(np.diff(starts), 0.04, atol=1e-9)
    assert starts[0] <= 4.0 <= starts[-1]


def test_loud_marks_and_accents_are_louder(make_score):
    plain = make_score()
    voices = tuple(replace(v, dynamics=((0.0, 0.2), (15.9, 0.2), (16.0, 0.9))) for v in plain.voices)
    performance = perform(replace(plain, voices=voices))
    early = performance.start_s < 7.9
    assert performance.velocity[~early].mean() > performance.velocity[early].mean() + 40
    assert performance.expression[0, -10] > performance.expression[0, 10]
    assert 1 <= performance.velocity.min() <= performance.velocity.max() <= 127


def test_staccato_is_short(make_score):
    plain = make_score()
    short = replace(plain, notes=tuple(replace(n, articulation="staccato") for n in plain.notes))
    lengths = [np.mean(p.end_s - p.start_s) for p in (perform(plain), perform(short))]
    assert lengths[1] < 0.6 * lengths[0]


def test_a_performance_is_the_same_for_a_seed_and_another_for_another(make_score):
    manner = Manner.draw(np.random.default_rng(5))
    first, second, other = (perform(make_score(), manner, seed) for seed in (1, 1, 2))
    np.testing.assert_array_equal(first.start_s, second.start_s)
    assert not np.array_equal(first.start_s, other.start_s)


def test_drawn_manners_run_from_metronomic_to_free():
    rubati = [Manner.draw(np.random.default_rng(seed)).rubato for seed in range(300)]
    assert 0.004 <= min(rubati) < 0.006
    assert 0.08 < max(rubati) <= 0.10


def test_beats_without_notes_at_the_end_belong_to_the_performance(make_score):
    score = make_score(bars=4, qpm=60)
    resting = replace(score, notes=tuple(n for n in score.notes if n.start_q < 10))
    performance = perform(resting)
    assert performance.seconds == pytest.approx(15.0)
    assert (np.diff(follow([performance, performance], [0.5, 0.5]).beats_s) > 0).all()


def test_pieces_follow_each_other_after_their_gaps(make_score):
    one = perform(make_score(bars=2, qpm=60))
    both = follow([one, one], [1.0, 2.0])
    np.testing.assert_allclose(both.beats_s, [*(one.beats_s + 1), *(one.beats_s + 3 + one.seconds)])
    assert both.seconds == pytest.approx(2 * one.seconds + 3)
    assert len(both.start_s) == 2 * len(one.start_s)
