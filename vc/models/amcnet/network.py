"""AMCNet, which judges whether music and motion belong together, and the generator that takes over its ear.

Source: Chen et al., VirtualConductor (ICME 2021): two encoders and fuse layers, 26 audio features at 30 Hz, ten joints
of the upper body. Layers and sizes are this project's own; so are the thirteen joints that the generator moves, which
the renderers need; its noise, by which two seeds differ: what a simulated conductor is and freely chooses, as Baton is
told it; that its hand sees the features, too, and not their code alone; and the bell that calms the hand.
"""

from collections.abc import Callable, Sequence

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from vc.models.baton.network import NOISE_CHANNELS as CHOICE_CHANNELS
from vc.models.baton.network import spread
from vc.models.blocks import Block, judging_layers, leaky, reach
from vc.models.tiles import tiles
from vc.skeleton import JOINT_COUNT, POSE_RATE, Joint

FEATURES = 26  # see vc.audio.features
CODE_CHANNELS = 64
PLANE_STYLE_CHANNELS = 25  # of a style, without depth, which it was never taught
NOISE_CHANNELS = PLANE_STYLE_CHANNELS + CHOICE_CHANNELS
LATENT_CHANNELS = 32
HAND_CHANNELS = 96

# Ten joints as OpenPose has them: those below, and the neck between the shoulders. Eyes and ears say nothing of music.
SEEN = (
    Joint.NOSE, Joint.LEFT_SHOULDER, Joint.RIGHT_SHOULDER, Joint.LEFT_ELBOW, Joint.RIGHT_ELBOW, Joint.LEFT_WRIST,
    Joint.RIGHT_WRIST, Joint.LEFT_HIP, Joint.RIGHT_HIP,
)  # fmt: skip
SEEN_COUNT = len(SEEN) + 1
HIPS = (0.5, 0.75)  # the middle of the hips in ConductorMotion100: bodies are scaled about it

EAR_DILATIONS = (1, 2, 4, 8, 16, 32)  # at 30 Hz: with a kernel of 5 the ear hears 4.2 s to each side
EYE_DILATIONS = (1, 2, 4, 8, 16)
HAND_DILATIONS = (1, 2, 4, 8, 16, 32, 1)
KERNEL = 5
CALM_POSES, CALM_REACH = 1.0, 3  # deviation of the bell over the poses: faster than that no hand moves, it trembles
EAR_CONTEXT = reach(EAR_DILATIONS, KERNEL)  # poses to each side
HAND_CONTEXT = reach(HAND_DILATIONS, KERNEL) + CALM_REACH
TILE = 300 * POSE_RATE


class _Encoder(nn.Module):
    """Numbers over time to a code for each instant that knows what is around it."""

    def __init__(self, channels_in: int, dilations: Sequence[int]) -> None:
        super().__init__()
        self.norm = nn.BatchNorm1d(channels_in)
        self.gather = nn.Conv1d(channels_in, CODE_CHANNELS, 1)
        self.blocks = nn.Sequential(*(Block(CODE_CHANNELS, dilation, kernel=KERNEL) for dilation in dilations))
        self.code = nn.Conv1d(CODE_CHANNELS, CODE_CHANNELS, 1)

    def forward(self, values: torch.Tensor) -> torch.Tensor:
        """(N, T, channels) -> (N, T, 64)."""
        x = self.blocks(self.gather(self.norm(values.transpose(1, 2))))
        code: torch.Tensor = self.code(leaky(x))
        return code.transpose(1, 2)


class MusicEncoder(_Encoder):
    """(N, T, 26) features at 30 Hz -> (N, T, 64) codes."""

    def __init__(self) -> None:
        super().__init__(FEATURES, EAR_DILATIONS)


class MotionEncoder(_Encoder):
    """(N, T, 13, 2) motion at 30 Hz, stage coordinates -> (N, T, 64) codes, the features of the perceptual loss."""

    def __init__(self) -> None:
        super().__init__(2 * SEEN_COUNT, EYE_DILATIONS)

    def forward(self, motion: torch.Tensor) -> torch.Tensor:
        return super().forward(upper_body(motion).flatten(2))


