"""Choose what part of the photo the video shows, and move pictures there."""

from dataclasses import dataclass, replace

import cv2
import numpy as np

from vc.frame import Size
from vc.vision.anatomy import LEFT_EYE, NOSE, RIGHT_EYE, Anatomy, is_portrait
from vc.vision.imaging import blur, grow, membrane, smoothstep

# Lengths in torso units, see anatomy.
_BELOW_HIPS = 0.24
# To where a baton goes on the largest upbeat, and by how much it is nearer to the viewer then; the viewer's distance.
_ABOVE_SHOULDERS_PER_REACH, _BEFORE_PER_REACH, _DISTANCE = 0.70, 1.05, 8.42
_ASIDE = 0.15  # share of that by which one of whoever is seen from the side is nearer
_HEAD_ROOM_PER_SHOULDERS = 0.5
_SIDEWAYS_PER_REACH = 1.86  # both hands to both sides, which are nearer to the viewer than the body is
_BATON_PER_REACH = 0.085  # by which the middle is nearer to the hand that holds it
_AHEAD_PER_REACH = 0.45  # by which whoever is seen from the side stands away from the middle, to have room for a baton
_PORTRAIT_BELOW = 0.95
_BELOW_FEET = 0.22
# Heights of the picture, from a photo's edge outwards: Gaussian radius, and from where to where it sets in.
_CALMER = ((0.012, -0.12, -0.02), (0.035, -0.06, 0.06), (0.080, 0.0, 0.20), (0.140, 0.15, 0.50))
_EDGE = (-0.12, -0.04)  # where the photo gives way to what goes on
_SHADED, _VIGNETTE = (0.0, 0.6), 0.28  # where it gets darker, and by how much
_COARSE = 4  # px that are one in what is out of focus
_LEGS = slice(27, 33)  # ankles, heels and toes among the landmarks


@dataclass(frozen=True)
class Framing:
    """canvas point = photo point * scale + offset.

    size : of the canvas, pixels; portrait : whether the photo ends at the chest
    """

    scale: float
    offset: np.ndarray
    size: Size
    portrait: bool

    def warp(self, image: np.ndarray, border: int = cv2.BORDER_CONSTANT) -> np.ndarray:
        """Picture of the photo -> picture of the canvas, without aliases."""
        matrix = np.array([[self.scale, 0, self.offset[0]], [0, self.scale, self.offset[1]]])
        smooth = blur(image, 0.4 / self.scale) if self.scale < 0.6 else image
        flags = cv2.INTER_LINEAR if self.scale < 1 else cv2.INTER_CUBIC
        return cv2.warpAffine(smooth, matrix, self.size, flags=flags, borderMode=border)

    def extended(self, below: float) -> "Framing":
        """The same view with `below` px more at the bottom, so that hands hanging there are not cut."""
        return replace(self, size=(self.size[0], self.size[1] + round(below)))


def touches_top(anatomy: Anatomy) -> bool:
    """Whether the top of the head lies outside the photo: by ordinary proportions."""
    eyes = anatomy.landmarks[[LEFT_EYE, RIGHT_EYE], 1].mean()
    return bool(eyes - 1.6 * (anatomy.mouth[1] - eyes) < 0)


