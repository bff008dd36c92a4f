"""What stands on the stage: podium with a carpet, brass rail, music stand with a score."""

import itertools

import numpy as np

from tools.build_avatar.fields import turned
from tools.build_avatar.mesher import Part, lathe, sheet, tube

_WIDE, _DEEP, _STEP = 0.60, 0.50, 0.18  # half width, half depth and height of the podium
_DESK = np.array([0.0, 0.735, 0.66])


def podium() -> list[Part]:
    base = _block("wood", (0, -_STEP / 2 - 0.004, 0), (_WIDE, _STEP / 2 - 0.004, _DEEP), 0.012)
    plinth = _block("wood", (0, -_STEP + 0.014, 0), (_WIDE + 0.016, 0.014, _DEEP + 0.016), 0.008)
    carpet = _block("carpet", (0, -0.005, 0), (_WIDE - 0.028, 0.005, _DEEP - 0.028), 0.004)
    corners = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1)]) * (_WIDE - 0.006, _DEEP - 0.006)
    edges = [
        tube(
            "brass",
            np.stack([np.linspace(a[0], b[0], 3), np.full(3, -0.006), np.linspace(a[1], b[1], 3)], 1),
            np.full(3, 0.010),
        )
        for a, b in itertools.pairwise(corners)
    ]
    x, z = np.linspace(1, -1, 31) * (_WIDE - 0.03), np.linspace(-1, 1, 27) * (_DEEP - 0.03)
    pile = np.stack(np.broadcast_arrays(x[:, None], 0.0008, z[None]), -1)  # a grid, for the baked shade of the figure
    return [base, plinth, carpet, sheet("carpet", pile, (0, 1, 0)), *edges]


def _block(
    material: str, centre: tuple | np.ndarray, half: tuple, rounding: float, axes: np.ndarray | None = None
) -> Part:
    """A box with rounded edges: a flat middle and a fillet on every side, as a stretched grid on a ball."""
    t = np.sin(np.linspace(-np.pi / 4, np.pi / 4, 5)) / np.sin(np.pi / 4)
    places, normals, triangles, base = [], [], [], 0
    for axis in range(3):
        for sign in (-1.0, 1.0):
            u, v = np.meshgrid(t, t, indexing="ij")
            face = np.zeros((5, 5, 3))
            face[..., axis], face[..., (axis + 1) % 3], face[..., (axis + 2) % 3] = sign, u, v
            direction = face / np.linalg.norm(face, axis=-1, keepdims=True)
            core = np.sign(np.where(np.abs(face) > 0.25, face, 0)) * (np.array(half) - rounding)
            places.append((core + rounding * direction).reshape(-1, 3))
            normals.append(direction.reshape(-1, 3))
            number = base + np.arange(25).reshape(5, 5)
            quads = np.stack([number[:-1, :-1], number[1:, :-1], number[1:, 1:], number[:-1, 1:]], -1).reshape(-1, 4)
            quads = quads if sign > 0 else quads[:, ::-1]
            triangles += [quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]]
            base += 25
    turn = np.eye(3) if axes is None else axes
    corners, outward = (np.concatenate(parts) @ turn.T for parts in (places, normals))
    return Part(
        material,
        (corners + centre).astype(np.float32),
        outward.astype(np.float32),
        np.concatenate(triangles).astype(np.int32),
    )


def rail() -> list[Part]:
    def bar(a: tuple, b: tuple, radius: float) -> Part:
        return tube("brass", np.linspace(a, b, 3), np.full(3, radius), sides=14)

    z, wide = -_DEEP + 0.05, _WIDE - 0.06
    parts = [bar((-wide, 0.94, z), (wide, 0.94, z), 0.019), bar((-wide, 0.50, z), (wide, 0.50, z), 0.010)]
    knob = [(0, -0.024), (0.014, -0.020), (0.024, -0.004), (0.024, 0.006), (0.016, 0.020), (0, 0.026)]
    foot = [(0.044, 0.0), (0.044, 0.006), (0.030, 0.014), (0.018, 0.030), (0.016, 0.040)]
    for x in (-wide, wide):
        parts.append(bar((x, 0.0, z), (x, 0.96, z), 0.015))
        parts.append(lathe("brass", knob, np.array([x, 0.975, z]), np.array([0, 1.0, 0])))
        parts.append(lathe("brass", foot, np.array([x, 0.0, z]), np.array([0, 1.0, 0])))
    return parts


def stand() -> list[Part]:
    tilt = turned((1, 0, 0), 62)  # the desk leans away from the conductor, its back to the orchestra

    parts = [
        _block("iron", _DESK, (0.235, 0.165, 0.006), 0.005, tilt),
        _block("iron", _DESK + tilt @ (0, -0.160, -0.024), (0.235, 0.006, 0.026), 0.005, tilt),
    ]
    parts.append(
        tube("iron", np.array([(0, -0.15, 0.68), (0, 0.3, 0.68), (0, 0.725, 0.68)]), np.full(3, 0.0125), sides=12)
    )
    for turn in np.deg2rad((30, 150, 270)):
        foot = np.array([0.25 * np.cos(turn), -0.172, 0.68 + 0.25 * np.sin(turn)])
        parts.append(tube("iron", np.linspace((0, -0.06, 0.68), foot, 3), np.array([0.010, 0.009, 0.007])))
    return [*parts, _score(tilt)]


def _score(tilt: np.ndarray) -> Part:
    """An open score: two pages that bulge from the fold."""
    x = np.linspace(-0.205, 0.205, 25)
    bulge = 0.016 * np.sin(np.pi * np.clip(np.abs(x) / 0.205, 0, 1)) ** 0.7 + 0.002
    grid = np.stack(np.broadcast_arrays(x[None], np.array([-0.148, 0.135])[:, None], -0.007 - bulge[None]), -1)
    return sheet("paper", _DESK + grid @ tilt.T, (0, 0.5, -1))