class Amcnet(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.music_encoder = MusicEncoder()
        self.motion_encoder = MotionEncoder()
        self.fuse_layers = judging_layers(CODE_CHANNELS, lambda: nn.LeakyReLU(0.1))

    def fuse(self, music_code: torch.Tensor, motion_code: torch.Tensor) -> torch.Tensor:
        """(N, T, 64) and (N, T, 64) -> (N,) in (0, 1), 1 where they belong together: the mean over the poses."""
        both = torch.cat([music_code, motion_code], dim=2).transpose(1, 2)
        belongs: torch.Tensor = self.fuse_layers(both).mean(dim=(1, 2))
        return belongs

    def forward(self, features: torch.Tensor, motion: torch.Tensor) -> torch.Tensor:
        """features (N, T, 26) and motion (N, T, 13, 2), both at 30 Hz -> (N,) in (0, 1)."""
        return self.fuse(self.music_encoder(features), self.motion_encoder(motion))


class AmcnetGenerator(nn.Module):
    """AMCNet's ear, noise, and a hand that moves thirteen joints."""

    bell: torch.Tensor

    def __init__(self) -> None:
        super().__init__()
        self.music_encoder = MusicEncoder()
        self.norm = nn.BatchNorm1d(FEATURES + NOISE_CHANNELS)
        self.latent = nn.Sequential(
            nn.Conv1d(NOISE_CHANNELS, 48, 1), nn.LeakyReLU(0.1), nn.Conv1d(48, LATENT_CHANNELS, 1)
        )  # fmt: skip
        self.gather = nn.Conv1d(CODE_CHANNELS + FEATURES + LATENT_CHANNELS, HAND_CHANNELS, 1)
        self.blocks = nn.Sequential(*(Block(HAND_CHANNELS, dilation, kernel=KERNEL) for dilation in HAND_DILATIONS))
        self.pose = nn.Conv1d(HAND_CHANNELS, 2 * JOINT_COUNT, 1)
        nn.init.normal_(self.pose.weight, std=0.001)  # begin calmly, in the pose of the bias
        self.register_buffer("bell", _bell().repeat(2 * JOINT_COUNT, 1, 1), persistent=False)

    def forward(self, features: torch.Tensor, noise: torch.Tensor) -> torch.Tensor:
        """features (N, T, 26) at 30 Hz and noise (N, T / 30 + 2 or more, 55), one vector a second: the style, then the
        free choices, as `vc.conductor.latents` draws them -> (N, T, 13, 2) poses, stage coordinates."""
        return self.move(features, spread(noise, features.shape[1]))

    def move(self, features: torch.Tensor, noise: torch.Tensor) -> torch.Tensor:
        """(N, T, 26) features and (N, T, 55) noise at 30 Hz -> (N, T, 13, 2)."""
        code = self.music_encoder(features).transpose(1, 2)
        given = self.norm(torch.cat([features, noise], dim=2).transpose(1, 2))
        seen, drawn = given.split([FEATURES, NOISE_CHANNELS], dim=1)
        x = self.blocks(self.gather(torch.cat([code, seen, self.latent(drawn)], dim=1)))
        with torch.autocast(x.device.type, enabled=False):  # half precision would show as trembling
            poses = functional.pad(self.pose(leaky(x.float())), (CALM_REACH, CALM_REACH), mode="replicate")
            calm = functional.conv1d(poses, self.bell, groups=len(self.bell))
        return calm.transpose(1, 2).unflatten(2, (JOINT_COUNT, 2))


def _bell() -> torch.Tensor:
    """(7,) a Gaussian over the poses, of sum 1."""
    bell = torch.exp(-0.5 * (torch.arange(-CALM_REACH, CALM_REACH + 1) / CALM_POSES) ** 2)
    return bell / bell.sum()


def upper_body(motion: torch.Tensor) -> torch.Tensor:
    """(N, T, 13, 2) -> (N, T, 10, 2), from the usual middle of the hips: `SEEN` and the neck."""
    neck = motion[:, :, [Joint.LEFT_SHOULDER, Joint.RIGHT_SHOULDER]].mean(dim=2, keepdim=True)
    return torch.cat([motion[:, :, SEEN], neck], dim=2) - motion.new_tensor(HIPS)


def noise_like(style: np.ndarray, choices: np.ndarray) -> np.ndarray:
    """(S, 55): a conductor's style (26,), but for its depth, beside each second's choices (S, 30), as
    `vc.conductor.latents` draws them."""
    plane = style[:PLANE_STYLE_CHANNELS]
    return np.hstack([np.repeat(plane[None], len(choices), axis=0), choices])


def scale(motion: torch.Tensor, factors: torch.Tensor) -> torch.Tensor:
    """(N, T, 13, 2) with each motion made larger or smaller about the usual middle of the hips; factors : (N,)."""
    hips = motion.new_tensor(HIPS)
    return hips + (motion - hips) * factors[:, None, None, None]


@torch.inference_mode()
def move_whole(
    network: AmcnetGenerator, features: torch.Tensor, noise: torch.Tensor,
    on_progress: Callable[[float], None] | None = None, *, tile: int = TILE,
) -> torch.Tensor:  # fmt: skip
    """A piece of any length in tiles of `tile` poses, as the network gives for the whole.

    features : (T, 26) at 30 Hz; noise : (T / 30 + 2 or more, 55)
    on_progress : called with the done part, rising to 1.0

    Returns (T, 13, 2) poses on the CPU.
    """
    device = network.gather.weight.device
    even = spread(noise[None], len(features))[0]
    motion = torch.empty(len(features), JOINT_COUNT, 2)
    for part in tiles(len(features), size=tile, context=EAR_CONTEXT + HAND_CONTEXT):
        poses = network.move(features[None, part.seen].to(device), even[None, part.seen].to(device))
        motion[part.start : part.stop] = poses[0, part.own].cpu()
        if on_progress:
            on_progress(part.stop / len(features))
    return motion
