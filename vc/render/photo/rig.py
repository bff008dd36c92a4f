"""Retargeting: what each pose of a motion means for this person's arms, body and head.

Arms follow the motion's absolute directions, so that every beat is kept; the body, which is one stiff picture, follows
only as far as the picture bears.
"""

from dataclasses import dataclass

import numpy as np
from scipy.signal import lfilter, savgol_filter

from vc.skeleton import Joint, Motion

from .anatomy import LEFT_EAR, NOSE, RIGHT_EAR, Anatomy, Side
from .imaging import smoothstep

HANDLES = 5  # chest, left shoulder, right shoulder, head, nose
CELL_PX = 16  # spacing of the grid on which the warp of the body is computed

# How far a picture of a body can be moved before it looks bent: radians, or torso units where not said otherwise.
_MAX_LEAN, _MAX_SHRUG, _MAX_TILT = 0.22, 0.30, 0.20
_MAX_STRETCH = 0.045  # of the torso's length
_SHOULDER_SPREAD = (0.86, 1.08)  # of the width
_MAX_HEAD_SHIFT, _MAX_NOSE_SHIFT = 0.10, 0.035
_HEAD_UP, _HEAD_DOWN = 0.35, 0.7  # share of a head's rise and fall: a rising one would lengthen the neck
_HIP_SHARE = 0.6
_SHOULDER_SPAN = 0.30  # Gaussian radius of a shoulder's influence

# A limb that points at the viewer is drawn no shorter than this share of its length; a strip has no front view.
_MIN_BONE, _MIN_HAND = 0.30, 0.55
_WRIST_LAG_S, _MAX_WRIST_LAG = 0.07, 0.45  # the hand trails the forearm
_BATON_LAG_S, _MAX_BATON_LAG = 0.10, 0.6
_WRIST_EASE, _BATON_EASE = 0.35, 0.25  # share of the way to the new lag within one pose
BATON_LENGTH, _BATON_BEHIND_PALM, _PALM = 0.62, 0.06, 0.5


@dataclass(frozen=True)
class Tracks:
    """What is drawn at each of T poses, canvas px, float32.

    warps : (T, 5, 2, 3) per handle, the affine map from a point of the body to its displacement
    joints : (T, 2, 4, 2) by Side: shoulder, elbow, wrist, finger tip
    batons : (T, 2, 2) tail and tip of the baton in the right hand
    """

    warps: np.ndarray
    joints: np.ndarray
    batons: np.ndarray

    def __len__(self) -> int:
        return len(self.warps)


def retarget(motion: Motion, anatomy: Anatomy) -> Tracks:
    """The whole motion in terms of one person. Whole, because it asks what is usual in this motion; it stays small."""
    points = _facing_alike(motion.points.astype(np.float64), anatomy)
    warps = _body_warps(points, anatomy)
    weights = handle_weights(anatomy, anatomy.shoulders)
    shoulders = anatomy.shoulders + np.einsum("ks,tkij,sj->tsi", weights, warps, _homogeneous(anatomy.shoulders))
    joints = np.empty((len(points), 2, 4, 2))
    batons = np.empty((len(points), 2, 2))
    longest = _usual_lengths(points)
    for side in Side:
        bones, baton_angle = _arm_vectors(points, side, longest, anatomy.bones, motion.rate)
        joints[:, side, 0] = shoulders[:, side]
        joints[:, side, 1:] = shoulders[:, side, None] + np.cumsum(bones, axis=1)
        if side is Side.RIGHT:
            along = np.stack([np.cos(baton_angle), np.sin(baton_angle)], -1) * anatomy.unit
            palm = joints[:, side, 2] + _PALM * bones[:, 2]
            batons[:, 0], batons[:, 1] = palm - _BATON_BEHIND_PALM * along, palm + BATON_LENGTH * along
    return Tracks(warps.astype(np.float32), joints.astype(np.float32), batons.astype(np.float32))


def handle_weights(anatomy: Anatomy, points: np.ndarray) -> np.ndarray:
    """(5, ...) influence of each handle on points (..., 2) of the resting body."""
    spine = anatomy.neck - anatomy.pelvis
    up_the_spine = (points - anatomy.pelvis) @ spine / (spine @ spine)
    to_mouth = anatomy.mouth - anatomy.neck
    up_the_neck = (points - anatomy.neck) @ to_mouth / (to_mouth @ to_mouth + 1e-6)
    head = smoothstep(up_the_neck, 0.22, 0.95)
    spread = 2 * (_SHOULDER_SPAN * anatomy.unit) ** 2
    left, right = (np.exp(-((points - s) ** 2).sum(-1) / spread) * (1 - head) for s in anatomy.shoulders)
    ears = anatomy.landmarks[[LEFT_EAR, RIGHT_EAR]]
    face = 0.33 * float(np.linalg.norm(ears[0] - ears[1])) + 0.5
    nose = np.exp(-((points - anatomy.landmarks[NOSE]) ** 2).sum(-1) / (2 * face**2))
    return np.stack([smoothstep(up_the_spine, -0.05, 1.0), left, right, head, nose])


