"""The page in a real browser, as a newcomer uses it."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect


def _choose(page, song, photo=None):
    page.set_input_files("#music input[type=file]", str(song))
    expect(page.locator("#music")).to_contain_text("0:08", timeout=20_000)
    if photo:
        page.set_input_files("#photo input[type=file]", str(photo))
        expect(page.locator("#photo img").first).to_be_visible(timeout=20_000)


def _played_s(page, where):
    """Play the video for a moment; how far it got, with its sound's and picture's presence."""
    return page.eval_on_selector(
        f"{where} video",
        """async video => { video.muted = true; await video.play();
           await new Promise(done => { video.ontimeupdate = () => video.currentTime > 0.3 && done(); });
           return {at: video.currentTime, length: video.duration, width: video.videoWidth,
                   sound: video.webkitAudioDecodedByteCount}; }""",
    )


def test_music_and_photo_become_videos_that_play(open_page, song, reference_dir):
    page = open_page()
    _choose(page, song, reference_dir / "photos" / "ma_demo4.png")
    page.click("#conduct")
    expect(page.locator("#stage iframe")).to_be_visible(timeout=60_000)
    page.get_by_role("tab", name="Skeleton").click()
    expect(page.locator("#skeleton-video video")).to_be_visible(timeout=120_000)
    played = _played_s(page, "#skeleton-video")
    assert played["length"] == pytest.approx(8, abs=0.1)
    assert played["width"] == 1280
    assert played["sound"] > 0

    page.get_by_role("tab", name="Photo video").click()
    expect(page.locator("#photo-video video")).to_be_visible(timeout=240_000)
    assert _played_s(page, "#photo-video")["length"] == pytest.approx(8, abs=0.1)

    page.get_by_role("tab", name="Motion").click()
    expect(page.locator("#motion-plot img")).to_be_visible(timeout=20_000)
    with page.expect_download() as download:
        page.locator("#motion-file a").first.click()
    assert np.load(download.value.path()).shape == (240, 13, 2)

    page.click("#export")
    expect(page.locator("#export-files")).to_contain_text(re.compile(r"conducting\s*\.glb"), timeout=30_000)
    assert page.outside == []


def test_the_3d_conductor_becomes_a_video(open_page, song):
    page = open_page()
    _choose(page, song)
    page.click("#conduct")
    expect(page.locator("#stage iframe")).to_be_visible(timeout=60_000)
    first = page.locator("#stage iframe").get_attribute("src")
    page.locator("#avatar").get_by_text("maestro").click()
    expect(page.locator("#stage iframe")).not_to_have_attribute("src", first, timeout=30_000)
    page.click("#make-avatar")
    expect(page.locator("#avatar-video video")).to_be_visible(timeout=120_000)
    assert _played_s(page, "#avatar-video")["length"] == pytest.approx(8, abs=0.1)


def test_a_video_without_a_motion_says_what_to_do(open_page):
    page = open_page()
    page.click("#make-avatar")
    expect(page.locator("body")).to_contain_text("press Conduct first", timeout=20_000)


def test_no_music_is_said_on_the_field(open_page):
    page = open_page()
    page.click("#conduct")
    expect(page.locator("body")).to_contain_text("Choose a music file first.", timeout=20_000)


def test_stop_stops_and_the_next_run_works(open_page, long_song, song):
    page = open_page()
    page.set_input_files("#music input[type=file]", str(long_song))
    expect(page.locator("#music")).to_contain_text("5:00", timeout=30_000)
    page.click("#conduct")
    expect(page.locator("body")).to_contain_text("frames", timeout=60_000)
    page.click("#stop")
    expect(page.locator("body")).to_contain_text("Stopped.", timeout=5_000)
    page.get_by_role("tab", name="Skeleton").click()
    expect(page.locator("#skeleton-video video")).to_have_count(0)

    page.locator("#music button[aria-label=Clear], #music button[title=Clear]").first.click()
    _choose(page, song)
    page.click("#conduct")
    expect(page.locator("#skeleton-video video")).to_be_visible(timeout=120_000)


def test_the_licence_shows_up_with_the_model_that_has_one(open_page):
    page = open_page()
    page.get_by_text("Options").click()
    expect(page.locator("#licence")).to_be_hidden()
    page.locator("#model input").click()
    page.get_by_role("option", name="official").click()
    expect(page.locator("#licence")).to_contain_text("research use", timeout=20_000)


@pytest.mark.parametrize("width", [390, 768, 1280])
def test_nothing_runs_off_the_side(open_page, song, width):
    page = open_page(width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    _choose(page, song)
    expect(page.locator("#conduct")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.outside == []
