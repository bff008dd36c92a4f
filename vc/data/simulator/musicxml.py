"""Real scores: MusicXML, as OpenScore publishes quartets and songs under CC0, to the note list of `score`.

Reading is partitura's (Cancino-Chacón et al. 2022), which knows the format's exceptions; here its objects become notes,
bars, dynamics and tempi. Repeats are played as written, once.
"""

import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from vc.data.simulator.score import MIDDLE_LEVEL, Gradual, Hold, Note, Score, Voice
from vc.errors import DatasetError
from vc.metre import EPSILON_Q, Bar, mark_anacruses

ENDINGS = (".mxl", ".musicxml", ".xml")
LEVELS = {"ppp": 0.08, "pp": 0.16, "p": 0.30, "mp": 0.42, "mf": 0.56, "f": 0.72, "ff": 0.88, "fff": 1.0}
HAIRPIN_STEP = 0.16  # change of level where a hairpin ends without a mark
TEMPO_WORDS = {  # quarters a minute; the first that occurs in the text counts
    "prestissimo": 184, "presto": 168, "vivac": 150, "allegretto": 108, "allegro": 134, "moderato": 100,
    "andantino": 84, "andante": 76, "adagietto": 66, "adagio": 58, "larghetto": 62, "largo": 50, "lento": 54,
    "grave": 44, "schnell": 140, "lebhaft": 132, "bewegt": 112, "mäßig": 92, "langsam": 60, "ruhig": 70, "lent": 58,
}  # fmt: skip
PROGRAMS = {
    "violoncello": 42, "cello": 42, "viola": 41, "bratsche": 41, "violin": 40, "contrabass": 43, "piano": 0,
    "klavier": 0, "organ": 19, "harp": 46, "guitar": 24, "flute": 73, "oboe": 68, "clarinet": 71, "bassoon": 70,
    "horn": 60, "voice": 53, "sing": 53, "soprano": 53, "alto": 53, "tenor": 53, "bariton": 53, "bass": 53,
}  # fmt: skip
ARTICULATIONS = {
    "staccato": "staccato", "staccatissimo": "staccato", "spiccato": "staccato", "tenuto": "tenuto",
    "detached-legato": "tenuto", "strong-accent": "marcato",
}  # fmt: skip
_GRACE_Q = 0.12
_TREMOLO_Q, _TRILL_Q = 0.125, 0.125


def list_scores(folder: Path) -> list[Path]:
    """All MusicXML files below a folder, sorted by name. Raises DatasetError if there is none."""
    if not folder.is_dir():
        raise DatasetError(f"{folder} is no folder. Name the folder of your clone of OpenScore's scores.")
    found = sorted(path for path in folder.rglob("*") if path.suffix.lower() in ENDINGS and path.is_file())
    if not found:
        raise DatasetError(f"{folder} holds no {', '.join(ENDINGS)} files. Name a folder of MusicXML scores.")
    return found


def read_musicxml(path: Path) -> Score:
    """One file as a Score whose title is the file's name.

    Raises DatasetError if it cannot be read, holds no notes, no metre, or a metre nobody conducts.
    """
    try:
        import partitura
    except ModuleNotFoundError as error:
        raise DatasetError("Reading scores needs partitura. Install it: pip install partitura") from error
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of ties and voices that it mends
            score = _Reader(list(partitura.load_musicxml(str(path)).parts)).score(path.stem)
    except DatasetError as error:
        raise DatasetError(f"{path.name}: {error}") from error
    except Exception as error:  # whatever a damaged file provokes in the parser: one file is skipped, not the run
        raise DatasetError(f"{path.name} cannot be read as MusicXML: {type(error).__name__}: {error}") from error
    return score


