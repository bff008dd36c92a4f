"""READ FIRST: one request from the music file to the mp4, as the app, the command line and Python use it.

    listen  music file -> what is heard: mel spectrogram and rhythm
    move    what is heard -> motion, 30 poses a second
    draw    motion -> frames -> mp4 with the music

`conduct` is these three in a row.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from vc import weights
from vc.errors import OutputError, PhotoError, VCError
from vc.files import appearing, refuse_overwriting
from vc.frame import SHAPES, SIZES, Frame, Size, frame_size
from vc.manner import AS_DRAWN, Manner
from vc.media import check_clip, describe
from vc.motion.export import EXPORTS, Take, export
from vc.motion.generate import find_model
from vc.music import Mel, Rhythm, ScoreMark
from vc.skeleton import Motion

if TYPE_CHECKING:
    from vc.audio.score.notation import Score
    from vc.render.avatar.character import Character
    from vc.render.character import Portrait
    from vc.render.character.build import Sight
    from vc.vision import Seen

Progress = Callable[[str, int, int], None]  # what is done now, how much of it is done, how much there is
Joints = Mapping[str, tuple[float, float]]  # "left_wrist" and so on -> x, y in pixels of the photo as it is read

RENDERERS = ("skeleton", "photo", "avatar", "neural")
NONE = "none"  # no background: the video is transparent
BACKGROUNDS = ("photo", "blur", "stage")
DRESSES = ("own", "tailcoat", "tails", "gown", "suit", "black")  # from "tails" on in three dimensions
DRESSED = DRESSES[2:]
BACKENDS = ("character", "puppet", "wan-animate")
DEFAULT_MODEL = "baton"


@dataclass(frozen=True)
class Heard:
    """A part of a piece of music, as the models take it in.

    marks : what its score says besides the beats, by time; empty without a score
    """

    mel: Mel
    rhythm: Rhythm
    marks: tuple[ScoreMark, ...] = ()


Renderer = Callable[[Motion, Heard | None], Iterator[Frame]]  # motion, the music that it belongs to -> frames
Drawer = Callable[..., Iterator[Frame]]  # a Renderer that may also be given a plain Frame to draw before


@dataclass(frozen=True)
class Conducted:
    """The result of `conduct`."""

    video: Path
    motion: Motion
    rhythm: Rhythm


def conduct(
    music: str | Path,
    out: str | Path,
    *,
    photo: str | Path | None = None,
    render: str | None = None,
    model: str = DEFAULT_MODEL,
    seed: int = 0,
    manner: Manner = AS_DRAWN,
    start_s: float = 0.0,
    seconds: float | None = None,
    track: int | None = None,
    size: str | Size = "720",
    shape: str | None = None,
    avatar: str | None = None,
    camera: str = "front",
    background: str = "photo",
    dress: str = "own",
    person: int | None = None,
    joints: Joints | None = None,
    backend: str = "character",
    rhythm: Rhythm | str | Path | None = None,
    score: str | Path | None = None,
    ear: str | None = None,
    smooth: bool | None = None,
    accept_licence: bool = False,
    motion_out: str | Path | None = None,
    exports: Iterable[str] = (),
    on_progress: Progress | None = None,
    is_cancelled: Callable[[], bool] | None = None,
) -> Conducted:
    """Conduct a piece of music: from a music file, and perhaps a photo, to an mp4 with sound.

    music : any common sound file
    out : the .mp4 to write; a .webm or .mov where the background is "none"
    photo : picture of the person who is to conduct; needed by render="photo"
    render : "photo", "skeleton", "avatar" or "neural"; by default "photo" if there is a photo, else "skeleton"
    model : one of vc.motion.generate.MODELS
    seed : another number is another interpretation; the same number is the same motion
    manner : energy, size, smoothness and left hand, see vc.manner
    start_s, seconds : the part of the music; None is up to the end
    track : which sound track of the file, from 1; None is the default one
    size : "512", "720", "1080": pixels of the shorter side; or (width, height) in pixels
    shape : "16:9", "9:16", "1:1", "4:5" or "photo", the photo's own; None is 1:1 at 512 and 16:9 else
    avatar, camera : figure and view of the avatar, see vc.render.avatar.AVATARS and CAMERAS
    background : "none" for a transparent video, see vc.video.CLEAR; of the photo video also one of BACKGROUNDS or the
        path of a picture
    dress : of the photo video: one of DRESSES
    person : who in the photo, counted from the best suited, 0; None is that one
    joints : of this person, where they really are, see vc.vision.joints; what is left out stays as it was found
    backend : of the photo video: "character", the person in three dimensions where the photo shows enough for it, else
        as "puppet", a cut-out; or "wan-animate", a video model that needs the gpu extra and a graphics card
    rhythm : beats that are known, see `listen`
    score : the piece's score, whose beats the music is followed by, see `listen`
    ear : who hears the beats, see `listen`
    smooth : Savitzky-Golay smoothing before drawing; None is what suits the model
    accept_licence : accept the research-only licence of the authors' weights, needed to fetch them
    motion_out : also write the motion as .npy, (T, 13, 2) float32 at 30 Hz
    exports : kinds of files to write beside `out`, see vc.motion.export.EXPORTS
    on_progress : called with (stage, done, total)
    is_cancelled : asked often; when true the work stops with Cancelled and leaves nothing behind

    Raises VCError (MusicError, PhotoError, WeightsError, OutputError, Cancelled) with a message for the user.
    """
    render = render or ("photo" if photo else "skeleton")
    out = _checked_video(out, transparent=background == NONE)
    motion_out = _checked_out(motion_out, ".npy") if motion_out else None
    _check_render(render, photo)
    files = {kind: export_path(out, kind) for kind in exports}
    known = None if isinstance(rhythm, Rhythm) else rhythm
    written = [(f"the export {kind}", path) for kind, path in files.items()]
    refuse_overwriting(
        [("the music", music), ("the photo", photo), ("the background", background), ("the score", score),
         ("the beats that are known", known)],
        [("the video", out), ("the motion", motion_out), *written],
    )  # fmt: skip
    check_music(music, start_s, seconds, track)
    find_model(model)
    pixels = picture_size(size, shape, photo)
    renderer = open_renderer(
        render, photo=photo, size=pixels, avatar=avatar, camera=camera, background=background, dress=dress,
        person=person, joints=joints, backend=backend, seed=seed, on_progress=on_progress,
    )  # fmt: skip
    heard = listen(
        music, start_s=start_s, seconds=seconds, track=track, rhythm=rhythm, score=score, ear=ear,
        on_progress=on_progress,
    )  # fmt: skip
    motion = move(
        heard,
        model=model,
        seed=seed,
        manner=manner,
        smooth=smooth,
        accept_licence=accept_licence,
        on_progress=on_progress,
    )
    if motion_out:
        save_motion(motion, motion_out)
    figure = sitter(photo, dress, person=person, joints=joints) if photo and dress in DRESSED and files else None
    for kind, path in files.items():
        take = Take(
            motion, heard.rhythm.loudness, seed=seed, avatar=avatar, person=figure, music=music, start_s=start_s
        )  # fmt: skip
        write_export(kind, take, path, on_progress)
    video = draw(
        motion, renderer, out, heard=heard, music=music, start_s=start_s, seconds=seconds, track=track,
        on_progress=on_progress, is_cancelled=is_cancelled,
    )  # fmt: skip
    return Conducted(video, motion, heard.rhythm)


def check_music(
    music: str | Path, start_s: float = 0.0, seconds: float | None = None, track: int | None = None
) -> None:
    """What a look at the file's header tells, before any work is done. Raises MusicError."""
    check_clip(Path(music).name, start_s, seconds)
    describe(music, track)


