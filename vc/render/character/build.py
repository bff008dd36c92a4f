"""READ FIRST: from a photo to a character in a place.

look     find the person, cut them out, measure them, find the face
portray  frame them, take them apart, build the character, set it in its place
"""

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from vc.frame import Frame, Size
from vc.render.avatar.character import Character
from vc.render.avatar.light import SOFT
from vc.render.character.backdrop import STAGES, Background, check_background, make_backdrop
from vc.render.character.canvas import Canvas
from vc.render.character.filming import DETAIL, views_of
from vc.render.character.own import own_clothes
from vc.render.character.place import Ground, ground_of, lit_by, out_of_focus, picture, seen_through, stage
from vc.render.character.shooting import Shot
from vc.render.character.tone import Tone, find_tone
from vc.vision.anatomy import Anatomy, is_portrait, measure
from vc.vision.choice import find_conductor
from vc.vision.detect import Person
from vc.vision.face_mesh import FaceMesh, find_face
from vc.vision.figure.apart import Figure, take_apart
from vc.vision.figure.framing import Framing, choose_camera, onto_canvas, touches_top
from vc.vision.joints import Joints
from vc.vision.matte import cut_out
from vc.vision.plate import is_plain, make_plate, person_hole

_BRIGHTER = 1.04  # of a face's brighter side, from which light is said to come from it


@dataclass(frozen=True)
class Sight:
    """One person in a photo, in its pixels.

    photo, colours, plate : (h, w, 3) uint8: as it is, the person's colours alone, what is behind them; alpha : (h, w)
    bystanders, before : (h, w) bool, where further people are, and where they stand before the person
    face : None where none is to be seen
    """

    photo: np.ndarray
    person: Person
    alpha: np.ndarray
    colours: np.ndarray
    plate: np.ndarray
    bystanders: np.ndarray
    before: np.ndarray
    anatomy: Anatomy
    face: FaceMesh | None


@dataclass(frozen=True)
class Portrait:
    """A character ready to move. size : of the frames; shots : the ways in which they are filmed
    canvas : the picture that the character was made of; anatomy : the resting body, in its pixels
    tone : of the whole film, where the photo is black and white or toned
    """

    size: Size
    character: Character
    shots: tuple[Shot, ...]
    canvas: Canvas
    anatomy: Anatomy
    tone: Tone | None = None

    def before(self, backdrop: Frame) -> "Portrait":
        """The same character, filmed and lit the same, before another picture of the frames' size."""
        plate = replace(picture(backdrop.to_rgb()).plate, frame=backdrop)
        plates = [replace(plate, key_view=shot.place.plate.key_view) for shot in self.shots]
        return replace(self, shots=tuple(replace(shot, place=replace(shot.place, plate=own))
                                         for shot, own in zip(self.shots, plates, strict=True)))  # fmt: skip


def prepare(
    photo: np.ndarray,
    *,
    size: Size,
    person: int | None = None,
    joints: Joints | None = None,
    background: Background = "photo",
    camera: str = "front",
    detector_path: Path,
    landmarks_path: Path,
    face_path: Path,
) -> Portrait | None:
    """Make a character of one person in a photo, in their own clothes; None where that would not convince, see `suits`.

    photo : (h, w, 3) uint8 RGB, as load_photo gives it
    size : width, height of the frames to come, px, even
    person : which of find_people's list; None is the best suited. The others stay still in the background
    joints : where joints really are, in px of the photo, see vc.vision.joints
    background : "photo", "blur" (the photo out of focus), "stage" (a curtain) or "hall" (listeners), both beyond an
        orchestra's desks, or a picture (h, w, 3) uint8 RGB
    camera : one of `filming.VIEWS`
    detector_path, landmarks_path, face_path : MediaPipe's pose_detection, pose_landmark_full and face_landmark.tflite
    Raises PhotoError if nobody is found, or nobody large enough, or for joints and backgrounds that cannot be.
    """
    check_background(background)
    chosen, others = find_conductor(photo, person, joints, detector_path=detector_path, landmarks_path=landmarks_path)
    sight = look(photo, chosen, others, face_path=face_path)
    return portray(sight, size, background, camera) if suits(sight.anatomy, photo.shape[0]) else None


