"""The rig with its arms straight out and palms down: the rest pose of SMPL-X, VRM and Mixamo.

The rig's own rest pose has hanging arms (`rig.ARM_BELOW_HORIZONTAL`). A joint that rests otherwise needs other
rotations for the same poses; here they are, for the same skeleton at the same places.
"""

import numpy as np

from vc.render.avatar.quaternion import IDENTITY, about, inverse, multiply, rotate
from vc.render.avatar.rig import ARM_BELOW_HORIZONTAL, JOINTS, PARENTS, Rig

_RAISED = ("upper_arm", "forearm", "hand", "baton")  # what goes up with an arm


def _raising() -> np.ndarray:
    """(22, 4) the turn of each joint from the rig's rest pose to the T-pose."""
    turns = np.tile(IDENTITY, (len(JOINTS), 1))
    for number, name in enumerate(JOINTS):
        if name.removesuffix("_l").removesuffix("_r") in _RAISED:
            turns[number] = about((0, 0, 1), ARM_BELOW_HORIZONTAL if name.endswith("_l") else -ARM_BELOW_HORIZONTAL)
    return turns


RAISING = _raising()
_OF_PARENT = np.where((PARENTS < 0)[:, None], IDENTITY, RAISING[PARENTS])


def t_posed(rig: Rig) -> Rig:
    """The same skeleton, resting in T-pose."""
    offsets = rotate(_OF_PARENT, rig.offsets)
    rest = np.zeros_like(rig.rest)
    for joint, parent in enumerate(PARENTS):
        rest[joint] = offsets[joint] + (rest[parent] if parent >= 0 else 0)
    return Rig(rest)


def from_t_pose(rotations: np.ndarray) -> np.ndarray:
    """(T, 22, 4) rotations relative to the parents, as `t_posed` needs them, of those of the rig."""
    return multiply(multiply(_OF_PARENT, rotations), inverse(RAISING))
