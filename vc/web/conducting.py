"""What the page's buttons do, as work for vc.web.jobs: conduct, the 3-D video, the files, everything as a zip."""

import spaces  # isort: skip  - on a ZeroGPU Space it has to be imported before torch

import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from vc import pipeline
from vc.clip import Clip
from vc.errors import PhotoError, VCError, WeightsError
from vc.files import workspace
from vc.hints import Hints
from vc.models.registry import find_model
from vc.motion.export import EXPORTS, ExportOptions, Take, export
from vc.music import Rhythm
from vc.render.options import AvatarVideo, PhotoVideo, Video, kind_of
from vc.skeleton import Motion
from vc.weights import REGISTRY

from .beats import EditedBeats, as_lists, corrected, edit_beats, from_sheet
from .beats import Recalled as RecalledBeats
from .bundle import SETTINGS_NAME, write_zip
from .estimate import Speed
from .heard import heard_lately
from .jobs import Job, Work
from .joints import EditedJoints, chosen
from .joints import Recalled as RecalledJoints
from .live import stage_html
from .preview import Shown, preview_value
from .served import cached
from .settings import OPAQUE, File, Settings, shaped, write

GPU_START_S = 15  # loading the network where it has not been yet, and the first kernels
GPU_MUSIC_S_PER_S = 60.0  # seconds of music for a second of a GPU: about what one CPU core does with the same network
GPU_MAX_S = 120

YOU = "you"  # in place of a figure's name
speed = Speed()


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
        """`person` and `joints` of this photo, if they were set right. Raises PhotoError."""
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

    previous : the take before this one, to compare with, if it was of the same part of the same music
    by_hand : what was set right by hand, as settings.json holds it
    preview, compare : values of the previews of this take, and of it beside the previous one
    stage : HTML of the live stage
    plot : both wrists against the beats, a figure
    motion : a file, where it is served from
    skeleton, photo_video, avatar_video, neural_video : the videos that there are
    """

    settings: Settings
    take: Take
    rhythm: Rhythm
    music: File
    photo: File | None = None
    by_hand: dict[str, Any] = field(default_factory=dict)
    previous: "Results | None" = None
    preview: str = ""
    compare: str = ""
    stage: str = ""
    plot: Any = None
    motion: str = ""
    skeleton: Drawn | None = None
    photo_video: Drawn | None = None
    avatar_video: Drawn | None = None
    neural_video: Drawn | None = None

    def is_comparable(self, other: "Results") -> bool:
        """Two takes of the same part of the same music can be compared."""
        return self.take.clip == other.take.clip

    def after(self, previous: "Results | None") -> "Results":
        """These results with the take before them; older takes are let go."""
        results = replace(self, preview=preview_value([self.shown()]))
        if previous is None or not self.is_comparable(previous):
            return results
        both = preview_value([previous.shown(), self.shown()])
        return replace(results, previous=replace(previous, previous=None), compare=both)

    def shown(self) -> Shown:
        return Shown(f"{self.settings.manner}, seed {self.settings.seed}", self.take, self.rhythm)

    def with_videos(self, *, skeleton: Path, photo: Path) -> "Results":
        return replace(self, skeleton=Drawn.cached(skeleton), photo_video=Drawn.cached(photo))


def gpu_s(heard: pipeline.Heard, *_wishes: Any) -> int:
    """Seconds of a GPU to ask a Space for; the quota of its visitors is counted in them."""
    return round(min(GPU_START_S + heard.mel.seconds / GPU_MUSIC_S_PER_S, GPU_MAX_S))


@spaces.GPU(duration=gpu_s)
def _move_on_gpu(heard: pipeline.Heard, settings: Settings, accept_licence: bool) -> Motion:
    import torch

    return _move(heard, settings, accept_licence, device="cuda" if torch.cuda.is_available() else "cpu")


def _move(heard: pipeline.Heard, settings: Settings, accept_licence: bool, device: str = "cpu", **how: Any) -> Motion:
    return pipeline.move(heard, replace(settings.conductor, accept_licence=accept_licence, device=device), **how)


def move(heard: pipeline.Heard, settings: Settings, accept_licence: bool, job: Job) -> Motion:
    """Ask for a GPU only for models that are worth it; what happens there cannot be watched."""
    if not find_model(settings.model).heavy:
        return _move(heard, settings, accept_licence, on_progress=job.report)
    job.report("Finding the movements", 0, 1)
    return _move_on_gpu(heard, settings, accept_licence)


def notice_of(model: str) -> str | None:
    """The notice that has to be accepted before this model's weights are used."""
    weights = find_model(model).weights
    return REGISTRY[weights].notice if weights else None


