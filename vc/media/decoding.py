"""The sound of a music file in blocks, exactly the part that was asked for, whatever changes on the way."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import cast

import av
import numpy as np
from av import AudioFrame
from av.packet import Packet

from vc.clip import MAX_MUSIC_S, MIN_MUSIC_S, Clip
from vc.errors import MusicError

from .checks import TRUNCATED_SHARE, clock, cut_off, too_long
from .container import DAMAGED, Sound, open_links, open_sound, packets_of, refuse_odd_sound, short, sound_of

SILENCE_PEAK = 1e-4  # -80 dBFS: below it there is nothing to conduct
_BLOCK_SAMPLES = 1 << 16  # a decoder's own blocks of a thousand cost more to hand over than to decode
_TRUNCATED_SLACK_S = 0.5
_MOST_MIXED = 8  # channels whose places FFmpeg knows; more are rather tracks than places, and go evenly to both ears
_CHANNELS = {"mono": 1, "stereo": 2}


def decode(music: Clip | str | Path, *, layout: str | None = None) -> Iterator[tuple[np.ndarray, int]]:
    """Decode a music file or a part of one, block by block.

    music : its times are counted in decoded samples from the first one, so that every reader of the same file agrees on
        time zero
    layout : "mono" or "stereo" to mix to; None keeps the file's channels, and their number may change on the way

    Yields (samples, sample rate): (channels, n) float32 blocks at the rate that the file begins with, together exactly
    the part; what lies before it comes as empty blocks.
    Raises MusicError for unusable, too short, too long, silent or cut-off music; the last two when all is read.
    """
    clip = Clip.of(music)
    with open_sound(clip) as (container, stream):
        stated = sound_of(container, stream)
    _refuse_by_header(clip, stated)
    position, given, rate, peak, ended = 0, 0, stated.sample_rate, 0.0, True
    for block, rate in _gathered(_converted(clip, layout)):
        first = round(clip.start_s * rate)
        last = None if clip.seconds is None else first + round(clip.seconds * rate)
        part = block[:, max(0, first - position) : None if last is None else max(0, last - position)]
        position += block.shape[1]
        given += part.shape[1]
        peak = max(peak, float(np.abs(part).max(initial=0)))
        if given > MAX_MUSIC_S * rate:
            raise too_long(clip.name, given / rate)
        yield part, rate
        if last is not None and position >= last:
            ended = False
            break
    if ended:
        _refuse_cut_off(clip, stated, position / rate)
    _refuse_too_little(clip.name, given / rate, peak)


def _converted(clip: Clip, layout: str | None) -> Iterator[tuple[np.ndarray, int]]:
    convert = _Converter(clip.name, layout)
    try:
        for container, stream in open_links(clip):
            for packet in packets_of(container, stream):
                yield from chain.from_iterable(map(convert, frames_of(packet)))
        yield from convert.rest()
    except DAMAGED as error:
        raise MusicError(f"{clip.name} is damaged: {short(error)}. Export or download it again.") from error


def frames_of(packet: Packet) -> list[AudioFrame]:
    """What a packet holds; nothing if it is damaged."""
    try:
        return cast(list[AudioFrame], packet.decode())
    except av.FFmpegError:
        return []


class _Converter:
    """Frames of any format, which may change between two of them, to (channels, n) float32 at the first one's rate.

    PyAV hands out planes of up to seven channels only, so samples come interleaved.
    """

    def __init__(self, name: str, layout: str | None) -> None:
        self._name, self._layout = name, layout
        self._kind: tuple[str, str, int] | None = None
        self._resampler: av.AudioResampler | None = None
        self._rate = 0

    def __call__(self, frame: AudioFrame) -> Iterator[tuple[np.ndarray, int]]:
        kind = (frame.format.name, frame.layout.name, frame.sample_rate)
        if kind != self._kind:
            yield from self.rest()
            channels = frame.layout.nb_channels
            refuse_odd_sound(self._name, frame.sample_rate, channels)
            self._rate = self._rate or frame.sample_rate
            layout = self._layout if channels <= _MOST_MIXED else None
            self._resampler = av.AudioResampler(format="flt", layout=layout, rate=self._rate)
            self._kind = kind
        assert self._resampler
        frame.pts = None  # what a container says about time may contradict itself
        yield from map(self._samples, self._resampler.resample(frame))

    def rest(self) -> Iterator[tuple[np.ndarray, int]]:
        """What the resampler still holds of the frames so far."""
        if self._resampler and self._kind:
            yield from map(self._samples, self._resampler.resample(None))

    def _samples(self, frame: AudioFrame) -> tuple[np.ndarray, int]:
        samples = frame.to_ndarray().reshape(-1, frame.layout.nb_channels).T
        if self._layout and len(samples) > _MOST_MIXED:
            samples = np.repeat(samples.mean(axis=0, keepdims=True), _CHANNELS[self._layout], axis=0)
        return samples, self._rate


def _gathered(blocks: Iterator[tuple[np.ndarray, int]]) -> Iterator[tuple[np.ndarray, int]]:
    """The same samples in blocks of at least `_BLOCK_SAMPLES`, except before the channels change and at the end."""
    waiting: list[np.ndarray] = []
    held, rate = 0, 0
    for samples, rate in blocks:
        if waiting and len(samples) != len(waiting[0]):
            yield _joined(waiting, held), rate
            waiting, held = [], 0
        waiting.append(samples)
        held += samples.shape[1]
        if held >= _BLOCK_SAMPLES:
            yield _joined(waiting, held), rate
            waiting, held = [], 0
    if waiting:
        yield _joined(waiting, held), rate


def _joined(pieces: list[np.ndarray], length: int) -> np.ndarray:
    """One array, each channel in a row of memory, as what comes after is quickest with; finite numbers only."""
    block = np.concatenate(pieces, axis=1, out=np.empty((len(pieces[0]), length), np.float32))
    return np.nan_to_num(block, copy=False, posinf=1, neginf=-1)


def _refuse_by_header(clip: Clip, stated: Sound) -> None:
    """Only what is known for sure: sizes of the file itself, and a length that is the sound's own."""
    if clip.seconds is None and (cut := cut_off(clip.file)):
        raise MusicError(f"{cut} Get it again, or choose a start and a length within what is there.")
    if stated.is_exact and clip.start_s >= stated.seconds:
        raise _beyond(clip, stated.seconds)
    if stated.is_exact and clip.seconds is None and stated.seconds - clip.start_s > MAX_MUSIC_S:
        raise too_long(clip.name, stated.seconds - clip.start_s)


