"""The M2S-GAN generator in its plain form, as it was trained: 381 146 parameters."""

import torch
from torch import nn

from vc.models.official.music_encoder import CODE_CHANNELS, MusicEncoder
from vc.models.official.pose_decoder import PoseDecoder

NOISE_CHANNELS = 8
NOISE_RATE = 1  # noise vectors per second


class Generator(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.music_encoder = MusicEncoder()
        self.noise_convTranspose = nn.Sequential(  # strides 5 x 3 x 2: one vector a second -> 30 codes
            nn.ConvTranspose1d(NOISE_CHANNELS, 16, 3, stride=1, padding=1),
            nn.ReLU(),
            nn.ConvTranspose1d(16, 16, 11, stride=5, padding=3),
            nn.ReLU(),
            nn.ConvTranspose1d(16, 32, 5, stride=3, padding=1),
            nn.ReLU(),
            nn.ConvTranspose1d(32, CODE_CHANNELS, 6, stride=2, padding=2),
            nn.ReLU(),
        )
        self.noise_BN = nn.BatchNorm1d(CODE_CHANNELS)
        self.tcn = PoseDecoder()

    def forward(self, mel: torch.Tensor, noise: torch.Tensor) -> torch.Tensor:
        """Conducting motion for mel spectrograms.

        mel : (N, T, 128) at 90 Hz, 0..1
        noise : (N, S, 8) standard normal, one vector a second, S >= T / 90

        Returns (N, ceil(T / 3), 13, 2) poses at 30 Hz, stage coordinates. Whole seconds need nothing more; what the
        noise has beyond the music is cut.
        """
        return self.move(self.music_encoder(mel), noise)

    def move(self, music_code: torch.Tensor, noise: torch.Tensor) -> torch.Tensor:
        """(N, T, 64) codes at 30 Hz and the noise -> (N, T, 13, 2) poses."""
        noise_code = self.noise_BN(self.noise_convTranspose(noise.transpose(1, 2))).transpose(1, 2)
        codes = torch.cat([music_code, noise_code[:, : music_code.shape[1]]], dim=2)
        poses: torch.Tensor = self.tcn(codes)
        return poses
