"""Sleeves and bare arms, and the trunk behind them, by signals with a known answer."""

from dataclasses import replace

import numpy as np
import pytest

from tests.render.character.test_outline import figure  # noqa: F401
from vc.render.avatar.rig import ARM, INDEX, STANDARD_RIG
from vc.render.character.bare import as_light, bare_from, clothed, like_skin, skin_radius
from vc.render.character.flanks import flanks
from vc.render.character.grain import SKIN_SHADE
from vc.render.character.hand_tone import glove_tone
from vc.render.character.hands import make_hands
from vc.render.character.sleeve import ROWS, Sleeve, balanced, bare_sleeve, harshness, make_sleeve, short_sleeve, toned
from vc.render.character.trunk import _between
from vc.vision.figure.body import skirt
from vc.vision.figure.strip import Strip, ordinary_half_widths

SKIN, SHIRT, CHAIR = np.array([205.0, 160.0, 135.0]), np.array([60.0, 90.0, 190.0]), np.array([70.0, 150.0, 60.0])
UNIT = 240.0
COUNTS = (140, 130, 80)


def _strip(colours: np.ndarray) -> Strip:
    """An arm of ordinary width, from (columns, 3) colours along it or (rows, columns, 3)."""
    half, columns = 60, 36 + sum(COUNTS)
    places = Strip(np.zeros((1, columns, 3)), np.zeros((1, columns)), 36, COUNTS).places
    across = np.abs(np.arange(-half, half + 1))[:, None]
    alpha = (across < ordinary_half_widths(places, UNIT)[None]).astype(np.float32)
    whole = np.broadcast_to(colours, (2 * half + 1, columns, 3)).astype(np.float32)
    return Strip(whole.copy(), alpha, 36, COUNTS)


def _along(start: float, upper: np.ndarray, fore: np.ndarray) -> np.ndarray:
    places = _strip(np.zeros(3)).places
    return np.where((places < start)[:, None], upper, fore)


@pytest.mark.parametrize("start", [0.5, 0.95, 1.2])
def test_short_sleeves_end_where_the_skin_begins(start):
    sleeve = make_sleeve(_strip(_along(start, SHIRT, SKIN)), UNIT, hand_seen=True, skin=SKIN)
    assert sleeve.bare
    assert sleeve.bare_from == pytest.approx(start, abs=0.15)
    fore = sleeve.texture[:, sleeve.places > start + 0.2]
    assert like_skin(fore, SKIN).mean() > 0.99


def test_long_sleeves_are_not_bare():
    sleeve = make_sleeve(_strip(SHIRT), UNIT, hand_seen=False, skin=SKIN)
    assert not sleeve.bare
    assert bare_from(np.broadcast_to(SHIRT, (ROWS, 200, 3)).astype(np.float32), np.linspace(0, 2, 200), SKIN) is None


def test_what_lies_before_a_bare_forearm_is_not_worn_on_it():
    """Half of the forearm is hidden by the arm of a chair, which is neither skin nor sleeve."""
    strip = _strip(_along(0.9, SHIRT, SKIN))
    fore = strip.places > 0.95
    strip.colour[: strip.half - 2, fore] = CHAIR
    sleeve = make_sleeve(strip, UNIT, hand_seen=True, skin=SKIN)
    assert sleeve.bare
    assert like_skin(sleeve.texture[:, sleeve.places > 1.2], SKIN).mean() > 0.95


def test_bare_arms_are_thinner_than_sleeves_and_narrow_to_the_wrist():
    places = np.linspace(0, 2, 50)
    radius = skin_radius(places, UNIT)
    assert (radius < ordinary_half_widths(places, UNIT)).all()
    assert radius[-1] < 0.7 * radius[np.abs(places - 1.2).argmin()]
    wide = make_sleeve(_strip(_along(0.9, SHIRT, SKIN)), UNIT, hand_seen=True, skin=SKIN)
    assert wide.radius[wide.places > 1.9].max() < 1.1 * radius[-1] * 1.2


def test_an_arm_that_points_at_the_viewer_keeps_its_short_sleeve():
    """The sleeve is made up, yet the photo shows skin beyond the elbow."""
    made = make_sleeve(_strip(SHIRT), UNIT, hand_seen=False, skin=SKIN)
    short = short_sleeve(made, _strip(_along(1.0, SHIRT, 0.6 * SKIN)), UNIT, SKIN)
    assert short.bare_from == pytest.approx(1.0, abs=0.15)
    fore = np.median(short.texture[:, short.places > 1.3].reshape(-1, 3), 0)
    np.testing.assert_allclose(fore, SKIN, rtol=0.12)  # in the light of the face, though it hung in the shade
    assert short_sleeve(made, _strip(SHIRT), UNIT, SKIN) is made


