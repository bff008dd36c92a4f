"""Beginning with the weights of an earlier Baton: what it knew of the plane is worth most of a training in space."""

from pathlib import Path

import torch

from vc.models import load
from vc.models.baton.network import Baton


def start_from_(baton: Baton, path: Path) -> None:
    """Take over every tensor of the same shape, and of those that see more inputs now, the part for the old ones.

    New inputs begin without an influence; styles keep the measures of `baton`. Raises WeightsError.
    """
    theirs, ours = load("baton", path).state_dict(), baton.state_dict()
    for name, old in theirs.items():
        if name not in ours or "style_" in name or (name.startswith("hand.out") and ours[name].shape != old.shape):
            continue
        if ours[name].shape == old.shape:
            ours[name].copy_(old)
        elif name == "hand.gather.weight":
            _widen_(ours[name], old)
        elif name == "hand.style.0.weight":
            ours[name].zero_()[:, : old.shape[1]].copy_(old)


def _widen_(new: torch.Tensor, old: torch.Tensor) -> None:
    """Code, what is heard and the phase come first, then what is told besides, then who conducts and free choices."""
    more = new.shape[1] - old.shape[1]
    kept = old.shape[1] - _LATENTS
    new[:, :kept].copy_(old[:, :kept])
    new[:, kept : kept + more].zero_()
    new[:, kept + more :].copy_(old[:, kept:])


_LATENTS = 64  # noise and style, the last inputs of the gathering layer
