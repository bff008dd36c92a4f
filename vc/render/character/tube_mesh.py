"""The mesh of an arm: its rings and their shape, its texture, and how it answers light."""

import cv2
import numpy as np

from vc.render.avatar.mesh import Mesh
from vc.render.avatar.shade import untone
from vc.render.character.armhole import ARM_FROM, Armhole
from vc.render.character.bare import skin_radius
from vc.render.character.sleeve import Sleeve
from vc.render.character.tube import ANGLES, RINGS, ROOT, SIDES, SPAN
from vc.vision.figure.strip import ordinary_half_widths
from vc.vision.imaging import smoothstep

_INSIDE_SLEEVE = 0.35  # light in the sleeve's opening
# Of a hem: places beside where the arm is bare, and the light, of the cloth, its edge, its inside, and the arm within;
# thickness of the edge over the arm's.
_CUFF_AT, _CUFF_LIGHT, _THICK = (-0.010, -0.006, -0.004, 0.004), (1.0, 0.94, 0.35, 0.66), 0.08
_HALF, _MIXES, _APART = 0.55, (0.15, 0.80), 0.6  # light; mixes; of their differences, for in deep shade they are less
_BRIGHTEST, _SKIN_LIT = 1.05, 0.79  # times the light from ahead; skin is photographed in a little less, as faces are
_OPENS, _CUFF = (0.6, 1.8), 1.6  # places along the arm over which wide sleeves open; where an ordinary cuff is measured
_MOST, _HANGS = 1.0, 0.6  # radius over half of the armhole's height; share of what is loose that hangs down


def rings_of(sleeve: Sleeve) -> np.ndarray:
    """(rings,) `RINGS`, four of them where a short sleeve ends: its hem, its edge, its inside, and the arm within."""
    rings = RINGS.copy()
    first = int(np.argmin(np.abs(RINGS - sleeve.bare_from))) - 1
    if SPAN + 1 < first < len(RINGS) - 6:
        rings[first : first + 4] = sleeve.bare_from + np.array(_CUFF_AT)
    return np.asarray(np.sort(rings))


def _cuff(sleeve: Sleeve, rings: np.ndarray) -> slice | None:
    """Which of the rings are the four of a hem."""
    first = int(np.searchsorted(rings, sleeve.bare_from + _CUFF_AT[0] - 1e-6))
    found = rings[first : first + 4]
    is_hem = len(found) == 4 and np.allclose(found - sleeve.bare_from, _CUFF_AT, atol=1e-6)
    return slice(first, first + 4) if is_hem else None


def shape_of(sleeve: Sleeve, rings: np.ndarray, armhole: Armhole, unit: float) -> tuple[np.ndarray, np.ndarray]:
    """px: (rings,) radius of the rings, and how far cloth that is wider than the arm hangs down. unit : torso length

    A sleeve is no wider than the armhole that it comes from, but where it opens below.
    """
    radius = np.interp(rings, sleeve.places, sleeve.radius)
    most = _MOST * 0.5 * float(np.linalg.norm(armhole.top - armhole.bottom))
    here = max(float(np.interp(ARM_FROM, rings, radius)), 1.0)
    radius = radius * (1 - (1 - min(1.0, most / here)) * smoothstep(rings, 1.0, ARM_FROM))
    arm, opens = skin_radius(rings, unit), smoothstep(rings, *_OPENS)
    wide = max(sleeve.flare - 1, 0) * float(ordinary_half_widths(np.array([_CUFF]), unit)[0])
    radius = radius + wide * opens
    cuff = _cuff(sleeve, rings)
    if cuff is not None:
        hem, within = radius[cuff.start], radius[cuff.stop - 1]
        radius[cuff] = np.maximum([hem, hem - _THICK * within, hem - 1.6 * _THICK * within, within], within)
    loose = np.maximum(radius - arm, 0) * (rings < sleeve.bare_from)
    hangs = _HANGS * loose * smoothstep(rings, 0.2, 0.8) * smoothstep(rings, 2.0, 1.7)
    return radius, np.maximum(hangs, min(wide / max(arm[-1], 1.0), 1.0) * opens * loose)


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
    cuff = _cuff(sleeve, rings)
    if cuff is not None:
        own = own.copy()
        own[cuff] *= np.array(_CUFF_LIGHT)[:, None]
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


def folds_of(sleeve: Sleeve, rings: np.ndarray) -> np.ndarray:
    """(rings,) share of the folds that a bend makes there: all in cloth, none in skin."""
    return np.asarray(smoothstep(rings, sleeve.bare_from - 0.02, sleeve.bare_from - 0.08))
