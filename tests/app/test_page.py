"""The page in a real browser, as a newcomer uses it."""

import base64
import json
import re
import zipfile

import av
import numpy as np
import pillow_heif
import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.app.conftest import CHROMIUM_FLAGS, NO_3D
from tests.media.conftest import encode
from vc.video import LABEL

MINUTE = 60_000
expect.set_options(timeout=MINUTE)  # a busy machine takes its time
WIDTHS = [390, 768, 1280]
TABS = ["Your video", "Skeleton", "Motion", "Live stage", "Beats", "Compare"]


def _choose(page, song, photo=None, length="0:08"):
    page.set_input_files("#music input[type=file]", str(song))
    expect(page.locator("#music")).to_contain_text(length)
    if photo:
        page.set_input_files("#photo input[type=file]", str(photo))
        expect(page.locator("#photo img").first).to_be_visible(timeout=MINUTE)


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


DROP = """([content, name, type]) => {
  const bytes = Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0));
  const dropped = new DataTransfer();
  dropped.items.add(new File([bytes], name, {type}));
  const target = document.querySelector('#music input[type=file]').parentElement;
  target.dispatchEvent(new DragEvent('drop', {dataTransfer: dropped, bubbles: true, cancelable: true}));
}"""


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
    _choose(page, song)
    expect(page.locator("#track")).to_have_count(0)


def _conduct(page):
    key = page.locator("#key").locator("input, textarea")
    before = key.input_value()
    page.click("#conduct")
    expect(key).not_to_have_value(before)
    expect(page.locator("#status")).to_contain_text("Done.", timeout=4 * MINUTE)


def _tab(page, name):
    page.get_by_role("tab", name=name).click()


def _small(page):
    page.get_by_text("Options", exact=True).click()
    page.locator("#size").get_by_text("512").click()


def _prepared(open_page, song):
    """With music, to be conducted in small videos."""
    page = open_page()
    _choose(page, song)
    _small(page)
    return page


def _played_s(page, where):
    """Play the video for a moment; how far it got, with its sound's and picture's presence."""
    return page.eval_on_selector(
        f"{where} video",
        """async video => { video.muted = true; await video.play();
           await new Promise(done => { video.ontimeupdate = () => video.currentTime > 0.3 && done(); });
           return {at: video.currentTime, length: video.duration, width: video.videoWidth,
                   sound: video.webkitAudioDecodedByteCount}; }""",
    )


def _saved(page, link, folder):
    with page.expect_download() as download:
        page.locator(link).first.click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


# ---- the first minute


def test_somebody_conducts_at_once_without_a_sound(open_page):
    page = open_page()
    hero = page.locator("#hero video")
    expect(hero).to_be_in_viewport()
    page.wait_for_function("document.querySelector('#hero video').currentTime > 0.5", timeout=MINUTE)
    assert hero.evaluate("video => video.muted && !video.paused && video.loop && video.controls")
    for wish in ("#music", "#photo", "#who", "#conduct"):
        expect(page.locator(wish)).to_be_in_viewport()
    music, photo = page.locator("#music").bounding_box(), page.locator("#photo").bounding_box()
    assert abs(music["y"] - photo["y"]) < 5
    assert music["x"] + music["width"] <= photo["x"]
    for folded in ("#manner", "#seed"):
        expect(page.locator(folded)).to_be_hidden()
    assert page.outside == []


def test_who_asks_for_less_motion_begins_the_video_himself(open_page):
    page = open_page(motion="reduce")
    page.wait_for_selector("#hero video")
    page.wait_for_function("document.querySelector('#hero video').readyState >= 3", timeout=MINUTE)
    assert page.locator("#hero video").evaluate("video => video.paused")


def test_six_tabs_stand_in_one_row_in_the_order_of_what_people_come_for(open_page):
    page = open_page()
    tabs = page.get_by_role("tab")
    assert [name.strip() for name in tabs.all_inner_texts()] == TABS
    assert len({round(tab.bounding_box()["y"]) for tab in tabs.all()}) == 1
    expect(page.get_by_role("tab", name="Your video")).to_have_attribute("aria-selected", "true")
    for title in ("How it works", "Limits", "Privacy", "Licences", "How to cite"):
        page.get_by_role("button", name=title).click()
    for said in ("Networks listen", "3 hours", "deleted after 1 hour", "Apache-2.0", "ICME 2021"):
        expect(page.locator("#about")).to_contain_text(said)


