"""One motion in three layers: a model's own, or lifted from the plane; written and read back."""

import json

import numpy as np
import pytest

from vc.channels import CHANNELS, COLUMNS, DIRECTIONS, PLACES, SHARES, WIDTH, channel, normalised
from vc.conductor import perform
from vc.errors import MotionError
from vc.motion.export import Take, export
from vc.motion.layers import completed, load_layers
from vc.motion.postprocess import smooth
from vc.music import Rhythm
from vc.render.avatar.lift import lift
from vc.render.avatar.shown import shown
from vc.skeleton import Joint, Motion


@pytest.fixture(scope="module")
def conducting() -> Motion:
    beats = np.arange(1.0, 17.0, 0.6)
    count = np.arange(len(beats))
    loudness = np.linspace(0.1, 0.9, 600).astype(np.float32)
    return perform(Rhythm(beats, count % 4, np.full(len(beats), 4), loudness, 20.0), seed=2)


def test_the_table_has_a_place_for_every_column():
    assert len(COLUMNS) == WIDTH == sum(one.size for one in CHANNELS)
    assert [COLUMNS[PLACES[one.name]] for one in CHANNELS] == [one.columns for one in CHANNELS]


def test_the_textbook_s_own_layers_are_left_alone(conducting):
    assert completed(conducting) is conducting
    for name in DIRECTIONS:
        np.testing.assert_allclose(np.linalg.norm(channel(conducting.channels, name), axis=1), 1, atol=1e-5)
    for name in SHARES:
        assert 0 <= channel(conducting.channels, name).min() <= channel(conducting.channels, name).max() <= 1


def test_a_motion_of_the_plane_is_lifted_to_a_body_like_its_own(conducting):
    whole = completed(Motion(conducting.points))
    assert np.array_equal(whole.points, conducting.points)
    ours, theirs = whole.joints.astype(float), conducting.joints.astype(float)
    middle = [joints - joints[:, [Joint.LEFT_HIP, Joint.RIGHT_HIP]].mean(1, keepdims=True) for joints in (ours, theirs)]
    scale = (middle[0] * middle[1]).sum() / (middle[0] ** 2).sum()
    error = np.linalg.norm(scale * middle[0] - middle[1], axis=-1)[:, [Joint.LEFT_WRIST, Joint.RIGHT_WRIST]].mean()
    assert error < 0.08  # metres; guessed depth
    facing = (channel(whole.channels, "head") * channel(conducting.channels, "head")).sum(1)
    assert np.degrees(np.arccos(np.clip(facing, -1, 1))).mean() < 15


def test_the_figure_does_what_the_channels_say(conducting):
    """Back from the rig's bones: hands and head as they were told, where no wrist has to bend further than it can."""
    lifted = lift(conducting)
    back = shown(lifted)
    for name, most_deg in (("left_fingers", 12), ("left_palm", 15), ("baton", 12), ("head", 6)):
        angle = np.degrees(np.arccos(np.clip((channel(back, name) * channel(conducting.channels, name)).sum(1), -1, 1)))
        assert np.median(angle) < most_deg, name
    for name in ("left_open", "brows", "mouth"):
        np.testing.assert_allclose(channel(back, name), channel(conducting.channels, name), atol=1e-5)
    np.testing.assert_allclose(channel(back, "gaze"), channel(conducting.channels, "gaze"), atol=1e-5)


def test_layers_are_written_and_read_back(conducting, tmp_path):
    path = export("layers", Take(conducting), tmp_path / "motion.layers.npz")
    read = load_layers(path)
    for layer in ("points", "joints", "channels"):
        assert np.array_equal(getattr(read, layer), getattr(conducting, layer))
    with np.load(path) as stored:
        about = json.loads(str(stored["about"]))
        assert stored["joint_names"][Joint.LEFT_WRIST] == "left_wrist"
    assert [row["name"] for row in about["channels"]] == [one.name for one in CHANNELS]


def test_another_file_is_refused(tmp_path):
    path = tmp_path / "a.npz"
    np.savez(path, points=np.zeros((3, 13, 2)))
    with pytest.raises(MotionError, match=r"a.npz is no .npz file of a motion's layers"):
        load_layers(path)


def test_smoothing_takes_all_layers(conducting):
    calm = smooth(conducting)
    assert np.abs(np.diff(calm.joints, 3, axis=0)).mean() < np.abs(np.diff(conducting.joints, 3, axis=0)).mean()
    np.testing.assert_allclose(normalised(calm.channels), calm.channels, atol=1e-6)
