"""The preview: it plays the motion before there is a video, for a visitor with a mouse, a finger or keys alone."""

import json
from dataclasses import replace

import numpy as np
import pytest
from playwright.sync_api import expect

from vc.clip import Clip
from vc.errors import VCError
from vc.motion.export import Take
from vc.web.preview import STEPS, Shown, packed, preview_value

pytestmark = pytest.mark.usefixtures("gradio_cache")


def test_the_preview_gets_the_very_motion(edited_beats, waving):
    head, _, body = packed(waving, edited_beats.found).partition(b"\n")
    head = json.loads(head)
    assert head["poses"] == len(waving)
    assert [beat[0] for beat in head["beats"]] == pytest.approx(edited_beats.found.beats_s, abs=0.001)
    points = np.frombuffer(body, "<i2").reshape(-1, 13, 2) / STEPS
    assert points == pytest.approx(waving.points, abs=1 / STEPS)


def test_only_takes_of_the_same_music_stand_side_by_side(edited_beats, waving, song):
    one = Shown("one", Take(waving, clip=Clip(song)), edited_beats.found)
    both = json.loads(preview_value([one, replace(one, title="two")]))
    assert [take["title"] for take in both["takes"]] == ["one", "two"]
    with pytest.raises(VCError, match="same part"):
        preview_value([one, replace(one, take=replace(one.take, clip=Clip(song, start_s=3)))])
    with pytest.raises(VCError, match="not 3"):
        preview_value([one] * 3)


@pytest.fixture
def quiet(preview):
    """The preview in sight, paused at its beginning."""
    preview.page.get_by_role("tab", name="Skeleton").click()
    preview.ask("sound.player.pause()")
    preview.ask("sound.player.seek(0)")
    preview.wait("!root.sound.player.playing && root.shown.time === 0")
    preview.find("canvas").first.scroll_into_view_if_needed()
    return preview


def test_the_preview_plays_without_a_video_and_its_beats_flash(quiet):
    picture = "querySelector('canvas').toDataURL()"
    still = quiet.ask(picture)
    quiet.find(".play").click()
    quiet.wait("root.shown.time > 2 && root.shown.beat")
    assert quiet.ask("shown.frames") > 5
    assert quiet.ask(picture) != still
    assert abs(quiet.ask("shown.lag")) < 0.13, "the figure is where the sound is"
    quiet.wait("root.querySelectorAll('.lights .on').length === 1 && root.querySelectorAll('.lights i').length === 4")
    expect(quiet.page.locator("#skeleton-video video")).to_have_count(0)


def test_the_preview_is_played_and_sought_by_keys(quiet):
    quiet.find("input[type=range]").focus()
    quiet.page.keyboard.press("ArrowRight")
    quiet.wait("Math.abs(root.shown.time - 5) < 0.01")
    quiet.page.keyboard.press("ArrowLeft")
    quiet.wait("root.shown.time === 0")
    quiet.page.keyboard.press(" ")
    quiet.wait("root.sound.player.playing")
    quiet.page.keyboard.press(" ")
    quiet.wait("!root.sound.player.playing")
    quiet.page.keyboard.press("End")
    quiet.wait("Math.abs(root.shown.time - 8) < 0.1")


def test_the_preview_is_sought_by_mouse_and_finger(quiet):
    bar = quiet.find("input[type=range]").bounding_box()
    middle = bar["y"] + bar["height"] / 2
    quiet.page.mouse.click(bar["x"] + bar["width"] / 2, middle)
    quiet.wait("Math.abs(root.shown.time - 4) < 0.3")
    quiet.touch((bar["x"] + bar["width"] / 2, middle), (bar["x"] + 0.75 * bar["width"], middle))
    quiet.wait("Math.abs(root.shown.time - 6) < 0.3")
