"""Where an arm grows out of the trunk: the line from shoulder to armpit, and the cloth that spans it and the arm.

From each place on that line the cloth leaves as the shoulder's outline does and arrives along the arm (a cubic Hermite
curve), so that neither a raised nor a hanging arm has a step there. The line moves with the trunk's skin.
"""

from dataclasses import dataclass

import numpy as np

from vc.render.character.body import Relief
from vc.render.character.canvas import Canvas
from vc.vision.anatomy import Side, is_behind
from vc.vision.figure.apart import Figure, Trunk
from vc.vision.figure.arms import ArmCut

ARM_FROM = 0.42  # place along the arm from which it is a tube
# Of a sleeve's half width, and torso units: to the lesser of both a shoulder's radius grows.
_OF_SLEEVE, _MOST = 0.92, 0.145
# In radii of the shoulder, outwards of and below its joint: the shoulder's end, where no outline is found; the armpit;
# where the outline is looked for, above.
_TOP, _ARMPIT, _ABOVE = np.array([-0.28, -0.95]), np.array([-0.10, 1.22]), (0.55, 1.45)
_SLOPE_FROM = 0.9  # radii further in, from where the outline's slope is taken
_STEEPEST = 0.75  # of that slope, down over outwards
_BELOW = np.array([0.30, 0.0])  # outwards and down: how the cloth leaves the armpit, and turns soon
_OVER_M, _UNDER_M = 0.006, -0.020  # by which cloth lies over the trunk where it leaves it, and a bare arm under it
_BULGE = (0.85, 0.95)  # of a curve's length: how far it goes on as it leaves, and as it arrives


