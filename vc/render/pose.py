"""The pose as video models expect it: OpenPose's coloured limbs and joints on black.

The eighteen joints, the limbs, their order and colours are those of OpenPose's COCO model (Cao et al. 2017), as
ControlNet's annotator draws them: limbs as ellipses at 60 % of their colour, joints as full discs above them.
"""

from collections.abc import Iterator
from functools import lru_cache

import cv2
import numpy as np

from vc.frame import Frame, Size, empty_frame, rgb_to_yuv
from vc.render.ordered import in_order
from vc.skeleton import Joint, Motion

Rgb = tuple[int, int, int]

COLOURS: tuple[Rgb, ...] = (
    (255, 0, 0), (255, 85, 0), (255, 170, 0), (255, 255, 0), (170, 255, 0), (85, 255, 0), (0, 255, 0), (0, 255, 85),
    (0, 255, 170), (0, 255, 255), (0, 170, 255), (0, 85, 255), (0, 0, 255), (85, 0, 255), (170, 0, 255),
    (255, 0, 255), (255, 0, 170), (255, 0, 85),
)  # fmt: skip
# Places of COCO-18: nose, neck, right arm, left arm, right leg, left leg, right eye, left eye, right ear, left ear.
NECK, RIGHT_HIP, RIGHT_KNEE, RIGHT_ANKLE, LEFT_HIP, LEFT_KNEE, LEFT_ANKLE = 1, 8, 9, 10, 11, 12, 13
LIMBS: tuple[tuple[int, int], ...] = (
    (1, 2), (1, 5), (2, 3), (3, 4), (5, 6), (6, 7), (1, 8), (8, 9), (9, 10), (1, 11), (11, 12), (12, 13), (1, 0),
    (0, 14), (14, 16), (0, 15), (15, 17),
)  # fmt: skip
LEGS = frozenset({RIGHT_KNEE, RIGHT_ANKLE, LEFT_KNEE, LEFT_ANKLE})
_FROM = {
    0: Joint.NOSE, 2: Joint.RIGHT_SHOULDER, 3: Joint.RIGHT_ELBOW, 4: Joint.RIGHT_WRIST, 5: Joint.LEFT_SHOULDER,
    6: Joint.LEFT_ELBOW, 7: Joint.LEFT_WRIST, 8: Joint.RIGHT_HIP, 11: Joint.LEFT_HIP, 14: Joint.RIGHT_EYE,
    15: Joint.LEFT_EYE, 16: Joint.RIGHT_EAR, 17: Joint.LEFT_EAR,
}  # fmt: skip

STICK_PX, STICK_STAGE_PX = 4.0, 512  # half-width of limbs and radius of joints on a stage of 512 pixels
_LIMB_SHADE = 0.6
_THIGH, _SHIN = 0.86, 0.84  # over the trunk from hips to shoulders (after Drillis and Contini 1966)
_FINE = 4  # bits of a pixel's fraction that OpenCV keeps
_FARTHEST = 4.0  # stage widths; joints beyond are out of sight


def frames(motion: Motion, *, size: Size, legs: bool = True) -> Iterator[Frame]:
    """One frame per pose. The square stage lies centred in the picture, as large as fits.

    size : width, height in pixels, both even
    legs : draw standing legs below the hips, which the motion does not know; most of them lies below the picture

    Raises ValueError for an odd size, at once.
    """
    empty_frame(size)
    ankles = _standing(motion)
    return in_order(lambda index: _draw(_coco18(motion.points[index], ankles), size, legs), len(motion))


