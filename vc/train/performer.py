"""The two trainings of Let's Play Music: from music to keypoints and a coarse video, then from these to the frames."""

import copy
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

import numpy as np
import torch
from torch.nn import functional

from vc.data.conductormotion100 import Item
from vc.data.performance import Performance, glimpses
from vc.models import load
from vc.models.amcnet import Amcnet
from vc.models.performer.heatmaps import splat
from vc.models.performer.music import COARSE_SIDE, MUSIC_CONTEXT, MusicStage
from vc.models.performer.network import Performer
from vc.models.performer.plate import still_plate
from vc.models.performer.unet import SIDE_PX
from vc.skeleton import JOINT_COUNT, POSE_RATE, Keypoint
from vc.train.amcnet import features_of
from vc.train.average import follow_
from vc.train.config import Config, PerformerConfig, PerformerMusicConfig
from vc.train.losses import velocity
from vc.train.stage import Batch, Need, Numbers, Sample, Stage, learn_, numbers

LOOKED_AT = 96  # frames from which the still plate is made
MEASURED_ITEMS = 64  # for the mean pose
LEAST_CHANGE = 0.04  # of white, by which a pixel differs from the plate where the performer is
HANDS_AND_FACE = [Keypoint.NOSE, *(point for point in Keypoint if point.name.endswith(("INDEX", "PINKY", "THUMB")))]
HALVINGS = 3  # of the picture, in the loss that compares details of every size
CLOSE_CELLS = 2.5  # around hands and face, where people look


