"""Draw one pose of a character before its place; buffers belong to a thread and are used again for its next frame."""

import threading

import numpy as np

from vc.frame import Frame, Size, empty_frame
from vc.render.avatar.camera import Camera, centre
from vc.render.avatar.character import Character, Pose
from vc.render.avatar.light import LIGHTS, Light
from vc.render.avatar.model import Avatar
from vc.render.avatar.paint import PLANES
from vc.render.avatar.perspective import project
from vc.render.avatar.plate import Plate, make_plate, plain_plate
from vc.render.avatar.raster import (
    NOTHING,
    SAMPLES,
    TILE,
    draw_depth,
    into_bands,
    only_cut,
    restore_depth,
    tiles_of,
)
from vc.render.avatar.resolve import resolve
from vc.render.avatar.rig import JOINTS, Rig, RigMotion, forward, from_bind_pose
from vc.render.avatar.shade import TONE
from vc.render.avatar.shadow import FAR, MAP_SIZE, SOFT_SIZE, project_to_light, soften

_MATRICES_AT_ONCE = 256  # poses; the matrices of an hour would take 100 MB
_NOWHERE = np.zeros((len(JOINTS), 4, 4), np.float32)  # for characters without movers, who do not ask


class Painter:
    """Draws poses of one character with one camera, in one light. Safe to use from several threads at once.

    plate : the picture of the place without the character, of `size`, as `camera` sees it
    """

    def __init__(
        self, character: Character, plate: Plate, camera: Camera, size: Size, light: Light = LIGHTS["hall"]
    ) -> None:
        self.character, self.plate, self.size = character, plate, size
        self._lamps = light.lamps
        self._colours, self._alpha = character.colours(), np.ascontiguousarray(character.texture[..., 3])
        casts, triangles = character.casts, character.mesh.triangles
        self._kind = only_cut(character.mesh.kind, triangles, character.mesh.uv, self._alpha)
        self._casting = triangles if casts is None else np.ascontiguousarray(triangles[casts])
        self._view, self._eye = camera.view(), np.array(camera.eye, np.float32)
        self._focal, self._centre = np.float32(camera.focal(size)), centre(size)
        self._stands = _any_in_tiles(np.any(plate.depth > 0, axis=-1))
        self._local = threading.local()

    @classmethod
    def on_stage(cls, avatar: Avatar, camera: Camera, size: Size, light: Light = LIGHTS["hall"]) -> "Painter":
        """One of the project's own figures on the podium."""
        return cls(Character.of(avatar), make_plate(avatar, camera, size, light), camera, size, light)

    @classmethod
    def before(cls, avatar: Avatar, camera: Camera, background: Frame, light: Light = LIGHTS["hall"]) -> "Painter":
        """The same figure before a plain grey, without podium and shadow."""
        size = (background.width, background.height)
        return cls(Character.of(avatar), plain_plate(background), camera, size, light)

    def draw(self, matrices: np.ndarray, morphs: np.ndarray, world: np.ndarray = _NOWHERE) -> Frame:
        """A new frame.

        matrices : (22, 3, 4) float32 of `rig.skinning_matrices`; morphs : (5,) weights 0..1
        world : (22, 4, 4) float32 of `rig.forward`, for characters with movers
        """
        buffers = self.buffers()
        self.bend(buffers, matrices, morphs, world)
        self.shadow(buffers)
        return self.light(buffers)

    def bend(
        self, buffers: "Buffers", matrices: np.ndarray, morphs: np.ndarray, world: np.ndarray = _NOWHERE
    ) -> None:  # fmt: skip
        """First step: the character's vertices, normals and texture in this pose."""
        self.character.pose(Pose(matrices, world, morphs), buffers.places, buffers.normals, buffers.colours)

    def shadow(self, buffers: "Buffers") -> None:
        """Second step: what casts shadows as the key light sees it."""
        restore_depth(buffers.shadow_map, self.plate.shadow_map, buffers.map_touched)
        project_to_light(buffers.places, self.plate.key_view, buffers.light_screen)
        draw_depth(buffers.light_screen, self._casting, buffers.shadow_map, buffers.map_touched)
        if self.plate.far_light is not None:
            self._far_shadow(buffers, self.plate.far_light)

    def _far_shadow(self, buffers: "Buffers", light_view: np.ndarray) -> None:
        """The whole body's soft shadow on what is some way behind it."""
        project_to_light(buffers.places, light_view, buffers.light_screen)
        buffers.light_screen *= np.float32(SOFT_SIZE / MAP_SIZE)
        buffers.far_map[:] = FAR
        draw_depth(buffers.light_screen, self.character.mesh.triangles, buffers.far_map, buffers.far_touched)
        buffers.soft, buffers.falls = soften(buffers.far_map)

    def light(self, buffers: "Buffers") -> Frame:
        """Last step: a frame of the place with the lit character and its shadow."""
        plate, mesh = self.plate, self.character.mesh
        project(buffers.places, self._view, self._focal, *self._centre, buffers.screen)
        frame = empty_frame(self.size)
        frame.planes[:] = plate.frame.planes
        buffers.is_lit[:] = 0
        buffers.is_planned[:] = 0
        resolve(
            *frame.split(), *into_bands(buffers.screen, mesh.triangles, self.size[1]), buffers.touched,
            buffers.seen, buffers.depth, plate.depth, self._stands,
            plate.linear, plate.shown, plate.share, plate.at_map, plate.reach, buffers.falls, buffers.soft,
            buffers.screen, mesh.triangles, buffers.places, buffers.normals, mesh.occlusion, mesh.tint,
            self._kind, mesh.uv, self._alpha, mesh.base, mesh.mix, buffers.gain, buffers.is_lit, buffers.planes,
            buffers.is_planned, buffers.colours, mesh.material, mesh.number, self._eye, self._lamps,
            buffers.shadow_map, buffers.map_touched, plate.key_view, TONE,
        )  # fmt: skip
        if plate.front is not None:
            plate.front.over(frame)
        return frame

    def buffers(self) -> "Buffers":
        if not hasattr(self._local, "buffers"):
            self._local.buffers = Buffers(self, self._colours)
        return self._local.buffers


