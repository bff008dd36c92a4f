"""How a score was read in a recording, roughly: which bars, in which order, and about when."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.ndimage import gaussian_filter1d

from vc.audio.score import tones
from vc.audio.score.features import Features, at_rate, heard_features, written_features
from vc.audio.score.notation import Notes, Score
from vc.audio.score.paths import jump_path
from vc.audio.score.transcribe import Transcription
from vc.metre import EPSILON_Q

# Set by hand, down to BEYOND_Q and KNOT_Q, but for what says its data.
USUAL_QPM = 100.0
RATE = 8.0  # frames/s
TEMPO_RATE = 4.0  # to find the tempo by
MOST_CELLS = 6e7  # of recording times score: longer ones are compared at a lower rate
STRETCHES = (0.35, 0.5, 0.7, 1.0, 1.4, 2.0)  # of the written length, tried in turn
READINGS = 3
# Costs chosen on rendered pieces of piano-midi.de and the OpenScore Orchestra; a pair of frames that fits costs some
# 0.2, one that does not some 1.
JUMP_COST, CUT_COST, BEGIN_COST = 1.0, 8.0, 2.7  # at a repeat sign; anywhere else; of beginning at another bar
NOISE_COST, SILENCE_COST, SILENCE = 1.5, 0.1, 0.05  # of a frame without music; silent frames hold none above SILENCE
STAY_COST, SKIP_SHARE, SKIP_COST = 0.15, 0.28, 0.037
LARGEST_SKIP = 12  # frames of the score within one of the recording; more is a cut
BEYOND_Q = 8.0  # quarters that may follow where a rough path ends: the end of a recording seldom ends a bar
KNOT_Q = 0.25  # quarters between the knots of a tempo curve


@dataclass(frozen=True)
class Pass:
    """A stretch of the score that was read in one go, from_q to to_q; it begins at `at_u` of all that was read."""

    from_q: float
    to_q: float
    at_u: float


@dataclass(frozen=True)
class Clock:
    """When places of what was read are reached: `places_u` and `seconds`, both (n,) and rising."""

    places_u: np.ndarray
    seconds: np.ndarray

    def at(self, places_u: np.ndarray) -> np.ndarray:
        """Seconds; beyond the ends at the tempo there."""
        places = np.asarray(places_u, float)
        u, s = self.places_u, self.seconds
        reach = min(len(u) - 1, 20)
        first, last = ((s[b] - s[a]) / max(u[b] - u[a], 1e-6) for a, b in ((0, reach), (-1 - reach, -1)))
        before, after = np.minimum(places - u[0], 0), np.maximum(places - u[-1], 0)
        found: np.ndarray = np.interp(places, u, s) + before * first + after * last
        return found

    def quarter_s(self, width_q: float) -> tuple[np.ndarray, np.ndarray]:
        """Tempo curve: (places, seconds a quarter there), over `width_q` quarters."""
        places = np.arange(self.places_u[0], self.places_u[-1] + KNOT_Q, KNOT_Q)
        steps = max(int(width_q / KNOT_Q), 1)
        if len(places) <= steps + 1:
            ends = self.places_u[[0, -1]]
            return ends, np.full(2, max(float(np.ptp(self.seconds)) / max(float(np.ptp(ends)), 1e-6), 0.05))
        seconds = self.at(places)
        slopes = (seconds[steps:] - seconds[:-steps]) / (steps * KNOT_Q)
        middles = (places[steps:] + places[:-steps]) / 2
        return middles, np.maximum(gaussian_filter1d(slopes, max(steps / 3, 0.5), mode="nearest"), 0.03)


@dataclass(frozen=True)
class Reading:
    """What was read: its passes in order, its notes at places `u` that count on through all passes, and a rough clock.

    grace : (notes,) bool
    """

    passes: tuple[Pass, ...]
    notes: Notes
    grace: np.ndarray
    clock: Clock
    cost: float


def find_readings(heard: Transcription, score: Score) -> Iterator[Reading]:
    """Readings of the score, or of a part of it, for the whole recording: the cheapest at each of the tempi at which a
    look at a low rate was cheapest. Which of them is best is known only when all chords are placed.
    """
    written = _Written(score)
    for stretch in sorted(STRETCHES, key=lambda each: _path(heard, written, each, TEMPO_RATE)[1])[:READINGS]:
        path, cost, places_q, rate = _path(heard, written, stretch, RATE)
        yield _reading(score, path, places_q, rate, cost)


class _Written:
    """A score at its marked tempi."""

    def __init__(self, score: Score) -> None:
        self.score = score
        tempi = list(score.tempi) or [(0.0, USUAL_QPM)]
        tempi[0] = (0.0, tempi[0][1])
        self.places_q = np.array([place for place, _ in tempi] + [max(score.end_q, tempi[-1][0] + 1)])
        lengths = np.diff(self.places_q) * 60 / np.array([qpm for _, qpm in tempi])
        self.seconds = np.concatenate([[0.0], np.cumsum(lengths)])

    def frames(self, places_q: list[float], stretch: float, rate: float) -> np.ndarray:
        at = np.interp(places_q, self.places_q, self.seconds) * stretch * rate
        return np.clip(np.round(at), 0, self.count(stretch, rate) - 1).astype(np.int64)

    def count(self, stretch: float, rate: float) -> int:
        return int(self.seconds[-1] * stretch * rate) + 1

    def features(self, stretch: float, rate: float) -> Features:
        notes = self.score.notes
        start, end = (np.interp(at, self.places_q, self.seconds) * stretch for at in (notes.start_q, notes.end_q))
        return written_features(start, end, notes.pitch, self.count(stretch, rate), rate)


def _path(
    heard: Transcription, written: _Written, stretch: float, rate: float
) -> tuple[np.ndarray, float, np.ndarray, float]:
    """(frames of the score for each of the recording, cost of a frame, places of the score's frames, rate)."""
    cells = len(heard) / tones.RATE * written.seconds[-1] * stretch
    rate = min(rate, float(np.sqrt(MOST_CELLS / max(cells, 1.0))))
    active = at_rate(heard.active, rate)
    audio = heard_features(active, at_rate(heard.onset, rate, peaks=True), rate)
    pages = written.features(stretch, rate)
    bars = np.unique(written.frames([bar.start_q for bar in written.score.bars], stretch, rate))
    begin = np.full(len(pages.rows), np.inf, np.float32)
    begin[bars] = BEGIN_COST
    begin[0] = 0
    noise = np.where(active.max(axis=1) < SILENCE, SILENCE_COST, NOISE_COST)
    sources, targets = (written.frames([jump[end] for jump in written.score.jumps], stretch, rate) for end in (0, 1))
    path, cost = jump_path(
        audio.rows, pages.rows, audio.cost, pages.cost, sources, targets, JUMP_COST, bars, CUT_COST, begin, noise,
        STAY_COST, SKIP_SHARE, SKIP_COST,
    )  # fmt: skip
    seconds = (np.arange(len(pages.rows)) + 0.5) / rate / stretch
    return path, float(cost) / len(path), np.interp(seconds, written.seconds, written.places_q), rate


def _reading(score: Score, path: np.ndarray, places_q: np.ndarray, rate: float, cost: float) -> Reading:
    inside = np.flatnonzero(path >= 0)
    steps = np.diff(path[inside])
    breaks = np.flatnonzero((steps < 0) | (steps > LARGEST_SKIP)) + 1
    groups = np.split(inside, breaks)
    passes = list(_passes(score, [places_q[path[group]] for group in groups]))
    notes, grace = _read_notes(score.notes, passes)
    known_u = np.concatenate(
        [np.clip(places_q[path[group]], p.from_q, p.to_q) - p.from_q + p.at_u
         for group, p in zip(groups, passes, strict=True)]
    )  # fmt: skip
    unique, index = np.unique(np.round(known_u, 6), return_inverse=True)
    seconds = np.bincount(index, (inside + 0.5) / rate) / np.bincount(index)
    return Reading(tuple(passes), notes, grace, Clock(unique, np.maximum.accumulate(seconds)), cost)


def _passes(score: Score, groups: list[np.ndarray]) -> Iterator[Pass]:
    """From bar line to bar line, but where the recording begins and ends."""
    lines = np.array([bar.start_q for bar in score.bars] + [score.end_q])
    at_u = 0.0
    for number, places in enumerate(groups):
        begin, end = float(places[0]), float(places[-1])
        line = float(lines[np.argmin(np.abs(lines - begin))])
        begin = line if number > 0 or abs(line - begin) < 1 else begin
        if number == len(groups) - 1:
            end = min(end + BEYOND_Q, score.end_q)
        else:
            end = max(float(lines[np.argmin(np.abs(lines - end))]), begin + EPSILON_Q)
        yield Pass(begin, end, at_u)
        at_u += end - begin


def _read_notes(notes: Notes, passes: list[Pass]) -> tuple[Notes, np.ndarray]:
    parts = []
    for p in passes:
        last = EPSILON_Q if p is passes[-1] else -EPSILON_Q
        kept = (notes.start_q >= p.from_q - EPSILON_Q) & (notes.start_q < p.to_q + last)
        moved = p.at_u - p.from_q
        parts.append(np.stack([notes.start_q[kept] + moved, np.minimum(notes.end_q[kept], p.to_q) + moved,
                               notes.pitch[kept], notes.end_q[kept] - notes.start_q[kept] < EPSILON_Q]))  # fmt: skip
    start, end, pitch, grace = np.concatenate(parts, axis=1)
    return Notes(start, end, pitch.astype(int)), grace.astype(bool)
