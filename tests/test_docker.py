"""The image is built and serves the page with a file system that it cannot write to, as nobody special, offline."""

import json
import shutil
import subprocess
import time
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]
TAG = "virtualconductor-test"


def _docker(*arguments, **more):
    return subprocess.run(["docker", *arguments], capture_output=True, text=True, **more)


@pytest.fixture(scope="module")
def container():
    if not shutil.which("docker") or _docker("info").returncode:
        pytest.skip("no Docker engine")
    built = _docker("build", "--tag", TAG, str(PROJECT))
    assert built.returncode == 0, built.stderr[-3000:]
    started = _docker("run", "--rm", "--detach", "--read-only", "--tmpfs", "/tmp", "--network", "none", TAG)
    assert started.returncode == 0, started.stderr
    name = started.stdout.strip()
    yield name
    _docker("kill", name)


def _inside(container, code):
    """What a Python program in the container prints."""
    done = _docker("exec", container, "python", "-c", code)
    return done.stdout.strip() if done.returncode == 0 else done.stderr


def test_the_page_answers_within_two_minutes(container):
    ask = "import urllib.request as u; print(u.urlopen('http://127.0.0.1:7860/', timeout=5).status)"
    until = time.monotonic() + 120
    while (answer := _inside(container, ask)) != "200" and time.monotonic() < until:
        time.sleep(2)
    assert answer == "200", _docker("logs", container).stderr[-3000:]


def test_the_health_check_tells_whether_the_page_answers(container):
    """The image's own command, in the container that serves and in one in which nobody does."""
    said = _docker("inspect", "--format", "{{json .Config.Healthcheck.Test}}", container)
    kind, *check = json.loads(said.stdout)
    assert kind == "CMD"
    assert _docker("exec", container, *check).returncode == 0
    assert "Connection refused" in _docker("run", "--rm", "--network", "none", TAG, *check).stderr


def test_it_runs_as_nobody_special_and_writes_nowhere_but_in_tmp(container):
    assert _inside(container, "import os; print(os.getuid())") == "1000"
    assert "Read-only file system" in _inside(container, "open('/app/x', 'w')")


def test_it_conducts_offline(container):
    command = ("python", "-m", "vc", "conduct", "examples/ode_to_joy.mp3", "--photo", "examples/conductor.jpg",
               "--seconds", "2", "--size", "512", "--out", "/tmp/out.mp4")  # fmt: skip
    done = _docker("exec", container, *command)
    assert done.returncode == 0, done.stderr[-3000:]
    assert int(_inside(container, "import os; print(os.path.getsize('/tmp/out.mp4'))")) > 20_000
