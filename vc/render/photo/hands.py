"""Hands that the photo does not show: taken from the other arm, or drawn."""

import cv2
import numpy as np

from .anatomy import Anatomy, Side
from .arms import Strip
from .imaging import blur, grow, smoothstep, to_lab, touching
from .tones import Tones

_SUPERSAMPLING = 3
# Torso units, and square torso units.
_FINGER_REACH = 0.30
_MOST_FINGERS = 0.12
# Lab distances.
_FINGER_TINT = 22.0  # from the face's skin, of fingers on the body
_SURELY_SKIN, _PERHAPS_SKIN = 14.0, 20.0  # of a hand as a whole; between the two it must not look like cloth either
_OTHER_CLOTH = 20.0  # between two garments
# A left hand, palm towards the viewer, as capsules: start and end (along the hand 0 to 1, across in torso units), and
# the radii there in torso units.
_Capsule = tuple[float, float, float, float, float, float]
_PALM: tuple[_Capsule, ...] = (
    (-0.10, 0.0, 0.15, 0.0, 0.036, 0.038),
    (0.15, -0.022, 0.42, -0.030, 0.034, 0.030),
    (0.15, 0.018, 0.42, 0.028, 0.036, 0.030),
    (0.15, 0.0, 0.44, 0.0, 0.038, 0.032),
)
_OPEN: tuple[_Capsule, ...] = (
    *_PALM,
    (0.40, -0.042, 0.76, -0.056, 0.0165, 0.0125),
    (0.44, -0.015, 0.88, -0.020, 0.0170, 0.0130),
    (0.44, 0.013, 0.86, 0.016, 0.0165, 0.0125),
    (0.40, 0.038, 0.72, 0.050, 0.0150, 0.0110),
    (0.16, -0.045, 0.46, -0.096, 0.0200, 0.0140),
)
_GRIP: tuple[_Capsule, ...] = (
    *_PALM,
    (0.40, -0.034, 0.56, -0.020, 0.0220, 0.0190),
    (0.42, -0.008, 0.57, 0.004, 0.0220, 0.0190),
    (0.42, 0.016, 0.55, 0.024, 0.0210, 0.0185),
    (0.38, 0.038, 0.49, 0.040, 0.0190, 0.0170),
    (0.20, -0.048, 0.55, -0.036, 0.0200, 0.0150),
)


def complete_hands(strips: tuple[Strip, Strip], tones: Tones, unit: float) -> tuple[Strip, Strip]:
    """Replace hands that are in pockets, behind the back or cut off."""
    shown = [shows_skin(strip, tones, unit) for strip in strips]
    whole = []
    for side in Side:
        if shown[side]:
            whole.append(strips[side])
        elif shown[side.other]:
            whole.append(_with_hand_of(strips[side], strips[side.other]))
        else:
            whole.append(draw_hand(strips[side], tones.skin, unit, side))
    return whole[0], whole[1]


def shows_skin(strip: Strip, tones: Tones, unit: float) -> bool:
    """Whether the hand's part of a strip looks more like the face than like cloth."""
    band = max(1, round(0.03 * unit))
    start = strip.wrist + round(0.15 * strip.counts[2])
    area = np.s_[strip.half - band : strip.half + band + 1, start : strip.wrist + round(0.60 * strip.counts[2])]
    solid = strip.alpha[area] > 0.6
    if solid.mean() < 0.15:
        return False
    pixels = to_lab(strip.colour[area][solid])

    def distance(colour: np.ndarray) -> float:
        weights = np.array([0.15, 1, 1])  # hands are lit differently from faces; their tint is alike
        return float(np.median(np.sqrt(((pixels - to_lab(colour)) ** 2 * weights).sum(-1))))

    skin = distance(tones.skin)
    unlike_cloth = min(distance(cloth) for cloth in tones.cloths) >= 0.7 * skin
    return skin <= _SURELY_SKIN or (skin <= _PERHAPS_SKIN and unlike_cloth)


