"""Anti-aliased drawing straight into the planes of an I420 frame.

One shape does all: the *round cone*, the hull of two discs. It is a disc, a capsule, a tapered limb, an egg or a drop,
depending on its two radii. Shapes of one layer share a colour and unite (the strongest alpha counts, overlaps add
nothing), so a limb of several pieces has no seams and a translucent polyline no beads.
"""

import math
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from vc.compiled import njit
from vc.frame import Frame, empty_frame, rgb_to_yuv

# Columns of a shape: the two discs, the alpha at each and the width over which the edge fades, all in luma pixels.
AX, AY, A_RADIUS, BX, BY, B_RADIUS, A_ALPHA, B_ALPHA, SOFTNESS = range(9)
_COLUMNS = 9
# Typed numbers: a plain 1 or 0.5 would turn the kernel's arithmetic into float64.
_ZERO, _HALF, _ONE, _THREE, _TINY = (np.float32(value) for value in (0, 0.5, 1, 3, 1e-6))
_NESTED = np.float32(1.001)  # shorter than this times the difference of radii, one disc holds the other
_STEEP = np.float32(0.05)  # axes that climb more than this (sine) have rows cut to the part near the axis
_BLURRED = np.float32(1.5)  # edges wider than this get a smooth step, narrower ones the exact linear coverage


@dataclass(frozen=True)
class Layer:
    """Shapes that share a colour. shapes : (..., n, 9) float32 from `cones`; colour : (3,) float32 Y, U, V."""

    shapes: np.ndarray
    colour: np.ndarray


@dataclass(frozen=True)
class Picture:
    """Layers, back to front, as the kernel takes them; or many pictures of the same layers, along leading axes.

    shapes : (..., N, 9) float32, layer after layer
    ends : (K,) where each layer's shapes end
    colours : (K, 3) float32 Y, U, V
    """

    shapes: np.ndarray
    ends: np.ndarray
    colours: np.ndarray

    @classmethod
    def of(cls, layers: Sequence[Layer]) -> "Picture":
        shapes = np.concatenate([layer.shapes for layer in layers], axis=-2)
        ends = np.cumsum([layer.shapes.shape[-2] for layer in layers])
        return cls(shapes, ends, np.stack([layer.colour for layer in layers]))

    def __getitem__(self, index: int) -> "Picture":
        """One picture of many, along the first axis."""
        return Picture(self.shapes[index], self.ends, self.colours)


@lru_cache
def colour(rgb: tuple[int, int, int]) -> np.ndarray:
    """RGB 0..255 -> (3,) float32 Y, U, V as `Layer` takes it."""
    return rgb_to_yuv(np.array(rgb)).astype(np.float32)


def cones(
    a: np.ndarray | Sequence[float],
    b: np.ndarray | Sequence[float],
    *,
    radius: float | np.ndarray | tuple = 1.0,
    alpha: float | np.ndarray | tuple = 1.0,
    softness: float = 1.0,
) -> np.ndarray:
    """Shapes from discs at `a` to discs at `b`.

    a, b : (2,) or (..., n, 2) centres in pixels, broadcast; the centre of the top left pixel is (0.5, 0.5)
    radius, alpha : one value for both ends, or a pair (at a, at b) of numbers or (..., n) arrays
    softness : pixels over which the edge fades; 1 is a crisp edge, anti-aliased

    Returns (..., n, 9) float32.
    """
    starts, ends = np.atleast_2d(a), np.atleast_2d(b)
    shapes = np.empty((*np.broadcast_shapes(starts.shape, ends.shape)[:-1], _COLUMNS), np.float32)
    shapes[..., AX : AY + 1], shapes[..., BX : BY + 1] = starts, ends
    shapes[..., A_RADIUS], shapes[..., B_RADIUS] = radius if isinstance(radius, tuple) else (radius, radius)
    shapes[..., A_ALPHA], shapes[..., B_ALPHA] = alpha if isinstance(alpha, tuple) else (alpha, alpha)
    shapes[..., SOFTNESS] = max(softness, 1.0)
    return shapes


class Canvas:
    """Draws pictures over one background. Safe to use from several threads at once."""

    def __init__(self, background: Frame) -> None:
        self._background = background
        self._scratch = threading.local()

    def draw(self, picture: Picture) -> Frame:
        """A new frame: the background, then the layers in their order, later ones on top."""
        frame = empty_frame((self._background.width, self._background.height))
        frame.planes[:] = self._background.planes
        _paint(*frame.split(), *self._masks(), picture.shapes, picture.ends, picture.colours)
        return frame

    def _masks(self) -> tuple[np.ndarray, np.ndarray]:
        """This thread's all-zero masks for luma and chroma; `_paint` leaves them zero again."""
        if not hasattr(self._scratch, "masks"):
            luma, chroma, _ = self._background.split()
            self._scratch.masks = np.zeros(luma.shape, np.float32), np.zeros(chroma.shape, np.float32)
        return self._scratch.masks


