"""The textbook conductor as a model of motion: a conductor's beat patterns, drawn from the rhythm."""

from vc.motion.hearing import find_rhythm
from vc.motion.request import Request
from vc.skeleton import Motion


def textbook(request: Request) -> Motion:
    """Needs no weights."""
    from vc.conductor import perform

    return perform(request.rhythm or find_rhythm(request.mel), seed=request.seed, manner=request.manner)
