"""A phone, touched and never clicked, upright and lying."""

import pytest
from playwright.sync_api import expect

from tests.app.visiting import MINUTE

UPRIGHT, LYING = {"width": 390, "height": 844}, {"width": 844, "height": 390}
SHEET = """navigator.canShare = ({files}) => files[0].type === 'video/mp4';
navigator.share = async ({files: [file]}) => { window.shared = {name: file.name, size: file.size}; };"""


@pytest.fixture(params=[UPRIGHT, LYING], ids=["upright", "lying"])
def phone(browser, app_url, request):
    """(the page, its size)"""
    context = browser.new_context(viewport=request.param, has_touch=True, is_mobile=True, device_scale_factor=2)
    context.add_init_script(SHEET)
    page = context.new_page()
    with page.expect_request("**/heartbeat/**", timeout=2 * MINUTE):
        page.goto(app_url)
    page.wait_for_selector("#conduct", timeout=MINUTE)
    yield page, request.param
    context.close()


def test_touch_alone_leads_from_music_to_a_video_that_is_shared(phone, song):
    page, size = phone
    expect(page.locator("#hero video")).to_be_in_viewport()
    page.set_input_files("#music input[type=file]", str(song))
    expect(page.locator("#estimate")).to_contain_text("0:08 of music")
    page.get_by_role("button", name="Options").tap()
    page.locator("#size").get_by_text("512").tap()
    page.locator("#seconds input").fill("1")
    shape = page.locator("#shape").get_by_role("radio", name="9:16" if size is UPRIGHT else "auto")
    expect(shape).to_be_checked()
    page.locator("#conduct").tap()
    expect(page.locator("#status")).to_contain_text("Done.", timeout=4 * MINUTE)
    video = page.locator("#your-video video")
    expect(video).to_be_in_viewport()
    wide, high = video.evaluate("video => [video.videoWidth, video.videoHeight]")
    assert (wide, high) == ((512, 910) if size is UPRIGHT else (512, 512))
    page.locator("#share").tap()
    page.wait_for_function("window.shared", timeout=MINUTE)
    assert page.evaluate("window.shared.name") == "conducting.mp4"
    assert page.evaluate("window.shared.size") > 10_000
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_what_is_pressed_most_is_by_the_thumb_and_large_enough(phone):
    page, size = phone
    for name in ("#conduct", "#quick", "#another", "#stop"):
        button = page.locator(name)
        if size is UPRIGHT:
            expect(button).to_be_in_viewport()  # wherever the page was scrolled to
            assert button.bounding_box()["y"] > 0.8 * size["height"]
        assert button.bounding_box()["height"] >= 44
        assert button.bounding_box()["width"] >= 44
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    if size is UPRIGHT:
        expect(page.locator("#conduct")).to_be_in_viewport()
        last, deck = page.locator("footer").bounding_box(), page.locator("#deck").bounding_box()
        assert last["y"] + last["height"] <= deck["y"], "the bar hides nothing at the page's end"
