"""What people take home: videos that play, files, all of it in a zip."""

import json
import re
import zipfile

import av
import numpy as np
import pytest
from playwright.sync_api import expect

from tests.app.visiting import MINUTE, choose, choose_small, conduct, download, open_tab, open_with_music, play_video
from vc.video import LABEL


def test_music_and_photo_become_videos_that_play(open_page, song, reference_dir, tmp_path):
    page = open_page()
    choose(page, song, reference_dir / "photos" / "ma_demo4.png")
    conduct(page)
    expect(page.locator("#your-video video")).to_be_visible()
    expect(page.locator("#your-video").get_by_label("Upload file")).to_have_count(0)
    expect(page.locator("#your-video input[type=file]")).to_have_count(0)
    assert play_video(page, "#your-video")["length"] == pytest.approx(8, abs=0.1)
    open_tab(page, "Skeleton")
    expect(page.locator("#preview canvas").first).to_be_visible()
    played = play_video(page, "#skeleton-video")
    assert played["length"] == pytest.approx(8, abs=0.1)
    assert played["width"] == 1280
    assert played["sound"] > 0
    expect(page.locator("#results")).to_contain_text("AI-generated")
    open_tab(page, "Motion")
    expect(page.locator("#motion-plot img")).to_be_visible(timeout=MINUTE)
    assert np.load(download(page, "#motion-file a", tmp_path)).shape == (240, 13, 2)
    page.click("#export")
    expect(page.locator("#export-files")).to_contain_text(re.compile(r"conducting\s*\.glb"))
    page.locator("#export-kinds").get_by_text("BVH").click()
    page.locator("#bvh_bones").get_by_text("Mixamo").click()
    page.click("#export")
    expect(page.locator("#export-files")).to_contain_text(re.compile(r"conducting\s*\.bvh"))
    page.click("#zip")
    expect(page.locator("#zip-file a").first).to_be_visible(timeout=MINUTE)
    _check_zip(download(page, "#zip-file a", tmp_path), tmp_path)
    assert page.outside == []


def _check_zip(path, folder):
    with zipfile.ZipFile(path) as bundle:
        assert {
            "settings.json",
            "motion.npy",
            "conducting_skeleton.mp4",
            "conducting_photo.mp4",
            "conducting.glb",
            "conducting.bvh",
        } == set(bundle.namelist())
        settings = json.loads(bundle.read("settings.json"))
        bundle.extract("conducting_photo.mp4", folder)
        assert b"ROOT mixamorig:Hips" in bundle.read("conducting.bvh")
    assert settings["settings"]["bvh_bones"] == "mixamo"
    assert settings["music"]["name"] == "song.mp3"
    assert "/" not in json.dumps(settings["settings"]) + settings["music"]["name"] + settings["photo"]["name"]
    with av.open(str(folder / "conducting_photo.mp4")) as video:
        assert video.metadata["comment"] == LABEL


def test_a_part_of_the_music_is_conducted(open_page, song):
    page = open_with_music(open_page, song)
    page.fill("#start input", "2")
    page.fill("#seconds input", "3")
    conduct(page)
    open_tab(page, "Skeleton")
    assert play_video(page, "#skeleton-video")["length"] == pytest.approx(3, abs=0.1)


def test_transparent_videos_are_previewed_before_squares_and_saved_as_they_are(open_page, song, tmp_path):
    page = open_page()
    choose(page, song)
    choose_small(page)
    page.fill("#seconds input", "1")
    page.locator("#transparent").get_by_text("as WebM").click()
    conduct(page)
    open_tab(page, "Skeleton")
    assert play_video(page, "#skeleton-video")["length"] == pytest.approx(1, abs=0.1)
    expect(page.locator("#skeleton-video [aria-label*=ownload], #skeleton-video a[download]")).to_have_count(0)
    saved = download(page, "#skeleton-file a", tmp_path)
    assert saved.name == "conducting_skeleton.webm"
    with av.open(str(saved)) as video:
        assert video.streams.video[0].metadata["alpha_mode"] == "1"
        assert LABEL in video.metadata.values()
    page.click("#zip")
    expect(page.locator("#zip-file a").first).to_be_visible(timeout=MINUTE)
    with zipfile.ZipFile(download(page, "#zip-file a", tmp_path)) as bundle:
        assert {name for name in bundle.namelist() if "skeleton" in name} == {"conducting_skeleton.webm"}
    open_tab(page, "Your video")
    expect(page.locator("#your-file a").first).to_be_visible(timeout=2 * MINUTE)
    page.locator("#transparent").get_by_text("no", exact=True).click()
    conduct(page)
    open_tab(page, "Skeleton")
    expect(page.locator("#skeleton-file")).to_have_count(0)
    expect(page.locator("#skeleton-video [aria-label*=ownload], #skeleton-video a[download]").first).to_be_visible()


@pytest.mark.parametrize(("who", "kind", "width"), [("Maestro", "avatar", 512), ("Neural performer", "neural", 512)])
def test_the_conductor_that_is_picked_conducts(open_page, song, tmp_path, who, kind, width):
    page = open_with_music(open_page, song)
    page.locator("#who").get_by_text(who, exact=True).click()
    page.fill("#seconds input", "2")
    expect(page.locator("#estimate")).to_contain_text("the neural video" if kind == "neural" else "the 3-D video")
    conduct(page)
    expect(page.locator("#your-video video")).to_be_visible()
    expect(page.locator("#hero video")).to_have_count(0)
    played = play_video(page, "#your-video")
    assert played["length"] == pytest.approx(2, abs=0.1)
    assert played["width"] == width
    assert played["sound"] > 0
    page.click("#zip")
    expect(page.locator("#zip-file a").first).to_be_visible(timeout=MINUTE)
    with zipfile.ZipFile(download(page, "#zip-file a", tmp_path)) as bundle:
        assert json.loads(bundle.read("settings.json"))["settings"]["who"] == who.split()[0].lower()
        bundle.extract(f"conducting_{kind}.mp4", tmp_path)
    with av.open(str(tmp_path / f"conducting_{kind}.mp4")) as video:
        assert video.metadata["comment"] == LABEL
