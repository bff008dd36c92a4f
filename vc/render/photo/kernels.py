"""What is done for every pixel: warp the body, bend the arms, draw the baton; by inverse mapping, tile by tile.

Every pixel asks where along the arm it lies; upper arm and forearm are each sampled as if they went on straight, and
cross-fade along the bisector of the elbow: no fold, no crack, widths kept. Beyond the end of a bone the strip is read
backwards, so that patterns go on; pixel by pixel however short the bone is drawn, or a foreshortened forearm would show
its cuff at the elbow.

Compiled functions that call each other stay together in this file: numba's cache looks at the caller's file only, and
would go on with old code after a change of a callee elsewhere.
"""

from typing import NamedTuple

import numpy as np
from numba import njit

from .rig import CELL_PX

# Lengths in torso units.
_ELBOW_BLEND = 0.10
_SHADOW_RADIUS = 0.07
_SHADOW_DEPTH = 0.22
_BATON_HALF_WIDTH = 0.0075
_NO_CORNER = np.zeros(2, np.int64)
_FOLD = 0.3  # share of a bone's columns that may be read backwards beyond its end


class Arm(NamedTuple):
    """One arm on planes of C channels.

    strip : (rows, columns, C + 1) uint8 colours times alpha, alpha; shape : (4,) columns of the cap and of the bones
    bones : (3, 5) see _measure_bone; behind : (2,) in [0, 1], how far elbow and wrist lie behind the head
    """

    strip: np.ndarray
    shape: np.ndarray
    bones: np.ndarray
    behind: np.ndarray


class Tile(NamedTuple):
    """A rectangle of the picture, and what the body left there: opacity and front mask, 0 to 255."""

    left: int
    top: int
    right: int
    bottom: int
    has_body: bool
    alpha: np.ndarray
    front: np.ndarray


@njit(nogil=True, cache=True, fastmath=True, forceinline=True)
def _mix(image: np.ndarray, j: int, i: int, p: float, q: float, c: int) -> float:
    """Bilinear sample of channel c at row j + q, column i + p."""
    top = image[j, i, c] * (1 - p) + image[j, i + 1, c] * p
    bottom = image[j + 1, i, c] * (1 - p) + image[j + 1, i + 1, c] * p
    return top * (1 - q) + bottom * q


@njit(nogil=True, cache=True, fastmath=True)
def _measure_bone(start: np.ndarray, end: np.ndarray, bone: np.ndarray) -> None:
    """bone : start x, y, unit direction x, y, length; never of length 0."""
    dx, dy = float(end[0] - start[0]), float(end[1] - start[1])
    length = np.sqrt(dx * dx + dy * dy)
    if length < 1e-3:
        dx, dy, length = 0.0, 1e-3, 1e-3
    bone[0], bone[1], bone[2], bone[3], bone[4] = start[0], start[1], dx / length, dy / length, length


@njit(nogil=True, cache=True, fastmath=True)
def _measure_bones(joints: np.ndarray, bones: np.ndarray) -> None:
    for k in range(3):
        _measure_bone(joints[k], joints[k + 1], bones[k])


@njit(nogil=True, cache=True, fastmath=True, forceinline=True)
def _along(bone: np.ndarray, low: float, x: float, y: float) -> tuple[float, float, float]:
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


@njit(nogil=True, cache=True, fastmath=True, forceinline=True)
def _column_alpha(strip: np.ndarray, column: float, row: float) -> float:
    """Opacity of a strip in one column, 0 to 1."""
    i, j = int(column), int(row)
    q = row - j
    last = strip.shape[2] - 1
    return (strip[j, i, last] * (1 - q) + strip[j + 1, i, last] * q) * (1 / 255.0)


@njit(nogil=True, cache=True, fastmath=True)
def _near(bone: np.ndarray, low: float, left: int, top: int, tile: int, reach: float) -> bool:
    half = 0.5 * tile
    _, _, v = _along(bone, low, left + half, top + half)
    return abs(v) < reach + 1.4143 * half


@njit(nogil=True, cache=True, fastmath=True)
def _near_arm(bones: np.ndarray, cap: float, left: int, top: int, tile: int, reach: float) -> bool:
    return (
        _near(bones[0], -cap, left, top, tile, reach)
        or _near(bones[1], 0.0, left, top, tile, reach)
        or _near(bones[2], 0.0, left, top, tile, reach)
    )


