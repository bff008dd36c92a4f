"""Sound files of kinds that real programs write and that are easily got wrong, made with real encoders."""

import struct
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

RATE = 44_100
_EXTENSIBLE = bytes.fromhex("0100000000001000800000aa00389b71")


def wav_bytes(
    samples: np.ndarray, *, riff: int | None = None, data: int | None = None, rate: int = RATE, mask: int | None = None
) -> bytes:
    """A 16-bit wav of (channels, n) samples, byte for byte; riff, data : sizes that it states instead of its own."""
    count = len(samples)
    body = (np.clip(samples.T, -1, 1) * 32767).astype("<i2").tobytes()
    kind = 1 if mask is None else 0xFFFE
    form = struct.pack("<HHIIHH", kind, count, rate, rate * count * 2, count * 2, 16)
    if mask is not None:
        form += struct.pack("<HHI", 22, 16, mask) + _EXTENSIBLE
    rest = b"WAVEfmt " + struct.pack("<I", len(form)) + form
    rest += b"data" + struct.pack("<I", len(body) if data is None else data) + body
    return b"RIFF" + struct.pack("<I", len(rest) if riff is None else riff) + rest


def encode(
    path: Path, *tracks: np.ndarray, codec: str, layout: str = "stereo", rate: int = RATE, titles: tuple[str, ...] = (),
    default: int | None = None, form: str | None = None, bit_rate: int = 0, **options: str,
) -> Path:  # fmt: skip
    """Encode tracks of (channels, n) samples. default : the track, from 1, that is marked so."""
    with av.open(str(path), "w", format=form, options=options) as container:
        how = {"layout": layout, "bit_rate": bit_rate, "options": {"strict": "-2"}}
        streams = [container.add_stream(codec, rate=rate, **how) for _ in tracks]
        for number, stream in enumerate(streams, start=1):
            if default:
                stream.disposition = 1 if number == default else 0
            if titles:
                stream.metadata["title"] = titles[number - 1]
        for stream, samples in zip(streams, tracks, strict=True):
            for start in range(0, samples.shape[1], rate):
                packed = np.ascontiguousarray(samples[:, start : start + rate].T).reshape(1, -1).astype(np.float32)
                frame = av.AudioFrame.from_ndarray(packed, format="flt", layout=layout)
                frame.sample_rate, frame.pts, frame.time_base = rate, start, Fraction(1, rate)
                container.mux(stream.encode(frame))
        for stream in streams:
            container.mux(stream.encode(None))
    return path


@pytest.fixture
def make_wav():
    return wav_bytes


@pytest.fixture
def encoder():
    return encode
