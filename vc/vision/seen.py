"""What a photo shows before anybody is animated: who is there, where their joints are, and what will be missing.

This is what an editor needs to let the user choose a person and set joints right; `prepare` takes both back, as
`person=` and `joints=`.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .anatomy import (
    GOOD_ARM,
    LEFT_EYE,
    MOUTH_LEFT,
    MOUTH_RIGHT,
    NOSE,
    RIGHT_EYE,
    WRISTS,
    Anatomy,
    Side,
    is_portrait,
    measure,
)
from .detect import Person, find_people
from .joints import NAMES

# Set by hand.
_VISIBLE = 0.5  # visibility from which a joint is believed to be in the photo
_SMALL_PX = 48  # shoulders narrower than that give a video without detail


@dataclass(frozen=True)
class Seen:
    """One person in a photo. All places in px of the photo, x right, y down.

    joints : by name, MediaPipe's 33 in their order, see joints.NAMES; they may lie outside the photo
    visibility : by name, 0 to 1, how sure it is that the joint is to be seen
    mask : (h, w) uint8, 255 where the person is; soft and coarse
    box : left, top, right, bottom
    advice : what the photo does not show and what happens about it, plain sentences; empty for a good photo
    """

    joints: dict[str, tuple[float, float]]
    visibility: dict[str, float]
    mask: np.ndarray
    box: tuple[int, int, int, int]
    advice: tuple[str, ...]


def see_people(photo: np.ndarray, *, detector_path: Path, landmarks_path: Path) -> list[Seen]:
    """Everybody in a photo, best suited first: index i is what `prepare` knows as person=i. Empty if nobody is there.

    photo : (h, w, 3) uint8 RGB, as load_photo gives it. Costs two small networks and nothing of the preparation.
    """
    people = find_people(photo, detector_path=detector_path, landmarks_path=landmarks_path)
    return [see(person) for person in people]


def see(person: Person) -> Seen:
    places = ((float(x), float(y)) for x, y in person.landmarks)
    return Seen(
        joints=dict(zip(NAMES, places, strict=True)),
        visibility={name: float(value) for name, value in zip(NAMES, person.visibility, strict=True)},
        mask=(np.clip(person.mask, 0, 1) * 255 + 0.5).astype(np.uint8),
        box=person.box,
        advice=tuple(advise(person)),
    )


def advise(person: Person) -> list[str]:
    """What is missing for a good video of this person, the gravest first."""
    anatomy = measure(person)
    advice = []
    if _from_behind(anatomy):
        advice.append("The person is seen from behind, so no face will be seen. A photo from the front works better.")
    if anatomy.shoulder_width < _SMALL_PX:
        advice.append(
            f"The person is small: the shoulders are {anatomy.shoulder_width:.0f} px wide, {_SMALL_PX} or more look "
            "better. Use a photo taken from nearer."
        )
    advice += _about_arms(anatomy, person.mask.shape)
    if is_portrait(anatomy, person.mask.shape[0]):
        advice.append("The photo ends at the chest: the person will wear tails.")
    elif anatomy.is_covered:
        advice.append(
            "Something or somebody stands before the person, who will wear tails. Another photo works better."
        )
    elif not anatomy.hips_seen:
        advice.append("The hips are not in the photo: the lower body is guessed from the shoulders.")
    return advice


def _from_behind(anatomy: Anatomy) -> bool:
    face = anatomy.visibility[[NOSE, LEFT_EYE, RIGHT_EYE, MOUTH_LEFT, MOUTH_RIGHT]]
    return anatomy.facing < 0 or bool(face.max() < _VISIBLE)


def _about_arms(anatomy: Anatomy, shape: tuple[int, ...]) -> list[str]:
    poor = [side for side in Side if anatomy.quality[side] < GOOD_ARM]
    if len(poor) == 2:
        return ["Both arms are folded, hidden, cut off or point at the viewer: arms and hands will be drawn."]
    hidden = [side for side in Side if side not in poor and not _shows(anatomy, WRISTS[side], shape)]
    advice = [f"The {_name(side)} arm is hidden, cut off or points at the viewer: the other one takes its place."
              for side in poor]  # fmt: skip
    return advice + [f"The {_name(side)} hand is hard to see: it may be drawn." for side in hidden]


def _shows(anatomy: Anatomy, joint: int, shape: tuple[int, ...]) -> bool:
    height, width = shape[:2]
    x, y = anatomy.landmarks[joint]
    return bool(0 <= x < width and 0 <= y < height and anatomy.visibility[joint] >= _VISIBLE)


def _name(side: Side) -> str:
    return side.name.lower()
