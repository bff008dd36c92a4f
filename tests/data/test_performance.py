"""Frames are those of their poses, and a folder that a network could not learn from is refused with the reason."""

import json
import shutil

import numpy as np
import pytest

from vc import video
from vc.cli import main
from vc.data.performance import KEYFRAME_S, Performance, check_performances, glimpses
from vc.errors import DatasetError
from vc.frame import frame_from_rgb

POSES = 75


def numbered(number: int, side_px: int = 128) -> np.ndarray:
    """A picture that tells its number in stripes, dark and light."""
    picture = np.full((side_px, side_px, 3), (200, 60, 40), np.uint8)
    for bit in range(8):
        picture[side_px // 4 : -side_px // 4, bit * side_px // 8 : (bit + 1) * side_px // 8] = 255 * (number >> bit & 1)
    return picture


def number_of(picture: np.ndarray) -> int:
    side_px = len(picture)
    stripes = picture[side_px // 2, side_px // 16 :: side_px // 8].mean(axis=1) > 127
    return int((stripes * (1 << np.arange(8))).sum())


def write_item(folder, poses: int = POSES, frames: int | None = None, rate: int = 30, size=(128, 128)) -> Performance:
    folder.mkdir(parents=True)
    rng = np.random.default_rng(0)
    body = np.stack([np.where(np.arange(13) % 2, 0.6, 0.4), np.linspace(0.2, 0.8, 13)], axis=1)  # left joints are odd
    motion = body + rng.normal(0, 0.01, (poses, 13, 2))
    np.save(folder / "mel.npy", np.zeros((3 * poses, 128), np.float16))
    np.save(folder / "motion.npy", motion.astype(np.float32))
    np.save(folder / "keypoints.npy", np.full((poses, 19, 2), 0.5, np.float32))
    (folder / "meta.json").write_text(json.dumps({"avatar": "maestra", "video": folder.name}))
    pictures = (frame_from_rgb(numbered(number)[: size[1], : size[0]]) for number in range(frames or poses))
    video.write(pictures, folder / "video.mp4", rate=rate, keyframe_s=KEYFRAME_S)
    return Performance("train", folder.name, folder)


@pytest.fixture(scope="module")
def item(tmp_path_factory) -> Performance:
    return write_item(tmp_path_factory.mktemp("numbered") / "train" / "0")


@pytest.fixture
def copied(item, tmp_path) -> Performance:
    shutil.copytree(item.folder, tmp_path / "train" / "0")
    return Performance("train", "0", tmp_path / "train" / "0")


def test_frame_number_n_is_pose_n_wherever_the_reading_begins(item):
    for first in (0, 1, 5, 6, 7, 29, 30, 44, POSES - 4):
        assert [number_of(picture) for picture in item.frames(first, 4, 128)] == list(range(first, first + 4))
    assert [number_of(picture) for picture in item.frames(11, 2, 64)] == [11, 12]


def test_a_stream_of_frames_crosses_seconds_without_losing_any(item):
    assert [number_of(picture) for picture in item.stream(20, POSES - 20, 64)] == list(range(20, POSES))


def test_colours_are_those_of_the_picture(item):
    assert item.frames(3, 1, 128)[0, 4, 4] == pytest.approx((200, 60, 40), abs=3)


def test_glimpses_come_with_the_keypoints_of_their_frames(copied):
    points = np.zeros((POSES, 19, 2), np.float32)
    points[:, 0, 0] = np.arange(POSES)
    np.save(copied.folder / "keypoints.npy", points)
    frames, seen = glimpses([copied], 6, 64)
    assert [number_of(picture) for picture in frames] == seen[:, 0, 0].astype(int).tolist()
    assert len(set(seen[:, 0, 0])) > 3


def test_frames_that_are_not_there_are_missed(item):
    with pytest.raises(DatasetError, match=f"lacks 2 frames of the poses {POSES - 1} to {POSES + 1}"):
        item.frames(POSES - 1, 3, 64)


def test_a_good_folder_is_counted(item, capsys):
    folder = item.folder.parents[1]
    assert check_performances(folder) == (1, 128)
    assert main(["dataset", "check", str(folder)]) == 0
    assert "with performance videos: 1, 128 x 128 pixels" in capsys.readouterr().out


def test_a_dataset_without_videos_is_none(conducted, capsys):
    assert check_performances(conducted) == (0, 0)
    assert main(["dataset", "check", str(conducted)]) == 0
    assert "video" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"frames": POSES - 1}, f"has {POSES - 1} frames for {POSES} poses"),
        ({"rate": 25}, "is not at 30 frames a second"),
        ({"size": (128, 64)}, "shows 128 x 64 pixels; a square picture is needed"),
    ],
)
def test_a_video_that_does_not_fit_its_poses_is_refused(change, message, tmp_path):
    write_item(tmp_path / "train" / "0", **change)
    with pytest.raises(DatasetError, match=message):
        check_performances(tmp_path)


@pytest.mark.parametrize(
    ("points", "message"),
    [
        (np.full((POSES, 19, 2), np.nan), "not finite"),
        (np.full((POSES, 19, 2), 256.0), "0 to 1 is the picture"),
        (np.full((POSES, 19, 2), 1.2), "in 0 % of the poses"),
        (np.full((POSES, 13, 2), 0.5), r"needed is \(75, 19, 2\)"),
    ],
)
def test_keypoints_that_cannot_be_are_refused(points, message, copied):
    np.save(copied.folder / "keypoints.npy", points.astype(np.float32))
    with pytest.raises(DatasetError, match=message):
        check_performances(copied.folder.parents[1])


def test_a_damaged_video_is_refused_by_name(copied):
    (copied.folder / "video.mp4").write_bytes(b"not a video at all")
    with pytest.raises(DatasetError, match=r"train/0/video\.mp4 cannot be read"):
        check_performances(copied.folder.parents[1])


def test_a_folder_of_two_performers_is_refused(copied, capsys):
    other = copied.folder.with_name("1")
    shutil.copytree(copied.folder, other)
    (other / "meta.json").write_text(json.dumps({"avatar": "maestro", "video": "another"}))
    assert main(["dataset", "check", str(copied.folder.parents[1])]) == 2
    assert "another performer than train/0, or another way: avatar 'maestro' and 'maestra'" in capsys.readouterr().err
