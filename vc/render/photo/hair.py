"""Long hair that lies on the shoulders: it stays in front of the arms' roots, and no arm carries it away."""

import numpy as np

from .anatomy import LEFT_EAR, LEFT_EYE, RIGHT_EAR, RIGHT_EYE, Anatomy
from .imaging import blur, grow, membrane, shrink, to_lab, touching
from .strip import Strip
from .tones import Tones

_LOWEST = 0.75  # torso units below the shoulders to which hair is followed
_MAX_DISTANCE = 30.0  # Lab, from the hair on top of the head
_MIN_CONTRAST = 14.0  # Lab, between hair and clothes; black hair on a black coat needs no care and gives none


def find_hair(colours: np.ndarray, alpha: np.ndarray, anatomy: Anatomy, tones: Tones) -> np.ndarray:
    """(h, w) float32 in [0, 1]: hair, all of it that hangs together with the top of the head; zeros where unclear."""
    nothing = np.zeros(alpha.shape, np.float32)
    crown = _crown(alpha, anatomy)
    lab = blur(to_lab(colours), 0.012 * anatomy.unit)
    skin, jacket = to_lab(tones.skin), to_lab(tones.jacket)
    top = lab[crown]
    top = top[np.linalg.norm(top - skin, axis=1) > _MIN_CONTRAST]
    if len(top) < 50:
        return nothing
    hair = np.median(top, axis=0)
    if min(np.linalg.norm(hair - skin), np.linalg.norm(hair - jacket)) < _MIN_CONTRAST:
        return nothing
    distance = np.linalg.norm(lab - hair, axis=-1)
    alike = (distance < _MAX_DISTANCE) & (alpha > 0.2)
    for other in (skin, jacket):
        alike &= distance < 0.9 * np.linalg.norm(lab - other, axis=-1)
    alike &= _around_the_head(alpha.shape, anatomy)
    together = touching(grow(shrink(alike, 0.008 * anatomy.unit), 0.01 * anatomy.unit) | (crown & alike), crown)
    return blur(together.astype(np.float32), 0.012 * anatomy.unit)


def _crown(alpha: np.ndarray, anatomy: Anatomy) -> np.ndarray:
    """(h, w) bool: the top of the head, above the forehead."""
    eyes, ears = anatomy.landmarks[[LEFT_EYE, RIGHT_EYE]], anatomy.landmarks[[LEFT_EAR, RIGHT_EAR]]
    face = float(np.linalg.norm(ears[0] - ears[1])) + 1.0
    y, x = np.mgrid[0 : alpha.shape[0], 0 : alpha.shape[1]]
    above = y < eyes[:, 1].mean() - 0.40 * face
    return above & (np.abs(x - ears[:, 0].mean()) < 0.7 * face) & (alpha > 0.9)


def _around_the_head(shape: tuple[int, ...], anatomy: Anatomy) -> np.ndarray:
    y, x = np.mgrid[0 : shape[0], 0 : shape[1]]
    head = anatomy.landmarks[: RIGHT_EAR + 1].mean(0)
    reach = 0.65 * anatomy.unit
    return (np.abs(x - head[0]) < reach) & (y < anatomy.neck[1] + _LOWEST * anatomy.unit)


def without_hair(strip: Strip, hair: np.ndarray) -> Strip:
    """The strip as it would be under the hair. hair : (rows, columns) the mask, straightened like the strip."""
    covered = hair > 0.15
    if not covered.any():
        return strip
    filled = membrane(strip.colour, grow(covered, 2) | (strip.alpha < 0.02))
    share = np.clip(2 * hair, 0, 1)[..., None]
    return Strip(strip.colour * (1 - share) + filled * share, strip.alpha, strip.cap, strip.counts)
