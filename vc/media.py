"""Opening music files that strangers sent, and decoding their sound in blocks.

FFmpeg would follow a playlist named .wav to other files or hosts, so only real sound containers are let through, and
only the file protocol.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
from av.audio.stream import AudioStream
from av.container import InputContainer

from vc.errors import MusicError

MIN_MUSIC_S = 1.0
MAX_MUSIC_S = 3 * 3600.0
SILENCE_PEAK = 1e-4  # -80 dBFS: below it there is nothing to conduct

# FFmpeg's demuxer names: mp3, wav (and its 64-bit kin), flac, ogg/opus, mp4/m4a/mov, webm/mkv, raw aac, aiff.
FORMATS = "mp3,wav,w64,rf64,flac,ogg,mov,mp4,m4a,matroska,webm,aac,aiff"
KNOWN_KINDS = "mp3, wav, flac, ogg, opus, m4a, aac, aiff, or the sound of an mp4, mov, mkv or webm"
# Containers whose header states the length; for others FFmpeg estimates it, so it proves nothing about a cut file.
_STATES_LENGTH = ("wav", "w64", "flac", "mov", "matroska", "aiff")
# A file that ends before this share of its stated length, less this slack, is cut off; encoder padding explains less.
_TRUNCATED_SHARE = 0.98
_TRUNCATED_SLACK_S = 0.5


@dataclass(frozen=True)
class Sound:
    """What a music file holds. seconds is the stated length, 0.0 if unknown."""

    codec: str
    container: str
    sample_rate: int
    channels: int
    seconds: float


@contextmanager
def open_sound(path: str | Path) -> Iterator[tuple[InputContainer, AudioStream]]:
    """Open the first sound stream of a file. Raises MusicError for anything that is not a sound file."""
    path = Path(path)
    _refuse_what_is_no_sound(path)
    options = {"format_whitelist": FORMATS, "protocol_whitelist": "file"}
    try:
        container = av.open(str(path), options=options)
    except (av.FFmpegError, ValueError) as error:
        raise MusicError(
            f"{path.name} cannot be opened as music ({_short(error)}): it is damaged or of an unknown kind. "
            f"Needed: {KNOWN_KINDS}."
        ) from error
    with container:
        if not container.streams.audio:
            raise MusicError(f"{path.name} holds no sound. Choose a file with music: {KNOWN_KINDS}.")
        yield container, container.streams.audio[0]


def describe(path: str | Path) -> Sound:
    """Codec, rate and stated length of a music file. Raises MusicError."""
    with open_sound(path) as (container, stream):
        return _describe(container, stream)


def _describe(container: InputContainer, stream: AudioStream) -> Sound:
    seconds = 0.0
    if stream.duration and stream.time_base:
        seconds = float(stream.duration * stream.time_base)
    elif container.duration:
        seconds = container.duration / av.time_base
    codec = stream.codec_context
    return Sound(codec.name, container.format.name, codec.sample_rate, codec.channels, seconds)


def check_clip(name: str, start_s: float, seconds: float | None) -> None:
    """Raise MusicError unless start and length make sense by themselves."""
    if not np.isfinite(start_s) or start_s < 0:
        raise MusicError(f"{name}: the start has to be 0 s or later, not {start_s} s.")
    if seconds is not None and not seconds >= MIN_MUSIC_S:
        raise MusicError(f"{name}: {seconds} s is too short; conducting needs at least {MIN_MUSIC_S:g} s.")
    if seconds is not None and seconds > MAX_MUSIC_S:
        raise MusicError(f"{name}: {_clock(seconds)} is too long; at most {_clock(MAX_MUSIC_S)} are conducted at once.")


def decode(
    path: str | Path, *, start_s: float = 0.0, seconds: float | None = None, layout: str | None = None
) -> Iterator[tuple[np.ndarray, int]]:
    """Decode a part of a music file, block by block.

    start_s, seconds : the part; None is up to the end. Counted in decoded samples from the first one, so that every
        reader of the same file agrees on time zero.
    layout : channel layout to mix to, "mono" or "stereo"; None keeps the file's

    Yields (samples, sample rate): (channels, n) float32 blocks, at the file's own rate, together exactly the part.
    Raises MusicError for unusable, too short, too long, silent or cut-off music; the last two when all is read.
    """
    path = Path(path)
    check_clip(path.name, start_s, seconds)
    with open_sound(path) as (container, stream):
        sound = _describe(container, stream)
        _refuse_length(path.name, sound, start_s, seconds)
        first = round(start_s * sound.sample_rate)
        last = None if seconds is None else first + round(seconds * sound.sample_rate)
        position, given, peak = 0, 0, 0.0
        for block in _decoded(container, stream, path.name, sound.sample_rate, layout):
            part = block[:, max(0, first - position) : None if last is None else max(0, last - position)]
            position += block.shape[1]
            if part.shape[1]:
                peak = max(peak, float(np.abs(part).max()))
                given += part.shape[1]
                if given > MAX_MUSIC_S * sound.sample_rate:
                    raise MusicError(_too_long(path.name, given / sound.sample_rate))
                yield part, sound.sample_rate
            if last is not None and position >= last:
                break
    if last is None or position < last:
        _refuse_cut_off(path.name, sound, position / sound.sample_rate)
    _refuse_too_little(path.name, given / sound.sample_rate, peak)


def _decoded(
    container: InputContainer, stream: AudioStream, name: str, rate: int, layout: str | None
) -> Iterator[np.ndarray]:
    """All decodable sound as (channels, n) float32; packets that cannot be decoded are left out."""
    to_float = av.AudioResampler(format="fltp", layout=layout)
    try:
        for packet in container.demux(stream):
            try:
                frames = packet.decode()
            except av.InvalidDataError:
                continue
            for frame in frames:
                if frame.sample_rate != rate:
                    raise MusicError(f"{name} changes its sample rate from {rate} to {frame.sample_rate} Hz midway. "
                                     "Convert it to one rate first.")  # fmt: skip
                for converted in to_float.resample(frame):
                    yield np.nan_to_num(converted.to_ndarray().astype(np.float32, copy=False))
    except (av.FFmpegError, ValueError) as error:
        raise MusicError(f"{name} is damaged: {_short(error)}. Export or download it again.") from error


def _refuse_what_is_no_sound(path: Path) -> None:
    if not path.is_file():
        raise MusicError(f"{path} is not a file. Choose a music file: {KNOWN_KINDS}.")
    with path.open("rb") as file:
        head = file.read(2048)
    if not head:
        raise MusicError(f"{path.name} is empty (0 bytes). Choose a music file: {KNOWN_KINDS}.")
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"#extm3u", b"ffconcat", b"[playlist]", b"<?xml", b"<asx", b"<smil")):
        raise MusicError(f"{path.name} is a playlist, not music itself. Choose the music file that it names.")
    if _is_text(head):
        raise MusicError(f"{path.name} is a text file, not music. Needed: {KNOWN_KINDS}.")
    _refuse_cut_wav(path, head)


def _refuse_cut_wav(path: Path, head: bytes) -> None:
    """FFmpeg takes a wav's length from the bytes that are there, so a cut one shows only in its RIFF header."""
    if head[:4] != b"RIFF" or len(head) < 8:
        return
    stated, there = int.from_bytes(head[4:8], "little") + 8, path.stat().st_size
    open_ended = stated >= 0xFFFF_0000  # written to a pipe, or 64-bit sizes
    if not open_ended and there < stated * _TRUNCATED_SHARE - 4096:
        raise MusicError(f"{path.name} is cut off: it states {stated} bytes but holds {there}. Get it again.")


