"""What is known of a piece of music before it is listened to. What is not said is found."""

import math
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vc.errors import MusicError
from vc.options import OptionError, option, options

SLOWEST_BPM, FASTEST_BPM = 25.0, 240.0
MOST_BEATS = 9  # of a bar


@dataclass(frozen=True)
class Bounds:
    """tempo : (least, most) beats a minute; metre : beats of a bar; first_beat_s : the first beat, a downbeat"""

    tempo: tuple[float, float] | None = None
    metre: int | None = None
    first_beat_s: float | None = None

    def __post_init__(self) -> None:
        if self.tempo is not None:
            low, high = self.tempo
            if not SLOWEST_BPM <= low <= high <= FASTEST_BPM:
                raise MusicError(
                    f"A tempo of {low:g} to {high:g} was named; known are {SLOWEST_BPM:g} to {FASTEST_BPM:g} beats a "
                    "minute, the lower first."
                )
        if self.metre is not None and not 1 <= self.metre <= MOST_BEATS:
            raise MusicError(f"A bar of {self.metre} beats was named; known are 1 to {MOST_BEATS}.")
        if self.first_beat_s is not None and not (math.isfinite(self.first_beat_s) and self.first_beat_s >= 0):
            raise MusicError(f"The first beat was said to be at {self.first_beat_s} s; it must be 0 or later.")


@options
class Hints:
    """A new hint is a field here, and the code in `vc.pipeline.listen` that heeds it.

    beats : a Rhythm of this part, perhaps from vc.audio.rhythm.correct; or the path of labels of the whole music, of
        any kind that `vc.audio.rhythm.labels.read_labels` knows
    score : a MusicXML or MIDI file of the piece, which is followed through the recording: bars and beats are then the
        score's. Repeats may be played or not, and the recording may be a part of the piece.
    tempo, metre, first_beat : bounds of the search

    Raises OptionError, and MusicError for a tempo, metre or first beat that cannot be.
    """

    beats: Any = option(
        None,
        "file of beats that are known: a table of seconds, tab, 1 for a downbeat; labels of Audacity or Sonic "
        "Visualiser; a MIDI file with a tempo map",
        read=str,
    )
    score: str | Path | None = option(
        None, "score of the piece, .mxl, .musicxml or .mid: the music is followed by it", read=str
    )

    ear: str | None = option(
        None,
        'who hears the beats: "own", the default; "beat-this" or "beat-this=FILE.ckpt" for Beat This!',
    )
    tempo: str | None = option(
        None, "beats a minute, as 72 or 60-80, if you know them", label="Tempo", note="Beats a minute, as 72 or 60-80"
    )
    metre: str | None = option(None, "beats of a bar, as 3/4, 6/8 or 5, if you know them", label="Metre",
                               note="As 3/4, 6/8 or 5")  # fmt: skip
    first_beat: float | None = option(
        None, "second of the music at which its first bar begins, if you know it; nothing is beaten before", ge=0,
        label="First beat (s)", note="0 is as found",
    )  # fmt: skip

    def __post_init__(self) -> None:
        if self.beats is not None and self.score is not None:
            raise OptionError("Beats come either from labels or from a score. Give one of them.")
        self.bounds()

    def bounds(self, start_s: float = 0.0) -> Bounds | None:
        """What was said of tempo, metre and first beat, for the music from `start_s` on; None where nothing was.

        Raises MusicError.
        """
        if self.tempo is self.metre is self.first_beat is None:
            return None
        return Bounds(
            _tempo(self.tempo) if self.tempo is not None else None,
            _metre(self.metre) if self.metre is not None else None,
            self.first_beat - start_s if self.first_beat is not None else None,
        )


def _tempo(text: str) -> tuple[float, float]:
    """ "72" -> a tempo of 72, give or take 6 %; "60-80" -> from 60 to 80. Raises MusicError."""
    found = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*(?:(?:-|–|to)\s*(\d+(?:\.\d+)?))?\s*", text)
    if not found:
        raise MusicError(f"{text!r} is no tempo. Write beats a minute, as 72, or a range, as 60-80.")
    low = float(found[1])
    if found[2]:
        return low, float(found[2])
    return max(0.94 * low, SLOWEST_BPM), min(1.06 * low, FASTEST_BPM)


def _metre(text: str) -> int:
    """ "3" or "3/4" -> 3; "6/8" -> 2, "9/8" -> 3: beats as they are counted, three quavers each. Raises MusicError."""
    found = re.fullmatch(r"\s*(\d{1,2})\s*(?:/\s*(1|2|4|8|16|32))?\s*", text)
    if not found:
        raise MusicError(f"{text!r} is no metre. Write it as 3/4, 6/8 or 5, the beats of a bar.")
    count = int(found[1])
    return count // 3 if found[2] and count % 3 == 0 and count > 3 else count
