"""A whole conductor in one file: network, motion, training. It holds the mean pose, and waves as wide as it was told.

What CONTRIBUTING calls a model; `test_toy_conductor` adds its entry to the registry and uses it everywhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from vc.data.conductormotion100 import Item
from vc.models import load
from vc.models.checkpoint import configured
from vc.models.model import Model
from vc.motion.request import Request
from vc.skeleton import POSE_RATE, Joint, Motion
from vc.train.config import Config
from vc.train.stage import Batch, OneNetwork, Sample

MODEL = Model(
    "Toy: waves",
    "tests.toy_conductor:conduct",
    weights="toy",
    networks={"toy": "tests.toy_conductor:Toy"},
    stages={"toy": "tests.toy_conductor:ToyStage"},
    music_s_per_s=1000,
)


class Toy(nn.Module):
    """wave : how far the hand goes up and down, in stage widths"""

    @configured
    def __init__(self, wave: float = 0.1) -> None:
        super().__init__()
        self.wave = wave
        self.pose = nn.Parameter(torch.zeros(13, 2))


def conduct(request: Request) -> Motion:
    network = load("toy", request.weights_path)
    points = np.repeat(network.pose.detach().numpy()[None], request.poses, axis=0)
    phase = np.arange(request.poses) / POSE_RATE + 0.1 * request.seed
    points[:, Joint.RIGHT_WRIST, 1] += (network.wave * np.sin(2 * np.pi * phase)).astype(np.float32)
    return Motion(points)


@dataclass(frozen=True, kw_only=True)
class ToyConfig(Config):
    stage: ClassVar[str] = "toy"
    losses: ClassVar[tuple[str, ...]] = ("mse",)
    sample_s: int = 1
    batch: int = 2
    epochs: int = 40
    rate: float = 0.05
    wave: float = 0.1
    weights: dict[str, float] = field(default_factory=lambda: {"mse": 1.0})


class ToyStage(OneNetwork):
    what = "a conductor who waves"
    presets: ClassVar[dict[str, Config]] = {"own": ToyConfig()}
    config: ToyConfig
    name = model = "toy"

    def _begin(self, items: Sequence[Item]) -> Toy:
        del items
        return Toy(self.config.wave)

    def make_batch(self, samples: Sequence[Sample], rng: np.random.Generator, epoch: int) -> dict[str, np.ndarray]:
        del rng, epoch
        return {"motion": np.stack([np.array(s.item.motion[s.first : s.first + POSE_RATE]) for s in samples])}

    def _losses(self, network: Toy, batch: Batch) -> dict[str, torch.Tensor]:
        return {"mse": functional.mse_loss(network.pose.expand_as(batch["motion"]), batch["motion"])}
