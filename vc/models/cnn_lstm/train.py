"""The recurrent network, trained with the mean squared error alone: it shows what that loss comes to."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np
import torch
from torch.nn import functional

from vc.data.conductormotion100 import Item
from vc.models.cnn_lstm.network import CnnLstm
from vc.skeleton import POSE_RATE
from vc.train.config import Config
from vc.train.scale import mean_pose, size
from vc.train.stage import Batch, OneNetwork, Sample


@dataclass(frozen=True, kw_only=True)
class CnnLstmConfig(Config):
    """On M2S-GAN's samples."""

    stage: ClassVar[str] = "cnn-lstm"
    losses: ClassVar[tuple[str, ...]] = ("mse",)
    batch: int = 20
    epochs: int = 100
    warmup_steps: int = 100
    decay: bool = True
    weights: dict[str, float] = field(default_factory=lambda: {"mse": 1.0})


class CnnLstmStage(OneNetwork):
    """items : those trained on; it begins in the mean pose of the first of them, and learns to leave it"""

    what = "a recurrent network, to compare with"
    presets: ClassVar[dict[str, Config]] = {"own": CnnLstmConfig()}
    clipped = True
    config: CnnLstmConfig
    name = model = "cnn-lstm"

    def _begin(self, items: Sequence[Item]) -> CnnLstm:
        network = CnnLstm()
        with torch.no_grad():
            network.pose.bias.copy_(mean_pose(items).flatten())
        return network

    def make_batch(self, samples: Sequence[Sample], rng: np.random.Generator, epoch: int) -> dict[str, np.ndarray]:
        """music (n, 3 t, 128), motion (n, t, 13, 2)."""
        del rng, epoch
        poses = self.config.sample_s * POSE_RATE
        music, motion = zip(*(sample.item.window(sample.first, poses) for sample in samples), strict=True)
        return {"music": np.stack(music), "motion": np.stack(motion)}

    def _losses(self, network: CnnLstm, batch: Batch) -> dict[str, torch.Tensor]:
        with self.autocast(batch["music"].device):
            code = network.music_encoder(batch["music"])
        poses = network.move(code.float())
        return {"mse": functional.mse_loss(poses, batch["motion"]), "size": size(poses, batch["motion"])}
