"""Work that takes long, is stopped or found again, and that of several visitors at once."""

import re

import pytest
from playwright.sync_api import expect

from tests.app.visiting import MINUTE, choose, choose_small, conduct, open_tab, play_video


def test_stop_stops_and_the_next_run_works(open_page, long_song, song):
    page = open_page()
    choose(page, long_song, length="5:00")
    page.click("#conduct")
    expect(page.locator("#status")).to_contain_text(re.compile(r"of 9\s000 frames"))
    expect(page.locator("#status")).to_contain_text("left")
    page.click("#stop")
    expect(page.locator("#status")).to_contain_text("Stopped.")
    open_tab(page, "Skeleton")
    expect(page.locator("#skeleton-video video")).to_have_count(0)
    page.locator("#music button[aria-label=Clear], #music button[title=Clear]").first.click()
    choose(page, song)
    conduct(page)
    expect(page.locator("#your-video video")).to_be_visible()


def test_a_page_that_is_loaded_again_finds_its_running_work(open_page, long_song):
    page = open_page()
    choose(page, long_song, length="5:00")
    choose_small(page)
    page.fill("#seconds input", "30")
    page.click("#conduct")
    expect(page.locator("#status")).to_contain_text("frames")
    page.reload()
    expect(page.locator("#status")).to_contain_text(re.compile(r"frames|Done"))
    expect(page.locator("#music")).to_contain_text("5:00")
    expect(page.locator("#status")).to_contain_text("Done.", timeout=4 * MINUTE)
    open_tab(page, "Skeleton")
    assert play_video(page, "#skeleton-video")["length"] == pytest.approx(30, abs=0.1)


def test_another_tab_does_not_get_the_work_of_the_first(open_page, song):
    first = open_page()
    choose(first, song)
    choose_small(first)
    conduct(first)
    second = open_page()
    expect(second.locator("#status")).to_contain_text("Choose music")
    open_tab(second, "Skeleton")
    expect(second.locator("#skeleton-video video")).to_have_count(0)


def test_two_visitors_at_once_get_each_their_own(open_page, song):
    pages = [open_page(), open_page()]
    for page, seconds in zip(pages, ("2", "4"), strict=True):
        choose(page, song)
        choose_small(page)
        page.fill("#seconds input", seconds)
    for page in pages:
        page.click("#conduct")
    for page, seconds in zip(pages, (2, 4), strict=True):
        expect(page.locator("#status")).to_contain_text("Done.", timeout=2 * MINUTE)
        expect(page.locator("#your-video video")).to_be_visible()
        assert play_video(page, "#your-video")["length"] == pytest.approx(seconds, abs=0.1)
