"""Scores beside the performances of a pack: the simulator's performer plays them, in a manner drawn anew for each take.

Beats follow the pack's convention, not a conductor's habits, see `vc.data.timed.pack`.
"""

from collections import Counter
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

import numpy as np

from vc.data.simulator.musicxml import list_scores, read_musicxml
from vc.data.simulator.orchestra import CHANNELS, Part, choose_scheme, orchestrate
from vc.data.simulator.performer import Performance, play
from vc.data.simulator.playing import Manner
from vc.data.simulator.score import Score, cut, section_bars, with_first_tempo, with_tempo
from vc.data.timed.pack import Piece
from vc.errors import DatasetError
from vc.metre import notated_beats

KIND = "score"
HELD_BACK = 0.025  # of the scores, for each of "val" and "test"
LONGEST_SECTION_S = 240.0
TEMPO_SPREAD = 0.17  # standard deviation of the logarithm of the tempo against the marked one
PIANO, WRITTEN = 0.25, 0.25  # of the takes are for a piano, as written; the others in any of the simulator's schemes


class UnreadableScore(DatasetError):
    """No score, or none that can be conducted: of many, one is skipped."""


@dataclass(frozen=True)
class Scored:
    """A score's performance, and by whom; about : how it was made, for JSON"""

    performance: Performance
    parts: list[Part]
    scheme: str
    about: dict[str, float]


def list_pieces(*folders: Path) -> list[Piece]:
    """All MusicXML files below folders, by their names. Raises DatasetError: none in one, or two of one name.

    The same name beside itself with another ending is the same piece, and the first is taken.
    """
    named: dict[str, Path] = {}
    for path in sorted({path for folder in folders for path in list_scores(folder)}):
        same = named.setdefault(path.stem, path)
        if same.parent != path.parent:
            raise DatasetError(f"Two scores have one name, {same} and {path}: give one of them another.")
    return [Piece(KIND, name, path, _split_of(name)) for name, path in named.items()]


def perform_score(path: Path, rng: np.random.Generator, *, as_written: bool = False) -> Scored:
    """A section of up to four minutes, whole if the piece is no longer.

    as_written : by the instruments of the score

    Raises UnreadableScore.
    """
    try:
        score = with_first_tempo(read_musicxml(path), rng)
    except DatasetError as error:
        raise UnreadableScore(str(error)) from error
    score = with_tempo(score, float(np.exp(rng.normal(0, TEMPO_SPREAD))))
    first, last = section_bars(score, float(rng.uniform(0.5, 1.0)) * LONGEST_SECTION_S, rng)
    section = cut(score, first, last)
    manner = Manner.draw(rng)
    ends = last == len(score.bars) - 1 or bool(rng.random() < 0.3)
    performance = play(section, manner, rng, ends=ends, grid=notated_beats(section.bars))
    scheme = "as written" if as_written else _scheme(rng)
    return Scored(performance, _busiest(section, orchestrate(section, scheme, rng)), scheme, {"rubato": manner.rubato})


def _scheme(rng: np.random.Generator) -> str:
    place = rng.random()
    if place < PIANO:
        return "piano"
    return "as written" if place < PIANO + WRITTEN else choose_scheme(rng)


def _busiest(score: Score, parts: list[Part]) -> list[Part]:
    """As many parts as MIDI has channels for: those with the most notes, in their order."""
    notes = Counter(note.voice for note in score.notes)
    drums = [part for part in parts if part.percussion]
    pitched = sorted((part for part in parts if not part.percussion), key=lambda part: -notes[part.voice])
    return [part for part in parts if part in pitched[: len(CHANNELS)]] + drums


def _split_of(name: str) -> str:
    place = _place(f"split {name}")
    return "val" if place < HELD_BACK else "test" if place < 2 * HELD_BACK else "train"


def _place(text: str) -> float:
    return int.from_bytes(blake2b(text.encode(), digest_size=6).digest()) / 2**48
