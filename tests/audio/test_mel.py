"""The features: equal to librosa and OpenCV, whatever blocks the music comes in."""

import cv2
import librosa
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vc.audio.mel import MIN_SAMPLES, mel_matrix, official_mel
from vc.errors import MusicError
from vc.music import MEL_BANDS, SAMPLE_RATE


def music(seconds: float) -> np.ndarray:
    """A rising tone with beats and a little noise."""
    t = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    tone = np.sin(2 * np.pi * (200 + 150 * t) * t) * (0.6 + 0.4 * np.sign(np.sin(4 * np.pi * t)))
    return (0.4 * tone + 1e-3 * np.random.default_rng(0).standard_normal(len(t))).astype(np.float32)


def mel_by_librosa_and_opencv(samples: np.ndarray) -> np.ndarray:
    power = librosa.feature.melspectrogram(y=samples, sr=SAMPLE_RATE, n_fft=2048, hop_length=256, n_mels=MEL_BANDS)
    picture = (librosa.power_to_db(power, ref=np.max) + 80) / 80
    length = len(samples) * 90 // SAMPLE_RATE
    return cv2.resize(picture[::-1], (length, MEL_BANDS), interpolation=cv2.INTER_LINEAR).T


def test_the_filters_are_librosas():
    np.testing.assert_allclose(mel_matrix(), librosa.filters.mel(sr=SAMPLE_RATE, n_fft=2048), atol=1e-8)


@pytest.mark.parametrize("seconds", [0.1, 1.0, 7.77, 61.7])
def test_equals_librosa_and_opencv(seconds):
    samples = music(seconds)
    mel = official_mel(samples)
    expected = mel_by_librosa_and_opencv(samples)
    assert mel.values.shape == expected.shape
    # OpenCV keeps positions in single precision: their error grows with the length of the piece.
    np.testing.assert_allclose(mel.values, expected, atol=1e-4)


@pytest.mark.parametrize("samples", [MIN_SAMPLES, 22_049, 22_050, 22_051, 131_071, 131_072 + 1024, 300_000])
def test_every_second_has_ninety_frames_rounded_down(samples):
    mel = official_mel(music(14)[:samples])
    assert len(mel) == samples * 90 // SAMPLE_RATE
    assert mel.seconds == samples / SAMPLE_RATE
    assert mel.values.dtype == np.float32
    assert 0 <= mel.values.min() <= mel.values.max() <= 1


@settings(max_examples=20, deadline=None)
@given(cuts=st.lists(st.integers(0, 7 * SAMPLE_RATE), max_size=12))
def test_the_blocks_do_not_matter(cuts):
    samples = music(7)
    blocks = np.split(samples, sorted(cuts))
    np.testing.assert_array_equal(official_mel(iter(blocks)).values, official_mel(samples).values)


def test_single_samples_are_blocks_too():
    samples = music(0.1)
    np.testing.assert_array_equal(official_mel(iter(samples.reshape(-1, 1))).values, official_mel(samples).values)


def test_a_long_piece_is_stretched_without_drift():
    beats_s = np.arange(5, 395, 30)
    samples = np.zeros(400 * SAMPLE_RATE, np.float32)
    for beat_s in beats_s:
        samples[int(beat_s * SAMPLE_RATE) :][:200] = 0.5
    loudness = official_mel(samples).values.mean(axis=1)
    heard_s = [(np.argmax(loudness[(s - 1) * 90 : (s + 1) * 90]) / 90 + s - 1) for s in beats_s]
    np.testing.assert_allclose(heard_s, beats_s, atol=0.06)
    assert np.ptp(heard_s - beats_s) < 0.03


def test_the_highest_band_comes_first():
    t = np.arange(SAMPLE_RATE) / SAMPLE_RATE
    low, high = (official_mel(np.sin(2 * np.pi * hz * t).astype(np.float32)).values for hz in (100, 9000))
    assert np.argmax(high[45]) < 10
    assert np.argmax(low[45]) > 118


def test_loudness_of_the_recording_does_not_matter():
    samples = music(3)
    np.testing.assert_allclose(official_mel(samples * 0.01).values, official_mel(samples).values, atol=1e-4)


def test_digital_silence_is_zero():
    mel = official_mel(np.zeros(2 * SAMPLE_RATE, np.float32))
    np.testing.assert_array_equal(mel.values, np.zeros((180, MEL_BANDS)))


def test_the_samples_stay_as_they_are():
    samples = music(2)
    before = samples.copy()
    official_mel(samples)
    np.testing.assert_array_equal(samples, before)


@pytest.mark.parametrize("count", [0, 1, MIN_SAMPLES - 1])
def test_too_little_music_is_refused_with_the_numbers(count):
    with pytest.raises(MusicError, match=rf"{count} samples.*{MIN_SAMPLES}"):
        official_mel(np.ones(count, np.float32))


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_samples_that_are_not_numbers_are_refused(value):
    samples = music(1)
    samples[5000] = value
    with pytest.raises(MusicError, match="not finite"):
        official_mel(samples)


def test_stereo_is_refused():
    with pytest.raises(ValueError, match=r"\(4096, 2\)"):
        official_mel([np.zeros((4096, 2), np.float32)])