def test_each_conductor_has_a_picture_and_the_arrow_keys_choose(open_page):
    page = open_page()
    labels = page.locator("#who label")
    expect(labels).to_have_count(5)
    pictures = labels.evaluate_all("all => all.map(one => getComputedStyle(one, '::before').backgroundImage)")
    assert all(picture.startswith('url("data:image/webp') for picture in pictures)
    assert len(set(pictures)) == 5
    page.locator("#who input").first.focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio", name="You on stage")).to_be_checked()


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


def test_an_example_shows_its_results_at_once(open_page):
    page = open_page()
    page.get_by_role("button", name=re.compile("Ode to Joy")).click()
    expect(page.locator("#your-video video")).to_be_visible(timeout=MINUTE)
    assert _played_s(page, "#your-video")["length"] == pytest.approx(39.7, abs=0.2)
    expect(page.locator("#status")).to_contain_text("Made beforehand")
    expect(page.locator("#music")).to_contain_text("0:40")
    _tab(page, "Skeleton")
    assert _played_s(page, "#skeleton-video")["sound"] > 0
    _tab(page, "Live stage")
    expect(page.locator("#stage iframe")).to_be_visible()
    assert page.outside == []


def test_limits_are_told_before_the_upload_and_the_time_before_the_work(open_page, song):
    page = open_page()
    for limit in ("mp3", "3 hours", "300 MB", "JPEG", "someone who agreed", "deleted after 1 hour"):
        expect(page.locator("body")).to_contain_text(limit)
    _choose(page, song)
    expect(page.locator("#estimate")).to_contain_text("0:08 of music")
    expect(page.locator("#estimate")).to_contain_text(re.compile("a few seconds|about"))


# ---- the whole way


def test_music_and_photo_become_videos_that_play(open_page, song, reference_dir, tmp_path):
    page = open_page()
    _choose(page, song, reference_dir / "photos" / "ma_demo4.png")
    _conduct(page)
    expect(page.locator("#your-video video")).to_be_visible()
    expect(page.locator("#your-video").get_by_label("Upload file")).to_have_count(0)
    expect(page.locator("#your-video input[type=file]")).to_have_count(0)
    assert _played_s(page, "#your-video")["length"] == pytest.approx(8, abs=0.1)
    _tab(page, "Skeleton")
    expect(page.locator("#preview canvas").first).to_be_visible()
    played = _played_s(page, "#skeleton-video")
    assert played["length"] == pytest.approx(8, abs=0.1)
    assert played["width"] == 1280
    assert played["sound"] > 0
    expect(page.locator("#results")).to_contain_text("AI-generated")
    _tab(page, "Motion")
    expect(page.locator("#motion-plot img")).to_be_visible(timeout=MINUTE)
    assert np.load(_saved(page, "#motion-file a", tmp_path)).shape == (240, 13, 2)
    page.click("#export")
    expect(page.locator("#export-files")).to_contain_text(re.compile(r"conducting\s*\.glb"))
    page.locator("#export-kinds").get_by_text("BVH").click()
    page.locator("#bvh_bones").get_by_text("Mixamo").click()
    page.click("#export")
    expect(page.locator("#export-files")).to_contain_text(re.compile(r"conducting\s*\.bvh"))
    page.click("#zip")
    expect(page.locator("#zip-file a").first).to_be_visible(timeout=MINUTE)
    _check_zip(_saved(page, "#zip-file a", tmp_path), tmp_path)
    assert page.outside == []


@pytest.mark.parametrize("ending", ["heic", "avif"])
def test_photos_of_phones_conduct(open_page, song, reference_dir, tmp_path, ending):
    photo = tmp_path / f"me.{ending}"
    pillow_heif.register_heif_opener()
    Image.open(reference_dir / "photos" / "astronaut.png").convert("RGB").save(photo, quality=80)
    page = open_page()
    _choose(page, song, photo)
    if ending == "heic":
        expect(page.locator("#photo img").first).to_have_attribute("alt", re.compile("The photo is there"))
    _small(page)
    page.fill("#seconds input", "1")
    expect(page.locator("#estimate")).to_contain_text("the photo video")
    _conduct(page)
    expect(page.locator("#your-video video")).to_be_visible()
    assert _played_s(page, "#your-video")["length"] == pytest.approx(1, abs=0.1)


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
    _choose(page, film)
    _small(page)
    page.fill("#seconds input", "2")
    _conduct(page)
    played = _played_s(page, "#your-video")
    assert played["length"] == pytest.approx(2, abs=0.1)
    assert played["sound"] > 0


