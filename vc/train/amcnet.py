"""AMCNet's two trainings: to judge whether music and motion belong together, then to move with that judge's ear."""

import copy
import zlib
from collections.abc import Sequence
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
from vc.models.amcnet import FEATURES, NOISE_CHANNELS, Amcnet, AmcnetGenerator, noise_like, scale
from vc.skeleton import POSE_RATE
from vc.train.average import follow_
from vc.train.config import PAPER_WEIGHTS, AmcnetConfig, AmcnetGanConfig, Config
from vc.train.gan import GanStage
from vc.train.losses import lipschitz_penalty, velocity
from vc.train.pairs import draw_starts, partners
from vc.train.stage import Batch, Need, Numbers, Sample, Stage, learn_, numbers
from vc.train.supervised import Scale
from vc.train.targets import faster, labels_of, random_manner, random_tempo

KEPT_ITEMS = 4096  # items of 60 s whose features stay in memory, 94 kB each: measuring them takes 0.2 s
MEAN_ITEMS = 64
KEPT_LESSONS = 4096  # of new conductors, 0.4 MB each


class AmcnetStage(Stage):
    """Two clips of each sample, all four pairings of their musics and motions, every motion in another size.

    Source: Chen et al., ICME 2021, equation 1: (score - 1)^2 for what belongs together, score^2 for what does not.
    """

    what = "AMCNet, the judge"
    presets: ClassVar[dict[str, Config]] = {
        "paper": AmcnetConfig(),
        "own": AmcnetConfig(batch=6, warmup_steps=100, decay=True),
    }
    config: AmcnetConfig
    product, model = "amcnet", "amcnet-judge"

    def __init__(self, config: AmcnetConfig, items: Sequence[Item], *, device: str = "cpu") -> None:
        del items
        self.config = config
        self._network = Amcnet().to(device)
        self.networks = {"amcnet": self._network}
        self.optimisers = {"amcnet": torch.optim.Adam(self._network.parameters(), lr=config.rate)}

    def make_batch(self, samples: Sequence[Sample], rng: np.random.Generator, epoch: int) -> dict[str, np.ndarray]:
        """features (2 n, t, 26), motion (2 n, t, 13, 2) and factors (2 n,) to scale it by: the first clips of all
        samples, then their negatives."""
        config = self.config
        negatives = "easy" if epoch < config.easy_epochs else config.negatives
        starts = [draw_starts(negatives, config.sample_s, config.clip_s, rng) for _ in samples]
        poses = config.clip_s * POSE_RATE
        first = [pair(sample, start[0], poses) for sample, start in zip(samples, starts, strict=True)]
        if negatives == "easy":
            second = [first[other] for other in partners([sample.item.name for sample in samples], rng)]
        else:
            second = [pair(sample, start[1], poses) for sample, start in zip(samples, starts, strict=True)]
        music, motion = zip(*first, *second, strict=True)
        most = np.log(config.largest)
        factors = np.exp(rng.uniform(-most, most, len(music))).astype(np.float32)
        return {"features": np.stack(music), "motion": np.stack(motion), "factors": factors}

    def step(self, batch: Batch, number: int) -> Numbers:
        del number
        losses, told = self._losses(batch)
        learn_(self.config.total(losses), self.optimisers["amcnet"])
        return numbers(losses | told)

    def validate(self, batch: Batch) -> Numbers:
        losses, told = self._losses(batch)
        return numbers(losses | told)

    def _losses(self, batch: Batch) -> tuple[dict[str, torch.Tensor], dict[str, torch.Tensor]]:
        """The least-squares losses; and the share of pairs judged rightly. Every clip is encoded once."""
        with self.autocast(batch["features"].device):
            music = self._network.music_encoder(batch["features"])
            motion = self._network.motion_encoder(scale(batch["motion"], batch["factors"]))
        musics, motions = music.float().chunk(2), motion.float().chunk(2)
        own = torch.cat([self._network.fuse(musics[i], motions[i]) for i in (0, 1)])
        other = torch.cat([self._network.fuse(musics[i], motions[1 - i]) for i in (0, 1)])
        losses = {"matching": (own - 1).square().mean(), "foreign": other.square().mean()}
        accuracy = torch.cat([own > 0.5, other < 0.5]).float().mean()
        return losses, {"accuracy": accuracy}


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
        mean = np.mean([np.asarray(item.motion, np.float64).mean(axis=0) for item in items[:MEAN_ITEMS]], axis=0)
        with torch.no_grad():
            generator.pose.bias.copy_(torch.from_numpy(mean.flatten()))  # type: ignore[union-attr]
        super().__init__(generator, load("amcnet-judge", amcnet, device), device)
        self._scale = Scale()
        self._scale.measure_(items)
        self._scale.to(device)
        average = copy.deepcopy(generator).requires_grad_(False)
        self.networks |= {"average": average, "scale": self._scale}
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
        return *pair(sample, 0, seconds * POSE_RATE), noise

    def step(self, batch: Batch, number: int) -> Numbers:
        told = super().step(batch, number)
        follow_(self.networks["average"], self._generator, number)
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


def pair(sample: Sample, first: int, poses: int) -> tuple[np.ndarray, np.ndarray]:
    """(features (poses, 26), motion (poses, 13, 2)) of a sample, from its pose `first` on.

    The features are measured on the whole item, as they are on a whole piece in use, and cut.
    """
    start = sample.first + first
    motion = np.array(sample.item.motion[start : start + poses], np.float32)
    return features_of(sample.item)[start : start + poses].astype(np.float32), motion


@lru_cache(maxsize=KEPT_ITEMS)
def features_of(item: Item) -> np.ndarray:
    """(T, 26) float16 of a whole item, measured once."""
    from vc.audio.features import features_from_mel

    return features_from_mel(item.music(0, len(item.motion))).astype(np.float16)
