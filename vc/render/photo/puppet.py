"""From a photo to a puppet: read first. Detect, cut out, measure, frame, complete, take apart."""

from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np

from vc.errors import PhotoError
from vc.frame import Size

from .anatomy import GOOD_ARM, Anatomy, Side, measure
from .arms import HAND_FROM, ArmCut, Strip, cut_arm
from .body import make_body
from .camera import Camera, choose_camera
from .detect import Person, find_people
from .hair import find_hair, without_hair
from .hands import complete_hands, draw_hand, trim_to_skin, with_fingers
from .layers import Layers, make_layers
from .matte import cut_out
from .plate import make_plate, onto_canvas
from .rig import grid_points, handle_weights
from .sleeves import TAILCOAT, dress_portrait, make_sleeve, with_joints_inside
from .tones import Tones, measure_tones

_BELOW_VIEW = 0.45  # torso units below the picture in which hanging hands are still cut out
_MIN_SHOULDERS_PX = 16  # below it the person is a dozen blurred pixels wide


@dataclass(frozen=True)
class Puppet:
    """A person ready to move. size : of the frames; anatomy : the resting body on the canvas; layers : its pictures."""

    size: Size
    anatomy: Anatomy
    layers: Layers


def prepare(
    photo: np.ndarray, *, size: Size, person: int | None = None, detector_path: Path, landmarks_path: Path
) -> Puppet:
    """Make a puppet of one person in a photo.

    photo : (h, w, 3) uint8 RGB, as load_photo gives it
    size : width, height of the frames to come, px, even
    person : which of find_people's list; None is the best suited. The others stay still in the background
    detector_path, landmarks_path : MediaPipe's pose_detection.tflite and pose_landmark_full.tflite
    Raises PhotoError if nobody is found, or nobody large enough.
    """
    people = find_people(photo, detector_path=detector_path, landmarks_path=landmarks_path)
    chosen = _choose(people, person)
    return make_puppet(photo, chosen, [other for other in people if other is not chosen], size=size)


def _choose(people: list[Person], number: int | None) -> Person:
    if not people:
        raise PhotoError("No person found in the photo. Use one where head, shoulders and both arms are visible.")
    if number is not None and not 0 <= number < len(people):
        raise PhotoError(f"There is no person {number} in the photo, only 0 to {len(people) - 1}. Choose one of these.")
    chosen = people[number or 0]
    shoulders_px = measure(chosen).shoulder_width
    if shoulders_px < _MIN_SHOULDERS_PX:
        raise PhotoError(
            f"The person's shoulders are {shoulders_px:.0f} px wide; {_MIN_SHOULDERS_PX} px are needed. "
            "Use a photo taken from nearer, or crop it."
        )
    return chosen


def make_puppet(photo: np.ndarray, person: Person, others: list[Person], *, size: Size) -> Puppet:
    """The part of `prepare` that comes after finding people."""
    alpha, colours = cut_out(photo, person)
    in_photo = measure(person)
    camera = choose_camera(in_photo, photo.shape, size)
    bystanders = np.zeros(alpha.shape, bool)
    for other in others:
        bystanders |= other.mask > 0.3
    plate, _ = make_plate(photo, alpha, in_photo.unit, bystanders)

    anatomy = in_photo.moved(camera.scale, camera.offset)
    if camera.portrait:
        anatomy = with_joints_inside(anatomy)
    view = camera.extended(_BELOW_VIEW * anatomy.unit)
    alpha = np.clip(view.warp(alpha), 0, 1)
    colours = view.warp(colours, cv2.BORDER_REPLICATE)
    tones = measure_tones(colours, alpha, anatomy)
    cuts = [cut_arm(colours, alpha, anatomy.arms[side], anatomy.bones, anatomy.unit) for side in Side]
    hair = find_hair(colours, alpha, anatomy, tones)
    cuts = [replace(cut, strip=without_hair(cut.strip, cut.straighten(hair))) for cut in cuts]
    behind_hands = [_behind_hand(cut, alpha, view.warp(photo, cv2.BORDER_REPLICATE)) for cut in cuts]
    strips = _choose_strips(cuts, behind_hands, anatomy, tones, camera)
    if camera.portrait:
        photo_bottom = photo.shape[0] * camera.scale + camera.offset[1]
        body, body_alpha, front = dress_portrait(colours, alpha, hair, anatomy, photo_bottom)
    else:
        footprints = with_fingers(cuts[0].footprint | cuts[1].footprint, colours, alpha, tones, anatomy)
        body, body_alpha = make_body(colours, alpha, footprints, hair, anatomy)
        front = hair
    height = size[1]
    layers = make_layers(
        onto_canvas(plate, camera, bystanders),
        body[:height],
        body_alpha[:height],
        front[:height],
        strips,
        handle_weights(anatomy, grid_points(*size)),
        anatomy.unit,
    )
    return Puppet(size, anatomy, layers)


def _choose_strips(
    cuts: list[ArmCut], behind_hands: list[np.ndarray], anatomy: Anatomy, tones: Tones, camera: Camera
) -> tuple[Strip, Strip]:
    """The photo's arms where they are usable, else the other arm mirrored, else sleeves and drawn hands."""
    better = Side(int(anatomy.quality.argmax()))
    if camera.portrait or anatomy.quality[better] < GOOD_ARM:
        jacket = TAILCOAT if camera.portrait else tones.jacket
        left, right = (
            draw_hand(
                make_sleeve(jacket, anatomy.bones, anatomy.unit, cuff=camera.portrait, seed=side),
                tones.skin,
                anatomy.unit,
                side,
            )
            for side in Side
        )
        return left, right
    strips = [
        trim_to_skin(cut.strip, behind, tones, anatomy.unit) for cut, behind in zip(cuts, behind_hands, strict=True)
    ]
    if anatomy.quality[better.other] < GOOD_ARM:
        strips[better.other] = strips[better].mirrored()
    return complete_hands((strips[0], strips[1]), tones, anatomy.unit)


def _behind_hand(cut: ArmCut, alpha: np.ndarray, photo: np.ndarray) -> np.ndarray:
    """(n, 3) RGB: colours of the photo around a hand where there is nobody."""
    around = (cut.strip.places > HAND_FROM) & (cut.straighten(alpha) < 0.1)
    return cut.straighten(photo)[around]
