"""Recording and score as rows of numbers whose products tell how well they fit."""

from dataclasses import dataclass

import numpy as np
from scipy.ndimage import gaussian_filter1d, maximum_filter1d

from vc.audio.score.tones import LOWEST, RATE, TONES

# Set by hand, with the costs of `reading`.
CHROMA_WEIGHT, ONSET_WEIGHT = 1.0, 0.33
# Squared distance would make every beginning that the score tells a risk; part of it costs as much as it earns.
ONSET_RISK = 0.41
ECHO_S = 0.15  # an onset is felt so long after it, so that one that is a little off still counts
FADE_S, FADED, RELEASE_S = 1.2, 0.3, 0.15  # how a written tone dies away, down to what, and how it sounds on


@dataclass(frozen=True)
class Features:
    """rows : (n, 24) float32, 12 of chroma and 12 of onsets; cost : (n,) float32, see `paths.jump_path`"""

    rows: np.ndarray
    cost: np.ndarray


def heard_features(active: np.ndarray, onset: np.ndarray, rate: float) -> Features:
    """Of a recording, both (n, TONES) at `rate`."""
    chroma, onsets = _centred_chroma(active), _onsets(fold(onset), rate)
    return Features(_rows(chroma, onsets), (CHROMA_WEIGHT + 0.5 * ONSET_WEIGHT * (onsets**2).sum(1)).astype(np.float32))


def written_features(start_s: np.ndarray, end_s: np.ndarray, pitch: np.ndarray, frames: int, rate: float) -> Features:
    """Of notes at the times that they would have in an even performance."""
    level, begin = np.zeros((2, frames, 128), np.float32)
    fade = (FADED + (1 - FADED) * np.exp(-np.arange(frames + 1) / (rate * FADE_S))).astype(np.float32)
    release = max(int(RELEASE_S * rate), 1)
    first, last = (np.floor(times * rate).astype(int) for times in (start_s, end_s))
    for a, b, tone in zip(first, last, pitch, strict=True):
        if 0 <= a < frames:
            b = min(max(b, a + 1) + release, frames)
            np.maximum(level[a:b, tone], fade[: b - a], out=level[a:b, tone])
            begin[a, tone] = 1.0
    heard = slice(LOWEST, LOWEST + TONES)
    chroma, onsets = _centred_chroma(level[:, heard]), _onsets(fold(begin[:, heard]), rate)
    return Features(_rows(chroma, onsets), (ONSET_RISK * ONSET_WEIGHT * (onsets**2).sum(1)).astype(np.float32))


def fold(values: np.ndarray) -> np.ndarray:
    """(n, TONES) -> (n, 12), the octaves added up."""
    folded = np.zeros((len(values), 12), np.float32)
    for tone in range(TONES):
        folded[:, (LOWEST + tone) % 12] += values[:, tone]
    return folded


def at_rate(values: np.ndarray, rate: float, *, peaks: bool = False) -> np.ndarray:
    """(T, TONES) at RATE -> (n, TONES) at a lower rate: means, or the greatest values."""
    count = max(int(len(values) * rate / RATE), 1)
    edges = np.minimum((np.arange(count + 1) * RATE / rate).round().astype(int), len(values) - 1)
    if peaks:
        return np.maximum.reduceat(values, edges[:-1], axis=0)
    lengths = np.maximum(np.diff(edges), 1)[:, None]
    means: np.ndarray = np.add.reduceat(values, edges[:-1], axis=0) / lengths
    return means.astype(np.float32)


def _rows(chroma: np.ndarray, onsets: np.ndarray) -> np.ndarray:
    parts = [np.sqrt(CHROMA_WEIGHT) * chroma, np.sqrt(2 * ONSET_WEIGHT) * onsets]
    return np.ascontiguousarray(np.concatenate(parts, axis=1), np.float32)


def _centred_chroma(values: np.ndarray) -> np.ndarray:
    """Of unit length, less the piece's mean: what all of its chords share tells none of them from another."""
    chroma = _unit(fold(values), 1e-3)
    return _unit(chroma - chroma.mean(axis=0), 0.15)


def _unit(rows: np.ndarray, floor: float) -> np.ndarray:
    unit: np.ndarray = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), floor)
    return unit


def _onsets(rows: np.ndarray, rate: float) -> np.ndarray:
    """Relative to the strongest around, each with its echo (Ewert and others 2009)."""
    strength = np.linalg.norm(rows, axis=1)
    around = gaussian_filter1d(maximum_filter1d(strength, int(rate * 2) | 1), rate * 0.7)
    onsets = rows / np.maximum(around, 0.15 * np.percentile(around, 90) + 1e-9)[:, None]
    keep = np.exp(-1 / (rate * ECHO_S))
    for t in range(1, len(onsets)):
        np.maximum(onsets[t], onsets[t - 1] * keep, out=onsets[t])
    return onsets
