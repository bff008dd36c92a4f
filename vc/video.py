"""Frames and music to an mp4 that every browser and phone plays: H.264, yuv420p, BT.709, AAC, index in front."""

import itertools
import queue
import threading
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.audio.stream import AudioStream
from av.container import InputContainer, OutputContainer
from av.packet import Packet
from av.video.stream import VideoStream

from vc.errors import Cancelled, OutputError
from vc.frame import Frame
from vc.media import Sound, decode, describe, open_sound
from vc.skeleton import POSE_RATE

PRESET = "veryfast"  # medium's file size at half its cost
QUALITY = 20  # x264's constant rate factor: visually clean
KEYFRAME_S = 2  # how far a player has to go back when somebody seeks
AUDIO_BIT_RATE = 192_000
# Said in every file, for players, archives and platforms that look for it.
LABEL = "AI-generated: the conducting in this video was made by a program (VirtualConductor) and not filmed."
BT709, LIMITED_RANGE = 1, 1  # the code points of ISO/IEC 23091-2 and FFmpeg
# Sample rates at which mp3 is MPEG-1 layer 3, the only kind that players take inside mp4.
_MP3_RATES_IN_MP4 = (32_000, 44_100, 48_000)
_AAC_RATES = (8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000)


def write(
    frames: Iterable[Frame],
    path: str | Path,
    *,
    music: str | Path | None = None,
    start_s: float = 0.0,
    seconds: float | None = None,
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
    part = path.with_name(f".{path.stem}.{uuid.uuid4().hex[:8]}.part.mp4")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with av.open(str(part), "w", options={"movflags": "+faststart"}) as container:
            container.metadata.update(comment=label, description=label)
            watched = _watched(frames, on_progress, is_cancelled)
            _fill(container, watched, music, start_s, seconds, rate, preset, keyframe_s)
        part.replace(path)
    except (OSError, av.FFmpegError) as error:
        raise OutputError(
            f"{path.name} cannot be written to {path.parent}: {getattr(error, 'strerror', None) or error}. "
            "Free space there or choose another place."
        ) from error
    finally:
        with suppress(OSError):
            part.unlink()
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
    rate: int,
    preset: str,
    keyframe_s: float,
) -> None:
    first = next(frames, None)
    if first is None:
        raise ValueError("a video needs at least one frame")
    picture = _add_picture(container, first, rate, preset, keyframe_s)
    with ExitStack() as resources:
        sound = _add_sound(container, resources, music, start_s, seconds)
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
    container: OutputContainer,
    resources: ExitStack,
    music: str | Path | None,
    start_s: float,
    seconds: float | None,
) -> Iterator[Packet]:
    """Add the sound stream. Returns its packets, to be taken only once the container has started encoding."""
    if music is None:
        return iter(())
    sound = describe(music)
    if start_s == 0 and _plays_in_mp4(sound):
        source = resources.enter_context(open_sound(music))
        return _copied(source, container.add_stream_from_template(source[1]), seconds)
    rate = sound.sample_rate if sound.sample_rate in _AAC_RATES else 48_000
    stream = container.add_stream("aac", rate=rate, layout="mono" if sound.channels == 1 else "stereo")
    stream.bit_rate = AUDIO_BIT_RATE
    return resources.enter_context(_ahead(_encoded(stream, music, start_s, seconds)))


def _plays_in_mp4(sound: Sound) -> bool:
    in_mp4 = sound.codec == "aac" and "mp4" in sound.container.split(",")
    return in_mp4 or (sound.codec.startswith("mp3") and sound.sample_rate in _MP3_RATES_IN_MP4)


def _copied(source: tuple[InputContainer, AudioStream], stream: AudioStream, seconds: float | None) -> Iterator[Packet]:
    """The file's own packets, without a second loss of quality.

    Time is counted from the first sample that a decoder gives out; what an encoder put before it gets a negative
    time, which the mp4's edit list tells players to leave out.
    """
    container, original = source
    first = original.start_time or 0
    for packet in container.demux(original):
        if packet.pts is None or packet.dts is None:
            continue
        packet.pts, packet.dts = packet.pts - first, packet.dts - first
        if seconds is not None and _time_s(packet) >= seconds:
            break
        packet.stream = stream
        yield packet


def _encoded(stream: AudioStream, music: str | Path, start_s: float, seconds: float | None) -> Iterator[Packet]:
    layout = stream.codec_context.layout.name
    position = 0
    for block, rate in decode(music, start_s=start_s, seconds=seconds, layout=layout):
        sound = av.AudioFrame.from_ndarray(np.ascontiguousarray(block), format="fltp", layout=layout)
        sound.sample_rate, sound.pts, sound.time_base = rate, position, Fraction(1, rate)
        position += block.shape[1]
        yield from stream.encode(sound)
    yield from stream.encode(None)


@contextmanager
def _ahead(packets: Iterator[Packet], depth: int = 256) -> Iterator[Iterator[Packet]]:
    """Take packets on a thread of its own, so that sound is encoded beside the picture; stops it at the end."""
    waiting: queue.Queue[Packet | BaseException | None] = queue.Queue(depth)
    stopped = threading.Event()

    def put(item: Packet | BaseException | None) -> None:
        while not stopped.is_set():
            with suppress(queue.Full):
                return waiting.put(item, timeout=0.1)

    def work() -> None:
        try:
            for packet in packets:
                put(packet)
                if stopped.is_set():
                    return
            put(None)
        except BaseException as error:  # raised again where the packets are used
            put(error)

    def taken() -> Iterator[Packet]:
        while (item := waiting.get()) is not None:
            if isinstance(item, BaseException):
                raise item
            yield item

    thread: threading.Thread | None = None

    def started() -> Iterator[Packet]:
        nonlocal thread
        thread = threading.Thread(target=work, name="sound", daemon=True)
        thread.start()
        yield from taken()

    try:
        yield started()
    finally:
        stopped.set()
        if thread:
            thread.join()
