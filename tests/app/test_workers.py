"""A file that crashes its reader, and a reader that is killed, end one visitor's work and nobody else's."""

import contextlib
import os
import signal
import struct
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from gradio_client import Client, handle_file

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="finds the workers as Linux shows them")


def _workers(app):
    found = subprocess.run(["pgrep", "-P", str(app[1].pid), "-f", "vc.workers.worker"], capture_output=True, text=True)
    return [int(word) for word in found.stdout.split()]


def _place_in(worker, name):
    """How far the worker has read the file, bytes; None if it has not opened it."""
    for file in Path(f"/proc/{worker}/fd").iterdir():
        with contextlib.suppress(OSError):
            if name in os.readlink(file):
                return int(Path(f"/proc/{worker}/fdinfo/{file.name}").read_text().split()[1])
    return None


def _kill_reader(app, name, limit_s=120):
    """Kill a worker that is reading the file: one that has it open may be done with it."""
    end = time.monotonic() + limit_s
    places = {}
    while time.monotonic() < end:
        for worker in _workers(app):
            with contextlib.suppress(OSError):
                before, place = places.get(worker), _place_in(worker, name)
                places[worker] = place
                if None not in (before, place) and before < place:
                    os.kill(worker, signal.SIGKILL)
                    return
        time.sleep(0.002)
    raise AssertionError(f"no worker reads {name}")


def _ended_first(jobs):
    """The job that fails, and the other; the failing one is done first, for the other has a video to draw."""
    for _ in range(600):
        if any(job.done() for job in jobs):
            break
        time.sleep(0.2)
    return sorted(jobs, key=lambda job: not job.done())


def _ask(app, music, **wishes):
    client = Client(app[0], verbose=False, httpx_kwargs={"timeout": 300})
    return client.submit(music=handle_file(str(music)), **({"size": "512"} | wishes), api_name="/skeleton")


def _poses(job):
    return len(np.load(job.result(300)[1]))


def test_a_killed_worker_ends_one_job_and_no_other(app, long_song):
    jobs = [_ask(app, long_song, start_s=30.0 * number, seconds=60) for number in range(2)]
    _kill_reader(app, "long.m4a")
    ended, other = _ended_first(jobs)
    with pytest.raises(Exception, match=r"long\.m4a cannot be read: reading it crashed"):
        ended.result(60)
    assert _poses(other) == 1800
    assert _poses(_ask(app, long_song, seconds=2)) == 60  # and the next is served


@pytest.mark.parametrize("channels", [8, 24, 64])
def test_many_channels_are_conducted(app, tmp_path, channels):
    samples = (20_000 * np.sin(np.arange(66_150) / 20)).astype("<i2")
    body = np.repeat(samples[:, None], channels, axis=1).tobytes()
    form = struct.pack("<HHIIHH", 1, channels, 44_100, 44_100 * channels * 2, channels * 2, 16)
    rest = b"WAVEfmt " + struct.pack("<I", 16) + form + b"data" + struct.pack("<I", len(body)) + body
    path = tmp_path / "surround.wav"
    path.write_bytes(b"RIFF" + struct.pack("<I", len(rest)) + rest)
    assert _poses(_ask(app, path)) == 45
