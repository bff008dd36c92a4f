"""In what units the errors of a motion are measured."""

from collections.abc import Iterable, Iterator
from itertools import islice

import numpy as np
import torch
from torch import nn

from vc.data.conductormotion100 import Item
from vc.skeleton import JOINT_COUNT

LEAST_SPREAD = 0.012  # stage widths: joints that hardly move must not count without bound
LEAST_SPEED = 0.02  # likewise, of a joint's spread, from pose to pose
MEASURED_ITEMS = 64


class Scale(nn.Module):
    """How far and how fast each coordinate moves in the data: losses are measured in these."""

    spread: torch.Tensor
    speed: torch.Tensor

    def __init__(self, shape: tuple[int, ...] = (JOINT_COUNT, 2), least: float | np.ndarray = LEAST_SPREAD) -> None:
        """shape : of a pose; least : spread, in the pose's units"""
        super().__init__()
        self._least = least
        self.register_buffer("spread", torch.ones(shape))
        self.register_buffer("speed", torch.ones(shape))

    def measure_(self, motions: Iterable[np.ndarray]) -> None:
        """From (T, *shape) motions."""
        whole = [np.asarray(motion, np.float64) for motion in motions]
        everything = np.concatenate(whole)
        steps = np.concatenate([np.diff(motion, axis=0) for motion in whole])
        spread = np.hypot(everything.std(axis=0), self._least)
        self.spread.copy_(torch.from_numpy(spread))
        self.speed.copy_(torch.from_numpy(np.hypot(steps.std(axis=0), LEAST_SPEED * spread)))


def motions_of(items: Iterable[Item]) -> Iterator[np.ndarray]:
    """(T, 13, 2) of the first items."""
    return (item.motion for item in islice(items, MEASURED_ITEMS))


def mean_pose(items: Iterable[Item]) -> torch.Tensor:
    """(13, 2) of the first items: where a network begins that is to learn how to leave it."""
    means = [np.asarray(item.motion, np.float64).mean(axis=0) for item in islice(items, MEASURED_ITEMS)]
    return torch.from_numpy(np.mean(means, axis=0))


def size(fake: torch.Tensor, real: torch.Tensor) -> torch.Tensor:
    """How large the generated motion is against the real one, (N, T, ...) each: 1 is best."""
    return fake.std(dim=1).mean() / real.std(dim=1).mean()
