"""From music to motion by rules alone."""

from vc.motion.hearing import marked
from vc.motion.request import Request
from vc.skeleton import Motion


def conduct(request: Request) -> Motion:
    """Heeds every wish. Needs no weights."""
    from vc.conductor import perform

    return perform(marked(request), seed=request.seed, manner=request.manner)
