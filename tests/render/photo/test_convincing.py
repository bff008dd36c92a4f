"""What a viewer notices: hands beside the face, arms where they belong, nothing left behind, nothing that flickers."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from scipy.signal import argrelextrema

from tests.drawn_person import SHIRT, SKIN
from vc.render.photo import frames
from vc.render.photo.body import continue_cloth
from vc.render.photo.composite import draw
from vc.render.photo.hair import find_head
from vc.render.photo.puppet import make_puppet
from vc.render.photo.rig import head_centre, moved, retarget
from vc.skeleton import Joint, Motion
from vc.vision.anatomy import NOSE, Side, measure
from vc.vision.matte import cut_out
from vc.vision.plate import make_plate

LARGE = (1280, 720)
MARK = (20, 230, 40)


@pytest.fixture(scope="module")
def large(drawing, person):
    return make_puppet(drawing, person, [], size=LARGE)


@pytest.fixture
def salute(waving):
    """The left hand goes up to the face, over it and down again, ten times."""
    points = np.repeat(waving.points[:1], 300, 0).astype(np.float64)
    beat = np.sin(2 * np.pi * (np.arange(300) + 0.3) / 30)
    nose = points[:, Joint.NOSE]
    points[:, Joint.LEFT_ELBOW] = [0.70, 0.38]
    points[:, Joint.LEFT_WRIST] = nose + np.stack([0.05 * np.sin(np.arange(300) / 17), -0.02 + 0.08 * beat], -1)
    return Motion(points.astype(np.float32))


def test_hands_stay_beside_the_face(large, salute):
    anatomy = large.anatomy
    tracks = retarget(salute, anatomy, face=False)
    head = moved(anatomy, tracks.warps, head_centre(anatomy)[None])[:, 0]
    hand = tracks.joints[:, Side.LEFT, 2:].mean(1)
    at_its_height = np.abs(hand[:, 1] - head[:, 1]) < 0.10 * anatomy.unit
    assert at_its_height.sum() > 30, np.percentile((hand - head)[:, 1] / anatomy.unit, [0, 50, 100])
    assert ((hand - head)[at_its_height, 0] > 0.15 * anatomy.unit).all()


def test_making_way_for_the_face_keeps_the_beat_and_the_limbs(large, salute):
    tracks = retarget(salute, large.anatomy, face=False)
    wrist = tracks.joints[:, Side.LEFT, 2]
    beats = argrelextrema(salute.points[:, Joint.LEFT_WRIST, 1], np.greater, order=8)[0]
    drawn = argrelextrema(wrist[:, 1], np.greater, order=8)[0]
    assert len(beats) == len(drawn) == 10
    assert np.abs(beats - drawn).max() <= 1
    lengths = np.linalg.norm(np.diff(tracks.joints, axis=2), axis=-1)
    assert (lengths <= large.anatomy.bones * 1.001).all()
    assert (lengths >= large.anatomy.bones * 0.25).all()
    steps = np.linalg.norm(np.diff(wrist, axis=0), axis=1)
    assert steps.max() < 0.12 * large.anatomy.unit  # it makes way, it does not jump


def test_drawn_wrists_are_at_the_retargeted_joints(drawing, person, waving):
    """Marks on the photo's wrists are found again, at 720p, within two pixels of where the joints are said to be."""
    marked = drawing.copy()
    for side in Side:
        x, y = measure(person).arms[side, 2].astype(int)
        marked[y - 3 : y + 4, x - 3 : x + 4] = MARK
    puppet = make_puppet(marked, person, [], size=LARGE)
    pose = waving.points[0].astype(float)
    pose[[Joint.LEFT_ELBOW, Joint.RIGHT_ELBOW]] = [(0.73, 0.42), (0.27, 0.42)]
    pose[[Joint.LEFT_WRIST, Joint.RIGHT_WRIST]] = [(0.86, 0.48), (0.14, 0.48)]
    tracks = retarget(Motion(pose[None].astype(np.float32)), puppet.anatomy, face=False)
    shown = draw(puppet.layers, tracks.pose(0), with_baton=False).to_rgb().astype(int)
    ys, xs = np.nonzero(shown[..., 1] - np.maximum(shown[..., 0], shown[..., 2]) > 80)
    for side in Side:
        here = (xs > puppet.anatomy.neck[0]) == (side is Side.LEFT)
        assert here.sum() > 20
        assert np.hypot(*([xs[here].mean(), ys[here].mean()] - tracks.joints[0, side, 2])) <= 2.0


