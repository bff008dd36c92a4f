"""The outline of sounds that are known."""

import numpy as np

from vc.audio.peaks import PEAK_RATE, PEAK_SAMPLES, measure_peaks
from vc.music import SAMPLE_RATE


def test_a_click_is_where_it_is_and_the_loudest_is_255():
    samples = np.zeros(SAMPLE_RATE, np.float32)
    samples[SAMPLE_RATE // 2] = -0.8
    samples[SAMPLE_RATE // 4] = 0.4
    peaks = measure_peaks([samples])
    assert len(peaks) == PEAK_RATE
    assert np.flatnonzero(peaks).tolist() == [SAMPLE_RATE // 4 // PEAK_SAMPLES, SAMPLE_RATE // 2 // PEAK_SAMPLES]
    assert peaks.max() == 255
    assert peaks[SAMPLE_RATE // 4 // PEAK_SAMPLES] == 128


def test_it_does_not_matter_how_the_music_is_cut_into_blocks():
    samples = np.random.default_rng(1).standard_normal(10_000).astype(np.float32)
    whole = measure_peaks([samples])
    assert (measure_peaks(np.split(samples, [1, 107, 5000])) == whole).all()


def test_silence_has_no_outline():
    assert not measure_peaks([np.zeros(5000, np.float32)]).any()
    assert len(measure_peaks([])) == 0