def _standing(motion: Motion) -> np.ndarray:
    """(4, 2) knees and ankles on the stage, right and left: planted below the hips' usual places."""
    points = np.clip(motion.points, 0.5 - _FARTHEST, 0.5 + _FARTHEST)
    hips = np.median(points[:, [Joint.RIGHT_HIP, Joint.LEFT_HIP]], axis=0)
    shoulders = points[:, [Joint.RIGHT_SHOULDER, Joint.LEFT_SHOULDER]].mean(1)
    middle = points[:, [Joint.RIGHT_HIP, Joint.LEFT_HIP]].mean(1)
    down = np.array([0.0, np.percentile(np.linalg.norm(shoulders - middle, axis=1), 90)])
    return np.concatenate([hips + _THIGH * down, hips + (_THIGH + _SHIN) * down])


def _coco18(pose: np.ndarray, standing: np.ndarray) -> np.ndarray:
    """(18, 2) stage coordinates: a pose (13, 2), the neck halfway between the shoulders, and the legs."""
    points = np.zeros((len(COLOURS), 2))
    points[list(_FROM)] = np.clip(pose[list(_FROM.values())], 0.5 - _FARTHEST, 0.5 + _FARTHEST)
    points[NECK] = 0.5 * (points[2] + points[5])
    points[[RIGHT_KNEE, LEFT_KNEE, RIGHT_ANKLE, LEFT_ANKLE]] = standing
    return points


def _draw(points: np.ndarray, size: Size, legs: bool) -> Frame:
    width, height = size
    side = min(size)
    pixels = points * side + [(width - side) / 2, (height - side) / 2]
    radius = max(STICK_PX * side / STICK_STAGE_PX, 1.0)
    frame = _black(size)
    for (a, b), colour in zip(LIMBS, COLOURS, strict=False):
        if legs or b not in LEGS:
            _limb(frame, pixels[a], pixels[b], radius, colour)
    for number, colour in enumerate(COLOURS):
        if legs or number not in LEGS:
            _disc(frame, pixels[number], radius, colour)
    return frame


def _black(size: Size) -> Frame:
    frame = empty_frame(size)
    for plane, value in zip(frame.split(), _plane_values((0, 0, 0)), strict=True):
        plane[:] = value
    return frame


@lru_cache
def _plane_values(colour: Rgb) -> tuple[int, int, int]:
    luma, u, v = np.round(rgb_to_yuv(np.array(colour))).astype(int).tolist()
    return luma, u, v


def _limb(frame: Frame, a: np.ndarray, b: np.ndarray, radius: float, colour: Rgb) -> None:
    """An ellipse from joint to joint, 2 `radius` wide."""
    across, down = b - a
    centre, half = (a + b) / 2, np.hypot(across, down) / 2
    around = np.linspace(0, 2 * np.pi, 48, endpoint=False)
    tilt = np.arctan2(down, across)
    along, aside = half * np.cos(around), radius * np.sin(around)
    outline = centre + np.stack(
        [along * np.cos(tilt) - aside * np.sin(tilt), along * np.sin(tilt) + aside * np.cos(tilt)], 1
    )
    red, green, blue = (int(_LIMB_SHADE * value) for value in colour)
    for plane, value, scale in _planes(frame, (red, green, blue)):
        cv2.fillConvexPoly(plane, _fine(outline * scale), value, cv2.LINE_AA, _FINE)


def _disc(frame: Frame, centre: np.ndarray, radius: float, colour: Rgb) -> None:
    for plane, value, scale in _planes(frame, colour):
        x, y = _fine(centre * scale).tolist()
        cv2.circle(plane, (x, y), round(radius * scale * (1 << _FINE)), value, -1, cv2.LINE_AA, _FINE)


def _planes(frame: Frame, colour: Rgb) -> Iterator[tuple[np.ndarray, int, float]]:
    """The frame's planes, what `colour` is in each, and how large each is: drawn there, nothing is converted."""
    return zip(frame.split(), _plane_values(colour), (1.0, 0.5, 0.5), strict=True)


def _fine(pixels: np.ndarray) -> np.ndarray:
    """Places in 1/16 pixel, where whole numbers are the pixels' centres."""
    return np.round((pixels - 0.5) * (1 << _FINE)).astype(np.int32)
