"""How a person is taken apart: matte, plate, arms, hair; folded arms, others in front, hands in pockets."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from tests.drawn_person import SHIRT, SKIN, TROUSERS
from vc.vision.anatomy import GOOD_ARM, Side, measure
from vc.vision.figure.apart import Figure, take_apart, whole_arms
from vc.vision.figure.arms import cut_arm
from vc.vision.figure.framing import choose_camera
from vc.vision.figure.hair import find_hair, without_hair
from vc.vision.figure.hands import shows_skin, with_hands
from vc.vision.figure.outline import _cheapest_path
from vc.vision.figure.sleeves import lengthened_sleeve, spotted
from vc.vision.figure.strip import Strip, column_places
from vc.vision.imaging import grow, membrane, shrink, to_lab
from vc.vision.matte import _round_above, _without_haze, _without_rim, cut_out
from vc.vision.patchmatch import complete
from vc.vision.plate import _joined, make_plate
from vc.vision.tones import measure_tones

HAIR = (40, 24, 16)
SIZE = (640, 360)


@pytest.fixture(scope="module")
def cutting(drawing, person):
    return cut_out(drawing, person)


def test_the_matte_is_the_figure(drawing, cutting):
    alpha, colours = cutting
    wall = (np.abs(drawing[:, :1].astype(int).mean(0) - drawing) < 70).all(-1)
    assert alpha[300, 240] == 1
    assert alpha[20, 20] == 0
    assert alpha[wall & (alpha < 0.5)].mean() < 0.05
    assert np.abs(colours[300, 240].astype(int) - SHIRT).max() < 3


def test_the_plate_is_untouched_outside_the_hole_and_empty_inside(drawing, person, cutting):
    alpha, _ = cutting
    plate, hole = make_plate(drawing, alpha, measure(person).unit, np.zeros(alpha.shape, bool))
    assert (plate[~hole] == drawing[~hole]).all()
    assert hole[alpha > 0.05].all()
    wall = np.linspace(150, 210, 480)[None, :, None] * np.array([0.75, 1.0, 0.8])
    assert np.abs(plate[hole] - np.broadcast_to(wall, plate.shape)[hole]).mean() < 4


def test_no_pixel_of_the_arms_is_left_in_the_plate(drawing, person):
    alpha, _ = cut_out(drawing, person)
    plate, hole = make_plate(drawing, alpha, measure(person).unit, np.zeros(alpha.shape, bool))
    assert (plate[~hole] == drawing[~hole]).all()
    for colour in (SHIRT, SKIN):
        assert np.abs(plate.astype(int) - colour).max(-1).min() > 30


def test_strips_are_solid_along_the_bones_and_end_beside_them(cutting, person):
    alpha, colours = cutting
    anatomy = measure(person)
    for side in Side:
        strip = cut_arm(colours, alpha, anatomy, side).strip
        on_bones = (strip.places > 0.1) & (strip.places < 2.5)
        assert strip.alpha[strip.half, on_bones].min() > 0.9
        assert strip.alpha[0].max() == strip.alpha[-1].max() == 0
        forearm = strip.alpha[:, (strip.places > 1.3) & (strip.places < 1.8)]
        widths = (forearm > 0.5).sum(0)
        np.testing.assert_allclose(widths, 36, atol=8)  # drawn 36 px wide
        hand = strip.colour[strip.half, strip.wrist + strip.counts[2] // 3]
        assert np.abs(hand - SKIN).max() < 25


def test_the_camera_leaves_room_for_the_arms(person):
    anatomy = measure(person)
    camera = choose_camera(anatomy, (640, 480), (1280, 720))
    seen = anatomy.moved(camera.scale, camera.offset)
    assert seen.neck[0] == pytest.approx(640 + 0.085 * seen.reach, abs=12)  # more room for the baton
    assert seen.neck[1] > 0.7 * seen.reach
    assert seen.pelvis[1] < 720
    assert not camera.portrait


def test_membrane_continues_a_slope():
    slope = np.repeat(np.linspace(0, 200, 128)[None, :, None], 128, 0).repeat(3, 2)
    hole = np.zeros((128, 128), bool)
    hole[40:90, 50:80] = True
    filled = membrane(slope, hole)
    np.testing.assert_allclose(filled[~hole], slope[~hole], atol=1e-3)
    assert np.abs(filled - slope).max() < 25


def test_patchmatch_continues_a_pattern_and_takes_nothing_forbidden():
    x = np.arange(160)
    stripes = np.where((x // 8) % 2, 220, 40).astype(np.uint8)
    image = np.repeat(np.repeat(stripes[None, :, None], 120, 0), 3, 2)
    image[:, 130:] = (255, 0, 0)
    hole = np.zeros(image.shape[:2], bool)
    hole[40:80, 50:90] = True
    allowed = np.ones(hole.shape, bool)
    allowed[:, 125:] = False
    filled = complete(image, hole, allowed)
    assert np.abs(filled - image)[hole].mean() < 12
    assert (filled[~hole] == image[~hole]).all()
    assert (complete(image, hole, allowed) == filled).all()


def test_edges_stay_soft_and_wide_haze_goes():
    x = np.tile(np.arange(160.0), (120, 1))
    alpha = np.clip((60 - x) / 6 + 0.5, 0, 1).astype(np.float32)
    alpha[40:80, 66:100] = 0.4
    clear = _without_haze(alpha, 3.0)
    assert clear[45:75, 70:96].max() < 0.05
    np.testing.assert_array_equal(clear[:, :60], alpha[:, :60])


def test_no_wall_above_a_head_passes_for_it(person):
    """A matte that leaks to the photo's edge ends in a round crown; a bun that does not reach the edge stays."""
    height, width = person.mask.shape
    eyes, mouth = person.landmarks[[2, 5]].mean(0), person.landmarks[[9, 10]].mean(0)
    y, x = np.mgrid[0:height, 0:width]
    crown = eyes[1] - 1.75 * (mouth[1] - eyes[1])
    wide = 0.7 * (eyes[1] - crown)
    head = np.hypot((x - eyes[0]) / wide, (y - eyes[1]) / (eyes[1] - crown)) < 1
    leak = (np.abs(x - eyes[0]) < 8) & (y < eyes[1])
    leak |= (np.abs(x - eyes[0]) < 0.5 * wide) & (y < eyes[1])
    cut = _round_above((head | leak).astype(np.float32), person)
    np.testing.assert_allclose(cut[round(eyes[1]) :], (head | leak)[round(eyes[1]) :])
    assert ((cut > 0.5) != head)[: round(eyes[1])].sum() < 0.06 * head[: round(eyes[1])].sum()  # a block is half of it
    bun = (head | (leak & (y > 4))).astype(np.float32)
    np.testing.assert_array_equal(_round_above(bun, person), bun)


