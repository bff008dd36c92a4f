"""What each number of the evaluation sees: recorded motion, changed in ways whose harm is known.

    python benchmarks/evaluation.py DATA [--split test] [--limit 12] [--judge W] [--encoder W] [--critic W] [--out DIR]

DATA is a dataset in ConductorMotion100's layout; columns of sync need a simulated one, whose beats are known. Rows:
the recorded motion; half a beat late; of another piece; mirrored; half as large; held still; trembling; with arms that
stretch. A number that stays at its best in a row does not see that fault, and a model with the fault scores well. The
last lines print the time of measuring as a ratio to the time of the music.
"""

import argparse
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from vc.evaluate.contestants import Contestant, Music
from vc.evaluate.judges import load_judges
from vc.evaluate.measure import evaluate
from vc.evaluate.pieces import find_samples
from vc.evaluate.report import write
from vc.skeleton import POSE_RATE, Joint, Motion

Change = Callable[[np.ndarray, Music], np.ndarray]
LEFT_AND_RIGHT = [0, 2, 1, 4, 3, 6, 5, 8, 7, 10, 9, 12, 11]  # COCO's joints with the sides exchanged


def late(points: np.ndarray, music: Music) -> np.ndarray:
    bpm = music.rhythm.tempo_bpm or 100
    return np.roll(points, round(0.5 * 60 / bpm * POSE_RATE), axis=0)


class OfAnotherPiece:
    """The motion that was recorded for the piece before this one."""

    def __init__(self) -> None:
        self._before: np.ndarray | None = None

    def __call__(self, points: np.ndarray, music: Music) -> np.ndarray:
        del music
        other, self._before = self._before, points
        return points[::-1] if other is None else other


def mirrored(points: np.ndarray, music: Music) -> np.ndarray:
    del music
    return points[:, LEFT_AND_RIGHT] * [-1, 1] + [1, 0]


def half_as_large(points: np.ndarray, music: Music) -> np.ndarray:
    del music
    mean = points.mean(axis=0)
    return mean + 0.5 * (points - mean)


def still(points: np.ndarray, music: Music) -> np.ndarray:
    del music
    return np.repeat(points.mean(axis=0)[None], len(points), axis=0)


def trembling(points: np.ndarray, music: Music) -> np.ndarray:
    del music
    return points + np.random.default_rng(0).normal(0, 0.004, points.shape)


def stretching(points: np.ndarray, music: Music) -> np.ndarray:
    del music
    stretched = points.copy()
    for elbow, wrist in ((Joint.LEFT_ELBOW, Joint.LEFT_WRIST), (Joint.RIGHT_ELBOW, Joint.RIGHT_WRIST)):
        stretched[:, wrist] += 0.8 * (points[:, wrist] - points[:, elbow])
    return stretched


CHANGES: dict[str, Callable[[], Change]] = {
    "recorded": lambda: lambda points, _: points,
    "half a beat late": lambda: late,
    "of another piece": OfAnotherPiece,
    "mirrored": lambda: mirrored,
    "half as large": lambda: half_as_large,
    "still": lambda: still,
    "trembling": lambda: trembling,
    "stretching arms": lambda: stretching,
}


def contestant(name: str, change: Change) -> Contestant:
    def conduct(music: Music, seed: int) -> Motion:
        del seed
        assert music.recorded is not None
        return Motion(change(music.recorded.points, music).astype(np.float32))

    return Contestant(name, {"": conduct})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--split", default="test")
    parser.add_argument("--seconds", type=int, default=30)
    parser.add_argument("--limit", type=int, default=12)
    parser.add_argument("--judge", type=Path)
    parser.add_argument("--encoder", type=Path)
    parser.add_argument("--critic", type=Path)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    judges = load_judges(judge=options.judge, encoder=options.encoder, critic=options.critic)
    pieces = find_samples(options.data, options.split, seconds=options.seconds, limit=options.limit)
    rows = [contestant(name, make()) for name, make in CHANGES.items()]
    started = time.perf_counter()
    report = evaluate(pieces, rows, seeds=[0], judges=judges)
    ratio = (time.perf_counter() - started) / (len(pieces) * len(rows) * options.seconds)
    print(report.to_markdown())
    print(f"time of measuring / time of the music: {ratio:.4f}")
    if options.out:
        write(report, options.out)


if __name__ == "__main__":
    main()
