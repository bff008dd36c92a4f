"""How loud the music seems, thirty times a second, relative to the rest of the piece."""

import numpy as np
from scipy.ndimage import gaussian_filter1d

from vc.audio.rhythm.onsets import BLOCK_FRAMES, SILENCE_LEVEL, specific_loudness
from vc.music import MEL_RATE, Mel
from vc.skeleton import POSE_RATE, pose_count

SMOOTHING_S = 0.15  # standard deviation: about 0.3 s to either side count
LOW_PERCENTILE, HIGH_PERCENTILE = 5, 95
LEAST_SPAN = 1.2  # doublings of loudness (12 phon): a piece with less contrast does not fill 0..1
MIDDLE = 0.6  # where a piece of one loudness lies: it is played, so a little above the middle


def measure_loudness(mel: Mel) -> np.ndarray:
    """(pose_count(seconds),) float32 in [0, 1] at 30 Hz, smoothed; 0 where nothing sounds."""
    count = pose_count(mel.seconds)
    if len(mel) == 0 or count == 0:
        return np.zeros(count, np.float32)
    sones, sounding = _total_loudness(mel.values)
    if not sounding.any():
        return np.zeros(count, np.float32)
    doublings = np.log2(np.maximum(gaussian_filter1d(sones, SMOOTHING_S * MEL_RATE), 1e-3))
    scaled = _scale(doublings, sounding) * gaussian_filter1d(sounding.astype(np.float32), SMOOTHING_S * MEL_RATE)
    pose_times = np.arange(count) / POSE_RATE
    return np.interp(pose_times, np.arange(len(mel)) / mel.rate, scaled).astype(np.float32)


def _total_loudness(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Per frame: loudness summed over bands, in units of the piece's loudest band; is anything to be heard?"""
    sones = np.empty(len(values), np.float32)
    sounding = np.empty(len(values), bool)
    for start in range(0, len(values), BLOCK_FRAMES):
        block = np.asarray(values[start : start + BLOCK_FRAMES], np.float32)
        sones[start : start + len(block)] = specific_loudness(block).mean(1)
        sounding[start : start + len(block)] = block.max(1) > SILENCE_LEVEL
    return sones, sounding


def _scale(doublings: np.ndarray, sounding: np.ndarray) -> np.ndarray:
    """Percentiles of the sounding frames to 0..1, unless they lie so close that the piece has one loudness."""
    low, high = np.percentile(doublings[sounding], [LOW_PERCENTILE, HIGH_PERCENTILE])
    missing = max(LEAST_SPAN - (high - low), 0)
    low, high = low - MIDDLE * missing, high + (1 - MIDDLE) * missing
    return np.clip((doublings - low) / (high - low), 0, 1)
