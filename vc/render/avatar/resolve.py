"""From what each sample sees to the finished frame: light every surface once a pixel, mix, write Y, U and V."""

import math

import numpy as np

from vc.compiled import njit
from vc.render.avatar.paint import paint_sample, plan
from vc.render.avatar.raster import (
    NOTHING,
    NUMBER,
    SAMPLE_X,
    SAMPLE_Y,
    SAMPLES,
    TILE,
    clear_tile,
    draw_triangles,
)
from vc.render.avatar.shade import shade, tone
from vc.render.avatar.shadow import STAGE_RADIUS, at_light, lit, near_shadow, soft_at

_ZERO, _ONE = np.float32(0), np.float32(1)
_ALONG_NORMAL_M = np.float32(0.010)  # the shadow map is asked a little off the surface, or it would shade itself
_BIAS_M = np.float32(0.004)
_FIGURE_RADIUS = 1  # texels of soft edge
# Samples of one pixel are lit once if they see one material, no step in depth (a share of the distance) and no bend
# (cosine between normals); else thin folds would flicker between the light of their two sides.
_NO_STEP = np.float32(0.004)
_NO_STEP_TEXTURED = np.float32(0.012)  # their light is smooth: a step is another part of the body
_NO_BEND = np.float32(0.92)
_NO_BEND_TEXTURED = np.float32(0.4)
_TURNED_AWAY = np.float32(-0.35)  # beyond this the key light cannot reach, not even through skin
_RED, _GREEN, _BLUE = np.float32(0.2126), np.float32(0.7152), np.float32(0.0722)  # BT.709
_LUMA = np.float32(219 / 255)
_U_SCALE = np.float32(224 / 255 / (2 * (1 - 0.0722)) / 4)  # chroma is the mean of four pixels
_V_SCALE = np.float32(224 / 255 / (2 * (1 - 0.2126)) / 4)
_HALF_STEP = np.float32(16.5)  # black, and half a step to round
_GREY = np.float32(128.5)
_HALF = np.float32(0.5)
_ALL = np.float32(SAMPLES)
_ONLY_NUMBER = (1 << NUMBER) - 1
_SHADED = 0  # mesh.SHADED
_QUARTER = np.float32(1 / SAMPLES)


@njit(borrows=True, fastmath=True, error_model="numpy", forceinline=True)
def light_sample(
    k: int,
    px: np.float32,
    py: np.float32,
    screen: np.ndarray,
    triangles: np.ndarray,
    places: np.ndarray,
    normals: np.ndarray,
    occlusion: np.ndarray,
    tint: np.ndarray,
    material: np.ndarray,
    eye: np.ndarray,
    lamps: np.ndarray,
    shadow_map: np.ndarray,
    light_view: np.ndarray,
    key_share: np.float32,
) -> tuple:
    """Linear light of triangle k at the picture's point (px, py), and its place in the world.

    key_share : how much of the key light there is before the figure's and the props' shadows
    """
    a, b, c = triangles[k, 0], triangles[k, 1], triangles[k, 2]
    ax, ay, bx, by, cx, cy = screen[a, 0], screen[a, 1], screen[b, 0], screen[b, 1], screen[c, 0], screen[c, 1]
    inverse = _ONE / ((bx - ax) * (cy - ay) - (cx - ax) * (by - ay))
    wa = ((bx - px) * (cy - py) - (cx - px) * (by - py)) * inverse
    wb = ((cx - px) * (ay - py) - (ax - px) * (cy - py)) * inverse
    wc = (_ONE - wa - wb) * screen[c, 2]
    wa *= screen[a, 2]
    wb *= screen[b, 2]
    scale = _ONE / (wa + wb + wc)  # perspective: what varies linearly in space does not on the screen
    wa *= scale
    wb *= scale
    wc *= scale
    x = wa * places[a, 0] + wb * places[b, 0] + wc * places[c, 0]
    y = wa * places[a, 1] + wb * places[b, 1] + wc * places[c, 1]
    z = wa * places[a, 2] + wb * places[b, 2] + wc * places[c, 2]
    nx = wa * normals[a, 0] + wb * normals[b, 0] + wc * normals[c, 0]
    ny = wa * normals[a, 1] + wb * normals[b, 1] + wc * normals[c, 1]
    nz = wa * normals[a, 2] + wb * normals[b, 2] + wc * normals[c, 2]
    length = _ONE / math.sqrt(nx * nx + ny * ny + nz * nz + np.float32(1e-12))
    nx *= length
    ny *= length
    nz *= length
    if key_share > _ZERO and nx * lamps[0, 0] + ny * lamps[0, 1] + nz * lamps[0, 2] > _TURNED_AWAY:
        off = _ALONG_NORMAL_M
        u, v, near = at_light(light_view, x + nx * off, y + ny * off, z + nz * off)
        key_share *= lit(shadow_map, u, v, near + _BIAS_M, _FIGURE_RADIUS)
    ex, ey, ez = eye[0] - x, eye[1] - y, eye[2] - z
    length = _ONE / math.sqrt(ex * ex + ey * ey + ez * ez)
    red, green, blue = shade(
        ex * length,
        ey * length,
        ez * length,
        nx,
        ny,
        nz,
        material[k, 0] * (wa * tint[a, 0] + wb * tint[b, 0] + wc * tint[c, 0]),
        material[k, 1] * (wa * tint[a, 1] + wb * tint[b, 1] + wc * tint[c, 1]),
        material[k, 2] * (wa * tint[a, 2] + wb * tint[b, 2] + wc * tint[c, 2]),
        material,
        k,
        wa * occlusion[a] + wb * occlusion[b] + wc * occlusion[c],
        key_share,
        lamps,
    )
    return red, green, blue, x + nx * _ALONG_NORMAL_M, y + ny * _ALONG_NORMAL_M, z + nz * _ALONG_NORMAL_M


