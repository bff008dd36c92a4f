"""The mean pose as a network.

After a row of the Prospective Cup's table for ConductorMotion100, not a copy of it. Its constant model gives zeros; the
mean pose here has the same RDE, SCE and SDP, which no constant changes, and an MSE that means something.
"""

import torch
from torch import nn

from vc.music import MEL_FRAMES_PER_POSE
from vc.skeleton import JOINT_COUNT


class Plain(nn.Module):
    """The mean pose of the training data, at every instant of every music."""

    def __init__(self) -> None:
        super().__init__()
        self.pose = nn.Parameter(torch.zeros(JOINT_COUNT, 2))

    def forward(self, mel: torch.Tensor) -> torch.Tensor:
        """(N, T, 128) mel at 90 Hz -> (N, ceil(T / 3), 13, 2) poses, all alike."""
        poses = -(-mel.shape[1] // MEL_FRAMES_PER_POSE)
        return self.pose.expand(len(mel), poses, -1, -1)
