"""Draw one pose of an avatar on its stage; buffers belong to a thread and are used again for its next frame."""

import threading

import numpy as np

from vc.frame import Frame, Size, empty_frame
from vc.render.avatar.camera import Camera, centre
from vc.render.avatar.light import LIGHTS, Light
from vc.render.avatar.model import Avatar
from vc.render.avatar.perspective import project
from vc.render.avatar.plate import make_plate
from vc.render.avatar.raster import (
    NOTHING,
    draw_depth,
    draw_triangles,
    restore,
    restore_depth,
    tiles_of,
)
from vc.render.avatar.resolve import resolve
from vc.render.avatar.shade import TONE, material_table
from vc.render.avatar.shadow import LIGHT_VIEW, MAP_SIZE, project_to_light
from vc.render.avatar.skin import Morphs, bend


class Painter:
    """Draws poses of one avatar with one camera, in one light. Safe to use from several threads at once."""

    def __init__(self, avatar: Avatar, camera: Camera, size: Size, light: Light = LIGHTS["hall"]) -> None:
        self.avatar, self.size = avatar, size
        self.plate = make_plate(avatar, camera, size, light)
        self._lamps = light.lamps
        self._morphs = Morphs.of(avatar)
        self._material = material_table(avatar.materials)[avatar.material]
        self._view, self._eye = camera.view(), np.array(camera.eye, np.float32)
        self._focal = np.float32(camera.focal(size))
        self._local = threading.local()

    def draw(self, matrices: np.ndarray, morphs: np.ndarray) -> Frame:
        """A new frame. matrices : (22, 3, 4) float32 of `rig.skinning_matrices`; morphs : (5,) weights 0..1"""
        buffers = self.buffers()
        self.bend(buffers, matrices, morphs)
        self.raster(buffers)
        self.shadow(buffers)
        return self.light(buffers)

    def bend(self, buffers: "Buffers", matrices: np.ndarray, morphs: np.ndarray) -> None:
        """First step: the figure's vertices and normals in this pose."""
        bend(self.avatar, self._morphs, morphs, matrices, buffers.places, buffers.normals)

    def raster(self, buffers: "Buffers") -> None:
        """Second step: which triangle every sample of the picture sees."""
        restore(buffers.depth, self.plate.depth, buffers.seen, buffers.touched)
        project(buffers.places, self._view, self._focal, *centre(self.size), buffers.screen)
        draw_triangles(buffers.screen, self.avatar.triangles, buffers.depth, buffers.seen, buffers.touched)

    def shadow(self, buffers: "Buffers") -> None:
        """Third step: the figure as the key light sees it."""
        restore_depth(buffers.shadow_map, self.plate.shadow_map, buffers.map_touched)
        project_to_light(buffers.places, LIGHT_VIEW, buffers.light_screen)
        draw_depth(buffers.light_screen, self.avatar.triangles, buffers.shadow_map, buffers.map_touched)

    def light(self, buffers: "Buffers") -> Frame:
        """Last step: a frame of the stage with the lit figure and its shadow."""
        plate, avatar = self.plate, self.avatar
        frame = empty_frame(self.size)
        frame.planes[:] = plate.frame.planes
        resolve(
            *frame.split(), buffers.touched, buffers.seen, buffers.depth,
            plate.linear, plate.shown, plate.share, plate.at_map, plate.reach, buffers.map_touched,
            buffers.screen, avatar.triangles, buffers.places, buffers.normals, avatar.occlusion, avatar.tint,
            self._material, avatar.material, self._eye, self._lamps, buffers.shadow_map, LIGHT_VIEW, TONE,
        )  # fmt: skip
        return frame

    def buffers(self) -> "Buffers":
        if not hasattr(self._local, "buffers"):
            self._local.buffers = Buffers(self)
        return self._local.buffers


class Buffers:
    """One thread's scratch memory."""

    def __init__(self, painter: Painter) -> None:
        width, height = painter.size
        plate = painter.plate
        self.places, self.normals, self.screen, self.light_screen = (
            np.empty_like(painter.avatar.vertices) for _ in range(4)
        )
        self.depth, self.shadow_map = plate.depth.copy(), plate.shadow_map.copy()
        self.seen = np.full(plate.depth.shape, NOTHING, np.int32)
        self.touched = np.zeros((tiles_of(height), tiles_of(width)), np.uint8)
        self.map_touched = np.zeros((tiles_of(MAP_SIZE),) * 2, np.uint8)
