"""From a photo to a puppet: read first. Detect, cut out, measure, frame, complete, take apart."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from vc.errors import PhotoError
from vc.frame import Size
from vc.vision.anatomy import Anatomy, measure
from vc.vision.detect import Person, find_people
from vc.vision.joints import Joints, correct, nearest
from vc.vision.matte import cut_out
from vc.vision.plate import make_plate

from .backdrop import STAGES, Background, check_background, make_backdrop, match_light, with_shadow
from .camera import Camera, choose_camera, onto_canvas
from .coat import Dress, check_dress
from .face import find_face
from .figure import Arms, Trunk, dressed_arms, dressed_trunk, take_apart
from .layers import Layers, make_layers
from .rig import grid_points, handle_weights

_MIN_SHOULDERS_PX = 16  # below it the person is a dozen blurred pixels wide


@dataclass(frozen=True)
class Puppet:
    """A person ready to move. size : of the frames; anatomy : the resting body on the canvas; layers : its pictures."""

    size: Size
    anatomy: Anatomy
    layers: Layers


def prepare(
    photo: np.ndarray,
    *,
    size: Size,
    person: int | None = None,
    joints: Joints | None = None,
    background: Background = "photo",
    dress: Dress = "own",
    detector_path: Path,
    landmarks_path: Path,
) -> Puppet:
    """Make a puppet of one person in a photo.

    photo : (h, w, 3) uint8 RGB, as load_photo gives it
    size : width, height of the frames to come, px, even
    person : which of find_people's list; None is the best suited. The others stay still in the background
    joints : where joints really are, in px of the photo, see joints.correct
    background : "photo", "blur" (the photo out of focus), "stage" or "hall" (a curtain), or a picture (h, w, 3) uint8
    dress : "own" clothes, or a "tailcoat"; portraits always get the coat, as they show too little to wear
    detector_path, landmarks_path : MediaPipe's pose_detection.tflite and pose_landmark_full.tflite
    Raises PhotoError if nobody is found, or nobody large enough, or for joints and backgrounds that cannot be.
    """
    check_background(background)
    check_dress(dress)
    chosen, others = find_conductor(
        photo, person, joints, detector_path=detector_path, landmarks_path=landmarks_path
    )  # fmt: skip
    return make_puppet(photo, chosen, others, size=size, background=background, dress=dress)


def find_conductor(
    photo: np.ndarray, number: int | None, joints: Joints | None, *, detector_path: Path, landmarks_path: Path
) -> tuple[Person, list[Person]]:
    """Who is to conduct, their joints set right, and who else is in the photo. Arguments and errors as `prepare`."""
    people = find_people(photo, detector_path=detector_path, landmarks_path=landmarks_path)
    chosen = nearest(people, joints) if people and joints is not None and number is None else _choose(people, number)
    others = [other for other in people if other is not chosen]
    if joints is not None:
        chosen = correct(chosen, joints)
    _check_size(chosen)
    return chosen, others


def _choose(people: list[Person], number: int | None) -> Person:
    if not people:
        raise PhotoError("No person found in the photo. Use one where head, shoulders and both arms are visible.")
    if number is not None and not 0 <= number < len(people):
        raise PhotoError(f"There is no person {number} in the photo, only 0 to {len(people) - 1}. Choose one of these.")
    return people[number or 0]


def is_large(person: Person) -> bool:
    """Whether there is enough of a person to be drawn."""
    return bool(measure(person).shoulder_width >= _MIN_SHOULDERS_PX)


def _check_size(chosen: Person) -> None:
    if not is_large(chosen):
        shoulders_px = measure(chosen).shoulder_width
        raise PhotoError(
            f"The person's shoulders are {shoulders_px:.0f} px wide; {_MIN_SHOULDERS_PX} px are needed. "
            "Use a photo taken from nearer, or crop it."
        )


def make_puppet(
    photo: np.ndarray,
    person: Person,
    others: list[Person],
    *,
    size: Size,
    background: Background = "photo",
    dress: Dress = "own",
) -> Puppet:
    """The part of `prepare` that comes after finding people."""
    alpha, colours = cut_out(photo, person)
    in_photo = measure(person)
    camera = choose_camera(in_photo, photo.shape, size)
    backdrop = _backdrop(photo, alpha, others, in_photo, camera, background)
    before = np.zeros(alpha.shape, bool)
    for other in others:
        before |= other.mask > np.maximum(person.mask, 0.5)
    figure = take_apart(photo, colours, alpha, in_photo, camera, before)
    in_coat = camera.portrait or dress == "tailcoat"
    trunk = dressed_trunk(figure, in_coat=in_coat).above(size[1])
    arms = dressed_arms(figure, in_coat=in_coat)
    elsewhere = not isinstance(background, str) or background in STAGES
    if elsewhere:
        trunk, arms, backdrop = _settle(trunk, arms, backdrop, figure.anatomy.unit)
    return Puppet(size, figure.anatomy, _to_layers(backdrop, trunk, arms, figure.anatomy))


def _backdrop(
    photo: np.ndarray, alpha: np.ndarray, others: list[Person], anatomy: Anatomy, camera: Camera, background: Background
) -> np.ndarray:
    """(h, w, 3) uint8: what stands behind the person on the canvas. alpha : of the person, in the photo like anatomy"""
    bystanders = np.zeros(alpha.shape, bool)
    for other in others:
        bystanders |= other.mask > 0.3
    plate, _ = make_plate(photo, alpha, anatomy.unit, bystanders)
    return make_backdrop(background, onto_canvas(plate, camera, bystanders))


def _settle(trunk: Trunk, arms: Arms, backdrop: np.ndarray, unit: float) -> tuple[Trunk, Arms, np.ndarray]:
    """Person and backdrop that were not photographed together, in one light, with a shadow between them."""
    light = match_light(trunk.colours, trunk.alpha, backdrop)
    left, right = ([strip.lit(light) for strip in variants] for variants in arms)
    return trunk.lit(light), (left, right), with_shadow(backdrop, trunk.alpha, unit)


def _to_layers(backdrop: np.ndarray, trunk: Trunk, arms: Arms, anatomy: Anatomy) -> Layers:
    height, width = trunk.alpha.shape
    weights = handle_weights(anatomy, grid_points(width, height))
    face = find_face(trunk.colours, trunk.alpha, anatomy)
    return make_layers(backdrop, trunk.colours, trunk.alpha, trunk.front, arms, weights, anatomy.unit, face)
