"""A lesson tells the network what the simulator knew, at the right time."""

from dataclasses import replace

import numpy as np
import pytest

from vc.conductor import perform
from vc.conductor.drift import Drift
from vc.conductor.intent import INTENTS
from vc.conductor.latents import DRIFTS, NOISE_CHANNELS, STYLE_CHANNELS, noise_of, style_of
from vc.manner import AS_DRAWN, Manner
from vc.models.baton.train import SupervisedConfig
from vc.models.baton.train_lessons import fresh_lesson, heard_track, recorded_lesson
from vc.train.augment import change, stretch
from vc.train.lessons import excerpt, faster, labels_of


@pytest.fixture
def rng():
    return np.random.default_rng(0)


def test_the_network_takes_what_the_simulator_gives():
    from vc.models.baton import network

    taken = network.STYLE_CHANNELS, network.NOISE_CHANNELS, network.INTENT_CHANNELS
    assert taken == (STYLE_CHANNELS, NOISE_CHANNELS, len(INTENTS))


def test_a_recorded_lesson_is_the_item_s_conductor(items):
    lesson = recorded_lesson(items[1], 3, 4)
    whole = perform(labels_of(items[1]).rhythm, seed=int(labels_of(items[1]).seeds[0]))
    joints, channels = lesson.motion[:, :39].reshape(-1, 13, 3), lesson.motion[:, 39:]
    assert joints == pytest.approx(whole.joints[90:210])
    assert channels == pytest.approx(whole.channels[90:210])
    assert lesson.mel.shape == (360, 128)
    assert lesson.intent.shape == (120, len(INTENTS))
    assert not lesson.read.any()  # nobody has marked this music
    assert lesson.heard.shape == (5, 120)
    assert lesson.noise.shape == (5, NOISE_CHANNELS)
    assert lesson.style == pytest.approx(style_of(int(labels_of(items[1]).seeds[0])))


def test_a_fresh_lesson_in_the_same_tempo_is_what_that_conductor_does(items, rng):
    manner = Manner(energy=0.7, left_hand=-1.0)
    lesson = fresh_lesson(items[1], 12, tempo=1.0, seed=77, manner=manner, rng=rng)
    whole = perform(labels_of(items[1]).rhythm, seed=77, manner=manner)
    assert lesson.motion[:, :39].reshape(-1, 13, 3) == pytest.approx(whole.joints)
    assert lesson.style == pytest.approx(style_of(77, manner))
    assert lesson.mel == pytest.approx(items[1].music(0, 360))


@pytest.mark.parametrize("tempo", [0.9, 1.0, 1.15])
def test_beats_stay_where_the_music_has_them_in_every_tempo(items, rng, tempo):
    """The test music bursts at each beat: what is taught as a beat must be where the mel rises."""
    lesson = fresh_lesson(items[0], 8, tempo=tempo, seed=1, manner=AS_DRAWN, rng=rng)
    taught = np.flatnonzero(lesson.heard[0] > 0.8) / 30
    rise = np.diff(lesson.mel.mean(axis=1))
    bursts = np.flatnonzero(rise > 0.1) / 90
    assert len(bursts) > 8
    assert all(np.abs(bursts - time).min() < 0.05 for time in taught if 0.1 < time < 7.9)


def test_noise_drives_the_conductor_of_its_seed(items):
    rhythm = labels_of(items[0]).rhythm
    first, again, other = noise_of(rhythm, 3), noise_of(rhythm, 3), noise_of(rhythm, 4)
    assert np.array_equal(first, again)
    assert np.abs(first - other).mean() > 0.3
    assert first.shape == (13, NOISE_CHANNELS)
    assert np.abs(first).max() <= 2


def test_the_noise_is_what_the_conductor_really_chose(items):
    rhythm = replace(labels_of(items[0]).rhythm, seconds=11.6)
    drift = Drift(3, np.arange(348) / 30)  # as the conductor draws it, pose by pose
    for column, (name, period) in enumerate(DRIFTS.items()):
        assert noise_of(rhythm, 3)[:12, column] == pytest.approx(drift(name, period)[::30], abs=1e-6), name


def test_faster_music_has_its_beats_earlier_and_its_loudness_with_them(items):
    rhythm = labels_of(items[0]).rhythm
    quick = faster(rhythm, 1.2)
    assert quick.beats_s == pytest.approx(rhythm.beats_s / 1.2)
    assert len(quick.loudness) == 300
    assert quick.loudness[100] == pytest.approx(rhythm.loudness[120], abs=1e-3)


def test_what_is_heard_peaks_at_beats_and_downbeats(items):
    rhythm = labels_of(items[0]).rhythm
    heard = heard_track(rhythm, 360)
    near = np.round(rhythm.beats_s * 30).astype(int)
    assert heard[0, near].min() > 0.9
    assert heard[1, near[rhythm.bar_positions == 0]].min() > 0.9
    assert heard[1, near[rhythm.bar_positions == 1]].max() < 0.1
    assert heard[4, near[rhythm.bar_positions == 0][1:-1]].min() > 0.9  # cosine of the bar
    assert heard[2] == pytest.approx(rhythm.loudness)


def test_music_without_beats_is_taught_as_such(items):
    none = np.zeros(0, int)
    rhythm = replace(labels_of(items[0]).rhythm, beats_s=np.zeros(0), bar_positions=none, beats_per_bar=none)
    assert heard_track(rhythm, 60)[[0, 1, 3, 4]].any() == np.False_


def test_changed_music_stays_in_range_and_in_time(items, rng):
    mel, other = items[0].music(0, 360), items[1].music(0, 360)
    config = SupervisedConfig(smear=1, mix=1, band_dropout=1, pitch=1, narrow=1, grain=0.03)
    changed = change(mel.copy(), other, config, rng)
    assert changed.dtype == np.float32
    assert changed.min() >= 0
    assert changed.max() <= 1
    assert np.abs(changed - mel).mean() > 0.01
    onset, after = (np.maximum(np.diff(m.mean(axis=1)), 0) for m in (mel, changed))
    assert np.corrcoef(onset, after)[0, 1] > 0.8


def test_hiss_covers_what_is_soft_and_leaves_what_is_loud(items, rng):
    mel = items[0].music(0, 360)
    quiet = SupervisedConfig(smear=0, mix=0, band_dropout=0, level_jitter=0)
    hissing = change(mel.copy(), mel, replace(quiet, hiss=1.0), rng)
    assert hissing.min() > 0
    assert hissing[mel > 0.7] == pytest.approx(mel[mel > 0.7], abs=1e-6)


def test_stretching_keeps_the_ends(items):
    mel = items[0].music(0, 90)
    longer = stretch(mel, 300)
    assert longer.shape == (300, 128)
    assert longer[[0, -1]] == pytest.approx(mel[[0, -1]])


def test_a_lesson_needs_only_a_part_of_the_rhythm(items):
    rhythm = labels_of(items[0]).rhythm
    longer = replace(
        rhythm,
        beats_s=np.arange(0.5, 59, 0.5),
        bar_positions=np.arange(117) % 4,
        beats_per_bar=np.full(117, 4),
        loudness=np.linspace(0, 1, 1800, dtype=np.float32),
        seconds=60.0,
    )
    part, first_s = excerpt(longer, 30, 10)
    assert (first_s, part.seconds) == (8, 24.0)
    assert part.beats_s == pytest.approx(np.arange(0, 24, 0.5))
    assert part.bar_positions[0] == longer.bar_positions[43]
    assert part.loudness[first_s * 30] == longer.loudness[900]
    assert len(part.loudness) == 720
