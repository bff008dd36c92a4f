"""Self-attention over time with rotary places (Su et al. 2021), pre-norm."""

import torch
from torch import nn
from torch.nn import functional

HALF_TURN = 10_000.0  # base of the rotary frequencies


class Attention(nn.Module):
    """One layer: attention, then a small network for each step."""

    def __init__(self, width: int, heads: int, *, dropout: float) -> None:
        super().__init__()
        self.heads, self.dropout = heads, dropout
        self.before_mixing, self.before_thinking = nn.LayerNorm(width), nn.LayerNorm(width)
        self.ask, self.answer = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.wide, self.narrow = nn.Linear(width, 3 * width), nn.Linear(3 * width, width)

    def forward(self, x: torch.Tensor, turns: torch.Tensor) -> torch.Tensor:
        """(N, T, width), (2, T, width / heads / 2) cosines and sines -> (N, T, width)."""
        n, t, width = x.shape
        q, k, v = self.ask(self.before_mixing(x)).view(n, t, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        mixed = functional.scaled_dot_product_attention(turned(q, turns), turned(k, turns), v)
        x = x + self._dropped(self.answer(mixed.transpose(1, 2).reshape(n, t, width)))
        return x + self._dropped(self.narrow(functional.gelu(self.wide(self.before_thinking(x)))))

    def _dropped(self, x: torch.Tensor) -> torch.Tensor:
        return functional.dropout(x, self.dropout, self.training)


def rotary(steps: int, channels: int, device: torch.device) -> torch.Tensor:
    """(2, steps, channels / 2) cosines and sines that tell the places apart."""
    frequency = HALF_TURN ** (-torch.arange(channels // 2, device=device) / (channels // 2))
    angle = torch.arange(steps, device=device)[:, None] * frequency
    return torch.stack([angle.cos(), angle.sin()])


def turned(x: torch.Tensor, turns: torch.Tensor) -> torch.Tensor:
    first, second = x.chunk(2, -1)
    cos, sin = turns
    return torch.cat([first * cos - second * sin, first * sin + second * cos], -1).to(x.dtype)
