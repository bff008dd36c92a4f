"""Stage 2 of M2S-GAN: a generator, with the ears of stage 1, learns motion that a critic takes for real."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

import numpy as np
import torch
from torch import nn

from vc.data.conductormotion100 import Item
from vc.models import load
from vc.models.official.generator import NOISE_CHANNELS, NOISE_RATE, Generator
from vc.skeleton import POSE_RATE
from vc.train.config import PAPER_WEIGHTS, Config, require
from vc.train.gan import GanConfig, GanStage
from vc.train.losses import PENALTY_NORMS, gradient_penalty
from vc.train.stage import Batch, Need, Sample


@dataclass(frozen=True, kw_only=True)
class AdversarialConfig(GanConfig):
    """penalty : of a gradient, zero-centred; penalty_norm : see `losses.gradient_penalty`"""

    stage: ClassVar[str] = "adversarial"
    penalty_norm: str = "batch"
    weights: dict[str, float] = field(default_factory=lambda: {"adversarial": 1.0, "perceptual": 0.05, "mse": 0.0})

    def __post_init__(self) -> None:
        super().__post_init__()
        require(
            self.penalty_norm in PENALTY_NORMS,
            f"penalty_norm is {self.penalty_norm!r}; choose one of {', '.join(PENALTY_NORMS)}",
        )


class AdversarialStage(GanStage):
    """The Wasserstein game with a zero-centred gradient penalty; source: Chen et al., JCST 2022.

    Where several have conducted an item, one of them is drawn for each sample.

    sync_net : weights of stage 1. Only weights trained by the user belong here.
    """

    what = "M2S-GAN, the generator"
    presets: ClassVar[dict[str, Config]] = {
        "repository": AdversarialConfig(),
        "paper": AdversarialConfig(weights=dict(PAPER_WEIGHTS)),
        "own": AdversarialConfig(penalty_norm="dimension"),
    }
    needs = (Need("sync_net", "official-sync-net", required=True),)
    config: AdversarialConfig
    model = "official"

    def __init__(
        self, config: AdversarialConfig, items: Sequence[Item], *, sync_net: Path, device: str = "cpu"
    ) -> None:
        del items
        self.config = config
        super().__init__(Generator(), load("official-sync-net", sync_net, device), device)
        self.optimisers = {
            "generator": torch.optim.RMSprop(self._learning(), lr=config.rate),
            "critic": torch.optim.RMSprop(self._critic.parameters(), lr=config.rate),
        }

    def make_batch(self, samples: Sequence[Sample], rng: np.random.Generator, epoch: int) -> dict[str, np.ndarray]:
        """music (n, 3 t, 128), motion (n, t, 13, 2), noise (n, seconds, 8)."""
        del epoch
        seconds = self.config.sample_s
        windows = [
            sample.item.window(sample.first, seconds * POSE_RATE, sample.item.any_conductor(rng)) for sample in samples
        ]
        music, motion = zip(*windows, strict=True)
        noise = rng.standard_normal((len(samples), seconds * NOISE_RATE, NOISE_CHANNELS), np.float32)
        return {"music": np.stack(music), "motion": np.stack(motion), "noise": noise}

    def _penalty(self, real: torch.Tensor, fake: torch.Tensor) -> torch.Tensor:
        return gradient_penalty(self._critic, real, fake, norm=self.config.penalty_norm)

    def _generate(self, generator: nn.Module, batch: Batch) -> torch.Tensor:
        assert isinstance(generator, Generator)
        with self.autocast(batch["music"].device):
            code = generator.music_encoder(batch["music"])
        return generator.move(code.float(), batch["noise"])  # in half precision the critic would see the rounding
