"""The trunk and the head: which way each is turned, in the world."""

from dataclasses import dataclass

import numpy as np

from vc.render.avatar.filters import soft
from vc.render.avatar.quaternion import about, multiply, power
from vc.render.avatar.sketch import SIDES, Measures, middle
from vc.skeleton import Joint

X, Y, Z = (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)
# Shares of the trunk's bend: the pelvis stays behind, the chest goes on. Weighted by the lengths of the three pieces
# (0.10, 0.16 and 0.19 m up to the shoulders) they sum to the whole, so the shoulders arrive where they were seen.
SHARES = {"hips": 0.30, "spine": 0.90, "chest": 1.45}
_TURN_SHARES = {"hips": 0.4, "spine": 0.65, "chest": 1.0}  # the shoulders' turn is seen at the chest itself
_MOST_LEAN, _MOST_SIDE, _MOST_ROLL = 0.5, 0.35, 0.35  # radians
BREATH_HZ, BREATH_RAD = 0.25, 0.010  # 15 breaths a minute, as at light work
_NOSE_M = 0.115  # the nose's tip before the line of the ears
_NOD = 0.10  # radians downward: where the eyes usually look, at players and score
_MOST_YAW, _MOST_NOD, _MOST_TILT = 0.95, 0.45, 0.40


@dataclass(frozen=True)
class Trunk:
    """Angles over time, (T,) radians.

    turn : of the shoulders, to the conductor's left
    lean : forward, hips to shoulders
    side : towards the conductor's left, hips to shoulders
    roll : of the shoulder line against a trunk leaning so, left shoulder up
    hip_roll : of the hips' line, left hip up
    """

    turn: np.ndarray
    lean: np.ndarray
    side: np.ndarray
    roll: np.ndarray
    hip_roll: np.ndarray


def read_trunk(points: np.ndarray, rate: int) -> Trunk:
    """The trunk's angles from (T, 13, 3) joints in space."""
    up = middle(points, "SHOULDER") - middle(points, "HIP")
    across = points[:, Joint.LEFT_SHOULDER] - points[:, Joint.RIGHT_SHOULDER]
    hips = points[:, Joint.LEFT_HIP] - points[:, Joint.RIGHT_HIP]
    upward = np.maximum(up[:, 1], 0.1)
    side = np.arctan2(up[:, 0], upward)
    level = np.maximum(np.hypot(across[:, 0], across[:, 2]), 0.1)  # nobody's shoulders stand upright
    roll = np.arctan2(across[:, 1], level) + side
    return Trunk(
        turn=soft(np.arctan2(-across[:, 2], np.maximum(across[:, 0], 0.1)), 0.05, rate),
        lean=_bounded(soft(np.arctan2(up[:, 2], np.hypot(up[:, 0], upward)), 0.06, rate), _MOST_LEAN),
        side=_bounded(soft(side, 0.06, rate), _MOST_SIDE),
        roll=_bounded(soft(roll, 0.06, rate), _MOST_ROLL),
        hip_roll=_bounded(soft(np.arctan2(hips[:, 1], np.maximum(hips[:, 0], 0.1)), 0.15, rate), 0.15),
    )


def breath(count: int, start: int, rate: int) -> np.ndarray:
    """(T,) -1..1, 1 when the lungs are full; `start` is the number of the first pose."""
    return np.sin(2 * np.pi * BREATH_HZ * (start + np.arange(count)) / rate)


def turn_trunk(trunk: Trunk, lungs: np.ndarray) -> dict[str, np.ndarray]:
    """World rotations (T, 4) of hips, spine and chest."""
    turns = {}
    for name, share in SHARES.items():
        lean = share * trunk.lean - (BREATH_RAD * lungs if name == "chest" else 0)
        roll = -share * trunk.side + (0.3 * trunk.roll if name == "chest" else 0)
        roll = roll + (0.7 * trunk.hip_roll if name == "hips" else 0)
        bend = multiply(about(Z, roll), about(X, lean))
        turns[name] = multiply(about(Y, _TURN_SHARES[name] * trunk.turn), bend)
    return turns


def turn_head(
    points: np.ndarray, measures: Measures, chest: np.ndarray, rate: int, facing: np.ndarray | None = None
) -> dict[str, np.ndarray]:
    """World rotations (T, 4) of neck and head, from where the nose lies between and below the ears.

    facing : (T, 3) where the face is turned, where that is known
    """
    ears, across = middle(points, "EAR"), points[:, Joint.LEFT_EAR] - points[:, Joint.RIGHT_EAR]
    eyes = points[:, Joint.LEFT_EYE] - points[:, Joint.RIGHT_EYE]
    nose = points[:, Joint.NOSE] - ears
    yaw = np.arcsin(_bounded(soft(nose[:, 0] / _NOSE_M, 0.07, rate), np.sin(_MOST_YAW)))
    nod = _NOD + _bounded(0.8 * soft((measures.nod * measures.ears - nose[:, 1]) / _NOSE_M, 0.07, rate), _MOST_NOD)
    if facing is not None:
        yaw = _bounded(np.arctan2(facing[:, 0], np.maximum(facing[:, 2], 0.1)), _MOST_YAW)
        nod = _bounded(-np.arcsin(np.clip(facing[:, 1], -1, 1)), _MOST_NOD)
    # Ears are seen badly from the front, eyes lie close together: both are asked.
    rise, run = across[:, 1] + eyes[:, 1], across[:, 0] + eyes[:, 0]
    tilt = np.arctan2(rise, np.maximum(run, 0.5 * measures.ears))
    tilt = _bounded(soft(tilt, 0.07, rate), _MOST_TILT)
    head = multiply(about(Y, yaw), multiply(about(Z, tilt), about(X, nod)))
    return {"neck": multiply(power(head, 0.5), power(chest, 0.5)), "head": head}


def turn_clavicles(
    trunk: Trunk, chest: np.ndarray, arms: dict[str, np.ndarray], lungs: np.ndarray, rate: int
) -> dict[str, np.ndarray]:
    """World rotations of the collar bones: they tilt as seen, rise with arms above the shoulders, follow forward.

    arms : (T, 3) from shoulder to elbow, any length, by side
    """
    turns = {}
    for name, side in SIDES.items():
        arm = arms[name] / np.maximum(np.linalg.norm(arms[name], axis=1, keepdims=True), 1e-6)
        # The joint of the shoulder gives two thirds of an arm's rise, the girdle one third, once the arm is level
        # (Inman 1944: scapulo-humeral rhythm). Half of that is left here: the shoulder line's own tilt holds the rest.
        rise = soft(0.17 * np.logaddexp(0, 8 * (arm[:, 1] + 0.1)) / 8, 0.07, rate)
        forward = soft(0.15 * np.clip(arm[:, 2], 0, 1), 0.07, rate)
        lift = side.sign * (rise + 0.3 * BREATH_RAD * lungs) + 0.8 * trunk.roll
        turns[f"clavicle_{name}"] = multiply(chest, multiply(about(Y, -side.sign * forward), about(Z, lift)))
    return turns


def _bounded(values: np.ndarray, most: float) -> np.ndarray:
    """`values`, bending softly to stay within +-`most`."""
    return most * np.tanh(values / most)
