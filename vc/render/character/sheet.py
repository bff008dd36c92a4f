"""Sheets of a head: pieces of the texture with depth, in texels, before they get a place in the world."""

from dataclasses import dataclass, field

import cv2
import numpy as np
from scipy.ndimage import distance_transform_edt
from scipy.sparse import coo_matrix
from scipy.sparse.linalg import spsolve

GRID = 10  # texels between the points of a sheet
_COARSE = 4  # texels between the unknowns of a balloon


@dataclass(frozen=True)
class Sheet:
    """A surface that wears a part of the texture.

    points : (n, 3) float32 texels, x right, y down, z towards the viewer
    triangles : (m, 3) int32, anticlockwise from the front
    uv : (n, 2) float32 places in the texture
    cut : whether the texture's alpha ends it; moves : morph -> (n, 3) added to the points at weight 1
    lit : times the light that was on the face when it was photographed; more makes darker
    """

    name: str
    points: np.ndarray
    triangles: np.ndarray
    uv: np.ndarray
    cut: bool = False
    moves: dict[str, np.ndarray] = field(default_factory=dict)
    lit: float = 1.0


def balloon(mask: np.ndarray) -> np.ndarray:
    """(h, w) float32 px: height of a soft balloon over a mask, whose disc becomes half a ball.

    The square root of u with laplace u = -4 and u = 0 outside.
    """
    height, width = (side // _COARSE for side in mask.shape)
    inside = mask[: height * _COARSE, : width * _COARSE].reshape(height, _COARSE, width, _COARSE).mean((1, 3)) > 0.5
    count = int(inside.sum())
    number = np.full((height + 2, width + 2), -1)
    number[1:-1, 1:-1][inside] = np.arange(count)
    rows, columns, values = [np.arange(count)], [np.arange(count)], [np.full(count, 4.0)]
    for down, right in ((0, 1), (2, 1), (1, 0), (1, 2)):
        other = number[down : down + height, right : right + width][inside]
        known = other >= 0
        rows.append(np.flatnonzero(known))
        columns.append(other[known])
        values.append(np.full(int(known.sum()), -1.0))
    places = np.concatenate(rows), np.concatenate(columns)
    matrix = coo_matrix((np.concatenate(values), places), (count, count)).tocsc()
    solved = np.zeros(inside.shape, np.float32)
    if count:
        solved[inside] = spsolve(matrix, np.full(count, 4.0))
    large = cv2.resize(solved, (mask.shape[1], mask.shape[0]), interpolation=cv2.INTER_LINEAR)
    return _COARSE * np.sqrt(np.maximum(large, 0))


def grid(keep: np.ndarray, step: int = GRID) -> tuple[np.ndarray, np.ndarray]:
    """Points (n, 2) and triangles (m, 3) of the cells that touch `keep` (h, w) bool."""
    rows, columns = np.arange(0, keep.shape[0] - 1, step), np.arange(0, keep.shape[1] - 1, step)
    cells = len(rows) - 1, len(columns) - 1
    near = np.asarray(keep[: cells[0] * step, : cells[1] * step])
    cell = near.reshape(cells[0], step, cells[1], step).any((1, 3))
    used = np.zeros((len(rows), len(columns)), bool)
    for corner in np.ndindex(2, 2):
        used[corner[0] : corner[0] + cells[0], corner[1] : corner[1] + cells[1]] |= cell
    number = np.full(used.shape, -1)
    number[used] = np.arange(used.sum())
    y, x = np.nonzero(used)
    i, j = np.nonzero(cell)
    a, b, c, d = number[i, j], number[i, j + 1], number[i + 1, j + 1], number[i + 1, j]
    even = ((i + j) % 2 == 0)[:, None]
    first = np.where(even, np.stack([a, d, c], 1), np.stack([a, d, b], 1))
    second = np.where(even, np.stack([a, c, b], 1), np.stack([d, c, b], 1))
    return np.stack([columns[x], rows[y]], 1).astype(np.float32), np.concatenate([first, second]).astype(np.int32)


def snapped(points: np.ndarray, mask: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Points (n, 2) with those outside the mask moved onto its edge, and which those were (n,) bool."""
    at = points.astype(int)
    outside = ~mask[at[:, 1], at[:, 0]]
    if not outside.any() or not mask.any():
        return points, outside
    nearest = distance_transform_edt(~mask, return_distances=False, return_indices=True)
    moved = points.copy()
    rows, columns = at[outside, 1], at[outside, 0]
    moved[outside] = np.stack([nearest[1][rows, columns], nearest[0][rows, columns]], 1)
    return moved, outside


def strip(rows: np.ndarray) -> np.ndarray:
    """(m, 3) triangles of a net whose points lie in `rows` (r, c) of numbers, left to right, top to bottom."""
    a, b, c, d = (part.ravel() for part in (rows[:-1, :-1], rows[:-1, 1:], rows[1:, 1:], rows[1:, :-1]))
    return np.concatenate([np.stack([a, d, c], 1), np.stack([a, c, b], 1)]).astype(np.int32)


def at(image: np.ndarray, points: np.ndarray) -> np.ndarray:
    """Values of an image (h, w) at points (n, 2+), the nearest texel's."""
    x = np.clip(points[:, 0].astype(int), 0, image.shape[1] - 1)
    y = np.clip(points[:, 1].astype(int), 0, image.shape[0] - 1)
    return np.asarray(image[y, x])


def atlas(rows: list[np.ndarray], alphas: list[np.ndarray]) -> np.ndarray:
    """(h, w, 4) uint8: pictures (h, w, 3), one under the other, with alphas (h, w); last columns are repeated."""
    width = max(part.shape[1] for part in rows)
    pairs = zip(rows, alphas, strict=True)
    joined = [np.dstack([np.clip(rgb, 0, 255), alpha]).astype(np.uint8) for rgb, alpha in pairs]
    return np.concatenate([np.pad(part, ((0, 0), (0, width - part.shape[1]), (0, 0)), mode="edge") for part in joined])
