"""Losses of the reader: entries are rare, so that each counts for many moments in which nobody enters."""

import torch
from torch.nn import functional

RARE = 6.0  # weight of a moment with an entry or an accent against one without


def read_losses(read: torch.Tensor, wanted: torch.Tensor) -> dict[str, torch.Tensor]:
    """read : (N, 4, T) raw `reader.READ`; wanted : (N, 5, T) of `train_lessons.read_track`."""
    known = wanted[:, 4]
    share = known.sum().clamp(min=1)

    def mean(loss: torch.Tensor) -> torch.Tensor:
        return (loss * known).sum() / share

    rare = torch.tensor(RARE, device=read.device)
    entry, accent, articulation = (
        functional.binary_cross_entropy_with_logits(read[:, i], wanted[:, i], pos_weight=weight, reduction="none")
        for i, weight in ((0, rare), (1, rare), (2, None))
    )
    away = (torch.tanh(read[:, 3]) - wanted[:, 3]).square() * wanted[:, 0]
    return {
        "entry": mean(entry), "accent": mean(accent), "articulation": mean(articulation), "side": mean(away),
    }  # fmt: skip