# Inner functions take plain arrays and numbers: numba counts references whenever one is taken out of a tuple.
@njit(nogil=True, cache=True, fastmath=True, forceinline=True)
def _along_arm(
    bones: np.ndarray, cap: float, outer: float, x: float, y: float
) -> tuple[float, float, float, float, float, float, float, float, float]:
    """`_along` of a pixel for the three bones, with one opinion on which side of the arm it lies.

    Where one bone ends the other tells the side; in the fan around the elbow it is the outer one.
    """
    s0, o0, v0 = _along(bones[0], -cap, x, y)
    s1, o1, v1 = _along(bones[1], 0.0, x, y)
    s2, o2, v2 = _along(bones[2], 0.0, x, y)
    if o1 < 0:
        v1 = abs(v1) * (outer if o0 > 0 else (1.0 if v0 >= 0 else -1.0))
    if o0 > 0:
        v0 = abs(v0) * (outer if o1 < 0 else (1.0 if v1 >= 0 else -1.0))
    return s0, o0, v0, s1, o1, v1, s2, o2, v2


@njit(nogil=True, cache=True, fastmath=True, forceinline=True)
def _share_of_fore(nearer: float, chain: float, upper_alpha: float, unit: float) -> float:
    """How far the forearm covers the upper arm: 0 to 1, along the bisector and wholly from a little beyond the elbow.

    nearer : px by which the forearm is nearer than the upper arm; chain : px along forearm and hand
    """
    blend = 0.35 * _ELBOW_BLEND * unit
    if nearer + max(0.0, chain - _ELBOW_BLEND * unit) <= -blend:
        return 0.0
    share = (nearer + max(0.0, chain - _ELBOW_BLEND * unit) + blend) / (2 * blend)
    share = min(max(share, 0.0), 1.0)
    share = share * share * (3 - 2 * share)
    return min(1.0, share * (2 - upper_alpha))  # where the upper arm ends first the forearm is not half


@njit(nogil=True, cache=True, fastmath=True, forceinline=True)
def _shadow(distance: float, unit: float) -> float:
    """Darkness of the soft shadow that an arm casts on the body, px from its bone."""
    radius = _SHADOW_RADIUS * unit
    z = max(0.0, distance - 0.5 * radius) / (1.8 * radius)
    return _SHADOW_DEPTH * (1 - z * z) * (1 - z * z) if z < 1 else 0.0


@njit(nogil=True, cache=True, fastmath=True, forceinline=True)
def _hidden(elbow: float, wrist: float, along_upper: float, along_fore: float) -> tuple[float, float]:
    """How far upper arm and forearm lie behind what is in front (hair, head) at places along them: 0 to 1.

    The root of the arm always does, up to 0.3 of the bone.
    """
    root = min(max(4.0 - 10 * along_upper, 0.0), 1.0)
    return max(root, elbow * min(max(along_upper, 0.0), 1.0)), elbow + (wrist - elbow) * along_fore


@njit(nogil=True, cache=True, fastmath=True, forceinline=True)
def _sample_upper(
    strip: np.ndarray, cap: float, count: float, along: float, over: float, v: float
) -> tuple[float, float, float, float]:
    """Column, row and alpha of the upper arm at a pixel, and how far it is to be narrowed beyond the elbow.

    cap, count : columns before the shoulder, and of the bone; along : columns from the shoulder
    """
    middle = strip.shape[0] // 2
    if abs(v) >= middle - 1.0:
        return 0.0, 0.0, 0.0, 1.0
    column = along if along < 0 else along - min(max(over, 0.0), _FOLD * count)
    column, row = min(max(cap + column, 0.0), strip.shape[1] - 1.01), middle + v
    alpha = _alpha(strip, column, row)
    if over <= 0:
        return column, row, alpha, 1.0
    return column, row, alpha, min(1.0, _column_alpha(strip, cap + count, row) / max(alpha, 1e-3))


@njit(nogil=True, cache=True, fastmath=True, forceinline=True)
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
    alpha = _alpha(strip, column, row)
    if at_elbow:  # the elbow is no wider than at its middle, whatever the sleeve is further on
        share *= min(1.0, _column_alpha(strip, elbow, row) / max(alpha, 1e-3))
    return column, row, alpha, share


@njit(nogil=True, cache=True, fastmath=True, forceinline=True)
def _alpha(strip: np.ndarray, column: float, row: float) -> float:
    i, j = int(column), int(row)
    return _mix(strip, j, i, column - i, row - j, strip.shape[2] - 1) * (1 / 255.0)


