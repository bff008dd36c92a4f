"""From the picture into space: where the thirteen joints are in metres, their depth guessed or given.

A bone that looks short points towards or away from the viewer. Which of the two, and how far where the bone looks
almost full (there a pixel decides over centimetres), is answered by how conductors hold their arms: elbows beside and
before the body, hands in front of the elbows.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from vc.render.avatar.filters import soft, without_jitter
from vc.render.avatar.rig import FOREARM_M, INDEX, STANDARD_RIG, UPPER_ARM_M
from vc.skeleton import Joint, Motion

SHOULDERS_M = float(2 * STANDARD_RIG.rest[INDEX["upper_arm_l"], 0])
TORSO_M = float(STANDARD_RIG.rest[INDEX["upper_arm_l"], 1] - STANDARD_RIG.rest[INDEX["thigh_l"], 1])
CAMERA_M = 4.7  # usual distance of the camera, behind the first desks; it enlarges hands held out by some 7 %
CAMERA_RAD = 0.03  # it looks a little from above: what is nearer appears lower
_KNOWN_SHOULDERS = 0.2  # width on the stage of shoulders that are known in metres
FARTHEST = 4.0  # stage widths from its middle; joints beyond are lost, not far away


class Side(NamedTuple):
    """A side of the body: the sign of its x, and its arm's joints."""

    sign: float
    shoulder: Joint
    elbow: Joint
    wrist: Joint

    @property
    def bones(self) -> tuple[tuple[Joint, Joint], tuple[Joint, Joint]]:
        return (self.shoulder, self.elbow), (self.elbow, self.wrist)


SIDES = {
    "l": Side(1.0, Joint.LEFT_SHOULDER, Joint.LEFT_ELBOW, Joint.LEFT_WRIST),
    "r": Side(-1.0, Joint.RIGHT_SHOULDER, Joint.RIGHT_ELBOW, Joint.RIGHT_WRIST),
}

# How far conductors hold elbow before shoulder and wrist before elbow, metres: a constant, then per metre of the upper
# arm outward and up, and of the forearm outward and up as the picture shows them. Least squares over the textbook
# conductor of vc.conductor in all its styles; the remaining spread follows.
_USUAL = {"upper": (0.18, -0.20, 0.33, -0.25, 0.31), "fore": (0.21, 0.16, -0.10, 0.33, -0.27)}
_SPREAD_M = {"upper": 0.045, "fore": 0.04}
_BOUNDS_M = {"upper": (-0.06, 0.27), "fore": (0.03, 0.25)}
_PICTURE_ERROR_M = 0.012  # of a joint in the picture
_DEPTH_WIDTH_S = 0.05  # depths are smoothed more than what the picture shows
_USUAL_LEAN = 0.07  # radians forward; the sign of a lean cannot be seen from the front
_LEAN_INTO = 0.10  # radians that conductors lean further into the loudest music than into silence
_MOST_TURN = 0.75  # radians; a conductor who turns further away has no front to lift


@dataclass(frozen=True)
class Measures:
    """What holds for a whole clip.

    scale : metres per stage width, of a body with the rig's shoulders
    origin : (2,) usual middle of the hips on the stage, y up
    upper, fore : lengths of the upper arms and forearms, metres, left and right
    torso : hips to shoulders when upright, metres
    ears : distance of the ears from the front, metres
    nod : usual height of the nose above the ears over their distance
    """

    scale: float
    origin: np.ndarray
    upper: tuple[float, float]
    fore: tuple[float, float]
    torso: float
    ears: float
    nod: float


def upright(motion: Motion) -> np.ndarray:
    """(T, 13, 2) float64 on the stage, y UP, lost joints drawn in, the trembling taken out.

    Where the joints are known in space they are seen straight from the front, whatever camera has seen `points`.
    """
    if motion.joints is not None:
        shoulders = motion.joints[:, Joint.LEFT_SHOULDER] - motion.joints[:, Joint.RIGHT_SHOULDER]
        scale = _KNOWN_SHOULDERS / max(float(np.linalg.norm(shoulders, axis=-1).mean()), 0.05)
        return scale * motion.joints[..., :2].astype(np.float64)
    points = np.clip(motion.points.astype(np.float64), 0.5 - FARTHEST, 0.5 + FARTHEST) * [1, -1]
    return without_jitter(points, motion.rate)


