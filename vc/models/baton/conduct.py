"""From music to motion by Baton: what its conductor intends, from the rhythm and the marks, and the movement of it."""

import numpy as np

from vc.channels import normalised
from vc.conductor import Camera, project
from vc.conductor.intent import intent_of
from vc.manner import Manner
from vc.motion.drawn import Usual
from vc.motion.hearing import find_rhythm, open_baton
from vc.motion.request import Request
from vc.skeleton import JOINT_COUNT, Motion

# Livelier than its teachers, two seeds further apart; by weight from foot to foot rather than by what blurs how large
# the beats are, or turns the trunk away for long. Chosen on 81 pieces of the timed pack's split "val".
USUAL = Usual(
    Manner(energy=0.5, gesture=0.1), choices=1.3,
    more={"turn": 0.6, "lean": 0.2, "height": 0, "right up": 0, "weight": 1.5, "roll": 1.3},
)  # fmt: skip
TREMBLE_POSES = 0.7  # deviation of the Gaussian that takes its trembling away; it moves no lowest point
ROUNDER = 2.0  # times that for whom wishes the smoothest motion, half of it for the sharpest


def conduct(request: Request) -> Motion:
    """With a style and free choices drawn from the seed."""
    import torch

    assert request.weights_path is not None
    rhythm = request.rhythm or find_rhythm(request.mel)
    shown = intent_of(rhythm, request.seed, USUAL.wished(request.manner))
    intent, style, choices = (torch.from_numpy(each) for each in (shown[: request.poses], *USUAL.draw(request, rhythm)))
    moved = open_baton(request.weights_path, request.device).move(intent, style, choices, request.on_progress)
    layers = _steadied(moved.numpy(), request.manner.smoothness)
    joints = layers[:, : 3 * JOINT_COUNT].reshape(-1, JOINT_COUNT, 3)
    points = project(joints, Camera.draw(request.seed))
    return Motion(points, joints=joints, channels=normalised(layers[:, 3 * JOINT_COUNT :]))


def _steadied(layers: np.ndarray, smoothness: float) -> np.ndarray:
    """The layers without their trembling."""
    from scipy.ndimage import gaussian_filter1d

    return np.asarray(gaussian_filter1d(layers, TREMBLE_POSES * ROUNDER**smoothness, axis=0, mode="nearest"))