@njit(borrows=True, fastmath=True)
def light_props(
    seen: np.ndarray,
    linear: np.ndarray,
    share: np.ndarray,
    at_map: np.ndarray,
    screen: np.ndarray,
    triangles: np.ndarray,
    places: np.ndarray,
    normals: np.ndarray,
    occlusion: np.ndarray,
    tint: np.ndarray,
    material: np.ndarray,
    eye: np.ndarray,
    lamps: np.ndarray,
    shadow_map: np.ndarray,
    light_view: np.ndarray,
) -> None:
    """Mix the things that stand still into the stage's picture, sample by sample; arguments as in `cast_stage`."""
    height, width = share.shape
    for y in range(height):
        for x in range(width):
            covered = 0
            red = green = blue = rest = _ZERO
            for s in range(SAMPLES):
                k = seen[y, x, s]
                if k == NOTHING:
                    continue
                covered += 1
                px, py = np.float32(x) + SAMPLE_X[s], np.float32(y) + SAMPLE_Y[s]
                r, g, b, wx, wy, wz = light_sample(
                    k, px, py, screen, triangles, places, normals, occlusion, tint, material, eye, lamps,
                    shadow_map, light_view, _ONE,
                )  # fmt: skip
                r0, g0, b0, _, _, _ = light_sample(
                    k, px, py, screen, triangles, places, normals, occlusion, tint, material, eye, lamps,
                    shadow_map, light_view, _ZERO,
                )  # fmt: skip
                red += r
                green += g
                blue += b
                rest += r0 + g0 + b0
                u, v, near = at_light(light_view, wx, wy, wz)
                at_map[y, x, 0], at_map[y, x, 1], at_map[y, x, 2] = u, v, near + _BIAS_M
            if covered > 0:
                free = np.float32(SAMPLES - covered)
                before = linear[y, x, 0] + linear[y, x, 1] + linear[y, x, 2]
                key = free * before * share[y, x] + (red + green + blue) - rest
                linear[y, x, 0] = (linear[y, x, 0] * free + red) * _QUARTER
                linear[y, x, 1] = (linear[y, x, 1] * free + green) * _QUARTER
                linear[y, x, 2] = (linear[y, x, 2] * free + blue) * _QUARTER
                whole = (linear[y, x, 0] + linear[y, x, 1] + linear[y, x, 2]) * np.float32(SAMPLES)
                share[y, x] = max(_ZERO, key) / max(whole, np.float32(1e-6))


