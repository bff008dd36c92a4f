"""The orchestra's front desks before the camera: scores under little lamps, dark shoulders, all far out of focus.

Set for the camera as on a film's stage: into the lower corners of the picture, where they frame the conductor and hide
nobody. Painted once, as a layer that each frame is seen through.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from vc.compiled import njit
from vc.frame import Frame, Size, rgb_to_yuv
from vc.render.avatar.lens import iris
from vc.render.avatar.shade import TONE, TONE_STEPS

_COARSE = 4
_CIRCLE = 0.052  # of the height: how far out of focus
_PAPER, _GLOW = np.array([0.24, 0.150, 0.075], np.float32), np.array([2.2, 1.5, 0.80], np.float32)
_CLOTH = np.array([0.006, 0.006, 0.008], np.float32)
_RIM = np.array([0.045, 0.032, 0.024], np.float32)  # the hall's light on shoulders and hair
# Middle from the picture's nearer side and top of each stand, from its lower edge; its width: all in picture heights.
_STANDS = ((0.330, 0.080, 0.20),)
_PLAYERS = ((0.135, 0.150, 0.062), (-0.05, 0.105, 0.070))  # middle and top of a head, half width
_LEAN = 0.10  # of a stand's width: its sides run together upwards
_OF_WIDTH = 0.62  # the picture's height at most: hands have more of a narrow picture's width


@dataclass(frozen=True)
class Layer:
    """Before a frame's rows from `top` on. keep : (h, w) uint8, of 255, what shows of the frame behind
    add : planes as `Frame.planes` of the rows, what the layer itself gives, black taken away
    """

    top: int
    keep: np.ndarray
    add: Frame

    def over(self, frame: Frame) -> None:
        """Lay it over a frame of its width."""
        luma, u, v = frame.split()
        half = self.top // 2
        _lay(luma[self.top :], u[half:], v[half:], self.keep, *self.add.split())


@njit
def _lay(
    luma: np.ndarray, u: np.ndarray, v: np.ndarray, keep: np.ndarray, add: np.ndarray, add_u: np.ndarray,
    add_v: np.ndarray,
) -> None:  # fmt: skip
    """Planes of the frame, in place; shares in 255ths, rounded."""
    height, width = keep.shape
    for y in range(height):
        for x in range(width):
            part = np.int32(keep[y, x])
            if part < 255:
                luma[y, x] = 16 + ((np.int32(luma[y, x]) - 16) * part + 127) // 255 + np.int32(add[y, x])
    for y in range(height // 2):
        for x in range(width // 2):
            part = np.int32(keep[2 * y, 2 * x])
            if part < 255:
                u[y, x] = 128 + ((np.int32(u[y, x]) - 128) * part) // 255 + np.int32(add_u[y, x]) - 128
                v[y, x] = 128 + ((np.int32(v[y, x]) - 128) * part) // 255 + np.int32(add_v[y, x]) - 128


def set_desks(size: Size) -> Layer:
    """The desks for pictures of `size`."""
    width, height = size
    scale = min(height, _OF_WIDTH * width)
    deep = min(height, 2 * round(0.40 * scale / 2))
    rows, columns = -(-deep // _COARSE) + 8, -(-width // _COARSE)
    picture, cover = np.zeros((rows, columns, 3), np.float32), np.zeros((rows, columns), np.float32)
    unit = scale / _COARSE
    ground = deep / _COARSE
    for mirrored in (False, True):
        for middle, high, wide in _STANDS:
            _stand(picture, cover, unit * middle, unit * high, unit * wide, ground, mirrored)
        for middle, high, half in _PLAYERS:
            _player(picture, cover, unit * middle, unit * high, unit * half, ground, mirrored)
    disc = iris(max(2.0, _CIRCLE * unit))
    soft, cover = (cv2.filter2D(values, -1, disc, borderType=cv2.BORDER_REPLICATE) for values in (picture, cover))
    fade = np.clip(np.arange(rows) / (0.1 * rows), 0, 1)[:, None].astype(np.float32)  # nothing ends at the upper edge
    soft, cover = (_fine(values, size, deep) for values in (soft * fade[..., None], cover * fade))
    return _layer(soft, cover, height - deep)


def _fine(values: np.ndarray, size: Size, deep: int) -> np.ndarray:
    large = cv2.resize(values, (values.shape[1] * _COARSE, values.shape[0] * _COARSE), interpolation=cv2.INTER_LINEAR)
    return np.clip(large[:deep, : size[0]], 0, None)


def _layer(light: np.ndarray, cover: np.ndarray, top: int) -> Layer:
    """light : (h, w, 3) linear, already times the cover (h, w) 0..1"""
    height, width = cover.shape
    shown = TONE[np.clip(light * TONE_STEPS, 0, len(TONE) - 1).astype(np.int32)]
    yuv = rgb_to_yuv(shown)
    yuv += np.random.default_rng(3).random(cover.shape, np.float32)[..., None] - 0.5  # against bands
    add = Frame(np.empty((height * 3 // 2, width), np.uint8))
    luma, u, v = add.split()
    keep = np.round(255 * np.clip(1 - cover, 0, 1)).astype(np.uint8)
    luma[:] = np.clip(np.minimum(np.round(yuv[..., 0] - 16), 219 * (1 - keep / 255.0)), 0, 219)
    halves = yuv.reshape(height // 2, 2, width // 2, 2, 3).mean((1, 3))
    u[:], v[:] = np.round(np.clip(halves[..., 1], 0, 255)), np.round(np.clip(halves[..., 2], 0, 255))
    return Layer(top, keep, add)


def _stand(
    picture: np.ndarray, cover: np.ndarray, middle: float, high: float, wide: float, ground: float, mirrored: bool
) -> None:  # fmt: skip
    """A score on its stand under a lamp. All in coarse pixels, `high` above `ground`."""
    top, low = ground - high, ground - high + 0.62 * wide
    half = wide / 2
    corners = [(middle - (1 - _LEAN) * half, top), (middle + (1 - _LEAN) * half, top), (middle + half, low),
               (middle - half, low)]  # fmt: skip
    mask = _filled(cover.shape, corners, mirrored)
    y, x = np.mgrid[0 : cover.shape[0], 0 : cover.shape[1]]
    x = cover.shape[1] - 1 - x if mirrored else x
    lamp = np.exp(-(((x - middle) / (0.40 * wide)) ** 2) - ((y - top) / (0.36 * wide)) ** 2)
    lines = 0.82 + 0.18 * np.cos(2 * np.pi * (y - top) / (0.085 * wide))
    gutter = 1 - 0.5 * np.exp(-(((x - middle) / (0.03 * wide)) ** 2))
    paper = (0.04 + 0.96 * lamp) * lines * gutter
    picture[:] = np.where(mask[..., None], _PAPER * paper[..., None], picture)
    cover[:] = np.maximum(cover, mask)
    _ellipse(picture, cover, (middle, top - 0.06 * wide), (0.075 * wide, 0.045 * wide), _GLOW, mirrored)


def _player(
    picture: np.ndarray, cover: np.ndarray, middle: float, high: float, half: float, ground: float, mirrored: bool
) -> None:  # fmt: skip
    """Whoever reads from it, from behind: a head over shoulders, the light before them on their rims."""
    y, rim = ground - high + half, 0.10 * half
    for place, (across, down) in (
        ((middle, y + 3.0 * half), (2.5 * half, 1.9 * half)),
        ((middle, y), (0.78 * half, half)),
    ):
        _ellipse(picture, cover, place, (across, down), _RIM, mirrored)
        _ellipse(picture, cover, (place[0], place[1] + 0.7 * rim), (across - rim, down - rim), _CLOTH, mirrored)


def _ellipse(
    picture: np.ndarray, cover: np.ndarray, centre: tuple[float, float], half: tuple[float, float], light: np.ndarray,
    mirrored: bool,
) -> None:  # fmt: skip
    x = cover.shape[1] - 1 - centre[0] if mirrored else centre[0]
    at, axes = (round(16 * x), round(16 * centre[1])), (round(16 * half[0]), round(16 * half[1]))
    for values, colour in ((picture, tuple(map(float, light))), (cover, (1.0,))):
        cv2.ellipse(values, at, axes, 0, 0, 360, colour, -1, cv2.LINE_8, 4)


def _filled(shape: tuple[int, ...], corners: list[tuple[float, float]], mirrored: bool) -> np.ndarray:
    """(h, w) bool of a polygon."""
    mask = np.zeros(shape[:2], np.uint8)
    points = np.array(corners)
    if mirrored:
        points[:, 0] = shape[1] - 1 - points[:, 0]
    cv2.fillPoly(mask, [np.round(16 * points).astype(np.int32)], 1, cv2.LINE_8, 4)
    return mask > 0
