"""Ordinary photos: folded arms, others in front, backs, low brows, dark glasses, straps, hands at the chin."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from tests.drawn_person import JOINTS, SHIRT, SKIN
from vc.render.photo.body import continue_cloth
from vc.render.photo.coat import _out_to_the_air
from vc.render.photo.composite import draw
from vc.render.photo.outline import _cheapest_path
from vc.render.photo.puppet import make_puppet
from vc.render.photo.reach import BATON_LENGTH
from vc.render.photo.rig import head_centre, moved, retarget
from vc.render.photo.sleeves import lengthened_sleeve, spotted
from vc.render.photo.strip import Strip, column_places
from vc.skeleton import Joint, Motion
from vc.vision.anatomy import GOOD_ARM, LEFT_EYE, NOSE, RIGHT_EYE, Side, measure
from vc.vision.detect import shows_back, turned_round
from vc.vision.imaging import to_lab
from vc.vision.plate import _joined
from vc.vision.seen import advise
from vc.vision.tones import measure_tones

from .conftest import SIZE

LARGE = (1280, 720)


def _moved(person, places):
    landmarks = person.landmarks.copy()
    for index, place in places.items():
        landmarks[index] = place
    return replace(person, landmarks=landmarks)


FOLDED = {13: (315, 310), 15: (190, 330), 17: (165, 330), 19: (165, 326), 21: (168, 322),
          14: (165, 310), 16: (290, 335), 18: (315, 335), 20: (315, 331), 22: (312, 327)}  # fmt: skip
HOLDING = {13: (340, 300), 15: (250, 370), 17: (232, 372), 19: (230, 376), 21: (234, 370),
           14: (140, 300), 16: (230, 370), 18: (248, 372), 20: (250, 376), 22: (246, 370)}  # fmt: skip


def test_folded_arms_cannot_be_used(person):
    assert (measure(_moved(person, FOLDED)).quality == 0).all()


def test_hands_that_hold_each_other_leave_the_arms_usable(person):
    assert (measure(_moved(person, HOLDING)).quality >= GOOD_ARM).all()


def _sleeve_along(puppet, side):
    """Alpha and luma in the middle of one arm, from the upper arm to before the wrist."""
    strip, shape = puppet.layers.luma.strips[side][0], puppet.layers.luma.shapes[side]
    columns = np.arange(int(shape[0] + 0.3 * shape[1]), int(shape[0] + shape[1] + 0.8 * shape[2]))
    middle = strip[strip.shape[0] // 2, columns].astype(int)
    return middle[:, -1], middle[:, 0]


def test_folded_arms_are_replaced_by_whole_sleeves_with_hands(drawing, person):
    puppet = make_puppet(drawing, _moved(person, FOLDED), [], size=SIZE)
    for side in Side:
        alpha, luma = _sleeve_along(puppet, side)
        assert (alpha > 250).all()
        assert np.ptp(luma) < 40
    assert len(puppet.layers.luma.strips[Side.LEFT]) > 1  # a drawn hand opens and closes


def test_an_arm_behind_somebody_else_is_not_made_of_them(drawing, person):
    """A second person, green, hides one forearm; the other arm takes its place, in the shirt's colour."""
    picture, mask = drawing.copy(), np.zeros(person.mask.shape, np.float32)
    cv2.rectangle(picture, (60, 270), (160, 640), (20, 160, 30), -1)
    mask[270:640, 60:160] = 1
    hidden = replace(person, mask=np.where(mask > 0, 0.3, person.mask).astype(np.float32))
    other = replace(person, landmarks=person.landmarks - [130, -60], mask=mask)
    puppet = make_puppet(picture, hidden, [other], size=SIZE)
    alpha, luma = _sleeve_along(puppet, Side.RIGHT)
    expected = 16 + 219 / 255 * (np.array(SHIRT) @ [0.2126, 0.7152, 0.0722])
    assert (alpha > 250).mean() > 0.95
    assert np.abs(np.median(luma) - expected) < 15


