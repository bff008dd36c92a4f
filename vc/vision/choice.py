"""Whom of the people in a photo to animate."""

from pathlib import Path

import numpy as np

from vc.errors import PhotoError

from .anatomy import measure
from .detect import Person, find_people
from .joints import Joints, correct, nearest

_MIN_SHOULDERS_PX = 16  # below it the person is a dozen blurred pixels wide
_MIN_TORSO_PX = 22  # the same of whoever is seen from the side


def find_conductor(
    photo: np.ndarray, number: int | None, joints: Joints | None, *, detector_path: Path, landmarks_path: Path
) -> tuple[Person, list[Person]]:
    """Who is to conduct, their joints set right, and who else is in the photo.

    photo : (h, w, 3) uint8 RGB, as load_photo gives it
    number : which of find_people's list; None is the best suited
    joints : where joints really are, in px of the photo, see joints.correct
    detector_path, landmarks_path : MediaPipe's pose_detection.tflite and pose_landmark_full.tflite
    Raises PhotoError if nobody is found, or nobody large enough, or for joints that cannot be.
    """
    people = find_people(photo, detector_path=detector_path, landmarks_path=landmarks_path)
    chosen = nearest(people, joints) if people and joints is not None and number is None else _choose(people, number)
    others = [other for other in people if other is not chosen]
    if joints is not None:
        chosen = correct(chosen, joints)
    _check_size(chosen)
    return chosen, others


def is_large(person: Person) -> bool:
    """Whether there is enough of a person to be drawn."""
    anatomy = measure(person)
    return bool(anatomy.shoulder_width >= _MIN_SHOULDERS_PX or (anatomy.is_aside and anatomy.unit >= _MIN_TORSO_PX))


def _choose(people: list[Person], number: int | None) -> Person:
    if not people:
        raise PhotoError("No person found in the photo. Use one where head, shoulders and both arms are visible.")
    if number is not None and not 0 <= number < len(people):
        raise PhotoError(f"There is no person {number} in the photo, only 0 to {len(people) - 1}. Choose one of these.")
    return people[number or 0]


def _check_size(chosen: Person) -> None:
    if not is_large(chosen):
        shoulders_px = measure(chosen).shoulder_width
        raise PhotoError(
            f"The person's shoulders are {shoulders_px:.0f} px wide; {_MIN_SHOULDERS_PX} px are needed. "
            "Use a photo taken from nearer, or crop it."
        )
