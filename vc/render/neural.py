"""A performer drawn by a neural network: its square pictures become frames of any shape.

READ FIRST: `frames`. The network comes from outside (`Model`), so that drawing needs no torch. Where a frame is wider
or taller than the square, the backdrop goes on beside it, mirrored, out of focus and darker: computed once, so that it
costs nothing and never flickers.
"""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np

from vc.errors import MotionError
from vc.frame import Frame, Size, empty_frame, frame_from_rgb, rgb_to_yuv
from vc.render.ordered import in_order
from vc.skeleton import POSE_RATE, Motion

_SEAM = 0.08  # of the square's side, within it, over which it goes over into what surrounds it
_NEAR_BLUR, _FAR_BLUR = 0.008, 0.04  # deviation at the seam and farthest out, of the square's side
_FAR = 0.5  # of the square's side: beyond, nothing gets softer or darker
_DARKEST = 0.4  # brightness there
_TALL_SIDE = 1.3  # of a tall frame's width; what stands farther from her may leave the picture
_EDGE = 0.3  # of the square's side, from its border inwards: what is mirrored; farther in stands the performer

_BLACK = rgb_to_yuv(np.zeros(3))
# (3, 4) for cv2.transform: from RGB to the frame's Y, U, V, all of them bytes.
_TO_YUV = np.column_stack([(rgb_to_yuv(255 * np.eye(3)) - _BLACK).T / 255, _BLACK])


@dataclass(frozen=True)
class Model:
    """A network that draws a performer, opened.

    see : motion (T, 13, 2) at `rate` and features (T, 26) of the music, or None -> parts of `at_once` poses, in order
    paint : a part -> its pictures (n, s, s, 3) uint8 RGB; several may be painted at a time
    backdrop : (s, s, 3) uint8 RGB, what stands still behind the performer
    rate : poses per second that it has learnt
    """

    see: Callable[[np.ndarray, np.ndarray | None], Iterator[Any]]
    paint: Callable[[Any], np.ndarray]
    backdrop: np.ndarray
    at_once: int
    rate: int = POSE_RATE