def listen(
    music: str | Path,
    *,
    start_s: float = 0.0,
    seconds: float | None = None,
    track: int | None = None,
    rhythm: Rhythm | str | Path | None = None,
    score: str | Path | None = None,
    ear: str | None = None,
    on_progress: Progress | None = None,
) -> Heard:
    """Decode a part of a music file and find its rhythm.

    rhythm : beats that are known: of this part, perhaps from vc.audio.rhythm.correct; or a file of labels of the whole
        music, of any kind that `vc.audio.labels.read_labels` knows
    score : a MusicXML or MIDI file of the piece, which is followed through the recording: bars and beats are then the
        score's. Repeats may be played or not, and the recording may be a part of the piece.
    ear : "own", the default, or "beat-this" or "beat-this=FILE.ckpt" for Beat This!, see vc.models.beat_this

    Raises MusicError, and ScoreError for a file that is no table of beats or no score, and for another piece's score.
    """
    from vc.audio.load import stream_music
    from vc.audio.mel import official_mel
    from vc.audio.rhythm.annotation import annotated
    from vc.audio.rhythm.correct import checked
    from vc.audio.score import read_score
    from vc.motion.hearing import find_rhythm, parse_ear

    checkpoint = parse_ear(ear)
    if rhythm is not None and score is not None:
        raise VCError("Beats come either from labels or from a score. Give one of them.")
    written = read_score(score) if score is not None else None
    _report(on_progress, "Listening", 0, 2)
    part: dict[str, Any] = {"start_s": start_s, "seconds": seconds, "track": track}
    blocks = stream_music(music, **part)
    mel = official_mel(_asked_between(blocks, lambda: _report(on_progress, "Listening", 0, 2)))
    _report(on_progress, "Listening", 1, 2)
    found = find_rhythm(mel, _heard_otherwise(checkpoint, music, part))
    if isinstance(rhythm, Rhythm):
        found = checked(found, rhythm.beats_s, rhythm.bar_positions, rhythm.beats_per_bar)
    elif rhythm is not None:
        found = annotated(found, Path(rhythm), start_s=start_s)
    marks: tuple[ScoreMark, ...] = ()
    if written is not None:
        found, marks = _followed(found, music, part, written)
    _report(on_progress, "Listening", 2, 2)
    return Heard(mel, found, marks)


