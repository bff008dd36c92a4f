"""The wheel, built and installed into an environment of its own, far from the checkout: it conducts and shows its page.

Its requirements are lent by the environment of the tests, or the installation would take minutes; that they are enough
is seen by hiding what the extras bring.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import sysconfig
import time
import tomllib
import urllib.request
import venv
import zipfile
from pathlib import Path

import av
import pytest

from vc import weights

PROJECT = Path(__file__).resolve().parents[1]
SOURCES = ("vc", "weights", "examples", "setup.py", "pyproject.toml", "requirements.txt", "README.md", "LICENSE")
# Modules of the extras that are not named like their packages.
MODULE_OF = {"scikit-image": "skimage"}
HIDE = "import sys; sys.modules.update(dict.fromkeys({extras!r}))\nfrom vc.cli import main\nsys.exit(main({command!r}))"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("source")  # building leaves traces beside the sources
    for name in SOURCES:
        if (PROJECT / name).is_dir():
            shutil.copytree(PROJECT / name, folder / name, ignore=shutil.ignore_patterns("node_modules", "__pycache__"))
        else:
            shutil.copyfile(PROJECT / name, folder / name)
    built = folder / "dist"
    _run(sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", built, folder)
    return next(built.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """Folder of the programs of an environment that holds the wheel, and nothing else of its own."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder)
    bin_ = folder / ("Scripts" if os.name == "nt" else "bin")
    _run(sys.executable, "-m", "pip", "--python", bin_ / "python", "install", "-q", "--no-deps", wheel)
    site = subprocess.run([bin_ / "python", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
                          capture_output=True, text=True, check=True).stdout.strip()  # fmt: skip
    Path(site, "lent.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return bin_


@pytest.fixture
def far(tmp_path, monkeypatch):
    """A working folder with nothing in it, and a user without a cache or settings."""
    for name in ("PYTHONPATH", "VC_WEIGHTS_DIR", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _run(*command):
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_it_holds_all_that_may_be_passed_on_and_nothing_else(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    held = {name.removeprefix("vc/assets/weights/") for name in names if name.startswith("vc/assets/weights/")}
    free = {entry.file for entry in weights.REGISTRY.values() if entry.notice is None}
    assert held == free | {"README.md"}
    assert {name.split("/")[0] for name in names if ".dist-info" not in name} == {"vc"}
    needed = {path.relative_to(PROJECT).as_posix() for path in (PROJECT / "vc").rglob("*.*")
              if path.suffix in (".py", ".typed", ".npz", ".npy", ".js", ".css", ".html")}  # fmt: skip
    built = ("node_modules", "stage/src/stage.")  # whose result is in stage/dist
    assert {name for name in needed if not any(part in name for part in built)} <= set(names)
    for example in ("conductor.jpg", "ode_to_joy.mp3", "results/ode_to_joy/photo.mp4"):
        assert f"vc/assets/examples/{example}" in names


def test_it_requires_what_requirements_txt_says(wheel):
    archive = zipfile.ZipFile(wheel)
    metadata = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
    lines = [line.removeprefix("Requires-Dist: ") for line in archive.read(metadata).decode().splitlines()
             if line.startswith("Requires-Dist: ") and "extra ==" not in line]  # fmt: skip
    wished = [line for line in (PROJECT / "requirements.txt").read_text().splitlines() if not line.startswith("#")]
    assert {_parts(line) for line in lines} == {_parts(line) for line in wished}


def _parts(requirement):
    name = requirement.split("<")[0].split(">")[0]
    return name.replace("_", "-").lower(), frozenset(requirement.removeprefix(name).split(","))


def test_it_conducts_far_from_the_checkout_and_without_any_extra(installed, far):
    where = _run(installed / "python", "-c", "import vc; print(vc.__file__)")
    assert Path(where.strip()).is_relative_to(installed.parent)
    assets = Path(where.strip()).parent / "assets" / "examples"
    command = ["conduct", str(assets / "ode_to_joy.mp3"), "--seconds", "2", "--size", "512", "--out", "out.mp4"]
    _run(installed / "python", "-c", HIDE.format(extras=_extras(), command=command))
    with av.open(str(far / "out.mp4")) as container:
        assert container.streams.video[0].frames == 60
        assert float(container.streams.audio[0].duration * container.streams.audio[0].time_base) > 1.9


def test_it_finds_its_weights_where_it_was_installed(installed, far):
    code = "from vc import weights\nfor entry in weights.REGISTRY.values():\n" \
           "    if entry.notice is None: print(weights.fetch(entry.name))"  # fmt: skip
    found = _run(installed / "python", "-c", code).splitlines()
    assert len(found) >= 6
    assert all(Path(line).is_relative_to(installed.parent) for line in found)
    assert not (far / "home").exists()  # nothing had to be fetched


def _extras():
    extras = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    packages = {line.split(">")[0] for lines in extras.values() for line in lines}
    return sorted({MODULE_OF.get(name, name) for name in packages if not name.startswith("virtualconductor")})


def test_its_page_answers_far_from_the_checkout(installed, far):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url, log = f"http://127.0.0.1:{port}/", far / "log"
    environment = {**os.environ, "GRADIO_ANALYTICS_ENABLED": "False", "GRADIO_TEMP_DIR": str(far / "uploads")}
    with log.open("w") as out, subprocess.Popen(
        [installed / "vc", "app", "--port", str(port)], env=environment, stdout=out, stderr=out
    ) as process:  # fmt: skip
        try:
            config = json.loads(_get(url + "config", process, log))
            stage = next(installed.parent.rglob("stage/dist/stage.html"))
            assert _get(f"{url}gradio_api/file={stage}", process, log) == stage.read_bytes()
        finally:
            process.terminate()
    assert any(component["props"].get("elem_id") == "conduct" for component in config["components"])


def _get(url, process, log, limit_s=240):
    end = time.monotonic() + limit_s
    while True:
        assert process.poll() is None, log.read_text()
        try:
            with urllib.request.urlopen(url, timeout=30) as page:
                return page.read()
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.3)
