"""The body that carries the hands: trunk, head, and elbows by inverse kinematics. Bones keep their lengths.

Frame: metres, x to the viewer's right (the conductor's left), y up, z towards the viewer; origin between the hips'
usual places.
"""

import numpy as np
from scipy.ndimage import gaussian_filter1d

from vc.conductor.drift import Drift
from vc.conductor.eyes import Eyes, alive_of
from vc.conductor.score import Score
from vc.conductor.style import Body, Style
from vc.skeleton import FACE_M, JOINT_COUNT, NECK_M, POSE_RATE, Joint

BREATH_HZ = 0.25
LEFT, RIGHT = 1.0, -1.0  # sign of x of a side of the body
REACH = 0.97  # of the stretched arm: nobody conducts with locked elbows


def pose_body(
    score: Score, right: np.ndarray, left: np.ndarray, eyes: Eyes, style: Style, body: Body, drift: Drift
) -> np.ndarray:  # fmt: skip
    """(T, 13, 3) float32 joints. right, left : (T, 3) targets of the hands, see `hands`; eyes : what they look at"""
    count = len(score)
    points = np.zeros((count, JOINT_COUNT, 3))
    turn, roll, lean = _trunk_angles(score, right, left, eyes, style, drift)
    pelvis = _pelvis(score, style, drift)
    trunk = _rotation(turn, roll, lean)
    middle = pelvis + trunk[:, :, 1] * body.torso
    _place_pairs(points, pelvis, middle, turn, roll, trunk, right, left, body)
    points[:, list(FACE_M)] = _head(score, middle, trunk, turn, roll, eyes, style, body, drift)
    facing = _rotation(turn, 0.3 * roll, 0.3 * lean)
    for side, target, names in (
        (LEFT, left, (Joint.LEFT_SHOULDER, Joint.LEFT_ELBOW, Joint.LEFT_WRIST)),
        (RIGHT, right, (Joint.RIGHT_SHOULDER, Joint.RIGHT_ELBOW, Joint.RIGHT_WRIST)),
    ):
        wish = middle + np.einsum("tij,tj->ti", facing, target * np.array([side, 1.0, 1.0]))
        lift = style.elbow_rad + 0.8 * np.clip(target[:, 1] + 0.25, -0.2, 0.5) + 0.08 * drift(f"elbow {side}", 8.0)
        elbow, wrist = _arm(points[:, names[0]], wish, side, lift, body)
        points[:, names[1]], points[:, names[2]] = elbow, wrist
    return points.astype(np.float32)


