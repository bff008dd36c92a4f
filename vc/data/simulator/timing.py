"""When things happen: from places in a score to seconds, as people shape a tempo."""

from dataclasses import dataclass, replace

import numpy as np
from scipy.interpolate import PchipInterpolator

from vc.data.simulator.playing import Manner
from vc.data.simulator.score import Score
from vc.metre import EPSILON_Q, BeatGrid

LARGEST_DEVIATION = 0.55  # of the logarithm of a beat's length: nobody more than halves or doubles it unmarked
USUAL_PHRASES = (2, 4, 4, 4, 4, 8)  # bars
FINAL_CURVE = 3.0  # ritardandi slow down like a runner who stops (Friberg and Sundberg 1999, q = 3)
RELEASE = 0.9  # part of a fermata after which its notes are let go


@dataclass(frozen=True)
class TimeMap:
    """Strictly rising from quarters to seconds, but for holds, where it jumps.

    knots_q, knots_s : without holds; holds_q, holds_s : place and length of each; silent : pauses, not fermatas
    """

    knots_q: np.ndarray
    knots_s: np.ndarray
    holds_q: np.ndarray
    holds_s: np.ndarray
    silent: np.ndarray

    def start(self, place_q: np.ndarray) -> np.ndarray:
        """Seconds of what begins at these places: after a hold there."""
        passed = np.asarray(place_q)[..., None] > self.holds_q - EPSILON_Q
        return self._smooth(place_q) + passed @ self.holds_s

    def end(self, place_q: np.ndarray) -> np.ndarray:
        """Seconds of what ends there: notes under a fermata last through it, notes before a pause do not."""
        place = np.asarray(place_q)[..., None]
        held = RELEASE * self.holds_s * ~self.silent * (np.abs(place - self.holds_q) <= EPSILON_Q)
        return self._smooth(place_q) + (place > self.holds_q + EPSILON_Q) @ self.holds_s + held.sum(-1)

    def place(self, seconds: np.ndarray) -> np.ndarray:
        """Places that sound at these times, for slow curves."""
        return np.interp(seconds, self.start(self.knots_q), self.knots_q)

    def _smooth(self, place_q: np.ndarray) -> np.ndarray:
        curve = PchipInterpolator(self.knots_q, self.knots_s, extrapolate=False)
        place = np.asarray(place_q, float)
        inside = np.clip(place, self.knots_q[0], self.knots_q[-1])
        first, last = (np.diff(self.knots_s[i : i + 2 or None])[0] / np.diff(self.knots_q[i : i + 2 or None])[0]
                       for i in (0, -2))  # fmt: skip
        beyond = place - inside
        return curve(inside) + beyond * np.where(beyond < 0, first, last)


def shape_time(score: Score, grid: BeatGrid, manner: Manner, rng: np.random.Generator, *, ends: bool = True) -> TimeMap:
    """Draw the timing of a performance.

    ends : the piece ends here, so that a final ritardando fits
    """
    knots = _knots(score, grid)
    lengths = np.diff(_nominal_s(score, knots)) * np.exp(_deviation(score, grid, knots, manner, rng))
    lengths = lengths / _gradual_tempo(score, knots)
    if ends and len(grid):
        lengths = lengths / _final_tempo(knots, manner, rng)
    times = np.concatenate([[0.0], np.cumsum(lengths)])
    return _with_holds(score, _swung(knots, times, manner, rng), manner, rng)


def phrase_starts(score: Score, rng: np.random.Generator) -> np.ndarray:
    """(n,) places; where the score does not tell, phrases of two, four or eight bars from the first full bar."""
    if score.phrases_q:
        return np.unique([0.0, *score.phrases_q])
    downbeats = [bar.start_q for bar in score.bars if not bar.anacrusis]
    starts, i = [0.0], 0
    while (i := i + int(rng.choice(USUAL_PHRASES))) < len(downbeats):
        starts.append(downbeats[i])
    return np.array(starts)


def phrase_arch(places_q: np.ndarray, starts_q: np.ndarray, end_q: float) -> np.ndarray:
    """-1 at the ends of phrases to 1 in their middle (Todd 1985: tempo and loudness rise and fall together)."""
    edges = np.append(starts_q, max(end_q, starts_q[-1] + 1.0))
    phrase = np.clip(np.searchsorted(edges, places_q, side="right") - 1, 0, len(starts_q) - 1)
    along = (places_q - edges[phrase]) / np.diff(edges)[phrase]
    return 1 - 2 * (2 * np.clip(along, 0, 1) - 1) ** 2


def _knots(score: Score, grid: BeatGrid) -> np.ndarray:
    """Beats, the beginning and the end; every quarter where there are no beats."""
    places = grid.place_q if len(grid) else np.arange(0, score.end_q, 1.0)
    end = max(score.end_q, places[-1] + 1.0)
    knots = np.concatenate([[0.0], places[(places > 0.05) & (places < end - 0.05)], [end]])
    return knots


