"""Manners, takes beside each other, and earlier results that are repeated."""

import json
import re

from playwright.sync_api import expect

from tests.app.visiting import MINUTE, open_tab


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
    open_tab(page, "Compare")
    expect(page.locator("#compare canvas")).to_have_count(2)
    expect(page.locator("#compare")).to_contain_text("seed 1")
    expect(page.locator("#compare")).to_contain_text(f"seed {seed.input_value()}")
    page.click("#stop")
    expect(page.locator("#status")).to_contain_text("Stopped.")


def test_an_earlier_result_is_repeated_with_all_its_settings(open_page, tmp_path):
    from vc.web.settings import File, Settings, write

    wishes = Settings(seed=77, start_s=1, seconds=4, manner="My own", energy=0.5, size="1080", dress="tails")
    saved = write(wishes, File("my *song*.mp3", "0" * 64), None).replace('"tails"', '"tailcoat"')  # an older one
    (tmp_path / "settings.json").write_text(saved)
    page = open_page()
    page.get_by_text("Repeat an earlier result").click()
    page.set_input_files("#repeat-file input[type=file]", str(tmp_path / "settings.json"))
    expect(page.locator("#repeat-note")).to_contain_text("Choose my song.mp3 again")
    expect(page.locator("#repeat-note")).to_contain_text("tailcoat is no more: tails stands for it")
    page.get_by_text("Options", exact=True).click()
    page.get_by_role("button", name="Manner").click()
    expect(page.locator("#seed input")).to_have_value("77")
    expect(page.locator("#seconds input")).to_have_value("4")
    expect(page.locator("#energy input[type=range]")).to_have_value("0.5")
    for choice in ("My own", "1080", "tails"):
        expect(page.get_by_role("radio", name=choice)).to_be_checked()


def test_settings_that_were_tampered_with_are_refused_in_words(open_page, tmp_path):
    (tmp_path / "settings.json").write_text(
        json.dumps({"program": "VirtualConductor", "format": 1, "settings": {"seed": "; rm -rf"}})
    )
    page = open_page()
    page.get_by_text("Repeat an earlier result").click()
    page.set_input_files("#repeat-file input[type=file]", str(tmp_path / "settings.json"))
    expect(page.locator("body")).to_contain_text("The seed has to be a whole number")
