"""The hands: they follow the forearms a moment later, palms down, and the baton looks to the orchestra."""

import numpy as np

from vc.channels import channel
from vc.render.avatar.arms import Arm
from vc.render.avatar.clearance import Face, held, hidden
from vc.render.avatar.filters import lagging, smoothstep, soft
from vc.render.avatar.quaternion import about, between, continuous, from_axes, inverse, multiply, rotate, unit
from vc.render.avatar.rig import ARM, BATON, BATON_M, INDEX, MIRROR, PALM, Rig
from vc.render.avatar.sketch import SIDES

WRIST_RAD = np.deg2rad(52.0)  # of 70 to 80 that a wrist allows: what looks easy
_LAG_S = 0.055  # how long the hand trails the forearm; a relaxed wrist, not a broken one
_FOLLOW = 0.75
_TURN_WIDTH_S = 0.06
_MOST_TWIST = 2.2  # radians of the hand against the upper arm, shared with the forearm
# Added to the forearm's direction, left side: where the hand looks of its own. The right one aims the baton.
_OWN = {"l": np.array([-0.10, 0.10, 0.12]), "r": np.array([0.10, 0.12, 0.55])}
_HEAD_CENTRE_M = np.array([0.0, 0.135, 0.0])  # from the head's joint
_HEAD_CLEAR_M = 0.20  # the baton stays that far from there
_AROUND = np.array([0.0, 0.0, 0.06])  # added to the way out, metres: past the face, not past the back of the head
_FACE_M = 0.14  # radius of what the baton leaves in view
_BELOW = np.array([-0.05, -0.05, 0.0])  # added to the way off the face, metres: down and to its own side
_ON_BATON_M, _BATON_AIR_M, _ASIDE_WIDTH_S = (0.10, 0.20, 0.30, BATON_M), 0.015, 0.08
_BATON_FORWARD = 0.20  # least share of the baton's direction that goes to the orchestra


def pose_hand(side: str, arm: Arm, rate: int) -> np.ndarray:
    """(T, 4) world rotation of the hand."""
    way = unit(arm.wrist - arm.elbow)
    pointing = _limited(_pointing(side, way, rate), way)
    raised = np.clip((arm.wrist[:, 1] - arm.shoulder[:, 1]) / 0.25, 0, 1)
    palm = _palm(side, pointing, soft(raised, 0.13, rate))
    rest, rest_palm = (ARM, PALM) if side == "l" else (ARM * MIRROR, PALM * MIRROR)
    turn = multiply(_frame(pointing, palm), inverse(_frame(rest, rest_palm)))
    return unit(soft(continuous(turn), _TURN_WIDTH_S, rate))


def shown_hand(side: str, arm: Arm, channels: np.ndarray) -> np.ndarray:
    """(T, 4) world rotation of the hand that (T, WIDTH) channels show: fingers or baton, and the palm.

    On a rig whose arms make way for its body the wrist bends no further than a wrist does.
    """
    name = "left" if side == "l" else "right"
    rest, rest_palm = (ARM, PALM) if side == "l" else (ARM * MIRROR, PALM * MIRROR)
    axis = ARM if side == "l" else BATON
    along = channel(channels, "left_fingers" if side == "l" else "baton").astype(np.float64)
    palm = channel(channels, f"{name}_palm").astype(np.float64)
    turn = multiply(_frame(unit(along), palm), inverse(_frame(axis, rest_palm)))
    fingers, way = rotate(turn, rest), unit(arm.wrist - arm.elbow)
    return multiply(between(fingers, _limited(fingers, way)), turn)


def share_twist(side: str, fore: np.ndarray, hand: np.ndarray, rate: int) -> np.ndarray:
    """The forearm's rotation with half of the hand's twist about it, as radius and ulna do."""
    rest = ARM if side == "l" else ARM * MIRROR
    bent = multiply(inverse(fore), hand)
    bent = np.where(bent[..., 3:] < 0, -bent, bent)
    twist = 2 * np.arctan2(bent[..., :3] @ rest, bent[..., 3])
    twist = soft(np.clip(twist, -_MOST_TWIST, _MOST_TWIST), 0.06, rate)
    return multiply(fore, about(rest, 0.5 * twist))


def aim_baton(
    hand: np.ndarray, wrist: np.ndarray, head: np.ndarray, head_turn: np.ndarray, rig: Rig, rate: int,
    face: Face | None = None,
) -> np.ndarray:  # fmt: skip
    """The right hand's rotation, turned so that the baton neither points backwards nor comes near the head.

    head, head_turn : (T, 3) place and (T, 4) rotation of the head's joint; face : never to be crossed
    """
    hand = _turned(hand, _forward(rotate(hand, BATON)))
    grip = wrist + rotate(hand, rig.offsets[INDEX["baton"]])
    centre = head + rotate(head_turn, _HEAD_CENTRE_M)
    hand = _turned(hand, unit(rotate(hand, BATON) + soft(_off_the_face(grip, rotate(hand, BATON), centre), 0.10, rate)))
    for _ in range(2):
        way = rotate(hand, BATON)
        along = np.clip(((centre - grip) * way).sum(1, keepdims=True), 0, BATON_M)
        off = grip + along * way - centre
        distance = np.linalg.norm(off, axis=1, keepdims=True)
        missing = np.maximum(_HEAD_CLEAR_M - distance, 0) / np.maximum(along, 0.1)
        hand = _turned(hand, unit(way + missing * unit(off + _AROUND)))
    return hand if face is None else _beside_the_face(hand, wrist, face, face.middle(head, head_turn), rig, rate)


