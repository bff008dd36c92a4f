"""What preview and beat editor share: a page with music, rehearsed."""

import pytest
from playwright.sync_api import expect

from tests.app.component import Component
from tests.app.visiting import rehearse


@pytest.fixture(scope="module")
def page(touch_page, song):
    """With music chosen."""
    touch_page.set_input_files("#music input[type=file]", str(song))
    expect(touch_page.locator("#music")).to_contain_text("0:08", timeout=30_000)
    return touch_page


@pytest.fixture(scope="module")
def preview(page):
    rehearse(page)
    preview = Component(page, "#preview .vc-preview")
    preview.wait("root?.shown?.frames > 0")
    return preview


@pytest.fixture
def editor(page):
    """The beat editor, showing the beats as they were found."""
    page.get_by_role("tab", name="Beats").click()
    editor = Component(page, "#beats .vc-beats")
    editor.wait("root?.shown?.beats.length > 0")
    editor.ask("sound.player.pause()")
    if editor.ask("shown.value.corrected"):
        editor.settled(lambda: editor.find("[data-do=found]").click())
    editor.find(".wave").scroll_into_view_if_needed()
    return editor
