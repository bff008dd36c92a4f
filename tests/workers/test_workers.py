"""Workers: what they give back, and what happens to the program when a file kills, stalls or swells one."""

import io
import math
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest

from vc import workers
from vc.errors import MusicError, PhotoError, VCError
from vc.media.checks import refuse_what_is_no_sound
from vc.workers import wire
from vc.workers.pool import Defect

PROJECT = Path(__file__).resolve().parents[2]


def _pid():
    return workers.run(os.getpid, blame="x")


def test_the_work_is_done_in_another_process_which_is_used_again():
    first = _pid()
    assert first != os.getpid()
    assert _pid() == first


def test_a_large_program_has_small_workers():
    ballast = np.ones(80_000_000)  # the peak of a program is handed on to its children, as Linux counts
    workers.close()
    assert _pid() == _pid()
    del ballast


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere only the peak is known")
def test_a_worker_that_keeps_too_much_is_replaced():
    first = _pid()
    workers.run(exec, "import builtins, numpy; builtins.kept = numpy.ones(60_000_000)", blame="x")
    assert _pid() != first


def test_arrays_come_back_whole_and_writable():
    made = workers.run(np.arange, 3_000_000, blame="x", dtype=np.float32)
    np.testing.assert_array_equal(made, np.arange(3_000_000, dtype=np.float32))
    made[0] = 7


def test_a_stream_comes_one_by_one_and_its_worker_serves_again():
    pid = _pid()
    assert list(workers.stream(iter, [3, None, np.float32(5)], blame="x")) == [3, None, 5]
    assert _pid() == pid


def test_a_stream_that_nobody_wants_any_more_ends_its_worker():
    before = _pid()
    endless = workers.stream(iter, range(10**9), blame="x")
    assert [next(endless) for _ in range(3)] == [0, 1, 2]
    endless.close()
    assert _pid() != before


def test_errors_for_the_user_arrive_as_they_are():
    with pytest.raises(MusicError, match=r"song\.mp3 is not a file"):
        workers.run(refuse_what_is_no_sound, Path("song.mp3"), blame="song.mp3", error=PhotoError)


def test_a_mistake_of_the_program_surfaces_with_its_traceback():
    with pytest.raises(Defect, match="must be real number"):
        workers.run(math.sqrt, "x", blame="x")
    assert workers.run(math.sqrt, 9, blame="x") == 3


@pytest.mark.parametrize("number", [signal.SIGSEGV, signal.SIGKILL])
def test_a_crash_is_said_in_words_and_the_next_file_is_read(number):
    with pytest.raises(PhotoError, match=r"face\.jpg cannot be read: reading it crashed"):
        workers.run(signal.raise_signal, number, blame="face.jpg", error=PhotoError)
    assert workers.run(math.sqrt, 9, blame="x") == 3


def test_a_worker_that_died_while_idle_is_replaced():
    os.kill(_pid(), signal.SIGKILL)
    time.sleep(0.1)
    assert workers.run(math.sqrt, 9, blame="x") == 3


def test_a_file_that_never_ends_is_given_up():
    began = time.monotonic()
    with pytest.raises(VCError, match="took longer than 1 s"):
        workers.run(time.sleep, 60, blame="x", limit_s=1)
    assert time.monotonic() - began < 5


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux limits the memory of a process")
def test_a_file_that_swells_is_given_up():
    with pytest.raises(VCError, match="needed too much memory"):
        workers.run(np.ones, 10**10, blame="x")


def test_a_death_leaves_the_others_at_work():
    results, begun = [], threading.Event()

    def patient():
        numbers = workers.stream(iter, range(200_000), blame="x")
        total = next(numbers)
        begun.set()
        results.append(total + sum(numbers))

    other = threading.Thread(target=patient)
    other.start()
    begun.wait()
    with pytest.raises(VCError):
        workers.run(os.abort, blame="x")
    other.join()
    assert results == [sum(range(200_000))]


def test_workers_end_with_the_program_even_when_it_is_killed():
    code = (
        "import os, signal, threading, time; from vc import workers\n"
        "threading.Thread(target=lambda: workers.run(time.sleep, 60, blame='x'), daemon=True).start()\n"
        "time.sleep(1); print(*[worker.process.pid for worker in workers.pool._pool._busy], flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    shown = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True)
    assert shown.returncode == -signal.SIGKILL
    pid = int(shown.stdout)
    for _ in range(100):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return
        if Path(f"/proc/{pid}/stat").exists() and Path(f"/proc/{pid}/stat").read_text().split()[2] == "Z":
            return
        time.sleep(0.1)
    pytest.fail("the worker is still there")


class _Evil:
    def __reduce__(self):
        return os.system, ("true",)


def test_a_worker_that_was_taken_over_can_run_nothing_here():
    pipe = io.BytesIO()
    wire.send(pipe, _Evil())
    pipe.seek(0)
    with pytest.raises(pickle.UnpicklingError, match="may not send"):
        wire.receive(pipe)


def test_a_message_that_claims_to_be_huge_is_refused():
    with pytest.raises(ValueError, match="too large"):
        wire.receive(io.BytesIO(wire._HEAD.pack(1 << 60, 0)))


@pytest.mark.parametrize("value", [None, 1.5, "x", b"y", [1, (2, {"a": 3})], np.float64(1.5), np.eye(3)[:, ::2]])
def test_plain_values_and_arrays_may_cross(value):
    pipe = io.BytesIO()
    wire.send(pipe, value)
    pipe.seek(0)
    np.testing.assert_equal(wire.receive(pipe), value)