@pytest.mark.parametrize("visible", [0.2, 1.0])
def test_the_head_stays_whatever_the_arms_do(drawing, person, visible):
    """Wrists that are found at the mouth take no bite out of the face, and the neck still bears the head."""
    near = {13: (300, 260), 15: (255, 160), 17: (245, 140), 19: (243, 138), 21: (246, 140),
            14: (180, 260), 16: (228, 162), 18: (236, 140), 20: (238, 138), 22: (235, 140)}  # fmt: skip
    seen = person.visibility.copy()
    seen[13:23] = visible
    puppet = make_puppet(drawing, replace(_moved(person, near), visibility=seen), [], size=SIZE)
    alpha = puppet.layers.luma.body[..., 1]
    nose, neck = puppet.anatomy.landmarks[NOSE], puppet.anatomy.neck
    for share in np.linspace(-0.3, 1.0, 12):
        x, y = (nose + share * (neck - nose)).round().astype(int)
        assert alpha[y, x] > 245


def test_a_tie_goes_on_behind_folded_arms():
    cloth = np.full((160, 120, 3), (40, 45, 60), np.uint8)
    cloth[:, 54:66] = (190, 40, 40)
    hidden = np.zeros((160, 120), bool)
    hidden[60:110] = True
    spoilt = cloth.copy()
    spoilt[hidden] = (90, 200, 90)
    filled = continue_cloth(spoilt, ~hidden, hidden, 8).astype(int)
    assert np.abs(filled[62:108, 57:63] - (190, 40, 40)).mean() < 15
    assert np.abs(filled[62:108, 10:45] - (40, 45, 60)).mean() < 6


def _upper_arm(colour, spot=None):
    cap, counts = 20, (100, 80, 50)
    places = column_places(cap, counts)
    across = np.abs(np.arange(-30, 31))[:, None]
    picture = np.full((61, len(places), 3), colour, np.float32)
    picture[:, places > 0.7] = (10, 250, 10)  # somebody else
    if spot:
        picture[20:40, cap + 30 : cap + 45] = spot
    alpha = ((across < 20) & (places < 0.8)[None]).astype(np.float32)
    return Strip(picture, alpha, cap, counts)


def test_a_sleeve_is_lengthened_from_the_upper_arm():
    sleeve = lengthened_sleeve(_upper_arm((200, 60, 60)), 170.0)
    arm = (sleeve.places > 0.1) & (sleeve.places < 2.0)
    assert (sleeve.alpha[28:33][:, arm] > 0.95).all()
    assert np.abs(sleeve.colour[28:33][:, arm] - (200, 60, 60)).max() < 2
    widths = (sleeve.alpha > 0.5).sum(0)
    assert widths[sleeve.places < 0.4].max() >= widths[(sleeve.places > 1.8) & arm].max() > 15
    assert sleeve.alpha[:, sleeve.places > 2.1].max() == 0


def test_an_upper_arm_that_is_not_there_gives_no_sleeve():
    strip = _upper_arm((200, 60, 60))
    assert lengthened_sleeve(replace(strip, alpha=np.zeros_like(strip.alpha)), 170.0) is None


def test_fingers_on_a_sleeve_are_noticed():
    assert spotted(_upper_arm((40, 40, 60))) < 0.01
    assert spotted(_upper_arm((40, 40, 60), spot=(220, 160, 130))) > 0.05


def _with_eyes(drawing, above, below):
    """The drawn person with eyes; above, below : (y, y, colour) of bands from temple to temple, from the eye down."""
    picture = drawing.copy()
    for x, y in (JOINTS[LEFT_EYE], JOINTS[RIGHT_EYE]):
        for low, high, colour in (above, below):
            picture[y + low : y + high, x - 12 : x + 13] = colour
        cv2.ellipse(picture, (x, y), (7, 4), 0, 0, 360, (240, 240, 240), -1, cv2.LINE_AA)
        cv2.circle(picture, (x, y), 4, (110, 70, 40), -1, cv2.LINE_AA)
        cv2.circle(picture, (x, y), 2, (20, 10, 10), -1, cv2.LINE_AA)
    return picture


