"""Vertices and meshes as glTF wants them."""

import numpy as np

from vc.motion.export.gltf import INDICES, Gltf, Json
from vc.render.avatar.rig import MORPHS
from vc.render.avatar.skin import Morphs

# Blend shapes are added up, so that what they move goes straight; fingers go on a bow, which is a shape of its own.
BENT = ("fingers_l", "fingers_r")
TARGETS = (*MORPHS, *(f"{name}_bow" for name in BENT))
_UNMOVED_M = 1e-5  # blend shapes leave alone what they move by less


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


def target_weights(morphs: np.ndarray) -> np.ndarray:
    """(T, 5) weights of MORPHS -> (T, 7) float32 of TARGETS, which together are what `skin.Morphs.add` adds."""
    bent = morphs[:, [MORPHS.index(name) for name in BENT]]
    return np.concatenate([morphs, 4 * bent * (1 - bent)], 1).astype(np.float32)


def add_targets(gltf: Gltf, piece: Json, morphs: Morphs, used: np.ndarray) -> None:
    """Give a primitive its blend shapes, if any moves one of its vertices `used`, which rise."""
    found = [_moves(morphs, used, number, bow=False) for number in range(len(MORPHS))]
    found += [_moves(morphs, used, MORPHS.index(name), bow=True) for name in BENT]
    if any(len(places) for places, _, _ in found):
        piece["targets"] = [_target(gltf, len(used), *move) for move in found]


def _moves(morphs: Morphs, used: np.ndarray, number: int, *, bow: bool) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Which of the vertices `used` a morph moves, as places in them, and what it adds to them and to their normals."""
    rows = slice(morphs.starts[number], morphs.starts[number + 1])
    delta, bend = (morphs.bow, morphs.bow_bend) if bow else (morphs.delta, morphs.bend)
    at = np.searchsorted(used, morphs.vertex[rows])
    here = (at < len(used)) & (used[np.minimum(at, len(used) - 1)] == morphs.vertex[rows])
    here &= np.abs(delta[rows]).max(1, initial=0) > _UNMOVED_M
    order = np.argsort(at[here])
    return at[here][order], delta[rows][here][order], bend[rows][here][order]


def _target(gltf: Gltf, count: int, places: np.ndarray, delta: np.ndarray, bend: np.ndarray) -> Json:
    if not len(places):  # an empty list is not allowed
        places, delta, bend = np.zeros(1, int), np.zeros((1, 3)), np.zeros((1, 3))
    return {
        "POSITION": gltf.sparse(count, places, delta.astype(np.float32)),
        "NORMAL": gltf.sparse(count, places, bend.astype(np.float32)),
    }


def add_meshes(gltf: Gltf, pieces: dict[str, list[Json]]) -> dict[str, int]:
    """A node for each kind of primitives, "still" or "moving" with blend shapes, of which there are any."""
    nodes = {}
    for kind, primitives in pieces.items():
        if primitives:
            mesh: Json = {"name": f"conductor_{kind}", "primitives": primitives}
            if kind == "moving":
                mesh |= {"weights": [0.0] * len(TARGETS), "extras": {"targetNames": list(TARGETS)}}
            nodes[kind] = gltf.add("nodes", {"name": mesh["name"], "mesh": gltf.add("meshes", mesh), "skin": 0})
    return nodes
