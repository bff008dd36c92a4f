"""Textured triangles: what varies across one is laid out as planes when it is first seen, and read at every sample."""

import numpy as np

from vc.compiled import njit
from vc.render.avatar.gain import light_corner
from vc.render.avatar.raster import slopes

PLANES = 17  # columns: x and y of a corner; for u, v, red, green, blue the value there, its growth along x, along y
_ZERO, _HALF, _ONE = np.float32(0), np.float32(0.5), np.float32(1)


@njit(borrows=True, fastmath=True, error_model="numpy")
def plan(
    k: int,
    screen: np.ndarray,
    triangles: np.ndarray,
    uv: np.ndarray,
    planes: np.ndarray,
    gain: np.ndarray,
    is_lit: np.ndarray,
    places: np.ndarray,
    normals: np.ndarray,
    occlusion: np.ndarray,
    base: np.ndarray,
    tint: np.ndarray,
    mix: np.ndarray,
    lamps: np.ndarray,
    shadow_map: np.ndarray,
    map_touched: np.ndarray,
    light_view: np.ndarray,
) -> None:
    """Fill row k of planes (F, PLANES), and light the triangle's corners that are not lit yet; see `resolve.resolve`.

    Triangles are a few pixels large: within them what is linear in space is taken as linear on the screen.
    """
    for number in range(3):
        i = triangles[k, number]
        if is_lit[i] == 0:
            is_lit[i] = 1
            light_corner(
                i, places, normals, occlusion, base, tint, mix, lamps, shadow_map, map_touched, light_view, gain
            )
    a, b, c = triangles[k, 0], triangles[k, 1], triangles[k, 2]
    ax, ay, bx, by, cx, cy = screen[a, 0], screen[a, 1], screen[b, 0], screen[b, 1], screen[c, 0], screen[c, 1]
    a_x, a_y, b_x, b_y = slopes(ax, ay, bx, by, cx, cy)
    planes[k, 0], planes[k, 1] = cx, cy
    for column in range(5):
        if column < 2:
            at_a, at_b, at_c = uv[a, column], uv[b, column], uv[c, column]
        else:
            at_a, at_b, at_c = gain[a, column - 2], gain[b, column - 2], gain[c, column - 2]
        planes[k, 2 + 3 * column] = at_c
        planes[k, 3 + 3 * column] = a_x * (at_a - at_c) + b_x * (at_b - at_c)
        planes[k, 4 + 3 * column] = a_y * (at_a - at_c) + b_y * (at_b - at_c)


@njit(borrows=True, fastmath=True, error_model="numpy", forceinline=True)
def paint_sample(k: int, px: np.float32, py: np.float32, planes: np.ndarray, colours: np.ndarray) -> tuple:
    """Linear light of the planned triangle k at the picture's point (px, py): texture (h, w, 3) x gain."""
    x, y = px - planes[k, 0], py - planes[k, 1]
    u = planes[k, 2] + x * planes[k, 3] + y * planes[k, 4] - _HALF
    v = planes[k, 5] + x * planes[k, 6] + y * planes[k, 7] - _HALF
    more_red = max(_ZERO, planes[k, 8] + x * planes[k, 9] + y * planes[k, 10])
    more_green = max(_ZERO, planes[k, 11] + x * planes[k, 12] + y * planes[k, 13])
    more_blue = max(_ZERO, planes[k, 14] + x * planes[k, 15] + y * planes[k, 16])
    i = min(max(int(v), 0), colours.shape[0] - 2)
    j = min(max(int(u), 0), colours.shape[1] - 2)
    low, aside = i + 1, j + 1
    x = min(max(u - np.float32(j), _ZERO), _ONE)
    y = min(max(v - np.float32(i), _ZERO), _ONE)
    q0, q1, q2, q3 = (_ONE - x) * (_ONE - y), x * (_ONE - y), (_ONE - x) * y, x * y
    red = q0 * colours[i, j, 0] + q1 * colours[i, aside, 0] + q2 * colours[low, j, 0] + q3 * colours[low, aside, 0]
    green = q0 * colours[i, j, 1] + q1 * colours[i, aside, 1] + q2 * colours[low, j, 1] + q3 * colours[low, aside, 1]
    blue = q0 * colours[i, j, 2] + q1 * colours[i, aside, 2] + q2 * colours[low, j, 2] + q3 * colours[low, aside, 2]
    return red * more_red, green * more_green, blue * more_blue
