"""The person on the canvas, taken apart: body, arms, hair."""

from dataclasses import dataclass, replace

import cv2
import numpy as np

from vc.vision.anatomy import ELBOWS, GOOD_ARM, WRISTS, Anatomy, Side
from vc.vision.tones import Tones, measure_tones

from .arms import ArmCut, cut_arm, root_window
from .framing import Framing
from .hair import find_hair, without_hair
from .hands import trim_to_skin, with_hands
from .mend import mend_sleeve
from .sleeves import lengthened_sleeve, make_sleeve, spotted, with_joints_inside
from .strip import HAND_FROM, Strip

_BELOW_VIEW = 0.45  # torso units below the picture in which hanging hands are still cut out
_LEAST_OF_ARM = 0.85  # share of its length that is to be seen
_SPOTTED = 0.02  # share of a sleeve that is of other colours
_SEEN, _HIDDEN = 0.5, 0.3  # visibility of a joint from which it is believed, and up to which it is not
_CRUMB = 0.03  # of the body's area


@dataclass(frozen=True)
class Figure:
    """The person as the camera sees them, with a margin below the picture.

    photo, colours : (h, w, 3) uint8 RGB, as it is, and the person's colours alone; alpha, hair : (h, w) in [0, 1]
    cuts : both arms, by Side; photo_bottom : row at which a portrait ends, None for other photos
    """

    photo: np.ndarray
    colours: np.ndarray
    alpha: np.ndarray
    hair: np.ndarray
    anatomy: Anatomy
    tones: Tones
    cuts: tuple[ArmCut, ArmCut]
    photo_bottom: float | None


@dataclass(frozen=True)
class Trunk:
    """The person without arms: colours (h, w, 3) uint8, alpha (h, w), front (h, w) what lies before the arms' roots."""

    colours: np.ndarray
    alpha: np.ndarray
    front: np.ndarray

    def above(self, row: int) -> "Trunk":
        """What lies in the picture, without bits that hang together with the body only below it."""
        alpha = self.alpha[:row]
        count, labels, stats, _ = cv2.connectedComponentsWithStats((alpha > 0.05).astype(np.uint8))
        areas = stats[1:, cv2.CC_STAT_AREA]
        if count > 2:
            small = 1 + np.flatnonzero(areas < _CRUMB * areas.max())
            alpha = np.where(np.isin(labels, small), 0, alpha).astype(np.float32)
        return Trunk(self.colours[:row], alpha, self.front[:row])


def take_apart(
    photo: np.ndarray,
    colours: np.ndarray,
    alpha: np.ndarray,
    in_photo: Anatomy,
    camera: Framing,
    before: np.ndarray | None = None,
) -> Figure:
    """The photo's person on the canvas. photo, colours : (h, w, 3) uint8; alpha : (h, w); in_photo : the body there

    before : (h, w) bool, further people where they are seen rather than this one; no arm is made of theirs
    """
    seen_to = [_seen_to(in_photo, side, photo.shape) for side in Side]
    anatomy = in_photo.moved(camera.scale, camera.offset)
    if camera.portrait:
        anatomy = with_joints_inside(anatomy)
    view = camera.extended(_BELOW_VIEW * anatomy.unit)
    alpha = np.clip(view.warp(alpha), 0, 1)
    photo_bottom = photo.shape[0] * camera.scale + camera.offset[1] if camera.portrait else None
    photo, colours = (view.warp(picture, cv2.BORDER_REPLICATE) for picture in (photo, colours))
    tones = measure_tones(colours, alpha, anatomy)
    hair = find_hair(colours, alpha, anatomy, tones)
    own = alpha if before is None else alpha * (1 - view.warp(before.astype(np.float32)))
    left, right = (_cut_clean(colours, own, hair, anatomy, tones, side, seen_to[side]) for side in Side)
    return Figure(photo, colours, alpha, hair, anatomy, tones, (left, right), photo_bottom)


