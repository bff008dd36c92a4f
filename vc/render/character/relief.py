"""From a silhouette to a surface: balloons over masks, grids of triangles that end at their edge, normals."""

import cv2
import numpy as np
from scipy.ndimage import distance_transform_edt
from scipy.sparse import coo_matrix
from scipy.sparse.linalg import spsolve
from scipy.spatial import Delaunay

_CELLS = 4  # pixels of the mask in one cell of the balloon's grid


def inflate(mask: np.ndarray, cells: int = _CELLS) -> np.ndarray:
    """(h, w) float32 px: the height of a soft balloon over a mask (h, w) bool.

    The square root of u with laplace u = -4 inside and 0 outside: a disc becomes a half sphere.
    Source: Johnston, "Lumo: Illumination for Cel Animation" (2002), for heights from outlines; Photo Wake-Up (Weng et
    al. 2019) for people.
    """
    height, width = mask.shape
    half = (max(1, width // cells), max(1, height // cells))
    small = np.pad(cv2.resize(mask.astype(np.float32), half, interpolation=cv2.INTER_AREA) > 0.5, 1)
    count = int(small.sum())
    if count == 0:
        return np.zeros(mask.shape, np.float32)
    index = np.full(small.shape, -1)
    index[small] = np.arange(count)
    rows, columns, values = [np.arange(count)], [np.arange(count)], [np.full(count, 4.0)]
    for step in ((-1, 0), (1, 0), (0, -1), (0, 1)):
        other = np.roll(index, step, (0, 1))[small]
        near = other >= 0
        rows.append(np.flatnonzero(near))
        columns.append(other[near])
        values.append(np.full(int(near.sum()), -1.0))
    parts = (np.concatenate(values), (np.concatenate(rows), np.concatenate(columns)))
    solution = np.zeros(small.shape, np.float32)
    solution[small] = spsolve(coo_matrix(parts, (count, count)).tocsc(), np.full(count, 4.0))
    whole = cv2.resize(solution[1:-1, 1:-1], (width, height), interpolation=cv2.INTER_LINEAR)
    return (np.sqrt(np.maximum(whole, 0)) * cells).astype(np.float32)


def between(points: np.ndarray, values: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    """(h, w) float32: values (n,) at points (n, 2) px, linear within the triangles between them; 0 beyond these.

    Each triangle is filled at once; to look up every pixel's, as SciPy's interpolators do, takes seconds for a face.
    """
    found = Delaunay(points.astype(np.float64))
    number = np.full(shape, -1, np.int32)
    corners = np.round(16 * points[found.simplices]).astype(np.int32)  # in 1/16 px
    for index in np.flatnonzero(np.isfinite(found.transform).all((1, 2))):
        cv2.fillConvexPoly(number, corners[index], int(index), shift=4)
    ys, xs = np.nonzero(number >= 0)
    triangle = number[ys, xs]
    to_shares = found.transform[triangle]
    off = np.stack([xs, ys], 1) - to_shares[:, 2]
    two = np.einsum("nab,nb->na", to_shares[:, :2], off)
    at_corners = values[found.simplices[triangle]]
    filled = np.zeros(shape, np.float32)
    filled[ys, xs] = (two * at_corners[:, :2]).sum(1) + (1 - two.sum(1)) * at_corners[:, 2]
    return filled


def lens(edge: np.ndarray, soft: float, steep: float = 1.25) -> np.ndarray:
    """Most height, px, that a place `edge` px inside the outline may have: flat at the rim.

    With a steep rim a soft edge would open a gap between front and back when the surface turns.
    """
    return steep * edge * edge / (edge + soft)


def edge_distance(mask: np.ndarray) -> np.ndarray:
    """(h, w) float32 px from each place of a mask (h, w) bool to its outside."""
    distance: np.ndarray = cv2.distanceTransform(mask.astype(np.uint8), cv2.DIST_L2, 5)
    return distance


def grid_mesh(keep: np.ndarray, step: int) -> tuple[np.ndarray, np.ndarray]:
    """Points (n, 2) float32 px on a grid and triangles (m, 3) int32 of the cells that touch `keep` (h, w) bool.

    Anticlockwise as seen by somebody for whom y points down in the picture and z towards them.
    """
    height, width = keep.shape
    # Up to the last row and column: a body that leaves the picture must not end before its edge.
    ys, xs = (np.append(np.arange(0, length - 1, step), max(length - 1, 0)) for length in (height, width))
    if len(ys) < 2 or len(xs) < 2:
        return np.zeros((0, 2), np.float32), np.zeros((0, 3), np.int32)
    near = cv2.dilate(keep.astype(np.uint8), np.ones((2 * step + 1, 2 * step + 1), np.uint8), anchor=(step, step))
    # A cell touches the mask if the dilation around its middle does; asked at its corners it is a little generous.
    middles = (np.minimum(at[:-1] + step // 2, at[-1]) for at in (ys, xs))
    cell = near[np.ix_(*middles)] > 0
    used = np.zeros((len(ys), len(xs)), bool)
    for down, right in ((0, 0), (0, 1), (1, 0), (1, 1)):
        used[down : down + cell.shape[0], right : right + cell.shape[1]] |= cell
    number = np.full(used.shape, -1)
    number[used] = np.arange(int(used.sum()))
    i, j = np.nonzero(cell)
    a, b, c, d = number[i, j], number[i, j + 1], number[i + 1, j + 1], number[i + 1, j]
    even = ((i + j) % 2 == 0)[:, None]
    first = np.where(even, np.stack([a, d, c], 1), np.stack([a, d, b], 1))
    second = np.where(even, np.stack([a, c, b], 1), np.stack([d, c, b], 1))
    rows, columns = np.nonzero(used)
    points = np.stack([xs[columns], ys[rows]], 1).astype(np.float32)
    return points, np.concatenate([first, second]).astype(np.int32)


def snap(points: np.ndarray, mask: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Points (n, 2) px outside a mask (h, w) bool moved onto its edge, and which these are, (n,) bool."""
    at = np.clip(points.astype(int), 0, [mask.shape[1] - 1, mask.shape[0] - 1])
    index = distance_transform_edt(~mask, return_distances=False, return_indices=True)
    outside = ~mask[at[:, 1], at[:, 0]]
    moved = points.copy()
    moved[outside, 0] = index[1][at[outside, 1], at[outside, 0]]
    moved[outside, 1] = index[0][at[outside, 1], at[outside, 0]]
    return moved, outside


def normals_of(vertices: np.ndarray, triangles: np.ndarray) -> np.ndarray:
    """(V, 3) float32 of length 1: the mean of the triangles around each vertex, by their area."""
    a, b, c = (vertices[triangles[:, k]].astype(np.float64) for k in range(3))
    faces = np.cross(b - a, c - a)
    normals = np.zeros((len(vertices), 3))
    for k in range(3):
        for axis in range(3):
            normals[:, axis] += np.bincount(triangles[:, k], faces[:, axis], len(vertices))
    lengths = np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-12)
    return (normals / lengths).astype(np.float32)
