"""Hands: palm, four fingers, thumb; a morph that closes them, to a fist or around the baton; the baton.

A hand is modelled in the frame of `vc.render.avatar.hand_plan`.
"""

import itertools

import numpy as np

from tools.build_avatar.fields import egg, join, limb, slab, step
from tools.build_avatar.mesher import Part, from_field, lathe, unit, vertex_normals
from tools.build_avatar.weights import arm_end, rigid
from vc.render.avatar.hand_plan import (
    FINGERS,
    FLAT,
    SHARES,
    THUMB,
    THUMB_FIST,
    THUMB_GRIP,
    THUMB_HALF,
    THUMB_RADII,
    Finger,
    on_picture,
)
from vc.render.avatar.rig import ARM, BATON, BATON_M, INDEX, MIRROR, PALM, Rig

_VOXEL_M = 0.0016  # gaps between fingers are 2 mm
_BEND_M, _BALL_M = 0.010, 0.015  # of a finger's length bends at a joint; of the palm before and in the thumb's ball
# Of a finger: place between its joints, 0 the knuckle .. 3 the tip, and radius there times that at the knuckle.
_TAPER = ((0.0, 1.04), (0.55, 0.92), (1.0, 0.95), (1.5, 0.85), (2.0, 0.84), (2.5, 0.77), (3.0, 0.61))
_FLATTER = 1.32  # a wrist is as much wider than deep


def _along(points: np.ndarray, place: float) -> np.ndarray:
    """(3,) of a chain of joints at a place between them."""
    number = min(int(place), len(points) - 2)
    return np.asarray(points[number] + (place - number) * (points[number + 1] - points[number]))


def _finger(p: np.ndarray, finger: Finger, slender: float) -> np.ndarray:
    """Slimmer between its joints, with a soft pad before the tip."""
    points, radius = finger.bent(finger.open), finger.radius * slender
    d = np.full(len(p), np.float32(1.0))
    for (start, first), (end, second) in itertools.pairwise(_TAPER):
        a, b = _along(points, start), _along(points, end)
        if end == 3.0:
            b = b - 0.60 * radius * _way(points)  # the tip's round end is part of its length
        d = join(d, limb(p, a, b, radius * first, radius * second), k=0.003)
    pads = ((0.52, 0.0012), (1.5, 0.0014), (2.45, 0.0016))
    for place, out in pads:  # flesh between the creases
        middle = _along(points, place) + np.array([0, out, 0])
        d = join(d, egg(p, middle, radius * np.array([1.05, 0.80, 0.78]), _axes(points, place)), k=0.003)
    return d


def _way(points: np.ndarray) -> np.ndarray:
    return np.asarray((points[3] - points[2]) / np.linalg.norm(points[3] - points[2]))


def _axes(points: np.ndarray, place: float) -> np.ndarray:
    """(3, 3) float32 columns: along the bone there, out of the palm, aside."""
    number = min(int(place), len(points) - 2)
    along = unit((points[number + 1] - points[number])[None])[0]
    aside = unit(np.cross(along, [0, 1.0, 0])[None])[0]
    return np.stack([along, np.cross(aside, along), aside], 1).astype(np.float32)


def _thumb(p: np.ndarray, slender: float) -> np.ndarray:
    radii = slender * np.array(THUMB_RADII)
    d = limb(p, THUMB[0], THUMB[1], radii[0], radii[1])
    middle = 0.5 * (THUMB[1] + THUMB[2])
    d = join(d, limb(p, THUMB[1], middle, radii[1], 0.92 * radii[1]), k=0.004)
    d = join(d, limb(p, middle, THUMB[2], 0.92 * radii[1], radii[2]), k=0.004)
    pad = THUMB[2] + 0.55 * (THUMB[3] - THUMB[2])
    d = join(d, limb(p, THUMB[2], pad, radii[2], 0.95 * radii[2]), k=0.004)
    return join(d, limb(p, pad, THUMB[3] - radii[3] * _way(THUMB), 0.95 * radii[2], radii[3]), k=0.004)


