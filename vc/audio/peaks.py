"""The outline of the sound, as waveforms are drawn from it."""

from collections.abc import Iterable

import numpy as np

from vc.music import SAMPLE_RATE

PEAK_RATE = 210  # peaks/s, each of 105 samples: a click is seen to 5 ms
PEAK_SAMPLES = SAMPLE_RATE // PEAK_RATE


def measure_peaks(blocks: Iterable[np.ndarray]) -> np.ndarray:
    """(n,) uint8, the largest deflection in each PEAK_SAMPLES samples; 255 is the piece's largest.

    blocks : float32 mono samples at SAMPLE_RATE, (n_i,) each, any sizes
    """
    rest, peaks = np.zeros(0, np.float32), []
    for block in blocks:
        samples = np.concatenate([rest, np.abs(block)])
        whole = len(samples) // PEAK_SAMPLES * PEAK_SAMPLES
        peaks.append(samples[:whole].reshape(-1, PEAK_SAMPLES).max(1))
        rest = samples[whole:]
    if len(rest):
        peaks.append(rest.max(keepdims=True))
    every = np.concatenate(peaks) if peaks else rest
    loudest = float(every.max()) if len(every) else 0.0
    return np.round(255 * every / loudest).astype(np.uint8) if loudest else np.zeros(len(every), np.uint8)
