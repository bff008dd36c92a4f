"""Opening a music file, choosing one of its sound tracks, and what its header tells."""

from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import av
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.packet import Packet
from av.stream import Disposition

from vc import workers
from vc.clip import Clip
from vc.errors import MusicError

from .chained import links
from .checks import KNOWN_KINDS, cut_off, refuse_what_is_no_sound

# FFmpeg's demuxer names.
FORMATS = "mp3,wav,w64,rf64,flac,ogg,mov,mp4,m4a,matroska,webm,aac,aiff,caf,asf,ac3,eac3,amr,mpegts,avi"
# Containers whose header states the length of the sound itself; for others FFmpeg estimates it.
_STATES_LENGTH = ("wav", "w64", "flac", "mov", "aiff", "caf")
MIN_RATE, MAX_RATE = 1_000, 1_000_000  # Hz
MAX_CHANNELS = 64
# What PyAV raises where a file contradicts itself.
DAMAGED = (av.FFmpegError, ValueError, LookupError, ArithmeticError)


@dataclass(frozen=True)
class Track:
    """A sound track of a file. number counts from 1; language and title are "" where the file names none."""

    number: int
    codec: str
    channels: int
    language: str
    title: str
    is_default: bool


@dataclass(frozen=True)
class Sound:
    """What a music file holds.

    seconds : its length as far as is known without decoding, 0.0 if nothing is
    is_exact : the header states the length of the sound itself
    track : number of the track that was chosen
    """

    codec: str
    container: str
    sample_rate: int
    channels: int
    seconds: float
    is_exact: bool
    track: int
    tracks: tuple[Track, ...]


def describe(music: Clip | str | Path, *, count: bool = False) -> Sound:
    """What a file holds, and its sound track: of a Clip its `track`, else the one that the file marks, else the first.

    It is read in a worker, and remembered. Which part of it a Clip is plays no role.

    count : where the header does not state the length of the sound, count its packets: a second for 300 MB
    Raises MusicError.
    """
    clip = Clip.of(music)
    whole = Clip(clip.file.absolute(), track=clip.track)
    modified_ns = whole.file.stat().st_mtime_ns if whole.file.is_file() else 0
    return _described(whole, modified_ns, count)


@lru_cache(maxsize=64)
def _described(clip: Clip, modified_ns: int, count: bool) -> Sound:  # the time is part of the key
    del modified_ns
    return workers.run(_look, clip, count, blame=clip.name, error=MusicError)


def _look(clip: Clip, count: bool) -> Sound:
    with open_sound(clip) as (container, stream):
        sound = sound_of(container, stream)
    return sound if sound.is_exact or not count else replace(sound, seconds=_counted(clip) or sound.seconds)


@contextmanager
def open_sound(music: Clip | str | Path) -> Iterator[tuple[InputContainer, AudioStream]]:
    """Open a sound track of a file, as `describe` chooses it. Raises MusicError for anything that is not a sound file.

    Of a chained Ogg file this is the first link.
    """
    with closing(open_links(music)) as opened:
        yield next(opened)


def open_links(music: Clip | str | Path) -> Generator[tuple[InputContainer, AudioStream], None, None]:
    """As `open_sound`; of a chained Ogg file one link after another. Each is closed when the next is asked for."""
    clip = Clip.of(music)
    path = clip.file
    refuse_what_is_no_sound(path)
    for number, (start, end) in enumerate(links(path) or [(0, 0)]):
        address = f"subfile,,start,{start},end,{end},,:{url(path)}" if end else url(path)
        with _opened(path, address) as container:
            if not container.streams.audio and number:
                continue
            if not container.streams.audio:
                raise MusicError(f"{path.name} holds no sound. Choose a file with music: {KNOWN_KINDS}.")
            stream = container.streams.audio[_index(path.name, container, None if number else clip.track)]
            _refuse_odd(path.name, stream)
            yield container, stream


def _opened(path: Path, address: str) -> InputContainer:
    options = {"format_whitelist": FORMATS, "protocol_whitelist": "file,subfile"}
    try:
        return av.open(address, options=options, metadata_errors="replace")
    except DAMAGED as error:
        if cut := cut_off(path):
            raise MusicError(f"{cut} Get it again.") from error
        raise MusicError(
            f"{path.name} cannot be opened as music ({short(error)}): it is damaged or of an unknown kind. "
            f"Needed: {KNOWN_KINDS}."
        ) from error


