"""Where the character stands, and in what light."""

from dataclasses import dataclass

import cv2
import numpy as np

from vc.frame import Size, frame_from_rgb
from vc.render.avatar.camera import Camera
from vc.render.avatar.gain import light_on
from vc.render.avatar.light import LIGHTS, SOFT, Light
from vc.render.avatar.model import load_avatar
from vc.render.avatar.plate import Plate, make_plate
from vc.render.avatar.raster import SAMPLES, tiles_of
from vc.render.avatar.shade import untone
from vc.render.avatar.shadow import FAR, MAP_SIZE
from vc.render.character.relief import edge_distance
from vc.vision.imaging import blur, smoothstep
from vc.vision.plate import is_plain

_TINT = 0.5  # share of the lamps' colour that a photo takes on; the rest is taken for the photo's white balance
# Torso units: blur beside a person and where they stood, of plain walls and of what has edges; how far it goes.
_PLAIN, _EDGED, _FOCUS_WITHIN = (0.028, 0.085), (0.016, 0.035), 0.30
_AHEAD = np.array([[0.0, 0.12, 0.993]])  # where faces look
_GREY = np.array([0.2126, 0.7152, 0.0722])


@dataclass(frozen=True)
class Place:
    """plate : the picture behind, as the camera sees it; light : what falls on the character"""

    plate: Plate
    light: Light


def stage(camera: Camera, size: Size) -> Place:
    """The concert stage of the project's figures."""
    return Place(make_plate(load_avatar(), camera, size, LIGHTS["hall"]), LIGHTS["hall"])


def picture(rgb: np.ndarray) -> Place:
    """Before a picture (h, w, 3) uint8 with even sides, on which no shadow falls, in soft light from its left."""
    height, width = rgb.shape[:2]
    rows, columns = tiles_of(height), tiles_of(width)
    plate = Plate(
        frame_from_rgb(rgb),
        untone(rgb),
        np.ascontiguousarray(rgb),
        share=np.zeros((height, width), np.float32),
        at_map=np.zeros((height, width, 3), np.float32),
        reach=np.zeros((rows, columns, 4), np.int32),
        depth=np.zeros((height, width, SAMPLES), np.float32),
        shadow_map=np.full((MAP_SIZE, MAP_SIZE), FAR, np.float32),
    )
    return Place(plate, SOFT)


def out_of_focus(plate: np.ndarray, hole: np.ndarray, unit: float) -> np.ndarray:
    """(h, w, 3) uint8: a photo without its person, the more out of focus the nearer to where they stood.

    plate : (h, w, 3) uint8, completed somehow within hole (h, w) bool; unit : torso length, px
    What was made up there is soft anyway; softened towards it, the rest does not show its outline, the person's.
    """
    inside = edge_distance(hole)
    outside = edge_distance(~hole)
    focus = _PLAIN if is_plain(plate, hole, unit) else _EDGED
    near, far = (blur(plate.astype(np.float32), sigma * unit) for sigma in focus)
    share = smoothstep(outside, _FOCUS_WITHIN * unit, 0.0)[..., None]
    deep = smoothstep(inside, 0.0, 0.5 * _FOCUS_WITHIN * unit)[..., None]
    soft = plate * (1 - share) + near * share
    return np.clip(soft * (1 - deep) + far * deep + 0.5, 0, 255).astype(np.uint8)


def seen_through(rgb: np.ndarray, window: tuple[float, float, float, float], size: Size) -> np.ndarray:
    """(h, w, 3) uint8 of `size`: the part of a picture (H, W, 3) within left, top, right, bottom, px."""
    left, top, right, bottom = window
    across, down = (right - left) / size[0], (bottom - top) / size[1]
    if rgb.shape[:2] == (size[1], size[0]) and window == (0.0, 0.0, float(size[0]), float(size[1])):
        return rgb
    matrix = np.array([[across, 0, left + 0.5 * across - 0.5], [0, down, top + 0.5 * down - 0.5]])
    soft = blur(rgb, 0.4 * across) if across > 1.2 else rgb
    flags = cv2.WARP_INVERSE_MAP | (cv2.INTER_CUBIC if across < 1 else cv2.INTER_LINEAR)
    return cv2.warpAffine(soft, matrix, size, flags=flags, borderMode=cv2.BORDER_REFLECT_101)


def exposure(light: Light) -> np.ndarray:
    """(3,) float32 by which a place is brighter than soft light, as far as that is not taken for its own white.

    A face that looks ahead keeps its brightness in any light: by so much the photo is taken to have been exposed less.
    """
    ratio = light_on(_AHEAD, light.lamps)[0] / light_on(_AHEAD, SOFT.lamps)[0]
    kept: np.ndarray = (_TINT * float(ratio @ _GREY) + (1 - _TINT) * ratio).astype(np.float32)
    return kept


def photographed(normals: np.ndarray, light: Light) -> np.ndarray:
    """(n, 3) float32 `mesh.base`: the light on surfaces when they were photographed, by what falls on them now.

    normals : (n, 3), length 1. Photos are taken to be lit softly from the front.
    """
    return light_on(normals, SOFT.lamps) * exposure(light)