def _refuse_cut_off(clip: Clip, stated: Sound, read_s: float) -> None:
    """Called at the end of the file: did it hold what its header states?"""
    if read_s == 0:
        raise MusicError(f"{clip.name} holds no sound that can be decoded: it is damaged or cut off. Get it again.")
    ends_early = stated.codec == "flac" and read_s < stated.seconds * TRUNCATED_SHARE - _TRUNCATED_SLACK_S
    if ends_early or cut_off(clip.file):
        raise MusicError(
            f"{clip.name} is cut off: it states {clock(stated.seconds)} but ends after {clock(read_s)}. Get it again, "
            f"or choose a start and a length within the first {clock(read_s)}."
        )
    if clip.start_s >= read_s:
        raise _beyond(clip, read_s)


def _beyond(clip: Clip, seconds: float) -> MusicError:
    return MusicError(f"{clip.name} is {clock(seconds)} long; it cannot start at {clock(clip.start_s)}.")


def _refuse_too_little(name: str, given_s: float, peak: float) -> None:
    if given_s < MIN_MUSIC_S:
        raise MusicError(
            f"{name}: there are only {given_s:.1f} s of sound; conducting needs at least {MIN_MUSIC_S:g} s. "
            "Choose a longer piece or an earlier start."
        )
    if peak < SILENCE_PEAK:
        raise MusicError(f"{name} is silent (its loudest sample is below -80 dBFS). Choose music that can be heard.")