def choose_camera(anatomy: Anatomy, photo_shape: tuple[int, ...], size: Size, *, full: bool = False) -> Framing:
    """Frame the person from the hips up, with room for both arms to all sides.

    full : as far down as the photo shows them
    """
    photo_height = photo_shape[0]
    neck, pelvis, unit = anatomy.neck, anatomy.pelvis, anatomy.unit
    portrait = is_portrait(anatomy, photo_height)
    face_top = anatomy.landmarks[NOSE : NOSE + 11, 1].min() - _HEAD_ROOM_PER_SHOULDERS * anatomy.shoulder_width
    head_is_cut = touches_top(anatomy)
    bottom = neck[1] + _PORTRAIT_BELOW * unit if portrait else min(photo_height, pelvis[1] + _BELOW_HIPS * unit)
    if full and not portrait:
        bottom = max(bottom, min(photo_height, anatomy.landmarks[_LEGS, 1].max() + _BELOW_FEET * unit))
    top = min(face_top, _above_upbeats(anatomy, bottom))
    if head_is_cut:
        top = max(top, 0.0)  # the photo cuts the head; any room above would show the cut
    width, height = size
    needed = (anatomy.shoulder_width + _SIDEWAYS_PER_REACH * anatomy.reach) * height / width
    if bottom - top < needed:
        below = np.clip(photo_height - bottom, 0, needed - (bottom - top))
        bottom += 0.6 * below
        top = bottom - needed
        if head_is_cut:
            top = max(top, 0.0)
    scale = height / (bottom - top)
    aside = _AHEAD_PER_REACH * np.sin(anatomy.heading) - _BATON_PER_REACH * np.cos(anatomy.heading)
    middle = 0.5 * (neck[0] + pelvis[0]) + float(aside) * anatomy.reach
    return Framing(float(scale), np.array([width / 2 - middle * scale, height - bottom * scale]), size, portrait)


def _above_upbeats(anatomy: Anatomy, bottom: float) -> float:
    """Row of the photo at which a picture that ends at `bottom` begins, if the largest upbeat just stays within it.

    Seen in perspective a baton before the body is further from the picture's middle, by `nearer`.
    """
    highest = anatomy.neck[1] - _ABOVE_SHOULDERS_PER_REACH * anatomy.reach
    ahead = np.cos(anatomy.heading) + _ASIDE * abs(np.sin(anatomy.heading))
    before = _BEFORE_PER_REACH * anatomy.reach / anatomy.unit * float(ahead)
    nearer = _DISTANCE / (_DISTANCE - before)
    return float((bottom * (1 - nearer) + 2 * nearer * highest) / (1 + nearer))


def onto_canvas(plate: np.ndarray, camera: Framing, others: np.ndarray) -> np.ndarray:
    """The plate as the camera sees it; beyond the photo its colours go on, ever calmer, and a little darker far out.

    others : (h, w) bool, further people in the photo, whose colours are not to go on
    """
    canvas = camera.warp(plate, cv2.BORDER_REPLICATE)
    outside = camera.warp(np.ones(plate.shape[:2], np.float32)) < 0.5
    if not outside.any():
        return canvas
    source = canvas
    if others.any():
        nobody = membrane(plate, grow(others, 0.01 * max(plate.shape))).astype(np.uint8)
        source = camera.warp(nobody, cv2.BORDER_REPLICATE)
    calm, away = _beyond(source, outside)
    share = smoothstep(away, *_EDGE)[..., None]
    picture = canvas * (1 - share) + calm * share
    shade = 1 - _VIGNETTE * smoothstep(away, *_SHADED)[..., None]
    return np.clip(picture * shade + 0.5, 0, 255).astype(np.uint8)


def _beyond(canvas: np.ndarray, outside: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(h, w, 3) float32 what goes on beyond a photo's edges, and (h, w) how far beyond a place is, in heights.

    canvas : (h, w, 3); outside : (h, w) bool. The further out, the more of the border is mixed.
    """
    height, width = outside.shape
    size = (max(8, width // _COARSE), max(8, height // _COARSE))
    small = cv2.resize(canvas, size, interpolation=cv2.INTER_AREA)
    beyond = cv2.resize(outside.astype(np.uint8), size, interpolation=cv2.INTER_NEAREST) > 0
    reach = [cv2.distanceTransform(mask.astype(np.uint8), cv2.DIST_L2, 5) for mask in (beyond, ~beyond)]
    away = (reach[0] - reach[1]) / size[1]
    picture = small = small.astype(np.float32)
    for sigma, start, end in _CALMER:
        share = smoothstep(away, start, end)[..., None]
        picture = picture * (1 - share) + blur(small, sigma * size[1]) * share
    calm, away = (cv2.resize(x, (width, height), interpolation=cv2.INTER_CUBIC) for x in (picture, away))
    return calm, away
