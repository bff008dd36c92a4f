"""Surfaces: of a field (marching cubes, thinned, put back onto the field), laid on a field, swept and turned."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field

import fast_simplification
import numpy as np
from skimage.measure import marching_cubes

from tools.build_avatar.fields import Field, length, vector

_BLOCK = 4  # voxels: blocks of the grid that lie far from the surface are not sampled finely


@dataclass(frozen=True)
class Part:
    """A piece of the figure, of one material.

    places, normals : (V, 3) float32; triangles : (F, 3) int32; weights : (V, 22) float32
    tint : (V, 3); morphs, halves : name -> (places, normals) (V, 3) at weight 1, and where the way to it bends at 1/2
    picture : (V, 2) metres on the picture of a hand's skin
    """

    material: str
    places: np.ndarray
    normals: np.ndarray
    triangles: np.ndarray
    weights: np.ndarray = dataclass_field(default_factory=lambda: np.zeros(0, np.float32))
    tint: np.ndarray = dataclass_field(default_factory=lambda: np.zeros(0, np.float32))
    morphs: dict[str, tuple[np.ndarray, np.ndarray]] = dataclass_field(default_factory=dict)
    halves: dict[str, tuple[np.ndarray, np.ndarray]] = dataclass_field(default_factory=dict)
    picture: np.ndarray = dataclass_field(default_factory=lambda: np.zeros(0, np.float32))

    def weighted(self, rule: Callable[[np.ndarray], np.ndarray]) -> "Part":
        return replace(self, weights=rule(self.places).astype(np.float32))

    def tinted(self, rule: Callable[[np.ndarray], np.ndarray]) -> "Part":
        return replace(self, tint=rule(self.places).astype(np.float32))

    def pictured(self, metres: np.ndarray) -> "Part":
        return replace(self, picture=metres.astype(np.float32))

    def moved(self, name: str, places: np.ndarray) -> "Part":
        """With a morph whose full weight puts the vertices at `places`; its normals follow from the triangles."""
        before, after = vertex_normals(self.places, self.triangles), vertex_normals(places, self.triangles)
        still = length(places - self.places) < 1e-7
        bent = unit(self.normals + after - before)
        bent[still] = self.normals[still]
        return replace(self, morphs=self.morphs | {name: (places.astype(np.float32), bent.astype(np.float32))})


def unit(vectors: np.ndarray) -> np.ndarray:
    return vectors / np.maximum(length(vectors), 1e-9)[:, None]


def vertex_normals(places: np.ndarray, triangles: np.ndarray, same: np.ndarray | None = None) -> np.ndarray:
    """(V, 3) of length 1. same : (V,) numbers that are equal for vertices which share their normals"""
    a, b, c = (places[triangles[:, k]] for k in range(3))
    faces = np.cross(b - a, c - a)
    normals = np.zeros_like(places)
    for k in range(3):
        np.add.at(normals, triangles[:, k], faces)
    if same is not None:
        whole = np.zeros_like(normals)
        np.add.at(whole, same, normals)
        normals = whole[same]
    return unit(normals)


def from_field(
    material: str, field: Field, low: np.ndarray | tuple, high: np.ndarray | tuple, voxel: float, triangles: int
) -> Part:
    """The surface of a field within a box, in about so many triangles; normals are the field's own gradient."""
    start = np.asarray(low, np.float32)
    grid = _sample(field, start, np.asarray(high, np.float32), voxel)
    places, corners, _, _ = marching_cubes(grid, 0.0, spacing=(voxel,) * 3)
    places, corners = places.astype(np.float32) + start, corners[:, ::-1].astype(np.int32)
    if len(corners) > triangles:
        places, corners = fast_simplification.simplify(
            np.ascontiguousarray(places), np.ascontiguousarray(corners), target_count=int(triangles), agg=5.0
        )
    places = places.astype(np.float32)
    for _ in range(2):
        slope = _gradient(field, places, voxel)
        steep = np.maximum(length(slope), 0.2)
        away = np.clip(field(places) / steep, -0.4 * voxel, 0.4 * voxel)
        places = (places - (away / steep)[:, None] * slope).astype(np.float32)
    return _finished(material, places, unit(_gradient(field, places, voxel)), corners.astype(np.int32))


def _finished(material: str, places: np.ndarray, normals: np.ndarray, triangles: np.ndarray) -> Part:
    """Triangles that face the way the normals do; normals mixed with the triangles' own, which calms odd gradients."""
    flat = vertex_normals(places, triangles)
    if np.sum(flat * normals) < 0:
        triangles, flat = np.ascontiguousarray(triangles[:, ::-1]), -flat
    agree = np.sum(flat * normals, 1)[:, None]
    normals = np.where(agree > 0.3, normals + 0.25 * flat, flat)
    return Part(material, places, unit(normals).astype(np.float32), triangles)


