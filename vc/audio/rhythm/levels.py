"""Pulses that are too quick to be beats: every other one weak, and nothing ever between them."""

import numpy as np

from vc.audio.rhythm.paths import best_path

# Votes for and against every pulse that is taken for strong. Two in three must stand out from both neighbours: where
# only the first of four does, that is the bar, not the beat.
STANDS_OUT, DOES_NOT = 1.0, -1.4
CLEARLY = 1.05  # times as salient as both neighbours
DIVIDED = -0.8  # for every pulse that is divided itself: sooner or later beats are, their halves seldom
LEVEL_COST, SLIP_COST = 8.0, 6.0  # to change between all pulses and every other one; two strong pulses in a row
DIVISION = 0.25  # salience that counts as an onset between two pulses
SLOWEST_FRAMES = 180  # 30 bpm, the slowest that is conducted in whole beats
FEWEST = 16
_WEAK = 2  # states: every pulse is a beat; a strong pulse, which is one; a weak pulse, which is none


def drop_weak_pulses(frames: np.ndarray, salience: np.ndarray) -> np.ndarray:
    """The pulses (n,) int frames without those that only divide slower beats."""
    if len(frames) < FEWEST:
        return frames
    heights = np.pad(_peaks(salience, frames, 3), 1, mode="edge")
    stands_out = heights[1:-1] > CLEARLY * np.maximum(heights[:-2], heights[2:])
    divided = _peaks(salience, np.append((frames[1:] + frames[:-1]) // 2, frames[-1]), 2) > DIVISION
    too_slow = 2 * np.diff(frames, append=2 * frames[-1] - frames[-2]) > SLOWEST_FRAMES
    against = DIVIDED * divided + DOES_NOT * too_slow
    scores = np.stack([np.zeros(len(frames)), np.where(stands_out, STANDS_OUT, DOES_NOT) + against, against], 1)
    never = -np.inf
    transitions = np.array([
        [0, -LEVEL_COST, never],
        [-LEVEL_COST, -SLIP_COST, 0],
        [-LEVEL_COST, 0, never],
    ])  # fmt: skip
    return frames[best_path(scores, transitions, np.zeros(3)) != _WEAK]


def _peaks(curve: np.ndarray, frames: np.ndarray, reach: int) -> np.ndarray:
    return curve[np.clip(frames[:, None] + np.arange(-reach, reach + 1), 0, len(curve) - 1)].max(1)
