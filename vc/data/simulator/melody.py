"""Melodies: rhythms of a bar that come back, and lines that meet the chord on the beats and step between them."""

from collections.abc import Iterator

import numpy as np

from vc.data.simulator.score import Note
from vc.data.simulator.textures import COUNTER, MELODY, Frame

Cell = list[tuple[float, float]]  # (start, length) in beats of the bar
_LOWEST, _HIGHEST = 2, 16  # steps above the tonic near middle C
_LEAPS = (-4, -3, -2, -1, -1, -1, 0, 1, 1, 1, 2, 3, 4)
_STARTS = (0, 2, 4, 7, 9)


def draw_cell(beats: int, parts: int, density: float, rng: np.random.Generator) -> Cell:
    """The rhythm of a bar. density : 0 long notes to 1 many short ones"""
    cell: Cell = []
    now = 0.0
    while now < beats - 1e-6:
        if rng.random() < 0.35 * (1 - density) and now + 2 <= beats:
            group: tuple[float, ...] = (2.0,) if rng.random() < 0.7 else (1.5, 0.5) if parts == 2 else (5 / 3, 1 / 3)
        else:
            group = _beat(parts, density, rng)
        for length in group:
            cell.append((now, length))
            now += length
    return cell


def _beat(parts: int, density: float, rng: np.random.Generator) -> tuple[float, ...]:
    """One beat, undivided or divided."""
    if rng.random() > 0.25 + 0.6 * density:
        return (1.0,)
    divided: tuple[tuple[float, ...], ...]
    if parts == 3:
        divided = ((2 / 3, 1 / 3), (1 / 3, 1 / 3, 1 / 3), (1 / 2, 1 / 6, 1 / 3))
    else:
        divided = ((0.5, 0.5), (0.75, 0.25), (0.5, 0.25, 0.25), (0.25,) * 4, (1 / 3,) * 3)
    return divided[int(rng.integers(len(divided) if density > 0.3 else 2))]


def write_melody(frames: list[Frame], cells: list[Cell], articulation: str, register: int) -> Iterator[Note]:
    """A phrase over its bars: the cells in turn, the last bar one long note."""
    step = 7
    for number, frame in enumerate(frames):
        rng = frame.rng
        last = number == len(frames) - 1
        cell = [(0.0, float(frame.beats))] if last else cells[number % len(cells)]
        for beat, length in cell:
            if not last and beat > 0 and rng.random() < 0.06:
                continue  # a rest
            step = _next_step(step, frame, on_beat=abs(beat - round(beat)) < 1e-6)
            pitch = frame.key.pitch(step, register)
            accent = 0.15 if beat == 0 else 0.0
            yield Note(frame.at(beat), length * frame.beat_q, pitch, MELODY, articulation, accent)


def _next_step(step: int, frame: Frame, *, on_beat: bool) -> int:
    moved = step + int(frame.rng.choice(_LEAPS))
    if on_beat and frame.rng.random() < 0.75:
        tones = [(frame.root + tone) % 7 + 7 * octave for tone in (0, 2, 4) for octave in (0, 1, 2)]
        moved = min(tones, key=lambda tone: abs(tone - moved))
    return int(np.clip(moved, _LOWEST, _HIGHEST))


def imitate(melody: list[Note], after_q: float, end_q: float) -> Iterator[Note]:
    """The melody again in the second voice, an octave lower and later, as far as there is time."""
    for note in melody:
        if note.start_q + after_q < end_q - 1e-6:
            length = min(note.length_q, end_q - note.start_q - after_q)
            yield Note(note.start_q + after_q, length, note.pitch - 12, COUNTER, note.articulation)
