"""Long hair that hangs over shoulders and chest: a sheet of its own before trunk and sleeves, which goes with the head.

The trunk below it is whole, so neither a turn of the head nor a raised arm tears at clothes that hair was painted on.
"""

from dataclasses import dataclass

import numpy as np

from vc.render.avatar.character import Pose
from vc.render.avatar.light import Light
from vc.render.avatar.mesh import Mesh
from vc.render.avatar.rig import Rig
from vc.render.character.body import STEP_PX, Landmarks, Relief, body_weights
from vc.render.character.canvas import Canvas
from vc.render.character.place import photographed
from vc.render.character.relief import edge_distance, grid_mesh, normals_of, snap
from vc.render.character.tube import RINGS, SIDES
from vc.vision.anatomy import Anatomy
from vc.vision.figure.apart import Figure
from vc.vision.imaging import blur, grow, membrane, shrink, smoothstep

# Torso units. Set by eye.
_LEAST = 0.012  # square: less below the shoulders is no long hair
_FROM, _TO = -0.03, 0.05  # below the shoulders, over which hair leaves the trunk
_CORE, _AROUND = 0.016, 0.022  # inside its outline, where all is hair; outside, where strands still are
_SHADE = 0.030  # around hair, where the clothes below lie in its shade
_SMOOTH = 0.05  # Gaussian radius of the sheet's depth
_TELLS = 24.0  # RGB between hair and what lies below, from which strands are told apart
_STRANGE = (40.0, 18.0)  # RGB from any mix of the two: surely something else, surely such a mix
# Share of the head's moves at the chin and at the tips; metres before the trunk, and at the sheet's rim.
_SWINGS, _TIPS, _AHEAD_M, _RIM_M = 0.75, 0.14, 0.022, 0.010
_ARM = 0.8  # radii of a shoulder, by which hair lies before its joint
_OVER = RINGS < 0.62  # rings of an arm over which hair lies; further on arms pass before it
_OVER_M, _DRAPES = 0.010, 1.5  # by which it lies over them; radii aside in which it comes down from them
HAIR = 202  # surface number


@dataclass(frozen=True)
class LongHair:
    """A piece of the picture: colours (h, w, 3) uint8, alpha (h, w) float32, its left and top, px."""

    colours: np.ndarray
    alpha: np.ndarray
    left: int
    top: int


def below_shoulders(hair: np.ndarray, anatomy: Anatomy) -> np.ndarray:
    """(h, w) float32: the hair (h, w) that hangs so low that it is none of the trunk's.

    Zeros where that is little, and of who is not seen from the front.
    """
    y = np.arange(len(hair), dtype=np.float32)[:, None]
    unit, shoulders = anatomy.unit, float(anatomy.shoulders[:, 1].mean())
    low = (hair * smoothstep(y, shoulders + _FROM * unit, shoulders + _TO * unit)).astype(np.float32)
    is_long = anatomy.heading == 0 and (low > 0.5).sum() > _LEAST * unit**2
    return low if is_long else np.zeros_like(low)


def under_hair(low: np.ndarray, unit: float) -> np.ndarray:
    """(h, w) bool: where hair that hangs low (h, w), or its shade, hides clothes. unit : torso length, px"""
    return grow(low > 0.1, _SHADE * unit) if low.any() else np.zeros(low.shape, bool)


def find_long_hair(figure: Figure, head: Landmarks, height: int) -> LongHair | None:
    """The sheet, from the chin down to a row; None for who wears none below the shoulders."""
    unit = figure.anatomy.unit
    if not below_shoulders(figure.hair[:height], figure.anatomy).any():
        return None
    y = np.arange(height, dtype=np.float32)[:, None]
    fade = smoothstep(y, head.chin - 0.4 * head.drop, head.chin + 0.2 * head.drop)
    ys, xs = np.nonzero((figure.hair[:height] > 0.05) & (fade > 0))
    margin = round(_AROUND * unit) + 4
    window = np.s_[max(0, ys.min() - margin) : ys.max() + margin, max(0, xs.min() - margin) : xs.max() + margin]
    seen, hair, person = (part[:height][window] for part in (figure.colours, figure.hair, figure.alpha))
    colours, alpha = _strands(seen, hair, person, unit)
    return LongHair(colours, (alpha * fade[window[0]]).astype(np.float32), window[1].start, window[0].start)


def _strands(
    colours: np.ndarray, hair: np.ndarray, person: np.ndarray, unit: float
) -> tuple[np.ndarray, np.ndarray]:  # fmt: skip
    """Colours (h, w, 3) uint8 and alpha (h, w) of hair whose outline (h, w) is roughly known.

    In a band around it every pixel is a mix of the hair further in and of the cloth, or skin, further out.
    """
    core, near = shrink(hair > 0.5, _CORE * unit), grow(hair > 0.5, _AROUND * unit)
    seen = colours.astype(np.float32)
    inside = membrane(seen, ~core) if core.any() else seen
    outside = membrane(seen, near | (person < 0.95))
    off = inside - outside
    way = (off**2).sum(-1)
    share = np.clip(((seen - outside) * off).sum(-1) / np.maximum(way, 1.0), 0, 1)
    strange = np.linalg.norm(seen - (outside + share[..., None] * off), axis=-1)
    told = smoothstep(np.sqrt(way), 0.5 * _TELLS, 1.5 * _TELLS)
    share = smoothstep(blur(share.astype(np.float32), 0.7), 0.12, 0.88)
    band = blur(near.astype(np.float32), 0.3 * _AROUND * unit) * near * smoothstep(blur(strange, 1.0), *_STRANGE)
    alpha = np.where(core, 1.0, (told * share + (1 - told) * hair) * band) * person
    mixed = np.where(core, 1.0, share)[..., None]
    return np.clip(seen * mixed + inside * (1 - mixed) + 0.5, 0, 255).astype(np.uint8), alpha