def test_long_hair_is_found_and_no_arm_carries_it(drawing, person):
    hairy = drawing.copy()
    hairy[55:95, 200:280] = HAIR  # over the forehead
    hairy[55:240, 190:208] = HAIR  # down to the right shoulder
    alpha, colours = cut_out(hairy, replace(person, mask=np.maximum(person.mask, (hairy == HAIR).all(-1))))
    anatomy = measure(person)
    tones = measure_tones(colours, alpha, anatomy)
    hair = find_hair(colours, alpha, anatomy, tones)
    assert hair[200:230, 194:204].min() > 0.5
    assert hair[250:].max() < 0.05
    assert hair[:, 290:].max() < 0.05
    cut = cut_arm(colours, alpha, anatomy, Side.RIGHT)
    under = without_hair(cut.strip, cut.straighten(hair)).colour[cut.straighten(hair) > 0.9]
    assert len(under) > 100
    assert np.abs(under - HAIR).max(-1).min() > 60  # shirt or skin, as around it


def test_black_hair_is_found_where_no_clothes_are_in_the_photo(drawing, person):
    """Clothes that nobody sees have no colour that hair could share."""
    black = (42, 40, 46)
    hairy = drawing.copy()
    hairy[55:95, 200:280] = black
    hairy[55:170, 190:208] = black
    mask = np.maximum(person.mask, (hairy == black).all(-1))[:170]
    alpha, colours = cut_out(np.ascontiguousarray(hairy[:170]), replace(person, mask=mask))
    anatomy = measure(person)
    tones = measure_tones(colours, alpha, anatomy)
    assert not tones.shows_jacket
    assert find_hair(colours, alpha, anatomy, tones)[120:160, 194:204].min() > 0.5


