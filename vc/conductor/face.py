"""Head, gaze, brows, mouth and breath: what players see of a conductor when they look up."""

import numpy as np
from scipy.ndimage import gaussian_filter1d

from vc.conductor.eyes import Eyes
from vc.conductor.score import Score
from vc.conductor.style import Style
from vc.skeleton import POSE_RATE, Joint

BREATH_HZ = 0.25  # 15 breaths a minute, as at light work


def head_direction(joints: np.ndarray) -> np.ndarray:
    """(T, 3) unit vectors: out of the face, at right angles to the ears and to the line from their middle up.

    joints : (T, 13, 3) of `body.pose_body`, whose nose lies below the level of the eyes and before the ears
    """
    ears = 0.5 * (joints[:, Joint.LEFT_EAR] + joints[:, Joint.RIGHT_EAR])
    eyes = 0.5 * (joints[:, Joint.LEFT_EYE] + joints[:, Joint.RIGHT_EYE])
    across = joints[:, Joint.LEFT_EAR] - joints[:, Joint.RIGHT_EAR]
    # Ears, eyes and nose lie in the plane of the profile: two vectors of it give its axes, see `vc.skeleton.FACE_M`.
    to_eyes, to_nose = eyes - ears, joints[:, Joint.NOSE] - ears
    forward = to_eyes + to_nose  # (0.115 - 0.095) + (0.075 - 0.095) = 0 upward, by the head's measures
    forward = forward - (forward * across).sum(1, keepdims=True) / (across * across).sum(1, keepdims=True) * across
    return np.asarray(forward / np.linalg.norm(forward, axis=1, keepdims=True), np.float64)


def gaze_direction(eyes: Eyes) -> np.ndarray:
    """(T, 3) unit vectors."""
    level = np.cos(eyes.gaze_down_rad)
    return np.stack([np.sin(eyes.gaze_rad) * level, -np.sin(eyes.gaze_down_rad), np.cos(eyes.gaze_rad) * level], 1)


def expression(score: Score, eyes: Eyes, style: Style) -> dict[str, np.ndarray]:
    """(T,) brows, mouth and breath, 0..1: raised to those who enter and in what grows, open in loud music."""
    shown = style.depth
    hushed = np.clip(-score.sudden, 0, 1)
    brows = 0.10 + shown * (0.45 * eyes.cue + 0.30 * np.clip(score.swell, 0, 1) + 0.35 * hushed)
    brows = brows + shown * 0.30 * np.clip(score.dynamics - 0.5, 0, 1) + 0.25 * shown * eyes.prepared
    mouth = 0.05 + shown * (0.55 * np.clip(score.dynamics - 0.35, 0, 1) * np.clip(score.beat, 0, 1))
    mouth = mouth + shown * 0.30 * np.maximum(score.cues.breath, eyes.prepared)
    lungs = 0.40 + 0.18 * np.sin(2 * np.pi * BREATH_HZ * score.times_s)
    taken = np.maximum(score.cues.breath, eyes.prepared)
    values = {"brows": brows, "mouth": mouth, "breath": lungs + taken * (1.0 - lungs)}
    return {name: np.clip(_soft(value), 0, 1) for name, value in values.items()}


def _soft(values: np.ndarray, width_s: float = 0.12) -> np.ndarray:
    return gaussian_filter1d(values, width_s * POSE_RATE, mode="nearest") if len(values) else values
