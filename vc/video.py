"""Frames and music to a video: an mp4 that every browser and phone plays (H.264, yuv420p, BT.709, AAC, index in front).

For those who edit videos also WebM (VP9, Opus) and QuickTime (ProRes, AAC), which can be transparent.
"""

import itertools
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.packet import Packet
from av.video.stream import VideoStream

from vc.clip import Clip
from vc.errors import Cancelled, OutputError
from vc.files import appearing
from vc.frame import Frame
from vc.media import AAC, BIT_RATE, OPUS, Encoded, read_encoded, url
from vc.provenance import TAG, append_xmp, xmp
from vc.skeleton import POSE_RATE

PRESET = "superfast"
# What stays in the picture is coded well once: half the file size of the preset alone, at no cost.
_AHEAD = "mbtree=1:rc-lookahead=10"
QUALITY = 20  # x264's constant rate factor: visually clean
KEYFRAME_S = 2  # how far a player has to go back when somebody seeks
# Said in every file, for players, archives and platforms that look for it.
LABEL = "AI-generated: the conducting in this video was made by a program (VirtualConductor) and not filmed."
BT709, LIMITED_RANGE = 1, 1  # the code points of ISO/IEC 23091-2 and FFmpeg


@dataclass(frozen=True)
class Kind:
    """A kind of video file. opaque, clear : the encoder's pixel formats without and with opacity ("" if it has none)"""

    codec: str
    opaque: str
    clear: str
    sound: str
    options: dict[str, str]
    container: dict[str, str]


KINDS = {
    ".mp4": Kind("libx264", "yuv420p", "", AAC, {"crf": str(QUALITY), "x264-params": _AHEAD},
                 {"movflags": "+faststart"}),
    # Quality and speed as WebM's own guide recommends them; alternative frames cannot have opacity.
    ".webm": Kind("libvpx-vp9", "yuv420p", "yuva420p", OPUS, {"crf": "24", "b": "0", "deadline": "good",
                  "cpu-used": "4", "row-mt": "1", "auto-alt-ref": "0"}, {}),
    ".mov": Kind("prores_ks", "yuv422p10le", "yuva444p10le", AAC, {"vendor": "apl0", "alpha_bits": "16"}, {}),
}  # fmt: skip
CLEAR = tuple(suffix for suffix, kind in KINDS.items() if kind.clear)


def kind_of(path: str | Path, *, transparent: bool = False) -> Kind:
    """What a file of this name will be. Raises OutputError for other endings and ones that cannot be transparent."""
    suffix = Path(path).suffix.lower()
    if suffix not in KINDS:
        raise OutputError(f"{Path(path).name or path} has to end in {' or '.join(KINDS)}.")
    if transparent and suffix not in CLEAR:
        raise OutputError(f"{Path(path).name} cannot be transparent: name a file that ends in {' or '.join(CLEAR)}.")
    return KINDS[suffix]


def write(frames: Iterable[Frame], path: str | Path, **how: Any) -> Path:
    """Encode frames, with the sound of a part of the music, to a file; the arguments are those of `writing`."""
    for _ in writing(frames, path, **how):
        pass
    return Path(path)


def writing(
    frames: Iterable[Frame],
    path: str | Path,
    *,
    music: Clip | str | Path | None = None,
    rate: int = POSE_RATE,
    preset: str = PRESET,
    keyframe_s: float = KEYFRAME_S,
    label: str = LABEL,
    synthetic: bool = True,
    on_progress: Callable[[int], None] | None = None,
    is_cancelled: Callable[[], bool] | None = None,
) -> Generator[Frame, None, None]:
    """Encode frames, with the sound of `music`, to a file of the kind that its ending says, see KINDS.

    Hands each frame on once it is written, so that another file can be made of it.

    frames : all of one size, and all with opacity or none; taken one by one, so memory does not grow with the length
    music : what the frames belong to
    rate : frames per second
    preset : x264's speed preset
    keyframe_s : seconds between frames that can be read without those before them
    label : said in the file about its origin
    synthetic : also say in XMP, for machines, that a program made the pictures, see vc.provenance
    on_progress : called with the number of frames written
    is_cancelled : asked before every frame

    The file appears only when complete, after the last frame was taken.
    Raises OutputError if it cannot be written, MusicError as `vc.media.decode`, Cancelled, ValueError without frames.
    """
    path = Path(path)
    kind = kind_of(path)
    try:
        with appearing(path) as part:
            with av.open(url(part), "w", options=kind.container) as container:
                container.metadata.update(comment=label, description=label, **_origin(path, label, synthetic))
                watched = _watched(frames, on_progress, is_cancelled)
                yield from _fill(container, kind, watched, music, rate, preset, keyframe_s)
            if synthetic and path.suffix.lower() in (".mp4", ".mov"):
                append_xmp(part, xmp(label))
    except av.FFmpegError as error:
        raise OutputError(f"{path.name} cannot be written to {path.parent}: {error.strerror}.") from error


