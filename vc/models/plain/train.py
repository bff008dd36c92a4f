"""The mean pose of a dataset, by one epoch over it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np
import torch
from torch.nn import functional

from vc.models.plain.network import Plain
from vc.skeleton import POSE_RATE
from vc.train.config import Config
from vc.train.stage import Batch, Numbers, OneNetwork, Sample, learn_


@dataclass(frozen=True, kw_only=True)
class PlainConfig(Config):
    """One epoch gives it exactly; there is nothing to choose."""

    stage: ClassVar[str] = "plain"
    losses: ClassVar[tuple[str, ...]] = ("mse",)
    epochs: int = 1
    weights: dict[str, float] = field(default_factory=lambda: {"mse": 1.0})


class PlainStage(OneNetwork):
    """The mean pose: where the mean squared error of a constant is least."""

    what = "the mean pose, to compare with"
    presets: ClassVar[dict[str, Config]] = {"own": PlainConfig()}
    config: PlainConfig
    name = model = "plain"
    makes = Plain

    def _optimise(self, network: Plain) -> torch.optim.Optimizer:
        return torch.optim.SGD(network.parameters(), lr=1.0)

    def make_batch(self, samples: Sequence[Sample], rng: np.random.Generator, epoch: int) -> dict[str, np.ndarray]:
        """motion (n, t, 13, 2)."""
        del rng, epoch
        poses = self.config.sample_s * POSE_RATE
        return {"motion": np.stack([np.array(s.item.motion[s.first : s.first + poses], np.float32) for s in samples])}

    def step(self, batch: Batch, number: int) -> Numbers:
        # Half the squared distance has the slope (pose - mean of the batch). Going down 1/k of it at the k-th step
        # makes the pose the running mean of all batches, and after one epoch that of all samples, exactly.
        mean = batch["motion"].mean(dim=(0, 1))
        for group in self._optimiser.param_groups:
            group["lr"] = 1 / (number + 1)
        learn_(0.5 * (self._network.get_parameter("pose") - mean).square().sum(), self._optimiser)
        return self.validate(batch)

    def _losses(self, network: Plain, batch: Batch) -> dict[str, torch.Tensor]:
        return {"mse": functional.mse_loss(network.pose.expand_as(batch["motion"]), batch["motion"])}
