"""A concert hall's stage, painted by formulas: curtain, wooden floor, warm light from above; a little out of focus."""

import numpy as np

from vc.frame import Size
from vc.vision.imaging import blur, smoothstep

_FLOOR_FROM = 0.83  # of the height: the camera stands at the height of the chest and sees little floor
_VELVET = np.array([0.42, 0.035, 0.045])  # linear light
_GOLD = np.array([0.66, 0.33, 0.06])
_WOOD = np.array([0.36, 0.17, 0.065])
_HAZE = np.array([0.085, 0.042, 0.020])
_PLANKS = 26  # across the picture at its lower edge
_OUT_OF_FOCUS = 0.0035  # Gaussian, of the height


def paint_stage(size: Size, seed: int = 0) -> np.ndarray:
    """(h, w, 3) uint8 RGB. Equal sizes and seeds give equal pictures."""
    width, height = size
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    u, v = (x - width / 2) / height, y / height  # across from the middle, and down, in heights
    light = _curtain(u, v, rng)
    floor = _floor(u, v, rng)
    below = smoothstep(v, _FLOOR_FROM - 0.0015, _FLOOR_FROM + 0.0015)[..., None]
    scene = light * (1 - below) + floor * below
    scene = scene * _lamps(u, v)[..., None] + _HAZE * _beams(u, v)[..., None]
    scene = blur(scene.astype(np.float32), _OUT_OF_FOCUS * height)
    scene *= (1 - 0.45 * smoothstep(np.hypot(u * 0.75, v - 0.5), 0.35, 1.0))[..., None]
    grain = rng.normal(0, 0.004, scene.shape[:2])[..., None]  # keeps the soft dark from showing bands
    encoded = np.clip(scene, 0, 1) ** (1 / 2.2) + grain
    return (np.clip(encoded, 0, 1) * 255 + 0.5).astype(np.uint8)


def _curtain(u: np.ndarray, v: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Velvet in folds: they hang straight, irregular in width, and each is round."""
    phase = np.zeros_like(u)
    for frequency, strength in ((1.3, 1.6), (3.1, 0.8), (6.7, 0.35)):
        phase += strength * np.sin(frequency * u * 2 * np.pi + rng.uniform(0, 6.3))
    sag = 0.05 * np.sin(2.2 * u + 1.0) * v
    fold = np.sin(2 * np.pi * 7.5 * (u + sag) + phase)
    fine = np.sin(2 * np.pi * 23 * u + 2.2 * phase + 1.5 * v)
    shade = 0.24 + 0.56 * (0.5 + 0.5 * fold) ** 1.7 + 0.10 * fine * (0.4 + 0.6 * v)
    hem = smoothstep(v, _FLOOR_FROM - 0.055, _FLOOR_FROM - 0.050) * smoothstep(
        v, _FLOOR_FROM - 0.020, _FLOOR_FROM - 0.024
    )
    shadow = 1 - 0.55 * smoothstep(v, _FLOOR_FROM - 0.05, _FLOOR_FROM)
    cloth = _VELVET * np.clip(shade, 0.05, 1)[..., None]
    gold = _GOLD * (np.clip(shade, 0.1, 1) * (0.8 + 0.2 * np.sin(160 * u)))[..., None]
    return (cloth * (1 - hem[..., None]) + gold * hem[..., None]) * shadow[..., None]


def _floor(u: np.ndarray, v: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Planks that run towards the viewer, polished: the curtain's red shows in them."""
    depth = np.clip((v - _FLOOR_FROM) / (1 - _FLOOR_FROM), 0.0, 1)
    near = 0.45 + 0.55 * depth
    across = u / near * _PLANKS / 1.8
    plank = np.floor(across).astype(int)
    tones = rng.uniform(0.78, 1.12, 4096)[plank % 4096]
    gap = np.abs(across - np.round(across)) * near / _PLANKS * 1.8
    grain = 0.05 * np.sin(31 * across + 5 * np.sin(3 * depth + plank))
    wood = _WOOD * (tones + grain)[..., None] * (1 - 0.5 * smoothstep(gap, 0.0016, 0.0004))[..., None]
    gloss = 0.25 * smoothstep(depth, 0.9, 0.0)
    return wood * (0.55 + 0.45 * depth)[..., None] + _VELVET * 0.35 * gloss[..., None]


def _lamps(u: np.ndarray, v: np.ndarray) -> np.ndarray:
    """Pools of light: one in the middle on which the conductor stands, two fainter ones beside it."""
    middle = np.exp(-((u / 0.55) ** 2 + ((v - 0.42) / 0.55) ** 2))
    sides = sum(np.exp(-(((u - c) / 0.22) ** 2 + ((v - 0.35) / 0.6) ** 2)) for c in (-0.72, 0.72))
    return 0.16 + 0.95 * middle + 0.35 * sides


def _beams(u: np.ndarray, v: np.ndarray) -> np.ndarray:
    """Light in the haze, in cones from lamps above the picture."""
    total = np.zeros_like(u)
    for lamp, lean in ((-0.75, 0.42), (-0.25, 0.14), (0.25, -0.14), (0.75, -0.42)):
        away = u - lamp - lean * (v + 0.25)
        total += np.exp(-((away / (0.035 + 0.16 * (v + 0.25))) ** 2)) * np.exp(-1.5 * v)
    return total
