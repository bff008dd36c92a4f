"""Retargeting: what each pose of a motion means for this person's arms, body and head.

Arms follow the motion's absolute directions, so that every beat is kept; the body, which is one stiff picture, follows
only as far as the picture bears.
"""

from dataclasses import dataclass

import numpy as np
from scipy.signal import savgol_filter

from vc.skeleton import Joint, Motion
from vc.vision.anatomy import LEFT_EAR, LEFT_EYE, NOSE, RIGHT_EAR, RIGHT_EYE, Anatomy, Side
from vc.vision.imaging import smoothstep

from .expression import Expressions, express
from .reach import Clearing, beside_the_face, reach_out

HANDLES = 6  # chest, left shoulder, right shoulder, head, face in depth, breath
CELL_PX = 16  # spacing of the grid on which the warp of the body is computed

# How far a picture of a body can be moved before it looks bent: radians, or torso units where not said otherwise.
_MAX_LEAN, _MAX_SHRUG, _MAX_TILT = 0.22, 0.30, 0.20
_MAX_STRETCH = 0.045  # of the torso's length
_SHOULDER_SPREAD = (0.86, 1.08)  # of the width
_MAX_HEAD_SHIFT, _MAX_NOSE_SHIFT = 0.10, 0.025
_HEAD_UP, _HEAD_DOWN = 0.35, 0.7  # share of a head's rise and fall: a rising one would lengthen the neck
_HIP_SHARE = 0.6
_SHOULDER_UP, _SHOULDER_IN = 0.055, 0.02  # by which raised arms lift their shoulders
_BREATH_WIDENS, _BREATH_RISES = 0.022, 0.012  # share of the chest's width; torso units
_CHEST_SPAN = 0.26  # Gaussian radius of the chest that breathes
_SWAY = 0.018  # to either side, as weight shifts from leg to leg
_BEHIND_M = (0.06, 0.16)  # metres behind the middle of the head: from beside it to hidden by it
_SHOULDER_SPAN = 0.30  # Gaussian radius of a shoulder's influence


@dataclass(frozen=True)
class Pose:
    """What is drawn at one instant: an entry of Tracks."""

    warps: np.ndarray
    joints: np.ndarray
    baton: np.ndarray
    behind: np.ndarray
    face: np.ndarray
    curl: float


@dataclass(frozen=True)
class Tracks:
    """What is drawn at each of T poses, canvas px, float32.

    warps : (T, HANDLES, 2, 3) per handle, the affine map from a point of the body to its displacement
    joints : (T, 2, 4, 2) by Side: shoulder, elbow, wrist, finger tip
    batons : (T, 2, 2) tail and tip of the baton in the right hand
    behind : (T, 2, 2) by Side, 0 to 1: how far elbow and wrist lie behind the head
    faces : (T, 3) see expression.Expressions; curls : (T,) 0 to 1, how far the left hand is closed
    """

    warps: np.ndarray
    joints: np.ndarray
    batons: np.ndarray
    behind: np.ndarray
    faces: np.ndarray
    curls: np.ndarray

    def __len__(self) -> int:
        return len(self.warps)

    def pose(self, index: int) -> Pose:
        warps, joints, baton = self.warps[index], self.joints[index], self.batons[index]
        return Pose(warps, joints, baton, self.behind[index], self.faces[index], float(self.curls[index]))


