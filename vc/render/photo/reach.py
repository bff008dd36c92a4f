"""Retargeting of arms: which way each bone of a motion points, how much of it is seen, and what the hands do.

Arms follow the motion's absolute directions, so that every beat is kept.
"""

from dataclasses import dataclass

import numpy as np
from scipy.signal import lfilter

from vc.skeleton import Joint
from vc.vision.anatomy import Side
from vc.vision.imaging import smoothstep

# A limb that points at the viewer is drawn no shorter than this share of its length; a strip has no front view.
_MIN_BONE, _MIN_HAND = 0.30, 0.55
_WRIST_LAG_S, _MAX_WRIST_LAG = 0.07, 0.45  # the hand trails the forearm
_BATON_LAG_S, _MAX_BATON_LAG = 0.10, 0.6
_WRIST_EASE, _BATON_EASE = 0.35, 0.25  # share of the way to the new lag within one pose
_CURL = 0.16  # share of the left hand's length that closing it takes away
_HAND_CLEAR = 0.11  # torso units: half a hand's breadth and a little air beside the face
_BATON_CLEAR = 0.02  # torso units of air between face and baton
# Places on the arm, in shares of forearm and hand; the air beside them, and how far wide sleeves count there.
_KEPT_CLEAR = ((0.35, 0.0, 0.13, 1.1), (0.7, 0.0, 0.12, 1.1), (1.0, 0.0, _HAND_CLEAR, 0.9), (1.0, 0.5, _HAND_CLEAR, 0))
_GENTLY, _MAX_TURN = 0.30, 0.9  # share of the clearance over which hands make way; radians by which they turn for it
BATON_LENGTH, _BATON_BEHIND = 0.60, 0.05  # torso units; of the latter the stick sticks out behind the fingers
_GRIPPED = _BATON_BEHIND / (_BATON_BEHIND + BATON_LENGTH)  # share of the stick behind the grip
GRIP_ALONG, GRIP_ACROSS = 0.46, 0.10  # where a fist holds a baton, in lengths of the hand, across towards the thumb
# A baton goes on from the forearm only in part: a conductor keeps its tip up and in front of the body, also when the
# arm hangs. Where the two cancel it points at the viewer and is drawn short.
_FROM_FOREARM, _INWARDS, _UPWARDS = 0.62, 0.24, 0.40


@dataclass(frozen=True)
class Reach:
    """One arm over T poses, canvas px. bones : (T, 3, 2) vectors of upper arm, forearm, hand; baton : (T, 2, 2) tail
    and tip of a stick in that hand, seen from the wrist
    """

    bones: np.ndarray
    baton: np.ndarray


@dataclass(frozen=True)
class Clearing:
    """The face, which hands keep clear of. centres : (T, 2) px; radius : px, half its width

    forearm : px, half the width of the sleeves that are to pass beside it
    """

    centres: np.ndarray
    radius: float
    forearm: float = 0.0


def beside_the_face(
    reach: Reach, shoulders: np.ndarray, side: Side, face: Clearing, bones: np.ndarray, unit: float
) -> Reach:
    """The same reach beside the face rather than before it, which would hide whom the video is about.

    Real hands are half a metre before the face, where a viewer sees past them; a flat picture has no past. Only the
    sideways place of the wrist changes, so every beat stays at its height and time.
    shoulders : (T, 2) px; bones : (3,) drawn lengths, px
    """
    upper, fore, hand = np.moveaxis(reach.bones, 1, 0)
    outwards = 1.0 if side is Side.LEFT else -1.0
    elbow = shoulders + upper - face.centres
    shifts = [
        _way(elbow + share * fore + beyond * hand, outwards, face.radius, max(air * unit, wide * face.forearm)) / share
        for share, beyond, air, wide in _KEPT_CLEAR
    ]
    moved = _sideways(fore * [outwards, 1], np.max(shifts, 0), bones[1]) * [outwards, 1]
    turn = np.arctan2(moved[:, 1], moved[:, 0]) - np.arctan2(fore[:, 1], fore[:, 0])
    turn = np.clip((turn + np.pi) % (2 * np.pi) - np.pi, -_MAX_TURN, _MAX_TURN)
    tail, stick = reach.baton[:, 0], reach.baton[:, 1] - reach.baton[:, 0]
    grip = _rotated(tail + _GRIPPED * stick, turn)
    stick = _beside(stick, elbow + moved + grip, outwards, face.radius, unit)
    baton = np.stack([grip - _GRIPPED * stick, grip + (1 - _GRIPPED) * stick], 1)
    return Reach(np.stack([upper, moved, _rotated(hand, turn)], 1), baton)


def _way(place: np.ndarray, outwards: float, radius: float, air: float) -> np.ndarray:
    """(T,) px by which a place (T, 2), seen from the middle of the face, has to go outwards to leave it free.

    radius : half the width of the face; air : px beside it
    """
    aside, clear = place[:, 0] * outwards, radius + air
    near = smoothstep(np.abs(place[:, 1]), 1.7 * radius + 1.6 * air, 1.3 * radius)
    near = near * smoothstep(aside, -3.2 * clear, -1.2 * clear)  # hands that cross over pass quickly
    return near * _GENTLY * clear * np.logaddexp(0, (clear - aside) / (_GENTLY * clear))


