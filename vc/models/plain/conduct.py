"""The mean pose as a conductor."""

from vc.motion.request import Request
from vc.skeleton import Motion


def conduct(request: Request) -> Motion:
    """The mean pose of the training data, held; the same for every seed."""
    import numpy as np

    from vc.models import load
    from vc.models.plain.network import Plain

    assert request.weights_path is not None
    network = load("plain", request.weights_path)
    assert isinstance(network, Plain)
    return Motion(np.repeat(network.pose.detach().numpy()[None], request.poses, axis=0))
