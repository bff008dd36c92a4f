"""What is not in the beats: entries, accents and articulation, read off the ear's code and the loudness of bands.

It stands beside the hand, as the tracker does: what it takes for likely becomes marks before anything moves, and a
score that is known takes its place.
"""

import torch
from torch import nn
from torch.nn import functional

from vc.models.baton.ear import CODE_CHANNELS
from vc.models.blocks import Block, leaky, reach
from vc.music import MEL_BANDS, MEL_FRAMES_PER_POSE

READ = ("entry", "accent", "articulation", "side")  # three chances as logits, then the sine of where an entry is
LOGITS = 3
BANDS = 32
CHANNELS = 64
DILATIONS = (1, 2, 4, 8, 16, 32, 1)
KERNEL = 5
CONTEXT = reach(DILATIONS, KERNEL)


class Reader(nn.Module):
    """code (N, 128, T) of the ear, mel (N, 3 T, 128) -> (N, 4, T) READ, raw."""

    def __init__(self) -> None:
        super().__init__()
        self.gather = nn.Conv1d(CODE_CHANNELS + 2 * BANDS, CHANNELS, 1)
        self.blocks = nn.ModuleList(Block(CHANNELS, dilation, kernel=KERNEL, dropout=0.1) for dilation in DILATIONS)
        self.say = nn.Conv1d(CHANNELS, len(READ), 1)

    def forward(self, code: torch.Tensor, mel: torch.Tensor) -> torch.Tensor:
        x = self.gather(torch.cat([code, bands_of(mel)], dim=1))
        for block in self.blocks:
            x = block(x)
        said: torch.Tensor = self.say(leaky(x))
        return said


def bands_of(mel: torch.Tensor) -> torch.Tensor:
    """(N, 3 T, 128) -> (N, 64, T): levels of 32 bands, and how much they rise over a third of a second."""
    pooled = functional.avg_pool2d(mel.unsqueeze(1), (MEL_FRAMES_PER_POSE, MEL_BANDS // BANDS))[:, 0].transpose(1, 2)
    before = functional.avg_pool1d(functional.pad(pooled, (10, 0), mode="replicate"), 10, stride=1)[..., :-1]
    return torch.cat([pooled, 3 * (pooled - before)], dim=1)


def as_values(read: torch.Tensor) -> torch.Tensor:
    """(N, 4, T) raw READ -> chances in 0..1, side in -1..1."""
    return torch.cat([torch.sigmoid(read[:, :LOGITS]), torch.tanh(read[:, LOGITS:])], dim=1)