@pytest.mark.parametrize(
    ("above", "below", "eyes"),
    [
        ((-16, -13, (60, 40, 30)), (5, 6, SKIN), 2),  # a brow at its usual place
        ((-14, -5, (30, 20, 15)), (5, 6, SKIN), 0),  # a brow on the lid: it would be stretched over the eye
        ((-14, -5, (60, 40, 30)), (5, 15, (40, 30, 25)), 0),  # dark glasses
    ],
)
def test_only_lids_of_skin_are_closed(drawing, person, above, below, eyes):
    face = make_puppet(_with_eyes(drawing, above, below), person, [], size=LARGE).layers.luma.face
    assert len(face.eyes) == eyes


@pytest.mark.parametrize("sleeve", [0.0, 0.22])
def test_forearm_and_baton_leave_the_face_free(puppet, sleeve):
    """Both hands meet above the head again and again: forearms pass beside the face, and no baton crosses it."""
    anatomy = puppet.anatomy
    rest = np.array([
        (0.50, 0.28), (0.52, 0.26), (0.48, 0.26), (0.54, 0.27), (0.46, 0.27), (0.59, 0.40), (0.41, 0.40),
        (0.67, 0.36), (0.33, 0.36), (0.52, 0.16), (0.48, 0.16), (0.56, 0.75), (0.44, 0.75),
    ])  # fmt: skip
    points = np.repeat(rest[None], 120, 0)
    points[:, [Joint.LEFT_WRIST, Joint.RIGHT_WRIST], 1] += 0.05 * np.sin(np.arange(120) / 5)[:, None]
    tracks = retarget(Motion(points.astype(np.float32)), anatomy, face=False, forearm=sleeve * anatomy.unit)
    middle = moved(anatomy, tracks.warps, head_centre(anatomy)[None])[:, 0]
    eyes = anatomy.landmarks[[LEFT_EYE, RIGHT_EYE]]
    pupils = np.linalg.norm(eyes[0] - eyes[1])
    shares = np.linspace(0, 1, 9)[:, None]
    for side in Side:
        elbow, wrist = tracks.joints[:, side, None, 1], tracks.joints[:, side, None, 2]
        assert _nearest(elbow + shares * (wrist - elbow), middle) > pupils + 0.8 * sleeve * anatomy.unit
    tail, tip = tracks.batons[:, None, 0], tracks.batons[:, None, 1]
    assert _nearest(tail + shares * (tip - tail), middle) > 0.7 * pupils
    assert np.linalg.norm(tip - tail, axis=-1).max() < 1.6 * BATON_LENGTH * anatomy.unit


def _nearest(places, middle):
    """places : (T, n, 2); middle : (T, 2)"""
    return float(np.linalg.norm(places - middle[:, None], axis=-1).min())


def test_what_fills_the_background_begins_in_its_colours():
    hole = np.zeros((80, 80), bool)
    hole[20:60, 20:60] = True
    smooth = np.full((80, 80, 3), 200.0, np.float32)
    patches = smooth.copy()
    patches[hole] = 120
    joined = _joined(patches, smooth, hole, 6.0)
    assert (joined[~hole] == 200).all()
    assert np.abs(joined[21, 21:59] - 200).max() < 25
    assert np.abs(joined[40, 40] - 120).max() < 6


def test_no_pixels_have_no_colours():
    assert to_lab(np.empty((0, 3), np.uint8)).shape == (0, 3)


def _turned(drawing, person, hair=(90, 50, 30)):
    """The drawn person with hair all over the head, as from behind; the landmarks still claim a face."""
    picture = drawing.copy()
    cv2.ellipse(picture, (240, 115), (40, 54), 0, 0, 360, hair, -1, cv2.LINE_AA)
    landmarks = person.landmarks.copy()
    for side in (0, 1):  # bare hands, in the middle of the painted ones
        landmarks[[15 + side, 17 + side, 19 + side]] = (380, 400) if side == 0 else (100, 400)
    return picture, replace(person, landmarks=landmarks)


