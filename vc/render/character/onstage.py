"""The person of a photo in concert dress: figure, views and places. The photo need not show more than a head."""

from collections.abc import Iterator
from dataclasses import replace

import cv2
import numpy as np

from vc.frame import Frame, Size
from vc.music import Rhythm
from vc.render.avatar.camera import CAMERAS, Camera
from vc.render.avatar.character import Character
from vc.render.avatar.clearance import FACE
from vc.render.avatar.lift import lift
from vc.render.avatar.light import LIGHTS
from vc.render.avatar.model import Rgb, load_avatar
from vc.render.avatar.plate import plain_plate
from vc.render.avatar.rig import INDEX, Rig
from vc.render.character.backdrop import STAGES, Background, check_background, cover_fit, make_backdrop
from vc.render.character.build import Portrait, Sight, lit_from_right
from vc.render.character.canvas import Canvas
from vc.render.character.dressed import dressed
from vc.render.character.filming import VIEWS
from vc.render.character.head import make_head, make_head_of
from vc.render.character.place import WALL_Z, Ground, Place, lit_by, out_of_focus, picture, seen_through, stage
from vc.render.character.pose import pose
from vc.render.character.shooting import Shot, shoot
from vc.render.character.tone import Tone, find_tone
from vc.skeleton import Motion
from vc.vision.anatomy import Anatomy
from vc.vision.circle import Circle, check_circle, cut_circle
from vc.vision.plate import is_plain, person_hole
from vc.vision.tones import measure_tones

