"""A recurrent network, whose loss only lets it learn the mean.

After a row of the Prospective Cup's table for ConductorMotion100, not a copy of it. Of its CNN-LSTM we know the name
alone, so layers and sizes are this project's own.
"""

from collections.abc import Callable

import torch
from torch import nn

from vc.models.official.fast import ENCODER_CONTEXT, ENCODER_TILE
from vc.models.official.music_encoder import CODE_CHANNELS, MusicEncoder
from vc.models.tiles import tiles
from vc.music import MEL_FRAMES_PER_POSE
from vc.skeleton import JOINT_COUNT

HIDDEN = 128
LAYERS = 2


class CnnLstm(nn.Module):
    """M2S-GAN's music encoder, two LSTM layers that only know the past, and a pose from each state.

    Its ears are the GAN's, so that the two differ in what follows them and in the loss alone.
    """

    def __init__(self) -> None:
        super().__init__()
        self.music_encoder = MusicEncoder()
        self.lstm = nn.LSTM(CODE_CHANNELS, HIDDEN, LAYERS, batch_first=True)
        self.pose = nn.Linear(HIDDEN, 2 * JOINT_COUNT)

    def forward(self, mel: torch.Tensor) -> torch.Tensor:
        """(N, T, 128) mel at 90 Hz -> (N, ceil(T / 3), 13, 2) poses, stage coordinates."""
        return self.move(self.music_encoder(mel))

    def move(self, code: torch.Tensor) -> torch.Tensor:
        """(N, T, 64) codes -> (N, T, 13, 2) poses."""
        state, _ = self.lstm(code)
        poses: torch.Tensor = self.pose(state).unflatten(2, (JOINT_COUNT, 2))
        return poses


@torch.inference_mode()
def move_whole(network: CnnLstm, mel: torch.Tensor, on_progress: Callable[[float], None] | None = None) -> torch.Tensor:
    """A piece of any length: (T, 128) mel -> (ceil(T / 3), 13, 2) poses on the CPU, as the network gives for the whole.

    The pictures of the music encoder are made in tiles, because they are what takes memory; the LSTM runs through.
    """
    poses = -(-len(mel) // MEL_FRAMES_PER_POSE)
    device = network.pose.weight.device
    code = torch.empty(1, poses, CODE_CHANNELS, device=device)
    for tile in tiles(poses, size=ENCODER_TILE, context=ENCODER_CONTEXT):
        seen = mel[tile.first * MEL_FRAMES_PER_POSE : tile.last * MEL_FRAMES_PER_POSE]
        code[0, tile.start : tile.stop] = network.music_encoder(seen.to(device)[None])[0, tile.own]
        if on_progress:
            on_progress(tile.stop / poses)
    return network.move(code)[0].cpu()
