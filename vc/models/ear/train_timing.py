"""Another timing for music that is a spectrogram already: as a whole faster or slower, and as uneven as people are."""

from dataclasses import dataclass

import numpy as np
from scipy.ndimage import gaussian_filter1d

MOST_UNEVEN = 0.5  # of the logarithm of a beat's length: more would be another rhythm


@dataclass(frozen=True)
class Unevenness:
    """How far lessons of a kind of music may be from even.

    share : of the lessons that are made uneven at all
    beats, sways : the most, as standard deviation of the logarithm, that one beat's length varies, and that the tempo
        sways over some beats
    """

    share: float
    beats: float
    sways: float


@dataclass(frozen=True)
class Timing:
    """When what is written at `source_s` is played: (n,) seconds each, rising; linear between."""

    source_s: np.ndarray
    played_s: np.ndarray

    @property
    def seconds(self) -> float:
        return float(self.played_s[-1])

    def played(self, source_s: np.ndarray) -> np.ndarray:
        return np.interp(source_s, self.source_s, self.played_s)

    def source(self, played_s: np.ndarray) -> np.ndarray:
        return np.interp(played_s, self.played_s, self.source_s)


def draw_timing(
    beats_s: np.ndarray, seconds: float, tempo: float, uneven: Unevenness | None, rng: np.random.Generator
) -> Timing:
    """Of `seconds` of music with beats at `beats_s`, played `tempo` times as fast."""
    source = np.concatenate([[0.0], beats_s[(beats_s > 0) & (beats_s < seconds)], [seconds]])
    lengths = np.diff(source) / tempo
    if uneven and rng.random() < uneven.share:
        lengths = lengths * np.exp(_freedom(len(lengths), uneven, rng))
    return Timing(source, np.concatenate([[0.0], np.cumsum(lengths)]))


def _freedom(count: int, uneven: Unevenness, rng: np.random.Generator) -> np.ndarray:
    phrase = rng.uniform(1.5, 8)  # beats
    sway = gaussian_filter1d(rng.standard_normal(count), phrase, mode="reflect") * np.sqrt(2 * np.sqrt(np.pi) * phrase)
    freedom = rng.uniform(0, uneven.sways) * sway + rng.uniform(0, uneven.beats) * rng.standard_normal(count)
    return np.clip(freedom, -MOST_UNEVEN, MOST_UNEVEN)
