"""What is drawn for a motion."""

import gc
import threading
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from scipy.signal import argrelextrema, find_peaks, savgol_filter

from tests.drawn_person import SKIN
from vc.frame import Frame
from vc.render.photo import frames
from vc.render.photo.rig import retarget
from vc.skeleton import Joint, Motion
from vc.vision.anatomy import Side

from .conftest import SIZE


def _lowest(y):
    """Indices of the lowest points (y points down) of a curve."""
    return argrelextrema(y, np.greater, order=4)[0]


def _still(pose, count=3):
    return Motion(np.repeat(pose[None], count, 0).astype(np.float32))


@pytest.fixture
def wide(waving):
    """One pose with both arms far from the body."""
    pose = waving.points[0].copy()
    pose[[Joint.LEFT_ELBOW, Joint.RIGHT_ELBOW]] = [(0.73, 0.42), (0.27, 0.42)]
    pose[[Joint.LEFT_WRIST, Joint.RIGHT_WRIST]] = [(0.86, 0.36), (0.14, 0.36)]
    return pose


def test_every_pose_gets_a_frame_of_the_right_size(puppet, waving):
    drawn = list(frames(Motion(waving.points[:7]), size=SIZE, puppet=puppet))
    assert len(drawn) == 7
    assert all(frame.planes.shape == (SIZE[1] * 3 // 2, SIZE[0]) for frame in drawn)
    assert any((a.planes != b.planes).any() for a, b in pairwise(drawn))


def test_the_motion_is_left_as_it_is(puppet, waving):
    before = waving.points.copy()
    list(frames(Motion(waving.points[:4]), size=SIZE, puppet=puppet))
    retarget(waving, puppet.anatomy)
    assert (waving.points == before).all()


def test_another_size_than_the_puppets_is_refused_at_once(puppet, waving):
    with pytest.raises(ValueError, match="prepared for"):
        frames(waving, size=(320, 180), puppet=puppet)


def test_frames_are_the_same_drawn_twice_or_in_parallel(puppet, waving):
    motion = Motion(waving.points[:12])
    one, two, four = (
        [f.planes for f in frames(motion, size=SIZE, puppet=puppet, workers=workers)] for workers in (1, 2, 4)
    )
    assert all((a == b).all() and (a == c).all() for a, b, c in zip(one, two, four, strict=True))


def test_drawn_wrists_reach_their_lowest_points_with_the_motion(puppet, waving):
    tracks = retarget(waving, puppet.anatomy)
    for side, joint in ((Side.LEFT, Joint.LEFT_WRIST), (Side.RIGHT, Joint.RIGHT_WRIST)):
        beats = _lowest(waving.points[:, joint, 1])
        drawn = _lowest(tracks.joints[:, side, 2, 1])
        assert len(beats) == len(drawn) == 20
        assert np.abs(beats - drawn).max() <= 1


def test_generated_motion_keeps_its_beats(puppet, reference_dir):
    points = np.load(reference_dir / "golden" / "official_m2sgan.npz")["motion"][0]
    motion = Motion(savgol_filter(points, 19, 5, axis=0).astype(np.float32))
    drawn = retarget(motion, puppet.anatomy).joints[:, :, 2, 1]
    late = []
    for side, joint in ((Side.LEFT, Joint.LEFT_WRIST), (Side.RIGHT, Joint.RIGHT_WRIST)):
        beats, _ = find_peaks(motion.points[:, joint, 1], prominence=0.01)
        seen, _ = find_peaks(drawn[:, side], prominence=0.005 * puppet.anatomy.unit)
        late += [np.abs(seen - beat).min() for beat in beats]
    assert len(late) > 80
    assert np.mean(np.array(late) <= 1) >= 0.97
    assert max(late) <= 2


def test_the_pixels_of_the_hand_keep_the_beat(puppet, waving):
    """Measured in the picture: the skin-coloured area left of the body is the right hand."""
    motion = Motion(waving.points[:45])
    body_left = int(puppet.anatomy.shoulders[:, 0].min() - 0.2 * puppet.anatomy.unit)
    heights = []
    for frame in frames(motion, size=SIZE, puppet=puppet, baton=False):
        ys, _ = np.nonzero(_is_skin(frame)[:, :body_left])
        heights.append(ys.mean() if len(ys) else np.nan)
    wrist = motion.points[:, Joint.RIGHT_WRIST, 1]
    seen = np.isfinite(heights)
    assert seen.mean() > 0.5
    assert np.corrcoef(np.array(heights)[seen], wrist[seen])[0, 1] > 0.95


def _is_skin(frame):
    rgb = frame.to_rgb().astype(int)
    return np.abs(rgb - SKIN).max(-1) < 40


def test_hands_are_drawn_where_retargeting_says(puppet, wide):
    motion = _still(wide)
    *_, frame = frames(motion, size=SIZE, puppet=puppet, baton=False)
    joints = retarget(motion, puppet.anatomy).joints[-1]
    skin = _is_skin(frame)
    y, x = np.nonzero(skin)
    for side in Side:
        expected = 0.6 * joints[side, 2] + 0.4 * joints[side, 3]
        near = np.hypot(x - expected[0], y - expected[1]) < 0.25 * puppet.anatomy.unit
        assert near.sum() > 50
        centre = np.array([x[near].mean(), y[near].mean()])
        assert np.linalg.norm(centre - expected) < 0.08 * puppet.anatomy.unit
    # and nowhere else, but for head and neck in the middle
    away = np.abs(x - puppet.anatomy.neck[0]) > 0.4 * puppet.anatomy.unit
    for side in Side:
        expected = 0.6 * joints[side, 2] + 0.4 * joints[side, 3]
        away &= np.hypot(x - expected[0], y - expected[1]) > 0.3 * puppet.anatomy.unit
    assert away.sum() < 10


def test_the_baton_is_a_choice(puppet, wide):
    with_it, without = (
        next(iter(frames(_still(wide), size=SIZE, puppet=puppet, baton=baton))).split()[0].astype(int)
        for baton in (True, False)
    )
    changed = np.argwhere(np.abs(with_it - without) > 20)
    tracks = retarget(_still(wide), puppet.anatomy)
    hand_and_stick = np.concatenate([tracks.batons[0], tracks.joints[0, Side.RIGHT, 2:]])
    margin = 0.15 * puppet.anatomy.unit
    assert len(changed) > 20
    assert (changed[:, ::-1] >= hand_and_stick.min(0) - margin).all()
    assert (changed[:, ::-1] <= hand_and_stick.max(0) + margin).all()


def test_far_from_the_person_a_frame_is_the_plate(puppet, waving):
    for frame in frames(Motion(waving.points[:3]), size=SIZE, puppet=puppet):
        assert (frame.planes[:20, :40] == puppet.layers.plate.planes[:20, :40]).all()


def _strange_motions(pose):
    rng = np.random.default_rng(0)
    crossed = pose.copy()
    crossed[[9, 10]] = pose[[10, 9]]
    folded = pose.copy()
    folded[[7, 8]] = pose[[5, 6]]
    folded[[9, 10]] = pose[[5, 6]]
    return {
        "one pose": pose[None],
        "still": np.repeat(pose[None], 5, 0),
        "crossed arms": np.repeat(crossed[None], 3, 0),
        "arms of no length": np.repeat(folded[None], 3, 0),
        "far outside": np.repeat(pose[None] * 40 - 20, 3, 0),
        "all joints at one place": np.zeros((4, 13, 2)),
        "upside down": np.repeat(pose[None] * [1, -1], 3, 0),
        "from behind": np.repeat(pose[None] * [-1, 1] + [1, 0], 3, 0),
        "wild": rng.uniform(-1, 2, (6, 13, 2)),
    }


STRANGE = [
    "one pose", "still", "crossed arms", "arms of no length", "far outside", "all joints at one place", "upside down",
    "from behind", "wild",
]  # fmt: skip


@pytest.mark.parametrize("kind", STRANGE)
def test_strange_motions_give_valid_frames(puppet, waving, kind):
    motion = Motion(_strange_motions(waving.points[0].astype(float))[kind].astype(np.float32))
    tracks = retarget(motion, puppet.anatomy)
    assert np.isfinite(tracks.joints).all()
    assert np.isfinite(tracks.warps).all()
    drawn = list(frames(motion, size=SIZE, puppet=puppet))
    assert len(drawn) == len(motion)
    luma, u, v = drawn[-1].split()
    assert luma.min() >= 10
    assert luma.max() <= 240
    assert min(u.min(), v.min()) >= 10
    assert max(u.max(), v.max()) <= 245


def test_a_photo_from_behind_keeps_left_on_the_left(puppet, waving):
    mirrored = replace(puppet.anatomy, shoulders=puppet.anatomy.shoulders[::-1].copy())
    tracks = retarget(waving, mirrored)
    assert tracks.joints[0, Side.LEFT, 2, 0] < tracks.joints[0, Side.RIGHT, 2, 0]


def test_limbs_never_stretch(puppet, waving):
    joints = retarget(waving, puppet.anatomy).joints
    lengths = np.linalg.norm(np.diff(joints, axis=2), axis=-1)
    assert (lengths <= puppet.anatomy.bones * 1.001).all()
    assert (lengths >= puppet.anatomy.bones * 0.15).all()


def test_memory_does_not_grow_with_the_motion(puppet, waving):
    motion = Motion(np.tile(waving.points, (100, 1, 1)))
    stream = frames(motion, size=SIZE, puppet=puppet)
    for _ in range(20):
        next(stream)
    gc.collect()
    alive = sum(type(thing) is Frame for thing in gc.get_objects())
    stream.close()
    assert alive <= 10
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("draw")]
