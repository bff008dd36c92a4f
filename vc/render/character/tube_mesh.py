"""The mesh of an arm: its rings and their shape, its texture, and how it answers light."""

import cv2
import numpy as np

from vc.render.avatar.mesh import Mesh
from vc.render.avatar.shade import untone
from vc.render.character.armhole import ARM_FROM, Armhole
from vc.render.character.bare import skin_radius
from vc.render.character.sleeve import Sleeve
from vc.render.character.tube import ANGLES, RINGS, ROOT, SIDES, SPAN
from vc.vision.imaging import smoothstep

_INSIDE_SLEEVE = 0.35  # light in the sleeve's opening
_HEM = 0.006  # of a bone between them
_HALF, _MIXES, _APART = 0.55, (0.15, 0.80), 0.6  # light; mixes; of their differences, for in deep shade they are less
_BRIGHTEST, _SKIN_LIT = 1.05, 0.79  # times the light from ahead; skin is photographed in a little less, as faces are
_MOST, _HANGS = 1.0, 0.6  # radius over half of the armhole's height; share of what is loose that hangs down


def rings_of(sleeve: Sleeve) -> np.ndarray:
    """(rings,) `RINGS` with two of them where a short sleeve ends: its hem, and the arm within."""
    rings = RINGS.copy()
    first = int(np.argmin(np.abs(RINGS - sleeve.bare_from)))
    if SPAN + 1 < first < len(RINGS) - 3:
        rings[first], rings[first + 1] = sleeve.bare_from - _HEM, sleeve.bare_from + _HEM
    return np.asarray(np.sort(rings))


def shape_of(sleeve: Sleeve, rings: np.ndarray, armhole: Armhole, unit: float) -> tuple[np.ndarray, np.ndarray]:
    """px: (rings,) radius of the rings, and how far cloth that is wider than the arm hangs down. unit : torso length

    A sleeve is no wider than the armhole that it comes from, but where it opens below.
    """
    radius = np.interp(rings, sleeve.places, sleeve.radius)
    most = _MOST * 0.5 * float(np.linalg.norm(armhole.top - armhole.bottom))
    here = max(float(np.interp(ARM_FROM, rings, radius)), 1.0)
    radius = radius * (1 - (1 - min(1.0, most / here)) * smoothstep(rings, 1.0, ARM_FROM))
    loose = np.maximum(radius - skin_radius(rings, unit), 0) * (rings < sleeve.bare_from)
    return radius, _HANGS * loose * smoothstep(rings, 0.2, 0.8) * smoothstep(rings, 2.0, 1.7)


def tube_mesh(
    sleeve: Sleeve,
    rings: np.ndarray,
    root: tuple[np.ndarray, np.ndarray, np.ndarray],
    row: int,
    rows: int,
    light: np.ndarray,
    shades: tuple[float, np.ndarray],
    number: int,
    *,
    from_behind: bool = False,
) -> Mesh:
    """The rings' mesh, without places but the first ring's: `Tube` gives these.

    rings : see `rings_of`
    root : (SIDES, 3) places of the first ring in the resting body, and their joints and weights (SIDES, 4)
    row, rows : where the sleeve's texture lies in the atlas; light : (3,) on it as it was photographed
    from_behind : whether the sleeve was photographed so
    shades : of what is shown in the light that cloth, and skin, show in half of it
    """
    column = np.interp(rings, sleeve.places, np.arange(len(sleeve.places)) + 0.5)
    across = np.arcsin(np.clip(np.sin(ANGLES), -1, 1)) * (2 / np.pi)  # front and back alike: a photo shows one of them
    across = across * (-1 if from_behind else 1)
    uv = np.stack([np.repeat(column, SIDES), row + rows / 2 + (rows / 2 - 2) * np.tile(across, len(RINGS))], 1)
    ring, spoke = np.meshgrid(np.arange(len(RINGS) - 1), np.arange(SIDES), indexing="ij")
    p, q = (ring * SIDES + spoke).ravel(), (ring * SIDES + (spoke + 1) % SIDES).ravel()
    around, count = np.arange(SIDES), len(RINGS) * SIDES
    last = (len(RINGS) - 1) * SIDES
    cap = np.stack([np.full(SIDES, count), last + around, last + (around + 1) % SIDES], 1)
    walls = [np.stack([p, q, p + SIDES], 1), np.stack([q, q + SIDES, p + SIDES], 1)]
    ahead = np.tile([[0, 0, 1.0]], (count + 1, 1))
    places, joints, weights = (
        np.zeros((count + 1, 3)),
        np.zeros((count + 1, 4)),
        np.tile([[1.0, 0, 0, 0]], (count + 1, 1)),
    )
    places[:SIDES], joints[:SIDES], weights[:SIDES] = root
    base, mix, own = _lit(sleeve, rings, shades)
    tint = _by_ring(own, count + 1)
    tint[-1] *= 1.0 if sleeve.bare else _INSIDE_SLEEVE
    return Mesh.textured(
        places, ahead, np.concatenate([*walls, cap]), joints, weights, np.concatenate([uv, uv[-1:]]),
        cut=False, laid=True, base=light * _by_ring(base, count + 1),
        mix=_by_ring(mix, count + 1), number=number, tint=tint,
    )  # fmt: skip


