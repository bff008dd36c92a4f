"""Stage 1 of M2S-GAN: M2S-Net learns whether music and motion belong together, from the recordings alone."""

from collections.abc import Sequence
from typing import ClassVar

import numpy as np
import torch
from torch.nn import functional

from vc.data.conductormotion100 import Item
from vc.models.official.sync_net import SyncNet
from vc.skeleton import POSE_RATE
from vc.train.config import Config, ContrastiveConfig
from vc.train.pairs import cut, draw_starts, partners
from vc.train.stage import Batch, Numbers, Sample, Stage, learn_, numbers


class ContrastiveStage(Stage):
    """Two clips of each sample, all four pairings of their musics and motions; source: Chen et al., JCST 2022."""

    what = "M2S-Net, the judge of whether music and motion belong together"
    presets: ClassVar[dict[str, Config]] = {
        "repository": ContrastiveConfig(),
        "paper": ContrastiveConfig(),
        "own": ContrastiveConfig(epochs=40, warmup_steps=100, decay=True),
    }
    config: ContrastiveConfig
    product, model = "sync_net", "official-sync-net"

    def __init__(self, config: ContrastiveConfig, items: Sequence[Item], *, device: str = "cpu") -> None:
        del items
        self.config = config
        self._network = SyncNet().to(device)
        self.networks = {"sync_net": self._network}
        self.optimisers = {"sync_net": torch.optim.Adam(self._network.parameters(), lr=config.rate)}

    def make_batch(self, samples: Sequence[Sample], rng: np.random.Generator, epoch: int) -> dict[str, np.ndarray]:
        """music (2 n, 3 t, 128) and motion (2 n, t, 13, 2): the first clips of all samples, then their negatives."""
        config = self.config
        negatives = "easy" if epoch < config.easy_epochs else config.negatives
        windows = [sample.item.window(sample.first, config.sample_s * POSE_RATE) for sample in samples]
        starts = [draw_starts(negatives, config.sample_s, config.clip_s, rng) for _ in samples]
        first = [cut(*window, start[0], config.clip_s) for window, start in zip(windows, starts, strict=True)]
        if negatives == "easy":
            second = [first[other] for other in partners([sample.item.name for sample in samples], rng)]
        else:
            second = [cut(*window, start[1], config.clip_s) for window, start in zip(windows, starts, strict=True)]
        music, motion = zip(*first, *second, strict=True)
        return {"music": np.stack(music), "motion": np.stack(motion)}

    def step(self, batch: Batch, number: int) -> Numbers:
        del number
        losses, accuracy = self._losses(batch)
        learn_(self.config.total(losses), self.optimisers["sync_net"])
        return numbers(losses | {"accuracy": accuracy})

    def validate(self, batch: Batch) -> Numbers:
        losses, accuracy = self._losses(batch)
        return numbers(losses | {"accuracy": accuracy})

    def _losses(self, batch: Batch) -> tuple[dict[str, torch.Tensor], torch.Tensor]:
        """Cross-entropy of the chances averaged over time; and the share of poses judged rightly.

        Every clip is encoded once: the pairings only cross the codes.
        """
        with self.autocast(batch["music"].device):
            music = self._network.music_encoder(batch["music"]).float().chunk(2)
            motion = self._network.motion_encoder(batch["motion"]).float().chunk(2)
        chance = {(i, j): self._network.fuse(music[i], motion[j]) for i in (0, 1) for j in (0, 1)}
        own = [chance[0, 0], chance[1, 1]]
        other = [chance[0, 1], chance[1, 0]]
        losses = {
            "matching": sum((_cross_entropy(value, 1.0) for value in own), torch.zeros(())),
            "foreign": sum((_cross_entropy(value, 0.0) for value in other), torch.zeros(())),
        }
        right = [value > 0.5 for value in own] + [value < 0.5 for value in other]
        return losses, torch.cat(right).float().mean()


def _cross_entropy(chance: torch.Tensor, target: float) -> torch.Tensor:
    mean = chance.mean(dim=1)
    return functional.binary_cross_entropy(mean, torch.full_like(mean, target))
