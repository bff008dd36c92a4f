"""What carries the body: hips, planted feet, and the coat tails that swing behind."""

import numpy as np

from vc.render.avatar.filters import pendulum, soft
from vc.render.avatar.quaternion import about, between, multiply, rotate, unit
from vc.render.avatar.rig import INDEX, Rig
from vc.render.avatar.sketch import SIDES, middle
from vc.render.avatar.torso import Trunk, X, Z

_KNEES_M = 0.014  # by which standing hips hang below stretched legs
_MOST_SIDE_M, _MOST_DROP_M, _MOST_RISE_M, _MOST_STEP_M = 0.08, 0.06, 0.010, 0.05
_COUNTER = 0.12  # hips go back by this share of the lean, to stay over the feet
_TAIL_HZ, _TAIL_DAMPING = 1.2, 0.33  # cloth of 0.4 m swings at sqrt(g / (2/3 x 0.4 m)) = 1 Hz, a lining stiffens it
_TAIL_M = 0.45  # length that turns the hips' acceleration into the tail's angle
_MOST_SWING = 0.35


def pose_root(points: np.ndarray, trunk: Trunk, rig: Rig, rate: int) -> np.ndarray:
    """(T, 3) place of the hips' joint, from where the hips were seen (T, 13, 3), feet within reach."""
    hips = soft(middle(points, "HIP"), 0.13, rate)
    side = _MOST_SIDE_M * np.tanh(hips[:, 0] / _MOST_SIDE_M)
    rise = np.where(hips[:, 1] < 0, _MOST_DROP_M, _MOST_RISE_M)
    height = rise * np.tanh(hips[:, 1] / rise) - _KNEES_M - 0.04 * np.abs(trunk.lean) - 1.2 * side**2
    step = _MOST_STEP_M * np.tanh(hips[:, 2] / _MOST_STEP_M) - _COUNTER * np.sin(trunk.lean)
    return rig.rest[0] + np.stack([side, height, step], 1)


def pose_legs(hips: np.ndarray, root: np.ndarray, rig: Rig) -> dict[str, np.ndarray]:
    """World rotations of thighs, shins and feet: both soles stay on the floor, knees bend over the toes."""
    turns = {}
    for name, side in SIDES.items():
        thigh, shin, foot = (INDEX[f"{part}_{name}"] for part in ("thigh", "shin", "foot"))
        hip = root + rotate(hips, rig.offsets[thigh])
        knee = _knee(hip, rig.rest[foot], rig.length(JOINT[shin]), rig.length(JOINT[foot]), side.sign)
        turns[JOINT[thigh]] = between(unit(rig.offsets[shin]), unit(knee - hip))
        turns[JOINT[shin]] = between(unit(rig.offsets[foot]), unit(rig.rest[foot] - knee))
        turns[JOINT[foot]] = np.tile([0.0, 0.0, 0.0, 1.0], (len(root), 1))
    return turns


JOINT = {number: name for name, number in INDEX.items()}


def _knee(hip: np.ndarray, ankle: np.ndarray, thigh: float, shin: float, sign: float) -> np.ndarray:
    away = ankle - hip
    distance = np.minimum(np.linalg.norm(away, axis=1), 0.9998 * (thigh + shin))[:, None]
    axis = unit(away)
    cosine = np.clip((thigh**2 + distance**2 - shin**2) / (2 * thigh * distance), -1, 1)
    forward = np.array([0.08 * sign, 0.0, 1.0])
    forward = unit(forward - (axis * forward).sum(1, keepdims=True) * axis)
    return hip + thigh * (cosine * axis + np.sqrt(1 - cosine**2) * forward)


def pose_tails(hips: np.ndarray, root: np.ndarray, trunk: Trunk, rate: int) -> dict[str, np.ndarray]:
    """World rotations of the coat tails, hanging from the hips and swung by their movement."""
    moved = root[:, 0] + 0.10 * trunk.turn - 0.10 * trunk.side
    push = np.gradient(np.gradient(moved)) * rate**2 if len(moved) > 1 else np.zeros(len(moved))
    swing = _MOST_SWING * np.tanh(pendulum(-push / _TAIL_M, _TAIL_HZ, _TAIL_DAMPING, rate) / _MOST_SWING)
    out = multiply(about(Z, swing), about(X, 0.10 * np.abs(swing) + 0.3 * trunk.lean))
    return {name: multiply(hips, out) for name in ("tail_l", "tail_r")}
