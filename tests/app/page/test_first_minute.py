"""What a newcomer sees in the first minute, without having brought anything."""

import re

import pytest
from playwright.sync_api import expect

from tests.app.visiting import MINUTE, TABS, choose, open_tab, play_video


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


def test_somebody_conducts_before_the_page_is_there_and_leaves_with_it(visitor, app_url):
    """The page's scripts are held back: the video plays nevertheless. When they come it gives way to the page's own."""
    page, held = visitor.new_page(), []
    page.route("**/*.js", lambda route: held.append(route) if not go_on else route.continue_())
    go_on = []
    page.goto(app_url, wait_until="commit", timeout=2 * MINUTE)
    page.wait_for_function("document.querySelector('#vc-before video')?.currentTime > 0.2", timeout=MINUTE)
    assert held
    assert page.locator("#hero").count() == 0
    go_on.append(True)
    for route in held:
        route.continue_()
    expect(page.locator("#hero video")).to_be_visible(timeout=2 * MINUTE)
    expect(page.locator("#vc-before")).to_have_count(0)
    page.close()


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


def test_an_example_shows_its_results_at_once(open_page):
    page = open_page()
    page.get_by_role("button", name=re.compile("Ode to Joy")).click()
    expect(page.locator("#your-video video")).to_be_visible(timeout=MINUTE)
    assert play_video(page, "#your-video")["length"] == pytest.approx(39.7, abs=0.2)
    expect(page.locator("#status")).to_contain_text("Made beforehand")
    expect(page.locator("#music")).to_contain_text("0:40")
    open_tab(page, "Skeleton")
    assert play_video(page, "#skeleton-video")["sound"] > 0
    open_tab(page, "Live stage")
    expect(page.locator("#stage iframe")).to_be_visible()
    assert page.outside == []


def test_limits_are_told_before_the_upload_and_the_time_before_the_work(open_page, song):
    page = open_page()
    for limit in ("mp3", "3 hours", "300 MB", "JPEG", "someone who agreed", "deleted after 1 hour"):
        expect(page.locator("body")).to_contain_text(limit)
    choose(page, song)
    expect(page.locator("#estimate")).to_contain_text("0:08 of music")
    expect(page.locator("#estimate")).to_contain_text(re.compile("a few seconds|about"))
