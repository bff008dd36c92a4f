"""What the page's buttons do, as work for vc.web.jobs: conduct, preview, the files, everything as a zip."""

import spaces  # isort: skip  - on a ZeroGPU Space it has to be imported before torch

import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from vc import pipeline
from vc.clip import Clip
from vc.errors import PhotoError, VCError, WeightsError
from vc.files import workspace
from vc.hints import Hints
from vc.media import describe
from vc.models.registry import find_model
from vc.motion.export import EXPORTS, ExportOptions, Take, export
from vc.music import Rhythm
from vc.render.avatar import CAMERAS
from vc.render.options import AvatarVideo, PhotoVideo, Video, kind_of
from vc.skeleton import Motion
from vc.weights import REGISTRY

from .beats import EditedBeats, as_lists, corrected, edit_beats, from_sheet
from .beats import Recalled as RecalledBeats
from .bundle import SETTINGS_NAME, write_zip
from .credentials import signer
from .estimate import Speed
from .gpu import GpuTime
from .hosting import MARK
from .jobs import Job, Work
from .joints import EditedJoints, chosen
from .joints import Recalled as RecalledJoints
from .lately import heard_lately, people_lately
from .live import stage_html
from .preview import Shown, preview_value
from .served import cached
from .settings import OPAQUE, File, Settings, shaped, write

TAILS_ON_STAGE = (
    "The live stage shows you in tails, from head to foot. In your own clothes you are in the video and in the glTF "
    "file, where the photo shows enough of them."
)
ONE_ON_STAGE = "The live stage holds one: the first of those who conduct together. Your video shows all of them."
UNASKED_S = 1200.0  # longer pieces are heard only when somebody asks
KINDS = ("yours", "skeleton")  # of videos that a run makes, in this order

speed, gpu_time = Speed(), GpuTime()


@dataclass(frozen=True)
class Corrections:
    """What the page's editors hold: beats of some music, person and joints of some photo.

    sheet : a score of the music, or its beats, as a file; what the beat editor holds counts less
    """

    beats: EditedBeats | RecalledBeats | None = None
    joints: EditedJoints | RecalledJoints | None = None
    sheet: str | None = None

    def rhythm(self, clip: Clip, hints: Hints) -> Rhythm | None:
        """The rhythm of this part of this music, if it was set right. Raises VCError."""
        if self.sheet:
            return from_sheet(edit_beats(clip, hints), self.sheet)[0].rhythm
        return corrected(self.beats, clip, hints)

    def looks(self, photo: str | None) -> dict[str, Any]:
        """`person` and `joints`, or `head`, of this photo, if they were set right. Raises PhotoError."""
        return chosen(self.joints, photo)


@dataclass(frozen=True)
class Drawn:
    """A video, where it is served from.

    file : the video
    shown : what the page plays: the same, or a preview of a transparent one, which few browsers show as it is
    """

    file: str
    shown: str

    @classmethod
    def cached(cls, file: Path, preview: Path | None = None) -> "Drawn":
        """Of a file that is still elsewhere."""
        video = cached(file)
        return cls(video, cached(preview) if preview else video)

    @property
    def transparent(self) -> bool:
        return self.file != self.shown


@dataclass(frozen=True)
class Results:
    """What a run puts on the page, and all that further files of it are made from.

    companions : files of the motions of those who conduct beside; beside : their photos
    picture : what is behind, where that is a picture
    previous : the take before this one, to compare with, if it was of the same part of the same music
    by_hand : what was set right by hand, as settings.json holds it
    preview, compare : values of the previews of this take, and of it beside the previous one
    stage : HTML of the live stage
    plot : both wrists against the beats, a figure
    motion : a file, where it is served from
    yours, skeleton : the videos that there are
    """

    settings: Settings
    take: Take
    rhythm: Rhythm
    music: File
    photo: File | None = None
    photo_path: str | None = None
    by_hand: dict[str, Any] = field(default_factory=dict)
    companions: tuple[str, ...] = ()
    beside: tuple[File, ...] = ()
    picture: File | None = None
    previous: "Results | None" = None
    preview: str = ""
    compare: str = ""
    stage: str = ""
    plot: Any = None
    motion: str = ""
    yours: Drawn | None = None
    skeleton: Drawn | None = None

    @property
    def in_own_clothes(self) -> bool:
        """Whether your video shows a photo's person as they are dressed, if it shows enough of them."""
        wanted = self.settings.dress == "own" and self.settings.kind(self.photo_path) == "photo"
        return wanted and self.take.person is not None and "head" not in self.by_hand

    def is_comparable(self, other: "Results") -> bool:
        """Two takes of the same part of the same music can be compared."""
        return self.take.clip == other.take.clip

    def is_same(self, other: "Results") -> bool:
        return np.array_equal(self.take.motion.points, other.take.motion.points)

    @property
    def music_path(self) -> str:
        return str(clip_of(self.take).file)

    def after(self, previous: "Results | None") -> "Results":
        """These results with the take before them; older takes are let go."""
        results = replace(self, preview=preview_value([self.shown()]))
        if previous is None or not self.is_comparable(previous):
            return results
        if previous.is_same(self):  # it was only rehearsed before, or drawn again
            return replace(results, previous=previous.previous, compare=previous.compare)
        both = preview_value([previous.shown(), self.shown()])
        return replace(results, previous=replace(previous, previous=None), compare=both)

    def shown(self) -> Shown:
        return Shown(f"{self.settings.manner}, seed {self.settings.seed}", self.take, self.rhythm)

    def with_videos(self, *, yours: Path, skeleton: Path) -> "Results":
        return replace(self, yours=Drawn.cached(yours), skeleton=Drawn.cached(skeleton))