def test_heads_take_no_rim_of_what_is_behind_along(drawing, person):
    """The network's mask is coarse: between hair and wall colours tell how much is hair."""
    photo = np.full_like(drawing, (90, 120, 200))
    y, x = np.mgrid[0 : len(photo), 0 : photo.shape[1]]
    eyes = person.landmarks[[2, 5]].mean(0)
    head = np.hypot((x - eyes[0]) / 52, (y - eyes[1]) / 70) < 1
    photo[head] = HAIR
    body = person.mask > 0.5
    photo[body & (y > eyes[1] + 60)] = SHIRT
    loose = np.where(np.hypot((x - eyes[0]) / 55, (y - eyes[1]) / 73) < 1, 1.0, 0.0)
    rim = (loose > 0) & ~grow(head, 1) & (y < eyes[1])
    alpha = np.maximum(loose, body).astype(np.float32)
    clean = _without_rim(photo, alpha, person)
    assert clean[rim].mean() < 0.05
    assert clean[shrink(head, 1) & (y < eyes[1])].min() > 0.95
    np.testing.assert_array_equal(clean[260:], alpha[260:])
    dark = np.where((photo == (90, 120, 200)).all(-1)[..., None], np.add(HAIR, 6), photo).astype(np.uint8)
    np.testing.assert_allclose(_without_rim(dark, alpha, person), alpha, atol=0.02)  # colours tell nothing there


def test_a_ribbon_in_the_hair_makes_no_hair_of_white_sleeves(drawing, person):
    hairy, white = drawing.copy(), (244, 242, 238)
    hairy[55:95, 200:280] = HAIR
    hairy[55:65, 215:265] = white  # the ribbon, on the crown
    hairy[55:240, 190:208] = HAIR
    hairy[150:240, 165:190] = white  # a sleeve that the lock lies beside
    worn = (hairy == HAIR).all(-1) | (hairy == white).all(-1)
    alpha, colours = cut_out(hairy, replace(person, mask=np.maximum(person.mask, worn)))
    anatomy = measure(person)
    hair = find_hair(colours, alpha, anatomy, measure_tones(colours, alpha, anatomy))
    assert hair[200:230, 194:204].min() > 0.5
    assert hair[170:230, 168:182].max() < 0.2


def test_hands_in_pockets_are_replaced(cutting, person):
    alpha, colours = cutting
    anatomy = measure(person)
    tones = measure_tones(colours, alpha, anatomy)
    strips = []
    for side in Side:
        strip = cut_arm(colours, alpha, anatomy, side).strip
        assert shows_skin(strip, tones, anatomy.unit)
        strip.colour[:, strip.wrist :] = TROUSERS
        assert not shows_skin(strip, tones, anatomy.unit)
        strips.append(strip)
    own = cut_arm(colours, alpha, anatomy, Side.LEFT).strip
    for pair in ((strips[0], strips[1]), (own, strips[1])):
        assert all(shows_skin(strip, tones, anatomy.unit) for strip in with_hands(pair, tones, anatomy.unit))


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


def _figure(picture, person, before=None) -> Figure:
    alpha, colours = cut_out(picture, person)
    anatomy = measure(person)
    return take_apart(
        picture, colours, alpha, anatomy, choose_camera(anatomy, picture.shape, SIZE), before
    )  # fmt: skip


def _along(strip: Strip) -> tuple[np.ndarray, np.ndarray]:
    """Alpha and colour in the middle of an arm, from the upper arm to before the wrist."""
    arm = (strip.places > 0.3) & (strip.places < 1.8)
    return strip.alpha[strip.half, arm], strip.colour[strip.half, arm]


def test_folded_arms_are_replaced_by_whole_sleeves_with_hands(drawing, person):
    figure = _figure(drawing, _moved(person, FOLDED))
    for strip in whole_arms(figure):
        alpha, colour = _along(strip)
        assert (alpha > 0.98).all()
        assert np.ptp(colour.mean(-1)) < 40
        assert shows_skin(strip, figure.tones, figure.anatomy.unit)


def test_an_arm_behind_somebody_else_is_not_made_of_them(drawing, person):
    """A second person, green, hides one forearm; the other arm takes its place, in the shirt's colour."""
    picture, mask = drawing.copy(), np.zeros(person.mask.shape, bool)
    cv2.rectangle(picture, (60, 270), (160, 640), (20, 160, 30), -1)
    mask[270:640, 60:160] = True
    hidden = replace(person, mask=np.where(mask, 0.3, person.mask).astype(np.float32))
    alpha, colour = _along(whole_arms(_figure(picture, hidden, mask))[Side.RIGHT])
    assert (alpha > 0.98).mean() > 0.95
    assert np.abs(np.median(colour, 0) - SHIRT).max() < 25


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


def test_wide_sleeves_are_followed_however_many_pixels_they_have():
    """The cheapest path through a strip of 300 rows keeps to its 200th."""
    cost = np.ones((90, 300))
    cost[:, 200] = 0
    assert (_cheapest_path(cost) == 200).all()
