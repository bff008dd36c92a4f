"""What the page says where something is missing, refused or bound to a licence."""

import re

from playwright.sync_api import expect

from tests.app.conftest import NO_3D
from tests.app.visiting import MINUTE, open_tab


def test_a_file_without_a_motion_says_what_to_do(open_page):
    page = open_page()
    open_tab(page, "Motion")
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
    open_tab(page, "Live stage")
    expect(page.locator("body")).to_contain_text("The drawn conductor works without")
    expect(page.get_by_role("tab", name="Live stage")).to_have_attribute("aria-selected", "true")