class _Reader:
    """The parts of one file, and what is asked of all of them."""

    def __init__(self, parts: list[Any]) -> None:
        import partitura.score

        self._kinds = partitura.score
        self._parts = [part for part in parts if part.notes_tied]
        if not self._parts:
            raise DatasetError("it holds no notes")
        self._clocks = [_quarters(part) for part in self._parts]

    def score(self, title: str) -> Score:
        bars = self._bars()
        voices: list[Voice] = []
        notes: list[Note] = []
        for part, clock in zip(self._parts, self._clocks, strict=True):
            staves = sorted({note.staff or 1 for note in part.notes_tied})
            knots = self._dynamics(part, clock)
            program = _program(part.part_name or "")
            numbers = {staff: len(voices) + i for i, staff in enumerate(staves)}
            voices += [Voice(f"{part.part_name or 'part'} {staff}", program, knots) for staff in staves]
            accents = self._accents(part)
            for written in part.notes_tied:
                notes += _notes(written, clock, numbers[written.staff or 1], accents)
        notes = sorted((n for n in notes if n.start_q >= -EPSILON_Q), key=lambda n: (n.start_q, n.voice, n.pitch))
        return Score(
            title, tuple(notes), bars, tuple(voices), self._tempi(bars), self._holds(notes), self._graduals(bars)
        )

    def _all(self, kind: Any, *, subclasses: bool = False) -> Iterator[tuple[Any, float]]:
        """Every object of a kind in all parts, with its place in quarters."""
        for part, clock in zip(self._parts, self._clocks, strict=True):
            for found in part.iter_all(kind, include_subclasses=subclasses):
                yield found, float(clock(found.start.t))

    def _bars(self) -> tuple[Bar, ...]:
        part, clock = self._parts[0], self._clocks[0]
        measures = [m for m in part.iter_all(self._kinds.Measure) if m.end is not None and m.end.t > m.start.t]
        metres = [(t.start.t, t.beats, t.beat_type) for t in part.iter_all(self._kinds.TimeSignature)]
        if not metres or not measures:
            raise DatasetError("it has no metre")
        if any(unit not in (1, 2, 4, 8, 16, 32) or not 1 <= count <= 24 for _, count, unit in metres):
            raise DatasetError(f"it has a metre nobody conducts: {sorted({(c, u) for _, c, u in metres})}")
        bars: list[Bar] = []
        for measure in measures:
            _, count, unit = [m for m in metres if m[0] <= measure.start.t or m is metres[0]][-1]
            start, end = float(clock(measure.start.t)), float(clock(measure.end.t))
            bars.append(Bar(start, end - start, int(count), int(unit)))
        return mark_anacruses(bars)

    def _tempi(self, bars: tuple[Bar, ...]) -> tuple[tuple[float, float], ...]:
        """Metronome marks; where there are none, what the Italian or German word stands for; may be empty."""
        marks = {at: 60e6 / tempo.microseconds_per_quarter for tempo, at in self._all(self._kinds.Tempo)}
        for word, at in self._all(self._kinds.ConstantTempoDirection):
            known = [qpm for name, qpm in TEMPO_WORDS.items() if name in (word.raw_text or word.text or "").lower()]
            if known and not any(abs(at - other) < 2 for other in marks):
                marks[at] = known[0] * _word_beat_q(bars, at)
        marks = {at: qpm for at, qpm in marks.items() if 16 <= qpm <= 480}
        return tuple(sorted(marks.items()))

    def _holds(self, notes: list[Note]) -> tuple[Hold, ...]:
        """A fermata holds at the end of the longest note below it; the same one stands in every part."""
        holds: dict[float, Hold] = {}
        for _, at in self._all(self._kinds.Fermata):
            below = [n.end_q for n in notes if abs(n.start_q - at) < EPSILON_Q]
            end = max(below, default=at + 1)
            if not any(abs(end - other) < 2 for other in holds):
                holds[end] = Hold(end, 0.0)
        return tuple(holds[end] for end in sorted(holds))

    def _graduals(self, bars: tuple[Bar, ...]) -> tuple[Gradual, ...]:
        found = []
        for kind, ratio in ((self._kinds.DecreasingTempoDirection, 0.72), (self._kinds.IncreasingTempoDirection, 1.25)):
            places = sorted({at for _, at in self._all(kind)})
            found += [Gradual(at, at + 2 * _bar_at(bars, at).full_q, ratio) for at in places]
        return tuple(sorted(found, key=lambda g: g.start_q))

    def _accents(self, part: Any) -> set[int]:
        """Divisions at which sf, fz, rf and the like stand."""
        return {mark.start.t for mark in part.iter_all(self._kinds.ImpulsiveLoudnessDirection)}

    def _dynamics(self, part: Any, clock: Any) -> tuple[tuple[float, float], ...]:
        """Marks and hairpins of one part as knots of a level curve."""
        kinds = self._kinds
        marks = {
            float(clock(m.start.t)): LEVELS[m.text]
            for m in part.iter_all(kinds.ConstantLoudnessDirection) if m.text in LEVELS
        }  # fmt: skip
        ramps = [
            (float(clock(m.start.t)), float(clock(m.end.t)) if m.end else float(clock(m.start.t)) + 6.0, sign)
            for sign, kind in ((1, kinds.IncreasingLoudnessDirection), (-1, kinds.DecreasingLoudnessDirection))
            for m in part.iter_all(kind)
        ]
        return level_knots(marks, sorted(ramps))