def retarget(
    motion: Motion, anatomy: Anatomy, *, face: bool = True, seed: int = 0, forearm: float = 0.0
) -> Tracks:  # fmt: skip
    """The whole motion in terms of one person. Whole, because it asks what is usual in this motion; it stays small.

    face : whether head and face move of their own; seed : of blinks and glances
    forearm : px, half its width, which must pass beside the face
    """
    points = _facing_alike(motion.points.astype(np.float64), anatomy)
    expressions = express(Motion(points.astype(np.float32), motion.rate), seed=seed, face=face)
    warps = _body_warps(points, anatomy, expressions, turns=face)
    shoulders = moved(anatomy, warps, anatomy.shoulders)
    face_place = Clearing(moved(anatomy, warps, head_centre(anatomy)[None])[:, 0], _head_radius(anatomy), forearm)
    joints = np.empty((len(points), 2, 4, 2))
    batons = np.empty((len(points), 2, 2))
    for side in Side:
        curl = expressions.curl if side is Side.LEFT else None
        reach = reach_out(points, side, anatomy.bones, anatomy.unit, motion.rate, curl)
        if anatomy.facing > 0:
            reach = beside_the_face(reach, shoulders[:, side], side, face_place, anatomy.bones, anatomy.unit)
        joints[:, side, 0] = shoulders[:, side]
        joints[:, side, 1:] = shoulders[:, side, None] + np.cumsum(reach.bones, axis=1)
        if side is Side.RIGHT:
            batons = joints[:, side, 2, None] + reach.baton
    behind = _behind_the_head(motion, anatomy)
    parts = (warps, joints, batons, behind, expressions.faces, expressions.curl)
    return Tracks(*(part.astype(np.float32) for part in parts))


def moved(anatomy: Anatomy, warps: np.ndarray, places: np.ndarray) -> np.ndarray:
    """(T, n, 2) where points (n, 2) of the resting body go. warps : (T, HANDLES, 2, 3)"""
    weights = handle_weights(anatomy, places)
    return places + np.einsum("kn,tkij,nj->tni", weights, warps, _homogeneous(places))


def _behind_the_head(motion: Motion, anatomy: Anatomy) -> np.ndarray:
    """(T, 2, 2) by Side: elbows and wrists, 0 before or beside the head to 1 behind it.

    Where the motion knows no depth, hands are in front, as a conductor's are; seen from behind they are hidden.
    """
    if anatomy.facing < 0:
        return np.ones((len(motion), 2, 2))
    if motion.depth is None:
        return np.zeros((len(motion), 2, 2))
    head = motion.depth[:, : Joint.RIGHT_EAR + 1].mean(1)
    arms = motion.depth[:, [[Joint.LEFT_ELBOW, Joint.LEFT_WRIST], [Joint.RIGHT_ELBOW, Joint.RIGHT_WRIST]]]
    return smoothstep(head[:, None, None] - arms, *_BEHIND_M)


def handle_weights(anatomy: Anatomy, points: np.ndarray) -> np.ndarray:
    """(HANDLES, ...) influence of each handle on points (..., 2) of the resting body."""
    spine = anatomy.neck - anatomy.pelvis
    up_the_spine = (points - anatomy.pelvis) @ spine / (spine @ spine)
    to_mouth = anatomy.mouth - anatomy.neck
    up_the_neck = (points - anatomy.neck) @ to_mouth / (to_mouth @ to_mouth + 1e-6)
    head = smoothstep(up_the_neck, 0.22, 0.95)
    spread = 2 * (_SHOULDER_SPAN * anatomy.unit) ** 2
    left, right = (np.exp(-((points - s) ** 2).sum(-1) / spread) * (1 - head) for s in anatomy.shoulders)
    chest = np.exp(-((points - _sternum(anatomy)) ** 2).sum(-1) / (2 * (_CHEST_SPAN * anatomy.unit) ** 2)) * (1 - head)
    trunk = smoothstep(up_the_spine, -0.05, 1.0)
    return np.stack([trunk, left, right, head, _face_depth(anatomy, points), chest * (up_the_spine > 0.1)])


def _sternum(anatomy: Anatomy) -> np.ndarray:
    return anatomy.neck + 0.28 * (anatomy.pelvis - anatomy.neck)


def _head_radius(anatomy: Anatomy) -> float:
    """px, half the width of the head."""
    ears, eyes = anatomy.landmarks[[LEFT_EAR, RIGHT_EAR]], anatomy.landmarks[[LEFT_EYE, RIGHT_EYE]]
    across = max(np.linalg.norm(ears[0] - ears[1]) / 2, np.linalg.norm(eyes[0] - eyes[1]))
    return float(np.clip(1.1 * across, 1.0, 0.4 * anatomy.unit))


def head_centre(anatomy: Anatomy) -> np.ndarray:
    """(2,) the middle of the face."""
    return anatomy.landmarks[[LEFT_EYE, RIGHT_EYE, NOSE]].mean(0) * 0.5 + anatomy.mouth * 0.5


