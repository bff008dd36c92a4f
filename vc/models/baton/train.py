"""Baton: learn to move as simulated conductors do who intend the same, and to read entries and accents in music."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from vc.channels import WIDTH
from vc.conductor.latents import STYLE_CHANNELS, style_of
from vc.data.conductormotion100 import Item
from vc.models import load
from vc.models.baton import limbs
from vc.models.baton.network import Baton, spread
from vc.models.baton.train_ear import heard_losses
from vc.models.baton.train_lessons import Lesson, fresh_lesson, layers_of, recorded_lesson
from vc.models.baton.train_reader import read_losses
from vc.models.baton.train_start import start_from_
from vc.models.critic import MotionCritic
from vc.models.official.sync_net import SyncNet
from vc.skeleton import JOINT_COUNT, POSE_RATE
from vc.train.augment import ListeningConfig, change
from vc.train.average import RunningMean
from vc.train.config import Config
from vc.train.lessons import labels_of, random_manner, random_tempo
from vc.train.losses import critic_loss, gradient_penalty, perceptual, spread_loss, velocity
from vc.train.scale import Scale, size
from vc.train.stage import Batch, Need, Numbers, Sample, Stage, learn_, numbers

STYLE_SEEDS = 1000
SCALE_ITEMS = 32
LEAST_SPREAD = np.array([0.025] * (3 * JOINT_COUNT) + [0.25] * WIDTH, np.float32)  # metres; channels
STAGE_PER_M = 0.53  # stage widths, of the mean adult
HIPS = (0.5, 0.75)


@dataclass(frozen=True, kw_only=True)
class SupervisedConfig(ListeningConfig):
    """Positions and velocities are measured in the data's standard deviations, distances of joints in metres.

    freeze_ear : keep the ear of a hearing training as it is; only with one
    fresh_conductors : let a new conductor, drawn for each sample, conduct the known beats, instead of the recorded one
    listening_every : steps between two in which the music is heard; moving costs less than hearing and needs no music;
        0 teaches the hand alone
    adversarial_from : step from which the critic and the perceptual loss count, if they have weights
    """

    stage: ClassVar[str] = "supervised"
    losses: ClassVar[tuple[str, ...]] = (
        "position", "velocity", "distance", "spread", "beat", "downbeat", "dynamics", "bar", "entry", "accent",
        "articulation", "side", "adversarial", "perceptual",
    )  # fmt: skip
    sample_s: int = 20
    batch: int = 8
    epochs: int = 100
    rate: float = 1.3e-3
    freeze_ear: bool = False
    fresh_conductors: bool = True
    listening_every: int = 2
    adversarial_from: int = 0
    critic_rate: float = 4e-4
    penalty: float = 10.0
    weights: dict[str, float] = field(
        default_factory=lambda: {
            "position": 1.0, "velocity": 0.5, "distance": 3.0, "spread": 0.0, "beat": 0.5, "downbeat": 0.5,
            "dynamics": 1.0, "bar": 0.3, "entry": 1.0, "accent": 0.3, "articulation": 1.0, "side": 0.3,
            "adversarial": 0.0, "perceptual": 0.0,
        }
    )  # fmt: skip

    def __post_init__(self) -> None:
        super().__post_init__()
        self.require_not_negative("listening_every", "adversarial_from", "penalty", "critic_rate")


class SupervisedStage(Stage):
    """items : those trained on; the first of them give the scale of the losses
    sync_net : weights of an own stage 1; only needed for a perceptual loss
    ear : weights of a hearing training to begin with; None begins with an ear that has heard nothing
    start : weights of an earlier Baton to begin with, its ear included
    """

    what = "Baton"
    presets: ClassVar[dict[str, Config]] = {"own": SupervisedConfig()}
    needs = (Need("ear", "baton-ear"), Need("sync_net", "official-sync-net"), Need("start", "baton"))
    config: SupervisedConfig
    product, model = "average", "baton"

    def __init__(
        self,
        config: SupervisedConfig,
        items: Sequence[Item],
        *,
        sync_net: Path | None = None,
        ear: Path | None = None,
        start: Path | None = None,
        device: str = "cpu",
    ) -> None:
        self.config = config
        labels_of(items[0])  # without labels there is nothing to learn from: say so before any work
        self._baton = Baton(STYLE_CHANNELS)
        _measure_styles_(self._baton)
        if ear is not None:
            self._baton.ear.load_state_dict(load("baton-ear", ear).state_dict())
        elif start is not None:
            start_from_(self._baton, start)
        elif config.freeze_ear:
            raise ValueError("an ear that is kept as it is has to be trained first: name its weights")
        self._baton.ear.requires_grad_(not config.freeze_ear)
        learning = [parameter for parameter in self._baton.parameters() if parameter.requires_grad]
        self._scale = Scale((limbs.LAYERS,), LEAST_SPREAD)
        self._scale.measure_(_usual_motions(items))
        self._baton, self._scale = self._baton.to(device), self._scale.to(device)
        self._mean = RunningMean(self._baton)
        self._critic = MotionCritic().to(device)
        self._features = _motion_encoder(config, sync_net, device)
        self.networks = {
            "baton": self._baton, "average": self._mean.module, "scale": self._scale, "critic": self._critic,
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
        """Arrays of `train_lessons.Lesson`, each with n in front."""
        del epoch
        lessons = [self._lesson(sample, rng) for sample in samples]
        batch = {name: np.stack([getattr(lesson, name) for lesson in lessons]) for name in Lesson.__dataclass_fields__}
        batch["mel"] = np.stack(
            [change(mel, batch["mel"][i - 1], self.config, rng) for i, mel in enumerate(batch["mel"])]
        )
        return batch

    def _lesson(self, sample: Sample, rng: np.random.Generator) -> Lesson:
        config = self.config
        if not config.fresh_conductors:
            first_s = sample.first // POSE_RATE
            return recorded_lesson(sample.item, first_s, config.sample_s)
        tempo = random_tempo(sample.item, config.sample_s, rng)
        seed = int(rng.integers(0, 2**31))
        return fresh_lesson(
            sample.item,
            config.sample_s,
            tempo=tempo,
            seed=seed,
            manner=random_manner(rng),
            rng=rng,
        )

    def step(self, batch: Batch, number: int) -> Numbers:
        poses = self._move(self._baton, batch)
        losses = self._moving_losses(poses, batch)
        every = self.config.listening_every
        if every and number % every == 0:
            losses |= self._listening_losses(self._baton, batch)
        more: dict[str, torch.Tensor] = {}
        if self._adversarial(number):
            real, fake = in_plane(batch["motion"]), in_plane(poses)
            distance = critic_loss(self._critic, real, fake)
            penalty = gradient_penalty(self._critic, real, fake, norm="dimension")
            learn_(distance + self.config.penalty * penalty, self.optimisers["critic"])
            losses["adversarial"] = -self._critic(fake).mean()
            more = {"wasserstein": -distance, "penalty": penalty}
        if self._features is not None and number >= self.config.adversarial_from:
            losses["perceptual"] = perceptual(self._features, in_plane(poses), in_plane(batch["motion"]))
        learn_(self.config.total(losses), self.optimisers["baton"], clip=True)
        self._mean.follow_(self._baton, number)
        return numbers(losses | more | {"size": size(poses, batch["motion"]), "error_cm": error_cm(poses, batch)})

    def validate(self, batch: Batch) -> Numbers:
        poses = self._move(self.networks["average"], batch)
        speed = velocity(poses).std() / velocity(batch["motion"]).std()
        sizes = {"size": size(poses, batch["motion"]), "speed": speed, "error_cm": error_cm(poses, batch)}
        losses = self._moving_losses(poses, batch) | self._listening_losses(self.networks["average"], batch)
        return numbers(losses | sizes)

    def _adversarial(self, number: int) -> bool:
        return self.config.weights.get("adversarial", 0) > 0 and number >= self.config.adversarial_from

    def _move(self, baton: Any, batch: Batch) -> torch.Tensor:
        with self.autocast(batch["intent"].device):
            noise = spread(batch["noise"], batch["intent"].shape[1])
            poses: torch.Tensor = baton.hand(batch["intent"], batch["style"], noise)
        return poses.float()

    def _moving_losses(self, poses: torch.Tensor, batch: Batch) -> dict[str, torch.Tensor]:
        scale, real = self._scale, batch["motion"]
        return {
            "position": functional.mse_loss(poses / scale.spread, real / scale.spread),
            "velocity": functional.mse_loss(velocity(poses) / scale.speed, velocity(real) / scale.speed),
            "distance": error_cm(poses, batch) / 100,
            "spread": spread_loss(poses / scale.spread, real / scale.spread)
            + spread_loss(velocity(poses) / scale.speed, velocity(real) / scale.speed),
        }

    def _listening_losses(self, baton: Any, batch: Batch) -> dict[str, torch.Tensor]:
        with self.autocast(batch["mel"].device):
            with torch.set_grad_enabled(torch.is_grad_enabled() and not self.config.freeze_ear):
                code, heard = baton.ear(batch["mel"])
            read = baton.reader(code.detach(), batch["mel"])
        return heard_losses(heard.float(), batch["heard"]) | read_losses(read.float(), batch["read"])


def in_plane(layers: torch.Tensor) -> torch.Tensor:
    """(N, T, LAYERS) -> (N, T, 13, 2) on the stage as a camera far away sees it: what judges of the plane know."""
    joints = layers[..., : 3 * JOINT_COUNT].unflatten(-1, (JOINT_COUNT, 3))
    flat = STAGE_PER_M * joints[..., :2] * torch.tensor([1.0, -1.0], device=layers.device)
    return flat + torch.tensor(HIPS, device=layers.device)


def error_cm(layers: torch.Tensor, batch: Batch) -> torch.Tensor:
    """Mean distance of the joints from where they should be."""
    away = (layers - batch["motion"])[..., : 3 * JOINT_COUNT].unflatten(-1, (JOINT_COUNT, 3))
    return 100 * away.norm(dim=-1).mean()


def _usual_motions(items: Sequence[Item]) -> list[np.ndarray]:
    """Layers of conductors of the first items, a new one for each: what the losses are measured in."""
    rng = np.random.default_rng(1)
    return [
        layers_of(labels_of(item).rhythm, seed, random_manner(rng)) for seed, item in enumerate(items[:SCALE_ITEMS])
    ]


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
