"""A person is followed where they are known to be, whatever the file's frame rate, times and turn."""

import av
import numpy as np
import pytest

from vc.data.from_video.select import LANDMARK_OF_JOINT
from vc.data.from_video.watch import watch
from vc.errors import DatasetError, MusicError
from vc.skeleton import Joint

from .conftest import BONES, SIZE, clicks, write_video

SHOULDERS = [Joint.LEFT_SHOULDER, Joint.RIGHT_SHOULDER]


def errors_of(landmarks: np.ndarray, places: np.ndarray) -> np.ndarray:
    """(joints,) mean distance of each joint that the figure knows, in shoulder widths."""
    joints = list(BONES)
    width = np.linalg.norm(places[:, SHOULDERS[0]] - places[:, SHOULDERS[1]], axis=1).mean()
    away = np.linalg.norm(landmarks[:, LANDMARK_OF_JOINT][:, joints] - places[:, joints], axis=2)
    return away.mean(axis=0) / width


def test_joints_are_where_the_figure_has_them(watched, filmed):
    assert len(watched) == len(filmed.pictures)
    assert watched.times_s == pytest.approx(np.arange(120) / 30, abs=1e-3)
    assert watched.size == SIZE
    assert not watched.is_cut.any()
    assert not watched.is_other.any()
    assert errors_of(watched.landmarks, filmed.places).max() < 0.13


def test_a_telephone_s_video_is_turned_upright(filmed, follower, tmp_path):
    lying = [np.rot90(picture, -1) for picture in filmed.pictures[:4]]
    path = write_video(tmp_path / "phone.mp4", lying, np.arange(4) / 30, samples=clicks(2), turn=90)
    assert errors_of(watch(path, follower).landmarks, filmed.places[:4]).max() < 0.2


def test_of_a_fast_video_every_second_frame_is_looked_at(filmed, follower, tmp_path):
    path = write_video(tmp_path / "fast.mp4", filmed.pictures[:40], np.arange(40) / 60, samples=clicks(2))
    seen = watch(path, follower)
    assert len(seen) == 20
    assert np.diff(seen.times_s) == pytest.approx(np.full(19, 1 / 30), abs=1e-3)


def test_a_scene_cut_is_noticed_and_the_person_sought_anew(filmed, follower, tmp_path):
    # As from another camera: mirrored, nearer, before a light wall.
    near = [np.ascontiguousarray(255 - picture[60:260, 60:260][:, ::-1] // 2) for picture in filmed.pictures[:5]]
    other = [np.kron(picture, np.ones((2, 2, 1), np.uint8))[:320, :320] for picture in near]
    pictures = [*filmed.pictures[:5], *other]
    path = write_video(tmp_path / "cut.mp4", pictures, np.arange(10) / 30, samples=clicks(2))
    assert np.flatnonzero(watch(path, follower).is_cut).tolist() == [5]


def test_another_person_in_the_same_scene_is_told_apart(filmed, follower):
    """The figure in one corner of a wall, then in another."""
    follower.forget()
    wall = np.full((320, 640, 3), 128, np.uint8)
    left, right = wall.copy(), wall.copy()
    left[:, :320], right[:, 320:] = filmed.pictures[0], filmed.pictures[0]
    sights = [follower(picture) for picture in (left, left, right, right)]
    assert [sight.is_new for sight in sights] == [True, False, True, False]


def test_nobody_is_seen_where_nobody_is(follower, tmp_path):
    rng = np.random.default_rng(0)
    walls = [np.full((96, 128, 3), 90, np.uint8) + rng.integers(0, 9, (96, 128, 3), np.uint8) for _ in range(5)]
    seen = watch(write_video(tmp_path / "wall.mp4", walls, np.arange(5) / 30, samples=clicks(2)), follower)
    assert np.isnan(seen.landmarks).all()
    assert not seen.visibility.any()


def test_time_counts_from_the_first_sample_of_the_sound(filmed, follower, tmp_path):
    """Pictures that begin half a second after the sound, on the file's clock."""
    path = write_video(tmp_path / "late.mkv", filmed.pictures[:3], 0.5 + np.arange(3) / 30, samples=clicks(2))
    assert watch(path, follower).times_s == pytest.approx(0.5 + np.arange(3) / 30, abs=0.03)


def test_what_is_no_video_with_sound_is_refused(follower, silent_video, sound_writer, tmp_path):
    with pytest.raises(MusicError, match="holds no sound"):
        watch(silent_video, follower)
    with pytest.raises(DatasetError, match="no moving picture"):
        watch(sound_writer(tmp_path / "only.mp3", clicks(2)[None]), follower)
    playlist = tmp_path / "list.mp4"
    playlist.write_text("#EXTM3U\nhttp://example.org/video.mp4\n")
    with pytest.raises(MusicError, match="playlist"):
        watch(playlist, follower)


def test_pictures_too_large_to_decode_are_refused_before_they_are(follower, tmp_path):
    path = tmp_path / "huge.mkv"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("ffv1", rate=30)
        stream.width, stream.height, stream.pix_fmt = 10_000, 5_000, "gray"
        sound = container.add_stream("aac", rate=22_050, layout="mono")
        container.mux(stream.encode(av.VideoFrame.from_ndarray(np.zeros((5_000, 10_000), np.uint8), format="gray")))
        block = av.AudioFrame.from_ndarray(clicks(2)[None], format="fltp", layout="mono")
        block.sample_rate = 22_050
        container.mux(sound.encode(block))
        for each in (stream, sound):
            container.mux(each.encode(None))
    with pytest.raises(DatasetError, match="10000 x 5000 pixels; at most 40 million"):
        watch(path, follower)