def gpu_s(heard: pipeline.Heard, settings: Settings, _accept_licence: bool, people: int) -> int:
    """Seconds of a GPU to ask a Space for."""
    return gpu_time.asked_s(settings.model, heard.mel.seconds, people)


@spaces.GPU(duration=gpu_s)
def _move_on_gpu(heard: pipeline.Heard, settings: Settings, accept_licence: bool, people: int) -> tuple[Motion, float]:
    """The motion, and the seconds that it took: on a Space this runs in a process that is forgotten."""
    import torch

    began = time.monotonic()
    device = "cuda" if torch.cuda.is_available() else "cpu"
    return _move(heard, settings, accept_licence, device=device, people=people), time.monotonic() - began


def _move(heard: pipeline.Heard, settings: Settings, accept_licence: bool, device: str = "cpu", **how: Any) -> Motion:
    """how : of `pipeline.move`"""
    return pipeline.move(heard, replace(settings.conductor, accept_licence=accept_licence, device=device), **how)


def move(heard: pipeline.Heard, settings: Settings, accept_licence: bool, job: Job, people: int = 1) -> Motion:
    """Ask for a GPU only for models that are worth it; what happens there cannot be watched."""
    if not find_model(settings.model).heavy:
        return _move(heard, settings, accept_licence, on_progress=job.report, people=people)
    job.report("Finding the movements", 0, 1)
    motion, took_s = _move_on_gpu(heard, settings, accept_licence, people)
    gpu_time.remember(settings.model, heard.mel.seconds, people, took_s)
    return motion


def notice_of(model: str) -> str | None:
    """The notice that has to be accepted before this model's weights are used."""
    weights = find_model(model).weights
    return REGISTRY[weights].notice if weights else None


def conduct(
    settings: Settings,
    music: str,
    photo: str | None,
    *,
    beside: Sequence[str] = (),
    picture: str | None = None,
    accept_licence: bool = False,
    previous: Results | None = None,
    corrections: Corrections = Corrections(),
    kinds: tuple[str, ...] = KINDS,
    shown: bool = True,
) -> Work:
    """The whole way: yields Results as soon as there is something to see, and with every video.

    beside : photos of others who conduct beside, where the photo's person does
    picture : a file, to stand before
    kinds : of KINDS; without any it is a rehearsal
    shown : on the page, with previews, live stage and plot; programs want the files alone
    """

    def work(job: Job) -> Iterator[Results]:
        clip, hints = settings.clip(music), settings.hints
        rhythm, looks = corrections.rhythm(clip, hints), corrections.looks(photo)
        yours = settings.yours(photo, picture, **looks, beside=_others(settings, photo, beside))
        people = pipeline.people_in(yours) if "yours" in kinds else 1
        heard = heard_lately.hear(clip, hints, rhythm=rhythm, on_progress=job.report)
        motion = move(heard, settings, accept_licence, job, people)
        by_hand = ({"beats": as_lists(rhythm)} if rhythm else {}) | looks
        results = results_of(settings, motion, heard.rhythm, clip, photo, by_hand)
        results = replace(results, beside=tuple(map(File.of, getattr(yours, "beside", ()))),
                          picture=File.of(picture) if picture else None)  # fmt: skip
        results = with_person(results, photo, looks, job)
        if shown:
            results = on_stage(results.after(previous))
            yield results
            results = with_plot(results)
        videos = {"yours": yours, "skeleton": settings.video("skeleton")}
        for number, kind in enumerate(kinds):
            later = tuple(kind_of(videos[one]) for one in kinds[number + 1 :])
            job.later_s = sum(speed.drawing_s(one, settings.size, motion.seconds, settings.clear(one)) for one in later)
            drawn = draw(settings, videos[kind], results.take, job, heard, photo)
            results = replace(results, yours=drawn) if kind == "yours" else replace(results, skeleton=drawn)
            yield results
        yield results

    return work