def test_roundness_is_left_to_the_lamps_and_folds_stay():
    strip = _strip(SHIRT)
    across = np.linspace(-1, 1, len(strip.colour))[:, None, None]
    folds = 1 + 0.15 * np.sin(np.arange(strip.colour.shape[1]) / 3.0)[None, :, None]
    strip.colour[:] = np.clip(SHIRT * (0.8 + 0.7 * across) * folds, 0, 255)
    sleeve = make_sleeve(strip, UNIT, hand_seen=False, skin=SKIN)
    cloth = sleeve.texture[:, (sleeve.places > 0.6) & (sleeve.places < 1.4)] @ [0.3, 0.6, 0.1]
    rows = cloth.mean(1)
    assert rows[48] / rows[16] < 1.35  # 2.2 before
    assert cloth.std(1).mean() > 0.04 * cloth.mean()


@pytest.mark.parametrize("coat", [(15.0, 12.0, 10.0), (62.0, 50.0, 36.0)], ids=["nearly black", "dark brown"])
def test_folds_of_dark_cloth_keep_their_shape_and_grain_gets_no_colour(coat):
    """Neither steps where light was cut off, nor the colour noise of shadows made strong."""
    strip = _strip(np.array(coat))
    folds = 1 + 0.25 * np.sin(np.arange(strip.colour.shape[1]) / 5.0)
    grain = np.random.default_rng(0).normal(0, 1.0, strip.colour.shape)
    strip.colour[:] = strip.colour * folds[None, :, None] + grain
    sleeve = make_sleeve(strip, UNIT, hand_seen=False, skin=SKIN)
    cloth = (sleeve.places > 0.5) & (sleeve.places < 1.5)
    columns = np.flatnonzero((strip.places >= sleeve.places[0]) & (strip.places <= 2.0))
    light = (sleeve.texture[16:48, cloth] @ [0.3, 0.6, 0.1]).mean(0)
    assert np.corrcoef(light, folds[columns][cloth])[0, 1] > 0.97
    tint = sleeve.texture[:, cloth] - coat
    assert (tint - tint.mean(-1, keepdims=True)).std() < 2.5


def test_black_cloth_that_was_interpolated_to_below_black_is_cloth():
    """A log of what is below 0 would be no number."""
    coat = np.full(3, 2.0) + np.random.default_rng(0).normal(0, 6, (121, 386, 3))
    texture = make_sleeve(_strip(coat), UNIT, hand_seen=True, skin=SKIN).texture
    assert np.isfinite(texture).all()
    assert texture.mean() < 30


def test_a_sleeve_takes_the_light_of_the_shoulder_that_wears_its_cloth():
    places = np.linspace(-0.1, 2, 60)
    sleeve = Sleeve(
        np.full((ROWS, 60, 3), 1.0, np.float32) * (0.7 * SHIRT).astype(np.float32), np.ones(60), places, 0.0
    )
    lit = toned(sleeve, [SHIRT])
    root, wrist = (np.median(lit.texture[:, at].reshape(-1, 3), 0) for at in (places < 0.1, places > 1.8))
    np.testing.assert_allclose(root, SHIRT, rtol=0.06)
    assert (wrist < root).all()
    np.testing.assert_array_equal(toned(sleeve, [CHAIR]).texture, sleeve.texture)
    with_skin = sleeve.texture.copy()
    with_skin[:, places > 1.7] = SKIN
    ending = toned(replace(sleeve, texture=with_skin), [SHIRT]).texture
    np.testing.assert_allclose(ending[:, places > 1.75], with_skin[:, places > 1.75])
    np.testing.assert_allclose(ending[:, places < 1.6], lit.texture[:, places < 1.6], rtol=0.005)
    np.testing.assert_allclose(toned(sleeve, [CHAIR, SHIRT]).texture, lit.texture)


def test_hands_go_on_into_their_sleeves():
    hands = make_hands(STANDARD_RIG, SKIN, np.ones(3, np.float32), 0, SKIN_SHADE).mesh
    for side, sign in (("l", 1), ("r", -1)):
        mine = hands.vertices[hands.vertices[:, 0] * sign > 0.3] - STANDARD_RIG.rest[INDEX[f"hand_{side}"]]
        assert (mine @ (ARM * [sign, 1, 1])).min() < -0.03


