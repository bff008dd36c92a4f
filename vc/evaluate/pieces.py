"""What models are measured on: recordings with annotated beats, or the items of a dataset."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from vc.audio.rhythm.annotation import read_annotation
from vc.data.conductormotion100 import Item, list_split
from vc.errors import DatasetError
from vc.music import Mel
from vc.skeleton import POSE_RATE, Motion, pose_count

ANNOTATION = ".beats.tsv"


@dataclass(frozen=True)
class Piece:
    """A stretch of music and what is known of it.

    load : gives its mel and the recorded conductor's motion, None where there is none
    beats : (n,) seconds, rising, and (n,) bool, whether each is a downbeat; None if they are not known
    """

    name: str
    load: Callable[[], tuple[Mel, Motion | None]]
    beats: tuple[np.ndarray, np.ndarray] | None


def find_recordings(annotations: Path, audio: Iterable[Path]) -> list[Piece]:
    """Recordings and their beats: NAME.wav, or NAME.anything.wav for several of one performance, and NAME.beats.tsv.

    annotations : the folder of the .beats.tsv files. Raises DatasetError for a recording without one.
    """
    known = {path.name.removesuffix(ANNOTATION): path for path in sorted(annotations.glob(f"*{ANNOTATION}"))}
    pieces = []
    for path in sorted(audio):
        name = path.stem if path.stem in known else path.stem.rpartition(".")[0]
        if name not in known:
            raise DatasetError(f"{path.name} has no annotation: {annotations} holds no {path.stem}{ANNOTATION}.")
        pieces.append(Piece(path.stem, partial(_hear, path), read_beats(known[name])))
    if not pieces:
        raise DatasetError(f"There is no recording to evaluate on. Name sound files that {annotations} annotates.")
    return pieces


def read_beats(path: Path) -> tuple[np.ndarray, np.ndarray]:
    """As `read_annotation`; a file of remarks alone is music without a pulse: no beats. Raises DatasetError."""
    try:
        empty = not any(line.partition("#")[0].strip() for line in path.read_text(encoding="utf-8").splitlines())
    except (OSError, UnicodeDecodeError) as error:
        raise DatasetError(f"{path.name} cannot be read as a table of beats: {error}") from error
    return (np.zeros(0), np.zeros(0, bool)) if empty else read_annotation(path)


def _hear(path: Path) -> tuple[Mel, Motion | None]:
    from vc.audio.load import stream_music
    from vc.audio.mel import official_mel

    return official_mel(stream_music(path)), None


def find_samples(folder: Path, split: str = "test", *, seconds: int = 30, limit: int | None = None) -> list[Piece]:
    """The items of a split of a dataset in ConductorMotion100's layout, cut into samples of `seconds`.

    seconds : the M2S-GAN authors' samples last 30; what is left over of an item is dropped
    limit : at most so many samples, spread evenly over the split

    Raises DatasetError if there is no such split, or no item is long enough.
    """
    poses = seconds * POSE_RATE
    samples = [
        _sample(item, first, seconds)
        for item in list_split(folder, split)
        for first in range(0, len(item.motion) - poses + 1, poses)
    ]
    if not samples:
        raise DatasetError(f"No item of {folder / split} lasts {seconds} s. Choose a smaller --seconds.")
    return evenly(samples, limit)


def evenly(samples: list[Any], limit: int | None) -> list[Any]:
    """At most so many of them, spread over all."""
    if limit is None or limit >= len(samples):
        return samples
    return [samples[i] for i in np.linspace(0, len(samples) - 1, limit).round().astype(int)]


def _sample(item: Item, first: int, seconds: int) -> Piece:
    start_s = first // POSE_RATE
    return Piece(f"{item.name} {start_s} s", partial(_cut, item, first, seconds), _beats(item, start_s, seconds))


def _cut(item: Item, first: int, seconds: int) -> tuple[Mel, Motion | None]:
    mel, motion = item.window(first, pose_count(seconds))
    return Mel(mel, float(seconds)), Motion(motion)


def _beats(item: Item, start_s: int, seconds: int) -> tuple[np.ndarray, np.ndarray] | None:
    """The labels' beats in this sample, from its beginning on; None without labels."""
    if item.labels is None:
        return None
    rhythm = item.labels.rhythm
    inside = (rhythm.beats_s >= start_s) & (rhythm.beats_s < start_s + seconds)
    return rhythm.beats_s[inside] - start_s, rhythm.bar_positions[inside] == 0