@dataclass(frozen=True)
class Armhole:
    """px of a picture. top, bottom : (2,) the line's ends, on the shoulder and in the armpit
    over, under : (2,) how the outline leaves them, and how far it goes on so: 1 usually; radius : of the shoulder
    outwards : 1 or -1, towards larger x or not
    """

    top: np.ndarray
    bottom: np.ndarray
    over: np.ndarray
    under: np.ndarray
    radius: float
    outwards: float

    def line(self, across: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Places (n, 2), and the directions (n, 2) in which cloth leaves them, of `across` (n,) -1 .. 1 on the arm.

        Of an arm that hangs, 1 lies towards the picture's left.
        """
        down = 0.5 * (1 + across * self.outwards)[:, None]
        leaves = self.over * (1 - down) + self.under * down
        return self.top * (1 - down) + self.bottom * down, leaves


def find_armhole(figure: Figure, trunk: Trunk, side: Side) -> Armhole:
    """trunk : as the photo shows it, without arms"""
    shoulder, radius = figure.anatomy.shoulders[side], _radius(figure, side)
    outwards = float(np.sign(shoulder[0] - figure.anatomy.neck[0])) or 1.0
    solid = (trunk.alpha > 0.5) & (trunk.front < 0.5)
    top = shoulder + _TOP * radius * [outwards, 1]
    top[1] = _outline_above(solid, top[0], shoulder[1], radius)
    inner = top[0] - outwards * _SLOPE_FROM * radius
    rise = (top[1] - _outline_above(solid, inner, top[1] + 0.9 * radius, radius)) / (_SLOPE_FROM * radius)
    over = np.array([outwards, float(np.clip(rise, 0.0, _STEEPEST))])
    bottom = shoulder + _ARMPIT * radius * [outwards, 1]
    return Armhole(top, bottom, over / np.linalg.norm(over), _BELOW * [outwards, 1], radius, outwards)


def _radius(figure: Figure, side: Side) -> float:
    """px: of the shoulder, or of a sleeve that is thicker, for that does not come out of a small hole."""
    cut = figure.cuts[side]
    return max(cut.root_radius, min(_OF_SLEEVE * cut.strip.upper_half_width, _MOST * figure.anatomy.unit))


def _outline_above(solid: np.ndarray, x: float, y: float, radius: float) -> float:
    """Row at which a body (h, w) bool ends above a place in it; the usual one where that cannot be."""
    columns = np.clip(np.round(x + np.linspace(-0.06, 0.06, 5) * radius), 0, solid.shape[1] - 1).astype(int)
    near, far = (int(np.clip(y - part * radius, 0, len(solid) - 1)) for part in _ABOVE)
    inside = np.minimum.accumulate(solid[far : near + 1][::-1][:, columns], 0).sum(0)
    found = near + 1 - inside
    return float(np.median(np.where((inside > 0) & (found > far), found, y + _TOP[1] * radius)))


def spans(start: np.ndarray, leaves: np.ndarray, end: np.ndarray, arrives: np.ndarray, t: np.ndarray) -> np.ndarray:
    """(len(t), n, d) places on curves from start (n, d) to end (n, d), which leave and arrive in directions (n, d).

    Cubic Hermite curves whose tangents are as long as the way.
    """
    way = np.linalg.norm(end - start, axis=-1, keepdims=True)
    t = np.asarray(t)[:, None, None]
    from_start, to_end = t * (1 - t) ** 2 * _BULGE[0], t**2 * (1 - t) * _BULGE[1]
    ending = t**2 * (3 - 2 * t)
    return np.asarray(start * (1 - ending) + end * ending + way * (leaves * from_start - arrives * to_end))


def rim(
    armhole: Armhole, canvas: Canvas, relief: Relief, angles: np.ndarray, *, under: bool = False
) -> tuple[np.ndarray, np.ndarray]:  # fmt: skip
    """(n, 3) metres around the trunk along the line, at rest, and the directions in which cloth leaves it; see `tube`.

    It lies just over the trunk's surface: so no turn of the trunk uncovers where that ends beneath. under : the other
    way about, for arms that come out of sleeveless clothes
    """
    angles = angles + (np.pi if is_behind(canvas.heading) else 0)  # 0 is to the front of the body
    places, leaves = armhole.line(np.sin(angles))
    at = tuple(np.clip(np.round(places[:, axis]), 0, relief.front.shape[1 - axis] - 1).astype(int) for axis in (1, 0))
    ahead = np.where(np.cos(angles) > 0, relief.front[at], relief.back[at])
    ahead = ahead * canvas.metres + (_UNDER_M if under else _OVER_M) * np.cos(angles)
    leaves = np.column_stack([leaves[:, 0], -leaves[:, 1], np.zeros(len(angles))])
    return canvas.to_body(canvas.place(places) + np.outer(ahead, [0, 0, 1])), canvas.to_body(leaves)


def seen(
    armhole: Armhole, cut: ArmCut, radius: float, inside: float, across: np.ndarray, t: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """x, y (n, len(t)) px of the picture in which the cloth between the line and an arm is seen.

    cut, radius : the arm as it was photographed, and its half width at ARM_FROM; inside : share of that which is asked
    across : (n,) -1 .. 1 over its width; t : along the curves
    """
    column = int(np.abs(cut.strip.places - ARM_FROM).argmin())
    rows = cut.strip.half + across * inside * radius
    row = np.clip(np.round(rows), 0, cut.x.shape[0] - 1).astype(int)
    end = np.stack([cut.x[row, column], cut.y[row, column]], 1).astype(np.float64)
    ahead = min(column + 6, cut.x.shape[1] - 1)
    middle = cut.strip.half
    arrives = np.array([cut.x[middle, ahead] - cut.x[middle, column], cut.y[middle, ahead] - cut.y[middle, column]])
    arrives = arrives / max(float(np.linalg.norm(arrives)), 1e-6)
    start, leaves = armhole.line(across)
    places = spans(start, leaves, end, np.broadcast_to(arrives, end.shape), t)
    return places[..., 0].T.astype(np.float32), places[..., 1].T.astype(np.float32)
