"""Cloth that is calm: a sleeve of a photo with its folds taken out, where these would look like grain of wood.

A photographed arm's folds belong to the pose in which it was photographed. Straightened, and seen in front and behind,
hard ones close to rings and swirl. What stays is the cloth's tone along the arm, its weave, and a few creases at the
elbow; the folds of the pose are made by `tube`, and lit.
"""

from dataclasses import replace

import numpy as np
from scipy.ndimage import gaussian_filter1d

from vc.render.character.sleeve import Sleeve
from vc.vision.imaging import blur, smoothstep, to_lab

_GREY = np.array([0.3, 0.6, 0.1])
_DARK = 6.0  # RGB, below which light is no longer told from grain
# Standard deviation of lightness between weave and tone, Lab, from which folds are wild, and surely are: of sleeves
# that end before the elbow, of longer ones; and that place.
_WILD, _ELBOW = ((4.6, 8.2), (3.2, 5.8)), 1.15
# The same of colour that goes not with light, Lab; and the share of light that goes straight along or across: patterns.
_COLOURED, _STRAIGHT = (7.0, 12.0), (0.45, 0.70)
_WEAVE_PX, _FOLD_PX, _TONE = 1.2, 10.0, 0.13  # finer is weave, coarser is tone; along the arm: share of its length
_LIT = 60  # percentile of light around the arm: folds are shade
_LEFT = 0.012  # logarithm of light: of wild folds no more is left
_PATCH, _CALMEST = 40, 10  # px of the piece whose weave all of the sleeve gets; percentile of contrast that is chosen
_WEAVE_MOST = 3.0  # RGB: standard deviation
_CUFF_FROM, _CUFF = 1.55, 20.0  # place from which another cloth ends a sleeve; its Lab distance
_EDGE = 1.0  # px along the arm
# Creases: place along the arm, of the half girth from where and how far, slant (places over the half girth), depth
# (logarithm of light). Few, and none all around.
_CREASES = (
    (0.72, -0.8, 0.7, 0.10, 0.5),
    (0.86, -0.2, 0.9, -0.10, 0.8),
    (0.94, -0.9, 0.2, 0.07, 1.0),
    (1.02, -0.4, 0.8, -0.05, 1.0),
    (1.10, -0.9, 0.3, -0.09, 0.8),
    (1.24, -0.1, 0.9, 0.08, 0.5),
    (1.78, -0.7, 0.6, 0.06, 0.4),
)
_DEEP, _WIDE = 0.20, 0.026  # logarithm of light; places along the arm


def calmed(sleeve: Sleeve) -> Sleeve:
    """The sleeve without wild folds; itself where it has none. Patterns stay, and so do cuffs and skin."""
    cloth = sleeve.places < min(sleeve.bare_from, 2.0) - 0.02
    if cloth.sum() < _PATCH:
        return sleeve
    cloth &= ~_cuff(sleeve, cloth)
    part = np.flatnonzero(cloth)
    inner = slice(int(part[0]), int(part[-1]) + 1)
    texture, places = sleeve.texture[:, inner].astype(np.float32), sleeve.places[inner]
    share = wildness(texture, bends=bool(sleeve.bare_from > _ELBOW))
    if share <= 0:
        return sleeve
    tone = _tone(texture)
    light = _light(blur(texture, _WEAVE_PX)) - _light(tone)
    left = _LEFT * np.tanh(light / _LEFT) + _creases(len(texture), places)
    calm = (tone + _DARK) * np.exp(left)[..., None] - _DARK + _weave(texture)
    whole = sleeve.texture.astype(np.float32).copy()
    ends = gaussian_filter1d(np.pad(np.ones(len(places)), 3), _EDGE)[3:-3] if inner.stop < len(cloth) else 1.0
    by_column = share * np.broadcast_to(ends, len(places))[None, :, None]
    whole[:, inner] = texture * (1 - by_column) + calm * by_column
    return replace(sleeve, texture=np.clip(whole, 0, 255))


def wildness(texture: np.ndarray, *, bends: bool = True) -> float:
    """0 to 1: how far the folds of cloth (rows, n, 3) are too hard to be kept, and are no pattern.

    bends : whether it covers an elbow, which makes folds of another pose seen the sooner
    """
    soft, tone = blur(texture.astype(np.float32), _WEAVE_PX), _tone(texture)
    wild = float(smoothstep((to_lab(soft) - to_lab(tone))[..., 0].std(), *_WILD[bends]))
    return wild * (1 - patterned(soft, _light(soft) - _light(tone)))