def by_angle(texture: np.ndarray) -> np.ndarray:
    """A sleeve's texture (rows, n, 3), whose rows are as far apart as they are seen, with rows by the angle around."""
    rows, columns = texture.shape[:2]
    seen = (np.sin(np.linspace(-np.pi / 2, np.pi / 2, rows)) + 1) / 2 * (rows - 1)
    y = np.repeat(seen[:, None], columns, 1).astype(np.float32)
    x = np.repeat(np.arange(columns, dtype=np.float32)[None], rows, 0)
    return np.asarray(cv2.remap(texture.astype(np.float32), x, y, cv2.INTER_LINEAR))


def _by_ring(values: np.ndarray, count: int) -> np.ndarray:
    """(count, ...) values of the vertices of rings (rings, ...), and of those that follow."""
    after = count - len(RINGS) * SIDES
    return np.concatenate([np.repeat(values, SIDES, axis=0), np.repeat(values[-1:], after, axis=0)])


def _lit(
    sleeve: Sleeve, rings: np.ndarray, shades: tuple[float, np.ndarray]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:  # fmt: skip
    """Of each ring base (rings, 3), mix (rings,) and tint (rings, 3), see `mesh.Mesh`, of cloth and then of skin.

    Bright channels need more change of light than dark ones for the same change on the screen: with one mix for all
    three, what is orange in the light would be red in the shade, and pale skin brown.
    """
    skin = smoothstep(rings, sleeve.bare_from - 0.03, sleeve.bare_from + 0.03)[:, None]
    parts = sleeve.places < sleeve.bare_from, sleeve.places >= sleeve.bare_from
    cloth, bare = (
        _mixes(np.median(sleeve.texture[:, part].reshape(-1, 3), 0) if part.any() else np.full(3, 128.0), shade)
        for part, shade in ((parts[0], shades[0]), (parts[1], shades[1]))
    )
    mixes = cloth * (1 - skin) + bare * skin
    mix = mixes.max(1, keepdims=True)
    base = mix * (1 - mixes) / (mixes * (1 - mix))
    # The brightest cloth of a photo has no more to give, however it turns to the lamps.
    bright = 1 + (_BRIGHTEST - 1) * smoothstep(rings, ROOT + 0.2, 1.0)[:, None] * (1 - skin)
    bright = bright * (1 - (1 - _SKIN_LIT) * skin * smoothstep(rings, ROOT + 0.2, 0.8)[:, None])
    return base * bright, mix[:, 0], 1 / (1 - mix + mix / base)


def skin_light(tone: np.ndarray, shade: np.ndarray) -> tuple[np.ndarray, float, np.ndarray]:
    """base (3,), mix and tint (3,) of skin, (3,) RGB, see `mesh.Mesh`; as `tube_mesh` has them for bare arms.

    shade : of what it shows in the light, (3,) of red, green and blue, what it shows in half of it
    """
    mixes = _mixes(tone, shade)
    mix = float(mixes.max())
    base = mix * (1 - mixes) / (mixes * (1 - mix))
    return base * _SKIN_LIT, mix, 1 / (1 - mix + mix / base)


def _mixes(tone: np.ndarray, shade: float | np.ndarray) -> np.ndarray:
    """(3,) shares that lamps have in the light of a colour (3,) RGB, which is `shade` times it in `_HALF` of light."""
    lit, shaded = (untone(np.clip(np.round(tone * part), 1, 250).astype(np.uint8)) for part in (1.0, shade))
    wanted = (1 - shaded / lit) / (1 - _HALF)
    return np.clip(_APART * wanted + (1 - _APART) * wanted.mean(), *_MIXES)