def trim_to_skin(strip: Strip, behind: np.ndarray, tones: Tones, unit: float) -> Strip:
    """Take trousers, hips and road off a hand: pixels that look more like those than like the hand lose their alpha.

    behind : (n, 3) RGB, colours of the background around the hand
    """
    if not shows_skin(strip, tones, unit):
        return strip
    places = strip.places
    lab = blur(to_lab(strip.colour), 0.8)
    band = max(1, round(0.035 * unit))
    core = np.zeros(strip.alpha.shape, bool)
    core[strip.half - band : strip.half + band + 1, (places > 2.02) & (places < 2.45)] = True
    hand = [*_typical(lab[core & (strip.alpha > 0.6)], 3), to_lab(tones.skin)]
    strange = [*_cloths_unlike_the_sleeve(tones), *_typical(to_lab(behind), 4)]
    if not strange:
        return strip
    likely = _likelier(lab, hand, strange)
    solid = ((likely > 0.5) | (places < 2.1)) & (strip.alpha > 0.5)
    joined = touching(solid, (places < 2.1) & solid)  # with the wrist
    likely = np.minimum(blur(likely, 0.8), blur(grow(joined, 1).astype(np.float32), 0.8))
    if likely[core].mean() < 0.5:  # a hand and a background that cannot be told apart
        return strip
    share = smoothstep(places, 2.02, 2.15)
    return Strip(strip.colour, (strip.alpha * (1 - share + share * likely)).astype(np.float32), strip.cap, strip.counts)


def _cloths_unlike_the_sleeve(tones: Tones) -> list[np.ndarray]:
    """Lab colours of trousers and the like; cloth like the sleeve's may be its cuff, which belongs to the arm."""
    jacket, *others = (to_lab(cloth) for cloth in tones.cloths)
    return [cloth for cloth in others if np.linalg.norm(cloth - jacket) > _OTHER_CLOTH]


def _likelier(lab: np.ndarray, own: list[np.ndarray], strange: list[np.ndarray]) -> np.ndarray:
    """(h, w) float32: 1 where colours are nearer to `own` ones, 0 where clearly nearer to `strange` ones."""
    near, far = _nearest(lab, own), _nearest(lab, strange)
    return smoothstep((far - near) / (far + near + 1e-3), -0.40, -0.10).astype(np.float32)


def _typical(pixels: np.ndarray, count: int) -> np.ndarray:
    """Up to `count` typical colours (n, 3) of pixels (m, 3)."""
    if len(pixels) < 10 * count:
        return pixels[:0]
    sample = pixels[np.linspace(0, len(pixels) - 1, min(len(pixels), 2000)).astype(int)].astype(np.float32)
    cv2.setRNGSeed(0)
    stop = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 10, 1.0)
    return cv2.kmeans(sample, count, None, stop, 2, cv2.KMEANS_PP_CENTERS)[2]


def _nearest(lab: np.ndarray, colours: list[np.ndarray]) -> np.ndarray:
    """Distance of each pixel from the nearest of some colours; light counts a third, hands have lit and dark sides."""
    weights = np.array([0.3, 1, 1], np.float32)
    return np.min([np.sqrt(((lab - colour) ** 2 * weights).sum(-1)) for colour in colours], axis=0)


def _with_hand_of(strip: Strip, other: Strip) -> Strip:
    """The strip with the other arm's hand, mirrored, from just before the wrist."""
    start = strip.wrist - round(0.1 * strip.counts[2])
    columns = np.arange(strip.alpha.shape[1])
    share = np.clip((columns - start) / (0.15 * strip.counts[2]), 0, 1)[None]
    donor = other.mirrored()
    alpha = strip.alpha * (1 - share) + donor.alpha * share
    colour = strip.colour * (1 - share[..., None]) + donor.colour * share[..., None]
    return Strip(colour, alpha, strip.cap, strip.counts)


