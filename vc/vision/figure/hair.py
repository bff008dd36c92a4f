"""Long hair that lies on the shoulders: it stays in front of the arms' roots, and no arm carries it away."""

import numpy as np

from vc.vision.anatomy import LEFT_EAR, LEFT_EYE, NOSE, RIGHT_EAR, RIGHT_EYE, Anatomy
from vc.vision.imaging import blur, grow, membrane, shrink, smoothstep, to_lab, touching
from vc.vision.tones import Tones, nearest, typical

from .strip import Strip

_LOWEST = 0.75  # torso units below the shoulders to which hair is followed
_MAX_DISTANCES = (30.0, 22.0, 16.0)  # Lab, from the hair on top of the head: the first that finds no dress
_MOST_BELOW = 0.22  # square torso units of hair below the line of the shoulders
_ONE_HAIR = 34.0  # Lab, light counting less, between the hair on top and at the sides
_DARKEST = 0.5  # of the face's lightness that skin in the shade still has
_STRAND = 0.036  # torso units: half the width of strands that are followed below the chin, where seams look like hair
_NIGHT = 20.0  # Lab light, below which tints fade
_TINTED = 0.10  # between tints, Lab a and b over light, that can be told apart in the shade
_MIN_CONTRAST = 14.0  # Lab, between hair and clothes; black hair on a black coat needs no care and gives none


def find_hair(colours: np.ndarray, alpha: np.ndarray, anatomy: Anatomy, tones: Tones) -> np.ndarray:
    """(h, w) float32 in [0, 1]: hair, all of it that hangs together with the top of the head; zeros where unclear."""
    nothing = np.zeros(alpha.shape, np.float32)
    lab = blur(to_lab(colours), 0.008 * anatomy.unit)
    face = _face(alpha.shape, anatomy)
    crown = _crown(alpha, anatomy)
    own = _own_colours(lab, alpha, crown, face, anatomy, tones)
    if not len(own):
        return nothing
    chest = _chest(alpha, anatomy)
    bare = [
        colour for colour in typical(lab[face & (alpha > 0.9)], 4) if nearest(colour, own) > _MIN_CONTRAST
    ]  # fringes
    clothes = [*typical(lab[chest], 3), *_jacket(tones)]
    others = [*bare, *clothes, to_lab(tones.skin)]
    head = (alpha > 0.2) & ~face & _around_the_head(alpha.shape, anatomy)
    on_clothes = np.arange(alpha.shape[0])[:, None] > anatomy.neck[1] - 0.05 * anatomy.unit
    head &= ~(_of_a_tint(lab, own, clothes) & on_clothes)
    near, far = nearest(lab[head], own), nearest(lab[head], others)
    below = np.arange(alpha.shape[0])[:, None] > anatomy.neck[1]
    for distance in _MAX_DISTANCES:
        alike = head.copy()
        alike[head] = (near < distance) & (near < 0.9 * far)
        together = touching(grow(shrink(alike, 0.006 * anatomy.unit), 0.012 * anatomy.unit) | (crown & alike), crown)
        if (together & below).sum() <= _MOST_BELOW * anatomy.unit**2:
            break
    else:  # so much of it is a dress of the hair's colour
        together &= ~below
    together = _without_threads(together, face, crown, anatomy)
    return blur(together.astype(np.float32) * ~face, 0.012 * anatomy.unit)


def _of_a_tint(lab: np.ndarray, own: list[np.ndarray], clothes: list[np.ndarray]) -> np.ndarray:
    """(h, w) bool: what has rather the tint of strongly coloured clothes, however dark: red ones are brown there."""

    def tint(colour: np.ndarray) -> np.ndarray:
        return np.asarray(colour * [0, 1, 1] / (colour[..., :1] + _NIGHT))

    hair = [tint(colour) for colour in own]
    strong = [tint(colour) for colour in clothes if nearest(tint(colour), hair) > _TINTED]
    if not strong:
        return np.zeros(lab.shape[:2], bool)
    return np.asarray(nearest(tint(lab), strong) < nearest(tint(lab), hair))


def _without_threads(hair: np.ndarray, face: np.ndarray, crown: np.ndarray, anatomy: Anatomy) -> np.ndarray:
    """(h, w) bool: the hair without what only threads join to it below the mouth: seams, hems and shades of clothes."""
    low = np.arange(len(hair))[:, None] > anatomy.mouth[1]
    radius = _STRAND * anatomy.unit
    solid = hair & (~low | grow(shrink(hair | face, radius), radius))
    whole = touching(solid, crown & solid)
    kept = hair & grow(whole, 1.5 * radius) & (whole | low)
    return kept | (shrink(grow(kept, radius), radius) & low & ~face)