def measure(points: np.ndarray, joints: np.ndarray | None = None) -> Measures:
    """Sizes of the body from all (T, 13, 2) poses of `upright`; high percentiles stand for the unshortened length.

    joints : (T, 13, 3) metres where they are known; lengths are theirs then
    """
    if joints is not None:
        return _measured(points, joints)
    shoulders = _distance(points, Joint.LEFT_SHOULDER, Joint.RIGHT_SHOULDER)
    torso = np.linalg.norm(middle(points, "SHOULDER") - middle(points, "HIP"), axis=1)
    # Someone who stands sideways shows no shoulders: then the trunk tells the size.
    width = max(np.percentile(shoulders, 90), 0.75 * np.percentile(torso, 85) * SHOULDERS_M / TORSO_M, 0.02)
    scale = SHOULDERS_M / width
    ears = np.percentile(_distance(points, Joint.LEFT_EAR, Joint.RIGHT_EAR), 85) * scale
    ears = float(np.clip(ears, 0.10, 0.20))
    nose_m = (points[:, Joint.NOSE, 1] - middle(points, "EAR")[:, 1]) * scale
    return Measures(
        scale=scale,
        origin=np.median(middle(points, "HIP"), axis=0),
        upper=_bone_lengths(points * scale, 0, UPPER_ARM_M),
        fore=_bone_lengths(points * scale, 1, FOREARM_M),
        torso=float(np.percentile(torso, 97) * scale),
        ears=ears,
        nod=float(np.median(nose_m / ears)),
    )


def _measured(points: np.ndarray, joints: np.ndarray) -> Measures:
    """As `measure`, from bones whose lengths are known."""
    scale = SHOULDERS_M / max(float(_distance(joints, Joint.LEFT_SHOULDER, Joint.RIGHT_SHOULDER).mean()), 0.05)
    upper, fore = (tuple(scale * float(_distance(joints, *side.bones[bone]).mean()) for side in SIDES.values())
                   for bone in (0, 1))  # fmt: skip
    ears = scale * float(_distance(joints, Joint.LEFT_EAR, Joint.RIGHT_EAR).mean())
    nose_m = scale * (joints[:, Joint.NOSE, 1] - middle(joints, "EAR")[:, 1])
    return Measures(
        scale=SHOULDERS_M / _KNOWN_SHOULDERS,
        origin=np.median(middle(points, "HIP"), axis=0),
        upper=(upper[0], upper[1]),
        fore=(fore[0], fore[1]),
        torso=scale * float(np.linalg.norm(middle(joints, "SHOULDER") - middle(joints, "HIP"), axis=1).mean()),
        ears=ears,
        nod=float(np.median(nose_m) / max(ears, 1e-3)),
    )


def known(joints: np.ndarray) -> np.ndarray:
    """(T, 13, 3) as `place` gives them, of joints that are known in metres: the same body with the rig's shoulders."""
    scale = SHOULDERS_M / max(float(_distance(joints, Joint.LEFT_SHOULDER, Joint.RIGHT_SHOULDER).mean()), 0.05)
    return np.asarray(scale * (joints.astype(np.float64) - np.median(middle(joints, "HIP"), axis=0)))


def place(
    points: np.ndarray, measures: Measures, level: np.ndarray | None, rate: int
) -> np.ndarray:  # fmt: skip
    """(T, 13, 3) metres from the hips' usual middle, x right, y up, z to the viewer; the depth is guessed.

    points : (T, 13, 2) of `upright`
    level : (T,) loudness 0..1 where the music is known; used only to guess
    """
    flat = (points - measures.origin) * measures.scale
    z = _guess(flat, measures, level, rate)
    plane = measures.torso * _USUAL_LEAN  # of the shoulders, which set the scale
    flat = flat * (1 - (z - plane) / CAMERA_M)[..., None]  # what is nearer looks larger
    return np.stack([flat[..., 0], flat[..., 1] + CAMERA_RAD * z, z], -1)


def middle(points: np.ndarray, pair: str) -> np.ndarray:
    """Halfway between the left and the right joint of the name `pair`, like "HIP"; (T, ...)."""
    return 0.5 * (points[:, Joint[f"LEFT_{pair}"]] + points[:, Joint[f"RIGHT_{pair}"]])


def _distance(points: np.ndarray, a: Joint, b: Joint) -> np.ndarray:
    return np.linalg.norm(points[:, a] - points[:, b], axis=-1)


