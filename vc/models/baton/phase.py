"""Beats and bars as smooth signals: what the ear is taught to say of the place in the bar."""

import numpy as np

from vc.music import BREAK, Rhythm
from vc.skeleton import POSE_RATE


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
