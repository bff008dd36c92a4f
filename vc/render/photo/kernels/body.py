"""The body on a tile, warped and shifted over a grid."""

import numpy as np

from vc.compiled import njit
from vc.render.photo.rig import CELL_PX

from .parts import Tile, mixed

_EXCLUDED = 1e-4  # of a tile: its far edge is the next tile's first pixel
NO_CORNER = np.zeros(2, np.int64)


@njit(fastmath=True)
def warp_grid(weights: np.ndarray, warps: np.ndarray, shift: np.ndarray) -> None:
    """Where the body at each grid point comes from: shift (rows, columns, 2) px, such that source = point + shift.

    The handles push points forward; the inverse is found by two steps of fixed point iteration, enough for the gentle
    warps of a body.
    """
    handles, rows, columns = weights.shape
    forward = np.zeros((rows, columns, 2), np.float32)
    for j in range(rows):
        for i in range(columns):
            x, y = i * CELL_PX, j * CELL_PX
            for k in range(handles):
                w = weights[k, j, i]
                forward[j, i, 0] += w * (warps[k, 0, 0] * x + warps[k, 0, 1] * y + warps[k, 0, 2])
                forward[j, i, 1] += w * (warps[k, 1, 0] * x + warps[k, 1, 1] * y + warps[k, 1, 2])
    for j in range(rows):
        for i in range(columns):
            dx, dy = -forward[j, i, 0], -forward[j, i, 1]
            for _ in range(2):
                x = min(max(i + dx / CELL_PX, 0.0), columns - 1.001)
                y = min(max(j + dy / CELL_PX, 0.0), rows - 1.001)
                left, top = int(x), int(y)
                p, q = x - left, y - top
                dx = -mixed(forward, top, left, p, q, 0)
                dy = -mixed(forward, top, left, p, q, 1)
            shift[j, i, 0] = dx
            shift[j, i, 1] = dy


@njit(fastmath=True)
def shows_body(occupied: np.ndarray, shift: np.ndarray, row: int, column: int) -> bool:
    """Whether any of what a tile may show holds body; shifts run straight between a tile's corners."""
    rows, columns = occupied.shape
    left, right, top, bottom = 1e9, -1e9, 1e9, -1e9  # of what it shows, in tiles
    for j in range(2):
        for i in range(2):
            x = column + i + shift[row + j, column + i, 0] / CELL_PX
            y = row + j + shift[row + j, column + i, 1] / CELL_PX
            left, right, top, bottom = min(left, x), max(right, x), min(top, y), max(bottom, y)
    last_row = min(max(int(bottom - _EXCLUDED), 0), rows - 1)
    last_column = min(max(int(right - _EXCLUDED), 0), columns - 1)
    for y in range(min(max(int(top), 0), rows - 1), last_row + 1):
        for x in range(min(max(int(left), 0), columns - 1), last_column + 1):
            if occupied[y, x] > 0:
                return True
    return False


@njit(fastmath=True)
def comes_from(
    face: np.ndarray, corner: np.ndarray, shift: np.ndarray, row: int, column: int, tile: int, scale: float
) -> bool:
    """Whether all of a tile shows what lies inside the face's picture; shifts run straight between a tile's corners."""
    for j in range(2):
        for i in range(2):
            x = (column + i) * tile + shift[row + j, column + i, 0] * scale - corner[0]
            y = (row + j) * tile + shift[row + j, column + i, 1] * scale - corner[1]
            if x < 0 or y < 0 or x > face.shape[1] - 2 or y > face.shape[0] - 2:
                return False
    return True


@njit(fastmath=True)
def paint_body(
    out: np.ndarray,
    levels: tuple[float, ...],
    body: np.ndarray,
    corner: np.ndarray,
    shift: np.ndarray,
    row: int,
    column: int,
    scale: float,
    tile: Tile,
) -> None:
    """The warped body over one tile; leaves its opacity and its front mask there.

    body : its picture or a part of it that begins at corner x, y
    """
    one, count, alpha, front = np.float32(1), len(levels), tile.alpha, tile.front
    left, top = tile.left, tile.top
    right_most, bottom_most = np.float32(body.shape[1] - 1.001), np.float32(body.shape[0] - 1.001)
    for y in range(top, tile.bottom):
        start_x, start_y, step_x, step_y = _along_row(shift, row, column, y - top, alpha.shape[0], scale)
        start_x, start_y = start_x - np.float32(corner[0]), start_y - np.float32(corner[1])
        for x in range(left, tile.right):
            t = np.float32(x - left)
            sx = min(max(np.float32(x) + start_x + step_x * t, np.float32(0)), right_most)
            sy = min(max(np.float32(y) + start_y + step_y * t, np.float32(0)), bottom_most)
            i, j = np.int32(sx), np.int32(sy)
            p, q = sx - i, sy - j
            w11 = p * q
            w01, w10 = p - w11, q - w11
            w00 = one - p - q + w11
            a = _weigh(body, j, i, w00, w01, w10, w11, count)
            alpha[y - top, x - left] = a
            if a < np.float32(0.5):
                front[y - top, x - left] = 0
                continue
            front[y - top, x - left] = _weigh(body, j, i, w00, w01, w10, w11, count + 1)
            rest = one - a / np.float32(255)
            for c in range(count):
                value = _weigh(body, j, i, w00, w01, w10, w11, c)
                out[c, y, x] = np.uint8(value + out[c, y, x] * rest + np.float32(0.5))


@njit(fastmath=True, forceinline=True)
def _along_row(
    shift: np.ndarray, row: int, column: int, line: int, lines: int, scale: float
) -> tuple[float, float, float, float]:
    """Shift x, y at the start of a line of a tile, and by how much it grows from pixel to pixel; shift : warp_grid's"""
    one, size, small = np.float32(1), np.float32(lines), np.float32(scale)
    b = np.float32(line) / size
    start_x = (shift[row, column, 0] * (one - b) + shift[row + 1, column, 0] * b) * small
    start_y = (shift[row, column, 1] * (one - b) + shift[row + 1, column, 1] * b) * small
    end_x = (shift[row, column + 1, 0] * (one - b) + shift[row + 1, column + 1, 0] * b) * small
    end_y = (shift[row, column + 1, 1] * (one - b) + shift[row + 1, column + 1, 1] * b) * small
    return start_x, start_y, (end_x - start_x) / size, (end_y - start_y) / size


@njit(fastmath=True, forceinline=True)
def _weigh(image: np.ndarray, j: int, i: int, w00: float, w01: float, w10: float, w11: float, c: int) -> float:
    """Channel c at four neighbours, by their weights."""
    return (image[j, i, c] * w00 + image[j, i + 1, c] * w01) + (image[j + 1, i, c] * w10 + image[j + 1, i + 1, c] * w11)
