"""Items of a dataset that show a performer, as the trainings of Let's Play Music take them."""

from collections.abc import Sequence

import numpy as np
import torch

from vc.data.conductormotion100 import Item
from vc.data.performance import Performance
from vc.train.stage import Sample

LOOKED_AT = 96  # frames of a whole dataset: how it looks where nobody stands


def performances(items: Sequence[Item]) -> list[Performance]:
    return [Performance.of(item) for item in items]


def points_of(item: Item) -> np.ndarray:
    return np.asarray(Performance.of(item).keypoints, np.float32)


def frames_of(sample: Sample, first: int, count: int, side_px: int) -> np.ndarray:
    return Performance.of(sample.item).frames(sample.first + first, count, side_px)


def rgb(frames: torch.Tensor) -> torch.Tensor:
    """(..., h, w, 3) uint8 -> (..., 3, h, w) float 0..1."""
    return frames.movedim(-1, -3).float() / 255
