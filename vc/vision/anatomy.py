"""Where the parts of the person are, and how long; what the photo hides is inferred from ordinary proportions."""

from dataclasses import dataclass, replace
from enum import IntEnum

import numpy as np

from .detect import Person
from .whole import trunk_seen

# All lengths of the renderer are given in units of the torso, shoulders to hips, which clothes and poses change least.
# Set by eye, on no measurements of bodies.
UPPER_ARM, FOREARM, HAND = 0.62, 0.50, 0.36
_TORSO_PER_SHOULDERS = 1.35  # torso length from the distance of the shoulder joints, for hidden hips and side views
SHOULDERS_PER_TORSO = 1 / _TORSO_PER_SHOULDERS
_HIPS_PER_SHOULDERS = 0.6
GOOD_ARM = 0.35  # quality from which the photo's own arm is used
_FOLDED, _FOREARM_ALONE = 0.12, 0.85  # arms so near are folded; up to here, for hands may hold each other
_HEAD_UP, _HEAD = 0.06, 0.27  # a head's middle above nose and ears; its radius
_NARROW = 0.56  # shoulders apart of whoever is turned far aside
# Radians by which somebody is turned whose side is seen, and in which shoulders and hips agree; how far the former are
# apart at most then, in torsos.
_ASIDE, _AGREE, _BEHIND_EACH_OTHER = (1.1, 2.2), 0.7, 0.36
_PORTRAIT_BODY = 0.60  # photos that end less than this below the shoulders show too little body to conduct with
_TRUNK_SEEN = 0.85  # share from which its clothes can be taken; of 30 people 0.97 and more, of one behind another 0.76


class Side(IntEnum):
    """Of the person, not of the picture."""

    LEFT = 0
    RIGHT = 1

    @property
    def other(self) -> "Side":
        return Side(1 - self)


NOSE, LEFT_EYE, RIGHT_EYE, LEFT_EAR, RIGHT_EAR, MOUTH_LEFT, MOUTH_RIGHT = 0, 2, 5, 7, 8, 9, 10
SHOULDERS, ELBOWS, WRISTS, PINKIES, INDEX_FINGERS, HIPS = (11, 12), (13, 14), (15, 16), (17, 18), (19, 20), (23, 24)
KNEES, ANKLES = (25, 26), (27, 28)


@dataclass(frozen=True)
class Anatomy:
    """Coordinates in pixels of the photo, or of the canvas after `moved`.

    landmarks (33, 2), visibility (33,)
    shoulders, hips : (2, 2) by Side; hips are inferred where `hips_seen` is false
    unit : torso length, the measure of everything else
    arms : (2, 4, 2) by Side: shoulder, elbow, wrist, finger tip as the photo shows them
    bones : (3,) lengths of upper arm, forearm, hand when seen from the side
    quality : (2,) by Side, 0 to 1: how usable the photo's arm is
    heading : radians that the body is turned to its own left: 0 towards the viewer, pi away, half of pi to the sides
    is_sure : whether shoulders and hips agree on that
    trunk_seen : 0 to 1, share of the trunk with nothing before it
    """

    landmarks: np.ndarray
    visibility: np.ndarray
    shoulders: np.ndarray
    hips: np.ndarray
    hips_seen: bool
    unit: float
    arms: np.ndarray
    bones: np.ndarray
    quality: np.ndarray
    heading: float = 0.0
    is_sure: bool = True
    trunk_seen: float = 1.0

    @property
    def is_covered(self) -> bool:
        """Whether somebody or something stands before the trunk."""
        return self.trunk_seen < _TRUNK_SEEN

    @property
    def neck(self) -> np.ndarray:
        """Midpoint of the shoulders, (2,)."""
        return self.shoulders.mean(0)

    @property
    def pelvis(self) -> np.ndarray:
        """Midpoint of the hips, (2,)."""
        return self.hips.mean(0)

    @property
    def mouth(self) -> np.ndarray:
        return self.landmarks[[MOUTH_LEFT, MOUTH_RIGHT]].mean(0)

    @property
    def shoulder_width(self) -> float:
        return float(np.linalg.norm(self.shoulders[0] - self.shoulders[1]))

    @property
    def reach(self) -> float:
        return float(self.bones.sum())

    @property
    def facing(self) -> int:
        """1 if the left shoulder stands at larger x, as of somebody who faces the viewer; else -1."""
        return 1 if self.shoulders[Side.LEFT, 0] >= self.shoulders[Side.RIGHT, 0] else -1

    @property
    def head_circle(self) -> tuple[float, float, float]:
        """x, y and radius of a circle around the head, by ordinary proportions."""
        x, y = self.landmarks[[NOSE, LEFT_EAR, RIGHT_EAR]].mean(0)
        return float(x), float(y - _HEAD_UP * self.unit), float(_HEAD * self.unit)

    @property
    def is_aside(self) -> bool:
        return is_aside(self.heading)

    @property
    def is_behind(self) -> bool:
        return is_behind(self.heading)

    @property
    def is_narrow(self) -> bool:
        """Whether the shoulders are as near to each other as of somebody who is turned far aside."""
        return self.shoulder_width < _NARROW * self.unit

    def moved(self, scale: float, offset: np.ndarray) -> "Anatomy":
        """The same body after points -> points * scale + offset."""
        places = {name: getattr(self, name) * scale + offset for name in ("landmarks", "shoulders", "hips", "arms")}
        return replace(self, **places, unit=self.unit * scale, bones=self.bones * scale)