def _own_colours(
    lab: np.ndarray, alpha: np.ndarray, crown: np.ndarray, face: np.ndarray, anatomy: Anatomy, tones: Tones
) -> list[np.ndarray]:
    """Lab colours of the hair, lit and in the shade; none where it looks like skin or clothes."""
    points = anatomy.landmarks
    y, x = np.mgrid[0 : alpha.shape[0], 0 : alpha.shape[1]]
    eyes, width = points[[LEFT_EYE, RIGHT_EYE]].mean(0), _head_width(anatomy)
    beside = (np.abs(y - eyes[1]) < 0.35 * width) & (np.abs(x - eyes[0]) < 0.95 * width) & ~face & (alpha > 0.9)
    skin, worn = to_lab(tones.skin), _jacket(tones)
    top = lab[crown & ~face]
    top = top[np.linalg.norm(top - skin, axis=1) > _MIN_CONTRAST]
    if len(top) < 50:
        return []
    hair = np.median(top, axis=0)
    if _from_nearest(hair, [skin, *worn]) < _MIN_CONTRAST:
        return []
    sides = [colour for colour in typical(lab[beside], 4) if _is_one(colour, hair)]
    tops = [colour for colour in typical(top, 3) if _is_one(colour, hair)]  # else a hat's, or a ribbon's
    found = [hair, *tops, *sides]
    return [colour for colour in found if _from_nearest(colour, [skin, *worn]) > _MIN_CONTRAST]


def _jacket(tones: Tones) -> list[np.ndarray]:
    """Its Lab colour, where the photo shows one."""
    return [to_lab(tones.jacket)] if tones.shows_jacket else []


def _from_nearest(colour: np.ndarray, others: list[np.ndarray]) -> float:
    """Lab distance of a colour (3,) from the nearest of others, light counting in full."""
    return min(float(np.linalg.norm(colour - other)) for other in others)


def _is_one(colour: np.ndarray, hair: np.ndarray) -> bool:
    """Whether a Lab colour may be of the same hair."""
    return bool(np.linalg.norm((colour - hair) * [0.4, 1, 1]) < _ONE_HAIR)


def _head_width(anatomy: Anatomy) -> float:
    points = anatomy.landmarks
    ears, eyes = (points[a] - points[b] for a, b in ((LEFT_EAR, RIGHT_EAR), (LEFT_EYE, RIGHT_EYE)))
    return max(float(np.linalg.norm(ears)), 1.5 * float(np.linalg.norm(eyes))) + 1.0


def _face(shape: tuple[int, ...], anatomy: Anatomy) -> np.ndarray:
    """(h, w) bool: the face from the brows to the chin, and the throat below it."""
    eyes, mouth, width = anatomy.landmarks[[LEFT_EYE, RIGHT_EYE]].mean(0), anatomy.mouth, _head_width(anatomy)
    drop = max(float(mouth[1] - eyes[1]), 0.3 * width)
    y, x = np.mgrid[0 : shape[0], 0 : shape[1]]
    middle = 0.5 * (eyes[0] + mouth[0])
    oval = ((x - middle) / (0.47 * width)) ** 2 + ((y - eyes[1] - 0.45 * drop) / (1.25 * drop)) ** 2 < 1
    throat = (y > mouth[1]) & (y < anatomy.neck[1]) & (np.abs(x - middle) < 0.34 * width)
    return oval | throat


def _chest(alpha: np.ndarray, anatomy: Anatomy) -> np.ndarray:
    """(h, w) bool: between the shoulders and below, where clothes are, or bare skin."""
    y, x = np.mgrid[0 : alpha.shape[0], 0 : alpha.shape[1]]
    inside = np.abs(x - anatomy.neck[0]) < 0.3 * anatomy.shoulder_width
    return inside & (y > anatomy.neck[1]) & (y < anatomy.neck[1] + 0.35 * anatomy.unit) & (alpha > 0.9)


def find_head(alpha: np.ndarray, anatomy: Anatomy) -> np.ndarray:
    """(h, w) float32 in [0, 1]: the head down to the jaw, with the hair close to it; zeros for who shows no face."""
    points = anatomy.landmarks
    eyes, ears = points[[LEFT_EYE, RIGHT_EYE]].mean(0), points[[LEFT_EAR, RIGHT_EAR]]
    width = _head_width(anatomy)
    drop = max(float(anatomy.mouth[1] - eyes[1]), 0.3 * width)
    y, x = np.mgrid[0 : alpha.shape[0], 0 : alpha.shape[1]].astype(np.float32)
    middle = 0.5 * (ears.mean(0)[0] + eyes[0])
    # Below the eyes the jaw: half an ellipse; above them whatever the matte says is head.
    down = np.clip(y - eyes[1], 0, None) / (1.75 * drop)
    inside = 1 - np.hypot((x - middle) / (0.66 * width), down)
    above = smoothstep(y, eyes[1] + 0.2 * drop, eyes[1] - 0.2 * drop) * (np.abs(x - middle) < 0.95 * width)
    return (alpha * np.maximum(smoothstep(inside, 0.0, 0.12), above)).astype(np.float32)


def find_throat(alpha: np.ndarray, anatomy: Anatomy) -> np.ndarray:
    """(h, w) float32 in [0, 1]: from the middle of the face down to the shoulders, what joins the head to the body."""
    y, x = np.mgrid[0 : alpha.shape[0], 0 : alpha.shape[1]].astype(np.float32)
    nose, neck = anatomy.landmarks[NOSE], anatomy.neck
    along = np.clip((y - nose[1]) / (neck[1] - nose[1] + 1e-6), 0, 1)
    aside = np.abs(x - nose[0] - along * (neck[0] - nose[0])) / _head_width(anatomy)
    rows = (y > nose[1]) & (y < neck[1] + 0.04 * anatomy.unit)
    return (alpha * smoothstep(aside, 0.46, 0.36) * rows).astype(np.float32)


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
