"""Performance videos with the music and the body beside them: what a neural renderer learns from.

    FOLDER/{train,val,test}/{id}/mel.npy, motion.npy  as in ConductorMotion100's layout
                                 video.mp4            square, one frame a pose, the same performer and camera in all
                                 keypoints.npy        (T, 19, 2) in the picture, 0..1 across it, y down
                                 meta.json            where it comes from

`vc.data.film` makes such a folder of the project's own performers, `vc.data.from_video` of real videos.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.container import InputContainer
from av.video.stream import VideoStream

from vc.data.conductormotion100 import Item, list_split, present_splits
from vc.errors import DatasetError
from vc.skeleton import KEYPOINT_COUNT, POSE_RATE, Keypoint

VIDEO, KEYPOINTS, META = "video.mp4", "keypoints.npy", "meta.json"
KEYFRAME_S = 0.2  # training reads a fraction of a second from anywhere

# Of meta.json, what may differ from item to item: where it comes from. The rest says who is seen, and how.
OF_THE_ITEM = ("video", "from_s", "crop", "conductor")
KEYPOINT_RANGE = (-1.0, 2.0)  # 0..1 is the picture; hips and hands leave it, but nobody's by its whole side
LEAST_IN_PICTURE = 0.5  # share of poses with both shoulders in the picture
_LATE_S = 0.2 / POSE_RATE  # by which a frame may miss the time of its pose


@dataclass(frozen=True)
class Performance(Item):
    """An item with its video."""

    @classmethod
    def of(cls, item: Item) -> "Performance":
        return cls(item.split, item.id, item.folder)

    @property
    def keypoints(self) -> np.ndarray:
        """(T, 19, 2) float32, memory-mapped. Raises DatasetError."""
        path = self.folder / KEYPOINTS
        try:
            found = np.load(path, mmap_mode="r", allow_pickle=False)
        except (OSError, ValueError, EOFError) as error:
            raise DatasetError(f"{self.name} has no readable {KEYPOINTS}: {error}. Film it again.") from error
        if found.shape != (len(self.motion), KEYPOINT_COUNT, 2) or found.dtype.kind != "f":
            raise DatasetError(
                f"{self.name}/{KEYPOINTS} has the shape {found.shape}; needed is ({len(self.motion)}, "
                f"{KEYPOINT_COUNT}, 2). Film it again."
            )
        return found

    @property
    def performer(self) -> dict[str, Any]:
        """What meta.json says about who is seen, and how. Raises DatasetError."""
        try:
            meta = json.loads((self.folder / META).read_text())
            return {name: value for name, value in meta.items() if name not in OF_THE_ITEM}
        except (OSError, ValueError, AttributeError) as error:
            raise DatasetError(f"{self.name} has no readable {META}: {error}. Film it again.") from error

    def frames(self, first: int, count: int, side_px: int) -> np.ndarray:
        """(count, side_px, side_px, 3) uint8 RGB, from pose `first` on. Raises DatasetError."""
        wanted = range(first, first + count)
        found: dict[int, np.ndarray] = {}
        with self._video() as (container, stream):
            assert stream.time_base is not None
            container.seek(int(first / POSE_RATE / stream.time_base), stream=stream)
            for frame in container.decode(stream):
                number = round(float(frame.time or 0) * POSE_RATE)
                if number in wanted:
                    found[number] = frame.to_ndarray(format="rgb24", width=side_px, height=side_px)
                if number >= wanted[-1]:
                    break
        missing = [number for number in wanted if number not in found]
        if missing:
            raise DatasetError(
                f"{self.name}/{VIDEO} lacks {len(missing)} frames of the poses {first} to {wanted[-1]}. Film it again."
            )
        return np.stack([found[number] for number in wanted])

    def stream(self, first: int, count: int, side_px: int) -> Iterator[np.ndarray]:
        """The frames that `frames` gives, one after the other; memory does not grow with their number."""
        for start in range(first, first + count, POSE_RATE):
            yield from self.frames(start, min(POSE_RATE, first + count - start), side_px)

    def check(self) -> None:
        """Read all but the pictures. Raises DatasetError for keypoints and a meta.json that cannot be."""
        _ = self.performer
        self._check_keypoints()

    def check_video(self) -> int:
        """The side of the picture, px. Raises DatasetError for a video that has not one frame for each pose."""
        with self._video() as (container, stream):
            width, height = stream.codec_context.width, stream.codec_context.height
            times = sorted(float(packet.pts * packet.time_base) for packet in container.demux(stream)
                           if packet.pts is not None and packet.time_base)  # fmt: skip
        poses = len(self.motion)
        if width != height:
            raise DatasetError(f"{self.name}/{VIDEO} shows {width} x {height} pixels; a square picture is needed.")
        if len(times) != poses:
            raise DatasetError(f"{self.name}/{VIDEO} has {len(times)} frames for {poses} poses. Film it again.")
        if np.abs(np.array(times) - times[0] - np.arange(poses) / POSE_RATE).max() > _LATE_S:
            raise DatasetError(f"{self.name}/{VIDEO} is not at {POSE_RATE} frames a second. Film it again.")
        self.frames(poses - 1, 1, width)
        return width

    def _check_keypoints(self) -> None:
        points = np.asarray(self.keypoints, np.float64)
        low, high = float(points.min()), float(points.max())  # NaN wins both
        if not np.isfinite([low, high]).all():
            raise DatasetError(f"{self.name}/{KEYPOINTS} holds values that are not finite numbers. Film it again.")
        shoulders = points[:, [Keypoint.LEFT_SHOULDER, Keypoint.RIGHT_SHOULDER]]
        seen = ((shoulders >= 0) & (shoulders <= 1)).all(axis=(1, 2)).mean()
        if low < KEYPOINT_RANGE[0] or high > KEYPOINT_RANGE[1] or seen < LEAST_IN_PICTURE:
            raise DatasetError(
                f"{self.name}/{KEYPOINTS} holds values from {low:.3g} to {high:.3g}, and both shoulders are in the "
                f"picture in {100 * seen:.0f} % of the poses; 0 to 1 is the picture. Scale them, or film it again."
            )

    @contextmanager
    def _video(self) -> Iterator[tuple[InputContainer, VideoStream]]:
        try:
            with av.open(str(self.folder / VIDEO)) as container:
                stream = container.streams.video[0]
                stream.thread_count = 1
                yield container, stream
        except (av.FFmpegError, IndexError, OSError) as error:
            raise DatasetError(f"{self.name}/{VIDEO} cannot be read: {error}. Film it again.") from error


def glimpses(items: Sequence[Performance], count: int, side_px: int) -> tuple[np.ndarray, np.ndarray]:
    """Frames (count, side_px, side_px, 3) uint8 from everywhere, and the keypoints (count, 19, 2) in them; at each call
    the same."""
    rng = np.random.default_rng(0)
    frames, points = [], []
    for number in range(count):
        item = items[number % len(items)]
        first = int(rng.integers(0, len(item.motion)))
        frames.append(item.frames(first, 1, side_px)[0])
        points.append(np.asarray(item.keypoints[first], np.float32))
    return np.stack(frames), np.stack(points)


def performances_of(folder: str | Path) -> list[Performance]:
    """All items of a folder where one at least has keypoints; none of a plain dataset. Raises DatasetError."""
    items = [Performance.of(item) for split in present_splits(folder) for item in list_split(folder, split)]
    return items if any((item.folder / KEYPOINTS).exists() for item in items) else []


def check_performances(folder: str | Path, *, most_problems: int = 5) -> tuple[int, int]:
    """Check what the items of a folder have besides music and motion.

    Returns the number of items with keypoints, and the side of their picture, px; 0 where all are without videos. For a
    plain dataset (0, 0).
    Raises DatasetError listing the first problems found, and for a folder with more than one performer.
    """
    items = performances_of(folder)
    seen = any((item.folder / VIDEO).exists() for item in items)
    sides: dict[int, str] = {}
    problems: list[str] = []
    for item in items:
        try:
            item.check()
            sides.setdefault(item.check_video() if seen else 0, item.name)
            if item.performer != items[0].performer:
                raise DatasetError(f"{item.name} shows another performer than {items[0].name}, or another way: "
                                   f"{_difference(item.performer, items[0].performer)}.")  # fmt: skip
        except DatasetError as error:
            problems.append(str(error))
        if len(problems) >= most_problems:
            break
    if len(sides) > 1:
        shown = ", ".join(f"{name} {side}" for side, name in sides.items())
        problems.append(f"The pictures have several sizes: {shown} pixels. Film all of them alike.")
    if problems:
        raise DatasetError("\n".join([f"{folder} cannot be learnt from:", *problems]))
    return len(items), next(iter(sides), 0)


def _difference(one: dict[str, Any], other: dict[str, Any]) -> str:
    names = sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))
    return ", ".join(f"{name} {one.get(name)!r} and {other.get(name)!r}" for name in names)
