"""Sleeves whose folds are too hard to be kept, by cloth with a known tone, weave and pattern."""

import numpy as np
import pytest

from vc.render.character.calm import calmed, wildness
from vc.render.character.sleeve import LONG, ROWS, Sleeve
from vc.vision.imaging import blur, to_lab

COLUMNS = 360
PLACES = np.linspace(-0.12, 2, COLUMNS)
ORANGE, CUFF, SKIN = np.array([214.0, 84.0, 48.0]), np.array([240.0, 240.0, 236.0]), np.array([205.0, 160.0, 135.0])
CLOTH = (PLACES > 0.3) & (PLACES < 1.5)


def _sleeve(light: np.ndarray, bare_from: float = LONG) -> Sleeve:
    """Cloth in a light (ROWS, COLUMNS), with threads of 2.5 RGB."""
    threads = np.random.default_rng(1).normal(0, 2.5, (ROWS, COLUMNS, 1))
    texture = np.clip(ORANGE * light[..., None] + threads, 0, 255).astype(np.float32)
    return Sleeve(texture, np.ones(COLUMNS), PLACES, 0.0, bare_from)


def _swirls(strength: float) -> np.ndarray:
    noise = blur(np.random.default_rng(2).standard_normal((ROWS, COLUMNS)).astype(np.float32), 7.0, 4.0)
    return np.asarray(np.exp(strength * np.sin(3.0 * noise / noise.std())))


def _unrest(texture: np.ndarray) -> float:
    """Standard deviation of lightness that is coarser than threads."""
    return float(to_lab(blur(texture[:, CLOTH], 1.5))[..., 0].std())


def test_wild_folds_become_calm_cloth_of_the_same_tone_and_threads():
    wild = _sleeve(_swirls(0.35))
    calm = calmed(wild)
    assert _unrest(calm.texture) < 0.35 * _unrest(wild.texture)
    np.testing.assert_allclose(np.median(calm.texture[:, CLOTH], (0, 1)), ORANGE, rtol=0.12)
    threads = calm.texture - blur(calm.texture, 1.2)
    assert threads[:, CLOTH].std() == pytest.approx(2.5, rel=0.35)
    elbow, upper = ((PLACES > 0.85) & (PLACES < 1.15)), ((PLACES > 0.35) & (PLACES < 0.65))
    light = calm.texture.mean(-1)
    assert light[:, elbow].std() > 1.3 * light[:, upper].std()  # a few creases where an arm bends


def test_cloth_that_is_calm_stays_as_it_is():
    sleeve = _sleeve(_swirls(0.04))
    assert calmed(sleeve) is sleeve


@pytest.mark.parametrize("pattern", ["stripes", "checks", "print"])
def test_patterns_are_no_folds(pattern):
    rows, columns = np.mgrid[0:ROWS, 0:COLUMNS]
    dark = np.sin(columns / 3.0) > 0
    if pattern == "checks":
        dark = dark.astype(float) + (np.sin(rows / 3.0) > 0)
    sleeve = _sleeve(1 - 0.25 * dark)
    if pattern == "print":
        flowers = _swirls(1.0) > 1
        sleeve.texture[flowers] = [60.0, 120.0, 190.0]
    assert wildness(sleeve.texture) < 0.05


def test_cuffs_and_skin_keep_their_own():
    cuffed = _sleeve(_swirls(0.35))
    cuffed.texture[:, PLACES > 1.85] = CUFF
    kept = calmed(cuffed).texture[:, PLACES > 1.88]
    np.testing.assert_allclose(kept, np.broadcast_to(CUFF, kept.shape), atol=1.5)
    short = _sleeve(_swirls(0.35), bare_from=1.0)
    short.texture[:, PLACES >= 1.0] = SKIN
    calm = calmed(short)
    assert (calm.texture[:, PLACES < 0.9] != short.texture[:, PLACES < 0.9]).any()
    np.testing.assert_array_equal(calm.texture[:, PLACES >= 1.0], short.texture[:, PLACES >= 1.0])
