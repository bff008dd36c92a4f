"""What is done for every pixel: warp the body, bend the arms, draw the baton; by inverse mapping, tile by tile.

Every pixel asks where along the arm it lies; upper arm and forearm are each sampled as if they went on straight, and
cross-fade along the bisector of the elbow: no fold, no crack, widths kept. Beyond the end of a bone the strip is read
backwards, so that patterns go on; pixel by pixel however short the bone is drawn, or a foreshortened forearm would show
its cuff at the elbow.
"""

from typing import NamedTuple

import numpy as np

from vc.compiled import njit

from .rig import CELL_PX

# Lengths in torso units.
_ELBOW_BLEND = 0.10
_SHADOW_RADIUS = 0.07
_SHADOW_REACH = 2.3 * _SHADOW_RADIUS
_SHADOW_DEPTH = 0.22
_EXCLUDED = 1e-4  # of a tile: its far edge is the next tile's first pixel
_BATON_HALF_WIDTH = 0.0075
_NO_CORNER = np.zeros(2, np.int64)
_FOLD = 0.3  # share of a bone's columns that may be read backwards beyond its end


class Arm(NamedTuple):
    """One arm on planes of C channels.

    strip : (rows, columns, C + 1) uint8 colours times alpha, alpha
    shape : (7,) columns of the cap and of the bones, half widths of the bones
    bones : (3, 5) see _measure_bone; behind : (2,) in [0, 1], how far elbow and wrist lie behind the head
    """

    strip: np.ndarray
    shape: np.ndarray
    bones: np.ndarray
    behind: np.ndarray


class Body(NamedTuple):
    """picture, face : (h, w, C + 2) uint8, see layers.PlaneLayers, and the part of it with an expression, or nothing
    corner : (2,) left and top of that part; occupied : (rows, columns) whether the resting body lies in a tile
    shift : (rows + 1, columns + 1, 2) px of the canvas, see warp_grid
    """

    picture: np.ndarray
    face: np.ndarray
    corner: np.ndarray
    occupied: np.ndarray
    shift: np.ndarray


class Arms(NamedTuple):
    """Left and right. strips, shapes : see Arm; joints : (2, 4, 2) px; behind : (2, 2)"""

    strips: tuple[np.ndarray, np.ndarray]
    shapes: np.ndarray
    joints: np.ndarray
    behind: np.ndarray


class Baton(NamedTuple):
    """ends : (2, 2) px, tail and tip; colour : (C,), or (0,) for none"""

    ends: np.ndarray
    colour: np.ndarray


class Tile(NamedTuple):
    """A rectangle of the picture, and what the body left there: opacity and front mask, 0 to 255."""

    left: int
    top: int
    right: int
    bottom: int
    has_body: bool
    alpha: np.ndarray
    front: np.ndarray


@njit(fastmath=True, forceinline=True)
def _mix(image: np.ndarray, j: int, i: int, p: float, q: float, c: int) -> float:
    """Bilinear sample of channel c at row j + q, column i + p."""
    top = image[j, i, c] * (1 - p) + image[j, i + 1, c] * p
    bottom = image[j + 1, i, c] * (1 - p) + image[j + 1, i + 1, c] * p
    return top * (1 - q) + bottom * q


@njit(fastmath=True)
def _measure_bone(start: np.ndarray, end: np.ndarray, bone: np.ndarray) -> None:
    """bone : start x, y, unit direction x, y, length; never of length 0."""
    dx, dy = float(end[0] - start[0]), float(end[1] - start[1])
    length = np.sqrt(dx * dx + dy * dy)
    if length < 1e-3:
        dx, dy, length = 0.0, 1e-3, 1e-3
    bone[0], bone[1], bone[2], bone[3], bone[4] = start[0], start[1], dx / length, dy / length, length


