"""Where the eyes look, for formats that have bones or a target for them."""

import numpy as np

from vc.render.avatar.quaternion import about, inverse, multiply, rotate
from vc.render.avatar.rig import RigMotion, world_turn

MOST_RAD = np.deg2rad(35.0)  # eyes turn no further; the head does the rest


def look_angles(motion: RigMotion) -> tuple[np.ndarray, np.ndarray]:
    """(T,) radians of the eyes in the head: to the left, and up. Zero where no gaze is known."""
    if motion.gaze is None:
        return np.zeros(len(motion)), np.zeros(len(motion))
    way = rotate(inverse(world_turn(motion, "head")), motion.gaze.astype(np.float64))
    aside = np.arctan2(way[:, 0], np.maximum(way[:, 2], 0.05))
    up = np.arcsin(np.clip(way[:, 1], -1, 1))
    return np.clip(aside, -MOST_RAD, MOST_RAD), np.clip(up, -MOST_RAD, MOST_RAD)


def eye_turns(motion: RigMotion) -> np.ndarray:
    """(T, 4) rotation of either eye, relative to the head."""
    aside, up = look_angles(motion)
    return multiply(about((0, 1, 0), aside), about((1, 0, 0), -up))
