"""The beat editor: what it does for a visitor with a mouse, a finger or keys alone."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.app.component import CLEAR, DANUBE, fits_a_phone, grave_faults
from tests.app.visiting import rehearse


def _handle(editor, index):
    """Where a beat's handle is on the screen."""
    box = editor.find(".wave").bounding_box()
    at, start, span = (editor.ask(f"shown.{name}") for name in (f"beats[{index}][0]", "from", "span"))
    return box["x"] + (at - start) / span * box["width"], box["y"] + box["height"] - 12


def _seconds_a_px(editor):
    return editor.ask("shown.span") / editor.find(".wave").bounding_box()["width"]


def _second(editor, index):
    return editor.ask(f"shown.beats[{index}][0]")


def test_the_beats_of_the_music_are_shown(editor):
    assert editor.ask("shown.value.bpm") == pytest.approx(100, abs=1)
    expect(editor.find(".tempo")).to_have_text(re.compile(r"100(\.\d)? bpm|99\.\d bpm"))
    expect(editor.find(".wave")).to_have_attribute("aria-label", re.compile(r"Waveform with 1[2-4] beats"))


def test_a_file_of_beats_is_dropped_under_the_waveform(editor, page, tmp_path):
    labels = tmp_path / "mine.txt"
    labels.write_text("1.0\t1.0\t1\n2.5\t2.5\t2\n4.0\t4.0\t1\n")
    editor.settled(lambda: page.locator("#beats-sheet input[type=file]").set_input_files(labels))
    assert editor.ask("shown.beats.map(beat => beat[0])") == [1, 2.5, 4]
    expect(editor.find(".notice")).to_contain_text("mine.txt")
    editor.settled(lambda: editor.find("[data-do=undo]").click())
    assert editor.ask("shown.beats.length") > 10


def test_tempo_metre_and_one_are_set_right_and_taken_back(editor):
    count = editor.ask("shown.beats.length")
    editor.settled(lambda: editor.find("[data-do=double]").click())
    assert editor.ask("shown.value.bpm") == pytest.approx(200, abs=2)
    editor.settled(lambda: editor.find("[data-do=halve]").click())
    assert editor.ask("shown.beats.length") == count
    editor.settled(lambda: editor.find("select").select_option("3"))
    assert editor.ask("shown.beats.map(beat => beat[2])") == [3] * count
    editor.find(".wave").focus()
    editor.page.keyboard.press("Home")
    editor.page.keyboard.press("ArrowRight")
    editor.settled(lambda: editor.page.keyboard.press("Enter"))
    assert editor.ask("shown.beats[1][1]") == 0
    for _ in range(4):
        editor.settled(lambda: editor.find("[data-do=undo]").click())
    expect(editor.notice).to_contain_text("as they were found")
    expect(editor.find("[data-do=undo]")).to_be_disabled()


def test_a_beat_is_dragged_with_the_mouse_between_its_neighbours(editor):
    was = _second(editor, 3)
    x, y = _handle(editor, 3)
    editor.settled(lambda: editor.drag((x, y), (x + 8, y)))
    assert _second(editor, 3) == pytest.approx(was + 8 * _seconds_a_px(editor), abs=0.01)
    x, y = _handle(editor, 3)
    editor.settled(lambda: editor.drag((x, y), (x + 500, y)))
    assert _second(editor, 3) == pytest.approx(_second(editor, 4) - 0.151, abs=0.002)
    expect(editor.notice).to_contain_text("The next rehearsal or video uses them")


def test_a_beat_is_dragged_with_a_finger(editor):
    was = _second(editor, 3)
    x, y = _handle(editor, 3)
    editor.settled(lambda: editor.touch((x, y), (x + 12, y)))
    assert _second(editor, 3) > was + 0.02


def test_beats_are_moved_added_and_deleted_by_keys(editor):
    editor.find(".wave").focus()
    editor.page.keyboard.press("Home")
    was = _second(editor, 0)
    editor.settled(lambda: editor.page.keyboard.press("Shift+ArrowRight"))
    assert _second(editor, 0) == pytest.approx(was + 0.01, abs=0.002)
    count = editor.ask("shown.beats.length")
    editor.settled(lambda: editor.page.keyboard.press("Delete"))
    assert editor.ask("shown.beats.length") == count - 1
    editor.ask(f"sound.player.seek({was + 0.2})")
    editor.wait(f"Math.abs(root.sound.player.time - {was + 0.2}) < 0.01")
    editor.settled(lambda: editor.page.keyboard.press("a"))
    assert editor.ask("shown.beats.length") == count
    expect(editor.find(".spoken")).to_have_text(re.compile(r"Beat \d of bar \d, at .* seconds"))


def test_all_beats_are_moved_by_the_slider(editor):
    was = _second(editor, 2)
    slider = editor.find("input[type=range]")
    slider.focus()
    editor.settled(lambda: editor.page.keyboard.press("ArrowRight"))
    assert _second(editor, 2) == pytest.approx(was + 0.005, abs=0.0011)
    expect(slider).to_have_value("0")


def test_taps_with_the_space_bar_make_the_beats(editor):
    editor.ask("sound.player.seek(0)")
    editor.find("[data-do=tap]").click()
    for second in np.arange(0.6, 6, 1.2):  # every other beat of the music at 100 a minute
        editor.wait(f"root.sound.player.playing && root.sound.player.time >= {second}")
        editor.page.keyboard.press(" ")
    assert editor.ask("shown.taps.length") == 5
    editor.settled(lambda: editor.find("[data-do=done]").click())
    assert editor.ask("shown.value.bpm") == pytest.approx(50, abs=2)
    expect(editor.find("[data-do=now]")).to_be_hidden()


def test_what_a_page_should_not_send_is_answered_in_words(editor):
    count = editor.ask("shown.beats.length")
    editor.settled(lambda: editor.ask("ask({do: 'move', beat: 2, to: 1e300})"))
    expect(editor.notice).to_have_text(re.compile("has to be a number"))
    expect(editor.notice).to_have_attribute("role", "alert")
    assert editor.ask("shown.beats.length") == count


def test_axe_finds_nothing_serious_in_the_beat_editor(editor, axe):
    editor.find("[data-do=tap]").click()
    found = grave_faults(editor.page, axe, "#beats")
    editor.find("[data-do=cancel]").click()
    assert found == set()


def test_on_a_phone_the_beat_editor_does_not_run_off_the_side(editor):
    assert fits_a_phone(editor)


def test_the_preview_conducts_the_corrected_beats_until_the_music_changes(editor, preview):
    count = editor.ask("shown.beats.length")
    editor.settled(lambda: editor.find("[data-do=double]").click())
    rehearse(editor.page)
    preview.wait(f"root.shown.takes[0].poses.beats.length > {1.8 * count}")
    editor.page.locator("#music").locator(CLEAR).first.click()
    editor.page.set_input_files("#music input[type=file]", str(DANUBE))
    expect(editor.page.locator("#music")).to_contain_text("0:38", timeout=30_000)
    editor.page.get_by_role("tab", name="Beats").click()
    editor.wait("root.shown.value?.seconds > 30 && !root.shown.value.corrected")
    assert editor.ask("shown.value.undo") == 0
