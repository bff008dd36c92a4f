"""When each chord of what was read begins, to the frame."""

from dataclasses import dataclass

import numpy as np

from vc.audio.score.paths import place_events
from vc.audio.score.reading import Clock, Reading
from vc.audio.score.tones import LOWEST, RATE, TONES
from vc.audio.score.transcribe import Transcription


@dataclass(frozen=True)
class Search:
    """One pass over all chords.

    reach : frames to both sides of where a chord is thought to be
    stiffness : against a change of tempo, see `paths.place_events`
    tempo_q : quarters over which the tempo is taken
    """

    reach: int
    stiffness: float
    tempo_q: float


# From a second around the rough path to a quarter of one, each around what the one before found. All set by hand.
SEARCHES = (Search(36, 8.0, 4.0), Search(36, 12.0, 3.0), Search(12, 12.0, 3.0))
SLACK = 2.0  # frames that people are apart anyhow
DOUBT = 0.02  # chance of an onset that the transcription misses altogether
GAIN = 2.0  # of what is heard, beside the evenness of the tempo
SAME_U = 1e-3  # places so near are one chord


def place_chords(heard: Transcription, reading: Reading) -> Clock:
    """The clock of a reading made exact: a knot at each place where a note begins. Grace notes find none."""
    clock = reading.clock
    for search in SEARCHES:
        clock = _search(heard, reading, clock, search)
    return clock


def _search(heard: Transcription, reading: Reading, clock: Clock, search: Search) -> Clock:
    chords = Chords(reading)
    centre = np.round(clock.at(chords.places_u) * RATE).astype(int)
    near = (centre >= -search.reach // 2) & (centre < len(heard) + search.reach // 2)
    if not near.any():
        return clock
    centre, places = centre[near], chords.places_u[near]
    strength = chords.strength(heard, centre, np.flatnonzero(near), search.reach)
    gap = np.diff(centre, prepend=centre[0] - 1).astype(float)
    offset = place_events(strength, gap, _expected(clock, places, search.tempo_q), search.stiffness, SLACK)
    seconds = (centre + offset + _between_frames(strength, offset + search.reach)) / RATE
    return Clock(places, np.maximum.accumulate(seconds))


class Chords:
    """The notes of a reading, graces left out, by the place where they begin."""

    def __init__(self, reading: Reading) -> None:
        real = ~reading.grace
        rounded = np.round(reading.notes.start_q[real] / SAME_U) * SAME_U
        self.places_u, chord = np.unique(rounded, return_inverse=True)
        tone = reading.notes.pitch[real] - LOWEST
        heard = (tone >= 0) & (tone < TONES)
        self.chord, self.tone = chord[heard], tone[heard]

    def strength(self, heard: Transcription, centre: np.ndarray, chosen: np.ndarray, reach: int) -> np.ndarray:
        """(chosen, 2 reach + 1) what speaks for each chosen chord beginning at each frame around its centre."""
        evidence = np.pad(np.log((heard.onset + DOUBT) / DOUBT), ((2 * reach, 2 * reach), (0, 0)))
        row = np.full(len(self.places_u), -1)
        row[chosen] = np.arange(len(chosen))
        strength, count = np.zeros((len(chosen), 2 * reach + 1)), np.zeros(len(chosen))
        for chord, tone in zip(row[self.chord], self.tone, strict=True):
            if chord >= 0:
                first = centre[chord] + reach
                strength[chord] += evidence[first : first + 2 * reach + 1, tone]
                count[chord] += 1
        return strength * GAIN / np.sqrt(np.maximum(count, 1))[:, None]


def _expected(clock: Clock, places_u: np.ndarray, tempo_q: float) -> np.ndarray:
    """(n,) frames from each place to the next at the tempo around."""
    at, quarter_s = clock.quarter_s(tempo_q)
    middles = (places_u[1:] + places_u[:-1]) / 2
    return np.concatenate([[1.0], np.diff(places_u) * np.interp(middles, at, quarter_s) * RATE])


def _between_frames(strength: np.ndarray, found: np.ndarray) -> np.ndarray:
    """(n,) -0.5 to 0.5 frames to the top of the parabola through the strengths around."""
    column = np.clip(found, 1, strength.shape[1] - 2)
    rows = np.arange(len(strength))
    left, middle, right = (strength[rows, column + k] for k in (-1, 0, 1))
    bend = left - 2 * middle + right
    is_top = (middle >= left) & (middle >= right) & (bend < -1e-6) & (column == found)
    top: np.ndarray = np.where(is_top, 0.5 * (left - right) / np.minimum(bend, -1e-6), 0.0)
    return top
