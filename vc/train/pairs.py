"""Clips that do not belong together, from obviously to hardly: the negatives of contrastive training.

Two clips of one length are cut from every sample. Where music and motion come from the same clip they match; across
the two they do not:
  easy        the second clip is of another piece in the batch
  hard        of the same piece, at least 10 s away: the same kind of music and players, other notes
  super_hard  of the same piece, shifted by 0.5 to 5 s: only the timing differs
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np

from vc.skeleton import POSE_RATE
from vc.train.config import Config, require
from vc.train.stage import Sample

NEGATIVES = ("easy", "hard", "super_hard")
HARD_GAP_S = 10.0  # between the starts of two clips
SUPER_HARD_S = (0.5, 5.0)


@dataclass(frozen=True, kw_only=True)
class PairsConfig(Config):
    """clip_s : seconds of a clip within its sample; negatives : as above; after `easy_epochs` of easy ones, because the
    harder ones are hardly learnt from scratch."""

    losses: ClassVar[tuple[str, ...]] = ("matching", "foreign")
    clip_s: int = 10
    negatives: str = "hard"
    easy_epochs: int = 1
    weights: dict[str, float] = field(default_factory=lambda: {"matching": 1.0, "foreign": 1.0})

    def __post_init__(self) -> None:
        super().__post_init__()
        require(self.negatives in NEGATIVES, f"negatives is {self.negatives!r}; choose one of {', '.join(NEGATIVES)}")
        require(self.clip_s > 0 and self.easy_epochs >= 0, "clip_s must be above 0 and easy_epochs not negative")
        require(
            3 * self.clip_s <= self.sample_s,
            f"clip_s is {self.clip_s}; two clips and the gap between hard negatives need a third of sample_s, "
            f"{self.sample_s}, or less",
        )


def draw_pairs(
    samples: Sequence[Sample],
    config: PairsConfig,
    cut: Callable[[Sample, int], tuple[np.ndarray, np.ndarray]],
    rng: np.random.Generator,
    epoch: int,
) -> tuple[np.ndarray, np.ndarray]:
    """Musics (2 n, ...) and motions (2 n, ...): the first clips of all samples, then their negatives.

    cut : the music and the motion of a sample's clip, from a pose of the sample on
    """
    negatives = "easy" if epoch < config.easy_epochs else config.negatives
    starts = [draw_starts(negatives, config.sample_s, config.clip_s, rng) for _ in samples]
    first = [cut(sample, start) for sample, (start, _) in zip(samples, starts, strict=True)]
    if negatives == "easy":
        second = [first[other] for other in partners([sample.item.name for sample in samples], rng)]
    else:
        second = [cut(sample, start) for sample, (_, start) in zip(samples, starts, strict=True)]
    music, motion = zip(*first, *second, strict=True)
    return np.stack(music), np.stack(motion)


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
