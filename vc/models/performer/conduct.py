"""From music to motion by the first stage of Let's Play Music."""

from typing import TYPE_CHECKING

from vc.motion.hearing import features_of
from vc.motion.request import Request
from vc.skeleton import Motion

if TYPE_CHECKING:
    from vc.models.performer.music import MusicStage

# Times its way from its mean pose: learnt by absolute errors alone, it is shy where music is new. Chosen on simulated
# music that it never heard: there its motion has the size of its conductors' (SDP 1).
GAIN = 2.0


def conduct(request: Request) -> Motion:
    """As the performer whom it has seen would move; the same for every seed."""
    from vc.models import load
    from vc.models.performer.network import Performer

    assert request.weights_path is not None
    network = load("performer", request.weights_path)
    assert isinstance(network, Performer)
    return _as_performer(request, network.music)


def conduct_music_alone(request: Request) -> Motion:
    """The same, with weights of the first stage alone."""
    from vc.models import load
    from vc.models.performer.music import MusicStage

    assert request.weights_path is not None
    stage = load("performer-music", request.weights_path)
    assert isinstance(stage, MusicStage)
    return _as_performer(request, stage)


def _as_performer(request: Request, stage: "MusicStage") -> Motion:
    from vc.models.performer.fast import move_whole

    points = move_whole(stage, features_of(request.mel, request.poses), request.on_progress)
    rest = points.mean(axis=0)
    return Motion(rest + GAIN * (points - rest))
