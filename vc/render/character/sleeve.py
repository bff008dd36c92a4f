"""The texture and the thickness of an arm, from its strip."""

from dataclasses import dataclass, replace

import cv2
import numpy as np
from scipy.ndimage import gaussian_filter1d

from vc.render.photo.strip import Strip, ordinary_half_widths
from vc.vision.anatomy import Anatomy, Side
from vc.vision.imaging import blur, grow, shrink, smoothstep, to_lab

ROWS = 64  # of a sleeve's texture, over half of its girth
_FROM, _TO = -0.12, 2.0  # places along the arm
_INSIDE = 0.86  # of the way from the middle to the arm's edge: what lies further out has the background's light
_CREASED = 0.62  # of that at the root, where a hanging arm lies in the shade of the body
_RATIO = (0.75, 1.22)  # thickness over an ordinary arm's
_UNEVEN = (0.82, 1.22)  # least and greatest thickness over the whole arm's
_EDGE = 0.45  # share of the half width beyond which foreign colours are believed to be foreign
_FOREIGN = (24.0, 60.0)  # Lab distances from the sleeve's middle that surely are, 4.5 times the usual one between them
_LIGHT = np.array([0.4, 1, 1], np.float32)
_FADES = (-0.02, 0.17)  # places from which to which the root becomes solid
# Places up to which, and from which, other things may lie on an arm; their Lab distance; share of the girth that is
# something of the arm's own.
_ROOT, _WRIST, _STRANGE, _ALL_AROUND = 0.30, 1.62, 28.0, 0.6
_PLAIN_RATIO, _ASIDE, _ROUND = 1.12, 0.17, 0.16  # of a made sleeve: thickness; torso units from the middle; shading
_SKIN, _SKIN_LIGHT = 15.0, np.array([0.12, 1, 1], np.float32)  # Lab distance from the face of bare arms
# Share of a forearm that has to be skin; Lab distance of its tint from the rest of the arm; and of its light.
_BARE, _OWN_SKIN, _SKIN_RANGE = 0.40, 9.0, 50.0
_TINTED, _COLOURED = 0.45, 6.0  # share of the face's tint that skin has at least; chroma of faces that have any
# Of a bare arm: its broad light that is kept; its most fine detail, RGB; of the way to the face's light.
_BROAD_KEPT, _FINE, _TOWARDS_FACE = 0.55, 7.0, 0.6
_BALANCE, _BALANCED = (0.6, 1.6), 0.7  # light of one arm over the other's that is believed, and how far it is taken out
_BLOTCH = 20.0  # Lab distance of what is another cloth or another light
_POCKET = 26.0  # Lab distance from the sleeve above of what cannot be sleeve


@dataclass(frozen=True)
class Sleeve:
    """texture : (ROWS, n, 3) float32 RGB, shoulder to wrist; radius : (n,) px; places : (n,) see strip.Strip

    foreign : share of the texture, 0 to 1, that was of other things and is made up
    bare : whether it ends in skin, not in an opening
    """

    texture: np.ndarray
    radius: np.ndarray
    places: np.ndarray
    foreign: float
    bare: bool = False

    def alpha(self) -> np.ndarray:
        """(ROWS, n) uint8: the root fades in over the shoulder that it lies on."""
        column = np.round(255 * smoothstep(self.places, *_FADES)).astype(np.uint8)
        return np.repeat(column[None], ROWS, 0)


def make_sleeve(strip: Strip, unit: float, *, hand_seen: bool, skin: np.ndarray) -> Sleeve:
    """The sleeve of a strip, straightened and of even width.

    unit : torso length, px; skin : (3,) RGB of the face
    hand_seen : whether the strip ends in a hand; else what is at the wrist (trousers, pockets) becomes sleeve
    """
    half = strip.half
    columns = (strip.places >= _FROM) & (strip.places <= _TO)
    places = strip.places[columns]
    up, down = _extents(strip.alpha[:, columns])
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
    from_skin = _bare_from(colour, places, skin)
    if from_skin is not None:
        colour = _only_skin(colour, alpha, places, from_skin, skin)
        alpha = np.where(places >= from_skin, 1.0, alpha)
    texture, hole = _own_cloth(colour, alpha, np.abs(np.linspace(-_INSIDE, _INSIDE, ROWS))[:, None], unit)
    if from_skin is not None:
        texture, hole = np.where((places < from_skin)[None, :, None], texture, colour), hole & (places < from_skin)
    texture = _with_clean_ends(texture, places, wrist=from_skin is None)
    if not hand_seen and from_skin is None:
        texture = _without_pocket(texture, places, unit)
    foreign = float(hole[:, places > 0.25].mean())
    return Sleeve(np.clip(texture, 0, 255).astype(np.float32), radius, places, foreign, from_skin is not None)


def cloth_sleeve(colours: np.ndarray, anatomy: Anatomy, side: Side) -> Sleeve:
    """A sleeve of the cloth that the chest wears, for arms that the photo hides.

    colours : (h, w, 3) of the trunk without arms; anatomy : in its pixels
    The cloth runs from the chest to the hips and back; collars, zips and buttons in the middle are left out.
    """
    unit, count = anatomy.unit, max(16, round(float(anatomy.bones[:2].sum())))
    places = np.linspace(_FROM, _TO, round(count * (_TO - _FROM) / 2))
    radius = _PLAIN_RATIO * ordinary_half_widths(places, unit)
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
    return Sleeve(texture * (1.02 - _ROUND * across[..., None] ** 2), radius, places, 0.0)


