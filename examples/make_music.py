"""Make the example music: three works in the public domain, arranged for orchestra here and played by FluidSynth.

    python examples/make_music.py [--soundfont /usr/share/sounds/sf2/FluidR3_GM.sf2] [--out examples]

For development only: needs the program fluidsynth and a General MIDI soundfont (Debian: fluidsynth,
fluid-soundfont-gm). Writes the music and, beside each piece, NAME.beats.tsv: the time of every beat in seconds, and 1
for the first of a bar. Beats are known, not detected: the script sets the time of every note.

Notation, as in the scores below: `f#4:1.5 e4:.5 r:1 d4+f#4:2`, lengths in quarters, kept until the next one is given;
' after a note is staccato, ^ an accent. Harmony: `D:2 G/B:1 A7:1`, a chord, its bass, its length.
"""

import argparse
import re
import struct
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import av
import numpy as np
import soundfile
from scipy.ndimage import gaussian_filter1d

SAMPLE_RATE = 44_100
TICKS_PER_S = 960  # MIDI's 480 ticks a quarter at 120 quarters a minute: about one millisecond
LEAD_S = 0.12  # before the first note
EVENNESS = 0.35  # 0 keeps the players' dynamics, 1 makes everything equally loud
TAIL_S = 2.2  # for the hall to fade
DRUMS = 9  # General MIDI's percussion channel

VIOLINS, VIOLAS, CELLOS, BASSES = 48, 48, 48, 43
TREMOLO, PIZZICATO, TIMPANI, HARP = 44, 45, 47, 46
TRUMPETS, TROMBONES, TUBA, HORNS = 56, 57, 58, 60
OBOE, BASSOON, CLARINET, PICCOLO, FLUTE = 68, 70, 71, 72, 73
BASS_DRUM, SNARE, CYMBALS, TRIANGLE = 36, 38, 49, 81

# Slow starters begin early, as players do, so that what is heard falls on the beat.
EARLY_S = {VIOLINS: 0.045, BASSES: 0.02, TREMOLO: 0.03, HORNS: 0.03, TROMBONES: 0.02, FLUTE: 0.02, CLARINET: 0.02}
LEVELS = {"ppp": 0.16, "pp": 0.26, "p": 0.38, "mp": 0.50, "mf": 0.62, "f": 0.78, "ff": 0.92, "fff": 1.0}
_SEMITONES = {"c": 0, "d": 2, "e": 4, "f": 5, "g": 7, "a": 9, "b": 11}
_QUALITIES = {"": (0, 4, 7), "m": (0, 3, 7), "7": (0, 4, 7, 10), "m7": (0, 3, 7, 10), "o": (0, 3, 6), "+": (0, 4, 8)}
_NOTE = re.compile(r"(r|[a-g][#b]?\d(?:\+[a-g][#b]?\d)*)(?::([\d.]+))?(['^]*)$")
_CHORD = re.compile(r"([A-G][#b]?)(m7|m|7|o|\+)?(?:/([A-G][#b]?))?(?::([\d.]+))?$")


@dataclass(frozen=True)
class Note:
    """start, length : quarters, from the first bar line; pitch : MIDI number; sounding : share of the length."""

    start: float
    length: float
    pitch: int
    sounding: float = 0.94
    accent: float = 0.0


@dataclass(frozen=True)
class Chord:
    start: float
    length: float
    tones: tuple[int, ...]  # pitch classes
    bass: int


@dataclass
class Part:
    """One instrument. volume, pan : 0..1 (pan 0 is left); dynamics : (quarter, level) corners, straight in between."""

    program: int
    notes: list[Note]
    volume: float = 0.8
    pan: float = 0.5
    drums: bool = False


@dataclass
class Piece:
    """One work. tempo : `quarter:quarters-per-minute` corners, straight in between; dynamics likewise, by name."""

    name: str
    suffix: str
    beats_per_bar: int
    first: float  # quarter at which the music begins; negative with an upbeat
    last: float  # quarter at which it ends
    tempo: str
    dynamics: str
    parts: list[Part] = field(default_factory=list)

    def seconds(self, quarter: np.ndarray | float) -> np.ndarray:
        """Time of a quarter, counted from the start of the file: the tempo integrated in fine steps."""
        grid = np.arange(self.first, self.last + 8, 1 / 64)
        at, bpm = corners(self.tempo)
        length = 60 / np.interp(grid, at, [float(value) for value in bpm]) / 64
        return LEAD_S + np.interp(quarter, grid, np.concatenate([[0], np.cumsum(length)[:-1]]))

    def level(self, quarter: float) -> float:
        at, names = corners(self.dynamics)
        return float(np.interp(quarter, at, [LEVELS[name] for name in names]))