def _check_zip(path, folder):
    with zipfile.ZipFile(path) as bundle:
        assert {
            "settings.json",
            "motion.npy",
            "conducting_skeleton.mp4",
            "conducting_photo.mp4",
            "conducting.glb",
            "conducting.bvh",
        } == set(bundle.namelist())
        settings = json.loads(bundle.read("settings.json"))
        bundle.extract("conducting_photo.mp4", folder)
        assert b"ROOT mixamorig:Hips" in bundle.read("conducting.bvh")
    assert settings["settings"]["bvh_bones"] == "mixamo"
    assert settings["music"]["name"] == "song.mp3"
    assert "/" not in json.dumps(settings["settings"]) + settings["music"]["name"] + settings["photo"]["name"]
    with av.open(str(folder / "conducting_photo.mp4")) as video:
        assert video.metadata["comment"] == LABEL


def test_a_part_of_the_music_is_conducted(open_page, song):
    page = _prepared(open_page, song)
    page.fill("#start input", "2")
    page.fill("#seconds input", "3")
    _conduct(page)
    _tab(page, "Skeleton")
    assert _played_s(page, "#skeleton-video")["length"] == pytest.approx(3, abs=0.1)


def test_transparent_videos_are_previewed_before_squares_and_saved_as_they_are(open_page, song, tmp_path):
    page = open_page()
    _choose(page, song)
    _small(page)
    page.fill("#seconds input", "1")
    page.locator("#transparent").get_by_text("as WebM").click()
    _conduct(page)
    _tab(page, "Skeleton")
    assert _played_s(page, "#skeleton-video")["length"] == pytest.approx(1, abs=0.1)
    expect(page.locator("#skeleton-video [aria-label*=ownload], #skeleton-video a[download]")).to_have_count(0)
    saved = _saved(page, "#skeleton-file a", tmp_path)
    assert saved.name == "conducting_skeleton.webm"
    with av.open(str(saved)) as video:
        assert video.streams.video[0].metadata["alpha_mode"] == "1"
        assert LABEL in video.metadata.values()
    page.click("#zip")
    expect(page.locator("#zip-file a").first).to_be_visible(timeout=MINUTE)
    with zipfile.ZipFile(_saved(page, "#zip-file a", tmp_path)) as bundle:
        assert {name for name in bundle.namelist() if "skeleton" in name} == {"conducting_skeleton.webm"}
    _tab(page, "Your video")
    expect(page.locator("#your-file a").first).to_be_visible(timeout=2 * MINUTE)
    page.locator("#transparent").get_by_text("no", exact=True).click()
    _conduct(page)
    _tab(page, "Skeleton")
    expect(page.locator("#skeleton-file")).to_have_count(0)
    expect(page.locator("#skeleton-video [aria-label*=ownload], #skeleton-video a[download]").first).to_be_visible()


@pytest.mark.parametrize(("who", "kind", "width"), [("Maestro", "avatar", 512), ("Neural performer", "neural", 512)])
def test_the_conductor_that_is_picked_conducts(open_page, song, tmp_path, who, kind, width):
    page = _prepared(open_page, song)
    page.locator("#who").get_by_text(who, exact=True).click()
    page.fill("#seconds input", "2")
    expect(page.locator("#estimate")).to_contain_text("the neural video" if kind == "neural" else "the 3-D video")
    _conduct(page)
    expect(page.locator("#your-video video")).to_be_visible()
    expect(page.locator("#hero video")).to_have_count(0)
    played = _played_s(page, "#your-video")
    assert played["length"] == pytest.approx(2, abs=0.1)
    assert played["width"] == width
    assert played["sound"] > 0
    page.click("#zip")
    expect(page.locator("#zip-file a").first).to_be_visible(timeout=MINUTE)
    with zipfile.ZipFile(_saved(page, "#zip-file a", tmp_path)) as bundle:
        assert json.loads(bundle.read("settings.json"))["settings"]["who"] == who.split()[0].lower()
        bundle.extract(f"conducting_{kind}.mp4", tmp_path)
    with av.open(str(tmp_path / f"conducting_{kind}.mp4")) as video:
        assert video.metadata["comment"] == LABEL


# ---- manners and takes


def test_a_preset_moves_the_sliders_and_a_slider_makes_the_manner_my_own(open_page):
    page = open_page()
    page.get_by_text("Options", exact=True).click()
    page.get_by_role("button", name="Manner").click()
    page.locator("#manner").get_by_text("Energetic").click()
    slider = page.locator("#energy input[type=range]")
    expect(slider).to_have_value("0.9")
    slider.focus()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("radio", name="My own")).to_be_checked(timeout=MINUTE)


