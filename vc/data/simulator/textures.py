"""What accompanies a melody: a bar of a chord in one of many textures.

A texture is a function of a `Frame` that yields notes in the voices COUNTER, HARMONY and BASS.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from vc.data.simulator.harmony import Key
from vc.data.simulator.score import Note

MELODY, COUNTER, HARMONY, BASS, DRUMS = range(5)
_MIDDLE, _LOW = 60, 41  # around which harmony and bass lie
FASTEST_NOTES_S = 11.0  # notes a second in running figures
_KICK, _SNARE, _HAT, _CRASH = 36, 38, 42, 49


@dataclass(frozen=True)
class Frame:
    """One bar to fill.

    parts : of a beat, 2 or 3; beat_s : its length at the marked tempo; root : step of the scale
    habit : a number that stays with the section, so that a figure is kept from bar to bar
    """

    start_q: float
    beats: int
    beat_q: float
    parts: int
    beat_s: float
    key: Key
    root: int
    habit: int
    rng: np.random.Generator

    @property
    def bar_q(self) -> float:
        return self.beats * self.beat_q

    def at(self, beat: float) -> float:
        return self.start_q + beat * self.beat_q

    def chord(self, around: int = _MIDDLE, tones: tuple[int, ...] = (0, 2, 4)) -> list[int]:
        return [self.key.pitch(self.root + tone, around) for tone in tones]

    def bass(self, tone: int = 0) -> int:
        return self.key.pitch(self.root + tone, _LOW) - (12 if self.root + tone > 4 else 0)

    def division(self) -> int:
        """Notes to the beat in running figures: as many as fingers manage, by the section's habit."""
        choices = (2, 4, 8) if self.parts == 2 else (3, 6, 12)
        playable = [n for n in choices if n / self.beat_s <= FASTEST_NOTES_S] or [1]
        return playable[self.habit % len(playable)]


Texture = Callable[[Frame], Iterator[Note]]


def chorale(f: Frame) -> Iterator[Note]:
    for beat in range(f.beats):
        yield from (Note(f.at(beat), f.beat_q, p, HARMONY, "legato") for p in f.chord(_MIDDLE - 5))
        yield Note(f.at(beat), f.beat_q, f.bass((0, 2, 0, 4)[beat % 4]), BASS, "legato")


def block(f: Frame) -> Iterator[Note]:
    for beat in range(f.beats):
        yield from (Note(f.at(beat), 0.9 * f.beat_q, p, HARMONY) for p in f.chord())
    yield Note(f.start_q, f.bar_q, f.bass(), BASS)


