"""The arms: wrists where they were seen, elbows by inverse kinematics, neither through trunk nor head."""

from dataclasses import dataclass

import numpy as np
from scipy.ndimage import maximum_filter1d, minimum_filter1d

from vc.render.avatar.clearance import FORWARD, HEAD, TRUNK, Face, beside, conflict, held
from vc.render.avatar.filters import soft
from vc.render.avatar.quaternion import between, multiply, rotate, unit
from vc.render.avatar.rig import ARM, INDEX, MIRROR, Rig
from vc.render.avatar.sketch import SHOULDERS_M, SIDES, middle

FLEXION_RAD = np.deg2rad((8.0, 142.0))  # of the elbow; a conductor's is never locked
# Where an elbow goes when the arm's bend does not say: outward, down, a little back; metres, for the left side.
_USUAL_POLE = np.array([0.020, -0.030, -0.015])
_POLE_WIDTH_S = 0.06
_WAYS = ((TRUNK, ("spine", "chest")), (HEAD, ("spine", "chest", "neck", "head")))
_SHOULDERS_KEPT = 0.5  # share of the way between hands that keep their distance and arms that keep their angles
_PASSES = 3  # of push-out; each moves the elbow a little, which the next one sees
_ASIDE_WIDTH_S = 0.25  # a hand that makes way for the face
_PASSAGE_S = 20.0  # before and after a moment: how far it moves sideways there is kept
_GIVEN_BACK = 1.3  # of what is lost there: bounds that are smoothed see too little


@dataclass(frozen=True)
class Arm:
    """One arm over time in the world: joints (T, 3) metres and rotations (T, 4)."""

    shoulder: np.ndarray
    elbow: np.ndarray
    wrist: np.ndarray
    upper: np.ndarray
    fore: np.ndarray


def chain(rig: Rig, turns: dict[str, np.ndarray], root: np.ndarray, *names: str) -> np.ndarray:
    """(T, 3) world place of the last of `names`, a way from below the hips outward along the rig."""
    place, parent = root, "hips"
    for name in names:
        place = place + rotate(turns[parent], rig.offsets[INDEX[name]])
        parent = name
    return place


def targets(
    points: np.ndarray, rig: Rig, turns: dict[str, np.ndarray], root: np.ndarray, reach_m: float | None = None
) -> dict[str, np.ndarray]:
    """(T, 2, 3) per side: where elbow and wrist were seen, moved to the rig's own shoulders and size.

    reach_m : length of the arms that were seen. Their gestures then grow with the arms, and stand as far from the
        shoulders as these allow; None: they grow with the shoulders
    """
    half = float(rig.rest[INDEX["upper_arm_l"], 0])
    scale, aside = 2 * half / SHOULDERS_M, 0.0
    if reach_m is not None:
        scale = (rig.length("forearm_l") + rig.length("hand_l")) / reach_m
        aside = _SHOULDERS_KEPT * (half - scale * SHOULDERS_M / 2)
    collar = rig.rest[INDEX["upper_arm_l"]] * [0, 1, 1] - rig.rest[INDEX["chest"]]
    between_shoulders = chain(rig, turns, root, "spine", "chest") + rotate(turns["chest"], collar)
    from_middle = scale * (points - middle(points, "SHOULDER")[:, None])
    return {
        name: between_shoulders[:, None] + from_middle[:, [side.elbow, side.wrist]] + [side.sign * aside, 0, 0]
        for name, side in SIDES.items()
    }


def pose_arm(
    side: str, target: np.ndarray, rig: Rig, turns: dict[str, np.ndarray], root: np.ndarray, rate: int,
    face: Face | None = None,
) -> Arm:  # fmt: skip
    """The arm that brings its wrist to `target` (T, 2, 3: elbow as a hint, wrist), bones of the rig's length.

    face : to be passed beside, not before; the wrists' heights stay
    """
    sign = SIDES[side].sign
    shoulder = chain(rig, turns, root, "spine", "chest", f"clavicle_{side}", f"upper_arm_{side}")
    lengths = rig.length(f"forearm_{side}"), rig.length(f"hand_{side}")
    columns = [(c, chain(rig, turns, root, *way), turns[c.joint]) for c, way in _WAYS]
    hint, wish = target[:, 0] - shoulder, shoulder + _in_depth(target[:, 1] - shoulder, 0.98 * sum(lengths))
    outward, start = np.zeros(len(wish)), wish
    for _ in range(_PASSES):
        pole = _pole(hint, wish - shoulder, outward, sign, rate)
        elbow, wrist = reach(shoulder, wish, pole, *lengths)
        at_elbow, at_wrist = conflict(elbow, wrist, columns)
        wish = wish + held(at_wrist, rate)[:, None] * FORWARD
        if face is not None:
            aside = held(beside(face, face.middle(*columns[1][1:]), elbow, wrist, sign), rate, _ASIDE_WIDTH_S)
            wish = wish + aside[:, None] * [sign, 0, 0]
        outward = outward + 1.5 * held(at_elbow, rate)
    if face is not None:
        wider = _widened(sign * (start - shoulder)[:, 0], sign * (wish - shoulder)[:, 0], rate)
        wish = shoulder + _in_depth(wish + wider[:, None] * [sign, 0, 0] - shoulder, 0.98 * sum(lengths))
    pole = _pole(hint, wish - shoulder, outward, sign, rate)
    elbow, wrist = reach(shoulder, wish, pole, *lengths)
    upper, fore = _swings(side, turns[f"clavicle_{side}"], unit(elbow - shoulder), unit(wrist - elbow))
    return Arm(shoulder, elbow, wrist, upper, fore)


