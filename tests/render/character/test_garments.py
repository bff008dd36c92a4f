"""Garments of several cloths, and bulky ones, by made photos whose hidden part is known."""

from dataclasses import replace

import numpy as np
import pytest

from tests.render.character.conftest import SIZE
from tests.render.character.test_outline import _cloth, _completed, _trunk, figure  # noqa: F401
from vc.render.character.armhole import find_armhole
from vc.render.character.cloth import _as_weave, _slivers
from vc.render.character.flanks import bulk_of, flanks
from vc.render.character.kinds import kept_apart, kinds_of
from vc.vision.anatomy import Side
from vc.vision.diffuse import diffused
from vc.vision.figure.strip import ordinary_half_widths
from vc.vision.imaging import grow

BLOUSE, BODICE, SKIRT, SKIN = (
    np.array(tone, float) for tone in ((214, 208, 198), (138, 124, 98), (112, 108, 120), (170, 135, 98))
)


def _dressed(x, y):
    cloth = np.where((y < 0.34)[..., None], BLOUSE, np.where((y < 0.62)[..., None], BODICE, SKIRT))
    threads = np.random.default_rng(0).normal(0, 1.5, (*x.shape, 1))
    strap = (np.abs(np.abs(x) - 0.14) < 0.02) & (y < 0.34)
    return np.where(strap[..., None], BODICE, cloth) + threads


def test_a_bodice_of_the_skin_s_tint_is_a_garment_and_goes_on_behind_both_arms(figure):  # noqa: F811
    """Neither a rest of an arm, nor a badge that ends where an arm begins."""
    truth, (x, y), body = _cloth(figure, _dressed)
    worn = replace(figure, tones=replace(figure.tones, skin=SKIN, jacket=BLOUSE, cloths=[BLOUSE]))
    arm = (((np.abs(x) > 0.2) & (y > 0.25)) | (y > 0.74)) & (body > 0)
    whole = _completed(worn, truth, body, arm)
    off = np.abs(whole - truth).max(-1)
    shown = (body > 0) & ~grow(arm, 4)
    np.testing.assert_array_equal(whole[shown], truth[shown])
    beside = arm & (np.abs(y - 0.48) < 0.08) & ~grow(~arm & (body > 0), 2)
    below = arm & (y > 0.8) & (y < 1.0)
    assert off[beside].mean() < 16
    assert off[below].mean() < 16


def test_a_strap_that_hangs_before_a_suit_does_not_go_on(figure):  # noqa: F811
    """A pale strap, narrow and of the skin's tint, that an arm cuts: beside it the suit goes on, not the strap."""
    suit, strap = np.array([208.0, 87.0, 63.0]), np.array([200.0, 176.0, 152.0])

    def paint(x, y):
        return np.where(((np.abs(x - 0.16) < 0.018) & (y > 0.1))[..., None], strap, suit) * np.ones_like(x)[..., None]

    truth, (x, y), body = _cloth(figure, paint)
    worn = replace(figure, tones=replace(figure.tones, skin=strap * [1, 0.95, 0.9], jacket=suit, cloths=[suit]))
    arm = (x > 0.16) & (y > 0.2) & (body > 0)
    whole = _completed(worn, truth, body, arm)
    inner = (x > 0.2) & (y > 0.3) & (y < 0.9) & (body > 0)
    assert np.abs(whole[inner] - suit).max(-1).mean() < 14


def test_what_completes_cloth_has_no_more_detail_than_the_cloth():
    rows, columns = np.mgrid[0:80, 0:120]
    known = columns < 60
    plain = 120 + np.random.default_rng(0).normal(0, 2.0, (80, 120, 3))
    plain[:6, :60] += 60.0 * (columns[:6, :60, None] % 8 < 4)  # a ribbed hem
    dents = np.where((columns % 8 < 4)[..., None], 30.0, -30.0) * np.ones(3)
    assert np.abs(_as_weave(dents, plain, known)).max() < 6
    striped = plain + 50.0 * (columns[..., None] % 8 < 4)
    assert np.abs(_as_weave(dents, striped, known)).min() > 14
    assert not _as_weave(np.zeros_like(dents), plain, known).any()
    assert rows.shape == known.shape


def _with_sleeves(figure, times: float):  # noqa: F811
    """The figure with sleeves that are `times` as thick as usual."""
    cuts = []
    for cut in figure.cuts:
        across = np.abs(np.arange(-cut.strip.half, cut.strip.half + 1))[:, None]
        alpha = across < times * ordinary_half_widths(cut.strip.places, figure.anatomy.unit)
        cuts.append(replace(cut, strip=replace(cut.strip, alpha=alpha.astype(np.float32))))
    return replace(figure, cuts=tuple(cuts))