def _palm_field(q: np.ndarray, slender: float) -> np.ndarray:
    """The hand without fingers, and the end of the fore arm."""
    flat = q * np.array([1, _FLATTER, 1], np.float32)
    arm = join(
        limb(flat, (-0.150, 0, 0), (-0.030, 0, 0), 0.0375 * slender, 0.0290 * slender),
        limb(flat, (-0.030, 0, 0), (0.012, 0, 0), 0.0290 * slender, 0.0285 * slender), k=0.02,
    ) / _FLATTER  # fmt: skip
    d = join(arm, slab(q, (0.055, 0.000, -0.001), (0.031, 0.0110, 0.0340), 0.0105), k=0.016)
    for finger in FINGERS:  # metacarpals, whose heads are the knuckles
        root = np.array(finger.root)
        wrist = np.array([0.012, 0.001, 0.45 * root[2]])
        d = join(d, limb(q, wrist, root, 0.0125 * slender, 0.0120 * slender), k=0.010)
        d = join(d, egg(q, root - [0.001, 0.0052, 0], (0.0105, 0.0072, 0.0080)), k=0.004)
        tendon = wrist + 0.35 * (root - wrist) - [0, 0.0108, 0]
        d = join(d, limb(q, tendon, root - [0.004, 0.0098, 0], 0.0016, 0.0024), k=0.004)
    web = slab(q, (0.088, 0.0030, -0.0015), (0.017, 0.0072, 0.0340), 0.0070)  # between the fingers' first bones
    d = join(d, web, k=0.008)
    d = join(d, egg(q, (0.040, 0.0110, 0.0275), (0.031, 0.0135, 0.0165)), k=0.012)  # ball of the thumb
    d = join(d, egg(q, (0.045, 0.0085, -0.0265), (0.033, 0.0110, 0.0130)), k=0.012)
    fold = limb(q, (0.050, 0.006, 0.034), (0.060, 0.010, 0.044), 0.0080, 0.0050)  # skin between thumb and forefinger
    return join(d, fold, k=0.012)


def _field(q: np.ndarray, slender: float) -> np.ndarray:
    """The open hand in its own frame. Fingers flow into the palm but not into each other."""
    palm = _palm_field(q, slender)
    parts = [join(palm, _finger(q, finger, slender), k=0.0050) for finger in FINGERS]
    parts.append(join(palm, _thumb(q, slender), k=0.011))
    return np.minimum.reduce(parts)


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
    part = from_field("skin", field, middle - half, middle + half, _VOXEL_M, triangles)
    part, palm = _two_sided(part, axes[:, 1])
    q = ((part.places - wrist) @ axes) / size
    ends = ("fist", THUMB_FIST) if side == "l" else ("grip", THUMB_GRIP)
    closed, half_closed = (
        (_posed(q, name, thumb, slender) * size) @ axes.T + wrist for name, thumb in (ends, ("half", THUMB_HALF))
    )
    part = part.weighted(arm_end(rig, side)).tinted(lambda _: _tint(q, part.normals @ axes))
    part = part.pictured(on_picture(_posed(q, "", THUMB, slender), palm=palm))
    part.morphs[f"fingers_{side}"] = _with_normals(part, closed.astype(np.float32))
    part.halves[f"fingers_{side}"] = _with_normals(part, half_closed.astype(np.float32))
    return part


def _two_sided(part: Part, palm: np.ndarray) -> tuple[Part, np.ndarray]:
    """The part with its palm and its back apart, and which vertices (V,) bool are the palm's: where they meet each side
    has vertices of its own, for its own picture."""
    a, b, c = (part.places[part.triangles[:, k]] for k in range(3))
    below = np.cross(b - a, c - a) @ palm > 0
    rows = [np.unique(part.triangles[side]) for side in (below, ~below)]
    number = np.zeros((2, len(part.places)), np.int32)
    number[0, rows[0]], number[1, rows[1]] = np.arange(len(rows[0])), len(rows[0]) + np.arange(len(rows[1]))
    triangles = np.concatenate([number[0][part.triangles[below]], number[1][part.triangles[~below]]])
    kept = np.concatenate(rows)
    apart = Part(part.material, part.places[kept], part.normals[kept], triangles.astype(np.int32))
    return apart, np.arange(len(kept)) < len(rows[0])


