"""READ FIRST: a recording to its score. Its notes are heard, its bars found, its chords placed, and its beats told."""

from dataclasses import dataclass, replace

import numpy as np

from vc.audio.score.notation import Mark, Score
from vc.audio.score.reading import Clock, Pass, Reading, find_readings
from vc.audio.score.sureness import measure_sureness
from vc.audio.score.timing import place_chords
from vc.audio.score.tones import measure_tones
from vc.audio.score.transcribe import Transcription, transcribe
from vc.errors import ScoreError
from vc.metre import EPSILON_Q, notated_beats
from vc.music import SAMPLE_RATE, Rhythm, ScoreMark

MOST_S = 5400.0  # of music: beyond it the search takes gigabytes
SURE = 0.5  # below it the score is another piece's, see `vc.audio.score.sureness`; the even chance of its regression
EDGE_S = 0.3  # of beats before the first note and after the last; set by hand


@dataclass(frozen=True)
class Followed:
    """What a score tells about a recording.

    beats_s, bar_positions, beats_per_bar : as in Rhythm
    marks : fermatas, tempo words, dynamics and entries, by time
    sureness : 0 to 1, that this is the score of that music
    passes : stretches of the score in the order played
    """

    beats_s: np.ndarray
    bar_positions: np.ndarray
    beats_per_bar: np.ndarray
    marks: tuple[ScoreMark, ...]
    sureness: float
    passes: tuple[Pass, ...]


def follow_score(rhythm: Rhythm, samples: np.ndarray, score: Score) -> tuple[Rhythm, tuple[ScoreMark, ...]]:
    """`rhythm` with the beats that the score gives to its music instead of its own, and what else the score says.

    samples : (n,) float32 mono at 22 050 Hz. Raises ScoreError for a score of another piece, and for music above
    MOST_S.
    """
    followed = follow(samples, score)
    if followed.sureness < SURE:
        raise ScoreError(
            f"{score.title} does not seem to be the score of this music: where it has notes, others or none are heard "
            f"(sureness {followed.sureness:.2f}; {SURE} is needed). Choose the score of this piece, in the key in "
            "which it is played."
        )
    inside = (followed.beats_s >= 0) & (followed.beats_s < rhythm.seconds)
    beats = replace(
        rhythm, beats_s=followed.beats_s[inside], bar_positions=followed.bar_positions[inside],
        beats_per_bar=followed.beats_per_bar[inside],
    )  # fmt: skip
    return beats, followed.marks


def follow(samples: np.ndarray, score: Score) -> Followed:
    """As `follow_score`, with no word on whether the score is the right one. Raises ScoreError for too much music."""
    check_length(len(samples) / SAMPLE_RATE)
    return follow_notes(transcribe(measure_tones(samples)), score)


def check_length(seconds: float) -> None:
    """Raises ScoreError for music above MOST_S."""
    if seconds > MOST_S:
        raise ScoreError(f"{seconds / 60:.0f} minutes are too much to follow in a score at once; at most "
                         f"{MOST_S / 60:.0f} are. Choose a part of the music.")  # fmt: skip


def follow_notes(heard: Transcription, score: Score) -> Followed:
    placed = ((reading, place_chords(heard, reading)) for reading in find_readings(heard, score))
    sureness, reading, clock = max(
        ((measure_sureness(heard, reading, clock), reading, clock) for reading, clock in placed),
        key=lambda each: each[0],
    )
    times, places, metres = _beats(score, reading, clock)
    kept = (times >= max(clock.seconds[0] - EDGE_S, 0)) & (times <= clock.seconds[-1] + EDGE_S)
    kept &= np.concatenate([[True], np.diff(times) > 1e-3])
    return Followed(times[kept], places[kept], metres[kept], _marks(score, reading, clock),
                    sureness, reading.passes)  # fmt: skip


def _beats(score: Score, reading: Reading, clock: Clock) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    written = notated_beats(score.bars)
    found = []
    for p in reading.passes:
        kept = (written.place_q >= p.from_q - EPSILON_Q) & (written.place_q < p.to_q - EPSILON_Q)
        found.append(np.stack([written.place_q[kept] - p.from_q + p.at_u, written.position[kept],
                               written.beats_per_bar[kept]]))  # fmt: skip
    places_u, position, metre = np.concatenate(found, axis=1)
    return clock.at(places_u), position.astype(int), metre.astype(int)


def _marks(score: Score, reading: Reading, clock: Clock) -> tuple[ScoreMark, ...]:
    told: list[tuple[float, Mark]] = []
    for p in reading.passes:
        told += [(mark.place_q - p.from_q + p.at_u, mark) for mark in score.marks
                 if p.from_q - EPSILON_Q <= mark.place_q < p.to_q - EPSILON_Q]  # fmt: skip
    times = clock.at(np.array([place for place, _ in told]))
    return tuple(ScoreMark(float(time), mark.kind, mark.text) for time, (_, mark) in zip(times, told, strict=True))
