"""Vertices and meshes as glTF wants them."""

import numpy as np

from vc.motion.export.gltf import INDICES, Gltf, Json
from vc.render.avatar.rig import MORPHS


def indices(gltf: Gltf, corners: np.ndarray, vertices: int) -> int:
    """An accessor of triangles' corners, as small as the number of vertices allows."""
    small = np.uint16 if vertices < 65535 else np.uint32
    return gltf.numbers(corners.astype(small), "SCALAR", use=INDICES)


def whole_shares(weights: np.ndarray) -> np.ndarray:
    """(V, 4) uint8 that sum to 255 exactly; the largest takes what rounding leaves."""
    shares = np.round(255 * weights / np.maximum(weights.sum(1, keepdims=True), 1e-9)).astype(int)
    rows = np.arange(len(shares))
    shares[rows, shares.argmax(1)] += 255 - shares.sum(1)
    return shares.astype(np.uint8)


def unit_or_up(normals: np.ndarray) -> np.ndarray:
    """Normals of length 1; where there is none, upward."""
    length = np.linalg.norm(normals, axis=1, keepdims=True)
    return np.where(length > 1e-6, normals / np.maximum(length, 1e-6), [0, 1, 0]).astype(np.float32)


def add_meshes(gltf: Gltf, pieces: dict[str, list[Json]]) -> dict[str, int]:
    """A node for each kind of primitives, "still" or "moving" with blend shapes, of which there are any."""
    nodes = {}
    for kind, primitives in pieces.items():
        if primitives:
            mesh: Json = {"name": f"conductor_{kind}", "primitives": primitives}
            if kind == "moving":
                mesh |= {"weights": [0.0] * len(MORPHS), "extras": {"targetNames": list(MORPHS)}}
            nodes[kind] = gltf.add("nodes", {"name": mesh["name"], "mesh": gltf.add("meshes", mesh), "skin": 0})
    return nodes