def frames(
    motion: Motion, *, size: Size, model: Model, features: np.ndarray | None = None, workers: int = 2
) -> Iterator[Frame]:
    """One frame per pose, in order; memory does not grow with the length of the motion.

    size : (width, height) in pixels, both even; the square picture stands in the middle, as large as fits; in a tall
        frame it is wider than that, and cut at the sides
    features : (T, 26) of the music that belongs to the motion, see `vc.audio.features`; None is without music
    workers : threads that draw

    Raises MotionError, at once, for a motion at another rate than the network has learnt.
    """
    if motion.rate != model.rate:
        raise MotionError(
            f"The neural performer moves at {model.rate} poses a second; this motion has {motion.rate}. Bring it to "
            f"{model.rate} first, or choose another renderer."
        )
    parts, layout = _Numbered(model.see(motion.points, features)), Layout(model.backdrop, size)

    def draw_part(index: int) -> list[Frame]:
        return [layout.frame(picture) for picture in model.paint(parts.take(index))]

    drawn = in_order(draw_part, -(-len(motion) // model.at_once), workers=workers)
    return (frame for part in drawn for frame in part)


class _Numbered:
    """Things that come in order, for threads that each want the one of their number."""

    def __init__(self, things: Iterator[Any]) -> None:
        self._things, self._lock = enumerate(things), threading.Lock()
        self._waiting: dict[int, Any] = {}

    def take(self, number: int) -> Any:
        """Thing `number`, which can be taken once."""
        with self._lock:
            while number not in self._waiting:
                at, thing = next(self._things)
                self._waiting[at] = thing
            return self._waiting.pop(number)


class Layout:
    """Where the square picture stands in a frame, and what is beside it."""

    def __init__(self, backdrop: np.ndarray, size: Size) -> None:
        width, height = size
        self._side, self._tall = min(height, round(_TALL_SIDE * width / 2) * 2), height > width
        # Even, as chroma needs. In a tall picture it stands on the lower edge: below the hips there is no more of her.
        self._left, self._top = (width - self._side) // 4 * 2, height - self._side
        self._around = frame_from_rgb(surroundings(_scaled(backdrop, self._side), size, self._left, self._top))
        self._rise = _rise(0 if self._side == height >= width else round(_SEAM * self._side))

    def frame(self, picture: np.ndarray) -> Frame:
        """(s, s, 3) uint8 RGB -> the whole frame."""
        frame = empty_frame((self._around.width, self._around.height))
        frame.planes[:] = self._around.planes
        drawn = cv2.transform(picture, _TO_YUV)
        for channel, (plane, step) in enumerate(zip(frame.split(), (1, 2, 2), strict=True)):
            side, left, top = self._side // step, self._left // step, self._top // step
            place = plane[top:, max(left, 0) : left + side]
            scaled = _scaled(np.ascontiguousarray(drawn[..., channel]), side)
            rise = self._rise[::step]
            if self._tall:
                _lay(scaled[:, -left : place.shape[1] - left].T, place.T, rise, ends=1)
            else:
                _lay(scaled, place, rise, ends=2)
        return frame


def surroundings(square: np.ndarray, size: Size, left: int, top: int) -> np.ndarray:
    """(h, w, 3) uint8: a square picture at `left` and `top`, continued to all sides, softer and darker far away."""
    width, height = size
    side = len(square)
    if size == (side, side):
        return square
    mirrored = square[_mirrored(height, top, side)][:, _mirrored(width, left, side)]
    near, far = (cv2.GaussianBlur(mirrored, (0, 0), share * side) for share in (_NEAR_BLUR, _FAR_BLUR))
    away = np.maximum(_beyond(height, top, side)[:, None], _beyond(width, left, side)[None])
    away = _smooth(away / (_FAR * side))[..., None]
    return ((near + away * (far.astype(np.float32) - near)) * (1 - (1 - _DARKEST) * away) + 0.5).astype(np.uint8)


def _mirrored(length: int, start: int, side: int) -> np.ndarray:
    """(length,) which row or column of the square to show: its own within, beyond them to and fro over its edge."""
    edge = max(round(_EDGE * side), 1)
    at = np.arange(length) - start
    before, after = (edge - 0.5 - np.abs(edge - 0.5 - (away - 1) % (2 * edge)) for away in (-at, at - side + 1))
    return np.where(at < 0, before, np.where(at < side, at, side - 1 - after)).astype(int)


def _beyond(length: int, start: int, side: int) -> np.ndarray:
    """(length,) pixels outside start .. start + side, 0 within."""
    at = np.arange(length, dtype=np.float32)
    return np.maximum(np.maximum(start - at, at - (start + side - 1)), 0)


def _rise(pixels: int) -> np.ndarray:
    """(pixels,) float32, softly from 0 to 1."""
    return _smooth((np.arange(pixels, dtype=np.float32) + 0.5) / max(pixels, 1))


def _smooth(share: np.ndarray) -> np.ndarray:
    share = np.clip(share, 0, 1)
    return share * share * (3 - 2 * share)


def _scaled(picture: np.ndarray, side: int) -> np.ndarray:
    """The square picture with another side."""
    if len(picture) == side:
        return picture
    return cv2.resize(picture, (side, side), interpolation=cv2.INTER_AREA if side < len(picture) else cv2.INTER_CUBIC)


def _lay(picture: np.ndarray, place: np.ndarray, rise: np.ndarray, *, ends: int) -> None:
    """Put a picture into its place; over its first columns, as many as `rise` has, what was there shows.

    ends : 2 for the last columns, too
    """
    seams = (slice(0, len(rise)), slice(picture.shape[1] - len(rise), None))[:ends]
    there = [place[:, seam].astype(np.float32) for seam in seams]
    place[:] = picture
    for seam, before, share in zip(seams, there, (rise, rise[::-1]), strict=False):
        place[:, seam] = before + share * (picture[:, seam] - before) + 0.5
