"""Stage 2 of M2S-GAN: a generator, with the ears of stage 1, learns motion that a critic takes for real."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

from vc.models import load
from vc.models.critic import MotionCritic
from vc.models.official.generator import NOISE_CHANNELS, NOISE_RATE, Generator
from vc.models.official.sync_net import SyncNet
from vc.skeleton import POSE_RATE
from vc.train.config import AdversarialConfig
from vc.train.losses import critic_loss, gradient_penalty, perceptual
from vc.train.stage import Batch, Numbers, Sample, Stage, learn_, numbers


class AdversarialStage(Stage):
    """The Wasserstein game with a zero-centred gradient penalty; source: Chen et al., JCST 2022.

    sync_net : weights of stage 1, whose music encoder the generator takes over and whose motion encoder gives the
        features of the perceptual loss. Only weights trained by the user belong here.
    """

    config: AdversarialConfig
    product, model = "generator", "official"
    kept = ("critic",)  # the evaluation's Wasserstein distance needs it

    def __init__(self, config: AdversarialConfig, sync_net: Path, device: str = "cpu") -> None:
        self.config = config
        judge = load("official-sync-net", sync_net, device)
        assert isinstance(judge, SyncNet)
        self._generator, self._critic = Generator().to(device), MotionCritic().to(device)
        self._motion_encoder = judge.motion_encoder.requires_grad_(False)
        self._generator.music_encoder.load_state_dict(judge.music_encoder.state_dict())
        if config.freeze_ear:
            self._generator.music_encoder.requires_grad_(False)
        learning = [p for p in self._generator.parameters() if p.requires_grad]
        self.networks = {
            "generator": self._generator, "critic": self._critic, "motion_encoder": self._motion_encoder,
        }  # fmt: skip
        self.optimisers = {
            "generator": torch.optim.RMSprop(learning, lr=config.rate),
            "critic": torch.optim.RMSprop(self._critic.parameters(), lr=config.rate),
        }

    def train(self, mode: bool = True) -> None:
        super().train(mode)
        self._motion_encoder.eval()
        if self.config.freeze_ear:
            self._generator.music_encoder.eval()  # frozen is also its BatchNorm

    def make_batch(self, samples: Sequence[Sample], rng: np.random.Generator, epoch: int) -> dict[str, np.ndarray]:
        """music (n, 3 t, 128), motion (n, t, 13, 2), noise (n, seconds, 8)."""
        del epoch
        seconds = self.config.sample_s
        music, motion = zip(*(s.item.window(s.first, seconds * POSE_RATE) for s in samples), strict=True)
        noise = rng.standard_normal((len(samples), seconds * NOISE_RATE, NOISE_CHANNELS), np.float32)
        return {"music": np.stack(music), "motion": np.stack(motion), "noise": noise}

    def step(self, batch: Batch, number: int) -> Numbers:
        del number
        real = batch["motion"]
        fake = self._generate(batch)
        for _ in range(self.config.critic_steps):
            distance = critic_loss(self._critic, real, fake)
            penalty = gradient_penalty(self._critic, real, fake, norm=self.config.penalty_norm)
            learn_(distance + self.config.penalty * penalty, self.optimisers["critic"])
        losses = self._losses(fake, real)
        learn_(self.config.total(losses), self.optimisers["generator"])
        return numbers(losses | {"wasserstein": -distance, "penalty": penalty, "size": _size(fake, real)})

    def validate(self, batch: Batch) -> Numbers:
        fake = self._generate(batch)
        return numbers(self._losses(fake, batch["motion"]) | {"size": _size(fake, batch["motion"])})

    def _generate(self, batch: Batch) -> torch.Tensor:
        with self.autocast(batch["music"].device):
            poses: torch.Tensor = self._generator(batch["music"], batch["noise"])
        return poses.float()

    def _losses(self, fake: torch.Tensor, real: torch.Tensor) -> dict[str, torch.Tensor]:
        return {
            "adversarial": -self._critic(fake).mean(),
            "perceptual": perceptual(self._motion_encoder, fake, real),
            "mse": functional.mse_loss(fake, real),
        }


def _size(fake: torch.Tensor, real: torch.Tensor) -> torch.Tensor:
    """How large the generated motion is against the real one: SDP, 1 is best."""
    return fake.std(dim=1).mean() / real.std(dim=1).mean()
