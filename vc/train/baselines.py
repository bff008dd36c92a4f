"""What every model has to beat: standing still in the mean pose, and the recurrent network that learns the mean."""

from collections.abc import Sequence
from typing import ClassVar

import numpy as np
import torch
from torch.nn import functional

from vc.data.conductormotion100 import Item
from vc.models.baselines import CnnLstm, Plain
from vc.skeleton import POSE_RATE
from vc.train.config import CnnLstmConfig, Config, PlainConfig
from vc.train.stage import Batch, Numbers, Sample, Stage, learn_, numbers

MEAN_ITEMS = 64


class PlainStage(Stage):
    """The mean pose: where the mean squared error of a constant is least."""

    what = "the mean pose, to compare with"
    presets: ClassVar[dict[str, Config]] = {"own": PlainConfig()}
    config: PlainConfig
    product, model = "plain", "plain"

    def __init__(self, config: PlainConfig, items: Sequence[Item], *, device: str = "cpu") -> None:
        del items
        self.config = config
        self._plain = Plain().to(device)
        self.networks = {"plain": self._plain}
        self.optimisers = {"plain": torch.optim.SGD(self._plain.parameters(), lr=1.0)}

    def make_batch(self, samples: Sequence[Sample], rng: np.random.Generator, epoch: int) -> dict[str, np.ndarray]:
        """motion (n, t, 13, 2)."""
        del rng, epoch
        poses = self.config.sample_s * POSE_RATE
        return {"motion": np.stack([np.array(s.item.motion[s.first : s.first + poses], np.float32) for s in samples])}

    def step(self, batch: Batch, number: int) -> Numbers:
        # Half the squared distance has the slope (pose - mean of the batch). Going down 1/k of it at the k-th step
        # makes the pose the running mean of all batches, and after one epoch that of all samples, exactly.
        mean = batch["motion"].mean(dim=(0, 1))
        for group in self.optimisers["plain"].param_groups:
            group["lr"] = 1 / (number + 1)
        learn_(0.5 * (self._plain.pose - mean).square().sum(), self.optimisers["plain"])
        return self.validate(batch)

    def validate(self, batch: Batch) -> Numbers:
        return numbers({"mse": functional.mse_loss(self._plain.pose.expand_as(batch["motion"]), batch["motion"])})


class CnnLstmStage(Stage):
    """The recurrent network, trained with the mean squared error alone: it shows what that loss comes to.

    items : those trained on; it begins in the mean pose of the first of them, and learns to leave it
    """

    what = "a recurrent network, to compare with"
    presets: ClassVar[dict[str, Config]] = {"own": CnnLstmConfig()}
    config: CnnLstmConfig
    product, model = "cnn-lstm", "cnn-lstm"

    def __init__(self, config: CnnLstmConfig, items: Sequence[Item], *, device: str = "cpu") -> None:
        self.config = config
        self._network = CnnLstm()
        mean = np.mean([np.asarray(item.motion, np.float64).mean(axis=0) for item in items[:MEAN_ITEMS]], axis=0)
        with torch.no_grad():
            self._network.pose.bias.copy_(torch.from_numpy(mean.flatten()))
        self._network.to(device)
        self.networks = {"cnn-lstm": self._network}
        self.optimisers = {"cnn-lstm": torch.optim.Adam(self._network.parameters(), lr=config.rate)}

    def make_batch(self, samples: Sequence[Sample], rng: np.random.Generator, epoch: int) -> dict[str, np.ndarray]:
        """music (n, 3 t, 128), motion (n, t, 13, 2)."""
        del rng, epoch
        poses = self.config.sample_s * POSE_RATE
        music, motion = zip(*(sample.item.window(sample.first, poses) for sample in samples), strict=True)
        return {"music": np.stack(music), "motion": np.stack(motion)}

    def step(self, batch: Batch, number: int) -> Numbers:
        del number
        losses, size = self._losses(batch)
        learn_(self.config.total(losses), self.optimisers["cnn-lstm"], clip=True)
        return numbers(losses | {"size": size})

    def validate(self, batch: Batch) -> Numbers:
        losses, size = self._losses(batch)
        return numbers(losses | {"size": size})

    def _losses(self, batch: Batch) -> tuple[dict[str, torch.Tensor], torch.Tensor]:
        """The error, and how large the motion is against the recorded one (SDP, 1 is as large)."""
        with self.autocast(batch["music"].device):
            code = self._network.music_encoder(batch["music"])
        poses = self._network.move(code.float())
        size = poses.std(dim=1).mean() / batch["motion"].std(dim=1).mean()
        return {"mse": functional.mse_loss(poses, batch["motion"])}, size