def _origin(path: Path, label: str, synthetic: bool) -> dict[str, str]:
    """What a WebM says of its origin in a tag; others have a box for it."""
    return {TAG: xmp(label).decode()} if synthetic and path.suffix.lower() == ".webm" else {}


def _watched(
    frames: Iterable[Frame], on_progress: Callable[[int], None] | None, is_cancelled: Callable[[], bool] | None
) -> Iterator[Frame]:
    for number, frame in enumerate(frames, start=1):
        if is_cancelled and is_cancelled():
            raise Cancelled("Stopped; nothing was written.")
        yield frame
        if on_progress:
            on_progress(number)


def _fill(
    container: OutputContainer,
    kind: Kind,
    frames: Iterator[Frame],
    music: Clip | str | Path | None,
    rate: int,
    preset: str,
    keyframe_s: float,
) -> Iterator[Frame]:
    first = next(frames, None)
    if first is None:
        raise ValueError("a video needs at least one frame")
    picture = _add_picture(container, kind, first, rate, preset, keyframe_s)
    sound = _add_sound(container, kind, music)
    container.start_encoding()
    waiting = next(sound, None)
    for number, frame in enumerate(itertools.chain([first], frames)):
        container.mux(picture.encode(_picture_of(frame, number, rate, str(picture.pix_fmt))))
        while waiting is not None and _time_s(waiting) <= number / rate:
            container.mux(waiting)
            waiting = next(sound, None)
        yield frame
    container.mux(picture.encode(None))
    while waiting is not None:
        container.mux(waiting)
        waiting = next(sound, None)


def _time_s(packet: Packet) -> float:
    return float((packet.pts or 0) * packet.time_base)


def _add_picture(
    container: OutputContainer, kind: Kind, first: Frame, rate: int, preset: str, keyframe_s: float
) -> VideoStream:
    if first.alpha is not None and not kind.clear:
        raise OutputError(f"{kind.codec} cannot be transparent.")
    own = {"preset": preset} if kind.codec == "libx264" else {}
    stream: Any = container.add_stream(
        kind.codec, rate=rate, options=kind.options | own | {"g": str(round(keyframe_s * rate))}
    )
    stream.width, stream.height = first.width, first.height
    stream.pix_fmt = kind.opaque if first.alpha is None else kind.clear
    stream.time_base = Fraction(1, rate)
    context = stream.codec_context
    context.color_primaries = context.color_trc = context.colorspace = BT709
    context.color_range = LIMITED_RANGE
    return stream


def _picture_of(frame: Frame, number: int, rate: int, form: str) -> av.VideoFrame:
    picture = _deep(frame) if form == "yuva444p10le" else _as_it_is(frame)
    picture.pts, picture.time_base = number, Fraction(1, rate)
    return picture


def _as_it_is(frame: Frame) -> av.VideoFrame:
    if frame.alpha is None:
        return av.VideoFrame.from_ndarray(frame.planes, format="yuv420p")
    return _of_planes("yuva420p", (*frame.split(), frame.alpha))


def _deep(frame: Frame) -> av.VideoFrame:
    """10 bits, whole chroma, and opacity up to the format's end, below which FFmpeg's own conversion stays."""
    y, u, v = (plane.astype(np.uint16) << 2 for plane in frame.split())
    alpha = np.full(y.shape, 255, np.uint8) if frame.alpha is None else frame.alpha
    opacity = ((alpha.astype(np.uint32) * 1023 + 127) // 255).astype(np.uint16)
    return _of_planes("yuva444p10le", (y, *(plane.repeat(2, 0).repeat(2, 1) for plane in (u, v)), opacity))


def _of_planes(form: str, planes: Iterable[np.ndarray]) -> av.VideoFrame:
    planes = list(planes)
    picture = av.VideoFrame(planes[0].shape[1], planes[0].shape[0], form)
    for place, plane in zip(picture.planes, planes, strict=True):
        rows = np.frombuffer(memoryview(place), plane.dtype).reshape(place.height, -1)
        rows[:, : plane.shape[1]] = plane
    return picture


def _add_sound(container: OutputContainer, kind: Kind, music: Clip | str | Path | None) -> Iterator[Packet]:
    """Add the sound stream. Returns its packets, to be taken only once the container has started encoding."""
    if music is None:
        return iter(())
    form, sound = read_encoded(music, codec=kind.sound)
    stream: Any = container.add_stream(kind.sound, rate=form.rate, layout=form.layout, bit_rate=BIT_RATE)
    return (_for_stream(packet, stream, form.rate) for packet in sound)


def _for_stream(encoded: Encoded, stream: AudioStream, rate: int) -> Packet:
    packet = Packet(encoded.content)
    packet.stream, packet.time_base = stream, Fraction(1, rate)
    packet.pts = packet.dts = encoded.pts
    packet.duration = encoded.duration
    return packet
