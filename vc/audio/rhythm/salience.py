"""What can be measured besides what the ear says: onsets that stand out, and how periodic they are.

An ear knows music like that which it has learnt from; these know nothing and hold for any sound. How much they count
against it is fitted (weights.py).
"""

from dataclasses import dataclass

import numpy as np
from scipy.ndimage import gaussian_filter1d, uniform_filter1d

from vc.audio.rhythm.onsets import SILENCE_LEVEL, Onsets, blocks, measure_onsets
from vc.hints import SLOWEST_BPM
from vc.music import MEL_RATE, Mel

LEAST_RISE_DB, BASS_LEAST_RISE_DB = 1.0, 2.0  # onsets smaller than these are not scaled up
CLEAR_RISE_DB = (1.05, 1.5)  # mean rise of strong onsets: noise, pads and drones stay below the first
LEAST_SWELL = 0.1  # of the piece's strong ones, likewise
STRONG_PERCENTILE = 99.0
SWELL_WEIGHT = 0.7  # of loudness against dB: accents set the metrical level, soft notes help with the phase
BASS_WEIGHT = 0.5  # of the bass against all bands: bass notes stand on beats more often than others
SCALE_S = 2.7  # onsets are measured against the strong ones within so many seconds to either side
BLUR_FRAMES, AFTER_BLUR = 0.8, 1.25  # players are not together to the frame; gives back the height that peaks lose
NEWNESS = 0.4  # weight of new tones: an onset that only repeats what sounds already counts for less
MOST_ONSET = 1.4  # larger counts no more

TONE_BANDS, WHITENING_BANDS = 72, 9  # lowest bands, up to about 2.8 kHz, where chords can be told apart
CHANGE_FRAMES = 18  # tones of 0.2 s before and after a frame are compared
ATTACK_FRAMES = 5  # 55 ms, until the noise of the attack is over
SMALLEST_NORM = 1e-3
COMMON_PERCENTILE, LEAST_COMMON = 95.0, 0.05  # the change that counts as a full one in the piece

PERIODICITY_S = 9.5  # window of the local autocorrelation
PERIODICITY_HOP = MEL_RATE // 2


@dataclass(frozen=True)
class Measured:
    """Curves at 90 Hz, (T,) float32, and one row of periodicity for each half second.

    onset : about 1 for the strong onsets of each passage; clarity : 0 where nothing rises more than noise and
        pads do, to 1; newness : 0..1, how new the tones after a frame are; silent : bool, nobody plays
    period : (rows, lags) autocorrelation of the onsets at lags of 1 frame and more, 1 is periodic
    """

    onset: np.ndarray
    clarity: np.ndarray
    newness: np.ndarray
    silent: np.ndarray
    period: np.ndarray


def measure(mel: Mel, onsets: Onsets | None = None) -> Measured:
    """onsets : of the mel, where they are known already"""
    onsets = onsets or measure_onsets(mel)
    clarity = _clarity(onsets.rise)
    newness = _tone_change(mel)
    onset = _salience(onsets, newness) * clarity
    period = _periodicity(np.minimum(onset, MOST_ONSET), int(60 / SLOWEST_BPM * MEL_RATE) + 1)
    silent = onsets.level < SILENCE_LEVEL
    return Measured(onset.astype(np.float32), clarity.astype(np.float32), newness, silent, period)


def _salience(onsets: Onsets, newness: np.ndarray) -> np.ndarray:
    rise = _against_passage(onsets.rise, LEAST_RISE_DB)
    rise += BASS_WEIGHT * _against_passage(onsets.bass_rise, BASS_LEAST_RISE_DB)
    swell = _against_passage(onsets.swell, LEAST_SWELL * _strong(onsets.swell))
    swell += BASS_WEIGHT * _against_passage(onsets.bass_swell, LEAST_SWELL * _strong(onsets.bass_swell))
    mixed = ((1 - SWELL_WEIGHT) * rise + SWELL_WEIGHT * swell) / (1 + BASS_WEIGHT)
    mixed *= 1 + NEWNESS * (newness - 0.5)
    return gaussian_filter1d(mixed, BLUR_FRAMES) * AFTER_BLUR


