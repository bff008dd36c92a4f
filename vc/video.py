"""Frames and music to an mp4 that every browser and phone plays: H.264, yuv420p, BT.709, AAC, index in front."""

import itertools
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from pathlib import Path

import av
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.packet import Packet
from av.video.stream import VideoStream

from vc.errors import Cancelled, OutputError
from vc.files import appearing
from vc.frame import Frame
from vc.media import BIT_RATE, Encoded, read_encoded, url
from vc.skeleton import POSE_RATE

PRESET = "veryfast"  # medium's file size at half its cost
QUALITY = 20  # x264's constant rate factor: visually clean
KEYFRAME_S = 2  # how far a player has to go back when somebody seeks
# Said in every file, for players, archives and platforms that look for it.
LABEL = "AI-generated: the conducting in this video was made by a program (VirtualConductor) and not filmed."
BT709, LIMITED_RANGE = 1, 1  # the code points of ISO/IEC 23091-2 and FFmpeg


def write(
    frames: Iterable[Frame],
    path: str | Path,
    *,
    music: str | Path | None = None,
    start_s: float = 0.0,
    seconds: float | None = None,
    track: int | None = None,
    rate: int = POSE_RATE,
    preset: str = PRESET,
    keyframe_s: float = KEYFRAME_S,
    label: str = LABEL,
    on_progress: Callable[[int], None] | None = None,
    is_cancelled: Callable[[], bool] | None = None,
) -> Path:
    """Encode frames, with the sound of a part of `music`, to an mp4 file.

    frames : all of one size; taken one by one, so memory does not grow with the length
    start_s, seconds : the part of the music that the frames belong to
    track : number of its sound track, from 1; None is the default one
    rate : frames per second
    preset : x264's speed preset
    keyframe_s : seconds between frames that can be read without those before them
    label : said in the file about its origin
    on_progress : called with the number of frames written
    is_cancelled : asked before every frame

    Returns the path. The file appears under it only when complete.
    Raises OutputError if it cannot be written, MusicError as `vc.media.decode`, Cancelled, ValueError without frames.
    """
    path = Path(path)
    try:
        with appearing(path) as part, av.open(url(part), "w", options={"movflags": "+faststart"}) as container:
            container.metadata.update(comment=label, description=label)
            watched = _watched(frames, on_progress, is_cancelled)
            _fill(container, watched, music, start_s, seconds, track, rate, preset, keyframe_s)
    except av.FFmpegError as error:
        raise OutputError(f"{path.name} cannot be written to {path.parent}: {error.strerror}.") from error
    return path


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
    frames: Iterator[Frame],
    music: str | Path | None,
    start_s: float,
    seconds: float | None,
    track: int | None,
    rate: int,
    preset: str,
    keyframe_s: float,
) -> None:
    first = next(frames, None)
    if first is None:
        raise ValueError("a video needs at least one frame")
    picture = _add_picture(container, first, rate, preset, keyframe_s)
    sound = _add_sound(container, music, start_s, seconds, track)
    container.start_encoding()
    waiting = next(sound, None)
    for number, frame in enumerate(itertools.chain([first], frames)):
        container.mux(picture.encode(_picture_of(frame, number, rate)))
        while waiting is not None and _time_s(waiting) <= number / rate:
            container.mux(waiting)
            waiting = next(sound, None)
    container.mux(picture.encode(None))
    while waiting is not None:
        container.mux(waiting)
        waiting = next(sound, None)


def _time_s(packet: Packet) -> float:
    return float((packet.pts or 0) * packet.time_base)


def _add_picture(container: OutputContainer, first: Frame, rate: int, preset: str, keyframe_s: float) -> VideoStream:
    options = {"preset": preset, "crf": str(QUALITY), "g": str(round(keyframe_s * rate))}
    stream = container.add_stream("libx264", rate=rate, options=options)
    stream.width, stream.height, stream.pix_fmt = first.width, first.height, "yuv420p"
    stream.time_base = Fraction(1, rate)
    context = stream.codec_context
    context.color_primaries = context.color_trc = context.colorspace = BT709
    context.color_range = LIMITED_RANGE
    return stream


def _picture_of(frame: Frame, number: int, rate: int) -> av.VideoFrame:
    picture = av.VideoFrame.from_ndarray(frame.planes, format="yuv420p")
    picture.pts, picture.time_base = number, Fraction(1, rate)
    return picture


def _add_sound(
    container: OutputContainer, music: str | Path | None, start_s: float, seconds: float | None, track: int | None
) -> Iterator[Packet]:
    """Add the sound stream. Returns its packets, to be taken only once the container has started encoding."""
    if music is None:
        return iter(())
    form, sound = read_encoded(music, start_s=start_s, seconds=seconds, track=track)
    stream = container.add_stream("aac", rate=form.rate, layout=form.layout, bit_rate=BIT_RATE)
    return (_for_stream(packet, stream, form.rate) for packet in sound)


def _for_stream(encoded: Encoded, stream: AudioStream, rate: int) -> Packet:
    packet = Packet(encoded.content)
    packet.stream, packet.time_base = stream, Fraction(1, rate)
    packet.pts = packet.dts = encoded.pts
    packet.duration = encoded.duration
    return packet