def test_no_pixel_of_the_arms_is_left_in_the_plate(drawing, person):
    alpha, _ = cut_out(drawing, person)
    plate, hole = make_plate(drawing, alpha, measure(person).unit, np.zeros(alpha.shape, bool))
    assert (plate[~hole] == drawing[~hole]).all()
    for colour in (SHIRT, SKIN):
        assert np.abs(plate.astype(int) - colour).max(-1).min() > 30


def test_the_background_does_not_flicker(puppet, waving):
    """Wherever no layer reaches, every frame is the plate, to the last bit."""
    drawn = [frame.planes for frame in frames(Motion(waving.points[:20]), size=puppet.size, puppet=puppet)]
    height, width = puppet.size[1], puppet.size[0]
    x = np.arange(width)
    neck, reach = puppet.anatomy.neck, puppet.anatomy.reach
    outside = np.flatnonzero(np.abs(x - neck[0]) > reach + puppet.anatomy.shoulder_width / 2)
    assert len(outside) > 20
    for one, other in pairwise(drawn):
        assert (one[:height, outside] == other[:height, outside]).all()
    changed = np.zeros((height, width), bool)
    for one, other in pairwise(drawn):
        changed |= one[:height] != other[:height]
    assert changed.mean() < 0.5
    assert (drawn[0][:height][~changed] == drawn[-1][:height][~changed]).all()


def _before_the_face(puppet, waving, depth):
    """A pose whose right hand lies on the face, put there past the retargeting."""
    joints = None if depth is None else np.stack([*np.moveaxis(waving.points[:1], -1, 0), depth], -1)
    tracks = retarget(Motion(waving.points[:1], joints=joints), puppet.anatomy, face=False)
    pose = tracks.pose(0)
    joints = pose.joints.copy()
    nose, unit = puppet.anatomy.landmarks[NOSE], puppet.anatomy.unit
    joints[Side.RIGHT, 1:] = nose + unit * np.array([(-0.45, 0.10), (-0.06, 0.0), (0.25, 0.0)])
    return replace(pose, joints=joints)


def test_an_arm_behind_the_head_is_hidden_by_it(large, waving):
    near, far = np.zeros((1, 13), np.float32), np.zeros((1, 13), np.float32)
    near[:, [Joint.RIGHT_ELBOW, Joint.RIGHT_WRIST]] = 0.3
    far[:, [Joint.RIGHT_ELBOW, Joint.RIGHT_WRIST]] = -0.3
    x, y = (large.anatomy.landmarks[NOSE] - [0.12 * large.anatomy.unit, 0]).astype(int)
    plain, before, behind = (
        draw(large.layers, pose, with_baton=False).to_rgb()[y - 4 : y + 5, x - 4 : x + 5].astype(int)
        for pose in (
            retarget(Motion(waving.points[:1]), large.anatomy, face=False).pose(0),
            _before_the_face(large, waving, near),
            _before_the_face(large, waving, far),
        )
    )
    assert np.abs(before - plain).mean() > 15  # the sleeve
    assert np.abs(behind - plain).mean() < 3  # the face


