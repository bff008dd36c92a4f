"""A folder of videos becomes a dataset that the training reads; what does not is listed with its reason."""

import argparse
import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from vc.cli import dataset
from vc.data.conductormotion100 import check_folder, list_split
from vc.data.from_video import from_videos
from vc.data.from_video.run import item_id, split_of
from vc.errors import DatasetError

from .conftest import clicks, write_video


@pytest.fixture(scope="module")
def folder(tmp_path_factory, video, filmed) -> Path:
    """A video that is good, and some files that are not."""
    folder = tmp_path_factory.mktemp("videos")
    (folder / "tour").mkdir()
    shutil.copy(video, folder / "tour" / "Beethoven No. 5!.mp4")
    (folder / "notes.txt").write_text("recorded in June\n")
    (folder / "cut.mp4").write_bytes(video.read_bytes()[:8000])
    (folder / ".hidden.mp4").write_bytes(b"")
    write_video(folder / "mute.mp4", filmed.pictures[:5], np.arange(5) / 30, samples=None)
    write_video(folder / "silent.mp4", filmed.pictures[:5], np.arange(5) / 30, samples=np.zeros(40_000, np.float32))
    write_video(folder / "short.mp4", filmed.pictures[:10], np.arange(10) / 30, samples=clicks(2))
    return folder


@pytest.fixture(scope="module")
def made(folder, models, tmp_path_factory):
    out = tmp_path_factory.mktemp("data")
    return out, from_videos(folder, out, seconds=3, split="train", **models)


def test_the_training_reads_what_was_made(made):
    out, summary = made
    contents = check_folder(out)
    assert contents.items == {"train": 1}
    assert (summary.videos, summary.items) == (6, 1)
    (item,) = list_split(out, "train")
    assert item.id.startswith("tour-Beethoven-No-5-mp4-")
    assert (item.mel.shape, item.motion.shape) == ((270, 128), (90, 13, 2))
    meta = json.loads((item.folder / "meta.json").read_text())
    assert meta == {"video": "tour/Beethoven No. 5!.mp4", "from_s": 0.0}


def test_music_and_motion_are_of_the_same_moments(made):
    """The clicks sound at the beats, where the right hand is lowest."""
    from scipy.signal import find_peaks

    (item,) = list_split(made[0], "train")
    mel, motion = item.window(0, 90)
    rises = np.diff(mel.mean(axis=1), prepend=0)
    sounded = find_peaks(rises, height=0.2, distance=20)[0] / 90 + 0.02  # a window shows what is 20 ms ahead
    lowest = find_peaks(motion[:, 10, 1], prominence=0.02)[0] / 30
    assert sounded[:5] == pytest.approx([0.5, 1.0, 1.5, 2.0, 2.5], abs=0.06)
    assert all(np.abs(lowest - beat).min() < 0.07 for beat in (0.5, 1.0, 1.5, 2.0, 2.5))


def test_what_gave_nothing_is_listed_with_its_reason(made):
    rejected = json.loads((made[0] / "rejected.json").read_text())
    reasons = {name: parts[0]["reason"] for name, parts in rejected.items()}
    assert reasons.keys() == {
        "tour/Beethoven No. 5!.mp4", "notes.txt", "cut.mp4", "mute.mp4", "silent.mp4", "short.mp4",
    }  # fmt: skip
    assert "too short: 1.0 s, an item takes 3 s" in reasons["tour/Beethoven No. 5!.mp4"]
    assert "is a text file" in reasons["notes.txt"]
    assert "cut.mp4" in reasons["cut.mp4"]
    assert "holds no sound" in reasons["mute.mp4"]
    assert "is silent" in reasons["silent.mp4"]
    assert "too short: 0.3 s" in reasons["short.mp4"]


def test_what_is_done_is_not_watched_again_and_what_is_new_is(made, folder, models, tmp_path):
    out = tmp_path / "data"
    shutil.copytree(made[0], out)
    shutil.copytree(folder, tmp_path / "videos")
    seen: list[str] = []

    def again():
        seen.clear()
        return from_videos(
            tmp_path / "videos",
            out,
            seconds=3,
            split="train",
            on_progress=lambda name, _: seen.append(name),
            **models,
        )

    assert again() == made[1]
    assert not seen
    (tmp_path / "videos" / "mute.mp4").unlink()
    (tmp_path / "videos" / "notes.txt").write_text("recorded in July, in another hall\n")
    assert again().items == 1
    assert set(seen) == {"notes.txt"}


def test_a_folder_made_with_other_settings_is_refused(made, folder, models):
    with pytest.raises(DatasetError, match="made with another seconds"):
        from_videos(folder, made[0], seconds=2, split="train", **models)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"seconds": 1}, "Items of 1 s are too short"),
        ({"split": "dev"}, "no split 'dev'"),
        ({"folder": "nowhere"}, "is no folder"),
        ({"folder": "empty"}, "holds no videos"),
    ],
)
def test_what_makes_no_sense_is_refused_before_any_work(change, message, models, tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "a.mp4").touch()
    where = tmp_path / change.pop("folder", "full")
    with pytest.raises(DatasetError, match=message):
        from_videos(where, tmp_path / "out", **change, **models)
    assert not (tmp_path / "out").exists()


def test_a_video_is_in_one_split_and_most_are_for_training():
    splits = [split_of(f"concert {number}.mp4") for number in range(400)]
    assert {name: splits.count(name) for name in set(splits)} == pytest.approx(
        {"train": 360, "val": 20, "test": 20}, abs=15
    )
    assert split_of("concert 7.mp4") == splits[7]


def test_items_of_videos_with_like_names_are_told_apart():
    ids = {item_id("a b.mp4", 0), item_id("a-b.mp4", 0), item_id("a b.mp4", 1800), item_id("🎼.mp4", 0)}
    assert len(ids) == 4
    assert all(set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-_") for name in ids)


def test_from_the_command_line(folder, models, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("VC_WEIGHTS_DIR", str(models["detector_path"].parent))
    (tmp_path / "in").mkdir()
    shutil.copy(folder / "short.mp4", tmp_path / "in")
    parser = argparse.ArgumentParser()
    dataset.add_arguments(parser)
    options = parser.parse_args(["from-video", str(tmp_path / "in"), "--out", str(tmp_path / "out"), "--seconds", "3"])
    options.run(options)
    shown = capsys.readouterr().out
    assert "0 items of 3 s from 1 files" in shown
    assert "parts that gave none: 1" in shown
    assert (tmp_path / "out" / "rejected.json").is_file()