def _sample(field: Field, low: np.ndarray, high: np.ndarray, voxel: float) -> np.ndarray:
    blocks = np.ceil((high - low) / (voxel * _BLOCK)).astype(int) + 1
    middles = (np.stack(np.meshgrid(*(np.arange(n) for n in blocks), indexing="ij"), -1).reshape(-1, 3) + 0.5) * _BLOCK
    coarse = field((low + voxel * (middles - 0.5)).astype(np.float32))
    near = np.nonzero(np.abs(coarse) < 2.2 * _BLOCK * voxel)[0]
    grid = np.broadcast_to(coarse[:, None], (len(coarse), _BLOCK**3)).astype(np.float32)
    inner = np.stack(np.meshgrid(*(np.arange(_BLOCK),) * 3, indexing="ij"), -1).reshape(-1, 3)
    corner = middles - 0.5 * _BLOCK
    for rows in np.array_split(near, max(1, len(near) // 4000)):
        points = (corner[rows][:, None] + inner).reshape(-1, 3)
        grid[rows] = field((low + voxel * points).astype(np.float32)).reshape(len(rows), -1)
    cube = grid.reshape(*blocks, _BLOCK, _BLOCK, _BLOCK).transpose(0, 3, 1, 4, 2, 5)
    return np.ascontiguousarray(cube.reshape(blocks * _BLOCK))


def _gradient(field: Field, places: np.ndarray, voxel: float) -> np.ndarray:
    e = np.float32(0.5 * voxel)
    steps = (vector((e, 0, 0)), vector((0, e, 0)), vector((0, 0, e)))
    return np.stack([field(places + s) - field(places - s) for s in steps], 1) / (2 * e)


def sheet(material: str, grid: np.ndarray, towards: tuple[float, float, float] = (0, 0, 1)) -> Part:
    """A grid of places (n, m, 3) as a surface that faces `towards` on the whole."""
    n, m = grid.shape[:2]
    number = np.arange(n * m).reshape(n, m)
    quads = np.stack([number[:-1, :-1], number[:-1, 1:], number[1:, 1:], number[1:, :-1]], -1).reshape(-1, 4)
    triangles = np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]]).astype(np.int32)
    places = grid.reshape(-1, 3).astype(np.float32)
    normals = vertex_normals(places, triangles)
    if (normals @ vector(towards)).sum() < 0:
        triangles, normals = np.ascontiguousarray(triangles[:, ::-1]), -normals
    return Part(material, places, normals, triangles)


def tube(material: str, path: np.ndarray, radii: np.ndarray, *, sides: int = 8, flat: float = 1.0) -> Part:
    """A round rod along a path (n, 3) with closed ends; `flat` squashes it towards +z (brows, lips, lashes)."""
    path = np.asarray(path, float)
    along = unit(np.gradient(path, axis=0))
    helper = np.array([0.0, 0.0, 1.0]) if np.abs(along[:, 2]).max() < 0.9 else np.array([1.0, 0.0, 0.0])
    across = unit(np.cross(along, helper))
    over = np.cross(across, along)
    angle = 2 * np.pi * np.arange(sides) / sides
    circle = np.cos(angle)[:, None] * across[:, None] + flat * np.sin(angle)[:, None] * over[:, None]
    rings = path[:, None] + np.asarray(radii)[:, None, None] * circle
    places = np.concatenate([rings.reshape(-1, 3), path[[0, -1]]])
    ring = np.arange(len(path) * sides).reshape(len(path), sides)
    after = np.roll(ring, -1, 1)
    quads = np.stack([ring[:-1], after[:-1], after[1:], ring[1:]], -1).reshape(-1, 4)
    first, last = len(places) - 2, len(places) - 1
    caps = [
        np.stack([np.full(sides, first), after[0], ring[0]], -1),
        np.stack([np.full(sides, last), ring[-1], after[-1]], -1),
    ]
    triangles = np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]], *caps]).astype(np.int32)
    normals = unit(np.concatenate([circle.reshape(-1, 3), -along[:1], along[-1:]]))
    return _oriented(material, places.astype(np.float32), normals.astype(np.float32), triangles)


def lathe(
    material: str, profile: list[tuple[float, float]], centre: np.ndarray, axis: np.ndarray, sides: int = 16
) -> Part:
    """A turned body: (radius, place along the axis) pairs, each edge with normals of its own."""
    axis = np.asarray(axis, float) / np.linalg.norm(axis)
    u = np.cross(axis, (0.0, 0.0, 1.0) if abs(axis[2]) < 0.9 else (1.0, 0.0, 0.0))
    u /= np.linalg.norm(u)
    angle = 2 * np.pi * np.arange(sides) / sides
    spoke = np.cos(angle)[:, None] * u + np.sin(angle)[:, None] * np.cross(axis, u)
    places, normals, triangles = [], [], []
    for (r0, h0), (r1, h1) in itertools.pairwise(profile):
        lean = np.array([h1 - h0, r0 - r1]) / max(np.hypot(h1 - h0, r1 - r0), 1e-9)
        base = sum(len(p) for p in places)
        places += [centre + spoke * r0 + axis * h0, centre + spoke * r1 + axis * h1]
        normals += [spoke * lean[0] + axis * lean[1]] * 2
        i, j = np.arange(sides), np.roll(np.arange(sides), -1)
        quads = np.stack([base + i, base + j, base + sides + j, base + sides + i], -1)
        triangles += [quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]]
    corners = np.concatenate(triangles).astype(np.int32)
    return _oriented(
        material, np.concatenate(places).astype(np.float32), np.concatenate(normals).astype(np.float32), corners
    )


def _oriented(material: str, places: np.ndarray, normals: np.ndarray, triangles: np.ndarray) -> Part:
    a, b, c = (places[triangles[:, k]] for k in range(3))
    faces = np.cross(b - a, c - a)
    kept = length(faces) > 1e-13
    if np.sum(faces * normals[triangles].sum(1)) < 0:
        triangles = triangles[:, ::-1]
    return Part(material, places, normals, np.ascontiguousarray(triangles[kept]).astype(np.int32))
