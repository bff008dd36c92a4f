"""Any music file to the samples that the models hear."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import soxr

from vc.media import decode
from vc.music import SAMPLE_RATE


def stream_music(path: str | Path, *, start_s: float = 0.0, seconds: float | None = None) -> Iterator[np.ndarray]:
    """Decode a music file to mono blocks at 22 050 Hz; memory does not grow with its length.

    start_s, seconds : the part to read; None is up to the end

    Yields (n,) float32 blocks.
    Raises MusicError, for silent and cut-off music after the last block.
    Resampling is soxr HQ, which librosa and the authors use: with another filter the features differ by up to 0.2.
    """
    resampler: soxr.ResampleStream | None = None
    for block, rate in decode(path, start_s=start_s, seconds=seconds):
        resampler = resampler or soxr.ResampleStream(rate, SAMPLE_RATE, 1, dtype="float32", quality="HQ")
        yield resampler.resample_chunk(block.mean(axis=0))
    if resampler:
        yield resampler.resample_chunk(np.zeros(0, np.float32), last=True)


def load_music(path: str | Path, *, start_s: float = 0.0, seconds: float | None = None) -> np.ndarray:
    """The whole part at once: (n,) float32 mono at 22 050 Hz. Arguments and errors as in `stream_music`."""
    return np.concatenate(list(stream_music(path, start_s=start_s, seconds=seconds)))