@njit(fastmath=True)
def _paint(
    y: np.ndarray,
    u: np.ndarray,
    v: np.ndarray,
    mask: np.ndarray,
    half_mask: np.ndarray,
    shapes: np.ndarray,
    ends: np.ndarray,
    colours: np.ndarray,
) -> None:
    """Blend layer after layer; layer k has the shapes up to ends[k] and colours[k]. Masks come and leave all zero."""
    first = 0
    for k in range(len(ends)):
        layer = shapes[first : ends[k]]
        box = _cover(mask, layer, _ONE)
        _blend(y, mask, box, colours[k, 0])
        _clear(mask, box)
        box = _cover(half_mask, layer, _HALF)
        _blend(u, half_mask, box, colours[k, 1])
        _blend(v, half_mask, box, colours[k, 2])
        _clear(half_mask, box)
        first = ends[k]


@njit(fastmath=True)
def _cover(mask: np.ndarray, shapes: np.ndarray, scale: np.float32) -> tuple[int, int, int, int]:
    """Raise `mask` to the coverage of each shape; returns the touched box: top, bottom, left, right, exclusive."""
    height, width = mask.shape
    top, bottom, left, right = height, 0, width, 0
    for k in range(len(shapes)):
        if shapes[k, A_ALPHA] <= _ZERO and shapes[k, B_ALPHA] <= _ZERO:
            continue
        box = _cover_cone(mask, shapes[k], scale)
        top, bottom = min(top, box[0]), max(bottom, box[1])
        left, right = min(left, box[2]), max(right, box[3])
    return top, bottom, left, right


@njit(fastmath=True)
def _cover_cone(mask: np.ndarray, shape: np.ndarray, scale: np.float32) -> tuple[int, int, int, int]:
    """Raise `mask` to the coverage of one shape times its alpha; returns the box it may have touched.

    The nearest disc along the axis lies at t = (x + y tan) / length, where x, y are the pixel's place along and across
    the axis and tan belongs to the angle between axis and side line. One disc inside the other leaves the larger disc.
    Source of the idea: the round cone distance of Inigo Quilez, https://iquilezles.org/articles/distfunctions2d.
    """
    height, width = mask.shape
    ax, ay, a_radius = shape[AX] * scale, shape[AY] * scale, shape[A_RADIUS] * scale
    dx, dy = shape[BX] * scale - ax, shape[BY] * scale - ay
    grow = shape[B_RADIUS] * scale - a_radius
    edge = max(_ONE, shape[SOFTNESS] * scale)
    length = math.sqrt(dx * dx + dy * dy) + _TINY
    a_alpha, more_alpha = shape[A_ALPHA], shape[B_ALPHA] - shape[A_ALPHA]
    t_least, t_most, lean = _ZERO, _ONE, _ZERO
    if length <= abs(grow) * _NESTED:
        t_least = t_most = _ONE if grow > 0 else _ZERO
    else:
        slope = grow / length
        lean = slope / math.sqrt(_ONE - slope * slope)
    ux, uy = dx / length, dy / length

    reach = max(a_radius, a_radius + grow) + edge * _HALF
    top, bottom = _clip_span(min(ay, ay + dy) - reach, max(ay, ay + dy) + reach, height)
    left, right = _clip_span(min(ax, ax + dx) - reach, max(ax, ax + dx) + reach, width)
    for row in range(top, bottom):
        py = np.float32(row) + _HALF - ay
        first, last = left, right
        if abs(uy) > _STEEP:  # only the part of the row that lies near the axis' line
            middle, half = ax + py * ux / uy, reach / abs(uy)
            near, far = _clip_span(middle - half, middle + half, width)
            first, last = max(first, near), min(last, far)
        line = mask[row, first:last]  # from 0 on, LLVM sees that no index is negative, and vectorises
        left_x = np.float32(first) + _HALF - ax
        for column in range(line.size):
            px = left_x + np.float32(column)
            along, across = px * ux + py * uy, abs(py * ux - px * uy)
            t = min(max((along + across * lean) / length, t_least), t_most)
            ex, ey = px - t * dx, py - t * dy
            radius = a_radius + t * grow
            distance = math.sqrt(ex * ex + ey * ey)
            # The share of a window `edge` wide, centred on the pixel, that lies between -radius and radius.
            inside = min(distance + edge * _HALF, radius) - max(distance - edge * _HALF, -radius)
            coverage = min(max(inside / edge, _ZERO), _ONE)
            if edge > _BLURRED:
                coverage *= coverage * (_THREE - coverage - coverage)
            line[column] = max(line[column], coverage * (a_alpha + t * more_alpha))
    return top, bottom, left, right


@njit(inline="always")
def _clip_span(low: np.float32, high: np.float32, size: int) -> tuple[int, int]:
    """Pixels from floor(low) to ceil(high) inside 0..size, end exclusive. Clips floats, which cannot overflow."""
    start = int(min(max(math.floor(low), 0.0), float(size)))
    return start, max(start, int(min(max(math.ceil(high), 0.0), float(size))))


@njit(fastmath=True)
def _blend(plane: np.ndarray, mask: np.ndarray, box: tuple[int, int, int, int], value: np.float32) -> None:
    """Move `plane` towards `value` by the share that `mask` holds."""
    for row in range(box[0], box[1]):
        line, share = plane[row, box[2] : box[3]], mask[row, box[2] : box[3]]
        for column in range(line.size):
            old = np.float32(line[column])
            line[column] = np.uint8(old + (value - old) * share[column] + _HALF)


@njit
def _clear(mask: np.ndarray, box: tuple[int, int, int, int]) -> None:
    mask[box[0] : box[1], box[2] : box[3]] = 0
