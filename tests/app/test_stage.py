"""The live stage in a real browser: a real figure, a click a second for music, served by a small Gradio app."""

import hashlib
import io
import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
import wave
from pathlib import Path

import gradio as gr
import numpy as np
import pytest
from gradio.route_utils import delete_files_created_by_app
from playwright.sync_api import expect

from vc.clip import Clip
from vc.motion.export.glb import write_glb
from vc.render.avatar.lift import lift
from vc.render.avatar.model import load_avatar
from vc.render.avatar.rig import INDEX, forward
from vc.web.live import STAGE_FOLDER, build_stage, stage_html

PROJECT = Path(__file__).resolve().parents[2]

SECONDS, START_S = 10, 2  # of the motion; where in the music it begins
FLAGS = [
    "--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--disable-quic",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
    "--autoplay-policy=no-user-gesture-required",
]  # fmt: skip
APP = """
import json, sys
import fastapi, uvicorn
import gradio as gr
from vc.clip import Clip
from vc.web.live import build_stage, stage_html

glb, *part = json.loads(sys.argv[1])
def build():
    with gr.Blocks() as page:
        live = build_stage()
        said = gr.Textbox(label="Reason", elem_id="reason")
        live.unavailable(lambda: "shown as a video instead", None, said, api_visibility="private")
        page.load(lambda: stage_html(glb, Clip(*part)), None, live)
    return page

server = fastapi.FastAPI()
gr.mount_gradio_app(server, build(), path="/behind/a/proxy")
gr.mount_gradio_app(server, build(), path="/")
uvicorn.run(server, port=int(sys.argv[2]), log_level="warning")
"""


@pytest.fixture(scope="module")
def figure():
    return load_avatar()


@pytest.fixture(scope="module")
def moved(waving, figure):
    return lift(waving, rig=figure.rig, loudness=np.linspace(0, 1, len(waving)))


@pytest.fixture(scope="module")
def files(tmp_path_factory, figure, moved):
    """glb, music: ten seconds of motion for the part from 2 s on of fifteen seconds of clicks; awkward names."""
    folder = tmp_path_factory.mktemp("a stage")
    t = np.arange(15 * 44_100) / 44_100
    clicks = np.sin(2 * np.pi * 1000 * t) * np.exp(-60 * (t % 1))
    return {
        "glb": write_glb(folder / "figure #1 & more.glb", moved, figure),
        "music": _write_wav(folder / "clicks 100%.wav", clicks),
    }


def _write_wav(path, samples, rate=44_100):
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes((32_000 * samples).astype("<i2").tobytes())
    return path


@pytest.fixture(scope="module")
def stage_url(tmp_path_factory, files):
    folder = tmp_path_factory.mktemp("stage_app")
    (folder / "small.py").write_text(APP)
    wish = [str(files["glb"]), str(files["music"]), START_S, SECONDS]
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        **os.environ, "GRADIO_ANALYTICS_ENABLED": "False",
        "GRADIO_TEMP_DIR": str(folder / "uploads"), "PYTHONPATH": str(PROJECT),
    }  # fmt: skip
    url, log = f"http://127.0.0.1:{port}/", folder / "log"
    with log.open("w") as out, subprocess.Popen(
        [sys.executable, "small.py", json.dumps(wish), str(port)], cwd=folder, env=environment, stdout=out, stderr=out
    ) as process:  # fmt: skip
        end = time.monotonic() + 60
        while not _answers(url):
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < end, log.read_text()
            time.sleep(0.2)
        yield url
        process.terminate()


def _answers(url):
    try:
        with urllib.request.urlopen(url, timeout=2):
            return True
    except OSError:
        return False


@pytest.fixture(scope="module")
def drawing_browser(play, chromium):
    """A browser whose processor draws 3-D."""
    running = play.chromium.launch(executable_path=chromium, args=FLAGS)
    yield running
    running.close()


