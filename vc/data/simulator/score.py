"""What is to be played: one note list for scores that were read and for pieces that were composed.

Places in a score are counted in quarter notes from its beginning, whatever the metre; such names end in `_q`.
"""

from dataclasses import dataclass, replace

import numpy as np

from vc.metre import EPSILON_Q, Bar, BeatGrid, beats_of

MIDDLE_LEVEL = 0.5  # loudness where nothing is marked: between mezzopiano and mezzoforte
USUAL_QPM = 96.0
FASTEST_BEATS = 208.0  # a minute: the end of a metronome's scale; nobody beats faster


@dataclass(frozen=True)
class Note:
    """A note as written, ties merged.

    pitch : MIDI number
    voice : index into Score.voices
    articulation : "" or one of "staccato", "tenuto", "legato", "marcato"
    emphasis : hint for the loudness, -1 hidden to 1 accented
    """

    start_q: float
    length_q: float
    pitch: int
    voice: int = 0
    articulation: str = ""
    emphasis: float = 0.0

    @property
    def end_q(self) -> float:
        return self.start_q + self.length_q


@dataclass(frozen=True)
class Voice:
    """A line or a hand.

    program : General MIDI program it was written for
    dynamics : rising (place, level) knots, level 0..1 from ppp to fff, linear between
    percussion : pitches are keys of the General MIDI drum kit
    """

    name: str
    program: int = 0
    dynamics: tuple[tuple[float, float], ...] = ((0.0, MIDDLE_LEVEL),)
    percussion: bool = False


@dataclass(frozen=True)
class Hold:
    """A place where time stands still: a fermata, whose notes sound on, or a pause, `silent`. beats : how long."""

    at_q: float
    beats: float
    silent: bool = False


@dataclass(frozen=True)
class Gradual:
    """A ritardando (ratio below 1) or accelerando from one place to another; ratio : of the tempo at its end."""

    start_q: float
    end_q: float
    ratio: float


@dataclass(frozen=True)
class Score:
    """A piece or a section of one.

    notes : by start
    bars : without gaps; none where the music has no pulse
    tempi : (place, quarters per minute), the first at 0
    phrases_q : where phrases start, as far as known
    """

    title: str
    notes: tuple[Note, ...]
    bars: tuple[Bar, ...]
    voices: tuple[Voice, ...]
    tempi: tuple[tuple[float, float], ...] = ((0.0, USUAL_QPM),)
    holds: tuple[Hold, ...] = ()
    graduals: tuple[Gradual, ...] = ()
    phrases_q: tuple[float, ...] = ()

    @property
    def end_q(self) -> float:
        return max([note.end_q for note in self.notes] + [bar.end_q for bar in self.bars[-1:]], default=0.0)

    def tempo_at(self, place_q: float) -> float:
        """Quarters per minute marked at a place."""
        return [qpm for start, qpm in self.tempi if start <= place_q + EPSILON_Q or start == self.tempi[0][0]][-1]


def beat_grid(score: Score) -> BeatGrid:
    """All conducted beats of a score, in order."""
    return beats_of(score.bars, lambda bar: conducted(bar.count, bar.unit, score.tempo_at(bar.start_q)))


def conducted(count: int, unit: int, qpm: float) -> tuple[int, float]:
    """(beats in the bar, quarters per beat) that are beaten in a metre and tempo.

    Compound metres are beaten in dotted beats, except a slow six; three quick eighths, in one; alla breve, in two
    unless that is very slow; a very quick four, in two, and whatever is quicker still, in half or in one.
    """
    beats, beat_q = _usually_conducted(count, unit, qpm)
    while qpm / beat_q > FASTEST_BEATS and beats > 1:
        group = 2 if beats % 2 == 0 else beats
        beats, beat_q = beats // group, beat_q * group
    return beats, beat_q


def _usually_conducted(count: int, unit: int, qpm: float) -> tuple[int, float]:
    single = 4 / unit
    if count % 3 == 0 and count > 3:
        slow = count == 6 and qpm / (3 * single) < 37
        return (count, single) if slow else (count // 3, 3 * single)
    if count == 3 and unit >= 8 and qpm / single > 150:
        return 1, 3 * single
    if count % 2 == 0 and unit == 2 and qpm / single < 36:
        return 2 * count, single / 2
    if count == 4 and qpm / single > 176:
        return 2, 2 * single
    return count, single


def cut(score: Score, first_bar: int, last_bar: int) -> Score:
    """The section from the start of `first_bar` to the end of `last_bar` (counted from 0), moved to begin at 0.

    Notes that began before are left out; notes that sound on are ended with the section.
    """
    start, end = score.bars[first_bar].start_q, score.bars[last_bar].end_q
    last = last_bar == len(score.bars) - 1
    notes = (n for n in score.notes if start - EPSILON_Q <= n.start_q and (n.start_q < end - EPSILON_Q or last))
    return replace(
        score,
        notes=tuple(
            replace(n, start_q=max(n.start_q - start, 0.0), length_q=min(n.length_q, end - n.start_q) if not last
                    else n.length_q)
            for n in notes
        ),
        bars=tuple(replace(bar, start_q=bar.start_q - start) for bar in score.bars[first_bar : last_bar + 1]),
        voices=tuple(replace(v, dynamics=_cut_dynamics(v.dynamics, start)) for v in score.voices),
        tempi=((0.0, score.tempo_at(start)), *((at - start, qpm) for at, qpm in score.tempi if start < at < end)),
        holds=tuple(replace(h, at_q=h.at_q - start) for h in score.holds if start < h.at_q <= end + EPSILON_Q),
        graduals=tuple(
            replace(g, start_q=g.start_q - start, end_q=min(g.end_q, end) - start)
            for g in score.graduals if start <= g.start_q < end
        ),
        phrases_q=tuple(at - start for at in score.phrases_q if start <= at < end),
    )  # fmt: skip


def _cut_dynamics(knots: tuple[tuple[float, float], ...], start_q: float) -> tuple[tuple[float, float], ...]:
    places, levels = np.array(knots).T
    at_start = float(np.interp(start_q, places, levels))
    return ((0.0, at_start), *((at - start_q, level) for at, level in knots if at > start_q))


def section_bars(score: Score, seconds: float, rng: np.random.Generator) -> tuple[int, int]:
    """(first, last) bar of a section of about `seconds` at the marked tempi, from a random bar; all of a short piece.

    One section in four begins with the piece.
    """
    spans = np.array([60 * bar.length_q / score.tempo_at(bar.start_q) for bar in score.bars])
    ends = np.cumsum(spans)
    latest = int(np.searchsorted(ends, ends[-1] - seconds, side="right"))
    first = 0 if latest == 0 or rng.random() < 0.25 else int(rng.integers(0, latest + 1))
    last = int(np.searchsorted(ends, (ends[first] - spans[first]) + seconds))
    return first, min(last, len(score.bars) - 1)


def with_tempo(score: Score, factor: float) -> Score:
    """The same piece, `factor` times as fast."""
    return replace(score, tempi=tuple((at, qpm * factor) for at, qpm in score.tempi))


def with_first_tempo(score: Score, rng: np.random.Generator) -> Score:
    """A tempo for a score that marks none at its beginning: by its metre, beats of 60 to 132 a minute."""
    if score.tempi and score.tempi[0][0] <= 0:
        return score
    bar = score.bars[0]
    single = 4 / bar.unit * (3 if bar.count % 3 == 0 and bar.count > 3 else 1)
    qpm = float(np.exp(rng.uniform(np.log(60), np.log(132)))) * min(single, 1.5)
    return replace(score, tempi=((0.0, qpm), *score.tempi))
