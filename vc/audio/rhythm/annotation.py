"""Beats in a file, NAME.beats.tsv: a line for each beat, seconds and 1 for a downbeat, with a tab between."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from vc.audio.rhythm.labels import read_labels
from vc.errors import DatasetError, MusicError
from vc.files import appearing
from vc.music import Rhythm

UNKNOWN_METRE = 4  # where the downbeats do not tell


def read_annotation(path: Path) -> tuple[np.ndarray, np.ndarray]:
    """Beats of a file, see labels: (n,) seconds, rising, and (n,) bool, downbeats. Raises DatasetError, ScoreError."""
    seconds, is_downbeat = read_labels(path)
    if not len(seconds):
        raise DatasetError(f"{path.name} holds no beats. Needed is a line for each: seconds, a tab, 1 for a downbeat.")
    if not np.isfinite(seconds).all() or (np.diff(seconds) <= 0).any():
        late = int(np.argmax(np.diff(seconds, prepend=-np.inf) <= 0)) + 1
        raise DatasetError(f"{path.name} needs seconds that rise from beat to beat; beat {late} does not come later.")
    return seconds, is_downbeat


def write_annotation(path: str | Path, rhythm: Rhythm, *, start_s: float = 0.0) -> Path:
    """Write the beats of a part of the music that begins at `start_s`, in seconds of the whole. Raises OutputError."""
    path = Path(path)
    with appearing(path) as part:
        part.write_text(as_table(rhythm, start_s=start_s))
    return path


def as_table(rhythm: Rhythm, *, start_s: float = 0.0) -> str:
    """The text of such a file."""
    beats = zip(rhythm.beats_s, rhythm.bar_positions, strict=True)
    lines = ["# seconds\tdownbeat", *(f"{beat + start_s:.3f}\t{int(place == 0)}" for beat, place in beats)]
    return "\n".join(lines) + "\n"


def annotated(rhythm: Rhythm, path: Path, *, start_s: float = 0.0) -> Rhythm:
    """The music's rhythm with the beats of a file instead of its own.

    rhythm : of the part of the music that begins at `start_s`; the file counts from the music's beginning, and is of
        any kind that `read_labels` knows
    Raises DatasetError or ScoreError for a file without beats, MusicError for one without a beat in this part.
    """
    beats_s, is_downbeat = read_annotation(path)
    place, metre = count_bars(is_downbeat)
    inside = (beats_s >= start_s) & (beats_s < start_s + rhythm.seconds)
    if not inside.any():
        raise MusicError(
            f"{path.name} holds no beat from {start_s:.1f} s to {start_s + rhythm.seconds:.1f} s: its {len(beats_s)} "
            f"beats lie from {beats_s[0]:.1f} s to {beats_s[-1]:.1f} s. Does it belong to this music?"
        )
    return replace(rhythm, beats_s=beats_s[inside] - start_s, bar_positions=place[inside], beats_per_bar=metre[inside])


def count_bars(is_downbeat: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(n,) place of each beat in its bar, and (n,) beats of that bar, both int, from where the downbeats are.

    An upbeat counts up to its downbeat in the first whole bar's metre; the last bar has that of the bar before.
    """
    beats = np.arange(len(is_downbeat))
    downbeats = np.flatnonzero(is_downbeat)
    if len(downbeats) == 0:
        return beats % UNKNOWN_METRE, np.full(len(beats), UNKNOWN_METRE)
    lengths = np.diff(downbeats)
    last = max(int(lengths[-1]) if len(lengths) else UNKNOWN_METRE, len(beats) - int(downbeats[-1]))
    lengths = np.append(lengths, last)
    bar = np.searchsorted(downbeats, beats, side="right") - 1
    place = np.where(bar < 0, (beats - downbeats[0]) % lengths[0], beats - downbeats[np.maximum(bar, 0)])
    return place, lengths[np.maximum(bar, 0)]