def _seen_to(anatomy: Anatomy, side: Side, shape: tuple[int, ...]) -> float:
    """Place along the arm from which it is hidden within the photo; 3 if it is all seen, or leaves the photo."""
    for joint, place in ((ELBOWS[side], 0.5), (WRISTS[side], 1.0)):
        x, y = anatomy.landmarks[joint]
        if 0 <= x < shape[1] and 0 <= y < shape[0] and anatomy.visibility[joint] < _HIDDEN:
            return place
    return 3.0


def _cut_clean(
    colours: np.ndarray,
    alpha: np.ndarray,
    hair: np.ndarray,
    anatomy: Anatomy,
    tones: Tones,
    side: Side,
    seen_to: float,
) -> ArmCut:
    """One arm without the hair and the parts of the body that lie on it in the photo."""
    cut = cut_arm(colours, alpha, anatomy, side, seen_to)
    strip = without_hair(cut.strip, cut.straighten(hair))
    return replace(cut, strip=mend_sleeve(strip, cut.body_side, tones, anatomy.unit))


def whole_arms(figure: Figure) -> tuple[Strip, Strip]:
    """Both arms: the photo's where they are usable, else the other mirrored, else sleeves; with hands."""
    anatomy, tones = figure.anatomy, figure.tones
    unit = anatomy.unit
    quality = np.array([_quality(figure, side) for side in Side])
    better = Side(int(quality.argmax()))
    if quality[better] < GOOD_ARM:
        left, right = _own_sleeves(figure)
        return with_hands((left, right), tones, unit)
    strips = [trim_to_skin(cut.strip, _behind_hand(cut, figure), tones, unit) for cut in figure.cuts]
    if quality[better.other] < GOOD_ARM:
        strips[better.other] = strips[better].mirrored()
    return with_hands((strips[0], strips[1]), tones, unit)


def _quality(figure: Figure, side: Side) -> float:
    """Of the photo's arm, see Anatomy; 0 if other people or things stand before it."""
    strip = figure.cuts[side].strip
    band = max(1, round(0.03 * figure.anatomy.unit))
    arm = (strip.places > 0.1) & (strip.places < HAND_FROM)
    seen = strip.alpha[strip.half - band : strip.half + band + 1, arm].max(0) > 0.5
    return float(figure.anatomy.quality[side]) if seen.mean() > _LEAST_OF_ARM else 0.0


def _own_sleeves(figure: Figure) -> list[Strip]:
    """Both arms in the own cloth: as far as the photo shows an upper arm it is used, for both sides if need be."""
    anatomy, unit = figure.anatomy, figure.anatomy.unit
    found = [
        lengthened_sleeve(cut.strip, unit) if anatomy.visibility[elbow] > _SEEN else None
        for cut, elbow in zip(figure.cuts, ELBOWS, strict=True)
    ]
    spots = [spotted(sleeve) if sleeve else 1.0 for sleeve in found]
    cleaner = Side(int(np.argmin(spots)))
    if spots[cleaner.other] > _SPOTTED and spots[cleaner] < 0.5 * spots[cleaner.other]:
        found[cleaner.other] = None
    sleeves = []
    for side, (own, other) in enumerate((found, found[::-1])):
        plain = make_sleeve(figure.tones.jacket, anatomy.bones, unit, seed=side)
        across = np.arange(-plain.half, plain.half + 1, dtype=np.float32)[:, None]
        radius = figure.cuts[side].root_radius
        root = root_window(across, plain.cap, plain.alpha.shape[1], radius, unit).astype(np.float32)
        sleeves.append(own or (other.mirrored() if other else replace(plain, alpha=plain.alpha * root)))
    return sleeves


def _behind_hand(cut: ArmCut, figure: Figure) -> np.ndarray:
    """(n, 3) RGB: colours of the photo around a hand where there is nobody."""
    around = (cut.strip.places > HAND_FROM) & (cut.straighten(figure.alpha) < 0.1)
    return cut.straighten(figure.photo)[around]
