"""A head without a human face: of a dog, a cat, a mask, a toy; one circle around it, by hand or found."""

import cv2
import numpy as np
from scipy.ndimage import distance_transform_edt

from vc.errors import PhotoError
from vc.vision.imaging import blur, grow, smoothstep, touching
from vc.vision.matte import own_colours

Circle = tuple[float, float, float]  # x, y of the middle and radius, px of the photo

# Set by eye.
_SIDE_PX = 360  # of the picture in which colours are told apart
_MARGIN = 0.05  # of the photo at its sides that is taken for background
_LEAST, _MOST = 0.16, 0.48  # radius over the photo's shorter side
_LEAST_PX = 10  # radius: smaller heads show nothing
_ROUND = 1.10  # of the largest circle inside the outline, ears left out
_SURE, _OUTSIDE = 0.84, 1.34  # shares of the radius: within is head, beyond is none


def find_circle(photo: np.ndarray) -> Circle:
    """The likeliest place of a head in a photo (h, w, 3) uint8 of one creature: where it is widest, high up."""
    height, width = photo.shape[:2]
    scale = min(1.0, _SIDE_PX / max(height, width))
    small = cv2.resize(photo, (round(width * scale), round(height * scale)), interpolation=cv2.INTER_AREA)
    rows, columns = small.shape[:2]
    inset = max(2, round(_MARGIN * min(rows, columns)))
    labels = np.full((rows, columns), cv2.GC_PR_FGD, np.uint8)
    labels[:inset] = labels[:, :inset] = labels[:, -inset:] = cv2.GC_BGD
    creature = _told_apart(small, labels)
    creature[:inset] = creature[:, :inset] = creature[:, -inset:] = 0
    y, x = np.mgrid[0:rows, 0:columns]
    depth = distance_transform_edt(np.pad(creature, 1))[1:-1, 1:-1]
    depth = depth * (1.35 - 0.7 * y / rows) * np.exp(-(((x / columns - 0.5) / 0.6) ** 2))
    row, column = np.unravel_index(int(depth.argmax()), depth.shape)
    least, most = _LEAST * min(rows, columns), _MOST * min(rows, columns)
    radius = float(np.clip(_ROUND * distance_transform_edt(np.pad(creature, 1))[row + 1, column + 1], least, most))
    return (column + 0.5) / scale, (row + 0.5) / scale, radius / scale


def check_circle(circle: Circle, shape: tuple[int, ...]) -> None:
    """Raises PhotoError for a circle that does not hold a head of a photo of this shape (h, w, ...)."""
    (x, y, radius), (height, width) = circle, shape[:2]
    if not (0 <= x < width and 0 <= y < height):
        raise PhotoError(
            f"The middle of the head, {x:g}, {y:g}, lies outside the photo, which has {width} x {height} pixels."
        )
    if not _LEAST_PX <= radius <= max(width, height):
        raise PhotoError(
            f"A head needs a radius from {_LEAST_PX} to {max(width, height)} pixels in this photo, not {radius:g}."
        )


def cut_circle(photo: np.ndarray, circle: Circle) -> tuple[np.ndarray, np.ndarray]:
    """Alpha (h, w) float32 of the head in a circle, ears included, and its own colours (h, w, 3) uint8."""
    cx, cy, radius = circle
    y, x = np.mgrid[0 : photo.shape[0], 0 : photo.shape[1]].astype(np.float32)
    away = np.hypot(x - cx, y - cy) / radius
    labels = np.where(away < 1, cv2.GC_PR_FGD, cv2.GC_PR_BGD).astype(np.uint8)
    labels[away < _SURE] = cv2.GC_FGD
    labels[away > _OUTSIDE] = cv2.GC_BGD
    scale = min(1.0, _SIDE_PX / (2.6 * radius))
    size = max(8, round(photo.shape[1] * scale)), max(8, round(photo.shape[0] * scale))
    small = cv2.resize(photo, size, interpolation=cv2.INTER_AREA)
    inside = _told_apart(small, cv2.resize(labels, size, interpolation=cv2.INTER_NEAREST))
    mask = cv2.resize(inside, photo.shape[1::-1], interpolation=cv2.INTER_LINEAR)
    mask = mask * grow(touching(mask > 0.5, away < _SURE), 2)
    # Ears stand out above; below, the circle ends the neck.
    low = smoothstep(np.hypot(x - cx, 0.96 * (y - cy)) / radius, 1.10, 1.0)
    reach = np.where(y > cy, low, smoothstep(away, _OUTSIDE, _OUTSIDE - 0.08))
    alpha = smoothstep(blur(mask.astype(np.float32), max(1.0, 0.008 * radius)), 0.25, 0.75) * reach
    return alpha.astype(np.float32), own_colours(photo, alpha.astype(np.float32))


def _told_apart(picture: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """(h, w) float32 1 in the foreground, by colours (GrabCut); all that may be foreground where nothing is not."""
    if not (labels == cv2.GC_BGD).any() or not (labels % 2 == 1).any():
        return (labels % 2 == 1).astype(np.float32)
    cv2.setRNGSeed(0)
    marked = labels.copy()
    cv2.grabCut(picture, marked, None, np.zeros((1, 65)), np.zeros((1, 65)), 3, cv2.GC_INIT_WITH_MASK)
    found = (marked % 2 == 1).astype(np.uint8)
    found = cv2.morphologyEx(found, cv2.MORPH_OPEN, np.ones((5, 5), np.uint8))
    return cv2.morphologyEx(found, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8)).astype(np.float32)
