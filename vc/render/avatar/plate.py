"""The picture of the stage without the figure, made once per camera and size, as the later stages need it."""

from dataclasses import dataclass, field

import numpy as np

from vc.frame import Frame, Size, empty_frame, rgb_to_yuv
from vc.render.avatar.camera import Camera
from vc.render.avatar.desks import Layer, set_desks
from vc.render.avatar.hall import paint_hall
from vc.render.avatar.lens import circle_px, defocused
from vc.render.avatar.light import LIGHTS, Light
from vc.render.avatar.model import Avatar
from vc.render.avatar.raster import NOTHING, SAMPLES, TILE, draw_depth, draw_triangles, tiles_of
from vc.render.avatar.resolve import light_props
from vc.render.avatar.shade import TONE, TONE_STEPS, material_table, untone
from vc.render.avatar.shadow import FAR, LIGHT_VIEW, MAP_SIZE, project_to_light, wider
from vc.render.avatar.stage import CURTAIN_Z, cast_stage

SCENES = ("curtain", "stage", "hall")
_BEHIND_FOCUS = 0.62  # light on a curtain that is to stay behind whoever stands before it
_MARGIN = 4  # texels of soft shadow edge round a tile
_NO_TEXTURE = np.zeros((2, 2), np.uint8)


@dataclass(frozen=True)
class Plate:
    """What every frame starts from.

    frame : the finished picture
    linear, shown : (H, W, 3) float32 linear light and uint8 RGB
    share : (H, W) float32, the key light's part of it
    at_map : (H, W, 3) float32, where the shadow map knows each pixel
    reach : (tiles, tiles, 4) int32, rows and columns of the shadow map's tiles that a tile's surface spans
    depth : (H, W, 4) float32, nearness of the props
    shadow_map : (N, N) float32, with the props' shadows
    front : what stands before the character, out of focus
    far_light : (3, 4) float32, the view from the light to places on which shadows are soft; at_map is of this one then
    key_view : (3, 4) float32, the view from the key light that shadow_map is of
    """

    frame: Frame
    linear: np.ndarray
    shown: np.ndarray
    share: np.ndarray
    at_map: np.ndarray
    reach: np.ndarray
    depth: np.ndarray
    shadow_map: np.ndarray
    front: Layer | None = None
    far_light: np.ndarray | None = None
    key_view: np.ndarray = field(default_factory=lambda: LIGHT_VIEW)


@dataclass(frozen=True)
class _Things:
    """All props as one mesh. corners (V, 3), normals (V, 3), triangles (F, 3), material (F, 8), occlusion (V,)"""

    corners: np.ndarray
    normals: np.ndarray
    triangles: np.ndarray
    material: np.ndarray
    occlusion: np.ndarray


def make_plate(
    avatar: Avatar | None,
    camera: Camera,
    size: Size,
    light: Light = LIGHTS["hall"],
    scene: str = "curtain",
    spread: float = 1.0,
) -> Plate:
    """Cast the stage and draw the avatar's props on it. Raises ValueError for odd sizes and unknown scenes.

    avatar : whose podium and desk stand there; None leaves the floor empty
    scene : one of SCENES: the closed curtain; the same out of focus, or the hall, each beyond an orchestra's desks
    spread : how many times wider than one figure the shadows reach
    """
    if scene not in SCENES:
        raise ValueError(f"there is no scene {scene!r}; choose one of {', '.join(SCENES)}")
    width, height = size
    empty_frame(size)  # refuses odd sizes before anything is computed
    things, key_view = _gather(avatar), wider(LIGHT_VIEW, spread)
    shadow_map = _static_shadows(things, key_view)
    linear, share = np.zeros((height, width, 3), np.float32), np.zeros((height, width), np.float32)
    at_map = np.zeros((height, width, 3), np.float32)
    eye, view = np.array(camera.eye, np.float32), camera.view()
    behind = np.zeros((height, width), np.float32)
    velvet = 0.0 if scene == "hall" else 1.0
    cast_stage(view, eye, camera.focal(size), shadow_map, key_view, velvet, linear, share, at_map, behind)
    if scene != "curtain":
        _focus(linear, behind, camera, size, scene)
    linear *= light.stage
    depth, seen = np.zeros((height, width, SAMPLES), np.float32), np.full((height, width, SAMPLES), NOTHING, np.int32)
    screen = camera.project(things.corners, size)
    count = len(things.corners)
    kind, uv, alpha = np.zeros(len(things.triangles), np.uint8), np.zeros((count, 2), np.float32), _NO_TEXTURE
    touched = np.zeros((tiles_of(height), tiles_of(width)), np.uint8)
    every = np.arange(len(things.triangles), dtype=np.int32)
    draw_triangles(every, 0, screen, things.triangles, kind, uv, alpha, depth, seen, touched)
    light_props(
        seen, linear, share, at_map, screen, things.triangles, things.corners, things.normals,
        things.occlusion, np.ones((count, 3), np.float32), things.material, eye, light.lamps, shadow_map, key_view,
    )  # fmt: skip
    rgb = TONE[np.clip(linear * TONE_STEPS, 0, len(TONE) - 1).astype(np.int32)]
    shown = (rgb + 0.5).astype(np.uint8)
    front = None if scene == "curtain" else set_desks(size)
    reach = reach_of(share, at_map)
    return Plate(_dithered(rgb), linear, shown, share, at_map, reach, depth, shadow_map, front, key_view=key_view)


