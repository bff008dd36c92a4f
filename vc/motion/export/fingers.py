"""Fingers for formats that have bones for them: the rig knows how far each hand is closed, and here each joint bends.

Hands in T-pose: the left one points to +X, palm down, thumb to +Z; the right one is its mirror image.
"""

from dataclasses import dataclass

import numpy as np

from vc.render.avatar.quaternion import about, unit
from vc.render.avatar.rig import MIRROR, MORPHS, RigMotion

_PALM = np.array([0.0, -1.0, 0.0])


@dataclass(frozen=True)
class Finger:
    """base_m : from the wrist to its first joint; way : where it points; bones_m : lengths to the second and third
    joint; fist_deg : how far each joint bends in a fist. Of an adult's left hand (lengths after Buryanov and Kotiuk
    2010, rounded)."""

    base_m: tuple[float, float, float]
    way: tuple[float, float, float]
    bones_m: tuple[float, float]
    fist_deg: tuple[float, float, float]


_STRAIGHT, _FIST = (1.0, 0.0, 0.0), (75.0, 95.0, 55.0)
FINGERS = {
    "thumb": Finger((0.025, -0.010, 0.026), (0.70, -0.14, 0.70), (0.046, 0.032), (20.0, 30.0, 40.0)),
    "index": Finger((0.092, 0.0, 0.024), _STRAIGHT, (0.040, 0.023), _FIST),
    "middle": Finger((0.095, 0.0, 0.003), _STRAIGHT, (0.045, 0.027), _FIST),
    "ring": Finger((0.089, 0.0, -0.017), _STRAIGHT, (0.041, 0.026), _FIST),
    "little": Finger((0.081, 0.0, -0.035), _STRAIGHT, (0.033, 0.019), _FIST),
}
JOINTS_EACH = 3


def finger_offsets(finger: str, side: str) -> np.ndarray:
    """(3, 3) metres from the wrist to the first joint, and from joint to joint. side : "l" or "r" """
    one = FINGERS[finger]
    way = unit(np.array(one.way))
    left = np.stack([np.array(one.base_m), way * one.bones_m[0], way * one.bones_m[1]])
    return left if side == "l" else left * MIRROR


def finger_turns(finger: str, side: str, motion: RigMotion) -> np.ndarray:
    """(T, 3, 4) rotations of the finger's joints relative to what they hang on."""
    one = FINGERS[finger]
    axis = np.cross(one.way, _PALM)
    if side == "r":
        axis = axis * -MIRROR  # an axis of turning is mirrored the other way round
    closed = motion.morphs[:, MORPHS.index(f"fingers_{side}"), None]
    return about(axis, closed * np.deg2rad(one.fist_deg))
