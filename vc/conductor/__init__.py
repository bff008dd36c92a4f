"""A conductor by the textbook: from beats, bars and loudness to the motion of a body, without a trained model."""

import numpy as np

from vc.conductor.body import pose_body
from vc.conductor.camera import Camera, project
from vc.conductor.drift import Drift
from vc.conductor.hands import left_hand, right_hand
from vc.conductor.score import read_score
from vc.conductor.style import Body, Style
from vc.manner import AS_DRAWN, Manner
from vc.music import Rhythm
from vc.skeleton import POSE_RATE, Motion, pose_count

__all__ = ["Body", "Camera", "Style", "perform", "perform_3d", "project"]


def perform(
    rhythm: Rhythm, *, seed: int = 0, manner: Manner = AS_DRAWN, style: Style | None = None
) -> Motion:  # fmt: skip
    """Conduct a piece: pose_count(rhythm.seconds) poses in stage coordinates, with depth, the same for the same seed.

    seed : draws the body, the camera, all free choices, and the style where none is given
    manner : changes the style that the seed draws
    Raises ValueError if the piece is shorter than one pose.
    """
    points = perform_3d(rhythm, seed=seed, style=style or Style.draw(seed, manner))
    return Motion(project(points, Camera.draw(seed)), depth=points[..., 2])


def perform_3d(
    rhythm: Rhythm, *, seed: int = 0, style: Style | None = None, body: Body | None = None
) -> np.ndarray:  # fmt: skip
    """As `perform`, as (T, 13, 3) float32 metres: x to the viewer's right, y up, z towards the viewer."""
    if pose_count(rhythm.seconds) == 0:
        raise ValueError(f"{rhythm.seconds:.3f} s of music hold no pose; at least 1/30 s is needed")
    style, body = style or Style.draw(seed), body or Body.draw(seed)
    times = np.arange(pose_count(rhythm.seconds)) / POSE_RATE
    drift = Drift(seed, times)
    score = read_score(rhythm, style, drift)
    right, left = right_hand(score, style, drift), left_hand(score, style, drift, seed)
    return pose_body(score, right, left, style, body, drift)
