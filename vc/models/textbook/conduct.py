"""From music to motion by rules alone."""

from vc.motion.hearing import find_rhythm
from vc.motion.request import Request
from vc.skeleton import Motion


def conduct(request: Request) -> Motion:
    """Heeds every wish. Needs no weights."""
    from vc.conductor import perform

    return perform(request.rhythm or find_rhythm(request.mel), seed=request.seed, manner=request.manner)
