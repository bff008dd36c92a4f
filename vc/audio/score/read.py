"""Score files of any known kind, from hands that nobody knows."""

import zipfile
import zlib
from io import BytesIO
from pathlib import Path

from vc import workers
from vc.audio.score.midi import parse_midi
from vc.audio.score.musicxml import parse_musicxml, parse_xml
from vc.audio.score.notation import Score
from vc.errors import ScoreError

SUFFIXES = (".musicxml", ".xml", ".mxl", ".mid", ".midi")
MOST_BYTES = 64 << 20  # of XML; the nine symphonies of Beethoven have up to 25 MB a movement
MOST_PACKED_BYTES = 16 << 20
MOST_MIDI_BYTES = 4 << 20
MOST_MEMBERS = 200  # of an .mxl, which may hold pictures of its pages


def read_score(path: str | Path) -> Score:
    """A .musicxml, .xml, .mxl, .mid or .midi file, read in a process of its own. Raises ScoreError."""
    return workers.run(load_score, str(path), blame=Path(path).name, error=ScoreError)


def load_score(path: str | Path) -> Score:
    """The same in this process."""
    path = Path(path)
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise ScoreError(f"{path.name} is no score that can be read. It has to end in {', '.join(SUFFIXES)}.")
    try:
        if suffix in (".mid", ".midi"):
            return parse_midi(read_bytes(path, MOST_MIDI_BYTES), path.stem)
        data = _unpacked(read_bytes(path, MOST_PACKED_BYTES)) if suffix == ".mxl" else read_bytes(path, MOST_BYTES)
        return parse_musicxml(data, path.stem)
    except ScoreError as error:
        raise ScoreError(f"{path.name} cannot be read as a score: {error}.") from error


def read_bytes(path: Path, most: int) -> bytes:
    """All of a file of up to `most` bytes. Raises ScoreError."""
    try:
        with path.open("rb") as file:
            data = file.read(most + 1)
    except OSError as error:
        raise ScoreError(f"{error.strerror}") from error
    if len(data) > most:
        raise ScoreError(f"it is larger than {most >> 20} MB")
    if not data:
        raise ScoreError("it is empty")
    return data


def _unpacked(data: bytes) -> bytes:
    """The score in an .mxl: the file that META-INF/container.xml names, or else the first XML at the top."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            if len(archive.infolist()) > MOST_MEMBERS:
                raise ScoreError(f"it holds more than {MOST_MEMBERS} files")
            return _member(archive, _score_name(archive), MOST_BYTES)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, KeyError, zlib.error) as error:
        raise ScoreError(f"it is no .mxl archive: {error}") from error


def _score_name(archive: zipfile.ZipFile) -> str:
    names = archive.namelist()
    if "META-INF/container.xml" in names:
        root = parse_xml(_member(archive, "META-INF/container.xml", 1 << 20))
        named = [found.get("full-path", "") for found in root.iter() if found.tag.rpartition("}")[2] == "rootfile"]
        if named and named[0] in names:
            return named[0]
    scores = [name for name in names if name.lower().endswith((".xml", ".musicxml"))]
    inside = [name for name in scores if not name.startswith("META-INF")]
    if not inside:
        raise ScoreError("it is an archive without a score")
    return inside[0]


def _member(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    """Unpacked up to a limit, whatever its header says: a few kilobytes may unpack to gigabytes."""
    with archive.open(name) as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise ScoreError(f"its {Path(name).name} unpacks to more than {most >> 20} MB")
    if not data:
        raise ScoreError(f"its {Path(name).name} is empty")
    return data
