"""Hands that are drawn: capsules in space, seen from the front, lit and coloured like the person's skin.

Lengths in hands (wrist to the tip of the straight middle finger). x runs along the hand, y across it, with the thumb at
negative y, z towards the viewer, who sees the palm.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from vc.vision.imaging import blur, smoothstep

_SUPERSAMPLING = 2
_MELT = 0.022  # depth over which neighbouring forms melt into each other
_Point = tuple[float, float, float]
_Capsule = tuple[_Point, _Point, float, float]  # start, end, radii there

_KNUCKLES: tuple[_Point, ...] = ((0.47, -0.150, 0.0), (0.50, -0.050, 0.01), (0.48, 0.050, 0.01), (0.43, 0.140, 0.0))
_FINGER_LENGTHS = (0.41, 0.46, 0.42, 0.33)
_FINGER_RADII = (0.060, 0.062, 0.058, 0.051)
_SPREAD = (-0.10, -0.03, 0.05, 0.15)  # radians, in the plane of the palm
_PHALANGES = (0.46, 0.30, 0.24)  # shares of a finger
_BEND_OPEN, _BEND_CLOSED = (0.12, 0.22, 0.15), (0.55, 0.80, 0.50)  # radians at the three joints
_PALM: tuple[_Capsule, ...] = (
    ((-0.45, -0.01, 0.0), (0.05, 0.0, 0.0), 0.125, 0.130),
    ((0.02, -0.06, 0.0), (0.42, -0.13, 0.0), 0.105, 0.085),
    ((0.02, -0.01, 0.0), (0.46, -0.04, 0.0), 0.110, 0.082),
    ((0.02, 0.03, 0.0), (0.44, 0.05, 0.0), 0.108, 0.080),
    ((0.02, 0.06, 0.0), (0.38, 0.125, 0.0), 0.100, 0.074),
    ((0.06, -0.09, 0.03), (0.24, -0.15, 0.05), 0.095, 0.075),  # the ball of the thumb
)


@dataclass(frozen=True)
class HandPicture:
    """colour : (rows, columns, 3) float32 RGB; cover : (rows, columns) float32 in [0, 1]"""

    colour: np.ndarray
    cover: np.ndarray


def open_hand(curl: float) -> tuple[_Capsule, ...]:
    """curl : 0 open, 1 loosely closed"""
    capsules = list(_PALM)
    bends = [a + (b - a) * curl for a, b in zip(_BEND_OPEN, _BEND_CLOSED, strict=True)]
    for knuckle, length, radius, spread in zip(_KNUCKLES, _FINGER_LENGTHS, _FINGER_RADII, _SPREAD, strict=True):
        capsules += _finger(knuckle, length, radius, spread * (1 - 0.6 * curl), bends)
    base, middle = (0.16, -0.15, 0.04), (0.33, -0.275 + 0.05 * curl, 0.07 + 0.05 * curl)
    tip = (0.50, -0.345 + 0.14 * curl, 0.09 + 0.08 * curl)
    capsules += [(base, middle, 0.072, 0.055), (middle, tip, 0.055, 0.042)]
    return tuple(capsules)


def grip() -> tuple[_Capsule, ...]:
    """A hand closed around a thin stick that leaves it between thumb and forefinger."""
    capsules = list(_PALM)
    for index, (x, y, _) in enumerate(_KNUCKLES):
        radius = 1.12 * _FINGER_RADII[index]
        knee: _Point = (x + 0.15 - 0.02 * index, 0.92 * y, 0.10)
        tip: _Point = (x - 0.06, 0.82 * y + 0.01, 0.17)
        capsules += [((x, y, 0.02), knee, 1.1 * radius, radius), (knee, tip, radius, 0.9 * radius)]
    capsules += [
        ((0.14, -0.16, 0.06), (0.34, -0.215, 0.13), 0.078, 0.060),
        ((0.34, -0.215, 0.13), (0.54, -0.150, 0.20), 0.060, 0.047),
    ]
    return tuple(capsules)


def _finger(knuckle: _Point, length: float, radius: float, spread: float, bends: list[float]) -> list[_Capsule]:
    parts: list[_Capsule] = []
    x, y, z = knuckle
    pitch = 0.0
    for share, bend in zip(_PHALANGES, bends, strict=True):
        pitch += bend
        reach, rise = share * length * np.cos(pitch), share * length * np.sin(pitch)
        end = (x + reach * np.cos(spread), y + reach * np.sin(spread), z + 0.9 * rise)
        parts.append(((x, y, z), end, radius, 0.93 * radius))
        (x, y, z), radius = end, 0.93 * radius
    return parts


def draw_capsules(
    capsules: tuple[_Capsule, ...], shape: tuple[int, int], wrist: float, length: float, skin: np.ndarray
) -> HandPicture:
    """A hand in a picture of `shape`, its wrist at column `wrist` of the middle row.

    length : of the hand, px; skin : (3,) RGB
    """
    rows, columns = shape
    fine = 1 / _SUPERSAMPLING
    y, x = np.mgrid[0 : rows * _SUPERSAMPLING, 0 : columns * _SUPERSAMPLING].astype(np.float32) * fine
    x, y = (x + 0.5 * fine - 0.5 - wrist) / length, (y + 0.5 * fine - 0.5 - (rows - 1) / 2) / length
    height, cover = _height(capsules, x, y, length)
    light = _light(height, cover, length)
    tint = _tint(height, cover, x)
    colour = np.clip(skin * light[..., None] * tint, 0, 255).astype(np.float32)
    weight = cover[..., None] + 1e-4

    def small(image: np.ndarray) -> np.ndarray:
        return cv2.resize(image, (columns, rows), interpolation=cv2.INTER_AREA)

    return HandPicture(small(colour * weight) / small(weight.repeat(3, -1)), small(cover))


def _height(
    capsules: tuple[_Capsule, ...], x: np.ndarray, y: np.ndarray, length: float
) -> tuple[np.ndarray, np.ndarray]:
    """Height towards the viewer of the melted union, and how much of each pixel it covers."""
    total = np.zeros(x.shape, np.float32)
    cover = np.zeros(x.shape, np.float32)
    edge = 0.6 / (length * _SUPERSAMPLING)
    for (x0, y0, z0), (x1, y1, z1), r0, r1 in capsules:
        around = max(r0, r1) + 2 * edge
        columns = _between(x[0], min(x0, x1) - around, max(x0, x1) + around)
        rows = _between(y[:, 0], min(y0, y1) - around, max(y0, y1) + around)
        px, py = x[rows, columns], y[rows, columns]
        ax, ay = x1 - x0, y1 - y0
        t = np.clip(((px - x0) * ax + (py - y0) * ay) / (ax * ax + ay * ay + 1e-6), 0, 1)
        distance = np.hypot(px - x0 - t * ax, py - y0 - t * ay)
        radius = r0 + (r1 - r0) * t
        top = z0 + (z1 - z0) * t + np.sqrt(np.clip(radius**2 - distance**2, 0, None))
        inside = smoothstep(radius - distance, -edge, edge)
        total[rows, columns] += np.exp(top / _MELT) * inside
        cover[rows, columns] = np.maximum(cover[rows, columns], inside)
    return np.where(total > 1e-6, _MELT * np.log(total + 1e-6), 0).astype(np.float32), cover.astype(np.float32)


def _between(rising: np.ndarray, low: float, high: float) -> slice:
    return slice(int(np.searchsorted(rising, low)), int(np.searchsorted(rising, high)))


def _light(height: np.ndarray, cover: np.ndarray, length: float) -> np.ndarray:
    """Light from the front, softened where forms stand close together."""
    px = length * _SUPERSAMPLING
    smooth = blur(height, 0.010 * px)
    # Towards the edge a form turns away without end; half of that looks round at the size of a hand.
    dx, dy = cv2.Sobel(smooth, cv2.CV_32F, 1, 0) * px / 8, cv2.Sobel(smooth, cv2.CV_32F, 0, 1) * px / 8
    facing = 1 / np.sqrt(1 + np.minimum(dx * dx + dy * dy, 3))
    hollow = np.zeros_like(height)
    for radius in (0.03, 0.08):
        around = blur(height * cover, radius * px) / (blur(cover, radius * px) + 1e-3)
        hollow += np.clip((around - height) / radius, 0, 0.8)
    return (0.80 + 0.23 * facing) * (1 - 0.26 * np.clip(hollow, 0, 1.2)) * 1.03


def _tint(height: np.ndarray, cover: np.ndarray, x: np.ndarray) -> np.ndarray:
    """(h, w, 3) factors: finger tips and creases are redder than the palm."""
    red = 0.5 * smoothstep(x, 0.55, 1.0) + 0.5 * np.clip(blur(height * cover, 6) - height, 0, 0.06) / 0.06
    return 1 + red[..., None] * np.array([0.02, -0.075, -0.075], np.float32)
