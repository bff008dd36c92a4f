"""Stage 1 of Let's Play Music: from music to keypoints and a coarse video."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

import numpy as np
import torch

from vc.data.conductormotion100 import Item
from vc.data.performance import Performance, glimpses
from vc.models import load
from vc.models.amcnet.network import Amcnet
from vc.models.performer.music import COARSE_SIDE, MusicStage
from vc.models.performer.train_filmed import LOOKED_AT, frames_of, performances, points_of, rgb
from vc.skeleton import JOINT_COUNT, POSE_RATE
from vc.train.config import Config, require
from vc.train.features import features_of
from vc.train.losses import velocity
from vc.train.stage import Batch, Need, OneNetwork, Sample

MEASURED_ITEMS = 64  # for the mean pose


@dataclass(frozen=True, kw_only=True)
class PerformerMusicConfig(Config):
    """coarse_frames : of the coarse video that are looked at in each sample; jitter :
    deviation of the motion that keypoints are told from, in stage widths."""

    stage: ClassVar[str] = "performer-music"
    losses: ClassVar[tuple[str, ...]] = ("keypoints", "velocity", "retarget", "coarse")
    sample_s: int = 20
    batch: int = 6
    epochs: int = 100
    warmup_steps: int = 100
    decay: bool = True
    coarse_frames: int = 32
    jitter: float = 0.004
    weights: dict[str, float] = field(
        default_factory=lambda: {"keypoints": 1.0, "velocity": 3.0, "retarget": 3.0, "coarse": 0.3}
    )

    def __post_init__(self) -> None:
        super().__post_init__()
        require(0 < self.coarse_frames <= POSE_RATE * self.sample_s, "coarse_frames must lie within a sample")
        self.require_not_negative("jitter")


class PerformerMusicStage(OneNetwork):
    """Stage 1: three networks that learn separately; one whose losses have no weight stays as it is.

    So each can have the data that it needs: the coarse video few filmed items, the keypoints many hours of music with
    keypoints and no video, the retargeting many conductors.

    amcnet : weights of an AMCNet training, whose ear both generators begin with; None is from nothing
    stage1 : weights of an earlier training of this stage, to go on from with other data
    """

    what = "Let's Play Music's stage 1: how the performer moves"
    presets: ClassVar[dict[str, Config]] = {"own": PerformerMusicConfig()}
    needs = (Need("amcnet", "amcnet-judge"), Need("stage1", "performer-music"))
    averaged = clipped = True
    config: PerformerMusicConfig
    name, model = "network", "performer-music"

    def _begin(self, items: Sequence[Item], amcnet: Path | None = None, stage1: Path | None = None) -> MusicStage:
        filmed = performances(items)
        network = MusicStage()
        if amcnet is not None:
            judge = load("amcnet-judge", amcnet)
            assert isinstance(judge, Amcnet)
            for ear in (network.keypoints.music_encoder, network.coarse.music_encoder):
                ear.load_state_dict(judge.music_encoder.state_dict())
        if stage1 is not None:
            network.load_state_dict(load("performer-music", stage1).state_dict())
        else:
            _measure_body_(network, filmed, self.config.jitter)
        if self._learns("coarse"):
            frames, _ = glimpses(filmed, LOOKED_AT, COARSE_SIDE)
            network.coarse.mean.copy_(rgb(torch.from_numpy(frames)).mean(dim=0))
        return network

    def make_batch(self, samples: Sequence[Sample], rng: np.random.Generator, epoch: int) -> dict[str, np.ndarray]:
        """features (n, t, 26), motion (n, t, 13, 2), points (n, t, 19, 2); and if the coarse video is learnt, from pose
        `first` (n,) on so many coarse pictures (n, coarse_frames, 64, 64, 3) uint8."""
        del epoch
        poses, shown = self.config.sample_s * POSE_RATE, self.config.coarse_frames
        rows = [_music_and_body(sample, poses) for sample in samples]
        features, motion, points = (np.stack(part) for part in zip(*rows, strict=True))
        batch = {"features": features, "motion": self._jittered(motion, rng), "points": points}
        if not self._learns("coarse"):
            return batch
        firsts = rng.integers(0, poses - shown + 1, len(samples))
        coarse = [
            frames_of(sample, int(first), shown, COARSE_SIDE) for sample, first in zip(samples, firsts, strict=True)
        ]  # fmt: skip
        return batch | {"first": firsts, "coarse": np.stack(coarse)}

    def _jittered(self, motion: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        """Each joint somewhat off, throughout and from pose to pose: other conductors have other bodies, and a network
        that counts on exact proportions would tear theirs apart."""
        off = rng.normal(0, 2 * self.config.jitter, (len(motion), 1, JOINT_COUNT, 2))
        found: np.ndarray = (motion + off + rng.normal(0, self.config.jitter, motion.shape)).astype(np.float32)
        return found

    def _learns(self, *losses: str) -> bool:
        return any(self.config.weights[name] > 0 for name in losses)

    def _losses(self, network: MusicStage, batch: Batch) -> dict[str, torch.Tensor]:
        losses, real = {}, batch["points"]
        with self.autocast(real.device):
            if self._learns("keypoints", "velocity"):
                points = network.keypoints(batch["features"])
                losses["keypoints"] = (points - real).abs().mean()
                losses["velocity"] = (velocity(points) - velocity(real)).abs().mean()
            if self._learns("coarse"):
                losses["coarse"] = (self._coarse(network, batch) - rgb(batch["coarse"])).abs().mean()
        if self._learns("retarget"):
            losses["retarget"] = (network.retarget(batch["motion"]) - real).abs().mean()
        return losses

    def _coarse(self, network: MusicStage, batch: Batch) -> torch.Tensor:
        code, shown = network.coarse.music_encoder(batch["features"]), self.config.coarse_frames
        parts = [row[first : first + shown] for row, first in zip(code, batch["first"], strict=True)]
        return network.coarse.develop(torch.stack(parts))


def _measure_body_(network: MusicStage, items: Sequence[Performance], jitter: float) -> None:
    """Begin with the mean keypoints, and with the linear map from motion to keypoints that fits jittered motions best.

    Least squares over inputs with errors of a known spread are ridge regression with the square of that spread.
    """
    items = items[:: max(len(items) // MEASURED_ITEMS, 1)]
    points = np.concatenate([np.asarray(item.keypoints[::10], np.float64) for item in items])
    motion = np.concatenate([np.asarray(item.motion[::10], np.float64) for item in items])
    lines = [np.polyfit(motion[..., axis].ravel(), points[:, :JOINT_COUNT, axis].ravel(), 1) for axis in (0, 1)]
    before, after = motion.reshape(len(motion), -1), points.reshape(len(points), -1)
    mean, middle = before.mean(axis=0), after.mean(axis=0)
    ridge = len(before) * (2 * jitter) ** 2 * np.eye(before.shape[1])
    straight = np.linalg.solve((before - mean).T @ (before - mean) + ridge, (before - mean).T @ (after - middle))
    with torch.no_grad():
        network.keypoints.points.bias.copy_(torch.from_numpy(middle))  # type: ignore[union-attr]
        network.scale.copy_(torch.tensor([line[0] for line in lines]))
        network.offset.copy_(torch.tensor([line[1] for line in lines]))
        network.retarget.straight.weight.copy_(torch.from_numpy(straight.T[..., None]))
        network.retarget.straight.bias.copy_(torch.from_numpy(middle - mean @ straight))  # type: ignore[union-attr]


def _music_and_body(sample: Sample, poses: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    part = slice(sample.first, sample.first + poses)
    features = features_of(sample.item)[part].astype(np.float32)
    return features, np.array(sample.item.motion[part], np.float32), points_of(sample.item)[part]
