"""Work in the background that outlives the page: a page may be reloaded, and finds its work again.

A page has one job at a time. Two jobs run at once, or VC_MAX_JOBS; the others wait in the order they came. When its
page is gone, a job has a minute for the page to come back before it ends.
"""

import contextvars
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from functools import partial
from typing import Any

from vc.errors import Cancelled, VCError

from .hosting import MAX_JOBS, RETENTION_S

MAX_WAITING = 20
GRACE_S = 60.0  # for a page to come back
KEEP_S = RETENTION_S - 300.0  # a finished job's results; their files are deleted a little later
MAX_KEPT = 50  # finished jobs; the motion of an hour has 11 MB

ENDING = "The server is about to be restarted. Please try again in a few minutes."

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
        self.gives_way = False  # to the page's next job
        self.given_way = False
        self.told = ""  # why it was stopped, where nobody on the page did
        self.began = time.monotonic()
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

    @property
    def whole_s(self) -> float:
        """Seconds from the queue to the end, or to now."""
        return (self._ended_at or time.monotonic()) - self.began

    def stop(self, told: str = "") -> None:
        self.told = told
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


def _tell(watcher: Callable[[Job], None], job: Job, _future: "Future[None]") -> None:
    watcher(job)


class Jobs:
    """All jobs of this process."""

    def __init__(self, at_once: int = MAX_JOBS) -> None:
        self._pool = ThreadPoolExecutor(at_once, thread_name_prefix="job")
        self._jobs: dict[str, Job] = {}
        self._lock = threading.Lock()
        self.closing = False
        self.full: Callable[[], str] = lambda: ""  # why no more can begin, in words
        self.watchers: list[Callable[[Job], None]] = []  # called with each job that has ended

    @property
    def running(self) -> int:
        return sum(job.started and not job.future.done() for job in list(self._jobs.values()))

    @property
    def waiting(self) -> int:
        return sum(not job.started and not job.over for job in list(self._jobs.values()))

    def close(self, grace_s: float) -> None:
        """Take no more; who waits is told at once, who runs has so long to end."""
        self.closing = True
        left = [job for job in list(self._jobs.values()) if not job.over]
        for job in left:
            if not job.started:
                job.stop(ENDING)
        wait([job.future for job in left if job.started], timeout=grace_s)
        for job in left:
            if not job.over:
                job.stop(ENDING)

    def start(self, work: Work, page: str | None = None, *, gives_way: bool = False) -> Job:
        """Begin, or wait for a place. Raises Busy if the page has a job already, or if too many wait.

        gives_way : it is ended, without a word, as soon as its page starts another
        """
        if self.closing:
            raise Busy(ENDING)
        if why := self.full():
            raise Busy(why)
        with self._lock:
            self._forget_old()
            if page and (mine := self._of(page)) and not mine.over:
                if mine.gives_way:
                    mine.given_way = True
                    mine.stop()
                else:
                    raise Busy("This page is still working. Wait until it is done, or press Stop.")
            if sum(not job.started and not job.over for job in self._jobs.values()) >= MAX_WAITING:
                raise Busy(f"{MAX_WAITING} others are waiting already. Please try again in a few minutes.")
            job = Job(work, page)
            job.gives_way = gives_way
            self._jobs[job.key] = job
            # A Space's GPU is lent to the request that this thread belongs to: its context goes with the work.
            job.future = self._pool.submit(contextvars.copy_context().run, job.run)
            for watcher in self.watchers:
                job.future.add_done_callback(partial(_tell, watcher, job))
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
