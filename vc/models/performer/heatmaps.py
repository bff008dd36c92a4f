"""From where a body is to maps of where it is: points and limbs splatted onto a grid as Gaussians.

Stage 2 of Let's Play Music (ICPR 2020), a differentiable space transformer: it moves a bell of fixed shape to each
point, in closed form, so that errors of a picture flow back into the coordinates.
"""

from collections.abc import Sequence

import torch

SPREAD_CELLS = 1.2  # deviation of a bell: neighbours on the grid then tell where between them its middle is


def splat(points: torch.Tensor, side: int, spread_cells: float = SPREAD_CELLS) -> torch.Tensor:
    """A bell of height 1 around each point.

    points : (N, K, 2), x right and y down, 0..1 across the picture; they may lie outside
    side : cells of the square grid; cell i is centred at (i + 0.5) / side

    Returns (N, K, side, side), rows first.
    """
    cells = _centres(side, points)
    bells = torch.exp(-0.5 * ((cells - points[..., None]) * side / spread_cells).square())  # (N, K, 2, side)
    return bells[:, :, 1, :, None] * bells[:, :, 0, None, :]


def splat_limbs(
    points: torch.Tensor, limbs: Sequence[tuple[int, int]], side: int, spread_cells: float = SPREAD_CELLS
) -> torch.Tensor:  # fmt: skip
    """A ridge of height 1 along each limb, a line between two of the points.

    points : (N, K, 2) as for `splat`
    Returns (N, limbs, side, side).
    """
    start, end = (points[:, [limb[which] for limb in limbs]] for which in (0, 1))
    way = end - start
    cells = _centres(side, points)
    x, y = (cells - start[:, :, axis, None] for axis in (0, 1))  # (N, limbs, side) each, from the limb's start
    long = way.square().sum(-1).clamp_min(1e-6)[..., None, None]
    along = (way[:, :, 1, None, None] * y[..., :, None] + way[:, :, 0, None, None] * x[..., None, :]) / long
    along = along.clamp(0, 1)
    off_x = x[..., None, :] - along * way[:, :, 0, None, None]
    off_y = y[..., :, None] - along * way[:, :, 1, None, None]
    return torch.exp(-0.5 * (off_x.square() + off_y.square()) * (side / spread_cells) ** 2)


def _centres(side: int, like: torch.Tensor) -> torch.Tensor:
    return (torch.arange(side, device=like.device, dtype=like.dtype) + 0.5) / side
