"""How sure each bar is, and what else it could be: the found beats against other readings of the same music."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from vc.audio.rhythm import correct
from vc.audio.rhythm.evidence import RATE, Evidence, chance, weigh
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
SURENESS = 0.12  # of gains: those of neighbouring moments say the same thing over again
# How sure a bar is, by a logistic regression on 4 267 bars of the timed pack's split "val" (48 % of them right): how
# far the places between beats and in the bar that the ear hears are those of the found beats, over five bars. The
# weight of the beats is set by hand, for pieces beaten half a beat late are rare there. Area under the curve .66 on
# pieces that it was not fitted on. Shown as doubtful is one bar in 27, of which 26 % are right, of the others 50 %.
FIT_BAR, FIT_BEAT, FIT_FREE = 3.08, 2.0, -2.36
BARS = 5
DOUBTED = 0.15  # how sure a bar must be not to be shown as doubtful


@dataclass(frozen=True)
class Readings:
    """starts_s : (bars + 1,) of the found bars, and the end of the last; sure : (bars,) chance that each is right

    chances : (bars, n) of `names` against each other, summing to 1
    """

    starts_s: np.ndarray
    names: tuple[str, ...]
    chances: np.ndarray
    sure: np.ndarray

    def best_others(self) -> list[str]:
        """The readings that come next in the whole piece, likeliest first."""
        order = np.argsort(-self.chances[:, 1:].sum(0), kind="stable")
        return [self.names[1 + i] for i in order]


def weigh_readings(mel: Mel, chances: Chances, rhythm: Rhythm, bounds: Bounds | None = None) -> Readings:
    """Each bar's readings by what the ear said about it and its neighbours."""
    starts = np.append(rhythm.downbeats_s, rhythm.beats_s[-1:])
    starts = starts[np.concatenate([[True], np.diff(starts) > 1e-6])] if len(starts) else starts
    if len(starts) < 2:
        bars = max(len(starts) - 1, 0)
        return Readings(starts, ("as found",), np.ones((bars, 1)), np.ones(bars))
    evidence = weigh(chances, measure(mel), FITTED, bounds or Bounds())
    names: list[str] = []
    columns = []
    edges = np.clip((starts * RATE).astype(int), 0, len(evidence))
    for name, change in READINGS.items():
        try:
            read = change(rhythm)
        except MusicError:
            continue  # twice as fast would be too fast to be beaten
        if names and _are_alike(read, rhythm):
            continue
        names.append(name)
        columns.append(_with_neighbours(np.diff(np.append(0, np.cumsum(gains(evidence, read)))[edges])))
    score = SURENESS * np.stack(columns, 1)
    score = np.exp(score - score.max(1, keepdims=True))
    return Readings(starts, tuple(names), score / score.sum(1, keepdims=True), _sureness(chances, rhythm, starts))


def _sureness(chances: Chances, rhythm: Rhythm, starts: np.ndarray) -> np.ndarray:
    """(bars,) chance that each found bar is right."""
    frame = np.clip(np.round(rhythm.beats_s * chances.rate).astype(int), 0, len(chances.beat) - 1)
    place = np.exp(2j * np.pi * rhythm.bar_positions / rhythm.beats_per_bar)
    met = FIT_BAR * (np.conj(chances.in_bar[frame]) * place).real + FIT_BEAT * chances.in_beat[frame].real
    bar = np.clip(np.searchsorted(starts, rhythm.beats_s + 1e-6) - 1, 0, len(starts) - 2)
    mean = np.bincount(bar, met, len(starts) - 1) / np.maximum(np.bincount(bar, minlength=len(starts) - 1), 1)
    around = np.convolve(np.pad(mean, BARS // 2, mode="edge"), np.full(BARS, 1 / BARS), "valid")
    return chance(around + FIT_FREE)


def _are_alike(one: Rhythm, other: Rhythm) -> bool:
    return np.array_equal(one.beats_s, other.beats_s) and np.array_equal(one.bar_positions, other.bar_positions)


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