@pytest.mark.parametrize("bend", [40, 80, 120, 150])
def test_a_bent_elbow_has_no_hole_and_no_thorn(large, waving, bend):
    """Around the elbow the sleeve is whole, and beyond its width there is none."""
    pose = retarget(Motion(waving.points[:1]), large.anatomy, face=False).pose(0)
    upper, fore, hand = large.anatomy.bones
    elbow = np.array([210.0, 420.0])
    turned = np.radians(180 + bend)
    joints = pose.joints.copy()
    back = np.array([-np.cos(turned), np.sin(turned)])
    joints[Side.RIGHT] = np.stack(
        [elbow - upper * np.array([-1, 0]), elbow, elbow + fore * back, elbow + (fore + hand) * back]
    )
    shown = draw(large.layers, replace(pose, joints=joints), with_baton=False).to_rgb().astype(int)
    sleeve = np.abs(shown - SHIRT).max(-1) < 60
    y, x = np.mgrid[0 : shown.shape[0], 0 : shown.shape[1]]
    away = []
    for end in joints[Side.RIGHT, [0, 2]]:
        way, here = end - elbow, np.stack([x, y], -1) - elbow
        along = np.clip(here @ way / (way @ way), 0, 1)
        away.append(np.linalg.norm(here - along[..., None] * way, axis=-1))
    distance, near = np.minimum(*away), np.hypot(x - elbow[0], y - elbow[1]) < 0.3 * large.anatomy.unit
    assert sleeve[near & (distance < 0.05 * large.anatomy.unit)].all()
    assert not sleeve[near & (distance > 0.16 * large.anatomy.unit)].any()


def test_no_shadow_falls_on_the_face(large, waving):
    pose = _before_the_face(large, waving, None)
    with_arm = draw(large.layers, pose, with_baton=False).to_rgb().astype(int)
    plain = draw(large.layers, retarget(Motion(waving.points[:1]), large.anatomy, face=False).pose(0)).to_rgb()
    head = find_head(large.layers.luma.body[..., 1] / 255, large.anatomy) > 0.95
    skin = (np.abs(plain.astype(int) - SKIN).max(-1) < 12) & head
    still_skin = skin & (np.abs(with_arm - SKIN).max(-1) < 60)
    darker = plain[still_skin].astype(int).mean(1) - with_arm[still_skin].mean(1)
    assert still_skin.sum() > 300
    assert np.percentile(darker, 90) < 6


def test_a_back_hides_the_arms_before_it(drawing, person, waving):
    turned = person.landmarks.copy()
    pairs = [(11, 12), (13, 14), (15, 16), (17, 18), (19, 20), (21, 22), (23, 24), (25, 26), (27, 28)]
    for left, right in pairs:
        turned[[left, right]] = turned[[right, left]]
    puppet = make_puppet(drawing, replace(person, landmarks=turned), [], size=(640, 360))
    tracks = retarget(Motion(waving.points[:1]), puppet.anatomy, face=False)
    assert puppet.anatomy.facing < 0
    assert (tracks.behind == 1).all()
    chest = (puppet.anatomy.neck + np.array([0, 0.4 * puppet.anatomy.unit])).astype(int)
    assert puppet.layers.luma.body[chest[1], chest[0], 2] > 250


def _continued(cloth: np.ndarray, spoilt: int) -> np.ndarray:
    """Cloth of (90, 120), whose right half an arm hides."""
    hidden = np.zeros(cloth.shape[:2], bool)
    hidden[5:85, 62:110] = True
    seen = np.where(hidden[..., None], np.uint8(spoilt), cloth)
    return continue_cloth(seen, ~hidden, hidden, 8).astype(int)


def test_badges_are_not_drawn_twice_where_an_arm_hid_the_cloth():
    cloth = np.full((90, 120, 3), (220, 90, 40), np.uint8)
    cloth[30:60, 44:60] = np.random.default_rng(0).integers(0, 255, (30, 16, 3), np.uint8)
    assert np.abs(_continued(cloth, 0)[35:55, 68:100] - (220, 90, 40)).mean() < 12


def test_belts_go_on_across_what_an_arm_hid():
    cloth = np.full((90, 120, 3), (120, 180, 220), np.uint8)
    cloth[40:52] = (60, 40, 20)
    filled = _continued(cloth, 255)
    assert np.abs(filled[44:48, 66:105] - (60, 40, 20)).mean() < 15
    assert np.abs(filled[20:30, 66:105] - (120, 180, 220)).mean() < 6
