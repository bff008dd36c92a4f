"""Hands: palm, four fingers, thumb; a morph that closes them to a fist; the baton.

A hand is modelled in a frame of its own: x from the wrist to the fingers, y out of the palm, z to the thumb's side.
"""

from dataclasses import dataclass

import numpy as np

from tools.build_avatar.fields import egg, join, limb, slab, step
from tools.build_avatar.mesher import Part, from_field, lathe, unit, vertex_normals
from tools.build_avatar.weights import arm_end, rigid
from vc.render.avatar.rig import ARM, BATON, BATON_M, INDEX, MIRROR, PALM, Rig

_BONES = 3


@dataclass(frozen=True)
class Finger:
    """root : place of the knuckle; size : metres to the tip; radius; spread : degrees towards the thumb;
    rest, fist : degrees of bend at its three joints"""

    root: tuple[float, float, float]
    size: float
    radius: float
    spread: float
    rest: tuple[float, float, float]
    fist: tuple[float, float, float]


_FINGERS = (
    Finger((0.088, 0.001, 0.0300), 0.073, 0.0094, 7.0, (8, 16, 10), (68, 92, 52)),
    Finger((0.092, -0.001, 0.0100), 0.082, 0.0097, 1.5, (13, 20, 12), (76, 94, 54)),
    Finger((0.089, 0.000, -0.0098), 0.076, 0.0093, -4.0, (18, 24, 14), (80, 94, 54)),
    Finger((0.081, 0.002, -0.0280), 0.060, 0.0083, -11.0, (22, 26, 14), (82, 92, 52)),
)
_SHARES = (0.44, 0.32, 0.24)  # of a finger's length: its three bones
_THUMB = np.array([[0.018, 0.008, 0.026], [0.046, 0.015, 0.052], [0.072, 0.019, 0.063], [0.094, 0.021, 0.066]])
_THUMB_FIST = np.array([[0.018, 0.008, 0.026], [0.050, 0.027, 0.044], [0.076, 0.041, 0.028], [0.092, 0.043, 0.006]])
_THUMB_RADII = (0.0150, 0.0118, 0.0106, 0.0088)


def _bent(finger: Finger, degrees: tuple[float, float, float]) -> np.ndarray:
    """(4, 3) knuckle, two joints and tip."""
    turn = np.deg2rad(finger.spread) * (1 - sum(degrees) / 230)
    angle, points = 0.0, [np.array(finger.root)]
    for share, bend in zip(_SHARES, degrees, strict=True):
        angle += np.deg2rad(bend)
        flat = np.cos(angle)
        points.append(
            points[-1] + finger.size * share * np.array([flat * np.cos(turn), np.sin(angle), flat * np.sin(turn)])
        )
    return np.array(points)


def _chain(p: np.ndarray, points: np.ndarray, radii: np.ndarray | tuple) -> np.ndarray:
    d = limb(p, points[0], points[1], radii[0], radii[1])
    for k in range(1, len(points) - 1):
        d = join(d, limb(p, points[k], points[k + 1], radii[k], radii[k + 1]), k=0.004)
    return d


def _radii(finger: Finger) -> np.ndarray:
    return finger.radius * np.array([1.02, 0.98, 0.92, 0.78])


def _field(q: np.ndarray, slender: float) -> np.ndarray:
    """The open hand in its own frame, with the end of the fore arm."""
    d = join(
        limb(q, (-0.150, 0, 0), (-0.004, 0, 0), 0.033 * slender, 0.0255 * slender),
        slab(q, (0.052, -0.001, 0.0005), (0.042, 0.0135, 0.0390), 0.0130),
        k=0.028,
    )
    d = join(d, egg(q, (0.036, 0.008, 0.026), (0.032, 0.013, 0.017)), k=0.014)  # ball of the thumb
    d = join(d, egg(q, (0.040, 0.007, -0.026), (0.034, 0.010, 0.014)), k=0.014)
    for finger in _FINGERS:
        d = join(d, _chain(q, _bent(finger, finger.rest), _radii(finger) * slender), k=0.0055)
    return join(d, _chain(q, _THUMB, np.array(_THUMB_RADII) * slender), k=0.009)


def _frame(side: str) -> np.ndarray:
    """(3, 3) columns: along the arm, out of the palm, to the thumb."""
    mirror = np.ones(3) if side == "l" else MIRROR
    return np.stack([ARM * mirror, PALM * mirror, np.array([0.0, 0.0, 1.0])], 1)


