"""Bend the figure: face and fingers by morphs, then every vertex by its bones (linear blend skinning)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from vc.compiled import njit
from vc.render.avatar.model import Avatar

_ZERO, _ONE, _TINY = np.float32(0), np.float32(1), np.float32(1e-12)


@dataclass(frozen=True)
class Morphs:
    """The few vertices that morphs move, one after the other.

    starts : (6,) int; morph k moves the rows starts[k] .. starts[k + 1]
    vertex : (n,) int; delta, bend : (n, 3) float32, added to vertex and normal at weight 1
    bow, bow_bend : (n, 3) float32, added at weight 1/2 to half of these, and on the way there by a parabola
    """

    starts: np.ndarray
    vertex: np.ndarray
    delta: np.ndarray
    bend: np.ndarray
    bow: np.ndarray
    bow_bend: np.ndarray

    @classmethod
    def none(cls) -> "Morphs":
        """That nothing is moved."""
        return cls.straight(np.zeros(6, int), np.zeros(0, int), np.zeros((0, 3), np.float32))

    @classmethod
    def straight(cls, starts: np.ndarray, vertex: np.ndarray, delta: np.ndarray) -> "Morphs":
        """Vertices that go straight, whose normals stay."""
        return cls(starts, vertex, delta, *(np.zeros_like(delta) for _ in range(3)))

    @classmethod
    def joined(cls, parts: "Sequence[Morphs]") -> "Morphs":
        """Those of meshes that were joined, already shifted."""
        numbers = range(len(parts[0].starts) - 1)
        rows = [(part, slice(part.starts[k], part.starts[k + 1])) for k in numbers for part in parts]
        counts = [sum(int(np.diff(part.starts)[k]) for part in parts) for k in numbers]
        fields = ("vertex", "delta", "bend", "bow", "bow_bend")
        values = [np.concatenate([getattr(part, name)[which] for part, which in rows]) for name in fields]
        return cls(np.concatenate([[0], np.cumsum(counts)]), *values)

    @classmethod
    def of(cls, avatar: Avatar) -> "Morphs":
        moves = (avatar.morph_deltas != 0).any(-1)
        number, vertex = np.nonzero(moves)
        starts = np.searchsorted(number, np.arange(len(moves) + 1))
        sources = avatar.morph_deltas, avatar.morph_normals, avatar.morph_bows, avatar.morph_bow_normals
        return cls(starts, vertex, *(source[number, vertex] for source in sources))

    def shifted(self, start: int) -> "Morphs":
        """The same, of a mesh whose vertices follow `start` others."""
        return replace(self, vertex=self.vertex + start)

    def without(self, numbers: frozenset[int]) -> "Morphs":
        """The same, with morphs of these numbers that move nothing."""
        counts = [0 if number in numbers else int(count) for number, count in enumerate(np.diff(self.starts))]
        kept = np.isin(np.repeat(np.arange(len(counts)), np.diff(self.starts)), list(numbers), invert=True)
        return self.kept(kept, np.concatenate([[0], np.cumsum(counts)]))

    def kept(self, rows: np.ndarray, starts: np.ndarray) -> "Morphs":
        """With the `rows` (n,) bool alone, of which morph k moves starts[k] .. starts[k + 1]."""
        return Morphs(starts, self.vertex[rows], self.delta[rows], self.bend[rows], self.bow[rows], self.bow_bend[rows])

    def add(self, weights: np.ndarray, places: np.ndarray, normals: np.ndarray) -> None:
        """Add what the weights (5,) move to places and normals (V, 3) of the bind pose."""
        for number, weight in enumerate(weights):
            if weight > 0:
                rows = slice(self.starts[number], self.starts[number + 1])
                moved = self.vertex[rows]  # no vertex twice in one morph
                bow = 4 * weight * (1 - weight)
                places[moved] += weight * self.delta[rows] + bow * self.bow[rows]
                normals[moved] += weight * self.bend[rows] + bow * self.bow_bend[rows]


def bend(
    avatar: Avatar, morphs: Morphs, weights: np.ndarray, matrices: np.ndarray, places: np.ndarray, normals: np.ndarray
) -> None:
    """Fill places and normals (V, 3) with the figure in a pose: morph weights (5,), skinning matrices (22, 3, 4)."""
    places[:] = avatar.vertices
    normals[:] = avatar.normals
    morphs.add(weights, places, normals)
    skin_vertices(avatar.joints, avatar.weights, matrices, places, normals)


@njit(fastmath=True)
def skin_vertices(
    joints: np.ndarray, weights: np.ndarray, matrices: np.ndarray, places: np.ndarray, normals: np.ndarray
) -> None:
    """In place: each vertex and normal through the weighted mean of its bones' matrices."""
    blend = np.empty((3, 4), np.float32)
    for i in range(len(places)):
        blend[:] = _ZERO
        for k in range(4):
            share = weights[i, k]
            if share > _ZERO:
                bone = joints[i, k]
                for row in range(3):
                    for column in range(4):
                        blend[row, column] += share * matrices[bone, row, column]
        x, y, z = places[i, 0], places[i, 1], places[i, 2]
        a, b, c = normals[i, 0], normals[i, 1], normals[i, 2]
        length = _TINY
        for row in range(3):
            places[i, row] = blend[row, 0] * x + blend[row, 1] * y + blend[row, 2] * z + blend[row, 3]
            normals[i, row] = blend[row, 0] * a + blend[row, 1] * b + blend[row, 2] * c
            length += normals[i, row] * normals[i, row]
        scale = _ONE / np.sqrt(length)
        for row in range(3):
            normals[i, row] *= scale