@njit(fastmath=True)
def _measure_bones(joints: np.ndarray, bones: np.ndarray) -> None:
    for k in range(3):
        _measure_bone(joints[k], joints[k + 1], bones[k])


@njit(fastmath=True, forceinline=True)
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


@njit(fastmath=True, forceinline=True)
def _column_alpha(strip: np.ndarray, column: float, row: float) -> float:
    """Opacity of a strip in one column, 0 to 1."""
    i, j = int(column), int(row)
    q = row - j
    last = strip.shape[2] - 1
    return (strip[j, i, last] * (1 - q) + strip[j + 1, i, last] * q) * (1 / 255.0)


@njit(fastmath=True)
def _near(bone: np.ndarray, low: float, left: int, top: int, tile: int, reach: float) -> bool:
    half = 0.5 * tile
    _, _, v = _along(bone, low, left + half, top + half)
    return abs(v) < reach + 1.4143 * half


@njit(fastmath=True)
def _near_arm(bones: np.ndarray, shape: np.ndarray, left: int, top: int, tile: int, shadow: float) -> bool:
    return (
        _near(bones[0], -shape[0], left, top, tile, max(shape[4], shadow))
        or _near(bones[1], 0.0, left, top, tile, max(shape[5], shadow))
        or _near(bones[2], 0.0, left, top, tile, max(shape[6], shadow))
    )


# Inner functions take plain arrays and numbers: numba counts references whenever one is taken out of a tuple.
@njit(fastmath=True, forceinline=True)
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


@njit(fastmath=True, forceinline=True)
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


