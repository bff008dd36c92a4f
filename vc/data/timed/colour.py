"""Who plays: General MIDI programs for the parts of a performance, and the MIDI file for them."""

from dataclasses import replace

import numpy as np

from vc.data.simulator import midi
from vc.data.simulator.orchestra import CHANNELS, DRUM_CHANNEL
from vc.data.timed.pack import Played

EXPRESSIVE = {*range(40, 46), *range(48, 54), *range(56, 80)}  # programs that swell while they sound
PIANOS = (0, 0, 0, 0, 0, 1, 2, 3)
ENSEMBLES = (48, 48, 48, 49, 50, 44)
KEYS = (6, 19, 46, 24, 11, 4, 21, 16, 12, 26)
CHOIRS = (52, 52, 53, 91)
_STRINGS = ((43, 42, 48, 48), (42, 41, 40, 40), (43, 48, 49, 48))
_WINDS = ((42, 70, 43, 58), (60, 48, 42, 70), (48, 71, 60, 68), (73, 68, 40, 56, 71))
_CUTS = (50, 62, 72)  # pitches between bass, tenor, alto and soprano


def colour_anew(kind: str, played: Played, rng: np.random.Generator) -> tuple[Played, str]:
    """The same notes by other instruments, and the name of the choice."""
    names = {
        "piano": {"piano": 0.42, "ensemble": 0.20, "quartet": 0.10, "orchestra": 0.14, "choir": 0.03, "keys": 0.11},
        "orchestra": {
            "as written": 0.68,
            "quartet": 0.08,
            "ensemble": 0.08,
            "piano": 0.10,
            "choir": 0.02,
            "keys": 0.04,
        },
        "pop": {"as written": 0.72, "piano": 0.10, "keys": 0.10, "ensemble": 0.04, "orchestra": 0.04},
    }[kind]
    name = str(rng.choice(list(names), p=list(names.values())))
    coloured = played if name == "as written" else _scored(name, played, rng)
    if name == "as written" and kind == "pop":
        coloured = replace(coloured, programs=tuple(_neighbour(p, rng) for p in coloured.programs))
    return fit_channels(coloured), name


def _scored(name: str, played: Played, rng: np.random.Generator) -> Played:
    """All pitched parts by one instrument, or by four, from low to high; drums as they were."""
    drums = np.array(played.programs)[played.part] == -1
    if name in ("quartet", "orchestra"):
        bands = np.searchsorted(np.array(_CUTS) + rng.integers(-3, 4), played.pitch)
        strings = _STRINGS[int(rng.integers(len(_STRINGS)))]
        desks = list(strings if name == "quartet" else (int(rng.choice(desk)) for desk in _WINDS))
    else:
        bands = np.zeros(len(played.part), int)
        desks = [int(rng.choice({"piano": PIANOS, "ensemble": ENSEMBLES, "choir": CHOIRS, "keys": KEYS}[name]))]
    part = np.where(drums, len(desks), bands)
    pedal = played.pedal[:0] if name in ("quartet", "orchestra") else played.pedal * [1, 0, 1]
    return replace(played, part=part, programs=(*desks, -1), pedal=pedal)


def _neighbour(program: int, rng: np.random.Generator) -> int:
    """Another instrument of the same family of eight, sometimes."""
    return program if program < 0 or rng.random() < 0.5 else program // 8 * 8 + int(rng.integers(8))


def fit_channels(played: Played) -> Played:
    """Parts with notes, the busiest where there are more than MIDI has channels for."""
    counts = np.bincount(played.part, minlength=len(played.programs))
    pitched = [p for p in np.argsort(-counts) if counts[p] and played.programs[p] >= 0][: len(CHANNELS)]
    kept = sorted(pitched) + [p for p in range(len(counts)) if counts[p] and played.programs[p] < 0]
    number = {int(old): new for new, old in enumerate(kept)}
    mine = np.isin(played.part, kept)
    pedal = played.pedal[np.isin(played.pedal[:, 1], kept)]
    pedal[:, 1] = [number[int(p)] for p in pedal[:, 1]]
    return replace(
        played, start_s=played.start_s[mine], end_s=played.end_s[mine], pitch=played.pitch[mine],
        velocity=played.velocity[mine], part=np.array([number[int(p)] for p in played.part[mine]], int),
        programs=tuple(played.programs[p] for p in kept), pedal=pedal,
    )  # fmt: skip


def to_midi(played: Played, *, seconds: float, rng: np.random.Generator) -> bytes:
    """The MIDI file of a performance whose parts fit MIDI's channels, mixed at random."""
    events: list[midi.Event] = []
    free = iter(CHANNELS)
    for part, program in enumerate(played.programs):
        channel = DRUM_CHANNEL if program < 0 else next(free)
        events += [
            midi.program(channel, max(program, 0)), midi.control(channel, 7, int(rng.integers(70, 116))),
            midi.control(channel, 10, int(np.clip(rng.normal(64, 22), 4, 123))), midi.control(channel, 91, 40),
        ]  # fmt: skip
        events += _notes(played, part, channel)
        if program in EXPRESSIVE:
            events += _swells(channel, seconds, rng)
        for time_s, _, value in played.pedal[played.pedal[:, 1] == part]:
            events.append(midi.control(channel, 64, int(value), time_s))
    return midi.midi_bytes(events, seconds=seconds)


def _notes(played: Played, part: int, channel: int) -> list[midi.Event]:
    mine = np.flatnonzero(played.part == part)
    events: list[midi.Event] = []
    last_end: dict[int, int] = {}
    for i in mine:
        pitch, start, end = int(played.pitch[i]), float(played.start_s[i]), float(played.end_s[i])
        before = last_end.get(pitch)
        if before is not None and events[before].time_s > start - 0.004:  # MIDI would let go of the new note
            events[before] = midi.note_off(channel, pitch, max(start - 0.004, 0.0))
        events.append(midi.note_on(channel, pitch, int(played.velocity[i]), start))
        last_end[pitch] = len(events)
        events.append(midi.note_off(channel, pitch, max(end, start + 0.004)))
    return events


def _swells(channel: int, seconds: float, rng: np.random.Generator) -> list[midi.Event]:
    """Slow changes of loudness while notes sound."""
    times = np.arange(0, seconds, 0.4)
    knots = np.arange(0, seconds + 3, float(rng.uniform(0.8, 3)))
    level = np.interp(times, knots, rng.uniform(70, 127, len(knots)))
    return [midi.control(channel, 11, int(value), float(t)) for t, value in zip(times, level, strict=True)]
