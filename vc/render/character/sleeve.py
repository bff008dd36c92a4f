"""The texture and the thickness of an arm, from its strip."""

from dataclasses import dataclass, replace

import cv2
import numpy as np
from scipy.ndimage import gaussian_filter1d

from vc.render.character.bare import as_light, bare_from, by_the_hem, made_skin, only_skin, skin_radius
from vc.vision.anatomy import Anatomy, Side
from vc.vision.figure.strip import Strip, ordinary_half_widths
from vc.vision.imaging import blur, grow, membrane, smoothstep, to_lab

ROWS = 64  # of a sleeve's texture, over half of its girth
_FROM, _TO, LONG = -0.12, 2.0, 3.0  # places along the arm: of a sleeve; beyond the hand
_INSIDE = 0.86  # of the way from the middle to the arm's edge: what lies further out has the background's light
_CREASED = 0.62  # of that at the root, where a hanging arm lies in the shade of the body
_RATIO = (0.75, 1.22)  # thickness over an ordinary arm's
_OPEN = (1.12, 1.45)  # times a bare arm's thickness are short sleeves wide
_TAILORED = ((0.0, 0.42, 1.0, 2.0), (0.130, 0.116, 0.100, 0.076))  # places, and half widths in torso units, of others
_UNEVEN = (0.85, 1.12)  # least and greatest thickness over the whole arm's
_EDGE = 0.45  # share of the half width beyond which foreign colours are believed to be foreign
_FOREIGN = (24.0, 60.0)  # Lab distances from the sleeve's middle that surely are, 4.5 times the usual one between them
_LIGHT = np.array([0.4, 1, 1], np.float32)
_FADES = (-0.12, -0.05)  # places from which to which the root becomes solid
# Places up to which, and from which, other things may lie on an arm; their Lab distance; share of the girth that is
# something of the arm's own.
_ROOT, _WRIST, _STRANGE, _ALL_AROUND = 0.30, 1.62, 28.0, 0.6
_ASIDE = 0.17  # of a made sleeve: torso units from the middle
_BALANCE, _BALANCED = (0.6, 1.6), 0.7  # light of one arm over the other's that is believed, and how far it is taken out
_WEAVE = (2.0, 8.0)  # px, and RGB, of cloth that is no fold
_BLOTCH = 20.0  # Lab distance of what is another cloth or another light
_POCKET = 26.0  # Lab distance from the sleeve above of what cannot be sleeve
# Light: share of the roundness that is taken out, and of what differs along the arm; most that is believed.
_EVEN, _EVEN_ALONG, _EVEN_MOST = 0.85, 0.5, (0.55, 1.8)
_STREAKS = 0.27  # logarithm of light: folds darker or lighter than that are softened
_TINTED = 1.06  # times the usual tint of a cloth is what light and folds make of it
_DARK = 6.0  # RGB, below which light is no longer told from grain
_HEM, _HEM_SHADE = 0.03, 0.75  # place along the arm, and light, of a made hem
_CUFF = (1.6, 20.0)  # times the sleeve's light, and more, that a shirt's cuff at the wrist has
_FLARES = (0.5, 0.8), (1.1, 1.3), (1.5, 1.75)  # places on the arm where it is told whether a sleeve opens
_BULKY = 1.35  # times an ordinary upper sleeve: a suit that is thick all over
_LEAST_FLARE, _MOST_FLARE, _OPENS = 1.55, 2.4, 1.2  # half widths over ordinary ones; that at the cuff over the elbow's
_GREY = np.array([0.3, 0.6, 0.1], np.float32)
# Tone of the shoulder: Lab distance, tints alone, of what is the same cloth; gains that are believed; how much of it
# goes on to the wrist.
_SAME_CLOTH, _TONES, _TONE_KEPT = 16.0, (0.6, 1.7), 0.85