def _heard_otherwise(checkpoint: str | None, music: str | Path, part: dict[str, Any]) -> np.ndarray | None:
    """The chances that Beat This! hears in this part of the music, if it is asked."""
    if checkpoint is None:
        return None
    from vc.audio.load import load_music
    from vc.models.beat_this import hear_beat_this

    return hear_beat_this(load_music(music, **part), checkpoint)


def _followed(
    rhythm: Rhythm, music: str | Path, part: dict[str, Any], score: "Score"
) -> tuple[Rhythm, tuple[ScoreMark, ...]]:
    """The rhythm that the score gives to this part of the music, and its marks."""
    from vc.audio.load import load_music
    from vc.audio.score.follow import check_length, follow_score

    check_length(rhythm.seconds)
    return follow_score(rhythm, load_music(music, **part), score)


def _asked_between(blocks: Iterator[np.ndarray], ask: Callable[[], None], every: int = 100) -> Iterator[np.ndarray]:
    """Hours of music are listened to for a while; `ask` may end it with an exception."""
    for number, block in enumerate(blocks):
        if number % every == 0:
            ask()
        yield block


def move(
    heard: Heard,
    *,
    model: str = DEFAULT_MODEL,
    seed: int = 0,
    manner: Manner = AS_DRAWN,
    smooth: bool | None = None,
    device: str = "cpu",
    accept_licence: bool = False,
    on_progress: Progress | None = None,
) -> Motion:
    """Generate the motion, with floor(seconds x 30) poses. Raises WeightsError."""
    from vc.motion.generate import generate
    from vc.motion.postprocess import smooth as smoothed

    chosen = find_model(model)
    path = weights.fetch(chosen.weights, accept_licence=accept_licence) if chosen.weights else None

    def report(part: float) -> None:
        _report(on_progress, "Finding the movements", round(100 * part), 100)

    report(0)
    motion = generate(
        heard.mel,
        model=model,
        seed=seed,
        device=device,
        weights_path=path,
        rhythm=heard.rhythm,
        manner=manner,
        on_progress=report,
    )
    return smoothed(motion) if (chosen.jitters if smooth is None else smooth) else motion


