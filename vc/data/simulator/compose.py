"""Pieces of the simulator's own: what real scores rarely have, in every metre, tempo and texture, with exact beats."""

from dataclasses import dataclass, field

import numpy as np

from vc.data.simulator.harmony import Key, progression
from vc.data.simulator.melody import Cell, draw_cell, imitate, write_melody
from vc.data.simulator.score import Gradual, Hold, Note, Score, Voice, conducted
from vc.data.simulator.textures import BASS, COUNTER, DRUMS, HARMONY, MELODY, TEXTURES, Frame, drums
from vc.metre import Bar

SLOWEST_BPM, FASTEST_BPM = 46.0, 172.0
LENGTH_S = 95.0
FREE_SHARE = 0.10  # of the pieces have no pulse
METRES: dict[tuple[int, int], float] = {
    (4, 4): 0.28, (3, 4): 0.20, (2, 4): 0.11, (6, 8): 0.13, (2, 2): 0.05, (12, 8): 0.05, (9, 8): 0.04, (5, 4): 0.05,
    (3, 8): 0.03, (3, 2): 0.02, (7, 8): 0.03, (7, 4): 0.01,
}  # fmt: skip
_PROGRAMS = {
    MELODY: (40, 73, 68, 48, 0, 60), COUNTER: (48, 71, 41, 0, 46), HARMONY: (48, 0, 49, 89, 24), BASS: (43, 42, 0),
}  # fmt: skip
_NAMES = ("melody", "counterpoint", "harmony", "bass", "drums")
_ARTICULATIONS = ("legato", "", "", "staccato", "tenuto")


@dataclass
class _Draft:
    """A piece as it grows."""

    notes: list[Note] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)
    tempi: list[tuple[float, float]] = field(default_factory=list)
    holds: list[Hold] = field(default_factory=list)
    graduals: list[Gradual] = field(default_factory=list)
    phrases: list[float] = field(default_factory=list)
    levels: list[tuple[float, float]] = field(default_factory=list)
    now_q: float = 0.0
    now_s: float = 0.0


@dataclass(frozen=True)
class _Section:
    """What a section keeps to."""

    metre: tuple[int, int]
    qpm: float
    key: Key
    cells: list[Cell]
    articulation: str
    register: int
    drums: bool


def compose(rng: np.random.Generator, *, title: str = "composed") -> Score:
    """A piece of about 95 s; one in ten without pulse. The same for the same generator state."""
    if rng.random() < FREE_SHARE:
        return compose_free(rng, title=title)
    draft = _Draft(levels=[(0.0, float(rng.uniform(0.2, 0.8)))])
    metre, beat_bpm, key = _draw_metre(rng), _draw_tempo(rng), Key.draw(rng)
    with_drums = rng.random() < 0.15
    pickup = rng.random() < 0.3
    while draft.now_s < LENGTH_S:
        section = _draw_section(metre, beat_bpm, key, with_drums, rng)
        _write_section(draft, section, rng, pickup=pickup and not draft.bars)
        if rng.random() < 0.25:
            metre = _draw_metre(rng)
        if rng.random() < 0.4:
            beat_bpm = float(np.clip(beat_bpm * np.exp(rng.normal(0, 0.3)), SLOWEST_BPM, FASTEST_BPM))
        key = key.related(rng) if rng.random() < 0.6 else key
    return _finish(draft, title, rng)


def compose_free(rng: np.random.Generator, *, title: str = "composed") -> Score:
    """A piece without pulse or bars: chords that come and go, and now and then a few notes above them."""
    key = Key.draw(rng)
    notes: list[Note] = []
    now, root = 0.0, 0
    while now < LENGTH_S:
        length = float(rng.uniform(2.0, 8.0))
        root = int(rng.choice([0, 3, 4, 5, root]))
        for tone in rng.choice([0, 2, 4, 7, 9], int(rng.integers(2, 5)), replace=False):
            late, longer = float(rng.uniform(0, 1.5)), float(rng.uniform(1, 1.6))
            notes.append(Note(now + late, length * longer, key.pitch(root + int(tone), 55), HARMONY))
        if rng.random() < 0.6:
            notes.append(Note(now, length * 1.3, key.pitch(root, 38), BASS))
        for start in np.sort(rng.uniform(now, now + length, int(rng.integers(0, 4)))):
            step = int(rng.integers(0, 10))
            notes.append(Note(float(start), float(rng.uniform(0.4, 3)), key.pitch(step, 67), MELODY))
        now += length
    levels = tuple((float(at), float(rng.uniform(0.1, 0.7))) for at in np.arange(0, now + 8, 8.0))
    voices = tuple(Voice(_NAMES[v], int(rng.choice(_PROGRAMS[v])), levels) for v in (MELODY, COUNTER, HARMONY, BASS))
    return Score(title, tuple(sorted(notes, key=lambda n: n.start_q)), (), voices, ((0.0, 60.0),))


def _draw_metre(rng: np.random.Generator) -> tuple[int, int]:
    return list(METRES)[int(rng.choice(len(METRES), p=list(METRES.values())))]


def _draw_tempo(rng: np.random.Generator) -> float:
    """Beats per minute, every ratio alike."""
    return float(np.exp(rng.uniform(np.log(SLOWEST_BPM), np.log(FASTEST_BPM))))


