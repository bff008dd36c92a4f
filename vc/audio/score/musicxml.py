"""MusicXML (partwise or timewise, 1.0 to 4.0) to a Score, from bytes that nobody has checked."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

import numpy as np

from vc.audio.score.notation import Mark, Notes, Score
from vc.errors import ScoreError
from vc.metre import EPSILON_Q, Bar, mark_anacruses

MOST_NOTES = 400_000  # Mahler's longest symphony has some 150 000
MOST_DIVISIONS = 1 << 20
STEPS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
BEAT_UNITS = {"whole": 4.0, "half": 2.0, "quarter": 1.0, "eighth": 0.5, "16th": 0.25, "32nd": 0.125}
ENTRY_REST_Q = 16.0  # four bars of four: an instrument that was silent so long comes in


def parse_musicxml(data: bytes, title: str) -> Score:
    """Raises ScoreError for what is no MusicXML, declares entities, or holds no notes or no metre."""
    root = parse_xml(data)
    parts = _parts(root)
    names = _names(root, len(parts))
    readings = [_Part(measures, name) for measures, name in zip(parts, names, strict=True) if measures]
    if not any(reading.notes for reading in readings):
        raise ScoreError("it holds no notes")
    lengths = np.zeros(max(len(reading.lengths) for reading in readings))
    for reading in readings:
        lengths[: len(reading.lengths)] = np.maximum(lengths[: len(reading.lengths)], reading.lengths)
    starts = np.concatenate([[0.0], np.cumsum(lengths)])
    first = max(readings, key=lambda reading: len(reading.lengths))
    if not any(first.metres):
        raise ScoreError("it has no metre")
    bars = _bars(first, lengths, starts)
    notes = _notes(readings, starts)
    marks = sorted({*_marks(readings, starts), *_entries(readings, starts)}, key=lambda mark: (mark.place_q, mark.kind))
    tempi = dict(sorted((starts[bar] + at, qpm) for reading in readings for bar, at, qpm in reading.tempi))
    return Score(title, notes, bars, tuple(tempi.items()), _jumps(readings, starts), tuple(marks))


def parse_xml(data: bytes) -> Element:
    """The document's elements. A DOCTYPE may name the DTD, which is not read; entities are refused."""
    builder = TreeBuilder()
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def refuse(*_: Any) -> None:
        raise ScoreError("it declares XML entities, which no score needs. Export it again from a notation program")

    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = lambda name, attributes: builder.start(name, attributes)
    parser.EndElementHandler = lambda name: builder.end(name)
    parser.CharacterDataHandler = lambda text: builder.data(text)
    try:
        parser.Parse(data, True)
        return builder.close()
    except expat.ExpatError as error:
        raise ScoreError(f"it is no XML: {error}") from error


def _parts(root: Element) -> list[list[Element]]:
    """The measures of each part."""
    if root.tag == "score-partwise":
        return [part.findall("measure") for part in root.findall("part")]
    if root.tag == "score-timewise":
        by_part: dict[str, list[Element]] = {}
        for measure in root.findall("measure"):
            for part in measure.findall("part"):
                by_part.setdefault(part.get("id", ""), []).append(part)
        return list(by_part.values())
    raise ScoreError(f"it is XML, but no MusicXML: it begins with <{root.tag[:40]}>")


def _names(root: Element, count: int) -> list[str]:
    """Of the parts as they are printed, in the order of the part list; their numbers where they have none."""
    printed = [" ".join((part.findtext("part-name") or "").split()) for part in root.findall("part-list/score-part")]
    printed = printed if len(printed) == count else [""] * count
    return [name or f"part {number + 1}" for number, name in enumerate(printed)]


@dataclass
class _Note:
    bar: int
    at_q: float
    length_q: float
    pitch: int
    tied: bool  # to the note before


