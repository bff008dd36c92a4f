"""The app itself, running as `python app.py` does, on a free port."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

import pytest

PAGE_MS = 120_000  # a busy machine takes its time
PROJECT = Path(__file__).resolve().parents[2]
# No page of the test may reach for the network, and the sandbox of a root user does not start.
CHROMIUM_FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run", "--autoplay-policy=no-user-gesture-required",
]  # fmt: skip
# Of a browser that draws no 3-D pictures.
NO_3D = ("HTMLCanvasElement.prototype.getContext = (get => function (kind, ...rest) {"
         " return kind.startsWith('webgl') ? null : get.call(this, kind, ...rest); }"
         ")(HTMLCanvasElement.prototype.getContext)")  # fmt: skip


@pytest.fixture(scope="session")
def app_url(app):
    return app[0]


@pytest.fixture(scope="session")
def app(tmp_path_factory):
    """Its address and its process."""
    with _running(tmp_path_factory) as (url, process, _):
        yield url, process


@pytest.fixture
def start_app(tmp_path_factory):
    """start_app(*flags, VC_MCP="1") -> the address of an app of one's own, with these flags and this environment."""
    with ExitStack() as stack:
        yield lambda *flags, **environment: stack.enter_context(_running(tmp_path_factory, *flags, **environment))[0]


@pytest.fixture(scope="session")
def running_app(tmp_path_factory):
    """running_app(*flags, **environment): a context with address, process and log of an app of one's own."""
    return partial(_running, tmp_path_factory)


@contextmanager
def _running(tmp_path_factory, *flags, **more):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}/"
    log = tmp_path_factory.mktemp("app") / "log"
    environment = {
        **os.environ, "GRADIO_SERVER_PORT": str(port), "GRADIO_ANALYTICS_ENABLED": "False",
        "GRADIO_TEMP_DIR": str(tmp_path_factory.mktemp("uploads")), **more,
    }  # fmt: skip
    start = [sys.executable, "-m", "vc", "app", *flags] if flags else [sys.executable, "app.py"]
    with log.open("w") as out, subprocess.Popen(
        start, cwd=PROJECT, env=environment, stdout=out, stderr=out
    ) as process:  # fmt: skip
        wait_until_up(url, process, log)
        yield url, process, log
        process.terminate()


def wait_until_up(url, process, log, limit_s=120):
    end = time.monotonic() + limit_s
    while time.monotonic() < end:
        assert process.poll() is None, f"the app ended: {log.read_text()}"
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"the app was not up after {limit_s} s: {log.read_text()}")


@pytest.fixture(scope="session")
def play():
    """Playwright itself; it can be started once only."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def chromium():
    """Path of the Chromium to test in; None is Playwright's own."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.fixture(scope="session")
def browser(play, chromium):
    running = play.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
    yield running
    running.close()


@pytest.fixture(scope="session")
def visitor(browser):
    """One browser profile for all pages: Gradio's scripts are fetched once, which is most of the time of a page."""
    context = browser.new_context()
    yield context
    context.close()


@pytest.fixture
def open_page(visitor, app_url):
    """open_page(width) -> a page that is ready for clicks, with what it asked of other hosts in `page.outside`.

    scheme : "light" or "dark"
    before : a script that the page runs first of all
    motion : "reduce" for a visitor who asked for less of it
    """
    pages = []

    def open_(width=1280, height=900, scheme="light", before=None, motion="no-preference"):
        page = visitor.new_page()
        pages.append(page)
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme, reduced_motion=motion)
        if before:
            page.add_init_script(before)
        page.outside = []
        page.on("request", lambda asked: _note_outside(asked.url, app_url, page.outside))
        with page.expect_request("**/heartbeat/**", timeout=PAGE_MS):  # before it the buttons do not answer
            page.goto(app_url, timeout=PAGE_MS)
        page.wait_for_selector("#conduct", timeout=PAGE_MS)
        return page

    yield open_
    for page in pages:
        page.close()


@pytest.fixture(scope="module")
def touch_page(browser, app_url):
    """A page for fingers too, without 3-D pictures; nothing may be asked of other hosts, and nothing may go wrong."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, has_touch=True)
    context.add_init_script(NO_3D)
    page = context.new_page()
    outside, wrong = [], []
    page.on("request", lambda asked: _note_outside(asked.url, app_url, outside))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    with page.expect_request("**/heartbeat/**", timeout=PAGE_MS):
        page.goto(app_url, timeout=PAGE_MS)
    yield page
    assert outside == []
    assert wrong == []
    context.close()


@pytest.fixture(scope="module")
def gradio_cache(tmp_path_factory):
    """Where this process, not the app, keeps what a page may fetch."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRADIO_TEMP_DIR", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="module")
def edited_beats(song):
    """The beats of `song`'s first eight seconds as the editor has them, not yet corrected."""
    from vc.clip import Clip
    from vc.hints import Hints
    from vc.web import beats

    return beats.edit_beats(Clip(song, seconds=8), Hints())


@pytest.fixture(scope="session")
def axe(tmp_path_factory):
    """The accessibility rules of axe-core, as a script, installed as the lock file says."""
    folder = tmp_path_factory.mktemp("axe")
    for name in ("package.json", "package-lock.json"):
        shutil.copy(Path(__file__).parent / "axe" / name, folder)
    npm = subprocess.run(
        ["npm", "ci", "--no-audit", "--no-fund"], cwd=folder, capture_output=True, text=True, check=False
    )
    assert npm.returncode == 0, f"npm ci could not install axe-core:\n{npm.stderr}"
    return (folder / "node_modules/axe-core/axe.min.js").read_text()


def _note_outside(url, app_url, outside):
    if not url.startswith((app_url, "data:", "blob:")):
        outside.append(url)
