"""Hair: the skull's own shape grown by a thickness that begins at the hairline, grooved along the way it is combed.

Where the thickness is negative the surface hides under the skin, so the hairline is soft and has no cut edge. A few
free locks, tapered and grooved tubes, break the outline.
"""

import numpy as np

from tools.build_avatar.fields import Column, clump, cut, egg, hill, join, overlap, step
from tools.build_avatar.head import BOTH, SKULL
from tools.build_avatar.mesher import Part, from_field
from tools.build_avatar.weights import rigid

_MELT = 0.007  # metres over which neighbouring locks run together
_UNDER = -0.009  # thickness where no hair grows
Lock = tuple[np.ndarray, np.ndarray]


def _lock(points: list[tuple[float, float, float]], radii: list[float], count: int = 9) -> Lock:
    """A lock along a smooth curve through a few points."""
    knots = np.linspace(0, 1, len(points))
    where = np.linspace(0, 1, count)
    degree = min(len(points) - 1, 3)
    curve = np.stack([np.polyval(np.polyfit(knots, np.array(points)[:, k], degree), where) for k in range(3)], 1)
    return curve, np.interp(where, np.linspace(0, 1, len(radii)), radii)


def _locks(p: np.ndarray, locks: list[Lock], ribs: int = 7, depth: float = 0.0010) -> np.ndarray:
    result = np.full(len(p), np.float32(1e3))
    for points, radii in locks:
        result = join(result, clump(p, points, radii, ribs=ribs, depth=depth), k=_MELT)
    return result


def _skull(p: np.ndarray) -> np.ndarray:
    upper = egg(p, (0, 0.035, -0.012), (0.101, 0.112, 0.116))
    return join(upper, egg(p, (0, -0.045, -0.050), (0.078, 0.090, 0.062)), k=0.04)


def _swept_line(p: np.ndarray) -> np.ndarray:
    """How far inside the man's hairline a place lies: high temples, a low peak, room for the ears."""
    x, y, z = np.abs(p[:, 0]), p[:, 1], p[:, 2]
    brow = np.interp(
        x,
        [0, 0.015, 0.035, 0.052, 0.068, 0.082, 0.095, 0.110],
        [0.084, 0.085, 0.090, 0.092, 0.084, 0.062, 0.036, 0.008],
    )
    side = np.interp(y, [-0.13, -0.050, -0.022, 0.006, 0.030, 0.06], [-0.060, -0.050, -0.036, 0.026, 0.036, 0.040])
    return np.minimum(np.maximum(y - brow, side - z), y + 0.128)


def _comb_back(p: np.ndarray) -> np.ndarray:
    """A number that is constant along strands combed back and a little aside, radians round the head's long axis."""
    return np.arctan2(p[:, 0] - 0.018, p[:, 1] + 0.035) + 1.6 * (p[:, 2] + 0.02) * np.exp(-(((p[:, 0]) / 0.09) ** 2))


def _maestro_locks() -> list[Lock]:
    locks = []
    for s in BOTH:
        for x, y, z, flick in (
            (0.098, -0.064, -0.052, 0.030),
            (0.082, -0.078, -0.084, 0.020),
            (0.046, -0.088, -0.104, 0.010),
        ):
            locks.append(_lock(
                [(s * x, y + 0.065, z - 0.004), (s * (x + 0.010), y + 0.015, z - 0.012), (s * x, y - 0.028, z - 0.010),
                 (s * (x + flick), y - 0.052, z - 0.022)], [0.016, 0.020, 0.015, 0.003],
            ))  # fmt: skip
        locks.append(_lock(
            [(s * 0.095, 0.036, 0.030), (s * 0.118, 0.030, -0.010), (s * 0.126, 0.004, -0.052),
             (s * 0.122, -0.014, -0.092)],
            [0.010, 0.017, 0.018, 0.004],
        ))  # fmt: skip
    locks.append(_lock(
        [(-0.020, 0.098, 0.096), (0.000, 0.146, 0.100), (0.045, 0.156, 0.066), (0.082, 0.128, 0.020)],
        [0.008, 0.016, 0.017, 0.004], 11,
    ))  # fmt: skip
    return locks


def maestro(triangles: int) -> Part:
    """Silver, combed back in waves, long enough to curl on the collar."""
    locks = _maestro_locks()

    def field(world: np.ndarray) -> np.ndarray:
        p = (world - SKULL).astype(np.float32)
        inside, strand = _swept_line(p), _comb_back(p)
        x, y, z = p[:, 0], p[:, 1], p[:, 2]
        full = 0.014 + 0.024 * step(0.06, 0.13, y) * step(-0.12, 0.05, z) + 0.007 * step(0.03, -0.03, y)
        full += 0.006 * hill(np.abs(x), 0.10, 0.03) * step(-0.03, 0.02, y) + 0.05 * np.clip(x, -0.1, 0.1) * step(
            0.05, 0.12, y
        )
        wave = (
            0.0042 * np.cos(8 * strand + 14 * z)
            + 0.0026 * np.cos(17 * strand - 9 * z + 1)
            + 0.0012 * np.cos(36 * strand)
        )
        grown = step(-0.008, 0.048, inside)
        thick = _UNDER + (full - _UNDER) * grown + wave * grown
        for s in BOTH:  # the ears stay free
            thick = thick - 0.03 * hill(x, s * 0.108, 0.022) * hill(y, -0.026, 0.034) * hill(z, -0.006, 0.026)
        return join((_skull(p) - thick) * 0.8, _locks(p, locks), k=0.012)

    part = from_field("hair", field, (-0.18, 1.52, -0.20), (0.18, 1.93, 0.16), 0.0034, triangles)
    return part.weighted(rigid("head")).tinted(_strands)


