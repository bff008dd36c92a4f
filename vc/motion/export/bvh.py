"""Motion as BVH, the plain text that animation programs have read since Biovision: a skeleton, then angles."""

from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

import numpy as np

from vc.files import appearing
from vc.motion.export.bones import SCHEMES, Bone, Bones
from vc.motion.export.options import DEFAULTS, PER_METRE, ExportOptions
from vc.render.avatar.quaternion import to_matrix
from vc.render.avatar.rig import STANDARD_RIG, Rig, RigMotion

_PART = 4096  # poses turned to text at a time
_LOCKED = 0.999999  # sine of the middle angle beyond which the outer two turn about one axis


def write_bvh(
    path: str | Path, motion: RigMotion, *, rig: Rig = STANDARD_RIG, options: ExportOptions = DEFAULTS
) -> Path:
    """Write the motion as BVH: degrees, rotations in the order Z X Y; unit and names of bones as `options` says.

    Raises OutputError.
    """
    skeleton, scale = SCHEMES[options.bvh_bones](rig), PER_METRE[options.bvh_unit]
    with appearing(path) as part, part.open("w", encoding="ascii", newline="\n") as file:
        file.write("HIERARCHY\n")
        order = _write_bone(file, skeleton.bones, 0, 0, scale)
        file.write(f"MOTION\nFrames: {len(motion)}\nFrame Time: {1 / motion.rate:.8f}\n")
        places = "%.6f" if scale == 1 else "%.4f"
        line = " ".join([places] * 3 + ["%.4f"] * (3 * len(order))) + "\n"
        for rows in _rows(motion, skeleton, order, scale):
            file.writelines(line % tuple(row) for row in rows.tolist())
    return Path(path)


def _write_bone(file: TextIO, bones: list[Bone], number: int, depth: int, scale: float) -> list[int]:
    """Write the tree from a bone on; returns its bones in the order of their channels."""
    space, bone, is_root = "  " * depth, bones[number], bones[number].parent is None
    offset = np.zeros(3) if is_root else bone.offset  # the root's place is in its channels
    file.write(f"{space}{'ROOT' if is_root else 'JOINT'} {bone.name}\n{space}{{\n")
    file.write(f"{space}  OFFSET {_written(offset, scale)}\n")
    places = "Xposition Yposition Zposition " if is_root else ""
    file.write(f"{space}  CHANNELS {6 if is_root else 3} {places}Zrotation Xrotation Yrotation\n")
    order = [number]
    for child, other in enumerate(bones):
        if other.parent == bone.name:
            order += _write_bone(file, bones, child, depth + 1, scale)
    if len(order) == 1:
        file.write(f"{space}  End Site\n{space}  {{\n{space}    OFFSET {_written(bone.tip, scale)}\n{space}  }}\n")
    file.write(f"{space}}}\n")
    return order


def _written(offset: np.ndarray, scale: float) -> str:
    return " ".join(f"{scale * value:.6f}" for value in offset)


def _rows(motion: RigMotion, skeleton: Bones, order: list[int], scale: float) -> Iterator[np.ndarray]:
    """Parts (n, 3 + 3 x bones) of the table, angles without jumps of 360 degrees from row to row."""
    before = np.zeros((1, 3 * len(order)))
    for start in range(0, len(motion), _PART):
        piece = motion.part(start, start + _PART)
        angles = euler_zxy(skeleton.turns(piece)[:, order]).reshape(len(piece), -1)
        angles = np.unwrap(np.concatenate([before, angles]), axis=0)[1:]
        before = angles[-1:]
        yield np.concatenate([scale * piece.root, np.rad2deg(angles)], 1)


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
