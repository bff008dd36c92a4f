"""READ FIRST: one request from the music file to the mp4, as the app, the command line and Python use it.

    listen  music file -> what is heard: mel spectrogram and rhythm
    move    what is heard -> motion, 30 poses a second
    draw    motion -> frames -> mp4 with the music

`conduct` is these three in a row.
"""

import itertools
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from vc import weights
from vc.clip import Clip
from vc.errors import OutputError, PhotoError, VCError
from vc.files import appearing, refuse_overwriting
from vc.frame import Frame, Size, frame_size
from vc.hints import Hints
from vc.media import describe
from vc.models.registry import find_model
from vc.motion.conductor import Conductor
from vc.motion.export import EXPORTS, Take, export
from vc.music import Chances, Mel, Rhythm, ScoreMark, bare_chances
from vc.render.options import BACKGROUNDS, DRESSED, NONE, AvatarVideo, NeuralVideo, PhotoVideo, SkeletonVideo, Video
from vc.skeleton import Motion

if TYPE_CHECKING:
    from vc.audio.score.notation import Score
    from vc.render.avatar.character import Character
    from vc.render.character import Portrait
    from vc.render.character.build import Sight
    from vc.vision import Seen

_EMPTY = 12.0  # standard deviation, RGB, of photos of an empty wall
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
    motion_out : also write the motion as .npy, (T, 13, 2) float32 at 30 Hz
    exports : kinds of files to write beside `out`, see vc.motion.export.EXPORTS
    on_progress : called with (stage, done, total)
    is_cancelled : asked often; when true the work stops with Cancelled and leaves nothing behind

    Raises VCError (MusicError, PhotoError, WeightsError, OutputError, Cancelled) with a message for the user.
    """
    clip, video, conductor = Clip.of(music), render or SkeletonVideo(), conductor or Conductor()
    out = _checked_video(out, transparent=_is_transparent(video))
    motion_out = _checked_out(motion_out, ".npy") if motion_out else None
    files = {kind: export_path(out, kind) for kind in exports}
    _refuse_overwriting(clip, video, hints, {"the video": out, "the motion": motion_out, **files})
    check_music(clip)
    _weights_of(conductor)  # refused, if at all, before any work
    renderer = open_renderer(video, seed=conductor.seed, on_progress=on_progress)
    heard = listen(clip, hints=hints, on_progress=on_progress)
    motion = move(heard, conductor, on_progress=on_progress)
    if motion_out:
        save_motion(motion, motion_out)
    avatar = video.avatar if isinstance(video, AvatarVideo) else None
    dressed = isinstance(video, PhotoVideo) and video.dress in DRESSED
    person = sitter(video) if isinstance(video, PhotoVideo) and dressed and files else None
    for kind, path in files.items():
        take = Take(motion, heard.rhythm.loudness, seed=conductor.seed, avatar=avatar, person=person, clip=clip)
        write_export(kind, take, path, on_progress)
    draw(motion, renderer, out, clip=clip, heard=heard, on_progress=on_progress, is_cancelled=is_cancelled)
    return Conducted(out, motion, heard.rhythm)


def _refuse_overwriting(clip: Clip, video: Video, hints: Hints | None, outputs: Mapping[str, Path | None]) -> None:
    """Raises OutputError if something that is written would take the place of something that is read."""
    beats = hints.beats if hints and not isinstance(hints.beats, Rhythm) else None
    refuse_overwriting(
        [("the music", clip.file), ("the photo", getattr(video, "photo", None)), ("the beats that are known", beats),
         ("the background", getattr(video, "background", None)), ("the score", hints.score if hints else None)],
        [(f"the export {name}" if name in EXPORTS else name, path) for name, path in outputs.items()],
    )  # fmt: skip


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
    from vc.motion.hearing import hear, parse_ear

    clip, hints = Clip.of(music), hints or Hints()
    bounds, checkpoint = hints.bounds(clip.start_s), parse_ear(hints.ear)  # refused, if at all, before any work
    score = read_score(hints.score) if hints.score is not None else None
    _report(on_progress, "Listening", 0, 2)
    blocks = stream_music(clip)
    mel = official_mel(_asked_between(blocks, lambda: _report(on_progress, "Listening", 0, 2)))
    _report(on_progress, "Listening", 1, 2)
    marks: tuple[ScoreMark, ...] = ()
    chances = hear(mel) if checkpoint is None else _heard_otherwise(checkpoint, clip)
    found = track_rhythm(mel, chances, bounds)
    if isinstance(hints.beats, Rhythm):
        found = checked(found, hints.beats.beats_s, hints.beats.bar_positions, hints.beats.beats_per_bar)
    elif hints.beats is not None:
        found = annotated(found, Path(hints.beats), start_s=clip.start_s)
    elif score is not None:
        found, marks = _followed(found, clip, score)
    _report(on_progress, "Listening", 2, 2)
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


def move(heard: Heard, conductor: Conductor | None = None, *, on_progress: Progress | None = None) -> Motion:
    """Generate the motion, with floor(seconds x 30) poses. Raises WeightsError."""
    from vc.audio.rhythm.level import conducted
    from vc.models import check_device
    from vc.motion.generate import generate
    from vc.motion.postprocess import smooth

    conductor = conductor or Conductor()
    model, path = find_model(conductor.model), _weights_of(conductor)
    if path and conductor.device != "cpu":
        check_device(conductor.device)

    def report(part: float) -> None:
        _report(on_progress, "Finding the movements", round(100 * part), 100)

    report(0)
    motion = generate(
        heard.mel,
        model=conductor.model,
        seed=conductor.seed,
        device=conductor.device,
        weights_path=path,
        rhythm=conducted(heard.rhythm, conductor.level),
        manner=conductor.manner,
        on_progress=report,
    )
    return smooth(motion) if (model.jitters if conductor.smooth is None else conductor.smooth) else motion


def _weights_of(conductor: Conductor) -> Path | None:
    """The file, fetched if need be; None for a model without weights. Raises WeightsError."""
    name = find_model(conductor.model).weights
    return weights.fetch(name, accept_licence=conductor.accept_licence) if name else None


def open_renderer(video: Video, *, seed: int = 0, on_progress: Progress | None = None) -> Renderer:
    """Prepare drawing; for a photo this finds the person and cuts them out. Raises PhotoError, WeightsError.

    seed : of what is left to chance, such as blinking
    """
    video = in_pixels(video)
    return _clear_if_asked(_open_drawer(video, seed, on_progress), video)


def _clear_if_asked(drawer: Drawer, video: Video) -> Renderer:
    return partial(_draw_transparent, drawer, video.pixels) if _is_transparent(video) else drawer


def _open_drawer(video: Video, seed: int, on_progress: Progress | None) -> Drawer:
    if isinstance(video, PhotoVideo):
        return _open_photo(video, seed, on_progress)
    if isinstance(video, AvatarVideo):
        return _open_avatar(video, seed)
    if isinstance(video, NeuralVideo):
        return _open_neural(video.pixels)
    from vc.render import skeleton

    return lambda motion, _heard, behind=None: skeleton.frames(motion, size=video.pixels, background=behind)


def _is_transparent(video: Video) -> bool:
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


def _open_avatar(video: AvatarVideo, seed: int) -> Drawer:
    from vc.render.avatar import frames

    def draw(motion: Motion, heard: Heard | None, behind: Frame | None = None) -> Iterator[Frame]:
        loudness = heard.rhythm.loudness if heard else None
        return frames(
            motion, size=video.pixels, avatar=video.avatar, camera=video.camera, loudness=loudness, seed=seed,
            background=behind,
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


def _open_photo(video: PhotoVideo, seed: int, on_progress: Progress | None) -> Drawer:
    from vc.render import photo
    from vc.vision import load_photo, open_portrait

    if video.backend == "wan-animate" and video.background == NONE:
        raise VCError("What a network draws has its background in it. Choose another backend, or another background.")
    model = _open_video_model(on_progress) if video.backend == "wan-animate" else None
    _report(on_progress, "Preparing the photo", 0, 1)
    known = "photo" if video.background == NONE else video.background
    behind: Any = known if known in BACKGROUNDS else load_photo(known)
    dress: Any = "own" if video.dress == "own" else "tailcoat"
    paths = pose_models()
    portrait = open_portrait(video.photo, **paths)
    for note in portrait.notes:
        _report(on_progress, note, 1, 1)
    if video.backend == "character" and video.dress != "tailcoat":
        found = _open_character(portrait.pixels, video, behind)
        if found is not None:
            _report(on_progress, "Preparing the photo", 1, 1)
            return partial(_draw_character, found, seed)
    puppet = photo.prepare(
        portrait.pixels,
        size=video.pixels,
        person=video.person,
        joints=video.joints,
        background=behind,
        dress=dress,
        **paths,
    )
    _report(on_progress, "Preparing the photo", 1, 1)
    if model is None:
        return lambda motion, _heard, back=None: photo.frames(
            motion, size=video.pixels, puppet=puppet, seed=seed, background=back
        )
    from vc.render.photo import wan

    return lambda motion, _heard: wan.frames(motion, size=video.pixels, puppet=puppet, model=model, seed=seed)


def _open_character(photo: np.ndarray, video: PhotoVideo, background: Any) -> "Portrait | None":
    """The person in three dimensions, in their own clothes; in tails where the photo shows too little of those.

    Whoever is in the photo may be no human being: then the head is found by its outline, and wears tails or the dress
    that was asked for. None if a person shows no face either. Raises PhotoError for another dress if they show none,
    and for a photo of nobody and nothing.
    """
    from vc.render import character
    from vc.render.character.onstage import creature_on_stage, on_stage
    from vc.vision.circle import find_circle

    dress = "tails" if video.dress == "own" else video.dress
    creature = video.dress in DRESSED and _is_creature(photo)
    if video.dress == "own":
        try:
            found = character.prepare(
                photo, size=video.pixels, person=video.person, joints=video.joints, background=background,
                camera=video.camera, face_path=weights.fetch("face-mesh"), **pose_models(),
            )  # fmt: skip
        except PhotoError:
            creature = _is_creature(photo)
            if not creature:
                raise
        else:
            if found is not None:
                return found
    if creature:
        return creature_on_stage(photo, find_circle(photo), video.pixels, dress, background, video.camera)
    sight = _sight(photo, video)
    if sight.face is None and video.dress == "own":
        return None
    return on_stage(sight, video.pixels, dress, background, video.camera)


def _draw_character(
    portrait: "Portrait", seed: int, motion: Motion, heard: Heard | None, behind: Frame | None = None
) -> Iterator[Frame]:
    from vc.render import character

    rhythm = heard.rhythm if heard else None
    return character.frames(motion, size=portrait.size, portrait=portrait, rhythm=rhythm, seed=seed, background=behind)


def _sight(photo: np.ndarray, video: PhotoVideo) -> "Sight":
    from vc.render.character.build import look
    from vc.render.photo.puppet import find_conductor

    chosen, others = find_conductor(photo, video.person, video.joints, **pose_models())
    return look(photo, chosen, others, face_path=weights.fetch("face-mesh"))


def _is_creature(photo: np.ndarray) -> bool:
    """Whether there is no human being in the photo: a pet, a mask, a toy; and more than an empty wall."""
    from vc.vision import find_people

    if photo.std((0, 1)).max() < _EMPTY:
        return False

    paths = pose_models()
    return not find_people(photo, detector_path=paths["detector_path"], landmarks_path=paths["landmarks_path"])


def sitter(video: PhotoVideo) -> "Character":
    """The person of a photo as a figure for exports and the live stage, in the video's dress if it is one of DRESSED.

    Raises PhotoError, where no face is to be seen too, and WeightsError.
    """
    from vc.render.character.onstage import character_of, creature
    from vc.vision import open_portrait
    from vc.vision.circle import find_circle

    pixels = open_portrait(video.photo, **pose_models()).pixels
    dress = video.dress if video.dress in DRESSED else "tails"
    try:
        sight = _sight(pixels, video)
    except PhotoError:
        if not _is_creature(pixels):
            raise
        return creature(pixels, find_circle(pixels), dress)
    return character_of(sight, dress)


def open_sitter(person: "Character", video: AvatarVideo, seed: int) -> Renderer:
    """Draw the person of `sitter` on the stage, in place of the figure."""
    from vc.render.character.onstage import frames_of

    def draw(motion: Motion, heard: Heard | None, behind: Frame | None = None) -> Iterator[Frame]:
        loudness = heard.rhythm.loudness if heard else None
        return frames_of(
            motion, size=video.pixels, character=person, camera=video.camera, loudness=loudness, seed=seed,
            background=behind,
        )  # fmt: skip

    return _clear_if_asked(draw, video)


def _open_video_model(on_progress: Progress | None) -> Any:
    """Wan-Animate, ready to draw. Raises WeightsError where it cannot run."""
    from vc.models.wan import CARRIED, RATE, SEGMENT, open_wan
    from vc.render.photo.wan import Model

    animate = open_wan(on_message=lambda message: _report(on_progress, message, 0, 1))
    return Model(animate, segment=SEGMENT, carried=CARRIED, rate=RATE)


def see_photo(photo: str | Path) -> tuple[np.ndarray, "list[Seen]"]:
    """The picture that is worked with, (h, w, 3) uint8, and everybody in it: `person` and `joints` refer to both.

    It is the photo, upright, cropped where people are small in it, and scaled down to 1600 pixels a side.

    Raises PhotoError, WeightsError.
    """
    from vc.vision import open_portrait, see_people

    paths = pose_models()
    portrait = open_portrait(photo, **paths)
    people = see_people(portrait.pixels, **paths)
    return portrait.pixels, [replace(seen, advice=(*portrait.notes, *seen.advice)) for seen in people]


def pose_models() -> dict[str, Path]:
    """Where the models lie that find people, as vc.vision takes them. Raises WeightsError."""
    return {"detector_path": weights.fetch("pose-detector"), "landmarks_path": weights.fetch("pose-landmarks")}


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
            on_progress=lambda done: _report(on_progress, "Drawing", done, len(motion)), is_cancelled=is_cancelled,
        )  # fmt: skip


def _previewed(frames: Iterator[Frame], preview: str | Path, **how: Any) -> Generator[Frame, None, None]:
    """The frames as they are, while a preview of them is written."""
    from vc import video
    from vc.render.matte import over_checks

    own, shown = itertools.tee(frames)
    with closing(video.writing(map(over_checks, shown), preview, **how)) as written:
        for _, frame in zip(written, own, strict=True):
            yield frame


def export_path(out: str | Path, kind: str) -> Path:
    """Where an export lies: beside the video, with its name. Raises OutputError for an unknown kind."""
    if kind not in EXPORTS:
        raise OutputError(f"There is no export {kind!r}. Choose one of {', '.join(EXPORTS)}.")
    out, suffix = Path(out), EXPORTS[kind].suffix
    return out.with_name(f"{out.stem}_{kind}{suffix}") if suffix == out.suffix else out.with_suffix(suffix)


def write_export(kind: str, take: Take, path: Path, on_progress: Progress | None = None) -> Path:
    """Write a motion for other programs. Raises OutputError."""
    _report(on_progress, f"Writing {kind}", 0, 1)
    export(kind, take, path)
    _report(on_progress, f"Writing {kind}", 1, 1)
    return path


def save_motion(motion: Motion, path: str | Path) -> Path:
    """Write (T, 13, 2) float32 poses at 30 Hz as .npy; the file appears only when complete. Raises OutputError."""
    path = Path(path)
    with appearing(path) as part, part.open("wb") as file:
        np.save(file, motion.points)
    return path


def _checked_video(path: str | Path, *, transparent: bool) -> Path:
    from vc.video import kind_of

    kind_of(path, transparent=transparent)
    return _checked_out(path, Path(path).suffix.lower())


def _checked_out(path: str | Path, suffix: str) -> Path:
    path = Path(path)
    if path.suffix.lower() != suffix:
        raise OutputError(f"{path.name or path} has to end in {suffix}.")
    if path.is_dir():
        raise OutputError(f"{path} is a folder. Name a {suffix} file in it.")
    return path


def _report(on_progress: Progress | None, stage: str, done: int, total: int) -> None:
    if on_progress:
        on_progress(stage, done, total)