@njit(nogil=True, cache=True, fastmath=True)
def _paint_arm(out: np.ndarray, levels: tuple[float, ...], arm: Arm, tile: Tile, unit: float) -> None:
    """One bent strip over one tile of out (C, h, w), with the soft shadow that it casts on the body."""
    strip, bones, alpha, front = arm.strip, arm.bones, tile.alpha, tile.front
    cap, n0, n1, n2 = arm.shape[0], arm.shape[1], arm.shape[2], arm.shape[3]
    left, top, has_body = tile.left, tile.top, tile.has_body
    length0, length1, length2 = bones[0, 4], bones[1, 4], bones[2, 4]
    elbow_behind, wrist_behind = arm.behind[0], arm.behind[1]
    limit = strip.shape[0] // 2 - 1.0
    far = max(limit, 2.3 * _SHADOW_RADIUS * unit) if has_body else limit
    outer = -1.0 if bones[0, 2] * bones[1, 3] > bones[0, 3] * bones[1, 2] else 1.0
    for y in range(top, tile.bottom):
        for x in range(left, tile.right):
            s0, o0, v0, s1, o1, v1, s2, o2, v2 = _along_arm(bones, cap, outer, x, y)
            d0, d = abs(v0), min(abs(v1), abs(v2))
            if min(d0, d) >= far:
                continue
            upper = _sample_upper(strip, cap, n0, s0 if s0 < 0 else s0 / length0 * n0, o0, v0)
            if abs(v2) < abs(v1) or (abs(v2) == abs(v1) and s2 > 0):  # on the hand
                share = _share_of_fore(d0 - d, length1 + s2, upper[2] * upper[3], unit)
                column = cap + n0 + n1 + s2 / length2 * n2 + min(-min(o2, 0.0), _FOLD * n2)
                fore, along = _sample_fore(strip, cap + n0, column, v2, share, False), 1.0
            else:
                share = _share_of_fore(d0 - d, s1, upper[2] * upper[3], unit)
                column = cap + n0 + s1 / length1 * n1 + min(-min(o1, 0.0), _FOLD * n1)
                fore, along = _sample_fore(strip, cap + n0, column, v1, share, o1 < 0), s1 / length1
            share, keep, before, shadow = fore[3], upper[3], 0.0, 0.0
            # Inside a bent elbow the upper arm ends at the forearm, also where that is thin: nothing sticks out beyond.
            cover = 1.0 if o0 <= 0 and o1 >= 0 and v0 * outer < 0 < v1 * outer else fore[2]
            if has_body and front[y - top, x - left] > 0:
                before = front[y - top, x - left] * (1 / 255.0)
                hide_upper, hide_fore = _hidden(elbow_behind, wrist_behind, s0 / length0, along)
                keep *= 1 - hide_upper * before
                share *= 1 - hide_fore * before
            keep *= 1 - cover * share
            covered = fore[2] * share + upper[2] * keep
            if has_body and covered < 0.99:
                # No shadow where the arm is joined to the body, and none on the face, which it only spoils.
                distance = min(d, d0 + 0.8 * max(0.0, 0.35 * length0 - s0))
                shadow = _shadow(distance, unit) * (1 - before) * alpha[y - top, x - left] * (1 / 255.0)
            if covered >= 0.002 or shadow >= 0.004:
                _blend(out, levels, strip, x, y, upper, keep, fore, share, covered, shadow)


@njit(nogil=True, cache=True, fastmath=True, forceinline=True)
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
            value += _mix(strip, j2, i2, fore[0] - i2, fore[1] - j2, c) * share
        if upper[2] * keep > 0:
            value += _mix(strip, j1, i1, upper[0] - i1, upper[1] - j1, c) * keep
        out[c, y, x] = np.uint8(value + 0.5)


@njit(nogil=True, cache=True, fastmath=True)
def _paint_baton(
    out: np.ndarray, levels: tuple[float, ...], stick: np.ndarray, colour: np.ndarray, tile: Tile, unit: float
) -> None:
    """A tapered white stick with soft edges."""
    for y in range(tile.top, tile.bottom):
        for x in range(tile.left, tile.right):
            s, _, v = _along(stick, 0.0, x, y)
            half_width = _BATON_HALF_WIDTH * unit * (1.25 - 0.75 * s / stick[4])
            rim = min(max(1 - (abs(v) - half_width) / (2 * half_width + 1), 0.0), 1.0)
            if rim > 0:  # a faint dark rim keeps a white stick visible before a white wall
                cover = min(max(half_width + 0.5 - abs(v), 0.0), 1.0)
                for c in range(len(levels)):
                    dark = levels[c] + (out[c, y, x] - levels[c]) * (1 - 0.35 * rim)
                    out[c, y, x] = np.uint8(dark * (1 - cover) + colour[c] * cover + 0.5)


