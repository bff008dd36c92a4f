"""Changes to a mel picture that leave its beats where they are: recordings differ more than renderings do."""

from dataclasses import dataclass

import numpy as np

from vc.music import MEL_BANDS, MEL_RATE
from vc.train.config import Config

RANGE_BELS = 8.0  # the step from 0 to 1 of a mel is 80 dB


@dataclass(frozen=True, kw_only=True)
class ListeningConfig(Config):
    """level_jitter, band_dropout, smear, mix : how strongly and often the music is changed"""

    warmup_steps: int = 100
    decay: bool = True
    level_jitter: float = 0.04
    band_dropout: float = 0.3
    smear: float = 0.3
    mix: float = 0.2

    def __post_init__(self) -> None:
        super().__post_init__()
        self.require_shares("band_dropout", "smear", "mix")
        self.require_not_negative("level_jitter")


def change(mel: np.ndarray, other: np.ndarray, config: ListeningConfig, rng: np.random.Generator) -> np.ndarray:
    """(T, 128) in 0..1, changed at random; `other` is the music that may sound softly along, of the same length."""
    mel = _equalise(mel, config.level_jitter, rng)
    if rng.random() < config.mix:
        mel = np.maximum(mel, other - rng.uniform(0.2, 0.45))
    if rng.random() < config.smear:
        mel = _smear(mel, rng.uniform(0.03, 0.25))
    if rng.random() < config.band_dropout:
        width = int(rng.integers(4, 18))
        mel[:, int(rng.integers(0, MEL_BANDS - width)) :][:, :width] = 0
    return np.clip(mel, 0, 1).astype(np.float32)


def _equalise(mel: np.ndarray, size: float, rng: np.random.Generator) -> np.ndarray:
    """Another level, another tone, another contrast; silence stays silent."""
    knots = rng.normal(0, size, 6)
    curve = np.interp(np.arange(MEL_BANDS), np.linspace(0, MEL_BANDS - 1, 6), knots) + rng.normal(0, 0.75 * size)
    contrast = np.exp(rng.normal(0, 2.5 * size))
    return np.clip(mel + curve * (mel > 0.02), 0, None) ** contrast


def _smear(mel: np.ndarray, decay_s: float) -> np.ndarray:
    """What a hall does: power that dies away over `decay_s` seconds."""
    from scipy.signal import lfilter

    keep = np.exp(-1 / (MEL_RATE * decay_s))
    power = 10 ** (RANGE_BELS * (mel.astype(np.float64) - 1))
    echo = lfilter([1 - keep], [1, -keep], power, axis=0)
    return np.log10(np.maximum(echo, 10**-RANGE_BELS)) / RANGE_BELS + 1


def stretch(mel: np.ndarray, frames: int) -> np.ndarray:
    """(T, 128) resampled in time, linearly, to `frames` rows: the same music, faster or slower."""
    place = np.linspace(0, len(mel) - 1, frames)
    before = np.minimum(place.astype(int), len(mel) - 2)
    part = (place - before).astype(np.float32)[:, None]
    return mel[before] * (1 - part) + mel[before + 1] * part