def conduct(
    settings: Settings,
    music: str,
    photo: str | None,
    *,
    accept_licence: bool = False,
    previous: Results | None = None,
    corrections: Corrections = Corrections(),
    kinds: tuple[str, ...] = ("skeleton", "photo"),
) -> Work:
    """The whole way: yields Results as soon as there is a motion, and again with every video."""
    kinds = tuple(kind for kind in kinds if photo or kind != "photo")

    def work(job: Job) -> Iterator[Results]:
        clip, hints = settings.clip(music), settings.hints
        rhythm, looks = corrections.rhythm(clip, hints), corrections.looks(photo)
        heard = heard_lately.hear(clip, hints, rhythm=rhythm, on_progress=job.report)
        motion = move(heard, settings, accept_licence, job)
        by_hand = ({"beats": as_lists(rhythm)} if rhythm else {}) | looks
        results = results_of(settings, motion, heard.rhythm, clip, photo, previous, by_hand)
        results = with_person(results, photo, looks, job)
        yield results
        for number, kind in enumerate(kinds):
            job.later_s = sum(
                speed.drawing_s(later, settings.size, motion.seconds, settings.clear(later))
                for later in kinds[number + 1 :]
            )
            wishes = {"photo": photo, **looks} if kind == "photo" else {}
            video = draw(settings, settings.video(kind, **wishes), results.take, job, heard, photo)
            results = replace(results, skeleton=video) if kind == "skeleton" else replace(results, photo_video=video)
            yield results

    return work


def preview(
    settings: Settings, music: str, *, accept_licence: bool = False, corrections: Corrections = Corrections()
) -> Work:
    """Listen and move, and no more. Yields the value of the preview."""

    def work(job: Job) -> Iterator[str]:
        clip, hints = settings.clip(music), settings.hints
        heard = heard_lately.hear(clip, hints, rhythm=corrections.rhythm(clip, hints), on_progress=job.report)
        motion = move(heard, settings, accept_licence, job)
        take = Take(motion, heard.rhythm.loudness, seed=settings.seed, clip=clip)
        yield preview_value([Shown(f"{settings.manner}, seed {settings.seed}", take, heard.rhythm)], play=True)

    return work


def results_of(
    settings: Settings,
    motion: Motion,
    rhythm: Rhythm,
    clip: Clip,
    photo: str | None,
    previous: Results | None = None,
    by_hand: dict[str, Any] | None = None,
) -> Results:
    """Everything that needs no drawing."""
    from vc.motion.plot import plot_wrists

    take = Take(motion, rhythm.loudness, seed=settings.seed, clip=clip)
    with workspace() as folder:
        path = cached(pipeline.save_motion(motion, folder / "motion.npy"))
    results = Results(
        settings, take, rhythm, File.of(clip.file), File.of(photo) if photo else None, by_hand or {},
        stage=live(take), plot=plot_wrists(motion, rhythm), motion=path,
    )  # fmt: skip
    return results.after(previous)


def with_person(results: Results, photo: str | None, looks: dict[str, Any], job: Job) -> Results:
    """The person of the photo on the live stage and in the exports; the project's own figure where no face is seen."""
    if not photo:
        return results
    job.report("Bringing you on stage", 0, 1)
    video = results.settings.video("photo", photo=photo, **looks)
    assert isinstance(video, PhotoVideo)
    try:
        person = pipeline.person_of(video)
    except (PhotoError, WeightsError):  # nobody to be seen, or no network to fetch the face model by
        return results
    take = replace(results.take, person=person)
    return replace(results, take=take, stage=live(take))


def as_figure(take: Take, avatar: str) -> Take:
    """The take conducted by one of the project's figures, or by YOU: the person of the photo, if there is one."""
    if avatar == YOU:
        return take
    return replace(take, avatar=avatar, person=None)


