"""Whoever is seen from the side: arms that come out of the flanks, not out of the outline."""

from dataclasses import replace

import numpy as np

from vc.render.avatar.rig import INDEX, Rig
from vc.render.character.armhole import Armhole
from vc.render.character.body import Relief
from vc.render.character.canvas import Canvas
from vc.vision.anatomy import Anatomy, Side
from vc.vision.figure.apart import Figure

_ROUND = 1.05  # radius of the ring from which an arm comes, over that of the shoulder
_DEEP_M = 0.03  # by which it lies under the flank's surface
# Half of a body's depth at the shoulders and at the hips, as the trunk's outline takes those joints' distance.
_DEPTH = (0.25, 0.14)


def as_broad(anatomy: Anatomy) -> Anatomy:
    """With joints as far apart as those of somebody from the front whose trunk is as broad as this one is deep."""
    spread = np.array([[1.0, 0.0], [-1.0, 0.0]]) * anatomy.facing * anatomy.unit
    return replace(
        anatomy, shoulders=anatomy.neck + _DEPTH[0] * spread, hips=anatomy.pelvis + _DEPTH[1] * spread
    )  # fmt: skip


def side_armhole(figure: Figure, side: Side) -> Armhole:
    """What stands for an armhole where the outline shows none: as high as the shoulder is round."""
    shoulder, radius = figure.anatomy.shoulders[side], figure.cuts[side].root_radius
    up = np.array([0.0, radius])
    return Armhole(shoulder - up, shoulder + up, np.array([1.0, 0.0]), np.array([0.3, 0.0]), radius, 1.0)


def side_rim(
    armhole: Armhole, side: Side, rig: Rig, canvas: Canvas, relief: Relief, angles: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """As `armhole.rim`: a ring (n, 3) under the surface of a flank, around its shoulder, and how cloth leaves it."""
    middle = 0.5 * (armhole.top + armhole.bottom)
    x, y = (int(np.clip(round(v), 0, side_px - 1)) for v, side_px in zip(middle, canvas.size, strict=True))
    outwards = 1.0 if side is Side.LEFT else -1.0
    depth = max(float(relief.front[y, x]), float(-relief.back[y, x])) * canvas.metres - _DEEP_M
    centre = canvas.to_body(canvas.place(middle))
    centre[0] = outwards * min(depth, abs(float(rig.rest[INDEX["upper_arm_l"], 0])))
    radius = _ROUND * armhole.radius * canvas.metres
    around = np.stack([0 * angles, -outwards * np.sin(angles), np.cos(angles)], 1)
    return centre + radius * around, np.tile([outwards, 0.0, 0.0], (len(angles), 1))
