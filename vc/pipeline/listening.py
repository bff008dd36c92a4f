"""Music file -> what is heard: mel spectrogram and rhythm."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from vc.clip import Clip
from vc.hints import Hints
from vc.media import describe
from vc.music import Chances, Rhythm, ScoreMark, bare_chances
from vc.pipeline.interfaces import Heard, Progress, report

if TYPE_CHECKING:
    from vc.audio.score.notation import Score


def check_music(music: Clip | str | Path) -> None:
    """What a look at the file's header tells, before any work is done. Raises MusicError."""
    clip = Clip.of(music)
    describe(clip)


def listen(
    music: Clip | str | Path, *, hints: Hints | None = None, on_progress: Progress | None = None
) -> Heard:  # fmt: skip
    """Decode a part of a music file and find its rhythm.

    Raises MusicError, and ScoreError for a file that is no table of beats or no score, and for another piece's score.
    """
    from vc.audio.load import stream_music
    from vc.audio.mel import official_mel
    from vc.audio.rhythm import track_rhythm
    from vc.audio.rhythm.annotation import annotated
    from vc.audio.rhythm.correct import checked
    from vc.audio.score import read_score
    from vc.motion.hearing import hear, parse_ear, with_marks
    from vc.motion.marking import marks_of_score

    clip, hints = Clip.of(music), hints or Hints()
    bounds, checkpoint = hints.bounds(clip.start_s), parse_ear(hints.ear)  # refused, if at all, before any work
    score = read_score(hints.score) if hints.score is not None else None
    report(on_progress, "Listening", 0, 2)
    blocks = stream_music(clip)
    mel = official_mel(_asked_between(blocks, lambda: report(on_progress, "Listening", 0, 2)))
    report(on_progress, "Listening", 1, 2)
    marks: tuple[ScoreMark, ...] = ()
    chances = hear(mel) if checkpoint is None else _heard_otherwise(checkpoint, clip)
    found = track_rhythm(mel, chances, bounds)
    if isinstance(hints.beats, Rhythm):
        found = checked(found, hints.beats.beats_s, hints.beats.bar_positions, hints.beats.beats_per_bar)
    elif hints.beats is not None:
        found = annotated(found, Path(hints.beats), start_s=clip.start_s)
    elif score is not None:
        found, marks = _followed(found, clip, score)
    report(on_progress, "Listening", 2, 2)
    found = with_marks(found, chances)
    if marks:
        found = replace(found, marks=marks_of_score(marks, found))
    return Heard(mel, found, marks, chances)


def _heard_otherwise(checkpoint: str, clip: Clip) -> Chances:
    """What Beat This! says about this part of the music."""
    from vc.audio.load import load_music
    from vc.models.beat_this import hear_beat_this

    return bare_chances(hear_beat_this(load_music(clip), checkpoint))


def _followed(rhythm: Rhythm, clip: Clip, score: "Score") -> tuple[Rhythm, tuple[ScoreMark, ...]]:
    """The rhythm that the score gives to this part of the music, and its marks."""
    from vc.audio.load import load_music
    from vc.audio.score.follow import check_length, follow_score

    check_length(rhythm.seconds)
    return follow_score(rhythm, load_music(clip), score)


def _asked_between(blocks: Iterator[np.ndarray], ask: Callable[[], None], every: int = 100) -> Iterator[np.ndarray]:
    """Hours of music are listened to for a while; `ask` may end it with an exception."""
    for number, block in enumerate(blocks):
        if number % every == 0:
            ask()
        yield block
