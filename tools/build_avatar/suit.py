"""Everyday concert clothes, without a head: a two-piece suit with a tie, and concert black with a standing collar."""

import numpy as np

from tools.build_avatar.fields import Column, Field, cut, egg, front, hill, join, limb, overlap, step, turned
from tools.build_avatar.mesher import Part, from_field, lathe, sheet
from tools.build_avatar.tailcoat import body, cuffs, shoes, sleeves, trousers
from tools.build_avatar.weights import SIDES, between, dressed, smoothed, trunk
from vc.render.avatar.rig import Rig

_SKIRTS = Column([
    (0.72, 0.176, 0.138, -0.008), (0.82, 0.172, 0.134, -0.008), (0.92, 0.163, 0.126, -0.006),
    (1.02, 0.152, 0.117, -0.002), (1.10, 0.149, 0.113, 0.002), (1.18, 0.156, 0.114, 0.005),
])  # fmt: skip
_HEM_Y, _BUTTON_Y = 0.775, 1.085
# Half width of the jacket's opening by height.
_OPEN = np.array([
    [0.75, 0.040], [0.82, 0.016], [0.90, 0.002], [1.00, -0.01], [1.085, -0.01], [1.10, 0.004], [1.20, 0.033],
    [1.32, 0.058], [1.40, 0.070], [1.44, 0.072], [1.47, 0.068],
])  # fmt: skip


def jacket_field(rig: Rig) -> Field:
    """The closed jacket, before the front is opened."""
    arms = sleeves(rig)

    def field(p: np.ndarray) -> np.ndarray:
        turn = np.arctan2(p[:, 0], p[:, 2])
        # Cloth pulls from the button to the sides, and falls in soft folds below.
        pull = 0.0026 * np.sin(p[:, 1] * 62 - np.abs(p[:, 0]) * 30) * hill(p[:, 1], _BUTTON_Y, 0.09)
        fall = 0.0030 * np.sin(turn * 7 + 0.6) * step(0.98, 0.80, p[:, 1])
        trunk_field = join(body(p) - 0.017, _SKIRTS(p), k=0.05)
        return join(trunk_field + pull + fall, arms(p), k=0.045)

    return field


def _jacket(rig: Rig, triangles: int) -> Part:
    closed = jacket_field(rig)

    def field(p: np.ndarray) -> np.ndarray:
        d = overlap(closed(p), _HEM_Y - p[:, 1], k=0.008)
        d = np.maximum(d, p[:, 1] - 1.486 + 0.30 * p[:, 2])
        d = cut(d, limb(p, (0, 1.440, -0.014), (0, 1.60, -0.006), 0.066, 0.078), k=0.008)
        slot = np.maximum(np.abs(p[:, 0]) - np.interp(p[:, 1], *_OPEN.T).astype(np.float32), 0.02 - p[:, 2])
        return cut(d, 0.85 * slot, k=0.004)

    part = from_field("coat", field, (-0.68, 0.74, -0.20), (0.68, 1.53, 0.20), 0.0064, triangles)
    return part.weighted(smoothed(dressed(rig), part.triangles))


def _lapels(rig: Rig) -> list[Part]:
    """Notched lapels down to the upper button."""
    closed, parts = jacket_field(rig), []
    y = np.concatenate([np.linspace(1.090, 1.325, 16), np.linspace(1.331, 1.372, 8), np.linspace(1.38, 1.474, 9)])
    inner = np.maximum(np.interp(y, *_OPEN.T), 0.0)
    wide = np.interp(
        y,
        [1.090, 1.12, 1.18, 1.335, 1.350, 1.360, 1.366, 1.380, 1.440, 1.474],
        [0.004, 0.020, 0.042, 0.066, 0.064, 0.050, 0.042, 0.056, 0.040, 0.018],
    )
    u = np.linspace(0, 1, 6)
    x = inner[:, None] - 0.004 + (wide[:, None] + 0.004) * u
    x = np.concatenate([x[:, :1] - 0.0015, x, x[:, -1:] + 0.0012], 1)
    high = np.repeat(y[:, None], x.shape[1], 1)
    lift = np.concatenate([[-0.012], [0.0035], np.full(4, 0.0056), [0.0045], [-0.003]])
    roll = 0.0055 * np.exp(-(((x - inner[:, None]) / 0.014) ** 2)) * step(1.09, 1.18, high)
    z = front(closed, x, high) + lift + roll
    for _, sign in SIDES:
        parts.append(sheet("lapel", np.stack([sign * x, high, z], -1)).weighted(dressed(rig)))
    return parts


