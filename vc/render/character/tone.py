"""Black-and-white and sepia photos make a film in their tone: the stage, too."""

from dataclasses import dataclass

import cv2
import numpy as np

from vc.frame import Frame, rgb_to_yuv
from vc.vision.imaging import to_lab

_GREY = 6.0  # Lab distance from grey below which a photo has no colours
_ONE_HUE = 2.5  # Lab, of what a photo that was toned departs from the one colour that its light asks for
_MOST = 30.0  # further from grey than any toning


@dataclass(frozen=True)
class Tone:
    """a, b : Lab colour that middle grey has in the film; 0, 0 is black and white"""

    a: float
    b: float

    def toned(self, rgb: np.ndarray) -> np.ndarray:
        """(..., 3) uint8 RGB in this tone."""
        grey = (np.asarray(rgb, np.float32) @ np.array([0.2126, 0.7152, 0.0722], np.float32)) / 255
        strength = 4 * grey * (1 - grey)  # black and white have no tint
        lab = np.stack([100 * grey, self.a * strength, self.b * strength], -1).astype(np.float32)
        flat = cv2.cvtColor(lab.reshape(1, -1, 3), cv2.COLOR_LAB2RGB).reshape(np.shape(rgb))
        return np.clip(255 * flat + 0.5, 0, 255).astype(np.uint8)

    def on(self, frame: Frame) -> Frame:
        """The same picture in this tone, in place: its light stays, its chroma follows from the light."""
        luma, u, v = frame.split()
        mean = luma.reshape(luma.shape[0] // 2, 2, luma.shape[1] // 2, 2).mean((1, 3)).astype(np.uint8)
        table_u, table_v = self._tables()
        u[:], v[:] = table_u[mean], table_v[mean]
        return frame

    def _tables(self) -> tuple[np.ndarray, np.ndarray]:
        light = np.clip((np.arange(256) - 16) * 255 / 219, 0, 255).astype(np.uint8)
        yuv = rgb_to_yuv(self.toned(np.repeat(light[:, None], 3, 1))[None])[0]
        u, v = np.clip(yuv[:, 1:] + 0.5, 0, 255).astype(np.uint8).T
        return u, v


def find_tone(photo: np.ndarray) -> Tone | None:
    """The tone of a photo (h, w, 3) uint8 that has none of the world's colours; None for others."""
    lab = to_lab(photo[:: max(1, photo.shape[0] // 200), :: max(1, photo.shape[1] // 200)]).reshape(-1, 3)
    middle = (lab[:, 0] > 40) & (lab[:, 0] < 220)
    if middle.sum() < 200:
        return None
    a, b = lab[middle, 1], lab[middle, 2]
    grey = lab[middle, 0] / 255
    strength = 4 * grey * (1 - grey)  # as in `toned`
    colour = np.array([strength @ a, strength @ b]) / float(strength @ strength)
    away = np.hypot(a, b)
    if np.percentile(away, 95) < _GREY:
        return Tone(0.0, 0.0)
    spread = np.hypot(a - colour[0] * strength, b - colour[1] * strength)
    if np.hypot(*colour) < _MOST and np.percentile(spread, 95) < _ONE_HUE and colour[1] > 0:
        return Tone(float(colour[0]), float(colour[1]))
    return None
