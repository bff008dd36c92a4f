"""What stands behind the person: the photo, the photo out of focus, a stage, or any picture; and light to match."""

from typing import Literal

import cv2
import numpy as np

from vc.errors import PhotoError
from vc.frame import Size
from vc.vision.imaging import blur, disc, smoothstep

from .stage import paint_stage

Background = Literal["photo", "blur", "stage", "hall"] | np.ndarray
STAGES = ("stage", "hall")
KINDS = ("photo", "blur", *STAGES)

_BOKEH = 0.013  # radius of the disc that a point becomes, of the height
_GAMMA = 2.2
_HIGHLIGHTS = 1.6  # lamps are brighter than a picture can show; out of focus they would turn grey
_TINT, _EXPOSURE = 0.11, 0.16  # share of the way from the person's light to the background's
_SHADOW = 0.34  # of the soft shadow around the person
_SHADOW_SPREAD, _SHADOW_DOWN = 0.05, 0.02  # torso units


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
    """(h, w, 3) uint8 RGB. plate : (h, w, 3) uint8, the photo's own background on the canvas."""
    height, width = plate.shape[:2]
    if isinstance(background, np.ndarray):
        return cover_fit(background, (width, height))
    if background in STAGES:
        return paint_stage((width, height))
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


def match_light(colours: np.ndarray, alpha: np.ndarray, backdrop: np.ndarray) -> np.ndarray:
    """(3,) factors for the person's RGB: a little of the tint and brightness of what is around them now."""
    height = backdrop.shape[0]
    around = blur(alpha, 0.08 * height)
    near = (around > 0.02) & (alpha < 0.1)
    if near.sum() < 100 or (alpha > 0.9).sum() < 100:
        return np.ones(3)
    there = backdrop[near].mean(0) + 8.0
    person = colours[alpha > 0.9].mean(0) + 8.0
    tint = (there / there.mean()) / (person / person.mean())
    exposure = there.mean() / person.mean()
    factors = np.clip(tint, 0.5, 2.0) ** _TINT * np.clip(exposure, 0.4, 1.6) ** _EXPOSURE
    return np.clip(factors, 0.72, 1.18)


def with_shadow(backdrop: np.ndarray, alpha: np.ndarray, unit: float) -> np.ndarray:
    """The backdrop with a soft shadow close around the person, who otherwise seems to float before it."""
    down = np.array([[1, 0, 0], [0, 1, _SHADOW_DOWN * unit]], np.float32)
    moved = cv2.warpAffine(alpha.astype(np.float32), down, alpha.shape[::-1], borderMode=cv2.BORDER_REPLICATE)
    near, far = blur(moved, _SHADOW_SPREAD * unit), blur(moved, 3.5 * _SHADOW_SPREAD * unit)
    shade = 1 - _SHADOW * (0.5 * near + 0.5 * far)
    return np.clip(backdrop * shade[..., None] + 0.5, 0, 255).astype(np.uint8)
