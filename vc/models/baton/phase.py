"""Beats, bars and marks as smooth signals: the form in which Baton is told them, in training and in use."""

import numpy as np
from scipy.ndimage import gaussian_filter1d

from vc.marks import Marks, azimuth
from vc.music import BREAK, Rhythm
from vc.skeleton import POSE_RATE

AHEAD_S, AFTER_S = 1.4, 0.9  # an entry is told from so long before to so long after it
CUT_AHEAD_S, CUT_AFTER_S = 0.6, 0.5
BUMP_S = 0.07


def told_track(rhythm: Rhythm, poses: int) -> np.ndarray:
    """(poses, 14) float32: `phase_track`, then marks and loudness.

    The marks: nearness of an entry, that times the sine of where it is, the entry itself; inside a fermata; nearness of
    a cut-off; accents; articulation. Then loudness, as heard and smoothed, and its rise.
    """
    return np.concatenate([phase_track(rhythm, poses), _mark_track(rhythm, poses)], 1)


def _mark_track(rhythm: Rhythm, poses: int) -> np.ndarray:
    times = np.arange(poses) / POSE_RATE
    marks = rhythm.marks or Marks.none(rhythm.seconds)
    near, side, entry, held, cut, accent = (np.zeros(poses) for _ in range(6))
    for time, aside in zip(marks.entries_s, np.sin(azimuth(marks.seats)), strict=True):
        ramp = _nearness(times - time, AHEAD_S, AFTER_S)
        side = np.where(ramp > near, aside * ramp, side)
        near = np.maximum(near, ramp)
        entry = np.maximum(entry, _bump(times - time))
    for start, end in marks.holds_s:
        held[(times >= start) & (times < end)] = 1
    for time in marks.cutoffs_s:
        cut = np.maximum(cut, _nearness(times - time, CUT_AHEAD_S, CUT_AFTER_S))
    for time, weight in zip(marks.accents_s, marks.accents, strict=True):
        accent = np.maximum(accent, weight * _bump(times - time))
    return np.stack(
        [near, side, entry, held, cut, accent, _held_out(marks.articulation, poses), *_levels(rhythm, poses)], 1
    ).astype(np.float32)


def _levels(rhythm: Rhythm, poses: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    loudness = np.clip(_held_out(rhythm.loudness, poses), 0, 1)
    if poses < 2:
        return loudness, loudness, 0 * loudness
    slope = np.gradient(gaussian_filter1d(loudness, 1.0 * POSE_RATE, mode="nearest")) * POSE_RATE
    return loudness, gaussian_filter1d(loudness, 0.4 * POSE_RATE, mode="nearest"), np.tanh(4 * slope)


def _held_out(values: np.ndarray, count: int) -> np.ndarray:
    """The first `count` values, the last held where there are fewer; zeros without any."""
    values = np.asarray(values, float)[:count]
    return np.pad(values, (0, count - len(values)), mode="edge") if len(values) else np.zeros(count)


def _nearness(since_s: np.ndarray, before_s: float, after_s: float) -> np.ndarray:
    return np.clip(np.minimum(1 + since_s / before_s, 1 - since_s / after_s), 0, 1)


def _bump(since_s: np.ndarray) -> np.ndarray:
    return np.exp(-0.5 * (since_s / BUMP_S) ** 2)


def phase_track(rhythm: Rhythm, poses: int) -> np.ndarray:
    """(poses, 4) float32: sine and cosine of the place in the beat, then of the place in the bar.

    All four are 0 where nothing is beaten: in rests, and from one beat before a passage's first to one after its
    last. The beat before is the preparation.
    """
    track = np.zeros((poses, 4), np.float32)
    times = np.arange(poses) / POSE_RATE
    for beats, places, metres in _passages(rhythm):
        first, last = np.searchsorted(times, [beats[0], beats[-1]])
        inside = times[first:last]
        count = np.interp(inside, beats, np.arange(len(beats)))
        index = np.minimum(count.astype(int), len(beats) - 2)
        in_bar = (places[index] + count - index) / metres[index]
        angle = 2 * np.pi * np.stack([count, in_bar])
        track[first:last] = np.stack([np.sin(angle[0]), np.cos(angle[0]), np.sin(angle[1]), np.cos(angle[1])], 1)
    return track


def _passages(rhythm: Rhythm) -> list[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """Runs of beats without a rest: times, places and metres, with a beat put before and one after."""
    beats = np.asarray(rhythm.beats_s, float)
    if len(beats) < 2:
        return []
    gaps = np.diff(beats)
    runs = np.split(np.arange(len(beats)), np.flatnonzero(gaps > BREAK * np.median(gaps)) + 1)
    return [
        _with_ends(beats[run], rhythm.bar_positions[run], rhythm.beats_per_bar[run]) for run in runs if len(run) > 1
    ]


def _with_ends(
    beats: np.ndarray, places: np.ndarray, metres: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:  # fmt: skip
    before, after = 2 * beats[0] - beats[1], 2 * beats[-1] - beats[-2]
    metre = np.concatenate([metres[:1], metres, metres[-1:]])
    place = np.concatenate([[(places[0] - 1) % metres[0]], places, [(places[-1] + 1) % metres[-1]]])
    return np.concatenate([[before], beats, [after]]), place, metre
