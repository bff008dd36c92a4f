"""An arm on a tile: two strips along its bones, and the shadow that it casts."""

import numpy as np

from vc.compiled import njit

from .bones import ELBOW_BLEND, FOLD, SHADOW_RADIUS, SHADOW_REACH, along_arm, alpha_at, column_alpha
from .parts import Arm, Tile, mixed

_SHADOW_DEPTH = 0.22


@njit(fastmath=True, forceinline=True)
def _share_of_fore(nearer: float, chain: float, upper_alpha: float, unit: float) -> float:
    """How far the forearm covers the upper arm: 0 to 1, along the bisector and wholly from a little beyond the elbow.

    nearer : px by which the forearm is nearer than the upper arm; chain : px along forearm and hand
    """
    blend = 0.35 * ELBOW_BLEND * unit
    if nearer + max(0.0, chain - ELBOW_BLEND * unit) <= -blend:
        return 0.0
    share = (nearer + max(0.0, chain - ELBOW_BLEND * unit) + blend) / (2 * blend)
    share = min(max(share, 0.0), 1.0)
    share = share * share * (3 - 2 * share)
    return min(1.0, share * (2 - upper_alpha))  # where the upper arm ends first the forearm is not half


@njit(fastmath=True, forceinline=True)
def _shadow(distance: float, unit: float) -> float:
    """Darkness of the soft shadow that an arm casts on the body, px from its bone."""
    radius = SHADOW_RADIUS * unit
    z = max(0.0, distance - 0.5 * radius) / (1.8 * radius)
    return _SHADOW_DEPTH * (1 - z * z) * (1 - z * z) if z < 1 else 0.0


@njit(fastmath=True, forceinline=True)
def _hidden(elbow: float, wrist: float, along_upper: float, along_fore: float) -> tuple[float, float]:
    """How far upper arm and forearm lie behind what is in front (hair, head) at places along them: 0 to 1.

    The root of the arm always does, up to 0.3 of the bone.
    """
    root = min(max(4.0 - 10 * along_upper, 0.0), 1.0)
    return max(root, elbow * min(max(along_upper, 0.0), 1.0)), elbow + (wrist - elbow) * along_fore


@njit(fastmath=True, forceinline=True)
def _sample_upper(
    strip: np.ndarray, cap: float, count: float, along: float, over: float, v: float
) -> tuple[float, float, float, float]:
    """Column, row and alpha of the upper arm at a pixel, and how far it is to be narrowed beyond the elbow.

    cap, count : columns before the shoulder, and of the bone; along : columns from the shoulder
    """
    middle = strip.shape[0] // 2
    if abs(v) >= middle - 1.0:
        return 0.0, 0.0, 0.0, 1.0
    column = along if along < 0 else along - min(max(over, 0.0), FOLD * count)
    column, row = min(max(cap + column, 0.0), strip.shape[1] - 1.01), middle + v
    alpha = alpha_at(strip, column, row)
    if over <= 0:
        return column, row, alpha, 1.0
    return column, row, alpha, min(1.0, column_alpha(strip, cap + count, row) / max(alpha, 1e-3))


@njit(fastmath=True, forceinline=True)
def _sample_fore(
    strip: np.ndarray, elbow: float, column: float, v: float, share: float, at_elbow: bool
) -> tuple[float, float, float, float]:
    """Column, row and alpha of forearm or hand at a pixel, and the share of the pixel that is its own.

    elbow : column of the elbow; column : of the strip that the pixel shows
    """
    middle = strip.shape[0] // 2
    if abs(v) >= middle - 1.0 or share <= 0:
        return 0.0, 0.0, 0.0, 0.0
    column, row = min(column, strip.shape[1] - 1.01), middle + v
    alpha = alpha_at(strip, column, row)
    if at_elbow:  # the elbow is no wider than at its middle, whatever the sleeve is further on
        share *= min(1.0, column_alpha(strip, elbow, row) / max(alpha, 1e-3))
    return column, row, alpha, share


