"""Clips that do not belong together, from obviously to hardly: the negatives of contrastive training.

Two clips of one length are cut from every sample. Where music and motion come from the same clip they match; across
the two they do not:
  easy        the second clip is of another piece in the batch
  hard        of the same piece, at least 10 s away: the same style and players, other notes
  super_hard  of the same piece, shifted by 0.5 to 5 s: only the timing differs
"""

from collections.abc import Sequence

import numpy as np

from vc.data.conductormotion100 import MEL_FRAMES_PER_POSE
from vc.skeleton import POSE_RATE
from vc.train.config import NEGATIVES

HARD_GAP_S = 10.0  # between the starts of two clips
SUPER_HARD_S = (0.5, 5.0)


def draw_starts(negatives: str, sample_s: float, clip_s: float, rng: np.random.Generator) -> tuple[int, int]:
    """First poses of two clips within a sample; equal for "easy", whose second clip is of another piece.

    Raises ValueError for unknown negatives, and for samples too short for the distance.
    """
    if negatives not in NEGATIVES:
        raise ValueError(f"there are no negatives {negatives!r}; choose one of {', '.join(NEGATIVES)}")
    least, most = {"easy": (0.0, 0.0), "hard": (HARD_GAP_S, np.inf), "super_hard": SUPER_HARD_S}[negatives]
    room = int(POSE_RATE * (sample_s - clip_s))
    nearest, farthest = round(least * POSE_RATE), int(min(most * POSE_RATE, room))
    if nearest > farthest:
        raise ValueError(f"{negatives} clips of {clip_s} s, {least} s apart, do not fit in {sample_s} s")
    distance = int(rng.integers(nearest, farthest + 1))
    first = int(rng.integers(0, room - distance + 1))
    return first, first + distance


def partners(pieces: Sequence[str], rng: np.random.Generator) -> np.ndarray:
    """(n,) for each sample another one whose piece differs, drawn at random.

    Raises ValueError if all are of one piece.
    """
    names = np.array(pieces)
    others = [np.flatnonzero(names != name) for name in names]
    if not all(len(other) for other in others):
        raise ValueError("a batch for easy negatives needs samples of at least two pieces")
    return np.array([int(rng.choice(other)) for other in others])


def cut(mel: np.ndarray, motion: np.ndarray, first: int, clip_s: float) -> tuple[np.ndarray, np.ndarray]:
    """The clip of `clip_s` seconds from pose `first` on, music and motion."""
    last = first + int(clip_s * POSE_RATE)
    return mel[MEL_FRAMES_PER_POSE * first : MEL_FRAMES_PER_POSE * last], motion[first:last]
