"""AMCNet's two trainings: to judge whether music and motion belong together, then to move with that judge's ear."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

from vc.data.conductormotion100 import Item
from vc.models import load
from vc.models.amcnet import NOISE_CHANNELS, Amcnet, AmcnetGenerator, scale
from vc.models.critic import MotionCritic
from vc.skeleton import POSE_RATE
from vc.train.config import AmcnetConfig, AmcnetGanConfig
from vc.train.losses import critic_loss, lipschitz_penalty, perceptual
from vc.train.pairs import draw_starts, partners
from vc.train.stage import Batch, Numbers, Sample, Stage, learn_, numbers

KEPT_ITEMS = 4096  # items of 60 s whose features stay in memory, 94 kB each: measuring them takes 0.2 s
MEAN_ITEMS = 64


class AmcnetStage(Stage):
    """Two clips of each sample, all four pairings of their musics and motions, every motion in another size.

    Source: Chen et al., ICME 2021, equation 1: (score - 1)^2 for what belongs together, score^2 for what does not.
    """

    config: AmcnetConfig
    product, model = "amcnet", "amcnet-judge"

    def __init__(self, config: AmcnetConfig, device: str = "cpu") -> None:
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


class AmcnetGanStage(Stage):
    """The generator, with AMCNet's ear, between what was recorded, the judge's motion encoder and a critic.

    The critic's slope is held near 1 (a Lipschitz constraint), over the root mean square of all joints and poses: so
    its Wasserstein distance is in stage widths.

    items : those trained on; the generator begins in the mean pose of the first of them
    amcnet : weights of an AMCNet training, whose music encoder the generator takes over and whose motion encoder
        gives the features of the perceptual loss
    Source: Chen et al., ICME 2021, equation 2 and its weights; the critic is M2S-GAN's, its constraint WGAN-GP's.
    """

    config: AmcnetGanConfig
    product, model = "generator", "amcnet"
    kept = ("critic",)

    def __init__(self, config: AmcnetGanConfig, items: Sequence[Item], amcnet: Path, device: str = "cpu") -> None:
        self.config = config
        judge = load("amcnet-judge", amcnet, device)
        assert isinstance(judge, Amcnet)
        self._generator, self._critic = AmcnetGenerator(), MotionCritic().to(device)
        mean = np.mean([np.asarray(item.motion, np.float64).mean(axis=0) for item in items[:MEAN_ITEMS]], axis=0)
        with torch.no_grad():
            self._generator.pose.bias.copy_(torch.from_numpy(mean.flatten()))  # type: ignore[union-attr]
        self._generator.to(device)
        self._generator.music_encoder.load_state_dict(judge.music_encoder.state_dict())
        self._generator.music_encoder.requires_grad_(not config.freeze_ear)
        self._motion_encoder = judge.motion_encoder.requires_grad_(False)
        self.networks = {
            "generator": self._generator, "critic": self._critic, "motion_encoder": self._motion_encoder,
        }  # fmt: skip
        learning = [p for p in self._generator.parameters() if p.requires_grad]
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
        """features (n, t, 26), motion (n, t, 13, 2), noise (n, seconds + 1, 8)."""
        del epoch
        seconds = self.config.sample_s
        music, motion = zip(*(pair(sample, 0, seconds * POSE_RATE) for sample in samples), strict=True)
        noise = rng.standard_normal((len(samples), seconds + 1, NOISE_CHANNELS), np.float32)
        return {"features": np.stack(music), "motion": np.stack(motion), "noise": noise}

    def step(self, batch: Batch, number: int) -> Numbers:
        del number
        real, fake = batch["motion"], self._generate(batch)
        for _ in range(self.config.critic_steps):
            away = critic_loss(self._critic, real, fake)
            penalty = lipschitz_penalty(self._critic, real, fake)
            learn_(away + self.config.penalty * penalty, self.optimisers["critic"])
        losses = self._losses(fake, real)
        learn_(self.config.total(losses), self.optimisers["generator"])
        return numbers(losses | {"wasserstein": -away, "penalty": penalty, "size": _size(fake, real)})

    def validate(self, batch: Batch) -> Numbers:
        real, fake = batch["motion"], self._generate(batch)
        distance = -critic_loss(self._critic, real, fake)
        return numbers(self._losses(fake, real) | {"wasserstein": distance, "size": _size(fake, real)})

    def _generate(self, batch: Batch) -> torch.Tensor:
        with self.autocast(batch["features"].device):
            poses: torch.Tensor = self._generator(batch["features"], batch["noise"])
        return poses.float()

    def _losses(self, fake: torch.Tensor, real: torch.Tensor) -> dict[str, torch.Tensor]:
        return {
            "adversarial": -self._critic(fake).mean(),
            "perceptual": perceptual(self._motion_encoder, fake, real),
            "mse": functional.mse_loss(fake, real),
        }


def pair(sample: Sample, first: int, poses: int) -> tuple[np.ndarray, np.ndarray]:
    """(features (poses, 26), motion (poses, 13, 2)) of a sample, from its pose `first` on.

    The features are measured on the whole item, as they are on a whole piece in use, and cut.
    """
    start = sample.first + first
    motion = np.array(sample.item.motion[start : start + poses], np.float32)
    return _features_of(sample.item)[start : start + poses].astype(np.float32), motion


@lru_cache(maxsize=KEPT_ITEMS)
def _features_of(item: Item) -> np.ndarray:
    from vc.audio.features import features_from_mel

    return features_from_mel(item.music(0, len(item.motion))).astype(np.float16)


def _size(fake: torch.Tensor, real: torch.Tensor) -> torch.Tensor:
    """How large the generated motion is against the real one: SDP, 1 is best."""
    return fake.std(dim=1).mean() / real.std(dim=1).mean()
