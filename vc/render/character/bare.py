"""Arms, or what short sleeves leave of them, that are bare: from where on, of what colour, how thick."""

import numpy as np
from scipy.interpolate import PchipInterpolator

from vc.vision.figure.strip import Strip
from vc.vision.imaging import blur, shrink, to_lab

_SKIN, _SKIN_LIGHT = 15.0, np.array([0.12, 1, 1], np.float32)  # Lab distance from the face of bare arms
# Share of a forearm that has to be skin; Lab distance of its tint from the rest of the arm; and of its light.
_BARE, _OWN_SKIN, _SKIN_RANGE = 0.40, 9.0, 50.0
_SLEEVE, _SLEEVE_LIGHT = 16.0, np.array([0.4, 1, 1], np.float32)  # Lab distance from the upper arm of what is sleeve
_LEAST_SKIN = 0.12  # of a forearm on which other things lie
_TINTED, _COLOURED = 0.45, 6.0  # share of the face's tint that skin has at least; chroma of faces that have any
_DARKEST = 0.5  # of the face's lightness that skin in the shade still has; brown coats have less
_OWN_TINT = 0.20  # of an arm's tint, the rest is the face's: in the shade, and beside coloured things, skin is another
_FACE_LIGHT = 0.97  # of the way to the face's light that arms go which hung in the shade
_BURNT = 246.0  # RGB: made skin is no lighter than that, or it would lose its tint
# Of a bare arm: its broad light that is kept; its most fine detail, RGB.
_BROAD_KEPT, _FINE = 0.12, 1.5
_BROAD = (0.15, 14.0)  # of its length, and rows: what light changes over less is not of an arm's form
_HEM_SHADE, _HEM_FAR = 0.30, 0.05  # light that a hem takes from the arm beside it; how far along the arm
# Radii of usual bare arms at places along them, torso units: by girths usual for adults (biceps 28.5, elbow 24.5,
# forearm 26, wrist 16.5 cm, rounded) and a torso of 52 cm from shoulder to hip. Narrowest above the elbow and at the
# wrist; the forearm's belly lies below the elbow.
_RADII = (
    (-1.0, 0.0, 0.15, 0.42, 0.62, 0.84, 0.95, 1.04, 1.20, 1.36, 1.62, 1.86, 2.0, 3.0),
    (0.106, 0.106, 0.101, 0.091, 0.086, 0.076, 0.0740, 0.0745, 0.0775, 0.0755, 0.065, 0.0525, 0.0505, 0.0505),
)
_RADIUS = PchipInterpolator(*_RADII)
_THICKER_AT = (0.0, 0.85, 1.15, 1.6, 1.95)  # places along the arm between which thicknesses go over into each other
# Places on the arm where watches are worn; how long they are; share of the girth that they cover.
_WORN, _BAND, _ALL_AROUND = (1.55, 1.99), (0.02, 0.17), 0.6
_ONE_STRAP, _ALL_STRAP = 14.0, 0.72  # Lab distance within a strap; share of it
_STRAP = (0.44, 0.76)  # of an arm's half width, between a dial and the rim, where other things are seen
_GREY = np.array([0.3, 0.6, 0.1])


def like_skin(texture: np.ndarray, skin: np.ndarray) -> np.ndarray:
    """(...) bool: which pixels (..., 3) have the tint of the face, (3,); light counts little, and white cloth has less
    of it."""
    lab, face = to_lab(texture), to_lab(skin)
    off = np.linalg.norm((lab - face) * _SKIN_LIGHT, axis=-1)
    chroma = float(np.linalg.norm(face[1:]))
    tinted = lab[..., 1:] @ face[1:] > _TINTED * chroma**2 if chroma > _COLOURED else True
    return np.asarray((off < _SKIN) & tinted & (lab[..., 0] > _DARKEST * face[0]))


def bare_from(texture: np.ndarray, places: np.ndarray, skin: np.ndarray) -> float | None:
    """Place along the arm from which a texture (rows, n, 3) is bare; None for long sleeves.

    What is neither skin nor of the upper arm's colours is of other things that lie before the arm, and has no vote.
    """
    soft = blur(texture, 1.0)
    bare = like_skin(soft, skin)
    upper = to_lab(soft[:, (places > 0.2) & (places < 0.9)].reshape(-1, 3))
    palette = np.percentile(upper, (15, 50, 85), axis=0) if len(upper) else to_lab(skin)[None]
    near = np.stack([np.linalg.norm((to_lab(soft) - c) * _SLEEVE_LIGHT, axis=-1) for c in palette]).min(0)
    sleeve = (near < _SLEEVE) & ~bare
    fore = (places > 1.1) & (places < 1.9)
    voting = (bare | sleeve)[:, fore]
    if bare[:, fore].mean() < _LEAST_SKIN or bare[:, fore].sum() < _BARE * voting.sum():
        return None
    share = (bare.mean(0) + 1e-3) / ((bare | sleeve).mean(0) + 2e-3)
    share = blur(share[None].astype(np.float32), 0.03 * len(places), 0.01)[0]
    cloth = np.flatnonzero((share < 0.5 * _BARE) & (places < 1.5))
    return float(places[cloth[-1]]) + 0.06 if len(cloth) else float(places[0])


def upper_tone(strip: Strip, unit: float, skin: np.ndarray) -> np.ndarray | None:
    """(3,) RGB of an upper arm that is bare and to be seen; else None. unit : torso length, px"""
    band = np.abs(np.arange(-strip.half, strip.half + 1)) < 0.05 * unit
    shown = band[:, None] & ((strip.places > 0.2) & (strip.places < 0.65))[None] & (strip.alpha > 0.8)
    if shown.sum() < 30:
        return None
    own = np.median(strip.colour[shown], 0)
    return own if bool(like_skin(own, skin)) else None


