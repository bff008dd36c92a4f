"""M2S-Net: do this music and this motion belong together? The judge of the sync error, and its motion features."""

import numpy as np
import torch
from torch import nn

from vc.models.blocks import judging_layers
from vc.models.official.music_encoder import CODE_CHANNELS, MusicEncoder
from vc.skeleton import BONES, JOINT_COUNT

GRAPH_BLOCKS = 10
GRAPH_CHANNELS = 32
UNUSED_CHANNELS = 256  # the input of a layer that the checkpoint holds and nothing uses


def adjacency() -> torch.Tensor:
    """(1, 13, 13): bones and self links; each column sums to 1. The one partition of the graph."""
    links = np.eye(JOINT_COUNT, dtype=np.float32)
    for a, b in BONES:
        links[a, b] = links[b, a] = 1
    return torch.from_numpy(links / links.sum(axis=0, keepdims=True))[None]


class GraphConv(nn.Module):
    def __init__(self, channels_in: int, channels: int) -> None:
        super().__init__()
        self.conv = nn.Conv2d(channels_in, channels, 1)

    def forward(self, x: torch.Tensor, graph: torch.Tensor) -> torch.Tensor:
        """(N, C, T, 13) -> (N, channels, T, 13): mix channels, then let each joint gather from its neighbours."""
        return torch.matmul(self.conv(x), graph[0])


class STGCNBlock(nn.Module):
    """Graph convolution over the joints, then a convolution over three poses, plus the input (not in the first)."""

    def __init__(self, channels_in: int, channels: int, *, first: bool = False) -> None:
        super().__init__()
        self.first = first
        self.gcn = GraphConv(channels_in, channels)
        self.tcn = nn.Sequential(
            nn.BatchNorm2d(channels),
            nn.ReLU(),
            nn.Conv2d(channels, channels, (3, 1), padding=(1, 0)),
            nn.BatchNorm2d(channels),
        )

    def forward(self, x: torch.Tensor, graph: torch.Tensor) -> torch.Tensor:
        new: torch.Tensor = self.tcn(self.gcn(x, graph))
        return torch.relu(new if self.first else new + x)


class STGCN(nn.Module):
    A: torch.Tensor

    def __init__(self) -> None:
        super().__init__()
        self.register_buffer("A", adjacency())
        self.data_bn = nn.BatchNorm1d(JOINT_COUNT * 2)
        self.st_gcn_networks = nn.ModuleList(
            STGCNBlock(2 if i == 0 else GRAPH_CHANNELS, GRAPH_CHANNELS, first=i == 0) for i in range(GRAPH_BLOCKS)
        )
        self.edge_importance = nn.ParameterList(torch.ones_like(self.A) for _ in range(GRAPH_BLOCKS))
        self.fcn = nn.Conv2d(UNUSED_CHANNELS, GRAPH_CHANNELS, 1)

    def forward(self, motion: torch.Tensor) -> torch.Tensor:
        """(N, T, 13, 2) -> (N, 32, T, 13)."""
        normed = self.data_bn(motion.flatten(2).transpose(1, 2))  # (N, joint-major 13 x 2, T)
        x = normed.unflatten(1, (JOINT_COUNT, 2)).permute(0, 2, 3, 1)
        for block, importance in zip(self.st_gcn_networks, self.edge_importance, strict=True):
            x = block(x, self.A * importance)
        return x


class MotionEncoder(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.st_gcn = STGCN()
        self.fc = nn.Sequential(
            nn.Conv1d(GRAPH_CHANNELS * JOINT_COUNT, CODE_CHANNELS, 1), nn.BatchNorm1d(CODE_CHANNELS)
        )

    def forward(self, motion: torch.Tensor) -> torch.Tensor:
        """(N, T, 13, 2) motion at 30 Hz, stage coordinates -> (N, T, 64) codes: the features of the sync error."""
        flat = self.st_gcn(motion).transpose(2, 3).flatten(1, 2)  # (N, channel-major 32 x 13, T)
        code: torch.Tensor = self.fc(flat)
        return code.transpose(1, 2)


class SyncNet(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.music_encoder = MusicEncoder()
        self.motion_encoder = MotionEncoder()
        self.fuse_layer = judging_layers(CODE_CHANNELS, nn.ReLU)

    def fuse(self, music_code: torch.Tensor, motion_code: torch.Tensor) -> torch.Tensor:
        """(N, T, 64) and (N, T, 64) -> (N, T, 1) probability that they belong together, for each pose."""
        probability: torch.Tensor = self.fuse_layer(torch.cat([music_code, motion_code], dim=2).transpose(1, 2))
        return probability.transpose(1, 2)

    def forward(self, mel: torch.Tensor, motion: torch.Tensor) -> torch.Tensor:
        """mel (N, T, 128) at 90 Hz and motion (N, T / 3, 13, 2) at 30 Hz -> (N, T / 3, 1) probability."""
        return self.fuse(self.music_encoder(mel), self.motion_encoder(motion))
