"""Baton: learn what simulated conductors do, told who they are, what they chose and, mostly, where the beats are."""

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
from vc.models.baton.ear import as_values
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
    """Positions and velocities are measured in the data's standard deviations.

    freeze_ear : keep the ear of a hearing training as it is; only with one
    fresh_conductors : let a new conductor, drawn for each sample, conduct the known beats, instead of the recorded one
    phase_jitter_s : spread of the errors that the beats handed to the model get; trackers err
    phase_dropout : share of samples that are told no beats, so that the model also listens by itself
    latents : tell the model who conducts and what was chosen freely; without, it can only learn the mean of all
    adversarial_from : step from which the critic and the perceptual loss count, if they have weights
    """

    stage: ClassVar[str] = "supervised"
    losses: ClassVar[tuple[str, ...]] = (
        "position", "velocity", "spread", "beat", "downbeat", "dynamics", "bar", "entry", "accent", "articulation",
        "side", "adversarial", "perceptual",
    )  # fmt: skip
    sample_s: int = 20
    batch: int = 8
    epochs: int = 100
    rate: float = 1.3e-3
    freeze_ear: bool = False
    fresh_conductors: bool = True
    phase_jitter_s: float = 0.015
    phase_dropout: float = 0.15
    latents: bool = True
    adversarial_from: int = 0
    critic_rate: float = 4e-4
    penalty: float = 10.0
    weights: dict[str, float] = field(
        default_factory=lambda: {
            "position": 1.0, "velocity": 0.7, "spread": 0.3, "beat": 0.5, "downbeat": 0.5, "dynamics": 1.0, "bar": 0.3,
            "entry": 1.0, "accent": 0.3, "articulation": 1.0, "side": 0.3, "adversarial": 0.0, "perceptual": 0.0,
        }
    )  # fmt: skip

    def __post_init__(self) -> None:
        super().__post_init__()
        self.require_shares("phase_dropout")
        self.require_not_negative("phase_jitter_s", "adversarial_from", "penalty", "critic_rate")


class SupervisedStage(Stage):
    """items : those trained on; the first of them give the scale of the losses
    sync_net : weights of an own stage 1; only needed for a perceptual loss
    ear : weights of a hearing training to begin with; None begins with an ear that has heard nothing
    start : weights of an earlier Baton to begin with, its ear included; of the plane, as far as they fit
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
        self._baton = Baton(STYLE_CHANNELS, told=config.phase_dropout < 1, latents=config.latents)
        _measure_styles_(self._baton)
        self._mean_style = self._baton.hand.style_mean.numpy().copy()
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
        poses, heard, read = self._run(self._baton, batch)
        losses = self._losses(poses, heard, read, batch)
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
        poses, heard, read = self._run(self.networks["average"], batch)
        speed = velocity(poses).std() / velocity(batch["motion"]).std()
        sizes = {"size": size(poses, batch["motion"]), "speed": speed, "error_cm": error_cm(poses, batch)}
        return numbers(self._losses(poses, heard, read, batch) | sizes)

    def _adversarial(self, number: int) -> bool:
        return self.config.weights.get("adversarial", 0) > 0 and number >= self.config.adversarial_from

    def _run(self, baton: Any, batch: Batch) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        with self.autocast(batch["mel"].device):
            with torch.set_grad_enabled(torch.is_grad_enabled() and not self.config.freeze_ear):
                code, heard = baton.ear(batch["mel"])
            even = spread(batch["noise"], code.shape[2])
            poses = baton.hand(code, as_values(heard), batch["phase"], batch["style"], even)
            read = baton.reader(code.detach(), batch["mel"])
        return poses.float(), heard.float(), read.float()

    def _losses(
        self, poses: torch.Tensor, heard: torch.Tensor, read: torch.Tensor, batch: Batch
    ) -> dict[str, torch.Tensor]:
        scale, real = self._scale, batch["motion"]
        losses = {
            "position": functional.mse_loss(poses / scale.spread, real / scale.spread),
            "velocity": functional.mse_loss(velocity(poses) / scale.speed, velocity(real) / scale.speed),
            "spread": spread_loss(poses / scale.spread, real / scale.spread)
            + spread_loss(velocity(poses) / scale.speed, velocity(real) / scale.speed),
        }
        return losses | heard_losses(heard, batch["heard"]) | read_losses(read, batch["read"])


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
