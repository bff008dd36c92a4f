"""The picture around a person: a square that stays, one frame a pose, and keypoints where the person is in it."""

import json

import numpy as np
import pytest

from vc.cli import main
from vc.data.conductormotion100 import list_split
from vc.data.film.conductor import keypoints_of
from vc.data.from_video import from_videos
from vc.data.from_video.crop import SIDE_PX, Crop, Cutter, Shown, crops, shown_at
from vc.data.from_video.select import Take
from vc.data.performance import Performance, check_performances
from vc.errors import DatasetError
from vc.render.avatar.camera import CAMERAS
from vc.render.avatar.lift import lift
from vc.render.avatar.model import load_avatar
from vc.skeleton import Keypoint

from .conftest import AVATAR, SECONDS, SIZE, _conducting, clicks, write_video


def striped(number: int, side_px: int = 128) -> np.ndarray:
    picture = np.zeros((side_px, side_px, 3), np.uint8)
    for bit in range(8):
        picture[:, bit * side_px // 8 : (bit + 1) * side_px // 8] = 255 * (number >> bit & 1)
    return picture


def number_of(picture: np.ndarray) -> int:
    stripes = picture[len(picture) // 2, len(picture) // 16 :: len(picture) // 8].mean(axis=1) > 127
    return int((stripes * (1 << np.arange(8))).sum())


def take(places: np.ndarray, first: int = 0) -> Take:
    return Take(first, np.zeros((len(places), 13, 2), np.float32), places)


def standing(x: float, y: float, poses: int = 20) -> np.ndarray:
    """(poses, 19, 2) px: a body of 100 px from eyes to hips and 40 px of shoulders, its face's middle at x, y."""
    places = np.tile(np.array([x, y]), (poses, 19, 1)).astype(float)
    places[:, [Keypoint.LEFT_SHOULDER, Keypoint.LEFT_HIP]] += (20, 30)
    places[:, [Keypoint.RIGHT_SHOULDER, Keypoint.RIGHT_HIP]] += (-20, 30)
    places[:, [Keypoint.LEFT_HIP, Keypoint.RIGHT_HIP]] += (0, 70)
    return places


def test_a_square_holds_the_whole_person_and_stays_in_the_picture():
    places = standing(300, 120)
    places[5, Keypoint.LEFT_WRIST] = (420, 60)
    (crop,) = crops([take(places)], (640, 360))
    inside = crop.within(places)
    assert inside.min() > 0.03
    assert inside.max() < 0.97
    assert inside[:, Keypoint.NOSE, 1].min() * crop.side > 30  # room for the hair
    assert 0 <= crop.left <= crop.left + crop.side <= 640
    assert 0 <= crop.top <= crop.top + crop.side <= 360


def test_a_person_near_the_edge_is_moved_into_the_square_not_out_of_the_picture():
    (crop,) = crops([take(standing(30, 40))], (640, 360))
    assert (crop.left, crop.top) == (0, 0)


def test_items_of_one_scene_share_a_square_and_others_do_not():
    near, beside, far = (take(standing(x, 120)) for x in (300, 310, 560))
    one, other = crops([near, beside], (640, 360))
    assert one == other
    assert len(set(crops([near, far], (640, 360)))) == 2


def test_a_square_is_cut_where_it_is():
    """Colours that tell their places, at half the size that was watched and at twice."""
    crop = Crop(20, 40, 64)
    for scale in (0.5, 2.0):
        side = round(200 * scale)
        places = (np.arange(side) + 0.5) / scale
        picture = np.zeros((side, side, 3), np.uint8)
        picture[..., 0], picture[..., 1] = places[None].round(), places[:, None].round()
        cut = crop.cut(picture, scale)
        assert cut.shape == (SIDE_PX, SIDE_PX, 3)
        for share in (0.25, 0.5, 0.75):
            index = round(share * SIDE_PX)
            assert cut[index, index, :2] == pytest.approx((20 + 64 * share, 40 + 64 * share), abs=1.1)


def test_a_square_over_the_edge_goes_on_in_the_edge_s_colours():
    cut = Crop(-10, 0, 20).cut(np.full((20, 20, 3), 77, np.uint8), 1.0)
    assert (cut == 77).all()


@pytest.mark.parametrize("rate", [25, 30, 60])
def test_each_pose_shows_the_picture_that_was_nearest_in_time(rate, tmp_path):
    count = 2 * rate
    times = np.arange(count) / rate
    path = write_video(tmp_path / "numbers.mp4", [striped(n) for n in range(count)], times, samples=clicks(3))
    poses = [*range(2, 20), *range(30, 58)]
    progress: list[float] = []
    shown = list(shown_at(path, poses, 960, progress.append))
    assert progress == sorted(progress)
    assert [one.pose for one in shown] == poses
    for one in shown:
        assert number_of(one.picture) == round(one.time_s * rate)
        assert abs(one.time_s - one.pose / 30) <= 0.5 / rate + 0.003


def test_keypoints_are_those_of_the_moment_that_is_shown():
    """A person who glides 30 px a second, filmed at 25 pictures a second."""
    places = standing(100, 100) + np.arange(20)[:, None, None] * (1.0, 0.0)
    shown = [Shown(10 + pose, round((10 + pose) / 30 * 25) / 25, np.zeros((64, 64, 3), np.uint8)) for pose in range(20)]
    cutter = Cutter(take(places, first=10), Crop(0, 0, 400), (400, 400), iter(shown))
    assert len(list(cutter.frames())) == 20
    moments = np.clip([one.time_s * 30 - 10 for one in shown], 0, 19)
    np.testing.assert_allclose(400 * cutter.keypoints[:, Keypoint.NOSE, 0], 100 + moments, atol=1e-3)


def test_pictures_that_end_too_early_are_a_fault_of_the_video():
    shown = [Shown(pose, pose / 30, np.zeros((64, 64, 3), np.uint8)) for pose in range(5)]
    cutter = Cutter(take(standing(100, 100)), Crop(0, 0, 400), (400, 400), iter(shown))
    with pytest.raises(DatasetError, match=r"the pictures end before 0\.6 s"):
        list(cutter.frames())


@pytest.fixture(scope="module")
def made(video, models, tmp_path_factory):
    folder = video.parent
    out = tmp_path_factory.mktemp("film")
    return folder, out, from_videos(folder, out, seconds=3, split="train", film=True, **models)


@pytest.fixture(scope="module")
def performance(made) -> Performance:
    (item,) = list_split(made[1], "train")
    return Performance.of(item)


def square_of(performance: Performance) -> Crop:
    crop = json.loads((performance.folder / "meta.json").read_text())["crop"]
    return Crop(crop["left"], crop["top"], crop["side"])


def test_a_performance_video_is_made_and_passes_the_check(made, performance):
    assert made[2].items == 1
    assert check_performances(made[1]) == (1, SIDE_PX)
    meta = json.loads((performance.folder / "meta.json").read_text())
    assert meta["crop"]["of"] == list(SIZE)
    assert "AI-generated" not in (performance.folder / "video.mp4").read_bytes().decode("latin-1")


def test_keypoints_are_where_the_figure_has_them(performance):
    """All nineteen, in the square's coordinates: off by a small part of the shoulders' width."""
    crop = square_of(performance)
    rig = load_avatar(AVATAR).rig
    true = SIZE[0] * keypoints_of(rig, lift(_conducting(), rig=rig), CAMERAS["front"], SIZE[0])
    true = crop.within(true[: 30 * (SECONDS - 1)])
    points = np.asarray(performance.keypoints)
    width = np.linalg.norm(true[:, Keypoint.LEFT_SHOULDER] - true[:, Keypoint.RIGHT_SHOULDER], axis=1).mean()
    off = np.linalg.norm(points - true, axis=2).mean(axis=0) / width
    joints, knuckles = off[: Keypoint.LEFT_PINKY], off[Keypoint.LEFT_PINKY :]
    assert joints.max() < 0.16
    assert knuckles.max() < 0.25


def test_the_frames_are_the_video_s_own_cut_around_the_person(performance, filmed):
    square = square_of(performance)
    for pose in (0, 31, 62):
        expected = square.cut(filmed.pictures[pose], 1.0)
        (picture,) = performance.frames(pose, 1, SIDE_PX)
        near = [np.abs(square.cut(filmed.pictures[other], 1.0).astype(int) - picture).mean()
                for other in range(max(pose - 2, 0), pose + 3)]  # fmt: skip
        assert np.abs(expected.astype(int) - picture).mean() == min(near) < 4


def test_a_folder_made_with_pictures_is_another_than_one_without(made, models, capsys, monkeypatch):
    folder, out, _ = made
    monkeypatch.setenv("VC_WEIGHTS_DIR", str(models["detector_path"].parent))
    words = ["dataset", "from-video", str(folder), "--out", str(out), "--seconds", "3", "--split", "train"]
    assert main(words) == 2
    assert "was made with another film" in capsys.readouterr().err
    assert main([*words, "--film"]) == 0
    assert "1 items of 3 s from 1 files" in capsys.readouterr().out
