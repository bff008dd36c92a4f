"""The person of a photo in concert dress: figure, views and places. The photo need not show more than a head."""

from collections.abc import Iterator

import numpy as np

from vc.errors import PhotoError
from vc.frame import Frame, Size
from vc.render.avatar.camera import CAMERAS, Camera
from vc.render.avatar.character import Character
from vc.render.avatar.model import Rgb
from vc.render.character.build import Portrait, Shot, Sight
from vc.render.character.canvas import Canvas
from vc.render.character.dressed import dressed
from vc.render.character.filming import VIEWS
from vc.render.character.head import make_head
from vc.render.character.place import out_of_focus, picture, stage
from vc.render.character.pose import pose
from vc.render.ordered import in_order
from vc.render.photo.backdrop import Background, check_background, cover_fit, make_backdrop
from vc.skeleton import Motion
from vc.vision.plate import person_hole

_CAMERAS = {
    "front": Camera((0.0, 1.47, 5.2), (0.0, 1.39, 0.0), (1.80, 1.12)),
    "three-quarter": Camera((-2.5, 1.62, 4.5), (-0.03, 1.39, 0.05), (1.84, 1.14)),
    "close": Camera((-0.35, 1.56, 4.2), (0.0, 1.47, 0.03), (1.18, 0.86)),
}
_USUAL_SHOULDERS = 2.35  # joints of the shoulders apart, over the width of a face
_BUILDS = (0.90, 1.12)


def on_stage(
    sight: Sight,
    size: Size,
    dress: str,
    background: Background = "stage",
    camera: str = "front",
    *,
    build: tuple[float, float] | None = None,
    colour: Rgb | None = None,
) -> Portrait:
    """The person in one of `vc.render.avatar.model.DRESSES`, before the stage, the photo's own place or a picture.

    build : see `dressed`; None is read off the photo where it shows the shoulders
    Raises PhotoError if no face is to be seen.
    """
    check_background(background)
    if camera not in VIEWS:
        raise ValueError(f"there is no camera {camera!r}; choose one of {', '.join(VIEWS)}")
    character = character_of(sight, dress, build=build, colour=colour)
    shots = []
    for name in _CAMERAS if camera == "film" else (camera,):
        view = _CAMERAS[name]
        if isinstance(background, str) and background == "stage":
            place = stage(view, size)
        else:
            place = picture(make_backdrop(background, cover_fit(_behind(sight), size)))
        shots.append(Shot(view, place))
    return Portrait(size, character, tuple(shots), _canvas(shots[0].camera, size), sight.anatomy)


def character_of(
    sight: Sight, dress: str, *, build: tuple[float, float] | None = None, colour: Rgb | None = None
) -> Character:
    """Whoever is seen, in a dress; see `on_stage`."""
    if sight.face is None:
        raise PhotoError(
            "No face is to be seen in the photo, so nobody can be dressed. Use a photo from the front, or the own "
            "clothes."
        )
    head = make_head(sight.colours, sight.alpha, sight.anatomy, sight.face)
    return dressed(head, dress, build=build or build_of(sight), colour=colour)


def build_of(sight: Sight) -> tuple[float, float]:
    """Breadth of the shoulders and girth, times the figure's, where the photo shows both shoulders from the front."""
    height, width = sight.alpha.shape
    shoulders, face = sight.anatomy.shoulders, sight.face
    inside = ((shoulders > 0) & (shoulders < [width, height])).all()
    if face is None or not inside or abs(face.yaw) > 0.4 or sight.anatomy.visibility[[11, 12]].min() < 0.8:
        return 1.0, 1.0
    ratio = sight.anatomy.shoulder_width / face.width / _USUAL_SHOULDERS
    broad = float(np.clip(ratio, *_BUILDS))
    return 0.5 + 0.5 * broad, 0.4 + 0.6 * broad  # perspective and clothes make shoulders uncertain


def _behind(sight: Sight) -> np.ndarray:
    return out_of_focus(sight.plate, person_hole(sight.alpha, sight.anatomy.unit), sight.anatomy.unit)


def _canvas(camera: Camera, size: Size) -> Canvas:
    metres = 1 / (camera.focal(size) / float(np.linalg.norm(np.subtract(camera.target, camera.eye))))
    return Canvas(size, metres, np.array(camera.target[:2]))


def frames_of(
    motion: Motion,
    *,
    size: Size,
    character: Character,
    camera: str = "front",
    loudness: np.ndarray | None = None,
    seed: int = 0,
    workers: int = 2,
) -> Iterator[Frame]:
    """A character on the concert stage as the project's own figures are filmed, head to foot; as `avatar.frames`."""
    from vc.render.avatar.painter import Drawer, Painter

    if camera not in CAMERAS:
        raise ValueError(f"there is no camera {camera!r}; choose one of {', '.join(CAMERAS)}")
    posed = pose(character, motion, loudness=loudness, seed=seed)
    place = stage(CAMERAS[camera], size)
    drawer = Drawer(Painter(character, place.plate, CAMERAS[camera], size, place.light), posed)
    return in_order(drawer.draw, len(posed), workers=workers)