def test_thick_sleeves_come_out_of_large_armholes_and_of_bulky_trunks(figure):  # noqa: F811
    unit, trunk = figure.anatomy.unit, _trunk(figure.alpha[: SIZE[1]])
    bulks, heights = [], []
    for times in (0.8, 1.0, 1.3, 3.0):
        clothed = _with_sleeves(figure, times)
        clothed = replace(clothed, cuts=tuple(replace(cut, root_radius=0.09 * unit) for cut in clothed.cuts))
        bulks.append(bulk_of([cut.strip for cut in clothed.cuts], unit))
        hole = find_armhole(clothed, trunk, Side.LEFT)
        heights.append(float(hole.bottom[1] - figure.anatomy.shoulders[Side.LEFT, 1]) / unit)
    assert bulks[:2] == pytest.approx([1.0, 1.0], abs=0.04)
    assert 1.08 < bulks[2] < bulks[3] < 1.2
    assert heights[0] <= heights[1] < heights[2] <= heights[3] < 0.2


def test_a_trunk_that_arms_hide_is_slimmer_at_the_waist_and_as_bulky_as_its_sleeves(figure):  # noqa: F811
    anatomy = figure.anatomy
    hidden, radii = np.ones(figure.alpha.shape, bool), (0.1 * anatomy.unit,) * 2
    rows, usual, seen = flanks(figure.alpha, hidden, anatomy, radii)
    _, bulky, _ = flanks(figure.alpha, hidden, anatomy, radii, 1.2)
    assert not seen.any()
    chest, waist, hips = (
        int(np.abs(rows - anatomy.neck[1] - part * anatomy.unit).argmin()) for part in (0.15, 0.6, 1.1)
    )
    width, wide = np.ptp(usual, axis=0), np.ptp(bulky, axis=0)
    np.testing.assert_allclose((wide / width)[[waist, hips]], 1.2, atol=0.02)
    low = rows > anatomy.neck[1] + 0.3 * anatomy.unit
    assert (wide[low] > width[low]).all()
    assert width[waist] < 0.98 * width[chest]
    assert width[waist] < 0.98 * width[hips]


def test_two_cloths_meet_in_an_edge_where_an_arm_hid_it_and_the_shade_of_one_has_none():
    rows, columns = np.mgrid[0:80, 0:120]
    known = np.hypot(rows - 40, columns - 60) > 24
    shade = (0.6 + 0.5 * columns / 120)[..., None]
    slanting = columns - 60 > 0.5 * (rows - 40)
    two = np.where(slanting[..., None], BLOUSE, (96.0, 20.0, 30.0)) * shade
    kinds = kinds_of(two, known, SKIN)
    assert kinds.shape[-1] == 2
    went_on = diffused(np.dstack([two, kinds]).astype(np.float32), known, ~known)
    clear = kept_apart(went_on, went_on[..., 3:], two, kinds, known)
    doubtful = kept_apart(went_on, went_on[..., :2:-1], two, kinds, known)  # the other way about
    np.testing.assert_allclose(doubtful[known], went_on[known, :3], atol=1e-2)
    assert np.abs(doubtful - went_on[..., :3]).mean() < 0.5 * np.abs(clear - went_on[..., :3]).mean()
    tones = np.stack([BLOUSE, (96.0, 20.0, 30.0)])[:, None, None] * shade
    mixed = [(np.abs(picture - tones).max(-1).min(0) > 45)[~known].mean() for picture in (went_on[..., :3], clear)]
    assert mixed[1] < 0.4 * mixed[0]
    tag = np.where(((rows < 10) & (columns < 40))[..., None], (40.0, 40.0, 160.0), two)
    assert kinds_of(tag, known, SKIN).shape[-1] == 2
    assert kinds_of(tag, known, np.array([40.0, 40.0, 160.0])).shape[-1] == 3  # a shoulder
    one = BLOUSE * shade
    kinds = kinds_of(one, known, SKIN)
    assert kinds.shape[-1] == 1
    went_on = diffused(np.dstack([one, kinds]).astype(np.float32), known, ~known)
    np.testing.assert_allclose(kept_apart(went_on, went_on[..., 3:], one, kinds, known), went_on[..., :3], atol=1e-3)


def test_a_sliver_along_an_arm_is_no_cloth_and_a_placket_is():
    rows, columns = np.mgrid[0:120, 0:120]
    hidden = (columns > 60) | (rows > 90)
    strap, placket = (columns > 55) & (rows > 20) & (rows < 70), (columns > 20) & (columns < 26)
    lab = np.where((strap | placket)[..., None], (220.0, 0.0, 5.0), (130.0, 43.0, 42.0)).astype(np.float32)
    found = _slivers(lab, ~hidden, hidden, [np.array([130.0, 43.0, 42.0])], 120.0)
    assert found[strap & ~hidden].all()
    assert not found[placket].any()
