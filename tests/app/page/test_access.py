"""The page for everybody: narrow screens, the keyboard alone, screen readers."""

import re

import pytest
from playwright.sync_api import expect

from tests.app.visiting import MINUTE, TABS, open_tab, serious

WIDTHS = [390, 768, 1280]


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
            open_tab(page, tab)
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
    tab_to(f"{focused}.closest('#options') && {focused}.tagName === 'BUTTON'")
    page.keyboard.press("Enter")
    expect(page.locator("#seconds")).to_be_visible()
    tab_to(f"{focused}.closest('#seconds')")
    page.keyboard.type("1")
    tab_to(f"{focused}.closest('#size') && {focused}.type === 'radio'")
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#size").get_by_role("radio", name="512")).to_be_checked()
    tab_to(f"{focused}.id === 'conduct'")
    page.keyboard.press("Enter")
    expect(page.locator("#status")).to_contain_text("Done.", timeout=4 * MINUTE)
    video = "document.querySelector('#your-video video')"
    page.wait_for_function(f"Math.abs({video}.duration - 1) < 0.05")  # not a number until the new video is loaded
    tab_to(f"{focused}.closest('#your-video')")


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
    found = serious(page)
    page.get_by_role("button", name=re.compile("Ode to Joy")).click()
    expect(page.locator("#your-video video")).to_be_visible(timeout=MINUTE)
    page.get_by_text("Options", exact=True).click()
    page.get_by_text("Conduct together", exact=True).click()
    page.get_by_text("Repeat an earlier result").click()
    for tab in TABS:
        open_tab(page, tab)
        found |= serious(page)
    assert found == {}
