"""The best path through a few states, one per beat: what bars and metrical levels are decoded with."""

import numpy as np
from scipy.ndimage import uniform_filter1d


def best_path(
    scores: np.ndarray, transitions: np.ndarray, entry: np.ndarray, fresh: np.ndarray | None = None, anew: float = 0.0
) -> np.ndarray:  # fmt: skip
    """(n,) int, the state of each step on the path with the highest sum (Viterbi).

    scores : (n, states); transitions : (from, to), -inf where impossible; entry : (states,) score of starting there
    fresh : (n,) bool, steps at which the path may also start anew, at the score of `entry` + `anew`
    """
    total = scores[0] + entry
    choices = np.zeros(scores.shape, np.int16)
    restart = np.maximum(transitions, entry + anew)
    for i in range(1, len(scores)):
        step = total[:, None] + (restart if fresh is not None and fresh[i] else transitions)
        choices[i] = step.argmax(0)
        total = step.max(0) + scores[i]
    path = [int(total.argmax())]
    for row in choices[:0:-1]:
        path.append(int(row[path[-1]]))
    return np.array(path[::-1])


def stand_out(values: np.ndarray, neighbours: int) -> np.ndarray:
    """(n,) values against their neighbours' mean, in standard deviations of the piece (or of a tenth of the mean)."""
    away = values - uniform_filter1d(values.astype(float), neighbours, mode="nearest")
    return away / max(float(away.std()), 0.1 * float(values.mean()), 1e-6)
