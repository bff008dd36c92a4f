"""Several characters as one: a mesh, a texture and a shadow map of all; each has its own bones and its own place."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from vc.render.avatar.character import Character, Pose
from vc.render.avatar.mesh import Mesh
from vc.render.avatar.rig import Rig


@dataclass(frozen=True)
class Placed:
    """A character, `scale` times as large, its world's origin at `at` (3,) metres."""

    character: Character
    at: tuple[float, float, float] = (0.0, 0.0, 0.0)
    scale: float = 1.0


@dataclass(frozen=True)
class Group(Character):
    """What `group` makes. starts, rows : where each member's vertices and rows of the texture begin, and the end"""

    members: tuple[Placed, ...] = ()
    starts: tuple[int, ...] = ()
    rows: tuple[int, ...] = ()

    @property
    def rigs(self) -> tuple[Rig, ...]:
        return tuple(one.character.rig for one in self.members)

    def pose(self, pose: Pose, places: np.ndarray, normals: np.ndarray, colours: np.ndarray, /) -> None:
        """As `Character.pose`, of the members' poses as `Pose.of_all` joins them."""
        for k, one in enumerate(self.members):
            own = slice(self.starts[k], self.starts[k + 1])
            alone = Pose(pose.matrices[k], pose.world[k], pose.morphs[k])
            one.character.pose(alone, places[own], normals[own], colours[self.rows[k] : self.rows[k + 1]])
            places[own] *= np.float32(one.scale)
            places[own] += np.asarray(one.at, np.float32)


def group(members: Sequence[Placed]) -> Group:
    """The members as one character; the depth buffer sorts out who stands before whom."""
    people = [one.character for one in members]
    starts = np.cumsum([0, *(len(person.mesh.vertices) for person in people)]).tolist()
    rows = np.cumsum([0, *(len(person.texture) for person in people)]).tolist()
    width = max(person.texture.shape[1] for person in people)
    sheets = [np.pad(p.texture, ((0, 0), (0, width - p.texture.shape[1]), (0, 0)), mode="edge") for p in people]
    moved = [person.mesh.uv + np.array([0, row], np.float32) for person, row in zip(people, rows, strict=False)]
    shifted = [replace(person.mesh, uv=uv) for person, uv in zip(people, moved, strict=True)]
    mesh = Mesh.join(shifted)
    casts = [np.ones(len(p.mesh.triangles), bool) if p.casts is None else p.casts for p in people]
    return Group(
        replace(mesh, number=_told_apart([person.mesh.number for person in people])), people[0].rig,
        np.concatenate(sheets), casts=np.concatenate(casts), turn=people[0].turn, face=people[0].face,
        members=tuple(members), starts=tuple(starts), rows=tuple(rows),
    )  # fmt: skip


def _told_apart(numbers: Sequence[np.ndarray]) -> np.ndarray:
    """(F,) uint8 numbers of surfaces, of which no two members share one."""
    apart = np.concatenate([number.astype(np.int32) + 256 * k for k, number in enumerate(numbers)])
    return np.asarray(np.unique(apart, return_inverse=True)[1] % 256, np.uint8)