class Shown:
    """The page with the stage in it, what it asked of other hosts, and what went wrong."""

    def __init__(self, page, url):
        self.page, self.outside, self.errors = page, [], []
        own = (url, "data:", "blob:")
        page.on("request", lambda asked: asked.url.startswith(own) or self.outside.append(asked.url))
        page.on("console", lambda said: said.type == "error" and self.errors.append(said.text))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.goto(url)
        self.frame = page.wait_for_selector("#stage iframe").content_frame()
        self.frame.wait_for_url("**/stage.html?**", wait_until="commit")
        self.address = self.frame.url

    def wait(self, condition):
        self.frame.wait_for_function(condition, timeout=30_000)
        return self

    def ask(self, question):
        return self.frame.evaluate(question)

    def seek(self, seconds):
        self.ask(f"stage.seek({seconds})")
        self.wait(f"!stage.player.playing && Math.abs(stage.time - {seconds}) < 0.001")


@pytest.fixture(scope="module")
def shown(drawing_browser, stage_url):
    page = drawing_browser.new_page(viewport={"width": 600, "height": 600})
    yield Shown(page, stage_url).wait("window.stage && stage.frames > 0 && stage.seconds > 0")
    page.close()


@pytest.fixture
def paused(shown):
    shown.ask("stage.pause()")
    return shown


def _colours(page):
    """(h, w, 3) int16 of the middle of the stage, without the controls."""
    from PIL import Image

    picture = Image.open(io.BytesIO(page.locator("#stage iframe").screenshot(timeout=60_000))).convert("RGB")
    width, height = picture.size
    return np.asarray(picture.crop((width // 5, height // 8, 4 * width // 5, 3 * height // 4)), np.int16)


def _tip(figure, moved, seconds):
    """Where the farthest point of the baton has to be, metres."""
    baton = INDEX["baton"]
    held = (figure.joints[:, 0] == baton) & (figure.weights[:, 0] > 0.9)
    from_grip = figure.vertices[held] - figure.rig.rest[baton]
    place = forward(figure.rig, moved)[round(seconds * moved.rate), baton]
    return place[:3, :3] @ from_grip[np.linalg.norm(from_grip, axis=1).argmax()] + place[:3, 3]


def test_the_bundle_is_what_the_source_builds():
    listed = dict(reversed(line.split("  ")) for line in (STAGE_FOLDER / "SOURCES.sha256").read_text().splitlines())
    source = STAGE_FOLDER.parent
    names = ["build.mjs", "package.json", "package-lock.json", *(f"src/{path.name}" for path in source.glob("src/*"))]
    there = {name: hashlib.sha256((source / name).read_bytes()).hexdigest() for name in names}
    assert listed == there, "run: cd vc/web/stage && npm ci && npm run build"
    assert (STAGE_FOLDER / "stage.js").stat().st_size < 800_000
    assert "MIT" in (STAGE_FOLDER / "LICENSES.txt").read_text()


def test_names_with_signs_reach_the_address_whole(files, tmp_path, monkeypatch):
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path))
    page = stage_html(files["glb"], Clip(files["music"], start_s=1.5, seconds=3))
    assert page.count("<") == 2
    assert "start=1.5" in page
    assert "length=3" in page
    assert " &" not in page.replace("&amp;", "")


def test_what_the_stage_copied_is_deleted_with_the_rest(files, tmp_path, monkeypatch):
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path))
    with gr.Blocks() as page:
        build_stage()
    stage_html(files["glb"], Clip(files["music"]))
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 2
    delete_files_created_by_app(page, age=None)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files["glb"].exists()


def test_a_part_of_the_music_is_as_long_as_its_motion(paused):
    assert paused.ask("stage.seconds") == pytest.approx(SECONDS, abs=0.02)
    expect(paused.page.frame_locator("#stage iframe").locator("#time")).to_contain_text("/ 0:10")