def _with_normals(part: Part, moved: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Places and their normals; vertices at one place share theirs."""
    still = np.linalg.norm(moved - part.places, axis=1) < 1e-6
    _, same = np.unique(np.round(part.places * 1e6).astype(int), axis=0, return_inverse=True)
    same = same.ravel()
    bent = vertex_normals(moved, part.triangles, same)
    return moved, np.where(still[:, None], part.normals, bent).astype(np.float32)


def _posed(q: np.ndarray, name: str, thumb: np.ndarray, slender: float) -> np.ndarray:
    """Each vertex with the bones of the nearest finger, from the open hand to a bend of `Finger`; "" is flat."""
    targets = [(f.bent(f.open), f.bent(getattr(f, name) if name else FLAT)) for f in FINGERS] + [(THUMB, thumb)]
    distance = np.stack([*(_finger(q, f, slender) for f in FINGERS), _thumb(q, slender)], 1)
    nearest = distance.argmin(1)
    result = q.copy()
    for number, (opened, bent) in enumerate(targets):
        rows = nearest == number
        result[rows] = _follow(q[rows], opened, bent, thumb=number == len(targets) - 1)
    return result


def _follow(q: np.ndarray, opened: np.ndarray, bent: np.ndarray, *, thumb: bool) -> np.ndarray:
    """Places moved with the bones of a chain; near a joint a mean of both bones, before the first joint they stay."""
    reach = 0.6 * _BEND_M
    first = _BALL_M if thumb else reach
    total, result = np.zeros(len(q)), np.zeros_like(q)
    share = np.ones(len(q))
    for k in range(len(SHARES)):
        along = unit((opened[k + 1] - opened[k])[None])[0]
        begun = step(-first, first, (q - opened[k]) @ along) if k == 0 else step(-reach, reach, (q - opened[k]) @ along)
        if k == 0:
            result += (1 - begun)[:, None] * q
            total += 1 - begun
        share = begun if k == 0 else share * begun
        over = 1.0
        if k < len(SHARES) - 1:
            ahead = unit((opened[k + 2] - opened[k + 1])[None])[0]
            over = 1 - step(-reach, reach, (q - opened[k + 1]) @ ahead)
        value = share * over
        turn = _turn(opened[k + 1] - opened[k], bent[k + 1] - bent[k], thumb)
        result += value[:, None] * (bent[k] + (q - opened[k]) @ turn.T)
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


def _tint(q: np.ndarray, normals: np.ndarray) -> np.ndarray:
    """(V, 3): rosier knuckles and finger tips, a paler palm, nails, of figures without a picture of skin."""
    red, nail = np.zeros(len(q)), np.zeros(len(q))
    for finger in FINGERS:
        points = finger.bent(finger.open)
        for place, size in ((points[0], 0.013), (points[1], 0.010), (points[2], 0.008), (points[3], 0.010)):
            red = np.maximum(red, np.exp(-(((q - place) ** 2).sum(1)) / size**2))
        bed = points[3] - 0.010 * _way(points) - [0, 0.006, 0]
        nail = np.maximum(nail, np.exp(-((((q - bed) ** 2).sum(1) / 0.0062**2) ** 2)))
    pale = step(-0.2, 0.6, normals[:, 1]) * step(-0.02, 0.02, q[:, 0])
    tint = 1 + red[:, None] * np.array([0.03, -0.09, -0.08]) + pale[:, None] * np.array([0.05, 0.05, 0.04])
    return np.asarray(tint + nail[:, None] * np.array([0.10, 0.10, 0.14]))


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
