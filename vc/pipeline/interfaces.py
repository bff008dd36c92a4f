"""What the steps of a request hand on, and how they tell of themselves."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from vc.frame import Frame
from vc.music import Chances, Mel, Rhythm, ScoreMark
from vc.skeleton import Motion

Progress = Callable[[str, int, int], None]  # what is done now, how much of it is done, how much there is


@dataclass(frozen=True)
class Heard:
    """A part of a piece of music, as the models take it in.

    marks : what its score says besides the beats, by time; empty without a score
    chances : what the ears said, where somebody listened
    """

    mel: Mel
    rhythm: Rhythm
    marks: tuple[ScoreMark, ...] = ()
    chances: Chances | None = None


Renderer = Callable[[Motion, Heard | None], Iterator[Frame]]  # motion, the music that it belongs to -> frames
Drawer = Callable[..., Iterator[Frame]]  # a Renderer that may also be given a plain Frame to draw before


def report(on_progress: Progress | None, stage: str, done: int, total: int) -> None:
    if on_progress:
        on_progress(stage, done, total)
