"""The hearing half: mel at 90 Hz to a code at 30 Hz that has heard 17 s to each side, and what it hears."""

import torch
from torch import nn
from torch.nn import functional

from vc.models.blocks import Block, leaky, reach
from vc.models.checkpoint import configured
from vc.music import MEL_BANDS, MEL_FRAMES_PER_POSE

CODE_CHANNELS = 128
RISE_GAIN = 4.0  # rises from frame to frame are small beside the levels; this makes the two of one size

DILATIONS = (1, 2, 4, 8, 16, 32, 64, 128, 256)  # at 30 Hz
KERNEL = 3
FRONT_CONTEXT = 3  # poses: the first convolution sees 3 mel frames, its input 1 more, the next two a pose each
CONTEXT = FRONT_CONTEXT + reach(DILATIONS, KERNEL)  # 514 poses, 17.1 s

# What the ear says about every pose, in this order: chances and a level as logits, then the place in the bar.
HEARD = ("beat", "downbeat", "dynamics", "bar_sin", "bar_cos")
LOGITS = 3


class Ear(nn.Module):
    @configured
    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        first, second, third = 24, 32, 40
        bands_left = MEL_BANDS // 2 // 8  # pooled in pairs, then three strides of 2
        self.front, self.norms = front_layers(first, second, third)
        self.gather = nn.Conv1d(third * bands_left, CODE_CHANNELS, 1)
        self.blocks = nn.ModuleList(Block(CODE_CHANNELS, d, kernel=KERNEL, dropout=dropout) for d in DILATIONS)
        self.say = nn.Conv1d(CODE_CHANNELS, len(HEARD), 1)

    def forward(self, mel: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """(N, T, 128) mel at 90 Hz -> (N, 128, T / 3) code and (N, 5, T / 3) `HEARD`, T a multiple of 3."""
        x = two_pictures(mel)
        for convolution, norm in zip(self.front, self.norms, strict=True):
            x = leaky(norm(convolution(x)))
        code = self.gather(x.transpose(2, 3).flatten(1, 2))
        for block in self.blocks:
            code = block(code)
        heard: torch.Tensor = self.say(code)
        return code, heard


def front_layers(first: int, second: int, third: int) -> tuple[nn.ModuleList, nn.ModuleList]:
    """Convolutions over `two_pictures` by their channels, and their norms."""
    # The stride in time stands in the first layer: all that follows works at 30 Hz.
    convolutions = [
        nn.Conv2d(2, first, (7, 5), stride=(MEL_FRAMES_PER_POSE, 2), padding=(3, 2), bias=False),
        nn.Conv2d(first, second, (3, 5), stride=(1, 2), padding=(1, 2), bias=False),
        nn.Conv2d(second, third, (3, 5), stride=(1, 2), padding=(1, 2), bias=False),
    ]
    return nn.ModuleList(convolutions), nn.ModuleList(nn.BatchNorm2d(n) for n in (first, second, third))


def two_pictures(mel: torch.Tensor) -> torch.Tensor:
    """(N, T, 128) -> (N, 2, T, 64): levels of pairs of bands, and how much they rise from frame to frame."""
    levels = functional.avg_pool2d(mel.unsqueeze(1), (1, 2))
    rises = RISE_GAIN * torch.relu(levels[:, :, 1:] - levels[:, :, :-1])
    return torch.cat([levels, functional.pad(rises, (0, 0, 1, 0))], dim=1)


def as_values(heard: torch.Tensor) -> torch.Tensor:
    """(N, 5, T) raw `HEARD` -> chances and dynamics in 0..1, sine and cosine in -1..1."""
    return torch.cat([torch.sigmoid(heard[:, :LOGITS]), torch.tanh(heard[:, LOGITS:])], dim=1)
