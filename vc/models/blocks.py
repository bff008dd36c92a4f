"""The one building block of Baton, and how far a row of them sees."""

from collections.abc import Callable, Sequence

import torch
from torch import nn
from torch.nn import functional

SLOPE = 0.1  # of the leaky ReLU below zero


def leaky(x: torch.Tensor) -> torch.Tensor:
    return functional.leaky_relu(x, SLOPE)


class Block(nn.Module):
    """Dilated convolution over time, BatchNorm, leaky ReLU, 1 x 1 convolution, plus the input.

    BatchNorm and not a norm over time: in inference it is a constant, so tiles of a piece give the whole's result.
    """

    def __init__(self, channels: int, dilation: int, *, kernel: int, dropout: float = 0.0) -> None:
        super().__init__()
        reach = dilation * (kernel // 2)
        self.spread = nn.Conv1d(channels, channels, kernel, padding=reach, dilation=dilation, bias=False)
        self.norm = nn.BatchNorm1d(channels)
        self.dropout = nn.Dropout(dropout)
        self.mix = nn.Conv1d(channels, channels, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """(N, channels, T) -> (N, channels, T)."""
        new: torch.Tensor = self.mix(self.dropout(leaky(self.norm(self.spread(x)))))
        return x + new


def judging_layers(channels: int, activation: Callable[[], nn.Module]) -> nn.Sequential:
    """Codes of music and of motion, (N, 2 channels, T) -> (N, 1, T) chances that they belong together."""
    return nn.Sequential(
        nn.Conv1d(2 * channels, channels, 1), activation(), nn.Conv1d(channels, channels, 1), activation(),
        nn.Conv1d(channels, 1, 1), nn.Sigmoid(),
    )  # fmt: skip


def reach(dilations: Sequence[int], kernel: int) -> int:
    """Steps to each side that a row of blocks sees."""
    return sum(dilations) * (kernel // 2)
