"""What a piece's rhythm is, by all that can hear: the ears of the own networks, and the measured onsets."""

from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from vc import weights
from vc.audio.rhythm import track_rhythm
from vc.errors import VCError
from vc.motion.marking import marks_from
from vc.music import MEL_BANDS, MEL_FRAMES_PER_POSE, Chances, Mel, Rhythm, bare_chances, mixed
from vc.skeleton import pose_count

if TYPE_CHECKING:
    from vc.models.baton.fast import FastBaton
    from vc.models.ear.fast import FastEar

OWN_EAR, OTHER_EAR = "own", "beat-this"
BATON_SHARE = 0.4  # of Baton's ear in what both ears say; chosen on the timed pack's split "val"


def find_rhythm(mel: Mel) -> Rhythm:
    """Beats, bars and loudness of the music. Raises WeightsError."""
    chances = hear(mel)
    return with_marks(track_rhythm(mel, chances), chances)


def with_marks(rhythm: Rhythm, chances: Chances) -> Rhythm:
    """The rhythm with the marks that an ear has read, unless it has some."""
    if rhythm.marks is not None or chances.read is None:
        return rhythm
    return replace(rhythm, marks=marks_from(chances.read, rhythm))


def parse_ear(name: str | None) -> str | None:
    """The checkpoint of Beat This! in "beat-this" or "beat-this=CHECKPOINT"; None for the project's own ears.

    Raises VCError for another name.
    """
    if name is None or name == OWN_EAR:
        return None
    kind, _, checkpoint = name.partition("=")
    if kind != OTHER_EAR:
        raise VCError(f"There is no ear {name!r}. Choose {OWN_EAR}, {OTHER_EAR} or {OTHER_EAR}=FILE.ckpt.")
    return checkpoint or "final0"


def hear(mel: Mel, *, device: str = "cpu") -> Chances:
    """What the ear with attention and Baton's say about the music, at 30 Hz. Raises WeightsError."""
    values = pad_mel(mel.values, pose_count(mel.seconds))
    said = open_ear(weights.fetch("ear"), device).hear(values)
    other = _hear_baton(values, len(said.beat))
    return replace(mixed(said, other, BATON_SHARE), read=other.read)


def _hear_baton(values: np.ndarray, poses: int) -> Chances:
    import torch

    if not poses:
        return bare_chances(np.zeros((2, 0)))
    baton, mel = open_baton(weights.fetch("baton"), "cpu"), torch.from_numpy(values[: MEL_FRAMES_PER_POSE * poses])
    code, heard = baton.listen(mel)
    beat, downbeat, _, sine, cosine = heard.numpy()
    read = baton.read(code, mel).numpy()
    return replace(bare_chances(np.stack([beat, downbeat])), in_bar=cosine + 1j * sine, read=read)


def open_ear(path: Path, device: str) -> "FastEar":
    """The ear with the weights of a file, folded for inference. Raises WeightsError."""
    return _opened_ear(path, path.stat().st_mtime_ns if path.is_file() else 0, device)


@lru_cache(maxsize=2)
def _opened_ear(path: Path, modified_ns: int, device: str) -> "FastEar":
    del modified_ns
    from vc.models import load
    from vc.models.ear.fast import FastEar
    from vc.models.ear.network import Ear

    network = load("ear", path, device)
    assert isinstance(network, Ear)
    return FastEar(network)


def open_baton(path: Path, device: str) -> "FastBaton":
    """The own network with the weights of a file, folded for inference. Raises WeightsError."""
    return _opened(path, path.stat().st_mtime_ns if path.is_file() else 0, device)


@lru_cache(maxsize=4)
def _opened(path: Path, modified_ns: int, device: str) -> "FastBaton":  # the time is part of the key
    del modified_ns
    from vc.models import load
    from vc.models.baton.fast import FastBaton
    from vc.models.baton.network import Baton

    network = load("baton", path, device)
    assert isinstance(network, Baton)
    return FastBaton(network)


def features_of(mel: Mel, poses: int) -> np.ndarray:
    """(poses, 26) float32 of `vc.audio.features`: the end of the music held where it is too short for so many poses."""
    from vc.audio.features import features_from_mel

    return features_from_mel(pad_mel(mel.values, poses))[:poses]


def pad_mel(values: np.ndarray, poses: int) -> np.ndarray:
    """Mel frames for at least `poses` poses, (T, 128) float32: the last frame held where the music is too short.

    Music that is long enough is not copied, so that two hours take no more memory than they do.
    """
    if values.ndim != 2 or values.shape[1] != MEL_BANDS:
        raise ValueError(f"a mel has the shape (T, {MEL_BANDS}), not {values.shape}")
    missing = poses * MEL_FRAMES_PER_POSE - len(values)
    padded = np.pad(values, ((0, missing), (0, 0)), mode="edge") if missing > 0 else values
    return np.require(padded, np.float32, ["C", "W"])  # torch warns about arrays it could write to by mistake