def _collar(rig: Rig) -> Part:
    """Of the jacket, round the back of the neck."""

    def field(p: np.ndarray) -> np.ndarray:
        ring = np.abs(limb(p, (0, 1.40, -0.016), (0, 1.60, -0.006), 0.084, 0.066)) - 0.0048
        rise = p[:, 1] - 1.484 + 0.28 * p[:, 2]
        band = np.maximum(np.abs(rise) - 0.020, 0.75 * (p[:, 2] - 0.036 + 1.1 * (p[:, 1] - 1.462)))
        return overlap(ring, band, k=0.006)

    part = from_field("coat", field, (-0.12, 1.41, -0.13), (0.12, 1.56, 0.07), 0.0040, 500)
    return part.weighted(dressed(rig))


def _shirt() -> list[Part]:
    """The shirt's front and its turned-down collar."""
    y = np.linspace(1.07, 1.470, 18)
    x = np.interp(y, [1.05, 1.15, 1.40, 1.47], [0.030, 0.060, 0.090, 0.058])[:, None] * np.linspace(-1, 1, 15)
    high = np.repeat(y[:, None], 15, 1)
    chest = sheet("linen", np.stack([x, high, front(body, x, high) + 0.0075], -1)).weighted(trunk)

    def collar(p: np.ndarray) -> np.ndarray:
        ring = np.abs(limb(p, (0, 1.42, -0.017), (0, 1.60, -0.006), 0.066, 0.0605)) - 0.0035
        band = np.abs(p[:, 1] - 1.482 + 0.22 * p[:, 2]) - 0.020
        d = overlap(ring, band, k=0.004)
        q = np.stack([np.abs(p[:, 0]), p[:, 1], p[:, 2]], 1)
        axes = turned((0, 1, 0), 34) @ turned((1, 0, 0), -22) @ turned((0, 0, 1), -38)
        return join(d, egg(q, (0.030, 1.4535, 0.0500), (0.036, 0.0150, 0.0055), axes), k=0.006)

    part = from_field("linen", collar, (-0.10, 1.41, -0.11), (0.10, 1.54, 0.09), 0.0030, 620)
    return [chest, part.weighted(between({"neck": 0.5, "chest": 0.5}))]


def _tie() -> list[Part]:
    y = np.linspace(1.07, 1.442, 20)
    half = np.interp(y, [1.07, 1.20, 1.40, 1.442], [0.0340, 0.0290, 0.0165, 0.0120])
    u = np.linspace(-1, 1, 9)
    x = half[:, None] * u
    high = np.repeat(y[:, None], 9, 1)
    arch = 0.0050 * (1 - u**2)[None] - 0.006 * (np.abs(u) > 0.99)[None]
    blade = sheet("tie", np.stack([x, high, front(body, x, high) + 0.0125 + arch], -1)).weighted(trunk)

    def knot(p: np.ndarray) -> np.ndarray:
        q = (p - np.array([0, 1.4500, 0.0620], np.float32)) / 1.45
        wide = 0.0118 + 0.30 * np.clip(q[:, 1], -0.018, 0.018)
        return np.maximum(
            egg(q * np.stack([0.0125 / wide, 0 * wide + 1, 0 * wide + 1], 1), (0, 0, 0), (0.0150, 0.0195, 0.0115)),
            np.abs(q[:, 1]) - 0.0160,
        )

    part = from_field("tie", knot, (-0.05, 1.41, 0.02), (0.05, 1.49, 0.10), 0.0026, 320)
    return [blade, part.weighted(between({"neck": 0.25, "chest": 0.75}))]