def is_aside(heading: float) -> bool:
    """Whether a body is seen from the side. heading : one that `measure` has found, see `Anatomy`"""
    return 0.25 * np.pi < abs(heading) < 0.75 * np.pi


def is_behind(heading: float) -> bool:
    """Whether its back is seen."""
    return abs(heading) >= 0.75 * np.pi


def measure(person: Person) -> Anatomy:
    """Anatomy of a detected person, in pixels of the photo."""
    points, visibility = person.landmarks.astype(np.float64), person.visibility
    height, width = person.mask.shape
    size = np.array([width, height])
    inside: np.ndarray = np.all((points > -0.02 * size) & (points < 1.02 * size), axis=1)
    shoulders = points[list(SHOULDERS)]
    shoulder_width = max(float(np.linalg.norm(shoulders[0] - shoulders[1])), 1.0)
    hips_seen = bool((visibility[list(HIPS)] > 0.5).all() and inside[list(HIPS)].all())
    heading, is_sure = _heading(person)
    hips = points[list(HIPS)] if hips_seen else _ordinary_hips(shoulders, shoulder_width)
    torso = float(np.linalg.norm(shoulders.mean(0) - hips.mean(0)))
    unit = max(min(torso, 2 * shoulder_width), _TORSO_PER_SHOULDERS * shoulder_width)
    if hips_seen and is_aside(heading):
        unit = torso  # of shoulders behind each other the distance says nothing
    arms = np.stack([_arm(points, side, unit) for side in Side])
    lengths = np.linalg.norm(np.diff(arms, axis=1), axis=2) / unit
    quality = np.array([_arm_quality(lengths[side], visibility, inside, side) for side in Side])
    if _folded(arms, unit):
        quality[:] = 0
    bones = _bones(lengths, quality) * unit
    return Anatomy(
        points, visibility, shoulders, hips, hips_seen, unit, arms, bones, quality, heading, is_sure, trunk_seen(person)
    )


