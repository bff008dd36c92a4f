"""Keeping the arms out of the trunk and the head, off each other, and beside the face: how far what has to give way."""

from dataclasses import dataclass

import numpy as np
from scipy.ndimage import maximum_filter1d

from vc.render.avatar.filters import smoothstep, soft
from vc.render.avatar.quaternion import inverse, rotate

FORWARD = np.array([0.0, 0.0, 1.0])
_PUSH_WIDTH_S = 0.05
_SLEEVE_M = 0.048  # from the bone to the cloth
_ALONG = (0.3, 0.5, 0.75, 1.0, 1.3)  # places on the forearm that are kept outside; beyond 1 lies the hand
_APART_M = 0.10  # between the middles of two forearms or hands
_CROSSING = (0.5, 0.8, 1.1, 1.45)  # places on the forearm that may meet the other arm
_MOST_APART_M, _PART_WIDTH_S = 0.12, 0.10  # a hand that has to make room does so in a quarter of a second
_BEHIND_M = 0.06  # the right hand, with the baton, passes in front, unless the left one is before it by this
_VIEWER_M = 4.2  # before the body and as high as the face: from there it is to be seen
# Places on the arm that are kept beside a face: share of the forearm, metres beyond the wrist, air in metres.
_BESIDE = ((0.5, 0.0, 0.045), (0.75, 0.0, 0.045), (1.0, 0.0, 0.045), (1.0, 0.07, 0.05), (1.0, 0.13, 0.02))
_NEARING_M = 0.07  # above and below the face in which arms begin to make way
_PASSING = (-2.6, -1.0)  # clearances beyond the face's middle: hands that cross over to the other side pass


@dataclass(frozen=True)
class Column:
    """A part of the body that arms stay before: an upright elliptic cylinder, metres in the frame of `joint`."""

    joint: str
    half_width: float
    half_depth: float
    bottom: float
    top: float


@dataclass(frozen=True)
class Face:
    """What arms are not to hide, metres. up, ahead : from the head's joint to the face's middle; half_width,
    half_height : of the oval from the forehead to the chin"""

    up: float = 0.095
    ahead: float = 0.08
    half_width: float = 0.076
    half_height: float = 0.105

    def middle(self, head: np.ndarray, turn: np.ndarray) -> np.ndarray:
        """(T, 3) metres, from the place (T, 3) and the rotation (T, 4) of the head's joint."""
        return head + rotate(turn, np.array([0.0, self.up, self.ahead]))


FACE = Face()  # of the project's figures
TRUNK = Column("chest", 0.165, 0.125, -0.40, 0.20)
HEAD = Column("head", 0.13, 0.14, -0.08, 0.28)  # with hair


def conflict(
    elbow: np.ndarray, wrist: np.ndarray, columns: list[tuple[Column, np.ndarray, np.ndarray]]
) -> tuple[np.ndarray, np.ndarray]:  # fmt: skip
    """(T,) metres by which the elbow and the wrist have to give way for forearm and hand to stay outside."""
    bone = wrist - elbow
    at_elbow, at_wrist = np.zeros(len(elbow)), np.zeros(len(elbow))
    for column, centre, turn in columns:
        at_elbow = np.maximum(at_elbow, inside(column, rotate(inverse(turn), elbow - centre)))
        for part in _ALONG:
            deep = inside(column, rotate(inverse(turn), elbow + part * bone - centre))
            at_wrist = np.maximum(at_wrist, deep / part)
    return np.minimum(at_elbow, 0.15), np.minimum(at_wrist, 0.25)


def inside(column: Column, places: np.ndarray, sleeve: float = _SLEEVE_M) -> np.ndarray:
    """(T,) metres that `places`, in the column's frame, have to move forward to leave it by the sleeve's thickness."""
    across = 1 - (places[:, 0] / (column.half_width + sleeve)) ** 2
    front = (column.half_depth + sleeve) * np.sqrt(np.maximum(across, 0))
    level = smoothstep(column.bottom - 0.05, column.bottom, places[:, 1])
    level = level * (1 - smoothstep(column.top, column.top + 0.08, places[:, 1]))
    return np.where(across > 0, np.maximum(front * level - places[:, 2], 0) * (level > 0), 0.0)


def beside(face: Face, centre: np.ndarray, elbow: np.ndarray, wrist: np.ndarray, sign: float) -> np.ndarray:
    """(T,) metres by which the wrist has to go to its own side for arm and hand not to hide the face.

    centre : (T, 3) the face's middle; sign : +1 for the left arm. Heights stay, so every beat stays where it is.
    """
    bone = wrist - elbow
    along = bone / np.maximum(np.linalg.norm(bone, axis=1, keepdims=True), 1e-6)
    ways = [
        hidden(face, centre, elbow + share * bone + beyond * along, sign, air) / share for share, beyond, air in _BESIDE
    ]
    return np.minimum(np.max(ways, 0), 0.4)


def hidden(face: Face, centre: np.ndarray, place: np.ndarray, sign: float, air: float) -> np.ndarray:
    """(T,) metres by which what is at `place` (T, 3) has to go to the side `sign` to leave the face in view.

    air : metres beside it
    """
    nearer = (_VIEWER_M - centre[:, 2]) / (_VIEWER_M - place[:, 2])
    seen = (place - centre)[:, :2] * nearer[:, None]
    aside, clear, high = sign * seen[:, 0], face.half_width + air, face.half_height + air
    near = 1 - smoothstep(high, high + _NEARING_M, np.abs(seen[:, 1]))
    near = near * smoothstep(_PASSING[0] * clear, _PASSING[1] * clear, aside)
    needed: np.ndarray = near * np.maximum(clear - aside, 0) / nearer
    return needed


def held(push: np.ndarray, rate: int, width_s: float = _PUSH_WIDTH_S) -> np.ndarray:
    """A push that begins before it is needed and ends after, so that it moves the arm without a jerk."""
    around = 2 * round(2 * width_s * rate) + 1
    return soft(maximum_filter1d(push, around, mode="nearest"), width_s, rate) if push.any() else push


def keep_apart(left: np.ndarray, right: np.ndarray, rate: int) -> tuple[np.ndarray, np.ndarray]:
    """The arms' targets (T, 2, 3: elbow, wrist) with wrists moved in depth so that the arms pass each other.

    The picture does not change: only who is in front, which it does not show.
    """
    along = np.array(_CROSSING)[:, None]
    ours, theirs = (arm[:, :1] + along * (arm[:, 1:] - arm[:, :1]) for arm in (right, left))
    gap = ours[:, :, None] - theirs[:, None]
    needed = np.sqrt(np.maximum(_APART_M**2 - (gap[..., :2] ** 2).sum(-1), 0))
    before = soft((right - left)[:, 1, 2], 0.4, rate) > -_BEHIND_M
    push = np.zeros((len(left), 3))
    for front, here in ((1, before), (-1, ~before)):  # smoothed one by one: a change of order takes its time
        missing = np.where(needed > 0, needed - front * gap[..., 2], 0).max((1, 2))
        push += front * held(here * np.clip(missing, 0, _MOST_APART_M), rate, _PART_WIDTH_S)[:, None] * FORWARD
    moved_left, moved_right = left.copy(), right.copy()
    moved_left[:, 1] -= 0.35 * push  # little room is left between it and the trunk
    moved_right[:, 1] += 0.65 * push
    return moved_left, moved_right
