"""The work: what each button starts, and how the page follows it."""

from collections.abc import AsyncIterator
from typing import Any

import gradio as gr

from . import conducting
from .conducting import Corrections, Results, speed
from .estimate import clock, in_words
from .following import follow, words_for_the_user
from .jobs import Job, Jobs
from .settings import field_values, from_fields, names

jobs = Jobs()


def result_fields(results: Results) -> tuple[Any, ...]:
    """What a run puts on the page, in the order of `build_results`; the last two are files of an earlier run."""
    live = (results.preview, results.compare, results.stage)
    videos = (results.skeleton, results.photo_video, results.avatar_video, results.neural_video)
    return results, *live, results.plot, results.motion, *videos, None, gr.File(None, visible=False)


RESULT_FIELDS = 12


async def on_preview(
    request: gr.Request, _last: Any, desk: Any, _sitting: Any, music: str, _photo: Any, accept_licence: bool,
    *values: Any,
) -> AsyncIterator[tuple[Any, ...]]:  # fmt: skip
    """The motion alone, drawn by the page. Yields status, announcement, the preview, and the tab that shows it."""
    with words_for_the_user():
        corrections, settings = Corrections(desk), from_fields(values)
        work = conducting.preview(settings, music, accept_licence=accept_licence, corrections=corrections)
        job = jobs.start(work, page=request.session_hash)
    async for shown in follow(job, jobs, lambda value: (value, gr.Tabs(selected="preview")), 2):
        yield shown


async def on_conduct(
    request: gr.Request,
    last: Results | None,
    desk: Any,
    sitting: Any,
    music: str,
    photo: str | None,
    accept_licence: bool,
    *values: Any,
) -> AsyncIterator[tuple[Any, ...]]:
    """Yields status, announcement, the job's key, and the fields of `result_fields`, each as soon as it is there."""
    with words_for_the_user():
        settings = from_fields(values)
        work = conducting.conduct(settings, music, photo, accept_licence=accept_licence, previous=last,
                                  corrections=Corrections(desk, sitting))  # fmt: skip
        job = jobs.start(work, page=request.session_hash)
        job.wishes = (music, photo, *field_values(settings))
    async for shown in _followed(job):
        yield shown


async def _followed(job: Job) -> AsyncIterator[tuple[Any, ...]]:
    async for status, words, *fields in follow(job, jobs, result_fields, RESULT_FIELDS):
        yield status, words, job.key, *fields


async def on_return(request: gr.Request, key: str) -> AsyncIterator[tuple[Any, ...]]:
    """A page that was loaded again finds its fields, its running job and its results."""
    job = jobs.find(key)
    if job is None:
        yield (gr.skip(),) * (2 + len(names()) + 3 + RESULT_FIELDS)
        return
    job.come_back(str(request.session_hash))
    wishes: tuple[Any, ...] = job.wishes
    async for shown in _followed(job):
        yield (*wishes, *shown)
        wishes = (gr.skip(),) * len(wishes)


async def on_avatar(
    request: gr.Request, last: Results | None, avatar: str, camera: str
) -> AsyncIterator[tuple[Any, ...]]:
    """The 3-D conductor of the last run as a video."""
    with words_for_the_user():
        job = jobs.start(conducting.draw_avatar(conducting.needed(last), avatar, camera), page=request.session_hash)
    async for shown in follow(job, jobs, lambda results: (results, results.avatar_video), 2):
        yield shown


async def on_neural(request: gr.Request, last: Results | None) -> AsyncIterator[tuple[Any, ...]]:
    """The last run, drawn by the network."""
    with words_for_the_user():
        job = jobs.start(conducting.draw_neural(conducting.needed(last)), page=request.session_hash)
    async for shown in follow(job, jobs, lambda results: (results, results.neural_video), 2):
        yield shown


def on_neural_tab(last: Results | None) -> str:
    """How long the network will take for the last run."""
    if last is None:
        return "First press Conduct: the network draws any motion, but needs one."
    seconds = last.take.motion.seconds
    return f"{clock(seconds)} of music: {in_words(speed.drawing_s('neural', last.settings.size, seconds))}."


async def on_export(
    request: gr.Request, last: Results | None, avatar: str, kinds: list[str]
) -> AsyncIterator[tuple[Any, ...]]:
    """The motion of the last run in other programs' formats."""
    with words_for_the_user():
        job = jobs.start(conducting.export_files(conducting.needed(last), avatar, kinds), page=request.session_hash)
    async for shown in follow(job, jobs, lambda files: (files,), 1):
        yield shown


async def on_zip(
    request: gr.Request, last: Results | None, avatar: str, kinds: list[str]
) -> AsyncIterator[tuple[Any, ...]]:
    """Everything of the last run in one file."""
    with words_for_the_user():
        job = jobs.start(conducting.everything(conducting.needed(last), avatar, kinds), page=request.session_hash)
    async for shown in follow(job, jobs, lambda bundle: (gr.File(bundle, visible=True),), 1):
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