def open_renderer(
    render: str,
    *,
    photo: str | Path | None = None,
    size: Size = SIZES["720"],
    avatar: str | None = None,
    camera: str = "front",
    background: str = "photo",
    dress: str = "own",
    person: int | None = None,
    joints: Joints | None = None,
    backend: str = "character",
    seed: int = 0,
    on_progress: Progress | None = None,
) -> Renderer:
    """Prepare drawing; for "photo" this finds the person and cuts them out. Raises PhotoError, WeightsError."""
    _check_render(render, photo)
    if backend not in BACKENDS:
        raise VCError(f"There is no backend {backend!r}. Choose one of {', '.join(BACKENDS)}.")
    if background == NONE and (render == "neural" or backend == "wan-animate"):
        raise VCError("What a network draws has its background in it. Choose another renderer, or another background.")
    if render == "skeleton":
        drawer = _open_skeleton(size)
    elif render == "avatar":
        drawer = _open_avatar(size, avatar, camera, seed)
    elif render == "neural":
        drawer = _open_neural(size)
    else:
        drawer = _open_photo(str(photo), size, background, dress, person, joints, backend, camera, seed, on_progress)
    return partial(_draw_transparent, drawer, size) if background == NONE else drawer


def _draw_transparent(drawer: Drawer, size: Size, motion: Motion, heard: Heard | None) -> Iterator[Frame]:
    from vc.render.matte import transparent

    return transparent(partial(drawer, motion, heard), size)


def _open_skeleton(size: Size) -> Drawer:
    from vc.render import skeleton

    return lambda motion, _heard, behind=None: skeleton.frames(motion, size=size, background=behind)


def _open_avatar(size: Size, avatar: str | None, camera: str, seed: int) -> Drawer:
    from vc.render import avatar as room

    avatar = avatar or room.AVATARS[0]
    for name, known in ((avatar, room.AVATARS), (camera, tuple(room.CAMERAS))):
        if name not in known:
            raise VCError(f"{name!r} is not known. Choose one of {', '.join(known)}.")

    def draw(motion: Motion, heard: Heard | None, behind: Frame | None = None) -> Iterator[Frame]:
        loudness = heard.rhythm.loudness if heard else None
        return room.frames(
            motion, size=size, avatar=avatar, camera=camera, loudness=loudness, seed=seed, background=behind
        )

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


def _open_photo(
    photo: str,
    size: Size,
    background: str,
    dress: str,
    person: int | None,
    joints: Joints | None,
    backend: str,
    camera: str,
    seed: int,
    on_progress: Progress | None,
) -> Drawer:
    from vc.render import photo as room
    from vc.vision import load_photo, open_portrait

    if dress not in DRESSES:
        raise VCError(f"{dress!r} is not known. Choose one of {', '.join(DRESSES)}.")
    model = _open_video_model(on_progress) if backend == "wan-animate" else None
    _report(on_progress, "Preparing the photo", 0, 1)
    known = "photo" if background == NONE else background
    behind: Any = known if known in BACKGROUNDS else load_photo(known)
    clothes: Any = "own" if dress == "own" else "tailcoat"
    paths = pose_models()
    portrait = open_portrait(photo, **paths)
    for note in portrait.notes:
        _report(on_progress, note, 1, 1)
    if backend == "character" and dress != "tailcoat":
        found = _open_character(portrait.pixels, size, behind, dress, person, joints, camera)
        if found is not None:
            _report(on_progress, "Preparing the photo", 1, 1)
            return partial(_draw_character, found, seed)
    puppet = room.prepare(
        portrait.pixels,
        size=size,
        person=person,
        joints=joints,
        background=behind,
        dress=clothes,
        **paths,
    )
    _report(on_progress, "Preparing the photo", 1, 1)
    if model is None:
        return lambda motion, _heard, back=None: room.frames(
            motion, size=size, puppet=puppet, seed=seed, background=back
        )
    from vc.render.photo import wan

    return lambda motion, _heard: wan.frames(motion, size=size, puppet=puppet, model=model, seed=seed)


def _open_character(
    photo: np.ndarray,
    size: Size,
    background: Any,
    dress: str,
    person: int | None,
    joints: Joints | None,
    camera: str,
) -> "Portrait | None":
    """The person in three dimensions, in their own clothes; in tails where the photo shows too little of those.

    None if it shows no face either. Raises PhotoError for another dress if it shows none.
    """
    from vc.render import character
    from vc.render.character.onstage import on_stage

    if camera not in character.VIEWS:
        raise VCError(f"{camera!r} is not known. Choose one of {', '.join(character.VIEWS)}.")
    if dress == "own":
        found = character.prepare(
            photo, size=size, person=person, joints=joints, background=background, camera=camera,
            face_path=weights.fetch("face-mesh"), **pose_models(),
        )  # fmt: skip
        if found is not None:
            return found
    sight = _sight(photo, person, joints)
    if sight.face is None and dress == "own":
        return None
    return on_stage(sight, size, "tails" if dress == "own" else dress, background, camera)


