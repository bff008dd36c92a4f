"""Who plays: General MIDI instruments for the voices of a piece, and the performance as MIDI for them."""

from dataclasses import dataclass

import numpy as np

from vc.data.simulator import midi
from vc.data.simulator.performer import EXPRESSION_RATE, Performance
from vc.data.simulator.score import Score

DRUM_CHANNEL = 9
CHANNELS = [channel for channel in range(16) if channel != DRUM_CHANNEL]
PEDALLED = {*range(8), 46}  # pianos and the like; harps ring on
PEDAL_LIFT_S = 0.09
RELEASE_GAP_S = 0.004

# Per family, from the highest voice to the lowest: programs to choose from.
FAMILIES: dict[str, list[tuple[int, ...]]] = {
    "piano": [(0, 0, 1, 2)],
    "strings": [(48, 48, 48, 44), (48,), (48, 48, 49), (48, 42), (43, 48)],
    "quartet": [(40,), (40,), (41,), (42,)],
    "winds": [(73, 72), (68, 73), (71, 68), (69, 71, 60), (70,)],
    "brass": [(56, 61), (56, 60), (60, 61), (57,), (58,)],
    "choir": [(52, 53), (52, 53), (52,), (52, 19)],
    "organ": [(19, 16, 20, 21)],
    "plucked": [(24, 46, 25), (46, 24), (45, 46), (32, 45)],
    "pizzicato": [(45,), (45,), (45,), (45, 43)],
    "mallets": [(11, 12, 9), (12, 11), (12, 46), (32, 43)],
    "harpsichord": [(6,)],
}
SOLOISTS = (53, 40, 42, 73, 68, 71, 56, 41, 70, 66, 52, 0)
SCHEMES: dict[str, float] = {  # how often each way of scoring is chosen
    "as written": 4.0, "strings": 3.0, "full orchestra": 5.0, "strings and winds": 2.5, "piano": 2.5, "quartet": 1.5,
    "winds": 1.5, "brass": 1.2, "choir": 1.0, "organ": 0.6, "plucked": 0.7, "pizzicato": 0.4, "mallets": 0.4,
    "harpsichord": 0.4, "solo and strings": 1.5, "solo and piano": 1.2,
}  # fmt: skip


@dataclass(frozen=True)
class Part:
    """An instrument that plays a voice. transpose : semitones; volume and pan : as in MIDI, 0 to 127"""

    voice: int
    program: int
    transpose: int = 0
    volume: int = 100
    pan: int = 64
    percussion: bool = False


def choose_scheme(rng: np.random.Generator) -> str:
    shares = np.array(list(SCHEMES.values()))
    return str(rng.choice(list(SCHEMES), p=shares / shares.sum()))


def orchestrate(score: Score, scheme: str, rng: np.random.Generator) -> list[Part]:
    """The parts of a scheme for the voices of a score: at most 15, and one of drums."""
    pitched = [number for number, voice in enumerate(score.voices) if not voice.percussion]
    ranks = _ranks(score, pitched)
    parts = _parts(scheme, score, pitched, ranks, rng)[: len(CHANNELS)]
    drums = [Part(number, 0, percussion=True, volume=int(rng.integers(70, 110)))
             for number, voice in enumerate(score.voices) if voice.percussion][:1]  # fmt: skip
    return parts + drums


def _parts(
    scheme: str, score: Score, pitched: list[int], ranks: dict[int, float], rng: np.random.Generator
) -> list[Part]:  # fmt: skip
    if scheme == "as written":
        return [_part(v, score.voices[v].program, ranks[v], rng) for v in pitched]
    if scheme == "full orchestra":
        return _full_orchestra(pitched, ranks, rng)
    if scheme == "strings and winds":
        return _family("strings", pitched, ranks, rng) + _doublings("winds", pitched, ranks, rng)
    if scheme.startswith("solo and "):
        solo = _part(pitched[0], int(rng.choice(SOLOISTS)), ranks[pitched[0]], rng, volume=(105, 120))
        return [solo, *_family(scheme.removeprefix("solo and "), pitched[1:] or pitched, ranks, rng)]
    return _family(scheme, pitched, ranks, rng)


def _ranks(score: Score, voices: list[int]) -> dict[int, float]:
    """0 for the voice that lies highest, 1 for the lowest."""
    height = {v: np.mean([n.pitch for n in score.notes if n.voice == v] or [60]) for v in voices}
    ordered = sorted(voices, key=lambda v: -height[v])
    return {v: i / max(len(ordered) - 1, 1) for i, v in enumerate(ordered)}


def _part(
    voice: int, program: int, rank: float, rng: np.random.Generator, *, transpose: int = 0,
    volume: tuple[int, int] = (84, 112),
) -> Part:  # fmt: skip
    pan = int(np.clip(30 + 68 * rank + rng.normal(0, 14), 8, 119))
    return Part(voice, int(program), transpose, int(rng.integers(*volume)), pan)


