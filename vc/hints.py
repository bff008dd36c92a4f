"""What is known of a piece of music before it is listened to. What is not said is found."""

from pathlib import Path
from typing import Any

from vc.options import OptionError, option, options


@options
class Hints:
    """A new hint is a field here, and the code in `vc.pipeline.listen` that heeds it.

    beats : a Rhythm of this part, perhaps from vc.audio.rhythm.correct; or the path of labels of the whole music, of
        any kind that `vc.audio.rhythm.labels.read_labels` knows
    score : a MusicXML or MIDI file of the piece, which is followed through the recording: bars and beats are then the
        score's. Repeats may be played or not, and the recording may be a part of the piece.
    tempo, metre, first_beat : bounds of the search, see vc.audio.joint.bounds
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
        'who hears the beats: "own", the default; "attention", which looks at a minute at once and decides tempo, '
        'metre and bars together; "beat-this" or "beat-this=FILE.ckpt" for Beat This!',
    )
    tempo: str | None = option(None, "beats a minute, as 72 or 60-80; heard by attention, if no ear is named")
    metre: str | None = option(None, "beats of a bar, as 3/4, 6/8 or 5; likewise")
    first_beat: float | None = option(
        None, "second of the music at which its first bar begins, nothing is beaten before; likewise", ge=0
    )

    def __post_init__(self) -> None:
        if self.beats is not None and self.score is not None:
            raise OptionError("Beats come either from labels or from a score. Give one of them.")
