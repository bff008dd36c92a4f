"""From a photo to a puppet: read first. Detect, cut out, measure, frame, complete, take apart."""

from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np

from vc.errors import PhotoError
from vc.frame import Size

from .anatomy import GOOD_ARM, Anatomy, Side, measure
from .arms import ArmCut, cut_arm
from .backdrop import Background, check_background, make_backdrop, match_light, with_shadow
from .body import make_body
from .camera import choose_camera
from .coat import Dress, check_dress, put_on_coat
from .detect import Person, find_people
from .face import find_face
from .hair import find_hair, without_hair
from .hands import hand_variants, shows_skin, trim_to_skin, with_fingers, with_hand_of
from .joints import Joints, correct, nearest
from .layers import Layers, make_layers
from .matte import cut_out
from .mend import mend_sleeve
from .plate import make_plate, onto_canvas
from .rig import grid_points, handle_weights
from .sleeves import TAILCOAT, make_sleeve, with_joints_inside
from .strip import HAND_FROM, Strip
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
    background : "photo", "blur" (the photo out of focus), "stage" (of a concert hall), or a picture (h, w, 3) uint8 RGB
    dress : "own" clothes, or a "tailcoat"; portraits always get the coat, as they show too little to wear
    detector_path, landmarks_path : MediaPipe's pose_detection.tflite and pose_landmark_full.tflite
    Raises PhotoError if nobody is found, or nobody large enough, or for joints and backgrounds that cannot be.
    """
    check_background(background)
    check_dress(dress)
    people = find_people(photo, detector_path=detector_path, landmarks_path=landmarks_path)
    chosen = nearest(people, joints) if people and joints is not None and person is None else _choose(people, person)
    others = [other for other in people if other is not chosen]
    if joints is not None:
        chosen = correct(chosen, joints)
    _check_size(chosen)
    return make_puppet(photo, chosen, others, size=size, background=background, dress=dress)


def _choose(people: list[Person], number: int | None) -> Person:
    if not people:
        raise PhotoError("No person found in the photo. Use one where head, shoulders and both arms are visible.")
    if number is not None and not 0 <= number < len(people):
        raise PhotoError(f"There is no person {number} in the photo, only 0 to {len(people) - 1}. Choose one of these.")
    return people[number or 0]


def _check_size(chosen: Person) -> None:
    shoulders_px = measure(chosen).shoulder_width
    if shoulders_px < _MIN_SHOULDERS_PX:
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
    cuts = [cut_arm(colours, alpha, anatomy, side) for side in Side]
    hair = find_hair(colours, alpha, anatomy, tones)
    cuts = [replace(cut, strip=without_hair(cut.strip, cut.straighten(hair))) for cut in cuts]
    cuts = [replace(cut, strip=mend_sleeve(cut.strip, cut.body_side, tones, anatomy.unit)) for cut in cuts]
    behind_hands = [_behind_hand(cut, alpha, view.warp(photo, cv2.BORDER_REPLICATE)) for cut in cuts]
    in_coat = camera.portrait or dress == "tailcoat"
    strips = _choose_strips(cuts, behind_hands, anatomy, tones, in_coat=in_coat)
    if in_coat:
        photo_bottom = photo.shape[0] * camera.scale + camera.offset[1] if camera.portrait else None
        body, body_alpha, front = put_on_coat(colours, alpha, hair, anatomy, photo_bottom)
    else:
        footprints = with_fingers(cuts[0].footprint | cuts[1].footprint, colours, alpha, tones, anatomy)
        body, body_alpha = make_body(
            colours, alpha, footprints, hair, anatomy, (cuts[0].root_radius, cuts[1].root_radius)
        )
        front = hair
    height = size[1]
    backdrop = make_backdrop(background, onto_canvas(plate, camera, bystanders))
    if not isinstance(background, str) or background == "stage":
        light = match_light(body[:height], body_alpha[:height], backdrop)
        body = np.clip(body * light, 0, 255).astype(np.uint8)
        strips = ([strip.lit(light) for strip in strips[0]], [strip.lit(light) for strip in strips[1]])
        backdrop = with_shadow(backdrop, body_alpha[:height], anatomy.unit)
    layers = make_layers(
        backdrop,
        body[:height],
        body_alpha[:height],
        front[:height],
        strips,
        handle_weights(anatomy, grid_points(*size)),
        anatomy.unit,
        find_face(body[:height], body_alpha[:height], anatomy),
    )
    return Puppet(size, anatomy, layers)


def _choose_strips(
    cuts: list[ArmCut], behind_hands: list[np.ndarray], anatomy: Anatomy, tones: Tones, *, in_coat: bool
) -> tuple[list[Strip], list[Strip]]:
    """Variants of both arms: the photo's where they are usable, else the other mirrored, else sleeves; with hands."""
    unit, better = anatomy.unit, Side(int(anatomy.quality.argmax()))
    usable = anatomy.quality[better] >= GOOD_ARM
    sleeves = [
        make_sleeve(TAILCOAT if in_coat else tones.jacket, anatomy.bones, unit, cuff=in_coat, seed=side)
        for side in Side
    ]
    if not usable:
        return hand_variants((sleeves[0], sleeves[1]), tones, unit)
    strips = [trim_to_skin(cut.strip, behind, tones, unit) for cut, behind in zip(cuts, behind_hands, strict=True)]
    if anatomy.quality[better.other] < GOOD_ARM:
        strips[better.other] = strips[better].mirrored()
    if in_coat:
        strips = [
            with_hand_of(sleeve, own) if shows_skin(own, tones, unit) else sleeve
            for sleeve, own in zip(sleeves, strips, strict=True)
        ]
    return hand_variants((strips[0], strips[1]), tones, unit)


def _behind_hand(cut: ArmCut, alpha: np.ndarray, photo: np.ndarray) -> np.ndarray:
    """(n, 3) RGB: colours of the photo around a hand where there is nobody."""
    around = (cut.strip.places > HAND_FROM) & (cut.straighten(alpha) < 0.1)
    return cut.straighten(photo)[around]