def corners(text: str) -> tuple[list[float], list[str]]:
    """'0:p 8:ff' -> [0.0, 8.0], ['p', 'ff']"""
    pairs = [token.split(":") for token in text.split()]
    return [float(at) for at, _ in pairs], [value for _, value in pairs]


# --- Reading the notation --------------------------------------------------------------------------------------------


def pitch(name: str) -> int:
    """'f#4' -> 66; c4 is 60."""
    return 12 * (int(name[-1]) + 1) + pitch_class(name[:-1])


def pitch_class(name: str) -> int:
    return (_SEMITONES[name[0].lower()] + name.count("#") - name[1:].count("b")) % 12


def melody(text: str, start: float = 0.0, shift: int = 0, sounding: float = 0.94) -> list[Note]:
    """Notes from the notation; `shift` in semitones."""
    notes, length = [], 1.0
    for token in text.replace("|", " ").split():
        found = _NOTE.match(token)
        if not found:
            raise ValueError(f"not a note: {token!r}")
        names, written, marks = found.groups()
        length = float(written) if written else length
        if names != "r":
            share, accent = (0.45 if "'" in marks else sounding), (0.14 if "^" in marks else 0.0)
            notes += [Note(start, length, pitch(name) + shift, share, accent) for name in names.split("+")]
        start += length
    return notes


def harmony(text: str, start: float = 0.0) -> list[Chord]:
    chords, length = [], 1.0
    for token in text.replace("|", " ").split():
        found = _CHORD.match(token)
        if not found:
            raise ValueError(f"not a chord: {token!r}")
        root, quality, bass, written = found.groups()
        length = float(written) if written else length
        base = pitch_class(root)
        tones = tuple((base + step) % 12 for step in _QUALITIES[quality or ""])
        chords.append(Chord(start, length, tones, pitch_class(bass) if bass else base))
        start += length
    return chords


