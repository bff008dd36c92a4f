"""Networks that measure motion. Which weights they have decides what their numbers mean, so each is named by a file.

judge    a sync net whose motion features give the sync error (the paper's MPE). It must not be the one that a measured
         model was trained with, which would be praised for pleasing its own teacher: train another on the test split
         (`vc train contrastive --hard-test`). The authors' script parses such a judge's file, then loads another.
encoder  a sync net whose motion features give the Fréchet distance
critic   M2S-GAN's critic, for the Wasserstein distance as the authors' evaluation estimates it: the mean of what it
         gives for recorded motion less what it gives for generated motion
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from vc.errors import DatasetError
from vc.models import load
from vc.models.critic import MotionCritic
from vc.models.official.sync_net import SyncNet

Features = Callable[[np.ndarray], np.ndarray]  # (T, 13, 2) -> (T, 64)
Realness = Callable[[np.ndarray], float]  # (T, 13, 2) -> higher where it looks real


@dataclass(frozen=True)
class Judges:
    """What is None is not measured."""

    judge: Features | None = None
    encoder: Features | None = None
    critic: Realness | None = None


# The project's own, by their names in vc.weights; see weights/m2s-gan.md.
SHIPPED = {"judge": "m2s-judge", "encoder": "m2s-net", "critic": "m2s-critic"}


def load_judges(
    *, judge: Path | None = None, encoder: Path | None = None, critic: Path | None = None, device: str = "cpu"
) -> Judges:
    """judge, encoder : weights of sync nets; critic : those of an adversarial training's. Raises WeightsError."""
    return Judges(
        judge=load_features(judge, device) if judge else None,
        encoder=load_features(encoder, device) if encoder else None,
        critic=load_critic(critic, device) if critic else None,
    )


def load_features(path: Path, device: str = "cpu") -> Features:
    """The motion encoder of a sync net's weights. Raises WeightsError."""
    network = load("official-sync-net", path, device)
    assert isinstance(network, SyncNet)
    encoder = network.motion_encoder

    @torch.inference_mode()
    def features(points: np.ndarray) -> np.ndarray:
        made: np.ndarray = encoder(_batch(points, device))[0].cpu().numpy()
        return made

    return features


def load_critic(path: Path, device: str = "cpu") -> Realness:
    """A critic; the difference of what it gives for recorded and for generated motion estimates their Wasserstein
    distance.

    In units of its own, since nothing fixes its slope: values of two critics cannot be compared, nor can a critic be
    trusted with the faults of a generator that it has not learnt from. Raises WeightsError.
    """
    critic = load("critic", path, device)

    @torch.inference_mode()
    def realness(points: np.ndarray) -> float:
        if len(points) < MotionCritic.MIN_POSES:
            raise DatasetError(f"The critic needs {MotionCritic.MIN_POSES} poses, not {len(points)}. Raise --seconds.")
        return float(critic(_batch(points, device)))

    return realness


def _batch(points: np.ndarray, device: str) -> torch.Tensor:
    return torch.from_numpy(np.array(points, np.float32)[None]).to(device)