def _others(settings: Settings, photo: str | None, beside: Sequence[str]) -> tuple[str, ...]:
    """Raises VCError where others are to stand beside nobody."""
    if beside and not photo:
        raise VCError("Photos of others are there, and none of yours. Choose your photo first.")
    return tuple(beside) if settings.kind(photo) == "photo" else ()


def results_of(
    settings: Settings,
    motion: Motion,
    rhythm: Rhythm,
    clip: Clip,
    photo: str | None,
    by_hand: dict[str, Any] | None = None,
) -> Results:
    """The motion, and all that belongs to it but pictures."""
    take = Take(motion, rhythm.loudness, seed=settings.seed, avatar=settings.figure(photo), clip=clip)
    with workspace() as folder:
        path, *others = map(cached, pipeline.save_motion(motion, folder / "motion.npy"))
    return Results(
        settings, take, rhythm, File.of(clip.file), File.of(photo) if photo else None, photo, by_hand or {},
        motion=path, companions=tuple(others),
    )  # fmt: skip


def with_plot(results: Results) -> Results:
    from vc.motion.plot import plot_wrists

    return replace(results, plot=plot_wrists(results.take.motion, results.rhythm))


def with_person(results: Results, photo: str | None, looks: dict[str, Any], job: Job) -> Results:
    """The person of the photo conducts on the stage and in the exports, where a face is seen."""
    if not photo or results.take.avatar:
        return results
    job.report("Bringing you on stage", 0, 1)
    with suppress(PhotoError, WeightsError):  # nobody to be seen, or no network to fetch the face model by
        return replace(results, take=replace(results.take, person=person_of(results.settings, photo, looks)))
    return results


def on_stage(results: Results) -> Results:
    """With the live stage, which says what it shows otherwise than the video: one of several, and in tails."""
    notes = [ONE_ON_STAGE] if results.take.motion.companions else []
    notes += [TAILS_ON_STAGE] if results.in_own_clothes else []
    alone = "".join(f'<p class="vc-note">{note}</p>' for note in notes)
    return replace(results, stage=live(results.take, results.settings.camera) + alone)


def person_of(settings: Settings, photo: str, looks: dict[str, Any]) -> Any:
    """The person of the photo as a figure; at once if it was made lately. Raises PhotoError, WeightsError."""
    video = settings.video("photo", photo=photo, **looks)
    assert isinstance(video, PhotoVideo)
    wishes = (video.dress, video.colour, video.build, video.still_face, video.person, video.head)
    asked = (photo, *wishes, repr(looks.get("joints")))
    return people_lately.get(asked, lambda: pipeline.person_of(video))


def is_short(settings: Settings, music: str) -> bool:
    """Whether the part is short enough to be heard unasked. Raises VCError."""
    clip = settings.clip(music)
    return bool(clip.seconds and clip.seconds <= UNASKED_S) or (describe(music).seconds or 0) <= UNASKED_S


def prepare(settings: Settings, music: str | None, photo: str | None) -> None:
    """Make what the rehearsal will need of what is there already, and keep it; what is wrong is told later."""
    with suppress(VCError):
        if music and is_short(settings, music):
            heard_lately.hear(settings.clip(music), settings.hints)
    with suppress(VCError):
        if photo:
            person_of(settings, photo, {})


def live(take: Take, view: str = "front") -> str:
    """The live stage with this take. view : of the videos; the stage begins with it where it has it"""
    with workspace() as folder:
        glb = export("glb", take, folder / "conductor.glb")
        view = view if view in CAMERAS else "front"
        return stage_html(glb, clip_of(take).lasting(take.motion.seconds), view=view, play=True)