def voiced(chords: list[Chord], centre: int, count: int) -> list[tuple[Chord, list[int]]]:
    """`count` pitches for every chord, around `centre`, moving as little as possible from chord to chord."""
    result: list[tuple[Chord, list[int]]] = []
    before = [centre + 4 * (k - count // 2) for k in range(count)]
    for chord in chords:
        near = [p for p in range(centre - 9, centre + 10) if p % 12 in chord.tones]
        options = [near[k : k + count] for k in range(len(near) - count + 1)]
        best = min(options, key=lambda option: sum(abs(a - b) for a, b in zip(option, before, strict=True)))
        result.append((chord, best))
        before = [round(0.8 * a + 0.2 * (centre + 4 * (k - count // 2))) for k, a in enumerate(best)]
    return result


def sustained(chords: list[Chord], centre: int, count: int) -> list[Note]:
    return [Note(c.start, c.length, p, 0.97) for c, pitches in voiced(chords, centre, count) for p in pitches]


def struck(chords: list[Chord], centre: int, count: int, hits: Callable[[float], float | None]) -> list[Note]:
    """Chords repeated on the half quarters for which `hits(quarter)` gives a length."""
    notes = []
    for chord, pitches in voiced(chords, centre, count):
        for at in np.arange(chord.start, chord.start + chord.length, 0.5):
            length = hits(float(at))
            if length:
                notes += [Note(float(at), length, p, 0.6) for p in pitches]
    return notes


def bass_line(chords: list[Chord], lowest: int, *, sounding: float = 0.95) -> list[Note]:
    """The bass of every chord in the octave above `lowest`."""
    return [Note(c.start, c.length, lowest + (c.bass - lowest) % 12, sounding) for c in chords]


def hits(times: list[float], note: int, length: float = 0.5) -> list[Note]:
    return [Note(time, length, note) for time in times]


def timpani(times: list[float], drums: tuple[int, int], chords: list[Chord]) -> list[Note]:
    """Strokes on the first drum that belongs to the chord, none where neither does."""
    notes = []
    for time in times:
        tones = next(chord.tones for chord in chords if chord.start <= time < chord.start + chord.length)
        notes += [Note(float(time), 0.5, drum) for drum in drums if drum % 12 in tones][:1]
    return notes


def moved(notes: list[Note], semitones: int) -> list[Note]:
    return [Note(n.start, n.length, n.pitch + semitones, n.sounding, n.accent) for n in notes]


def between(notes: list[Note], start: float, end: float) -> list[Note]:
    return [note for note in notes if start <= note.start < end]


def from_quarter(chords: list[Chord], start: float) -> list[Chord]:
    return [chord for chord in chords if chord.start >= start]


# --- The works -------------------------------------------------------------------------------------------------------


def ode_to_joy() -> Piece:
    """Beethoven, Symphony 9, finale: the theme alone in the basses, then with the strings, then in full splendour."""
    opening = (
        "f#4:1 f#4 g4 a4 | a4 g4 f#4 e4 | d4 d4 e4 f#4 | f#4:1.5 e4:.5 e4:2 |"
        "f#4:1 f#4 g4 a4 | a4 g4 f#4 e4 | d4 d4 e4 f#4 | e4:1.5 d4:.5 d4:2 |"
    )
    # The last line enters a quarter early, tied over the bar line: Beethoven's surprise.
    closing = (
        "e4:1 e4 f#4 d4 | e4 f#4:.5 g4 f#4:1 d4 | e4 f#4:.5 g4 f#4:1 e4 | d4 e4 a3 f#4:2^ |"
        "f#4:1 g4 a4 | a4 g4 f#4 e4 | d4 d4 e4 f#4 | e4:1.5 d4:.5 d4:2"
    )
    first = "D:2 G/B:1 D/A | D/F# Em/G D/A A | D Bm A/C# D | D/A:1.5 A7:.5 A:2 |"
    second = "D:2 G/B:1 D/A | D/F# Em/G D/A A | D Bm A/C# D | A7:2 D:2 |"
    middle = "A:1 A/C# D:2 | A/C#:1 A D:2 | A/C#:1 D F#/A# F#7/A# | Bm E7 A D |"
    quiet, loud = harmony(first + second, 32), harmony(middle + second, 64)
    theme, full = melody(opening, 32), melody(closing, 64)
    rolls = [64, 66, 68, 70, 72, 74, 76, 78, *np.arange(80, 92, 2), *np.arange(92, 94, 0.25), 94]
    piece = Piece(
        "ode_to_joy",
        ".mp3",
        beats_per_bar=4,
        first=0,
        last=96,
        tempo="0:148 30:150 34:156 62:158 66:164 88:166 91:156 94:118 96:100",
        dynamics="0:p 12:mp 31:p 33:p 52:mp 60:mf 64:ff 80:f 90:ff 96:ff",
    )
    counter = (
        "r:2 d4:1 d4 | c#4 b3 a3 g3 | f#3 f#3 a3 a3 | a3:2 a3 |"
        "d4:1 a3 b3 d4 | d4 b3 a3 c#4 | d4 f#4 e4 d4 | c#4:1.5 d4:.5 d4:2"
    )
    piece.parts = [
        Part(CELLOS, melody(opening, shift=-12) + bass_line(quiet, 43) + bass_line(loud, 43), 0.85, 0.66),
        Part(BASSES, melody(opening, shift=-24) + bass_line(quiet, 31) + bass_line(loud, 31), 0.85, 0.74),
        Part(VIOLINS, theme + moved(full, 12) + full, 0.85, 0.28),
        Part(VIOLAS, sustained(quiet, 57, 2) + sustained(loud, 59, 3), 0.6, 0.55),
        Part(BASSOON, melody(counter, 32) + bass_line(loud, 43), 0.7, 0.52),
        Part(CLARINET, between(theme, 48, 64) + full, 0.55, 0.48),
        Part(FLUTE, moved(full, 24), 0.6, 0.42),
        Part(OBOE, moved(full, 12), 0.5, 0.46),
        Part(TRUMPETS, moved(full, 12), 0.62, 0.58),
        Part(HORNS, sustained(from_quarter(quiet, 48), 55, 2) + sustained(loud, 57, 2), 0.55, 0.38),
        Part(TROMBONES, sustained(loud, 50, 3), 0.55, 0.62),
        Part(TIMPANI, timpani(rolls, (50, 45), loud), 0.8, 0.5),
        Part(0, hits([64, 79, 94], CYMBALS, 2.0), 0.5, 0.5, drums=True),
    ]
    return piece


def blue_danube() -> Piece:
    """Johann Strauss II, An der schoenen blauen Donau: the first waltz."""
    tune = (
        "d4:1 | d4 f#4 a4 | a4:3 | r:2 r:1 | r:2 d4:1 | d4 f#4 a4 | a4:3 | r:3 | r:2 c#4:1 |"
        "c#4 e4 b4 | b4:3 | r:3 | r:2 c#4:1 | c#4 e4 b4 | b4:3 | r:3 | r:2 d4:1 |"
        "d4 f#4 a4 | d5:3 | r:3 | r:2 d4:1 | d4 f#4 a4 | d5:3 | r:3 | r:2 e4:1 |"
        "e4 g4 b4 | b4:4 g#4:1 a4 | f#5:4^ d5:1 f#4 | f#4:2 e4:1 | b4:2 a4:1 | d4:1' r:2"
    )
    answers = (
        "r:4 | r:1 f#5+a5:1' f#5+a5' | r d5+f#5' d5+f#5' | r:3 | r:3 | r:1 f#5+a5' f#5+a5' | r e5+g5' e5+g5' | r:3 |"
        "r:3 | r:1 g5+b5' g5+b5' | r e5+g5' e5+g5' | r:3 | r:3 | r:1 g5+b5' g5+b5' | r d5+f#5' d5+f#5' | r:3 |"
        "r:3 | r:1 a5+d6' a5+d6' | r f#5+a5' f#5+a5' | r:3 | r:3 | r:1 a5+d6' a5+d6' | r g5+b5' g5+b5' | r:3 |"
    )
    chords = harmony(
        "D:3 D/A D D/A | D D/A A7 A7/E | A7 A7/E A7 A7/E | A7 A7/E D D/A |"
        "D D/F# D D/A | D D/F# G G/D | Em Em/B E7/B D/A | D/F# A7 A7/E D:3"
    )
    rest = from_quarter(chords, 0)
    ends = 93.0

    def swing(at: float) -> float | None:
        return 0.8 if at < ends and at % 3 in (1.0, 2.0) else None

    tune_notes = melody(tune, -1, sounding=0.98)
    late = between(tune_notes, 47, 97)
    piece = Piece(
        "blue_danube",
        ".ogg",
        beats_per_bar=3,
        first=-1,
        last=96,
        tempo="-1:118 2:140 6:164 24:172 46:168 48:176 70:178 74:160 81:152 84:164 90:150 93:126 96:120",
        dynamics="-1:p 22:mp 44:mf 47:mf 70:f 75:ff 84:f 92:mf 96:mf",
    )
    piece.parts = [
        Part(VIOLINS, tune_notes + moved(late, 12), 0.85, 0.28),
        Part(HORNS, between(tune_notes, -1, 47), 0.6, 0.40),
        Part(CELLOS, moved(tune_notes, -12), 0.7, 0.66),
        Part(CLARINET, late, 0.55, 0.48),
        Part(FLUTE, melody(answers, -1), 0.75, 0.42),
        Part(OBOE, melody(answers, -1, shift=-12), 0.5, 0.50),
        Part(HARP, melody(answers, -1, shift=-12), 0.6, 0.2),
        Part(BASSES, bass_line(rest, 33, sounding=0.33), 0.9, 0.74),
        Part(PIZZICATO, bass_line(rest, 45, sounding=0.3), 0.75, 0.70),
        Part(VIOLAS, struck(rest, 60, 3, swing), 0.62, 0.56),
        Part(HORNS, struck(rest, 57, 2, lambda at: swing(at) if at >= 48 else None), 0.42, 0.36),
        Part(TIMPANI, timpani([48, 51, 60, 63, 81, 84, 87, 90, 93], (50, 45), chords), 0.55, 0.5),
        Part(TRUMPETS, between(late, 71, 96), 0.42, 0.6),
        Part(0, hits([4, 5, 16, 17, 28, 29, 40, 41, 52, 53, 64, 65], TRIANGLE, 1.0), 0.35, 0.6, drums=True),
    ]
    return piece


def mountain_king() -> Piece:
    """Grieg, Peer Gynt, In the Hall of the Mountain King: tiptoe in the basses, faster and louder to the crash."""
    home = (
        "b2:.5' c#3' d3' e3' f#3' d3' f#3:1^ | e#3:.5' c#3' e#3:1^ e3:.5' c3' e3:1^ |"
        "b2:.5' c#3' d3' e3' f#3' d3' f#3' b3' | a3' f#3' d3' f#3' a3:2 |"
    )
    away = (
        "f#3:.5' g#3' a#3' b3' c#4' a#3' c#4:1^ | d4:.5' a#3' d4:1^ c#4:.5' a#3' c#4:1^ |"
        "f#3:.5' g#3' a#3' b3' c#4' a#3' c#4:1^ | d4:.5' a#3' d4:1^ c#4:2 |"
    )
    tune = melody(home + away + home + away + home, 0)
    at_home, at_away = "Bm:4 C#/E#:2 C/E:2 Bm:4 D:4 |", "F#:4 D+/F#:2 F#:2 F#:4 D+/F#:2 F#:2 |"
    chords = harmony(at_home + at_away + at_home + at_away + at_home)
    end = 80.0
    last = melody("r:1 b4+d5+f#5:.5^ r b4+d5+f#5^ r r:1 | r:1 b4+d5+f#5:.5^ r b4+d5+f#5^ r r:1 | b4+d5+f#5:2^", end)
    last_bass = melody("r:1 b2:.5^ r b2^ r r:1 | r:1 b2:.5^ r b2^ r r:1 | b2:2^", end)
    crashes = [end + 1, end + 2, end + 5, end + 6, end + 8]

    def off_beats(start: float, stop: float = 80) -> Callable[[float], float | None]:
        return lambda at: 0.4 if start <= at < stop and at % 1 == 0.5 else None

    on = [Note(c.start + k, 1, 35 + (p - 35) % 12, 0.35) for c in chords for k, p in stepping(c)]
    piece = Piece(
        "mountain_king",
        ".m4a",
        beats_per_bar=4,
        first=0,
        last=90,
        tempo="0:118 16:124 32:140 48:162 64:186 78:206 90:200",
        dynamics="0:pp 16:p 32:mp 48:mf 63:f 64:ff 80:fff 90:fff",
    )
    rolls = [*np.arange(48, 64, 2), *np.arange(64, 79), *np.arange(79, 80, 0.25)]
    lone, high, top = between(tune, 0, 32), between(tune, 32, 64), between(tune, 64, 80)
    ending = harmony("Bm:10", end)
    piece.parts = [
        Part(CELLOS, lone + moved(top, -12) + last_bass, 0.8, 0.66),
        Part(BASSES, moved(between(tune, 0, 16), -12) + between(on, 16, 80) + moved(last_bass, -12), 0.9, 0.74),
        Part(BASSOON, between(tune, 0, 48) + between(on, 48, 80), 0.7, 0.52),
        Part(PIZZICATO, between(on, 0, 64) + struck(chords, 60, 3, off_beats(16, 64)), 0.75, 0.45),
        Part(VIOLINS, moved(high, 12) + moved(top, 24) + last, 0.85, 0.28),
        Part(CLARINET, moved(high, 12), 0.5, 0.48),
        Part(OBOE, moved(between(tune, 48, 80), 12), 0.5, 0.50),
        Part(FLUTE, moved(between(tune, 48, 80), 24), 0.6, 0.42),
        Part(PICCOLO, moved(top, 24) + moved(last, 12), 0.5, 0.42),
        Part(TREMOLO, sustained(from_quarter(chords, 64), 62, 3), 0.6, 0.35),
        Part(HORNS, struck(chords, 57, 3, off_beats(48)) + moved(last, -12), 0.6, 0.38),
        Part(TRUMPETS, moved(top, 12) + last, 0.6, 0.58),
        Part(TROMBONES, struck(chords, 52, 3, off_beats(64)) + moved(last, -12), 0.6, 0.62),
        Part(TUBA, between(on, 64, 80) + last_bass, 0.7, 0.64),
        Part(TIMPANI, timpani([*rolls, *crashes], (47, 42), chords + ending), 0.8, 0.5),
        Part(0, hits([64, 72, *crashes], CYMBALS, 2.0), 0.55, 0.5, drums=True),
        Part(0, hits([*np.arange(64, 80, 2), *crashes], BASS_DRUM), 0.6, 0.5, drums=True),
    ]
    return piece


def stepping(chord: Chord) -> list[tuple[float, int]]:
    """Bass and fifth in turn, a quarter each: the plucked tread under the tune."""
    fifth = chord.tones[2]
    return [(float(k), chord.bass if k % 2 == 0 else fifth) for k in range(int(chord.length))]


# --- Playing ---------------------------------------------------------------------------------------------------------


def midi(piece: Piece, rng: np.random.Generator) -> bytes:
    """The piece as a standard MIDI file of format 1; all tempo lies in the note times."""
    tracks = []
    channels = iter(channel for channel in range(16) if channel != DRUMS)
    for part in piece.parts:
        tracks.append(track(piece, part, DRUMS if part.drums else next(channels), rng))
    head = b"MThd" + struct.pack(">IHHH", 6, 1, len(tracks), 480)
    return head + b"".join(b"MTrk" + struct.pack(">I", len(data)) + data for data in tracks)


def track(piece: Piece, part: Part, channel: int, rng: np.random.Generator) -> bytes:
    events: list[tuple[float, int, bytes]] = [
        (0.0, 0, bytes([0xC0 | channel, part.program])),
        (0.0, 1, bytes([0xB0 | channel, 7, round(127 * part.volume)])),
        (0.0, 1, bytes([0xB0 | channel, 10, round(127 * part.pan)])),
        (0.0, 1, bytes([0xB0 | channel, 91, 55])),
    ]
    for quarter in np.arange(piece.first, piece.last, 0.25):  # CC11, expression: the swell inside held notes
        level = 0.6 + 0.4 * piece.level(quarter)
        events.append((float(piece.seconds(quarter)), 2, bytes([0xB0 | channel, 11, round(127 * level)])))
    lag = rng.normal(0, 0.003) - EARLY_S.get(part.program, 0.0) * (not part.drums)
    for note in part.notes:
        events += note_events(piece, note, channel, lag + rng.normal(0, 0.004), rng.normal(0, 0.02))
    return packed(events)


def note_events(piece: Piece, note: Note, channel: int, late_s: float, louder: float) -> list[tuple[float, int, bytes]]:
    level = piece.level(note.start) + note.accent + louder
    level += 0.05 * (note.start % piece.beats_per_bar == 0)  # a bar has a first beat
    velocity = int(np.clip(40 + 82 * level, 8, 127))
    begin = float(piece.seconds(note.start)) + late_s
    end = float(piece.seconds(note.start + note.length * note.sounding)) + late_s
    return [
        (begin, 4, bytes([0x90 | channel, note.pitch, velocity])),
        (max(end, begin + 0.05), 3, bytes([0x80 | channel, note.pitch, 0])),
    ]


def packed(events: list[tuple[float, int, bytes]]) -> bytes:
    """Events (seconds, rank at one time, message) -> the data of a MIDI track."""
    data, now = bytearray(), 0
    for seconds, _, message in sorted(events, key=lambda event: event[:2]):
        tick = max(round(seconds * TICKS_PER_S), now)
        data += variable_length(tick - now) + message
        now = tick
    return bytes(data) + b"\x00\xff\x2f\x00"


def variable_length(value: int) -> bytes:
    """MIDI's numbers: seven bits a byte, the high bit set on all but the last."""
    out = [value & 0x7F]
    while value := value >> 7:
        out.append(0x80 | (value & 0x7F))
    return bytes(reversed(out))


def play(song: bytes, soundfont: Path, seconds: float) -> np.ndarray:
    """(n, 2) float32 at 44 100 Hz, in a hall, faded at both ends, peak at -1 dB."""
    with tempfile.TemporaryDirectory() as folder:
        score, sound = Path(folder) / "song.mid", Path(folder) / "song.raw"
        score.write_bytes(song)
        settings = {"synth.reverb.room-size": 0.78, "synth.reverb.damp": 0.35, "synth.reverb.width": 0.9,
                    "synth.reverb.level": 0.55, "synth.chorus.active": 0, "synth.gain": 0.25}  # fmt: skip
        options = [item for key, value in settings.items() for item in ("-o", f"{key}={value}")]
        command = ["fluidsynth", "-ni", "-q", *options, "-r", str(SAMPLE_RATE), "-O", "float", "-T", "raw"]
        subprocess.run([*command, "-F", str(sound), str(soundfont), str(score)], check=True)
        samples = np.fromfile(sound, "<f4").reshape(-1, 2)[: round(seconds * SAMPLE_RATE)]
    fade = np.ones(len(samples))
    fade[: SAMPLE_RATE // 100] = np.linspace(0, 1, SAMPLE_RATE // 100)
    tail = round(0.8 * TAIL_S * SAMPLE_RATE)
    fade[-tail:] = np.linspace(1, 0, tail) ** 2
    samples = levelled(samples) * fade[:, None]
    return (samples * (10 ** (-1 / 20) / np.abs(samples).max())).astype(np.float32)


def levelled(samples: np.ndarray) -> np.ndarray:
    """Softens the contrast of loud and soft, so that the softest bars are heard from a laptop, too."""
    power = gaussian_filter1d((samples**2).mean(1), 0.4 * SAMPLE_RATE, truncate=2)
    floor = power.max() * 1e-4
    return samples * np.maximum(power, floor)[:, None] ** (-0.5 * EVENNESS)


CODECS = {".mp3": ("libmp3lame", 128_000), ".m4a": ("aac", 128_000)}


def encode(samples: np.ndarray, path: Path, title: str) -> None:
    """Write (n, 2) samples as mp3, AAC or, by libsndfile as PyAV has no good encoder for it, Ogg Vorbis."""
    if path.suffix == ".ogg":
        with soundfile.SoundFile(path, "w", SAMPLE_RATE, 2, format="OGG", subtype="VORBIS") as file:
            for start in range(0, len(samples), SAMPLE_RATE):
                file.write(samples[start : start + SAMPLE_RATE])
        return
    codec, bit_rate = CODECS[path.suffix]
    with av.open(str(path), "w") as container:
        container.metadata["title"] = title
        container.metadata["copyright"] = "CC0-1.0"
        stream = container.add_stream(codec, rate=SAMPLE_RATE, layout="stereo")
        stream.bit_rate = bit_rate
        size = stream.codec_context.frame_size or 1024
        for start in range(0, len(samples), size):
            block = np.ascontiguousarray(samples[start : start + size].T)
            frame = av.AudioFrame.from_ndarray(block, format="fltp", layout="stereo")
            frame.sample_rate, frame.pts = SAMPLE_RATE, start
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def write_beats(piece: Piece, path: Path) -> None:
    """One line a beat: seconds, and 1 for the first of a bar, else 0."""
    quarters = np.arange(piece.first, piece.last)
    lines = [f"{piece.seconds(q):.3f}\t{int(q % piece.beats_per_bar == 0)}" for q in quarters]
    path.write_text("# time_s\tis_downbeat\n" + "\n".join(lines) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--soundfont", type=Path, default=Path("/usr/share/sounds/sf2/FluidR3_GM.sf2"))
    parser.add_argument("--out", type=Path, default=Path(__file__).parent)
    options = parser.parse_args()
    for make in (ode_to_joy, blue_danube, mountain_king):
        piece = make()
        seconds = float(piece.seconds(piece.last)) + TAIL_S
        samples = play(midi(piece, np.random.default_rng(5)), options.soundfont, seconds)
        path = options.out / f"{piece.name}{piece.suffix}"
        encode(samples, path, piece.name.replace("_", " "))
        write_beats(piece, path.with_suffix(".beats.tsv"))
        print(f"{path.name}: {seconds:.1f} s, {path.stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    main()