def test_another_take_has_another_seed_and_stands_beside_the_first(open_page):
    page = open_page()
    page.get_by_role("button", name=re.compile("Blue Danube")).click()
    expect(page.locator("#your-video video")).to_be_visible(timeout=MINUTE)
    page.get_by_text("Options", exact=True).click()
    seed = page.locator("#seed input")
    expect(seed).to_have_value("1")
    page.click("#another")
    expect(page.locator("#status")).to_contain_text("Drawing")
    expect(seed).not_to_have_value("1")
    _tab(page, "Compare")
    expect(page.locator("#compare canvas")).to_have_count(2)
    expect(page.locator("#compare")).to_contain_text("seed 1")
    expect(page.locator("#compare")).to_contain_text(f"seed {seed.input_value()}")
    page.click("#stop")
    expect(page.locator("#status")).to_contain_text("Stopped.")


def test_an_earlier_result_is_repeated_with_all_its_settings(open_page, tmp_path):
    from vc.web.settings import File, Settings, write

    wishes = Settings(seed=77, start_s=1, seconds=4, manner="My own", energy=0.5, size="1080", dress="tailcoat")
    (tmp_path / "settings.json").write_text(write(wishes, File("my *song*.mp3", "0" * 64), None))
    page = open_page()
    page.get_by_text("Repeat an earlier result").click()
    page.set_input_files("#repeat-file input[type=file]", str(tmp_path / "settings.json"))
    expect(page.locator("#repeat-note")).to_contain_text("Choose my song.mp3 again")
    page.get_by_text("Options", exact=True).click()
    page.get_by_role("button", name="Manner").click()
    expect(page.locator("#seed input")).to_have_value("77")
    expect(page.locator("#seconds input")).to_have_value("4")
    expect(page.locator("#energy input[type=range]")).to_have_value("0.5")
    for choice in ("My own", "1080", "tailcoat"):
        expect(page.get_by_role("radio", name=choice)).to_be_checked()


def test_settings_that_were_tampered_with_are_refused_in_words(open_page, tmp_path):
    (tmp_path / "settings.json").write_text(
        json.dumps({"program": "VirtualConductor", "format": 1, "settings": {"seed": "; rm -rf"}})
    )
    page = open_page()
    page.get_by_text("Repeat an earlier result").click()
    page.set_input_files("#repeat-file input[type=file]", str(tmp_path / "settings.json"))
    expect(page.locator("body")).to_contain_text("The seed has to be a whole number")


# ---- long work


def test_stop_stops_and_the_next_run_works(open_page, long_song, song):
    page = open_page()
    _choose(page, long_song, length="5:00")
    page.click("#conduct")
    expect(page.locator("#status")).to_contain_text(re.compile(r"of 9\s000 frames"))
    expect(page.locator("#status")).to_contain_text("left")
    page.click("#stop")
    expect(page.locator("#status")).to_contain_text("Stopped.")
    _tab(page, "Skeleton")
    expect(page.locator("#skeleton-video video")).to_have_count(0)
    page.locator("#music button[aria-label=Clear], #music button[title=Clear]").first.click()
    _choose(page, song)
    _conduct(page)
    expect(page.locator("#your-video video")).to_be_visible()


def test_a_page_that_is_loaded_again_finds_its_running_work(open_page, long_song):
    page = open_page()
    _choose(page, long_song, length="5:00")
    _small(page)
    page.fill("#seconds input", "30")
    page.click("#conduct")
    expect(page.locator("#status")).to_contain_text("frames")
    page.reload()
    expect(page.locator("#status")).to_contain_text(re.compile(r"frames|Done"))
    expect(page.locator("#music")).to_contain_text("5:00")
    expect(page.locator("#status")).to_contain_text("Done.", timeout=4 * MINUTE)
    _tab(page, "Skeleton")
    assert _played_s(page, "#skeleton-video")["length"] == pytest.approx(30, abs=0.1)


def test_another_tab_does_not_get_the_work_of_the_first(open_page, song):
    first = open_page()
    _choose(first, song)
    _small(first)
    _conduct(first)
    second = open_page()
    expect(second.locator("#status")).to_contain_text("Choose music")
    _tab(second, "Skeleton")
    expect(second.locator("#skeleton-video video")).to_have_count(0)


def test_two_visitors_at_once_get_each_their_own(open_page, song):
    pages = [open_page(), open_page()]
    for page, seconds in zip(pages, ("2", "4"), strict=True):
        _choose(page, song)
        _small(page)
        page.fill("#seconds input", seconds)
    for page in pages:
        page.click("#conduct")
    for page, seconds in zip(pages, (2, 4), strict=True):
        expect(page.locator("#status")).to_contain_text("Done.", timeout=2 * MINUTE)
        expect(page.locator("#your-video video")).to_be_visible()
        assert _played_s(page, "#your-video")["length"] == pytest.approx(seconds, abs=0.1)