def grid_points(width: int, height: int) -> np.ndarray:
    """(rows, columns, 2) points CELL_PX apart that cover the canvas and one cell more."""
    y, x = np.mgrid[0 : height // CELL_PX + 2, 0 : width // CELL_PX + 2]
    return np.stack([x, y], -1).astype(np.float64) * CELL_PX


def _facing_alike(points: np.ndarray, anatomy: Anatomy) -> np.ndarray:
    """Mirror the motion for photos from behind and mirrored selfies, so that left stays left."""
    facing = np.median(points[:, Joint.LEFT_SHOULDER, 0] - points[:, Joint.RIGHT_SHOULDER, 0])
    if (facing >= 0) != (anatomy.facing > 0):
        points = points * [-1, 1] + [1, 0]
    return points


def _body_warps(points: np.ndarray, anatomy: Anatomy) -> np.ndarray:
    """(T, 5, 2, 3) displacement maps of the handles."""
    shoulders, hips = (
        points[:, [Joint.LEFT_SHOULDER, Joint.RIGHT_SHOULDER]],
        points[:, [Joint.LEFT_HIP, Joint.RIGHT_HIP]],
    )
    neck, pelvis = shoulders.mean(1), hips.mean(1)
    spine = neck - pelvis
    length = np.linalg.norm(spine, axis=1)
    usual_length = max(float(np.median(length)), 1e-3)
    to_canvas = float(np.linalg.norm(anatomy.neck - anatomy.pelvis)) / usual_length
    lean = np.clip(_from_usual_angle(np.arctan2(spine[:, 0], -spine[:, 1])), -_MAX_LEAN, _MAX_LEAN)
    stretch = 1 + _soft_limit(0.7 * (length / usual_length - 1), _MAX_STRETCH)
    sway = (pelvis - np.median(pelvis, 0)) * to_canvas * _HIP_SHARE
    sway = _soft_limit(sway, 0.15 * anatomy.unit)

    warps = np.zeros((len(points), HANDLES, 2, 3))
    chest = _rotation(lean)
    chest[:, 1] *= stretch[:, None]
    warps[:, 0] = _displacement(chest, anatomy.pelvis, sway)
    warps[:, 1:3, :, 2] = _shrugs(shoulders, chest, anatomy)
    head = _head_shift(points, neck, to_canvas, anatomy)
    tilt = np.clip(_from_usual_angle(_face_angle(points)), -_MAX_TILT, _MAX_TILT) - 0.5 * lean
    nape = anatomy.neck + 0.30 * (anatomy.mouth - anatomy.neck)
    warps[:, 3] = _displacement(_rotation(_calm(tilt)), nape, _calm(head))
    turn = points[:, Joint.NOSE] - points[:, Joint.LEFT_EYE : Joint.RIGHT_EAR + 1].mean(1)
    turn = (turn - np.median(turn, 0)) * to_canvas * 0.6
    warps[:, 4, :, 2] = _calm(_soft_limit(turn, _MAX_NOSE_SHIFT * anatomy.unit))
    return warps


def _shrugs(shoulders: np.ndarray, chest: np.ndarray, anatomy: Anatomy) -> np.ndarray:
    """(T, 2, 2) displacement of each shoulder beyond what the chest does."""
    line = shoulders[:, 0] - shoulders[:, 1]
    angle = np.clip(_from_usual_angle(np.arctan2(line[:, 1], line[:, 0])), -_MAX_SHRUG, _MAX_SHRUG)
    width = np.linalg.norm(line, axis=1)
    spread = np.clip(width / max(float(np.median(width)), 1e-3), *_SHOULDER_SPREAD)
    own = _rotation(angle) * spread[:, None, None]
    return np.einsum("tij,sj->tsi", own - chest, anatomy.shoulders - anatomy.neck)


def _head_shift(points: np.ndarray, neck: np.ndarray, to_canvas: float, anatomy: Anatomy) -> np.ndarray:
    """(T, 2) px by which the head leaves its usual place above the shoulders."""
    face = points[:, : Joint.RIGHT_EAR + 1].mean(1) - neck
    shift = _soft_limit(0.8 * (face - np.median(face, 0)) * to_canvas, _MAX_HEAD_SHIFT * anatomy.unit)
    shift[:, 1] *= np.where(shift[:, 1] < 0, _HEAD_UP, _HEAD_DOWN)
    return shift


def _face_angle(points: np.ndarray) -> np.ndarray:
    line = (
        points[:, Joint.LEFT_EYE] - points[:, Joint.RIGHT_EYE] + points[:, Joint.LEFT_EAR] - points[:, Joint.RIGHT_EAR]
    )
    return np.arctan2(line[:, 1], line[:, 0])


def _usual_lengths(points: np.ndarray) -> tuple[float, float]:
    """Stage lengths of upper arm and forearm seen from the side: the 95th percentile over both arms."""

    def longest(*bones: tuple[Joint, Joint]) -> float:
        lengths = [np.linalg.norm(points[:, a] - points[:, b], axis=1) for a, b in bones]
        return max(float(np.percentile(lengths, 95)), 1e-3)

    upper = longest((Joint.LEFT_SHOULDER, Joint.LEFT_ELBOW), (Joint.RIGHT_SHOULDER, Joint.RIGHT_ELBOW))
    fore = longest((Joint.LEFT_ELBOW, Joint.LEFT_WRIST), (Joint.RIGHT_ELBOW, Joint.RIGHT_WRIST))
    return upper, fore


def _arm_vectors(
    points: np.ndarray, side: Side, longest: tuple[float, float], bones: np.ndarray, rate: int
) -> tuple[np.ndarray, np.ndarray]:
    """Vectors (T, 3, 2) px of upper arm, forearm, hand, and the angle (T,) of a baton in the hand, radians."""
    shoulder, elbow, wrist = (
        points[:, joint + side] for joint in (Joint.LEFT_SHOULDER, Joint.LEFT_ELBOW, Joint.LEFT_WRIST)
    )
    upper, _ = _drawn_bone((elbow - shoulder) / longest[0])
    fore, stretched = _drawn_bone((wrist - elbow) / longest[1])
    angle = np.unwrap(np.arctan2(fore[:, 1], fore[:, 0]))
    turning = (np.gradient(angle) * rate if len(angle) > 1 else np.zeros(1)) * stretched
    angle = angle + _trail(turning, _WRIST_LAG_S, _MAX_WRIST_LAG, _WRIST_EASE)
    hand = np.stack([np.cos(angle), np.sin(angle)], -1) * (_MIN_HAND + (1 - _MIN_HAND) * stretched)[:, None]
    vectors = np.stack([upper, fore, hand], 1) * bones[:, None]
    return vectors, angle + _trail(turning, _BATON_LAG_S, _MAX_BATON_LAG, _BATON_EASE)


def _drawn_bone(bone: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Bones (T, 2), 1 = seen from the side -> bones to draw (T, 2), and the share of the length that is seen (T,).

    Short ones are lengthened, more so the shorter, but not across zero: there a limb passes through the line of sight
    and must not jump.
    """
    length = np.linalg.norm(bone, axis=1)
    share = np.minimum(length, 1.0)
    direction = bone / np.sqrt(length**2 + 0.08**2)[:, None]
    kept = bone * (share / np.maximum(length, 1e-6))[:, None]
    return _MIN_BONE * direction + (1 - _MIN_BONE) * kept, share


def _trail(turning: np.ndarray, lag_s: float, limit: float, ease: float) -> np.ndarray:
    """Angle (T,) by which something loose trails behind what turns at `turning` rad/s."""
    return lfilter([ease], [1, ease - 1], np.clip(-turning * lag_s, -limit, limit))


def _rotation(angle: np.ndarray) -> np.ndarray:
    """(T,) radians -> (T, 2, 2)."""
    cos, sin = np.cos(angle), np.sin(angle)
    return np.stack([np.stack([cos, -sin], -1), np.stack([sin, cos], -1)], 1)


def _displacement(linear: np.ndarray, centre: np.ndarray, shift: np.ndarray) -> np.ndarray:
    """Affine maps (T, 2, 3) point -> displacement, for maps (T, 2, 2) about `centre` followed by a shift (T, 2)."""
    change = linear - np.eye(2)
    return np.concatenate([change, (shift - change @ centre)[..., None]], -1)


def _homogeneous(points: np.ndarray) -> np.ndarray:
    return np.concatenate([points, np.ones((len(points), 1))], 1)


def _from_usual_angle(angle: np.ndarray) -> np.ndarray:
    """Difference (T,) from the median direction, in -pi to pi."""
    turned = np.unwrap(angle)
    return (turned - np.median(turned) + np.pi) % (2 * np.pi) - np.pi


def _soft_limit(values: np.ndarray, limit: float) -> np.ndarray:
    return limit * np.tanh(values / limit)


def _calm(values: np.ndarray) -> np.ndarray:
    """Head joints of a motion tremble; heads do not. Arms never come here."""
    return savgol_filter(values, 13, 3, axis=0) if len(values) > 13 else values
