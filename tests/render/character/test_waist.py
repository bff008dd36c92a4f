"""Folds at the waist: where the trunk leans to, slanting where it turns, none where it stands."""

import numpy as np
import pytest

from tests.render.character.test_cloth import character, hairy  # noqa: F401
from tests.render.character.test_frames import at_rest
from vc.render.avatar.character import Pose
from vc.render.avatar.rig import INDEX, forward, skinning_matrices
from vc.render.character.waist import Waist, waist_of


@pytest.fixture(scope="module")
def waist(character):  # noqa: F811
    (found,) = (mover for mover in character.movers if isinstance(mover, Waist))
    return found


def _bent(character, waist, axis: int, angle: float) -> np.ndarray:  # noqa: F811
    """(n,) how much normals look up more than before, of a trunk whose chest is turned about an axis."""
    motion, rig = at_rest(character.rig), character.rig
    motion.rotations[0, INDEX["chest"]] = [*(np.sin(0.5 * angle) * np.eye(3)[axis]), np.cos(0.5 * angle)]
    pose = Pose(skinning_matrices(rig, motion)[0], forward(rig, motion)[0], motion.morphs[0])
    lengths = np.linalg.norm(character.mesh.normals, axis=1, keepdims=True)
    before = character.mesh.normals / np.maximum(lengths, 1e-6)
    normals = before.copy()
    waist.move(pose, character.mesh.vertices, normals, np.zeros(0))
    changed = (normals != before).any(1)
    assert not changed[np.setdiff1d(np.arange(len(normals)), waist.rows)].any()
    np.testing.assert_allclose(np.linalg.norm(normals[waist.rows], axis=1), 1, atol=1e-4)
    return (normals - before)[waist.rows, 1]


def test_a_trunk_that_stands_has_no_folds(character, waist):  # noqa: F811
    assert len(waist.rows) > 50
    assert not _bent(character, waist, 2, 0.0).any()
    assert not _bent(character, waist, 2, 0.01).any()


@pytest.mark.parametrize("angle", [0.15, -0.15])
def test_cloth_bunches_on_the_side_that_the_trunk_leans_to(character, waist, angle):  # noqa: F811
    up = _bent(character, waist, 2, angle)
    inner = waist.across * -np.sign(angle) > 0.4
    outer = waist.across * -np.sign(angle) < -0.05
    near = np.abs(waist.up) < 0.06
    assert np.abs(up[outer]).max() < 0.002
    assert up[inner & near].max() > 0.08
    assert up[inner & near].min() < -0.08
    assert np.abs(_bent(character, waist, 2, 0.3 * angle)).max() < 0.6 * np.abs(up).max()


def test_a_turn_draws_slanting_folds(character, waist):  # noqa: F811
    left, right = (_bent(character, waist, 1, angle) for angle in (0.3, -0.3))
    at_edge = np.abs(waist.across) > 0.5
    assert np.abs(left).max() > 0.08
    assert np.abs(left - right)[at_edge].max() > 0.08  # the other way about


def test_skin_has_no_folds(character, hairy):  # noqa: F811
    figure, _ = hairy
    trunk = character.mesh
    bare = np.broadcast_to(figure.tones.skin, (*figure.alpha.shape, 3))
    assert not len(waist_of(trunk, character.rig, bare, figure.tones.skin).rows)
