"""Work in the background that outlives the page: a page may be reloaded, and finds its work again.

A page has one job at a time. Two jobs run at once; the others wait in the order they came. When its page is gone, a job
has a minute for the page to come back before it ends.
"""

import contextvars
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from vc.errors import Cancelled, VCError

AT_ONCE = 2
MAX_WAITING = 20
GRACE_S = 60.0  # for a page to come back
KEEP_S = 3300.0  # a finished job's results; their files are deleted after an hour
MAX_KEPT = 50  # finished jobs; the motion of an hour has 11 MB

Work = Callable[["Job"], Iterator[Any]]  # yields its results so far


class Busy(VCError):
    """There is no place for another job now."""


class Job:
    """One piece of work. What it is doing (`stage`, `done`, `total`) and its newest `result` may be read any time."""

    def __init__(self, work: Work, page: str | None) -> None:
        self.key = secrets.token_urlsafe(24)  # whoever knows it may see the results
        self.page = page
        self.stage, self.done, self.total = "Waiting", 0, 0
        self.stage_began = time.monotonic()
        self.later_s = 0.0  # estimated time for what comes after this stage
        self.wishes: dict[str, Any] = {}  # the page's fields, for the page that comes back
        self.result: Any = None
        self.results = 0  # how many there were
        self.started = False
        self._work = work
        self._stop = threading.Event()
        self._left_at: float | None = None
        self._ended_at: float | None = None
        self.future: Future[None] = Future()

    def report(self, stage: str, done: int, total: int) -> None:
        """What `vc.pipeline` calls while it works. Raises Cancelled when the job is to end."""
        if self.is_cancelled():
            raise Cancelled("Stopped.")
        if stage != self.stage:
            self.stage, self.stage_began = stage, time.monotonic()
        self.done, self.total = done, total

    def is_cancelled(self) -> bool:
        return self._stop.is_set() or (self._left_at is not None and time.monotonic() - self._left_at > GRACE_S)

    @property
    def stopped(self) -> bool:
        """Somebody pressed Stop: for the page it is over now, even where the work itself still takes a moment."""
        return self._stop.is_set()

    @property
    def over(self) -> bool:
        return self.stopped or self.future.done()

    @property
    def error(self) -> BaseException | None:
        return self.future.exception() if self.future.done() and not self.future.cancelled() else None

    @property
    def stage_s(self) -> float:
        return time.monotonic() - self.stage_began

    def stop(self) -> None:
        self._stop.set()
        self.future.cancel()

    def leave(self) -> None:
        """The page is gone. Unless it comes back within GRACE_S, the work ends."""
        self._left_at = time.monotonic()

    def come_back(self, page: str) -> None:
        self.page, self._left_at = page, None

    def is_stale(self, now: float) -> bool:
        return self.over and self._ended_at is not None and now - self._ended_at > KEEP_S

    def run(self) -> None:
        self.started = True
        try:
            self.report("Beginning", 0, 1)
            for result in self._work(self):
                self.result, self.results = result, self.results + 1
        finally:
            self._ended_at = time.monotonic()
            self._work = _nothing  # lets go of what the work held


def _nothing(_job: Job) -> Iterator[Any]:
    return iter(())


class Jobs:
    """All jobs of this process."""

    def __init__(self, at_once: int = AT_ONCE) -> None:
        self._pool = ThreadPoolExecutor(at_once, thread_name_prefix="job")
        self._jobs: dict[str, Job] = {}
        self._lock = threading.Lock()

    def start(self, work: Work, page: str | None = None) -> Job:
        """Begin, or wait for a place. Raises Busy if the page has a job already, or if too many wait."""
        with self._lock:
            self._forget_old()
            if page and (mine := self._of(page)) and not mine.over:
                raise Busy("This page is still working. Wait until it is done, or press Stop.")
            if sum(not job.started and not job.over for job in self._jobs.values()) >= MAX_WAITING:
                raise Busy(f"{MAX_WAITING} others are waiting already. Please try again in a few minutes.")
            job = Job(work, page)
            self._jobs[job.key] = job
            # A Space's GPU is lent to the request that this thread belongs to: its context goes with the work.
            job.future = self._pool.submit(contextvars.copy_context().run, job.run)
        return job

    def find(self, key: Any) -> Job | None:
        """The job of that key, while it is kept."""
        return self._jobs.get(key) if isinstance(key, str) else None

    def of(self, page: str) -> Job | None:
        """The newest job of a page."""
        with self._lock:
            return self._of(page)

    def before(self, job: Job) -> int:
        """How many wait before this job."""
        waiting = [other for other in list(self._jobs.values()) if not other.started and not other.over]
        return waiting.index(job) if job in waiting else 0

    def _of(self, page: str) -> Job | None:
        return next((job for job in reversed(self._jobs.values()) if job.page == page), None)

    def _forget_old(self) -> None:
        now = time.monotonic()
        over = [key for key, job in self._jobs.items() if job.over]
        stale = {key for key in over if self._jobs[key].is_stale(now)} | set(over[:-MAX_KEPT])
        for key in stale:
            del self._jobs[key]
