"""What a piece's rhythm is, by all that can hear: the measured onsets and harmonies, and the ear of the own network."""

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from vc import weights
from vc.audio import joint
from vc.audio.joint import Bounds
from vc.audio.rhythm import track_rhythm
from vc.errors import VCError
from vc.music import MEL_BANDS, MEL_FRAMES_PER_POSE, Chances, Mel, Rhythm, bare_chances
from vc.skeleton import pose_count

if TYPE_CHECKING:
    from vc.models.baton.fast import FastBaton
    from vc.models.ear.fast import FastEar

OWN_EAR, ATTENTIVE_EAR, OTHER_EAR = "own", "attention", "beat-this"


def find_rhythm(mel: Mel, chances: np.ndarray | None = None) -> Rhythm:
    """Beats, bars and loudness of the music; without the network's weights, by onsets and harmony alone.

    chances : what another ear has heard, as `hear_chances` gives it; None asks the project's own
    """
    return track_rhythm(mel, hear_chances(mel) if chances is None else chances)


def parse_ear(name: str | None) -> str | None:
    """The checkpoint of Beat This! in "beat-this" or "beat-this=CHECKPOINT"; None for an ear of the project's own.

    Raises VCError for another name.
    """
    if name is None or name in (OWN_EAR, ATTENTIVE_EAR):
        return None
    kind, _, checkpoint = name.partition("=")
    if kind != OTHER_EAR:
        raise VCError(
            f"There is no ear {name!r}. Choose {OWN_EAR}, {ATTENTIVE_EAR}, {OTHER_EAR} or {OTHER_EAR}=FILE.ckpt."
        )
    return checkpoint or "final0"


def search_rhythm(mel: Mel, bounds: Bounds | None = None, *, chances: np.ndarray | None = None) -> Rhythm:
    """Tempo, metre and bars decided together, by the ear with attention. Raises WeightsError.

    chances : (2, poses) 0..1, what another ear has heard; None asks the project's own
    """
    return joint.search_rhythm(mel, hear(mel) if chances is None else bare_chances(chances), bounds)


def hear(mel: Mel, *, device: str = "cpu") -> Chances:
    """What the ear with attention says about the music, at 30 Hz. Raises WeightsError."""
    return open_ear(weights.fetch("ear"), device).hear(pad_mel(mel.values, pose_count(mel.seconds)))


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


def hear_chances(mel: Mel) -> np.ndarray | None:
    """(2, poses) 0..1, of a beat and of a downbeat at each pose, as the own network hears them; None without it."""
    path = weights.find("baton")
    if path is None or len(mel) < MEL_FRAMES_PER_POSE:
        return None
    import torch

    poses = pose_count(mel.seconds)
    _, heard = open_baton(path, "cpu").listen(
        torch.from_numpy(pad_mel(mel.values, poses)[: MEL_FRAMES_PER_POSE * poses])
    )
    chances: np.ndarray = heard[:2].numpy()
    return chances


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
