"""A character: a mesh, its texture, and what moves it; the project's own figures and people of photos alike."""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from typing import Protocol

import numpy as np

from vc.render.avatar.clearance import FACE, Face
from vc.render.avatar.mesh import Mesh
from vc.render.avatar.model import Avatar
from vc.render.avatar.rig import MORPHS, Rig
from vc.render.avatar.shade import untone
from vc.render.avatar.skin import Morphs, skin_vertices


@dataclass(frozen=True)
class Pose:
    """matrices (22, 3, 4) float32 bind pose to world; world (22, 4, 4) float32 joints' frames; morphs (5,) 0..1

    Of a group each has its members as a first axis.
    """

    matrices: np.ndarray
    world: np.ndarray
    morphs: np.ndarray

    @classmethod
    def of_all(cls, poses: "Sequence[Pose]") -> "Pose":
        """Those of a group's members as one; the only one as it is."""
        if len(poses) == 1:
            return poses[0]
        return cls(*(np.stack([getattr(pose, part.name) for pose in poses]) for part in fields(cls)))


class Mover(Protocol):
    """What bones and morphs cannot do: arms made anew for every pose, faces that are painted."""

    def move(self, pose: Pose, places: np.ndarray, normals: np.ndarray, colours: np.ndarray, /) -> None:
        """Change places and normals (V, 3) after skinning, or the thread's own texture (h, w, 3) of linear light."""


@dataclass(frozen=True)
class Character:
    """mesh, rig : see there
    texture : (h, w, 4) uint8, RGB as shown in full light and alpha
    morphs : what `rig.MORPHS` move
    movers : called in this order for every pose
    casts : (F,) bool, triangles that cast shadows
    turn : share of the turns of a motion's head that this head bears, see `calm`
    face : where it is on the head, kept free by hands and baton
    heading : radians by which the whole body is turned to its own left: pi of whoever shows the back
    """

    mesh: Mesh
    rig: Rig
    texture: np.ndarray = field(default_factory=lambda: np.zeros((2, 2, 4), np.uint8))
    morphs: Morphs = field(default_factory=lambda: Morphs.none())
    movers: tuple[Mover, ...] = ()
    casts: np.ndarray | None = None
    turn: float = 1.0
    face: Face = FACE
    heading: float = 0.0

    @classmethod
    def of(cls, avatar: Avatar) -> "Character":
        """One of the project's own figures."""
        return cls(Mesh.of(avatar), avatar.rig, morphs=Morphs.of(avatar))

    @property
    def rigs(self) -> tuple[Rig, ...]:
        """The rigs that its motions move."""
        return (self.rig,)

    def colours(self) -> np.ndarray:
        """(h, w, 3) float32: the texture as linear light."""
        return np.ascontiguousarray(untone(self.texture[..., :3]))

    def pose(self, pose: Pose, places: np.ndarray, normals: np.ndarray, colours: np.ndarray, /) -> None:
        """Fill places and normals (V, 3) with the bent mesh, and what moves within colours (h, w, 3)."""
        mesh = self.mesh
        places[:], normals[:] = mesh.vertices, mesh.normals
        self.morphs.add(pose.morphs[: len(MORPHS)], places, normals)
        skin_vertices(mesh.joints, mesh.weights, pose.matrices, places, normals)
        for mover in self.movers:
            mover.move(pose, places, normals, colours)
