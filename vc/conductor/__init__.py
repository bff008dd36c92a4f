"""A conductor by the textbook: from beats, bars, loudness and marks to the motion of a body, without a trained model.

plan, pattern   what is beaten, and the path of the hand        cues    who is brought in, and when
score           all that is known, as signals over the poses    hands   where the hands are: right beats, both hold
eyes, face      looks, brows, mouth, breath                     left    the left hand's vocabulary
body, wrists    joints in space; fingers, palms and the baton   camera  from space to the stage
"""

import numpy as np

from vc.channels import packed
from vc.conductor.body import pose_body
from vc.conductor.camera import Camera, project
from vc.conductor.drift import Drift
from vc.conductor.eyes import find_looks
from vc.conductor.face import expression, gaze_direction, head_direction
from vc.conductor.hands import left_hand, right_hand
from vc.conductor.left import left_roles
from vc.conductor.score import read_score
from vc.conductor.style import Body, Style
from vc.conductor.wrists import baton, left_fingers
from vc.manner import AS_DRAWN, Manner
from vc.music import Rhythm
from vc.skeleton import POSE_RATE, Motion, pose_count

__all__ = ["Body", "Camera", "Style", "perform", "perform_3d", "perform_layers", "project"]


def perform(
    rhythm: Rhythm, *, seed: int = 0, manner: Manner = AS_DRAWN, style: Style | None = None
) -> Motion:  # fmt: skip
    """Conduct a piece: pose_count(rhythm.seconds) poses in all layers, the same for the same seed.

    seed : draws the body, the camera, all free choices, and the style where none is given
    manner : changes the style that the seed draws
    Raises ValueError if the piece is shorter than one pose.
    """
    joints, channels = perform_layers(rhythm, seed=seed, style=style or Style.draw(seed, manner))
    return Motion(project(joints, Camera.draw(seed)), joints=joints, channels=channels)


def perform_3d(
    rhythm: Rhythm, *, seed: int = 0, style: Style | None = None, body: Body | None = None
) -> np.ndarray:  # fmt: skip
    """As `perform`, the joints alone, (T, 13, 3) float32 metres: x to the viewer's right, y up, z to the viewer."""
    return perform_layers(rhythm, seed=seed, style=style, body=body)[0]


def perform_layers(
    rhythm: Rhythm, *, seed: int = 0, style: Style | None = None, body: Body | None = None
) -> tuple[np.ndarray, np.ndarray]:  # fmt: skip
    """(T, 13, 3) joints, metres, and (T, vc.channels.WIDTH) channels, both float32, before any camera."""
    if pose_count(rhythm.seconds) == 0:
        raise ValueError(f"{rhythm.seconds:.3f} s of music hold no pose; at least 1/30 s is needed")
    style, body = style or Style.draw(seed), body or Body.draw(seed)
    times = np.arange(pose_count(rhythm.seconds)) / POSE_RATE
    drift = Drift(seed, times)
    score = read_score(rhythm, style, drift)
    shares, eyes = left_roles(score, style, seed), find_looks(score, style, drift)
    right, left = right_hand(score, style, drift), left_hand(score, style, drift, shares)
    joints = pose_body(score, right, left, eyes, style, body, drift)
    fingers, palm, opened = left_fingers(score, shares, joints)
    pointing, right_palm, grip = baton(score, style, joints)
    channels = packed(
        left_open=opened, left_fingers=fingers, left_palm=palm, right_open=grip, right_palm=right_palm, baton=pointing,
        head=head_direction(joints), gaze=gaze_direction(eyes), **expression(score, eyes, style),
    )  # fmt: skip
    return joints, channels
