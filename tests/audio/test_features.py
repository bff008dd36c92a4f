"""Features of sounds whose answers are known, and the same ones from samples and from a dataset's mel."""

from pathlib import Path

import librosa
import numpy as np
import pytest

from vc.audio.features import CHANNELS, NAMES, _decibels, _onset, _tempo, features, features_from_mel
from vc.audio.load import load_music
from vc.audio.mel import official_mel
from vc.clip import Clip
from vc.music import SAMPLE_RATE

SECONDS = 20
MUSIC = Path(__file__).resolve().parents[2] / "examples" / "ode_to_joy.mp3"


def tone(hz: float) -> np.ndarray:
    return (0.3 * np.sin(2 * np.pi * hz * np.arange(SECONDS * SAMPLE_RATE) / SAMPLE_RATE)).astype(np.float32)


def beats_at(bpm: float) -> np.ndarray:
    return np.arange(0.5, SECONDS - 0.5, 60 / bpm)


def clicks_at(beats_s: np.ndarray) -> np.ndarray:
    samples = 0.001 * np.sin(0.05 * np.arange(SECONDS * SAMPLE_RATE))
    for start in (beats_s * SAMPLE_RATE).astype(int):
        samples[start : start + 60] += 0.9 * np.sin(np.arange(60) / 60 * 6 * np.pi)
    return samples.astype(np.float32)


def channel(values: np.ndarray, name: str) -> np.ndarray:
    return values[:, NAMES.index(name)]


def peaks_of(curve: np.ndarray) -> np.ndarray:
    inner = curve[1:-1]
    return 1 + np.flatnonzero((inner > curve[:-2]) & (inner >= curve[2:]) & (inner > 0.3))


@pytest.mark.parametrize("bpm", [90, 120])
def test_clicks_are_heard_as_onsets_a_pulse_and_a_tempo(bpm):
    beats = beats_at(bpm)
    heard = features(clicks_at(beats))
    for name in ("onset", "pulse", "pulse_near_120"):
        peaks = peaks_of(channel(heard, name)) / 30
        assert all(np.abs(peaks - beat).min() < 0.034 for beat in beats[3:-3]), name
        assert len(peaks) == pytest.approx(len(beats), abs=2)
    assert np.median(channel(heard, "tempo")) == 1  # one tempo throughout, which is also the greatest


def test_music_that_doubles_its_speed_had_half_the_tempo_before():
    beats = np.concatenate([np.arange(0.5, 10, 1.0), np.arange(10.5, 20, 0.5)])
    tempo = channel(features(clicks_at(beats)), "tempo")
    assert np.median(tempo[:240]) == pytest.approx(0.5, abs=0.03)
    assert np.median(tempo[-240:]) == pytest.approx(1, abs=0.03)


def test_an_octave_higher_is_twice_the_centroid():
    low, high = tone(1000), tone(2000)
    centroid = channel(features(np.concatenate([low, high])), "centroid")
    assert np.median(centroid[700:1100]) == pytest.approx(2 * np.median(centroid[100:500]), rel=0.01)


def test_noise_is_wide_and_a_tone_is_narrow():
    noise = np.random.default_rng(0).normal(0, 0.1, SECONDS * SAMPLE_RATE).astype(np.float32)
    bandwidth = channel(features(np.concatenate([tone(1000), noise])), "bandwidth")
    assert np.median(bandwidth[700:1100]) > 20 * np.median(bandwidth[100:500])


def test_the_shape_of_the_spectrum_is_what_librosa_finds_in_the_samples():
    """Another hop, another stretch in time and another reference level: the curves of music stay alike."""
    samples = load_music(Clip(MUSIC, seconds=15.0))
    ours = features(samples)
    power = librosa.feature.melspectrogram(y=samples, hop_length=735)
    theirs = librosa.feature.mfcc(S=librosa.power_to_db(power, ref=np.max), n_mfcc=20).T[: len(ours)]
    for number in range(20):
        assert np.corrcoef(channel(ours, f"mfcc_{number}"), theirs[:, number])[0, 1] > 0.9, number
    for name in ("centroid", "bandwidth"):
        whole = getattr(librosa.feature, f"spectral_{name}")(y=samples, hop_length=735)[0, : len(ours)]
        assert np.corrcoef(channel(ours, name), whole)[0, 1] > 0.9, name


def test_training_and_use_get_the_same_numbers():
    samples = clicks_at(beats_at(100))
    stored = official_mel(samples).values.copy()  # what a dataset keeps as mel.npy
    np.testing.assert_array_equal(features(samples), features_from_mel(stored))


def test_every_feature_is_divided_by_its_greatest():
    heard = features(clicks_at(beats_at(110)))
    assert heard.shape == (30 * SECONDS, CHANNELS) == (600, 26)
    assert heard.dtype == np.float32
    assert np.abs(heard).max(axis=0) == pytest.approx(np.ones(26))
    assert heard[:, :6].min() >= 0


def test_the_tempo_of_a_long_piece_knows_no_tiles():
    """A piece of two tiles: where they meet it is what librosa gives for the whole."""
    mel = np.random.default_rng(2).random((3 * 2400, 128), np.float32) ** 4
    onset = _onset(_decibels(mel))
    whole = librosa.feature.tempo(onset_envelope=onset, sr=SAMPLE_RATE, hop_length=735, aggregate=None)
    np.testing.assert_allclose(_tempo(onset), whole)


@pytest.mark.parametrize("frames", [3, 8, 300])
def test_short_music_has_features_too(frames):
    heard = features_from_mel(np.random.default_rng(3).random((frames, 128), np.float32))
    assert heard.shape == (frames // 3, 26)
    assert np.isfinite(heard).all()


def test_silence_has_no_onsets_no_pulse_and_no_spectrum():
    heard = features_from_mel(np.zeros((900, 128), np.float32))
    assert np.isfinite(heard).all()
    assert not heard[:, [NAMES.index(name) for name in ("centroid", "bandwidth", "onset", "pulse")]].any()


@pytest.mark.parametrize("shape", [(2, 128), (300, 64), (300,)])
def test_what_is_no_mel_is_refused(shape):
    with pytest.raises(ValueError, match="a mel has the shape"):
        features_from_mel(np.zeros(shape, np.float32))
