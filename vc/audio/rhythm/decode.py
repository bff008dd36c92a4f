"""The best path of beats through the onset curve: a tempo-state Viterbi search, compiled by numba."""

import numpy as np
from numba import njit

NONE = -1e9  # a score that never wins


@njit(cache=True, nogil=True)
def best_beats(
    evidence: np.ndarray,
    tempo_score: np.ndarray,
    tempo_hop: int,
    intervals: np.ndarray,
    change_cost: float,
    jump_cost: float,
    rest_cost: float,
) -> np.ndarray:
    """Frames of the beats on the path with the highest score.

    evidence : (T,) log-likelihood ratio of a beat at each frame
    tempo_score : (n, K) score of a step of intervals[k] frames that ends around frame row * tempo_hop
    intervals : (K,) allowed frames from beat to beat, rising by one
    change_cost : per unit of |log(tempo ratio)| from one beat to the next (a Laplace prior)
    jump_cost : most that any tempo change can cost
    rest_cost : for leaving the pulse and for taking it up again; between them there are no beats

    The state after a beat is the interval that led to it; state K is a first beat, which has none yet. Every step
    asks the state of `interval` frames ago, so the scores of the last intervals[-1] frames suffice and only the
    choices (a byte a state) are kept for the way back. Source: the idea of the bar-pointer model (Whiteley et al.
    2006) with the beat-to-beat tempo transitions of Krebs et al. 2015.
    """
    frames, states = len(evidence), len(intervals)
    ring = intervals[-1] + 1
    spacing = change_cost * np.diff(np.log(intervals.astype(np.float64)))
    onward = np.full((ring, states), NONE)  # best score at a past beat, tempo change to each interval included
    choice = np.full((frames, states), 255, np.uint8)  # state at that past beat
    last_beat = np.full(frames, -1, np.int32)  # of the path that rests at this frame
    last_state = np.zeros(frames, np.uint8)
    score = np.empty(states + 1)
    rest = 0.0
    for t in range(frames):
        score[states] = rest - rest_cost + evidence[t]
        row = tempo_score[min(t // tempo_hop, len(tempo_score) - 1)]
        for k in range(states):
            past = t - intervals[k]
            score[k] = NONE if past < 0 else onward[past % ring, k] + row[k] + evidence[t]
        best = 0
        for k in range(states + 1):
            if score[k] > score[best]:
                best = k
        last_beat[t], last_state[t] = last_beat[t - 1] if t else -1, last_state[t - 1] if t else 0
        if score[best] - rest_cost > rest:
            rest = score[best] - rest_cost
            last_beat[t], last_state[t] = t, best
        _spread(score, spacing, jump_cost, best, onward[t % ring], choice[t])
    return _trace(last_beat, last_state, choice, intervals)


@njit(cache=True, nogil=True)
def _spread(
    score: np.ndarray, spacing: np.ndarray, jump_cost: float, best: int, onward: np.ndarray, choice: np.ndarray
) -> None:  # fmt: skip
    """For every next interval the best state to come from: two passes, as in a distance transform."""
    states = len(spacing) + 1
    for k in range(states):
        onward[k], choice[k] = score[k], k
    for k in range(1, states):
        if onward[k - 1] - spacing[k - 1] > onward[k]:
            onward[k], choice[k] = onward[k - 1] - spacing[k - 1], choice[k - 1]
    for k in range(states - 2, -1, -1):
        if onward[k + 1] - spacing[k] > onward[k]:
            onward[k], choice[k] = onward[k + 1] - spacing[k], choice[k + 1]
    for k in range(states):
        if score[best] - jump_cost > onward[k]:
            onward[k], choice[k] = score[best] - jump_cost, best
        if score[states] > onward[k]:
            onward[k], choice[k] = score[states], states


@njit(cache=True, nogil=True)
def _trace(
    last_beat: np.ndarray, last_state: np.ndarray, choice: np.ndarray, intervals: np.ndarray
) -> np.ndarray:  # fmt: skip
    """Walk back from the end, through rests, to the frames of all beats in rising order."""
    beats = []
    states = len(intervals)
    t, k = last_beat[-1], int(last_state[-1])
    while t >= 0:
        beats.append(t)
        if k == states:  # a first beat: before it there was rest
            if t == 0:
                break
            t, k = last_beat[t - 1], int(last_state[t - 1])
        else:
            t -= intervals[k]
            k = int(choice[t, k])
    return np.array(beats[::-1], dtype=np.int64)