_BOB = Column([
    (-0.160, 0.094, 0.086, -0.026), (-0.135, 0.118, 0.104, -0.022), (-0.090, 0.131, 0.118, -0.018),
    (-0.030, 0.130, 0.122, -0.014), (0.040, 0.123, 0.124, -0.010), (0.075, 0.098, 0.100, -0.010),
    (0.100, 0.060, 0.062, -0.010),
])  # fmt: skip
_PARTING = -0.034


def _face_window(p: np.ndarray) -> np.ndarray:
    """Where the face looks out of the bob: below a fringe that sweeps from the parting to the side."""
    x, y, z = p[:, 0], p[:, 1], p[:, 2]
    fringe = np.interp(
        x,
        [-0.12, -0.092, -0.070, -0.050, _PARTING, -0.015, 0.015, 0.045, 0.070, 0.090, 0.12],
        [-0.03, 0.020, 0.064, 0.090, 0.104, 0.098, 0.083, 0.062, 0.036, 0.000, -0.06],
    )
    side = np.interp(y, [-0.17, -0.13, -0.08, -0.02, 0.05], [0.052, 0.066, 0.076, 0.084, 0.10])
    return np.maximum(np.maximum((y - fringe) * 0.7, np.abs(x) - side), 0.020 - z)


def maestra(triangles: int) -> Part:
    """A bob to the jaw with a side parting, in loose waves."""
    locks = _maestra_locks()

    def field(world: np.ndarray) -> np.ndarray:
        p = (world - SKULL).astype(np.float32)
        x, y, z = p[:, 0], p[:, 1], p[:, 2]
        turn = np.arctan2(x - _PARTING, z - 0.030)
        loose = step(0.11, -0.06, y)
        strand = turn + 0.16 * loose * np.sin(42 * y + 3 * turn)
        away = step(0.015, 0.085, np.sqrt((x - _PARTING) ** 2 + (z - 0.03) ** 2))
        wave = 0.0045 * np.cos(8 * strand + 0.6) + 0.0030 * np.cos(17 * strand + 2) + 0.0013 * np.cos(37 * strand)
        wave += 0.0040 * loose * np.sin(42 * y + 3 * turn + 1.2)
        parting = (
            0.012 * np.exp(-(((x - _PARTING - 0.10 * (z - 0.09)) / 0.0050) ** 2)) * step(-0.04, 0.02, z) * (y > 0.06)
        )
        crown = egg(p, (0, 0.040, -0.010), (0.123, 0.124, 0.126))
        hull = (
            join(_BOB(p), crown, k=0.03)
            - 0.004
            - wave * away
            + parting
            - 0.010 * step(0.0, 0.05, x) * step(0.05, 0.11, y) * step(0.0, 0.06, z)
        )
        hull = overlap(hull, -0.150 + 0.006 * np.cos(8 * strand) + 0.25 * np.clip(-z, -0.03, 0.03) - y, k=0.022)
        hollow = egg(p, (0, -0.150, 0.020), (0.085, 0.075, 0.080))  # room for neck and chin
        d = cut(cut(hull, hollow, k=0.01), _face_window(p), k=0.018)
        return join(d * 0.8, _locks(p, locks), k=0.010)

    part = from_field("hair", field, (-0.18, 1.51, -0.19), (0.18, 1.91, 0.16), 0.0034, triangles)
    return part.weighted(rigid("head")).tinted(_strands)


def _maestra_locks() -> list[Lock]:
    """One lock of the fringe lies on top; ends that turn in beside the chin."""
    locks = [_lock(
        [(_PARTING + 0.004, 0.134, 0.082), (0.020, 0.122, 0.112), (0.066, 0.078, 0.102),
         (0.096, 0.020, 0.074), (0.104, -0.030, 0.062)],
        [0.007, 0.015, 0.016, 0.012, 0.003], 12,
    )]  # fmt: skip
    for s in BOTH:
        locks.append(_lock(
            [(s * 0.104, 0.020, 0.062), (s * 0.112, -0.050, 0.056), (s * 0.104, -0.110, 0.056),
             (s * 0.080, -0.152, 0.064)],
            [0.008, 0.017, 0.017, 0.003],
        ))  # fmt: skip
    return locks


def _strands(places: np.ndarray) -> np.ndarray:
    """Lighter on top, darker below and inside, with streaks."""
    p = places - SKULL
    turn = np.arctan2(p[:, 0], p[:, 2] + 0.02)
    streak = 0.5 * np.sin(23 * turn + 40 * p[:, 0]) + 0.5 * np.sin(57 * turn - 30 * p[:, 1] + 1.7)
    light = 0.80 + 0.24 * step(-0.10, 0.14, p[:, 1]) + 0.08 * streak
    return np.repeat(light[:, None], 3, 1)