def live(take: Take) -> str:
    """The live stage with this take."""
    with workspace() as folder:
        glb = export("glb", take, folder / "conductor.glb")
        return stage_html(glb, clip_of(take).lasting(take.motion.seconds))


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
    began = time.monotonic()
    with workspace() as folder:
        preview = folder / f"conducting_{kind}_preview.mp4" if clear != OPAQUE else None
        out = folder / f"conducting_{kind}.{clear if preview else 'mp4'}"
        path = pipeline.draw(
            take.motion, renderer, out, clip=take.clip, heard=heard, preview=preview, on_progress=report,
            is_cancelled=job.is_cancelled,
        )  # fmt: skip
        speed.remember(kind, settings.size, len(take.motion), time.monotonic() - began, clear)
        return Drawn.cached(path, preview)


def draw_avatar(results: Results | None, avatar: str, camera: str) -> Work:
    """The 3-D conductor of the last run as a video. Yields Results with it."""

    def work(job: Job) -> Iterator[Results]:
        last = needed(results)
        take = as_figure(last.take, avatar)
        wishes = last.settings.video("avatar", camera=camera, **({"avatar": take.avatar} if take.avatar else {}))
        video = draw(last.settings, wishes, take, job, heard_again(last, job))
        yield replace(last, avatar_video=video)

    return work


def draw_neural(results: Results | None) -> Work:
    """The last run drawn by the network that has watched a performer. Yields Results with it."""

    def work(job: Job) -> Iterator[Results]:
        last = needed(results)
        video = draw(last.settings, last.settings.video("neural"), last.take, job, heard_again(last, job))
        yield replace(last, neural_video=video)

    return work


def clip_of(take: Take) -> Clip:
    """Its music, which every take of the page has."""
    assert take.clip
    return take.clip


def heard_again(results: Results, job: Job) -> pipeline.Heard:
    """What a run heard, for later drawing. Results do not keep it: of an hour of music it has 170 MB."""
    hints = results.settings.hints
    return heard_lately.hear(clip_of(results.take), hints, rhythm=results.rhythm, on_progress=job.report)


def export_files(results: Results | None, avatar: str, kinds: list[str], export_options: ExportOptions) -> Work:
    """The motion of the last run in other programs' formats. Yields the list of files."""

    def work(job: Job) -> Iterator[list[str]]:
        with workspace() as folder:
            yield [cached(path) for path in _exported(needed(results), avatar, kinds, export_options, folder, job)]

    return work


def everything(results: Results | None, avatar: str, kinds: list[str], export_options: ExportOptions) -> Work:
    """Videos, motion, files for other programs and settings.json, as one zip. Yields its path."""

    def work(job: Job) -> Iterator[str]:
        last = needed(results)
        last = replace(last, settings=replace(last.settings, **asdict(export_options)))
        with workspace() as folder:
            videos = (last.skeleton, last.photo_video, last.avatar_video, last.neural_video)
            made = [last.motion, *(video.file for video in videos if video)]
            files = {Path(file).name: Path(file) for file in made}
            files |= {path.name: path for path in _exported(last, avatar, kinds, export_options, folder, job)}
            job.report("Packing the zip", 0, 1)
            yield cached(write_zip(folder / "conducting.zip", files, settings_text(last)))

    return work


def settings_text(results: Results) -> str:
    """The settings.json of a run."""
    return write(results.settings, results.music, results.photo, results.by_hand)


def save_settings(results: Results) -> str:
    """settings.json as a file, where it is served from."""
    with workspace() as folder:
        path = folder / SETTINGS_NAME
        path.write_text(settings_text(results), encoding="utf-8")
        return cached(path)


def _exported(
    results: Results, avatar: str, kinds: list[str], export_options: ExportOptions, folder: Path, job: Job
) -> Iterator[Path]:  # fmt: skip
    take = replace(as_figure(results.take, avatar), size=results.settings.pixels(None), options=export_options)
    for number, kind in enumerate(kinds):
        job.report("Writing files for other programs", number, len(kinds))
        if kind not in EXPORTS:
            raise VCError(f"There is no file of the kind {kind!r}. Choose one of {', '.join(EXPORTS)}.")
        yield export(kind, take, pipeline.export_path(folder / "conducting.mp4", kind))


def needed(results: Results | None) -> Results:
    """Raises VCError where nothing has been conducted yet."""
    if results is None:
        raise VCError("There is no motion yet: press Conduct first.")
    return results