@njit(borrows=True, fastmath=True, error_model="numpy")
def resolve(
    luma: np.ndarray,
    u_plane: np.ndarray,
    v_plane: np.ndarray,
    starts: np.ndarray,
    chosen: np.ndarray,
    touched: np.ndarray,
    seen: np.ndarray,
    depth: np.ndarray,
    fresh: np.ndarray,
    stands: np.ndarray,
    linear: np.ndarray,
    shown: np.ndarray,
    share: np.ndarray,
    at_map: np.ndarray,
    reach: np.ndarray,
    falls: np.ndarray,
    soft: np.ndarray,
    screen: np.ndarray,
    triangles: np.ndarray,
    places: np.ndarray,
    normals: np.ndarray,
    occlusion: np.ndarray,
    tint: np.ndarray,
    kind: np.ndarray,
    uv: np.ndarray,
    alpha: np.ndarray,
    base: np.ndarray,
    mix: np.ndarray,
    gain: np.ndarray,
    is_lit: np.ndarray,
    planes: np.ndarray,
    is_planned: np.ndarray,
    colours: np.ndarray,
    material: np.ndarray,
    number: np.ndarray,
    eye: np.ndarray,
    lamps: np.ndarray,
    shadow_map: np.ndarray,
    map_touched: np.ndarray,
    light_view: np.ndarray,
    table: np.ndarray,
) -> None:
    """Draw the figure and its shadow, band by band, into planes that hold the empty stage.

    luma, u_plane, v_plane : the frame's planes; starts, chosen : from `raster.into_bands`
    touched, seen, depth : scratch (1, tiles), (TILE, W, 4) and (TILE, W, 4), which begin and end as 0, NOTHING and 0
    fresh : (H, W, 4) depth of what stands there; stands : (tiles, tiles) bool, the tiles where anything does
    linear, shown, share, at_map, reach : the stage, see `plate.Plate`
    kind, uv, alpha : see `raster.draw_triangles`; base, mix : see `mesh.Mesh`
    colours : (h, w, 3) linear light of the texture
    gain, is_lit : scratch (V, 3) and (V,) uint8, for corners of what is seen, which are lit once
    planes, is_planned : scratch (F, 17) and (F,) uint8 for textured triangles that are seen. Both flags start as 0
    map_touched, shadow_map : from `raster.draw_depth`; falls : the same map_touched, and soft empty, but both from
        `shadow.soften` where the place lies far behind
    material : (F, 8) rows; number : (F,) which material
    """
    height, width = luma.shape
    numbers, depths = seen.reshape(-1), depth.reshape(-1)
    for tile_y in range(len(starts) - 1):
        top, rows = tile_y * TILE, min(TILE, height - tile_y * TILE)
        _copy_standing(stands[tile_y], fresh[top : top + rows], depth)
        draw_triangles(
            chosen[starts[tile_y] : starts[tile_y + 1]], top, screen, triangles, kind, uv, alpha, depth[:rows],
            seen[:rows], touched,
        )  # fmt: skip
        for tile_x in range(touched.shape[1]):
            figure = touched[0, tile_x] != 0
            touched[0, tile_x] = 0
            shadow = _reached(reach[tile_y, tile_x], falls)
            if not figure and not shadow:
                if stands[tile_y, tile_x]:
                    clear_tile(depths, numbers, rows, width, tile_x)
                continue
            for y in range(top, top + rows, 2):
                for x in range(tile_x * TILE, min(width, (tile_x + 1) * TILE), 2):
                    first = ((y - top) * width + x) * SAMPLES
                    if not shadow and _is_empty(numbers, first) and _is_empty(numbers, first + width * SAMPLES):
                        continue
                    block_red = block_green = block_blue = _ZERO
                    changed = 0
                    for corner in range(4):
                        i, j = y + corner // 2, x + corner % 2
                        red = green = blue = _ZERO
                        free = _ALL
                        if figure:
                            last = NOTHING
                            last_near = r = g = b = _ZERO
                            free = _ZERO
                            at = ((i - top) * width + j) * SAMPLES
                            # Most pixels see one triangle.
                            is_one = (
                                numbers[at] == numbers[at + 1]
                                and numbers[at] == numbers[at + 2]
                                and numbers[at] == numbers[at + 3]
                            )
                            many = SAMPLES if is_one else 1
                            weight = np.float32(many)
                            for s in range(0, SAMPLES, many):
                                k = numbers[at + s]
                                if k == NOTHING:
                                    free += weight
                                    continue
                                clear = np.float32(k >> NUMBER) * np.float32(1 / 255)
                                k &= _ONLY_NUMBER
                                near = depths[at + s]
                                textured = kind[k] != _SHADED
                                if last == NOTHING or (
                                    k != last
                                    and (
                                        abs(near - last_near) > (_NO_STEP_TEXTURED if textured else _NO_STEP) * near
                                        or _differ(k, last, textured, number, triangles, normals)
                                    )
                                ):
                                    px, py = np.float32(j) + SAMPLE_X[s], np.float32(i) + SAMPLE_Y[s]
                                    if textured:
                                        if last == NOTHING and numbers[at] == k and numbers[at + 3] == k:
                                            px, py = np.float32(j) + _HALF, np.float32(i) + _HALF
                                        if is_planned[k] == 0:
                                            is_planned[k] = 1
                                            plan(
                                                k, screen, triangles, uv, planes, gain, is_lit, places, normals,
                                                occlusion, base, tint, mix, lamps, shadow_map, map_touched, light_view,
                                            )  # fmt: skip
                                        lr, lg, lb = paint_sample(k, px, py, planes, colours)
                                    else:
                                        lr, lg, lb, _, _, _ = light_sample(
                                            k, px, py, screen, triangles, places, normals, occlusion, tint, material,
                                            eye, lamps, shadow_map, light_view, _ONE,
                                        )  # fmt: skip
                                    r, g, b = tone(lr, table), tone(lg, table), tone(lb, table)
                                    last, last_near = k, near
                                covered = weight * (_ONE - clear)
                                red += covered * r
                                green += covered * g
                                blue += covered * b
                                free += weight * clear
                        dark = _ZERO
                        if shadow and free > _ZERO and share[i, j] > np.float32(0.004):
                            u, v, near = at_map[i, j, 0], at_map[i, j, 1], at_map[i, j, 2]
                            if soft.shape[0] > 0:
                                dark = share[i, j] * soft_at(soft, u, v)
                            elif near_shadow(u, v, falls):
                                dark = share[i, j] * (_ONE - lit(shadow_map, u, v, near, STAGE_RADIUS))
                        if dark > np.float32(0.002):
                            changed += 1
                            keep, part = _ONE - dark, free
                            red += part * tone(linear[i, j, 0] * keep, table)
                            green += part * tone(linear[i, j, 1] * keep, table)
                            blue += part * tone(linear[i, j, 2] * keep, table)
                        elif free > _ZERO:
                            part = free
                            red += part * shown[i, j, 0]
                            green += part * shown[i, j, 1]
                            blue += part * shown[i, j, 2]
                        if free < _ALL:
                            changed += 1
                        red *= _QUARTER
                        green *= _QUARTER
                        blue *= _QUARTER
                        if free < _ALL or dark > np.float32(0.002):
                            bright = _RED * red + _GREEN * green + _BLUE * blue
                            luma[i, j] = np.uint8(_HALF_STEP + _LUMA * bright)
                        block_red += red
                        block_green += green
                        block_blue += blue
                    if changed > 0:  # else the stage's own, with its dither
                        bright = _RED * block_red + _GREEN * block_green + _BLUE * block_blue
                        u_plane[y // 2, x // 2] = np.uint8(_GREY + _U_SCALE * (block_blue - bright))
                        v_plane[y // 2, x // 2] = np.uint8(_GREY + _V_SCALE * (block_red - bright))
            if figure or stands[tile_y, tile_x]:  # while it is at hand
                clear_tile(depths, numbers, rows, width, tile_x)


@njit(borrows=True)
def _copy_standing(stands: np.ndarray, fresh: np.ndarray, depth: np.ndarray) -> None:
    """Begin a band's depth with that of what stands there."""
    for column in range(len(stands)):
        if stands[column]:
            left, right = column * TILE, min(depth.shape[1], (column + 1) * TILE)
            for row in range(len(fresh)):
                for x in range(left, right):
                    for s in range(SAMPLES):
                        depth[row, x, s] = fresh[row, x, s]


@njit(borrows=True, inline="always")
def _is_empty(numbers: np.ndarray, first: int) -> bool:
    """Whether two pixels beside each other see nothing; NOTHING is the only number with all bits set."""
    both = numbers[first]
    for s in range(1, 2 * SAMPLES):
        both &= numbers[first + s]
    return bool(both == NOTHING)


@njit(borrows=True, fastmath=True, inline="always")
def _differ(k: int, last: int, textured: bool, number: np.ndarray, triangles: np.ndarray, normals: np.ndarray) -> bool:
    """Whether two triangles are of different surfaces or turned differently, which their own light would show."""
    if number[k] != number[last]:
        return True
    a, b = triangles[k, 0], triangles[last, 0]
    cosine = normals[a, 0] * normals[b, 0] + normals[a, 1] * normals[b, 1] + normals[a, 2] * normals[b, 2]
    return cosine < (_NO_BEND_TEXTURED if textured else _NO_BEND)


@njit(borrows=True, inline="always")
def _reached(box: np.ndarray, map_touched: np.ndarray) -> bool:
    """Whether the figure's shadow may fall within a tile whose surface spans `box` of the shadow map's tiles."""
    for row in range(box[0], box[1]):
        for column in range(box[2], box[3]):
            if map_touched[row, column]:
                return True
    return False
