"""The temporal module: a recurrent unit of convolutions, which carries from frame to frame what one frame hides."""

import torch
from torch import nn


class ConvGru(nn.Module):
    """Source: Ballas et al. 2016, gated recurrent units whose products are convolutions."""

    def __init__(self, channels: int, hidden: int) -> None:
        super().__init__()
        self.hidden = hidden
        self.gates = nn.Conv2d(channels + hidden, 2 * hidden, 3, padding=1)
        self.candidate = nn.Conv2d(channels + hidden, hidden, 3, padding=1)

    def forward(
        self, maps: torch.Tensor, state: torch.Tensor | None = None, *, remember: bool = True
    ) -> tuple[torch.Tensor, torch.Tensor]:  # fmt: skip
        """maps : (N, T, channels, h, w), T frames in order; state : (N, hidden, h, w), what the frames before left

        remember : False lets every frame begin anew, for comparison
        Returns (N, T, hidden, h, w), and the state to go on with.
        """
        count, frames, _, height, width = maps.shape
        start = maps.new_zeros(count, self.hidden, height, width)
        state = start if state is None else state
        states = []
        for index in range(frames):
            state = self._next(maps[:, index], state if remember else start)
            states.append(state)
        return torch.stack(states, dim=1), state

    def _next(self, one: torch.Tensor, state: torch.Tensor) -> torch.Tensor:
        update, reset = torch.sigmoid(self.gates(torch.cat([one, state], dim=1))).chunk(2, dim=1)
        new = torch.tanh(self.candidate(torch.cat([one, reset * state], dim=1)))
        return state + update * (new - state)
