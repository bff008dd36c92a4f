"""Put a frame together: body, arms and baton over the plate, by inverse mapping, directly in planar YUV 4:2:0.

Every pixel asks where in each layer it comes from. The picture is worked off in tiles, and tiles that no layer reaches
are never touched. The same kernel draws the luma plane and, at half size, the two chroma planes: how many planes there
are follows from the length of a tuple, which numba knows when compiling, so the loops over planes cost nothing.
"""

import numpy as np
from numba import njit

from vc.frame import Frame, empty_frame

from .face import make_face
from .layers import Layers, PlaneLayers
from .rig import CELL_PX, Pose

# Lengths in torso units.
_ELBOW_BLEND = 0.10
_SHADOW_RADIUS = 0.07
_SHADOW_DEPTH = 0.30
_BATON_HALF_WIDTH = 0.0075


def draw(layers: Layers, pose: Pose, *, with_baton: bool = True) -> Frame:
    """One frame, a new one."""
    frame = empty_frame((layers.plate.width, layers.plate.height))
    np.copyto(frame.planes, layers.plate.planes)
    shift = np.empty((*layers.weights.shape[1:], 2), np.float32)
    warp_grid(layers.weights, pose.warps, shift)
    height, width = frame.height, frame.width
    chroma_planes = frame.planes.reshape(-1)[height * width :].reshape(2, height // 2, width // 2)
    for planes, part in ((frame.planes[None, :height], layers.luma), (chroma_planes, layers.chroma)):
        scale = part.scale
        left = part.strips[0][round(pose.curl * (len(part.strips[0]) - 1))]
        right = part.strips[1][1 if with_baton else 0]
        # Pixel i of a half-size plane lies at 2 i + 0.5 of the canvas; joints move by that quarter of a pixel.
        origin = 0.5 * (scale - 1)
        face, corner = _face_of(part, pose.face)
        _paint(
            planes,
            part.levels,
            part.body,
            face,
            corner,
            part.occupied,
            shift,
            scale,
            (left, right),
            part.shapes,
            pose.joints.astype(np.float64) * scale + origin,
            pose.baton.astype(np.float64) * scale + origin,
            part.baton if with_baton else part.baton[:0],
            layers.unit * scale,
        )
    return frame


def _face_of(part: PlaneLayers, expression: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The body's picture around the face with an expression, and its left and top; empty where there is none."""
    if part.face is None or np.abs(expression).max() < 0.01:
        return part.body[:0, :0], np.zeros(2, np.int64)
    face, black = part.face, part.levels[0] if len(part.levels) == 1 else -1.0
    left, top = face.box[:2]
    picture = make_face(part.body, left, top, face.fields, face.spans, face.eyes, expression.astype(np.float64), black)
    return picture, np.array([left, top], np.int64)


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


@njit(nogil=True, cache=True, fastmath=True, forceinline=True)
def _mix(image: np.ndarray, j: int, i: int, p: float, q: float, c: int) -> float:
    """Bilinear sample of channel c at row j + q, column i + p."""
    top = image[j, i, c] * (1 - p) + image[j, i + 1, c] * p
    bottom = image[j + 1, i, c] * (1 - p) + image[j + 1, i + 1, c] * p
    return top * (1 - q) + bottom * q


@njit(nogil=True, cache=True, fastmath=True)
def _paint(
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
    baton: np.ndarray,
    baton_colour: np.ndarray,
    unit: float,
) -> None:
    """Paint all layers into out (C, h, w), which holds the plate; lengths in pixels of these planes."""
    _, height, width = out.shape
    tile = int(CELL_PX * scale + 0.5)
    alpha = np.empty((tile, tile), np.float32)
    front = np.empty((tile, tile), np.float32)
    bones = np.empty((2, 3, 5))
    for side in range(2):
        _measure_bones(joints[side], bones[side])
    stick = np.empty(5)
    _measure_bone(baton[0], baton[1], stick)
    for row in range(occupied.shape[0]):
        for column in range(occupied.shape[1]):
            top, left = row * tile, column * tile
            bottom, right = min(top + tile, height), min(left + tile, width)
            has_body = occupied[row, column] > 0
            if has_body and _comes_from(face, corner, shift, row, column, tile, scale):
                x0, y0 = corner[0], corner[1]
                _paint_body(out, levels, face, x0, y0, shift, row, column, tile, scale, alpha, front)
            elif has_body:
                _paint_body(out, levels, body, 0, 0, shift, row, column, tile, scale, alpha, front)
            for side in range(2):
                strip = strips[side]
                reach = max(strip.shape[0] // 2, 2.3 * _SHADOW_RADIUS * unit)
                if side == 1 and len(baton_colour) and _near(stick, 0.0, left, top, tile, 2.0 + 0.04 * unit):
                    _paint_baton(out, levels, stick, baton_colour, left, top, right, bottom, unit)
                if _near_arm(bones[side], shapes[side, 0], left, top, tile, reach):
                    shape, limbs = shapes[side], bones[side]
                    _paint_arm(out, levels, strip, shape, limbs, has_body, alpha, front, left, top, right, bottom, unit)


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


@njit(nogil=True, cache=True, fastmath=True)
def _paint_body(
    out: np.ndarray,
    levels: tuple[float, ...],
    body: np.ndarray,
    x0: int,
    y0: int,
    shift: np.ndarray,
    row: int,
    column: int,
    tile: int,
    scale: float,
    alpha: np.ndarray,
    front: np.ndarray,
) -> None:
    """The warped body over one tile; leaves its opacity and its front mask there in `alpha` and `front`.

    body : its picture or a part of it that begins at x0, y0
    """
    _, height, width = out.shape
    count = len(levels)
    top, left = row * tile, column * tile
    one = np.float32(1)
    size, small = np.float32(tile), np.float32(scale)
    first_x, first_y = np.float32(x0), np.float32(y0)
    right_most, bottom_most = np.float32(body.shape[1] - 1.001), np.float32(body.shape[0] - 1.001)
    for y in range(top, min(top + tile, height)):
        b = np.float32(y - top) / size
        start_x = (shift[row, column, 0] * (one - b) + shift[row + 1, column, 0] * b) * small
        start_y = (shift[row, column, 1] * (one - b) + shift[row + 1, column, 1] * b) * small
        step_x = ((shift[row, column + 1, 0] * (one - b) + shift[row + 1, column + 1, 0] * b) * small - start_x) / size
        step_y = ((shift[row, column + 1, 1] * (one - b) + shift[row + 1, column + 1, 1] * b) * small - start_y) / size
        for x in range(left, min(left + tile, width)):
            t = np.float32(x - left)
            sx = min(max(np.float32(x) + start_x + step_x * t - first_x, np.float32(0)), right_most)
            sy = min(max(np.float32(y) + start_y + step_y * t - first_y, np.float32(0)), bottom_most)
            i, j = np.int32(sx), np.int32(sy)
            p, q = sx - i, sy - j
            w11 = p * q
            w01, w10 = p - w11, q - w11
            w00 = one - p - q + w11
            a = (body[j, i, count] * w00 + body[j, i + 1, count] * w01) + (
                body[j + 1, i, count] * w10 + body[j + 1, i + 1, count] * w11
            )
            alpha[y - top, x - left] = a
            if a < np.float32(0.5):
                front[y - top, x - left] = 0
                continue
            f = count + 1
            front[y - top, x - left] = (body[j, i, f] * w00 + body[j, i + 1, f] * w01) + (
                body[j + 1, i, f] * w10 + body[j + 1, i + 1, f] * w11
            )
            rest = one - a / np.float32(255)
            for c in range(count):
                value = (body[j, i, c] * w00 + body[j, i + 1, c] * w01) + (
                    body[j + 1, i, c] * w10 + body[j + 1, i + 1, c] * w11
                )
                out[c, y, x] = np.uint8(value + out[c, y, x] * rest + np.float32(0.5))


@njit(nogil=True, cache=True, fastmath=True)
def _paint_arm(
    out: np.ndarray,
    levels: tuple[float, ...],
    strip: np.ndarray,
    shape: np.ndarray,
    bones: np.ndarray,
    has_body: bool,
    alpha: np.ndarray,
    front: np.ndarray,
    left: int,
    top: int,
    right: int,
    bottom: int,
    unit: float,
) -> None:
    """One bent strip over one tile, with the soft shadow that it casts on the body.

    Upper arm and forearm are each sampled as if they went on straight, and cross-fade along the bisector of the elbow:
    no fold, no crack, widths kept. Beyond the end of a bone the strip is read backwards, so that patterns go on; pixel
    by pixel however short the bone is drawn, or a foreshortened forearm would show its cuff at the elbow.
    """
    count = len(levels)
    middle = strip.shape[0] // 2
    limit = middle - 1.0
    last = strip.shape[1] - 1.01
    cap, n0, n1, n2 = shape[0], shape[1], shape[2], shape[3]
    blend = 0.35 * _ELBOW_BLEND * unit
    radius = _SHADOW_RADIUS * unit
    far = max(limit, 2.3 * radius)
    upper_length = bones[0, 4]
    outer = -1.0 if bones[0, 2] * bones[1, 3] > bones[0, 3] * bones[1, 2] else 1.0
    for y in range(top, bottom):
        for x in range(left, right):
            s0, o0, v0 = _along(bones[0], -cap, x, y)
            s1, o1, v1 = _along(bones[1], 0.0, x, y)
            s2, o2, v2 = _along(bones[2], 0.0, x, y)
            # Where one bone ends the other tells the side of the arm; in the fan around the elbow it is the outer one.
            if o1 < 0:
                v1 = abs(v1) * (outer if o0 > 0 else (1.0 if v0 >= 0 else -1.0))
            if o0 > 0:
                v0 = abs(v0) * (outer if o1 < 0 else (1.0 if v1 >= 0 else -1.0))
            d0, d1, d2 = abs(v0), abs(v1), abs(v2)
            if min(d0, min(d1, d2)) >= far:
                continue
            if d2 < d1 or (d2 == d1 and s2 > 0):
                chain, v, d = bones[1, 4] + s2, v2, d2
                fore_column = n0 + n1 + s2 / bones[2, 4] * n2 + min(-min(o2, 0.0), 0.3 * n2)
            else:
                chain, v, d = s1, v1, d1
                fore_column = n0 + s1 / bones[1, 4] * n1 + min(-min(o1, 0.0), 0.3 * n1)
            upper_alpha = 0.0
            narrow = 1.0
            i1 = j1 = 0
            p1 = q1 = 0.0
            if d0 < limit:
                column = s0 if s0 < 0 else s0 / upper_length * n0 - min(max(o0, 0.0), 0.3 * n0)
                column = min(max(cap + column, 0.0), last)
                i1, j1 = int(column), int(middle + v0)
                p1, q1 = column - i1, middle + v0 - j1
                upper_alpha = _mix(strip, j1, i1, p1, q1, count) * (1 / 255.0)
                if o0 > 0:
                    narrow = min(1.0, _column_alpha(strip, cap + n0, middle + v0) / max(upper_alpha, 1e-3))
            share = 0.0
            fore_alpha = 0.0
            i2 = j2 = 0
            p2 = q2 = 0.0
            if d < limit:
                column = min(cap + fore_column, last)
                i2, j2 = int(column), int(middle + v)
                p2, q2 = column - i2, middle + v - j2
                share = (d0 - d + max(0.0, chain - _ELBOW_BLEND * unit) + blend) / (2 * blend)
                share = min(max(share, 0.0), 1.0)
                share = share * share * (3 - 2 * share)
                share = min(
                    1.0, share * (2 - upper_alpha * narrow)
                )  # where the upper arm ends first the forearm is not half
                if share > 0:
                    fore_alpha = _mix(strip, j2, i2, p2, q2, count) * (1 / 255.0)
                    if (
                        o1 < 0 and d == d1
                    ):  # the elbow is no wider than at its middle, whatever the sleeve is further on
                        share *= min(1.0, _column_alpha(strip, cap + n0, middle + v) / max(fore_alpha, 1e-3))
                    fore_alpha *= share
            keep = (1 - fore_alpha) * narrow
            if has_body:
                root = min(max(4.0 - 10 * s0 / upper_length, 0.0), 1.0)  # up to 0.3 of the bone
                keep *= 1 - root * front[y - top, x - left] * (1 / 255.0)
            upper_alpha *= keep
            covered = fore_alpha + upper_alpha
            shadow = 0.0
            if has_body and covered < 0.99 and alpha[y - top, x - left] > 0:
                distance = d
                if d0 < d:  # no shadow where the arm is joined to the body
                    distance = d0 + 0.8 * max(0.0, 0.35 * upper_length - s0)
                z = max(0.0, distance - 0.5 * radius) / (1.8 * radius)
                if z < 1:
                    falloff = (1 - z * z) * (1 - z * z)
                    shadow = _SHADOW_DEPTH * falloff * alpha[y - top, x - left] * (1 / 255.0)
            if covered < 0.002 and shadow < 0.004:
                continue
            for c in range(count):
                base = levels[c] + (out[c, y, x] - levels[c]) * (1 - shadow)
                value = base * (1 - covered)
                if fore_alpha > 0:
                    value += _mix(strip, j2, i2, p2, q2, c) * share
                if upper_alpha > 0:
                    value += _mix(strip, j1, i1, p1, q1, c) * keep
                out[c, y, x] = np.uint8(value + 0.5)


@njit(nogil=True, cache=True, fastmath=True)
def _paint_baton(
    out: np.ndarray,
    levels: tuple[float, ...],
    stick: np.ndarray,
    colour: np.ndarray,
    left: int,
    top: int,
    right: int,
    bottom: int,
    unit: float,
) -> None:
    """A tapered white stick with soft edges."""
    for y in range(top, bottom):
        for x in range(left, right):
            s, _, v = _along(stick, 0.0, x, y)
            half_width = _BATON_HALF_WIDTH * unit * (1.25 - 0.75 * s / stick[4])
            rim = min(max(1 - (abs(v) - half_width) / (2 * half_width + 1), 0.0), 1.0)
            if rim > 0:  # a faint dark rim keeps a white stick visible before a white wall
                cover = min(max(half_width + 0.5 - abs(v), 0.0), 1.0)
                for c in range(len(levels)):
                    dark = levels[c] + (out[c, y, x] - levels[c]) * (1 - 0.35 * rim)
                    out[c, y, x] = np.uint8(dark * (1 - cover) + colour[c] * cover + 0.5)
