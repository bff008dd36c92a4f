"""A part of a music file as packets for a video: AAC, which everything plays, or Opus, which WebM takes."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.packet import Packet

from vc import workers
from vc.clip import Clip
from vc.errors import MusicError

from .container import DAMAGED, open_sound, packets_of, short
from .decoding import decode, frames_of

BIT_RATE = 192_000
AAC, OPUS = "aac", "libopus"
# Sample rates that each can have, and the form in which its encoder takes samples.
_RATES = {AAC: (8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000), OPUS: (48_000,)}
_SAMPLES = {AAC: "fltp", OPUS: "flt"}
_FRAME = 1024  # samples in a packet of AAC-LC; the kinds that many players lack have 2048, or 960
_AT_ONCE = 64  # packets handed over together: more than a second


@dataclass(frozen=True)
class Format:
    """Of the packets: samples a second, and "mono" or "stereo"."""

    rate: int
    layout: str


@dataclass(frozen=True)
class Encoded:
    """A packet. content : AAC-LC, 1024 samples, or Opus; pts, duration : in samples, below zero is to be left out"""

    content: bytes
    pts: int
    duration: int


def read_encoded(music: Clip | str | Path, *, codec: str = AAC) -> tuple[Format, Iterator[Encoded]]:
    """The sound of a music file, or of a part of one, encoded in a worker while its packets are taken.

    codec : AAC or OPUS

    Errors as in `vc.media.decode`. What is AAC-LC in an mp4 and wanted from its beginning is not
    encoded a second time.
    """
    clip = Clip.of(music).absolute()
    given: Any = workers.stream(_groups, clip, codec, blame=clip.name, error=MusicError)
    return next(given), (packet for group in given for packet in group)


def _groups(clip: Clip, codec: str) -> Iterator[object]:
    try:
        yield from _format_and_packets(clip, codec)
    except DAMAGED as error:
        raise MusicError(f"{clip.name} is damaged: {short(error)}. Export or download it again.") from error


def _format_and_packets(clip: Clip, codec: str) -> Iterator[object]:
    """The Format, then packets, many at a time."""
    form = _form_to_copy(clip) if clip.start_s == 0 and codec == AAC else None
    if form:
        source = _copied(clip, form)
    else:
        form = _form_to_encode(clip, codec)
        source = _encoded(clip, form, codec)
    yield form
    group: list[Encoded] = []
    for packet in source:
        group.append(packet)
        if len(group) == _AT_ONCE:
            yield group
            group = []
    yield group


def _form_to_encode(clip: Clip, codec: str) -> Format:
    with open_sound(clip) as (_, stream):
        rate = stream.codec_context.sample_rate
        return Format(
            rate if rate in _RATES[codec] else 48_000, "mono" if stream.codec_context.channels == 1 else "stereo"
        )


def _form_to_copy(clip: Clip) -> Format | None:
    """None unless the track is AAC-LC with one or two channels in an mp4; the first frame tells, not the header."""
    with open_sound(clip) as (container, stream):
        if stream.codec_context.name != "aac" or "mp4" not in container.format.name.split(","):
            return None
        if stream.codec_context.profile != "LC":
            return None
        for packet in packets_of(container, stream):
            for frame in frames_of(packet):
                fits = frame.samples == _FRAME and frame.layout.name in ("mono", "stereo")
                return (
                    Format(frame.sample_rate, frame.layout.name) if fits and frame.sample_rate in _RATES[AAC] else None
                )
    return None


def _copied(clip: Clip, form: Format) -> Iterator[Encoded]:
    """The file's own packets, without a second loss of quality.

    Time is counted from the first sample that a decoder gives out; what an encoder put before it gets a negative
    time, which the mp4's edit list tells players to leave out.
    """
    with open_sound(clip) as (container, stream):
        first = stream.start_time or 0
        samples = (stream.time_base or Fraction(1, form.rate)) * form.rate
        for packet in packets_of(container, stream):
            if packet.pts is None or packet.dts is None:
                continue
            pts = round((packet.pts - first) * samples)
            if clip.seconds is not None and pts >= clip.seconds * form.rate:
                break
            yield Encoded(bytes(packet), pts, round((packet.duration or 0) * samples) or _FRAME)


def _encoded(clip: Clip, form: Format, codec: str) -> Iterator[Encoded]:
    encoder: Any = av.CodecContext.create(codec, "w")
    encoder.sample_rate, encoder.layout, encoder.bit_rate = form.rate, form.layout, BIT_RATE
    encoder.format = _SAMPLES[codec]
    encoder.time_base = Fraction(1, form.rate)
    position = 0
    for block, rate in decode(clip, layout=form.layout):
        if not block.shape[1]:
            continue
        samples = np.clip(np.ascontiguousarray(block), -1, 1)  # the encoder refuses what is far too loud
        sound = av.AudioFrame.from_ndarray(samples, format="fltp", layout=form.layout)
        sound.sample_rate, sound.pts, sound.time_base = rate, position, Fraction(1, rate)
        position += block.shape[1]
        yield from map(_plain, encoder.encode(sound))
    yield from map(_plain, encoder.encode(None))


def _plain(packet: Packet) -> Encoded:
    return Encoded(bytes(packet), packet.pts or 0, packet.duration or _FRAME)