def _clarity(rise: np.ndarray) -> np.ndarray:
    none, clear = CLEAR_RISE_DB
    return np.clip((_passage_peaks(rise) - none) / (clear - none), 0, 1)


def _strong(curve: np.ndarray) -> float:
    return float(np.percentile(curve, STRONG_PERCENTILE)) + 1e-6


def _against_passage(curve: np.ndarray, least: float) -> np.ndarray:
    """`curve` over the strong onsets around, which count as `least` at least."""
    return curve / np.maximum(_passage_peaks(curve), least)


def _passage_peaks(curve: np.ndarray) -> np.ndarray:
    """(T,) mean of the curve's half-second maxima within SCALE_S."""
    hop = MEL_RATE // 2
    peaks = np.pad(curve, (0, -len(curve) % hop)).reshape(-1, hop).max(1)
    scale = uniform_filter1d(peaks, 4 * int(SCALE_S) + 1, mode="nearest")
    centres = (np.arange(len(scale)) + 0.5) * hop
    return np.interp(np.arange(len(curve)), centres, scale)


def _tone_change(mel: Mel) -> np.ndarray:
    """(T,) float32, 0..1: how new the tones after each frame are, against the piece's clear changes.

    Chords repeated between the beats of a march or a waltz are as loud as the beat itself, but bring nothing new.
    """
    change = np.zeros(len(mel), np.float32)
    for start, stop, block in blocks(mel.values, context=CHANGE_FRAMES + ATTACK_FRAMES):
        change[start:stop] = _change(_tones(mel.values[block]))[start - block.start : stop - block.start]
    common = float(np.percentile(change, COMMON_PERCENTILE)) if len(change) else 0.0
    return np.minimum(change / max(common, LEAST_COMMON), 1)


def _tones(values: np.ndarray) -> np.ndarray:
    """(n, 128) mel -> (n, TONE_BANDS), what stands above the neighbouring bands."""
    low = np.asarray(values[:, -TONE_BANDS:], np.float32)
    return np.maximum(low - uniform_filter1d(low, WHITENING_BANDS, axis=1), 0)


def _change(tones: np.ndarray) -> np.ndarray:
    """(n,) cosine distance of the tones after each frame's attack from those before it."""
    sums = np.concatenate([np.zeros((1, tones.shape[1])), np.cumsum(tones, 0, dtype=float)])
    at, last = np.arange(len(tones)), len(tones)
    after = sums[np.minimum(at + ATTACK_FRAMES + CHANGE_FRAMES, last)] - sums[np.minimum(at + ATTACK_FRAMES, last)]
    before = sums[at] - sums[np.maximum(at - CHANGE_FRAMES, 0)]
    norms = np.linalg.norm(before, axis=1), np.linalg.norm(after, axis=1)
    alike = (before * after).sum(1) / np.maximum(norms[0] * norms[1], 1e-12)
    # 1 where sound follows silence, 0 where nothing follows
    return np.where(norms[1] > SMALLEST_NORM, np.where(norms[0] > SMALLEST_NORM, 1 - alike, 1), 0)


def _periodicity(curve: np.ndarray, longest: int) -> np.ndarray:
    """(rows, longest + 1) local autocorrelation of `curve` at every lag, a row each PERIODICITY_HOP frames."""
    size = int(PERIODICITY_S * MEL_RATE)
    window = np.hanning(size)
    fft_size = 1 << int(np.ceil(np.log2(size + longest)))
    overlap = np.fft.irfft(np.abs(np.fft.rfft(window, fft_size)) ** 2)[: longest + 1]
    unbias = overlap.max() / np.maximum(overlap, 0.05 * overlap.max())
    padded = np.pad(curve - uniform_filter1d(curve, MEL_RATE), (size // 2, size))
    rows = np.empty((max(1, -(-len(curve) // PERIODICITY_HOP)), longest + 1), np.float32)
    for i, row in enumerate(rows):
        part = padded[i * PERIODICITY_HOP : i * PERIODICITY_HOP + size] * window
        correlation = np.fft.irfft(np.abs(np.fft.rfft(part, fft_size)) ** 2)
        row[:] = np.clip(correlation[: longest + 1] * unbias / (correlation[0] + 1e-3), -0.3, 1)
    return rows
