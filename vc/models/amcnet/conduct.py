"""From music to motion by AMCNet's generator."""

from vc.manner import Manner
from vc.motion.drawn import Usual
from vc.motion.hearing import features_of, find_rhythm
from vc.motion.request import Request
from vc.skeleton import Motion

# What nobody foresees makes a network move less than those it learnt from; asked for this much, it moves as much.
USUAL = Usual(Manner(energy=0.8, gesture=0.75, smoothness=0.2), choices=1.2)


def conduct(request: Request) -> Motion:
    """With a style and free choices drawn from the seed as its noise.

    It hears the beats by itself: of the tracked ones it is only told, as part of its choices, what the left hand does
    in each phrase.
    """
    import torch

    from vc.models import load
    from vc.models.amcnet.network import AmcnetGenerator, move_whole, noise_like

    assert request.weights_path is not None
    network = load("amcnet", request.weights_path, request.device)
    assert isinstance(network, AmcnetGenerator)
    noise = noise_like(*USUAL.draw(request, request.rhythm or find_rhythm(request.mel)))
    features = torch.from_numpy(features_of(request.mel, request.poses))
    return Motion(move_whole(network, features, torch.from_numpy(noise), request.on_progress).numpy())
