"""AMCNet's generator learns to move, with the judge's ear."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import ClassVar

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from vc.conductor import perform
from vc.conductor.latents import noise_of, style_of
from vc.data.conductormotion100 import Item
from vc.models import load
from vc.models.amcnet.network import FEATURES, NOISE_CHANNELS, AmcnetGenerator, noise_like
from vc.skeleton import POSE_RATE
from vc.train.average import RunningMean
from vc.train.config import PAPER_WEIGHTS, Config, require
from vc.train.features import features_and_motion, features_of
from vc.train.gan import GanConfig, GanStage
from vc.train.lessons import faster, labels_of, random_manner, random_tempo
from vc.train.losses import lipschitz_penalty, velocity
from vc.train.scale import Scale, mean_pose, motions_of
from vc.train.stage import Batch, Need, Numbers, Sample

KEPT_LESSONS = 4096  # of new conductors, 0.4 MB each


@dataclass(frozen=True, kw_only=True)
class AmcnetGanConfig(GanConfig):
    """With the paper's weights; the velocity is a loss of this project.

    penalty : of what holds the critic's slope to 1, see `losses.lipschitz_penalty` (WGAN-GP's 10 is for distances of
        tens; these are of a tenth, and would be drowned)
    conductors : how many new ones, told as noise, conduct each item whose beats are known; 0 leaves the recorded one
    gain_jitter : how strongly features are made larger and smaller: the greatest value, which they are divided by, is
        another in each recording of a piece
    """

    stage: ClassVar[str] = "amcnet-gan"
    losses: ClassVar[tuple[str, ...]] = (*GanConfig.losses, "velocity")
    critic_rate: float = 5e-4
    penalty: float = 1.0
    freeze_ear: bool = False
    conductors: int = 0
    gain_jitter: float = 0.0

    def __post_init__(self) -> None:
        super().__post_init__()
        self.require_not_negative("conductors", "gain_jitter")
        require(0 < self.critic_rate < 1, f"critic_rate is {self.critic_rate}; a learning rate lies between 0 and 1")


class AmcnetGanStage(GanStage):
    """The generator, with AMCNet's ear, between what was recorded, the judge's motion encoder and a critic.

    The critic's slope is held near 1 (a Lipschitz constraint), over the root mean square of all joints and poses: so
    its Wasserstein distance is in stage widths. The squared errors are measured in the data's own deviations: in stage
    widths they would be thousandths, and the paper's weight for them as good as none.

    Ours beside the paper's three losses: where a simulator has labelled the data, new conductors conduct it, and the
    noise is who they are and what they choose, so that none is averaged away; likewise the error of the velocity; and
    the weights handed out are a running mean.

    items : those trained on; the generator begins in the mean pose of the first of them, which also give the deviations
    amcnet : weights of an AMCNet training
    Source: Chen et al., ICME 2021, equation 2 and its weights; the critic is M2S-GAN's, its constraint WGAN-GP's.
    """

    what = "AMCNet's generator"
    presets: ClassVar[dict[str, Config]] = {
        "paper": AmcnetGanConfig(),
        "own": AmcnetGanConfig(
            sample_s=20, batch=4, rate=1.2e-3, warmup_steps=100, decay=True, critic_steps=2, conductors=2,
            gain_jitter=0.15, weights=PAPER_WEIGHTS | {"velocity": 0.1, "adversarial": 2.0},
        ),
    }  # fmt: skip
    needs = (Need("amcnet", "amcnet-judge", required=True),)
    config: AmcnetGanConfig
    product, model = "average", "amcnet"

    def __init__(self, config: AmcnetGanConfig, items: Sequence[Item], *, amcnet: Path, device: str = "cpu") -> None:
        self.config = config
        generator = AmcnetGenerator()
        with torch.no_grad():
            generator.pose.bias.copy_(mean_pose(items).flatten())  # type: ignore[union-attr]
        super().__init__(generator, load("amcnet-judge", amcnet, device), device)
        self._scale = Scale()
        self._scale.measure_(motions_of(items))
        self._scale.to(device)
        self._mean = RunningMean(generator)
        self.networks |= {"average": self._mean.module, "scale": self._scale}
        self.optimisers = {
            "generator": torch.optim.Adam(self._learning(), lr=config.rate),
            "critic": torch.optim.Adam(self._critic.parameters(), lr=config.critic_rate, betas=(0.5, 0.9)),
        }

    def make_batch(self, samples: Sequence[Sample], rng: np.random.Generator, epoch: int) -> dict[str, np.ndarray]:
        """features (n, t, 26), motion (n, t, 13, 2), noise (n, seconds + 1, 55)."""
        del epoch
        lessons = [self._lesson(sample, rng) for sample in samples]
        names = ("features", "motion", "noise")
        batch = {name: np.stack(part) for name, part in zip(names, zip(*lessons, strict=True), strict=True)}
        gains = self.config.gain_jitter * rng.standard_normal((len(lessons), 1, FEATURES), np.float32)
        batch["features"] *= np.exp(gains)
        return batch

    def _lesson(self, sample: Sample, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        seconds, labels = self.config.sample_s, sample.item.labels
        if self.config.conductors and labels is not None and len(labels.seeds):
            features, motion, noise = fresh(sample.item, int(rng.integers(self.config.conductors)), seconds)
            first_s = int(rng.integers(0, len(motion) // POSE_RATE - seconds + 1))
            poses = slice(first_s * POSE_RATE, (first_s + seconds) * POSE_RATE)
            return features[poses].astype(np.float32), motion[poses], noise[first_s : first_s + seconds + 1]
        noise = rng.standard_normal((seconds + 1, NOISE_CHANNELS), np.float32)
        return *features_and_motion(sample, 0, seconds * POSE_RATE), noise

    def step(self, batch: Batch, number: int) -> Numbers:
        told = super().step(batch, number)
        self._mean.follow_(self._generator, number)
        return told

    def _penalty(self, real: torch.Tensor, fake: torch.Tensor) -> torch.Tensor:
        return lipschitz_penalty(self._critic, real, fake)

    def _generate(self, generator: nn.Module, batch: Batch) -> torch.Tensor:
        with self.autocast(batch["features"].device):
            poses: torch.Tensor = generator(batch["features"], batch["noise"])
        return poses.float()

    def _losses(self, fake: torch.Tensor, real: torch.Tensor) -> dict[str, torch.Tensor]:
        spread, speed = self._scale.spread, self._scale.speed
        return super()._losses(fake, real) | {
            "mse": functional.mse_loss(fake / spread, real / spread),
            "velocity": functional.mse_loss(velocity(fake) / speed, velocity(real) / speed),
        }


@lru_cache(maxsize=KEPT_LESSONS)
def fresh(item: Item, number: int, seconds: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """New conductor `number` on a whole labelled item, in a manner and a tempo of its own: at least `seconds` remain.

    Returns features (T, 26) float16, motion (T, 13, 2) and noise (T / 30 + 1 or more, 55). The features are stretched
    in time: those of stretched music hardly differ, and take much longer. Kept, because conducting takes longest.
    """
    rng = np.random.default_rng([number, zlib.crc32(item.name.encode())])
    tempo, seed, manner = random_tempo(item, seconds, rng), int(rng.integers(0, 2**31)), random_manner(rng)
    rhythm = faster(labels_of(item).rhythm, tempo)
    motion = perform(rhythm, seed=seed, manner=manner).points.astype(np.float32)
    features = at(features_of(item), np.arange(len(motion)) * tempo).astype(np.float16)
    return features, motion, noise_like(style_of(seed, manner), noise_of(rhythm, seed, manner))


def at(features: np.ndarray, places: np.ndarray) -> np.ndarray:
    """(t, 26) float32: features at places between poses, linear between them, the last one beyond the end."""
    before = np.minimum(places.astype(int), len(features) - 1)
    after, part = np.minimum(before + 1, len(features) - 1), (places - before)[:, None].astype(np.float32)
    values = features.astype(np.float32)
    between: np.ndarray = values[before] * (1 - part) + values[after] * part
    return between
