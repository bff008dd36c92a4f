"""Hands and a baton: those of the project's own figure, in the colour of the person's skin."""

from dataclasses import dataclass, replace

import numpy as np

from vc.render.avatar.mesh import Mesh
from vc.render.avatar.model import Avatar, load_avatar
from vc.render.avatar.rig import ARM, INDEX, STANDARD_RIG, Rig
from vc.render.avatar.shade import material_table, untone
from vc.render.avatar.skin import Morphs

_FIGURE = "maestra"  # whose sleeves end at the wrist
_CUT_M = 0.06  # along the forearm from the wrist, inside the sleeve: a hand that bends does not stand off it
_LIT = np.array([0.92, 0.82, 0.80], np.float32)  # the usual light on a hand, by which its colour seems brighter
_LINES = 0.5  # of the figure's own tint, knuckles and nails, is kept


@dataclass(frozen=True)
class Hands:
    """mesh, morphs : of both hands and the baton, in the bind pose of the character's rig"""

    mesh: Mesh
    morphs: Morphs


def make_hands(rig: Rig, skin: np.ndarray, exposure: np.ndarray, scale: float = 0.98) -> Hands:
    """rig : the character's

    skin : (3,) RGB 0..255 as it shall look in a light of `exposure` (3,), see place.exposure
    scale : of the hands against the figure's
    """
    figure = load_avatar(_FIGURE)
    kept = _hand_triangles(figure)
    vertices = figure.vertices.astype(np.float64).copy()
    for side, sign in (("l", 1), ("r", -1)):
        mine, wrist = figure.vertices[:, 0] * sign > 0, INDEX[f"hand_{side}"]
        vertices[mine] = rig.rest[wrist] + scale * (figure.vertices[mine] - figure.rig.rest[wrist])
    light = untone(np.clip(skin, 0, 255).astype(np.uint8)) / (_LIT * exposure)
    painted = tuple(
        replace(one, rgb=tuple(light.tolist())) if one.name == "skin" else one for one in figure.materials
    )  # fmt: skip
    mesh = replace(
        Mesh.of(figure), vertices=vertices.astype(np.float32), tint=1 + _LINES * (figure.tint - 1),
        material=material_table(painted)[figure.material],
    )  # fmt: skip
    return Hands(*_compact(mesh.only(kept), Morphs.of(figure)))


def _hand_triangles(figure: Avatar) -> np.ndarray:
    """(F,) bool: hands from the wrist on, and the baton."""
    names = np.array([material.name for material in figure.materials])[figure.material]
    aside = np.column_stack([np.abs(figure.vertices[:, 0]), figure.vertices[:, 1:]])
    along = (aside - STANDARD_RIG.rest[INDEX["hand_l"]]) @ ARM
    low = figure.vertices[figure.triangles, 1].min(1) > 0.85  # not the feet
    arm = aside[figure.triangles, 0].min(1) > 0.3
    return ((names == "skin") & (along[figure.triangles].min(1) > -_CUT_M) & low & arm) | np.isin(
        names, ["baton", "cork"]
    )


def _compact(mesh: Mesh, morphs: Morphs) -> tuple[Mesh, Morphs]:
    """Without the vertices that no triangle uses."""
    used = np.zeros(len(mesh.vertices), bool)
    used[mesh.triangles] = True
    number = np.cumsum(used) - 1
    by_vertex = ("vertices", "normals", "joints", "weights", "occlusion", "tint", "uv", "base", "mix")
    small = replace(mesh, triangles=number[mesh.triangles].astype(np.int32))
    small = replace(small, **{name: getattr(mesh, name)[used] for name in by_vertex})
    kept = used[morphs.vertex]
    before = np.concatenate([[0], np.cumsum(kept)])
    moved = Morphs(before[morphs.starts], number[morphs.vertex[kept]], morphs.delta[kept], morphs.bend[kept])
    return small, moved
