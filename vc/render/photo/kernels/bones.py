"""Where a pixel lies along a bone, and whether a tile is near one."""

import numpy as np

from vc.compiled import njit

from .parts import mixed

# Lengths in torso units.
ELBOW_BLEND = 0.10
SHADOW_RADIUS = 0.07
SHADOW_REACH = 2.3 * SHADOW_RADIUS
FOLD = 0.3  # share of a bone's columns that may be read backwards beyond its end


@njit(fastmath=True)
def measure_bone(start: np.ndarray, end: np.ndarray, bone: np.ndarray) -> None:
    """bone : start x, y, unit direction x, y, length; never of length 0."""
    dx, dy = float(end[0] - start[0]), float(end[1] - start[1])
    length = np.sqrt(dx * dx + dy * dy)
    if length < 1e-3:
        dx, dy, length = 0.0, 1e-3, 1e-3
    bone[0], bone[1], bone[2], bone[3], bone[4] = start[0], start[1], dx / length, dy / length, length


@njit(fastmath=True)
def measure_bones(joints: np.ndarray, bones: np.ndarray) -> None:
    for k in range(3):
        measure_bone(joints[k], joints[k + 1], bones[k])


@njit(fastmath=True, forceinline=True)
def along_bone(bone: np.ndarray, low: float, x: float, y: float) -> tuple[float, float, float]:
    """Of a pixel: how far along the bone, how far beyond its end (negative: before its start), and signed distance."""
    rx, ry = x - bone[0], y - bone[1]
    s = rx * bone[2] + ry * bone[3]
    v = ry * bone[2] - rx * bone[3]
    over = s - low if s < low else (s - bone[4] if s > bone[4] else 0.0)
    if over != 0.0:
        s -= over
        r = np.sqrt(v * v + over * over)
        v = r if v >= 0 else -r
    return s, over, v


@njit(fastmath=True, forceinline=True)
def column_alpha(strip: np.ndarray, column: float, row: float) -> float:
    """Opacity of a strip in one column, 0 to 1."""
    i, j = int(column), int(row)
    q = row - j
    last = strip.shape[2] - 1
    return (strip[j, i, last] * (1 - q) + strip[j + 1, i, last] * q) * (1 / 255.0)


@njit(fastmath=True)
def is_near(bone: np.ndarray, low: float, left: int, top: int, tile: int, reach: float) -> bool:
    half = 0.5 * tile
    _, _, v = along_bone(bone, low, left + half, top + half)
    return abs(v) < reach + 1.4143 * half


@njit(fastmath=True)
def is_near_arm(bones: np.ndarray, shape: np.ndarray, left: int, top: int, tile: int, shadow: float) -> bool:
    return (
        is_near(bones[0], -shape[0], left, top, tile, max(shape[4], shadow))
        or is_near(bones[1], 0.0, left, top, tile, max(shape[5], shadow))
        or is_near(bones[2], 0.0, left, top, tile, max(shape[6], shadow))
    )


# Inner functions take plain arrays and numbers: numba counts references whenever one is taken out of a tuple.
@njit(fastmath=True, forceinline=True)
def along_arm(
    bones: np.ndarray, cap: float, outer: float, x: float, y: float
) -> tuple[float, float, float, float, float, float, float, float, float]:
    """`along_bone` of a pixel for the three bones, with one opinion on which side of the arm it lies.

    Where one bone ends the other tells the side; in the fan around the elbow it is the outer one.
    """
    s0, o0, v0 = along_bone(bones[0], -cap, x, y)
    s1, o1, v1 = along_bone(bones[1], 0.0, x, y)
    s2, o2, v2 = along_bone(bones[2], 0.0, x, y)
    if o1 < 0:
        v1 = abs(v1) * (outer if o0 > 0 else (1.0 if v0 >= 0 else -1.0))
    if o0 > 0:
        v0 = abs(v0) * (outer if o1 < 0 else (1.0 if v1 >= 0 else -1.0))
    return s0, o0, v0, s1, o1, v1, s2, o2, v2


@njit(fastmath=True, forceinline=True)
def alpha_at(strip: np.ndarray, column: float, row: float) -> float:
    i, j = int(column), int(row)
    return mixed(strip, j, i, column - i, row - j, strip.shape[2] - 1) * (1 / 255.0)