def suits(anatomy: Anatomy, photo_height: int) -> bool:
    """Whether a photo shows enough of its person for a character in their own clothes: down to the waist, nobody before
    them, and whole sides of them: the front, the back, or one from which they look aside.

    anatomy : in pixels of the photo
    """
    if is_portrait(anatomy, photo_height) or anatomy.is_covered:
        return False
    return anatomy.is_sure if anatomy.heading else anatomy.facing > 0 and not anatomy.is_narrow


def look(photo: np.ndarray, person: Person, others: list[Person], *, face_path: Path | None) -> Sight:
    """What does not depend on the frame to come. others : further people, as `find_people` gives them"""
    alpha, colours = cut_out(photo, person)
    anatomy = measure(person)
    bystanders, before = np.zeros(alpha.shape, bool), np.zeros(alpha.shape, bool)
    for other in others:
        bystanders |= other.mask > 0.3
        before |= other.mask > np.maximum(person.mask, 0.5)
    plate, _ = make_plate(photo, alpha, anatomy.unit, bystanders, soft=True)
    face = find_face(photo, person.landmarks, face_path) if face_path and not anatomy.is_behind else None
    return Sight(photo, person, alpha, colours, plate, bystanders, before, anatomy, face)


def portray(sight: Sight, size: Size, background: Background = "photo", camera: str = "front") -> Portrait:
    """The character of a sight and its places, for frames of `size`."""
    check_background(background)
    canvas_size = even(size, DETAIL.get(camera, 1.0))
    framing = choose_camera(sight.anatomy, sight.photo.shape, canvas_size, full=camera == "full")
    figure, face, canvas = framed(sight, framing)
    shoulders_m = float(canvas.place(figure.anatomy.neck)[1])
    views = views_of(camera, canvas, shoulders_m, head_is_cut=touches_top(sight.anatomy))
    if isinstance(background, str) and background in STAGES:
        places = [stage(view.camera, size, background) for view in views]
    else:
        behind = onto_canvas(_softened(sight), framing, sight.bystanders)
        backdrop = make_backdrop(background, behind)
        own = isinstance(background, str) and background == "photo"
        ground = _ground(sight, figure.anatomy, canvas) if own else None
        light = SOFT if isinstance(background, str) else lit_by(background)
        places = [picture(seen_through(backdrop, view.window, size), light, ground, view.camera) for view in views]
    character = own_clothes(figure, face, canvas, places[0].light)
    shots = tuple(Shot(view.camera, place) for view, place in zip(views, places, strict=True))
    return Portrait(size, character, shots, canvas, figure.anatomy, find_tone(sight.photo))


def framed(sight: Sight, framing: Framing) -> tuple[Figure, FaceMesh | None, Canvas]:
    """The person taken apart on the canvas of a framing, their face there, and the canvas with its scale."""
    figure = take_apart(sight.photo, sight.colours, sight.alpha, sight.anatomy, framing, sight.before)
    face = sight.face
    if face is not None and not figure.anatomy.heading:
        moved = face.points * np.float32(framing.scale)
        moved[:, :2] += framing.offset.astype(np.float32)
        face = FaceMesh(moved, face.score)
    else:
        face = None  # what is seen of one from the side is no front
    return figure, face, Canvas.of(figure.anatomy, framing.size)


def _ground(sight: Sight, anatomy: Anatomy, canvas: Canvas) -> Ground | None:
    """anatomy : in pixels of the canvas"""
    unit = sight.anatomy.unit
    plain = is_plain(sight.plate, person_hole(sight.alpha, unit), unit)
    return ground_of(anatomy, canvas, plain=plain, from_right=lit_from_right(sight))


def lit_from_right(sight: Sight) -> bool:
    """Whether the face is brighter on the picture's right."""
    if sight.face is None:
        return False
    x, y = np.clip(np.round(sight.face.points[:, :2].T).astype(int), 0, np.array(sight.photo.shape[1::-1])[:, None] - 1)
    bright = sight.colours[y, x].mean(-1)
    right = sight.face.points[:, 0] > np.median(sight.face.points[:, 0])
    return bool(bright[right].mean() > _BRIGHTER * bright[~right].mean())


def _softened(sight: Sight) -> np.ndarray:
    return out_of_focus(sight.plate, person_hole(sight.alpha, sight.anatomy.unit), sight.anatomy.unit)


def even(size: Size, factor: float) -> Size:
    width, height = (2 * round(side * factor / 2) for side in size)
    return width, height