def _focus(linear: np.ndarray, behind: np.ndarray, camera: Camera, size: Size, scene: str) -> None:
    """Put what lies behind the floor into linear (h, w, 3), out of focus. behind : (h, w) share of each pixel"""
    if scene == "hall":
        linear += behind[..., None] * paint_hall(camera, size)
        return
    distance = camera.eye[2] - CURTAIN_Z
    soft = defocused(linear, circle_px(camera, size, distance))
    linear += behind[..., None] * (_BEHIND_FOCUS * soft - linear)


def plain_plate(background: Frame) -> Plate:
    """Nothing but a frame of one grey: no props, and no surface that shadows could fall on."""
    height, width = background.height, background.width
    shown = np.ascontiguousarray(np.broadcast_to(background.to_rgb()[:1, :1], (height, width, 3)))
    share, at_map = np.zeros((height, width), np.float32), np.zeros((height, width, 3), np.float32)
    depth = np.zeros((height, width, SAMPLES), np.float32)
    shadow_map = np.full((MAP_SIZE, MAP_SIZE), FAR, np.float32)
    return Plate(background, untone(shown), shown, share, at_map, reach_of(share, at_map), depth, shadow_map)


def _gather(avatar: Avatar | None) -> _Things:
    if avatar is None:
        nothing, none = np.zeros((0, 3), np.float32), np.zeros((0, 3), np.int32)
        return _Things(nothing, nothing, none, np.zeros((0, 8), np.float32), np.zeros(0, np.float32))
    table = material_table(avatar.materials)
    starts = np.cumsum([0, *(len(prop.vertices) for prop in avatar.props)])
    triangles = [prop.triangles + start for prop, start in zip(avatar.props, starts, strict=False)]
    return _Things(
        np.concatenate([prop.vertices for prop in avatar.props]),
        np.concatenate([prop.normals for prop in avatar.props]),
        np.concatenate(triangles).astype(np.int32),
        np.concatenate([np.repeat(table[[prop.material]], len(prop.triangles), 0) for prop in avatar.props]),
        np.concatenate([prop.occlusion for prop in avatar.props]),
    )


def _static_shadows(things: _Things, key_view: np.ndarray) -> np.ndarray:
    """(N, N) float32 nearness to the light of the props, FAR where there is none."""
    screen = np.empty_like(things.corners)
    project_to_light(things.corners, key_view, screen)
    shadow_map = np.full((MAP_SIZE, MAP_SIZE), FAR, np.float32)
    tiles = np.zeros((tiles_of(MAP_SIZE),) * 2, np.uint8)
    draw_depth(screen, things.triangles, shadow_map, tiles)
    return shadow_map


def reach_of(share: np.ndarray, at_map: np.ndarray) -> np.ndarray:
    """(tiles, tiles, 4) int32: first and past-last row, first and past-last column; empty where no shadow can fall."""
    height, width = share.shape
    last = MAP_SIZE // TILE
    reach = np.zeros((tiles_of(height), tiles_of(width), 4), np.int32)
    for row, column in np.ndindex(*reach.shape[:2]):
        tile = slice(row * TILE, (row + 1) * TILE), slice(column * TILE, (column + 1) * TILE)
        lit = share[tile] > 0.004
        if lit.any():
            u, v = at_map[tile][lit][:, 0], at_map[tile][lit][:, 1]
            box = [v.min() - _MARGIN, v.max() + _MARGIN + TILE, u.min() - _MARGIN, u.max() + _MARGIN + TILE]
            reach[row, column] = np.clip(np.floor_divide(box, TILE), 0, last)
    return reach


def _dithered(rgb: np.ndarray) -> Frame:
    """(h, w, 3) RGB 0..255 -> Frame with noise of one step, without which slow gradients show as bands in 8 bits."""
    height, width = rgb.shape[:2]
    frame = empty_frame((width, height))
    yuv = rgb_to_yuv(rgb)
    halves = yuv.reshape(height // 2, 2, width // 2, 2, 3).mean((1, 3))
    random = np.random.default_rng(0)  # always the same noise: the encoder pays for it in the first frame only
    for plane, values in zip(frame.split(), (yuv[..., 0], halves[..., 1], halves[..., 2]), strict=True):
        plane[:] = values + random.random(plane.shape, np.float32)
    return frame
