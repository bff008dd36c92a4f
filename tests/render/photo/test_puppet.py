"""How a person is taken apart: plate, body, strips."""

from dataclasses import replace

import numpy as np
import pytest

from tests.drawn_person import SHIRT, SKIN, TROUSERS
from vc.render.photo.arms import cut_arm
from vc.render.photo.body import continue_cloth
from vc.render.photo.camera import choose_camera
from vc.render.photo.hair import find_hair, without_hair
from vc.render.photo.hands import hand_variants, shows_skin
from vc.render.photo.puppet import make_puppet
from vc.vision.anatomy import Side, measure
from vc.vision.imaging import membrane
from vc.vision.matte import _round_above, _without_haze, cut_out
from vc.vision.patchmatch import complete
from vc.vision.plate import make_plate
from vc.vision.tones import measure_tones

HAIR = (40, 24, 16)


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


def test_the_body_keeps_no_arm(puppet):
    body_alpha = puppet.layers.luma.body[..., 1]
    for side in Side:
        for joint in (1, 2):  # elbow, wrist
            x, y = puppet.anatomy.arms[side, joint].astype(int)
            assert body_alpha[min(y, 359), x] < 40
    chest = puppet.anatomy.neck + np.array([0, 0.4 * puppet.anatomy.unit])
    assert body_alpha[int(chest[1]), int(chest[0])] == 255


def test_the_camera_leaves_room_for_the_arms(person):
    anatomy = measure(person)
    camera = choose_camera(anatomy, (640, 480), (1280, 720))
    seen = anatomy.moved(camera.scale, camera.offset)
    assert seen.neck[0] == pytest.approx(640, abs=20)
    assert seen.neck[1] > 0.7 * seen.reach
    assert seen.pelvis[1] < 720
    assert not camera.portrait


def test_equal_photos_give_equal_puppets(drawing, person, puppet):
    again = make_puppet(drawing, person, [], size=puppet.size)
    assert (again.layers.plate.planes == puppet.layers.plate.planes).all()
    assert (again.layers.luma.body == puppet.layers.luma.body).all()
    for one, other in zip(again.layers.chroma.strips, puppet.layers.chroma.strips, strict=True):
        assert all((a == b).all() for a, b in zip(one, other, strict=True))


def test_a_portrait_is_dressed_and_gets_arms(drawing, person):
    head = drawing[:230]
    portrait = replace(person, mask=person.mask[:230], visibility=np.where(np.arange(33) < 13, 1, 0.1))
    puppet = make_puppet(head, portrait, [], size=(640, 360))
    body_alpha = puppet.layers.luma.body[..., 1]
    x = int(puppet.anatomy.neck[0])
    assert body_alpha[350, x] == 255
    for strip, *_ in puppet.layers.luma.strips:
        assert strip[strip.shape[0] // 2, 10:-30, 1].min() > 200


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


def test_rows_continue_garments_across_what_an_arm_hid():
    rows = np.repeat(np.linspace(30, 220, 60).astype(np.uint8)[:, None], 80, 1)[..., None].repeat(3, 2)
    hidden = np.zeros((60, 80), bool)
    hidden[10:50, 30:55] = True
    spoilt = rows.copy()
    spoilt[hidden] = 255
    filled = continue_cloth(spoilt, ~hidden, hidden, 6)
    assert np.abs(filled.astype(int) - rows)[20:40].max() < 12


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


def test_hands_in_pockets_are_replaced_by_drawn_ones(cutting, person):
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
    for variants in hand_variants((strips[0], strips[1]), tones, anatomy.unit):
        assert all(shows_skin(strip, tones, anatomy.unit) for strip in variants)
