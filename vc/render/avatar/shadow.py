"""The key light's shadows: a depth map seen from the light, looked up with a soft edge."""

import math

import numpy as np

from vc.compiled import njit
from vc.render.avatar.camera import look_at

KEY = np.array([-0.46, 0.72, 0.76]) / np.linalg.norm([-0.46, 0.72, 0.76])  # towards the key light: above, front, left
MAP_SIZE = 1024
_MAP_M = 3.3  # side of the square that the map holds: the figure with stretched arms, and the podium
_MIDDLE = np.array([0.0, 1.0, 0.0])
LIGHT_VIEW = look_at(_MIDDLE + 4 * KEY, _MIDDLE)
FAR = np.float32(-1e9)  # nearness where there is nothing
_SCALE = np.float32(MAP_SIZE / _MAP_M)
_CENTRE = np.float32(MAP_SIZE / 2)
_ZERO, _HALF, _ONE = np.float32(0), np.float32(0.5), np.float32(1)


@njit(fastmath=True)
def project_to_light(points: np.ndarray, view: np.ndarray, screen: np.ndarray) -> None:
    """Parallel projection: screen[i] = column and row in the map, and nearness to the light in metres."""
    for i in range(len(points)):
        screen[i, 0], screen[i, 1], screen[i, 2] = at_light(view, points[i, 0], points[i, 1], points[i, 2])


@njit(fastmath=True, inline="always")
def at_light(view: np.ndarray, x: np.float32, y: np.float32, z: np.float32) -> tuple:
    right = view[0, 0] * x + view[0, 1] * y + view[0, 2] * z + view[0, 3]
    up = view[1, 0] * x + view[1, 1] * y + view[1, 2] * z + view[1, 3]
    ahead = view[2, 0] * x + view[2, 1] * y + view[2, 2] * z + view[2, 3]
    return _CENTRE + _SCALE * right, _CENTRE - _SCALE * up, -ahead


@njit(fastmath=True, inline="always")
def lit(shadow_map: np.ndarray, u: np.float32, v: np.float32, nearness: np.float32, radius: int) -> np.float32:
    """Share of the key light, 0..1, at a place in the map: the mean of (2 radius + 1)^2 comparisons, blended between
    texels so that edges do not jump (percentage-closer filtering, Reeves et al. 1987). 1 outside the map."""
    u -= _HALF
    v -= _HALF
    column, row = math.floor(u), math.floor(v)
    size = shadow_map.shape[0]
    if column < radius or row < radius or column >= size - radius - 1 or row >= size - radius - 1:
        return _ONE
    along, down = u - np.float32(column), v - np.float32(row)
    total = _ZERO
    for j in range(-radius, radius + 2):
        inner = _ZERO
        for i in range(-radius + 1, radius + 1):
            if shadow_map[row + j, column + i] <= nearness:
                inner += _ONE
        if shadow_map[row + j, column - radius] <= nearness:
            inner += _ONE - along
        if shadow_map[row + j, column + radius + 1] <= nearness:
            inner += along
        share = _ONE
        if j == -radius:
            share = _ONE - down
        elif j == radius + 1:
            share = down
        total += share * inner
    width = np.float32(2 * radius + 1)
    return total / (width * width)
