"""A piece of music, or a part of it: what everything that hears, draws or writes along with music is given."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated, ClassVar

from pydantic import Strict

from vc.errors import MusicError
from vc.options import option, options

MIN_MUSIC_S = 1.0
MAX_MUSIC_S = 3 * 3600.0


@options
class Clip:
    """A part of a music file; by default the whole of it. Raises MusicError for a part that cannot be.

    file : any common sound file, or a video with sound
    """

    ERROR: ClassVar = MusicError

    file: Annotated[Path, Strict(False)]
    start_s: float = option(
        0.0, "where in the music to begin, seconds", ge=0, le=10 * MAX_MUSIC_S, label="Start (s)", flag="--start"
    )
    seconds: float | None = option(
        None, "how much of the music, seconds; by default up to the end", ge=MIN_MUSIC_S, le=MAX_MUSIC_S,
        label="Length (s)", note="0 is up to the end",
    )  # fmt: skip
    track: int | None = option(
        None,
        "which sound of a file with several, 1 is the first; by default the one that the file marks",
        ge=1,
        le=999,
        label="Sound track",
        note="0 is the one that the file marks",
    )

    @classmethod
    def of(cls, music: "Clip | str | Path") -> "Clip":
        """The whole file, where nothing but its path is given."""
        return music if isinstance(music, Clip) else cls(music)  # type: ignore[arg-type]

    @property
    def name(self) -> str:
        """The file's, without its folder."""
        return self.file.name

    def absolute(self) -> "Clip":
        """The same from wherever it is read."""
        return replace(self, file=self.file.absolute())

    def lasting(self, seconds: float) -> "Clip":
        """The same beginning, so long: what a video of so many frames plays."""
        return replace(self, seconds=seconds)