def bare_arm(strip: Strip, anatomy: Anatomy, skin: np.ndarray) -> Sleeve | None:
    """An arm of the skin that the strip shows of the upper arm, for forearms that it does not show well.

    skin : (3,) RGB of the face. None where the upper arm wears something, or is hidden
    """
    unit = anatomy.unit
    band = np.abs(np.arange(-strip.half, strip.half + 1)) < 0.05 * unit
    shown = band[:, None] & ((strip.places > 0.2) & (strip.places < 0.65))[None] & (strip.alpha > 0.8)
    if shown.sum() < 30:
        return None
    own = np.median(strip.colour[shown], 0)
    if np.linalg.norm((to_lab(own) - to_lab(skin)) * _SKIN_LIGHT) > _SKIN:
        return None
    places = np.linspace(_FROM, _TO, max(32, round(float(anatomy.bones[:2].sum()))))
    across = np.linspace(-1, 1, ROWS)[:, None]
    noise = blur(np.random.default_rng(0).standard_normal((ROWS, len(places))).astype(np.float32), 5.0, 3.0)
    shade = 1.05 - 0.30 * np.abs(across) ** 2.5 + 0.018 * noise / noise.std()
    own = 0.5 * own + 0.5 * skin  # an upper arm hangs in the shade of the body
    texture = (own * shade[..., None]).astype(np.float32)
    return Sleeve(texture, 0.86 * ordinary_half_widths(places, unit), places, 0.0, True)


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
    """Both in about the same light: one that hung in the body's shade would stay dark wherever it goes."""
    tones = np.array([np.median(sleeve.texture.reshape(-1, 3), 0) for sleeve in sleeves])
    gains = np.clip((tones.mean(0) + 4.0) / (tones + 4.0), *_BALANCE) ** _BALANCED
    return [
        replace(sleeve, texture=np.clip(sleeve.texture * gain, 0, 255).astype(np.float32))
        for sleeve, gain in zip(sleeves, gains, strict=True)
    ]


def mirrored(sleeve: Sleeve) -> Sleeve:
    """For the other side of the body."""
    return replace(sleeve, texture=np.ascontiguousarray(sleeve.texture[::-1]))


def _extents(alpha: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
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


def _like_skin(texture: np.ndarray, skin: np.ndarray) -> np.ndarray:
    """(ROWS, n) bool: which pixels have the tint of the face; light counts little, and white cloth has less of it."""
    lab, face = blur(to_lab(texture), 1.0), to_lab(skin)
    off = np.linalg.norm((lab - face) * _SKIN_LIGHT, axis=-1)
    chroma = float(np.linalg.norm(face[1:]))
    tinted = lab[..., 1:] @ face[1:] > _TINTED * chroma**2 if chroma > _COLOURED else True
    return (off < _SKIN) & tinted


def _bare_from(texture: np.ndarray, places: np.ndarray, skin: np.ndarray) -> float | None:
    """Place along the arm from which it is bare; None for long sleeves."""
    share = blur(_like_skin(texture, skin).mean(0)[None].astype(np.float32), 0.03 * len(places), 0.01)[0]
    fore = (places > 1.1) & (places < 1.9)
    if share[fore].mean() < _BARE:
        return None
    cloth = np.flatnonzero((share < 0.5 * _BARE) & (places < 1.5))
    return float(places[cloth[-1]]) + 0.06 if len(cloth) else float(places[0])


def _only_skin(
    texture: np.ndarray, alpha: np.ndarray, places: np.ndarray, start: float, skin: np.ndarray
) -> np.ndarray:  # fmt: skip
    """The texture whose bare part, from place `start` on, is all of skin: no shirt, no other hand that lay on it."""
    bare = places >= start
    good = _like_skin(texture, skin) & bare[None] & shrink(alpha > 0.7, 1)
    if good.sum() < 50:
        return texture
    own = np.median(texture[good], 0)
    off = np.abs(to_lab(blur(texture, 1.0)) - to_lab(own))
    good &= (np.linalg.norm(off * _SKIN_LIGHT, axis=-1) < _OWN_SKIN) & (off[..., 0] < _SKIN_RANGE)
    across = np.linspace(-1, 1, ROWS)[:, None]
    made = own * (1.04 - 0.22 * np.abs(across) ** 2.5)[..., None]
    solid = good.astype(np.float32)[..., None]
    weight = blur(good.astype(np.float32), 0.05 * len(places), 6.0)[..., None]
    near = blur((texture * solid).astype(np.float32), 0.05 * len(places), 6.0) / (weight + 1e-3)
    trust = _BROAD_KEPT * np.clip(2 * weight, 0, 1)
    detail = np.clip(texture - blur(texture.astype(np.float32), 3.0), -_FINE, _FINE)
    detail = detail * blur(shrink(good, 2).astype(np.float32), 2.0)[..., None]
    light = np.clip(skin / np.maximum(own, 1.0), 0.7, 1.6) ** _TOWARDS_FACE
    made = (made * (1 - trust) + near * trust + detail) * light
    share = smoothstep(places, start, start + 0.04)[None, :, None]
    return texture * (1 - share) + made * share


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
        texture = texture * (1 - share) + texture[:, source] * share
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
