"""Changes to a mel picture that leave its beats where they are: recordings differ more than renderings do."""

from dataclasses import dataclass

import numpy as np

from vc.music import MEL_BANDS, MEL_RATE
from vc.train.config import Config

HEARD = 0.02  # below it nothing sounds
RANGE_BELS = 8.0  # the step from 0 to 1 of a mel is 80 dB


@dataclass(frozen=True, kw_only=True)
class ListeningConfig(Config):
    """How strongly and often the music is changed.

    level_jitter : of level and tone; band_dropout, smear, mix : shares of the lessons in which some bands are silent,
        in a hall, in which other music sounds softly along
    pitch : share that sounds some bands higher or lower; hiss : share with a floor of noise; narrow : share without
        the highest or the lowest bands; grain : the most noise of single values
    """

    warmup_steps: int = 100
    decay: bool = True
    level_jitter: float = 0.04
    band_dropout: float = 0.3
    smear: float = 0.3
    mix: float = 0.2
    pitch: float = 0.0
    hiss: float = 0.0
    narrow: float = 0.0
    grain: float = 0.0

    def __post_init__(self) -> None:
        super().__post_init__()
        self.require_shares("band_dropout", "smear", "mix", "pitch", "hiss", "narrow")
        self.require_not_negative("level_jitter", "grain")


def change(mel: np.ndarray, other: np.ndarray, config: ListeningConfig, rng: np.random.Generator) -> np.ndarray:
    """(T, 128) in 0..1, changed at random; `other` is the music that may sound softly along, of the same length."""
    if rng.random() < config.pitch:
        mel = _shifted(mel, int(np.clip(np.round(rng.normal(0, 2)), -5, 5)))
    mel = _equalise(mel, config.level_jitter, rng)
    if rng.random() < config.mix:
        mel = np.maximum(mel, other - rng.uniform(0.2, 0.45))
    if rng.random() < config.smear:
        mel = _smear(mel, rng.uniform(0.03, 0.25))
    if config.grain:
        mel = mel + rng.uniform(0, config.grain) * rng.standard_normal(mel.shape) * (mel > HEARD)
    if rng.random() < config.hiss:
        mel = np.maximum(mel, rng.uniform(0.1, 0.45) + 0.03 * rng.standard_normal(mel.shape))
    if rng.random() < config.band_dropout:
        width = int(rng.integers(4, 18))
        mel[:, int(rng.integers(0, MEL_BANDS - width)) :][:, :width] = 0
    if rng.random() < config.narrow:
        mel = _narrowed(mel, rng)
    return np.clip(mel, 0, 1).astype(np.float32)


def _shifted(mel: np.ndarray, bands: int) -> np.ndarray:
    """Some bands up or down; what is shifted in is the outermost band again."""
    return mel[:, np.clip(np.arange(MEL_BANDS) - bands, 0, MEL_BANDS - 1)]


def _narrowed(mel: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Without the highest bands, as from a telephone or an old record, or without the lowest; band 0 is the highest."""
    narrow = mel.copy()
    if rng.random() < 0.6:
        narrow[:, : int(rng.uniform(8, 58))] = 0
    else:
        narrow[:, MEL_BANDS - int(rng.uniform(4, 24)) :] = 0
    return narrow


def _equalise(mel: np.ndarray, size: float, rng: np.random.Generator) -> np.ndarray:
    """Another level, another tone, another contrast; silence stays silent."""
    knots = rng.normal(0, size, 6)
    curve = np.interp(np.arange(MEL_BANDS), np.linspace(0, MEL_BANDS - 1, 6), knots) + rng.normal(0, 0.75 * size)
    contrast = np.exp(rng.normal(0, 2.5 * size))
    return np.clip(mel + curve * (mel > HEARD), 0, None) ** contrast


def _smear(mel: np.ndarray, decay_s: float) -> np.ndarray:
    """What a hall does: power that dies away over `decay_s` seconds."""
    from scipy.signal import lfilter

    keep = np.exp(-1 / (MEL_RATE * decay_s))
    power = 10 ** (RANGE_BELS * (mel.astype(np.float64) - 1))
    echo = lfilter([1 - keep], [1, -keep], power, axis=0)
    return np.log10(np.maximum(echo, 10**-RANGE_BELS)) / RANGE_BELS + 1


def stretch(mel: np.ndarray, frames: int) -> np.ndarray:
    """(T, 128) resampled in time, linearly, to `frames` rows: the same music, faster or slower."""
    return at_frames(mel, np.linspace(0, len(mel) - 1, frames))


def at_frames(mel: np.ndarray, place: np.ndarray) -> np.ndarray:
    """(n, 128) of a mel (T, 128) at fractions of its frames, linearly between them; the last is held."""
    before = np.clip(place.astype(int), 0, len(mel) - 2)
    part = np.clip(place - before, 0, 1).astype(np.float32)[:, None]
    return mel[before] * (1 - part) + mel[before + 1] * part