def _buttons(rig: Rig, places: tuple[tuple[float, float], ...], material: str) -> list[Part]:
    closed, parts = jacket_field(rig), []
    profile = [(0, -0.003), (0.0078, -0.002), (0.0082, 0.0014), (0.0058, 0.0030), (0, 0.0034)]
    for x, y in places:
        z = float(front(closed, np.array(x), np.array(y)))
        parts.append(lathe(material, profile, np.array([x, y, z]), np.array([0, 0, 1.0]), 12).weighted(trunk))
    return parts


def _pockets(rig: Rig) -> list[Part]:
    """Flaps of two pockets, and a folded handkerchief."""
    closed, parts = jacket_field(rig), []
    for sign in (-1, 1):
        x = np.linspace(0.072, 0.150, 6)[None] + 0 * np.linspace(0, 1, 4)[:, None]
        high = np.linspace(0.950, 0.908, 4)[:, None] + 0 * x + 0.06 * (x - 0.11)
        z = front(closed, x, high) + np.array([-0.002, 0.0040, 0.0040, 0.0030])[:, None]
        parts.append(sheet("coat", np.stack([sign * x, high, z], -1)[::-1]).weighted(trunk))
    x = np.linspace(0.093, 0.128, 8)[None] + 0 * np.linspace(0, 1, 3)[:, None]
    peaks = np.abs(((x - 0.093) / 0.0117) % 1 - 0.5)
    high = np.linspace(1.292, 1.312, 3)[:, None] + 0.012 * (0.5 - peaks) * np.linspace(0, 1, 3)[:, None]
    z = front(closed, x, high) + np.array([0.001, 0.0065, 0.0060])[:, None]
    return [*parts, sheet("linen", np.stack([x, high, z], -1)).weighted(dressed(rig))]


def suit(rig: Rig) -> list[Part]:
    return [
        _jacket(rig, 4600), *_lapels(rig), _collar(rig), *_shirt(), *_tie(),
        *_buttons(rig, ((0.0, _BUTTON_Y), (0.0, 0.985)), "jet"), *_pockets(rig), *cuffs(rig), trousers(1100),
        *shoes("shoe"),
    ]  # fmt: skip


def concert_black(rig: Rig) -> list[Part]:
    """A long closed jacket with a standing collar."""
    closed = jacket_field(rig)

    def field(p: np.ndarray) -> np.ndarray:
        edge = 0.0022 * step(0.0035, 0.0, np.abs(p[:, 0] - 0.016)) * (p[:, 2] > 0.02)  # where the front laps over
        d = overlap(closed(p) - 0.5 * edge, _HEM_Y - 0.02 - p[:, 1], k=0.008)
        d = np.maximum(d, p[:, 1] - 1.492 + 0.10 * p[:, 2])
        return cut(d, limb(p, (0, 1.440, -0.014), (0, 1.60, -0.008), 0.058, 0.064), k=0.006)

    def collar(p: np.ndarray) -> np.ndarray:
        ring = np.abs(limb(p, (0, 1.42, -0.017), (0, 1.60, -0.008), 0.068, 0.0625)) - 0.0042
        band = np.abs(p[:, 1] - 1.484 + 0.16 * p[:, 2]) - 0.023
        gap = np.maximum(np.abs(p[:, 0]) - 0.0042, 0.02 - p[:, 2])
        return cut(overlap(ring, band, k=0.005), gap, k=0.004)

    jacket = from_field("coat", field, (-0.68, 0.72, -0.20), (0.68, 1.53, 0.20), 0.0064, 4800)
    stand = from_field("coat", collar, (-0.10, 1.42, -0.11), (0.10, 1.55, 0.09), 0.0032, 520)
    places = tuple((0.0, float(y)) for y in np.linspace(0.93, 1.415, 6))
    return [
        jacket.weighted(smoothed(dressed(rig), jacket.triangles)),
        stand.weighted(between({"neck": 0.5, "chest": 0.5})), *_buttons(rig, places, "jet"), trousers(1100),
        *shoes("shoe"),
    ]  # fmt: skip
