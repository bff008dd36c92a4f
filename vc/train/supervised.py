"""Baton: learn what simulated conductors do, told who they are, what they chose and, mostly, where the beats are."""

import copy
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import ClassVar

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from vc.conductor.latents import STYLE_CHANNELS, style_of
from vc.data.conductormotion100 import Item
from vc.models import load
from vc.models.baton.network import Baton
from vc.models.critic import MotionCritic
from vc.models.official.sync_net import SyncNet
from vc.skeleton import JOINT_COUNT, POSE_RATE
from vc.train.augment import change
from vc.train.average import follow_
from vc.train.config import Config, SupervisedConfig
from vc.train.hearing import heard_losses
from vc.train.losses import critic_loss, gradient_penalty, perceptual, spread_loss, velocity
from vc.train.stage import Batch, Need, Numbers, Sample, Stage, learn_, numbers
from vc.train.targets import Lesson, fresh_lesson, labels_of, random_manner, random_tempo, recorded_lesson

LEAST_SPREAD = 0.012  # stage widths: joints that hardly move must not count without bound
LEAST_SPEED = 0.02  # likewise, of a joint's spread, from pose to pose
SCALE_ITEMS = 64
STYLE_SEEDS = 1000


class Scale(nn.Module):
    """How far and how fast each coordinate moves in the data: losses are measured in these."""

    spread: torch.Tensor
    speed: torch.Tensor

    def __init__(self) -> None:
        super().__init__()
        self.register_buffer("spread", torch.ones(JOINT_COUNT, 2))
        self.register_buffer("speed", torch.ones(JOINT_COUNT, 2))

    def measure_(self, items: Iterable[Item]) -> None:
        motions = [np.asarray(item.motion, np.float64) for item in islice(items, SCALE_ITEMS)]
        everything = np.concatenate(motions)
        steps = np.concatenate([np.diff(motion, axis=0) for motion in motions])
        spread = np.hypot(everything.std(axis=0), LEAST_SPREAD)
        self.spread.copy_(torch.from_numpy(spread))
        self.speed.copy_(torch.from_numpy(np.hypot(steps.std(axis=0), LEAST_SPEED * spread)))