@dataclass
class _Part:
    """One part, measure by measure; places count from the beginning of their bar."""

    measures: list[Element]
    name: str
    notes: list[_Note] = field(default_factory=list)
    lengths: list[float] = field(default_factory=list)
    metres: list[tuple[int, int] | None] = field(default_factory=list)
    tempi: list[tuple[int, float, float]] = field(default_factory=list)
    marks: list[tuple[int, float, str, str]] = field(default_factory=list)
    signs: list[tuple[int, float, str]] = field(default_factory=list)  # repeats, endings, segno and so on

    def __post_init__(self) -> None:
        self._divisions = 1.0
        self._transpose = 0
        for bar, measure in enumerate(self.measures):
            self._read(bar, measure)

    def _read(self, bar: int, measure: Element) -> None:
        now = longest = start = 0.0
        self.metres.append(None)
        for element in measure:
            match element.tag:
                case "attributes":
                    self._attributes(bar, element)
                case "note":
                    length = self._duration(element)
                    if element.find("chord") is None:
                        start, now = now, now + length
                    self._note(bar, start, length, element)
                case "backup":
                    now = max(now - self._duration(element), 0.0)
                case "forward":
                    now += self._duration(element)
                case "direction":
                    self._direction(bar, now + _number(element.findtext("offset")) / self._divisions, element)
                case "sound":
                    self._sound(bar, now, element)
                case "barline":
                    self._barline(bar, element)
            longest = max(longest, now)
        self.lengths.append(longest)

    def _duration(self, element: Element) -> float:
        if element.find("grace") is not None:
            return 0.0
        return max(_number(element.findtext("duration")), 0.0) / self._divisions

    def _attributes(self, bar: int, element: Element) -> None:
        divisions = _number(element.findtext("divisions"))
        if 0 < divisions <= MOST_DIVISIONS:
            self._divisions = divisions
        time = element.find("time")
        if time is not None and time.findtext("beats"):
            counts = [_number(part) for part in (time.findtext("beats") or "").split("+")]
            count, unit = round(sum(counts)), round(_number(time.findtext("beat-type")))
            if unit not in (1, 2, 4, 8, 16, 32, 64) or not 1 <= count <= 64:
                raise ScoreError(f"it has a metre that nobody conducts: {count}/{unit}")
            self.metres[bar] = (count, unit)
        transpose = element.find("transpose")
        if transpose is not None:
            octave = _number(transpose.findtext("octave-change"))
            self._transpose = round(_number(transpose.findtext("chromatic")) + 12 * octave)

    def _note(self, bar: int, start: float, length: float, element: Element) -> None:
        if element.find("notations/fermata") is not None:
            self.marks.append((bar, start, "fermata", ""))
        pitch = element.find("pitch")
        if pitch is None or element.find("cue") is not None:
            return
        octave, alter = _number(pitch.findtext("octave")), _number(pitch.findtext("alter"))
        step = STEPS.get((pitch.findtext("step") or "").strip())
        if step is None:
            return
        tied = any(tie.get("type") == "stop" for tie in element.findall("tie"))
        number = round(12 * (octave + 1) + step + alter) + self._transpose
        if 0 <= number <= 127:
            self.notes.append(_Note(bar, start, length, number, tied))
        if len(self.notes) > MOST_NOTES:
            raise ScoreError(f"it has more than {MOST_NOTES} notes")

    def _direction(self, bar: int, at: float, element: Element) -> None:
        for kind in element.findall("direction-type"):
            for words in kind.findall("words"):
                text = " ".join((words.text or "").split())[:80]
                if text:
                    self.marks.append((bar, at, "tempo" if _is_tempo(element) else "words", text))
            for level in (level.tag for dynamics in kind.findall("dynamics") for level in dynamics):
                self.marks.append((bar, at, "dynamics", level))
            for sign in ("segno", "coda"):
                if kind.find(sign) is not None:
                    self.signs.append((bar, at, sign))
            for wedge in kind.findall("wedge"):
                self.marks.append((bar, at, "dynamics", wedge.get("type", "")))
            qpm = _metronome(kind.find("metronome"))
            if qpm:
                self.tempi.append((bar, at, qpm))
        sound = element.find("sound")
        if sound is not None:
            self._sound(bar, at, sound)

    def _sound(self, bar: int, at: float, element: Element) -> None:
        qpm = _number(element.get("tempo"))
        if 10 <= qpm <= 600:
            self.tempi.append((bar, at, qpm))
        for sign in ("dacapo", "dalsegno", "tocoda", "segno", "coda"):
            if element.get(sign):
                self.signs.append((bar, at, sign))

    def _barline(self, bar: int, element: Element) -> None:
        repeat, ending = element.find("repeat"), element.find("ending")
        if ending is not None and ending.get("type") == "start":
            self.signs.append((bar, 0.0, "ending"))
        if repeat is not None and repeat.get("direction") in ("forward", "backward"):
            self.signs.append((bar, 0.0, repeat.get("direction", "")))
        if element.find("fermata") is not None:
            self.marks.append((bar, 0.0, "fermata", ""))


