"""READ FIRST: one request from the music file to the mp4, as the app, the command line and Python use it.

    listening  music file -> what is heard: mel spectrogram and rhythm
    moving     what is heard -> motion, 30 poses a second
    drawing    motion -> frames -> mp4 with the music; photos: what is drawn of a person's photo

`conduct` is these three in a row. `interfaces` has what they hand on, `outputs` the files beside the video.
"""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from vc.clip import Clip
from vc.errors import PhotoError
from vc.hints import Hints
from vc.motion.conductor import Conductor
from vc.motion.export import DEFAULTS, ExportOptions, Take
from vc.music import Rhythm
from vc.pipeline.drawing import draw, in_pixels, is_transparent, open_person, open_renderer
from vc.pipeline.ensemble import people_in
from vc.pipeline.interfaces import Drawer, Heard, Progress, Renderer
from vc.pipeline.listening import check_music, listen
from vc.pipeline.moving import move, weights_of
from vc.pipeline.outputs import (
    checked_out,
    checked_video,
    export_path,
    refuse_lost_inputs,
    save_motion,
    write_export,
)
from vc.pipeline.photos import person_of, person_to_take, pose_models, see_photo
from vc.render.options import AvatarVideo, PhotoVideo, SkeletonVideo, Video
from vc.skeleton import Motion

__all__ = [
    "Conducted", "Drawer", "Heard", "Progress", "Renderer", "check_music", "conduct", "draw", "export_path",
    "in_pixels", "listen", "move", "open_person", "open_renderer", "people_in", "person_of", "person_to_take",
    "pose_models", "save_motion", "see_photo", "write_export",
]  # fmt: skip


@dataclass(frozen=True)
class Conducted:
    """The result of `conduct`."""

    video: Path
    motion: Motion
    rhythm: Rhythm


def conduct(
    music: Clip | str | Path,
    out: str | Path,
    *,
    render: Video | None = None,
    conductor: Conductor | None = None,
    hints: Hints | None = None,
    motion_out: str | Path | None = None,
    exports: Iterable[str] = (),
    export_options: ExportOptions = DEFAULTS,
    on_progress: Progress | None = None,
    is_cancelled: Callable[[], bool] | None = None,
) -> Conducted:
    """Conduct a piece of music: from a music file, and perhaps a photo, to an mp4 with sound.

    music : a file, or a Clip of one
    out : the .mp4 to write; a .webm or .mov where the background is "none"
    render : what is drawn, with its options: SkeletonVideo() (the default), PhotoVideo("me.jpg"), AvatarVideo(),
        NeuralVideo(), see vc.render.options
    conductor : who conducts and how: model, seed, manner and so on
    hints : what is known of the music, such as its beats
    motion_out : also write the motion as .npy, (T, 13, 2) float32 at 30 Hz; of several people also NAME_2.npy and so on
    exports : kinds of files to write beside `out`, see vc.motion.export.EXPORTS
    export_options : what is chosen of those files
    on_progress : called with (stage, done, total)
    is_cancelled : asked often; when true the work stops with Cancelled and leaves nothing behind

    Raises VCError (MusicError, PhotoError, WeightsError, OutputError, Cancelled) with a message for the user.
    """
    clip, video, conductor = Clip.of(music), render or SkeletonVideo(), conductor or Conductor()
    out = checked_video(out, transparent=is_transparent(video))
    motion_out = checked_out(motion_out, ".npy") if motion_out else None
    files = {kind: export_path(out, kind) for kind in exports}
    refuse_lost_inputs(clip, video, hints, {"the video": out, "the motion": motion_out, **files})
    check_music(clip)
    weights_of(conductor)  # refused, if at all, before any work
    people = people_in(video)
    renderer = open_renderer(video, seed=conductor.seed, on_progress=on_progress)
    heard = listen(clip, hints=hints, on_progress=on_progress)
    motion = move(heard, conductor, people=people, on_progress=on_progress)
    if motion_out:
        save_motion(motion, motion_out)
    take = Take(motion, heard.rhythm.loudness, seed=conductor.seed, clip=clip, options=export_options)
    _write_exports(files, video, take, on_progress)
    draw(motion, renderer, out, clip=clip, heard=heard, on_progress=on_progress, is_cancelled=is_cancelled)
    return Conducted(out, motion, heard.rhythm)


def _write_exports(files: Mapping[str, Path], video: Video, take: Take, tell: Progress | None) -> None:
    """Of the figure that is drawn: the avatar's, or the photo's person, where a face or a creature is to be seen."""
    avatar = video.avatar if isinstance(video, AvatarVideo) else None
    person = None
    if isinstance(video, PhotoVideo) and "glb" in files:
        with suppress(PhotoError):
            person = person_to_take(video)
    for kind, path in files.items():
        write_export(kind, replace(take, avatar=avatar, person=person), path, tell)
