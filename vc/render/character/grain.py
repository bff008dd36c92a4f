"""How uneven skin is: measured on a face, given to arms and hands, which would look like wax without it."""

from dataclasses import dataclass

import cv2
import numpy as np

from vc.render.character.complexion import plain_skin
from vc.render.character.sleeve import ROWS, Sleeve
from vc.render.character.tube_mesh import by_angle
from vc.vision.face_mesh import FaceMesh
from vc.vision.figure.apart import Figure
from vc.vision.imaging import blur

GREY = np.array([0.3, 0.6, 0.1])
_PORES, _BLOTCHES = 1.2, 5.0  # px of the picture that the face was measured in: finer, and from there on coarser
_FINE, _BROAD = (0.003, 0.006), (0.003, 0.006)  # least and most of each, share of the light
_LEAST = 150  # pixels of skin from which it is measured
_BLOOD = np.array([0.35, 1.0, 0.95], np.float32)  # what blotches take from red, green and blue: they are of blood
_ELBOW, _ELBOW_RED = 0.075, np.array([0.0, -0.025, -0.025], np.float32)  # of a bone on both sides; at the elbow
_PORE_M, _BLOTCH_M, _CLOUD_M = 0.0010, 0.005, 0.014  # their sizes on arms and hands


# Of what it shows in the light, what skin shows in half of it: it scatters light, red light most, so shade is warm.
SKIN_SHADE = np.array([0.905, 0.891, 0.886])


@dataclass(frozen=True)
class Grain:
    """fine, broad : standard deviations of pores and of blotches, share of the light"""

    fine: float = 0.008
    broad: float = 0.006


def grain_of(figure: Figure, face: FaceMesh | None) -> Grain:
    """That of a face; face : in pixels of the figure's picture."""
    if face is None:
        return Grain()
    asked = plain_skin(face, figure.alpha.shape) & (figure.alpha > 0.9) & (figure.hair < 0.3)
    if asked.sum() < _LEAST:
        return Grain()
    light = (figure.colours @ GREY).astype(np.float32)
    smooth, broad = blur(light, _PORES), blur(light, _BLOTCHES)
    mean = float(light[asked].mean())
    fine, blotches = (_spread((a - b)[asked]) / mean for a, b in ((light, smooth), (smooth, broad)))
    return Grain(float(np.clip(fine, *_FINE)), float(np.clip(blotches, *_BROAD)))


def _spread(values: np.ndarray) -> float:
    """Standard deviation of most of them: wrinkles and nostrils are no grain."""
    return 1.4826 * float(np.median(np.abs(values - np.median(values))))


def speckled(rows: int, columns: int, texel_m: float, grain: Grain) -> np.ndarray:
    """(rows, columns, 3) float32, about 1: by what even skin is multiplied; the same for the same arguments."""
    random = np.random.default_rng(7)

    def field(size_m: float) -> np.ndarray:
        noise = random.standard_normal((rows, columns)).astype(np.float32)
        soft = blur(noise, size_m / texel_m) if size_m > 0.4 * texel_m else noise
        return (soft - soft.mean()) / max(float(soft.std()), 1e-6)

    pores = grain.fine * field(_PORE_M)
    blood = grain.broad * (0.75 * field(_BLOTCH_M) + 0.65 * field(_CLOUD_M))
    return np.asarray(1 + pores[..., None] - blood[..., None] * _BLOOD, np.float32)


def unevenly(sleeve: Sleeve, grain: Grain, metres: float) -> np.ndarray:
    """(ROWS, n, 3) the sleeve's texture, by angles, with the grain of skin where it is bare, and redder at the elbow.

    metres : of a pixel of its length
    """
    texture = by_angle(sleeve.texture)
    if not sleeve.bare:
        return texture
    columns = len(sleeve.places)
    half_round = max(8, round(np.pi * float(np.median(sleeve.radius))))  # px of girth
    even = speckled(half_round, columns, metres, grain)
    pattern = np.stack([cv2.resize(even[..., k], (columns, ROWS)) for k in range(3)], -1)
    elbow = np.exp(-(((sleeve.places - 1.0) / _ELBOW) ** 2))[None, :, None] * _ELBOW_RED
    bare = (sleeve.places >= sleeve.bare_from)[None, :, None]
    return np.where(bare, np.clip(texture * pattern * (1 + elbow), 0, 255), texture).astype(np.float32)
