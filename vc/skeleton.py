"""The conductor's body: thirteen joints, the bones between them, and motion over time.

The joints are the upper-body part of COCO's keypoints, in COCO's order, as in the ConductorMotion100 dataset.
Frame of reference ("stage"): x to the right of the picture, y DOWN, both 0 to 1 across a square stage. The conductor
faces the viewer, so the LEFT side of the body stands at larger x.
"""

from dataclasses import dataclass, replace
from enum import IntEnum
from pathlib import Path

import numpy as np

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
    depth : (T, 13) float32 metres towards the viewer, where a model knows it; None otherwise
    companions : motions of those who conduct beside, as long; empty for one alone
    """

    points: np.ndarray
    rate: int = POSE_RATE
    depth: np.ndarray | None = None
    companions: "tuple[Motion, ...]" = ()

    def __post_init__(self) -> None:
        points = np.asarray(self.points, dtype=np.float32)
        if points.ndim != 3 or points.shape[1:] != (JOINT_COUNT, 2) or len(points) == 0:
            raise MotionError(f"A motion needs the shape (T, {JOINT_COUNT}, 2) T > 0; this one has {points.shape}.")
        if not np.isfinite(points).all():
            bad = int((~np.isfinite(points)).any(axis=(1, 2)).sum())
            raise MotionError(f"{bad} of {len(points)} poses hold values that are not finite numbers.")
        object.__setattr__(self, "points", points)
        if self.depth is not None:
            object.__setattr__(self, "depth", _checked_depth(self.depth, len(points)))

    def __len__(self) -> int:
        return len(self.points)

    @property
    def seconds(self) -> float:
        return len(self.points) / self.rate

    @property
    def each(self) -> "tuple[Motion, ...]":
        """Of everybody who conducts, this one first."""
        return (replace(self, companions=()), *self.companions) if self.companions else (self,)

    @classmethod
    def load(cls, path: str | Path) -> "Motion":
        """Read a .npy file of shape (T, 13, 2) at 30 Hz, as `save` writes it. Raises MotionError."""
        try:
            points = np.load(path, allow_pickle=False)
        except (OSError, ValueError, EOFError) as error:
            raise MotionError(f"{Path(path).name} is not a readable .npy file of poses: {error}") from error
        return cls(points)


def _checked_depth(depth: np.ndarray, poses: int) -> np.ndarray:
    depth = np.asarray(depth, dtype=np.float32)
    if depth.shape != (poses, JOINT_COUNT) or not np.isfinite(depth).all():
        raise MotionError(f"The depth of {poses} poses needs finite values of the shape ({poses}, {JOINT_COUNT}); "
                          f"this one has {depth.shape}.")  # fmt: skip
    return depth