def torso_area(alpha, arms, anatomy):
    """(h, w) in [0, 1]: the trunk between its flanks, and what of a skirt hands hide."""
    radius = 0.13 * anatomy.unit
    rows, edges, _ = flanks(alpha, arms, anatomy, (radius, radius))
    return np.maximum(_between(alpha.shape, rows, edges), skirt(alpha, arms, anatomy, (rows, list(edges))))


def test_hips_are_as_wide_as_the_waist_where_hands_hide_them_at_the_photo_s_end(figure):  # noqa: F811
    anatomy = figure.anatomy
    shape = figure.alpha.shape
    y, x = np.mgrid[0 : shape[0], 0 : shape[1]]
    middle, half = float(anatomy.neck[0]), 0.5 * anatomy.shoulder_width
    end = anatomy.neck[1] + 0.8 * anatomy.unit
    alpha = ((np.abs(x - middle) < half) & (y < end)).astype(np.float32)
    arms = (np.abs(x - middle) < 1.3 * half) & (y > anatomy.neck[1] + 0.6 * anatomy.unit) & (y < end)
    fingers = (np.abs(x - middle) < 0.7 * half) & (y >= end) & (y < end + 0.1 * anatomy.unit)
    torso = torso_area(alpha, arms | fingers, anatomy)
    widths = (torso > 0.5).sum(1)
    waist, low = (widths[round(float(anatomy.neck[1] + part * anatomy.unit))] for part in (0.55, 0.78))
    assert low > 0.85 * waist


def test_skirts_go_on_behind_hands_that_are_folded_before_them(figure):  # noqa: F811
    anatomy = figure.anatomy
    shape = figure.alpha.shape
    y, x = np.mgrid[0 : shape[0], 0 : shape[1]]
    middle, half = float(anatomy.pelvis[0]), 0.5 * anatomy.shoulder_width
    waist = float(anatomy.neck[1] + 0.62 * (anatomy.pelvis[1] - anatomy.neck[1]))
    flare = 1 + 1.1 * np.clip((y - waist) / (0.75 * anatomy.unit), 0, 1)
    alpha = ((np.abs(x - middle) < half * flare) & (y > anatomy.neck[1])).astype(np.float32)
    arms = (np.abs(x - middle) < 1.5 * half) & (y > waist) & (y < waist + 0.30 * anatomy.unit)
    torso = torso_area(alpha, arms, anatomy)
    row = round(waist + 0.28 * anatomy.unit)
    assert (torso[row] > 0.5).sum() > 0.85 * (alpha[row] > 0.5).sum()
    legs = alpha * ~((np.abs(x - middle) < 0.3 * half) & (y > waist + 0.32 * anatomy.unit))
    assert (torso_area(legs, arms, anatomy)[row] > 0.5).sum() < (torso[row] > 0.5).sum()


def test_between_a_bare_shoulder_and_a_bare_hand_all_is_skin(figure):  # noqa: F811
    arm = bare_sleeve(SKIN, figure.anatomy)
    assert like_skin(arm.texture, SKIN).all()
    assert arm.bare


