"""What sounds when, tone by tone: a semitone spectrogram of a recording."""

from collections.abc import Iterable

import numpy as np
from scipy.fft import rfft

from vc.music import SAMPLE_RATE

HOP_SAMPLES = 512
RATE = SAMPLE_RATE / HOP_SAMPLES  # 43.1 frames/s
LOWEST, HIGHEST = 33, 104  # MIDI numbers of the tones, A1 to G#7
TONES = HIGHEST - LOWEST + 1
# A window long enough to tell semitones apart smears the beginnings of tones, so higher tones have shorter ones. This
# and what follows is set by hand; the network of `transcribe` has learnt with it.
WINDOWS = ((33, 4096), (60, 2048), (84, 1024))  # from this tone on, samples
COMPRESSION = 1000.0  # log(1 + 1000 x): what is 60 dB below the loudest still counts a little
TUNING_S = 60.0  # from the middle of a recording
_GROUP = 256  # frames at a time


def measure_tones(samples: np.ndarray, tuning: float | None = None) -> np.ndarray:
    """Compressed level of each tone, (T, TONES) float32 at RATE, 0 for silence and about 1 for the loudest.

    samples : (n,) float32 mono at 22 050 Hz
    tuning : semitones above a' = 440 Hz; None measures it
    """
    tuning = measure_tuning(samples) if tuning is None else tuning
    level = np.zeros((1 + len(samples) // HOP_SAMPLES, TONES), np.float32)
    for (low, window), stop in zip(WINDOWS, [*(low for low, _ in WINDOWS[1:]), HIGHEST + 1], strict=True):
        filters = _filters(low, stop, window, tuning)
        for first, magnitudes in _spectra(samples, window):
            level[first : first + len(magnitudes), low - LOWEST : stop - LOWEST] = magnitudes @ filters
    reference = float(np.percentile(level.max(axis=1), 98)) or 1.0
    compressed: np.ndarray = np.log1p(level * (COMPRESSION / reference)) / np.float32(np.log1p(COMPRESSION))
    return compressed


def measure_tuning(samples: np.ndarray) -> float:
    """Semitones, -0.5 to 0.5, by which the recording is above a' = 440 Hz."""
    import librosa

    length = round(TUNING_S * SAMPLE_RATE)
    middle = samples[max((len(samples) - length) // 2, 0) :][:length]
    return float(librosa.estimate_tuning(y=middle, sr=SAMPLE_RATE, n_fft=4096, fmin=100, fmax=2000))


def _spectra(samples: np.ndarray, window: int) -> Iterable[tuple[int, np.ndarray]]:
    """(first frame, (n, bins) magnitudes) of groups of frames around every HOP_SAMPLES-th sample."""
    shape = np.hanning(window + 1)[:-1].astype(np.float32) * np.float32(2 / window)
    padded = np.pad(samples.astype(np.float32), window // 2)
    frames = np.lib.stride_tricks.sliding_window_view(padded, window)[::HOP_SAMPLES][: 1 + len(samples) // HOP_SAMPLES]
    for first in range(0, len(frames), _GROUP):
        yield first, np.abs(rfft(frames[first : first + _GROUP] * shape, axis=1))


def _filters(low: int, stop: int, window: int, tuning: float) -> np.ndarray:
    """(bins, stop - low) float32: a bell around each tone, a semitone wide or as wide as the window tells apart."""
    hertz = 440 * 2 ** ((np.arange(low, stop) + tuning - 69) / 12)
    bins = np.arange(window // 2 + 1)[:, None] * SAMPLE_RATE / window
    width = np.maximum(hertz * (2 ** (1 / 12) - 1) * 0.45, 0.7 * SAMPLE_RATE / window)
    bells = np.exp(-0.5 * ((bins - hertz) / width) ** 2)
    return (bells * (bells > 0.01)).astype(np.float32)
