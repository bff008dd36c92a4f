"""Hands and a baton: those of the project's own figure, in the person's skin."""

from dataclasses import dataclass, replace

import numpy as np

from vc.render.avatar.hand_plan import finger_at, of_picture
from vc.render.avatar.mesh import HANDS, PAINTED, Mesh
from vc.render.avatar.model import Avatar, load_avatar
from vc.render.avatar.rig import ARM, INDEX, STANDARD_RIG, Rig
from vc.render.avatar.skin import Morphs
from vc.render.character.hand_picture import TEXEL_M
from vc.render.character.tube_mesh import skin_light

_FIGURE = "maestra"  # whose sleeves end at the wrist
_CUT_M = 0.06  # along the forearm from the wrist, inside the sleeve: a hand that bends does not stand off it
_OPEN = 0.6  # power of the figure's occlusion, which was baked for arms that hang beside a gown


@dataclass(frozen=True)
class Hands:
    """mesh, morphs : of both hands and the baton, in the bind pose of the character's rig
    wrist : (2,) metres, half breadth and half depth
    """

    mesh: Mesh
    morphs: Morphs
    wrist: np.ndarray


def make_hands(
    rig: Rig, tone: np.ndarray, light: np.ndarray, row: int, shade: np.ndarray, scale: float = 0.98
) -> Hands:  # fmt: skip
    """rig : the character's

    tone : (3,) RGB 0..255 of the skin; light : (3,) on it as it was photographed, see `mesh.Mesh.base`
    row : of the atlas at which `hand_picture` begins; shade : see `skin_light`
    scale : of the hands against the figure's
    """
    figure = load_avatar(_FIGURE)
    kept = _hand_triangles(figure)
    vertices = figure.vertices.astype(np.float64).copy()
    for side, sign in (("l", 1), ("r", -1)):
        mine, wrist = figure.vertices[:, 0] * sign > 0, INDEX[f"hand_{side}"]
        vertices[mine] = rig.rest[wrist] + scale * (figure.vertices[mine] - figure.rig.rest[wrist])
    mesh = replace(Mesh.of(figure), vertices=vertices.astype(np.float32))
    mesh = painted(mesh, figure.picture, tone, light, row, shade)
    return Hands(*_compact(mesh.only(kept), Morphs.of(figure)), scale * _wrist(figure))


def painted(
    mesh: Mesh, picture: np.ndarray, tone: np.ndarray, light: np.ndarray, row: int, shade: np.ndarray
) -> Mesh:  # fmt: skip
    """The mesh of a figure, whose hands wear `hand_picture`. picture : the figure's; else as in `make_hands`"""
    picture = np.pad(picture, ((0, len(mesh.vertices) - len(picture)), (0, 0)))
    hand = np.asarray(picture.any(1))
    base, mix, own = skin_light(tone, shade)
    uv, bases, mixes, tint, occlusion = (
        part.copy() for part in (mesh.uv, mesh.base, mesh.mix, mesh.tint, mesh.occlusion)
    )
    uv[hand] = picture[hand] / TEXEL_M + [0, row]
    bases[hand], mixes[hand], tint[hand] = light * base, mix, own
    occlusion[hand] = occlusion[hand] ** _OPEN
    drawn = np.asarray(hand[mesh.triangles].all(1))
    x, z, _ = of_picture(picture[mesh.triangles[drawn]].mean(1))
    right = mesh.vertices[mesh.triangles[drawn], 0].mean(1) < 0
    number = mesh.number.copy()
    number[drawn] = HANDS + finger_at(x, z) + 6 * right
    return replace(
        mesh, uv=uv, base=bases, mix=mixes, tint=tint, occlusion=occlusion, number=number,
        kind=np.where(drawn, PAINTED, mesh.kind).astype(np.uint8),
    )  # fmt: skip


def _wrist(figure: Avatar) -> np.ndarray:
    """(2,) metres: half breadth and half depth of the left hand where it begins."""
    x, _z, _ = of_picture(figure.picture)
    near = figure.picture.any(1) & (np.abs(x + 0.004) < 0.008) & (figure.vertices[:, 0] > 0)
    away = figure.vertices[near] - figure.rig.rest[INDEX["hand_l"]]
    deep = np.cross(ARM, [0, 0, 1.0])
    return np.array([np.ptp(away[:, 2]), np.ptp(away @ deep)]) / 2


def _hand_triangles(figure: Avatar) -> np.ndarray:
    """(F,) bool: hands from the wrist on, and the baton."""
    names = np.array([material.name for material in figure.materials])[figure.material]
    aside = np.column_stack([np.abs(figure.vertices[:, 0]), figure.vertices[:, 1:]])
    along = (aside - STANDARD_RIG.rest[INDEX["hand_l"]]) @ ARM
    hand = figure.picture[figure.triangles].any(2).all(1)
    return (hand & (along[figure.triangles].min(1) > -_CUT_M)) | np.isin(names, ["baton", "cork"])


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
    moved = morphs.kept(kept, before[morphs.starts])
    return small, replace(moved, vertex=number[moved.vertex])
