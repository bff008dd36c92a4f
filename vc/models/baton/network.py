"""Baton as a whole: 1.2 million parameters. It moves in space; networks of files that are older moved in the plane."""

import torch
from torch import nn

from vc.models.baton import body, limbs
from vc.models.baton.ear import CODE_CHANNELS, HEARD, Ear, as_values
from vc.models.baton.reader import Reader
from vc.models.blocks import Block, leaky, reach
from vc.models.checkpoint import configured
from vc.skeleton import POSE_RATE

STYLE_CHANNELS, PLANE_STYLE_CHANNELS = 26, 25
NOISE_CHANNELS = 30
NOISE_RATE = 1  # vectors per second
PHASE_CHANNELS = 4  # see phase.phase_track, which is all that networks of the plane are told
TOLD_CHANNELS = 14  # see phase.told_track

HAND_CHANNELS = 96
LATENT_CHANNELS = 32
DILATIONS = (1, 2, 4, 8, 16, 32, 1)
KERNEL = 5
CONTEXT = reach(DILATIONS, KERNEL)  # 128 poses, 4.3 s


class Hand(nn.Module):
    """The moving half. `style_mean` and `style_spread` are those of the training data, part of the weights."""

    style_mean: torch.Tensor
    style_spread: torch.Tensor

    def __init__(self, style_channels: int = STYLE_CHANNELS, *, space: bool = True) -> None:
        super().__init__()
        self.space = space
        self.register_buffer("style_mean", torch.zeros(style_channels))
        self.register_buffer("style_spread", torch.ones(style_channels))
        self.style = nn.Sequential(
            nn.Linear(style_channels, 48), nn.LeakyReLU(0.1), nn.Linear(48, LATENT_CHANNELS)
        )  # fmt: skip
        self.noise = nn.Conv1d(NOISE_CHANNELS, LATENT_CHANNELS, 1)
        told = TOLD_CHANNELS if space else PHASE_CHANNELS
        self.gather = nn.Conv1d(CODE_CHANNELS + len(HEARD) + told + 2 * LATENT_CHANNELS, HAND_CHANNELS, 1)
        self.blocks = nn.ModuleList(Block(HAND_CHANNELS, dilation, kernel=KERNEL) for dilation in DILATIONS)
        self.hidden = nn.Conv1d(HAND_CHANNELS, 64, 1)
        self.out = nn.Conv1d(64, limbs.FREE if space else 2 * body.PART_COUNT, 1)
        nn.init.normal_(self.out.weight, std=0.005)  # begin near the resting body, and calmly
        self.out.bias = nn.Parameter(limbs.resting() if space else body.resting())
        self.body = limbs.Limbs() if space else body.Body()

    def forward(
        self, code: torch.Tensor, heard: torch.Tensor, phase: torch.Tensor, style: torch.Tensor, noise: torch.Tensor
    ) -> torch.Tensor:  # fmt: skip
        """code (N, 128, T), heard (N, 5, T) as values, phase (N, T, 14), style (N, k), noise (N, T, k) at 30 Hz
        -> (N, T, limbs.LAYERS) joints in metres and channels; in the plane (N, T, 13, 2), stage coordinates."""
        who = self.style((style - self.style_mean) / self.style_spread)
        parts = [code, heard, phase.transpose(1, 2), self.noise(noise.transpose(1, 2))]
        parts.append(who[:, :, None].expand(-1, -1, code.shape[2]))
        x = self.gather(torch.cat(parts, dim=1))
        for block in self.blocks:
            x = block(x)
        with torch.autocast(x.device.type, enabled=False):  # half precision would show as trembling
            free = self.out(leaky(self.hidden(leaky(x.float()))))
            free = free.transpose(1, 2)
            poses: torch.Tensor = self.body(free, style[:, limbs.BODY]) if self.space else self.body(free)
        return poses


class Baton(nn.Module):
    """told, latents : False for a network that was trained without the beats, or without knowing who conducts
    space : whether it moves in space, with hands and face; networks before that moved in the plane"""

    @configured
    def __init__(
        self, style_channels: int = STYLE_CHANNELS, *, told: bool = True, latents: bool = True, space: bool = True
    ) -> None:
        super().__init__()
        self.told, self.latents, self.space = told, latents, space
        self.ear = Ear()
        self.hand = Hand(style_channels, space=space)
        if space:
            self.reader = Reader()

    @classmethod
    def from_config(
        cls, style_channels: int = PLANE_STYLE_CHANNELS, *, space: bool = False, **config: bool
    ) -> "Baton":  # fmt: skip
        """As a file says that it was made; one that says nothing of space is of the plane."""
        return cls(style_channels, space=space, **config)

    def forward(
        self, mel: torch.Tensor, phase: torch.Tensor, style: torch.Tensor, noise: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Conducting motion for clips whose beats are known or tracked already.

        mel : (N, T, 128) at 90 Hz, T a multiple of 3
        phase : (N, T / 3, 14) see `phase.told_track`; zeros where no beat is known
        style : (N, k) as the training data's labels have it
        noise : (N, S, NOISE_CHANNELS) one vector a second, from the first pose on; see `spread`

        Returns (N, T / 3, limbs.LAYERS) poses, and (N, 5, T / 3) what is heard, raw: `ear.HEARD`.
        """
        code, heard = self.ear(mel)
        even = spread(noise, code.shape[2])
        return self.hand(code, as_values(heard), phase, style, even), heard


def spread(noise: torch.Tensor, poses: int) -> torch.Tensor:
    """(N, S, k) one vector a second -> (N, poses, k), linear between them. Raises ValueError if they do not reach."""
    place = torch.arange(poses, device=noise.device) * (NOISE_RATE / POSE_RATE)
    before = place.long()
    if poses and noise.shape[1] < int(before[-1]) + 2:
        raise ValueError(f"{poses} poses lie between {int(before[-1]) + 2} noise vectors; there are {noise.shape[1]}")
    part = (place - before)[:, None].to(noise.dtype)
    return noise[:, before] * (1 - part) + noise[:, before + 1] * part
