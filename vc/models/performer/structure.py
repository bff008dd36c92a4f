"""The structure module: what each keypoint sees goes along the limbs to its neighbours, and back into the picture."""

import torch
from torch import nn

from vc.models.performer.heatmaps import splat, splat_limbs
from vc.skeleton import KEYPOINT_COUNT, Keypoint

# What a body's parts hang on: face, trunk, arms, hands.
LIMBS: tuple[tuple[Keypoint, Keypoint], ...] = (
    (Keypoint.NOSE, Keypoint.LEFT_EYE), (Keypoint.NOSE, Keypoint.RIGHT_EYE),
    (Keypoint.LEFT_EYE, Keypoint.LEFT_EAR), (Keypoint.RIGHT_EYE, Keypoint.RIGHT_EAR),
    (Keypoint.NOSE, Keypoint.LEFT_SHOULDER), (Keypoint.NOSE, Keypoint.RIGHT_SHOULDER),
    (Keypoint.LEFT_SHOULDER, Keypoint.RIGHT_SHOULDER), (Keypoint.LEFT_HIP, Keypoint.RIGHT_HIP),
    (Keypoint.LEFT_SHOULDER, Keypoint.LEFT_HIP), (Keypoint.RIGHT_SHOULDER, Keypoint.RIGHT_HIP),
    (Keypoint.LEFT_SHOULDER, Keypoint.LEFT_ELBOW), (Keypoint.RIGHT_SHOULDER, Keypoint.RIGHT_ELBOW),
    (Keypoint.LEFT_ELBOW, Keypoint.LEFT_WRIST), (Keypoint.RIGHT_ELBOW, Keypoint.RIGHT_WRIST),
    (Keypoint.LEFT_WRIST, Keypoint.LEFT_PINKY), (Keypoint.RIGHT_WRIST, Keypoint.RIGHT_PINKY),
    (Keypoint.LEFT_WRIST, Keypoint.LEFT_INDEX), (Keypoint.RIGHT_WRIST, Keypoint.RIGHT_INDEX),
    (Keypoint.LEFT_WRIST, Keypoint.LEFT_THUMB), (Keypoint.RIGHT_WRIST, Keypoint.RIGHT_THUMB),
)  # fmt: skip
NODE_CHANNELS = 64
LAYERS = 3  # a shoulder hears of its hand
SLOPE = 0.1


class StructureModule(nn.Module):
    """Graph convolutions over the keypoints, between a coarse map that they read and a fine one that they draw on.

    channels : of the coarse map; drawn : of the fine one
    """

    def __init__(self, channels: int, drawn: int) -> None:
        super().__init__()
        self.name = nn.Parameter(0.1 * torch.randn(KEYPOINT_COUNT, NODE_CHANNELS))
        self.read = nn.Linear(channels + 2, NODE_CHANNELS)
        self.own = nn.ModuleList(nn.Linear(NODE_CHANNELS, NODE_CHANNELS) for _ in range(LAYERS))
        self.neighbours = nn.ModuleList(nn.Linear(NODE_CHANNELS, NODE_CHANNELS, bias=False) for _ in range(LAYERS))
        self.write = nn.Linear(NODE_CHANNELS, channels)
        self.draw_point = nn.Linear(NODE_CHANNELS, drawn)
        self.draw_limb = nn.Linear(2 * NODE_CHANNELS, drawn)
        self.register_buffer("adjacency", _adjacency(), persistent=False)
        self.adjacency: torch.Tensor

    def forward(self, points: torch.Tensor, coarse: torch.Tensor, side: int) -> tuple[torch.Tensor, torch.Tensor]:
        """points (N, 19, 2) in 0..1 and coarse (N, channels, s, s)
        -> the coarse map with what the graph knows, and a map (N, drawn, side, side)."""
        bells = splat(points, coarse.shape[-1])
        nodes = self._think(points, coarse, bells)
        coarse = coarse + torch.einsum("nkhw,nkc->nchw", bells.to(nodes.dtype), self.write(nodes))
        starts, ends = ([limb[which] for limb in LIMBS] for which in (0, 1))
        limbs = self.draw_limb(torch.cat([nodes[:, starts], nodes[:, ends]], dim=2))
        maps = torch.cat([splat(points, side), splat_limbs(points, LIMBS, side)], dim=1)
        strokes = torch.cat([self.draw_point(nodes), limbs], dim=1)
        return coarse, torch.einsum("nkhw,nkc->nchw", maps.to(strokes.dtype), strokes)

    def _think(self, points: torch.Tensor, coarse: torch.Tensor, bells: torch.Tensor) -> torch.Tensor:
        """(N, 19, NODE_CHANNELS): what a keypoint sees around it, and after each layer what its neighbours know."""
        shares = bells / bells.sum(dim=(2, 3), keepdim=True).clamp_min(1e-3)  # next to nothing outside the picture
        seen = torch.einsum("nkhw,nchw->nkc", shares.to(coarse.dtype), coarse)
        nodes: torch.Tensor = self.read(torch.cat([seen, points.to(seen.dtype) - 0.5], dim=2)) + self.name
        for own, neighbours in zip(self.own, self.neighbours, strict=True):
            heard = torch.einsum("ij,njc->nic", self.adjacency.to(nodes.dtype), neighbours(nodes))
            nodes = nodes + nn.functional.leaky_relu(own(nodes) + heard, SLOPE)
        return nodes


def _adjacency() -> torch.Tensor:
    """(19, 19), each row the mean over a keypoint's neighbours."""
    matrix = torch.zeros(KEYPOINT_COUNT, KEYPOINT_COUNT)
    for one, other in LIMBS:
        matrix[one, other] = matrix[other, one] = 1
    return matrix / matrix.sum(dim=1, keepdim=True)
