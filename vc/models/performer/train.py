"""Stages 2 and 3 of Let's Play Music: from keypoints and a coarse video to the frames."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

import numpy as np
import torch
from torch.nn import functional

from vc.data.conductormotion100 import Item
from vc.data.performance import glimpses
from vc.models import load
from vc.models.performer.heatmaps import splat
from vc.models.performer.music import COARSE_SIDE, MUSIC_CONTEXT
from vc.models.performer.network import Performer
from vc.models.performer.plate import still_plate
from vc.models.performer.train_filmed import LOOKED_AT, frames_of, performances, points_of, rgb
from vc.models.performer.unet import SIDE_PX
from vc.skeleton import POSE_RATE, Keypoint
from vc.train.config import Config, require
from vc.train.features import features_of
from vc.train.losses import velocity
from vc.train.stage import Batch, Need, OneNetwork, Sample

LEAST_CHANGE = 0.04  # of white, by which a pixel differs from the plate where the performer is
HANDS_AND_FACE = [Keypoint.NOSE, *(point for point in Keypoint if point.name.endswith(("INDEX", "PINKY", "THUMB")))]
HALVINGS = 3  # of the picture, in the loss that compares details of every size
CLOSE_CELLS = 2.5  # around hands and face, where people look


@dataclass(frozen=True, kw_only=True)
class PerformerConfig(Config):
    """clip_frames : drawn one after another, so that the memory between frames learns
    structure, temporal : False trains without the module, for comparison
    jitter : deviation of the keypoints from the truth, in sides of the picture; detectors and conductors err
    foreign_music, no_music : shares of clips whose coarse video is of another moment, or only the mean
    still_weight : of the plate's errors, where the performer's count 1; close_weight : added for hands and face
    """

    stage: ClassVar[str] = "performer"
    losses: ClassVar[tuple[str, ...]] = ("pixels", "details", "change")
    sample_s: int = 2
    batch: int = 1
    epochs: int = 20
    rate: float = 1.5e-3
    warmup_steps: int = 100
    decay: bool = True
    clip_frames: int = 8
    structure: bool = True
    temporal: bool = True
    jitter: float = 0.0015
    foreign_music: float = 0.4
    no_music: float = 0.15
    still_weight: float = 0.2
    close_weight: float = 2.0
    weights: dict[str, float] = field(default_factory=lambda: {"pixels": 1.0, "details": 2.0, "change": 0.3})

    def __post_init__(self) -> None:
        super().__post_init__()
        require(0 < self.clip_frames <= POSE_RATE * self.sample_s, "clip_frames must lie within a sample")
        self.require_not_negative("jitter", "still_weight", "close_weight")
        self.require_shares("foreign_music", "no_music")


class PerformerStage(OneNetwork):
    """Stages 2 and 3. stage1 : weights of a performer-music training, which stay as they are"""

    what = "Let's Play Music's stages 2 and 3: the drawing of frames"
    presets: ClassVar[dict[str, Config]] = {"own": PerformerConfig()}
    needs = (Need("stage1", "performer-music", required=True),)
    averaged = clipped = True
    config: PerformerConfig
    name = model = "performer"

    def _begin(self, items: Sequence[Item], *, stage1: Path) -> Performer:  # type: ignore[override]
        music = load("performer-music", stage1)
        network = Performer(structure=self.config.structure, temporal=self.config.temporal)
        network.music.load_state_dict(music.state_dict())
        network.music.requires_grad_(False)
        plate = still_plate(*glimpses(performances(items), LOOKED_AT, SIDE_PX))
        network.painter.plate.copy_(rgb(torch.from_numpy(plate)))
        laid_out: Performer = network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        return laid_out

    def _optimise(self, network: Performer) -> torch.optim.Optimizer:
        return torch.optim.Adam(network.painter.parameters(), lr=self.config.rate)

    def train(self, mode: bool = True) -> None:
        super().train(mode)
        for network in self.networks.values():
            network.get_submodule("music").eval()

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
            frames.append(frames_of(sample, first, count, SIDE_PX))
            start = sample.first + first
            exact = points_of(sample.item)[start : start + count]
            points.append(exact + rng.normal(0, self.config.jitter, exact.shape).astype(np.float32))
            if rng.random() < self.config.foreign_music:
                start = int(rng.integers(0, len(sample.item.motion) - count + 1))
            features.append(_around(features_of(sample.item), start, count))
        blank = rng.random(len(samples)) < self.config.no_music
        return {
            "frames": np.stack(frames), "points": np.stack(points), "features": np.stack(features), "blank": blank,
        }  # fmt: skip

    def _losses(self, network: Performer, batch: Batch) -> dict[str, torch.Tensor]:
        real = rgb(batch["frames"])
        with self.autocast(real.device):
            drawn, _ = network.painter(batch["points"], self._coarse(network, batch))
        plate = network.painter.plate
        off = (drawn - real) * self._importance(real, plate, batch["points"])
        losses = {"pixels": off.abs().mean(), "details": _details(off.flatten(0, 1))}
        if drawn.shape[1] > 1:
            losses["change"] = velocity(off).abs().mean()
        error = (drawn.detach().clamp(0, 1) - real).square().mean()
        return losses | {"psnr": -10 * torch.log10(error)}

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


def _around(features: np.ndarray, start: int, count: int) -> np.ndarray:
    """(count + 2 MUSIC_CONTEXT, 26) float32; silence before and after the piece."""
    rows = np.arange(start - MUSIC_CONTEXT, start + count + MUSIC_CONTEXT)
    inside = (rows >= 0) & (rows < len(features))
    found: np.ndarray = np.where(inside[:, None], features[np.clip(rows, 0, len(features) - 1)], 0)
    return found.astype(np.float32)