def _bone_lengths(points: np.ndarray, bone: int, usual: float) -> tuple[float, float]:
    """The arms' bone of that number, left and right: as long as it ever looks, within reason."""
    seen = [np.percentile(_distance(points, *side.bones[bone]), 97) for side in SIDES.values()]
    both = np.mean(seen)  # arms are of one length, but only one may be seen stretched
    left, right = (float(np.clip(0.5 * (one + both), 0.9 * usual, 1.25 * usual)) for one in seen)
    return left, right


def _guess(flat: np.ndarray, measures: Measures, level: np.ndarray | None, rate: int) -> np.ndarray:
    """(T, 13) depths, metres towards the viewer."""
    z = np.zeros(flat.shape[:2])
    lean, turn = _lean(flat, measures, rate), _turn(flat, measures, rate)
    if level is not None:
        lean = lean + _LEAN_INTO * (soft(level, 0.5, rate) - 0.4)
    z[:, [Joint.NOSE, Joint.LEFT_EYE, Joint.RIGHT_EYE, Joint.LEFT_EAR, Joint.RIGHT_EAR]] = (
        1.35 * lean[:, None] * measures.torso
    )
    for number, (sign, shoulder, elbow, wrist) in enumerate(SIDES.values()):
        z[:, shoulder] = lean * measures.torso - sign * 0.5 * SHOULDERS_M * np.sin(turn)
        upper, fore = flat[:, elbow] - flat[:, shoulder], flat[:, wrist] - flat[:, elbow]
        seen = np.concatenate([upper, fore], 1) * [sign, 1, sign, 1]
        z[:, elbow] = z[:, shoulder] + _towards(upper, measures.upper[number], seen, "upper", rate)
        z[:, wrist] = z[:, elbow] + _towards(fore, measures.fore[number], seen, "fore", rate)
    for sign, hip in ((1, Joint.LEFT_HIP), (-1, Joint.RIGHT_HIP)):
        z[:, hip] = -sign * 0.1 * np.sin(0.4 * turn)
    return z


def _towards(bone: np.ndarray, length: float, seen: np.ndarray, name: str, rate: int) -> np.ndarray:
    """(T,) how far a bone (T, 2) of `length` reaches to the viewer.

    Two witnesses, weighted by their certainty: the foreshortening z = sqrt(length^2 - looks^2), whose error grows as
    looks / z, and what is usual for such an arm. The weight falls to zero as z^2 with z, so the result has no kink
    where the bone looks full.
    """
    looks2 = (bone * bone).sum(1)
    z2 = np.maximum(length**2 - looks2, 0)
    usual = np.clip(_USUAL[name][0] + seen @ np.array(_USUAL[name][1:]), *_BOUNDS_M[name])
    certainty = z2 * _SPREAD_M[name] ** 2
    certainty = certainty / (certainty + _PICTURE_ERROR_M**2 * np.maximum(looks2, 1e-6))
    return soft(certainty * np.sqrt(z2) + (1 - certainty) * usual, _DEPTH_WIDTH_S, rate)


def _turn(flat: np.ndarray, measures: Measures, rate: int) -> np.ndarray:
    """(T,) radians to the conductor's left: its size from the shoulders' width, its side from head and hands."""
    width = soft(_distance(flat, Joint.LEFT_SHOULDER, Joint.RIGHT_SHOULDER), 0.15, rate)
    size = np.arccos(np.clip(width / (1.01 * SHOULDERS_M), np.cos(_MOST_TURN), 1))
    shoulders = middle(flat, "SHOULDER")
    hands = 0.5 * (flat[:, Joint.LEFT_WRIST, 0] + flat[:, Joint.RIGHT_WRIST, 0]) - shoulders[:, 0]
    face = (flat[:, Joint.NOSE, 0] - middle(flat, "EAR")[:, 0]) / measures.ears
    side = np.tanh(2.5 * soft(face, 0.3, rate) + 8.0 * soft(hands, 0.6, rate))
    return soft(size * side, 0.15, rate)


def _lean(flat: np.ndarray, measures: Measures, rate: int) -> np.ndarray:
    """(T,) radians forward, cautiously: a trunk that looks short leans, but it might also lean back."""
    looks = np.linalg.norm(middle(flat, "SHOULDER") - middle(flat, "HIP"), axis=1) / max(measures.torso, 1e-3)
    short = np.sqrt(2 * np.clip(1 - soft(looks, 0.2, rate), 0, 0.1))
    return soft(0.6 * _USUAL_LEAN + 0.25 * short, 0.2, rate)
