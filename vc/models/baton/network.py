"""Baton as a whole, 1.6 million parameters: an ear, a reader of marks, and a hand that does what is intended."""

import torch
from torch import nn

from vc.models.baton import limbs
from vc.models.baton.ear import Ear
from vc.models.baton.reader import Reader
from vc.models.blocks import Block, leaky, reach
from vc.models.checkpoint import configured
from vc.skeleton import POSE_RATE

STYLE_CHANNELS = 26
INTENT_CHANNELS = 40  # see `vc.conductor.intent`
NOISE_CHANNELS = 30
NOISE_RATE = 1  # vectors per second

HAND_CHANNELS = 128
STYLE_CODE = 32
DILATIONS = (1, 2, 4, 8, 4, 2, 1)
KERNEL = 5
CONTEXT = reach(DILATIONS, KERNEL)  # 44 poses, 1.5 s: what lies further ahead is part of the intent


class Hand(nn.Module):
    """The moving half. Who conducts changes what every block does (FiLM, Perez et al. 2018), since a large conductor
    is not another movement added but the same one multiplied.

    `style_mean` and `style_spread` are those of the training data, part of the weights.
    """

    style_mean: torch.Tensor
    style_spread: torch.Tensor

    def __init__(self, style_channels: int = STYLE_CHANNELS) -> None:
        super().__init__()
        self.register_buffer("style_mean", torch.zeros(style_channels))
        self.register_buffer("style_spread", torch.ones(style_channels))
        self.style = nn.Sequential(
            nn.Linear(style_channels, 64), nn.LeakyReLU(0.1), nn.Linear(64, STYLE_CODE), nn.LeakyReLU(0.1)
        )  # fmt: skip
        self.gather = nn.Conv1d(INTENT_CHANNELS + NOISE_CHANNELS + STYLE_CODE, HAND_CHANNELS, 1)
        self.blocks = nn.ModuleList(Block(HAND_CHANNELS, dilation, kernel=KERNEL) for dilation in DILATIONS)
        self.film = nn.Linear(STYLE_CODE, 2 * HAND_CHANNELS * len(DILATIONS))
        self.hidden = nn.Conv1d(HAND_CHANNELS, 64, 1)
        self.out = nn.Conv1d(64, limbs.FREE, 1)
        nn.init.zeros_(self.film.weight)
        nn.init.zeros_(self.film.bias)
        nn.init.normal_(self.out.weight, std=0.005)  # begin near the resting body, and calmly
        self.out.bias = nn.Parameter(limbs.resting())
        self.body = limbs.Limbs()

    def forward(self, intent: torch.Tensor, style: torch.Tensor, noise: torch.Tensor) -> torch.Tensor:
        """intent (N, T, INTENT_CHANNELS), style (N, k), noise (N, T, NOISE_CHANNELS) at 30 Hz -> (N, T, limbs.LAYERS)
        joints in metres and channels."""
        who = self.style((style - self.style_mean) / self.style_spread)
        factors, offsets = self.film(who).unflatten(1, (len(self.blocks), 2, HAND_CHANNELS)).unbind(2)
        told = torch.cat([intent, noise, who[:, None].expand(-1, intent.shape[1], -1)], dim=2)
        x = self.gather(told.transpose(1, 2))
        for number, block in enumerate(self.blocks):
            x = block(x) * (1 + factors[:, number, :, None]) + offsets[:, number, :, None]
        with torch.autocast(x.device.type, enabled=False):  # half precision would show as trembling
            free = self.out(leaky(self.hidden(leaky(x.float())))).transpose(1, 2)
            poses: torch.Tensor = self.body(free, style[:, limbs.BODY])
        return poses


class Baton(nn.Module):
    """The three parts; what stands between hearing and moving is `vc.audio.rhythm` and `vc.conductor.intent`."""

    @configured
    def __init__(self, style_channels: int = STYLE_CHANNELS) -> None:
        super().__init__()
        self.ear = Ear()
        self.reader = Reader()
        self.hand = Hand(style_channels)


def spread(noise: torch.Tensor, poses: int) -> torch.Tensor:
    """(N, S, k) one vector a second -> (N, poses, k), linear between them. Raises ValueError if they do not reach."""
    place = torch.arange(poses, device=noise.device) * (NOISE_RATE / POSE_RATE)
    before = place.long()
    if poses and noise.shape[1] < int(before[-1]) + 2:
        raise ValueError(f"{poses} poses lie between {int(before[-1]) + 2} noise vectors; there are {noise.shape[1]}")
    part = (place - before)[:, None].to(noise.dtype)
    return noise[:, before] * (1 - part) + noise[:, before + 1] * part
