"""Performers of the project's own before the camera: what is drawn is where the keypoints say."""

import json
import shutil
from pathlib import Path

import cv2
import numpy as np
import pytest
import skimage.data
from PIL import Image

from vc.cli import main
from vc.data.conductormotion100 import check_folder, list_split
from vc.data.film import Shot, film
from vc.data.film.conductor import avatar_performer
from vc.data.film.person import person_performer
from vc.data.performance import Performance, check_performances
from vc.errors import DatasetError
from vc.render.avatar import load_avatar
from vc.skeleton import Keypoint, Motion

FACE = [Keypoint.NOSE, Keypoint.LEFT_EYE, Keypoint.RIGHT_EYE]
HANDS = [point for point in Keypoint if point.name.endswith(("WRIST", "INDEX", "PINKY", "THUMB"))]


@pytest.fixture(scope="module")
def motion(conducted) -> Motion:
    return Motion(np.array(list_split(conducted, "test")[0].motion, np.float32))


@pytest.fixture(scope="module")
def photo(tmp_path_factory) -> Path:
    """Of a real person, who comes with scikit-image."""
    path = tmp_path_factory.mktemp("photo") / "astronaut.png"
    Image.fromarray(skimage.data.astronaut()).save(path)
    return path


def looks_like_skin(picture: np.ndarray) -> np.ndarray:
    """(h, w) bool, of the light-skinned maestra: pale and rather red, unlike the dark red curtain and the blue gown."""
    red, green, blue = np.moveaxis(picture.astype(int), 2, 0)
    return (red > 120) & (green > 70) & (red > green) & (green > blue - 10)


def share_on(mask: np.ndarray, places: np.ndarray, near_px: int) -> float:
    """Of places (n, 2) px, the share that has some of the mask within `near_px`."""
    wide = cv2.dilate(mask.astype(np.uint8), np.ones((2 * near_px + 1,) * 2, np.uint8)) > 0
    columns, rows = places.round().astype(int).clip(0, len(mask) - 1).T
    return float(wide[rows, columns].mean())


def test_the_keypoints_of_face_and_hands_lie_on_drawn_skin(filmed_folder):
    for item in map(Performance.of, list_split(filmed_folder, "train")):
        for pose in (0, 20, 40):
            (picture,) = item.frames(pose, 1, 128)
            skin = looks_like_skin(picture)
            assert 0.005 < skin.mean() < 0.15
            places = 128 * np.asarray(item.keypoints[pose])
            assert share_on(skin, places[FACE], 1) == 1
            # A hand may be turned so that a knuckle is at its edge, and a wrist is half under its cuff.
            assert share_on(skin, places[HANDS], 3) == 1


def assert_hands_move_with(points: np.ndarray, pictures: np.ndarray) -> None:
    """Where a hand is that has left its usual place, the picture is another one.

    points : (n, keypoints, 2) in sides of the pictures (n, side, side, 3)
    """
    still, away = np.median(pictures, axis=0), 0
    for hand in (Keypoint.LEFT_INDEX, Keypoint.RIGHT_INDEX):
        far = np.linalg.norm(points[:, hand] - np.median(points[:, hand], axis=0), axis=1) > 0.06
        for pose in np.flatnonzero(far):
            differs = np.abs(pictures[pose] - still).mean(axis=2) > 12
            assert share_on(differs, pictures.shape[1] * points[pose, [hand]], 4) == 1
        away += far.sum()
    assert away > 3


@pytest.mark.parametrize(("dress", "view"), [("own", "front"), ("gown", "three-quarter")])
def test_the_keypoints_of_a_person_in_space_lie_on_the_hands_that_move(
    photo, motion, models, face_model, dress, view
):  # fmt: skip
    shot = Shot(photo=photo, side_px=192, dress=dress, view=view)
    take = person_performer(shot, face_path=face_model, **models)(Motion(motion.points[:60:6]), None)
    points = take.keypoints
    assert_hands_move_with(points, np.stack([take.draw(index).to_rgb() for index in range(10)]))
    eyes, nose, ears = (
        [points[0, Keypoint[f"{side}{part}"]] for side in sides]
        for part, sides in (("EYE", ("LEFT_", "RIGHT_")), ("NOSE", ("",)), ("EAR", ("LEFT_", "RIGHT_")))
    )
    assert ears[1][0] < eyes[1][0] < nose[0][0] < eyes[0][0] < ears[0][0]
    assert (
        max(eye[1] for eye in eyes) < nose[0][1] < min(points[0, [Keypoint.LEFT_SHOULDER, Keypoint.RIGHT_SHOULDER], 1])
    )


def test_a_training_can_read_what_was_filmed(filmed_folder):
    assert check_folder(filmed_folder).items == {"train": 2, "val": 1, "test": 1}
    assert check_performances(filmed_folder) == (4, 128)
    meta = json.loads((filmed_folder / "train" / "0" / "meta.json").read_text())
    assert (meta["avatar"], meta["view"], meta["light"], meta["photo"]) == ("maestra", "front", "hall", None)