@njit(fastmath=True, forceinline=True)
def _sample_lower(
    strip: np.ndarray,
    columns: tuple[float, float, float, float],
    lengths: tuple[float, float, float],
    place: tuple[float, float, float, float, float, float, float, float, float],
    upper_alpha: float,
    unit: float,
) -> tuple[float, float, float, float, float]:
    """`_sample_fore` of whichever is nearer, forearm or hand, and how far along the forearm the pixel lies.

    columns : of cap and bones; lengths : of the bones, px; place : see along_arm
    upper_alpha : of the upper arm there, as it is narrowed
    """
    _, _, v0, s1, o1, v1, s2, o2, v2 = place
    cap, n0, n1, n2 = columns
    nearer = abs(v0) - min(abs(v1), abs(v2))
    if abs(v2) < abs(v1) or (abs(v2) == abs(v1) and s2 > 0):  # on the hand
        share = _share_of_fore(nearer, lengths[1] + s2, upper_alpha, unit)
        column = cap + n0 + n1 + s2 / lengths[2] * n2 + min(-min(o2, 0.0), FOLD * n2)
        i, j, alpha, share = _sample_fore(strip, cap + n0, column, v2, share, False)
        return i, j, alpha, share, 1.0
    share = _share_of_fore(nearer, s1, upper_alpha, unit)
    column = cap + n0 + s1 / lengths[1] * n1 + min(-min(o1, 0.0), FOLD * n1)
    i, j, alpha, share = _sample_fore(strip, cap + n0, column, v1, share, o1 < 0)
    return i, j, alpha, share, s1 / lengths[1]


@njit(fastmath=True)
def paint_arm(out: np.ndarray, levels: tuple[float, ...], arm: Arm, tile: Tile, unit: float) -> None:
    """One bent strip over one tile of out (C, h, w), with the soft shadow that it casts on the body."""
    strip, shape, bones, behind, alpha, front = arm.strip, arm.shape, arm.bones, arm.behind, tile.alpha, tile.front
    left, top, has_body = tile.left, tile.top, tile.has_body
    columns, lengths = (shape[0], shape[1], shape[2], shape[3]), (bones[0, 4], bones[1, 4], bones[2, 4])
    elbow_behind, wrist_behind = behind[0], behind[1]
    shadow_reach = SHADOW_REACH * unit if has_body else 0.0
    far0, far1, far2 = max(shape[4], shadow_reach), max(shape[5], shadow_reach), max(shape[6], shadow_reach)
    outer = -1.0 if bones[0, 2] * bones[1, 3] > bones[0, 3] * bones[1, 2] else 1.0
    for y in range(top, tile.bottom):
        for x in range(left, tile.right):
            place = along_arm(bones, columns[0], outer, x, y)
            s0, o0, v0, _, o1, v1, _, _, v2 = place
            d0, d = abs(v0), min(abs(v1), abs(v2))
            if d0 >= far0 and abs(v1) >= far1 and abs(v2) >= far2:
                continue
            upper = _sample_upper(strip, columns[0], columns[1], s0 if s0 < 0 else s0 / lengths[0] * columns[1], o0, v0)
            i, j, lower, share, along = _sample_lower(strip, columns, lengths, place, upper[2] * upper[3], unit)
            keep, before, shadow = upper[3], 0.0, 0.0
            # Inside a bent elbow the upper arm ends at the forearm, also where that is thin: nothing sticks out beyond.
            cover = 1.0 if o0 <= 0 and o1 >= 0 and v0 * outer < 0 < v1 * outer else lower
            if has_body and front[y - top, x - left] > 0:
                before = front[y - top, x - left] * (1 / 255.0)
                hide_upper, hide_lower = _hidden(elbow_behind, wrist_behind, s0 / lengths[0], along)
                keep *= 1 - hide_upper * before
                share *= 1 - hide_lower * before
            keep *= 1 - cover * share
            covered = lower * share + upper[2] * keep
            if has_body and covered < 0.99:
                # No shadow where the arm is joined to the body, and none on the face, which it only spoils.
                distance = min(d, d0 + 0.8 * max(0.0, 0.35 * lengths[0] - s0))
                shadow = _shadow(distance, unit) * (1 - before) * alpha[y - top, x - left] * (1 / 255.0)
            if covered >= 0.002 or shadow >= 0.004:
                _blend(out, levels, strip, x, y, upper, keep, (i, j, lower, share), share, covered, shadow)


@njit(fastmath=True, forceinline=True)
def _blend(
    out: np.ndarray,
    levels: tuple[float, ...],
    strip: np.ndarray,
    x: int,
    y: int,
    upper: tuple[float, float, float, float],
    keep: float,
    fore: tuple[float, float, float, float],
    share: float,
    covered: float,
    shadow: float,
) -> None:
    """One pixel: the forearm over the upper arm over what is there, darkened by the shadow."""
    i1, j1, i2, j2 = int(upper[0]), int(upper[1]), int(fore[0]), int(fore[1])
    for c in range(len(levels)):
        value = (levels[c] + (out[c, y, x] - levels[c]) * (1 - shadow)) * (1 - covered)
        if fore[2] * share > 0:
            value += mixed(strip, j2, i2, fore[0] - i2, fore[1] - j2, c) * share
        if upper[2] * keep > 0:
            value += mixed(strip, j1, i1, upper[0] - i1, upper[1] - j1, c) * keep
        out[c, y, x] = np.uint8(value + 0.5)
