"""A page follows a job: its status several times a second, its results as they come."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from typing import Any

import gradio as gr

from vc.errors import Cancelled, VCError

from .jobs import Job, Jobs
from .named import Shown
from .status import DONE, announcement, status_html, wrong

EVERY_S = 0.2

_log = logging.getLogger(__name__)


async def follow(
    job: Job, jobs: Jobs, fields: Callable[[Any], Shown], done: str = DONE
) -> AsyncIterator[Shown]:  # fmt: skip
    """Yield `status`, `announcer` and fields(result) until the job is over.

    The fields are handed over whenever there is a new result, and all of them again at the end: what arrives while a
    tab is hidden may miss it. A job that gave way to another says nothing more.

    done : what the status says at the end
    """
    shown, said = 0, ""
    while True:
        if job.given_way:
            yield {}  # the last that is yielded is told once more at the end, perhaps after what the next job has told
            return
        over, results, words = job.over, job.results, announcement(job)
        fresh = results and (over or results != shown)
        told = {} if words == said else {"announcer": words}
        yield {"status": status_html(job, jobs.before(job), done), **told, **(fields(job.result) if fresh else {})}
        shown, said = results, words
        if over:
            break
        await asyncio.sleep(EVERY_S)
    if job.error and not job.stopped and not isinstance(job.error, Cancelled):
        log_unforeseen(job)
        raise gr.Error(wrong(job), duration=None, print_exception=False) from job.error


async def wait_for(job: Job) -> Any:
    """The last result of a job, for a program that asked for it. Who goes away stops it."""
    try:
        while not job.over:
            await asyncio.sleep(EVERY_S)
    finally:
        if not job.over:
            job.stop()
    if job.error:
        log_unforeseen(job)
        raise gr.Error(wrong(job), duration=None, print_exception=False) from job.error
    if job.stopped:
        raise gr.Error(job.told or "Stopped.", duration=None, print_exception=False)
    return job.result


def log_unforeseen(job: Job) -> None:
    """A defect surfaces in the log with all that is known; the page gets words."""
    if job.error and not isinstance(job.error, VCError):
        _log.error("a job failed", exc_info=job.error)


@contextmanager
def words_for_the_user() -> Iterator[None]:
    """Turn the program's errors into messages on the page; anything unforeseen surfaces as it is."""
    try:
        yield
    except VCError as error:
        raise gr.Error(str(error), duration=None, print_exception=False) from error
