"""Bars as a smooth signal: what the ear is taught to say of the place in the bar."""

import numpy as np

from vc.music import BREAK, Rhythm
from vc.skeleton import POSE_RATE


def bar_phase(rhythm: Rhythm, poses: int) -> np.ndarray:
    """(2, poses) float32: sine and cosine of the place in the bar.

    Both are 0 where nothing is beaten: in rests, and before one beat ahead of a passage's first and after one behind
    its last. The beat before is the preparation.
    """
    track = np.zeros((2, poses), np.float32)
    times = np.arange(poses) / POSE_RATE
    for beats, places, metres in _passages(rhythm):
        first, last = np.searchsorted(times, [beats[0], beats[-1]])
        inside = times[first:last]
        count = np.interp(inside, beats, np.arange(len(beats)))
        index = np.minimum(count.astype(int), len(beats) - 2)
        angle = 2 * np.pi * (places[index] + count - index) / metres[index]
        track[:, first:last] = np.sin(angle), np.cos(angle)
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
