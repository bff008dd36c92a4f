"""The .vrma as pygltflib, Khronos' validator and the specification of VRM see it."""

import numpy as np
import pytest
from pygltflib import GLTF2
from scipy.spatial.transform import Rotation

from vc.motion.export import Take, export
from vc.render.avatar.rig import JOINTS, MORPHS, STANDARD_RIG, positions

# VRMC_vrm 1.0: bones that every humanoid has.
REQUIRED = {"hips", "spine", "head", *(f"{side}{bone}" for side in ("left", "right") for bone in
            ("UpperLeg", "LowerLeg", "Foot", "UpperArm", "LowerArm", "Hand"))}  # fmt: skip
OURS = {"hips": "hips", "chest": "chest", "head": "head", "leftShoulder": "clavicle_l", "leftUpperArm": "upper_arm_l",
        "rightLowerArm": "forearm_r", "leftHand": "hand_l", "rightHand": "hand_r", "leftLowerLeg": "shin_l",
        "rightFoot": "foot_r"}  # fmt: skip


@pytest.fixture(scope="module")
def take(waving):
    return Take(waving, loudness=np.linspace(0, 1, len(waving)))


@pytest.fixture(scope="module")
def path(take, tmp_path_factory):
    return export("vrma", take, tmp_path_factory.mktemp("vrma") / "motion.vrma")


@pytest.fixture(scope="module")
def gltf(path):
    return GLTF2().load_binary(str(path))


@pytest.fixture(scope="module")
def said(gltf):
    return gltf.extensions["VRMC_vrm_animation"]


def _numbers(gltf, accessor):
    one = gltf.accessors[accessor]
    view = gltf.bufferViews[one.bufferView]
    data = gltf.binary_blob()[view.byteOffset : view.byteOffset + view.byteLength]
    return np.frombuffer(data, np.float32).reshape(one.count, -1)


@pytest.fixture(scope="module")
def channels(gltf):
    """(node, path) -> values of each pose."""
    (animation,) = gltf.animations
    return {
        (c.target.node, c.target.path): _numbers(gltf, animation.samplers[c.sampler].output) for c in animation.channels
    }


def _places(gltf, channels):
    """World places (T, 3) of each node by the glTF's own tree."""
    parent = {child: number for number, node in enumerate(gltf.nodes) for child in node.children or []}
    places, world = {}, {}
    for number, node in enumerate(gltf.nodes):
        offset = channels.get((number, "translation"), np.array([node.translation]))
        turn = Rotation.from_quat(channels.get((number, "rotation"), [[0, 0, 0, 1]]))
        above = parent.get(number)
        places[number] = offset if above is None else places[above] + world[above].apply(offset)
        world[number] = turn if above is None else world[above] * turn
    return places


def test_every_bone_is_where_the_figures_joint_is(gltf, said, channels, take):
    places, wanted = _places(gltf, channels), positions(STANDARD_RIG, take.lifted)
    for bone, ours in OURS.items():
        found = places[said["humanoid"]["humanBones"][bone]["node"]]
        assert np.abs(found - wanted[:, JOINTS.index(ours)]).max() < 0.001, bone


def test_it_has_the_humanoids_bones_and_moves_none_but_the_hips(gltf, said, channels):
    bones = said["humanoid"]["humanBones"]
    assert said["specVersion"] == "1.0"
    assert set(bones) >= REQUIRED
    assert {f"left{finger}Distal" for finger in ("Thumb", "Index", "Middle", "Ring", "Little")} <= set(bones)
    assert "leftThumbMetacarpal" in bones
    assert "leftThumbIntermediate" not in bones  # VRM 1.0 has metacarpal, proximal, distal
    moved = {node for node, path in channels if path == "translation"}
    assert moved & {bone["node"] for bone in bones.values()} == {bones["hips"]["node"]}
    assert not any(path == "scale" for _, path in channels)
    assert all(node.rotation is None for node in gltf.nodes)


def test_it_rests_in_t_pose(gltf, said):
    bones = said["humanoid"]["humanBones"]
    for side, sign in (("left", 1), ("right", -1)):
        for bone in ("LowerArm", "Hand"):
            x, y, z = gltf.nodes[bones[f"{side}{bone}"]["node"]].translation
            assert sign * x > 0.2
            assert (y, z) == pytest.approx((0, 0), abs=1e-6)


def test_expressions_are_the_weights_of_the_face(said, channels, take):
    expressions = said["expressions"]
    for kind, theirs, ours in (("preset", "blink", "blink"), ("preset", "aa", "mouth"), ("custom", "brows", "brows")):
        weights = channels[expressions[kind][theirs]["node"], "translation"]
        np.testing.assert_allclose(weights[:, 0], take.lifted.morphs[:, MORPHS.index(ours)], atol=1e-6)
        assert weights[:, 0].max() > 0.2


def test_khronos_finds_no_error(judged, path):
    found = judged(path)
    assert found["issues"]["numErrors"] == 0
    # It does not know VRM's extension, and notes that the last bones hold nothing.
    assert {message["code"] for message in found["issues"]["messages"]} <= {"UNSUPPORTED_EXTENSION", "NODE_EMPTY"}
    assert found["info"]["animationCount"] == 1
