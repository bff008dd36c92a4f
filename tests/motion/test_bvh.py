import bvhio
import numpy as np
import pytest
from scipy.spatial.transform import Rotation

from vc.motion.export import ExportOptions
from vc.motion.export.bvh import euler_zxy, write_bvh
from vc.render.avatar.lift import lift
from vc.render.avatar.quaternion import unit
from vc.render.avatar.rig import JOINTS, MORPHS, STANDARD_RIG, RigMotion, positions

SEEN = (0, 77, 151, 299)  # poses that are read back


@pytest.fixture(scope="module")
def lifted(waving):
    return lift(waving, loudness=np.linspace(0, 1, len(waving)))


def _read(path):
    """World places (poses, joints, 3) by name, and the time between poses, as another program reads the file."""
    root, container = bvhio.readAsHierarchy(str(path)), bvhio.readAsBvh(str(path))
    joints = {joint.Name: joint for joint, _, _ in root.layout()}
    places = {name: [] for name in joints}
    for pose in SEEN:
        root.loadPose(pose)
        for name, joint in joints.items():
            places[name].append(list(joint.PositionWorld))
    return {name: np.array(rows) for name, rows in places.items()}, container.FrameTime


@pytest.mark.parametrize(("unit_name", "per_metre"), [("cm", 100), ("m", 1)])
def test_a_bvh_puts_every_joint_where_the_rig_has_it(lifted, tmp_path, unit_name, per_metre):
    places, seconds = _read(write_bvh(tmp_path / "motion.bvh", lifted, options=ExportOptions(bvh_unit=unit_name)))
    assert seconds == pytest.approx(1 / 30, abs=1e-7)
    assert set(places) == set(JOINTS)
    wanted = positions(STANDARD_RIG, lifted)
    for number, name in enumerate(JOINTS):
        error_m = np.abs(places[name] / per_metre - wanted[list(SEEN), number]).max()
        assert error_m < 0.001, name


MIXAMO = {"hips": "Hips", "chest": "Spine2", "head": "Head", "upper_arm_l": "LeftArm", "forearm_r": "RightForeArm",
          "hand_l": "LeftHand", "hand_r": "RightHand", "shin_l": "LeftLeg", "foot_r": "RightFoot"}  # fmt: skip


def test_mixamos_names_are_on_the_same_joints_and_rest_in_t_pose(lifted, tmp_path):
    path = write_bvh(tmp_path / "motion.bvh", lifted, options=ExportOptions(bvh_bones="mixamo"))
    places, _ = _read(path)
    assert all(name.startswith("mixamorig:") for name in places)
    assert len(places) == 22 - 3 + 1 + 2 * 15  # without baton and tails, with one more of the spine, and fingers
    wanted = positions(STANDARD_RIG, lifted)
    for ours, theirs in MIXAMO.items():
        error_m = np.abs(places[f"mixamorig:{theirs}"] / 100 - wanted[list(SEEN), JOINTS.index(ours)]).max()
        assert error_m < 0.001, ours
    rest = {joint.Name: joint for joint, _, _ in bvhio.readAsBvh(str(path)).Root.layout()}
    for side, sign in (("Left", 1), ("Right", -1)):
        for bone in ("ForeArm", "Hand"):  # arms straight out: their offsets go along x alone
            offset = np.array(rest[f"mixamorig:{side}{bone}"].Offset)
            assert sign * offset[0] > 20
            np.testing.assert_allclose(offset[1:], 0, atol=1e-4)


def test_fingers_close_into_the_palm(lifted, tmp_path):
    """At the wrist's height in a flat hand; a fist's ends come back to the palm."""
    still = RigMotion(lifted.rotations.copy(), lifted.root, lifted.morphs.copy(), 30)
    still.rotations[:] = (0, 0, 0, 1)
    still.morphs[:, MORPHS.index("fingers_l")] = np.linspace(0, 1, len(still))
    places, _ = _read(write_bvh(tmp_path / "fist.bvh", still, options=ExportOptions(bvh_bones="mixamo")))
    wrist, end = places["mixamorig:LeftHand"], places["mixamorig:LeftHandMiddle3"]
    reach = np.linalg.norm(end - wrist, axis=1)
    assert np.all(np.diff(reach) < 0)
    assert reach[0] > 16
    assert reach[-1] < 10.5
    palm = Rotation.from_euler("Z", -42, degrees=True).apply([0.0, -1.0, 0.0])  # the arms hang in the pose of no turns
    depth = (end - wrist) @ palm
    assert abs(depth[0]) < 0.1
    assert depth[1:].min() > 3


def test_angles_in_a_bvh_do_not_jump_by_whole_turns(tmp_path):
    angle = np.linspace(0, 6 * np.pi, 200)
    turns = np.zeros((200, len(JOINTS), 4), np.float32)
    turns[..., 3] = 1
    turns[:, 0] = np.stack([0 * angle, np.sin(angle / 2), 0 * angle, np.cos(angle / 2)], -1)
    spinning = RigMotion(turns, np.zeros((200, 3), np.float32), np.zeros((200, 5), np.float32), 30)
    text = write_bvh(tmp_path / "spin.bvh", spinning).read_text().split("Frame Time")[1].splitlines()[1:]
    about_y = np.array([float(line.split()[5]) for line in text])
    assert np.abs(np.diff(about_y)).max() < 10
    assert about_y[-1] == pytest.approx(1080, abs=1)


def test_euler_angles_give_back_the_rotation_even_where_two_axes_meet():
    rng = np.random.default_rng(0)
    random = unit(rng.normal(size=(200, 4)))
    locked = Rotation.from_euler("ZXY", [(20, 90, 30), (20, -90, 30)], degrees=True).as_quat()
    turns = np.concatenate([random, locked])
    back = Rotation.from_euler("ZXY", euler_zxy(turns)).as_quat()
    assert np.abs((back * turns).sum(-1)).min() > 1 - 1e-6
