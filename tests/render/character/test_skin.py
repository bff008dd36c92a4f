"""Bare arms, hands and faces of one person have one skin, by signals with a known answer."""

from dataclasses import replace

import cv2
import numpy as np
import pytest
from skimage.color import deltaE_ciede2000, rgb2lab

from tests.render.character.test_arms import COUNTS, SHIRT, SKIN, UNIT, _along, _strip
from tests.render.character.test_outline import figure  # noqa: F401
from vc.render.avatar.shade import TONE, TONE_STEPS, untone
from vc.render.character.bare import only_skin
from vc.render.character.complexion import complexion
from vc.render.character.sleeve import ROWS, make_sleeve
from vc.render.character.tube_mesh import _mixes
from vc.vision.face_mesh import FaceMesh

SKINS = [(232.0, 190.0, 168.0), (205.0, 160.0, 135.0), (112.0, 74.0, 56.0)]


def apart(one: np.ndarray, other: np.ndarray) -> float:
    """CIEDE2000 of two RGB 0..255."""
    labs = (rgb2lab(np.asarray(rgb, float).reshape(1, 1, 3) / 255) for rgb in (one, other))
    return float(deltaE_ciede2000(*labs).item())


def _face(shape: tuple[int, int], width: float) -> FaceMesh:
    """Points of an upright face from the front in the picture's middle, features where the model's are."""
    from vc.vision.face_mesh import LEFT_BROW, LEFT_EYE, LIPS, OVAL, RIGHT_BROW, RIGHT_EYE

    middle = np.array([shape[1] / 2, shape[0] / 2])
    points = np.tile(np.append(middle, 0), (468, 1)).astype(np.float32)

    def ring(which: tuple[int, ...], aside: float, down: float, wide: float, high: float) -> None:
        angles = np.linspace(0, 2 * np.pi, len(which), endpoint=False)
        points[list(which), 0] = middle[0] + width * (aside + wide * np.cos(angles))
        points[list(which), 1] = middle[1] + width * (down + high * np.sin(angles))

    ring(OVAL, 0, 0, 0.5, 0.68)
    for eye, brow, aside in ((LEFT_EYE, LEFT_BROW, 0.2), (RIGHT_EYE, RIGHT_BROW, -0.2)):
        ring(eye, aside, -0.12, 0.09, 0.04)
        ring(brow, aside, -0.24, 0.12, 0.03)
    ring(LIPS, 0, 0.33, 0.16, 0.06)
    return FaceMesh(points, 1.0)


@pytest.mark.parametrize("skin", SKINS, ids=["pale", "medium", "dark"])
def test_complexion_is_that_of_the_lit_skin_without_make_up_and_shade(figure, skin):  # noqa: F811
    shape = figure.alpha.shape
    width = 90.0
    face = _face(shape, width)
    y, x = np.mgrid[0 : shape[0], 0 : shape[1]]
    aside, down = (x - shape[1] / 2) / width, (y - shape[0] / 2) / width
    picture = np.ones((*shape, 3)) * skin
    picture[aside > 0.22] = np.multiply(skin, 0.6)  # a side in the shade
    for cheek in (-0.25, 0.25):
        picture[np.hypot(aside - cheek, down - 0.12) < 0.10] *= (1.0, 0.75, 0.78)  # blush
    picture[(np.abs(aside) < 0.18) & (np.abs(down - 0.33) < 0.08)] = (170, 30, 50)  # lipstick
    picture[np.abs(down + 0.24) < 0.04] = (40, 30, 28)  # brows
    picture[(np.abs(np.abs(aside) - 0.2) < 0.10) & (np.abs(down + 0.12) < 0.05)] = (60, 50, 48)
    picture = cv2.GaussianBlur(picture.astype(np.float32), (0, 0), 1.0).astype(np.uint8)
    seen = replace(figure, colours=picture, alpha=np.ones(shape, np.float32), hair=np.zeros(shape, np.float32))
    assert apart(complexion(seen, face), np.array(skin)) < 2
    assert complexion(seen, None) is seen.tones.skin


@pytest.mark.parametrize("skin", SKINS, ids=["pale", "medium", "dark"])
@pytest.mark.parametrize("shade", [0.7, 0.95])
def test_bare_arms_have_the_face_s_tone_though_they_hung_in_the_shade(skin, shade):
    """As the texture has them, which shows in the light from ahead: within 4 dE of the face."""
    face = np.array(skin)
    sleeve = make_sleeve(_strip(_along(0.9, SHIRT, shade * face)), UNIT, hand_seen=True, skin=face)
    fore = np.median(sleeve.texture[:, (sleeve.places > 1.3)].reshape(-1, 3), 0)
    assert apart(fore, face) < 4


def test_what_was_creased_on_a_bare_arm_is_an_even_arm():
    """Neither veins nor blotches: light changes by less than 3 % within a hand's breadth."""
    n = sum(COUNTS[:2])
    places = np.linspace(0, 2, n)
    lines = 1 + 0.12 * np.sin(np.arange(n) * 0.9)[None, :, None] * np.sin(np.arange(ROWS) * 0.7)[:, None, None]
    texture = (SKIN * 0.9 * lines).astype(np.float32)
    arm = only_skin(texture, np.ones((ROWS, n)), places, 0.0, SKIN)[:, places > 0.3] @ [0.3, 0.6, 0.1]
    near = np.stack([arm[:, k : k + 20].std(1) / arm[:, k : k + 20].mean(1) for k in range(0, arm.shape[1] - 20, 20)])
    assert near.max() < 0.03


@pytest.mark.parametrize("tone", [*SKINS, (222.0, 101.0, 63.0), (40.0, 55.0, 120.0)])
def test_in_the_shade_colours_keep_their_tint(tone):
    """Orange cloth does not glow red there, nor is pale skin brown: on the screen, after the tone curve."""
    light, mixes = 0.6, _mixes(np.array(tone), 0.9)
    linear = untone(np.round(tone).astype(np.uint8))

    def tint(mix: np.ndarray | float) -> np.ndarray:
        shown = TONE[(linear * (1 - mix + mix * light) * TONE_STEPS).astype(int)]
        return rgb2lab(np.asarray(shown, float).reshape(1, 1, 3) / 255)[0, 0, 1:]

    own, alike = (float(np.linalg.norm(tint(mix) - tint(0.0))) for mix in (mixes, mixes.mean()))
    assert own < 2.5 or own < 0.65 * alike
    assert own < 3.5
