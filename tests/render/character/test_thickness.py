"""How thick arms are, by arms of a known width, bent and straight."""

from dataclasses import replace

import numpy as np
import pytest

from tests.render.character.test_cloth import hairy  # noqa: F401
from vc.render.character.bare import skin_radius
from vc.render.character.sleeve import ROWS, Sleeve
from vc.render.character.thickness import arm_thickness, as_thick
from vc.render.character.tube import _bent
from vc.vision.imaging import smoothstep


def _with_arms(figure, thickness: tuple[float, float], *, beside: bool):
    """The figure whose picture is one straightened arm, of a thickness; beside : something stands next to it."""
    cut, unit = figure.cuts[0], figure.anatomy.unit
    rows, columns = cut.strip.alpha.shape
    y, x = np.mgrid[0:rows, 0:columns].astype(np.float32)
    radius = skin_radius(cut.strip.places, unit, thickness)
    alpha = smoothstep(radius - np.abs(y - cut.strip.half), -0.5, 0.5).astype(np.float32)
    if beside:
        alpha[: cut.strip.half] = 1.0
    own = replace(cut, x=x, y=y)
    return replace(figure, alpha=alpha, cuts=(own, own))


@pytest.mark.parametrize("thickness", [(0.86, 0.95), (1.12, 1.04), (1.0, 1.0)])
def test_bare_arms_are_as_thick_as_those_of_the_photo(hairy, thickness):  # noqa: F811
    figure, _ = hairy
    shown = _with_arms(figure, thickness, beside=False)
    assert arm_thickness(shown, [-0.1, -0.1]) == pytest.approx(thickness, abs=0.05)
    upper, fore = arm_thickness(shown, [1.1, 1.1])  # of the upper arm only the sleeve is seen
    assert (upper, fore) == pytest.approx((thickness[1],) * 2, abs=0.05)
    assert arm_thickness(_with_arms(figure, thickness, beside=True), [-0.1, -0.1]) == (1.0, 1.0)


def test_arms_that_nobody_has_are_not_believed(hairy):  # noqa: F811
    figure, _ = hairy
    for wrong, believed in ((0.5, 0.8), (1.6, 1.2)):
        assert arm_thickness(_with_arms(figure, (wrong, wrong), beside=False), [-0.1, -0.1]) == (believed, believed)


def test_arms_taper_to_the_elbow_and_the_wrist_and_have_a_belly_between():
    at = skin_radius(np.array([0.42, 0.95, 1.22, 2.0]), 100.0)
    assert at[0] > at[2] > at[1] > at[3]
    assert at[1] < 0.85 * at[0]
    assert at[3] < 0.70 * at[2]
    places = np.linspace(-0.12, 2, 200)
    sleeve = Sleeve(np.ones((ROWS, 200, 3), np.float32), np.full(200, 20.0), places, 0.0, 0.8)
    slim, strong = (as_thick(sleeve, (one, one), 100.0).radius for one in (0.85, 1.15))
    assert (slim[places > 0.8] <= strong[places > 0.8]).all()
    np.testing.assert_allclose(slim[places > 0.8], skin_radius(places[places > 0.8], 100.0, (0.85, 0.85)))
    assert (slim[places < 0.8] > 1.1 * skin_radius(places[places < 0.8], 100.0, (0.85, 0.85))).all()  # the hem's


@pytest.mark.parametrize("bare", [0.0, 1.0])
def test_a_bent_elbow_has_a_bone_and_does_not_swell(bare):
    """At a right angle: it stands out behind, gives way in the crook, is no thicker beside. A straight arm is round."""
    places, skin = np.linspace(0.42, 2.0, 80), np.full(80, bare)
    down, ahead = np.array([0.0, -1.0, 0.0]), np.array([0.0, 0.0, 1.0])
    out = np.tile(np.array([[0.0, 1.0, 1.0], [0.0, -1.0, -1.0], [1.0, 0.0, 0.0]])[None], (80, 1, 1))
    out /= np.linalg.norm(out, axis=-1, keepdims=True)  # to the crook, to the bone, beside
    assert not _bent(places, out, 0.3 * down, 0.25 * down, skin).any()
    crook, bone, beside = _bent(places, out, 0.3 * down, 0.25 * ahead, skin)[int(np.abs(places - 1).argmin())]
    assert 0.08 < bone < 0.16
    assert crook < -0.05
    assert beside <= 0
    assert _bent(places, out, 0.3 * down, 0.25 * ahead, skin)[:, 2].max() < 1e-6
