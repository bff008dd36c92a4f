"""Models by name and weights by file come to the same: something that conducts."""

import numpy as np
import pytest

from vc.errors import WeightsError
from vc.evaluate.contestants import Music, find_contestants
from vc.music import Mel, Rhythm

SECONDS = 4


@pytest.fixture(scope="module")
def music() -> Music:
    beats = np.arange(0.5, SECONDS, 0.5)
    count = np.arange(len(beats))
    rhythm = Rhythm(beats, count % 4, np.full(len(count), 4), np.full(30 * SECONDS, 0.5, np.float32), SECONDS)
    mel = np.random.default_rng(0).random((90 * SECONDS, 128), np.float32)
    return Music(Mel(mel, SECONDS), rhythm)


@pytest.mark.parametrize("kind", ["plain", "cnn-lstm", "baton", "gan"])
def test_every_trained_model_conducts_under_any_name(kind, files, music):
    (contestant,) = find_contestants([f"mine={files[kind]}"])
    assert contestant.name == "mine"
    (conduct,) = contestant.conductors.values()
    motion = conduct(music, 1)
    assert len(motion) == 30 * SECONDS
    np.testing.assert_array_equal(motion.points, conduct(music, 1).points)
    if kind in ("baton", "gan"):
        assert np.abs(motion.points - conduct(music, 2).points).max() > 0


def test_the_plain_conductor_holds_its_pose(files, music):
    (contestant,) = find_contestants([f"plain={files['plain']}"])
    assert (contestant.conductors[str(files["plain"])](music, 0).points == np.float32(0.4)).all()


def test_a_group_has_a_conductor_for_each_file(files):
    textbook, group = find_contestants(["textbook", f"still={files['plain']},{files['other-plain']}"])
    assert list(textbook.conductors) == [""]
    assert list(group.conductors) == [str(files["plain"]), str(files["other-plain"])]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["maestro"], "no model named 'maestro'"),
        (["cnn-lstm"], r"cnn-lstm=OUT/weights\.safetensors.*vc train cnn-lstm"),
        (["a=", "b=x"], "'a=' is not NAME=FILE"),
        (["net={judge}"], "'official-sync-net', which makes no motion"),
        (["a={plain}", "a={baton}"], "Two models are named 'a'"),
        (["a={plain},{plain}"], "names a file twice"),
        (["a=nowhere.pt"], r"no weights file at nowhere\.pt"),
    ],
)
def test_what_cannot_conduct_is_refused_before_any_music_sounds(words, message, files):
    with pytest.raises(WeightsError, match=message):
        find_contestants([word.format(**files) for word in words])