def _beside_the_face(
    hand: np.ndarray, wrist: np.ndarray, face: Face, middle: np.ndarray, rig: Rig, rate: int
) -> np.ndarray:
    """The hand turned outwards as far as the baton would hide the face."""
    for _ in range(3):
        grip, way = wrist + rotate(hand, rig.offsets[INDEX["baton"]]), rotate(hand, BATON)
        needed = [hidden(face, middle, grip + along * way, -1.0, _BATON_AIR_M) / along for along in _ON_BATON_M]
        turn = held(np.minimum(np.max(needed, 0), 1.5), rate, _ASIDE_WIDTH_S)
        hand = _turned(hand, unit(way + turn[:, None] * [-1.0, 0.2, 0.2]))
    return hand


def _off_the_face(grip: np.ndarray, way: np.ndarray, centre: np.ndarray) -> np.ndarray:
    """(T, 3) what to add to the baton's direction for it not to cross the face as the viewer sees it."""
    flat = way * [1, 1, 0]
    along = ((centre - grip) * flat).sum(1) / np.maximum((flat * flat).sum(1), 1e-3)
    along = np.clip(along, 0, BATON_M)[:, None]
    off = (grip + along * way - centre) * [1, 1, 0]
    missing = np.maximum(_FACE_M - np.linalg.norm(off, axis=1, keepdims=True), 0)
    return np.minimum(missing / np.maximum(along, 0.15), 0.6) * unit(off + _BELOW)


def _pointing(side: str, way: np.ndarray, rate: int) -> np.ndarray:
    """(T, 3) where the hand would like to look: along the forearm with a lag, plus its own wish."""
    sign = SIDES[side].sign
    late = unit(lagging(way, _LAG_S, rate))
    pointing = unit(way + _FOLLOW * (late - way) + _OWN[side] * [sign, 1, 1])
    if side == "l":
        return pointing
    # A forearm that points across the body, straight up or down would take the baton with it: bend to the orchestra.
    across = np.clip(pointing[:, :1] + 0.1, 0, 1)
    upward = np.clip(pointing[:, 1:2] - 0.45, 0, 1)
    downward = np.clip(-pointing[:, 1:2], 0, 1)
    return unit(pointing + across * [-0.55, 0, 0.45] + upward * [0, -0.5, 0.6] + downward * [0, 1.0, 0.3])


def _limited(pointing: np.ndarray, way: np.ndarray) -> np.ndarray:
    """`pointing`, never further than WRIST_RAD from the forearm's `way`; the limit is soft."""
    cosine = (pointing * way).sum(1, keepdims=True)
    bend = np.arccos(np.clip(cosine, -1, 1))
    aside = unit(pointing - cosine * way)
    bend = WRIST_RAD * np.tanh(bend / WRIST_RAD)
    return way * np.cos(bend) + aside * np.sin(bend)


def _palm(side: str, pointing: np.ndarray, raised: np.ndarray) -> np.ndarray:
    """(T, 3) where the palm looks: down, a little in; to the players when the hand is high."""
    sign = SIDES[side].sign
    left = side == "l"
    usual = np.array([-0.55 * sign, -0.75, 0.15] if left else [-0.25 * sign, -0.95, 0.10])
    high = np.array([-0.2 * sign, 0.10, 0.9 if left else 0.25])
    return usual + raised[:, None] * high + np.clip(pointing[:, 1:2], 0, 1) * [0, 0.3, 1.3]


def _frame(along: np.ndarray, palm: np.ndarray) -> np.ndarray:
    """(..., 4) rotation to the axes along the hand, out of the palm, and their cross product."""
    out = unit(palm - (palm * along).sum(-1, keepdims=True) * along)
    return from_axes(along, out, np.cross(along, out))


def _forward(way: np.ndarray) -> np.ndarray:
    """`way` (T, 3) with at least _BATON_FORWARD of it to the orchestra, bending softly."""
    short = 1 - smoothstep(-0.1, 0.5, way[:, 2:])
    return unit(way + short * (np.maximum(_BATON_FORWARD - way[:, 2:], 0) + 0.15 * short) * [0, 0, 1.5])


def _turned(hand: np.ndarray, way: np.ndarray) -> np.ndarray:
    """The hand's rotation by the shortest turn that brings the baton to `way`."""
    return multiply(between(rotate(hand, BATON), way), hand)
