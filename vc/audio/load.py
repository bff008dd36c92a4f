"""Any music file to the samples that the models hear."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import soxr

from vc import workers
from vc.audio.mixdown import Mixdown
from vc.errors import MusicError
from vc.media import decode
from vc.music import SAMPLE_RATE


def stream_music(
    path: str | Path, *, start_s: float = 0.0, seconds: float | None = None, track: int | None = None
) -> Iterator[np.ndarray]:
    """Decode a music file to mono blocks at 22 050 Hz, in a worker; memory does not grow with its length.

    start_s, seconds : the part to read; None is up to the end
    track : number of the sound track, from 1; None is the default one

    Yields (n,) float32 blocks, empty ones while it is on the way to `start_s`.
    Raises MusicError, for silent and cut-off music after the last block.
    """
    path = Path(path).absolute()
    return workers.stream(_read, str(path), start_s, seconds, track, blame=path.name, error=MusicError)


def _read(path: str, start_s: float, seconds: float | None, track: int | None) -> Iterator[np.ndarray]:
    """Resampling is soxr HQ, as librosa and the authors do it: with another filter the features differ by up to 0.2."""
    mixdown = Mixdown()
    resampler: soxr.ResampleStream | None = None
    for block, rate in decode(path, start_s=start_s, seconds=seconds, track=track):
        resampler = resampler or soxr.ResampleStream(rate, SAMPLE_RATE, 1, dtype="float32", quality="HQ")
        yield resampler.resample_chunk(mixdown(block))
    if resampler:
        yield resampler.resample_chunk(np.zeros(0, np.float32), last=True)


def load_music(
    path: str | Path, *, start_s: float = 0.0, seconds: float | None = None, track: int | None = None
) -> np.ndarray:
    """The whole part at once: (n,) float32 mono at 22 050 Hz. Arguments and errors as in `stream_music`."""
    return np.concatenate(list(stream_music(path, start_s=start_s, seconds=seconds, track=track)))