def patterned(soft: np.ndarray, light: np.ndarray) -> float:
    """0 to 1: whether cloth (rows, n, 3) has a pattern: stripes and checks run straight along or across the arm, and
    prints have colours that no shade explains. light : (rows, n) logarithm of what is darker or lighter than the tone
    """
    straight = (light.mean(0).var() + light.mean(1).var()) / max(float(light.var()), 1e-6)
    tints = to_lab(soft)[..., 1:].reshape(-1, 2)
    shade = np.stack([np.ones(light.size), light.ravel(), light.ravel() ** 2], 1)
    rest = tints - shade @ np.linalg.lstsq(shade, tints, rcond=None)[0]
    coloured = 1.4826 * float(np.median(np.linalg.norm(rest, axis=1)))
    return float(np.maximum(smoothstep(np.array(straight), *_STRAIGHT), smoothstep(np.array(coloured), *_COLOURED)))


def _light(texture: np.ndarray) -> np.ndarray:
    return np.asarray(np.log(np.maximum(texture @ _GREY, 0) + _DARK), np.float32)


def _tone(texture: np.ndarray) -> np.ndarray:
    """(rows, n, 3) the cloth's tone along the arm, the same all around it."""
    column = np.percentile(texture, _LIT, axis=0)
    smooth = gaussian_filter1d(column, _TONE * len(column), axis=0, mode="nearest")
    return np.asarray(np.broadcast_to(smooth[None], texture.shape), np.float32)


def _cuff(sleeve: Sleeve, cloth: np.ndarray) -> np.ndarray:
    """(n,) bool: columns at the wrist that are another cloth all around: cuffs, gloves, linings."""
    low = cloth & (sleeve.places > _CUFF_FROM)
    column = to_lab(np.median(sleeve.texture, 0))
    usual = np.median(column[cloth & ~low], 0)
    other = low & (np.linalg.norm((column - usual) * [0.5, 1, 1], axis=-1) > _CUFF)
    same = np.flatnonzero(cloth & ~other)
    return other & (np.arange(len(cloth)) > (same[-1] if len(same) else -1))


def _weave(texture: np.ndarray) -> np.ndarray:
    """(rows, n, 3) of the cloth's grain, everywhere as where it is calmest: noise of that piece's spectrum.

    Source: spot noise and random phase textures, Galerne, Gousseau, Morel, "Random Phase Textures" (2011).
    """
    rows, columns = texture.shape[:2]
    fine = texture - blur(texture, _WEAVE_PX)
    size = min(_PATCH, rows, columns)
    energy = blur((fine**2).sum(-1), size / 5)
    half = size // 2
    inside = energy[half : rows - half + 1 or None, half : columns - half + 1 or None]
    y, x = np.unravel_index(int(np.abs(inside - np.percentile(inside, _CALMEST)).argmin()), inside.shape)
    piece = fine[y : y + size, x : x + size]
    piece = piece - piece.mean((0, 1))
    noise = np.random.default_rng(3).standard_normal((rows, columns))
    spectrum = np.fft.rfft2(noise)[..., None] * np.fft.rfft2(piece, (rows, columns), axes=(0, 1)) / size
    made = np.fft.irfft2(spectrum, (rows, columns), axes=(0, 1))
    return np.asarray(made * min(1.0, _WEAVE_MOST / max(float(made.std()), 1e-3)), np.float32)


def _creases(rows: int, places: np.ndarray) -> np.ndarray:
    """(rows, n) logarithm of light: dark valleys between brighter edges, which end before they close to rings."""
    across, along = np.linspace(-1, 1, rows)[:, None], places[None]
    light = np.zeros((rows, len(places)))
    for place, start, stop, slant, depth in _CREASES:
        middle = 0.5 * (start + stop)
        off = (along - place - slant * (across - middle) + 0.03 * (across - middle) ** 2) / _WIDE
        ends = np.clip(1 - ((across - middle) / (0.5 * (stop - start))) ** 2, 0, 1)
        light += _DEEP * depth * ends * (0.35 * np.exp(-((off / 2.2) ** 2)) - np.exp(-(off**2)))
    return light