@pytest.mark.parametrize("seconds", [1.0, 4.6, 7.2])
def test_the_pose_is_the_one_of_the_moment(paused, figure, moved, seconds):
    paused.seek(seconds)
    assert paused.ask("stage.tip()") == pytest.approx(_tip(figure, moved, seconds), abs=0.002)
    heard = paused.ask("stage.player.time")
    assert heard == pytest.approx(seconds, abs=0.001)


def test_the_figure_moves_in_step_with_the_sound(paused):
    paused.seek(0)
    paused.ask("stage.lags.length = 0; stage.play()")
    paused.wait("stage.time > 5")
    lags = np.abs(paused.ask("stage.lags"))
    assert len(lags) >= 10
    assert np.median(lags) < 20


def test_half_speed_plays_half_as_much_and_still_in_step(paused):
    paused.seek(0)
    paused.frame.select_option("#speed", "0.5")
    paused.ask("stage.play()")
    paused.wait("stage.time > 0.2")
    paused.ask("stage.lags.length = 0")
    gone = paused.ask(
        """async () => { const from = stage.player.time, since = performance.now();
        await new Promise((done) => setTimeout(done, 1500));
        return (stage.player.time - from) / (performance.now() - since) * 1000; }"""
    )
    assert gone == pytest.approx(0.5, abs=0.1)
    assert np.median(np.abs(paused.ask("stage.lags"))) < 20
    paused.frame.select_option("#speed", "1")


def test_pause_holds_the_pose(paused):
    paused.ask("stage.play()")
    paused.wait("stage.clock.moving")
    paused.ask("stage.pause()")
    paused.wait("!stage.player.playing && stage.time === stage.player.time")
    before = paused.ask("[stage.time, stage.tip()]")
    paused.ask("new Promise((done) => setTimeout(done, 400))")
    assert paused.ask("[stage.time, stage.tip()]") == before


def test_the_end_of_the_part_is_the_end_and_play_begins_anew(paused):
    paused.seek(SECONDS - 0.4)
    paused.ask("stage.play()")
    paused.wait("!stage.player.playing")
    assert paused.ask("stage.time") == pytest.approx(SECONDS, abs=0.15)
    paused.ask("stage.play()")
    paused.wait("stage.player.playing && stage.time > 0 && stage.time < 5")


def test_leaving_the_tab_stops_the_music(paused):
    paused.seek(0)
    paused.ask("stage.play()")
    paused.wait("stage.player.playing")
    paused.page.eval_on_selector("#stage", "stage => { stage.style.display = 'none'; }")
    paused.frame.wait_for_function("!stage.player.playing", polling=100, timeout=5_000)
    paused.page.eval_on_selector("#stage", "stage => { stage.style.display = ''; }")
    paused.wait("stage.time === stage.player.time")


def test_keys_play_skip_and_pause(paused):
    paused.seek(1)
    paused.frame.focus("#picture")
    for _ in range(2):
        paused.page.keyboard.press("ArrowRight")
    paused.wait("Math.abs(stage.time - stage.seconds) < 0.05")
    paused.page.keyboard.press("ArrowLeft")
    paused.wait("Math.abs(stage.time - stage.seconds + 5) < 0.05")
    paused.page.keyboard.press(" ")
    paused.wait("stage.player.playing")
    paused.page.keyboard.press(" ")
    paused.wait("!stage.player.playing")


def test_views_and_mouse_move_the_camera(paused):
    place = "stage.views.camera.position.toArray()"
    front = paused.ask(place)
    paused.frame.click("[data-view=three-quarter]")
    paused.wait(f"{place}[0] < -1.5")
    expect(paused.page.frame_locator("#stage iframe").get_by_role("button", name="Three-quarter")).to_have_attribute(
        "aria-pressed", "true"
    )
    paused.frame.click("[data-view=front]")
    paused.wait(f"Math.abs({place}[0] - {front[0]}) < 0.05")
    box = paused.page.locator("#stage iframe").bounding_box()
    paused.page.mouse.move(box["x"] + 200, box["y"] + 150)
    paused.page.mouse.down()
    paused.page.mouse.move(box["x"] + 260, box["y"] + 150, steps=4)
    paused.page.mouse.up()
    paused.wait(f"Math.abs({place}[0] - {front[0]}) > 0.2")