def draw_hand(strip: Strip, skin: np.ndarray, unit: float, side: Side) -> Strip:
    """The strip with a drawn hand at its end: the left one open, the right one closed around a baton.

    skin : (3,) RGB. The fingers are round: they are shaded by the height of the capsules they are made of.
    """
    length = strip.counts[2]
    start = strip.wrist - round(0.12 * length)
    rows, columns = strip.alpha.shape[0], strip.alpha.shape[1] - start
    capsules = _mirrored(_GRIP) if side is Side.RIGHT else _OPEN
    height, normal_x, normal_y = _relief(capsules, rows, columns, strip.wrist - start, length, unit)
    cover = cv2.resize((height > 0).astype(np.float32), (columns, rows), interpolation=cv2.INTER_AREA)
    light = 0.88 + 0.16 * np.clip(1 - normal_x**2 - normal_y**2, 0, 1) - 0.10 * normal_y - 0.05 * normal_x
    light = cv2.resize(blur(light.astype(np.float32), 1.5), (columns, rows), interpolation=cv2.INTER_AREA)
    drawn = np.clip(skin * np.clip(light, 0.6, 1.06)[..., None], 0, 255)
    # The sleeve ends over the wrist, as cuffs do.
    sleeve = strip.alpha[:, start:] * smoothstep(np.arange(columns), 0.20 * length, 0.10 * length)
    alpha, colour = strip.alpha.copy(), strip.colour.copy()
    whole = sleeve + cover * (1 - sleeve)
    mixed = strip.colour[:, start:] * sleeve[..., None] + drawn * (cover * (1 - sleeve))[..., None]
    colour[:, start:] = mixed / np.maximum(whole, 1e-3)[..., None]
    alpha[:, start:] = whole
    return Strip(colour.astype(np.float32), alpha.astype(np.float32), strip.cap, strip.counts)


def _mirrored(capsules: tuple[_Capsule, ...]) -> tuple[_Capsule, ...]:
    return tuple((x0, -y0, x1, -y1, r0, r1) for x0, y0, x1, y1, r0, r1 in capsules)


def _relief(
    capsules: tuple[_Capsule, ...], rows: int, columns: int, wrist: int, length: int, unit: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Height (0 = nothing there) and the normal's x and y of the union of capsules, supersampled."""
    fine = 1 / _SUPERSAMPLING
    y, x = np.mgrid[0 : rows * _SUPERSAMPLING, 0 : columns * _SUPERSAMPLING].astype(np.float32) * fine
    y -= (rows - 1) / 2
    x -= wrist
    height = np.zeros(x.shape, np.float32)
    normals = np.zeros((2, *x.shape), np.float32)
    for x0, y0, x1, y1, r0, r1 in capsules:
        start, end = np.array([x0 * length, y0 * unit]), np.array([x1 * length, y1 * unit])
        axis = end - start
        t = np.clip(((x - start[0]) * axis[0] + (y - start[1]) * axis[1]) / (axis @ axis), 0, 1)
        dx, dy = x - start[0] - t * axis[0], y - start[1] - t * axis[1]
        radius = (r0 + (r1 - r0) * t) * unit
        rise = np.sqrt(np.clip(radius**2 - dx**2 - dy**2, 0, None))
        above = rise > height
        height = np.where(above, rise, height)
        normals[0] = np.where(above, dx / radius, normals[0])
        normals[1] = np.where(above, dy / radius, normals[1])
    return height, normals[0], normals[1]


def with_fingers(
    footprints: np.ndarray, colours: np.ndarray, alpha: np.ndarray, tones: Tones, anatomy: Anatomy
) -> np.ndarray:
    """Where the photo shows arms (h, w) bool, with the fingers that landmarks miss: skin that touches a hand."""
    unit = anatomy.unit
    near = np.zeros(footprints.shape, np.uint8)
    for side in Side:
        _, _, wrist, tip = anatomy.arms[side]
        cv2.circle(near, np.round(0.4 * wrist + 0.6 * tip).astype(int).tolist(), round(_FINGER_REACH * unit), 1, -1)
    skin = _nearest(to_lab(colours), [to_lab(tones.skin)])
    cloth = _nearest(to_lab(colours), [to_lab(cloth) for cloth in tones.cloths])
    fingers = (near > 0) & (alpha > 0.3) & (skin < _FINGER_TINT) & (skin < 0.8 * cloth)
    found = touching(fingers | footprints, footprints & (near > 0)) & fingers
    if found.sum() > _MOST_FINGERS * unit**2:  # bare legs or arms, not fingers
        return footprints
    return footprints | grow(found, 0.02 * unit)
