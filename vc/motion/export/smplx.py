"""Motion as SMPL-X parameters in AMASS's .npz, which needs no body model to be written or checked.

    poses (T, 165)              axis-angle of 55 joints, radians, each relative to its parent: root_orient (3),
                                pose_body (63), pose_jaw (3), pose_eye (6), pose_hand (90); they also stand alone
    trans (T, 3)                metres; the pelvis is at trans + rest_joints[0]
    betas (16)                  zeros: the mean body;  gender "neutral";  surface_model_type "smplx"
    mocap_frame_rate            poses a second; mocap_time_length: seconds

Axes are AMASS's: x to the conductor's left, y backwards, z UP from the floor; the conductor looks to -y. `root_orient`
turns the model, whose own y is up, into them. Hands are relative to flat ones (`flat_hand_mean=True` of the smplx
package). The mean body's bones differ from this figure's by centimetres, so its feet may miss the floor by as much. For
readers without a body model three more arrays tell the skeleton that gives this program's joints exactly:
rest_joints (55, 3) metres in the model's axes, parents (55,), joint_names (55,).

Sources: Pavlakos et al., SMPL-X (CVPR 2019); Mahmood et al., AMASS (ICCV 2019), and their published joint order.
"""

from pathlib import Path

import numpy as np

from vc.files import appearing
from vc.motion.export.fingers import JOINTS_EACH, finger_offsets, finger_turns
from vc.motion.export.looks import eye_turns
from vc.motion.export.tpose import from_t_pose, t_posed
from vc.render.avatar.quaternion import IDENTITY, about, multiply, rotate
from vc.render.avatar.rig import INDEX, MORPHS, STANDARD_RIG, Rig, RigMotion

PELVIS_M = np.array([0.0031, -0.3514, 0.0120])  # of the mean neutral body, from its origin
Z_UP = about((1, 0, 0), np.pi / 2)
_JAW_RAD = 0.20  # a mouth that is open to a smile

_SIDED = {"thigh": "hip", "shin": "knee", "foot": "ankle", "clavicle": "collar", "upper_arm": "shoulder",
          "forearm": "elbow", "hand": "wrist"}  # fmt: skip
# The model's joints that the rig has, by their names there.
FROM_RIG = {"pelvis": "hips", "spine1": "spine", "spine3": "chest", "neck": "neck", "head": "head"} | {
    f"{side}_{theirs}": f"{ours}_{side[0]}" for ours, theirs in _SIDED.items() for side in ("left", "right")
}
_HANDS = {"index": "index", "middle": "middle", "pinky": "little", "ring": "ring", "thumb": "thumb"}
_BODY = (
    "pelvis", "left_hip", "right_hip", "spine1", "left_knee", "right_knee", "spine2", "left_ankle", "right_ankle",
    "spine3", "left_foot", "right_foot", "neck", "left_collar", "right_collar", "head", "left_shoulder",
    "right_shoulder", "left_elbow", "right_elbow", "left_wrist", "right_wrist", "jaw", "left_eye_smplhf",
    "right_eye_smplhf",
)  # fmt: skip
_BODY_PARENTS = (-1, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 9, 12, 13, 14, 16, 17, 18, 19, 15, 15, 15)
_FACE_M = {"jaw": (0.0, 0.02, 0.02), "left_eye_smplhf": (0.032, 0.09, 0.07), "right_eye_smplhf": (-0.032, 0.09, 0.07)}
_TOE_M = np.array([0.0, -0.05, 0.12])  # from the ankle
_FINGERS = tuple((side, finger) for side in ("left", "right") for finger in _HANDS)
NAMES = (*_BODY, *(f"{side}_{finger}{n + 1}" for side, finger in _FINGERS for n in range(JOINTS_EACH)))


def _parents() -> np.ndarray:
    found = list(_BODY_PARENTS)
    for side, _ in _FINGERS:
        first = len(found)
        found += [_BODY.index(f"{side}_wrist"), first, first + 1]
    return np.array(found)