@dataclass(frozen=True)
class Sleeve:
    """texture : (ROWS, n, 3) float32 RGB, shoulder to wrist; radius : (n,) px; places : (n,) see strip.Strip

    foreign : share of the texture, 0 to 1, that was of other things and is made up
    bare_from : place from which it is skin; beyond the wrist for long sleeves, which end in an opening
    flare : half width at the cuff over an ordinary sleeve's, of robes; 1 for others
    """

    texture: np.ndarray
    radius: np.ndarray
    places: np.ndarray
    foreign: float
    bare_from: float = LONG
    flare: float = 1.0

    @property
    def bare(self) -> bool:
        """Whether it ends in skin."""
        return self.bare_from < _TO

    def alpha(self) -> np.ndarray:
        """(ROWS, n) uint8: the root fades in over the shoulder that it lies on."""
        column = np.round(255 * smoothstep(self.places, *_FADES)).astype(np.uint8)
        return np.repeat(column[None], ROWS, 0)


def make_sleeve(strip: Strip, unit: float, *, hand_seen: bool, skin: np.ndarray) -> Sleeve:
    """The sleeve of a strip, straightened, of even width and light.

    unit : torso length, px; skin : (3,) RGB of the face
    hand_seen : whether the strip ends in a hand; else what is at the wrist (trousers, pockets) becomes sleeve
    """
    colour, alpha, places, radius = _unrolled(strip, unit)
    start = bare_from(colour, places, skin)
    if start is not None:
        colour = only_skin(colour, alpha, places, start, skin)
        alpha = np.where(places >= start, 1.0, alpha)
    texture, hole = _own_cloth(colour, alpha, np.abs(np.linspace(-_INSIDE, _INSIDE, ROWS))[:, None], unit)
    if start is not None:
        texture, hole = np.where((places < start)[None, :, None], texture, colour), hole & (places < start)
        radius = around_arm(radius, places, start, unit)
    texture = _with_clean_ends(texture, places, wrist=start is None)
    if not hand_seen and start is None:
        texture = _without_pocket(texture, places, unit)
    foreign = float(hole[:, places > 0.25].mean())
    return Sleeve(_evenly_lit(texture, places, start), radius, places, foreign, LONG if start is None else start)


def short_sleeve(sleeve: Sleeve, strip: Strip, unit: float, skin: np.ndarray) -> Sleeve:
    """The sleeve, as short as the strip shows one; what it does not cover is of even skin.

    strip : of the arm as the photo shows it, however foreshortened; skin : (3,) RGB of the face
    """
    colour, _, places, _ = _unrolled(strip, unit)
    start = bare_from(colour, places, skin)
    if start is None or sleeve.bare:
        return sleeve
    here = sleeve.places
    shown = only_skin(colour, np.ones(colour.shape[:2]), places, start, skin)
    own = np.median(shown[:, places > start + 0.1].reshape(-1, 3), 0)
    tone = as_light(own, skin)
    bare = made_skin(tone, ROWS, len(here)) * by_the_hem(here, start)[None, :, None]
    hem = 1 - (1 - _HEM_SHADE) * smoothstep(here, start - _HEM, start - 0.5 * _HEM) * (here < start)
    texture = np.where((here < start)[None, :, None], sleeve.texture * hem[None, :, None], bare)
    return replace(
        sleeve,
        texture=texture.astype(np.float32),
        radius=around_arm(sleeve.radius, here, start, unit),
        bare_from=start,
    )


def bare_sleeve(tone: np.ndarray, anatomy: Anatomy) -> Sleeve:
    """A whole arm of skin, (3,) RGB."""
    places = np.linspace(_FROM, _TO, max(32, round(float(anatomy.bones[:2].sum()))))
    return Sleeve(made_skin(tone, ROWS, len(places)), skin_radius(places, anatomy.unit), places, 0.0, _FROM)


