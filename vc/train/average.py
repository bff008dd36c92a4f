"""A running mean of the weights that learn: it errs less than they do at any one step, and is what is handed out."""

import torch
from torch import nn
from torch.optim.swa_utils import AveragedModel

AVERAGE = 0.995  # over about the last 200 steps
AVERAGE_START = 10  # early on over fewer, so that it soon forgets where they began


class RunningMean(AveragedModel):
    """Of the weights of `learning`; its running statistics are copied. `module` is the network with the means."""

    def __init__(self, learning: nn.Module) -> None:
        super().__init__(learning, avg_fn=_moved)
        self.requires_grad_(False)

    def follow_(self, learning: nn.Module, step: int) -> None:
        """Move towards the weights after step number `step`, which a training that goes on knows."""
        self.n_averaged.fill_(step)
        self.update_parameters(learning)


def _moved(mean: torch.Tensor, now: torch.Tensor, step: torch.Tensor | int) -> torch.Tensor:
    return mean.lerp(now, max(1 - AVERAGE, AVERAGE_START / (AVERAGE_START + int(step))))
