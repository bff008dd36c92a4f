"""Beats, bars and loudness of signals whose rhythm is known."""

from collections.abc import Callable
from pathlib import Path

import mir_eval
import numpy as np
import pytest

from vc.audio.load import load_music
from vc.audio.mel import official_mel
from vc.audio.rhythm.correct import LEAST_GAP_S
from vc.motion.hearing import find_rhythm
from vc.music import SAMPLE_RATE, Mel, Rhythm
from vc.skeleton import pose_count

EXAMPLES = Path(__file__).parents[2] / "examples"
Voice = Callable[[int], list[np.ndarray]]  # number of the beat -> sounds that start there


def tone(hertz: float, seconds: float = 0.3, decay_s: float = 0.08) -> np.ndarray:
    t = np.arange(int(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    return (np.sin(2 * np.pi * hertz * t) * np.exp(-t / decay_s) * np.minimum(t / 0.002, 1)).astype(np.float32)


def noise(seconds: float, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).standard_normal(int(seconds * SAMPLE_RATE)).astype(np.float32)


def hiss(decay_s: float) -> np.ndarray:
    burst = noise(5 * decay_s)
    return np.diff(burst * np.exp(-np.arange(len(burst)) / SAMPLE_RATE / decay_s), prepend=0).astype(np.float32)


def place(samples: np.ndarray, sound: np.ndarray, second: float) -> None:
    start = round(second * SAMPLE_RATE)
    end = min(start + len(sound), len(samples))
    samples[start:end] += sound[: end - start]


def play(beats_s: np.ndarray, voice: Voice, tail_s: float = 1.0) -> np.ndarray:
    """Music with the sounds of `voice` on its beats over a very soft hiss, as any recording has."""
    samples = 1e-4 * noise(float(beats_s[-1]) + tail_s)
    for i, second in enumerate(beats_s):
        for sound in voice(i):
            place(samples, sound, second)
    return samples


def steady(bpm: float, seconds: float = 30, first_s: float = 0.5) -> np.ndarray:
    return np.arange(first_s, seconds - 1, 60 / bpm)


def click(_: int) -> list[np.ndarray]:
    return [tone(1000, 0.1, 0.02)]


def waltz(beat: int) -> list[np.ndarray]:
    key = 2 ** ([0, 5, 7, 0][beat // 3 % 4] / 12)
    if beat % 3 == 0:
        return [0.8 * tone(82 * key, 0.6, 0.3)]
    return [0.2 * tone(hertz * key) for hertz in (330, 415, 495)]


def bowed(hertz: float, seconds: float, attack_s: float) -> np.ndarray:
    """A tone of five partials that grows for `attack_s`."""
    t = np.arange(int(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    wave = sum(np.sin(2 * np.pi * n * hertz * t) / n for n in range(1, 6))
    return (0.1 * wave * np.minimum(t / attack_s, 1) * np.minimum((t[-1] - t) / 0.1, 1)).astype(np.float32)


def oom_pah(half_beat: int) -> list[np.ndarray]:
    """A soft bass note on the beat, a louder chord of the same harmony after it."""
    key = 2 ** ([0, 5, 7, 0][half_beat // 8 % 4] / 12)
    if half_beat % 2 == 0:
        return [0.45 * tone((82 if half_beat % 4 else 62) * key, 0.4, 0.15)]
    return [0.25 * tone(hertz * key, 0.2, 0.06) for hertz in (277, 330, 415)]


def band(bpm: float) -> Voice:
    """Bass drum, snare, hi-hat in quavers, a chord a bar."""

    def voice(beat: int) -> list[np.ndarray]:
        key = 2 ** ([0, 5, 7, 0][beat // 4 % 4] / 12)
        gap = np.zeros(round(30 / bpm * SAMPLE_RATE), np.float32)
        sounds = [0.3 * hiss(0.01), np.concatenate([gap, 0.3 * hiss(0.01)])]
        sounds.append(0.3 * hiss(0.03) if beat % 2 else tone(60, 0.2, 0.06))
        if beat % 4 == 0:
            sounds += [0.15 * tone(hertz * key, 240 / bpm, 1.0) for hertz in (220, 277, 330)]
        return sounds

    return voice


def drum_and_chords(metre: int) -> Voice:
    """A deep drum on the first beat of a bar, a higher one on the others; a chord on each beat, another in each bar."""

    def voice(beat: int) -> list[np.ndarray]:
        down, root = beat % metre == 0, (131, 175, 196, 147)[beat // metre % 4]
        drum = tone(70, 0.25, 0.055) if down else 0.5 * tone(110, 0.25, 0.055)
        return [drum, 0.1 * hiss(0.011), *(0.1 / k * tone(root * k, 0.45, 1.0) for k in (2, 2.5, 3, 4))]

    return voice


def rhythm_of(samples: np.ndarray) -> Rhythm:
    return find_rhythm(official_mel(samples))


def f_measure(truth: np.ndarray, found: np.ndarray) -> float:
    return mir_eval.beat.f_measure(truth, found)


def errors(truth: np.ndarray, found: np.ndarray) -> np.ndarray:
    """Signed seconds from each true beat to the nearest found one."""
    return found[np.abs(found[:, None] - truth[None]).argmin(0)] - truth


@pytest.mark.parametrize("bpm", [30, 40, 50, 63, 80, 97, 120, 144, 172, 200, 230])
def test_beats_of_a_click_track_are_found_to_15_ms(bpm: float) -> None:
    beats = steady(bpm)
    found = rhythm_of(play(beats, click)).beats_s
    assert f_measure(beats, found) >= 0.98
    assert np.abs(errors(beats, found)).max() < 0.015
    assert errors(beats, found).std() < 0.002


@pytest.mark.parametrize("bpm", [50, 70, 96, 128, 150])
def test_quavers_of_a_band_do_not_double_the_tempo(bpm: float) -> None:
    beats = steady(bpm)
    rhythm = rhythm_of(play(beats, band(bpm)))
    assert rhythm.tempo_bpm == pytest.approx(bpm, rel=0.02)
    assert f_measure(beats, rhythm.beats_s) >= 0.95


def test_the_bar_of_a_band_starts_with_its_chord() -> None:
    beats = steady(110)
    rhythm = rhythm_of(play(beats, band(110)))
    assert (rhythm.beats_per_bar == 4).mean() > 0.9
    assert f_measure(beats[::4], rhythm.downbeats_s) > 0.9


@pytest.mark.parametrize("bpm", [70, 120, 170])
def test_a_waltz_has_three_beats_and_its_downbeats_are_the_bass_notes(bpm: float) -> None:
    beats = steady(bpm)
    rhythm = rhythm_of(play(beats, waltz))
    assert f_measure(beats, rhythm.beats_s) >= 0.98
    assert (rhythm.beats_per_bar == 3).all()
    assert f_measure(beats[::3], rhythm.downbeats_s) >= 0.95


def test_places_count_up_through_every_bar() -> None:
    rhythm = rhythm_of(play(steady(120), waltz))
    assert ((np.diff(rhythm.bar_positions) % 3) == 1).all()
    assert (rhythm.bar_positions < rhythm.beats_per_bar).all()


def test_an_accelerando_is_followed() -> None:
    beats = np.cumsum(60 / np.linspace(70, 140, 80))
    assert f_measure(beats, rhythm_of(play(beats, click)).beats_s) >= 0.98


def test_chords_off_the_beat_do_not_draw_the_beat_to_them_in_an_accelerando() -> None:
    beats = np.cumsum(60 / np.linspace(110, 180, 80))
    halves = np.interp(np.arange(2 * len(beats) - 1) / 2, np.arange(len(beats)), beats)
    assert f_measure(beats, rhythm_of(play(halves, oom_pah)).beats_s) >= 0.85


@pytest.mark.parametrize("attack_s", [0.03, 0.05, 0.08])
def test_slow_attacks_do_not_make_the_beats_late(attack_s: float) -> None:
    beats = steady(90)
    notes = (220.0, 247.0, 277.0, 294.0, 330.0)
    found = rhythm_of(play(beats, lambda i: [bowed(notes[i * i % 5], 0.7, attack_s)])).beats_s
    assert f_measure(beats, found) >= 0.95
    assert abs(np.median(errors(beats, found))) < 0.025


def test_pulses_that_alternate_in_strength_are_halves_of_slow_beats_or_bars_of_two() -> None:
    pulses = steady(104, 60)
    found = rhythm_of(play(pulses, lambda i: [tone(1000) if i % 2 == 0 else 0.2 * tone(1000)]))
    assert f_measure(pulses[::2], found.beats_s if found.tempo_bpm < 80 else found.downbeats_s) >= 0.95


def test_bars_of_four_are_found_by_harmony_alone() -> None:
    chords = ((220, 277, 330), (294, 370, 440), (330, 415, 494), (247, 294, 370))
    beats = steady(100, 60)
    rhythm = rhythm_of(play(beats, lambda i: [0.2 * tone(h, 0.5, 0.3) for h in chords[i // 4 % 4]]))
    assert f_measure(beats[::4], rhythm.downbeats_s) >= 0.9


@pytest.mark.parametrize("metre", [2, 5])
def test_bars_that_begin_with_a_chord_of_their_own_are_found(metre: int) -> None:
    beats = steady(120, 24)
    rhythm = rhythm_of(play(beats, drum_and_chords(metre)))
    assert (rhythm.beats_per_bar == metre).all()
    assert f_measure(beats[::metre], rhythm.downbeats_s) >= 0.95


@pytest.mark.parametrize("name", ["blue_danube.ogg", "mountain_king.m4a", "ode_to_joy.mp3"])
def test_the_beats_of_the_examples_are_followed(name: str) -> None:
    truth = np.loadtxt((EXAMPLES / name).with_suffix(".beats.tsv"))
    assert f_measure(truth[:, 0], rhythm_of(load_music(EXAMPLES / name)).beats_s) >= 0.95


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("blue_danube.ogg", 0.95),
        ("ode_to_joy.mp3", 0.8),
        ("mountain_king.m4a", 0.9),
    ],
)
def test_the_bars_of_the_examples_are_followed(name: str, least: float) -> None:
    truth = np.loadtxt((EXAMPLES / name).with_suffix(".beats.tsv"))
    downbeats = truth[truth[:, 1] == 1, 0]
    assert f_measure(downbeats, rhythm_of(load_music(EXAMPLES / name)).downbeats_s) >= least


@pytest.mark.parametrize(("every", "bpm"), [(3, 120), (4, 120), (3, 84), (2, 100)])
def test_the_accents_of_a_metronome_are_its_bars(every: int, bpm: float) -> None:
    def accented(number: int) -> list[np.ndarray]:
        return [tone(1500.0 if number % every == 0 else 1000.0, 0.03) * (1.0 if number % every == 0 else 0.65)]

    rhythm = rhythm_of(play(steady(bpm), accented))
    assert f_measure(steady(bpm)[::every], rhythm.downbeats_s) >= 0.95


def test_a_ritardando_to_half_tempo_is_followed() -> None:
    beats = np.cumsum(60 / np.concatenate([np.full(30, 120.0), np.linspace(120, 60, 12), np.full(20, 110.0)]))
    assert f_measure(beats, rhythm_of(play(beats, click)).beats_s) >= 0.98


def test_rubato_is_followed() -> None:
    sway = 0.15 * np.sin(np.arange(80) * 0.5) + 0.04 * np.random.default_rng(0).standard_normal(80)
    beats = np.cumsum(60 / (95 * np.exp(sway)))
    assert f_measure(beats, rhythm_of(play(beats, click)).beats_s) >= 0.98


def test_each_movement_keeps_its_own_tempo() -> None:
    slow, quick = steady(66, 60), 61 + steady(138, 60)
    found = rhythm_of(play(np.concatenate([slow, quick]), click)).beats_s
    assert 60 / np.median(np.diff(found[found < 58])) == pytest.approx(66, rel=0.02)
    assert 60 / np.median(np.diff(found[found > 62])) == pytest.approx(138, rel=0.02)


def test_silence_has_no_beats_and_no_loudness() -> None:
    rhythm = rhythm_of(np.zeros(20 * SAMPLE_RATE, np.float32))
    assert len(rhythm.beats_s) == len(rhythm.bar_positions) == len(rhythm.beats_per_bar) == 0
    assert rhythm.loudness.shape == (600,)
    assert not rhythm.loudness.any()


@pytest.mark.parametrize("level", [0.0, 1.0])
def test_a_mel_that_never_changes_has_no_beats(level: float) -> None:
    rhythm = find_rhythm(Mel(np.full((900, 128), level, np.float32), 10.0))
    assert len(rhythm.beats_s) == 0
    assert not rhythm.loudness.any()


def test_noise_and_pads_have_no_beats_but_loudness() -> None:
    t = np.arange(40 * SAMPLE_RATE) / SAMPLE_RATE
    swell = 1 + 0.5 * np.sin(2 * np.pi * 0.07 * t)
    pad = sum(np.sin(2 * np.pi * hertz * t + hertz) for hertz in (110, 165, 220, 277, 330, 440)) * swell
    for sound in (noise(40), (0.05 * pad).astype(np.float32), (swell * noise(40)).astype(np.float32)):
        rhythm = rhythm_of(0.1 * sound)
        assert len(rhythm.beats_s) == 0
        assert rhythm.loudness.mean() > 0.3


def test_no_beats_are_invented_in_a_gap_and_the_pulse_is_taken_up_after_it() -> None:
    beats = steady(100, 60)
    beats = beats[(beats < 20) | (beats > 32)]
    found = rhythm_of(play(beats, click)).beats_s
    assert not ((found > 20.5) & (found < 31.5)).any()
    assert f_measure(beats, found) >= 0.98


def test_loudness_follows_a_crescendo_and_is_zero_in_silence() -> None:
    t = np.arange(20 * SAMPLE_RATE) / SAMPLE_RATE
    samples = (noise(20) * 10 ** (-2 + t / 10) * (t < 17)).astype(np.float32)
    loudness = rhythm_of(samples).loudness
    assert loudness.shape == (pose_count(20.0),)
    assert loudness.dtype == np.float32
    assert (np.diff(loudness[30:480:30]) > 0).all()
    assert loudness[:60].mean() < 0.15
    assert loudness[440:480].mean() > 0.85
    assert not loudness[530:].any()


def test_a_piece_of_one_loudness_is_not_blown_up() -> None:
    loudness = rhythm_of(0.1 * noise(20)).loudness
    assert np.ptp(loudness[30:-30]) < 0.15
    assert 0.4 < loudness.mean() < 0.8


@pytest.mark.parametrize("frames", [0, 1, 2, 10, 50, 100])
def test_the_shortest_music_is_no_error(frames: int) -> None:
    values = np.random.default_rng(0).random((frames, 128)).astype(np.float32)
    rhythm = find_rhythm(Mel(values, frames / 90))
    assert rhythm.loudness.shape == (pose_count(frames / 90),)
    assert len(rhythm.beats_s) == len(rhythm.bar_positions) == len(rhythm.beats_per_bar)


def test_beats_rise_and_lie_within_the_music() -> None:
    values = np.random.default_rng(1).random((4000, 128)).astype(np.float32)
    rhythm = find_rhythm(Mel(values, 4000 / 90))
    assert (np.diff(rhythm.beats_s) > LEAST_GAP_S).all()
    assert rhythm.beats_s.min(initial=0) >= 0
    assert rhythm.beats_s.max(initial=0) < rhythm.seconds


def test_tracking_is_repeatable_and_leaves_the_mel_alone() -> None:
    mel = official_mel(play(steady(100, 15), waltz))
    before = mel.values.copy()
    first, second = find_rhythm(mel), find_rhythm(mel)
    np.testing.assert_array_equal(first.beats_s, second.beats_s)
    np.testing.assert_array_equal(first.loudness, second.loudness)
    np.testing.assert_array_equal(mel.values, before)
