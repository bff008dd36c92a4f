"""The generator's second half: a temporal convolution network that turns codes into poses."""

import torch
import torch.nn.functional as F  # noqa: N812 - torch's own usual name
from torch import nn

from vc.models.official.music_encoder import CODE_CHANNELS
from vc.skeleton import JOINT_COUNT

KERNEL = 5
BLOCKS = 6
POSE_CHANNELS = JOINT_COUNT * 2

# The widest convolution mirrors this many poses at the borders, so a piece must be longer.
MIN_POSES = 2 * 2 ** (BLOCKS - 1) + 1


class WeightNormConv1d(nn.Module):
    """Weight-normed convolution that keeps the length and looks both ways, mirrored at the borders.

    The authors pad with 4 x dilation on both sides and cut half of that off again; padding with 2 x dilation is the
    same. `weight_g`, `weight_v` are the names that torch's weight norm had when the checkpoints were saved.
    """

    def __init__(self, channels_in: int, channels: int, dilation: int) -> None:
        super().__init__()
        plain = nn.Conv1d(channels_in, channels, KERNEL)
        assert plain.bias is not None
        self.dilation = dilation
        self.weight_v = nn.Parameter(plain.weight.detach().clone())
        self.weight_g = nn.Parameter(self.weight_v.detach().norm(dim=(1, 2), keepdim=True))
        self.bias = nn.Parameter(plain.bias.detach().clone())

    @property
    def weight(self) -> torch.Tensor:
        """(out, in, 5): the direction of weight_v, with the length weight_g."""
        return self.weight_v * (self.weight_g / self.weight_v.norm(dim=(1, 2), keepdim=True))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        padding = KERNEL // 2 * self.dilation
        padded = F.pad(x, (padding, padding), mode="reflect")
        return F.conv1d(padded, self.weight, self.bias, dilation=self.dilation)


class TemporalBlock(nn.Module):
    """Two convolutions with BatchNorm and ReLU, averaged over three poses, plus the input.

    The layers stand in `net` a second time because the checkpoints hold them twice, there with places for the
    authors' cutting (1, 6) and dropout (4), which have no weights.
    """

    def __init__(self, channels_in: int, channels: int, dilation: int) -> None:
        super().__init__()
        self.conv1 = WeightNormConv1d(channels_in, channels, dilation)
        self.bn1 = nn.BatchNorm1d(channels)
        self.conv2 = WeightNormConv1d(channels, channels, dilation)
        self.bn2 = nn.BatchNorm1d(channels)
        first = (self.conv1, nn.Identity(), self.bn1, nn.ReLU(), nn.Identity())
        second = (self.conv2, nn.Identity(), self.bn2, nn.ReLU(), nn.AvgPool1d(3, stride=1, padding=1))
        self.net = nn.Sequential(*first, *second)
        self.downsample = nn.Conv1d(channels_in, channels, 1) if channels_in != channels else None

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        residual = x if self.downsample is None else self.downsample(x)
        return torch.relu(self.net(x) + residual)


class PoseDecoder(nn.Module):
    """The nesting of `TCN` has no meaning of its own: it spells the checkpoint's `tcn.TCN.tcn.tcn.network`."""

    def __init__(self) -> None:
        super().__init__()
        widths = [2 * CODE_CHANNELS] + [CODE_CHANNELS] * BLOCKS
        blocks = nn.Sequential(*(TemporalBlock(widths[i], widths[i + 1], 2**i) for i in range(BLOCKS)))
        network = nn.ModuleDict({"network": blocks})
        linear = nn.Linear(CODE_CHANNELS, CODE_CHANNELS)
        self.TCN = nn.ModuleDict({"tcn": nn.ModuleDict({"tcn": network, "linear": linear})})
        self.fc = nn.Sequential(
            nn.Linear(CODE_CHANNELS, CODE_CHANNELS),
            nn.ReLU(),
            nn.Linear(CODE_CHANNELS, CODE_CHANNELS),
            nn.ReLU(),
            nn.Linear(CODE_CHANNELS, POSE_CHANNELS),
            nn.Sigmoid(),
        )

    @property
    def blocks(self) -> nn.Module:
        return self.get_submodule("TCN.tcn.tcn.network")

    @property
    def linear(self) -> nn.Module:
        return self.get_submodule("TCN.tcn.linear")

    def forward(self, codes: torch.Tensor) -> torch.Tensor:
        """(N, T, 128) codes, T >= MIN_POSES -> (N, T, 13, 2) poses in [0, 1], stage coordinates."""
        x: torch.Tensor = self.blocks(codes.transpose(1, 2))
        poses: torch.Tensor = self.fc(self.linear(x.transpose(1, 2)))
        return poses.unflatten(2, (JOINT_COUNT, 2))