def draw(
    settings: Settings, video: Video, take: Take, job: Job, heard: pipeline.Heard, photo: str | None = None
) -> Drawn:
    """Make one video. photo : whose shape it may have"""
    kind = kind_of(video)
    clear = settings.clear(kind)
    video = shaped(video, photo)

    def report(stage: str, done: int, total: int) -> None:
        job.report(f"Drawing {video.title}" if stage == "Drawing" else stage, done, total)

    if isinstance(video, AvatarVideo) and take.person:
        renderer = pipeline.open_person(take.person, video, take.seed)
    else:
        renderer = pipeline.open_renderer(video, seed=take.seed, on_progress=report)
    if MARK:
        renderer = _with_mark(renderer)
    began = time.monotonic()
    with workspace() as folder:
        preview = folder / f"conducting_{kind}_preview.mp4" if clear != OPAQUE else None
        out = folder / f"conducting_{kind}.{clear if preview else 'mp4'}"
        path = pipeline.draw(
            take.motion, renderer, out, clip=take.clip, heard=heard, preview=preview, on_progress=report,
            is_cancelled=job.is_cancelled,
        )  # fmt: skip
        if not take.motion.companions:  # of several it would say little of the next one
            speed.remember(kind, settings.size, len(take.motion), time.monotonic() - began, clear)
        if sign := signer():
            for made in filter(None, (path, preview)):
                sign(made)
        return Drawn.cached(path, preview)


def _with_mark(renderer: pipeline.Renderer) -> pipeline.Renderer:
    from vc.render.mark import marked

    return lambda motion, heard: marked(renderer(motion, heard))


def clip_of(take: Take) -> Clip:
    """Its music, which every take of the page has."""
    assert take.clip
    return take.clip


def export_files(results: Results | None, kinds: list[str], export_options: ExportOptions) -> Work:
    """The motion of the last run in other programs' formats. Yields the list of files."""

    def work(job: Job) -> Iterator[list[str]]:
        with workspace() as folder:
            yield [cached(path) for path in _exported(needed(results), kinds, export_options, folder, job)]

    return work


def everything(results: Results | None, kinds: list[str], export_options: ExportOptions) -> Work:
    """Videos, motion, files for other programs and settings.json, as one zip. Yields its path."""

    def work(job: Job) -> Iterator[str]:
        last = needed(results)
        last = replace(last, settings=replace(last.settings, **asdict(export_options)))
        with workspace() as folder:
            made = [last.motion, *last.companions, *(video.file for video in (last.yours, last.skeleton) if video)]
            files = {Path(file).name: Path(file) for file in made}
            files |= {path.name: path for path in _exported(last, kinds, export_options, folder, job)}
            job.report("Packing the zip", 0, 1)
            yield cached(write_zip(folder / "conducting.zip", files, settings_text(last)))

    return work


def settings_text(results: Results) -> str:
    """The settings.json of a run."""
    return write(results.settings, results.music, results.photo, results.by_hand, results.beside, results.picture)


def save_settings(results: Results) -> str:
    """settings.json as a file, where it is served from."""
    with workspace() as folder:
        path = folder / SETTINGS_NAME
        path.write_text(settings_text(results), encoding="utf-8")
        return cached(path)


def _exported(
    results: Results, kinds: list[str], export_options: ExportOptions, folder: Path, job: Job
) -> Iterator[Path]:  # fmt: skip
    take = replace(results.take, size=results.settings.pixels(None), options=export_options)
    if results.in_own_clothes and "glb" in kinds:
        job.report("Writing files for other programs", 0, len(kinds))
        take = replace(take, person=_as_dressed(results))
    for number, kind in enumerate(kinds):
        job.report("Writing files for other programs", number, len(kinds))
        if kind not in EXPORTS:
            raise VCError(f"There is no file of the kind {kind!r}. Choose one of {', '.join(EXPORTS)}.")
        yield export(kind, take, pipeline.export_path(folder / "conducting.mp4", kind))


def _as_dressed(results: Results) -> Any:
    """The person in the clothes of the photo, where it is still there and shows enough of them."""
    looks = {name: value for name, value in results.by_hand.items() if name != "beats"}
    with suppress(PhotoError, WeightsError):
        video = results.settings.video("photo", photo=results.photo_path, **looks)
        assert isinstance(video, PhotoVideo)
        return pipeline.person_to_take(video)
    return results.take.person


def needed(results: Results | None) -> Results:
    """Raises VCError where nothing has been conducted yet."""
    if results is None:
        raise VCError("There is no motion yet: press Conduct first.")
    return results
