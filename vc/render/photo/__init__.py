"""One photo of a person becomes that person conducting.

    photo = vc.vision.open_portrait(path, detector_path=..., landmarks_path=...).pixels
    puppet = prepare(photo, size=(1280, 720), detector_path=..., landmarks_path=...)
    for frame in frames(motion, size=(1280, 720), puppet=puppet): ...

The person is taken apart into a plate (the photo without them), a body and two arms; the arms are bent and the body is
warped for each pose, and all is put together over the plate. See puppet for how it is made, rig for how it moves,
expression for what it does of its own, composite for how it is drawn.
"""

from collections.abc import Iterator
from dataclasses import replace

from vc.frame import Frame, Size
from vc.render.ordered import in_order
from vc.skeleton import Motion

from .composite import draw
from .puppet import Puppet, prepare
from .rig import retarget

__all__ = ["Puppet", "frames", "prepare"]


def frames(
    motion: Motion,
    *,
    size: Size,
    puppet: Puppet,
    baton: bool = True,
    face: bool = True,
    seed: int = 0,
    workers: int = 2,
    background: Frame | None = None,
) -> Iterator[Frame]:
    """One frame per pose, in order; memory does not grow with the length of the motion, which is left as it is.

    size : must be the puppet's
    baton : whether the right hand holds one
    face : whether the head turns and nods of its own, the eyes blink, brows and mouth move
    seed : of what is left to chance in that; the same number gives the same frames
    workers : threads that draw
    background : of this size, instead of the puppet's
    Raises ValueError, at once, if `size` is not what the puppet was prepared for.
    """
    if tuple(size) != tuple(puppet.size):
        raise ValueError(f"the puppet was prepared for frames of {puppet.size}, not {size}")
    layers = replace(puppet.layers, plate=background) if background else puppet.layers
    tracks = retarget(motion, puppet.anatomy, face=face, seed=seed, forearm=layers.forearm)

    def draw_pose(index: int) -> Frame:
        return draw(layers, tracks.pose(index), with_baton=baton)

    return in_order(draw_pose, len(tracks), workers=workers)
