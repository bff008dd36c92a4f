"""A performance as the bytes of a standard MIDI file: one track, times in milliseconds."""

import struct
from collections.abc import Iterable
from dataclasses import dataclass, replace

TICKS_PER_QUARTER = 1000  # with a quarter of one second, a tick is a millisecond
_TEMPO = b"\xff\x51\x03" + (1_000_000).to_bytes(3, "big")  # microseconds per quarter
_NOTE_OFF = 2  # rank
_END = b"\xff\x2f\x00"


@dataclass(frozen=True, order=True)
class Event:
    """A channel message. rank : order of messages of the same time: settings, note ends, note starts."""

    time_s: float
    rank: int
    message: bytes


def program(channel: int, number: int, time_s: float = 0.0) -> Event:
    return Event(time_s, 0, bytes([0xC0 | channel, number]))


def control(channel: int, number: int, value: int, time_s: float = 0.0) -> Event:
    return Event(time_s, 1, bytes([0xB0 | channel, number, value]))


def note_on(channel: int, pitch: int, velocity: int, time_s: float) -> Event:
    return Event(time_s, 3, bytes([0x90 | channel, pitch, velocity]))


def note_off(channel: int, pitch: int, time_s: float) -> Event:
    return Event(time_s, _NOTE_OFF, bytes([0x80 | channel, pitch, 64]))


def midi_bytes(events: Iterable[Event], *, seconds: float) -> bytes:
    """A MIDI file of format 0 that lasts `seconds`. Later events are left out, but notes are ended there: a
    synthesizer plays on until the last one is.
    """
    track = bytearray(b"\x00" + _TEMPO)
    now = 0
    inside = (event for event in events if event.time_s < seconds or event.rank == _NOTE_OFF)
    for event in sorted(replace(event, time_s=min(event.time_s, seconds)) for event in inside):
        tick = max(round(event.time_s * TICKS_PER_QUARTER), now)
        track += _variable_length(tick - now) + event.message
        now = tick
    track += _variable_length(max(round(seconds * TICKS_PER_QUARTER) - now, 0)) + _END
    header = b"MThd" + struct.pack(">IHHH", 6, 0, 1, TICKS_PER_QUARTER)
    return header + b"MTrk" + struct.pack(">I", len(track)) + bytes(track)


def _variable_length(value: int) -> bytes:
    """Seven bits a byte, the highest first; all but the last marked."""
    parts = [value & 0x7F]
    while value := value >> 7:
        parts.append(0x80 | value & 0x7F)
    return bytes(reversed(parts))