# ---- in words


def test_a_file_without_a_motion_says_what_to_do(open_page):
    page = open_page()
    _tab(page, "Motion")
    page.click("#export")
    expect(page.locator("body")).to_contain_text("press Conduct first")


def test_no_music_is_said_on_the_field(open_page):
    page = open_page()
    page.click("#conduct")
    expect(page.locator("body")).to_contain_text("Choose a music file first.")


def test_a_playlist_named_wav_is_refused_as_soon_as_it_is_chosen(open_page, tmp_path):
    (tmp_path / "radio.wav").write_text("#EXTM3U\nhttp://127.0.0.1:9/stream.mp3\n")
    page = open_page()
    page.set_input_files("#music input[type=file]", str(tmp_path / "radio.wav"))
    expect(page.locator("#estimate")).to_contain_text("radio.wav is a playlist")


def test_the_licence_shows_up_with_the_model_that_has_one(open_page):
    page = open_page()
    page.get_by_text("Options", exact=True).click()
    expect(page.locator("#licence")).to_be_hidden()
    page.locator("#model input").click()
    expect(page.get_by_role("option", name="AMCNet: a network that hears the beats by itself")).to_be_visible()
    page.get_by_role("option", name="M2S-GAN: its authors").click()
    expect(page.locator("#licence")).to_contain_text("research use")


def test_a_browser_without_webgl_is_told_what_works(open_page):
    page = open_page(before=NO_3D)
    page.get_by_role("button", name=re.compile("Ode to Joy")).click()
    expect(page.locator("#your-video video")).to_be_visible(timeout=MINUTE)
    _tab(page, "Live stage")
    expect(page.locator("body")).to_contain_text("The drawn conductor works without")
    expect(page.get_by_role("tab", name="Live stage")).to_have_attribute("aria-selected", "true")


# ---- for everybody


def test_nothing_runs_off_the_side(open_page):
    page = open_page(WIDTHS[0])
    fits = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    assert page.evaluate(fits)
    page.get_by_role("button", name=re.compile("Mountain King")).click()
    expect(page.locator("#your-video video")).to_be_visible(timeout=MINUTE)
    page.get_by_text("Options", exact=True).click()
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        for tab in TABS:
            _tab(page, tab)
            assert page.evaluate(fits), f"{tab} at {width} pixels"
    assert page.outside == []


def test_the_keyboard_is_enough(open_page):
    page = open_page()
    focused = "document.activeElement"

    def tab_to(condition):
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate(condition):
                return
        pytest.fail(f"the Tab key never came to {condition}")

    tab_to(f"{focused}.closest('#examples') && {focused}.textContent.includes('Ode to Joy')")
    ring = page.evaluate(f"getComputedStyle({focused}).outlineStyle + getComputedStyle({focused}).outlineWidth")
    assert ring == "solid3px"
    page.keyboard.press("Enter")
    expect(page.locator("#your-video video")).to_be_visible(timeout=MINUTE)
    tab_to(f"{focused}.closest('#who') && {focused}.type === 'radio'")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio", name="You on stage")).to_be_checked()
    tab_to(f"{focused}.id === 'conduct'")
    page.keyboard.press("Enter")
    expect(page.locator("#status")).to_contain_text("Drawing")
    tab_to(f"{focused}.id === 'stop'")
    page.keyboard.press(" ")
    expect(page.locator("#status")).to_contain_text("Stopped.")


def test_a_screen_reader_hears_what_happens(open_page):
    page = open_page()
    announcer = page.locator("#announcer").locator("xpath=descendant-or-self::*[@role='status'][@aria-live='polite']")
    expect(announcer).to_have_count(1)
    page.get_by_role("button", name=re.compile("Ode to Joy")).click()
    expect(announcer).to_have_text("The results of Ode to Joy are there.")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(open_page, axe, scheme):
    page = open_page(scheme=scheme)
    page.evaluate(axe)
    found = _serious(page)
    page.get_by_role("button", name=re.compile("Ode to Joy")).click()
    expect(page.locator("#your-video video")).to_be_visible(timeout=MINUTE)
    page.get_by_text("Options", exact=True).click()
    page.get_by_text("Repeat an earlier result").click()
    for tab in TABS:
        _tab(page, tab)
        found |= _serious(page)
    assert found == {}


def _serious(page):
    result = page.evaluate("axe.run(document, {resultTypes: ['violations'], iframes: false})")
    return {
        rule["id"]: [node["html"][:120] for node in rule["nodes"]]
        for rule in result["violations"]
        if rule["impact"] in ("serious", "critical")
    }
