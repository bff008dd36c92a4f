"""Files of beats that other programs write: tables, layers of Sonic Visualiser, MIDI files with a tempo map."""

from pathlib import Path

import numpy as np

from vc.audio.rhythm.tables import is_downbeat, read_beats
from vc.audio.score.midi import midi_bars, midi_seconds, read_midi
from vc.audio.score.musicxml import parse_xml
from vc.audio.score.read import MOST_MIDI_BYTES, read_bytes
from vc.errors import ScoreError
from vc.metre import notated_beats

MIDI = (".mid", ".midi")
LAYER = ".svl"
MOST_LAYER_BYTES = 20 << 20


def read_labels(path: str | Path) -> tuple[np.ndarray, np.ndarray]:
    """Beats of a file: (n,) float64 seconds, and (n,) bool, whether a bar begins there.

    A .mid or .midi file gives the beats of its metres at the times of its tempi, a .svl file the points of a layer,
    anything else is read as a table. Raises DatasetError for a table, and ScoreError.
    """
    path = Path(path)
    suffix = path.suffix.lower()
    if suffix not in (*MIDI, LAYER):
        return read_beats(path)
    try:
        return _midi_beats(path) if suffix in MIDI else _layer_beats(path)
    except ScoreError as error:
        raise ScoreError(f"{path.name} cannot be read as beats: {error}.") from error


def _midi_beats(path: Path) -> tuple[np.ndarray, np.ndarray]:
    file = read_midi(read_bytes(path, MOST_MIDI_BYTES))
    if file.end_q <= 0:
        raise ScoreError("it is an empty MIDI file")
    beats = notated_beats(midi_bars(file.metres, file.end_q))
    return midi_seconds(file, beats.place_q), beats.position == 0


def _layer_beats(path: Path) -> tuple[np.ndarray, np.ndarray]:
    """Times are counted in samples there."""
    root = parse_xml(read_bytes(path, MOST_LAYER_BYTES))
    if root.tag != "sv":
        raise ScoreError("it is XML, but no layer of Sonic Visualiser")
    try:
        rate = next(float(model.get("sampleRate", "")) for model in root.iter("model"))
        points = [(int(point.get("frame", "")), point.get("label", "")) for point in root.iter("point")]
    except (ValueError, StopIteration) as error:
        raise ScoreError("its model has no sample rate, or a point no frame") from error
    if not points or not rate > 0:
        raise ScoreError("it is a layer without points")
    frames, labels = zip(*sorted(points), strict=True)
    return np.array(frames) / rate, np.array([is_downbeat(label.strip()) for label in labels])
