"""A running mean of the weights that learn: it errs less than they do at any one step, and is what is handed out."""

import torch
from torch import nn
from torch.optim.swa_utils import AveragedModel

AVERAGE = 0.995  # over about the last 200 steps
AVERAGE_START = 10  # early on over fewer, so that it soon forgets where they began

Tensors = tuple[torch.Tensor, ...] | list[torch.Tensor]


class RunningMean(AveragedModel):
    """Of the weights of `learning`; its running statistics are copied. `module` is the network with the means."""

    def __init__(self, learning: nn.Module) -> None:
        super().__init__(learning, multi_avg_fn=self._move_)
        self._share = 1.0
        self.requires_grad_(False)

    def follow_(self, learning: nn.Module, step: int) -> None:
        """Move towards the weights after step number `step`, which a training that goes on knows."""
        self._share = max(1 - AVERAGE, AVERAGE_START / (AVERAGE_START + step))
        self.n_averaged.fill_(step)
        self.update_parameters(learning)

    def _move_(self, means: Tensors, now: Tensors, averaged: torch.Tensor | int) -> None:
        """All tensors in one call; `averaged` lies on their device, and to read it there would stop a GPU each time."""
        del averaged
        torch._foreach_lerp_(means, now, self._share)
