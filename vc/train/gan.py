"""What the two adversarial trainings share: a generator with a judge's ear, a critic, and the turns they take."""

from abc import abstractmethod
from dataclasses import dataclass, field
from typing import ClassVar

import torch
from torch import nn
from torch.nn import functional

from vc.models.critic import MotionCritic
from vc.train.config import PAPER_WEIGHTS, Config, require
from vc.train.losses import critic_loss, perceptual
from vc.train.scale import size
from vc.train.stage import Batch, Numbers, Stage, learn_, numbers


@dataclass(frozen=True, kw_only=True)
class GanConfig(Config):
    """critic_steps : of the critic for each of the generator; penalty : weight of what keeps the critic's slope in
    bounds; freeze_ear : keep the judge's music encoder as it is."""

    losses: ClassVar[tuple[str, ...]] = ("adversarial", "perceptual", "mse")
    batch: int = 20
    epochs: int = 200
    rate: float = 5e-4
    critic_steps: int = 5
    penalty: float = 10.0
    freeze_ear: bool = True
    weights: dict[str, float] = field(default_factory=lambda: dict(PAPER_WEIGHTS))

    def __post_init__(self) -> None:
        super().__post_init__()
        require(self.critic_steps > 0, f"critic_steps is {self.critic_steps}; the critic needs at least one")
        self.require_not_negative("penalty")


class GanStage(Stage):
    """A generator between what was recorded, a judge's motion encoder and a critic.

    The generator takes over the judge's music encoder; its motion encoder gives the features of the perceptual loss.
    """

    config: GanConfig
    product = "generator"
    kept = ("critic",)  # the evaluation's Wasserstein distance needs it

    def __init__(self, generator: nn.Module, judge: nn.Module, device: str) -> None:
        self._generator, self._critic = generator.to(device), MotionCritic().to(device)
        self._ear, self._motion_encoder = _part(generator, "music_encoder"), _part(judge, "motion_encoder")
        self._ear.load_state_dict(_part(judge, "music_encoder").state_dict())
        self._ear.requires_grad_(not self.config.freeze_ear)
        self._motion_encoder.requires_grad_(False)
        self.networks = {
            "generator": self._generator, "critic": self._critic, "motion_encoder": self._motion_encoder,
        }  # fmt: skip

    def train(self, mode: bool = True) -> None:
        super().train(mode)
        self._motion_encoder.eval()
        if self.config.freeze_ear:
            self._ear.eval()  # frozen is also its BatchNorm

    def step(self, batch: Batch, number: int) -> Numbers:
        del number
        real, fake = batch["motion"], self._generate(self._generator, batch)
        for _ in range(self.config.critic_steps):
            away, penalty = critic_loss(self._critic, real, fake), self._penalty(real, fake)
            learn_(away + self.config.penalty * penalty, self.optimisers["critic"])
        losses = self._losses(fake, real)
        learn_(self.config.total(losses), self.optimisers["generator"])
        return numbers(losses | {"wasserstein": -away, "penalty": penalty, "size": size(fake, real)})

    def validate(self, batch: Batch) -> Numbers:
        real, fake = batch["motion"], self._generate(self.networks[self.product], batch)
        distance = -critic_loss(self._critic, real, fake)
        return numbers(self._losses(fake, real) | {"wasserstein": distance, "size": size(fake, real)})

    def _learning(self) -> list[nn.Parameter]:
        return [parameter for parameter in self._generator.parameters() if parameter.requires_grad]

    def _losses(self, fake: torch.Tensor, real: torch.Tensor) -> dict[str, torch.Tensor]:
        return {
            "adversarial": -self._critic(fake).mean(),
            "perceptual": perceptual(self._motion_encoder, fake, real),
            "mse": functional.mse_loss(fake, real),
        }

    @abstractmethod
    def _penalty(self, real: torch.Tensor, fake: torch.Tensor) -> torch.Tensor:
        """What keeps the critic's slope in bounds."""

    @abstractmethod
    def _generate(self, generator: nn.Module, batch: Batch) -> torch.Tensor:
        """(n, t, 13, 2) from a batch."""


def _part(network: nn.Module, name: str) -> nn.Module:
    return network.get_submodule(name)
