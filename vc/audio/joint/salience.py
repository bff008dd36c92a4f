"""What can be measured besides what the ear says: onsets that stand out, how periodic they are, what begins a bar.

An ear knows music like that which it has learnt from; these know nothing and hold for any sound. How much they count
against it is fitted (weights.py).
"""

from dataclasses import dataclass

import numpy as np
from scipy.ndimage import maximum_filter1d, uniform_filter1d

from vc.audio.joint.bounds import SLOWEST_BPM
from vc.audio.rhythm.beats import LEAST_SWELL, MOST_ONSET, against_passage, clarity, salience, strong
from vc.audio.rhythm.harmony import tone_change
from vc.audio.rhythm.onsets import SILENCE_LEVEL, Onsets, measure_onsets
from vc.audio.rhythm.tempo import periodicity
from vc.music import MEL_RATE, Mel

BAR_CHANGE_FRAMES = 54  # tones of 0.6 s before and after a frame are compared: a new bar often brings a new chord
ACCENT_S, NEAR_FRAMES = 8.0, 4  # accents are measured against those around, and are heard a little early or late
MOST_ACCENT = 2.5  # in standard deviations: one crash does not outvote ten bars


@dataclass(frozen=True)
class Measured:
    """Curves at 90 Hz, (T,) float32, and one row of periodicity for each half second.

    onset : about 1 for the strong onsets of each passage; accent : mean 0, deviation 1, what speaks for a new bar
    clarity : 0 where nothing rises more than noise and pads do, to 1; silent : bool, nobody plays
    period : (rows, lags) autocorrelation of the onsets at lags of 1 frame and more, 1 is periodic
    """

    onset: np.ndarray
    accent: np.ndarray
    clarity: np.ndarray
    silent: np.ndarray
    period: np.ndarray


def measure(mel: Mel, onsets: Onsets | None = None) -> Measured:
    """onsets : of the mel, where they are known already"""
    onsets = onsets or measure_onsets(mel)
    onset = salience(onsets, tone_change(mel))
    bass = against_passage(onsets.bass_swell, LEAST_SWELL * strong(onsets.bass_swell))
    accent = _standard(tone_change(mel, BAR_CHANGE_FRAMES)) + _standard(np.minimum(bass, MOST_ONSET))
    lags = np.arange(int(60 / SLOWEST_BPM * MEL_RATE) + 2)
    period = periodicity(np.minimum(onset, MOST_ONSET), lags).astype(np.float32)
    silent = onsets.level < SILENCE_LEVEL
    single = [curve.astype(np.float32) for curve in (onset, accent / 2, clarity(onsets.rise))]
    return Measured(single[0], single[1], single[2], silent, period)


def _standard(curve: np.ndarray) -> np.ndarray:
    """The curve's peaks nearby, in standard deviations about the mean around."""
    near = maximum_filter1d(curve, 2 * NEAR_FRAMES + 1)
    size = 2 * int(ACCENT_S * MEL_RATE) + 1
    mean = uniform_filter1d(near, size, mode="nearest")
    spread = np.sqrt(np.maximum(uniform_filter1d(near * near, size, mode="nearest") - mean * mean, 0))
    return np.clip((near - mean) / np.maximum(spread, 1e-3), -MOST_ACCENT, MOST_ACCENT)
