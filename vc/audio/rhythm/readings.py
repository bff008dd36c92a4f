"""How sure each bar is, and what else it could be: the found beats against other readings of the same music."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from vc.audio.rhythm import correct
from vc.audio.rhythm.evidence import RATE, Evidence, weigh
from vc.audio.rhythm.salience import measure
from vc.audio.rhythm.weights import FITTED
from vc.errors import MusicError
from vc.hints import Bounds
from vc.music import BREAK, Chances, Mel, Rhythm

# Names of the readings, and what makes them of the found beats.
READINGS: dict[str, Callable[[Rhythm], Rhythm]] = {
    "as found": lambda rhythm: rhythm,
    "twice as fast": correct.double,
    "half as fast": correct.halve,
    "half a beat later": correct.shift,
    "bars of two": lambda rhythm: correct.set_metre(rhythm, 2),
    "bars of three": lambda rhythm: correct.set_metre(rhythm, 3),
    "bars of four": lambda rhythm: correct.set_metre(rhythm, 4),
}
# Gains of neighbouring moments say the same thing over again, so that their sum is too sure: chosen so that of the
# bars that are sure to some part, that part is right, on held-back pieces.
SURENESS = 0.12
DOUBTED = 0.6  # how sure a bar must be not to be shown as doubtful


@dataclass(frozen=True)
class Readings:
    """starts_s : (bars,) of the found bars, and the end of the last; chances : (bars, n) of `names`, summing to 1"""

    starts_s: np.ndarray
    names: tuple[str, ...]
    chances: np.ndarray

    @property
    def sure(self) -> np.ndarray:
        """(bars,) chance that the bar is right as it was found."""
        return self.chances[:, 0]

    def best_others(self) -> list[str]:
        """The readings that come next in the whole piece, likeliest first."""
        order = np.argsort(-self.chances[:, 1:].sum(0), kind="stable")
        return [self.names[1 + i] for i in order]


def weigh_readings(mel: Mel, chances: Chances, rhythm: Rhythm, bounds: Bounds | None = None) -> Readings:
    """Each bar's readings by what the ear said about it and its neighbours."""
    starts = np.append(rhythm.downbeats_s, rhythm.beats_s[-1:])
    starts = starts[np.concatenate([[True], np.diff(starts) > 1e-6])] if len(starts) else starts
    if len(starts) < 2:
        return Readings(starts, ("as found",), np.ones((max(len(starts) - 1, 0), 1)))
    evidence = weigh(chances, measure(mel), FITTED, bounds or Bounds())
    names, columns = [], []
    edges = np.clip((starts * RATE).astype(int), 0, len(evidence))
    for name, change in READINGS.items():
        try:
            read = change(rhythm)
        except MusicError:
            continue  # twice as fast would be too fast to be beaten
        names.append(name)
        columns.append(_with_neighbours(np.diff(np.append(0, np.cumsum(gains(evidence, read)))[edges])))
    score = SURENESS * np.stack(columns, 1)
    score = np.exp(score - score.max(1, keepdims=True))
    return Readings(starts, tuple(names), score / score.sum(1, keepdims=True))


def gains(evidence: Evidence, rhythm: Rhythm) -> np.ndarray:
    """(T,) what the search would gain at each frame by these beats."""
    gain = -evidence.pulse.astype(float)
    beats = rhythm.beats_s
    if len(beats) < 2:
        return gain
    times = np.arange(len(gain)) / RATE
    gap = np.diff(beats)
    at = np.clip(np.searchsorted(beats, times, side="right") - 1, 0, len(beats) - 2)
    inside = (times >= beats[0]) & (times < beats[-1]) & (gap[at] < BREAK * np.median(gap))
    along = (times - beats[at]) / gap[at]
    row = np.minimum(np.arange(len(gain)) * len(evidence.tempo) // max(len(gain), 1), len(evidence.tempo) - 1)
    interval = np.abs(evidence.intervals[None] - RATE * gap[:, None]).argmin(1)
    metre = rhythm.beats_per_bar[at]
    kind = np.clip(np.searchsorted(evidence.metres, metre), 0, len(evidence.metres) - 1)
    in_bar = np.exp(2j * np.pi * (rhythm.bar_positions[at] + along) / metre)
    going = evidence.tempo[row, interval[at]] + evidence.metre[row, kind] + evidence.pulse
    going = going + (np.conj(evidence.in_beat) * np.exp(2j * np.pi * along)).real
    gain[inside] = (going + (np.conj(evidence.in_bar) * in_bar).real)[inside]
    frames = np.clip(np.round(beats * RATE).astype(int), 0, len(gain) - 1)
    here = evidence.beat + np.where(np.isin(np.arange(len(gain)), frames[rhythm.bar_positions == 0]),
                                    evidence.downbeat, evidence.other)  # fmt: skip
    np.add.at(gain, frames, here[frames])
    return gain


def _with_neighbours(bars: np.ndarray) -> np.ndarray:
    """A bar and half of each beside it: one alone is soon mistaken."""
    return np.convolve(np.pad(bars, 1, mode="edge"), [0.5, 1, 0.5], "valid")
