"""A MIDI file as a score: its ticks are places, its time signatures bars."""

import io
from dataclasses import dataclass

import mido
import numpy as np

from vc.audio.score.notation import Mark, Notes, Score
from vc.errors import ScoreError
from vc.metre import EPSILON_Q, Bar, mark_anacruses

# Limits far beyond any music, set by hand.
MOST_NOTES = 400_000
MOST_BARS = 20_000
DRUMS = 9
USUAL_QPM = 120.0  # where a MIDI file names no tempo


@dataclass(frozen=True)
class MidiFile:
    """What a MIDI file says, places in quarters.

    notes : (start, end, pitch) each, drums left out; metres : (place, count, unit); tempi : (place, quarters a minute)
    """

    notes: list[tuple[float, float, int]]
    metres: list[tuple[float, int, int]]
    tempi: list[tuple[float, float]]
    end_q: float


def parse_midi(data: bytes, title: str) -> Score:
    """Raises ScoreError for what is no MIDI file and for one without notes."""
    file = read_midi(data)
    if not file.notes:
        raise ScoreError("it holds no notes")
    table = np.array(sorted(file.notes), float)
    notes = Notes(table[:, 0], table[:, 1], table[:, 2].astype(int))
    bars = midi_bars(file.metres, max(file.end_q, float(notes.end_q.max())))
    marks = tuple(Mark(place, "tempo", f"{qpm:.0f}") for place, qpm in file.tempi)
    return Score(title, notes, bars, tuple(file.tempi), marks=marks)


def read_midi(data: bytes) -> MidiFile:
    """Raises ScoreError."""
    try:
        file = mido.MidiFile(file=io.BytesIO(data), clip=True)
    except Exception as error:  # mido raises what a damaged file provokes in it
        raise ScoreError(f"it is no MIDI file: {type(error).__name__}: {error}") from error
    if file.type == 2 or not 0 < file.ticks_per_beat < 0x8000:
        raise ScoreError("it is a MIDI file without a common count of quarters, which cannot be followed")
    notes: list[tuple[float, float, int]] = []
    metres: dict[float, tuple[int, int]] = {}
    tempi: dict[float, float] = {}
    end = 0.0
    for track in file.tracks:
        now = 0
        sounding: dict[tuple[int, int], float] = {}
        for message in track:
            now += message.time
            place = now / file.ticks_per_beat
            if message.type == "time_signature":
                metres[place] = (message.numerator, message.denominator)
            elif message.type == "set_tempo" and message.tempo > 0:
                tempi[place] = 60e6 / message.tempo
            elif message.type in ("note_on", "note_off") and message.channel != DRUMS:
                key = (message.channel, message.note)
                if key in sounding:
                    notes.append((sounding.pop(key), place, message.note))
                if message.type == "note_on" and message.velocity:
                    sounding[key] = place
        notes += [(start, place, pitch) for (_, pitch), start in sounding.items()]
        end = max(end, now / file.ticks_per_beat)
        if len(notes) > MOST_NOTES:
            raise ScoreError(f"it has more than {MOST_NOTES} notes")
    return MidiFile(notes, [(at, *metre) for at, metre in sorted(metres.items())], sorted(tempi.items()), end)


def midi_bars(metres: list[tuple[float, int, int]], end_q: float) -> tuple[Bar, ...]:
    """Bars up to the end. Without a metre they are of four quarters.

    MIDI has no sign for a pickup, so notation programs write a metre of its own for it: a short first bar is one, and
    so are two short bars in a row that together make one bar of the metre that follows.
    """
    metres = metres if metres and metres[0][0] < EPSILON_Q else [(0.0, 4, 4), *metres]
    bars: list[Bar] = []
    for (start, count, unit), stop in zip(metres, [at for at, _, _ in metres[1:]] + [end_q], strict=True):
        full, place = count * 4 / unit, start
        while place < stop - EPSILON_Q:
            bars.append(Bar(place, min(full, stop - place), count, unit))
            place += full
            if len(bars) > MOST_BARS:
                raise ScoreError(f"it has more than {MOST_BARS} bars")
    return mark_anacruses(_with_real_metres(bars))


def _with_real_metres(bars: list[Bar]) -> list[Bar]:
    told = list(bars)
    for i, bar in enumerate(bars[:-1]):
        after = next((b for b in bars[i + 1 : i + 3] if b.full_q > bar.length_q + EPSILON_Q), None)
        if after is None:
            continue
        pair = i + 1 < len(bars) and abs(bar.length_q + bars[i + 1].length_q - after.full_q) < EPSILON_Q
        if i == 0 and bars[1].full_q > bar.full_q + EPSILON_Q:
            told[0] = Bar(bar.start_q, bar.length_q, bars[1].count, bars[1].unit)
        elif pair and bar.length_q == bar.full_q:
            for k in (i, i + 1):
                told[k] = Bar(bars[k].start_q, bars[k].length_q, after.count, after.unit)
    return told


def midi_seconds(file: MidiFile, places_q: np.ndarray) -> np.ndarray:
    """Seconds at which places are reached in the file's own tempi."""
    tempi = [(0.0, USUAL_QPM), *file.tempi]
    start, qpm = np.array(tempi).T
    at_start = np.concatenate([[0.0], np.cumsum(np.diff(start) * 60 / qpm[:-1])])
    piece = np.searchsorted(start, places_q, side="right") - 1
    seconds: np.ndarray = at_start[piece] + (places_q - start[piece]) * 60 / qpm[piece]
    return seconds
