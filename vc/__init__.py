"""VirtualConductor: any music and one photo become a video of that person conducting the music."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from vc.errors import VCError
from vc.skeleton import Motion

if TYPE_CHECKING:
    from vc.clip import Clip
    from vc.manner import MANNERS, Manner
    from vc.motion.conductor import Conductor
    from vc.motion.export import ExportOptions
    from vc.pipeline import conduct
    from vc.render.options import AvatarVideo, NeuralVideo, PhotoVideo, SkeletonVideo

__version__ = "0.1.0"
__all__ = [
    "MANNERS",
    "AvatarVideo",
    "Clip",
    "Conductor",
    "ExportOptions",
    "Manner",
    "Motion",
    "NeuralVideo",
    "PhotoVideo",
    "SkeletonVideo",
    "VCError",
    "conduct",
]

_ROOMS = {
    "conduct": "vc.pipeline", "Clip": "vc.clip", "Conductor": "vc.motion.conductor", "Manner": "vc.manner",
    "MANNERS": "vc.manner", "ExportOptions": "vc.motion.export", "SkeletonVideo": "vc.render.options",
    "PhotoVideo": "vc.render.options", "AvatarVideo": "vc.render.options", "NeuralVideo": "vc.render.options",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    # `import vc` stays cheap: the pipeline, and with it audio and rendering, is imported when it is first used.
    if name in _ROOMS:
        return getattr(import_module(_ROOMS[name]), name)
    raise AttributeError(f"module 'vc' has no attribute {name!r}")
