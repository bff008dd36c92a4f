"""The workers of this program: started when they are needed, replaced when they die, ended with the program."""

import atexit
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO, TypeVar, cast

from vc import errors
from vc.errors import VCError
from vc.workers import wire
from vc.workers.wire import DEFECT, ITEM, MEMORY, REFUSED

T = TypeVar("T")

MOST = 8  # workers at once; who needs another waits
MOST_IDLE = 3  # kept for the next who asks; each has some 60 MB
ANSWER_S = 60.0  # for one answer: a photo, or the next block of a piece of music
_WATCH_S = 0.25
_PIPE_BYTES = 1 << 18  # of answers that may wait for the program, where the system lets one say so

_ROOT = Path(__file__).resolve().parents[2]


class Defect(RuntimeError):
    """A mistake of the program's own that showed in a worker; holds what the worker knows of it."""


class _Gone(Exception):
    """The worker has ended, or talks nonsense. The text says why."""


class _Refused(Exception):
    """The function in the worker raised a VCError of this name."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(name, message)
        self.name, self.message = name, message


class _Worker:
    """One process. `deadline` is when it has to have answered, by time.monotonic()."""

    def __init__(self) -> None:
        path = os.pathsep.join([str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
        one_thread = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "vc.workers.worker"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            env={**os.environ, **one_thread, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"},
            pipesize=_PIPE_BYTES,
        )  # fmt: skip
        self.deadline: float | None = None
        self.was_late = False
        self.is_ready = False  # it has answered all that it was asked, and may be asked more

    def ask(self, *request: Any) -> None:
        self.is_ready = False
        try:
            wire.send(cast(BinaryIO, self.process.stdin), request)
        except OSError as error:
            raise _Gone("crashed") from error

    def answer(self, limit_s: float) -> tuple[str, Any]:
        """Kind (ITEM or RESULT) and value of the next answer. Raises _Gone, _Refused, Defect."""
        self.deadline = time.monotonic() + limit_s
        try:
            kind, value, is_tired = wire.receive(cast(BinaryIO, self.process.stdout))
        except Exception as error:  # it died, or what it sent is no message
            raise _Gone(f"took longer than {limit_s:.0f} s" if self.was_late else "crashed") from error
        finally:
            self.deadline = None
        self.is_ready = kind != ITEM and not is_tired
        if kind == REFUSED:
            raise _Refused(str(value[0]), str(value[1]))
        if kind == MEMORY:
            raise _Gone("needed too much memory")
        if kind == DEFECT:
            raise Defect(f"a worker failed:\n{value}")
        return kind, value

    def kill_if_late(self, now: float) -> None:
        if self.deadline is not None and now > self.deadline:
            self.was_late = True
            self.process.kill()

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            with suppress(OSError):
                cast(BinaryIO, pipe).close()


class _Pool:
    def __init__(self) -> None:
        self._free = threading.Semaphore(MOST)
        self._lock = threading.Lock()
        self._idle: list[_Worker] = []
        self._busy: set[_Worker] = set()
        self._watching = False

    def take(self) -> _Worker:
        self._free.acquire()
        try:
            with self._lock:
                self._watch()
                while self._idle:
                    worker = self._idle.pop()
                    if worker.process.poll() is None:
                        break
                    worker.end()
                else:
                    worker = _Worker()
                self._busy.add(worker)
                return worker
        except BaseException:
            self._free.release()
            raise

    def give_back(self, worker: _Worker) -> None:
        with self._lock:
            self._busy.discard(worker)
            keep = worker.is_ready and len(self._idle) < MOST_IDLE
            if keep:
                self._idle.append(worker)
        self._free.release()
        if not keep:
            worker.end()

    def close(self) -> None:
        with self._lock:
            for worker in [*self._idle, *self._busy]:
                worker.process.kill()
            for worker in self._idle:
                worker.end()
            self._idle.clear()

    def _watch(self) -> None:
        if not self._watching:
            self._watching = True
            threading.Thread(target=self._end_the_late, name="workers", daemon=True).start()

    def _end_the_late(self) -> None:
        while True:
            time.sleep(_WATCH_S)
            with self._lock:
                busy = list(self._busy)
            for worker in busy:
                worker.kill_if_late(time.monotonic())


_pool = _Pool()
atexit.register(lambda: _pool.close())


def _forget() -> None:
    """A forked child starts workers of its own."""
    global _pool
    _pool = _Pool()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)


def close() -> None:
    """End all workers; who asks next starts new ones. Work under way becomes an error."""
    _pool.close()


def run(
    function: Callable[..., T],
    *given: Any,
    blame: str,
    error: type[VCError] = VCError,
    limit_s: float = ANSWER_S,
    **named: Any,
) -> T:
    """function(*given, **named) in a worker.

    blame : the file, as the user knows it, for the message when reading it ends badly
    error : the class of that message
    limit_s : seconds to answer in

    Raises what the function raises if it is a VCError, `error` for a crash or too much time or memory, Defect for any
    other exception.
    """
    with _asked(function, given, named, blame, error) as worker:
        return cast(T, worker.answer(limit_s)[1])


def stream(
    function: Callable[..., Iterator[T]],
    *given: Any,
    blame: str,
    error: type[VCError] = VCError,
    limit_s: float = ANSWER_S,
    **named: Any,
) -> Iterator[T]:
    """What a generator function yields in a worker, as it comes; the worker goes ahead by what a pipe holds.

    limit_s : seconds for each item. Other arguments and errors as in `run`. Closing the iterator ends the work.
    """
    with _asked(function, given, named, blame, error) as worker:
        while True:
            kind, value = worker.answer(limit_s)
            if kind != ITEM:
                return
            yield value


@contextmanager
def _asked(function: Any, given: Any, named: Any, blame: str, error: type[VCError]) -> Iterator[_Worker]:
    worker = _pool.take()
    try:
        worker.ask(function, given, named)
        yield worker
    except _Gone as gone:
        raise error(_reading(blame, str(gone))) from gone
    except _Refused as refused:
        known = getattr(errors, refused.name, error)
        raise known(refused.message) from None
    finally:
        _pool.give_back(worker)


def _reading(blame: str, what: str) -> str:
    return f"{blame} cannot be read: reading it {what}. Export or convert it again, or choose another file."
