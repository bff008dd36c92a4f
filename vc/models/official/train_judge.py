"""Stage 1 of M2S-GAN: M2S-Net learns whether music and motion belong together, from the recordings alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np
import torch
from torch.nn import functional

from vc.models.official.sync_net import SyncNet
from vc.skeleton import POSE_RATE
from vc.train.config import Config
from vc.train.pairs import PairsConfig, draw_pairs
from vc.train.stage import Batch, OneNetwork, Sample


@dataclass(frozen=True, kw_only=True)
class ContrastiveConfig(PairsConfig):
    """Nothing but what all judges are told."""

    stage: ClassVar[str] = "contrastive"


class ContrastiveStage(OneNetwork):
    """Two clips of each sample, all four pairings of their musics and motions; source: Chen et al., JCST 2022.

    Where several have conducted an item, both clips are of one of them.
    """

    what = "M2S-Net, the judge of whether music and motion belong together"
    presets: ClassVar[dict[str, Config]] = {
        "repository": ContrastiveConfig(),
        "paper": ContrastiveConfig(),
        "own": ContrastiveConfig(epochs=40, warmup_steps=100, decay=True),
    }
    config: ContrastiveConfig
    name, model = "sync_net", "official-sync-net"
    makes = SyncNet

    def make_batch(self, samples: Sequence[Sample], rng: np.random.Generator, epoch: int) -> dict[str, np.ndarray]:
        """music (2 n, 3 t, 128) and motion (2 n, t, 13, 2): the first clips of all samples, then their negatives."""
        who = {sample: sample.item.any_conductor(rng) for sample in samples}
        music, motion = draw_pairs(samples, self.config, partial(self._cut, who), rng, epoch)
        return {"music": music, "motion": motion}

    def _cut(self, who: dict[Sample, int], sample: Sample, start: int) -> tuple[np.ndarray, np.ndarray]:
        return sample.item.window(sample.first + start, self.config.clip_s * POSE_RATE, who[sample])

    def _losses(self, network: SyncNet, batch: Batch) -> dict[str, torch.Tensor]:
        """Cross-entropy of the chances averaged over time; and the share of poses judged rightly.

        Every clip is encoded once: the pairings only cross the codes.
        """
        with self.autocast(batch["music"].device):
            music = network.music_encoder(batch["music"]).float().chunk(2)
            motion = network.motion_encoder(batch["motion"]).float().chunk(2)
        chance = [[network.fuse(one, another) for another in motion] for one in music]
        own, other = [chance[0][0], chance[1][1]], [chance[0][1], chance[1][0]]
        right = [value > 0.5 for value in own] + [value < 0.5 for value in other]
        return {
            "matching": sum((_cross_entropy(value, 1.0) for value in own), torch.zeros(())),
            "foreign": sum((_cross_entropy(value, 0.0) for value in other), torch.zeros(())),
            "accuracy": torch.cat(right).float().mean(),
        }


def _cross_entropy(chance: torch.Tensor, target: float) -> torch.Tensor:
    mean = chance.mean(dim=1)
    return functional.binary_cross_entropy(mean, torch.full_like(mean, target))
