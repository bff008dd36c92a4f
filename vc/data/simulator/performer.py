"""A score as people play it: when every note sounds, how loud, and where the beats fall."""

from dataclasses import dataclass, replace

import numpy as np
from scipy.ndimage import gaussian_filter1d

from vc.data.simulator.playing import Manner
from vc.data.simulator.score import Score, beat_grid
from vc.data.simulator.timing import TimeMap, phrase_arch, phrase_starts, shape_time
from vc.metre import BeatGrid

EXPRESSION_RATE = 5  # values per second of the curve that swells notes while they sound
SHORTEST_NOTE_S = 0.04
MELODY = 0  # the voice that leads: composers write it on top
_GATES = {"legato": 1.03, "tenuto": 0.97, "marcato": 0.8}
_SHARPNESS = {"legato": 0.0, "tenuto": 0.25, "": 0.4, "marcato": 0.8, "staccato": 1.0}
LEAST_EMPHASIS = 0.5  # of an accent; less is a shade


@dataclass(frozen=True)
class Performance:
    """Notes in seconds, and what is known about them.

    start_s, end_s, pitch, velocity, voice : (notes,) velocity 1 to 127
    expression : (voices, T) at EXPRESSION_RATE, 0..1, the swell of sounding notes
    pedal_s : (n,) times at which a sustaining pedal is changed; empty where none is used
    beats_s, bar_positions, beats_per_bar : (beats,) exact
    seconds : up to the last beat and the end of the last note
    sharpness, accent : (notes,) 0 legato to 1 staccato; weight of a written accent, 0 to 1
    holds_s : (k, 2) from when to when fermatas keep time from going on
    """

    start_s: np.ndarray
    end_s: np.ndarray
    pitch: np.ndarray
    velocity: np.ndarray
    voice: np.ndarray
    expression: np.ndarray
    pedal_s: np.ndarray
    beats_s: np.ndarray
    bar_positions: np.ndarray
    beats_per_bar: np.ndarray
    seconds: float
    sharpness: np.ndarray
    accent: np.ndarray
    holds_s: np.ndarray

    def shifted(self, seconds: float) -> "Performance":
        """The same, `seconds` later."""
        pad = round(seconds * EXPRESSION_RATE)
        return replace(
            self,
            start_s=self.start_s + seconds,
            end_s=self.end_s + seconds,
            expression=np.pad(self.expression, ((0, 0), (pad, 0)), mode="edge"),
            pedal_s=self.pedal_s + seconds,
            beats_s=self.beats_s + seconds,
            seconds=self.seconds + seconds,
            holds_s=self.holds_s + seconds,
        )


def play(
    score: Score, manner: Manner, rng: np.random.Generator, *, ends: bool = True, grid: BeatGrid | None = None
) -> Performance:  # fmt: skip
    """Perform a score; the same for the same generator state.

    ends : the piece ends here, rather than being cut off
    grid : what counts as beats; None is those that a conductor beats
    """
    grid = beat_grid(score) if grid is None else grid
    time = shape_time(score, grid, manner, rng, ends=ends)
    start_q, length_q, pitch, voice, emphasis = _columns(score)
    start = time.start(start_q)
    sounding = np.maximum(time.end(start_q + length_q) - start, SHORTEST_NOTE_S)
    arch = phrase_arch(start_q, phrase_starts(score, rng), score.end_q)
    level = _levels(score, start_q, voice) + manner.loudness_arch * arch + 0.2 * emphasis
    level += manner.accent * _metrical_weight(grid, start_q) + manner.balance * np.where(voice == MELODY, 1, -0.5)
    start = np.maximum(start + _unevenness(start_q, pitch, voice, start, manner, rng), 0.0)
    end = start + np.maximum(sounding * _gates(score, manner), SHORTEST_NOTE_S)
    beats = time.start(grid.place_q)
    seconds = float(max(end.max(initial=0.0), beats.max(initial=0.0)))
    return Performance(
        start, end, pitch, _velocity(level, manner, rng), voice,
        expression=_expression(score, time, seconds, rng),
        pedal_s=_pedal(grid, time, manner, rng),
        beats_s=beats,
        bar_positions=grid.position,
        beats_per_bar=grid.beats_per_bar,
        seconds=seconds,
        sharpness=np.array([_SHARPNESS[note.articulation] for note in score.notes]),
        accent=np.where(emphasis >= LEAST_EMPHASIS, emphasis, 0.0),
        holds_s=_holds(time),
    )  # fmt: skip


def follow(parts: list[Performance], gaps_s: list[float]) -> Performance:
    """Performances of the same voices one after the other, each after its gap of silence."""
    placed: list[Performance] = []
    now = 0.0
    for part, gap in zip(parts, gaps_s, strict=True):
        now += gap
        placed.append(part.shifted(now))
        now += part.seconds
    length = max(p.expression.shape[1] for p in placed)
    expression = np.ones((placed[0].expression.shape[0], length))
    done = 0
    for p in placed:
        expression[:, done : p.expression.shape[1]] = p.expression[:, done:]
        done = p.expression.shape[1]
    joined = {
        name: np.concatenate([getattr(p, name) for p in placed])
        for name in ("start_s", "end_s", "pitch", "velocity", "voice", "pedal_s", "beats_s", "bar_positions",
                     "beats_per_bar", "sharpness", "accent", "holds_s")
    }  # fmt: skip
    return Performance(**joined, expression=expression, seconds=placed[-1].seconds)