def _heading(person: Person) -> tuple[float, bool]:
    """See `Anatomy`. By the shoulders' order alone where the model said nothing of space."""
    left, right = person.landmarks[list(SHOULDERS), 0]
    plain = 0.0 if left >= right else float(np.pi)
    if person.yaws is None:
        return plain, True
    shoulders, hips = np.exp(1j * np.array(person.yaws))
    yaw = float(np.angle(shoulders + hips))
    aside = _ASIDE[0] < abs(yaw) < _ASIDE[1] and abs(left - right) < _BEHIND_EACH_OTHER * _torso(person)
    agree = abs(float(np.angle(shoulders / hips))) < _AGREE and (aside or (abs(yaw) < np.pi / 2) == (plain == 0))
    return float(np.copysign(np.pi / 2, yaw)) if aside else plain, agree


def _torso(person: Person) -> float:
    points = person.landmarks
    return float(np.linalg.norm(points[list(SHOULDERS)].mean(0) - points[list(HIPS)].mean(0)))


def is_portrait(anatomy: Anatomy, photo_height: int) -> bool:
    """Whether the photo ends at the chest. anatomy : in pixels of the photo"""
    return bool(photo_height < anatomy.neck[1] + _PORTRAIT_BODY * anatomy.unit)


def _ordinary_hips(shoulders: np.ndarray, shoulder_width: float) -> np.ndarray:
    """Hips straight below the shoulders."""
    towards_left = 1 if shoulders[0, 0] >= shoulders[1, 0] else -1
    half = 0.5 * _HIPS_PER_SHOULDERS * shoulder_width * towards_left
    middle = shoulders.mean(0) + np.array([0, _TORSO_PER_SHOULDERS * shoulder_width])
    sideways = np.array([half, 0])
    return np.stack([middle + sideways, middle - sideways])


def _arm(points: np.ndarray, side: Side, unit: float) -> np.ndarray:
    """Shoulder, elbow, wrist, finger tip: (4, 2). The tip is nearly twice as far from the wrist as the knuckles."""
    shoulder, elbow, wrist = points[SHOULDERS[side]], points[ELBOWS[side]], points[WRISTS[side]]
    knuckles = points[[PINKIES[side], INDEX_FINGERS[side]]].mean(0) - wrist
    length = float(np.linalg.norm(knuckles))
    forearm = (wrist - elbow) / (np.linalg.norm(wrist - elbow) + 1e-6)
    direction = knuckles / (length + 1e-6) if length > 0.1 * HAND * unit else forearm
    if direction @ forearm < 0.2:  # folded back or misread: the hand goes on roughly as the forearm does
        direction = direction + 1.2 * forearm
        direction = direction / (np.linalg.norm(direction) + 1e-6)
    tip = wrist + direction * np.clip(1.9 * length, 0.75 * HAND * unit, 1.15 * HAND * unit)
    return np.stack([shoulder, elbow, wrist, tip])


def _arm_quality(lengths: np.ndarray, visibility: np.ndarray, inside: np.ndarray, side: Side) -> float:
    """Low for hidden, cut off and strongly foreshortened arms."""
    joints = [ELBOWS[side], WRISTS[side]]
    if not inside[joints].all():
        return 0.0
    stretched = np.clip(lengths[:2] / (0.8 * np.array([UPPER_ARM, FOREARM])), 0, 1)
    return float(visibility[joints].min() * stretched.prod())


def _folded(arms: np.ndarray, unit: float) -> bool:
    """Whether one forearm lies on the other, which then cannot be had apart. arms : (2, 4, 2) px"""
    along = np.linspace(0, _FOREARM_ALONE, 12)[:, None]
    left, right = (arm[1] + along * (arm[2] - arm[1]) for arm in arms)
    return bool(np.linalg.norm(left[:, None] - right[None], axis=-1).min() < _FOLDED * unit)


def _bones(lengths: np.ndarray, quality: np.ndarray) -> np.ndarray:
    """(3,) in torso units: the photo's longer arm, kept near ordinary proportions."""
    ordinary = np.array([UPPER_ARM, FOREARM])
    usable = lengths[quality >= GOOD_ARM, :2]
    seen = usable.max(0) if len(usable) else ordinary
    return np.append(np.clip(seen, 0.92 * ordinary, 1.15 * ordinary), HAND)