def _family(name: str, voices: list[int], ranks: dict[int, float], rng: np.random.Generator) -> list[Part]:
    """Each voice by the instrument of its height; soloists may join strings, and basses an octave below the rest."""
    desks = FAMILIES[name]
    parts = []
    for v in voices:
        choices = desks[round(ranks[v] * (len(desks) - 1))]
        parts.append(_part(v, int(rng.choice(choices)), ranks[v], rng))
    if name == "strings" and rng.random() < 0.6:  # leaders of the sections, whose bows are heard
        parts += [_part(v, (40, 41, 42)[round(2 * ranks[v])], ranks[v], rng, volume=(70, 100)) for v in voices]
    if name == "strings" and rng.random() < 0.6:
        lowest = max(voices, key=lambda v: ranks[v])
        parts.append(_part(lowest, 43, 1.0, rng, transpose=-12, volume=(70, 95)))
    return parts


def _doublings(name: str, voices: list[int], ranks: dict[int, float], rng: np.random.Generator) -> list[Part]:
    """Some voices again in another family, the highest perhaps an octave up."""
    parts = []
    for part in _family(name, voices, ranks, rng):
        octave = 12 if ranks[part.voice] < 0.3 and rng.random() < 0.4 else 0
        if rng.random() < 0.6:
            parts.append(Part(part.voice, part.program, octave, int(part.volume * 0.85), part.pan))
    return parts


def _full_orchestra(voices: list[int], ranks: dict[int, float], rng: np.random.Generator) -> list[Part]:
    """Strings, winds and brass doubling, sometimes timpani on the bass, a harp or a celesta with the top."""
    parts = _family("strings", voices, ranks, rng) + _doublings("winds", voices, ranks, rng)
    parts += _doublings("brass", voices, ranks, rng)
    highest, lowest = min(voices, key=lambda v: ranks[v]), max(voices, key=lambda v: ranks[v])
    if rng.random() < 0.35:
        parts.append(_part(lowest, 47, 0.6, rng, volume=(60, 90)))
    if rng.random() < 0.2:
        parts.append(_part(highest, int(rng.choice((46, 8, 9))), 0.4, rng, volume=(60, 90)))
    return parts


def to_midi(performance: Performance, parts: list[Part], *, from_s: float, seconds: float) -> bytes:
    """The part of a performance from `from_s` on as a MIDI file of `seconds` for these instruments.

    Notes that began before are left out.
    """
    events: list[midi.Event] = []
    pitched = [part for part in parts if not part.percussion]
    for channel, part in zip(CHANNELS, pitched, strict=False):
        events += _part_events(performance, part, channel, from_s, seconds)
    for part in parts:
        if part.percussion:
            events += _part_events(performance, part, DRUM_CHANNEL, from_s, seconds)
    return midi.midi_bytes(events, seconds=seconds)


def _part_events(p: Performance, part: Part, channel: int, from_s: float, seconds: float) -> list[midi.Event]:
    events = [
        midi.program(channel, part.program), midi.control(channel, 7, part.volume), midi.control(channel, 10, part.pan),
        midi.control(channel, 91, 40),
    ]  # fmt: skip
    mine = (p.voice == part.voice) & (p.start_s >= from_s) & (p.start_s < from_s + seconds)
    starts = p.start_s[mine] - from_s
    ends = _released(p.pitch[mine], starts, p.end_s[mine] - from_s)
    for start, end, pitch, velocity in zip(starts, ends, p.pitch[mine] + part.transpose, p.velocity[mine], strict=True):
        key = _within(int(pitch))
        events += [midi.note_on(channel, key, int(velocity), start), midi.note_off(channel, key, end)]
    if not part.percussion:
        events += _expression_events(p.expression[part.voice], channel, from_s, seconds)
        if part.program in PEDALLED:
            events += _pedal_events(p.pedal_s - from_s, channel, seconds)
    return events


def _released(pitch: np.ndarray, start_s: np.ndarray, end_s: np.ndarray) -> np.ndarray:
    """Ends that come before the same key is struck again: MIDI would let go of the new note with the old one."""
    order = np.lexsort((start_s, pitch))
    again = np.flatnonzero(np.diff(pitch[order]) == 0)
    ends = end_s.copy()
    ends[order[again]] = np.minimum(ends[order[again]], start_s[order[again + 1]] - RELEASE_GAP_S)
    return np.maximum(ends, start_s + RELEASE_GAP_S)


def _within(pitch: int) -> int:
    """A key of the instrument: octaves off where it lies beyond."""
    while pitch > 108:
        pitch -= 12
    while pitch < 21:
        pitch += 12
    return pitch


def _expression_events(curve: np.ndarray, channel: int, from_s: float, seconds: float) -> list[midi.Event]:
    events, last = [], -9
    first = int(from_s * EXPRESSION_RATE)
    for i, value in enumerate(curve[first : first + int(seconds * EXPRESSION_RATE)]):
        asked = round(127 * float(value))
        if abs(asked - last) >= 2:
            events.append(midi.control(channel, 11, asked, i / EXPRESSION_RATE))
            last = asked
    return events


def _pedal_events(changes_s: np.ndarray, channel: int, seconds: float) -> list[midi.Event]:
    events = []
    for change in changes_s[(changes_s >= 0) & (changes_s < seconds)]:
        events += [midi.control(channel, 64, 0, change), midi.control(channel, 64, 127, change + PEDAL_LIFT_S)]
    return events
