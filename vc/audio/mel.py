"""The log-mel features that ConductorMotion100 and the M2S-GAN authors use, made in one pass over the music.

Each step is theirs: a 2048-point Hann spectrum every 256 samples, 128 Slaney mel bands, decibels below the loudest
value of the piece, an 80 dB floor, the band axis upside down, and the picture stretched in time to 90 frames/s. The
reference form is `librosa.feature.melspectrogram`, `librosa.power_to_db` and `cv2.resize`; here the music comes in
blocks, so two hours need little more memory than their own result.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from functools import cache

import numpy as np
from scipy.fft import rfft

from vc.errors import MusicError
from vc.music import MEL_BANDS, MEL_RATE, SAMPLE_RATE, Mel

FFT_SAMPLES = 2048
HOP_SAMPLES = 256
MIN_SAMPLES = FFT_SAMPLES // 2  # below this not even the first window's half is music

RANGE_DB = 80.0  # quieter than this below the loudest is 0
SMALLEST_POWER = 1e-10  # librosa's amin: keeps the logarithm finite

# Spectra are taken 64 at a time, and mel bands 8: half a megabyte of work stays in the cache, and the products are too
# small for the linear algebra library to start threads, which on a busy machine cost ten times what they save.
_GROUP_FRAMES = 64
_BLOCK_BANDS = 8

# They are kept in arrays of 32 MiB, because from that size on the allocator gives memory back to the system as soon
# as an array is let go.
_STORE_FRAMES = 1024 * _GROUP_FRAMES
_STRETCH_FRAMES = 4096

_GROUP_SAMPLES = (_GROUP_FRAMES - 1) * HOP_SAMPLES + FFT_SAMPLES
_GROUP_STEP = _GROUP_FRAMES * HOP_SAMPLES


def official_mel(blocks: Iterable[np.ndarray] | np.ndarray) -> Mel:
    """Log-mel spectrogram of a piece that comes in blocks.

    blocks : float32 mono samples at 22 050 Hz, (n_i,) each, any sizes; or the whole piece as one array (n,)

    The result is the same, bit for bit, however the piece is cut into blocks. Digital silence gives zeros.
    Raises MusicError for fewer than `MIN_SAMPLES` samples, and for samples that are not finite numbers.
    """
    source = _Counted([blocks] if isinstance(blocks, np.ndarray) else blocks)
    store: deque[np.ndarray] = deque()
    peak_db = np.float32(-np.inf)
    with np.errstate(over="ignore", invalid="ignore"):  # what is not finite shows in the peak
        for chunk in _pack(_decibels(group) for group in _frame_groups(source)):
            store.append(chunk)
            peak_db = np.maximum(peak_db, chunk.max())
    if source.samples < MIN_SAMPLES:
        raise MusicError(f"{source.samples} samples of music is too little; a spectrum needs {MIN_SAMPLES}.")
    if not np.isfinite(peak_db):
        raise MusicError("The music holds samples that are not finite numbers; decode or export it again.")
    length = source.samples * MEL_RATE // SAMPLE_RATE
    return Mel(_stretch(store, length, float(peak_db)), source.samples / SAMPLE_RATE)


class _Counted:
    """Blocks on their way through, with the number of samples that have passed."""

    def __init__(self, blocks: Iterable[np.ndarray]) -> None:
        self._blocks = blocks
        self.samples = 0

    def __iter__(self) -> Iterator[np.ndarray]:
        for block in self._blocks:
            if block.ndim != 1:
                raise ValueError(f"a block of mono samples has one axis; this one has the shape {block.shape}")
            self.samples += len(block)
            yield block


def _frame_groups(source: _Counted) -> Iterator[np.ndarray]:
    """Windows of the piece, padded with half a window of zeros at both ends: (up to 64, 2048) float32 views.

    Each view is only valid until the next one is asked for. `1 + n // HOP_SAMPLES` windows in total.
    """
    buffer = np.zeros(_GROUP_SAMPLES, np.float32)
    filled = FFT_SAMPLES // 2
    for block in source:
        while len(block):
            taken = min(len(block), _GROUP_SAMPLES - filled)
            buffer[filled : filled + taken] = block[:taken]
            block, filled = block[taken:], filled + taken
            if filled == _GROUP_SAMPLES:
                yield _windows(buffer)
                filled -= _GROUP_STEP
                buffer[:filled] = buffer[_GROUP_STEP:].copy()
    yield from _last_windows(buffer[:filled])


def _last_windows(rest: np.ndarray) -> Iterator[np.ndarray]:
    """The windows of what is left in the buffer, after the padding at the end; at most a group and a few."""
    padded = np.pad(rest, (0, FFT_SAMPLES // 2))
    if len(padded) >= FFT_SAMPLES:
        windows = _windows(padded)
        for first in range(0, len(windows), _GROUP_FRAMES):
            yield windows[first : first + _GROUP_FRAMES]


def _windows(samples: np.ndarray) -> np.ndarray:
    return np.lib.stride_tricks.sliding_window_view(samples, FFT_SAMPLES)[::HOP_SAMPLES]


def _decibels(windows: np.ndarray) -> np.ndarray:
    """(n, 2048) samples -> (n, 128) float32 mel power in dB, the highest band first."""
    spectrum = rfft(windows * _hann(), axis=1, overwrite_x=True)
    power = np.square(spectrum.real)
    power += np.square(spectrum.imag)
    mel_power = np.empty((len(power), MEL_BANDS), np.float32)
    for bands, bins, filters in _filter_blocks():
        np.matmul(power[:, bins], filters, out=mel_power[:, bands])
    np.maximum(mel_power, SMALLEST_POWER, out=mel_power)
    return 10 * np.log10(mel_power, out=mel_power)


@cache
def _hann() -> np.ndarray:
    return (0.5 - 0.5 * np.cos(2 * np.pi * np.arange(FFT_SAMPLES) / FFT_SAMPLES)).astype(np.float32)


@cache
def _filter_blocks() -> list[tuple[slice, slice, np.ndarray]]:
    """The mel filters, the highest first, eight bands at a time: (the bands, the bins they hear, the filters there).

    Eight neighbours hear a small part of the spectrum, so this is a fifteenth of the whole product. Turning the
    filters upside down saves turning every picture.
    """
    flipped = mel_matrix().T[:, ::-1]
    blocks = []
    for first in range(0, MEL_BANDS, _BLOCK_BANDS):
        bands = slice(first, first + _BLOCK_BANDS)
        heard = np.flatnonzero(flipped[:, bands].any(axis=1))
        bins = slice(heard[0], heard[-1] + 1)
        blocks.append((bands, bins, np.ascontiguousarray(flipped[bins, bands])))
    return blocks


def mel_matrix() -> np.ndarray:
    """Triangular filters over the spectrum, (128, 1025) float32, each of unit area in Hz; the lowest band first.

    Source: Slaney's Auditory Toolbox (1998), as in `librosa.filters.mel`, to which it is equal.
    """
    bins_hz = np.linspace(0, SAMPLE_RATE / 2, FFT_SAMPLES // 2 + 1)
    edges_hz = _mel_to_hz(np.linspace(0, _hz_to_mel(SAMPLE_RATE / 2), MEL_BANDS + 2))
    low, centre, high = edges_hz[:-2, None], edges_hz[1:-1, None], edges_hz[2:, None]
    triangles = np.minimum((bins_hz - low) / (centre - low), (high - bins_hz) / (high - centre))
    return (np.maximum(triangles, 0) * 2 / (high - low)).astype(np.float32)


# Slaney's scale: 3 mels for every 200 Hz up to 1 kHz, from there 27 mels for every factor of 6.4.
_MELS_PER_HZ = 3 / 200
_LOG_FROM_HZ = 1000.0
_LOG_FROM_MEL = _LOG_FROM_HZ * _MELS_PER_HZ
_LOG_STEP = np.log(6.4) / 27


def _hz_to_mel(hz: float) -> float:
    if hz < _LOG_FROM_HZ:
        return hz * _MELS_PER_HZ
    return float(_LOG_FROM_MEL + np.log(hz / _LOG_FROM_HZ) / _LOG_STEP)


def _mel_to_hz(mels: np.ndarray) -> np.ndarray:
    logarithmic = _LOG_FROM_HZ * np.exp(_LOG_STEP * (mels - _LOG_FROM_MEL))
    return np.where(mels < _LOG_FROM_MEL, mels / _MELS_PER_HZ, logarithmic)


def _pack(groups: Iterable[np.ndarray]) -> Iterator[np.ndarray]:
    """Gather groups of rows, all but the last two of 64, in arrays of `_STORE_FRAMES`; the last is shorter."""
    chunk, filled = np.empty((_STORE_FRAMES, MEL_BANDS), np.float32), 0
    for group in groups:
        if filled + len(group) > len(chunk):
            yield chunk[:filled]
            chunk, filled = np.empty_like(chunk), 0
        chunk[filled : filled + len(group)] = group
        filled += len(group)
    if filled:
        yield chunk[:filled]


def _stretch(store: deque[np.ndarray], length: int, peak_db: float) -> np.ndarray:
    """Scale to 0..1 and stretch in time to `length` rows, emptying `store` on the way.

    librosa's hop of 256 gives 86.13 frames/s. The checkpoints saw 90, made by stretching the picture in time, so we
    stretch too: another hop would change the windows they learnt on. Linear, between the centres of the rows, the
    ends held: `cv2.resize` with INTER_LINEAR.
    """
    frames = sum(len(chunk) for chunk in store)
    centres = np.clip((np.arange(length) + 0.5) * (frames / length) - 0.5, 0, frames - 1)
    before = np.minimum(centres.astype(np.int64), frames - 2)
    weight = (centres - before).astype(np.float32)[:, None]
    result = np.empty((length, MEL_BANDS), np.float32)
    first, done = 0, 0
    rows = np.empty((0, MEL_BANDS), np.float32)
    for piece in _scaled_pieces(store, peak_db):
        rows = np.concatenate([rows[-1:], piece])
        # Rows whose later neighbour has arrived can be made; the last source row stays for the next round.
        ready = int(np.searchsorted(before, first + len(rows) - 2, side="right"))
        index, share = before[done:ready] - first, weight[done:ready]
        result[done:ready] = rows[index] * (1 - share) + rows[index + 1] * share
        first, done = first + len(rows) - 1, ready
    return result


def _scaled_pieces(store: deque[np.ndarray], peak_db: float) -> Iterator[np.ndarray]:
    """Pieces of up to 4096 rows, scaled: 1 = the loudest of the piece, 0 = 80 dB below, or digital silence."""
    silent = peak_db <= 10 * np.log10(SMALLEST_POWER) + 1e-3
    while store:
        chunk = store.popleft()
        for start in range(0, len(chunk), _STRETCH_FRAMES):
            piece = chunk[start : start + _STRETCH_FRAMES]
            yield np.zeros_like(piece) if silent else np.maximum((piece - peak_db) / RANGE_DB + 1, 0)
        del chunk
