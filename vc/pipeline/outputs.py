"""Files that a request leaves beside its video, and which of them it may not write."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from vc.clip import Clip
from vc.errors import OutputError
from vc.files import appearing, refuse_overwriting
from vc.hints import Hints
from vc.motion.export import EXPORTS, Take, export
from vc.music import Rhythm
from vc.pipeline.interfaces import Progress, report
from vc.render.options import Video
from vc.skeleton import Motion


def export_path(out: str | Path, kind: str) -> Path:
    """Where an export lies: beside the video, with its name. Raises OutputError for an unknown kind."""
    if kind not in EXPORTS:
        raise OutputError(f"There is no export {kind!r}. Choose one of {', '.join(EXPORTS)}.")
    out, suffix = Path(out), EXPORTS[kind].suffix
    return out.with_name(f"{out.stem}_{kind}{suffix}") if suffix == out.suffix else out.with_suffix(suffix)


def write_export(kind: str, take: Take, path: Path, on_progress: Progress | None = None) -> Path:
    """Write a motion for other programs. Raises OutputError."""
    report(on_progress, f"Writing {kind}", 0, 1)
    export(kind, take, path)
    report(on_progress, f"Writing {kind}", 1, 1)
    return path


def save_motion(motion: Motion, path: str | Path) -> list[Path]:
    """Write (T, 13, 2) float32 poses at 30 Hz as .npy; the file appears only when complete. Raises OutputError.

    Those of companions lie beside it, as NAME_2.npy and so on. Returns the paths of all.
    """
    path = Path(path)
    numbered = (path.with_name(f"{path.stem}_{number}{path.suffix}") for number in range(2, len(motion.each) + 1))
    paths = [path, *numbered]
    for own, one in zip(paths, motion.each, strict=True):
        with appearing(own) as part, part.open("wb") as file:
            np.save(file, one.points)
    return paths


def checked_video(path: str | Path, *, transparent: bool) -> Path:
    from vc.video import kind_of

    kind_of(path, transparent=transparent)
    return checked_out(path, Path(path).suffix.lower())


def checked_out(path: str | Path, suffix: str) -> Path:
    path = Path(path)
    if path.suffix.lower() != suffix:
        raise OutputError(f"{path.name or path} has to end in {suffix}.")
    if path.is_dir():
        raise OutputError(f"{path} is a folder. Name a {suffix} file in it.")
    return path


def refuse_lost_inputs(clip: Clip, video: Video, hints: Hints | None, outputs: Mapping[str, Path | None]) -> None:
    """Raises OutputError if something that is written would take the place of something that is read."""
    beats = hints.beats if hints and not isinstance(hints.beats, Rhythm) else None
    refuse_overwriting(
        [("the music", clip.file), ("the photo", getattr(video, "photo", None)),
         *(("a photo", photo) for photo in getattr(video, "beside", ())), ("the beats that are known", beats),
         ("the background", getattr(video, "background", None)), ("the score", hints.score if hints else None)],
        [(f"the export {name}" if name in EXPORTS else name, path) for name, path in outputs.items()],
    )  # fmt: skip