def _nominal_s(score: Score, places_q: np.ndarray) -> np.ndarray:
    """Seconds at the marked tempi."""
    starts = np.array([at for at, _ in score.tempi])
    rate = 60 / np.array([qpm for _, qpm in score.tempi])
    at_starts = np.concatenate([[0.0], np.cumsum(np.diff(starts) * rate[:-1])])
    piece = np.clip(np.searchsorted(starts, places_q, side="right") - 1, 0, len(starts) - 1)
    return at_starts[piece] + (places_q - starts[piece]) * rate[piece]


def _deviation(
    score: Score, grid: BeatGrid, knots: np.ndarray, manner: Manner, rng: np.random.Generator
) -> np.ndarray:  # fmt: skip
    """(intervals,) logarithm of each beat's length against the marked one, scaled to the manner's rubato."""
    count = len(knots) - 1
    if manner.rubato <= 0 or count < 3:
        return np.zeros(count)
    middles = 0.5 * (knots[1:] + knots[:-1])
    shape = -0.12 * manner.arch * phrase_arch(middles, phrase_starts(score, rng), score.end_q)
    shape += 0.05 * _wander(count, rng.uniform(2, 8), rng) + 0.05 * manner.noise * rng.standard_normal(count)
    if len(grid):
        position = grid.position[np.clip(np.searchsorted(grid.place_q, middles) - 1, 0, len(grid) - 1)]
        habit = 0.05 * rng.standard_normal(position.max() + 1)  # the same beats of each bar, as in a Viennese waltz
        shape += manner.agogic * (0.5 * habit[position] + 0.06 * (position == 0) * rng.random(count))
        shape += manner.agogic * 0.2 * rng.random(count) * (rng.random(count) < 0.04)
    typical = float(np.median(np.abs(np.diff(shape))))
    scaled = (shape - np.median(shape)) * manner.rubato / max(typical, 1e-4)
    return LARGEST_DEVIATION * np.tanh(scaled / LARGEST_DEVIATION)


def _wander(count: int, memory: float, rng: np.random.Generator) -> np.ndarray:
    """(count,) a first-order autoregressive process of unit variance that forgets in `memory` steps."""
    keep = float(np.exp(-1 / memory))
    values = np.empty(count)
    last = rng.standard_normal()
    for i, new in enumerate(rng.standard_normal(count) * np.sqrt(1 - keep**2)):
        last = keep * last + new
        values[i] = last
    return values


def _gradual_tempo(score: Score, knots: np.ndarray) -> np.ndarray:
    """(intervals,) tempo against the usual one under ritardandi and accelerandi, which end at a new tempo."""
    middles = 0.5 * (knots[1:] + knots[:-1])
    tempo = np.ones(len(middles))
    for gradual in score.graduals:
        end = min([gradual.end_q, *(at for at, _ in score.tempi if at > gradual.start_q)])
        along = (middles - gradual.start_q) / max(end - gradual.start_q, EPSILON_Q)
        tempo *= np.where((along >= 0) & (along < 1), 1 + (gradual.ratio - 1) * along, 1.0)
    return tempo


def _final_tempo(knots: np.ndarray, manner: Manner, rng: np.random.Generator) -> np.ndarray:
    """(intervals,) the last three to eight beats slow down to the manner's final tempo."""
    count = min(int(rng.integers(3, 9)), len(knots) - 1)
    along = np.clip((np.arange(len(knots) - 1) - (len(knots) - 1 - count) + 0.5) / count, 0, 1)
    return (1 + (manner.final_ratio**FINAL_CURVE - 1) * along) ** (1 / FINAL_CURVE)


def _swung(knots: np.ndarray, times: np.ndarray, manner: Manner, rng: np.random.Generator) -> TimeMap:
    """A knot more in the middle of each beat, a little early or late in free playing."""
    late = np.clip(0.4 * manner.rubato * rng.standard_normal(len(knots) - 1), -0.06, 0.06)
    middle_q = 0.5 * (knots[1:] + knots[:-1])
    middle_s = times[:-1] + (0.5 + late) * np.diff(times)
    places, seconds = np.concatenate([knots, middle_q]), np.concatenate([times, middle_s])
    order = np.argsort(places)
    nothing = np.zeros(0)
    return TimeMap(places[order], seconds[order], nothing, nothing, nothing.astype(bool))


def _with_holds(score: Score, time: TimeMap, manner: Manner, rng: np.random.Generator) -> TimeMap:
    """Fermatas and pauses: as many beats as the score tells, or as the manner has it, give or take a third."""
    if not score.holds:
        return time
    places = np.array([hold.at_q for hold in score.holds])
    beats = np.array([hold.beats or manner.fermata_beats * float(rng.uniform(0.7, 1.4)) for hold in score.holds])
    beat_s = 60 / np.array([score.tempo_at(hold.at_q) for hold in score.holds])
    silent = np.array([hold.silent for hold in score.holds])
    return replace(time, holds_q=places, holds_s=beats * np.clip(beat_s, 0.3, 1.2), silent=silent)
