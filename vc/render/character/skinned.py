"""A character that bones and morphs alone move, for formats that know nothing else: arms are no longer made anew."""

from dataclasses import replace

import numpy as np

from vc.render.avatar.character import Character
from vc.render.avatar.rig import INDEX, JOINTS, Rig
from vc.render.character.tube import RINGS, SIDES, Tube
from vc.vision.imaging import smoothstep

_ELBOW = (0.84, 1.16)  # places on the arm over which the forearm's bone takes over
_ROOT, _ROOTED = (0.30, -0.10), 0.9  # over which the collar bone does, and how far
_ARM = ("upper_arm", "forearm", "hand")


def skinned(character: Character) -> Character:
    """The same at rest, its tubes bound to bones; the rig's arms begin where the photo's do.

    Motions of `character` are its motions. A face that is painted anew for every pose stays as it is.
    """
    tubes = [mover for mover in character.movers if isinstance(mover, Tube)]
    mesh = character.mesh
    places, normals = mesh.vertices.astype(np.float64), mesh.normals.astype(np.float64)
    joints, weights, rest = mesh.joints.copy(), mesh.weights.copy(), character.rig.rest.copy()
    still = np.tile(np.eye(3, 4), (len(JOINTS), 1, 1))
    world = np.tile(np.eye(4), (len(JOINTS), 1, 1))
    world[:, :3, 3] = character.rig.rest
    for tube in tubes:
        tube.move_to(still, world, places, normals)
        rows = slice(tube.start, tube.start + len(RINGS) * SIDES + 1)
        joints[rows], weights[rows] = _bones(tube)
        names = [f"{bone}_{tube.side}" for bone in _ARM] + (["baton"] if tube.side == "r" else [])
        rest[[INDEX[name] for name in names]] += tube.offset
    moved = replace(
        mesh, vertices=places.astype(np.float32), normals=normals.astype(np.float32), joints=joints, weights=weights
    )
    return replace(character, mesh=moved, rig=Rig(rest), movers=())


def _bones(tube: Tube) -> tuple[np.ndarray, np.ndarray]:
    """joints (n, 4), weights (n, 4) of a tube's vertices."""
    fore = smoothstep(RINGS, *_ELBOW)
    root = _ROOTED * smoothstep(RINGS, *_ROOT)
    shares = np.repeat(np.stack([(1 - root) * (1 - fore), fore, root, 0 * root], 1), SIDES, axis=0)
    bones = [INDEX[f"{name}_{tube.side}"] for name in ("upper_arm", "forearm", "clavicle", "hand")]
    last = np.array([[0.0, 0, 0, 1]] if tube.bare else [[0.0, 1, 0, 0]])
    shares = np.concatenate([shares, last])
    return np.tile(np.array([bones], np.uint8), (len(shares), 1)), shares.astype(np.float32)
