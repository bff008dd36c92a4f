"""The network of the ear, and what it says."""

from dataclasses import dataclass
from typing import Any

import torch
from torch import nn

from vc.models.baton.ear import front_layers, two_pictures
from vc.models.blocks import Block, leaky
from vc.models.ear.attention import Attention, rotary
from vc.music import MEL_BANDS

SLOWEST_BPM, FASTEST_BPM = 20.0, 320.0
TEMPO_STEPS_PER_OCTAVE = 12
TEMPI = 1 + round(4 * TEMPO_STEPS_PER_OCTAVE)  # from 20 to 320 beats a minute
METRES = 9  # beats of a bar: 1 to 9

# Channels of what the network says at each thirtieth of a second.
BEAT, DOWNBEAT, PULSE = 0, 1, 2  # logits: a beat, a downbeat, that there is a pulse at all
BEAT_PLACE, BAR_PLACE = slice(3, 5), slice(5, 7)  # sine and cosine of the place between two beats, two downbeats
TEMPO, METRE = slice(7, 7 + TEMPI), slice(7 + TEMPI, 7 + TEMPI + METRES)  # logits
SAID = 7 + TEMPI + METRES


@dataclass(frozen=True)
class EarConfig:
    """pictures : channels of the 2-D convolutions; channels, dilations : of the 1-D ones at 30 Hz
    width, heads, layers : of the attention at 15 Hz; layers 0 leaves it out; after : dilations behind it
    """

    pictures: tuple[int, int, int] = (24, 32, 40)
    channels: int = 128
    dilations: tuple[int, ...] = (1, 2, 4, 8, 16, 32, 64, 128, 256)
    width: int = 192
    heads: int = 6
    layers: int = 4
    after: tuple[int, ...] = (1, 2, 4)
    dropout: float = 0.1


class Ear(nn.Module):
    def __init__(self, config: EarConfig | None = None) -> None:
        super().__init__()
        self.config = config = config or EarConfig()
        self.front, self.norms = front_layers(*config.pictures)
        self.gather = nn.Conv1d(config.pictures[-1] * (MEL_BANDS // 16), config.channels, 1)
        self.blocks = _blocks(config, config.dilations)
        self.after = _blocks(config, config.after if config.layers else ())
        if config.layers:
            self.down = nn.Conv1d(config.channels, config.width, 4, stride=2, padding=1)
            self.layers = nn.ModuleList(
                Attention(config.width, config.heads, dropout=config.dropout) for _ in range(config.layers)
            )
            self.norm = nn.LayerNorm(config.width)
            self.up = nn.ConvTranspose1d(config.width, config.channels, 4, stride=2, padding=1)
        self.say = nn.Conv1d(config.channels, SAID, 1)
        self._begin_without_attention_()

    def _begin_without_attention_(self) -> None:
        """What attention adds is nothing at first, so that what the convolutions know already is not lost."""
        added: list[nn.Module] = [self.up] if self.config.layers else []
        added += [block.mix for block in self.after if isinstance(block, Block)]
        for parameter in (parameter for module in added for parameter in module.parameters()):
            nn.init.zeros_(parameter)

    @classmethod
    def from_config(cls, **values: Any) -> "Ear":
        """From what a weights file says, where tuples are lists."""
        plain: dict[str, Any] = {name: tuple(v) if isinstance(v, list) else v for name, v in values.items()}
        return cls(EarConfig(**plain))

    def forward(self, mel: torch.Tensor) -> torch.Tensor:
        """(N, T, 128) mel at 90 Hz -> (N, SAID, T / 3) at 30 Hz; T a multiple of 6."""
        x = two_pictures(mel)
        for convolution, norm in zip(self.front, self.norms, strict=True):
            x = leaky(norm(convolution(x)))
        x = self.gather(x.transpose(2, 3).flatten(1, 2))
        for block in self.blocks:
            x = block(x)
        if self.config.layers:
            x = x + self._attend(x)
        for block in self.after:
            x = block(x)
        said: torch.Tensor = self.say(x)
        return said

    def _attend(self, x: torch.Tensor) -> torch.Tensor:
        y = self.down(x).transpose(1, 2)
        turns = rotary(y.shape[1], self.config.width // self.config.heads, y.device)
        for layer in self.layers:
            y = layer(y, turns)
        up: torch.Tensor = self.up(self.norm(y).transpose(1, 2))
        return up


def _blocks(config: EarConfig, dilations: tuple[int, ...]) -> nn.ModuleList:
    return nn.ModuleList(Block(config.channels, d, kernel=3, dropout=config.dropout) for d in dilations)


def tempi_bpm() -> torch.Tensor:
    """(TEMPI,) beats a minute of the channels TEMPO."""
    return SLOWEST_BPM * 2 ** (torch.arange(TEMPI) / TEMPO_STEPS_PER_OCTAVE)