def _number(text: str | None) -> float:
    try:
        value = float(text or 0)
    except ValueError:
        return 0.0
    return value if abs(value) < 1e9 else 0.0


def _is_tempo(direction: Element) -> bool:
    sound = direction.find("sound")
    has_tempo = sound is not None and sound.get("tempo") is not None
    return has_tempo or direction.find("direction-type/metronome") is not None


def _metronome(element: Element | None) -> float:
    """Quarters a minute, or 0."""
    if element is None:
        return 0.0
    unit = BEAT_UNITS.get((element.findtext("beat-unit") or "").strip(), 0.0)
    unit *= 1.5 if element.find("beat-unit-dot") is not None else 1.0
    qpm = _number(element.findtext("per-minute")) * unit
    return qpm if 10 <= qpm <= 600 else 0.0


def _bars(part: _Part, lengths: np.ndarray, starts: np.ndarray) -> tuple[Bar, ...]:
    bars: list[Bar] = []
    metre = next(metre for metre in part.metres if metre)
    for number, length in enumerate(lengths):
        metre = (part.metres[number] if number < len(part.metres) else None) or metre
        if length > EPSILON_Q:
            bars.append(Bar(float(starts[number]), float(length), *metre))
    return mark_anacruses(bars)


def _notes(readings: list[_Part], starts: np.ndarray) -> Notes:
    rows: list[tuple[float, float, int]] = []
    for reading in readings:
        sounding: dict[int, int] = {}  # pitch -> row of the note that a tie may go on
        for note in reading.notes:
            start = float(starts[note.bar]) + note.at_q
            row = sounding.get(note.pitch)
            if note.tied and row is not None and abs(rows[row][1] - start) < EPSILON_Q:
                rows[row] = (rows[row][0], start + note.length_q, note.pitch)
                continue
            sounding[note.pitch] = len(rows)
            rows.append((start, start + note.length_q, note.pitch))
    table = np.array(sorted(rows), float).reshape(-1, 3)
    return Notes(table[:, 0], table[:, 1], table[:, 2].astype(int))


def _marks(readings: list[_Part], starts: np.ndarray) -> Iterator[Mark]:
    for reading in readings:
        for bar, at, kind, text in reading.marks:
            yield Mark(round(float(starts[bar]) + at, 4), kind, text)


def _entries(readings: list[_Part], starts: np.ndarray) -> Iterator[Mark]:
    """Parts that come in after a long rest."""
    if len(readings) < 2:
        return
    for reading in readings:
        sounding = 0.0
        for note in sorted(reading.notes, key=lambda note: (note.bar, note.at_q)):
            start = float(starts[note.bar]) + note.at_q
            if start - sounding >= ENTRY_REST_Q - EPSILON_Q:
                yield Mark(round(start, 4), "entry", reading.name)
            sounding = max(sounding, start + note.length_q)


def _jumps(readings: list[_Part], starts: np.ndarray) -> tuple[tuple[float, float], ...]:
    """Where reading may go on elsewhere. Signs of all parts count: programs write them in one or in each."""
    signs = sorted({(bar, sign) for reading in readings for bar, _, sign in reading.signs})
    found: set[tuple[int, int]] = set()
    begin = 0
    endings: list[int] = []
    places = {name: [bar for bar, sign in signs if sign == name] for name in ("segno", "coda", "tocoda")}
    for bar, sign in signs:
        if sign == "forward":
            begin, endings = bar, []
        elif sign == "ending":
            found |= {(earlier, bar) for earlier in endings}  # the earlier ending left out
            endings.append(bar)
        elif sign == "backward":
            found.add((bar + 1, begin))
            if not endings:
                begin = bar + 1
        elif sign == "dacapo":
            found.add((bar + 1, 0))
        elif sign == "dalsegno":
            found |= {(bar + 1, segno) for segno in places["segno"]}
    found |= {(bar + 1, coda) for bar in places["tocoda"] for coda in places["coda"] if coda > bar}
    return tuple(sorted((float(starts[source]), float(starts[target])) for source, target in found if source != target))
