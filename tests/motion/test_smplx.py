"""The .npz as somebody reads it who knows SMPL-X and nothing of this program."""

import numpy as np
import pytest
from scipy.spatial.transform import Rotation

from vc.motion.export import Take, export
from vc.render.avatar.rig import JOINTS, MORPHS, STANDARD_RIG, positions
from vc.skeleton import Motion

# SMPL-X's published order of joints, by what ours are called.
BODY = {0: "hips", 1: "thigh_l", 2: "thigh_r", 3: "spine", 4: "shin_l", 5: "shin_r", 7: "foot_l", 8: "foot_r",
        9: "chest", 12: "neck", 13: "clavicle_l", 14: "clavicle_r", 15: "head", 16: "upper_arm_l", 17: "upper_arm_r",
        18: "forearm_l", 19: "forearm_r", 20: "hand_l", 21: "hand_r"}  # fmt: skip
KINEMATIC_TREE = (-1, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 9, 12, 13, 14, 16, 17, 18, 19, 15, 15, 15)
LEFT_INDEX, LEFT_MIDDLE3 = 25, 30


@pytest.fixture(scope="module")
def take(waving):
    return Take(waving, loudness=np.linspace(0, 1, len(waving)))


@pytest.fixture(scope="module")
def written(take, tmp_path_factory):
    with np.load(export("smplx", take, tmp_path_factory.mktemp("smplx") / "motion.npz")) as file:
        return {name: file[name] for name in file.files}


def _joints(file):
    """(T, 55, 3) by forward kinematics, as linear blend skinning moves the joints: rotations about joints at rest."""
    rest, parents = file["rest_joints"], file["parents"]
    turns = file["poses"].reshape(len(file["poses"]), 55, 3)
    places = np.zeros((len(turns), 55, 3))
    world: list[Rotation] = []
    for joint, parent in enumerate(parents):
        own = Rotation.from_rotvec(turns[:, joint])
        if parent < 0:
            places[:, joint] = rest[joint] + file["trans"]
            world.append(own)
        else:
            places[:, joint] = places[:, parent] + world[parent].apply(rest[joint] - rest[parent])
            world.append(world[parent] * own)
    return places


def test_forward_kinematics_gives_the_figures_joints_within_a_millimetre(take, written):
    wanted = positions(STANDARD_RIG, take.lifted).astype(np.float64)
    z_up = np.stack([wanted[..., 0], -wanted[..., 2], wanted[..., 1]], -1)
    found = _joints(written)
    for number, name in BODY.items():
        error_m = np.linalg.norm(found[:, number] - z_up[:, JOINTS.index(name)], axis=-1).max()
        assert error_m < 0.001, name


def test_it_has_the_shapes_and_words_of_amass(written, waving):
    count = len(waving)
    shapes = {"poses": (count, 165), "trans": (count, 3), "betas": (16,), "root_orient": (count, 3),
              "pose_body": (count, 63), "pose_jaw": (count, 3), "pose_eye": (count, 6),
              "pose_hand": (count, 90)}  # fmt: skip
    assert {name: written[name].shape for name in shapes} == shapes
    assert (str(written["gender"]), str(written["surface_model_type"])) == ("neutral", "smplx")
    assert float(written["mocap_frame_rate"]) == 30
    assert not written["betas"].any()
    parts = [written[name] for name in ("root_orient", "pose_body", "pose_jaw", "pose_eye", "pose_hand")]
    np.testing.assert_array_equal(np.concatenate(parts, axis=1), written["poses"])
    assert tuple(written["parents"][:25]) == KINEMATIC_TREE
    assert [str(written["joint_names"][n]) for n in (16, 21, 22, 25, 39, 54)] == [
        "left_shoulder", "right_wrist", "jaw", "left_index1", "left_thumb3", "right_thumb3"]  # fmt: skip
    assert list(written["parents"][[25, 28, 31, 34, 37]]) == [20] * 5
    assert list(written["parents"][[40, 43, 46, 49, 52]]) == [21] * 5


def test_the_rest_pose_is_smplxs(written):
    """Arms out to the sides, legs down, looking along z; the pelvis where the mean body has it."""
    rest = written["rest_joints"]
    np.testing.assert_allclose(rest[0], (0.0031, -0.3514, 0.0120), atol=1e-6)
    for shoulder, wrist, sign in ((16, 20, 1), (17, 21, -1)):
        arm = rest[wrist] - rest[shoulder]
        assert sign * arm[0] == pytest.approx(0.54, abs=0.01)
        np.testing.assert_allclose(arm[1:], 0, atol=1e-6)
    assert rest[15, 1] > rest[9, 1] > rest[0, 1] > rest[4, 1] > rest[7, 1]
    assert rest[10, 2] > rest[7, 2]


def test_a_closed_hand_is_a_closed_hand(take, written):
    closed = take.lifted.morphs[:, MORPHS.index("fingers_l")]
    bend = np.linalg.norm(written["poses"].reshape(-1, 55, 3)[:, LEFT_INDEX], axis=1)
    np.testing.assert_allclose(bend, closed * np.deg2rad(75), atol=1e-3)
    reach = np.linalg.norm(_joints(written)[:, LEFT_MIDDLE3] - _joints(written)[:, 20], axis=1)
    assert np.corrcoef(reach, closed)[0, 1] < -0.95


def test_a_single_pose_can_be_written(tmp_path, waving):
    with np.load(export("smplx", Take(Motion(waving.points[:1])), tmp_path / "one.npz")) as file:
        assert file["poses"].shape == (1, 165)