class SupervisedStage(Stage):
    """items : those trained on; the first of them give the scale of the losses
    sync_net : weights of an own stage 1; only needed for a perceptual loss
    ear : weights of a hearing training to begin with; None begins with an ear that has heard nothing
    """

    what = "Baton"
    presets: ClassVar[dict[str, Config]] = {"own": SupervisedConfig()}
    needs = (Need("ear", "baton-ear"), Need("sync_net", "official-sync-net"))
    config: SupervisedConfig
    product, model = "average", "baton"

    def __init__(
        self,
        config: SupervisedConfig,
        items: Sequence[Item],
        *,
        sync_net: Path | None = None,
        ear: Path | None = None,
        device: str = "cpu",
    ) -> None:
        self.config = config
        labels_of(items[0])  # without labels there is nothing to learn from: say so before any work
        self._baton = Baton(STYLE_CHANNELS, told=config.phase_dropout < 1, latents=config.latents)
        _measure_styles_(self._baton)
        self._mean_style = self._baton.hand.style_mean.numpy().copy()
        if ear is not None:
            self._baton.ear.load_state_dict(load("baton-ear", ear).state_dict())
        elif config.freeze_ear:
            raise ValueError("an ear that is kept as it is has to be trained first: name its weights")
        self._baton.ear.requires_grad_(not config.freeze_ear)
        learning = [parameter for parameter in self._baton.parameters() if parameter.requires_grad]
        self._scale = Scale()
        self._scale.measure_(items)
        self._baton, self._scale = self._baton.to(device), self._scale.to(device)
        self._average = copy.deepcopy(self._baton).requires_grad_(False)
        self._critic = MotionCritic().to(device)
        self._features = _motion_encoder(config, sync_net, device)
        self.networks = {
            "baton": self._baton, "average": self._average, "scale": self._scale, "critic": self._critic,
        }  # fmt: skip
        self.optimisers = {
            "baton": torch.optim.AdamW(learning, lr=config.rate, weight_decay=1e-3),
            "critic": torch.optim.Adam(self._critic.parameters(), lr=config.critic_rate, betas=(0.5, 0.9)),
        }

    def train(self, mode: bool = True) -> None:
        super().train(mode)
        if self.config.freeze_ear:
            self._baton.ear.eval()  # also its means and spreads stay

    def make_batch(self, samples: Sequence[Sample], rng: np.random.Generator, epoch: int) -> dict[str, np.ndarray]:
        """Arrays of `targets.Lesson`, each with n in front; some lessons are told no beats (phase 0)."""
        del epoch
        lessons = [self._lesson(sample, rng) for sample in samples]
        batch = {name: np.stack([getattr(lesson, name) for lesson in lessons]) for name in Lesson.__dataclass_fields__}
        batch["mel"] = np.stack(
            [change(mel, batch["mel"][i - 1], self.config, rng) for i, mel in enumerate(batch["mel"])]
        )
        untold = rng.random(len(lessons)) < self.config.phase_dropout
        batch["phase"][untold] = 0
        if not self.config.latents:
            batch["style"][:] = self._mean_style
            batch["noise"][:] = 0
        return batch

    def _lesson(self, sample: Sample, rng: np.random.Generator) -> Lesson:
        config = self.config
        if not config.fresh_conductors:
            first_s = sample.first // POSE_RATE
            return recorded_lesson(sample.item, first_s, config.sample_s, jitter_s=config.phase_jitter_s, rng=rng)
        tempo = random_tempo(sample.item, config.sample_s, rng)
        seed = int(rng.integers(0, 2**31))
        return fresh_lesson(
            sample.item,
            config.sample_s,
            tempo=tempo,
            seed=seed,
            manner=random_manner(rng),
            jitter_s=config.phase_jitter_s,
            rng=rng,
        )

    def step(self, batch: Batch, number: int) -> Numbers:
        poses, heard = self._run(self._baton, batch)
        losses = self._losses(poses, heard, batch)
        more: dict[str, torch.Tensor] = {}
        if self._adversarial(number):
            real = batch["motion"]
            distance = critic_loss(self._critic, real, poses)
            penalty = gradient_penalty(self._critic, real, poses, norm="dimension")
            learn_(distance + self.config.penalty * penalty, self.optimisers["critic"])
            losses["adversarial"] = -self._critic(poses).mean()
            more = {"wasserstein": -distance, "penalty": penalty}
        if self._features is not None and number >= self.config.adversarial_from:
            losses["perceptual"] = perceptual(self._features, poses, batch["motion"])
        learn_(self.config.total(losses), self.optimisers["baton"], clip=True)
        follow_(self._average, self._baton, number)
        return numbers(losses | more | {"size": _size(poses, batch["motion"])})

    def validate(self, batch: Batch) -> Numbers:
        poses, heard = self._run(self._average, batch)
        speed = velocity(poses).std() / velocity(batch["motion"]).std()
        sizes = {"size": _size(poses, batch["motion"]), "speed": speed}
        return numbers(self._losses(poses, heard, batch) | sizes)

    def _adversarial(self, number: int) -> bool:
        return self.config.weights.get("adversarial", 0) > 0 and number >= self.config.adversarial_from

    def _run(self, baton: Baton, batch: Batch) -> tuple[torch.Tensor, torch.Tensor]:
        with self.autocast(batch["mel"].device):
            poses, heard = baton(batch["mel"], batch["phase"], batch["style"], batch["noise"])
        return poses.float(), heard.float()

    def _losses(self, poses: torch.Tensor, heard: torch.Tensor, batch: Batch) -> dict[str, torch.Tensor]:
        scale, real = self._scale, batch["motion"]
        losses = {
            "position": functional.mse_loss(poses / scale.spread, real / scale.spread),
            "velocity": functional.mse_loss(velocity(poses) / scale.speed, velocity(real) / scale.speed),
            "spread": spread_loss(poses / scale.spread, real / scale.spread)
            + spread_loss(velocity(poses) / scale.speed, velocity(real) / scale.speed),
        }
        return losses | heard_losses(heard, batch["heard"])


def _measure_styles_(baton: Baton) -> None:
    """Mean and spread of the styles that conductors are drawn from: part of the weights."""
    rng = np.random.default_rng(0)
    styles = np.stack([style_of(seed, random_manner(rng)) for seed in range(STYLE_SEEDS)])
    baton.hand.style_mean.copy_(torch.from_numpy(styles.mean(axis=0)))
    baton.hand.style_spread.copy_(torch.from_numpy(np.maximum(styles.std(axis=0), 1e-4)))


def _motion_encoder(config: SupervisedConfig, sync_net: Path | None, device: str) -> nn.Module | None:
    if config.weights.get("perceptual", 0) == 0:
        return None
    if sync_net is None:
        raise ValueError("a perceptual loss needs the weights of a sync net (stage 1)")
    judge = load("official-sync-net", sync_net, device)
    assert isinstance(judge, SyncNet)
    return judge.motion_encoder.eval().requires_grad_(False)


def _size(fake: torch.Tensor, real: torch.Tensor) -> torch.Tensor:
    return fake.std(dim=1).mean() / real.std(dim=1).mean()
