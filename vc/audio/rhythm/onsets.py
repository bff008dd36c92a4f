"""Where the sound begins to rise: curves of onset strength, measured on the mel spectrogram."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.ndimage import uniform_filter1d

from vc.audio.mel import HOP_SAMPLES
from vc.music import MEL_RATE, SAMPLE_RATE, Mel

DECIBELS = 80.0  # what the step from 0 to 1 of a mel stands for
BLOCK_FRAMES = 20 * MEL_RATE  # work on 20 s at a time, so that memory does not grow with the piece
SHORT_LAG, LONG_LAG = 3, 9  # frames compared: 33 ms finds struck notes, 100 ms the slow attack of bowed ones
BASS_BANDS = 7  # lowest bands, up to about 180 Hz: basses and timpani, but no chords of the middle voices
DYNAMIC_RANGE_DB = 60.0  # what lies further below the loudest band of the moment is masked, not heard
LOUDNESS_EXPONENT = 0.25  # loudness of a critical band grows with about the fourth root of its power (Zwicker)
# The spectrum's window is 93 ms long and the curves are compressed, so that a note shows before the window's middle
# reaches it: 25 ms early for clicks, some 15 ms for struck strings, less for bowed ones. Between them:
EARLY_S = 0.020
SILENCE_LEVEL = 0.22  # loudest band more than about 62 dB below the piece's loudest: nobody plays


@dataclass(frozen=True)
class Onsets:
    """Curves at 90 Hz, each (T,) float32.

    rise, bass_rise : mean rise over all bands and over the lowest ones, dB: soft onsets show as well as loud ones
    swell, bass_swell : the same in specific loudness: accents stand out
    attack : mean square of the quick rise over all bands, dB^2: its peaks stand where notes begin, also bowed ones
    level : loudest band of the frame, 0..1 as in the mel
    """

    rise: np.ndarray
    bass_rise: np.ndarray
    swell: np.ndarray
    bass_swell: np.ndarray
    attack: np.ndarray
    level: np.ndarray

    def __len__(self) -> int:
        return len(self.level)


def measure_onsets(mel: Mel) -> Onsets:
    """Onset strength of every frame of `mel`, in bounded memory."""
    curves = Onsets(*(np.zeros(len(mel), np.float32) for _ in range(6)))
    for start, stop, block in blocks(mel.values, context=2 * LONG_LAG):
        inside = slice(start - block.start, stop - block.start)
        values = np.asarray(mel.values[block], np.float32)
        quick, slow = (_difference(_audible(DECIBELS * values), lag)[inside] for lag in (SHORT_LAG, LONG_LAG))
        rise, swell = 0.5 * (quick + slow), _rise(specific_loudness(values))[inside]
        curves.attack[start:stop] = np.square(quick).mean(1)
        curves.rise[start:stop], curves.swell[start:stop] = rise.mean(1), swell.mean(1)
        curves.bass_rise[start:stop] = rise[:, -BASS_BANDS:].mean(1)
        curves.bass_swell[start:stop] = swell[:, -BASS_BANDS:].mean(1)
        curves.level[start:stop] = values[inside].max(1)
    return curves


def onset_times(mel: Mel, frames: np.ndarray) -> np.ndarray:
    """(n,) seconds of onsets that the curves show at `frames` (with fractions).

    The mel's picture of 1 + samples // 256 columns is stretched to its T frames pixel centre to pixel centre, which
    is up to 22 ms off k / 90 at the end of a piece.
    """
    columns = 1 + round(mel.seconds * SAMPLE_RATE) // HOP_SAMPLES
    return ((frames + 0.5) * columns / max(len(mel), 1) - 0.5) * HOP_SAMPLES / SAMPLE_RATE + EARLY_S


def specific_loudness(values: np.ndarray) -> np.ndarray:
    """Mel values 0..1 -> loudness of each band, 1 for the loudest of the piece."""
    return np.power(np.float32(10), LOUDNESS_EXPONENT * DECIBELS / 10 * (values - 1))


def blocks(values: np.ndarray, *, context: int) -> Iterator[tuple[int, int, slice]]:
    """(start, stop, slice with `context` frames more on both sides), covering all frames in order."""
    for start in range(0, len(values), BLOCK_FRAMES):
        stop = min(start + BLOCK_FRAMES, len(values))
        yield start, stop, slice(max(start - context, 0), min(stop + context, len(values)))


def _audible(decibels: np.ndarray) -> np.ndarray:
    return np.maximum(decibels, decibels.max(1, keepdims=True) - DYNAMIC_RANGE_DB)


def _rise(values: np.ndarray) -> np.ndarray:
    """(n, bands) -> rise around every frame, half-wave rectified, the mean of a short and a long comparison."""
    return 0.5 * (_difference(values, SHORT_LAG) + _difference(values, LONG_LAG))


def _difference(values: np.ndarray, lag: int) -> np.ndarray:
    """Mean of the `lag` frames from t on, minus the mean of the `lag` frames before t, where positive.

    The ends of the block, where one of the two is missing, hold 0.
    """
    mean = uniform_filter1d(values, lag, axis=0, mode="nearest")
    half = lag // 2
    rise = np.zeros_like(mean)
    if len(mean) > 2 * lag:
        rise[lag - half : -half] = np.maximum(mean[lag:] - mean[:-lag], 0)
    return rise
