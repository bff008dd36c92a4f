"""The page on a server: behind nginx under a path, watched, limited, with passwords, and stopped gracefully."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request

import av
import numpy as np
import psutil
import pytest
from gradio_client import Client, handle_file
from gradio_client.exceptions import AuthenticationError
from playwright.sync_api import expect
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from tests.app.conftest import wait_until_up
from vc.errors import VCError
from vc.render import mark
from vc.web import caps, hosting, lately
from vc.web.jobs import ENDING, Busy, Jobs
from vc.web.start import read_auth
from vc.web.status import status_html
from vc.web.watching import without_names

MINUTE = 60_000
NGINX = """
daemon off; pid {folder}/pid; error_log {folder}/error.log;
events {{}}
http {{
  access_log off; client_max_body_size 400m; client_body_buffer_size 16m;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  server {{
    listen 127.0.0.1:{port};
    location /conductor/ {{
      proxy_pass http://127.0.0.1:{app}/;
      proxy_buffering off; proxy_http_version 1.1; proxy_read_timeout 1h;
      proxy_set_header Host $http_host; proxy_set_header X-Forwarded-Proto $scheme;
    }}
  }}
}}
"""


def _read(url):
    with urllib.request.urlopen(url, timeout=30) as answer:
        return answer.read().decode()


@pytest.fixture(scope="module")
def hosted(running_app):
    """(address, process, log) of an app as a host starts it."""
    with running_app("--root-path", "/conductor", "--metrics", "--log", "json", "--max-jobs", "1", "--retention", "30",
                     "--grace", "120") as started:  # fmt: skip
        yield started


@pytest.fixture(scope="module")
def behind(hosted, tmp_path_factory):
    """The address of the same behind nginx, under a path."""
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    assert nginx, "nginx is missing: see tests/install_programs.sh"
    folder = tmp_path_factory.mktemp("nginx")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    conf, log = folder / "nginx.conf", folder / "said"
    conf.write_text(NGINX.format(folder=folder, port=port, app=hosted[0].rsplit(":", 1)[1].strip("/")))
    with log.open("w") as said, subprocess.Popen([nginx, "-c", str(conf), "-p", str(folder)], stderr=said) as process:
        url = f"http://127.0.0.1:{port}/conductor/"
        wait_until_up(url, process, log)
        yield url
        process.terminate()


def test_behind_nginx_under_a_path_the_page_plays_and_conducts(behind, browser, song):
    page = browser.new_page()
    asked = []
    page.on("request", lambda one: asked.append(one.url))
    with page.expect_request("**/heartbeat/**", timeout=2 * MINUTE):
        page.goto(behind)
    page.wait_for_function("document.querySelector('#hero video')?.currentTime > 0.2", timeout=MINUTE)
    expect(page.locator("#consent")).to_contain_text("deleted after 30 minutes")
    page.set_input_files("#music input[type=file]", str(song))
    expect(page.locator("#estimate")).to_contain_text("0:08 of music", timeout=MINUTE)
    page.get_by_role("button", name=re.compile("Ode to Joy")).click()
    expect(page.locator("#your-video video")).to_be_visible(timeout=MINUTE)
    page.get_by_role("tab", name="Live stage").click()
    stage = page.wait_for_selector("#stage iframe").content_frame()
    stage.wait_for_selector("#picture", timeout=MINUTE)
    assert not [url for url in asked if url.startswith("http") and not url.startswith(behind)]
    page.close()


def test_a_host_sees_health_and_numbers_and_no_names(hosted, song):
    url, _, log = hosted
    assert json.loads(_read(f"{url}health"))["status"] == "ok"
    before = _read(f"{url}metrics")
    assert "vc_jobs_running 0.0" in before
    motion, _ = Client(url, verbose=False).predict(music=handle_file(str(song)), seconds=2, api_name="/motion")
    assert np.load(motion).shape == (60, 13, 2)
    assert 'vc_jobs_total{outcome="done"}' in _read(f"{url}metrics")
    lines = [json.loads(line) for line in log.read_text().splitlines() if line.startswith("{")]
    ended = [line for line in lines if line["message"] == "a job ended"]
    assert ended[-1]["outcome"] == "done"
    assert ended[-1]["seconds"] > 0
    assert song.name not in log.read_text()


def test_without_being_asked_there_are_no_numbers(app_url):
    with pytest.raises(urllib.error.HTTPError, match="404"):
        _read(f"{app_url}metrics")
    assert json.loads(_read(f"{app_url}health"))["status"] == "ok"


def test_told_to_stop_it_lets_running_work_end(hosted, long_song):
    url, process, _ = hosted
    running = Client(url, verbose=False).submit(music=handle_file(str(long_song)), api_name="/motion")
    wait_for_running(url)
    process.send_signal(signal.SIGTERM)
    motion, _ = running.result(timeout=180)
    assert len(np.load(motion)) == 9000
    assert process.wait(60) == 0


def wait_for_running(url):
    for _ in range(600):
        if json.loads(_read(f"{url}health"))["running"]:
            return
        threading.Event().wait(0.1)
    pytest.fail("the job did not begin")


@pytest.fixture(scope="module")
def closed(running_app, tmp_path_factory):
    """The address of an app for those alone whom a file names, whose videos bear the mark."""
    known = tmp_path_factory.mktemp("known") / "names"
    known.write_text("anna:se:cret\n")
    with running_app("--auth", str(known), "--mark") as (url, _, _):
        yield url


def test_only_who_has_a_password_comes_in(closed, browser):
    context = browser.new_context()
    page = context.new_page()
    page.goto(closed, timeout=2 * MINUTE)
    name, password = page.locator("input[type=text], textarea").first, page.locator("input[type=password]")
    login = page.get_by_role("button", name="Login")
    for said, comes_in in (("guess", False), ("se:cret", True)):
        expect(page.locator("#conduct")).to_have_count(0)
        name.fill("anna", timeout=2 * MINUTE)
        password.fill(said)
        with page.expect_response("**/login", timeout=2 * MINUTE) as answer:
            login.click()
        assert answer.value.ok == comes_in
    expect(page.locator("#conduct")).to_be_visible(timeout=2 * MINUTE)
    context.close()
    with pytest.raises(AuthenticationError):
        Client(closed, verbose=False)


def test_a_host_s_mark_is_in_the_corner_of_what_the_page_makes(closed, song):
    page = Client(closed, auth=("anna", "se:cret"), verbose=False)
    video, *_ = page.predict(handle_file(song), seconds=1, size="512", api_name="/skeleton")
    with av.open(video) as opened:
        luma = next(opened.decode(video=0)).to_ndarray(format="gray")
    ink = mark.ink(luma.shape[::-1])
    corner = luma[-ink.shape[0] :, -ink.shape[1] :]
    assert np.corrcoef(corner.ravel(), ink.ravel())[0, 1] > 0.9


# ---- without an app


def test_who_waits_is_told_and_nobody_comes_in_any_more():
    jobs, go_on, begun = Jobs(at_once=1), threading.Event(), threading.Event()

    def work(job):
        begun.set()
        while not job.is_cancelled() and not go_on.wait(0.01):
            pass
        yield "ended"

    running, waiting = jobs.start(work), jobs.start(work)
    assert begun.wait(60)
    jobs.close(grace_s=0)
    go_on.set()
    assert ENDING in status_html(waiting)
    assert ENDING in status_html(running)
    with pytest.raises(Busy, match="restarted"):
        jobs.start(work)


def test_a_full_machine_takes_no_more_work():
    jobs = Jobs()
    jobs.full = lambda: caps.NO_DISK
    with pytest.raises(Busy, match="no room"):
        jobs.start(lambda _job: iter(()))


def test_memory_is_let_go_of_before_anybody_is_told_to_wait(monkeypatch):
    lately.people_lately.get("somebody", lambda: np.ones(60_000_000))  # 480 MB, kept to be quicker only
    before = caps.memory_bytes()
    assert before > 480_000_000
    monkeypatch.setattr(caps, "MAX_MEMORY_BYTES", before - 200_000_000)
    assert caps.what_is_full() == ""
    assert caps.memory_bytes() < before - 400_000_000
    monkeypatch.setattr(caps, "MAX_MEMORY_BYTES", 1_000_000)
    assert caps.what_is_full() == caps.NO_MEMORY


def test_memory_counts_what_workers_hold():
    code = "held = bytearray(300_000_000); print(len(held), flush=True); input()"
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as worker:
        worker.stdout.readline()
        own, held = (psutil.Process(pid).memory_info().rss for pid in (os.getpid(), worker.pid))
        assert held > 300_000_000
        assert caps.memory_bytes() > 0.95 * (own + held)  # whatever other tests have started or ended meanwhile
        worker.communicate(b"\n")


def test_an_upload_without_room_is_refused_unread(monkeypatch, tmp_path):
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path))
    (tmp_path / "abc").mkdir()
    (tmp_path / "abc" / "song.mp3").write_bytes(bytes(700))
    monkeypatch.setattr(caps, "MIN_DISK_BYTES", 0)
    monkeypatch.setattr(caps, "MAX_DISK_BYTES", caps.bytes_in(tmp_path) + 300)
    read = []

    async def upload(request):
        read.append(await request.body())
        return PlainTextResponse("taken")

    routes = [Route("/gradio_api/upload", upload, methods=["POST"])]
    visitor = TestClient(Starlette(routes=routes, middleware=[Middleware(caps.UploadsWithinCaps)]))
    assert visitor.post("/gradio_api/upload", content=bytes(299)).text == "taken"
    refused = visitor.post("/gradio_api/upload", content=bytes(301))
    assert (refused.status_code, refused.text) == (507, caps.NO_DISK)
    assert read == [bytes(299)]
    monkeypatch.setattr(caps, "MAX_DISK_BYTES", 600)
    assert caps.what_is_full() == caps.NO_DISK


def test_names_and_passwords_are_read_from_a_file(tmp_path):
    file = tmp_path / "known"
    file.write_text("anna:se:cret\n\nbert:word\n")
    assert read_auth(file) == [("anna", "se:cret"), ("bert", "word")]
    file.write_text("anna\n")
    with pytest.raises(VCError, match="NAME:PASSWORD"):
        read_auth(file)


@pytest.mark.parametrize("text", ["0", "-1", "many", "65", "1.5"])
def test_limits_that_cannot_be_are_refused_in_words(monkeypatch, text):
    monkeypatch.setenv("VC_MAX_JOBS", text)
    with pytest.raises(VCError, match="VC_MAX_JOBS has to be a whole number from 1 to 64"):
        hosting.number("VC_MAX_JOBS", 2, 1, 64)


def test_uploads_have_no_name_in_the_log(monkeypatch, tmp_path):
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path))
    said = without_names(f"OSError: '{tmp_path}/abc/holiday with anna.mp3' cannot be read")
    assert "abc" not in said
    assert "<upload>" in said
