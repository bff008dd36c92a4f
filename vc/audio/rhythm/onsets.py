"""Where the sound begins to rise: curves of onset strength, measured on the mel spectrogram."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.ndimage import uniform_filter1d

from vc.music import MEL_RATE, Mel

DECIBELS = 80.0  # what the step from 0 to 1 of a mel stands for
BLOCK_FRAMES = 60 * MEL_RATE  # work on a minute at a time, so that memory does not grow with the piece
SHORT_LAG, LONG_LAG = 3, 9  # frames compared: 33 ms finds struck notes, 100 ms the slow attack of bowed ones
BASS_BANDS = 10  # lowest bands, up to about 260 Hz: basses, timpani, the left hand of a piano
DYNAMIC_RANGE_DB = 60.0  # what lies further below the loudest band of the moment is masked, not heard
SILENCE_LEVEL = 0.22  # loudest band more than about 62 dB below the piece's loudest: nobody plays


@dataclass(frozen=True)
class Onsets:
    """Curves at 90 Hz, each (T,) float32.

    strength : mean rise over all bands, dB
    bass : mean rise of the lowest bands, dB
    level : loudest band of the frame, 0..1 as in the mel
    """

    strength: np.ndarray
    bass: np.ndarray
    level: np.ndarray


def measure_onsets(mel: Mel) -> Onsets:
    """Onset strength of every frame of `mel`, in bounded memory."""
    count = len(mel)
    strength, bass, level = (np.zeros(count, np.float32) for _ in range(3))
    for start, stop, block in _blocks(mel.values, context=2 * LONG_LAG):
        inside = slice(start - block.start, stop - block.start)
        rise = _rise(DECIBELS * np.asarray(mel.values[block], np.float32))
        strength[start:stop] = rise.mean(1)[inside]
        bass[start:stop] = rise[:, -BASS_BANDS:].mean(1)[inside]
        level[start:stop] = mel.values[start:stop].max(1)
    return Onsets(strength, bass, level)


def _blocks(values: np.ndarray, *, context: int) -> Iterator[tuple[int, int, slice]]:
    """(start, stop, slice with `context` frames more on both sides), covering all frames in order."""
    for start in range(0, len(values), BLOCK_FRAMES):
        stop = min(start + BLOCK_FRAMES, len(values))
        yield start, stop, slice(max(start - context, 0), min(stop + context, len(values)))


def _rise(decibels: np.ndarray) -> np.ndarray:
    """(n, bands) dB -> rise around every frame, half-wave rectified, the mean of a short and a long comparison."""
    heard = np.maximum(decibels, decibels.max(1, keepdims=True) - DYNAMIC_RANGE_DB)
    return 0.5 * (_difference(heard, SHORT_LAG) + _difference(heard, LONG_LAG))


def _difference(values: np.ndarray, lag: int) -> np.ndarray:
    """Mean of the `lag` frames from t on, minus the mean of the `lag` frames before t, where positive."""
    mean = uniform_filter1d(values, lag, axis=0, mode="nearest")
    half = lag // 2
    after = np.roll(mean, -half, 0)
    before = np.roll(mean, lag - half, 0)
    rise = np.maximum(after - before, 0)
    rise[: lag - half + 1] = 0
    rise[len(rise) - half :] = 0
    return rise
