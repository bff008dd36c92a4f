"""What is drawn: a mesh that follows the rig's bones, with surfaces of material or of a texture."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

import numpy as np

from vc.render.avatar.model import Avatar
from vc.render.avatar.shade import material_table

# Kinds of triangles. SHADED: a material, lit in every pixel (satin, metal, eyes, all of the project's own figures).
# PAINTED: a texture, lit at its corners (photos, matte cloth). CUT: a texture whose alpha ends it, with a soft edge.
# LAID: as CUT where it lies on something, solid where nothing is behind it: sleeves that fade into a shoulder.
SHADED, PAINTED, CUT, LAID = 0, 1, 2, 3
HANDS = 220  # surface numbers from there on are of painted hands: palm, fingers and thumb of the left, of the right


@dataclass(frozen=True)
class Mesh:
    """A skinned mesh in its bind pose: metres, +Y up, +Z towards the viewer, +X the conductor's left.

    vertices, normals : (V, 3) float32, normals of length 1
    triangles : (F, 3) int32, anticlockwise seen from outside
    joints, weights : (V, 4) uint8 places in `rig.JOINTS` and (V, 4) float32 shares that sum to 1
    occlusion : (V,) float32, 1 open to the light .. 0 hidden from it
    tint : (V, 3) float32, multiplies colours
    uv : (V, 2) float32, texels of the character's texture from its left and top; the first one's centre is (0.5, 0.5)
    base : (V, 3) float32, the light on a textured vertex when it was photographed; 1 where the texture is plain colour
    mix : (V,) float32, 0 keeps a texture's own light .. 1 leaves it to the lamps:
        colour = texture x tint x (1 - mix + mix x light now / base)
    kind : (F,) uint8, SHADED, PAINTED, CUT or LAID
    material : (F, 8) float32 rows of `shade.material_table`; of no meaning where there is a texture
    number : (F,) uint8, surfaces: within one pixel a surface is lit once, unless it folds
    """

    vertices: np.ndarray
    normals: np.ndarray
    triangles: np.ndarray
    joints: np.ndarray
    weights: np.ndarray
    occlusion: np.ndarray
    tint: np.ndarray
    uv: np.ndarray
    base: np.ndarray
    mix: np.ndarray
    kind: np.ndarray
    material: np.ndarray
    number: np.ndarray

    @classmethod
    def textured(
        cls,
        vertices: np.ndarray,
        normals: np.ndarray,
        triangles: np.ndarray,
        joints: np.ndarray,
        weights: np.ndarray,
        uv: np.ndarray,
        *,
        cut: bool,
        base: np.ndarray,
        mix: float | np.ndarray,
        number: int,
        tint: np.ndarray | None = None,
        occlusion: np.ndarray | None = None,
        laid: bool = False,
    ) -> "Mesh":
        """A surface of one texture; arrays as in the class, without tint and occlusion open and white."""
        n, f = len(vertices), len(triangles)
        kind = LAID if laid else CUT if cut else PAINTED
        return cls(
            np.asarray(vertices, np.float32), np.asarray(normals, np.float32), np.asarray(triangles, np.int32),
            np.asarray(joints, np.uint8), np.asarray(weights, np.float32),
            np.ones(n, np.float32) if occlusion is None else np.asarray(occlusion, np.float32),
            np.ones((n, 3), np.float32) if tint is None else np.asarray(tint, np.float32),
            np.asarray(uv, np.float32), np.asarray(base, np.float32),
            np.broadcast_to(np.asarray(mix, np.float32), (n,)).copy(),
            np.full(f, kind, np.uint8), np.zeros((f, 8), np.float32), np.full(f, number, np.uint8),
        )  # fmt: skip

    @classmethod
    def of(cls, avatar: Avatar) -> "Mesh":
        """The figure's own mesh, all SHADED."""
        n, f = len(avatar.vertices), len(avatar.triangles)
        return cls(
            avatar.vertices, avatar.normals, avatar.triangles, avatar.joints, avatar.weights,
            avatar.occlusion, avatar.tint, np.zeros((n, 2), np.float32), np.ones((n, 3), np.float32),
            np.zeros(n, np.float32), np.full(f, SHADED, np.uint8),
            material_table(avatar.materials)[avatar.material], avatar.material,
        )  # fmt: skip

    def only(self, kept: np.ndarray) -> "Mesh":
        """With the triangles `kept` (F,) bool alone; vertices stay, so that morphs still fit."""
        return replace(
            self, **{name: getattr(self, name)[kept] for name in ("triangles", "kind", "material", "number")}
        )

    @staticmethod
    def join(parts: Sequence["Mesh"]) -> "Mesh":
        """One mesh of all parts, vertices and triangles in their order."""
        starts = np.cumsum([0, *(len(part.vertices) for part in parts)])
        moved = [replace(part, triangles=part.triangles + np.int32(k)) for part, k in zip(parts, starts, strict=False)]
        joined = {f.name: np.concatenate([getattr(part, f.name) for part in moved]) for f in fields(Mesh)}
        return Mesh(**{name: np.ascontiguousarray(values) for name, values in joined.items()})
