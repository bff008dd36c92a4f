from pathlib import Path

import numpy as np
import pytest
from scipy.spatial.transform import Rotation

from vc.motion.export.bvh import euler_zxy, write_bvh
from vc.render.avatar.lift import lift
from vc.render.avatar.quaternion import unit
from vc.render.avatar.rig import JOINTS, STANDARD_RIG, RigMotion, positions


def _read_bvh(path: Path) -> tuple[list[str], np.ndarray, float]:
    """Names, world places (T, joints, 3) and the time between poses, by the plainest reading of the format."""
    words = iter(path.read_text().split())
    names, offsets, parents, channels, open_joints = [], [], [], [], []
    for word in words:
        if word in ("ROOT", "JOINT", "End"):
            names.append(next(words))
            parents.append(open_joints[-1] if open_joints else -1)
            channels.append([])
        elif word == "{":
            open_joints.append(len(names) - 1)
        elif word == "}":
            open_joints.pop()
        elif word == "OFFSET":
            offsets.append([float(next(words)) for _ in range(3)])
        elif word == "CHANNELS":
            channels[-1] = [next(words) for _ in range(int(next(words)))]
        elif word == "Frames:":
            count = int(next(words))
        elif word == "Time:":
            seconds = float(next(words))
            break
    rows = np.array([float(word) for word in words]).reshape(count, -1)
    places = np.zeros((count, len(names), 3))
    turns: list[Rotation] = []
    column = 0
    for joint, own in enumerate(channels):
        values = rows[:, column : column + len(own)]
        column += len(own)
        place = np.tile(offsets[joint], (count, 1))
        if "Xposition" in own:
            place = place + values[:, [own.index(f"{axis}position") for axis in "XYZ"]]
        spins = [k for k, name in enumerate(own) if name.endswith("rotation")]
        order = "".join(own[k][0] for k in spins)
        turn = Rotation.from_euler(order, values[:, spins], degrees=True) if spins else Rotation.identity(count)
        parent = parents[joint]
        places[:, joint] = place if parent < 0 else places[:, parent] + turns[parent].apply(place)
        turns.append(turn if parent < 0 else turns[parent] * turn)
    return names, places, seconds


def test_a_bvh_puts_every_joint_where_the_rig_has_it(waving, tmp_path):
    lifted = lift(waving)
    names, places, seconds = _read_bvh(write_bvh(tmp_path / "motion.bvh", lifted))
    assert seconds == pytest.approx(1 / 30, abs=1e-7)
    assert set(JOINTS) == set(names) - {"Site"}
    order = [names.index(joint) for joint in JOINTS]
    error_cm = np.linalg.norm(places[:, order] - 100 * positions(STANDARD_RIG, lifted), axis=-1)
    assert error_cm.max() < 0.1


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
