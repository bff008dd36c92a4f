"""From music to motion by Baton, told the tracked beats."""

from dataclasses import replace

import numpy as np

from vc.channels import normalised
from vc.motion.drawn import draw
from vc.motion.hearing import find_rhythm, open_baton, pad_mel
from vc.motion.marking import marks_from
from vc.motion.request import Request
from vc.music import MEL_FRAMES_PER_POSE
from vc.skeleton import JOINT_COUNT, Motion

TREMBLE_POSES = 0.7  # deviation of the Gaussian that takes its trembling away; it moves no lowest point
ROUNDER = 2.0  # times that for whom wishes the smoothest motion, half of it for the sharpest


def conduct(request: Request) -> Motion:
    """With a style and free choices drawn from the seed."""
    import torch

    from vc.models.baton.phase import phase_track, told_track

    assert request.weights_path is not None
    rhythm = request.rhythm or find_rhythm(request.mel)
    network = open_baton(request.weights_path, request.device)
    mel = pad_mel(request.mel.values, request.poses)[: MEL_FRAMES_PER_POSE * request.poses]
    code, heard = network.listen(torch.from_numpy(mel), request.on_progress)
    if network.space and rhythm.marks is None:
        rhythm = replace(rhythm, marks=marks_from(network.read(code, torch.from_numpy(mel)).numpy(), rhythm))
    phase = torch.from_numpy((told_track if network.space else phase_track)(rhythm, request.poses))
    style, choices = (torch.from_numpy(drawn) for drawn in draw(request, rhythm))
    style = style[: len(network.mean_style)]
    if not network.told:
        phase.zero_()
    if not network.latents:
        style, choices = network.mean_style, torch.zeros_like(choices)
    poses = _steadied(network.move(code, heard, phase, style, choices).numpy(), request.manner.smoothness)
    return _in_space(poses, request.seed) if network.space else Motion(poses)


def _steadied(poses: np.ndarray, smoothness: float) -> np.ndarray:
    """The poses without their trembling."""
    from scipy.ndimage import gaussian_filter1d

    return np.asarray(gaussian_filter1d(poses, TREMBLE_POSES * ROUNDER**smoothness, axis=0, mode="nearest"))


def _in_space(layers: np.ndarray, seed: int) -> Motion:
    """A motion of joints and channels, (T, limbs.LAYERS), seen by the camera that the seed draws."""
    from vc.conductor import Camera, project

    joints = layers[:, : 3 * JOINT_COUNT].reshape(-1, JOINT_COUNT, 3)
    return Motion(project(joints, Camera.draw(seed)), joints=joints, channels=normalised(layers[:, 3 * JOINT_COUNT :]))
