"""What people bring: music, films and photos as phones, cameras and browsers give them."""

import base64
import re

import av
import numpy as np
import pillow_heif
import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.app.conftest import CHROMIUM_FLAGS
from tests.app.visiting import MINUTE, choose, choose_small, conduct, open_tab, play_video
from tests.media.conftest import encode

DROP = """([content, name, type]) => {
  const bytes = Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0));
  const dropped = new DataTransfer();
  dropped.items.add(new File([bytes], name, {type}));
  const target = document.querySelector('#music input[type=file]').parentElement;
  target.dispatchEvent(new DragEvent('drop', {dataTransfer: dropped, bubbles: true, cancelable: true}));
}"""


@pytest.mark.parametrize(("way", "ending"), [("chosen", ".mkv"), ("dropped", ".mp4")])
def test_the_sound_of_a_film_is_music_too(open_page, sound_writer, click_samples, tmp_path, ending, way):
    film = sound_writer(tmp_path / f"film{ending}", click_samples(4))
    page = open_page()
    page.wait_for_selector("#music input[accept*=mkv]", state="attached", timeout=MINUTE)
    if way == "chosen":
        page.set_input_files("#music input[type=file]", str(film))
    else:
        content = base64.b64encode(film.read_bytes()).decode()
        page.evaluate(DROP, [content, film.name, "video/mp4" if ending == ".mp4" else ""])
    expect(page.locator("#estimate")).to_contain_text("0:04", timeout=MINUTE)


def test_the_sound_track_is_chosen_where_there_are_several(open_page, song, tmp_path):
    sound = 0.5 * np.sin(0.06 * np.arange(3 * 44_100))[None]
    film = encode(tmp_path / "film.mkv", sound, 0 * sound, codec="aac", layout="mono", titles=("Orchestra", "Nobody"))
    page = open_page()
    page.get_by_text("Options", exact=True).click()
    expect(page.locator("#seed")).to_be_visible()
    expect(page.locator("#track")).to_have_count(0)
    page.set_input_files("#music input[type=file]", str(film))
    expect(page.locator("#track")).to_contain_text("1: Orchestra")
    expect(page.locator("#track")).to_contain_text("2: Nobody")
    page.fill("#track input", "2")
    page.keyboard.press("Tab")
    page.click("#quick")
    expect(page.locator("body")).to_contain_text("silent", timeout=MINUTE)
    page.locator("#music button[aria-label=Clear], #music button[title=Clear]").first.click()
    choose(page, song)
    expect(page.locator("#track")).to_have_count(0)


@pytest.fixture
def webcam(play, chromium, app_url):
    """A page whose browser has a camera that shows a test picture."""
    flags = [*CHROMIUM_FLAGS, "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
    running = play.chromium.launch(executable_path=chromium, args=flags)
    page = running.new_page(permissions=["camera"], viewport={"width": 1280, "height": 900})
    with page.expect_request("**/heartbeat/**", timeout=MINUTE):
        page.goto(app_url)
    yield page
    running.close()


def test_the_face_can_come_from_the_webcam(webcam):
    webcam.locator("#photo button[aria-label='Capture from camera']").click()
    webcam.locator("#photo [title='grant webcam access'] button").click()
    webcam.wait_for_function("document.querySelector('#photo video')?.videoWidth > 0", timeout=MINUTE)
    webcam.locator("#photo button[aria-label='capture photo']").click()
    expect(webcam.locator("#photo .image-frame img")).to_be_visible()


def test_others_of_photos_of_their_own_conduct_beside(open_page, song, reference_dir):
    page = open_page()
    page.get_by_text("Conduct together", exact=True).click()
    page.set_input_files("#beside input[type=file]", str(reference_dir / "photos" / "ma_demo4.png"))
    expect(page.locator("#beside")).to_contain_text("ma_demo4")
    page.get_by_text("Options", exact=True).click()
    page.locator("#seconds input").fill("1")
    page.locator("#size").get_by_text("512").click()
    page.set_input_files("#music input[type=file]", str(song))
    page.locator("#conduct").click()
    expect(page.locator("#status")).to_contain_text("Choose your photo first", timeout=MINUTE)
    page.locator(".toast-close").first.click()
    page.set_input_files("#photo input[type=file]", str(reference_dir / "photos" / "astronaut.png"))
    expect(page.locator("#photo img")).to_be_visible()
    page.locator("#conduct").click()
    expect(page.locator("#status")).to_contain_text("Done.", timeout=4 * MINUTE)
    assert page.locator("#your-video video").evaluate("video => video.videoWidth") == 512
    open_tab(page, "Live stage")
    expect(page.locator("#stage")).to_contain_text("The live stage holds one")


@pytest.mark.parametrize("ending", ["heic", "avif"])
def test_photos_of_phones_conduct(open_page, song, reference_dir, tmp_path, ending):
    photo = tmp_path / f"me.{ending}"
    pillow_heif.register_heif_opener()
    Image.open(reference_dir / "photos" / "astronaut.png").convert("RGB").save(photo, quality=80)
    page = open_page()
    choose(page, song, photo)
    if ending == "heic":
        expect(page.locator("#photo img").first).to_have_attribute("alt", re.compile("The photo is there"))
    choose_small(page)
    page.fill("#seconds input", "1")
    expect(page.locator("#estimate")).to_contain_text("the photo video")
    conduct(page)
    expect(page.locator("#your-video video")).to_be_visible()
    assert play_video(page, "#your-video")["length"] == pytest.approx(1, abs=0.1)


def _film_of_a_phone(path, song):
    """QuickTime as phones make it: first the picture, in H.264, then the sound of `song` in AAC."""
    with av.open(str(song)) as music, av.open(str(path), "w") as film:
        picture = film.add_stream("libx264", rate=30)
        picture.width, picture.height, picture.pix_fmt = 128, 96, "yuv420p"
        sound = film.add_stream("aac", rate=44_100, layout="stereo")
        still = av.VideoFrame.from_ndarray(np.full((144, 128), 90, np.uint8), format="yuv420p")
        for _ in range(90):
            film.mux(picture.encode(still))
        film.mux(picture.encode(None))
        for frame in music.decode(audio=0):
            film.mux(sound.encode(frame))
        film.mux(sound.encode(None))
    return path


def test_films_of_phones_conduct(open_page, song, tmp_path):
    film = _film_of_a_phone(tmp_path / "IMG_0042.MOV", song)
    page = open_page()
    choose(page, film)
    choose_small(page)
    page.fill("#seconds input", "2")
    conduct(page)
    played = play_video(page, "#your-video")
    assert played["length"] == pytest.approx(2, abs=0.1)
    assert played["sound"] > 0
