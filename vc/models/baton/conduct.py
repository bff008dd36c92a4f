"""From music to motion by Baton, told the tracked beats."""

from vc.motion.drawn import draw
from vc.motion.hearing import find_rhythm, open_baton, pad_mel
from vc.motion.request import Request
from vc.music import MEL_FRAMES_PER_POSE
from vc.skeleton import Motion

TREMBLE_POSES = 0.7  # deviation of the Gaussian that takes its trembling away; it moves no lowest point
ROUNDER = 2.0  # times that for whom wishes the smoothest motion, half of it for the sharpest


def conduct(request: Request) -> Motion:
    """With a style and free choices drawn from the seed."""
    import torch
    from scipy.ndimage import gaussian_filter1d

    from vc.models.baton.phase import phase_track

    assert request.weights_path is not None
    rhythm = request.rhythm or find_rhythm(request.mel)
    network = open_baton(request.weights_path, request.device)
    mel = pad_mel(request.mel.values, request.poses)[: MEL_FRAMES_PER_POSE * request.poses]
    code, heard = network.listen(torch.from_numpy(mel), request.on_progress)
    phase = torch.from_numpy(phase_track(rhythm, request.poses))
    style, choices = (torch.from_numpy(drawn) for drawn in draw(request, rhythm))
    if not network.told:
        phase.zero_()
    if not network.latents:
        style, choices = network.mean_style, torch.zeros_like(choices)
    points = network.move(code, heard, phase, style, choices).numpy()
    return Motion(gaussian_filter1d(points, TREMBLE_POSES * ROUNDER**request.manner.smoothness, axis=0, mode="nearest"))
