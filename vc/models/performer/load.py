"""A performer from a file of weights, ready to draw."""

from pathlib import Path

import torch

from vc.models import load
from vc.models.performer.network import Performer


def load_performer(path: str | Path, device: str = "cpu") -> Performer:
    """In the layout of memory that convolutions are quickest in. Raises WeightsError as `vc.models.load`."""
    network = load("performer", path, device)
    assert isinstance(network, Performer)
    moved: Performer = network.to(device, memory_format=torch.channels_last)  # type: ignore[call-overload]
    return moved