MODEL_PARENTS = _parents()


def write_smplx(path: str | Path, motion: RigMotion, *, rig: Rig = STANDARD_RIG) -> Path:
    """Write the motion as AMASS's SMPL-X .npz, see above. Raises OutputError."""
    poses = axis_angles(_turns(motion)).reshape(len(motion), -1).astype(np.float32)
    parts = {"root_orient": 3, "pose_body": 63, "pose_jaw": 3, "pose_eye": 6, "pose_hand": 90}
    split = dict(zip(parts, np.split(poses, np.cumsum(list(parts.values()))[:-1], axis=1), strict=True))
    trans = rotate(Z_UP, motion.root.astype(np.float64)) - PELVIS_M
    arrays = {
        "poses": poses, "trans": trans.astype(np.float32), "betas": np.zeros(16), "num_betas": 16,
        "gender": "neutral", "surface_model_type": "smplx", "mocap_frame_rate": float(motion.rate),
        "mocap_time_length": len(motion) / motion.rate, **split,
        "rest_joints": _rest(rig), "parents": MODEL_PARENTS, "joint_names": np.array(NAMES),
    }  # fmt: skip
    with appearing(path) as part, part.open("wb") as file:
        np.savez_compressed(file, **arrays)
    return Path(path)


def _turns(motion: RigMotion) -> np.ndarray:
    """(T, 55, 4) rotations relative to the parents; the root's from the model's axes to AMASS's."""
    raised = from_t_pose(motion.rotations.astype(np.float64))
    turns = np.tile(IDENTITY, (len(motion), len(NAMES), 1))
    for theirs, ours in FROM_RIG.items():
        turns[:, NAMES.index(theirs)] = raised[:, INDEX[ours]]
    turns[:, 0] = multiply(Z_UP, turns[:, 0])
    turns[:, NAMES.index("jaw")] = about((1, 0, 0), _JAW_RAD * motion.morphs[:, MORPHS.index("mouth")])
    if motion.gaze is not None:
        for name in ("left_eye_smplhf", "right_eye_smplhf"):
            turns[:, NAMES.index(name)] = eye_turns(motion)
    for side, finger in _FINGERS:
        first = NAMES.index(f"{side}_{finger}1")
        turns[:, first : first + JOINTS_EACH] = finger_turns(_HANDS[finger], side[0], motion)
    return turns


def _rest(rig: Rig) -> np.ndarray:
    """(55, 3) metres: the figure's joints at rest, the pelvis where the model has it."""
    t_pose = t_posed(rig)
    places = {theirs: t_pose.rest[INDEX[ours]] for theirs, ours in FROM_RIG.items()}
    places["spine2"] = 0.5 * (places["spine1"] + places["spine3"])
    places |= {f"{side}_foot": places[f"{side}_ankle"] + _TOE_M for side in ("left", "right")}
    places |= {name: places["head"] + np.array(offset) for name, offset in _FACE_M.items()}
    for side, finger in _FINGERS:
        chain = places[f"{side}_wrist"] + finger_offsets(_HANDS[finger], side[0]).cumsum(axis=0)
        places |= {f"{side}_{finger}{n + 1}": place for n, place in enumerate(chain)}
    return np.array([places[name] for name in NAMES]) - t_pose.rest[0] + PELVIS_M


def axis_angles(turns: np.ndarray) -> np.ndarray:
    """(..., 3) axis times angle, radians up to pi, of unit quaternions (..., 4)."""
    turns = np.where(turns[..., 3:] < 0, -turns, turns)
    sine = np.linalg.norm(turns[..., :3], axis=-1, keepdims=True)
    angle = 2 * np.arctan2(sine, turns[..., 3:])
    return turns[..., :3] * np.where(sine > 1e-9, angle / np.maximum(sine, 1e-9), 2.0)