def _beside(stick: np.ndarray, grip: np.ndarray, outwards: float, radius: float, unit: float) -> np.ndarray:
    """The baton (T, 2), turned out of the face. grip : (T, 2) the hand that holds it, from the middle of the face"""
    shares = (0.5, 0.75, 1.0)
    shifts = [_way(grip + share * stick, outwards, radius, _BATON_CLEAR * unit) / share for share in shares]
    turned = stick + np.stack([outwards * np.max(shifts, 0), np.zeros(len(stick))], -1)
    length, longer = (np.linalg.norm(way, axis=1, keepdims=True) for way in (stick, turned))
    return turned * np.minimum(1, length / np.maximum(longer, 1e-6))


def _sideways(bone: np.ndarray, shift: np.ndarray, length: float) -> np.ndarray:
    """Bones (T, 2) with their ends moved towards larger x by shift (T,), as far as the bone's length allows.

    A bone that is level must not shrink to nothing on its way through the vertical, so there it stops before.
    """
    spare = bone[:, 1] ** 2 - (_MIN_BONE * length) ** 2
    stop = np.where(spare < 0, -np.sqrt(np.abs(spare)), 3 * np.sqrt(np.abs(spare)))
    across = np.minimum(bone[:, 0] + shift, np.maximum(stop, bone[:, 0]))
    most = np.maximum(np.sqrt(np.maximum(length**2 - bone[:, 1] ** 2, 0)), np.abs(bone[:, 0]))
    return np.stack([np.clip(across, -most, most), bone[:, 1]], -1)


def _rotated(vectors: np.ndarray, angle: np.ndarray) -> np.ndarray:
    """(T, 2) vectors turned by angle (T,)."""
    cos, sin = np.cos(angle), np.sin(angle)
    x, y = vectors.T
    return np.stack([cos * x - sin * y, sin * x + cos * y], -1)


def reach_out(
    points: np.ndarray, side: Side, bones: np.ndarray, unit: float, rate: int, curl: np.ndarray | None = None
) -> Reach:
    """points : (T, 13, 2) stage; bones : (3,) drawn lengths, px; unit : torso, px; curl : (T,) 0 to 1, closed hand"""
    shoulder, elbow, wrist = (
        points[:, joint + side] for joint in (Joint.LEFT_SHOULDER, Joint.LEFT_ELBOW, Joint.LEFT_WRIST)
    )
    longest = _usual_lengths(points)
    upper, _ = _drawn_bone((elbow - shoulder) / longest[0])
    fore, stretched = _drawn_bone((wrist - elbow) / longest[1])
    angle = np.unwrap(np.arctan2(fore[:, 1], fore[:, 0]))
    turning = (np.gradient(angle) * rate if len(angle) > 1 else np.zeros(1)) * stretched
    hand_angle = angle + _trail(turning, _WRIST_LAG_S, _MAX_WRIST_LAG, _WRIST_EASE)
    hand_length = _MIN_HAND + (1 - _MIN_HAND) * stretched
    if curl is not None:
        hand_length = hand_length * (1 - _CURL * curl)
    hand = np.stack([np.cos(hand_angle), np.sin(hand_angle)], -1) * hand_length[:, None]
    vectors = np.stack([upper, fore, hand], 1) * bones[:, None]
    lag = _trail(turning, _BATON_LAG_S, _MAX_BATON_LAG, _BATON_EASE)
    towards_middle = 1.0 if np.median(points[:, Joint.LEFT_SHOULDER + side.other, 0] - shoulder[:, 0]) >= 0 else -1.0
    stick = _FROM_FOREARM * np.stack([np.cos(angle + lag), np.sin(angle + lag)], -1)
    stick = (stick + np.array([_INWARDS * towards_middle, -_UPWARDS])) * unit
    thumb = np.stack([hand[:, 1], -hand[:, 0]], -1) * towards_middle
    grip = (GRIP_ALONG * hand + GRIP_ACROSS * thumb) * bones[2]
    return Reach(vectors, np.stack([grip - _BATON_BEHIND * stick, grip + BATON_LENGTH * stick], 1))


def _usual_lengths(points: np.ndarray) -> tuple[float, float]:
    """Stage lengths of upper arm and forearm seen from the side: the 95th percentile over both arms."""

    def longest(*bones: tuple[Joint, Joint]) -> float:
        lengths = [np.linalg.norm(points[:, a] - points[:, b], axis=1) for a, b in bones]
        return max(float(np.percentile(lengths, 95)), 1e-3)

    upper = longest((Joint.LEFT_SHOULDER, Joint.LEFT_ELBOW), (Joint.RIGHT_SHOULDER, Joint.RIGHT_ELBOW))
    fore = longest((Joint.LEFT_ELBOW, Joint.LEFT_WRIST), (Joint.RIGHT_ELBOW, Joint.RIGHT_WRIST))
    return upper, fore


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
