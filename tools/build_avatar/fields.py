"""Signed distance fields: functions of points (N, 3) float32 in metres, negative inside.

The primitives are the well-known ones (after Inigo Quilez' collection), written for arrays of points.
"""

from collections.abc import Callable, Sequence

import numpy as np
from scipy.interpolate import PchipInterpolator
from scipy.spatial.transform import Rotation

Field = Callable[[np.ndarray], np.ndarray]
Point = Sequence[float] | np.ndarray


def vector(values: Point) -> np.ndarray:
    return np.asarray(values, np.float32)


def turned(axis: Point, degrees: float) -> np.ndarray:
    """(3, 3) float32 whose columns are axes turned about `axis`."""
    direction = np.asarray(axis, float) / np.linalg.norm(axis)
    return Rotation.from_rotvec(np.deg2rad(degrees) * direction).as_matrix().astype(np.float32)


def length(vectors: np.ndarray) -> np.ndarray:
    return np.sqrt(np.einsum("...i,...i->...", vectors, vectors))


def ball(p: np.ndarray, centre: Point, radius: float) -> np.ndarray:
    return length(p - vector(centre)) - np.float32(radius)


def egg(p: np.ndarray, centre: Point, radii: Point, axes: np.ndarray | None = None) -> np.ndarray:
    """An ellipsoid; the distance is a close estimate."""
    q = p - vector(centre)
    if axes is not None:
        q = q @ axes
    r = vector(radii)
    near = length(q / r)
    return near * (near - 1) / np.maximum(length(q / (r * r)), 1e-6)


def limb(p: np.ndarray, a: Point, b: Point, start: float, end: float | None = None) -> np.ndarray:
    """A capsule from a to b, its radius going from `start` to `end`."""
    first, axis = vector(a), vector(b) - vector(a)
    t = np.clip((p - first) @ axis / (axis @ axis), 0, 1)
    return length(p - first - t[:, None] * axis) - (start + ((start if end is None else end) - start) * t)


def slab(p: np.ndarray, centre: Point, half: Point, rounding: float, axes: np.ndarray | None = None) -> np.ndarray:
    """A box with rounded edges."""
    q = p - vector(centre)
    if axes is not None:
        q = q @ axes
    q = np.abs(q) - (vector(half) - rounding)
    return length(np.maximum(q, 0)) + np.minimum(q.max(-1), 0) - rounding


def join(*fields: np.ndarray, k: float) -> np.ndarray:
    """The union with a fillet about k wide."""
    result = fields[0]
    for field in fields[1:]:
        share = np.clip(0.5 + 0.5 * (field - result) / k, 0, 1)
        result = field + (result - field) * share - k * share * (1 - share)
    return result


def cut(a: np.ndarray, b: np.ndarray, *, k: float) -> np.ndarray:
    """a without b."""
    return -join(-a, b, k=k)


def overlap(*fields: np.ndarray, k: float) -> np.ndarray:
    return -join(*(-field for field in fields), k=k)


def step(start: float, end: float, x: np.ndarray) -> np.ndarray:
    """0 at start, 1 at end, smooth between; start may lie above end."""
    t = np.clip((x - start) / (end - start), 0, 1)
    return t * t * (3 - 2 * t)


def hill(x: np.ndarray, centre: float, width: float) -> np.ndarray:
    return np.exp(-(((x - centre) / width) ** 2))


class Column:
    """A body of elliptic sections: half widths along x and z and a middle along z, by height."""

    def __init__(self, rows: Sequence[tuple[float, float, float, float]]) -> None:
        """rows : (height, half width, half depth, middle), heights rising"""
        table = np.array(rows)
        self._curve = PchipInterpolator(table[:, 0], table[:, 1:], axis=0)
        self._low, self._high = table[0, 0], table[-1, 0]

    def at(self, height: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        values = self._curve(np.clip(height, self._low, self._high)).astype(np.float32)
        return values[..., 0], values[..., 1], values[..., 2]

    def __call__(self, p: np.ndarray) -> np.ndarray:
        wide, deep, middle = self.at(p[:, 1])
        x, z = p[:, 0], p[:, 2] - middle
        reach = np.sqrt((x / wide) ** 2 + (z / deep) ** 2)
        slope = np.sqrt((x / wide**2) ** 2 + (z / deep**2) ** 2)
        side = reach * (reach - 1) / np.maximum(slope, 1e-3)
        ends = np.maximum(p[:, 1] - self._high, self._low - p[:, 1])
        return np.maximum(side, ends) * np.float32(0.9)


def clump(p: np.ndarray, points: np.ndarray, radii: np.ndarray, *, ribs: int, depth: float) -> np.ndarray:
    """A lock of hair: a tapered tube through `points` (n, 3) with `ribs` grooves `depth` deep along it."""
    best = np.full(len(p), np.float32(1e3))
    for a, b, start, end in zip(points[:-1], points[1:], radii[:-1], radii[1:], strict=True):
        first, axis = vector(a), vector(b) - vector(a)
        t = np.clip((p - first) @ axis / (axis @ axis), 0, 1)
        away = p - first - t[:, None] * axis
        across = np.cross(axis / np.linalg.norm(axis), (0.31, 0.17, 0.93)).astype(np.float32)
        across /= np.linalg.norm(across)
        over = np.cross(axis / np.linalg.norm(axis), across).astype(np.float32)
        groove = np.cos(ribs * np.arctan2(away @ across, away @ over))
        best = np.minimum(best, length(away) - (start + (end - start) * t) + np.float32(depth) * groove)
    return best


def front(field: Field, x: np.ndarray, y: np.ndarray, *, start: float = 0.0, end: float = 0.25) -> np.ndarray:
    """z of a field's front surface over (x, y), by bisection between a z inside and one outside."""
    x, y = np.broadcast_arrays(np.asarray(x, np.float32), np.asarray(y, np.float32))
    inside, outside = np.full(x.size, start, np.float32), np.full(x.size, end, np.float32)
    for _ in range(24):
        middle = (inside + outside) / 2
        within = field(np.stack([x.ravel(), y.ravel(), middle], 1)) < 0
        inside, outside = np.where(within, middle, inside), np.where(within, outside, middle)
    return ((inside + outside) / 2).reshape(x.shape)