def level_knots(
    marks: dict[float, float], ramps: list[tuple[float, float, int]]
) -> tuple[tuple[float, float], ...]:  # fmt: skip
    """Steps at the marks, slopes along the hairpins (start, end, sign) towards the mark that follows, if it fits."""
    first = marks[min(marks)] if marks else MIDDLE_LEVEL
    knots = [(0.0, first)]
    events = sorted([(at, 0, at, 0) for at in marks] + [(start, 1, end, sign) for start, end, sign in ramps])
    for at, is_ramp, end, sign in events:
        level, last = knots[-1][1], knots[-1][0]
        if not is_ramp:
            if at >= last:
                knots += [(max(at - 0.01, last), level), (at, marks[at])]
        elif at >= last and end > at:
            following = [place for place in marks if at < place <= end + 1.0]
            target = marks[min(following)] if following else level
            fits = (target - level) * sign > 0
            end = min([end, *following])
            knots += [(at, level), (end, target if fits else float(np.clip(level + sign * HAIRPIN_STEP, 0.05, 1.0)))]
    return tuple(knots)


def _quarters(part: Any) -> Any:
    """Divisions to quarters from the beginning; partitura's own map counts from the first full bar."""
    origin = float(part.quarter_map(part.first_point.t))
    return lambda t: float(part.quarter_map(t)) - origin


def _bar_at(bars: tuple[Bar, ...], place_q: float) -> Bar:
    return [bar for bar in bars if bar.start_q <= place_q + EPSILON_Q or bar is bars[0]][-1]


def _word_beat_q(bars: tuple[Bar, ...], place_q: float) -> float:
    """Tempo words name the speed of beats: quarters per beat of the metre, less the custom to beat eighths slower."""
    bar = _bar_at(bars, place_q)
    if bar.count % 3 == 0 and bar.count > 3:
        return 12 / bar.unit * 0.75
    return {2: 1.5, 8: 0.7}.get(bar.unit, 1.0)


def _program(name: str) -> int:
    lower = name.lower()
    return next((program for word, program in PROGRAMS.items() if word in lower), 0)


def _notes(written: Any, clock: Any, voice: int, accents: set[int]) -> Iterator[Note]:
    """A written note as played: graces before the beat, trills and tremolos in full."""
    pitch = getattr(written, "midi_pitch", None)
    if pitch is None or not 12 <= pitch <= 115:
        return
    start = clock(written.start.t)
    marks = set(written.articulations or ())
    articulation = next((name for mark, name in ARTICULATIONS.items() if mark in marks), "")
    emphasis = 0.6 if marks & {"accent", "strong-accent"} else 0.0
    if written.start.t in accents:
        emphasis = 0.9
    if type(written).__name__ == "GraceNote":
        yield Note(start - _GRACE_Q, _GRACE_Q, pitch, voice, "", -0.2)
        return
    length = clock(written.start.t + written.duration_tied) - start
    if length <= EPSILON_Q:
        return
    yield from _ornamented(Note(start, length, pitch, voice, articulation, emphasis), set(written.ornaments or ()))


def _ornamented(note: Note, ornaments: set[str]) -> Iterator[Note]:
    step = _TREMOLO_Q if "tremolo" in ornaments else _TRILL_Q if "trill-mark" in ornaments else 0.0
    if not step or note.length_q < 4 * step:
        yield note
        return
    count = round(note.length_q / step)
    for i in range(count):
        pitch = note.pitch + (2 * (i % 2) if "trill-mark" in ornaments else 0)
        yield Note(note.start_q + i * note.length_q / count, note.length_q / count, pitch, note.voice, "legato",
                   note.emphasis if i == 0 else -0.2)  # fmt: skip
