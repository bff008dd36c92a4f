"""The woman's concert dress: fitted bodice with sleeves to below the elbow, satin sash, a wide skirt in folds."""

import numpy as np

from tools.build_avatar.fields import Column, Field, cut, egg, front, hill, join, limb, overlap, step
from tools.build_avatar.head import SKULL, WOMAN, skin_field
from tools.build_avatar.mesher import Part, from_field, lathe, tube
from tools.build_avatar.tailcoat import shoes
from tools.build_avatar.weights import between, dressed, rigid, skirt, smoothed, trunk
from vc.render.avatar.rig import ARM, INDEX, Rig

_TRUNK = Column([
    (0.90, 0.158, 0.118, -0.006), (0.98, 0.140, 0.106, -0.004), (1.08, 0.110, 0.087, 0.002),
    (1.14, 0.113, 0.089, 0.004), (1.22, 0.132, 0.100, 0.004), (1.29, 0.145, 0.103, 0.002), (1.36, 0.146, 0.092, -0.004),
    (1.41, 0.126, 0.076, -0.011), (1.445, 0.086, 0.062, -0.016), (1.48, 0.053, 0.050, -0.018),
    (1.53, 0.042, 0.043, -0.015),
])  # fmt: skip
_SKIRT = Column([
    (0.045, 0.325, 0.285, 0.0), (0.25, 0.285, 0.248, 0.0), (0.50, 0.244, 0.205, 0.0), (0.72, 0.208, 0.165, -0.002),
    (0.90, 0.172, 0.128, -0.004), (1.00, 0.138, 0.104, -0.002), (1.07, 0.114, 0.090, 0.002),
    (1.10, 0.111, 0.088, 0.003),
])  # fmt: skip
_SLEEVE_BARE = 0.115  # metres of the fore arm below the sleeve
_WAIST_Y = 1.082


def body(p: np.ndarray) -> np.ndarray:
    """The trunk without arms."""
    d = join(_TRUNK(p), limb(p, (-0.118, 1.392, -0.014), (0.118, 1.392, -0.014), 0.042), k=0.04)
    q = np.stack([np.abs(p[:, 0]), p[:, 1], p[:, 2]], 1)
    d = join(d, limb(q, (0.022, 1.505, -0.026), (0.118, 1.412, -0.018), 0.024, 0.032), k=0.035)
    for s in (-1, 1):
        d = join(d, egg(p, (s * 0.062, 1.272, 0.066), (0.060, 0.064, 0.052)), k=0.045)
    return d


def _sleeves(rig: Rig) -> Field:
    shoulder, elbow = (rig.rest[INDEX[f"{name}_l"]] for name in ("upper_arm", "forearm"))
    upper, whole = rig.length("forearm_l"), rig.length("forearm_l") + rig.length("hand_l")
    end = shoulder + (whole - _SLEEVE_BARE) * ARM

    def field(p: np.ndarray) -> np.ndarray:
        q = np.stack([np.abs(p[:, 0]), p[:, 1], p[:, 2]], 1)
        d = join(limb(q, shoulder - 0.012 * ARM, elbow, 0.056, 0.0455), limb(q, elbow, end, 0.0455, 0.0445), k=0.03)
        along = (q - shoulder) @ ARM.astype(np.float32)
        folds = np.sin(along * 190 + 20 * q[:, 2] + 1.5 * np.sin(along * 60)) * hill(along, upper, 0.055)
        folds += 0.6 * np.sin(along * 130 - 14 * q[:, 2]) * hill(along, 0.09, 0.05)
        return np.maximum(d + 0.0015 * folds, (q - end) @ ARM.astype(np.float32) - 0.003)

    return field


def _neckline(p: np.ndarray) -> np.ndarray:
    """What the neckline leaves bare: a wide oval, deeper in front."""
    wide = egg(p, (0, 1.492, 0.010), (0.118, 0.098, 0.20))
    deep = egg(p, (0, 1.440, 0.130), (0.072, 0.080, 0.080))
    return join(wide, deep, k=0.03)


def _bodice(rig: Rig, triangles: int) -> Part:
    sleeves = _sleeves(rig)

    def field(p: np.ndarray) -> np.ndarray:
        gather = 0.0016 * np.sin(np.arctan2(p[:, 0], p[:, 2]) * 26) * hill(p[:, 1], 1.13, 0.045)
        d = join(body(p) - 0.0060 + gather, sleeves(p), k=0.040)
        d = overlap(d, 1.060 - p[:, 1], k=0.006)
        return cut(d, _neckline(p), k=0.004)

    part = from_field("gown", field, (-0.62, 1.02, -0.18), (0.62, 1.52, 0.20), 0.0060, triangles)
    return part.weighted(smoothed(dressed(rig), part.triangles))