def test_lights_dresses_and_views_change_the_picture_and_only_views_the_keypoints(motion):
    few = Motion(motion.points[:20])
    plain = avatar_performer(Shot(side_px=96))(few, None)
    seen = [plain.draw(5).to_rgb()]
    for change in ({"light": "warm"}, {"light": "cool"}, {"light": "dim"}, {"dress": "green"}, {"hair": "black"}):
        take = avatar_performer(Shot(side_px=96, **change))(few, None)
        np.testing.assert_array_equal(take.keypoints, plain.keypoints)
        seen.append(take.draw(5).to_rgb())
    means = [picture.astype(float) for picture in seen]
    for number, one in enumerate(means):
        for other in means[:number]:
            assert np.abs(one - other).mean() > 0.5
    assert means[1][..., 2].mean() / means[1][..., 0].mean() < means[2][..., 2].mean() / means[2][..., 0].mean()
    assert means[3].mean() < means[0].mean()
    left = avatar_performer(Shot(side_px=96, view="left"))(few, None)
    assert np.abs(left.keypoints - plain.keypoints).max() > 0.03


def test_the_figure_itself_is_not_repainted():
    before = load_avatar("maestra").materials
    avatar_performer(Shot(side_px=96, dress="plum"))
    assert load_avatar("maestra").materials == before


def command(*words: object) -> int:
    return main(["dataset", "film", *map(str, words)])


def test_filming_goes_on_where_it_stopped(conducted, filmed_folder, tmp_path, capsys):
    out = tmp_path / "filmed"
    shutil.copytree(filmed_folder, out)
    shutil.rmtree(out / "train" / "1")
    (out / "train" / ".1.partial").mkdir()  # as a killed run leaves it
    kept = (out / "train" / "0" / "video.mp4").stat().st_mtime_ns
    assert command(conducted, "--out", out, "--side", 128, "--workers", 1) == 0
    assert "4 items of maestra" in capsys.readouterr().out
    assert (out / "train" / "0" / "video.mp4").stat().st_mtime_ns == kept
    assert {path.name for path in (out / "train").iterdir()} == {"0", "1"}
    one, other = ((folder / "train" / "1" / "keypoints.npy").read_bytes() for folder in (out, filmed_folder))
    assert one == other


def test_a_conductor_moves_all_items_in_one_manner_and_needs_no_pictures(conducted, tmp_path, capsys):
    out = tmp_path / "keypoints"
    words = (conducted, "--out", out, "--conductor", 5, "--no-pictures", "--items", 1)
    assert command(*words) == command(*words) == 0
    assert not list(out.rglob("video.mp4"))
    own, filmed = (list_split(folder, "train")[0].motion for folder in (conducted, out))
    assert np.abs(own - filmed).max() > 0.01
    assert check_performances(out) == (3, 0)
    assert main(["dataset", "check", str(out)]) == 0
    assert "keypoints of one performer, without videos: 3" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--light", "warm"), "was filmed with another light: hall, not warm"),
        (("--conductor", 3), "was filmed with another conductor: None, not 3"),
        (("--no-pictures",), "another pictures"),
    ],
)
def test_another_shot_in_the_same_folder_is_refused(words, message, conducted, filmed_folder, capsys):
    assert command(conducted, "--out", filmed_folder, "--side", 128, *words) == 2
    assert message in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--avatar", "elise"), "there is no avatar 'elise'; choose one of maestra, maestro"),
        (("--view", "above"), "there is no view 'above'"),
        (("--light", "neon"), "there is no light 'neon'; choose one of hall, warm, cool, dim, concert"),
        (("--dress", "pink"), "there is no dress 'pink'"),
        (("--skin", "blue"), "there is no skin 'blue'"),
        (("--side", "127"), "the side is 127 pixels; an even number from 64 on is needed"),
    ],
)
def test_names_that_are_not_there_are_refused_before_any_work(words, message, conducted, tmp_path, capsys):
    assert command(conducted, "--out", tmp_path / "out", *words) == 2
    assert message in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_photo_brings_its_own_light_and_must_be_there(conducted, photo, tmp_path, capsys):
    assert command(conducted, "--out", tmp_path / "out", "--photo", tmp_path / "nobody.png") == 2
    assert "nobody.png cannot be read: No such file" in capsys.readouterr().err
    assert command(conducted, "--out", tmp_path / "out", "--photo", photo, "--light", "warm") == 2
    assert "a photo brings its own light" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_the_person_of_a_photo_is_filmed_and_another_s_folder_refused(
    conducted, photo, models, tmp_path, capsys, monkeypatch
):  # fmt: skip
    monkeypatch.setenv("VC_WEIGHTS_DIR", str(models["detector_path"].parent))
    shutil.copytree(conducted / "test", tmp_path / "data" / "test")
    words = (tmp_path / "data", "--out", tmp_path / "out", "--side", 128, "--workers", 1, "--photo")
    assert command(*words, photo) == 0
    assert "1 items of astronaut.png" in capsys.readouterr().out
    assert check_performances(tmp_path / "out") == (1, 128)
    (item,) = map(Performance.of, list_split(tmp_path / "out", "test"))
    first, later = item.frames(0, 1, 128), item.frames(40, 1, 128)
    assert np.abs(first.astype(int) - later).mean() > 0.5
    other = tmp_path / "other" / "astronaut.png"
    other.parent.mkdir()
    Image.fromarray(skimage.data.astronaut()[:, ::-1]).save(other)
    assert command(*words, other) == 2
    assert "was filmed with another photo: astronaut.png" in capsys.readouterr().err


def test_music_whose_beats_are_unknown_cannot_be_conducted(conducted, tmp_path):
    shutil.copytree(conducted, tmp_path / "data")
    for path in (tmp_path / "data").rglob("labels.npz"):
        path.unlink()
    with pytest.raises(DatasetError, match=r"test/20 has no labels\.npz: its beats are not known"):
        film(tmp_path / "data", tmp_path / "out", Shot(conductor=1, side_px=64))