def as_light(tone: np.ndarray, skin: np.ndarray) -> np.ndarray:
    """(3,) RGB: a tone nearly as light as the face's, mostly in its own tint: cheeks are redder than arms."""
    light, face = max(float(tone @ _GREY), 1.0), max(float(skin @ _GREY), 1.0)
    tint = _OWN_TINT * tone / light + (1 - _OWN_TINT) * skin / face
    lit = np.asarray(tint * light * float(np.clip(face / light, 0.6, 1.8)) ** _FACE_LIGHT)
    return lit * min(1.0, _BURNT / float(lit.max()))


def clothed(arm: np.ndarray, jacket: np.ndarray, skin: np.ndarray) -> bool:
    """Whether an arm's colour, (3,) RGB, is rather that of clothes which resemble skin: beige, brown, pink ones."""
    cloth, bare = ((to_lab(tone) - to_lab(skin)) * _SLEEVE_LIGHT for tone in (jacket, arm))
    worn = float(np.linalg.norm(cloth)) > _OWN_SKIN  # else the chest is bare as well
    return worn and float(np.linalg.norm(cloth - bare)) < float(np.linalg.norm(bare))


def made_skin(tone: np.ndarray, rows: int, columns: int) -> np.ndarray:
    """(rows, columns, 3) float32 of even skin, (3,) RGB."""
    noise = np.random.default_rng(0).standard_normal((rows, columns)).astype(np.float32)
    broad, fine = blur(noise, 9.0, 5.0), blur(noise, 0.7)
    value = 1 + 0.004 * broad / broad.std() + 0.003 * fine / fine.std()
    return np.clip(tone * value[..., None], 0, 255).astype(np.float32)


def skin_radius(places: np.ndarray, unit: float, thickness: tuple[float, float] = (1.0, 1.0)) -> np.ndarray:
    """(n,) px: thickness of a bare arm, half of its mean width. unit : torso length, px

    thickness : of upper arm and forearm, times usual ones; wrists are alike
    """
    share = np.interp(places, _THICKER_AT, (thickness[0], thickness[0], *([thickness[1]] * 2), 1.0))
    return np.asarray(_RADIUS(np.clip(places, _RADII[0][0], _RADII[0][-1])) * unit * share)


def only_skin(
    texture: np.ndarray, alpha: np.ndarray, places: np.ndarray, start: float, skin: np.ndarray
) -> np.ndarray:  # fmt: skip
    """The texture whose bare part, from place `start` on, is all of skin: no shirt, no other hand that lay on it."""
    rows = len(texture)
    bare = places >= start
    soft = blur(texture, 1.0)
    good = like_skin(soft, skin) & bare[None] & shrink(alpha > 0.7, 1)
    own = np.median(texture[good], 0) if good.sum() >= 50 else skin
    off = np.abs(to_lab(soft) - to_lab(own))
    good &= (np.linalg.norm(off * _SKIN_LIGHT, axis=-1) < _OWN_SKIN) & (off[..., 0] < _SKIN_RANGE)
    solid = good.astype(np.float32)[..., None]
    broad = (_BROAD[0] * len(places), _BROAD[1])
    weight = blur(good.astype(np.float32), *broad)[..., None]
    near = blur((texture * solid).astype(np.float32), *broad) / (weight + 1e-3)
    trust = _BROAD_KEPT * np.clip(2 * weight, 0, 1)
    detail = np.clip(texture - blur(texture.astype(np.float32), 3.0), -_FINE, _FINE)
    detail = detail * blur(shrink(good, 2).astype(np.float32), 2.0)[..., None]
    made = made_skin(own, rows, len(places)) * (1 - trust) + near * trust + detail
    made = made * (as_light(own, skin) / np.maximum(np.median(made[:, bare].reshape(-1, 3), 0), 1.0))
    made = np.where(_worn(soft, alpha, places, skin)[None, :, None], texture, made)
    return np.where((places >= start)[None, :, None], made * by_the_hem(places, start)[None, :, None], texture)


def by_the_hem(places: np.ndarray, start: float) -> np.ndarray:
    """(n,) share of its light that a bare arm has in the shade of the hem that it comes out of at place `start`."""
    return np.asarray(1 - _HEM_SHADE * np.exp(-np.maximum(places - start, 0) / _HEM_FAR))


def _worn(texture: np.ndarray, alpha: np.ndarray, places: np.ndarray, skin: np.ndarray) -> np.ndarray:
    """(n,) bool: where a watch or a bracelet goes around a bare forearm: a short stretch, skin on both its sides."""
    seen = alpha > 0.7
    other = (~like_skin(texture, skin) & seen).sum(0) > _ALL_AROUND * np.maximum(seen.sum(0), 1)
    near = (places > _WORN[0]) & (places < _WORN[1])
    found = np.zeros(len(places), bool)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], (other & near).astype(int), [0]])))
    for first, last in zip(edges[::2], edges[1::2], strict=True):
        inside = first > 0 and last < len(places) and near[first - 1] and near[min(last, len(places) - 1)]
        if inside and _BAND[0] < places[last - 1] - places[first] < _BAND[1] and _of_one(texture[:, first:last]):
            found[first:last] = True
    return found


def _of_one(texture: np.ndarray) -> bool:
    """Whether a piece is of one tint beside its middle, where dials are; armrests and flowers seldom are."""
    aside = np.abs(np.linspace(-1, 1, len(texture)))
    lab = to_lab(texture[(aside > _STRAP[0]) & (aside < _STRAP[1]), 1:-1]).reshape(-1, 3)
    off = np.linalg.norm((lab - np.median(lab, 0)) * _SLEEVE_LIGHT, axis=-1)
    return bool((off < _ONE_STRAP).mean() > _ALL_STRAP)
