"""The rehearsal: with music and photo there, the live stage plays you, in a browser whose processor draws 3-D."""

import re

import pytest
from playwright.sync_api import expect

from tests.app.conftest import NO_3D
from tests.app.test_stage import FLAGS
from tests.app.visiting import MINUTE, choose, play_video


@pytest.fixture(scope="module")
def drawing(play, chromium):
    running = play.chromium.launch(executable_path=chromium, args=FLAGS)
    yield running
    running.close()


@pytest.fixture
def page(drawing, app_url):
    page = drawing.new_page(viewport={"width": 1280, "height": 900})
    with page.expect_request("**/heartbeat/**", timeout=2 * MINUTE):
        page.goto(app_url)
    yield page
    page.close()


def _playing(page):
    """The stage, once it plays with the sound."""
    stage = page.wait_for_selector("#stage iframe", timeout=2 * MINUTE).content_frame()
    stage.wait_for_function("window.stage?.player?.playing && stage.time > 0.2", timeout=2 * MINUTE)
    return stage


@pytest.mark.parametrize("first", ["music", "photo"])
def test_music_and_photo_in_whatever_order_let_you_play_on_stage(page, song, reference_dir, first):
    photo = str(reference_dir / "photos" / "astronaut.png")
    if first == "photo":
        page.set_input_files("#photo input[type=file]", photo)
        expect(page.locator("#photo img").first).to_be_visible(timeout=MINUTE)
    choose(page, song)
    if first == "music":
        expect(page.get_by_role("tab", name="Your video")).to_have_attribute("aria-selected", "true")
        page.set_input_files("#photo input[type=file]", photo)
    stage = _playing(page)
    assert not stage.evaluate("stage.player.muted || stage.player.volume === 0")
    expect(page.get_by_role("tab", name="Live stage")).to_have_attribute("aria-selected", "true")
    expect(page.locator("#status")).to_contain_text("This is the rehearsal", timeout=2 * MINUTE)
    expect(page.locator("#make")).to_have_text(re.compile("Make the video: (a few seconds|about)"))
    if first == "music":
        _your_video_is_made_beneath(page, stage)


def _your_video_is_made_beneath(page, stage):
    stage.evaluate("window.kept = true")
    page.click("#make")
    expect(page.locator("#your-video video")).to_be_visible(timeout=4 * MINUTE)
    assert stage.evaluate("window.kept"), "the stage plays on while the video is made"
    assert play_video(page, "#your-video")["length"] == pytest.approx(8, abs=0.1)
    expect(page.get_by_role("tab", name="Your video")).to_have_attribute("aria-selected", "true")


def test_a_figure_needs_no_photo_and_another_one_takes_its_place(page, song):
    choose(page, song)
    page.locator("#who").get_by_text("Maestro", exact=True).click()
    _playing(page)
    first = page.locator("#stage iframe").get_attribute("src")
    page.locator("#who").get_by_text("Maestra", exact=True).click()
    expect(page.locator("#stage iframe")).not_to_have_attribute("src", first, timeout=2 * MINUTE)


def test_without_3d_pictures_the_drawn_conductor_plays(open_page, song, reference_dir):
    page = open_page(before=NO_3D)
    choose(page, song, reference_dir / "photos" / "astronaut.png")
    expect(page.get_by_role("tab", name="Skeleton")).to_have_attribute("aria-selected", "true", timeout=2 * MINUTE)
    page.wait_for_function("document.querySelector('#preview .vc-preview').sound.player.playing", timeout=MINUTE)
    expect(page.locator("body")).to_contain_text("The drawn conductor works without")


def test_a_video_that_is_asked_for_ends_the_rehearsal(page, song):
    choose(page, song)
    page.locator("#who").get_by_text("Maestro", exact=True).click()
    page.click("#conduct")
    expect(page.locator("#status")).to_contain_text("Done.", timeout=4 * MINUTE)
    expect(page.locator("#your-video video")).to_be_visible()


def test_music_alone_waits_for_a_photo(page, song):
    choose(page, song)
    expect(page.locator("#estimate")).to_contain_text("0:08 of music")
    expect(page.locator("#stage iframe")).to_have_count(0)
    expect(page.locator("#status")).to_contain_text("Choose music and a photo")
