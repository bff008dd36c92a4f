"""The judge of realism in adversarial training, and of the Wasserstein distance; no part of any model in use."""

import torch
from torch import nn

from vc.skeleton import JOINT_COUNT


class MotionCritic(nn.Module):
    """M2S-GAN's critic: three convolutions with poolings over time, then a small network, averaged over time.

    Source: Chen et al., JCST 2022, and the authors' code for its sizes.
    """

    MIN_POSES = 41  # shorter motion leaves nothing after the poolings

    def __init__(self) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        for channels_in, stride in ((2 * JOINT_COUNT, 3), (64, 2), (64, 2)):
            layers += [nn.Conv1d(channels_in, 64, 5, padding=2), nn.ReLU(), nn.MaxPool1d(5, stride)]
        self.look = nn.Sequential(*layers)
        self.judge = nn.Sequential(nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 32), nn.ReLU(), nn.Linear(32, 1))

    def forward(self, motion: torch.Tensor) -> torch.Tensor:
        """(N, T, 13, 2) -> (N, 1), higher where the motion looks real."""
        features = self.look(motion.flatten(2).transpose(1, 2))
        judged: torch.Tensor = self.judge(features.transpose(1, 2)).mean(dim=1)
        return judged