def test_hair_instead_of_a_face_is_a_back(drawing, person):
    picture, seen = _turned(drawing, person)
    assert shows_back(picture, seen)
    assert not shows_back(drawing, seen)  # a bald head has a face in the colour of the hands
    assert not shows_back(_turned(drawing, person, hair=SKIN)[0], seen)


def test_a_back_has_its_left_on_the_left_and_no_face(drawing, person):
    picture, seen = _turned(drawing, person)
    back = turned_round(seen)
    assert measure(back).facing == -1
    assert (back.visibility[:11] == 0).all()
    assert (turned_round(back).landmarks == seen.landmarks).all()
    puppet = make_puppet(picture, back, [], size=SIZE)
    assert puppet.layers.luma.face is None
    assert (retarget(Motion(np.full((3, 13, 2), 0.5, np.float32)), puppet.anatomy).behind == 1).all()
    assert "seen from behind" in advise(back)[0]


def test_hands_of_a_back_are_drawn_in_the_colour_of_its_own(drawing, person):
    picture, seen = _turned(drawing, person)
    colours, alpha = picture, np.clip(person.mask, 0, 1)
    tones = measure_tones(colours, alpha, measure(turned_round(seen)))
    assert np.abs(tones.skin - SKIN).max() < 25


def test_a_strap_outside_the_hair_is_not_worn_over_the_coat():
    shape, unit, half = (200, 300), 180.0, 60.0
    y, x = np.mgrid[0 : shape[0], 0 : shape[1]].astype(np.float32)
    u, v = (x - 150) / half, (y - 120) / unit
    alpha = np.ones(shape, np.float32)
    hair = ((np.abs(u) > 0.5) & (np.abs(u) < 1.0) & (v < 0.1)).astype(np.float32)
    strap = ((u > 1.2) & (u < 1.35) & (v > -0.12) & (v < 0.1)).astype(np.float32)
    found = _out_to_the_air(np.maximum(hair, strap), alpha, u, v, unit)
    assert found[(np.abs(u) > 0.6) & (np.abs(u) < 0.8) & (v < 0.05)].min() > 0.9
    assert found[strap > 0].max() < 0.05


def test_wide_sleeves_are_followed_however_many_pixels_they_have():
    """The cheapest path through a strip of 300 rows keeps to its 200th."""
    cost = np.ones((90, 300))
    cost[:, 200] = 0
    assert (_cheapest_path(cost) == 200).all()


def test_no_pixel_of_an_arm_lies_outside_what_is_drawn(puppet):
    for part in (puppet.layers.luma, puppet.layers.chroma):
        for variants, shape in zip(part.strips, part.shapes, strict=True):
            elbow, wrist = int(shape[0] + shape[1]), int(shape[0] + shape[1] + shape[2])
            for strip in variants:
                away = np.abs(np.arange(len(strip)) - len(strip) // 2)[:, None] * (strip[..., -1] > 5)
                assert away[:, :elbow].max() < shape[4]
                assert away[:, elbow:wrist].max() < shape[5]
                assert away[:, wrist:].max() < shape[6]


def test_a_body_that_moves_far_is_drawn_whole(puppet):
    """Empty tiles are passed over; where the body goes they are not empty."""
    still = np.repeat(np.full((1, 13, 2), 0.5, np.float32), 3, 0)
    pose = retarget(Motion(still), puppet.anatomy, face=False).pose(0)
    warps = pose.warps.copy()
    warps[0, :, 2] += [0.45 * puppet.anatomy.unit, -0.2 * puppet.anatomy.unit]
    everywhere = replace(
        puppet.layers,
        luma=replace(puppet.layers.luma, occupied=np.ones_like(puppet.layers.luma.occupied)),
        chroma=replace(puppet.layers.chroma, occupied=np.ones_like(puppet.layers.chroma.occupied)),
    )
    for moved_by in (pose.warps, warps):
        drawn, whole = (draw(layers, replace(pose, warps=moved_by)).planes for layers in (puppet.layers, everywhere))
        assert (drawn == whole).all()
