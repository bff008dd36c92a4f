"""The conductor as a 3-D figure: bones, lift from the picture into space, the model and its drawing.

READ FIRST: `frames`. A motion is lifted to turns of bones (`lift`), the figure (`model`) is bent by them (`skin`),
drawn into a depth buffer (`raster`), seen from the key light (`shadow`), lit (`shade`, `resolve`) and mixed with a
stage that was cast once (`stage`, `plate`). `painter` holds these steps together for one pose.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from vc.frame import Frame, Size
from vc.render.avatar.camera import CAMERAS
from vc.render.avatar.model import AVATARS, load_avatar
from vc.render.avatar.rig import Rig, RigMotion, skinning_matrices
from vc.render.ordered import in_order
from vc.skeleton import Motion

if TYPE_CHECKING:
    from vc.render.avatar.painter import Painter

__all__ = ["AVATARS", "CAMERAS", "frames", "load_avatar"]

_MATRICES_AT_ONCE = 256  # poses; the matrices of an hour would take 100 MB


def frames(
    motion: Motion,
    *,
    size: Size,
    avatar: str = AVATARS[0],
    camera: str = "front",
    skin: str | None = None,
    hair: str | None = None,
    loudness: np.ndarray | None = None,
    seed: int = 0,
    workers: int = 2,
) -> Iterator[Frame]:
    """A 3-D conductor on a podium who moves as `motion` does; one frame a pose, drawn as they are asked for.

    size : (width, height) in pixels, both even
    avatar, camera : one of `AVATARS`, one of `CAMERAS`
    skin, hair : colours by name, see `model.SKINS` and `model.HAIRS`; None is the figure's own
    loudness : (n,) 0..1 at the motion's rate; moves face and left hand
    seed : draws the moments of blinking
    workers : threads that draw

    Raises ValueError for a name or a size that is not possible.
    """
    from vc.render.avatar.lift import lift  # with SciPy, a second to import: who only asks for names need not wait
    from vc.render.avatar.painter import Painter

    if camera not in CAMERAS:
        raise ValueError(f"there is no camera {camera!r}; choose one of {', '.join(CAMERAS)}")
    figure = load_avatar(avatar, skin=skin, hair=hair)
    painter = Painter.on_stage(figure, CAMERAS[camera], size)
    lifted = lift(motion, rig=figure.rig, loudness=loudness, seed=seed)
    return in_order(_Drawer(painter, figure.rig, lifted).draw, len(lifted), workers=workers)


class _Drawer:
    """Draws pose after pose; matrices are made for some poses at a time."""

    def __init__(self, painter: "Painter", rig: Rig, motion: RigMotion) -> None:
        self._painter, self._rig, self._motion = painter, rig, motion
        self._block: tuple[int, np.ndarray] = (-1, np.empty(0))

    def draw(self, index: int) -> Frame:
        number, matrices = self._block  # read at once: another thread may put the next block here
        if number != index // _MATRICES_AT_ONCE:
            number = index // _MATRICES_AT_ONCE
            part = self._motion.part(number * _MATRICES_AT_ONCE, (number + 1) * _MATRICES_AT_ONCE)
            matrices = skinning_matrices(self._rig, part)
            self._block = number, matrices
        return self._painter.draw(matrices[index % _MATRICES_AT_ONCE], self._motion.morphs[index])
