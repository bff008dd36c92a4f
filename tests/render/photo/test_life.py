"""What moves of its own: lids, brows, lips, head, chest, hands."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from tests.drawn_person import JOINTS, SKIN
from vc.render.photo import frames
from vc.render.photo.composite import draw
from vc.render.photo.expression import express
from vc.render.photo.face import find_face, make_face
from vc.render.photo.puppet import make_puppet
from vc.render.photo.rig import Pose, handle_weights, retarget
from vc.skeleton import Motion
from vc.vision.anatomy import LEFT_EYE, RIGHT_EYE, Side, measure

LARGE = (1280, 720)


@pytest.fixture(scope="module")
def seeing(drawing, person):
    """A puppet whose face has eyes."""
    picture = drawing.copy()
    for x, y in (JOINTS[2], JOINTS[5]):
        cv2.ellipse(picture, (x, y), (7, 4), 0, 0, 360, (240, 240, 240), -1, cv2.LINE_AA)
        cv2.circle(picture, (x, y), 4, (110, 70, 40), -1, cv2.LINE_AA)
        cv2.circle(picture, (x, y), 2, (20, 10, 10), -1, cv2.LINE_AA)
        picture[y - 1, x + 1] = 255
    return make_puppet(picture, person, [], size=LARGE)


def _standing(count: int) -> Motion:
    rest = [
        (0.50, 0.28), (0.52, 0.26), (0.48, 0.26), (0.54, 0.27), (0.46, 0.27), (0.60, 0.40), (0.40, 0.40),
        (0.68, 0.54), (0.32, 0.54), (0.72, 0.68), (0.28, 0.68), (0.56, 0.75), (0.44, 0.75),
    ]  # fmt: skip
    return Motion(np.repeat(np.array(rest, np.float32)[None], count, 0))


def _eye_area(puppet, luma):
    x, y = puppet.anatomy.landmarks[[LEFT_EYE, RIGHT_EYE]].mean(0)
    reach = puppet.anatomy.shoulder_width / 4
    return luma[int(y - reach / 2) : int(y + reach / 2), int(x - reach) : int(x + reach)].astype(int)


def test_lids_close_for_some_frames_and_open_again():
    lids = express(_standing(900), seed=0).faces[:, 0]
    shut = lids > 0.9
    blinks = np.flatnonzero(np.diff(shut.astype(int)) == 1)
    assert 5 <= len(blinks) <= 15  # every 2 to 6 s of 30 s
    assert 0.01 < shut.mean() < 0.06
    assert lids[0] == lids.min() == 0
    gaps_s = np.diff(blinks) / 30
    assert gaps_s.min() > 1.9
    assert gaps_s.max() < 6.2


def test_a_closed_lid_hides_the_dark_of_the_eye(seeing):
    face = seeing.layers.luma.face
    assert len(face.eyes) == 2

    def dark(blink):
        luma = seeing.layers.luma
        expression = np.array([blink, 0.0, 0.0])
        picture = make_face(luma.body, *face.box[:2], face.fields, face.spans, face.eyes, face.lids, expression, 16.0)[
            ..., 0
        ].astype(int)
        areas = []
        for x, y, half_width, half_height, _ in face.eyes:
            left, top = int(x - half_width) - face.box[0], int(y - half_height) - face.box[1]
            areas.append(picture[top : top + 2 * int(half_height), left : left + 2 * int(half_width)])
        return sum((area < 80).sum() for area in areas)

    assert dark(0.0) > 60
    assert dark(0.5) < dark(0.0)
    assert dark(1.0) < 0.4 * dark(0.0)


def test_eyes_are_found_where_they_are(seeing):
    for x, y, *_ in seeing.layers.luma.face.eyes:
        away = np.linalg.norm(seeing.anatomy.landmarks[[LEFT_EYE, RIGHT_EYE]] - [x, y], axis=1).min()
        assert away < 4


def test_a_face_without_eyes_does_not_blink(puppet):
    assert puppet.layers.luma.face is None or len(puppet.layers.luma.face.eyes) == 0


def test_somebody_from_behind_has_no_face(drawing, person):
    unseen = person.visibility.copy()
    unseen[:11] = 0.1
    anatomy = measure(replace(person, visibility=unseen))
    assert find_face(drawing, np.ones(drawing.shape[:2], np.float32), anatomy) is None


def test_without_face_the_face_is_rigid(seeing):
    motion = _standing(150)
    alive, rigid = (retarget(motion, seeing.anatomy, face=face) for face in (True, False))
    assert np.ptp(alive.warps[:, 4], axis=0).max() > 0.5
    assert np.ptp(rigid.warps[:, 4], axis=0).max() == 0
    assert (rigid.faces == 0).all()
    assert np.abs(alive.faces).max() > 0.5
    drawn = [frame.split()[0] for frame in frames(Motion(motion.points[:40]), size=LARGE, puppet=seeing, face=False)]
    moved = [frame.split()[0] for frame in frames(Motion(motion.points[:40]), size=LARGE, puppet=seeing, face=True)]
    still = np.abs(_eye_area(seeing, drawn[0]) - _eye_area(seeing, drawn[39])).mean()
    lively = max(np.abs(_eye_area(seeing, moved[0]) - _eye_area(seeing, moved[k])).mean() for k in range(1, 40))
    assert lively > 2 * still


def test_equal_seeds_give_equal_faces_and_others_others():
    motion = _standing(300)
    one, same, other = (express(motion, seed=seed).faces for seed in (3, 3, 4))
    assert (one == same).all()
    assert (one != other).any()


def test_heads_turn_by_a_few_degrees_at_most():
    turns = np.degrees(express(_standing(900), seed=1).turns)
    assert 0.5 < np.abs(turns).max() < 9


def test_breathing_moves_the_chest_and_not_the_legs(seeing):
    anatomy, still = seeing.anatomy, _standing(150)
    tracks = retarget(still, anatomy, face=False)

    def travel(place):
        weights = handle_weights(anatomy, place[None])[:, 0]
        moved = np.einsum("k,tkij,j->ti", weights, tracks.warps.astype(float), np.append(place, 1.0))
        return np.ptp(moved, axis=0).max()

    chest = anatomy.neck + 0.2 * (anatomy.pelvis - anatomy.neck)
    legs = anatomy.pelvis + 0.25 * (anatomy.pelvis - anatomy.neck)
    assert 1.0 < travel(chest) < 0.08 * anatomy.unit
    assert travel(legs) < 0.05


def test_raised_arms_lift_their_shoulders(seeing):
    low, high = _standing(2).points[0].copy(), _standing(2).points[0].copy()
    high[[7, 8]] = [(0.66, 0.24), (0.34, 0.24)]
    high[[9, 10]] = [(0.70, 0.08), (0.30, 0.08)]
    joints = retarget(Motion(np.stack([low, high])), seeing.anatomy, face=False).joints
    for side in Side:
        lifted = joints[0, side, 0, 1] - joints[1, side, 0, 1]
        assert 0.01 * seeing.anatomy.unit < lifted < 0.12 * seeing.anatomy.unit


def test_the_right_hand_closes_around_the_baton(seeing):
    tracks = retarget(_standing(2), seeing.anatomy, face=False)
    with_it, without = (draw(seeing.layers, tracks.pose(0), with_baton=baton).to_rgb() for baton in (True, False))
    wrist, tip = tracks.joints[0, Side.RIGHT, 2:]
    fist = 0.55 * wrist + 0.45 * tip
    x, y = fist.astype(int)
    assert np.abs(with_it[y, x].astype(int) - SKIN).max() < 70
    assert np.abs(with_it.astype(int) - without)[y - 20 : y + 21, x - 20 : x + 21].mean() > 5
    tail, stick = tracks.batons[0]
    assert np.linalg.norm(tail - fist) < 0.2 * seeing.anatomy.unit
    assert np.linalg.norm(stick - tail) > 0.1 * seeing.anatomy.unit


def test_a_pose_is_all_that_a_frame_needs(puppet):
    tracks = retarget(_standing(3), puppet.anatomy)
    pose = tracks.pose(1)
    assert isinstance(pose, Pose)
    assert (draw(puppet.layers, pose).planes == draw(puppet.layers, tracks.pose(1)).planes).all()
