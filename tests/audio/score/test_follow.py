"""Performances whose true beats are known: written pieces, played with rubato by a synthesizer of sines."""

from dataclasses import replace

import mido
import numpy as np
import pytest

from vc.audio.score import follow, read_score
from vc.audio.score.follow import follow_score
from vc.audio.score.tones import HOP_SAMPLES, LOWEST, RATE, measure_tones
from vc.audio.score.transcribe import transcribe
from vc.data.simulator.synth import render_sine
from vc.errors import ScoreError
from vc.music import Rhythm

SCALE = np.array([0, 2, 4, 5, 7, 9, 11])
BARS = 16


def piece(seed):
    """(start_q, length_q, pitch) of a melody in quarters and eighths over a bass, sixteen bars of 3/4."""
    rng = np.random.default_rng(seed)
    notes, degree = [], 7
    for bar in range(BARS):
        root = int(rng.integers(0, 7))
        notes.append((3.0 * bar, 3.0, 36 + SCALE[root]))
        for beat in range(3):
            notes += [(3.0 * bar + beat, 1.0, 60 + SCALE[(root + 2 * k) % 7]) for k in range(2) if beat]
            for start in [0.0, 0.5] if rng.random() < 0.5 else [0.0]:
                degree = int(np.clip(degree + rng.integers(-2, 3), 3, 13))
                notes.append((3.0 * bar + beat + start, 0.5, 67 + SCALE[degree % 7] + 12 * (degree // 7)))
    return np.array(notes)


def write_midi(path, notes, count=3):
    file = mido.MidiFile(ticks_per_beat=480)
    track = mido.MidiTrack()
    file.tracks.append(track)
    track.append(mido.MetaMessage("time_signature", numerator=count, denominator=4, time=0))
    events = sorted((round(480 * (start + length * ends)), 1 - ends, int(pitch))
                    for start, length, pitch in notes for ends in (0, 1))  # fmt: skip
    now = 0
    for tick, starts, pitch in events:
        track.append(mido.Message("note_on" if starts else "note_off", note=pitch, velocity=64, time=tick - now))
        now = tick
    file.save(path)
    return path


def performed(notes, places_q, seed=0):
    """(samples, times of `places_q`): about 100 quarters a minute, each some 8 % longer or shorter than it would be."""
    rng = np.random.default_rng(seed)
    quarters = 0.6 * np.exp(0.08 * rng.standard_normal(200) + 0.2 * np.sin(np.arange(200) / 9))
    clock = np.concatenate([[1.0], 1.0 + np.cumsum(quarters)])
    start, end = (np.interp(at, np.arange(201), clock) for at in (notes[:, 0], notes[:, 0] + 0.9 * notes[:, 1]))
    start = start + 0.01 * rng.standard_normal(len(start))
    samples = render_sine(start, end, notes[:, 2].astype(int), np.full(len(notes), 80), seconds=end.max() + 1.5)
    return samples.mean(axis=1), np.interp(places_q, np.arange(201), clock)


def rhythm_of(samples):
    nothing = np.zeros(0, int)
    return Rhythm(np.zeros(0), nothing, nothing, np.zeros(1, np.float32), len(samples) / 22_050)


def share_near(truth, found, window_s=0.05):
    return np.mean([np.abs(found - at).min(initial=9) < window_s for at in truth])


@pytest.fixture(scope="module")
def waltz(tmp_path_factory):
    return read_score(write_midi(tmp_path_factory.mktemp("score") / "waltz.mid", piece(1)))


def test_a_transcription_hears_tones_begin_when_they_begin():
    pitches, starts = np.array([45, 57, 64, 72, 81]), np.array([1.0, 2.03, 3.11, 4.07, 5.0])
    samples = render_sine(starts, starts + 0.8, pitches, np.full(5, 90), seconds=7).mean(axis=1)
    heard = transcribe(measure_tones(samples))
    for pitch, start in zip(pitches, starts, strict=True):
        chances = heard.onset[:, pitch - LOWEST]
        assert chances.max() > 0.5
        assert chances.argmax() * HOP_SAMPLES / 22_050 == pytest.approx(start, abs=0.03)
    assert heard.active[round(1.4 * RATE), 45 - LOWEST] > 0.5
    assert heard.active[round(6.6 * RATE)].max() < 0.2


def test_a_performance_gets_its_score_s_beats_and_bars(waltz):
    samples, beats = performed(piece(1), np.arange(3 * BARS))
    rhythm, _ = follow_score(rhythm_of(samples), samples.astype(np.float32), waltz)
    assert share_near(beats, rhythm.beats_s) >= 0.97
    assert share_near(beats[::3], rhythm.downbeats_s) >= 0.97
    assert len(rhythm.beats_s) <= len(beats) + 1
    assert set(rhythm.beats_per_bar) == {3}


def test_a_repeat_may_be_played_and_a_part_be_left_out(waltz):
    notes, half = piece(1), 3 * BARS // 2
    first, second = notes[notes[:, 0] < half], notes[notes[:, 0] >= half]
    later = np.array([half, 0, 0])
    again = np.concatenate([first, first + later, second + later])
    samples, beats = performed(again, np.arange(4.5 * BARS), seed=2)
    repeated = replace(waltz, jumps=((float(half), 0.0),))
    followed = follow.follow(samples.astype(np.float32), repeated)
    assert [(p.from_q, p.to_q) for p in followed.passes] == [(0, half), (0, 2 * half)]
    assert share_near(beats, followed.beats_s) >= 0.95

    middle = second - later  # the recording begins in the middle of the piece
    samples, beats = performed(middle, np.arange(half), seed=3)
    followed = follow.follow(samples.astype(np.float32), waltz)
    assert followed.passes[0].from_q == half
    assert share_near(beats, followed.beats_s) >= 0.95


def test_an_orchestra_that_tunes_higher_is_followed(waltz):
    samples, beats = performed(piece(1), np.arange(3 * BARS), seed=4)
    higher = 2 ** (0.35 / 12)
    sharp = np.interp(np.arange(0, len(samples) - 1, higher), np.arange(len(samples)), samples)
    followed = follow.follow(sharp.astype(np.float32), waltz)
    assert share_near(beats / higher, followed.beats_s) >= 0.95


def test_the_score_of_another_piece_is_refused_with_a_reason(waltz):
    samples, _ = performed(piece(7), np.arange(3 * BARS), seed=5)
    with pytest.raises(ScoreError, match="waltz does not seem to be the score of this music"):
        follow_score(rhythm_of(samples), samples.astype(np.float32), waltz)


def test_what_the_score_says_comes_with_its_time(waltz):
    from vc.audio.score.notation import Mark

    samples, beats = performed(piece(1), np.arange(3 * BARS), seed=6)
    marked = replace(waltz, marks=(Mark(12.0, "dynamics", "ff"), Mark(30.0, "fermata", "")))
    _, marks = follow_score(rhythm_of(samples), samples.astype(np.float32), marked)
    assert [(mark.kind, mark.text) for mark in marks] == [("dynamics", "ff"), ("fermata", "")]
    assert [mark.time_s for mark in marks] == pytest.approx([beats[12], beats[30]], abs=0.06)


def test_hours_of_music_are_refused_before_any_work():
    with pytest.raises(ScoreError, match="120 minutes are too much to follow in a score at once"):
        follow.check_length(7200.0)