@njit(nogil=True, cache=True, fastmath=True)
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
                dx = -_mix(forward, top, left, p, q, 0)
                dy = -_mix(forward, top, left, p, q, 1)
            shift[j, i, 0] = dx
            shift[j, i, 1] = dy


@njit(nogil=True, cache=True, fastmath=True)
def paint(
    out: np.ndarray,
    levels: tuple[float, ...],
    body: np.ndarray,
    face: np.ndarray,
    corner: np.ndarray,
    occupied: np.ndarray,
    shift: np.ndarray,
    scale: float,
    strips: tuple[np.ndarray, np.ndarray],
    shapes: np.ndarray,
    joints: np.ndarray,
    behind: np.ndarray,
    baton: np.ndarray,
    baton_colour: np.ndarray,
    unit: float,
) -> None:
    """Paint all layers into out (C, h, w), which holds the plate; lengths in pixels of these planes."""
    _, height, width = out.shape
    side = int(CELL_PX * scale + 0.5)
    alpha, front = np.empty((side, side), np.float32), np.empty((side, side), np.float32)
    bones, stick = np.empty((2, 3, 5)), np.empty(5)
    _measure_bones(joints[0], bones[0])
    _measure_bones(joints[1], bones[1])
    _measure_bone(baton[0], baton[1], stick)
    left_reach = max(strips[0].shape[0] // 2, 2.3 * _SHADOW_RADIUS * unit)
    right_reach = max(strips[1].shape[0] // 2, 2.3 * _SHADOW_RADIUS * unit)
    for row in range(occupied.shape[0]):
        for column in range(occupied.shape[1]):
            top, left = row * side, column * side
            has_body = occupied[row, column] > 0
            tile = Tile(left, top, min(left + side, width), min(top + side, height), has_body, alpha, front)
            if has_body and _comes_from(face, corner, shift, row, column, side, scale):
                _paint_body(out, levels, face, corner, shift, row, column, scale, tile)
            elif has_body:
                _paint_body(out, levels, body, _NO_CORNER, shift, row, column, scale, tile)
            if _near_arm(bones[0], shapes[0, 0], left, top, side, left_reach):
                _paint_arm(out, levels, Arm(strips[0], shapes[0], bones[0], behind[0]), tile, unit)
            if len(baton_colour) and _near(stick, 0.0, left, top, side, 2.0 + 0.04 * unit):
                _paint_baton(out, levels, stick, baton_colour, tile, unit)
            if _near_arm(bones[1], shapes[1, 0], left, top, side, right_reach):
                _paint_arm(out, levels, Arm(strips[1], shapes[1], bones[1], behind[1]), tile, unit)


@njit(nogil=True, cache=True, fastmath=True)
def _comes_from(
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


@njit(nogil=True, cache=True, fastmath=True)
def _paint_body(
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
    size, small, left, top = np.float32(alpha.shape[0]), np.float32(scale), tile.left, tile.top
    first_x, first_y = np.float32(corner[0]), np.float32(corner[1])
    right_most, bottom_most = np.float32(body.shape[1] - 1.001), np.float32(body.shape[0] - 1.001)
    for y in range(top, tile.bottom):
        b = np.float32(y - top) / size
        start_x = (shift[row, column, 0] * (one - b) + shift[row + 1, column, 0] * b) * small
        start_y = (shift[row, column, 1] * (one - b) + shift[row + 1, column, 1] * b) * small
        step_x = ((shift[row, column + 1, 0] * (one - b) + shift[row + 1, column + 1, 0] * b) * small - start_x) / size
        step_y = ((shift[row, column + 1, 1] * (one - b) + shift[row + 1, column + 1, 1] * b) * small - start_y) / size
        for x in range(left, tile.right):
            t = np.float32(x - left)
            sx = min(max(np.float32(x) + start_x + step_x * t - first_x, np.float32(0)), right_most)
            sy = min(max(np.float32(y) + start_y + step_y * t - first_y, np.float32(0)), bottom_most)
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


@njit(nogil=True, cache=True, fastmath=True, forceinline=True)
def _weigh(image: np.ndarray, j: int, i: int, w00: float, w01: float, w10: float, w11: float, c: int) -> float:
    """Channel c at four neighbours, by their weights."""
    return (image[j, i, c] * w00 + image[j, i + 1, c] * w01) + (image[j + 1, i, c] * w10 + image[j + 1, i + 1, c] * w11)
