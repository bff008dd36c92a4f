"""AMCNet learns to judge whether music and motion belong together."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import torch

from vc.models.amcnet.network import Amcnet, scale
from vc.skeleton import POSE_RATE
from vc.train.config import Config, require
from vc.train.features import features_and_motion
from vc.train.pairs import PairsConfig, draw_pairs
from vc.train.stage import Batch, OneNetwork, Sample


@dataclass(frozen=True, kw_only=True)
class AmcnetConfig(PairsConfig):
    """largest : how many times larger or smaller a motion is made at random, so that its code comes to say how it moves
    and not how large it is."""

    stage: ClassVar[str] = "amcnet"
    epochs: int = 100
    largest: float = 2.0

    def __post_init__(self) -> None:
        super().__post_init__()
        require(self.largest >= 1, f"largest is {self.largest}; 1 leaves motions as they are, and less makes no sense")


class AmcnetStage(OneNetwork):
    """Two clips of each sample, all four pairings of their musics and motions, every motion in another size.

    Source: Chen et al., ICME 2021, equation 1: (score - 1)^2 for what belongs together, score^2 for what does not.
    """

    what = "AMCNet, the judge"
    presets: ClassVar[dict[str, Config]] = {
        "paper": AmcnetConfig(),
        "own": AmcnetConfig(batch=6, warmup_steps=100, decay=True),
    }
    config: AmcnetConfig
    name, model = "amcnet", "amcnet-judge"
    makes = Amcnet

    def make_batch(self, samples: Sequence[Sample], rng: np.random.Generator, epoch: int) -> dict[str, np.ndarray]:
        """features (2 n, t, 26), motion (2 n, t, 13, 2) and factors (2 n,) to scale it by: the first clips of all
        samples, then their negatives."""
        features, motion = draw_pairs(samples, self.config, self._cut, rng, epoch)
        most = np.log(self.config.largest)
        factors = np.exp(rng.uniform(-most, most, len(features))).astype(np.float32)
        return {"features": features, "motion": motion, "factors": factors}

    def _cut(self, sample: Sample, start: int) -> tuple[np.ndarray, np.ndarray]:
        return features_and_motion(sample, start, self.config.clip_s * POSE_RATE)

    def _losses(self, network: Amcnet, batch: Batch) -> dict[str, torch.Tensor]:
        """The least-squares losses; and the share of pairs judged rightly. Every clip is encoded once."""
        with self.autocast(batch["features"].device):
            music = network.music_encoder(batch["features"])
            motion = network.motion_encoder(scale(batch["motion"], batch["factors"]))
        musics, motions = music.float().chunk(2), motion.float().chunk(2)
        own = torch.cat([network.fuse(musics[i], motions[i]) for i in (0, 1)])
        other = torch.cat([network.fuse(musics[i], motions[1 - i]) for i in (0, 1)])
        accuracy = torch.cat([own > 0.5, other < 0.5]).float().mean()
        return {"matching": (own - 1).square().mean(), "foreign": other.square().mean(), "accuracy": accuracy}