def _holds(time: TimeMap) -> np.ndarray:
    """(k, 2) seconds of fermatas, from where time stands still to where it goes on."""
    held = time.holds_q[~time.silent]
    goes_on = time.start(held) if len(held) else np.zeros(0)
    return np.stack([goes_on - time.holds_s[~time.silent], goes_on], 1)


def _columns(score: Score) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    rows = [(n.start_q, n.length_q, n.pitch, n.voice, n.emphasis) for n in score.notes]
    start, length, pitch, voice, emphasis = np.array(rows, float).reshape(-1, 5).T
    return start, length, pitch.astype(int), voice.astype(int), emphasis


def _levels(score: Score, start_q: np.ndarray, voice: np.ndarray) -> np.ndarray:
    levels = np.zeros(len(start_q))
    for number, written in enumerate(score.voices):
        mine = voice == number
        levels[mine] = np.interp(start_q[mine], *np.array(written.dynamics).T)
    return levels


def _metrical_weight(grid: BeatGrid, start_q: np.ndarray) -> np.ndarray:
    """Downbeats a little louder, notes beside the beats a little softer."""
    if len(grid) == 0:
        return np.zeros(len(start_q))
    beat = np.clip(np.searchsorted(grid.place_q, start_q + 0.01, side="right") - 1, 0, len(grid) - 1)
    on_beat = np.abs(start_q - grid.place_q[beat]) < 0.01
    return np.where(on_beat, np.where(grid.position[beat] == 0, 0.05, 0.02), -0.02)


def _unevenness(
    start_q: np.ndarray, pitch: np.ndarray, voice: np.ndarray, start_s: np.ndarray, manner: Manner,
    rng: np.random.Generator,
) -> np.ndarray:  # fmt: skip
    """(notes,) seconds late: the melody leads, voices drift apart and together, chords are rolled, hands err."""
    late = manner.jitter_s * rng.standard_normal(len(start_s)) - manner.melody_lead_s * (voice == MELODY)
    for number in range(int(voice.max(initial=0)) + 1):
        mine = voice == number
        knots = np.arange(0, start_s.max(initial=0.0) + 4, 2.0)
        late[mine] += manner.together_s * np.interp(start_s[mine], knots, rng.standard_normal(len(knots)))
    return late + _rolls(start_q, pitch, voice, manner, rng)


def _rolls(
    start_q: np.ndarray, pitch: np.ndarray, voice: np.ndarray, manner: Manner, rng: np.random.Generator
) -> np.ndarray:  # fmt: skip
    """(notes,) seconds late of the tones of rolled chords of three and more: from before the beat to after it."""
    late = np.zeros(len(start_q))
    order = np.lexsort((pitch, np.round(start_q, 3), voice))
    new = np.diff(np.round(start_q, 3)[order], prepend=-1).astype(bool) | np.diff(voice[order], prepend=-1).astype(bool)
    chords = np.split(order, np.flatnonzero(new)[1:])
    for chord in chords:
        if len(chord) >= 3 and rng.random() < manner.roll:
            late[chord] = manner.roll_s * (np.arange(len(chord)) - rng.uniform(0, len(chord) - 1))
    return late


def _gates(score: Score, manner: Manner) -> np.ndarray:
    """(notes,) sounding part of the written length."""
    gates = {**_GATES, "": manner.touch, "staccato": manner.short}
    return np.array([gates[note.articulation] for note in score.notes])


def _velocity(level: np.ndarray, manner: Manner, rng: np.random.Generator) -> np.ndarray:
    shaped = 0.5 + manner.contrast * (level - 0.5) + 0.03 * rng.standard_normal(len(level))
    return np.clip(np.round(24 + 92 * shaped), 10, 127).astype(int)


def _expression(score: Score, time: TimeMap, seconds: float, rng: np.random.Generator) -> np.ndarray:
    """(voices, T) the written dynamics over time, with a breath of their own."""
    times = np.arange(int(seconds * EXPRESSION_RATE) + 2) / EXPRESSION_RATE
    places = time.place(times)
    curves = [np.interp(places, *np.array(voice.dynamics).T) for voice in score.voices]
    breath = 0.08 * gaussian_filter1d(rng.standard_normal((len(curves), len(times))), 5, axis=1) * np.sqrt(5 * 3.5)
    return np.clip(0.55 + 0.45 * gaussian_filter1d(np.array(curves), 1.5, axis=1) + breath, 0.3, 1.0)


def _pedal(grid: BeatGrid, time: TimeMap, manner: Manner, rng: np.random.Generator) -> np.ndarray:
    """(n,) changes with the bars, or with the beats."""
    if not manner.pedal or len(grid) == 0:
        return np.zeros(0)
    chosen = grid.place_q if rng.random() < 0.4 else grid.place_q[grid.position == 0]
    return time.start(chosen) + rng.uniform(0.0, 0.04, len(chosen))
