"""The work: what each button starts, and how the page follows it."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping
from typing import Any

import gradio as gr

from vc.errors import VCError
from vc.motion.export import ExportOptions

from . import conducting
from .checks import check
from .conducting import Corrections, Drawn, Results
from .following import follow, words_for_the_user
from .jobs import Job, Jobs, Work
from .named import Shown
from .settings import YOU, YOU_3D, Settings, field_values, plain
from .status import REHEARSED

jobs = Jobs()


def result_fields(results: Results) -> Shown:
    """What a run puts on the page; the last two were files of an earlier run."""
    return {
        "last": results, "preview": results.preview, "compare": results.compare, "stage": results.stage,
        "plot": results.plot, "motion": results.motion,
        **video_fields("your", results.yours), **video_fields("skeleton", results.skeleton),
        "hero": gr.HTML(visible=not results.yours), "share": gr.Button(visible=bool(results.yours)),
        "pack": gr.Button(visible=True), "exports": None, "bundle": gr.File(None, visible=False),
    }  # fmt: skip


def fields_of_a_run(stage_before: str = "") -> Callable[[Results], Shown]:
    """What a run puts on the page while it goes on: the live stage is what is seen, until your video is there.

    stage_before : what stands on the stage already
    """
    seen = {""}

    def fields(results: Results) -> Shown:
        best = "yours" if results.yours else "stage" if results.stage not in ("", stage_before) else ""
        first = best not in seen
        seen.add(best)
        return result_fields(results) | ({"tabs": gr.Tabs(selected=best)} if first else {})

    return fields


def video_fields(kind: str, video: Drawn | None) -> Shown:
    """A video on the page; where it is transparent its preview, which is not what to download, and the file below."""
    clear = video.file if video and video.transparent else None
    return {
        f"{kind}_video": gr.Video(
            video.shown if video else None, visible=bool(video), buttons=[] if clear else ["download"]
        ),
        f"{kind}_file": gr.File(clear, visible=bool(clear)),
    }


async def on_rehearse(
    session: str, last: Results | None, beats: Any, joints: Any, music: str, photo: str | None,
    beside: list[str] | None, accept_licence: bool, **wishes: Any,
) -> AsyncIterator[Shown]:  # fmt: skip
    """All but the videos: the live stage plays."""
    with words_for_the_user():
        work = conducting.conduct(Settings(**plain(wishes)), music, photo, beside=beside or (),
                                  accept_licence=accept_licence, previous=last,
                                  corrections=Corrections(beats, joints), kinds=())  # fmt: skip
        job = jobs.start(work, page=session, gives_way=True)
    async for shown in follow(job, jobs, fields_of_a_run(), done=REHEARSED):
        yield shown


async def on_dropped(
    session: str, last: Results | None, beats: Any, joints: Any, music: str | None, photo: str | None,
    beside: list[str] | None, accept_licence: bool, **wishes: Any,
) -> AsyncIterator[Shown]:  # fmt: skip
    """Music, photo or who conducts has changed: rehearse as soon as all is there; what is there is prepared."""
    yield {}
    mine, settings = jobs.of(session), wished(wishes)
    if settings is None or (mine and not mine.over and not mine.gives_way):
        return
    if not music or (not photo and settings.who in (YOU, YOU_3D)):
        await asyncio.to_thread(conducting.prepare, settings, music, photo)
    elif not is_shown(last, music, photo, settings.who) and not check(music, accept_licence, **wishes):
        if not conducting.is_short(settings, music):
            return
        async for shown in on_rehearse(session, last, beats, joints, music, photo, beside, accept_licence, **wishes):
            yield shown


def wished(wishes: Shown) -> Settings | None:
    """The settings that the fields ask for, or None while one of them cannot be."""
    try:
        return Settings(**plain(wishes))
    except VCError:
        return None


def is_shown(last: Results | None, music: str, photo: str | None, who: str) -> bool:
    """Whether what the fields ask for is there already: an example has put it there."""
    return last is not None and (last.music_path, last.photo_path, last.settings.who) == (music, photo, who)


async def on_conduct(
    session: str,
    last: Results | None,
    beats: Any,
    joints: Any,
    music: str,
    photo: str | None,
    beside: list[str] | None,
    accept_licence: bool,
    **wishes: Any,
) -> AsyncIterator[Shown]:
    """The key of the job, and the fields of `fields_of_a_run` as soon as they are there."""
    with words_for_the_user():
        settings = Settings(**plain(wishes))
        work = conducting.conduct(settings, music, photo, beside=beside or (), accept_licence=accept_licence,
                                  previous=last, corrections=Corrections(beats, joints))  # fmt: skip
        job = jobs.start(work, page=session)
        job.wishes = {"music": music, "photo": photo, "beside": beside, **field_values(settings)}
    async for shown in follow(job, jobs, fields_of_a_run(last.stage if last else "")):
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


async def on_export(
    session: str, last: Results | None, kinds: list[str], **export_options: str
) -> AsyncIterator[Shown]:  # fmt: skip
    """The motion of the last run in other programs' formats."""
    job = _start_export(conducting.export_files, session, last, kinds, export_options)
    async for shown in follow(job, jobs, lambda files: {"exports": files}):
        yield shown


async def on_zip(
    session: str, last: Results | None, kinds: list[str], **export_options: str
) -> AsyncIterator[Shown]:  # fmt: skip
    """Everything of the last run in one file."""
    job = _start_export(conducting.everything, session, last, kinds, export_options)
    async for shown in follow(job, jobs, lambda bundle: {"bundle": gr.File(bundle, visible=True)}):
        yield shown


def _start_export(
    make: Callable[..., Work], session: str, last: Results | None, kinds: list[str], export_options: Mapping[str, str]
) -> Job:
    with words_for_the_user():
        return jobs.start(make(conducting.needed(last), kinds, ExportOptions(**export_options)), page=session)


def on_no_3d(last: Results | None, preview: str) -> tuple[Any, Any]:
    """Without 3-D pictures the drawn conductor stands in for the stage, and plays."""
    gr.Info("This browser draws no 3-D pictures. The drawn conductor works without, and so do all videos.")
    if not last or last.yours:
        return gr.skip(), gr.skip()
    return gr.Tabs(selected="skeleton"), json.dumps(json.loads(preview) | {"play": True})


def on_stop(request: gr.Request) -> None:
    if job := jobs.of(str(request.session_hash)):
        job.stop()


def on_leave(request: gr.Request) -> None:
    if (job := jobs.of(str(request.session_hash))) and not job.over:
        job.leave()