def url(path: Path) -> str:
    """The file's name as FFmpeg takes it for nothing else: a bare `Op.27:2.wav` would be a protocol, `-x` an option."""
    return f"file:{path.absolute()}"


def _index(name: str, container: InputContainer, track: int | None) -> int:
    tracks = container.streams.audio
    if track is None:
        known = [index for index, each in enumerate(tracks) if each.codec_context] or [0]
        return next((index for index in known if _is_default(tracks[index])), known[0])
    if not 1 <= track <= len(tracks):
        there = f"{len(tracks)} sound tracks, 1 to {len(tracks)}" if len(tracks) > 1 else "one sound track, number 1"
        raise MusicError(f"{name} has no sound track {track}: it has {there}.")
    return track - 1


def packets_of(container: InputContainer, stream: AudioStream) -> Iterator[Packet]:
    """All packets of a stream, the empty one at the end included."""
    while True:
        try:
            yield from container.demux(stream)
            return
        except IndexError:  # another stream began midway, as in recordings of broadcasts, and PyAV does not know it
            continue


def _is_default(stream: AudioStream) -> bool:
    return bool(stream.disposition & Disposition.default)


def _refuse_odd(name: str, stream: AudioStream) -> None:
    if stream.codec_context is None:
        raise MusicError(
            f"{name} has sound of a kind that nothing here can decode. Convert it to one of {KNOWN_KINDS}."
        )
    rate, channels = stream.codec_context.sample_rate, stream.codec_context.channels
    if rate <= 0 or channels <= 0:
        raise MusicError(f"{name} states no sample rate or no channels: it is damaged. Export or download it again.")
    refuse_odd_sound(name, rate, channels)


def refuse_odd_sound(name: str, rate: int, channels: int) -> None:
    """Raise MusicError for a rate or a number of channels that no music has."""
    if not MIN_RATE <= rate <= MAX_RATE:
        raise MusicError(
            f"{name} has {rate} samples a second; needed are {MIN_RATE} to {MAX_RATE}. Convert it to 44100 first."
        )
    if channels > MAX_CHANNELS:
        raise MusicError(f"{name} has {channels} channels; at most {MAX_CHANNELS} are taken. Mix it down to two first.")


def sound_of(container: InputContainer, stream: AudioStream) -> Sound:
    """What the header tells about a track."""
    codec = stream.codec_context
    states_length = any(kind in container.format.name.split(",") for kind in _STATES_LENGTH)
    seconds = float(stream.duration * stream.time_base) if stream.duration and stream.time_base else 0.0
    if codec.name.startswith("pcm") and codec.bit_rate:
        seconds = min(seconds, container.size * 8 / codec.bit_rate)  # a pipe's wav states hours
    if not states_length and container.duration:
        seconds = max(seconds, container.duration / av.time_base)
    tracks = tuple(_track(number, each) for number, each in enumerate(container.streams.audio, start=1))
    number = list(container.streams.audio).index(stream) + 1
    return Sound(
        codec.name, container.format.name, codec.sample_rate, codec.channels, seconds,
        states_length and seconds > 0, number, tracks,
    )  # fmt: skip


def _track(number: int, stream: AudioStream) -> Track:
    known = {key.lower(): value for key, value in stream.metadata.items()}
    language = known.get("language", "")
    codec = stream.codec_context  # None where nothing can decode it
    return Track(
        number, codec.name if codec else "", codec.channels if codec else 0, "" if language == "und" else language,
        known.get("title", "") or known.get("handler_name", ""), _is_default(stream),
    )  # fmt: skip


def _counted(clip: Clip) -> float:
    """The length by its packets, which a wrong estimate cannot hide; nothing is decoded."""
    seconds = 0.0
    with suppress(*DAMAGED):
        for container, stream in open_links(clip):
            ticks = sum(packet.duration or 0 for packet in packets_of(container, stream))
            seconds += float(ticks * (stream.time_base or 0))
    return seconds


def short(error: Exception) -> str:
    return str(getattr(error, "strerror", "") or error).strip().rstrip(".")
