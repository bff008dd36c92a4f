"""From music to motion by the M2S-GAN authors' generator."""

from vc.motion.hearing import pad_mel
from vc.motion.request import Request
from vc.music import MEL_RATE
from vc.skeleton import Motion


def conduct(request: Request) -> Motion:
    """With noise drawn from the seed."""
    import torch

    from vc.models import load
    from vc.models.official.fast import FastGenerator
    from vc.models.official.generator import NOISE_CHANNELS, NOISE_RATE, Generator
    from vc.models.official.pose_decoder import MIN_POSES

    assert request.weights_path is not None
    network = load("official", request.weights_path, request.device)
    assert isinstance(network, Generator)
    mel = pad_mel(request.mel.values, max(request.poses, MIN_POSES))
    noise_vectors = -(-len(mel) * NOISE_RATE // MEL_RATE)
    # Always drawn on the CPU: another device's generator would give other numbers for the same seed.
    noise = torch.randn(noise_vectors, NOISE_CHANNELS, generator=torch.Generator().manual_seed(request.seed))
    poses = FastGenerator(network)(torch.from_numpy(mel), noise, request.on_progress)
    return Motion(poses[: request.poses].numpy())
