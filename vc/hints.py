"""What is known of a piece of music before it is listened to. What is not said is found."""

from pathlib import Path
from typing import Any

from vc.options import OptionError, option, options


@options
class Hints:
    """A new hint is a field here, and the code in `vc.pipeline.listen` that heeds it.

    beats : a Rhythm of this part, perhaps from vc.audio.rhythm.correct; or the path of labels of the whole music, of
        any kind that `vc.audio.labels.read_labels` knows
    score : a MusicXML or MIDI file of the piece, which is followed through the recording: bars and beats are then the
        score's. Repeats may be played or not, and the recording may be a part of the piece.
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
        None, 'who hears the beats: "own", the default, or "beat-this" or "beat-this=FILE.ckpt" for Beat This!'
    )

    def __post_init__(self) -> None:
        if self.beats is not None and self.score is not None:
            raise OptionError("Beats come either from labels or from a score. Give one of them.")
