"""The conductor as a 3-D figure: bones, lift from the picture into space, the model and its drawing.

READ FIRST: `frames`. A motion is lifted to turns of bones (`lift`), the figure (`model`) is bent by them (`skin`),
drawn into a depth buffer (`raster`), seen from the key light (`shadow`), lit (`shade`, `resolve`) and mixed with a
stage that was cast once (`stage`, `plate`). `painter` holds these steps together for one pose.
"""

from collections.abc import Iterator

import numpy as np

from vc.frame import Frame, Size
from vc.render.avatar.build import BUILDS
from vc.render.avatar.camera import CAMERAS
from vc.render.avatar.model import AVATARS, load_avatar
from vc.render.ordered import in_order
from vc.skeleton import Motion

__all__ = ["AVATARS", "BUILDS", "CAMERAS", "frames", "load_avatar"]


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
    background: Frame | None = None,
) -> Iterator[Frame]:
    """A 3-D conductor on a podium who moves as `motion` does; one frame a pose, drawn as they are asked for.

    size : (width, height) in pixels, both even
    avatar, camera : one of `AVATARS`, one of `CAMERAS`
    skin, hair : colours by name, see `model.SKINS` and `model.HAIRS`; None is the figure's own
    loudness : (n,) 0..1 at the motion's rate; moves face and left hand
    seed : draws the moments of blinking
    workers : threads that draw
    background : of this size, a plain grey, instead of the stage

    Raises ValueError for a name or a size that is not possible.
    """
    from vc.render.avatar.clearance import FACE
    from vc.render.avatar.lift import lift  # with SciPy, a second to import: who only asks for names need not wait
    from vc.render.avatar.painter import Drawer, Painter

    if camera not in CAMERAS:
        raise ValueError(f"there is no camera {camera!r}; choose one of {', '.join(CAMERAS)}")
    figure = load_avatar(avatar, skin=skin, hair=hair)
    view = CAMERAS[camera]
    painter = Painter.on_stage(figure, view, size) if background is None else Painter.before(figure, view, background)
    lifted = lift(motion, rig=figure.rig, loudness=loudness, seed=seed, face=FACE)
    return in_order(Drawer(painter, lifted).draw, len(lifted), workers=workers)