@pytest.mark.parametrize("worn", ["a watch", "a watch with a pale dial", "an armrest of many colours"])
def test_watches_stay_on_bare_wrists(worn):
    is_watch = "watch" in worn
    colours = _along(0.9, SHIRT, SKIN)
    places = _strip(SKIN).places
    colours[(places > 1.75) & (places < 1.88)] = 25
    strip = _strip(colours)
    if "dial" in worn:
        strip.colour[strip.half - 4 : strip.half + 5, (places > 1.77) & (places < 1.86)] = 200
    if not is_watch:
        strip.colour[::6, (places > 1.75) & (places < 1.88)] = CHAIR
        strip.colour[1::6, (places > 1.75) & (places < 1.88)] = CHAIR
    sleeve = make_sleeve(strip, UNIT, hand_seen=True, skin=SKIN)
    edge = sleeve.texture[: ROWS // 5]
    watch, beside = (np.median(edge[:, at].reshape(-1, 3), 0) for at in (
        (sleeve.places > 1.78) & (sleeve.places < 1.85), (sleeve.places > 1.5) & (sleeve.places < 1.7)
    ))  # fmt: skip
    assert (watch.max() < 60) == is_watch
    assert like_skin(beside, SKIN)


def _with_hand(colour: np.ndarray, around: float) -> Strip:
    """A long sleeve whose hand is of a colour. around : times an ordinary hand's width that is solid there"""
    places = _strip(SKIN).places
    strip = _strip(np.where((places < 2.0)[:, None], SHIRT, colour))
    across = np.abs(np.arange(-strip.half, strip.half + 1))[:, None]
    strip.alpha[:, places > 2] = (across < around * 0.06 * UNIT)[:, :1]
    return strip


def test_gloves_are_known_where_a_hand_is_seen_all_around():
    white = np.array([235.0, 235.0, 230.0])
    gloved, bare = _with_hand(white, 1.0), _with_hand(SKIN, 1.0)
    np.testing.assert_allclose(glove_tone(gloved, gloved.alpha, UNIT, SKIN), white, atol=1)
    assert glove_tone(bare, bare.alpha, UNIT, SKIN) is None
    before_the_body = np.ones_like(gloved.alpha)
    assert glove_tone(gloved, before_the_body, UNIT, SKIN) is None  # or a pocket


def test_hard_light_on_a_sleeve_is_noticed_and_softened():
    places = _strip(SKIN).places
    lit = np.where((np.sin(places * 22) > 0)[:, None], 1.6 * SHIRT, 0.12 * SHIRT)
    hard, plain = _strip(np.clip(lit, 0, 255)), _strip(SHIRT)
    assert harshness(plain, UNIT) < 0.05 < 0.45 < harshness(hard, UNIT)
    sleeve = make_sleeve(hard, UNIT, hand_seen=False, skin=SKIN)
    light = sleeve.texture[:, (sleeve.places > 0.3) & (sleeve.places < 1.5)] @ [0.3, 0.6, 0.1]
    assert light.std() / light.mean() < 0.6 * harshness(hard, UNIT)


def test_sleeves_of_different_lengths_leave_skin_its_colour():
    """What one arm shows of blue cloth says nothing of the other's skin."""
    places = np.linspace(-0.1, 2, 60)
    sleeves = []
    for start in (0.5, 1.5):
        texture = np.where((places < start)[:, None], SHIRT, SKIN).astype(np.float32)[None].repeat(ROWS, 0)
        sleeves.append(Sleeve(texture, np.ones(60), places, 0.0, start))
    for before, after in zip(sleeves, balanced(sleeves), strict=True):
        np.testing.assert_allclose(after.texture, before.texture, atol=0.5)


def test_a_brown_coat_is_no_skin_and_a_beige_one_is_known_by_the_chest():
    coat = np.array([74.0, 58.0, 46.0])  # the face's tint, far darker
    assert not like_skin(coat, SKIN)
    assert like_skin(0.75 * SKIN, SKIN)
    beige = np.array([205.0, 180.0, 155.0])
    assert clothed(beige * 0.95, beige, SKIN)
    assert not clothed(0.95 * SKIN, beige, SKIN)
    assert not clothed(0.9 * SKIN, 0.97 * SKIN, SKIN)  # a bare chest


def test_an_arm_in_the_shade_takes_the_tint_of_the_face_and_does_not_burn_out():
    orange = np.array([170.0, 105.0, 62.0])
    lit = as_light(orange, np.array([240.0, 206.0, 190.0]))
    assert lit.max() <= 246
    assert lit[0] / lit[2] < 1.7  # 2.7 of the arm, 1.26 of the face


def test_white_cuffs_stay_white_beside_dark_sleeves():
    coat, cuff = np.array([30.0, 30.0, 38.0]), np.array([238.0, 237.0, 232.0])
    strip = _strip(np.where((_strip(np.zeros(3)).places < 1.88)[:, None], coat, cuff))
    sleeve = make_sleeve(strip, UNIT, hand_seen=True, skin=SKIN)
    assert not sleeve.bare
    wrist, fore = (sleeve.texture[16:48, at].mean((1, 2)).mean() for at in (sleeve.places > 1.93, sleeve.places < 1.7))
    assert wrist > 215
    assert fore < 45


def test_a_cuff_keeps_its_light_where_a_dark_sleeve_takes_that_of_its_shoulder():
    coat, cuff = np.array([30.0, 30.0, 36.0]), np.array([214.0, 210.0, 205.0])
    places = np.linspace(-0.1, 2, 200)
    texture = np.where((places > 1.85)[None, :, None], cuff, coat) * np.ones((ROWS, 1, 1))
    sleeve = Sleeve(texture.astype(np.float32), np.ones(200), places, 0.0)
    lit = toned(sleeve, [1.5 * coat])
    root, wrist = (np.median(lit.texture[:, at].reshape(-1, 3), 0) for at in (places < 0.1, places > 1.92))
    assert (root > 1.3 * coat).all()
    np.testing.assert_allclose(wrist, cuff, atol=1.0)
