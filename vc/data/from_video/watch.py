"""What a video shows: one person followed through it, and where its scenes are cut.

Files are opened as `vc.media` opens music: only real containers, no playlists, no other protocol than the file's.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import av
import cv2
import numpy as np
from av.video.stream import VideoStream

from vc.clip import MAX_MUSIC_S
from vc.errors import DatasetError
from vc.media import open_sound
from vc.vision.follow import Follower, Sight

MAX_PIXELS = 40_000_000  # a frame of 8K film has 33 million
LONG_SIDE_PX = 960  # more detail the pose models, which see 256 px of a person, do not use
MOST_RATE = 35.0  # frames per second that are looked at; of faster videos every second or third; poses have 30
LANDMARKS = 33

# Two neighbouring frames of one scene differ by a few grey levels, even when the camera moves. Set by hand.
_THUMB = (32, 18)
_CUT, _CUT_OVER_USUAL = 0.06, 4.0  # of white; times the usual difference: more than both is a cut
_USUAL = 15  # frames

Report = Callable[[float], None]  # the done part, 0.0 to 1.0


@dataclass(frozen=True)
class Watched:
    """F frames in the order of time.

    times_s : (F,) float64, rising, from the first sample of the sound
    landmarks : (F, 33, 2) float32 px of a picture of `size`, MediaPipe's order; nan where nobody is seen
    visibility : (F, 33) float32 in 0..1, 0 where nobody is seen
    is_cut : (F,) bool, the frame begins another scene
    is_other : (F,) bool, the frame shows another person than the one before
    """

    times_s: np.ndarray
    landmarks: np.ndarray
    visibility: np.ndarray
    is_cut: np.ndarray
    is_other: np.ndarray
    size: tuple[int, int]

    def __len__(self) -> int:
        return len(self.times_s)


def watch(path: Path, follower: Follower, on_progress: Report | None = None) -> Watched:
    """Follow the best suited person of each scene.

    Raises MusicError as `vc.media.open_sound`, for what is no video with sound; DatasetError for a file without
    moving pictures, and for pictures too large.
    """
    times: list[float] = []
    sights: list[Sight | None] = []
    cuts: list[bool] = []
    scenes, size = _Scenes(), (0, 0)
    follower.forget()
    for time_s, done, frame in pictures(path, LONG_SIDE_PX, MOST_RATE):
        is_cut = scenes.is_cut(frame) or (bool(times) and size != frame.shape[1::-1])
        size = (frame.shape[1], frame.shape[0])
        if is_cut:
            follower.forget()
        times.append(time_s)
        cuts.append(is_cut)
        sights.append(follower(frame))
        if on_progress:
            on_progress(done)
    if len(times) < 2:
        raise DatasetError(f"{path.name} holds no moving picture. Choose a video of somebody conducting or playing.")
    return _gathered(np.array(times), sights, np.array(cuts), size)


def _gathered(times_s: np.ndarray, sights: list[Sight | None], is_cut: np.ndarray, size: tuple[int, int]) -> Watched:
    landmarks = np.full((len(sights), LANDMARKS, 2), np.nan, np.float32)
    visibility = np.zeros((len(sights), LANDMARKS), np.float32)
    is_other = np.zeros(len(sights), bool)
    somebody = False
    for index, sight in enumerate(sights):
        somebody = somebody and not is_cut[index]
        if sight is not None:
            landmarks[index], visibility[index] = sight.landmarks, sight.visibility
            is_other[index] = somebody and sight.is_new
            somebody = True
    return Watched(times_s, landmarks, visibility, is_cut, is_other, size)


class _Scenes:
    """Tells where a scene is cut, from small grey pictures."""

    def __init__(self) -> None:
        self._last: np.ndarray | None = None
        self._changes: list[float] = []

    def is_cut(self, frame: np.ndarray) -> bool:
        small = cv2.resize(frame, _THUMB, interpolation=cv2.INTER_AREA).astype(np.float32).mean(axis=2) / 255
        last, self._last = self._last, small
        if last is None:
            return False
        change = float(np.abs(small - last).mean())
        usual = float(np.median(self._changes)) if self._changes else 0.0
        is_cut = change > max(_CUT, _CUT_OVER_USUAL * usual)
        self._changes = [] if is_cut else [*self._changes, change][-_USUAL:]
        return is_cut


def pictures(path: Path, long_side_px: int, most_rate: float = np.inf) -> Iterator[tuple[float, float, np.ndarray]]:
    """(seconds from the sound's first sample, done part, (h, w, 3) uint8 RGB upright), at most `most_rate` a second and
    `long_side_px` long. Raises as `watch`."""
    start_s = _sound_start_s(path)
    with open_sound(path) as (container, _):
        stream = container.streams.best("video")
        if not isinstance(stream, VideoStream):
            raise DatasetError(f"{path.name} holds no moving picture. Choose a video.")
        _refuse_size(path.name, stream)
        stream.thread_type = "AUTO"
        seconds = container.duration / av.time_base if container.duration else 0.0
        shape = float(stream.sample_aspect_ratio or 1)
        last_s = -np.inf
        for frame in _decoded(path.name, container, stream):
            time_s = float(frame.time) - start_s
            if time_s > MAX_MUSIC_S:
                break
            if time_s - last_s < 1 / most_rate:
                continue
            last_s = time_s
            yield time_s, min(max(time_s / seconds, 0.0), 1.0) if seconds else 0.0, _upright(frame, shape, long_side_px)


def _sound_start_s(path: Path) -> float:
    """When the first sample sounds, on the file's own clock, from which `vc.media.decode` counts."""
    with open_sound(path) as (container, stream):
        for packet in container.demux(stream):
            try:
                for frame in packet.decode():
                    return float(frame.time or 0.0)
            except av.FFmpegError:
                continue
    return 0.0


def _refuse_size(name: str, stream: VideoStream) -> None:
    width, height = stream.codec_context.width, stream.codec_context.height
    if width * height > MAX_PIXELS or min(width, height) <= 0:
        raise DatasetError(
            f"{name} has pictures of {width} x {height} pixels; at most {MAX_PIXELS // 10**6} million are taken. "
            "Scale the video down first."
        )


def _decoded(name: str, container: av.container.InputContainer, stream: VideoStream) -> Iterator[av.VideoFrame]:
    """All frames that can be decoded and have a time; packets that cannot are left out."""
    try:
        for packet in container.demux(stream):
            try:
                frames = packet.decode()
            except av.InvalidDataError:
                continue
            yield from (frame for frame in frames if frame.time is not None)
    except (av.FFmpegError, ValueError) as error:
        raise DatasetError(f"{name} is damaged: {error}. Export or download it again.") from error


def _upright(frame: av.VideoFrame, pixel_shape: float, long_side_px: int) -> np.ndarray:
    """RGB as players show it: turned upright, pixels made square, at most `long_side_px` long.

    pixel_shape : width over height of a stored pixel
    """
    wide = frame.width * pixel_shape
    shrink = min(1.0, long_side_px / max(wide, frame.height))
    width, height = max(round(wide * shrink), 1), max(round(frame.height * shrink), 1)
    rgb = frame.reformat(width=width, height=height, format="rgb24").to_ndarray()
    return np.ascontiguousarray(np.rot90(rgb, round(getattr(frame, "rotation", 0) / 90)))
