"""A performer from a file of weights, with the modules that it was trained with."""

from pathlib import Path

import torch

from vc.models.checkpoint import load_into_, read_state
from vc.models.performer.network import Performer


def load_performer(path: str | Path, device: str = "cpu") -> Performer:
    """Ready to draw. A performer trained without the structure or the temporal module is built without it: the names
    of the tensors tell. Raises WeightsError for a file that is missing, damaged or of another network."""
    path = Path(path)
    names = read_state(path).keys()
    with torch.random.fork_rng(devices=[]):  # the first, random weights must not use up the caller's numbers
        network = Performer(
            structure=any(name.startswith("painter.structure.") for name in names),
            temporal="painter.forgetful" not in names,
        )
    load_into_(network, path, "performer")
    network = network.to(device, memory_format=torch.channels_last)  # type: ignore[call-overload]
    return network.eval()
