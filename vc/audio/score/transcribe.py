"""The notes in a recording: how likely each tone begins, and sounds, at each time, by a small network.

One perceptron for all tones sees half a second of a tone, of its neighbours and of where its partials are. Trained by
tools/train_notes.py on renderings of the timed pieces; the true beginning of a note is what it learnt, so that strings
that swell come no later than a piano.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from vc.audio.score.tones import TONES

WEIGHTS = Path(__file__).with_name("notes.npz")
MEAN_LEVEL_GAIN = 3.0  # of the loudness beside the tones; set by hand, the network has learnt with it
_GROUP = 256  # frames at a time


@dataclass(frozen=True)
class Transcription:
    """Chances 0..1 at RATE, (T, TONES) float32. onset : that a note of this tone begins; active : that it sounds"""

    onset: np.ndarray
    active: np.ndarray

    def __len__(self) -> int:
        return len(self.onset)


def transcribe(level: np.ndarray) -> Transcription:
    """level : (T, TONES) of `measure_tones`. Some 1 CPU-s for a minute of music."""
    context = _weights()["first"].shape[1] // 2
    shifts = _weights()["shifts"]
    below, above = -int(shifts.min()), int(shifts.max())
    padded = np.pad(level.astype(np.float32), ((context, context), (below, above)))
    mean = np.pad(MEAN_LEVEL_GAIN * level.mean(axis=1, dtype=np.float32), context)
    chances = np.empty((2, len(level), TONES), np.float32)
    for first in range(0, len(level), _GROUP):
        rows = slice(first, min(first + _GROUP, len(level)))
        seen = slice(first, rows.stop + 2 * context)
        chances[:, rows] = _chances(padded[seen], mean[seen], below)
    return Transcription(chances[0], chances[1])


def _chances(padded: np.ndarray, mean: np.ndarray, below: int) -> np.ndarray:
    """(2, n, TONES) of n frames that come with their context."""
    weights = _weights()
    taps = weights["first"].shape[1]
    windows = np.ascontiguousarray(sliding_window_view(padded, taps, axis=0))  # (n, tones, taps)
    hidden = (sliding_window_view(mean, taps) @ weights["first"][-1])[:, None] + weights["first_bias"]
    hidden = np.repeat(hidden, TONES, axis=1)
    for shift, row in zip(weights["shifts"], weights["first"][:-1], strict=True):
        hidden += windows[:, below + shift : below + shift + TONES] @ row
    np.maximum(hidden, 0, out=hidden)
    hidden = np.maximum(hidden @ weights["second"] + weights["second_bias"], 0)
    chances: np.ndarray = 1 / (1 + np.exp(-(hidden @ weights["third"] + weights["third_bias"])))
    return np.moveaxis(chances, -1, 0)


@cache
def _weights() -> dict[str, np.ndarray]:
    """shifts (s,) semitones; first (s + 1, taps, h), the last row for the mean level; second (h, k); third (k, 2)."""
    with np.load(WEIGHTS) as stored:
        return dict(stored)