def oompah(f: Frame) -> Iterator[Note]:
    """Bass and afterbeats: a march in two, a waltz in three."""
    strong = {0} if f.beats in (1, 2, 3) else {0, f.beats // 2}
    for beat in range(f.beats):
        if beat in strong:
            yield Note(f.at(beat), 0.8 * f.beat_q, f.bass(0 if beat == 0 else 4), BASS, "", 0.2)
        else:
            yield from (Note(f.at(beat), 0.5 * f.beat_q, p, HARMONY, "staccato", -0.2) for p in f.chord())


def alberti(f: Frame) -> Iterator[Note]:
    low, middle, high = f.chord(_MIDDLE - 5)
    figure = (low, high, middle, high) if f.parts == 2 else (low, middle, high)
    yield from _running(f, figure)
    yield Note(f.start_q, f.bar_q, f.bass(), BASS)


def arpeggio(f: Frame) -> Iterator[Note]:
    figures = ((0, 2, 4, 7, 4, 2), (0, 2, 4, 7), (0, 4, 7, 9, 11, 9, 7, 4), (7, 4, 2, 0))
    figure = figures[f.habit % len(figures)]
    yield from _running(f, tuple(f.chord(_MIDDLE - 12, figure)))
    yield Note(f.start_q, f.bar_q, f.bass(), BASS)


def scales(f: Frame) -> Iterator[Note]:
    steps = (0, 1, 2, 3, 4, 5, 6, 7, 6, 5, 4, 3, 2, 1)
    yield from _running(f, tuple(f.chord(_MIDDLE - 5, steps)), COUNTER)
    yield from (Note(f.start_q, 0.9 * f.bar_q, p, HARMONY) for p in f.chord())
    yield Note(f.start_q, 0.9 * f.bar_q, f.bass(), BASS)


def ostinato(f: Frame) -> Iterator[Note]:
    """The same short figure in the bass, repeated notes above it."""
    figure = ((0, 0, 4, 0), (0, 2, 4, 2), (0, 7, 0, 7))[f.habit % 3]
    yield from _running(f, tuple(f.bass(tone) for tone in figure), BASS)
    for beat in range(0, f.beats, 2):
        yield from (Note(f.at(beat), f.beat_q, p, HARMONY) for p in f.chord())


def tremolo(f: Frame) -> Iterator[Note]:
    count = max(2, round(f.bar_q / f.beat_q * f.beat_s * 11))
    step = f.bar_q / count
    for i in range(count):
        yield from (Note(f.start_q + i * step, step, p, HARMONY, "legato", -0.3) for p in f.chord()[i % 2 :: 2])
    yield Note(f.start_q, f.bar_q, f.bass(), BASS)


def syncopation(f: Frame) -> Iterator[Note]:
    late = 0.5 if f.parts == 2 else 2 / 3
    for beat in range(f.beats):
        yield from (Note(f.at(beat + late), 0.9 * (1 - late) * f.beat_q, p, HARMONY, "", -0.1) for p in f.chord())
    yield Note(f.start_q, f.bar_q, f.bass(), BASS, "", 0.2)


def march(f: Frame) -> Iterator[Note]:
    """Dotted chords over a bass on every beat."""
    short = 0.25 if f.parts == 2 else 1 / 3
    for beat in range(f.beats):
        yield Note(f.at(beat), 0.6 * f.beat_q, f.bass(0 if beat % 2 == 0 else 4), BASS, "marcato", 0.2)
        yield from (Note(f.at(beat), (1 - short) * f.beat_q, p, HARMONY, "marcato") for p in f.chord())
        yield from (Note(f.at(beat + 1 - short), short * f.beat_q, p, HARMONY, "staccato") for p in f.chord())


def walking(f: Frame) -> Iterator[Note]:
    for beat in range(f.beats):
        yield Note(f.at(beat), 0.9 * f.beat_q, f.bass((0, 2, 4, 5)[(beat + f.habit) % 4] if beat else 0), BASS)
    yield from (Note(f.start_q, 0.9 * f.bar_q, p, HARMONY) for p in f.chord())


def plucked(f: Frame) -> Iterator[Note]:
    """Short notes passed from voice to voice."""
    tones = f.chord(_MIDDLE, (0, 2, 4, 7))
    for i in range(f.beats * f.parts):
        voice = COUNTER if (i + f.habit) % 3 else HARMONY
        yield Note(f.at(i / f.parts), f.beat_q / f.parts, tones[(i * (1 + f.habit % 3)) % 4], voice, "staccato")
    yield Note(f.start_q, 0.5 * f.beat_q, f.bass(), BASS, "staccato", 0.2)


def hits(f: Frame) -> Iterator[Note]:
    """Chords of everyone in a rhythm with holes."""
    rhythms = ((0,), (0, 1), (0, 0.5, 1), (0, 2), (0, 1, 1.5))
    for beat in rhythms[f.habit % len(rhythms)]:
        if beat < f.beats:
            yield from (Note(f.at(beat), 0.5 * f.beat_q, p, HARMONY, "marcato", 0.5) for p in f.chord())
            yield Note(f.at(beat), 0.5 * f.beat_q, f.bass(), BASS, "marcato", 0.5)


def drone(f: Frame) -> Iterator[Note]:
    yield Note(f.start_q, f.bar_q, f.key.pitch(0, _LOW), BASS, "legato")
    yield Note(f.start_q, f.bar_q, f.key.pitch(4, _LOW), HARMONY, "legato", -0.2)


def sustained(f: Frame) -> Iterator[Note]:
    yield from (Note(f.start_q, f.bar_q, p, HARMONY, "legato", -0.2) for p in f.chord())
    yield Note(f.start_q, f.bar_q, f.bass(), BASS, "legato")


def alone(_: Frame) -> Iterator[Note]:
    """The melody by itself."""
    yield from ()


TEXTURES: dict[str, Texture] = {
    texture.__name__: texture
    for texture in (
        chorale, block, oompah, alberti, arpeggio, scales, ostinato, tremolo, syncopation, march, walking, plucked,
        hits, drone, sustained, alone,
    )
}  # fmt: skip


def drums(f: Frame) -> Iterator[Note]:
    """Kick, snare and hi-hat as in film and popular music; a cymbal opens some bars."""
    hats = f.beats * f.parts
    for i in range(hats):
        yield Note(f.at(i / f.parts), 0.1, _HAT, DRUMS, "", -0.5 if i % f.parts else -0.3)
    for beat in range(f.beats):
        yield Note(f.at(beat), 0.1, _SNARE if beat % 2 and f.beats != 3 else _KICK, DRUMS)
    if f.rng.random() < 0.1:
        yield Note(f.start_q, 0.5, _CRASH, DRUMS, "", 0.2)


def _running(f: Frame, pitches: tuple[int, ...], voice: int = HARMONY) -> Iterator[Note]:
    division = f.division()
    for i in range(f.beats * division):
        emphasis = 0.0 if i % division == 0 else -0.2
        yield Note(f.at(i / division), f.beat_q / division, pitches[i % len(pitches)], voice, "legato", emphasis)
