"""Is this the score of that music? How sure that is, from how well the two came together."""

from dataclasses import astuple, dataclass

import numpy as np

from vc.audio.score.reading import Clock, Reading
from vc.audio.score.timing import Chords
from vc.audio.score.tones import RATE
from vc.audio.score.transcribe import Transcription

# Set by hand.
LEAST_NOTES = 16
NEAR_FRAMES, EXPLAINED_FRAMES = 2, 3
HEARD = 0.2  # chance of an onset from which on it wants a note that explains it
TEMPO_Q = 3.0
SHIFTS_S = (-1.7, -1.1, -0.7, 0.7, 1.1, 1.7)
# Logistic regression on right scores of the timed pieces and on each recording with others' scores.
WEIGHTS, BIAS = (4.5, 6.0, -8.5, -10.8), 1.75


@dataclass(frozen=True)
class Fit:
    """How well score and recording came together; the numbers that WEIGHTS weigh.

    clarity : mean chance of an onset where the score has notes, 0 as at other times and 1 as of the clearest onsets
    explained : share of all onsets heard that the score has, less what as many notes anywhere would have
    cost : of the reading; unevenness : mean change of tempo from chord to chord, as a logarithm
    """

    clarity: float
    explained: float
    cost: float
    unevenness: float


def measure_sureness(heard: Transcription, reading: Reading, clock: Clock) -> float:
    """0 to 1; above 0.5 the score is rather this music's than another's."""
    fit = measure_fit(heard, reading, clock)
    if fit is None:
        return 0.0
    return float(1 / (1 + np.exp(-(np.dot(WEIGHTS, astuple(fit)) + BIAS))))


def measure_fit(heard: Transcription, reading: Reading, clock: Clock) -> Fit | None:
    """None for fewer than LEAST_NOTES notes in the recording."""
    chords = Chords(reading)
    frames = np.round(clock.at(chords.places_u) * RATE).astype(int)[chords.chord]
    inside = (frames >= 0) & (frames < len(heard))
    frames, tones = frames[inside], chords.tone[inside]
    if len(frames) < LEAST_NOTES:
        return None
    here = _chance(heard.onset, frames, tones)
    beside = float(np.mean([_chance(heard.onset, frames + round(shift * RATE), tones) for shift in SHIFTS_S]))
    clearest = _clearest(heard.onset, len(frames))
    return Fit(
        clarity=(here - beside) / max(clearest - beside, 0.05), explained=_explained(heard.onset, frames, tones),
        cost=reading.cost, unevenness=_unevenness(clock),
    )  # fmt: skip


def _chance(onset: np.ndarray, frames: np.ndarray, tones: np.ndarray) -> float:
    inside = (frames >= 0) & (frames < len(onset))
    around = np.arange(-NEAR_FRAMES, NEAR_FRAMES + 1)[:, None]
    near = np.clip(frames[inside] + around, 0, len(onset) - 1)
    return float(onset[near, tones[inside]].max(axis=0).mean()) if inside.any() else 0.0


def _clearest(onset: np.ndarray, count: int) -> float:
    """Mean of the `count` highest peaks."""
    middle = onset[1:-1]
    peaks = middle[(middle >= onset[:-2]) & (middle > onset[2:])]
    return float(np.sort(peaks)[-count:].mean()) if len(peaks) else 0.0


def _explained(onset: np.ndarray, frames: np.ndarray, tones: np.ndarray) -> float:
    written = np.zeros(onset.shape, bool)
    for k in range(-EXPLAINED_FRAMES, EXPLAINED_FRAMES + 1):
        written[np.clip(frames + k, 0, len(onset) - 1), tones] = True
    clear = np.where(onset > HEARD, onset, 0)
    return float(clear[written].sum() / max(clear.sum(), 1e-9) - written.mean())


def _unevenness(clock: Clock) -> float:
    places = clock.places_u
    if len(places) < 2:
        return 2.0
    at, quarter_s = clock.quarter_s(TEMPO_Q)
    expected = np.interp((places[1:] + places[:-1]) / 2, at, quarter_s)
    real = np.diff(clock.seconds) / np.maximum(np.diff(places), 1e-6)
    return float(np.minimum(np.abs(np.log(np.maximum(real, 1e-3) / expected)), 2).mean())
