"""From music to motion by the recurrent baseline."""

from vc.motion.hearing import pad_mel
from vc.motion.request import Request
from vc.skeleton import Motion


def conduct(request: Request) -> Motion:
    """The same for every seed."""
    import torch

    from vc.models import load
    from vc.models.cnn_lstm.network import CnnLstm, move_whole

    assert request.weights_path is not None
    network = load("cnn-lstm", request.weights_path, request.device)
    assert isinstance(network, CnnLstm)
    mel = pad_mel(request.mel.values, max(request.poses, 2))  # the music encoder's borders need 4 frames
    poses = move_whole(network, torch.from_numpy(mel), request.on_progress)
    return Motion(poses[: request.poses].numpy())