def _trunk_angles(
    score: Score, right: np.ndarray, left: np.ndarray, eyes: Eyes, style: Style, drift: Drift
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:  # fmt: skip
    """(T,) turn to the conductor's left, roll to the left, lean forward; radians."""
    alive = alive_of(score)
    swing = np.sin(score.bar_phase / 2 + 0.7 * drift("swing", 12.0)) * alive
    higher = gaussian_filter1d(right[:, 1] - left[:, 1], 0.2 * POSE_RATE, mode="nearest") if len(score) else alive
    turn = style.turn_rad + 0.23 * style.drift * drift("turn", 7.0) * alive + 0.07 * style.sway * swing
    turn = turn + 0.10 * style.look * eyes.wandering + 0.14 * eyes.cue * np.clip(score.cues.side_rad, -1, 1)
    roll = 0.035 * style.sway * swing * (0.4 + score.dynamics) + 0.055 * style.drift * drift("roll", 8.0) * alive
    lean = style.lean_rad + 0.14 * (score.dynamics - 0.4) * alive + 0.10 * style.drift * drift("lean", 9.0) * alive
    lean = lean + 0.03 * score.swell + 0.022 * style.nod * score.pulse * (0.3 + score.dynamics)
    lean = lean + 0.04 * eyes.cue * np.cos(score.cues.side_rad) - 0.02 * (score.cues.breath + eyes.prepared)
    breath = 0.008 * np.sin(2 * np.pi * BREATH_HZ * score.times_s + drift("breath", 15.0))
    return turn, roll + 0.10 * higher, lean - breath


def _pelvis(score: Score, style: Style, drift: Drift) -> np.ndarray:
    """(T, 3) weight from foot to foot, knees that give with the beat and with soft music."""
    alive = alive_of(score)
    side = style.sway * (0.045 * drift("weight", 6.0) + 0.018 * np.sin(score.bar_phase / 2)) * alive
    knees = -0.02 * np.clip(0.5 - score.dynamics, 0, 1) * alive - 0.009 * style.nod * score.pulse * score.dynamics
    up = knees + 0.014 * drift("height", 7.0) * alive
    return np.stack([side, up, 0.012 * drift("step", 9.0) * alive], 1)


def _rotation(turn: np.ndarray, roll: np.ndarray, lean: np.ndarray) -> np.ndarray:
    """(T, 3, 3): lean forward about x, then roll to the conductor's left about z, then turn about y."""
    cy, sy, cr, sr, cl, sl = (f(a) for a in (turn, -roll, lean) for f in (np.cos, np.sin))
    zero, one = np.zeros_like(turn), np.ones_like(turn)
    about_x = np.array([[one, zero, zero], [zero, cl, -sl], [zero, sl, cl]])
    about_z = np.array([[cr, -sr, zero], [sr, cr, zero], [zero, zero, one]])
    about_y = np.array([[cy, zero, sy], [zero, one, zero], [-sy, zero, cy]])
    return np.einsum("ijt,jkt,klt->til", about_y, about_z, about_x)


def _place_pairs(
    points: np.ndarray, pelvis: np.ndarray, middle: np.ndarray, turn: np.ndarray, roll: np.ndarray, trunk: np.ndarray,
    right: np.ndarray, left: np.ndarray, body: Body,
) -> None:  # fmt: skip
    """Set hips and shoulders in `points`. A raised arm lifts its shoulder: the girdle tilts, its width stays."""
    hips = _rotation(0.4 * turn, 0.3 * roll, np.zeros_like(turn))[:, :, 0] * body.hip_width / 2
    points[:, Joint.LEFT_HIP], points[:, Joint.RIGHT_HIP] = pelvis + hips, pelvis - hips
    raised = [np.clip(hand[:, 1] + 0.20, -0.15, 0.5) for hand in (left, right)]
    tilt = 0.16 * (raised[0] - raised[1])
    across = np.cos(tilt)[:, None] * trunk[:, :, 0] + np.sin(tilt)[:, None] * trunk[:, :, 1]
    shoulder = across * body.shoulder_width / 2
    points[:, Joint.LEFT_SHOULDER], points[:, Joint.RIGHT_SHOULDER] = middle + shoulder, middle - shoulder


def _head(
    score: Score, middle: np.ndarray, trunk: np.ndarray, turn: np.ndarray, roll: np.ndarray, eyes: Eyes, style: Style,
    body: Body, drift: Drift,
) -> np.ndarray:  # fmt: skip
    """(T, 5, 3) the face: it follows the eyes most of the way, and nods with the beat and to an entry."""
    alive = alive_of(score)
    nod = 0.07 * style.nod * score.pulse * (0.3 + score.dynamics) + 0.15 * style.drift * drift("chin", 6.0) * alive
    nod = nod + 0.10 * eyes.cue * (0.35 - score.cues.give)  # up with the breath, down on the entry
    tilt = 0.6 * roll + 0.06 * style.drift * drift("tilt", 7.0) * alive
    rotation = _rotation(0.6 * turn * (1 - 0.6 * eyes.cue) + eyes.head_rad, tilt, eyes.down_rad + nod)
    base = middle + trunk[:, :, 1] * NECK_M
    return base[:, None] + np.einsum("tij,nj->tni", rotation, body.head * np.array(list(FACE_M.values())))


def _arm(
    shoulder: np.ndarray, wish: np.ndarray, side: float, lift: np.ndarray, body: Body
) -> tuple[np.ndarray, np.ndarray]:  # fmt: skip
    """(T, 3) elbow and wrist of an arm that reaches for `wish`; beyond its reach the wrist stops softly short.

    lift : radians, how far the elbow is swung outward from hanging straight down
    """
    away = wish - shoulder
    asked = np.maximum(np.linalg.norm(away, axis=1), 1e-6)
    distance = _soft_limit(asked, REACH * (body.upper_arm + body.forearm))
    axis = away / asked[:, None]
    along = (body.upper_arm**2 - body.forearm**2 + distance**2) / (2 * distance)
    out = np.sqrt(np.maximum(body.upper_arm**2 - along**2, 0))
    pole = np.stack([side * np.sin(lift), -np.cos(lift), np.full(len(lift), -0.25)], 1)
    pole -= (pole * axis).sum(1, keepdims=True) * axis
    pole /= np.maximum(np.linalg.norm(pole, axis=1, keepdims=True), 1e-9)
    return shoulder + along[:, None] * axis + out[:, None] * pole, shoulder + distance[:, None] * axis


def _soft_limit(distance: np.ndarray, most: float, knee: float = 0.85, least: float = 0.12) -> np.ndarray:
    """`distance` up to `knee` of `most`, then bending to stay below `most`; never below `least`."""
    start = knee * most
    room = most - start
    over = np.maximum(distance - start, 0)
    return np.maximum(np.minimum(distance, start) + room * np.tanh(over / room), least)
