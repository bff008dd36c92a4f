"""The work: what each button starts, and how the page follows it."""

from collections.abc import AsyncIterator
from typing import Any

import gradio as gr

from vc.motion.export import ExportOptions

from . import conducting
from .conducting import Corrections, Drawn, Results, speed
from .estimate import clock, in_words
from .following import follow, words_for_the_user
from .jobs import Jobs
from .named import Shown
from .settings import Settings, field_values, plain

jobs = Jobs()


def result_fields(results: Results) -> Shown:
    """What a run puts on the page; the last two were files of an earlier run."""
    return {
        "last": results, "preview": results.preview, "compare": results.compare, "stage": results.stage,
        "plot": results.plot, "motion": results.motion,
        **video_fields("skeleton", results.skeleton), **video_fields("photo", results.photo_video),
        **video_fields("avatar", results.avatar_video), **video_fields("neural", results.neural_video),
        "exports": None, "bundle": gr.File(None, visible=False),
    }  # fmt: skip


def made_fields(results: Results) -> Shown:
    """What a run puts on the page while it goes on: at its end the video that was asked for is what is seen."""
    kind = "photo" if results.photo_video else "skeleton" if results.skeleton and not results.photo else None
    return result_fields(results) | ({"tabs": gr.Tabs(selected=kind)} if kind else {})


def video_fields(kind: str, video: Drawn | None) -> Shown:
    """A video on the page; where it is transparent its preview, which is not what to download, and the file below."""
    clear = video.file if video and video.transparent else None
    return {
        f"{kind}_video": gr.Video(video.shown if video else None, buttons=[] if clear else ["download"]),
        f"{kind}_file": gr.File(clear, visible=bool(clear)),
    }


async def on_preview(
    session: str, beats: Any, music: str, accept_licence: bool, last: Any, joints: Any, photo: Any, **wishes: Any
) -> AsyncIterator[Shown]:
    """The motion alone, drawn by the page, and the tab that shows it."""
    del last, joints, photo
    with words_for_the_user():
        work = conducting.preview(
            Settings(**plain(wishes)), music, accept_licence=accept_licence, corrections=Corrections(beats)
        )
        job = jobs.start(work, page=session)
    async for shown in follow(job, jobs, lambda value: {"preview": value, "tabs": gr.Tabs(selected="preview")}):
        yield shown


async def on_conduct(
    session: str,
    last: Results | None,
    beats: Any,
    joints: Any,
    music: str,
    photo: str | None,
    accept_licence: bool,
    **wishes: Any,
) -> AsyncIterator[Shown]:
    """The key of the job, and the fields of `made_fields` as soon as they are there."""
    with words_for_the_user():
        settings = Settings(**plain(wishes))
        work = conducting.conduct(settings, music, photo, accept_licence=accept_licence, previous=last,
                                  corrections=Corrections(beats, joints))  # fmt: skip
        job = jobs.start(work, page=session)
        job.wishes = {"music": music, "photo": photo, **field_values(settings)}
    async for shown in follow(job, jobs, made_fields):
        yield {"key": job.key, **shown}


async def on_return(session: str, key: str) -> AsyncIterator[Shown]:
    """A page that was loaded again finds its fields, its running job and its results."""
    job = jobs.find(key)
    if job is None:
        yield {}
        return
    job.come_back(session)
    yield job.wishes
    async for shown in follow(job, jobs, result_fields):
        yield {"key": job.key, **shown}


async def on_avatar(session: str, last: Results | None, avatar: str, camera: str) -> AsyncIterator[Shown]:
    """The 3-D conductor of the last run as a video."""
    with words_for_the_user():
        job = jobs.start(conducting.draw_avatar(conducting.needed(last), avatar, camera), page=session)
    async for shown in follow(
        job, jobs, lambda results: {"last": results, **video_fields("avatar", results.avatar_video)}
    ):
        yield shown


async def on_neural(session: str, last: Results | None) -> AsyncIterator[Shown]:
    """The last run, drawn by the network."""
    with words_for_the_user():
        job = jobs.start(conducting.draw_neural(conducting.needed(last)), page=session)
    async for shown in follow(
        job, jobs, lambda results: {"last": results, **video_fields("neural", results.neural_video)}
    ):
        yield shown


def on_neural_tab(last: Results | None) -> str:
    """How long the network will take for the last run."""
    if last is None:
        return "First press Conduct: the network draws any motion, but needs one."
    seconds = last.take.motion.seconds
    return f"{clock(seconds)} of music: {in_words(speed.drawing_s('neural', last.settings.size, seconds))}."


async def on_export(
    session: str, last: Results | None, avatar: str, kinds: list[str], **export_options: str
) -> AsyncIterator[Shown]:  # fmt: skip
    """The motion of the last run in other programs' formats. export_options : fields of `ExportOptions`"""
    with words_for_the_user():
        job = jobs.start(
            conducting.export_files(conducting.needed(last), avatar, kinds, ExportOptions(**export_options)),
            page=session,
        )
    async for shown in follow(job, jobs, lambda files: {"exports": files}):
        yield shown


async def on_zip(
    session: str, last: Results | None, avatar: str, kinds: list[str], **export_options: str
) -> AsyncIterator[Shown]:  # fmt: skip
    """Everything of the last run in one file. export_options : fields of `ExportOptions`"""
    with words_for_the_user():
        job = jobs.start(
            conducting.everything(conducting.needed(last), avatar, kinds, ExportOptions(**export_options)), page=session
        )
    async for shown in follow(job, jobs, lambda bundle: {"bundle": gr.File(bundle, visible=True)}):
        yield shown


def on_figure(last: Results | None, avatar: str) -> Any:
    """The other figure on the live stage."""
    return conducting.live(conducting.as_figure(last.take, avatar)) if last else gr.skip()


def on_no_3d() -> None:
    gr.Info("This browser draws no 3-D pictures. The skeleton video works without, and so does the 3-D video below.")


def on_stop(request: gr.Request) -> None:
    if job := jobs.of(str(request.session_hash)):
        job.stop()


def on_leave(request: gr.Request) -> None:
    if (job := jobs.of(str(request.session_hash))) and not job.over:
        job.leave()
