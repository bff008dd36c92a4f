"""The key light's shadows: a depth map seen from the light, looked up with a soft edge."""

import math

import cv2
import numpy as np

from vc.compiled import njit
from vc.render.avatar.camera import look_at
from vc.render.avatar.raster import TILE

KEY = np.array([-0.46, 0.72, 0.76]) / np.linalg.norm([-0.46, 0.72, 0.76])  # towards the key light: above, front, left
MAP_SIZE = 1024
_MAP_M = 3.3  # side of the square that the map holds: the figure with stretched arms, and the podium
_MIDDLE = np.array([0.0, 1.0, 0.0])


def view_from(direction: np.ndarray) -> np.ndarray:
    """(3, 4) float32 world -> as a lamp in that direction (3,) sees what the map holds."""
    return look_at(_MIDDLE + 4 * direction / np.linalg.norm(direction), _MIDDLE)


def wider(view: np.ndarray, spread: float) -> np.ndarray:
    """The same view of `view_from`, whose map holds `spread` times as much in both directions."""
    return np.ascontiguousarray(view * np.array([[1 / spread], [1 / spread], [1.0]]), np.float32)


LIGHT_VIEW = view_from(KEY)
STAGE_RADIUS = 2  # texels of soft edge
SOFT_SIZE = 256  # of the coarse map of shadows far from what casts them
_SOFT_SPREAD = 4.5  # its texels: standard deviation of their edge, 6 cm
_SOFT_TILE = 4  # its texels that are one tile of the fine map
_SOFT_LEAST = 0.006
FAR = np.float32(-1e9)  # nearness where there is nothing
_SCALE = np.float32(MAP_SIZE / _MAP_M)
_CENTRE = np.float32(MAP_SIZE / 2)
_SOFT = np.float32(SOFT_SIZE / MAP_SIZE)
# Of a broad lamp: texels in which what stands before a place is looked for, every so many, and steps within the edge;
# breadth of the lamp over its distance; least width of an edge, texels.
_REACH, _SPARSE, _RINGS, _BROAD, _LEAST_WIDE = 24, np.uint64(4), 5, np.float32(0.28), np.float32(5)
_ACROSS = np.uint64(13)  # of those texels in a row
_GRID = np.mgrid[-_RINGS : _RINGS + 1, -_RINGS : _RINGS + 1].reshape(2, -1)
_OFF = (_GRID**2).sum(0) / _RINGS**2
# The places of a broad lamp's disc, in its rings, and how much each counts.
_DISC_Y, _DISC_X = np.ascontiguousarray(_GRID[:, _OFF <= 1], np.float32)
_DISC_WEIGHT = (1.1 - _OFF[_OFF <= 1]).astype(np.float32)
_ZERO, _HALF, _ONE = np.float32(0), np.float32(0.5), np.float32(1)


@njit(borrows=True, fastmath=True)
def project_to_light(points: np.ndarray, view: np.ndarray, screen: np.ndarray) -> None:
    """Parallel projection: screen[i] = column and row in the map, and nearness to the light in metres."""
    for i in range(len(points)):
        screen[i, 0], screen[i, 1], screen[i, 2] = at_light(view, points[i, 0], points[i, 1], points[i, 2])


@njit(borrows=True, fastmath=True, inline="always")
def at_light(view: np.ndarray, x: np.float32, y: np.float32, z: np.float32) -> tuple:
    right = view[0, 0] * x + view[0, 1] * y + view[0, 2] * z + view[0, 3]
    up = view[1, 0] * x + view[1, 1] * y + view[1, 2] * z + view[1, 3]
    ahead = view[2, 0] * x + view[2, 1] * y + view[2, 2] * z + view[2, 3]
    return _CENTRE + _SCALE * right, _CENTRE - _SCALE * up, -ahead