def hair_mesh(
    hair: LongHair, figure: Figure, canvas: Canvas, rig: Rig, head: Landmarks, relief: Relief, light: Light,
    mix: float, row: int,
) -> Mesh:  # fmt: skip
    """The sheet before a trunk's relief. row : of the atlas, where its picture lies; see `body.body_mesh`"""
    step = max(4, round(STEP_PX * canvas.size[1] / 720))
    shown = grow(hair.alpha > 0.02, 0.5 * step)
    points, triangles = grid_mesh(shown, step)
    points, _ = snap(points, shown)
    at = np.clip(points.astype(int), 0, [shown.shape[1] - 1, shown.shape[0] - 1])
    ahead = _depth(hair, figure, canvas, relief)[at[:, 1], at[:, 0]] * canvas.metres
    on_canvas = points + np.array([hair.left, hair.top])
    places = canvas.place(on_canvas, ahead)
    normals = normals_of(places, triangles)
    normals[np.linalg.norm(normals, axis=1) < 0.5] = [0, 0, 1]  # where the rim's triangles have no area
    joints, weights = body_weights(places, rig, canvas, head, _swings(on_canvas[:, 1], head))
    uv = points + np.array([0, row])
    return Mesh.textured(
        places, normals, triangles, joints, weights, uv, cut=True, base=photographed(normals, light), mix=mix,
        number=HAIR,
    )  # fmt: skip


def over_arms(hair: LongHair, mesh: Mesh, first: int, arms: tuple[int, ...], row: int, head: Landmarks) -> "OverArms":
    """The mover of a `hair_mesh` whose first vertex is `first`: what lies beside the face stays behind raised arms."""
    rows = mesh.uv[:, 1] - row + hair.top
    share = smoothstep(rows, head.chin, head.chin + 0.6 * head.drop)
    return OverArms(slice(first, first + len(rows)), share.astype(np.float32), arms)


def _depth(hair: LongHair, figure: Figure, canvas: Canvas, relief: Relief) -> np.ndarray:
    """(h, w) px towards the viewer: over the trunk, and over the arms that hang or rise beside it."""
    height, width = hair.alpha.shape
    window = np.s_[hair.top : hair.top + height, hair.left : hair.left + width]
    front = relief.front[window].astype(np.float32).copy()
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    for cut, (joint_x, joint_y) in zip(figure.cuts, figure.anatomy.shoulders, strict=True):
        aside = np.abs(x + hair.left - joint_x) / cut.root_radius
        below = np.abs((y + hair.top - joint_y) / cut.root_radius - 0.5)
        near = smoothstep(np.hypot(np.maximum(aside - 0.5, 0), np.maximum(below - 1.5, 0)), 1.2, 0.0)
        front = np.maximum(front, _ARM * cut.root_radius * near)
    unit = figure.anatomy.unit
    smooth = np.maximum(blur(front, _SMOOTH * unit), 0.7 * front)
    edge = smoothstep(edge_distance(hair.alpha > 0.1), 0.0, 0.06 * unit)
    return smooth + (_RIM_M + (_AHEAD_M - _RIM_M) * edge) / canvas.metres


def _swings(rows: np.ndarray, head: Landmarks) -> np.ndarray:
    """(n,) share of the head's moves that hair in rows (n,) px takes part in: less and less towards its tips."""
    lowest = max(float(rows.max(initial=0.0)), head.chin + 1.3 * head.drop)
    return _TIPS + (_SWINGS - _TIPS) * smoothstep(rows, lowest, head.chin - 0.2 * head.drop)


@dataclass(frozen=True)
class OverArms:
    """A mover, called after the arms': hair lies on the shoulders and upper arms that would go through it.

    hair : its vertices; share : (n,) how far each gives way; arms : the first vertex of either tube
    """

    hair: slice
    share: np.ndarray
    arms: tuple[int, ...]

    def move(self, _pose: Pose, places: np.ndarray, _normals: np.ndarray, _colours: np.ndarray) -> None:
        """See `character.Mover`."""
        hair = places[self.hair]
        for start in self.arms:
            rings = places[start : start + len(RINGS) * SIDES].reshape(len(RINGS), SIDES, 3)[_OVER]
            middle = rings.mean(1)
            width = np.linalg.norm(rings - middle[:, None], axis=-1).mean(1)
            aside = np.hypot(hair[:, None, 0] - middle[:, 0], hair[:, None, 1] - middle[:, 1])
            near = 1 - (aside / (_DRAPES * width)) ** 2
            front = middle[:, 2] + width * np.sqrt(np.maximum(near, 0)) + _OVER_M
            front = np.where(near > 0, front, -np.inf).max(1)
            hair[:, 2] += self.share * np.maximum(front - hair[:, 2], 0)
