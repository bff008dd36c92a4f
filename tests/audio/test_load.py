"""Any music file to 22 050 Hz mono, by the resampler that the features need."""

import numpy as np
import pytest
import soxr

from vc.audio.load import load_music, stream_music
from vc.clip import Clip


@pytest.mark.parametrize("ending", [".wav", ".flac", ".mp3", ".ogg", ".m4a", ".opus", ".mp4"])
def test_a_tone_keeps_its_pitch_and_level(tmp_path, sound_writer, ending):
    tone = 0.5 * np.sin(2 * np.pi * 1000 * np.arange(3 * 44_100) / 44_100)
    path = sound_writer(tmp_path / f"tone{ending}", np.stack([tone, tone]))
    samples = load_music(path)
    assert samples.dtype == np.float32
    assert len(samples) / 22_050 == pytest.approx(3, abs=0.03)
    middle = samples[22_050 : 2 * 22_050]
    spectrum = np.abs(np.fft.rfft(middle * np.hanning(len(middle)))) / (len(middle) / 4)
    assert np.argmax(spectrum) == 1000
    assert spectrum.max() == pytest.approx(0.5, rel=0.1)


def test_streaming_equals_resampling_the_whole(tmp_path, sound_writer):
    noise = np.random.default_rng(0).uniform(-0.5, 0.5, (2, 44_100 * 3)).astype(np.float32)
    path = sound_writer(tmp_path / "noise.flac", noise)
    decoded = np.round(noise.astype(np.float64) * 2**23) / 2**23  # flac holds 24 bits of it
    whole = soxr.resample(decoded.mean(0), 44_100, 22_050, quality="HQ")
    streamed = load_music(path)
    assert len(streamed) == len(whole)
    np.testing.assert_allclose(streamed, whole, atol=2e-4)


def test_the_part_asked_for_has_the_length_asked_for(tmp_path, sound_writer, click_samples):
    path = sound_writer(tmp_path / "clicks.mp3", click_samples(9))
    assert len(load_music(Clip(path, 2.3, 4.1))) == round(4.1 * 22_050)


def test_blocks_arrive_one_by_one(tmp_path, sound_writer, click_samples):
    path = sound_writer(tmp_path / "clicks.wav", click_samples(20))
    assert max(len(block) for block in stream_music(path)) < 2 * 22_050