class PerformerMusicStage(Stage):
    """Stage 1: three networks that learn separately; one whose losses have no weight stays as it is.

    So each can have the data that it needs: the coarse video few filmed items, the keypoints many hours of music with
    keypoints and no video, the retargeting many conductors.

    amcnet : weights of an AMCNet training, whose ear both generators begin with; None is from nothing
    stage1 : weights of an earlier training of this stage, to go on from with other data
    """

    what = "Let's Play Music's stage 1: how the performer moves"
    presets: ClassVar[dict[str, Config]] = {"own": PerformerMusicConfig()}
    needs = (Need("amcnet", "amcnet-judge"), Need("stage1", "performer-music"))
    config: PerformerMusicConfig
    product, model = "average", "performer-music"

    def __init__(
        self,
        config: PerformerMusicConfig,
        items: Sequence[Item],
        *,
        amcnet: Path | None = None,
        stage1: Path | None = None,
        device: str = "cpu",
    ) -> None:
        self.config = config
        filmed = performances(items)
        self._network = MusicStage()
        if amcnet is not None:
            judge = load("amcnet-judge", amcnet)
            assert isinstance(judge, Amcnet)
            for ear in (self._network.keypoints.music_encoder, self._network.coarse.music_encoder):
                ear.load_state_dict(judge.music_encoder.state_dict())
        if stage1 is not None:
            self._network.load_state_dict(load("performer-music", stage1).state_dict())
        else:
            _measure_body_(self._network, filmed, config.jitter)
        if self._learns("coarse"):
            frames, _ = glimpses(filmed, LOOKED_AT, COARSE_SIDE)
            self._network.coarse.mean.copy_(_rgb(torch.from_numpy(frames)).mean(dim=0))
        self._network.to(device)
        self._average = copy.deepcopy(self._network).requires_grad_(False)
        self.networks = {"network": self._network, "average": self._average}
        self.optimisers = {"network": torch.optim.Adam(self._network.parameters(), lr=config.rate)}

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
            _frames(sample, int(first), shown, COARSE_SIDE) for sample, first in zip(samples, firsts, strict=True)
        ]  # fmt: skip
        return batch | {"first": firsts, "coarse": np.stack(coarse)}

    def _jittered(self, motion: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        """Each joint somewhat off, throughout and from pose to pose: other conductors have other bodies, and a network
        that counts on exact proportions would tear theirs apart."""
        off = rng.normal(0, 2 * self.config.jitter, (len(motion), 1, JOINT_COUNT, 2))
        found: np.ndarray = (motion + off + rng.normal(0, self.config.jitter, motion.shape)).astype(np.float32)
        return found

    def step(self, batch: Batch, number: int) -> Numbers:
        losses = self._losses(self._network, batch)
        learn_(self.config.total(losses), self.optimisers["network"], clip=True)
        follow_(self._average, self._network, number)
        return numbers(losses)

    def validate(self, batch: Batch) -> Numbers:
        return numbers(self._losses(self._average, batch))

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
                losses["coarse"] = (self._coarse(network, batch) - _rgb(batch["coarse"])).abs().mean()
        if self._learns("retarget"):
            losses["retarget"] = (network.retarget(batch["motion"]) - real).abs().mean()
        return losses

    def _coarse(self, network: MusicStage, batch: Batch) -> torch.Tensor:
        code, shown = network.coarse.music_encoder(batch["features"]), self.config.coarse_frames
        parts = [row[first : first + shown] for row, first in zip(code, batch["first"], strict=True)]
        return network.coarse.develop(torch.stack(parts))


class PerformerStage(Stage):
    """Stages 2 and 3. stage1 : weights of a performer-music training, which stay as they are"""

    what = "Let's Play Music's stages 2 and 3: the drawing of frames"
    presets: ClassVar[dict[str, Config]] = {"own": PerformerConfig()}
    needs = (Need("stage1", "performer-music", required=True),)
    config: PerformerConfig
    product, model = "average", "performer"

    def __init__(
        self, config: PerformerConfig, items: Sequence[Item], *, stage1: Path, device: str = "cpu"
    ) -> None:  # fmt: skip
        self.config = config
        music = load("performer-music", stage1)
        self._performer = Performer(structure=config.structure, temporal=config.temporal)
        self._performer.music.load_state_dict(music.state_dict())
        self._performer.music.requires_grad_(False)
        plate = still_plate(*glimpses(performances(items), LOOKED_AT, SIDE_PX))
        self._performer.painter.plate.copy_(_rgb(torch.from_numpy(plate)))
        self._performer = self._performer.to(  # type: ignore[call-overload]
            device, memory_format=torch.channels_last
        )
        self._average = copy.deepcopy(self._performer).requires_grad_(False)
        self.networks = {"performer": self._performer, "average": self._average}
        self.optimisers = {"performer": torch.optim.Adam(self._performer.painter.parameters(), lr=config.rate)}

    def train(self, mode: bool = True) -> None:
        super().train(mode)
        for network in (self._performer, self._average):
            network.music.eval()

    def make_batch(self, samples: Sequence[Sample], rng: np.random.Generator, epoch: int) -> dict[str, np.ndarray]:
        """frames (n, t, 512, 512, 3) uint8, points (n, t, 19, 2), the music around them as features
        (n, t + 2 contexts, 26), and whether the coarse video shall show no more than its mean, (n,).

        Now and then the music is that of another moment. So the coarse video tells how the scene looks, and only the
        keypoints tell where the body is: any conductor's, not only the one that the music brings to mind.
        """
        del epoch
        count = self.config.clip_frames
        frames, points, features = [], [], []
        for sample in samples:
            first = int(rng.integers(0, self.config.sample_s * POSE_RATE - count + 1))
            frames.append(_frames(sample, first, count, SIDE_PX))
            start = sample.first + first
            exact = _points(sample.item)[start : start + count]
            points.append(exact + rng.normal(0, self.config.jitter, exact.shape).astype(np.float32))
            if rng.random() < self.config.foreign_music:
                start = int(rng.integers(0, len(sample.item.motion) - count + 1))
            features.append(_around(features_of(sample.item), start, count))
        blank = rng.random(len(samples)) < self.config.no_music
        return {
            "frames": np.stack(frames), "points": np.stack(points), "features": np.stack(features), "blank": blank,
        }  # fmt: skip

    def step(self, batch: Batch, number: int) -> Numbers:
        losses, told = self._losses(self._performer, batch)
        learn_(self.config.total(losses), self.optimisers["performer"], clip=True)
        follow_(self._average, self._performer, number)
        return numbers(losses | told)

    def validate(self, batch: Batch) -> Numbers:
        losses, told = self._losses(self._average, batch)
        return numbers(losses | told)

    def _losses(
        self, network: Performer, batch: Batch
    ) -> tuple[dict[str, torch.Tensor], dict[str, torch.Tensor]]:  # fmt: skip
        real = _rgb(batch["frames"])
        with self.autocast(real.device):
            drawn, _ = network.painter(batch["points"], self._coarse(network, batch))
        plate = network.painter.plate
        off = (drawn - real) * self._importance(real, plate, batch["points"])
        losses = {"pixels": off.abs().mean(), "details": _details(off.flatten(0, 1))}
        if drawn.shape[1] > 1:
            losses["change"] = velocity(off).abs().mean()
        error = (drawn.detach().clamp(0, 1) - real).square().mean()
        return losses, {"psnr": -10 * torch.log10(error)}

    @torch.no_grad()
    def _coarse(self, network: Performer, batch: Batch) -> torch.Tensor:
        """(n, t, 3, 64, 64): of the music, or its mean."""
        coarse = network.music.coarse
        code = coarse.music_encoder(batch["features"])[:, MUSIC_CONTEXT:-MUSIC_CONTEXT]
        pictures = coarse.develop(code)
        return torch.where(batch["blank"][:, None, None, None, None], coarse.mean, pictures)

    def _importance(self, real: torch.Tensor, plate: torch.Tensor, points: torch.Tensor) -> torch.Tensor:
        """(n, t, 1, 512, 512): little for the still plate, most for hands and face."""
        differs = ((real - plate).abs().mean(dim=2, keepdim=True) > LEAST_CHANGE).float()
        bells = splat(points.flatten(0, 1)[:, HANDS_AND_FACE], COARSE_SIDE, CLOSE_CELLS).amax(dim=1, keepdim=True)
        close = functional.interpolate(bells, size=SIDE_PX).unflatten(0, real.shape[:2])
        return self.config.still_weight + differs * (1 + self.config.close_weight * close)


def _details(off: torch.Tensor) -> torch.Tensor:
    """Errors of a Laplacian pyramid: what is too soft or at the wrong place counts at each size of detail."""
    total = off.new_zeros(())
    for _ in range(HALVINGS):
        smaller = functional.avg_pool2d(off, 2)
        total = total + (off - functional.interpolate(smaller, scale_factor=2.0)).abs().mean()
        off = smaller
    return total


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


def performances(items: Sequence[Item]) -> list[Performance]:
    return [Performance.of(item) for item in items]


def _points(item: Item) -> np.ndarray:
    return np.asarray(Performance.of(item).keypoints, np.float32)


def _frames(sample: Sample, first: int, count: int, side_px: int) -> np.ndarray:
    return Performance.of(sample.item).frames(sample.first + first, count, side_px)


def _music_and_body(sample: Sample, poses: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    part = slice(sample.first, sample.first + poses)
    features = features_of(sample.item)[part].astype(np.float32)
    return features, np.array(sample.item.motion[part], np.float32), _points(sample.item)[part]


def _around(features: np.ndarray, start: int, count: int) -> np.ndarray:
    """(count + 2 MUSIC_CONTEXT, 26) float32; silence before and after the piece."""
    rows = np.arange(start - MUSIC_CONTEXT, start + count + MUSIC_CONTEXT)
    inside = (rows >= 0) & (rows < len(features))
    found: np.ndarray = np.where(inside[:, None], features[np.clip(rows, 0, len(features) - 1)], 0)
    return found.astype(np.float32)


def _rgb(frames: torch.Tensor) -> torch.Tensor:
    """(..., h, w, 3) uint8 -> (..., 3, h, w) float 0..1."""
    return frames.movedim(-1, -3).float() / 255