_CAMERAS = {
    "front": Camera((-0.05, 1.51, 5.2), (-0.05, 1.43, 0.0), (1.80, 1.13)),
    "three-quarter": Camera((-2.34, 1.62, 4.6), (0.13, 1.39, 0.15), (1.84, 1.14)),
    "close": Camera((-0.35, 1.56, 4.2), (0.0, 1.47, 0.03), (1.18, 0.86)),
    "full": CAMERAS["front"],
}
_USUAL_SHOULDERS = 2.35  # joints of the shoulders apart, over the width of a face
_BUILDS = (0.90, 1.12)
_ASIDE = 0.5  # rad: a head that is turned farther goes on looking there, for what it hides cannot be guessed
_MARGIN, _PARALLAX = 0.92, 0.5  # share of a picture that a view shows; how far one from aside moves, per metre


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
    """
    check_background(background)
    character = character_of(sight, dress, build=build, colour=colour)
    tone = find_tone(sight.photo)
    return filmed(character, _behind(sight), size, background, camera, tone, ground=_ground(sight))


def creature_on_stage(
    photo: np.ndarray,
    circle: Circle,
    size: Size,
    dress: str,
    background: Background = "stage",
    camera: str = "front",
    *,
    build: tuple[float, float] | None = None,
    colour: Rgb | None = None,
) -> Portrait:
    """Whoever has no human face, by the circle around the head; arguments as in `on_stage`."""
    check_background(background)
    around = cv2.GaussianBlur(photo, (0, 0), 0.03 * max(photo.shape[:2]))
    character = creature(photo, circle, dress, build=build, colour=colour)
    return filmed(character, around, size, background, camera, find_tone(photo))


def creature(
    photo: np.ndarray,
    circle: Circle,
    dress: str,
    *,
    build: tuple[float, float] | None = None,
    colour: Rgb | None = None,
) -> Character:
    """A dog, a cat, a mask in one of `vc.render.avatar.model.DRESSES`.

    Raises PhotoError for a circle that cannot be.
    """
    check_circle(circle, photo.shape)
    alpha, colours = cut_circle(photo, circle)
    return dressed(make_head_of(colours, alpha, circle), dress, build=build or (1.0, 1.0), colour=colour)


def filmed(
    character: Character,
    behind: np.ndarray,
    size: Size,
    background: Background,
    camera: str,
    tone: Tone | None,
    *,
    ground: Ground | None = None,
) -> Portrait:
    """A character before the stage, `behind` (h, w, 3) uint8 or a picture, in the tone of its photo.

    ground : on which their shadow falls where that is the photo's own place; whose light they stand in
    """
    if camera not in VIEWS:
        raise ValueError(f"there is no camera {camera!r}; choose one of {', '.join(VIEWS)}")
    shots = []
    for name in _CAMERAS if camera == "film" else (camera,):
        view = _CAMERAS[name]
        if isinstance(background, str) and background in STAGES:
            place = stage(view, size, background)
        else:
            backdrop = make_backdrop(background, cover_fit(behind, size))
            own = isinstance(background, str) and background == "photo"
            place = picture(_from(view, backdrop, size), lit_by(backdrop), ground if own else None, view)
        shots.append(Shot(view, place))
    canvas = _canvas(shots[0].camera, size)
    return Portrait(size, character, tuple(shots), canvas, at_rest(character.rig, shots[0].camera, size), tone)


def character_of(
    sight: Sight, dress: str, *, build: tuple[float, float] | None = None, colour: Rgb | None = None
) -> Character:
    """Whoever is seen, in a dress; see `on_stage`. Where no face is, the head is a relief of its outline."""
    if sight.face is None:
        return _from_outline(sight, dress, build, colour)
    straight = abs(sight.face.yaw) < _ASIDE
    head = make_head(sight.colours, sight.alpha, sight.anatomy, sight.face, straight=straight)
    return dressed(head, dress, build=build or build_of(sight), colour=colour)


def _from_outline(sight: Sight, dress: str, build: tuple[float, float] | None, colour: Rgb | None) -> Character:
    """From behind, from the side, behind a mask: turned as in the photo."""
    circle, heading = sight.anatomy.head_circle, sight.anatomy.heading
    x, y, radius = circle
    check_circle((x, y, radius), sight.photo.shape)
    alpha, colours = cut_circle(sight.photo, circle)
    alpha = alpha * (sight.alpha > 0.05)
    head = make_head_of(colours, alpha, circle, heading)
    skin = measure_tones(sight.colours, sight.alpha, sight.anatomy).skin
    person = dressed(replace(head, skin=skin), dress, build=build or build_of(sight), colour=colour)
    return replace(person, heading=heading)


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


def _ground(sight: Sight) -> Ground:
    """What their shadow falls on: a plain wall close behind them, else the floor."""
    hole = person_hole(sight.alpha, sight.anatomy.unit)
    wall = is_plain(sight.plate, hole, sight.anatomy.unit)
    return Ground(2, WALL_Z, lit_from_right(sight)) if wall else Ground(1, 0.0, lit_from_right(sight))


def _from(view: Camera, backdrop: np.ndarray, size: Size) -> np.ndarray:
    """(h, w, 3) uint8: what a view shows of a picture behind: closer ones less, those from aside the other side."""
    wide, front = view.span_m[0], _CAMERAS["front"].span_m[0]
    share = _MARGIN * min(1.0, 0.5 + 0.5 * wide / front)
    aside = float(np.clip(-_PARALLAX * view.eye[0], -1, 1)) * 0.5 * (1 - share)
    left, top = (0.5 * (1 - share) + aside) * size[0], 0.5 * (1 - share) * size[1]
    return seen_through(backdrop, (left, top, left + share * size[0], top + share * size[1]), size)


def _behind(sight: Sight) -> np.ndarray:
    return out_of_focus(sight.plate, person_hole(sight.alpha, sight.anatomy.unit), sight.anatomy.unit)


def at_rest(rig: Rig, camera: Camera, size: Size) -> Anatomy:
    """Where the figure's joints are in the first frames' pixels, as the pose models would find them."""
    seen = camera.project(rig.rest.astype(np.float32), size)[:, :2].astype(np.float64)
    landmarks, visibility = np.tile(seen[INDEX["head"]], (33, 1)), np.zeros(33)
    for first, name in ((11, "upper_arm"), (13, "forearm"), (15, "hand"), (23, "thigh"), (25, "shin"), (27, "foot")):
        for number, side in enumerate("lr"):
            landmarks[first + number], visibility[first + number] = seen[INDEX[f"{name}_{side}"]], 1.0
    shoulders, hips = landmarks[[11, 12]], landmarks[[23, 24]]
    arms = np.stack([landmarks[[11 + k, 13 + k, 15 + k, 15 + k]] for k in (0, 1)])
    unit = float(np.linalg.norm(shoulders.mean(0) - hips.mean(0)))
    bones = np.array([*np.linalg.norm(np.diff(arms[0], axis=0), axis=1)[:2], 0.36 * unit])
    return Anatomy(landmarks, visibility, shoulders, hips, True, unit, arms, bones, np.ones(2))


def _canvas(camera: Camera, size: Size) -> Canvas:
    metres = 1 / (camera.focal(size) / float(np.linalg.norm(np.subtract(camera.target, camera.eye))))
    return Canvas(size, metres, np.array(camera.target[:2]))


def frames_of(
    motion: Motion,
    *,
    size: Size,
    character: Character | str,
    camera: str = "front",
    scene: Background = "stage",
    rhythm: Rhythm | None = None,
    seed: int = 0,
    workers: int = 2,
    background: Frame | None = None,
) -> Iterator[Frame]:
    """A character, or one of `vc.render.avatar.AVATARS`, head to foot on a concert stage; see `character.frames`.

    camera : one of `CAMERAS`, "full", as the front view is, or "film", which is cut of CAMERAS
    scene : see `avatar.plate.make_plate`; or a picture (h, w, 3) uint8
    background : of this size, a plain grey, instead of the stage
    """
    if camera not in VIEWS:
        raise ValueError(f"there is no camera {camera!r}; choose one of {', '.join(VIEWS)}")
    names = tuple(CAMERAS) if camera == "film" else ("front" if camera == "full" else camera,)
    loudness = rhythm.loudness if rhythm else None
    if isinstance(character, str):
        character = Character.of(load_avatar(character))
        posed = lift(motion, rig=character.rig, loudness=loudness, seed=seed, face=FACE)
    else:
        posed = pose(character, motion, loudness=loudness, seed=seed)
    one = None if background is None else Place(plain_plate(background), LIGHTS["concert"])
    if one is None and not isinstance(scene, str):
        check_background(scene)
        one = picture(cover_fit(scene, size), lit_by(scene))
    shots = [Shot(CAMERAS[name], one or stage(CAMERAS[name], size, str(scene))) for name in names]
    return shoot(
        posed, character, shots, size, rhythm=rhythm, seed=seed, workers=workers, is_matte=background is not None
    )
