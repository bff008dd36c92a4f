"""The conductor's body: thirteen joints, the bones between them, and motion over time.

The joints are the upper-body part of COCO's keypoints, in COCO's order, as in the ConductorMotion100 dataset.
Frame of reference ("stage"): x to the right of the picture, y DOWN, both 0 to 1 across a square stage. The conductor
faces the viewer, so the LEFT side of the body stands at larger x.
"""

from dataclasses import dataclass, replace
from enum import IntEnum
from pathlib import Path

import numpy as np

from vc.channels import WIDTH
from vc.errors import MotionError

POSE_RATE = 30  # poses per second, as in ConductorMotion100's motion.npy


class Joint(IntEnum):
    NOSE = 0
    LEFT_EYE = 1
    RIGHT_EYE = 2
    LEFT_EAR = 3
    RIGHT_EAR = 4
    LEFT_SHOULDER = 5
    RIGHT_SHOULDER = 6
    LEFT_ELBOW = 7
    RIGHT_ELBOW = 8
    LEFT_WRIST = 9
    RIGHT_WRIST = 10
    LEFT_HIP = 11
    RIGHT_HIP = 12


JOINT_COUNT = len(Joint)


class Keypoint(IntEnum):
    """The joints, and three knuckles of each hand as MediaPipe finds them: what a neural renderer is shown."""

    NOSE = 0
    LEFT_EYE = 1
    RIGHT_EYE = 2
    LEFT_EAR = 3
    RIGHT_EAR = 4
    LEFT_SHOULDER = 5
    RIGHT_SHOULDER = 6
    LEFT_ELBOW = 7
    RIGHT_ELBOW = 8
    LEFT_WRIST = 9
    RIGHT_WRIST = 10
    LEFT_HIP = 11
    RIGHT_HIP = 12
    LEFT_PINKY = 13
    RIGHT_PINKY = 14
    LEFT_INDEX = 15
    RIGHT_INDEX = 16
    LEFT_THUMB = 17
    RIGHT_THUMB = 18


KEYPOINT_COUNT = len(Keypoint)

# The face: joints from the base of the skull, metres of a head that is 0.15 m from ear to ear: x to the conductor's
# left, y up, z forward.
FACE_M: dict[Joint, tuple[float, float, float]] = {
    Joint.NOSE: (0.0, 0.075, 0.115),
    Joint.LEFT_EYE: (0.033, 0.115, 0.09),
    Joint.RIGHT_EYE: (-0.033, 0.115, 0.09),
    Joint.LEFT_EAR: (0.075, 0.095, 0.0),
    Joint.RIGHT_EAR: (-0.075, 0.095, 0.0),
}
NECK_M = 0.105  # middle of the shoulders to the base of the skull

BONES: tuple[tuple[Joint, Joint], ...] = (
    (Joint.NOSE, Joint.LEFT_EYE),
    (Joint.NOSE, Joint.RIGHT_EYE),
    (Joint.LEFT_EYE, Joint.LEFT_EAR),
    (Joint.RIGHT_EYE, Joint.RIGHT_EAR),
    (Joint.NOSE, Joint.LEFT_SHOULDER),
    (Joint.NOSE, Joint.RIGHT_SHOULDER),
    (Joint.LEFT_SHOULDER, Joint.RIGHT_SHOULDER),
    (Joint.LEFT_SHOULDER, Joint.LEFT_ELBOW),
    (Joint.LEFT_ELBOW, Joint.LEFT_WRIST),
    (Joint.RIGHT_SHOULDER, Joint.RIGHT_ELBOW),
    (Joint.RIGHT_ELBOW, Joint.RIGHT_WRIST),
    (Joint.LEFT_HIP, Joint.RIGHT_HIP),
    (Joint.LEFT_SHOULDER, Joint.LEFT_HIP),
    (Joint.RIGHT_SHOULDER, Joint.RIGHT_HIP),
)


def pose_count(seconds: float) -> int:
    """Number of poses for `seconds` of music: floor(seconds x 30), safe against 0.1 + 0.2 arithmetic."""
    return int(np.floor(seconds * POSE_RATE + 1e-6))


@dataclass(frozen=True)
class Motion:
    """Poses over time.

    points : (T, 13, 2) float32, stage coordinates (x right, y DOWN, 1.0 = stage width), finite
    rate : poses per second
    joints : (T, 13, 3) float32, metres: x to the conductor's left (the viewer's right), y up, z towards the viewer,
        origin between the hips' usual places; None where a model knows the plane alone
    channels : (T, vc.channels.WIDTH) float32, what hands and face do, as vc.channels.COLUMNS; None likewise
    companions : motions of those who conduct beside, as long; empty for one alone

    `vc.motion.layers.completed` gives a motion of the plane the other two.
    """

    points: np.ndarray
    rate: int = POSE_RATE
    joints: np.ndarray | None = None
    channels: np.ndarray | None = None
    companions: "tuple[Motion, ...]" = ()

    def __post_init__(self) -> None:
        points = np.asarray(self.points, dtype=np.float32)
        if points.ndim != 3 or points.shape[1:] != (JOINT_COUNT, 2) or len(points) == 0:
            raise MotionError(f"A motion needs the shape (T, {JOINT_COUNT}, 2) T > 0; this one has {points.shape}.")
        if not np.isfinite(points).all():
            bad = int((~np.isfinite(points)).any(axis=(1, 2)).sum())
            raise MotionError(f"{bad} of {len(points)} poses hold values that are not finite numbers.")
        object.__setattr__(self, "points", points)
        for name, shape in (("joints", (JOINT_COUNT, 3)), ("channels", (WIDTH,))):
            if getattr(self, name) is not None:
                object.__setattr__(self, name, _checked(name, getattr(self, name), (len(points), *shape)))

    def __len__(self) -> int:
        return len(self.points)

    @property
    def seconds(self) -> float:
        return len(self.points) / self.rate

    @property
    def each(self) -> "tuple[Motion, ...]":
        """Of everybody who conducts, this one first."""
        return (replace(self, companions=()), *self.companions) if self.companions else (self,)

    @property
    def depth(self) -> np.ndarray | None:
        """(T, 13) metres towards the viewer, where they are known."""
        return None if self.joints is None else self.joints[..., 2]

    @classmethod
    def load(cls, path: str | Path) -> "Motion":
        """Read a .npy file of shape (T, 13, 2) at 30 Hz, as `save` writes it. Raises MotionError."""
        try:
            points = np.load(path, allow_pickle=False)
        except (OSError, ValueError, EOFError) as error:
            raise MotionError(f"{Path(path).name} is not a readable .npy file of poses: {error}") from error
        return cls(points)


def _checked(name: str, values: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    values = np.asarray(values, dtype=np.float32)
    if values.shape != shape or not np.isfinite(values).all():
        raise MotionError(f"The {name} of {shape[0]} poses need finite values of the shape {shape}; these have "
                          f"{values.shape}.")  # fmt: skip
    return values
