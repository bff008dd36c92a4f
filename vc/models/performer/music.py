"""Stage 1 of Let's Play Music: from the music, separately, where body and hands are, and a coarse video.

Beside them stands what the paper does not need: from a motion of thirteen joints, as any of this project's conductors
gives it, to where this performer's body and hands would be.
"""

import torch
from torch import nn

from vc.models.amcnet.network import EAR_CONTEXT, HAND_DILATIONS, KERNEL, MusicEncoder
from vc.models.blocks import Block, leaky, reach
from vc.models.performer.structure import SLOPE
from vc.skeleton import JOINT_COUNT, KEYPOINT_COUNT

CODE_CHANNELS = 64
COARSE_SIDE = 64
POSE_DILATIONS = (1, 2, 4)  # what a motion tells of hands lies within half a second
MUSIC_CONTEXT = EAR_CONTEXT  # poses to each side that the coarse video hears
KEYPOINT_CONTEXT = EAR_CONTEXT + reach(HAND_DILATIONS, KERNEL)


class KeypointGenerator(nn.Module):
    """(N, T, 26) features at 30 Hz -> (N, T, 19, 2) keypoints in the performer's picture, 0..1."""

    def __init__(self) -> None:
        super().__init__()
        self.music_encoder = MusicEncoder()
        self.blocks = nn.Sequential(*(Block(CODE_CHANNELS, dilation, kernel=KERNEL) for dilation in HAND_DILATIONS))
        self.points = nn.Conv1d(CODE_CHANNELS, 2 * KEYPOINT_COUNT, 1)
        nn.init.normal_(self.points.weight, std=0.001)  # begin calmly, in the pose of the bias

    def forward(self, features: torch.Tensor) -> torch.Tensor:
        x = self.blocks(self.music_encoder(features).transpose(1, 2))
        points: torch.Tensor = self.points(leaky(x.float()))
        return points.transpose(1, 2).unflatten(2, (KEYPOINT_COUNT, 2))


class CoarseGenerator(nn.Module):
    """(N, T, 26) features at 30 Hz -> (N, T, 3, 64, 64) RGB: how the scene looks as a whole."""

    def __init__(self) -> None:
        super().__init__()
        self.music_encoder = MusicEncoder()
        self.seed = nn.Linear(CODE_CHANNELS, 96 * 4 * 4)
        self.grow = nn.Sequential(_grown(96, 64), _grown(64, 48), _grown(48, 32), _grown(32, 16))
        self.change = nn.Conv2d(16, 3, 3, padding=1)
        nn.init.normal_(self.change.weight, std=0.001)
        nn.init.zeros_(self.change.bias)  # type: ignore[arg-type]
        self.register_buffer("mean", torch.zeros(3, COARSE_SIDE, COARSE_SIDE))
        self.mean: torch.Tensor

    def forward(self, features: torch.Tensor) -> torch.Tensor:
        return self.develop(self.music_encoder(features))

    def develop(self, code: torch.Tensor) -> torch.Tensor:
        """(N, T, 64) of the music encoder -> (N, T, 3, 64, 64)."""
        seed = self.seed(code.flatten(0, 1)).unflatten(1, (96, 4, 4))
        pictures = self.mean + self.change(self.grow(leaky(seed))).float()
        return pictures.unflatten(0, code.shape[:2])


class Retarget(nn.Module):
    """(N, T, 13, 2) motion in stage coordinates, at 30 Hz -> (N, T, 19, 2) keypoints in the performer's picture."""

    def __init__(self) -> None:
        super().__init__()
        self.straight = nn.Conv1d(2 * JOINT_COUNT, 2 * KEYPOINT_COUNT, 1)
        self.gather = nn.Conv1d(2 * JOINT_COUNT, CODE_CHANNELS, 1)
        self.blocks = nn.Sequential(*(Block(CODE_CHANNELS, dilation, kernel=KERNEL) for dilation in POSE_DILATIONS))
        self.bend = nn.Conv1d(CODE_CHANNELS, 2 * KEYPOINT_COUNT, 1)
        nn.init.zeros_(self.bend.weight)
        nn.init.zeros_(self.bend.bias)  # type: ignore[arg-type]  # begin with the straight map alone

    def forward(self, motion: torch.Tensor) -> torch.Tensor:
        x = motion.flatten(2).transpose(1, 2)
        points: torch.Tensor = self.straight(x) + self.bend(leaky(self.blocks(self.gather(x))))
        return points.transpose(1, 2).unflatten(2, (KEYPOINT_COUNT, 2))


class MusicStage(nn.Module):
    """Everything of a performer but the drawing.

    scale, offset : a point of the stage lies at scale x point + offset in the picture, on the whole
    """

    def __init__(self) -> None:
        super().__init__()
        self.keypoints, self.coarse, self.retarget = KeypointGenerator(), CoarseGenerator(), Retarget()
        self.register_buffer("scale", torch.ones(2))
        self.register_buffer("offset", torch.zeros(2))
        self.scale: torch.Tensor
        self.offset: torch.Tensor

    def to_stage(self, points: torch.Tensor) -> torch.Tensor:
        """(..., 19, 2) keypoints in the picture -> (..., 13, 2) joints in stage coordinates."""
        return (points[..., :JOINT_COUNT, :] - self.offset) / self.scale


def _grown(channels_in: int, channels_out: int) -> nn.Module:
    return nn.Sequential(
        nn.Upsample(scale_factor=2, mode="nearest"),
        nn.Conv2d(channels_in, channels_out, 3, padding=1),
        nn.LeakyReLU(SLOPE),
    )
