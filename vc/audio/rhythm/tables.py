"""Reading tables of beats as the programs of the field write them.

A line for each beat: seconds, and what the beat is. Seconds may have a decimal comma; columns are parted by tabs,
blanks, semicolons or commas. Understood are this project's NAME.beats.tsv, the lists of beat trackers (seconds, and 1
for a downbeat or the place in the bar), Audacity's labels (begin, end, label) and Sonic Visualiser's CSV (seconds,
perhaps a value, label, perhaps a heading). A label is a downbeat if it is 1, or bar.beat with beat 1.
"""

import re
from itertools import pairwise
from pathlib import Path

import numpy as np

from vc.errors import DatasetError

MAX_BYTES = 20_000_000  # three hours of quick beats have two million
_NUMBER = re.compile(r"[+-]?\d+([.,]\d*)?([eE][+-]?\d+)?")
_BAR_BEAT = re.compile(r"([1-9]\d{0,5})\.(\d{1,6})")
_DOWNBEATS = {"downbeat", "db", "bar", "one"}
_SLACK_S = 1e-3

Row = list[str]


def read_beats(path: Path) -> tuple[np.ndarray, np.ndarray]:
    """(n,) seconds and (n,) bool, whether it is a downbeat. Raises DatasetError, naming the line that is no beat."""
    rows = _rows(path, _lines(path))
    seconds = np.array([_seconds(row[0]) for row in rows])
    labels = _labels(rows, seconds)
    return seconds, np.array([is_downbeat(label) for label in labels], bool)


def _lines(path: Path) -> list[str]:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise DatasetError(f"{path.name} has {path.stat().st_size} bytes: that is no table of beats.")
        content = path.read_bytes()
    except OSError as error:
        raise DatasetError(f"{path.name} cannot be read as a table of beats: {error.strerror}.") from error
    encodings = ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "latin-1")
    for encoding in encodings:
        try:
            return content.decode(encoding).splitlines()
        except UnicodeDecodeError:
            continue
    raise DatasetError(f"{path.name} cannot be read as a table of beats: it is no text.")


def _rows(path: Path, lines: list[str]) -> list[Row]:
    """Columns of every line that holds a beat."""
    comma = _comma_parts(lines)
    rows: list[Row] = []
    headings = 0
    for number, line in enumerate(lines, start=1):
        text = line.partition("#")[0].strip()
        if not text or text.startswith("\\"):  # a remark, or the band of an Audacity label
            continue
        row = [column.strip().strip('"') for column in _split(text, comma)]
        if _NUMBER.fullmatch(row[0]):
            rows.append(row)
            continue
        headings += 1
        if rows or headings > 1:
            raise DatasetError(
                f"{path.name} cannot be read as a table of beats: line {number} begins with {row[0][:40]!r}, not with "
                "seconds. Needed is a line for each beat: seconds, a tab, and 1 for a downbeat."
            )
    return rows


def _split(text: str, comma_parts: bool) -> Row:
    for separator in ("\t", ";"):
        if separator in text:
            return text.split(separator)
    return text.split(",") if comma_parts else text.split()


def _comma_parts(lines: list[str]) -> bool:
    """Whether a comma parts columns; else it stands before the decimals."""
    texts = [text for line in lines if "," in (text := line.partition("#")[0].strip())]
    if any("\t" in text or ";" in text for text in texts):
        return False
    if any("." in text or text.count(",") > 1 for text in texts):
        return True
    places = [re.fullmatch(r"(\d{1,6}),\s*\d?", text) for text in texts]  # "2,1" is a beat and its place, or 2.1 s
    whole = [int(place[1]) for place in places if place]
    return 0 < len(whole) == len(texts) and all(before < after for before, after in pairwise(whole))


def _seconds(text: str) -> float:
    return float(text.replace(",", "."))


def _labels(rows: list[Row], seconds: np.ndarray) -> list[str]:
    if rows and all(len(row) >= 2 and _NUMBER.fullmatch(row[1]) for row in rows) and max(map(len, rows)) > 2:
        ends = np.array([_seconds(row[1]) for row in rows])
        latest = np.append(seconds[1:], np.inf) + _SLACK_S
        if (ends >= seconds - _SLACK_S).all() and (ends <= latest).all():  # Audacity's labels
            return [row[2] if len(row) > 2 else "" for row in rows]
        return [row[2] if len(row) > 2 and row[2] else row[1] for row in rows]  # Sonic Visualiser's values
    return [row[1] if len(row) > 1 else "" for row in rows]


def is_downbeat(label: str) -> bool:
    """Whether a label stands for the first beat of a bar."""
    if place := _BAR_BEAT.fullmatch(label.replace(",", ".")):
        bar, beat = int(place[1]), int(place[2])
        return beat == 1 if beat else bar == 1  # 7.1 is the first beat of a bar, 1.000 a number
    return label == "1" or label.lower() in _DOWNBEATS
