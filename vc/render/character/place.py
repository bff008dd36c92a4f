"""Where the character stands, and in what light."""

from dataclasses import dataclass

import cv2
import numpy as np

from vc.frame import Size, frame_from_rgb
from vc.render.avatar.camera import Camera
from vc.render.avatar.gain import light_on
from vc.render.avatar.light import LIGHTS, SOFT, Light
from vc.render.avatar.model import load_avatar
from vc.render.avatar.plate import Plate, make_plate, reach_of
from vc.render.avatar.raster import SAMPLES
from vc.render.avatar.shade import untone
from vc.render.avatar.shadow import FAR, KEY, LIGHT_VIEW, MAP_SIZE, project_to_light, view_from, wider
from vc.render.character.canvas import Canvas
from vc.render.character.relief import edge_distance
from vc.vision.anatomy import Anatomy
from vc.vision.imaging import blur, smoothstep
from vc.vision.plate import is_plain

_TINT = 0.5  # share of the lamps' colour that a photo takes on; the rest is taken for the photo's white balance
# Torso units: blur beside a person and where they stood, of walls and of what has edges; how far it goes on walls.
_PLAIN, _EDGED, _FOCUS_WITHIN = (0.028, 0.085), (0.016, 0.035), 0.30
_FEET = [29, 30, 31, 32]  # heels and toes among the landmarks
WALL_Z = -0.45  # metres behind the body
_LIGHT = (KEY, KEY, np.array([-0.50, 0.36, 0.79]))  # where it comes from, by the axis; indoors from a window's height
_SHADE = (0.0, 0.42, 0.30)  # share of the key light in what a floor and a wall show, by the axis they stand on
_FADE_Z = (-2.4, -0.4)  # over which the shadow on a floor fades away
_AMBIENT, _BEHIND = 0.5, 0.30  # share of a picture's colour that its light has; light from behind, times the picture's
_AHEAD = np.array([[0.0, 0.12, 0.993]])  # where faces look
_GREY = np.array([0.2126, 0.7152, 0.0722])


@dataclass(frozen=True)
class Place:
    """plate : the picture behind, as the camera sees it; light : what falls on the character"""

    plate: Plate
    light: Light


def stage(camera: Camera, size: Size, scene: str = "stage", *, spread: float = 1.0, podium: bool = True) -> Place:
    """A concert stage, see `plate.make_plate`."""
    avatar, light = load_avatar() if podium else None, LIGHTS["concert"]
    return Place(make_plate(avatar, camera, size, light, scene, spread), light)


def picture(
    rgb: np.ndarray,
    light: Light = SOFT,
    ground: "Ground | None" = None,
    camera: Camera | None = None,
    *,
    spread: float = 1.0,
) -> Place:
    """Before a picture (h, w, 3) uint8 with even sides, on which no shadow falls, in soft light from its left.

    ground : on which the character's shadow falls nevertheless, as `camera` sees it
    spread : how many times wider than one figure shadows reach
    """
    height, width = rgb.shape[:2]
    share, at_map = np.zeros((height, width), np.float32), np.zeros((height, width, 3), np.float32)
    if ground is not None and camera is not None:
        share, at_map = ground.seen(camera, (width, height))
    plate = Plate(
        frame_from_rgb(rgb),
        untone(rgb),
        np.ascontiguousarray(rgb),
        share,
        at_map,
        reach_of(share, at_map),
        depth=np.zeros((height, width, SAMPLES), np.float32),
        shadow_map=np.full((MAP_SIZE, MAP_SIZE), FAR, np.float32),
        far_light=ground.light_view if ground is not None else None,
        key_view=wider(LIGHT_VIEW, spread),
    )
    return Place(plate, light)


