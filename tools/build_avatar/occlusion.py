"""How open each vertex is to the light of the hall: the share of directions from which nothing hides it."""

import numpy as np

from vc.render.avatar.raster import draw_depth, tiles_of
from vc.render.avatar.shadow import FAR

_DIRECTIONS = 160
_SIZE = 768  # of the depth map
_SCALE = _SIZE / 2.4  # texels per metre
_MIDDLE = np.array([0.0, 0.95, 0.0])
_BIAS_M = 0.006


def bake(places: np.ndarray, normals: np.ndarray, triangles: np.ndarray) -> np.ndarray:
    """(V,) float32: 1 open .. 0 hidden by the triangles; directions weigh as their cosine to the normal."""
    open_sum, total = np.zeros(len(places)), np.zeros(len(places))
    both = np.concatenate([triangles, triangles[:, ::-1]]).astype(np.int32)
    for direction in _sphere(_DIRECTIONS):
        screen = _look(places, direction)
        depth = np.full((_SIZE, _SIZE), FAR, np.float32)
        draw_depth(screen, both, depth, np.zeros((tiles_of(_SIZE),) * 2, np.uint8))
        asked = _look(places + 0.007 * normals + 0.007 * direction, direction)
        column, row = (np.clip(asked[:, k].astype(int), 0, _SIZE - 1) for k in (0, 1))
        cosine = np.maximum(normals @ direction, 0)
        open_sum += cosine * (depth[row, column] <= asked[:, 2] + _BIAS_M)
        total += cosine
    return np.where(total > 0, open_sum / np.maximum(total, 1e-6), 1).astype(np.float32)


def _sphere(count: int) -> np.ndarray:
    """(count, 3) directions, evenly spread (a Fibonacci lattice)."""
    k = np.arange(count) + 0.5
    polar, turn = np.arccos(1 - 2 * k / count), np.pi * (1 + 5**0.5) * k
    return np.stack([np.cos(turn) * np.sin(polar), np.cos(polar), np.sin(turn) * np.sin(polar)], 1)


def _look(places: np.ndarray, direction: np.ndarray) -> np.ndarray:
    helper = (0.0, 1.0, 0.0) if abs(direction[1]) < 0.9 else (1.0, 0.0, 0.0)
    right = np.cross(helper, direction)
    right /= np.linalg.norm(right)
    up = np.cross(direction, right)
    q = places - _MIDDLE
    screen = np.stack([_SIZE / 2 + _SCALE * (q @ right), _SIZE / 2 - _SCALE * (q @ up), q @ direction], 1)
    return np.ascontiguousarray(screen, np.float32)
