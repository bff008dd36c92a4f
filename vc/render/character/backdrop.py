"""What stands behind the person: the photo, the photo out of focus, or any picture."""

from typing import Literal

import cv2
import numpy as np

from vc.errors import PhotoError
from vc.frame import Size
from vc.vision.imaging import blur, disc, smoothstep

Background = Literal["photo", "blur", "stage", "hall"] | np.ndarray
STAGES = ("stage", "hall")
KINDS = ("photo", "blur", *STAGES)

_BOKEH = 0.013  # radius of the disc that a point becomes, of the height
_GAMMA = 2.2
_HIGHLIGHTS = 1.6  # lamps are brighter than a picture can show; out of focus they would turn grey


def check_background(background: Background) -> None:
    """Raises PhotoError for anything that is neither a known word nor a picture."""
    if isinstance(background, str):
        if background not in KINDS:
            raise PhotoError(f"There is no background {background!r}. Choose one of {', '.join(KINDS)}, or a picture.")
        return
    shape, kind = getattr(background, "shape", None), getattr(background, "dtype", None)
    if shape is None or len(shape) != 3 or shape[2] != 3 or min(shape[:2]) < 2 or kind != np.uint8:
        raise PhotoError(
            f"A background picture needs the shape (h, w, 3) and bytes, not {shape} and {kind}. Choose another picture."
        )


def make_backdrop(background: Background, plate: np.ndarray) -> np.ndarray:
    """(h, w, 3) uint8 RGB, of any but STAGES. plate : (h, w, 3) uint8, the photo's own background on the canvas."""
    height, width = plate.shape[:2]
    if isinstance(background, np.ndarray):
        return cover_fit(background, (width, height))
    return bokeh(plate, _BOKEH * height) if background == "blur" else plate


def cover_fit(picture: np.ndarray, size: Size) -> np.ndarray:
    """The picture scaled to cover `size`, its middle kept."""
    width, height = size
    scale = max(width / picture.shape[1], height / picture.shape[0])
    fitted = (max(width, round(picture.shape[1] * scale)), max(height, round(picture.shape[0] * scale)))
    resized = cv2.resize(picture, fitted, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)
    left, top = (fitted[0] - width) // 2, (fitted[1] - height) // 2
    return np.ascontiguousarray(resized[top : top + height, left : left + width])


def bokeh(picture: np.ndarray, radius: float) -> np.ndarray:
    """Out of focus as a lens does it: discs, in linear light, in which highlights stay bright. (h, w, 3) uint8."""
    linear = (picture.astype(np.float32) / 255) ** _GAMMA
    linear *= 1 + _HIGHLIGHTS * smoothstep(linear.max(-1, keepdims=True), 0.75, 1.0)
    kernel = disc(max(1.0, radius)).astype(np.float32)
    soft = cv2.filter2D(linear, -1, kernel / kernel.sum(), borderType=cv2.BORDER_REFLECT_101)
    return (np.clip(blur(soft, 0.2 * radius), 0, 1) ** (1 / _GAMMA) * 255 + 0.5).astype(np.uint8)