def _draw_character(
    portrait: "Portrait", seed: int, motion: Motion, heard: Heard | None, behind: Frame | None = None
) -> Iterator[Frame]:
    from vc.render import character

    rhythm = heard.rhythm if heard else None
    return character.frames(motion, size=portrait.size, portrait=portrait, rhythm=rhythm, seed=seed, background=behind)


def _sight(photo: np.ndarray, person: int | None, joints: Joints | None) -> "Sight":
    from vc.render.character.build import look
    from vc.render.photo.puppet import find_conductor

    chosen, others = find_conductor(photo, person, joints, **pose_models())
    return look(photo, chosen, others, face_path=weights.fetch("face-mesh"))


def sitter(
    photo: str | Path, dress: str = "tails", *, person: int | None = None, joints: Joints | None = None
) -> "Character":
    """The person of a photo as a figure for exports and the live stage, in one of DRESSED.

    person, joints : see `conduct`
    Raises PhotoError, where no face is to be seen too, and WeightsError.
    """
    from vc.render.character.onstage import character_of
    from vc.vision import open_portrait

    sight = _sight(open_portrait(photo, **pose_models()).pixels, person, joints)
    return character_of(sight, dress if dress in DRESSED else "tails")


def open_sitter(person: "Character", size: Size, camera: str, seed: int) -> Renderer:
    """Draw the person of `sitter` on the stage, seen by one of `vc.render.avatar.CAMERAS`."""
    from vc.render.character.onstage import frames_of

    def draw(motion: Motion, heard: Heard | None) -> Iterator[Frame]:
        loudness = heard.rhythm.loudness if heard else None
        return frames_of(motion, size=size, character=person, camera=camera, loudness=loudness, seed=seed)

    return draw


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
    music: str | Path,
    heard: Heard | None = None,
    start_s: float = 0.0,
    seconds: float | None = None,
    track: int | None = None,
    on_progress: Progress | None = None,
    is_cancelled: Callable[[], bool] | None = None,
) -> Path:
    """Draw every pose and write the mp4 with the music.

    heard : of this part of the music; loudness moves the avatar's face, and the neural performer's picture knows it

    Raises MotionError, OutputError, Cancelled.
    """
    from vc import video

    return video.write(
        renderer(motion, heard),
        out,
        music=music,
        start_s=start_s,
        seconds=seconds if seconds is None else motion.seconds,
        track=track,
        rate=motion.rate,
        on_progress=lambda done: _report(on_progress, "Drawing", done, len(motion)),
        is_cancelled=is_cancelled,
    )


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


def picture_size(size: str | Size, shape: str | None = None, photo: str | Path | None = None) -> Size:
    """Width and height of the video, see `conduct`. Raises VCError, and PhotoError where the photo's shape is asked."""
    if shape is not None and shape not in SHAPES:
        raise VCError(f"There is no shape {shape!r}. Choose one of {', '.join(SHAPES)}.")
    if not isinstance(size, str) or shape is None:
        return parse_size(size)
    parse_size(size)
    if shape != "photo":
        return frame_size(size, shape)
    if not photo:
        raise PhotoError("The photo's own shape needs a photo. Add one, or choose another shape.")
    from vc.vision import open_portrait

    return frame_size(size, shape, open_portrait(photo, **pose_models()).shape)


def parse_size(size: str | Size) -> Size:
    """Raises VCError for a size that is not known, odd, or outside 64 to 4096 pixels."""
    if isinstance(size, str):
        if size not in SIZES:
            raise VCError(f"The size {size!r} is not known. Choose one of {', '.join(SIZES)}.")
        return SIZES[size]
    if any(side % 2 or not 64 <= side <= 4096 for side in size):
        raise VCError(f"A video needs even sides from 64 to 4096 pixels, not {size[0]} x {size[1]}.")
    return size


def _check_render(render: str, photo: str | Path | None) -> None:
    if render not in RENDERERS:
        raise VCError(f"There is no renderer {render!r}. Choose one of {', '.join(RENDERERS)}.")
    if render == "photo" and not photo:
        raise PhotoError("The photo video needs a photo of a person. Add one, or choose the skeleton video.")


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
