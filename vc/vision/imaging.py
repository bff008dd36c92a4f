"""Small picture operations that several parts of the photo renderer share."""

import cv2
import numpy as np

_SIGMA_KEPT = 4.0  # wider blurs are made of a smaller picture, which looks the same (by eye) and costs a fraction


def smoothstep(x: np.ndarray, low: float | np.ndarray, high: float | np.ndarray) -> np.ndarray:
    """0 at `low`, 1 at `high`, an S in between; `low` may be the greater one."""
    t = np.clip((x - low) / (np.asarray(high) - low), 0, 1)
    return t * t * (3 - 2 * t)


def blur(image: np.ndarray, sigma: float, sigma_y: float | None = None) -> np.ndarray:
    """Gaussian blur with `sigma` px, along y with `sigma_y` if given; no blur for sigmas near 0."""
    sigma_y = sigma if sigma_y is None else sigma_y
    if max(sigma, sigma_y) < 0.1:
        return image
    shrunk = int(min(sigma, sigma_y) / _SIGMA_KEPT)
    if shrunk > 1 and min(image.shape[:2]) > 4 * shrunk and image.dtype == np.float32:
        size = (image.shape[1], image.shape[0])
        small = cv2.resize(image, (size[0] // shrunk, size[1] // shrunk), interpolation=cv2.INTER_AREA)
        return cv2.resize(blur(small, sigma / shrunk, sigma_y / shrunk), size, interpolation=cv2.INTER_CUBIC)
    return cv2.GaussianBlur(image, (0, 0), sigmaX=max(sigma, 0.1), sigmaY=max(sigma_y, 0.1))


def box_mean(image: np.ndarray, radius: int) -> np.ndarray:
    side = 2 * radius + 1
    return cv2.boxFilter(image, -1, (side, side), borderType=cv2.BORDER_REFLECT)


def disc(radius: float) -> np.ndarray:
    """Structuring element: a filled circle."""
    side = 2 * max(0, round(radius)) + 1
    return cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side))


def grow(mask: np.ndarray, radius: float) -> np.ndarray:
    """Boolean mask, dilated by `radius` px."""
    return cv2.dilate(mask.astype(np.uint8), disc(radius)) > 0


def shrink(mask: np.ndarray, radius: float) -> np.ndarray:
    """Boolean mask, eroded by `radius` px."""
    return cv2.erode(mask.astype(np.uint8), disc(radius)) > 0


def to_lab(rgb: np.ndarray) -> np.ndarray:
    """(..., 3) RGB 0..255 -> (..., 3) float32 CIE Lab, L stretched to 0..255 as light counts more than tint."""
    if not np.size(rgb):
        return np.zeros(np.shape(rgb), np.float32)  # OpenCV refuses pictures without pixels
    pixels = np.clip(rgb, 0, 255).astype(np.float32).reshape(1, -1, 3) / 255
    lab = cv2.cvtColor(pixels, cv2.COLOR_RGB2LAB).reshape(np.shape(rgb)).astype(np.float32)
    return lab * np.array([2.55, 1, 1], np.float32)


def membrane(image: np.ndarray, hole: np.ndarray) -> np.ndarray:
    """Fill `hole` smoothly from its border, by push-pull over an image pyramid.

    image : (h, w, 3) any numbers; hole : (h, w) bool. Returns (h, w, 3) float32, equal to `image` outside the hole.
    Source: the pull-push interpolation of Gortler et al., "The Lumigraph" (1996).
    """
    weight = (~hole).astype(np.float32)
    values = image.astype(np.float32) * weight[..., None]
    levels = []
    while min(weight.shape) > 2:
        levels.append((values, weight))
        half = ((weight.shape[1] + 1) // 2, (weight.shape[0] + 1) // 2)
        values = cv2.resize(values, half, interpolation=cv2.INTER_AREA)
        weight = cv2.resize(weight, half, interpolation=cv2.INTER_AREA)
    filled = values / (weight[..., None] + 1e-6)
    for values, weight in reversed(levels):
        coarse = cv2.resize(filled, weight.shape[::-1], interpolation=cv2.INTER_LINEAR)
        trust = np.clip(4 * weight, 0, 1)[..., None]
        filled = values / (weight[..., None] + 1e-6) * trust + coarse * (1 - trust)
    return np.where(hole[..., None], filled, image.astype(np.float32))


def squeezed_membrane(image: np.ndarray, hole: np.ndarray, across: int = 1, down: int = 1) -> np.ndarray:
    """As `membrane`, but what is beside counts `across` times nearer, what is above and below `down` times."""
    height, width = hole.shape
    size = (max(4, width // across), max(4, height // down))
    weight = (~hole).astype(np.float32)
    seen = cv2.resize(image * weight[..., None], size, interpolation=cv2.INTER_AREA)
    share = cv2.resize(weight, size, interpolation=cv2.INTER_AREA)
    filled = membrane(seen / np.maximum(share, 1e-3)[..., None], share < 0.5)
    return blur(cv2.resize(filled, (width, height), interpolation=cv2.INTER_CUBIC), 1.5)


def touching(mask: np.ndarray, seeds: np.ndarray) -> np.ndarray:
    """The connected parts of a boolean mask that hold a pixel of the boolean mask `seeds`."""
    _, labels = cv2.connectedComponents(mask.astype(np.uint8))
    wanted = np.unique(labels[seeds & mask])
    return np.isin(labels, wanted[wanted > 0])