def _any_in_tiles(where: np.ndarray) -> np.ndarray:
    """(tiles, tiles) bool: whether any of (H, W) bool is true there."""
    rows, columns = (np.arange(0, size, TILE) for size in where.shape)
    return np.logical_or.reduceat(np.logical_or.reduceat(where, rows, 0), columns, 1)


class Buffers:
    """One thread's scratch memory. colours : (h, w, 3) the texture's linear light, which movers may change
    falls : (tiles, tiles) uint8, where the map has shadows that may fall on the place, and soft, see `resolve`
    """

    def __init__(self, painter: Painter, colours: np.ndarray) -> None:
        width = painter.size[0]
        plate, vertices = painter.plate, painter.character.mesh.vertices
        self.places, self.normals, self.screen, self.light_screen, self.gain = (
            np.zeros_like(vertices) for _ in range(5)
        )
        triangles = painter.character.mesh.triangles
        self.planes = np.zeros((len(triangles), PLANES), np.float32)
        self.is_lit, self.is_planned = np.zeros(len(vertices), np.uint8), np.zeros(len(triangles), np.uint8)
        self.colours = colours.copy()
        self.shadow_map = plate.shadow_map.copy()
        self.depth = np.zeros((TILE, width, SAMPLES), np.float32)
        self.seen = np.full((TILE, width, SAMPLES), NOTHING, np.int32)
        self.touched = np.zeros((1, tiles_of(width)), np.uint8)
        self.map_touched = np.zeros((tiles_of(MAP_SIZE),) * 2, np.uint8)
        self.falls, self.soft = self.map_touched, np.zeros((0, 0), np.float32)
        self.far_map = np.zeros((SOFT_SIZE, SOFT_SIZE), np.float32)
        self.far_touched = np.zeros((tiles_of(SOFT_SIZE),) * 2, np.uint8)


class Bones:
    """Pose after pose of a rig's motion; matrices are made for some poses at a time."""

    def __init__(self, rig: Rig, motion: RigMotion) -> None:
        self._rig, self._motion = rig, motion
        self._block: tuple[int, np.ndarray, np.ndarray] = (-1, np.empty(0), np.empty(0))

    def at(self, index: int) -> Pose:
        number, world, matrices = self._block  # read at once: another thread may put the next block here
        if number != index // _MATRICES_AT_ONCE:
            number = index // _MATRICES_AT_ONCE
            part = self._motion.part(number * _MATRICES_AT_ONCE, (number + 1) * _MATRICES_AT_ONCE)
            world = forward(self._rig, part)
            matrices = from_bind_pose(self._rig, world)
            self._block = number, world, matrices
        at = index % _MATRICES_AT_ONCE
        return Pose(matrices[at], world[at], self._motion.morphs[index])


class Drawer:
    """Draws pose after pose of a character's motion; of a `Group` of the motions of all its members."""

    def __init__(self, painter: Painter, *motions: RigMotion) -> None:
        self._painter = painter
        self._bones = [Bones(rig, motion) for rig, motion in zip(painter.character.rigs, motions, strict=True)]

    def draw(self, index: int) -> Frame:
        pose = Pose.of_all([bones.at(index) for bones in self._bones])
        return self._painter.draw(pose.matrices, pose.morphs, pose.world)