def _draw_section(
    metre: tuple[int, int], beat_bpm: float, key: Key, with_drums: bool, rng: np.random.Generator
) -> _Section:  # fmt: skip
    count, unit = metre
    compound = count % 3 == 0 and count > 3
    bpm = min(beat_bpm, 126.0) if compound else beat_bpm  # dotted beats hold three notes
    qpm = bpm * (12 if compound else 4) / unit
    beats, beat_q = conducted(count, unit, qpm)
    density = float(rng.uniform(0, 1)) * float(np.clip(qpm / beat_q / 60, 0.4, 1.5) ** -0.7)
    cells = [draw_cell(beats, 3 if beat_q in (1.5, 3.0) else 2, min(density, 1), rng) for _ in range(3)]
    articulation = str(rng.choice(_ARTICULATIONS))
    return _Section(metre, qpm, key, cells, articulation, int(rng.choice([60, 60, 67, 55])), with_drums)


def _write_section(draft: _Draft, section: _Section, rng: np.random.Generator, *, pickup: bool) -> None:
    """Two to four phrases in the form A A' B A, an end that may slow down, hold or break off."""
    draft.tempi.append((draft.now_q, section.qpm))
    if pickup:
        _write_pickup(draft, section, rng)
    habit, texture = int(rng.integers(12)), _draw_texture(rng)
    bar_s = 60 / section.qpm * 4 * section.metre[0] / section.metre[1]
    bars = int(rng.choice([4, 4, 8] if bar_s < 2.2 else [2, 4, 4]))
    phrases = int(rng.integers(2, 5))
    for phrase in range(phrases):
        if phrase and rng.random() < 0.5:
            habit, texture = int(rng.integers(12)), _draw_texture(rng)
        _write_phrase(draft, section, texture, bars, habit, rng, closes=phrase % 2 == 1 or phrase == phrases - 1)
    beat_q = conducted(*section.metre, section.qpm)[1]
    if rng.random() < 0.4:
        ratio = float(rng.uniform(0.55, 0.9)) if rng.random() < 0.8 else float(rng.uniform(1.1, 1.4))
        draft.graduals.append(Gradual(draft.now_q - float(rng.integers(2, 7)) * beat_q, draft.now_q, ratio))
    chance = rng.random()
    if chance < 0.25:
        draft.holds.append(Hold(draft.now_q, float(rng.uniform(0.5, 2.5))))
    elif chance < 0.45:
        draft.holds.append(Hold(draft.now_q, float(rng.uniform(0.5, 3.0)), silent=True))


def _draw_texture(rng: np.random.Generator) -> str:
    return str(rng.choice(list(TEXTURES)))


def _write_pickup(draft: _Draft, section: _Section, rng: np.random.Generator) -> None:
    count, unit = section.metre
    beats, beat_q = conducted(count, unit, section.qpm)
    length = beat_q * (int(rng.integers(1, beats)) if beats > 1 and rng.random() < 0.7 else 0.5)
    draft.bars.append(Bar(0.0, length, count, unit, anacrusis=True))
    pitch = section.key.pitch(4, section.register)
    draft.notes.append(Note(0.0, length, pitch, MELODY, section.articulation))
    _advance(draft, length, section.qpm)


def _write_phrase(
    draft: _Draft, section: _Section, texture: str, bars: int, habit: int, rng: np.random.Generator, *, closes: bool
) -> None:  # fmt: skip
    count, unit = section.metre
    beats, beat_q = conducted(count, unit, section.qpm)
    parts = 3 if beat_q in (1.5, 3.0) else 2
    start, bar_q = draft.now_q, beats * beat_q
    frames = [
        Frame(start + i * bar_q, beats, beat_q, parts, 60 * beat_q / section.qpm, section.key, root, habit, rng)
        for i, root in enumerate(progression(bars, rng, closes=closes))
    ]
    draft.phrases.append(start)
    draft.bars += [Bar(frame.start_q, bar_q, count, unit) for frame in frames]
    end = start + bars * bar_q
    if rng.random() < 0.9 or texture == "alone":
        melody = list(write_melody(frames, section.cells, section.articulation, section.register))
        draft.notes += melody
        if rng.random() < 0.25:
            draft.notes += imitate(melody, bar_q, end)
    for frame in frames:
        draft.notes += TEXTURES[texture](frame)
        if section.drums:
            draft.notes += drums(frame)
    _write_dynamics(draft, start, end, rng)
    _advance(draft, end - start, section.qpm)


def _write_dynamics(draft: _Draft, start_q: float, end_q: float, rng: np.random.Generator) -> None:
    """As before, a new level at once, or a hairpin over the phrase."""
    level, chance = draft.levels[-1][1], rng.random()
    new = float(rng.uniform(0.1, 1.0))
    if chance < 0.35:
        draft.levels += [(start_q + 0.01, new), (end_q, new)]
    elif chance < 0.7:
        draft.levels += [(start_q, level), (end_q, new)]
    else:
        draft.levels.append((end_q, level))


def _advance(draft: _Draft, length_q: float, qpm: float) -> None:
    draft.now_q += length_q
    draft.now_s += 60 * length_q / qpm


def _finish(draft: _Draft, title: str, rng: np.random.Generator) -> Score:
    softer = rng.uniform(0, 0.25)
    voices = [
        Voice(
            _NAMES[v], int(rng.choice(_PROGRAMS[v])),
            tuple((at, float(np.clip(level - (0 if v == MELODY else softer), 0.04, 1))) for at, level in draft.levels),
        )
        for v in (MELODY, COUNTER, HARMONY, BASS)
    ]  # fmt: skip
    voices.append(Voice(_NAMES[DRUMS], 0, tuple(draft.levels), percussion=True))
    notes = sorted(draft.notes, key=lambda n: (n.start_q, n.voice, n.pitch))
    return Score(
        title, tuple(notes), tuple(draft.bars), tuple(voices), tuple(draft.tempi), tuple(draft.holds),
        tuple(draft.graduals), tuple(draft.phrases),
    )  # fmt: skip