@njit(fastmath=True, forceinline=True)
def _shadow(distance: float, unit: float) -> float:
    """Darkness of the soft shadow that an arm casts on the body, px from its bone."""
    radius = _SHADOW_RADIUS * unit
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
    column = along if along < 0 else along - min(max(over, 0.0), _FOLD * count)
    column, row = min(max(cap + column, 0.0), strip.shape[1] - 1.01), middle + v
    alpha = _alpha(strip, column, row)
    if over <= 0:
        return column, row, alpha, 1.0
    return column, row, alpha, min(1.0, _column_alpha(strip, cap + count, row) / max(alpha, 1e-3))


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
    alpha = _alpha(strip, column, row)
    if at_elbow:  # the elbow is no wider than at its middle, whatever the sleeve is further on
        share *= min(1.0, _column_alpha(strip, elbow, row) / max(alpha, 1e-3))
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

    columns : of cap and bones; lengths : of the bones, px; place : see _along_arm
    upper_alpha : of the upper arm there, as it is narrowed
    """
    _, _, v0, s1, o1, v1, s2, o2, v2 = place
    cap, n0, n1, n2 = columns
    nearer = abs(v0) - min(abs(v1), abs(v2))
    if abs(v2) < abs(v1) or (abs(v2) == abs(v1) and s2 > 0):  # on the hand
        share = _share_of_fore(nearer, lengths[1] + s2, upper_alpha, unit)
        column = cap + n0 + n1 + s2 / lengths[2] * n2 + min(-min(o2, 0.0), _FOLD * n2)
        i, j, alpha, share = _sample_fore(strip, cap + n0, column, v2, share, False)
        return i, j, alpha, share, 1.0
    share = _share_of_fore(nearer, s1, upper_alpha, unit)
    column = cap + n0 + s1 / lengths[1] * n1 + min(-min(o1, 0.0), _FOLD * n1)
    i, j, alpha, share = _sample_fore(strip, cap + n0, column, v1, share, o1 < 0)
    return i, j, alpha, share, s1 / lengths[1]


@njit(fastmath=True, forceinline=True)
def _alpha(strip: np.ndarray, column: float, row: float) -> float:
    i, j = int(column), int(row)
    return _mix(strip, j, i, column - i, row - j, strip.shape[2] - 1) * (1 / 255.0)


@njit(fastmath=True)
def _paint_arm(out: np.ndarray, levels: tuple[float, ...], arm: Arm, tile: Tile, unit: float) -> None:
    """One bent strip over one tile of out (C, h, w), with the soft shadow that it casts on the body."""
    strip, shape, bones, behind, alpha, front = arm.strip, arm.shape, arm.bones, arm.behind, tile.alpha, tile.front
    left, top, has_body = tile.left, tile.top, tile.has_body
    columns, lengths = (shape[0], shape[1], shape[2], shape[3]), (bones[0, 4], bones[1, 4], bones[2, 4])
    elbow_behind, wrist_behind = behind[0], behind[1]
    shadow_reach = _SHADOW_REACH * unit if has_body else 0.0
    far0, far1, far2 = max(shape[4], shadow_reach), max(shape[5], shadow_reach), max(shape[6], shadow_reach)
    outer = -1.0 if bones[0, 2] * bones[1, 3] > bones[0, 3] * bones[1, 2] else 1.0
    for y in range(top, tile.bottom):
        for x in range(left, tile.right):
            place = _along_arm(bones, columns[0], outer, x, y)
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
            value += _mix(strip, j2, i2, fore[0] - i2, fore[1] - j2, c) * share
        if upper[2] * keep > 0:
            value += _mix(strip, j1, i1, upper[0] - i1, upper[1] - j1, c) * keep
        out[c, y, x] = np.uint8(value + 0.5)


@njit(fastmath=True)
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
                dx = -_mix(forward, top, left, p, q, 0)
                dy = -_mix(forward, top, left, p, q, 1)
            shift[j, i, 0] = dx
            shift[j, i, 1] = dy


@njit(fastmath=True)
def paint(
    out: np.ndarray, levels: tuple[float, ...], body: Body, arms: Arms, baton: Baton, scale: float, unit: float
) -> None:
    """Paint all layers into out (C, h, w), which holds the plate; lengths in pixels of these planes."""
    _, height, width = out.shape
    picture, face, corner, occupied, shift = body.picture, body.face, body.corner, body.occupied, body.shift
    left_strip, right_strip, shapes, behind = arms.strips[0], arms.strips[1], arms.shapes, arms.behind
    side = int(CELL_PX * scale + 0.5)
    alpha, front = np.empty((side, side), np.float32), np.empty((side, side), np.float32)
    bones, stick = np.empty((2, 3, 5)), np.empty(5)
    _measure_bones(arms.joints[0], bones[0])
    _measure_bones(arms.joints[1], bones[1])
    _measure_bone(baton.ends[0], baton.ends[1], stick)
    for row in range(occupied.shape[0]):
        for column in range(occupied.shape[1]):
            top, left = row * side, column * side
            has_body = _shows_body(occupied, shift, row, column)
            shadow = _SHADOW_REACH * unit if has_body else 0.0
            tile = Tile(left, top, min(left + side, width), min(top + side, height), has_body, alpha, front)
            if has_body and _comes_from(face, corner, shift, row, column, side, scale):
                _paint_body(out, levels, face, corner, shift, row, column, scale, tile)
            elif has_body:
                _paint_body(out, levels, picture, _NO_CORNER, shift, row, column, scale, tile)
            if _near_arm(bones[0], shapes[0], left, top, side, shadow):
                _paint_arm(out, levels, Arm(left_strip, shapes[0], bones[0], behind[0]), tile, unit)
            if len(baton.colour) and _near(stick, 0.0, left, top, side, 2.0 + 0.04 * unit):
                _paint_baton(out, levels, stick, baton.colour, tile, unit)
            if _near_arm(bones[1], shapes[1], left, top, side, shadow):
                _paint_arm(out, levels, Arm(right_strip, shapes[1], bones[1], behind[1]), tile, unit)


@njit(fastmath=True)
def _shows_body(occupied: np.ndarray, shift: np.ndarray, row: int, column: int) -> bool:
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


@njit(fastmath=True)
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