def reach(
    shoulder: np.ndarray, wish: np.ndarray, pole: np.ndarray, upper: float, fore: float
) -> tuple[np.ndarray, np.ndarray]:  # fmt: skip
    """(T, 3) elbow and wrist of an arm that reaches for `wish` with its elbow towards `pole`.

    The wrist stays on the line to `wish`; beyond what FLEXION_RAD allows it stops softly short.
    """
    least, most = (np.sqrt(upper**2 + fore**2 + 2 * upper * fore * np.cos(bend)) for bend in FLEXION_RAD[::-1])
    away = wish - shoulder
    asked = np.linalg.norm(away, axis=1)
    axis = np.where(asked[:, None] > 1e-4, away / np.maximum(asked, 1e-4)[:, None], FORWARD)
    distance = _within(asked, least, most)
    along = (upper**2 - fore**2 + distance**2) / (2 * distance)
    out = np.sqrt(np.maximum(upper**2 - along**2, 0))
    aside = unit(pole - (pole * axis).sum(1, keepdims=True) * axis)
    return shoulder + along[:, None] * axis + out[:, None] * aside, shoulder + distance[:, None] * axis


def _widened(meant: np.ndarray, kept: np.ndarray, rate: int) -> np.ndarray:
    """(T,) metres by which a wrist goes further outward, so that it still moves as far sideways as was meant.

    meant, kept : (T,) metres from the shoulder outward, before and after it made way for the face. What it lost on the
        inner side of a passage is given back on its outer side; the innermost places stay
    """
    (low, high), (inner, outer) = (_bounds(values, rate) for values in (meant, kept))
    lost = _GIVEN_BACK * np.maximum((high - low) - (outer - inner), 0)
    return lost * np.clip((kept - inner) / np.maximum(outer - inner, 0.02), 0, 1)


def _bounds(values: np.ndarray, rate: int) -> tuple[np.ndarray, np.ndarray]:
    """(T,) least and greatest value of the passage around each moment."""
    around = 2 * round(_PASSAGE_S * rate) + 1
    low, high = minimum_filter1d(values, around, mode="nearest"), maximum_filter1d(values, around, mode="nearest")
    return soft(low, 0.5 * _PASSAGE_S, rate), soft(high, 0.5 * _PASSAGE_S, rate)


def _in_depth(away: np.ndarray, most: float) -> np.ndarray:
    """`away` (T, 3) within `most` of the shoulder by giving up depth, which was guessed, not what the picture shows."""
    room = np.sqrt(np.maximum(most**2 - (away[:, :2] ** 2).sum(1), (0.3 * most) ** 2))
    return np.stack([away[:, 0], away[:, 1], _at_most(away[:, 2], room, 0.2 * room)], 1)


def _within(distance: np.ndarray, least: float, most: float) -> np.ndarray:
    """`distance`, bending over the last twelfth of each end of the range to stay inside."""
    room = 0.08 * (most - least)
    return -_at_most(-_at_most(distance, most, room), -least, room)


def _at_most(values: np.ndarray, most: np.ndarray | float, room: np.ndarray | float) -> np.ndarray:
    """`values`, bending over the last `room` before `most` to stay below it."""
    start = most - room
    return np.minimum(values, start) + room * np.tanh(np.maximum(values - start, 0) / room)


def _pole(hint: np.ndarray, away: np.ndarray, outward: np.ndarray, sign: float, rate: int) -> np.ndarray:
    """(T, 3) direction of the elbow's bend: as seen, with the usual one where the arm is nearly straight.

    Smoothed as a vector in metres, a clear bend outweighs the vague ones beside it.
    """
    axis = unit(away)
    seen = hint - (hint * axis).sum(1, keepdims=True) * axis
    usual = _USUAL_POLE * [sign, 1, 1]
    return soft(seen + usual, _POLE_WIDTH_S, rate) + outward[:, None] * [sign, 0, 0]


def _swings(
    side: str, clavicle: np.ndarray, upper_way: np.ndarray, fore_way: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:  # fmt: skip
    """World rotations of both bones, each the shortest swing from its parent's: skin that never winds up."""
    rest = ARM if side == "l" else ARM * MIRROR
    upper = multiply(between(rotate(clavicle, rest), upper_way), clavicle)
    fore = multiply(between(rotate(upper, rest), fore_way), upper)
    return upper, fore
