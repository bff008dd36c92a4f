"""One picture of a video, held as the encoder wants it: planar YUV 4:2:0 ("I420"), BT.709, limited range."""

from dataclasses import dataclass

import numpy as np

Size = tuple[int, int]  # width, height in pixels, both even

SIZES: dict[str, Size] = {"512": (512, 512), "720": (1280, 720), "1080": (1920, 1080)}
# Width and height of each shape; "photo" is the photo's own.
SHAPES: dict[str, tuple[int, int] | None] = {
    "16:9": (16, 9), "9:16": (9, 16), "1:1": (1, 1), "4:5": (4, 5), "photo": None,
}  # fmt: skip
_SLIMMEST = 3.0  # longer side by shorter of a photo whose own shape is kept
_LONGEST_PX = 1920  # of any shape; narrow ones get fewer pixels across
BLACK, GREY = 16, 128  # in Y, and in U and V

# BT.709: weights of red, green, blue in luma; the chroma scales follow from them.
_RED, _GREEN, _BLUE = 0.2126, 0.7152, 0.0722


@dataclass(frozen=True)
class Frame:
    """A picture.

    planes : (height * 3 // 2, width) uint8, the Y plane above the quarter-size U and V planes, row by row
    alpha : (height, width) uint8 opacity, colours not multiplied by it; None is opaque everywhere
    """

    planes: np.ndarray
    alpha: np.ndarray | None = None

    @property
    def width(self) -> int:
        return int(self.planes.shape[1])

    @property
    def height(self) -> int:
        return int(self.planes.shape[0]) * 2 // 3

    def split(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Y (h, w), U and V (h/2, w/2), as views."""
        h, w = self.height, self.width
        flat = self.planes.reshape(-1)
        quarter = h * w // 4
        chroma = flat[h * w :].reshape(2, quarter)
        return self.planes[:h], chroma[0].reshape(h // 2, w // 2), chroma[1].reshape(h // 2, w // 2)

    def to_rgb(self) -> np.ndarray:
        """(h, w, 3) uint8 RGB, for looking at a frame and for tests."""
        y, u, v = (plane.astype(np.float32) for plane in self.split())
        luma = (y - 16) / 219
        blue_difference = np.repeat(np.repeat(u - 128, 2, 0), 2, 1) / 224 * 2 * (1 - _BLUE)
        red_difference = np.repeat(np.repeat(v - 128, 2, 0), 2, 1) / 224 * 2 * (1 - _RED)
        red, blue = luma + red_difference, luma + blue_difference
        green = (luma - _RED * red - _BLUE * blue) / _GREEN
        return (np.clip(np.stack([red, green, blue], -1), 0, 1) * 255 + 0.5).astype(np.uint8)


def frame_size(size: str, shape: str | None = None, photo_shape: Size | None = None) -> Size:
    """Width and height of a picture whose shorter side has `size` pixels: "512", "720" or "1080".

    shape : one of SHAPES; None is a square at 512 and 16:9 else
    photo_shape : width, height of the photo, for the shape "photo", which is 16:9 without one
    """
    if shape is None:
        return SIZES[size]
    across, down = SHAPES[shape] or photo_shape or (16, 9)
    slim = min(max(across / down, 1 / _SLIMMEST), _SLIMMEST)
    short = int(size)
    width, height = short * max(slim, 1), short * max(1 / slim, 1)
    shrink = min(1.0, _LONGEST_PX / max(width, height))
    return _even(width * shrink), _even(height * shrink)


def _even(length: float) -> int:
    return 2 * round(length / 2)


def plain_frame(size: Size, luma: int) -> Frame:
    """A frame of one grey; 16 is black, 235 white."""
    frame = empty_frame(size)
    frame.planes[:] = GREY
    frame.split()[0][:] = luma
    return frame


def empty_frame(size: Size) -> Frame:
    """An unset frame of `size`. Raises ValueError for odd sizes, which 4:2:0 cannot hold."""
    width, height = size
    if width % 2 or height % 2 or width <= 0 or height <= 0:
        raise ValueError(f"4:2:0 frames need even, positive sizes, not {width} x {height}")
    return Frame(np.empty((height * 3 // 2, width), np.uint8))


def rgb_to_yuv(rgb: np.ndarray) -> np.ndarray:
    """(..., 3) RGB 0..255 -> (..., 3) float32 Y, U, V in limited range (16..235, 16..240)."""
    red, green, blue = np.moveaxis(np.asarray(rgb, np.float32) / 255, -1, 0)
    luma = _RED * red + _GREEN * green + _BLUE * blue
    u = (blue - luma) / (2 * (1 - _BLUE))
    v = (red - luma) / (2 * (1 - _RED))
    return np.stack([16 + 219 * luma, 128 + 224 * u, 128 + 224 * v], -1)


def frame_from_rgb(rgb: np.ndarray) -> Frame:
    """(h, w, 3) uint8 RGB -> Frame; chroma is the mean of each 2 x 2 block."""
    height, width = rgb.shape[:2]
    frame = empty_frame((width, height))
    yuv = rgb_to_yuv(rgb)
    y, u, v = frame.split()
    y[:] = np.clip(yuv[..., 0] + 0.5, 0, 255)
    chroma = yuv[..., 1:].reshape(height // 2, 2, width // 2, 2, 2).mean((1, 3))
    u[:] = np.clip(chroma[..., 0] + 0.5, 0, 255)
    v[:] = np.clip(chroma[..., 1] + 0.5, 0, 255)
    return frame
