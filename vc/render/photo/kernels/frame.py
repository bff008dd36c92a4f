"""A whole plane of a picture, tile by tile: body, arms and baton."""

import numpy as np

from vc.compiled import njit
from vc.render.photo.rig import CELL_PX

from .arm import paint_arm
from .body import NO_CORNER, comes_from, paint_body, shows_body
from .bones import SHADOW_REACH, along_bone, is_near, is_near_arm, measure_bone, measure_bones
from .parts import Arm, Arms, Baton, Body, Tile

_BATON_HALF_WIDTH = 0.0075


@njit(fastmath=True)
def _paint_baton(
    out: np.ndarray, levels: tuple[float, ...], stick: np.ndarray, colour: np.ndarray, tile: Tile, unit: float
) -> None:
    """A tapered white stick with soft edges."""
    for y in range(tile.top, tile.bottom):
        for x in range(tile.left, tile.right):
            s, _, v = along_bone(stick, 0.0, x, y)
            half_width = _BATON_HALF_WIDTH * unit * (1.25 - 0.75 * s / stick[4])
            rim = min(max(1 - (abs(v) - half_width) / (2 * half_width + 1), 0.0), 1.0)
            if rim > 0:  # a faint dark rim keeps a white stick visible before a white wall
                cover = min(max(half_width + 0.5 - abs(v), 0.0), 1.0)
                for c in range(len(levels)):
                    dark = levels[c] + (out[c, y, x] - levels[c]) * (1 - 0.35 * rim)
                    out[c, y, x] = np.uint8(dark * (1 - cover) + colour[c] * cover + 0.5)


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
    measure_bones(arms.joints[0], bones[0])
    measure_bones(arms.joints[1], bones[1])
    measure_bone(baton.ends[0], baton.ends[1], stick)
    for row in range(occupied.shape[0]):
        for column in range(occupied.shape[1]):
            top, left = row * side, column * side
            has_body = shows_body(occupied, shift, row, column)
            shadow = SHADOW_REACH * unit if has_body else 0.0
            tile = Tile(left, top, min(left + side, width), min(top + side, height), has_body, alpha, front)
            if has_body and comes_from(face, corner, shift, row, column, side, scale):
                paint_body(out, levels, face, corner, shift, row, column, scale, tile)
            elif has_body:
                paint_body(out, levels, picture, NO_CORNER, shift, row, column, scale, tile)
            if is_near_arm(bones[0], shapes[0], left, top, side, shadow):
                paint_arm(out, levels, Arm(left_strip, shapes[0], bones[0], behind[0]), tile, unit)
            if len(baton.colour) and is_near(stick, 0.0, left, top, side, 2.0 + 0.04 * unit):
                _paint_baton(out, levels, stick, baton.colour, tile, unit)
            if is_near_arm(bones[1], shapes[1], left, top, side, shadow):
                paint_arm(out, levels, Arm(right_strip, shapes[1], bones[1], behind[1]), tile, unit)
