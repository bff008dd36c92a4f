"""The 26 audio features that AMCNet hears: what librosa measures of a piece, at 30 Hz.

All of them are measured on the mel spectrogram (`vc.audio.mel`), not on the samples: a dataset in ConductorMotion100's
layout keeps no samples. So training, which reads mel.npy, and use, which has just made the same mel from a recording,
get the very same numbers. `features` is `features_from_mel` after `official_mel`, nothing else.

The mel's three frames under a pose are averaged first, so that librosa works at 30 Hz throughout.

Source: Chen et al., VirtualConductor (ICME 2021), which names the features; frame and window lengths are ours.
"""

from collections.abc import Iterable
from typing import Any

import numpy as np

from vc.audio.mel import RANGE_DB, official_mel
from vc.music import MEL_BANDS, MEL_FRAMES_PER_POSE, SAMPLE_RATE, Mel
from vc.skeleton import POSE_RATE

MFCC_COUNT = 20
NAMES = (
    "centroid", "bandwidth", "onset", "pulse", "pulse_near_120", "tempo",
    *(f"mfcc_{number}" for number in range(MFCC_COUNT)),
)  # fmt: skip
CHANNELS = len(NAMES)

PREFERRED_BPM = 120.0  # around which the second pulse expects the tempo, spread log-normally
PULSE_WINDOW = 256  # poses, 8.5 s: librosa's own window of 8.9 s, as a power of two
TEMPO_WINDOW_S = 8.0  # librosa's own

_AT_POSE_RATE: dict[str, Any] = {"sr": SAMPLE_RATE, "hop_length": SAMPLE_RATE // POSE_RATE}  # exactly 735 samples
# The tempogram holds 240 numbers a pose, so it is made in pieces, each seeing its window on both sides.
_TEMPO_TILE, _TEMPO_CONTEXT = 60 * POSE_RATE, round(TEMPO_WINDOW_S * POSE_RATE)


def features(samples: Iterable[np.ndarray] | np.ndarray) -> np.ndarray:
    """What `features_from_mel` gives for a piece of music, from its samples.

    samples : float32 mono at 22 050 Hz, (n,), or blocks of them
    Raises MusicError for music too short for a spectrum, and for samples that are not finite numbers.
    """
    return features_from_mel(official_mel(samples))


def features_from_mel(mel: Mel | np.ndarray) -> np.ndarray:
    """(T, 26) float32 in the order of `NAMES`, one row for three frames of the mel; what is left over is dropped.

    mel : of the whole piece, or its values (frames, 128) in 0..1, the highest band first

    Every feature is divided by its greatest absolute value in the piece, as the authors do; one that is 0 throughout
    stays 0. Before that they are
      centroid, bandwidth    Hz: the mean frequency of the sound, and how far it spreads around it
      onset                  dB: the mean rise of all bands since the pose before
      pulse, pulse_near_120  0..1: the predominant local pulse, high at each beat; any tempo alike, or rather 120
      tempo                  beats per minute around the pose
      mfcc_0 .. mfcc_19      dB: the shape of the spectrum, from its mean level to ever finer ripples

    Some 80 ms for a minute of music; the first call takes seconds, for librosa to come in.
    Raises ValueError for another shape and for fewer than 3 frames.
    """
    decibels = _decibels(mel.values if isinstance(mel, Mel) else mel)
    onset = _onset(decibels)
    rows = [*_shape(decibels), onset, *_pulses(onset), _tempo(onset), *_mfcc(decibels)]
    measured = np.stack(rows, axis=1)
    greatest = np.abs(measured).max(axis=0)
    scaled: np.ndarray = (measured / np.where(greatest > 0, greatest, 1)).astype(np.float32)
    return scaled


def _decibels(values: np.ndarray) -> np.ndarray:
    """(frames, 128) in 0..1 -> (128, T) float32 dB below the loudest of the piece, the lowest band first."""
    if values.ndim != 2 or values.shape[1] != MEL_BANDS or len(values) < MEL_FRAMES_PER_POSE:
        raise ValueError(f"a mel has the shape ({MEL_FRAMES_PER_POSE} or more, {MEL_BANDS}), not {values.shape}")
    poses = len(values) // MEL_FRAMES_PER_POSE
    threes = values[: poses * MEL_FRAMES_PER_POSE].reshape(poses, MEL_FRAMES_PER_POSE, MEL_BANDS)
    decibels: np.ndarray = RANGE_DB * (threes.mean(axis=1, dtype=np.float32).T[::-1] - 1)
    return np.ascontiguousarray(decibels)


def _shape(decibels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Spectral centroid and bandwidth, (T,) Hz each.

    A mel filter of unit area gives the mean over its band, so each counts as wide as it is: then the sums over bands
    are those over the spectrum that librosa takes. What the mel holds as 0 is silence.
    """
    import librosa

    middles_hz = librosa.mel_frequencies(MEL_BANDS + 2, fmax=SAMPLE_RATE / 2)
    widths_hz = (middles_hz[2:] - middles_hz[:-2]) / 2
    amplitude = np.where(decibels > -RANGE_DB, 10 ** (decibels / 20), 0) * widths_hz[:, None].astype(np.float32)
    centroid = librosa.feature.spectral_centroid(S=amplitude, freq=middles_hz[1:-1])
    bandwidth = librosa.feature.spectral_bandwidth(S=amplitude, freq=middles_hz[1:-1], centroid=centroid)
    return centroid[0], bandwidth[0]


def _onset(decibels: np.ndarray) -> np.ndarray:
    """(T,) librosa moves it by one pose: a sound shows half a window before it begins."""
    from librosa.onset import onset_strength

    strength: np.ndarray = onset_strength(S=decibels, **_AT_POSE_RATE)
    return strength


def _pulses(onset: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The predominant local pulse with all tempi from 30 to 300 alike, and with those near 120 preferred; (T,) each."""
    from librosa.beat import plp
    from scipy.stats import lognorm

    long_enough = np.pad(onset, (0, max(PULSE_WINDOW - len(onset), 0)))
    prior = lognorm(s=1, loc=np.log(PREFERRED_BPM), scale=PREFERRED_BPM)  # as librosa's manual writes it
    plain, near = (
        plp(onset_envelope=long_enough, win_length=PULSE_WINDOW, prior=chosen, **_AT_POSE_RATE)
        for chosen in (None, prior)
    )
    return plain[: len(onset)], near[: len(onset)]


def _tempo(onset: np.ndarray) -> np.ndarray:
    """(T,) beats per minute, tile by tile: the tempo around a pose depends on 4 s to each side."""
    import librosa

    long_enough = np.pad(onset, (0, max(_TEMPO_CONTEXT - len(onset), 0)))
    tempo = np.empty(len(long_enough))
    for start in range(0, len(long_enough), _TEMPO_TILE):
        stop, first = min(start + _TEMPO_TILE, len(long_enough)), max(start - _TEMPO_CONTEXT, 0)
        seen = long_enough[first : stop + _TEMPO_CONTEXT]
        found = librosa.feature.tempo(onset_envelope=seen, ac_size=TEMPO_WINDOW_S, aggregate=None, **_AT_POSE_RATE)
        tempo[start:stop] = found[start - first : stop - first]
    return tempo[: len(onset)]


def _mfcc(decibels: np.ndarray) -> np.ndarray:
    """(20, T)"""
    import librosa

    coefficients: np.ndarray = librosa.feature.mfcc(S=decibels, n_mfcc=MFCC_COUNT)
    return coefficients
