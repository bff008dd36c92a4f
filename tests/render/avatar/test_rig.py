import numpy as np
import pytest
from scipy.spatial.transform import Rotation

from vc.render.avatar import quaternion
from vc.render.avatar.rig import (
    ARM,
    ARM_BELOW_HORIZONTAL,
    BATON,
    INDEX,
    JOINTS,
    MIRROR,
    PARENTS,
    STANDARD_RIG,
    RigMotion,
    forward,
    positions,
    skinning_matrices,
)  # fmt: skip


def _motion(rotations: np.ndarray) -> RigMotion:
    count = len(rotations)
    root = np.tile(STANDARD_RIG.rest[0], (count, 1)).astype(np.float32)
    return RigMotion(rotations.astype(np.float32), root, np.zeros((count, 5), np.float32), 30)


def _random_turns(*shape: int) -> np.ndarray:
    return quaternion.unit(np.random.default_rng(0).normal(size=(*shape, 4)))


def test_parents_come_before_their_children():
    assert PARENTS[0] == -1
    assert all(parent < joint for joint, parent in enumerate(PARENTS))


def test_the_body_is_symmetric_and_stands_on_the_floor():
    for name in JOINTS:
        if name.endswith("_l"):
            np.testing.assert_allclose(
                STANDARD_RIG.rest[INDEX[name]], STANDARD_RIG.rest[INDEX[f"{name[:-1]}r"]] * MIRROR
            )
    assert 0 < STANDARD_RIG.rest[:, 1].min() < 0.1


def test_arms_hang_42_degrees_below_the_horizontal():
    assert np.rad2deg(ARM_BELOW_HORIZONTAL) == pytest.approx(42)
    for bone in ("forearm_l", "hand_l"):
        np.testing.assert_allclose(quaternion.unit(STANDARD_RIG.offsets[INDEX[bone]]), ARM, atol=1e-9)


def test_the_baton_goes_on_from_the_right_arm_and_forward():
    assert np.linalg.norm(BATON) == pytest.approx(1)
    assert BATON @ (ARM * MIRROR) > 0.85
    assert BATON[2] > 0.2


def test_unturned_joints_are_in_the_bind_pose():
    still = _motion(np.tile(quaternion.IDENTITY, (2, len(JOINTS), 1)))
    np.testing.assert_allclose(positions(STANDARD_RIG, still)[1], STANDARD_RIG.rest, atol=1e-6)
    expected = np.broadcast_to(np.eye(3, 4), (2, len(JOINTS), 3, 4))
    np.testing.assert_allclose(skinning_matrices(STANDARD_RIG, still), expected, atol=1e-6)


def test_forward_agrees_with_turning_bone_after_bone():
    motion = _motion(_random_turns(4, len(JOINTS)))
    places, turns = np.zeros((4, len(JOINTS), 3)), []
    for joint, parent in enumerate(PARENTS):
        own = Rotation.from_quat(motion.rotations[:, joint])
        turns.append(own if parent < 0 else turns[parent] * own)
        step = STANDARD_RIG.offsets[joint]
        places[:, joint] = motion.root if parent < 0 else places[:, parent] + turns[parent].apply(step)
    np.testing.assert_allclose(positions(STANDARD_RIG, motion), places, atol=1e-5)
    np.testing.assert_allclose(forward(STANDARD_RIG, motion)[:, -1, :3, :3], turns[-1].as_matrix(), atol=1e-5)


def test_skinning_moves_a_joint_s_rest_place_to_its_world_place():
    motion = _motion(_random_turns(3, len(JOINTS)))
    rest = np.concatenate([STANDARD_RIG.rest, np.ones((len(JOINTS), 1))], 1)
    moved = np.einsum("tjab,jb->tja", skinning_matrices(STANDARD_RIG, motion), rest)
    np.testing.assert_allclose(moved, positions(STANDARD_RIG, motion), atol=1e-5)


def test_a_scaled_rig_is_taller_in_every_bone():
    np.testing.assert_allclose(STANDARD_RIG.scaled(1.1).offsets, 1.1 * STANDARD_RIG.offsets)


# ---- quaternions


def test_products_and_turns_agree_with_scipy():
    a, b, vectors = _random_turns(50), _random_turns(60)[10:], np.random.default_rng(1).normal(size=(50, 3))
    both = Rotation.from_quat(a) * Rotation.from_quat(b)
    np.testing.assert_allclose(quaternion.to_matrix(quaternion.multiply(a, b)), both.as_matrix(), atol=1e-12)
    np.testing.assert_allclose(quaternion.rotate(a, vectors), Rotation.from_quat(a).apply(vectors), atol=1e-12)
    undone = quaternion.rotate(quaternion.inverse(a), quaternion.rotate(a, vectors))
    np.testing.assert_allclose(undone, vectors, atol=1e-12)


def test_axes_are_read_back_whatever_the_turn():
    turns = np.concatenate([_random_turns(200), np.eye(4)])
    matrices = quaternion.to_matrix(turns)
    back = quaternion.from_axes(matrices[..., 0], matrices[..., 1], matrices[..., 2])
    assert np.abs((back * turns).sum(-1)).min() > 1 - 1e-12


def test_the_shortest_turn_takes_one_direction_to_the_other_even_to_the_opposite():
    start = quaternion.unit(np.random.default_rng(2).normal(size=(20, 3)))
    end = np.concatenate([quaternion.unit(np.random.default_rng(3).normal(size=(10, 3))), -start[10:]])
    turns = quaternion.between(start, end)
    np.testing.assert_allclose(np.linalg.norm(turns, axis=-1), 1, atol=1e-12)
    np.testing.assert_allclose(quaternion.rotate(turns, start), end, atol=1e-6)


def test_a_share_of_a_turn():
    turn = quaternion.about((0, 1, 0), 1.2)
    np.testing.assert_allclose(quaternion.power(turn, 0.25), quaternion.about((0, 1, 0), 0.3), atol=1e-12)
    np.testing.assert_allclose(quaternion.power(-turn, 0.0), quaternion.IDENTITY, atol=1e-12)


def test_signs_are_chosen_so_that_neighbours_agree():
    turns = quaternion.about((0, 0, 1), np.linspace(0, 1, 30)) * np.where(np.arange(30) % 3, 1, -1)[:, None]
    flowing = quaternion.continuous(turns)
    assert ((flowing[1:] * flowing[:-1]).sum(-1) > 0).all()
    np.testing.assert_allclose(quaternion.to_matrix(flowing), quaternion.to_matrix(turns))
