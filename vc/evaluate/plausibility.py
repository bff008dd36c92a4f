"""Does it move like a body? Numbers of one motion alone, and of several seeds of one piece; no music, no reference.

Lengths are in stage widths; the shoulders of a normalised conductor are 0.2 apart.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from itertools import combinations

import numpy as np

from vc.evaluate.metrics import sd
from vc.skeleton import Joint, Motion

LIMBS = (
    (Joint.LEFT_SHOULDER, Joint.LEFT_ELBOW),
    (Joint.RIGHT_SHOULDER, Joint.RIGHT_ELBOW),
    (Joint.LEFT_ELBOW, Joint.LEFT_WRIST),
    (Joint.RIGHT_ELBOW, Joint.RIGHT_WRIST),
)
SHOULDERS = (Joint.LEFT_SHOULDER, Joint.RIGHT_SHOULDER)
HIPS = (Joint.LEFT_HIP, Joint.RIGHT_HIP)
TORSO = (SHOULDERS, HIPS, (Joint.LEFT_SHOULDER, Joint.LEFT_HIP), (Joint.RIGHT_SHOULDER, Joint.RIGHT_HIP))
WRISTS = (Joint.LEFT_WRIST, Joint.RIGHT_WRIST)
STROKE_HZ = 0.75  # strokes are faster than this, gestures and posture slower


@dataclass(frozen=True)
class Plausibility:
    """One motion's numbers; see the functions of the same names."""

    bone_variation: float
    torso_variation: float
    long_limbs: float
    jerk: float
    wrist_speed: float
    sideways: float
    joint_std: float


PLAUSIBILITY_NAMES = tuple(field.name for field in fields(Plausibility))


def measure_plausibility(motion: Motion) -> Plausibility:
    return Plausibility(
        bone_variation(motion), torso_variation(motion), long_limbs(motion), jerk(motion), wrist_speed(motion),
        sideways(motion), joint_std(motion),
    )  # fmt: skip


def bone_lengths(motion: Motion) -> np.ndarray:
    """(T, 6) upper arms, forearms, shoulder width and the way from the hips' middle to the shoulders'."""
    points = motion.points.astype(float)
    ends = [points[:, a] - points[:, b] for a, b in (*LIMBS, SHOULDERS)]
    trunk = points[:, SHOULDERS].mean(axis=1) - points[:, HIPS].mean(axis=1)
    lengths: np.ndarray = np.linalg.norm(np.stack([*ends, trunk], axis=1), axis=2)
    return lengths


def bone_variation(motion: Motion) -> float:
    """Coefficient of variation of the six lengths over time, averaged; 0 is a body of rods in the picture's plane.

    An arm that points to the camera looks shorter, so a real conductor has 0.15 to 0.2, not 0.
    """
    return _variation(bone_lengths(motion))


def torso_variation(motion: Motion) -> float:
    """The same of shoulders, hips and both sides: a torso bends and turns a little, but does not point at the camera.

    Simulated conductors, who do turn and bow, have about 0.02; a body of rubber has much more.
    """
    points = motion.points.astype(float)
    return _variation(np.stack([np.linalg.norm(points[:, a] - points[:, b], axis=1) for a, b in TORSO], axis=1))


def long_limbs(motion: Motion) -> float:
    """Share of upper arms and forearms longer than the mean shoulder width; a human's are at most about 0.85 of it."""
    lengths = bone_lengths(motion)
    return float(np.mean(lengths[:, : len(LIMBS)] > lengths[:, len(LIMBS)].mean()))


def jerk(motion: Motion) -> float:
    """Mean size of the wrists' third derivative, stage widths per second cubed; trembling raises it most."""
    if len(motion) < 4:
        return 0.0
    third = np.diff(_wrists(motion), n=3, axis=0) * motion.rate**3
    return float(np.linalg.norm(third, axis=2).mean())


def wrist_speed(motion: Motion) -> float:
    """Mean speed of the wrists, stage widths per second."""
    if len(motion) < 2:
        return 0.0
    return float(np.linalg.norm(np.diff(_wrists(motion), axis=0) * motion.rate, axis=2).mean())


def sideways(motion: Motion) -> float:
    """Size of the right wrist's strokes across over their size up and down; textbook patterns have about 0.5 to 1."""
    strokes = above(motion.points[:, Joint.RIGHT_WRIST].astype(float), motion.rate)
    across, up = strokes.std(axis=0)
    return float(across / up) if up > 1e-9 else 0.0


def joint_std(motion: Motion) -> float:
    """Standard deviation over time, averaged over joints and coordinates: how large the motion is."""
    return sd(motion.points)


def seed_diversity(motions: Sequence[Motion]) -> float:
    """Mean distance of the coordinates of two motions for the same music, over all pairs; 0 if seeds change nothing.

    Raises ValueError for motions of different lengths.
    """
    return _over_pairs(motions, lambda a, b: float(np.abs(a.points - b.points).mean()))


def diversity(features: Sequence[np.ndarray]) -> float:
    """Mean Euclidean distance between the motions of all pieces and seeds, each as its mean feature (d,) in a motion
    encoder's space; 0 if all music is conducted alike. To be read beside the recorded row.

    Source: as AI Choreographer (Li et al. 2021) measures it, in this encoder's space.
    """
    pairs = [float(np.linalg.norm(a - b)) for a, b in combinations(features, 2)]
    return float(np.mean(pairs)) if pairs else 0.0


def seed_agreement(motions: Sequence[Motion]) -> float:
    """Correlation of the right wrist's strokes in height between seeds: near 1 where all beat the same beats."""
    return _over_pairs(motions, lambda a, b: _correlation(_stroke_height(a), _stroke_height(b)))


def above(values: np.ndarray, rate: int, *, hz: float = STROKE_HZ) -> np.ndarray:
    """(T, ...) what is faster than `hz`: a Butterworth high-pass run both ways, so that nothing is delayed."""
    from scipy.signal import butter, sosfiltfilt

    sections = butter(2, hz, "highpass", fs=rate, output="sos")
    padding = min(3 * rate, len(values) - 1)
    passed: np.ndarray = sosfiltfilt(sections, values, axis=0, padlen=padding)
    return passed


def _variation(lengths: np.ndarray) -> float:
    """(T, n) -> coefficient of variation over time, averaged over the n."""
    return float(np.mean(lengths.std(axis=0) / np.maximum(lengths.mean(axis=0), 1e-9)))


def _wrists(motion: Motion) -> np.ndarray:
    return motion.points[:, WRISTS].astype(float)


def _stroke_height(motion: Motion) -> np.ndarray:
    return above(motion.points[:, Joint.RIGHT_WRIST, 1].astype(float), motion.rate)


def _correlation(first: np.ndarray, second: np.ndarray) -> float:
    size = float(first.std() * second.std())
    return float(np.mean((first - first.mean()) * (second - second.mean())) / size) if size > 1e-12 else 0.0


def _over_pairs(motions: Sequence[Motion], compare: Callable[[Motion, Motion], float]) -> float:
    if len({len(motion) for motion in motions}) > 1:
        raise ValueError(f"motions of one length are compared, not of {sorted({len(motion) for motion in motions})}")
    values = [compare(a, b) for a, b in combinations(motions, 2)]
    return float(np.mean(values)) if values else 0.0