def soften(depth: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """From a coarse map (n, n) of what casts shadows: share (n, n) float32 of the key light that is taken away on a
    surface some way behind, and (n / 4, n / 4) uint8 where there is any."""
    share = cv2.GaussianBlur((depth > FAR).astype(np.float32), (0, 0), _SOFT_SPREAD)
    tiles = len(share) // _SOFT_TILE
    dark = share.reshape(tiles, _SOFT_TILE, tiles, _SOFT_TILE).max((1, 3)) > _SOFT_LEAST
    return share, dark.astype(np.uint8)


@njit(borrows=True, fastmath=True, inline="always")
def soft_at(share: np.ndarray, u: np.float32, v: np.float32) -> np.float32:
    """The first of `soften`, between its texels; u, v : in those of the fine map."""
    u = u * _SOFT - _HALF
    v = v * _SOFT - _HALF
    column, row = math.floor(u), math.floor(v)
    if column < 0 or row < 0 or column >= share.shape[1] - 1 or row >= share.shape[0] - 1:
        return _ZERO
    along, down = u - np.float32(column), v - np.float32(row)
    upper = share[row, column] * (_ONE - along) + share[row, column + 1] * along
    lower = share[row + 1, column] * (_ONE - along) + share[row + 1, column + 1] * along
    return upper * (_ONE - down) + lower * down


@njit(borrows=True, fastmath=True, inline="always")
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
            inner += _ONE if shadow_map[np.uint64(row + j), np.uint64(column + i)] <= nearness else _ZERO
        inner += _ONE - along if shadow_map[np.uint64(row + j), np.uint64(column - radius)] <= nearness else _ZERO
        inner += along if shadow_map[np.uint64(row + j), np.uint64(column + radius + 1)] <= nearness else _ZERO
        share = _ONE
        if j == -radius:
            share = _ONE - down
        elif j == radius + 1:
            share = down
        total += share * inner
    width = np.float32(2 * radius + 1)
    return total / (width * width)


@njit(borrows=True, fastmath=True, inline="always")
def softly_lit(shadow_map: np.ndarray, u: np.float32, v: np.float32, nearness: np.float32) -> np.float32:
    """As `lit`, in the light of a lamp as broad as a window: edges are the softer, the further off what casts them is.

    Percentage-closer soft shadows (Fernando 2005): how near to the light those are that stand before the place, and
    from that the width of the edge.
    """
    size = shadow_map.shape[0]
    column, row = int(u), int(v)
    if column < _REACH or row < _REACH or column >= size - _REACH or row >= size - _REACH:
        return _ONE
    before, count = _ZERO, _ZERO
    # Without branches and negative places, so that it is done side by side.
    top, left = np.uint64(row - _REACH), np.uint64(column - _REACH)
    for j in range(_ACROSS):
        for i in range(_ACROSS):
            there = shadow_map[top + _SPARSE * j, left + _SPARSE * i]
            is_before = there > nearness
            before += there if is_before else _ZERO
            count += _ONE if is_before else _ZERO
    if count == _ZERO:
        return _ONE
    away = before / count - nearness
    wide = min(max(away * _BROAD * _SCALE, _LEAST_WIDE), np.float32(_REACH - 1)) * np.float32(1 / _RINGS)
    total, weights = _ZERO, _ZERO
    for n in range(len(_DISC_WEIGHT)):
        there = shadow_map[np.uint64(row + int(_DISC_Y[n] * wide)), np.uint64(column + int(_DISC_X[n] * wide))]
        total += _DISC_WEIGHT[n] if there <= nearness else _ZERO
        weights += _DISC_WEIGHT[n]
    return total / weights


@njit(borrows=True, fastmath=True, inline="always")
def near_shadow(u: np.float32, v: np.float32, map_touched: np.ndarray) -> bool:
    """Whether anything that moves was drawn within the soft edge of a place in the map."""
    rows, columns = map_touched.shape
    top, bottom = (int(v) - STAGE_RADIUS - 2) // TILE, (int(v) + STAGE_RADIUS + 2) // TILE
    left, right = (int(u) - STAGE_RADIUS - 2) // TILE, (int(u) + STAGE_RADIUS + 2) // TILE
    if top < 0 or left < 0 or bottom >= rows or right >= columns:
        return False
    return map_touched[top, left] or map_touched[top, right] or map_touched[bottom, left] or map_touched[bottom, right]