def _face_depth(anatomy: Anatomy, points: np.ndarray) -> np.ndarray:
    """(...) how far points of the head stand out towards the viewer, in radii of the head: an ellipsoid with a nose."""
    radius, nose = _head_radius(anatomy), anatomy.landmarks[NOSE]
    middle = anatomy.landmarks[[LEFT_EAR, RIGHT_EAR]].mean(0) * [0.5, 0.5] + 0.5 * nose
    away = ((points - middle) / [1.15 * radius, 1.55 * radius]) ** 2
    bump = np.exp(-((points - nose) ** 2).sum(-1) / (2 * (0.28 * radius) ** 2))
    return np.clip(1 - away.sum(-1), 0, 1) + 0.22 * bump


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


def _body_warps(points: np.ndarray, anatomy: Anatomy, expressions: Expressions, *, turns: bool) -> np.ndarray:
    """(T, HANDLES, 2, 3) displacement maps of the handles. turns : whether the head turns in depth"""
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
    sway = _soft_limit(sway, 0.15 * anatomy.unit) + expressions.sway * [_SWAY * anatomy.unit, 0]

    warps = np.zeros((len(points), HANDLES, 2, 3))
    chest = _rotation(lean)
    chest[:, 1] *= stretch[:, None]
    warps[:, 0] = _displacement(chest, anatomy.pelvis, sway)
    warps[:, 1:3, :, 2] = _shrugs(shoulders, chest, anatomy) + _raised(points, anatomy)
    head = _head_shift(points, neck, to_canvas, anatomy)
    tilt = np.clip(_from_usual_angle(_face_angle(points)), -_MAX_TILT, _MAX_TILT) - 0.5 * lean
    nape = anatomy.neck + 0.30 * (anatomy.mouth - anatomy.neck)
    warps[:, 3] = _displacement(_rotation(_calm(tilt)), nape, _calm(head))
    if turns:
        warps[:, 4, :, 2] = _turns(points, to_canvas, anatomy) + _head_radius(anatomy) * np.sin(expressions.turns)
    warps[:, 5] = _breath(expressions.breath, anatomy)
    return warps


def _turns(points: np.ndarray, to_canvas: float, anatomy: Anatomy) -> np.ndarray:
    """(T, 2) px by which the nearest part of the face moves as the motion's head turns and nods."""
    turn = points[:, Joint.NOSE] - points[:, Joint.LEFT_EYE : Joint.RIGHT_EAR + 1].mean(1)
    turn = (turn - np.median(turn, 0)) * to_canvas * 0.5
    return _calm(_soft_limit(turn, _MAX_NOSE_SHIFT * anatomy.unit))


def _breath(breath: np.ndarray, anatomy: Anatomy) -> np.ndarray:
    """(T, 2, 3) displacement of the chest: it widens and rises."""
    wider = np.repeat(np.eye(2)[None], len(breath), 0)
    wider[:, 0, 0] += _BREATH_WIDENS * breath
    rise = np.stack([np.zeros(len(breath)), -_BREATH_RISES * anatomy.unit * breath], -1)
    return _displacement(wider, _sternum(anatomy), rise)


def _raised(points: np.ndarray, anatomy: Anatomy) -> np.ndarray:
    """(T, 2, 2) px by which shoulders follow their arms: up and inwards the higher the elbow."""
    shoulders = points[:, [Joint.LEFT_SHOULDER, Joint.RIGHT_SHOULDER]]
    elbows = points[:, [Joint.LEFT_ELBOW, Joint.RIGHT_ELBOW]]
    length = max(float(np.percentile(np.linalg.norm(elbows - shoulders, axis=-1), 95)), 1e-3)
    share = smoothstep((shoulders - elbows)[..., 1] / length, -0.5, 0.9)
    inwards = np.sign(anatomy.neck[0] - anatomy.shoulders[:, 0])
    way = np.stack([_SHOULDER_IN * inwards, np.full(2, -_SHOULDER_UP)], -1) * anatomy.unit
    return share[..., None] * way


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
