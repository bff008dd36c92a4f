"""Joints that a person set right by hand, in place of what the network saw."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from vc.errors import PhotoError

from .anatomy import ELBOWS, HIPS, SHOULDERS, WRISTS
from .detect import LANDMARK_COUNT, Person

Joints = np.ndarray | Mapping[str, tuple[float, float]]

# MediaPipe's order.
NAMES = (
    "nose", "left_eye_inner", "left_eye", "left_eye_outer", "right_eye_inner", "right_eye", "right_eye_outer",
    "left_ear", "right_ear", "mouth_left", "mouth_right", "left_shoulder", "right_shoulder", "left_elbow",
    "right_elbow", "left_wrist", "right_wrist", "left_pinky", "right_pinky", "left_index", "right_index", "left_thumb",
    "right_thumb", "left_hip", "right_hip", "left_knee", "right_knee", "left_ankle", "right_ankle", "left_heel",
    "right_heel", "left_foot_index", "right_foot_index",
)  # fmt: skip
# Limits of what is believed, set by hand.
_OUTSIDE = 0.20  # of the picture's size, by which a joint may lie beyond its edge
_UNTOUCHED_PX = 0.05
# Lengths of bones over the distance of the shoulders, from side view to far too long.
_BONES = (
    ("upper arm", SHOULDERS, ELBOWS, (0.0, 3.0)),
    ("forearm", ELBOWS, WRISTS, (0.0, 3.0)),
    ("side of the body", SHOULDERS, HIPS, (0.3, 6.0)),
)
_HAND_FOLLOWS = ((15, (17, 19, 21)), (16, (18, 20, 22)))  # what a moved wrist takes with it


def correct(person: Person, joints: Joints) -> Person:
    """The person with joints where the user put them.

    joints : (33, 2) px of the photo in MediaPipe's order, or a mapping from names ("left_wrist") to (x, y); what the
        mapping leaves out stays as it was found, fingers move with their wrist
    Raises PhotoError for unknown names, numbers that are not finite, places far outside the picture, and bodies whose
    parts have impossible lengths.
    """
    landmarks, named = _places(person, joints)
    # An editor may hand back everything that it was given: what was not moved stays as uncertain as it was found.
    touched = named[~(np.abs(landmarks - person.landmarks)[named].max(-1, initial=0) <= _UNTOUCHED_PX)]
    _check_places(landmarks[touched], touched, person.mask.shape)
    _check_lengths(landmarks, touched)
    visibility = person.visibility.copy()
    visibility[touched] = 1
    return replace(person, landmarks=landmarks.astype(np.float32), visibility=visibility)


def nearest(people: list[Person], joints: Joints) -> Person:
    """Of people in a photo the one that corrected joints belong to."""

    def off(person: Person) -> float:
        landmarks, named = _places(person, joints)
        apart = np.linalg.norm(landmarks[named] - person.landmarks[named], axis=-1)
        return float(np.nanmedian(apart)) if np.isfinite(apart).any() else np.inf

    return min(people, key=off)


def _places(person: Person, joints: Joints) -> tuple[np.ndarray, np.ndarray]:
    """All landmarks (33, 2), and the indices of those that the user named."""
    if not isinstance(joints, Mapping):
        try:
            landmarks = np.array(joints, np.float64)
        except (TypeError, ValueError) as error:
            raise PhotoError(f"Corrected joints need {LANDMARK_COUNT} pairs of numbers: {error}.") from error
        if landmarks.shape != (LANDMARK_COUNT, 2):
            raise PhotoError(f"Corrected joints need the shape ({LANDMARK_COUNT}, 2); these have {landmarks.shape}.")
        return landmarks, np.arange(LANDMARK_COUNT)
    landmarks = person.landmarks.astype(np.float64)
    unknown = [str(name) for name in joints if str(name).lower() not in NAMES]
    if unknown:
        raise PhotoError(f"There is no joint {unknown[0]!r}. Use names such as left_shoulder, right_elbow, left_wrist.")
    named = []
    for name, place in joints.items():
        index = NAMES.index(str(name).lower())
        try:
            x, y = (float(value) for value in place)
        except (TypeError, ValueError) as error:
            raise PhotoError(f"The joint {name} needs two numbers, x and y in pixels, not {place!r}.") from error
        landmarks[index] = x, y
        named.append(index)
    given = set(named)
    for wrist, fingers in _HAND_FOLLOWS:
        if wrist in given:
            loose = [finger for finger in fingers if finger not in given]
            landmarks[loose] += landmarks[wrist] - person.landmarks[wrist]
    return landmarks, np.array(named, int)


def _check_places(places: np.ndarray, named: np.ndarray, shape: tuple[int, ...]) -> None:
    height, width = shape[:2]
    limit = np.array([width, height], np.float64)
    for index, place in zip(named, places, strict=True):
        if not np.isfinite(place).all():
            raise PhotoError(
                f"The joint {NAMES[index]} is not a place: {place[0]}, {place[1]}. Give x and y in pixels."
            )
        if (place < -_OUTSIDE * limit).any() or (place > (1 + _OUTSIDE) * limit).any():
            raise PhotoError(
                f"The joint {NAMES[index]} at {place[0]:.0f}, {place[1]:.0f} lies far outside the photo, "
                f"which has {width} x {height} pixels. Put it on the person."
            )


def _check_lengths(landmarks: np.ndarray, named: np.ndarray) -> None:
    """Only bones that a named joint is part of: what the network found was good enough until now."""
    left, right = SHOULDERS
    shoulders = float(np.linalg.norm(landmarks[left] - landmarks[right]))
    if {left, right} & set(named.tolist()) and shoulders < 1:
        raise PhotoError("Both shoulders are at the same place. Put them on the ends of the shoulders.")
    for name, starts, ends, (least, most) in _BONES:
        for start, end in zip(starts, ends, strict=True):
            length = float(np.linalg.norm(landmarks[start] - landmarks[end])) / max(shoulders, 1.0)
            if {start, end} & set(named.tolist()) and not least <= length <= most:
                raise PhotoError(
                    f"The {name} from {NAMES[start]} to {NAMES[end]} is {length:.1f} times as long as the shoulders "
                    f"are wide; {least} to {most} is possible. Check these two joints."
                )
