"""From what the ear says to beats and bars: the search, in stretches, so that hours need little memory."""

from dataclasses import dataclass

import numpy as np

from vc.audio.rhythm.evidence import HOP, RATE, Evidence, weigh
from vc.audio.rhythm.lead import Lead
from vc.audio.rhythm.salience import Measured
from vc.audio.rhythm.weights import FITTED, Weights
from vc.hints import Bounds
from vc.music import Chances

STRETCH = 240 * RATE
UNDECIDED = 40 * RATE  # the end of a stretch, decided anew with what follows; a multiple of HOP
FAINT = -1.0  # logit of a beat at the beginning of music that is one if those after it are
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
    path = Path(np.array(frames, float) / RATE, place_of[chosen], evidence.metres[metre_of[chosen]])
    is_told = lead is not None or (bounds is not None and bounds.first_beat_s is not None)
    return path if is_told else _from_the_first_note(path, chances)


def _from_the_first_note(path: Path, chances: Chances) -> Path:
    """Beats before the first, as long as there is something like one: an ear needs some seconds to hear a pulse."""
    while len(path.times_s) > 2:
        gap = path.times_s[1] - path.times_s[0]
        at = path.times_s[0] - gap
        frame = round(at * chances.rate)
        near = chances.beat[max(frame - 1, 0) : max(frame + 2, 0)]
        if at < -1.5 / chances.rate or near.max(initial=-np.inf) < FAINT:
            break
        metre = path.metre[0]
        path = Path(
            np.append(max(at, 0.0), path.times_s), np.append((path.place[0] - 1) % metre, path.place),
            np.append(metre, path.metre),
        )  # fmt: skip
    return path


def _go_on(f: np.ndarray, s: np.ndarray, led: np.ndarray, decided: int, last: int) -> tuple[int, int, int]:
    """Where the next stretch begins: with the last beat that is decided, or with rest."""
    from vc.audio.rhythm.search import FIRST

    recent = decided > 1 and f[decided - 1] >= last - UNDECIDED - 10 * RATE
    if recent and led[decided - 1] != FIRST:
        return int(f[decided - 1]), int(s[decided - 1]), int(led[decided - 1])
    return last - UNDECIDED, OPEN, OPEN


def _search(
    e: Evidence, w: Weights, first: int, last: int, metre_of: np.ndarray, place_of: np.ndarray, state: int,
    interval: int,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:  # fmt: skip
    """Frames, states and intervals of a stretch's beats."""
    from vc.audio.rhythm.search import best_path  # numba takes a second to import

    part, rows = slice(first, last), slice(first // HOP, None)
    turn_cost = (w.turn * np.diff(np.log(e.intervals))).astype(np.float32)
    f, s, led = best_path(
        e.beat[part], e.downbeat[part], e.other[part], e.pulse[part], e.tempo[rows], HOP, e.intervals, turn_cost,
        w.jump, e.in_beat[part], e.in_bar[part], e.metre[rows], e.metres, metre_of, place_of, w.cut, w.change, w.rest,
        w.late_start, state, interval,
    )  # fmt: skip
    return f + first, s, led
