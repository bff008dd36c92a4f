"""A running mean of the weights that learn: it errs less than they do at any one step, and is what is handed out."""

import torch
from torch import nn

AVERAGE = 0.995  # over about the last 200 steps
AVERAGE_START = 10  # early on over fewer, so that it soon forgets where they began


@torch.no_grad()
def follow_(average: nn.Module, learning: nn.Module, step: int) -> None:
    """Move the average towards the weights after step number `step`."""
    part = max(1 - AVERAGE, AVERAGE_START / (AVERAGE_START + step))
    for mean, now in zip(average.parameters(), learning.parameters(), strict=True):
        mean.lerp_(now, part)
    for kept, seen in zip(average.buffers(), learning.buffers(), strict=True):
        kept.copy_(seen)