def test_figure_and_hall_are_in_the_picture(paused):
    paused.frame.click("[data-view=front]")
    paused.seek(2)
    colours = _colours(paused.page)
    red, green, blue = np.moveaxis(colours, -1, 0)
    share = {
        "velvet": (red > 60) & (green < 40) & (blue < 50),
        "gown": (blue > red + 15) & (blue > green + 5) & (blue > 25),
        "skin": (red > 140) & (green > 90) & (blue > 60) & (red > green + 15) & (green > blue),
        "brass": (red > 120) & (green > 90) & (blue < 0.75 * green),
    }
    assert {name: bool(seen.mean() > 0.0005) for name, seen in share.items()} == dict.fromkeys(share, True)


def test_nothing_was_asked_of_other_hosts_and_nothing_went_wrong(shown):
    assert shown.outside == []
    assert shown.errors == []


@pytest.fixture(scope="module")
def phone(drawing_browser, stage_url):
    page = drawing_browser.new_page(viewport={"width": 390, "height": 800})
    yield Shown(page, stage_url)
    page.close()


def test_a_phone_gets_all_of_it(phone):
    phone.wait("window.stage && stage.frames > 0")
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= 390
    phone.ask("document.getElementById('trail').hidden = false")  # the plainest picture is without
    edge = phone.page.locator("#stage iframe").bounding_box()
    for name in ("#play", "#time", "#speed", "#mute", "#trail", "#full", "#seek", "[data-view=close]"):
        box = phone.frame.locator(name).bounding_box()
        assert box["x"] >= edge["x"]
        assert box["x"] + box["width"] <= edge["x"] + edge["width"]


def test_a_slow_machine_gets_a_plainer_picture(phone):
    phone.frame.goto(f"{phone.address}&lite=0")
    phone.wait("window.stage && stage.frames > 0")
    assert phone.ask("stage.level") == "full"
    phone.wait("stage.level === 'lite' || stage.level === 'least'")
    assert not phone.ask("stage.renderer.shadowMap.enabled || stage.trail.allowed")
    assert phone.errors == []


def test_music_that_the_browser_cannot_play_leaves_the_motion(phone):
    phone.frame.goto(re.sub("music=[^&]*", "music=file%3D/nowhere.wma", phone.address))
    phone.wait("window.stage && stage.frames > 0")
    expect(phone.page.frame_locator("#stage iframe").locator("#notice")).to_contain_text("in silence")
    phone.frame.click("#play")
    phone.wait("stage.time > 0.5")
    assert phone.ask("stage.seconds") == pytest.approx(SECONDS, abs=0.05)


def test_other_servers_are_refused(phone):
    phone.frame.goto(phone.address.split("?")[0] + "?glb=https://example.org/x.glb&music=file=/x.wav")
    expect(phone.page.frame_locator("#stage iframe").locator("#veil")).to_contain_text("names another server")
    assert phone.outside == []


def test_behind_a_proxys_path_it_finds_its_files(drawing_browser, stage_url):
    page = drawing_browser.new_page(viewport={"width": 390, "height": 800})
    shown = Shown(page, f"{stage_url}behind/a/proxy/").wait("window.stage && stage.frames > 0 && stage.seconds > 0")
    assert "/behind/a/proxy/gradio_api/file=" in shown.frame.url
    assert shown.outside == []
    page.close()


def test_without_webgl_it_says_so_and_tells_the_page(drawing_browser, stage_url):
    page = drawing_browser.new_page()
    page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    shown = Shown(page, stage_url)
    expect(page.frame_locator("#stage iframe").locator("#veil")).to_contain_text("no 3-D pictures")
    expect(page.locator("#reason textarea")).to_have_value("shown as a video instead", timeout=10_000)
    assert shown.outside == []
    page.close()
