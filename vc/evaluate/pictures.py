"""How far drawn pictures are from filmed ones: frame by frame, over the whole picture and where the performer is."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import cv2
import numpy as np

from vc.skeleton import Keypoint

LEAST_CHANGE = 0.04  # of white, by which a pixel differs from the plate where the performer is
AROUND_PX = 5  # of the plate that count as the performer's: their outline must be right as well
TRUNK = [Keypoint.LEFT_SHOULDER, Keypoint.RIGHT_SHOULDER, Keypoint.RIGHT_HIP, Keypoint.LEFT_HIP]
LEAST_PIXELS = 64  # of a performer who is seen at all
ROUNDING = 1 / 12  # mean squared error of rounding to whole grey levels: nothing can be measured below it

# SSIM (Wang et al. 2004): windows of deviation 1.5 that end at 3.5 of them, constants from 255 grey levels.
_DEVIATION, _RADIUS = 1.5, 5
_C1, _C2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2

Perceptual = Callable[[np.ndarray, np.ndarray], np.ndarray]  # two pictures (h, w, 3) uint8 -> (h, w) LPIPS


def psnr(mean_square: float) -> float:
    """Peak signal-to-noise ratio in dB, from the mean squared error in grey levels; at most 58.9 dB."""
    return float(10 * np.log10(255**2 / max(mean_square, ROUNDING)))


def ssim_map(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """(h - 10, w - 10): structural similarity of the windows around each pixel, the mean over the colours.

    one, other : (h, w, 3) uint8. Windows that would reach over the edge are left out.
    """
    x, y = one.astype(np.float32), other.astype(np.float32)
    mean_x, mean_y = _windowed(x), _windowed(y)
    var_x, var_y = _windowed(x * x) - mean_x**2, _windowed(y * y) - mean_y**2
    shared = _windowed(x * y) - mean_x * mean_y
    alike = (2 * mean_x * mean_y + _C1) * (2 * shared + _C2)
    alike /= (mean_x**2 + mean_y**2 + _C1) * (var_x + var_y + _C2)
    found: np.ndarray = alike[_RADIUS:-_RADIUS, _RADIUS:-_RADIUS].mean(axis=2)
    return found


def _windowed(picture: np.ndarray) -> np.ndarray:
    side = 2 * _RADIUS + 1
    return cv2.GaussianBlur(picture, (side, side), _DEVIATION)


@dataclass(frozen=True)
class Filmed:
    """One filmed frame, and what of it does not depend on how it is drawn.

    picture : (h, w, 3) uint8 RGB
    grey : (h, w) float32, 0..255
    performer : (h, w) bool, where somebody is, and a few pixels around
    change : (h, w) float32, of the grey levels since the frame before; None for the first
    still : (h, w) bool, where nobody is, nor was in the frame before; None for the first
    """

    picture: np.ndarray
    grey: np.ndarray
    performer: np.ndarray
    change: np.ndarray | None
    still: np.ndarray | None


def filmed(pictures: Iterable[np.ndarray], plate: np.ndarray, points: np.ndarray) -> Iterator[Filmed]:
    """plate : (h, w, 3) uint8, what the camera sees without the performer
    points : (T, 19, 2) keypoints, 0..1; a plate that was made of frames with somebody shows some of their trunk"""
    last: Filmed | None = None
    for picture, body in zip(pictures, points, strict=True):
        performer = _performer(picture, plate, body[TRUNK])
        grey = _grey(picture)
        change = None if last is None else grey - last.grey
        still = None if last is None else ~(performer | last.performer)
        last = Filmed(picture, grey, performer, change, still)
        yield last


def _performer(picture: np.ndarray, plate: np.ndarray, trunk: np.ndarray) -> np.ndarray:
    differs = (cv2.absdiff(picture, plate).mean(axis=2) > 255 * LEAST_CHANGE).astype(np.uint8)
    cv2.fillConvexPoly(differs, (trunk * picture.shape[1::-1]).round().astype(np.int32), 1)
    side = 2 * AROUND_PX + 1
    found: np.ndarray = cv2.dilate(differs, np.ones((side, side), np.uint8)) > 0
    return found


def _grey(picture: np.ndarray) -> np.ndarray:
    return cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY).astype(np.float32)


@dataclass
class Tally:
    """What one way of drawing was measured at: `mean` over the frames that were added, in order.

    whole : psnr (dB) and ssim, lpips, and change: how far the change from frame to frame is from the filmed one, grey
        levels; flicker: how much the still background changes from frame to frame, grey levels
    The same with `performer_` before them: where the performer is in the filmed frame.
    """

    perceptual: Perceptual | None = None
    _values: dict[str, list[float]] = field(default_factory=dict)
    _last: np.ndarray | None = None

    def add(self, truth: Filmed, drawn: np.ndarray) -> None:
        """drawn : (h, w, 3) uint8"""
        square = (drawn.astype(np.float32) - truth.picture.astype(np.float32)) ** 2
        self._note("psnr", square.mean(axis=2), truth.performer, psnr)
        inside = truth.performer[_RADIUS:-_RADIUS, _RADIUS:-_RADIUS]
        self._note("ssim", ssim_map(truth.picture, drawn), inside)
        if self.perceptual is not None:
            self._note("lpips", self.perceptual(truth.picture, drawn), truth.performer)
        self.add_change(truth, drawn, compare=True)

    def add_change(self, truth: Filmed, drawn: np.ndarray, *, compare: bool) -> None:
        """Only what is between this frame and the one before. compare : False leaves out all but the flicker"""
        grey = _grey(drawn)
        if truth.change is not None and truth.still is not None and self._last is not None:
            change = grey - self._last
            if compare:
                self._note("change", np.abs(change - truth.change), truth.performer)
            if truth.still.sum() >= LEAST_PIXELS:
                self._put("flicker", float(np.abs(change[truth.still]).mean()))
        self._last = grey

    def mean(self) -> dict[str, float]:
        return {name: float(np.mean(values)) for name, values in self._values.items()}

    def _note(
        self, name: str, found: np.ndarray, performer: np.ndarray, scale: Callable[[float], float] = float
    ) -> None:  # fmt: skip
        """Of values at each pixel, the mean over all and over the performer's, on a scale."""
        self._put(name, scale(float(found.mean())))
        if performer.sum() >= LEAST_PIXELS:
            self._put(f"performer_{name}", scale(float(found[performer].mean())))

    def _put(self, name: str, value: float) -> None:
        self._values.setdefault(name, []).append(value)