def shoulders(p: np.ndarray) -> np.ndarray:
    """Skin within the neckline, with collar bones."""
    d = body(p)
    for s in (-1, 1):
        d = join(d, limb(p, (s * 0.018, 1.424, 0.048), (s * 0.105, 1.436, 0.012), 0.0055), k=0.022)
    return np.maximum(np.maximum(d, 1.30 - p[:, 1]), _neckline(p) - 0.010)  # no more: arms must not bare it


def _skirt(triangles: int) -> Part:
    def field(p: np.ndarray) -> np.ndarray:
        turn = np.arctan2(p[:, 0], p[:, 2])
        drop = step(1.02, 0.10, p[:, 1])
        wave = np.cos(9 * turn + 0.9 * np.sin(2 * turn) + 0.8) + 0.4 * np.cos(16 * turn + 2 + p[:, 1])
        d = _SKIRT(p) - 0.020 * drop * wave
        return overlap(d, 0.058 + 0.006 * wave - p[:, 1], k=0.006)

    part = from_field("gown", field, (-0.40, 0.02, -0.36), (0.40, 1.12, 0.36), 0.0100, triangles)
    return part.weighted(smoothed(skirt, part.triangles, 3))


def _sash() -> list[Part]:
    def band(p: np.ndarray) -> np.ndarray:
        pleats = 0.0012 * np.sin((p[:, 1] + 0.05 * p[:, 0]) * 420)
        return overlap(body(p) - 0.0125 + pleats, np.abs(p[:, 1] - _WAIST_Y) - 0.026, k=0.008)

    part = from_field("satin", band, (-0.16, 1.03, -0.14), (0.16, 1.14, 0.14), 0.0045, 700)
    x, y = 0.050, _WAIST_Y
    z = float(front(body, np.array(x), np.array(y))) + 0.014
    profile = [(0, -0.004), (0.013, -0.003), (0.014, 0.001), (0.009, 0.005), (0, 0.006)]
    brooch = lathe("brass", profile, np.array([x, y, z]), np.array([0.4, 0, 1.0]), 14)
    return [part.weighted(trunk), brooch.weighted(trunk)]


def _jewels() -> list[Part]:
    """A fine chain round the neck with a pearl, and pearls at the ears."""
    skin = skin_field(WOMAN, shoulders)
    turn = np.linspace(0, 2 * np.pi, 49)
    middle = np.stack([0 * turn, 1.449 - 0.021 * np.cos(turn) - 0.010 * np.cos(2 * turn), 0 * turn - 0.016], 1)
    spoke = np.stack([np.sin(turn), 0 * turn, np.cos(turn)], 1)
    path = middle + (_reach(skin, middle, spoke) + 0.0012)[:, None] * spoke
    chain = tube("brass", path, np.full(len(turn), 0.0013), sides=5)
    pearl = _bead(path[0] + (0, -0.008, 0.004), 0.0068)
    parts = [
        chain.weighted(between({"chest": 0.75, "neck": 0.25})),
        pearl.weighted(between({"chest": 0.9, "neck": 0.1})),
    ]
    ears = [_bead(SKULL + np.array([s * 0.109, -0.070, 0.008]), 0.0085).weighted(rigid("head")) for s in (-1, 1)]
    return parts + ears


def _reach(field: Field, middle: np.ndarray, spoke: np.ndarray) -> np.ndarray:
    """Distance from points within a field to its surface along directions, by bisection."""
    inside, outside = np.zeros(len(middle)), np.full(len(middle), 0.2)
    for _ in range(22):
        half = (inside + outside) / 2
        within = field((middle + half[:, None] * spoke).astype(np.float32)) < 0
        inside, outside = np.where(within, half, inside), np.where(within, outside, half)
    return inside


def _bead(middle: np.ndarray, radius: float) -> Part:
    angle = np.linspace(0, np.pi, 7)
    profile = [(float(radius * np.sin(a)), float(-radius * np.cos(a))) for a in angle]
    part = lathe("pearl", profile, middle, np.array([0.0, 1.0, 0.0]), 12)
    normals = (part.places - middle) / radius
    return Part("pearl", part.places, normals.astype(np.float32), part.triangles)


def concert_dress(rig: Rig) -> list[Part]:
    return [_bodice(rig, 3900), _skirt(3000), *_sash(), *_jewels(), *shoes("shoe", slim=0.8)]


BARE_ARM_M = _SLEEVE_BARE + 0.02
