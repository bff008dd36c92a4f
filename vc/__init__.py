"""VirtualConductor: any music and one photo become a video of that person conducting the music."""

from typing import TYPE_CHECKING, Any

from vc.errors import VCError
from vc.skeleton import Motion

if TYPE_CHECKING:
    from vc.pipeline import conduct

__version__ = "0.1.0"
__all__ = ["Motion", "VCError", "conduct"]


def __getattr__(name: str) -> Any:
    # `import vc` stays cheap: the pipeline, and with it audio and rendering, is imported when it is first used.
    if name == "conduct":
        from vc.pipeline import conduct

        return conduct
    raise AttributeError(f"module 'vc' has no attribute {name!r}")
