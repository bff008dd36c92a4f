"""The type that every room hands on."""

import numpy as np
import pytest

from vc.errors import MotionError
from vc.skeleton import BONES, JOINT_COUNT, Joint, Motion, pose_count


@pytest.mark.parametrize(
    ("seconds", "poses"), [(1.0, 30), (0.1 + 0.2, 9), (1.0333, 30), (1.034, 31), (31.7, 951), (7200.0, 216_000)]
)
def test_every_full_thirtieth_of_a_second_is_a_pose(seconds, poses):
    assert pose_count(seconds) == poses


def test_the_body_is_one_piece():
    reached = {Joint.NOSE}
    for _ in range(JOINT_COUNT):
        reached |= {end for bone in BONES for end in bone if reached & set(bone)}
    assert reached == set(Joint)


@pytest.mark.parametrize(
    ("points", "message"),
    [
        (np.zeros((0, 13, 2)), "T > 0"),
        (np.zeros((5, 12, 2)), r"\(5, 12, 2\)"),
        (np.full((5, 13, 2), np.nan), "5 of 5 poses"),
    ],
)
def test_what_is_no_motion_is_refused(points, message):
    with pytest.raises(MotionError, match=message):
        Motion(points)


def test_a_file_that_holds_no_poses_is_refused(tmp_path):
    (tmp_path / "a.npy").write_bytes(b"no array")
    with pytest.raises(MotionError, match=r"a\.npy is not a readable"):
        Motion.load(tmp_path / "a.npy")


def test_a_file_with_code_in_it_is_refused(tmp_path):
    np.save(tmp_path / "a.npy", np.array([{"code": 1}], dtype=object), allow_pickle=True)
    with pytest.raises(MotionError, match="not a readable"):
        Motion.load(tmp_path / "a.npy")


@pytest.mark.parametrize("joints", [np.zeros((4, 13, 3)), np.zeros((5, 12, 3)), np.full((5, 13, 3), np.inf)])
def test_joints_that_do_not_fit_are_refused(joints):
    with pytest.raises(MotionError, match="joints of 5 poses"):
        Motion(np.zeros((5, 13, 2)), joints=joints)


def test_channels_that_do_not_fit_are_refused():
    with pytest.raises(MotionError, match=r"channels of 5 poses need finite values of the shape \(5, 23\)"):
        Motion(np.zeros((5, 13, 2)), channels=np.zeros((5, 22)))
