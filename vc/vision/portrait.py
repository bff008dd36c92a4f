"""From a photo file to the picture that is worked with: upright, and cropped where the person is small in it.

`person` and `joints`, wherever they are asked for, refer to this picture.
"""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

import cv2
import numpy as np

from vc.frame import Size
from vc.picture import MAX_SIDE_PX, load_photo

from .detect import Person, find_people

WHOLE_SIDE_PX = 4096  # of the photo before it is cropped
# Set by hand, the room by eye.
_LEAN = 30.0  # degrees from a quarter turn within which somebody lies or stands on the head
_SEEN = 0.25  # visibility of nose and shoulders from which their direction counts
_NOSE, _EYES, _MOUTH, _SHOULDERS, _HIPS = 0, [2, 5], [9, 10], [11, 12], [23, 24]
_SMALL = 0.5  # height of the people in photo heights below which it is cropped
_WIDE = 2.2  # longer side by shorter of a panorama
_ABOVE, _BELOW, _BESIDE = 0.4, 0.35, 0.6  # room around them, in their height


@dataclass(frozen=True)
class Portrait:
    """A photo that is ready to be looked at.

    pixels : (h, w, 3) uint8 sRGB, at most 1600 px a side
    shape : width, height of the whole photo, upright, px
    notes : what was done with it, plain sentences
    """

    pixels: np.ndarray
    shape: Size
    notes: tuple[str, ...] = ()


def open_portrait(path: str | Path, *, detector_path: Path, landmarks_path: Path) -> Portrait:
    """Read a photo and make it ready. Raises PhotoError for what is no photo; one without people is left as it is."""
    whole = load_photo(path, max_side=WHOLE_SIDE_PX)
    return make_ready(whole, detector_path=detector_path, landmarks_path=landmarks_path)


def make_ready(whole: np.ndarray, *, detector_path: Path, landmarks_path: Path) -> Portrait:
    """The same for a photo (h, w, 3) uint8 RGB that was read before, as large as it is."""
    look = partial(find_people, detector_path=detector_path, landmarks_path=landmarks_path)
    notes = []
    small = _fitted(whole, MAX_SIDE_PX**2)
    people = look(small)
    if turn := quarter_turns(people):
        whole, small = (np.ascontiguousarray(np.rot90(picture, turn)) for picture in (whole, small))
        people = look(small)
        lay = "upside down" if turn == 2 else "on its side"
        notes.append(f"The photo was {lay}: it was turned so that the person is upright.")
    shape = (whole.shape[1], whole.shape[0])
    if people and (box := _crop(people, small.shape)):
        left, top, right, bottom = (round(side * len(whole) / len(small)) for side in box)
        whole = whole[top:bottom, left:right]
        notes.append("Only the part of the photo around the person is used, so that it shows them in detail.")
    return Portrait(_fitted(whole, MAX_SIDE_PX**2, MAX_SIDE_PX), shape, tuple(notes))


def quarter_turns(people: list[Person]) -> int:
    """Quarter turns to the left, 0 to 3, that put a photo right of which nobody is upright; 0 where it is not clear.

    The models find people at any angle: where face and trunk of the one who is suited best agree on a turn, and nobody
    else contradicts, the camera was held or the picture was saved that way.
    """
    leans = [lean for person in people if (lean := _lean(person)) is not None]
    if not leans:
        return 0
    turn = round(leans[0][0] / 90)
    agreed = all(abs((angle - 90 * turn + 180) % 360 - 180) <= _LEAN for angle in leans[0])
    upright = any(abs(angle) < 45 for lean in leans for angle in lean)
    return turn % 4 if agreed and not upright else 0


def _lean(person: Person) -> tuple[float, float] | None:
    """Angles of trunk and face from upright, degrees clockwise, -180 to 180; None for somebody hardly seen."""
    points = person.landmarks
    if person.visibility[[_NOSE, *_SHOULDERS]].min() < _SEEN:
        return None
    ups = (points[_SHOULDERS].mean(0) - points[_HIPS].mean(0), points[_EYES].mean(0) - points[_MOUTH].mean(0))
    trunk, face = (float(np.degrees(np.arctan2(x, -y))) for x, y in ups)
    return trunk, face


def _crop(people: list[Person], shape: tuple[int, ...]) -> tuple[int, int, int, int] | None:
    """Left, top, right, bottom of the part that shows everybody with room around them; None for the whole photo."""
    height, width = shape[:2]
    boxes = np.array([person.box for person in people])
    left, top = boxes[:, :2].min(0).tolist()
    right, bottom = boxes[:, 2:].max(0).tolist()
    tall = bottom - top
    if tall >= _SMALL * height and max(width, height) < _WIDE * min(width, height):
        return None
    high, wide = (1 + _ABOVE + _BELOW) * tall, right - left + 2 * _BESIDE * tall
    shown = min(max(width / height, 1 / _WIDE), _WIDE)  # the photo's own shape, if it has an ordinary one
    high, wide = min(max(high, wide / shown), height), min(max(wide, high * shown), width)
    x = np.clip((left + right - wide) / 2, 0, width - wide)
    y = np.clip(top + (1 + _BELOW - _ABOVE) / 2 * tall - high / 2, 0, height - high)
    return int(x), int(y), int(np.ceil(x + wide)), int(np.ceil(y + high))


def _fitted(picture: np.ndarray, pixels: int, side: int | None = None) -> np.ndarray:
    """The picture, scaled down to so many pixels and perhaps to a longer side."""
    height, width = picture.shape[:2]
    scale = min(1.0, float(np.sqrt(pixels / (height * width))), side / max(height, width) if side else 1.0)
    if scale == 1:
        return np.ascontiguousarray(picture)
    size = (max(round(width * scale), 1), max(round(height * scale), 1))
    return cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
