"""What speaks for each tempo at each moment: taste, the periodicity of the onsets, and the tempo usual around."""

import numpy as np
from scipy.ndimage import uniform_filter1d

from vc.music import MEL_RATE

SLOWEST_BPM, FASTEST_BPM = 38, 220
INTERVALS = np.arange(60 * MEL_RATE // FASTEST_BPM, 60 * MEL_RATE // SLOWEST_BPM)  # frames from beat to beat

# Preferred tempo (a log-normal prior, in octaves) and how much a second of music counts for its periodicity.
PREFERRED_BPM, TEMPO_SPREAD = 106.0, 0.66
PERIODICITY_WEIGHT = 3.2
PERIODICITY_S = 9.5  # window of the local autocorrelation
PERIODICITY_CHANCE = 0.15  # autocorrelation that any music has at any lag
TEMPO_HOP = MEL_RATE // 2

# Second search: the tempo that the first found within USUAL_S to either side, and octaves of usual deviation from it.
USUAL_S, STEADY_WEIGHT, STEADY_SPREAD, STEADY_LIMIT, LEAST_BEATS = 75.0, 0.6, 0.35, 2.0, 8


def tempo_scores(curve: np.ndarray, prior_weight: float) -> np.ndarray:
    """(rows, K) float64: what a step of each interval is worth around each half second; longer steps count more."""
    tempo_bpm = 60 * MEL_RATE / INTERVALS
    prior = -0.5 * (np.log2(tempo_bpm / PREFERRED_BPM) / TEMPO_SPREAD) ** 2
    score = prior_weight * prior + PERIODICITY_WEIGHT * (periodicity(curve, INTERVALS) - PERIODICITY_CHANCE)
    return score * (INTERVALS / MEL_RATE)


def steadiness(frames: np.ndarray, rows: int) -> np.ndarray:
    """(rows, K) score of each interval by its distance from the usual one around, as a first search found it.

    A first search wanders between metrical levels where the music is vague; most pieces do not. The distance counts
    up to a limit, so that another tempo can still be followed.
    """
    score = np.zeros((rows, len(INTERVALS)))
    if len(frames) < LEAST_BEATS:
        return score
    ends = frames[1:] / TEMPO_HOP
    octaves = np.log2(np.diff(frames))
    reach = USUAL_S * MEL_RATE / TEMPO_HOP
    for row, values in enumerate(score):
        near = octaves[slice(*np.searchsorted(ends, [row - reach, row + reach]))]
        if len(near) >= LEAST_BEATS:
            away = (np.log2(INTERVALS) - np.median(near)) / STEADY_SPREAD
            values[:] = -STEADY_WEIGHT * np.minimum(0.5 * away**2, STEADY_LIMIT)
    return score * (INTERVALS / MEL_RATE)


def periodicity(curve: np.ndarray, lags: np.ndarray) -> np.ndarray:
    """(rows, K) local autocorrelation of `curve` at rising lags, a row each TEMPO_HOP frames; 1 is periodic."""
    size = int(PERIODICITY_S * MEL_RATE)
    window = np.hanning(size)
    fft_size = 1 << int(np.ceil(np.log2(size + lags[-1])))
    overlap = np.fft.irfft(np.abs(np.fft.rfft(window, fft_size)) ** 2)[lags]
    unbias = overlap.max() / np.maximum(overlap, 0.05 * overlap.max())
    even = curve - uniform_filter1d(curve, MEL_RATE)
    padded = np.pad(even, (size // 2, size))
    rows = np.empty((max(1, -(-len(curve) // TEMPO_HOP)), len(lags)))
    for i, row in enumerate(rows):
        spectrum = np.fft.rfft(padded[i * TEMPO_HOP : i * TEMPO_HOP + size] * window, fft_size)
        correlation = np.fft.irfft(np.abs(spectrum) ** 2)
        row[:] = np.clip(correlation[lags] * unbias / (correlation[0] + 1e-3), -0.3, 1)
    return rows
