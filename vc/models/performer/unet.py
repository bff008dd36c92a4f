"""The Structured Temporal UNet: keypoints and a coarse video to the frames of a performer.

Source: Let's Play Music (ICPR 2020), of which only the abstract is public: a UNet with a graph-based structure module
within a frame and a CNN-GRU between frames. Sizes, the still plate behind the performer and all that is computed at a
quarter of the frame's side or less are this project's own, chosen for speed without a graphics card.
"""

from typing import NamedTuple

import torch
from torch import nn
from torch.nn import functional

from vc.models.performer.heatmaps import splat
from vc.models.performer.structure import SLOPE, StructureModule
from vc.models.performer.temporal import ConvGru
from vc.skeleton import KEYPOINT_COUNT

GRID = 64  # cells of the finest map; also the side of the coarse video
UPSAMPLINGS = 3  # doublings from the grid to the frame
SIDE_PX = GRID << UPSAMPLINGS
FINE, MIDDLE, COARSE, HIDDEN = 48, 80, 128, 96  # channels at 64, 32 and 16 cells, and of the memory
DRAWN = 24  # channels of the structure module's strokes
RGBA = 4


class Seen(NamedTuple):
    """What the UNet has seen of n frames: maps (n, channels, s, s) of s = 64, 32 and 16 cells, and strokes of 64."""

    fine: torch.Tensor
    middle: torch.Tensor
    deep: torch.Tensor
    strokes: torch.Tensor


class StructuredTemporalUnet(nn.Module):
    """structure, temporal : False leaves the module out, for comparison"""

    def __init__(self, *, structure: bool = True, temporal: bool = True) -> None:
        super().__init__()
        self.temporal = temporal
        self.stem = _conv(KEYPOINT_COUNT + 3 + 2, FINE)
        self.fine = _conv(FINE, FINE)
        self.to_middle, self.middle = _conv(FINE, MIDDLE, stride=2), _conv(MIDDLE, MIDDLE)
        self.to_coarse, self.coarse = _conv(MIDDLE, COARSE, stride=2), _conv(COARSE, COARSE)
        self.structure = StructureModule(COARSE, DRAWN) if structure else None
        self.memory = ConvGru(COARSE, HIDDEN)
        self.up_middle = nn.Sequential(_conv(COARSE + HIDDEN + MIDDLE, MIDDLE), _conv(MIDDLE, MIDDLE))
        self.up_fine = nn.Sequential(_conv(MIDDLE + FINE + DRAWN, 64), _conv(64, 64))
        self.enlarge = nn.Sequential(_larger(64, 24), _larger(24, 16), _larger(16, RGBA, last=True))
        with torch.no_grad():
            self.enlarge[-1][0].bias[-4:] = -2.0  # type: ignore[index]  # begin with the plate
        self.register_buffer("plate", torch.zeros(3, SIDE_PX, SIDE_PX))
        self.plate: torch.Tensor
        grid = (torch.arange(GRID) + 0.5) / GRID - 0.5
        self.register_buffer("place", torch.stack(torch.meshgrid(grid, grid, indexing="xy")), persistent=False)
        self.place: torch.Tensor

    def forward(
        self, points: torch.Tensor, coarse: torch.Tensor, state: torch.Tensor | None = None
    ) -> tuple[torch.Tensor, torch.Tensor]:  # fmt: skip
        """T frames in order.

        points : (N, T, 19, 2) in 0..1 of the picture, y down; coarse : (N, T, 3, 64, 64) RGB 0..1
        state : (N, 96, 16, 16), what the frames before left; None at a beginning

        Returns (N, T, 3, 512, 512) RGB around 0..1, and the state to go on with.
        """
        count, frames = points.shape[:2]
        seen = self.see(points.flatten(0, 1), coarse.flatten(0, 1))
        remembered, state = self.memory(seen.deep.unflatten(0, (count, frames)), state, remember=self.temporal)
        return self.paint(seen, remembered.flatten(0, 1)).unflatten(0, (count, frames)), state

    def see(self, flat: torch.Tensor, shown: torch.Tensor) -> Seen:
        """Each frame for itself, before the memory: (n, 19, 2) points and (n, 3, 64, 64) coarse pictures."""
        place = self.place.expand(len(flat), -1, -1, -1)
        fine = self.fine(self.stem(torch.cat([splat(flat, GRID), shown - 0.5, place], dim=1)))
        middle = self.middle(self.to_middle(fine))
        deep = self.coarse(self.to_coarse(middle))
        strokes = deep.new_zeros(len(flat), DRAWN, GRID, GRID)
        if self.structure is not None:
            deep, strokes = self.structure(flat, deep, GRID)
        return Seen(fine, middle, deep, strokes)

    def paint(self, seen: Seen, remembered: torch.Tensor) -> torch.Tensor:
        """Each frame for itself, after the memory, which is (n, 96, 16, 16) -> (n, 3, 512, 512) RGB around 0..1."""
        up = self.up_middle(torch.cat([_doubled(seen.deep), _doubled(remembered), seen.middle], dim=1))
        up = self.up_fine(torch.cat([_doubled(up), seen.fine, seen.strokes], dim=1))
        drawn = self.enlarge(up).float()  # half precision would show as bands
        colour, cover = torch.sigmoid(drawn[:, :3]), torch.sigmoid(drawn[:, 3:])
        picture: torch.Tensor = self.plate + cover * (colour - self.plate)
        return picture


def _conv(channels_in: int, channels_out: int, *, stride: int = 1) -> nn.Module:
    return nn.Sequential(
        nn.Conv2d(channels_in, channels_out, 3, stride=stride, padding=1), nn.LeakyReLU(SLOPE)
    )  # fmt: skip


def _larger(channels_in: int, channels_out: int, *, last: bool = False) -> nn.Module:
    """Twice the side; the four pixels of a cell are channels of a convolution first (Shi et al. 2016)."""
    layers = [nn.Conv2d(channels_in, 4 * channels_out, 3, padding=1), nn.PixelShuffle(2)]
    return nn.Sequential(*layers) if last else nn.Sequential(*layers, nn.LeakyReLU(SLOPE))


def _doubled(maps: torch.Tensor) -> torch.Tensor:
    return functional.interpolate(maps, scale_factor=2, mode="nearest")
