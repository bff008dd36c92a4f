"""From what the ear says to beats and bars: the search, in stretches, so that hours need little memory."""

from dataclasses import dataclass

import numpy as np

from vc.audio.joint.bounds import Bounds, Lead
from vc.audio.joint.evidence import HOP, RATE, Evidence, weigh
from vc.audio.joint.salience import Measured
from vc.audio.joint.weights import FITTED, Weights
from vc.music import Chances

STRETCH = 240 * RATE
UNDECIDED = 40 * RATE  # the end of a stretch, decided anew with what follows; a multiple of HOP
OPEN = -1  # a stretch may begin with rest


@dataclass(frozen=True)
class Path:
    """times_s, place, metre : (n,) of the beats, to a sixtieth of a second"""

    times_s: np.ndarray
    place: np.ndarray
    metre: np.ndarray


def decode(
    chances: Chances, measured: Measured, bounds: Bounds | None = None, *, weights: Weights = FITTED,
    lead: Lead | None = None,
) -> Path:  # fmt: skip
    """Beats, places in the bar and metres that explain best what was heard."""
    evidence = weigh(chances, measured, weights, bounds or Bounds(), lead)
    metre_of = np.repeat(np.arange(len(evidence.metres)), evidence.metres)
    place_of = np.concatenate([np.arange(m) for m in evidence.metres])
    frames: list[int] = []
    states: list[int] = []
    first, state, interval = 0, OPEN, OPEN
    while first < len(evidence):
        last = min(first + STRETCH, len(evidence))
        f, s, led = _search(evidence, weights, first, last, metre_of, place_of, state, interval)
        decided = len(f) if last == len(evidence) else int(np.searchsorted(f, last - UNDECIDED))
        new = slice(int(state != OPEN), decided)
        frames += f[new].tolist()
        states += s[new].tolist()
        if last == len(evidence):
            break
        first, state, interval = _go_on(f, s, led, decided, last)
    chosen = np.array(states, int)
    return Path(np.array(frames, float) / RATE, place_of[chosen], evidence.metres[metre_of[chosen]])


def _go_on(f: np.ndarray, s: np.ndarray, led: np.ndarray, decided: int, last: int) -> tuple[int, int, int]:
    """Where the next stretch begins: with the last beat that is decided, or with rest."""
    from vc.audio.joint.search import FIRST

    recent = decided > 1 and f[decided - 1] >= last - UNDECIDED - 10 * RATE
    if recent and led[decided - 1] != FIRST:
        return int(f[decided - 1]), int(s[decided - 1]), int(led[decided - 1])
    return last - UNDECIDED, OPEN, OPEN


def _search(
    e: Evidence, w: Weights, first: int, last: int, metre_of: np.ndarray, place_of: np.ndarray, state: int,
    interval: int,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:  # fmt: skip
    """Frames, states and intervals of a stretch's beats."""
    from vc.audio.joint.search import best_path  # numba takes a second to import

    part, rows = slice(first, last), slice(first // HOP, None)
    turn_cost = (w.turn * np.diff(np.log(e.intervals))).astype(np.float32)
    f, s, led = best_path(
        e.beat[part], e.downbeat[part], e.other[part], e.pulse[part], e.tempo[rows], HOP, e.intervals, turn_cost,
        w.jump, e.in_beat[part], e.in_bar[part], e.metre[rows], e.metres, metre_of, place_of, w.cut, w.change, w.rest,
        w.late_start, state, interval,
    )  # fmt: skip
    return f + first, s, led