@dataclass(frozen=True)
class Ground:
    """A plane that the character's soft shadow falls on. axis : 1 a floor, 2 a wall; at : its y or z, metres
    from_right : whether the light comes from there; spread : how many times wider than one figure shadows reach
    """

    axis: int
    at: float
    from_right: bool = False
    spread: float = 1.0

    @property
    def light_view(self) -> np.ndarray:
        view = view_from(_LIGHT[self.axis] * ([-1, 1, 1] if self.from_right else [1, 1, 1]))
        return wider(view, self.spread) if self.spread != 1 else view

    def seen(self, camera: Camera, size: Size) -> tuple[np.ndarray, np.ndarray]:
        """(h, w) float32 the key light's share of each pixel, and (h, w, 3) where the map of shadows knows it."""
        view, eye = camera.view().astype(np.float64), np.array(camera.eye)
        right = (np.arange(size[0]) + 0.5 - size[0] / 2) / camera.focal(size)
        up = (size[1] / 2 - np.arange(size[1]) - 0.5) / camera.focal(size)
        rays = right[None, :, None] * view[0, :3] + up[:, None, None] * view[1, :3] + view[2, :3]
        towards = np.minimum(rays[..., self.axis], -1e-6)
        place = eye + ((self.at - eye[self.axis]) / towards)[..., None] * rays
        at_map = np.empty((size[1], size[0], 3), np.float32)
        flat = np.ascontiguousarray(place.reshape(-1, 3), np.float32)
        project_to_light(flat, self.light_view, at_map.reshape(-1, 3))
        fade = smoothstep(place[..., 2], *_FADE_Z) if self.axis == 1 else np.ones(at_map.shape[:2])
        return (_SHADE[self.axis] * fade).astype(np.float32), at_map


def ground_of(anatomy: Anatomy, canvas: Canvas, *, plain: bool, from_right: bool) -> Ground | None:
    """What a shadow falls on in the photo's own place: the floor where feet are seen on it, else a plain wall.

    anatomy : in pixels of the canvas; plain : whether there is a wall
    """
    feet = anatomy.landmarks[_FEET]
    below = feet[:, 1].min() > anatomy.pelvis[1] + anatomy.unit  # else they were not found, or sit
    if below and anatomy.visibility[_FEET].min() > 0.5 and feet[:, 1].max() < canvas.size[1]:
        return Ground(1, float(canvas.place(feet)[:, 1].min()), from_right)
    if plain:
        return Ground(2, WALL_Z, from_right)
    return None


def lit_by(rgb: np.ndarray) -> Light:
    """Soft light as of a picture (h, w, 3) uint8: its colour, and from behind what is bright on either side of it."""
    small = untone(cv2.resize(rgb, (12, 8), interpolation=cv2.INTER_AREA))
    left, right, whole = small[:, :4].mean((0, 1)), small[:, -4:].mean((0, 1)), small.mean((0, 1))
    level = max(float(whole @ _GREY), 1e-3)
    lamps = SOFT.lamps.copy()
    lamps[:2, 3:] *= 1 + _AMBIENT * (np.clip(whole / level, 0.4, 2.0) - 1)
    lamps[2, 3:], lamps[3, 3:] = (_BEHIND * np.clip(side / level, 0.1, 3.0) for side in (right, left))
    return Light(lamps, np.ones(3, np.float32))


def out_of_focus(plate: np.ndarray, hole: np.ndarray, unit: float) -> np.ndarray:
    """(h, w, 3) uint8: a photo without its person, the more out of focus the nearer to where they stood.

    plate : (h, w, 3) uint8, completed somehow within hole (h, w) bool; unit : torso length, px
    What was made up there is soft anyway; softened towards it, the rest does not show its outline, the person's. Where
    the picture has edges all of it is, as behind whoever a lens is focused on: a halo around the person would show.
    """
    inside = edge_distance(hole)
    plain = is_plain(plate, hole, unit)
    near, far = (blur(plate.astype(np.float32), sigma * unit) for sigma in (_PLAIN if plain else _EDGED))
    share = smoothstep(edge_distance(~hole), _FOCUS_WITHIN * unit, 0.0)[..., None] if plain else np.float32(1)
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
