"""Motion -> frames -> video with the music."""

import itertools
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vc import weights
from vc.clip import Clip
from vc.frame import Frame, Size, frame_size
from vc.pipeline.ensemble import open_ensemble, people_in
from vc.pipeline.interfaces import Drawer, Heard, Progress, Renderer, report
from vc.pipeline.photos import behind_of, open_photo, pose_models
from vc.render.options import NONE, AvatarVideo, NeuralVideo, PhotoVideo, Video
from vc.skeleton import Motion

if TYPE_CHECKING:
    from vc.render.avatar.character import Character


def open_renderer(video: Video, *, seed: int = 0, on_progress: Progress | None = None) -> Renderer:
    """Prepare drawing; for a photo this finds the person and cuts them out. Raises PhotoError, WeightsError.

    seed : of what is left to chance, such as blinking
    """
    video = in_pixels(video)
    return _clear_if_asked(_open_drawer(video, seed, on_progress), video)


def _clear_if_asked(drawer: Drawer, video: Video) -> Renderer:
    return partial(_draw_transparent, drawer, video.pixels) if is_transparent(video) else drawer


def _open_drawer(video: Video, seed: int, on_progress: Progress | None) -> Drawer:
    if isinstance(video, PhotoVideo) and people_in(video) > 1:
        return open_ensemble(video, seed, on_progress)
    if isinstance(video, PhotoVideo):
        return open_photo(video, seed, on_progress)
    if isinstance(video, AvatarVideo):
        return _open_avatar(video, seed, video.avatar)
    if isinstance(video, NeuralVideo):
        return _open_neural(video.pixels)
    from vc.render import skeleton

    return lambda motion, _heard, behind=None: skeleton.frames(motion, size=video.pixels, background=behind)


def is_transparent(video: Video) -> bool:
    return getattr(video, "background", None) == NONE


def _draw_transparent(drawer: Drawer, size: Size, motion: Motion, heard: Heard | None) -> Iterator[Frame]:
    from vc.render.matte import transparent

    return transparent(partial(drawer, motion, heard), size)


def in_pixels(video: Video, photo: str | Path | None = None) -> Video:
    """The same with its size in pixels. photo : whose shape is kept, where it is no video of one. Raises PhotoError."""
    photo = video.photo if isinstance(video, PhotoVideo) else photo
    if video.shape != "photo" or not photo or not isinstance(video.size, str):
        return replace(video, size=video.pixels)
    from vc.vision import open_portrait

    return replace(video, size=frame_size(video.size, "photo", open_portrait(photo, **pose_models()).shape))


def _open_avatar(video: AvatarVideo, seed: int, character: "Character | str") -> Drawer:
    """character : one of the project's figures by its name, or a person's"""
    from vc.render.character.onstage import frames_of

    scene = behind_of(video)

    def draw(motion: Motion, heard: Heard | None, behind: Frame | None = None) -> Iterator[Frame]:
        return frames_of(
            motion, size=video.pixels, character=character, camera=video.camera, scene=scene,
            rhythm=heard.rhythm if heard else None, seed=seed, background=behind,
        )  # fmt: skip

    return draw


def _open_neural(size: Size) -> Drawer:
    """The network that has learnt to draw one performer. Raises WeightsError."""
    from vc.models.performer.fast import open_performer
    from vc.motion.hearing import features_of
    from vc.render import neural

    performer = open_performer(weights.fetch("performer"))
    model = neural.Model(performer.see, performer.paint, performer.backdrop, performer.at_once)

    def draw(motion: Motion, heard: Heard | None) -> Iterator[Frame]:
        features = features_of(heard.mel, len(motion)) if heard else None
        return neural.frames(motion, size=size, model=model, features=features)

    return draw


def open_person(person: "Character", video: AvatarVideo, seed: int) -> Renderer:
    """Draw the person of `person_of` on the stage, in place of the figure."""
    return _clear_if_asked(_open_avatar(video, seed, person), video)


def draw(
    motion: Motion,
    renderer: Renderer,
    out: str | Path,
    *,
    clip: Clip | None = None,
    heard: Heard | None = None,
    preview: str | Path | None = None,
    on_progress: Progress | None = None,
    is_cancelled: Callable[[], bool] | None = None,
) -> Path:
    """Draw every pose and write the video.

    clip : the part of the music to be heard with it
    heard : of this part; loudness moves the avatar's face, and the neural performer's picture knows it
    preview : an mp4 to write as well, which every browser plays: what is transparent is squares in it

    Raises MotionError, OutputError, Cancelled.
    """
    from vc import video

    if clip and clip.seconds:
        clip = clip.lasting(motion.seconds)
    how = {"music": clip, "rate": motion.rate}
    frames = renderer(motion, heard)
    with ExitStack() as stack:
        if preview:
            frames = stack.enter_context(closing(_previewed(frames, preview, **how)))
        return video.write(
            frames, out, **how,
            on_progress=lambda done: report(on_progress, "Drawing", done, len(motion)), is_cancelled=is_cancelled,
        )  # fmt: skip


def _previewed(frames: Iterator[Frame], preview: str | Path, **how: Any) -> Generator[Frame, None, None]:
    """The frames as they are, while a preview of them is written."""
    from vc import video
    from vc.render.matte import over_checks

    own, shown = itertools.tee(frames)
    with closing(video.writing(map(over_checks, shown), preview, **how)) as written:
        for _, frame in zip(written, own, strict=True):
            yield frame
