"""Motion as BVH, the plain text that animation programs have read since Biovision: a skeleton, then angles."""

from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

import numpy as np

from vc.files import appearing
from vc.render.avatar.quaternion import to_matrix
from vc.render.avatar.rig import ARM, BATON, BATON_M, JOINTS, MIRROR, PARENTS, STANDARD_RIG, Rig, RigMotion

CM_PER_M = 100  # BVH has no unit; programs expect centimetres
_PART = 4096  # poses turned to text at a time
_TIPS = {  # where bones without children end, metres from their joint
    "head": np.array([0.0, 0.25, 0.0]),
    "hand_l": ARM * 0.17,
    "baton": BATON * BATON_M,
    "foot": np.array([0.0, -0.06, 0.17]),
    "tail": np.array([0.0, -0.40, -0.05]),
}
_LOCKED = 0.999999  # sine of the middle angle beyond which the outer two turn about one axis


def write_bvh(path: str | Path, motion: RigMotion, *, rig: Rig = STANDARD_RIG) -> Path:
    """Write the motion as BVH: centimetres, degrees, rotations in the order Z X Y.

    Raises OutputError.
    """
    with appearing(path) as part, part.open("w", encoding="ascii", newline="\n") as file:
        file.write("HIERARCHY\n")
        order = _write_joint(file, rig, 0, 0)
        file.write(f"MOTION\nFrames: {len(motion)}\nFrame Time: {1 / motion.rate:.8f}\n")
        line = " ".join(["%.4f"] * (3 + 3 * len(order))) + "\n"
        for rows in _rows(motion, order):
            file.writelines(line % tuple(row) for row in rows.tolist())
    return Path(path)


def _write_joint(file: TextIO, rig: Rig, joint: int, depth: int) -> list[int]:
    """Write the tree from `joint` on; returns its joints in the order of their channels."""
    space, name = "  " * depth, JOINTS[joint]
    offset = rig.offsets[joint] if joint else np.zeros(3)  # the root's place is in its channels
    file.write(f"{space}{'JOINT' if joint else 'ROOT'} {name}\n{space}{{\n")
    file.write(f"{space}  OFFSET {_centimetres(offset)}\n")
    places = "" if joint else "Xposition Yposition Zposition "
    file.write(f"{space}  CHANNELS {3 if joint else 6} {places}Zrotation Xrotation Yrotation\n")
    order = [joint]
    for child in np.flatnonzero(joint == PARENTS):
        order += _write_joint(file, rig, int(child), depth + 1)
    if len(order) == 1:
        file.write(f"{space}  End Site\n{space}  {{\n{space}    OFFSET {_centimetres(_tip(name))}\n{space}  }}\n")
    file.write(f"{space}}}\n")
    return order


def _tip(name: str) -> np.ndarray:
    return _TIPS.get(name, _TIPS.get(name.split("_")[0], ARM * MIRROR * 0.17))


def _centimetres(offset: np.ndarray) -> str:
    return " ".join(f"{CM_PER_M * value:.5f}" for value in offset)


def _rows(motion: RigMotion, order: list[int]) -> Iterator[np.ndarray]:
    """Parts (n, 3 + 3 x 22) of the table, angles without jumps of 360 degrees from row to row."""
    before = np.zeros((1, 3 * len(order)))
    for start in range(0, len(motion), _PART):
        piece = motion.part(start, start + _PART)
        angles = euler_zxy(piece.rotations[:, order]).reshape(len(piece), -1)
        angles = np.unwrap(np.concatenate([before, angles]), axis=0)[1:]
        before = angles[-1:]
        yield np.concatenate([CM_PER_M * piece.root, np.rad2deg(angles)], 1)


def euler_zxy(rotations: np.ndarray) -> np.ndarray:
    """(..., 3) radians about Z, X, Y, whose product Z X Y is the quaternion (..., 4)."""
    matrix = to_matrix(rotations.astype(np.float64))
    sine = np.clip(matrix[..., 2, 1], -1, 1)
    locked = np.abs(sine) > _LOCKED
    z = np.where(
        locked,
        np.arctan2(matrix[..., 1, 0], matrix[..., 0, 0]),
        np.arctan2(-matrix[..., 0, 1], matrix[..., 1, 1]),
    )
    y = np.where(locked, 0.0, np.arctan2(-matrix[..., 2, 0], matrix[..., 2, 2]))
    return np.stack([z, np.arcsin(sine), y], -1)
