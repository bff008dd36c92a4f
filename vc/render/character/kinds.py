"""Kinds of cloth, and skin, that clothes are made of: between two of them there is an edge and no mixture."""

from itertools import combinations

import cv2
import numpy as np
from scipy.sparse.csgraph import connected_components

from vc.render.character.bare import like_skin
from vc.vision.imaging import blur, to_lab

SHADE_COUNTS = np.array([0.4, 1, 1], np.float32)  # of light, a and b, between skin and cloth, and cloth and cloth
_SAMPLED, _LEAST = 3000, 0.10  # pixels; share of what is seen that a garment is
# Tones; Lab distances up to which they are of one kind, and may be, if between them lies that share of their pixels;
# power by which shares of kinds become clear; percentile of contrast up to which nothing is an edge.
_SHADES, _ALIKE, _FAR, _BETWEEN, _CLEAR, _NO_EDGE = 8, 8.0, 20.0, 0.4, 6, 80


def kinds_of(image: np.ndarray, known: np.ndarray, skin: np.ndarray) -> np.ndarray:
    """(h, w, n) float32: 1 where a known place is of one of n kinds of cloth, or skin. image (h, w, 3), known (h, w)

    Tones between which there are no others are kinds; light and shade of one cloth are joined by what is in between.
    Of what is too little for a garment there is no kind, but of skin, (3,) RGB: straps and tags have no edge to go on.
    """
    soft = blur(to_lab(image), 1.0) * SHADE_COUNTS
    lab, away = soft[known], np.linalg.norm(soft - blur(soft, 3.0), axis=-1)[known]
    cv2.setRNGSeed(0)
    until = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_COUNT, 12, 0.5)
    inner = lab[away <= np.percentile(away, _NO_EDGE)]  # edges are mixtures
    some = np.ascontiguousarray(inner[:: max(1, len(inner) // _SAMPLED)], np.float32)
    _, _, tones = cv2.kmeans(some, min(_SHADES, len(some)), None, until, 3, cv2.KMEANS_PP_CENTERS)
    count, kind = connected_components(_joined(tones, some), directed=False)
    nearest = np.stack([np.linalg.norm(lab - tone, axis=-1) for tone in tones]).argmin(0)
    kinds = np.zeros((*known.shape, count), np.float32)
    kinds[known] = np.eye(count, dtype=np.float32)[kind[nearest]]
    share = kinds[known].mean(0)
    bare = [bool(like_skin(np.median(image[kinds[..., k] > 0], 0), skin)) for k in range(count)]
    return np.ascontiguousarray(kinds[..., (share > _LEAST) | np.array(bare)])


def _joined(tones: np.ndarray, some: np.ndarray) -> np.ndarray:
    """(n, n) bool: between which tones (n, 3) there are many others, of some pixels (m, 3), or hardly any way."""
    joined = np.eye(len(tones), dtype=bool)
    for i, j in combinations(range(len(tones)), 2):
        apart = float(np.linalg.norm(tones[i] - tones[j]))
        places = np.stack([tones[i], tones[j], 0.5 * (tones[i] + tones[j])])
        there = [int((np.linalg.norm(some - place, axis=-1) < 0.25 * min(apart, _FAR)).sum()) for place in places]
        joined[i, j] = joined[j, i] = apart < _ALIKE or (apart < _FAR and there[2] > _BETWEEN * min(there[:2]))
    return joined


def kept_apart(
    went_on: np.ndarray, from_all_sides: np.ndarray, image: np.ndarray, kinds: np.ndarray, known: np.ndarray
) -> np.ndarray:
    """(h, w, 3): colours that went on smoothly, with an edge where two kinds of cloth meet rather than a mixture.

    went_on : (h, w, 3 + n) colours, and shares of kinds (h, w, n), both diffused along lines
    from_all_sides : (h, w, n) the shares diffused as if there were no lines; where these say otherwise nothing is clear
    """
    shares = _shares(went_on[..., 3:])
    clear, also = (_shares(part**_CLEAR) for part in (shares, _shares(from_all_sides)))
    tones = np.stack([image[known & (kinds[..., k] > 0)].mean(0) for k in range(kinds.shape[-1])])
    agreed = (clear * also).sum(-1, keepdims=True)
    return np.asarray(went_on[..., :3] + agreed * ((clear - shares) @ tones))


def _shares(parts: np.ndarray) -> np.ndarray:
    parts = np.maximum(parts, 1e-6)
    return np.asarray(parts / parts.sum(-1, keepdims=True))
