"""The music encoder that the generator and the sync network share: mel at 90 Hz -> one 64-value code per pose."""

import torch
from torch import nn

from vc.music import MEL_BANDS, MEL_FRAMES_PER_POSE

CODE_CHANNELS = 64
BANDS_LEFT = MEL_BANDS // 2**3  # after three poolings that halve the band axis


class Conv2dResLayer(nn.Module):
    """3 x 3 convolution, BatchNorm, ReLU, plus the input.

    Where the number of channels changes, the input goes through a 1 x 1 convolution; `first` leaves it out.
    """

    def __init__(self, channels_in: int, channels: int, *, first: bool = False) -> None:
        super().__init__()
        self.conv2d_layer = nn.Sequential(
            nn.Conv2d(channels_in, channels, 3, padding=1, padding_mode="reflect"), nn.BatchNorm2d(channels), nn.ReLU()
        )
        self.residual: nn.Module | None = None if first else nn.Identity()
        if not first and channels_in != channels:
            self.residual = nn.Sequential(nn.Conv2d(channels_in, channels, 1), nn.BatchNorm2d(channels))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        new: torch.Tensor = self.conv2d_layer(x)
        return new if self.residual is None else new + self.residual(x)


class MusicEncoder(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.conv1 = nn.Sequential(
            Conv2dResLayer(1, 16, first=True),
            Conv2dResLayer(16, 16),
            Conv2dResLayer(16, 16),
            nn.MaxPool2d(5, stride=(1, 2), padding=2),
        )
        self.conv2 = nn.Sequential(
            Conv2dResLayer(16, 32),
            Conv2dResLayer(32, 32),
            nn.MaxPool2d(5, stride=(MEL_FRAMES_PER_POSE, 2), padding=2),  # the one with a stride in time
        )
        self.conv3 = nn.Sequential(
            Conv2dResLayer(32, 32),
            Conv2dResLayer(32, 32),
            nn.MaxPool2d(3, stride=(1, 2), padding=1),
        )
        self.conv4 = nn.Sequential(nn.Conv1d(32 * BANDS_LEFT, CODE_CHANNELS, 1), nn.BatchNorm1d(CODE_CHANNELS))

    def forward(self, mel: torch.Tensor) -> torch.Tensor:
        """(N, T, 128) mel -> (N, ceil(T / 3), 64) codes. T must be 4 or more, for the reflecting borders."""
        x = self.conv3(self.conv2(self.conv1(mel.unsqueeze(1))))
        flat = x.transpose(2, 3).flatten(1, 2)  # (N, channel-major 32 x 16, T)
        code: torch.Tensor = self.conv4(flat)
        return code.transpose(1, 2)