def _unrolled(strip: Strip, unit: float) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """A strip between its own edges: colour (ROWS, n, 3), alpha (ROWS, n), places and radius (n,)."""
    half = strip.half
    columns = (strip.places >= _FROM) & (strip.places <= _TO)
    places = strip.places[columns]
    up, down = extents(strip.alpha[:, columns])
    ordinary = ordinary_half_widths(places, unit)
    trusted = (up + down > 0.5 * ordinary) & (places > 0.2)
    both = 0.5 * (up + down)
    ratio = 1.1
    if (trusted & (places < 1.9)).any():
        ratio = float(np.clip(np.median((both / ordinary)[trusted & (places < 1.9)]), *_RATIO))
    usual = ratio * ordinary
    radius = np.clip(np.where(trusted, both, usual), _UNEVEN[0] * usual, _UNEVEN[1] * usual)
    radius = gaussian_filter1d(radius, 0.05 * unit, mode="nearest")
    across = np.linspace(-1, 1, ROWS)[:, None] * _INSIDE * (_CREASED + (1 - _CREASED) * smoothstep(places, 0.1, 0.5))
    above, below = (_edge(extent, trusted, radius, unit) for extent in (up, down))
    rows = (half + np.where(across < 0, across * above, across * below)).astype(np.float32)
    x = np.broadcast_to(np.flatnonzero(columns)[None].astype(np.float32), rows.shape)
    colour = cv2.remap(strip.colour.astype(np.float32), x, rows, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    alpha = cv2.remap(strip.alpha.astype(np.float32), x, rows, cv2.INTER_LINEAR)
    return colour, alpha, places, radius


def around_arm(
    radius: np.ndarray, places: np.ndarray, start: float, unit: float, thickness: tuple[float, float] = (1.0, 1.0)
) -> np.ndarray:
    """(n,) px: the sleeve's up to place `start`, an arm's beyond; a hem stands off a little. See `skin_radius`."""
    skin = skin_radius(places, unit, thickness)
    hem = np.clip(radius, _OPEN[0] * skin, _OPEN[1] * skin)
    return np.where(places < start, hem, skin)


def _evenly_lit(texture: np.ndarray, places: np.ndarray, start: float | None) -> np.ndarray:
    """The texture without the light on its roundness, which the lamps give anew, its folds no deeper than cloth has.

    start : place from which the arm is bare, whose light is even already
    """
    length = len(places)
    texture = np.maximum(texture, 0.0)  # what was interpolated may lie a little below
    light = (texture @ _GREY).astype(np.float32)
    soft = (0.06 * length, ROWS / 9)
    broad = blur(light, *soft)
    tint = blur(texture.astype(np.float32), *soft) / np.maximum(broad, 1.0)[..., None]
    broad = broad + _DARK
    column = broad.mean(0, keepdims=True)
    cloth = (places > _FADES[1]) & (places < (3.0 if start is None else start))
    level = float(np.median(column[:, cloth])) if cloth.any() else float(np.median(column))
    along = gaussian_filter1d(column[0], 0.10 * length, mode="nearest")[None]
    gain = np.clip(column / broad, *_EVEN_MOST) ** _EVEN * np.clip(level / along, *_EVEN_MOST) ** _EVEN_ALONG
    fold = np.log((light + _DARK) / broad)
    even = broad * gain * np.exp(_STREAKS * np.tanh(fold / _STREAKS)) - _DARK
    own = np.zeros(light.shape, np.float32)
    if start is not None:
        own[:, places >= start] = 1.0
    else:
        own = blur(np.broadcast_to(_cuff(light, places, level)[None], light.shape).copy(), 1.0)
    # What light is given or taken has the cloth's tint: a factor would colour the grain of what is nearly black.
    change = (even - light) * (1 - own)
    return _no_brighter_tint(np.clip(texture + change[..., None] * tint, 0, 255), cloth)


def _cuff(light: np.ndarray, places: np.ndarray, level: float) -> np.ndarray:
    """(n,) float32: 1 where a dark sleeve ends in something brighter, a shirt's cuff, a glove or the wrist.

    light : (rows, n); level : of the sleeve
    """
    return ((places > _WRIST) & (np.median(light, 0) > _CUFF[0] * level + _CUFF[1])).astype(np.float32)


def _no_brighter_tint(texture: np.ndarray, cloth: np.ndarray) -> np.ndarray:
    """The texture whose own tint is nowhere much stronger than usual: folds of bright cloth seem to glow else."""
    light = (texture @ _GREY)[..., None]
    off = (texture - light) / np.maximum(light, _DARK)
    usual = np.median(off[:, cloth].reshape(-1, 3), 0) if cloth.any() else np.zeros(3)
    strength, much = np.linalg.norm(off, axis=-1), float(np.linalg.norm(usual))
    alike = (off @ usual > 0.9 * strength * much) & cloth[None]
    less = np.where(alike, np.minimum(1.0, _TINTED * much / np.maximum(strength, 1e-3)), 1.0)
    return (light + (texture - light) * less[..., None]).astype(np.float32)


def toned(sleeve: Sleeve, shoulders: list[np.ndarray]) -> Sleeve:
    """The sleeve in the light of the first of `shoulders`, (3,) RGB, that is of the same cloth, its own before the
    other."""
    root = (sleeve.places > 0.05) & (sleeve.places < 0.45)
    own = np.median(sleeve.texture[:, root].reshape(-1, 3), 0)
    alike = [one for one in shoulders if np.linalg.norm((to_lab(own) - to_lab(one))[1:]) <= _SAME_CLOTH]
    if not alike:
        return sleeve
    gain = np.clip((alike[0] + 4.0) / (own + 4.0), *_TONES)
    share = _TONE_KEPT + (1 - _TONE_KEPT) * smoothstep(sleeve.places, 0.9, 0.1)
    off = np.linalg.norm((to_lab(np.median(sleeve.texture, 0)) - to_lab(own))[:, 1:], axis=1)
    share = share * smoothstep(off, 2 * _SAME_CLOTH, _SAME_CLOTH)  # a cuff, or skin that no hem was found for
    if sleeve.bare_from > 0:  # a short one: skin keeps its own
        share = share * (sleeve.places < sleeve.bare_from)
    light = (sleeve.texture @ _GREY).astype(np.float32)
    level = float(np.median(light[:, sleeve.places < 1.5]))
    share = share * (1 - gaussian_filter1d(_cuff(light, sleeve.places, level), 1.5, mode="nearest"))
    return replace(sleeve, texture=np.clip(sleeve.texture * gain ** share[None, :, None], 0, 255).astype(np.float32))


def cloth_sleeve(colours: np.ndarray, anatomy: Anatomy, side: Side) -> Sleeve:
    """A sleeve of the cloth that the chest wears, for arms that the photo hides.

    colours : (h, w, 3) of the trunk without arms; anatomy : in its pixels
    The cloth runs from the chest to the hips and back; collars, zips and buttons in the middle are left out.
    """
    unit, count = anatomy.unit, max(16, round(float(anatomy.bones[:2].sum())))
    places = np.linspace(_FROM, _TO, round(count * (_TO - _FROM) / 2))
    radius = tailored(places, unit)
    outwards = np.sign(anatomy.shoulders[side, 0] - anatomy.neck[0]) or 1.0
    neck, pelvis = anatomy.neck, anatomy.pelvis
    length = 0.66 * np.linalg.norm(pelvis - neck)
    way = np.abs((0.5 * count * (places + 0.3)) % (2 * length) - length)  # to and fro
    along = (0.16 * unit + length - way) / np.linalg.norm(pelvis - neck)
    middle = neck + along[:, None] * (pelvis - neck)
    across = np.linspace(-1, 1, ROWS)[:, None]
    x = middle[:, 0] + outwards * (_ASIDE * unit) + across * radius
    y = np.broadcast_to(middle[:, 1], x.shape)
    texture = cv2.remap(colours.astype(np.float32), x.astype(np.float32), y.astype(np.float32), cv2.INTER_LINEAR)
    return Sleeve(_evenly_lit(texture, places, None), radius, places, 0.0)


def tailored(places: np.ndarray, unit: float) -> np.ndarray:
    """(n,) px: half widths of a sleeve that no photo shows, straight and narrower towards the cuff."""
    return np.interp(places, *_TAILORED) * unit


def harshness(strip: Strip, unit: float) -> float:
    """How much the light changes within a sleeve, over its mean: hard sunlight draws folds that no lamp takes out."""
    colour, alpha, places, _ = _unrolled(strip, unit)
    light = blur((colour @ _GREY).astype(np.float32), 2.0)[(alpha > 0.7) & ((places > 0.2) & (places < 1.8))[None]]
    return float(light.std() / max(float(light.mean()), 1.0)) if len(light) else 0.0


def blotched(sleeve: Sleeve) -> float:
    """Share of a sleeve, 0 to 1, that is made up or of other colours than the rest: how little it can be believed."""
    cloth = sleeve.places > _FADES[1]
    lab = blur(to_lab(sleeve.texture[:, cloth]), 4.0)
    upper = sleeve.places[cloth] < 1.0
    off = np.zeros(lab.shape[:2])
    for part in (upper, ~upper):  # short sleeves end in between
        if part.any():
            off[:, part] = np.linalg.norm((lab[:, part] - np.median(lab[:, part].reshape(-1, 3), 0)) * _LIGHT, axis=-1)
    return float(np.maximum(sleeve.foreign, (off > _BLOTCH).mean()))


def balanced(sleeves: list[Sleeve]) -> list[Sleeve]:
    """Both in about the same light: one that hung in the body's shade would stay dark wherever it goes.

    Cloth is compared with cloth and skin with skin, wherever either sleeve ends.
    """
    skin = [sleeve.places >= sleeve.bare_from for sleeve in sleeves]
    for parts in (skin, [~bare for bare in skin]):
        if not all(part.any() for part in parts):
            continue
        tones = np.array([
            np.median(sleeve.texture[:, part].reshape(-1, 3), 0) for sleeve, part in zip(sleeves, parts, strict=True)
        ])  # fmt: skip
        gains = np.clip((tones.mean(0) + 4.0) / (tones + 4.0), *_BALANCE) ** _BALANCED
        sleeves = [
            replace(one, texture=np.where(part[None, :, None], np.clip(one.texture * gain, 0, 255), one.texture))
            for one, gain, part in zip(sleeves, gains, parts, strict=True)
        ]
    return sleeves


def mirrored(sleeve: Sleeve) -> Sleeve:
    """For the other side of the body."""
    return replace(sleeve, texture=np.ascontiguousarray(sleeve.texture[::-1]))


def flare_of(strip: Strip, body_side: int, unit: float) -> float:
    """`Sleeve.flare` of an arm as the photo shows it, on its outer side: that on the body's may be the body's own.

    A sleeve that is as wide at the elbow as at the cuff is thick, or the arm is bent; only what opens hangs.
    """
    up, down = extents(strip.alpha)
    ratio = (up if body_side > 0 else down) / ordinary_half_widths(strip.places, unit)
    upper, wide, cuff = (
        float(np.median(ratio[(strip.places > start) & (strip.places < end)])) for start, end in _FLARES
    )
    opens = cuff > _LEAST_FLARE and cuff > _OPENS * wide and upper < _BULKY
    return min(cuff, _MOST_FLARE) if opens else 1.0


def extents(alpha: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(n,) px that the arm reaches above and below the bone."""
    solid, half = alpha > 0.5, (alpha.shape[0] - 1) // 2
    up = np.minimum.accumulate(solid[half::-1], 0).sum(0).astype(float)
    return up, np.minimum.accumulate(solid[half:], 0).sum(0).astype(float)


def _edge(extent: np.ndarray, trusted: np.ndarray, radius: np.ndarray, unit: float) -> np.ndarray:
    near = np.clip(np.where(trusted, extent, radius), 0.35 * radius, 1.5 * radius)
    smooth: np.ndarray = gaussian_filter1d(near, 0.02 * unit, mode="nearest")
    return smooth


def _own_cloth(colour: np.ndarray, alpha: np.ndarray, aside: np.ndarray, unit: float) -> tuple[np.ndarray, np.ndarray]:
    """The texture with what is not the arm's replaced by its other half, or its middle; and where, (ROWS, n)."""
    quarter, middle = ROWS // 3, slice(ROWS // 3, ROWS - ROWS // 3)
    lab = blur(to_lab(colour), 0.8)
    core = blur(np.median(lab[middle], 0)[None].astype(np.float32), 0.02 * unit, 0.01)
    off = np.sqrt((((lab - core) * _LIGHT) ** 2).sum(-1))
    usual = np.maximum(gaussian_filter1d(np.median(off[middle], 0), 0.08 * unit, mode="nearest"), 4.0)
    hole = (alpha < 0.7) | grow((off > np.clip(4.5 * usual, *_FOREIGN)) & (aside > _EDGE), 1.5)
    inner = blur(np.median(colour[quarter:-quarter], 0)[None].astype(np.float32), 0.02 * unit, 0.01)
    share = smoothstep(blur(grow(hole, 2).astype(np.float32), 2.0), 0.05, 0.6)[..., None]
    mirrored = smoothstep(blur(grow(hole[::-1], 2).astype(np.float32), 2.0), 0.05, 0.6)[..., None]
    instead = colour[::-1] * (1 - mirrored) + inner * mirrored
    return colour * (1 - share) + instead * share, hole


def _with_clean_ends(texture: np.ndarray, places: np.ndarray, *, wrist: bool) -> np.ndarray:
    """Hair and collars at the root, and shirt beside the wrist, replaced by the sleeve next to them, reflected.

    What is all around the arm is its own: cuffs, watches, gloves.
    """
    lab = blur(to_lab(texture), 1.5)
    columns = np.arange(len(places))
    for end, known in ((places < _ROOT, (places > _ROOT) & (places < 2 * _ROOT)),
                       (places > _WRIST, (places > 2 * _WRIST - 2.0) & (places < _WRIST))):  # fmt: skip
        if not end.any() or not known.any() or (end[-1] and not wrist):
            continue
        sleeve = np.median(lab[:, known].reshape(-1, 3), 0)
        strange = (np.sqrt((((lab - sleeve) * _LIGHT) ** 2).sum(-1)) > _STRANGE) & end[None]
        if end[-1]:
            strange &= (strange.mean(0) < _ALL_AROUND)[None]
        share = smoothstep(blur(grow(strange, 3).astype(np.float32), 2.5), 0.05, 0.5)[..., None]
        edge = int(np.flatnonzero(end)[0 if end[-1] else -1])
        source = np.clip(2 * edge - columns, 0, len(places) - 1)
        # The cloth around goes on, with the weave of what is reflected, whose folds would close to rings.
        around = membrane(texture, share[..., 0] > 0.02)
        weave = np.clip(texture - blur(texture.astype(np.float32), _WEAVE[0]), -_WEAVE[1], _WEAVE[1])[:, source]
        texture = texture * (1 - share) + (around + weave) * share
    return texture


def _without_pocket(texture: np.ndarray, places: np.ndarray, unit: float) -> np.ndarray:
    """The sleeve reflected from where something else begins."""
    lab = to_lab(texture)
    sleeve = np.median(lab[16:48][:, (places > 1.15) & (places < 1.55)].reshape(-1, 3), 0)
    off = np.sqrt((((np.median(lab[22:42], 0) - sleeve) * [0.4, 1, 1]) ** 2).sum(-1))
    first = np.flatnonzero((places > 1.5) & (off > _POCKET))
    if not len(first):
        return texture
    start = max(first[0] - round(0.03 * unit), 4)
    source = np.clip(2 * start - np.arange(start, texture.shape[1]), 0, None)
    texture = texture.copy()
    texture[:, start:] = texture[:, source]
    return texture
