"""Choose what part of the photo the video shows, and move pictures there."""

from dataclasses import dataclass, replace

import cv2
import numpy as np

from vc.frame import Size
from vc.vision.anatomy import LEFT_EYE, NOSE, RIGHT_EYE, Anatomy, is_portrait
from vc.vision.imaging import blur, grow, membrane
from vc.vision.plate import is_plain

# Lengths in torso units, see anatomy.
_BELOW_HIPS = 0.30
_ABOVE_SHOULDERS_PER_REACH = 0.78  # a beat rarely goes higher; a stretched arm may leave the picture
_HEAD_ROOM_PER_SHOULDERS = 0.5
_SIDEWAYS_PER_REACH = 1.5
_TALL_SIDEWAYS = 1.1  # in tall pictures, where there would be more air above than person
_PLAIN_UNIT = 0.3  # a body's, of a photo's side
_PORTRAIT_BELOW = 0.95
_BELOW_FEET = 0.22
_LEGS = slice(27, 33)  # ankles, heels and toes among the landmarks


@dataclass(frozen=True)
class Camera:
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

    def extended(self, below: float) -> "Camera":
        """The same view with `below` px more at the bottom, so that hands hanging there are not cut."""
        return replace(self, size=(self.size[0], self.size[1] + round(below)))


def touches_top(anatomy: Anatomy) -> bool:
    """Whether the top of the head lies outside the photo: by ordinary proportions."""
    eyes = anatomy.landmarks[[LEFT_EYE, RIGHT_EYE], 1].mean()
    return bool(eyes - 1.6 * (anatomy.mouth[1] - eyes) < 0)


def choose_camera(anatomy: Anatomy, photo_shape: tuple[int, ...], size: Size, *, full: bool = False) -> Camera:
    """Frame the person from the hips up, with room for both arms to all sides.

    full : as far down as the photo shows them
    """
    photo_height = photo_shape[0]
    neck, pelvis, unit = anatomy.neck, anatomy.pelvis, anatomy.unit
    portrait = is_portrait(anatomy, photo_height)
    face_top = anatomy.landmarks[NOSE : NOSE + 11, 1].min() - _HEAD_ROOM_PER_SHOULDERS * anatomy.shoulder_width
    top = min(face_top, neck[1] - _ABOVE_SHOULDERS_PER_REACH * anatomy.reach)
    head_is_cut = touches_top(anatomy)
    if head_is_cut:
        top = max(top, 0.0)  # the photo cuts the head; any room above would show the cut
    bottom = neck[1] + _PORTRAIT_BELOW * unit if portrait else min(photo_height, pelvis[1] + _BELOW_HIPS * unit)
    if full and not portrait:
        bottom = max(bottom, min(photo_height, anatomy.landmarks[_LEGS, 1].max() + _BELOW_FEET * unit))
    width, height = size
    tall = np.clip(2 * (height / width - 1), 0, 1)
    sideways = _SIDEWAYS_PER_REACH + tall * (_TALL_SIDEWAYS - _SIDEWAYS_PER_REACH)
    needed = (anatomy.shoulder_width + sideways * anatomy.reach) * height / width
    if bottom - top < needed:
        below = np.clip(photo_height - bottom, 0, needed - (bottom - top))
        bottom += 0.6 * below
        top = bottom - needed
        if head_is_cut:
            top = max(top, 0.0)
    scale = height / (bottom - top)
    middle = 0.5 * (neck[0] + pelvis[0])
    return Camera(float(scale), np.array([width / 2 - middle * scale, height - bottom * scale]), size, portrait)


def onto_canvas(
    plate: np.ndarray, camera: Camera, others: np.ndarray, *, in_focus: np.ndarray | None = None
) -> np.ndarray:
    """The plate as the camera sees it; beyond the photo it goes on mirrored and ever more out of focus.

    Plain walls and skies go on as their border is: a mirror image of their light would have dark seams.
    others : (h, w) bool, further people in the photo, of whom no mirror image is wanted
    in_focus : the plate before it was softened, if it was, by which to tell whether it is plain
    """
    height = camera.size[1]
    sharp = plate if in_focus is None else in_focus
    plain = is_plain(sharp, np.zeros(plate.shape[:2], bool), _PLAIN_UNIT * max(plate.shape))
    border = cv2.BORDER_REPLICATE if plain else cv2.BORDER_REFLECT_101
    canvas = camera.warp(plate, border)
    outside = camera.warp(np.ones(plate.shape[:2], np.float32)) < 0.5
    if not outside.any():
        return canvas
    if others.any():
        nobody = membrane(plate, grow(others, 0.01 * max(plate.shape))).astype(np.uint8)
        canvas = np.where(outside[..., None], camera.warp(nobody, border), canvas)
    distance = cv2.distanceTransform(outside.astype(np.uint8), cv2.DIST_L2, 5)
    picture = canvas.astype(np.float32)
    for sigma, reach in ((0.012, 0.05), (0.05, 0.25)):  # fractions of the picture's height
        share = np.clip(distance / (height * reach), 0, 1)[..., None]
        picture = picture * (1 - share) + blur(canvas.astype(np.float32), height * sigma) * share
    return np.clip(picture + 0.5, 0, 255).astype(np.uint8)
