"""Which tones sound, and how much they change: from frame to frame and from beat to beat."""

from itertools import pairwise

import numpy as np
from scipy.ndimage import uniform_filter1d

from vc.audio.rhythm.onsets import blocks
from vc.music import MEL_RATE, Mel

TONE_BANDS = 72  # lowest bands, up to about 2.8 kHz, where chords can be told apart
LOW_BANDS = 20  # lowest of them, up to 520 Hz: the bass and its first overtones
WHITENING_BANDS = 9
CHANGE_FRAMES = 18  # tones of 0.2 s before and after a frame are compared: half a quick beat
ATTACK_FRAMES = 5  # 55 ms, until the noise of the attack is over
SMALLEST_NORM = 1e-3
COMMON_PERCENTILE, LEAST_COMMON = 95.0, 0.05  # the change that counts as a full one in the piece


def tone_change(mel: Mel, frames: int = CHANGE_FRAMES) -> np.ndarray:
    """(T,) float32, 0..1: how new the tones after each frame are, against the piece's clear changes.

    frames : before it and after it whose tones are compared

    Chords repeated between the beats of a march or a waltz are as loud as the beat itself, but bring nothing new.
    """
    change = np.zeros(len(mel), np.float32)
    reach = frames + ATTACK_FRAMES
    for start, stop, block in blocks(mel.values, context=reach):
        change[start:stop] = _change(tones(mel.values[block]), frames)[start - block.start : stop - block.start]
    common = float(np.percentile(change, COMMON_PERCENTILE)) if len(change) else 0.0
    return np.minimum(change / max(common, LEAST_COMMON), 1)


def tones(values: np.ndarray) -> np.ndarray:
    """(n, 128) mel -> (n, TONE_BANDS), what stands above the neighbouring bands."""
    low = np.asarray(values[:, -TONE_BANDS:], np.float32)
    return np.maximum(low - uniform_filter1d(low, WHITENING_BANDS, axis=1), 0)


def beat_tones(mel: Mel, frames: np.ndarray) -> np.ndarray:
    """(n, TONE_BANDS) mean tones from each beat to the next, once its attack is over."""
    edges = np.append(frames, min(frames[-1] + MEL_RATE // 2, len(mel)))
    heard = np.empty((len(frames), TONE_BANDS), np.float32)
    for i, (start, stop) in enumerate(pairwise(edges)):
        start = min(start + ATTACK_FRAMES, len(mel) - 1)
        heard[i] = tones(mel.values[start : max(stop, start + 1)]).mean(0)
    return heard


def beat_change(heard: np.ndarray, span: int) -> np.ndarray:
    """(n,) cosine distance of the tones of the `span` beats from each beat on from those of the `span` before.

    The first beat, which has none before it, changes as much as any.
    """
    sums = np.concatenate([np.zeros_like(heard[:1]), np.cumsum(heard, 0)]).astype(float)
    at = np.arange(len(heard))
    after = sums[np.minimum(at + span, len(heard))] - sums[at]
    before = sums[at] - sums[np.maximum(at - span, 0)]
    change = _distance(before, after, 1e-9)
    if len(change) > 1:
        change[0] = change[1:].max()
    return change


def _change(heard: np.ndarray, frames: int) -> np.ndarray:
    sums = np.concatenate([np.zeros((1, heard.shape[1])), np.cumsum(heard, 0, dtype=float)])
    at, last = np.arange(len(heard)), len(heard)
    after = sums[np.minimum(at + ATTACK_FRAMES + frames, last)] - sums[np.minimum(at + ATTACK_FRAMES, last)]
    before = sums[at] - sums[np.maximum(at - frames, 0)]
    return _distance(before, after, SMALLEST_NORM)


def _distance(before: np.ndarray, after: np.ndarray, smallest: float) -> np.ndarray:
    """(n,) cosine distance of rows: 1 where sound follows silence, 0 where nothing follows."""
    norms = np.linalg.norm(before, axis=1), np.linalg.norm(after, axis=1)
    alike = (before * after).sum(1) / np.maximum(norms[0] * norms[1], 1e-12)
    return np.where(norms[1] > smallest, np.where(norms[0] > smallest, 1 - alike, 1), 0)
