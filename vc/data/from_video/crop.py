"""The picture for a neural renderer: a square around the person that stays where it is, one frame for each pose."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from scipy.interpolate import CubicSpline

from vc.data.from_video.select import Take
from vc.data.from_video.watch import pictures
from vc.errors import DatasetError
from vc.frame import Frame, Size, frame_from_rgb
from vc.skeleton import POSE_RATE, Keypoint

SIDE_PX = 512  # of the square that is written, the size that `vc.models.performer` draws
# Set by eye.
_ABOVE_EYES, _MARGIN = 1.1, 0.25  # shoulder widths that the hair reaches above the eyes, and that are left all round
_COMMON = 1.35  # times as large a square as each item alone needs, up to which all items of a video share one

_HEAD = slice(Keypoint.NOSE, Keypoint.RIGHT_EAR + 1)
_HIPS = [Keypoint.LEFT_HIP, Keypoint.RIGHT_HIP]
Report = Callable[[float], None]  # the done part, 0.0 to 1.0


@dataclass(frozen=True)
class Crop:
    """A square of the watched picture, px. It may reach over the picture's edge, which is then continued outwards."""

    left: float
    top: float
    side: float

    def within(self, places: np.ndarray) -> np.ndarray:
        """Places (..., 2) px of the watched picture -> float32, 0..1 across the square."""
        return ((places - [self.left, self.top]) / self.side).astype(np.float32)

    def cut(self, picture: np.ndarray, scale: float) -> np.ndarray:
        """(SIDE_PX, SIDE_PX, 3) uint8. scale : pixels of `picture` for one of the watched picture"""
        enlarge = SIDE_PX / (self.side * scale)
        # Pixel i of a picture covers i to i + 1, and warpAffine counts from the pixels' middles.
        shift = [-enlarge * scale * edge + 0.5 * (enlarge - 1) for edge in (self.left, self.top)]
        matrix = np.array([[enlarge, 0, shift[0]], [0, enlarge, shift[1]]])
        return cv2.warpAffine(
            picture, matrix, (SIDE_PX, SIDE_PX), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
        )


def crops(takes: Sequence[Take], size: Size) -> list[Crop]:
    """A square for each item of a video: around head, arms and body down to the hips, wherever they go.

    Where one square fits all, all get it: a camera that stands still then gives one background.
    """
    own = [_around(_box([take]), size) for take in takes]
    common = _around(_box(takes), size)
    fits = all(common.side <= _COMMON * crop.side for crop in own)
    return [common] * len(own) if fits else own


def _box(takes: Sequence[Take]) -> np.ndarray:
    """Left, top, right, bottom, px, of all that the person reaches; hips only to where the picture may show them."""
    boxes = []
    for take in takes:
        width = np.linalg.norm(take.places[:, Keypoint.LEFT_SHOULDER] - take.places[:, Keypoint.RIGHT_SHOULDER], axis=1)
        unit = float(width.mean())
        low, high = take.places.min(axis=(0, 1)), take.places.max(axis=(0, 1))
        low[1] = min(low[1], take.places[:, _HEAD, 1].min() - _ABOVE_EYES * unit)
        boxes.append([*(low - _MARGIN * unit), *(high + _MARGIN * unit)])
    found = np.array(boxes)
    return np.concatenate([found[:, :2].min(axis=0), found[:, 2:].max(axis=0)])


def _around(box: np.ndarray, size: Size) -> Crop:
    """The square around a box, moved and made smaller so that it leaves the picture as little as can be."""
    side = min(float(max(box[2:] - box[:2])), float(max(size)))
    start = (box[:2] + box[2:] - side) / 2
    start[1] = min(start[1], box[1])  # rather the head than the hips
    room = np.array(size) - side
    left, top = np.where(room >= 0, np.clip(start, 0, np.maximum(room, 0)), np.clip(start, np.minimum(room, 0), 0))
    return Crop(float(left), float(top), side)


@dataclass(frozen=True)
class Shown:
    """The picture that is seen at a pose, and when it was taken, s."""

    pose: int
    time_s: float
    picture: np.ndarray


def shown_at(path: Path, poses: Sequence[int], long_side_px: int, on_progress: Report) -> Iterator[Shown]:
    """For each pose, in rising order, the picture that is nearest in time. Raises as `watch`."""
    waiting = iter(poses)
    pose = next(waiting, None)
    last: tuple[float, np.ndarray] | None = None
    for time_s, done, picture in pictures(path, long_side_px):
        on_progress(done)
        while last is not None and pose is not None and pose / POSE_RATE < (last[0] + time_s) / 2:
            yield Shown(pose, *last)
            pose = next(waiting, None)
        if pose is None:
            return
        last = time_s, picture
    while last is not None and pose is not None:
        yield Shown(pose, *last)
        pose = next(waiting, None)


def long_side(squares: Sequence[Crop], size: Size) -> int:
    """How large to decode the video, px: so that the smallest square is not smaller than what is written."""
    return int(np.ceil(max(size) * SIDE_PX / min(crop.side for crop in squares)))


class Cutter:
    """The frames of one item, and where the person is in each.

    shown : pictures for the poses of all items of a video; it is read as far as this item goes
    keypoints : (poses, 19, 2) float32 in the square, 0..1 across it, complete once all frames are drawn: where the
        person is at the moment that the picture was taken, which may be half a frame before or after the pose
    """

    def __init__(self, take: Take, crop: Crop, size: Size, shown: Iterator[Shown]) -> None:
        self.keypoints = crop.within(take.places)
        self._take, self._crop, self._size, self._shown = take, crop, size, shown
        self._way = CubicSpline(np.arange(len(take.places)), take.places)

    @property
    def meta(self) -> dict[str, Any]:
        """The square for meta.json: px of the video as it was watched."""
        crop = self._crop
        return {"left": round(crop.left, 2), "top": round(crop.top, 2), "side": round(crop.side, 2), "of": self._size}

    def frames(self) -> Iterator[Frame]:
        """As many as the item has poses. Raises DatasetError if the pictures end before."""
        first, last = self._take.first, self._take.first + len(self._take.places) - 1
        for one in self._shown:
            if one.pose >= first:
                scale = max(one.picture.shape[:2]) / max(self._size)
                index = one.pose - first
                place = np.clip(one.time_s * POSE_RATE - first, 0, last - first)
                self.keypoints[index] = self._crop.within(self._way(place))
                yield frame_from_rgb(self._crop.cut(one.picture, scale))
            if one.pose == last:
                return
        raise DatasetError(f"the pictures end before {last / POSE_RATE:.1f} s")