def hand(rig: Rig, side: str, triangles: int, *, slender: float = 1.0, bare: float = 0.045) -> Part:
    """bare : metres of the fore arm that belong to the part"""
    axes, wrist = _frame(side).astype(np.float32), rig.rest[INDEX[f"hand_{side}"]].astype(np.float32)
    size = 0.92 if slender < 0.95 else 1.0

    def field(world: np.ndarray) -> np.ndarray:
        q = ((world - wrist) @ axes) / size
        return np.maximum(_field(q, slender), -bare / size - q[:, 0]) * size

    reach = np.array([bare / 2 + 0.12, 0.12, 0.10]) + 0.01
    middle = wrist + axes @ np.array([0.09 - bare / 2, 0.015, 0.0])
    half = np.abs(axes) @ reach
    part = from_field("skin", field, middle - half, middle + half, 0.0024, triangles)
    q = ((part.places - wrist) @ axes) / size
    closed = (_closed(q) * size) @ axes.T + wrist
    part = part.weighted(arm_end(rig, side)).tinted(lambda _: _knuckles(q))
    part.morphs[f"fingers_{side}"] = _with_normals(part, closed.astype(np.float32))
    return part


def _with_normals(part: Part, closed: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    moved = np.linalg.norm(closed - part.places, axis=1) > 1e-6
    bent = np.where(moved[:, None], vertex_normals(closed, part.triangles), part.normals)
    return closed, bent.astype(np.float32)


def _closed(q: np.ndarray) -> np.ndarray:
    """The fist: each vertex follows the bones of the nearest finger from their open to their closed places."""
    chains = [(_bent(f, f.rest), _bent(f, f.fist), _radii(f)) for f in _FINGERS]
    chains.append((_THUMB, _THUMB_FIST, np.array(_THUMB_RADII)))
    distance = np.stack([_chain(q, opened, radii) for opened, _, radii in chains], 1)
    nearest = distance.argmin(1)
    result = q.copy()
    for number, (opened, fist, _) in enumerate(chains):
        rows = nearest == number
        result[rows] = _follow(q[rows], opened, fist, thumb=number == len(chains) - 1)
    return result


def _follow(q: np.ndarray, opened: np.ndarray, fist: np.ndarray, *, thumb: bool) -> np.ndarray:
    """Places moved with the bones of a chain; near a joint a mean of both bones, before the first joint they stay."""
    blend = 0.010
    total, result = np.zeros(len(q)), np.zeros_like(q)
    share = np.ones(len(q))
    for k in range(_BONES):
        along = unit((opened[k + 1] - opened[k])[None])[0]
        begun = step(-0.6 * blend, 0.6 * blend, (q - opened[k]) @ along)
        if k == 0:
            before = 1 - begun
            result += before[:, None] * q
            total += before
        else:
            share = share * begun
        over = 1.0
        if k < _BONES - 1:
            ahead = unit((opened[k + 2] - opened[k + 1])[None])[0]
            over = 1 - step(-0.6 * blend, 0.6 * blend, (q - opened[k + 1]) @ ahead)
        value = (begun if k == 0 else share) * over
        turn = _turn(opened[k + 1] - opened[k], fist[k + 1] - fist[k], thumb)
        result += value[:, None] * (fist[k] + (q - opened[k]) @ turn.T)
        total += value
    return result / np.maximum(total, 1e-6)[:, None]


def _turn(a: np.ndarray, b: np.ndarray, thumb: bool) -> np.ndarray:
    """(3, 3) that takes direction a to b: fingers bend about the hand's z axis, the thumb the shortest way."""
    a, b = a / np.linalg.norm(a), b / np.linalg.norm(b)
    if thumb:
        v, c = np.cross(a, b), a @ b
        k = np.array([[0, -v[2], v[1]], [v[2], 0, -v[0]], [-v[1], v[0], 0]])
        return np.eye(3) + k + k @ k / (1 + c)
    angle = np.arctan2(b[1], b[0]) - np.arctan2(a[1], a[0])
    c, s = np.cos(angle), np.sin(angle)
    return np.array([[c, -s, 0], [s, c, 0], [0, 0, 1.0]])


def _knuckles(q: np.ndarray) -> np.ndarray:
    """Rosier knuckles and finger tips."""
    red = np.zeros(len(q))
    for finger in _FINGERS:
        points = _bent(finger, finger.rest)
        for place, size in ((points[1], 0.011), (points[3], 0.013), (points[0], 0.014)):
            red = np.maximum(red, np.exp(-(((q - place) ** 2).sum(1)) / size**2))
    return 1 + red[:, None] * np.array([0.05, -0.13, -0.11])


def baton(rig: Rig) -> list[Part]:
    """A white stick with a handle of cork, held between thumb and forefinger."""
    grip = rig.rest[INDEX["baton"]] + (PALM * MIRROR) * 0.024 + np.array([0, 0, 0.014])
    stick = [
        (0.0034, -0.01),
        (0.0031, 0.10),
        (0.0025, 0.26),
        (0.0017, BATON_M - 0.004),
        (0.0010, BATON_M),
        (0, BATON_M),
    ]
    cork = [(0, -0.050), (0.006, -0.049), (0.0100, -0.043), (0.0118, -0.033), (0.0108, -0.018), (0.0065, 0.004),
            (0.0040, 0.014), (0, 0.0145)]  # fmt: skip
    return [
        lathe("baton", stick, grip, BATON, 8).weighted(rigid("baton")),
        lathe("cork", cork, grip, BATON, 14).weighted(rigid("baton")),
    ]