def _is_text(head: bytes) -> bool:
    printable = sum(byte in b"\t\n\r\f" or byte >= 32 for byte in head)
    return b"\0" not in head and printable == len(head) and _is_utf8(head)


def _is_utf8(head: bytes) -> bool:
    try:
        head[:-4].decode()  # the block may end inside a character
    except UnicodeDecodeError:
        return False
    return True


def _refuse_length(name: str, sound: Sound, start_s: float, seconds: float | None) -> None:
    if sound.sample_rate <= 0 or sound.channels <= 0:
        raise MusicError(f"{name} states no sample rate or no channels: it is damaged. Export or download it again.")
    if sound.seconds and start_s >= sound.seconds:
        raise MusicError(f"{name} is {_clock(sound.seconds)} long; it cannot start at {_clock(start_s)}.")
    if seconds is None and sound.seconds - start_s > MAX_MUSIC_S:
        raise MusicError(_too_long(name, sound.seconds - start_s))


def _refuse_cut_off(name: str, sound: Sound, read_s: float) -> None:
    """Called at the end of the file: did it hold what its header states?"""
    if read_s == 0:
        raise MusicError(f"{name} holds no sound that can be decoded: it is damaged or cut off. Get it again.")
    states_length = any(kind in sound.container.split(",") for kind in _STATES_LENGTH)
    if states_length and read_s < sound.seconds * _TRUNCATED_SHARE - _TRUNCATED_SLACK_S:
        raise MusicError(
            f"{name} is cut off: it states {_clock(sound.seconds)} but ends after {_clock(read_s)}. Get it again, or "
            f"choose a start and a length within the first {_clock(read_s)}."
        )


def _refuse_too_little(name: str, given_s: float, peak: float) -> None:
    if given_s < MIN_MUSIC_S:
        raise MusicError(
            f"{name}: there are only {given_s:.1f} s of sound; conducting needs at least {MIN_MUSIC_S:g} s. "
            "Choose a longer piece or an earlier start."
        )
    if peak < SILENCE_PEAK:
        raise MusicError(f"{name} is silent (its loudest sample is below -80 dBFS). Choose music that can be heard.")


def _too_long(name: str, seconds: float) -> str:
    return (
        f"{name} is {_clock(seconds)} long; at most {_clock(MAX_MUSIC_S)} are conducted at once. Choose a start and a "
        "length."
    )


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds, 1), 60)
    hours, minutes = divmod(int(minutes), 60)
    return f"{hours}:{minutes:02d}:{rest:04.1f}" if hours else f"{minutes}:{rest:04.1f}"


def _short(error: Exception) -> str:
    return str(getattr(error, "strerror", "") or error).strip().rstrip(".")
