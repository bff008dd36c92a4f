"""Music with a click on every beat, to check by ear what was heard."""

import wave
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import numpy as np

from vc.clip import Clip
from vc.errors import OutputError
from vc.files import appearing
from vc.media import decode
from vc.music import Rhythm

MUSIC_LEVEL = 0.6  # of its own loudness: leaves room for the clicks
BEAT_HZ, DOWNBEAT_HZ = 1000.0, 1600.0
BEAT_LEVEL, DOWNBEAT_LEVEL = 0.3, 0.39
CLICK_S = 0.03


def write_clicks(path: str | Path, clip: Clip, rhythm: Rhythm) -> Path:
    """Write the part of the music that `rhythm` belongs to as a 16-bit stereo .wav, with a click from each beat on;
    a downbeat's is higher.

    The file appears only when complete; memory does not grow with the length of the music.
    Raises MusicError, and OutputError where it cannot be written.
    """
    path = Path(path)
    if path.suffix.lower() != ".wav" or path.is_dir():
        raise OutputError(f"{path.name or path} has to end in .wav.")
    with appearing(path) as part:
        _write(part, with_clicks(decode(clip, layout="stereo"), rhythm))
    return path


def with_clicks(blocks: Iterator[tuple[np.ndarray, int]], rhythm: Rhythm) -> Iterator[tuple[np.ndarray, int]]:
    """blocks : (channels, n) float32 samples and their rate, from the beginning of the rhythm's music on."""
    done = 0
    for block, rate in blocks:
        mixed = MUSIC_LEVEL * block
        first = np.searchsorted(rhythm.beats_s, done / rate - CLICK_S)
        last = np.searchsorted(rhythm.beats_s, (done + block.shape[1]) / rate)
        for beat in range(int(first), int(last)):
            _add_(mixed, click(rate, downbeat=bool(rhythm.bar_positions[beat] == 0)),
                  round(float(rhythm.beats_s[beat]) * rate) - done)  # fmt: skip
        done += block.shape[1]
        yield np.clip(mixed, -1, 1), rate


@lru_cache(maxsize=4)
def click(rate: int, *, downbeat: bool) -> np.ndarray:
    """(n,) float32: a sine that begins at once and fades within CLICK_S."""
    since = np.arange(round(CLICK_S * rate)) / rate
    hertz, level = (DOWNBEAT_HZ, DOWNBEAT_LEVEL) if downbeat else (BEAT_HZ, BEAT_LEVEL)
    fade = np.exp(-since / (CLICK_S / 6)) * np.minimum((CLICK_S - since) / 0.002, 1)
    return (level * np.cos(2 * np.pi * hertz * since) * fade).astype(np.float32)


def _add_(mixed: np.ndarray, sound: np.ndarray, at: int) -> None:
    """Add what of `sound`, from sample `at` on, lies in this block."""
    from_, to = max(at, 0), min(at + len(sound), mixed.shape[1])
    if to > from_:
        mixed[:, from_:to] += sound[from_ - at : to - at]


def _write(path: Path, blocks: Iterator[tuple[np.ndarray, int]]) -> None:
    with wave.open(str(path), "wb") as file:
        for number, (block, rate) in enumerate(blocks):
            if number == 0:
                file.setnchannels(len(block))
                file.setsampwidth(2)
                file.setframerate(rate)
            file.writeframes(np.round(block.T * 32767).astype("<i2").tobytes())
