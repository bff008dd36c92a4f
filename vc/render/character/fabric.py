"""Cloth: matte, woven, in folds that deepen where an arm bends. Finer than the stored figures, made when one is loaded.

Where the stored mesh is coarse its long edges are halved, folds are pressed into it by a height along its normals, and
the material becomes a texture: light at the corners, weave in between.
"""

from dataclasses import dataclass, replace

import numpy as np

from vc.compiled import njit
from vc.render.avatar.character import Pose
from vc.render.avatar.mesh import PAINTED, Mesh
from vc.render.avatar.model import Avatar
from vc.render.avatar.rig import ARM, INDEX, Rig
from vc.render.avatar.shade import untone
from vc.vision.imaging import blur, smoothstep

WOVEN = ("coat", "trousers", "gown", "linen", "vest")  # matte materials
_TEXEL_M = 0.002
_LEFT_M, _TOP_M = -0.71, 1.56  # where the weave's picture lies on the figure at rest
WEAVE_SIZE = (710, 780)  # texels
_LIGHT = 205  # 0..255 of the weave's picture; the material's colour is the vertices' tint
_EDGE_M = {"coat": 0.019, "gown": 0.019}  # edges above are halved
_FOLD_M = 0.0056  # height of folds at rest
_VALLEY = 0.36  # share of light that folds take
_CREASE_M = 0.0060  # of an elbow's creases, bent at a right angle
_STEP_M = 0.002
_WAISTCOAT = ((1.135, 1.395), (0.0, 0.075))  # metres: heights, and half widths of its opening there


def weave(dress: str = "") -> np.ndarray:
    """(h, w, 3) uint8: light cloth, threads and their unevenness, and what is sewn into the front of a `dress`."""
    width, height = WEAVE_SIZE
    random = np.random.default_rng(5)
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    fine = random.standard_normal((height, width)).astype(np.float32)
    threads = blur(fine, 0.6, 1.6) / 0.28 + blur(fine, 1.6, 0.6) / 0.28
    cloudy = blur(random.standard_normal((height, width)).astype(np.float32), 14.0)
    twill = np.sin((x + y) * (2 * np.pi / 4.7))
    value = 1 + 0.007 * threads + 0.016 * cloudy / cloudy.std() + 0.014 * twill
    if dress == "tails":
        value *= _evening_front(_LEFT_M + (x + 0.5) * _TEXEL_M, _TOP_M - (y + 0.5) * _TEXEL_M)
    return np.repeat(np.clip(_LIGHT * value, 0, 255).astype(np.uint8)[..., None], 3, 2)


def _evening_front(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """(...) light at places x, y, metres: a pleated shirt, the waistcoat's edge, shadow and pique, the bow's knot."""
    aside = np.abs(x)
    edge = np.interp(y, *_WAISTCOAT).astype(np.float32)
    shirt = smoothstep(edge - aside, -0.001, 0.001) * smoothstep(y, 1.432, 1.426)
    pleats = 0.10 * (0.5 + 0.5 * np.cos(aside * (2 * np.pi / 0.0095))) ** 3 * (aside > 0.016)
    placket = 0.13 * np.exp(-(((aside - 0.013) / 0.0015) ** 2))
    beside = 0.26 * np.exp(-np.maximum(edge - aside, 0) / 0.006)
    pique = 0.035 * np.sin(x * (2 * np.pi / 0.0075)) * np.sin(y * (2 * np.pi / 0.0075))
    closing = 0.22 * np.exp(-(((x - 0.001) / 0.0015) ** 2)) * smoothstep(y, 1.140, 1.130)
    vest = (1 - shirt) * smoothstep(y, 1.40, 1.39) * (aside < 0.13) * (pique - closing - 0.03)
    knot = 0.20 * np.exp(-(((aside - 0.0115) / 0.0022) ** 2)) * (np.abs(y - 1.462) < 0.014)
    wings = 0.10 * np.exp(-(((np.abs(y - 1.462) - 0.22 * aside) / 0.0022) ** 2)) * (aside > 0.013) * (aside < 0.050)
    return 1 - shirt * (pleats + placket + beside) + vest - knot - wings


def tailored(avatar: Avatar, row: int) -> tuple[Mesh, "Creases"]:
    """The figure's mesh with its matte clothes as cloth, and what deepens its folds; the weave begins at `row`."""
    names = [one.name for one in avatar.materials]
    avatar = _halved(_halved(avatar, names), names)
    woven = np.isin(np.array(names)[avatar.material], WOVEN)
    mesh = Mesh.of(avatar)
    cloth = np.unique(avatar.triangles[woven])
    mesh = _pressed(mesh, avatar, names)
    tint, uv, base, mix = mesh.tint.copy(), mesh.uv.copy(), mesh.base.copy(), mesh.mix.copy()
    colour = np.ones_like(tint)
    for number, material in enumerate(avatar.materials):
        if material.name in WOVEN:
            colour[np.unique(avatar.triangles[avatar.material == number])] = material.rgb
    light = untone(np.array([_LIGHT], np.uint8))[0]
    tint[cloth] = tint[cloth] * colour[cloth] / light
    at_rest = avatar.vertices[cloth]
    uv[cloth] = np.stack([(at_rest[:, 0] - _LEFT_M) / _TEXEL_M, row + (_TOP_M - at_rest[:, 1]) / _TEXEL_M], 1)
    mix[cloth] = 1.0
    kind = np.where(woven, PAINTED, mesh.kind).astype(np.uint8)
    mesh = replace(mesh, tint=tint.astype(np.float32), uv=uv.astype(np.float32), base=base, mix=mix, kind=kind)
    return mesh, Creases.of(avatar, names)


def _halved(avatar: Avatar, names: list[str]) -> Avatar:
    """With the long edges of the upper clothes cut in two; neighbours stay joined."""
    limit = np.array([_EDGE_M.get(name, np.inf) for name in names])[avatar.material]
    corners = avatar.triangles
    limit = np.where(avatar.vertices[corners, 1].min(1) > 0.98, limit, np.inf)
    edges = np.stack([corners, np.roll(corners, -1, 1)], -1).reshape(-1, 2)
    pairs, which = np.unique(np.sort(edges, 1), axis=0, return_inverse=True)
    length = np.linalg.norm(avatar.vertices[pairs[:, 0]] - avatar.vertices[pairs[:, 1]], axis=1)
    asked = np.zeros(len(pairs), bool)
    np.logical_or.at(asked, which.ravel(), (length[which.ravel()] > np.repeat(limit, 3)))
    number = np.full(len(pairs), -1)
    number[asked] = len(avatar.vertices) + np.arange(asked.sum())
    middle = number[which.reshape(-1, 3)]  # (F, 3) between corners k and k + 1, -1 if that edge stays
    triangles, material = _split(corners, middle, avatar.material)
    return _with_middles(avatar, pairs[asked], triangles, material)


def _split(corners: np.ndarray, middle: np.ndarray, material: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Every triangle in one to four."""
    count = (middle >= 0).sum(1)
    parts, kinds = [corners[count == 0]], [material[count == 0]]
    for turn in range(3):
        (a, b, c), (ab, bc, ca) = np.roll(corners, -turn, 1).T, np.roll(middle, -turn, 1).T
        one = (count == 1) & (ab >= 0)
        two = (count == 2) & (ca < 0)
        for rows, pieces in (
            (one, ((a, ab, c), (ab, b, c))), (two, ((a, ab, c), (ab, b, bc), (ab, bc, c))),
        ):  # fmt: skip
            parts += [np.stack(piece, 1)[rows] for piece in pieces]
            kinds += [material[rows]] * len(pieces)
    all_three = count == 3
    (a, b, c), (ab, bc, ca) = corners.T, middle.T
    for piece in ((a, ab, ca), (ab, b, bc), (ca, bc, c), (ab, bc, ca)):
        parts.append(np.stack(piece, 1)[all_three])
        kinds.append(material[all_three])
    return np.concatenate(parts).astype(np.int32), np.concatenate(kinds)


def _with_middles(avatar: Avatar, pairs: np.ndarray, triangles: np.ndarray, material: np.ndarray) -> Avatar:
    """New vertices half-way between pairs (n, 2) of old ones."""
    first, second = pairs.T

    def mean(values: np.ndarray) -> np.ndarray:
        return np.concatenate([values, 0.5 * (values[first] + values[second])]).astype(values.dtype)

    normals = mean(avatar.normals)
    normals /= np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-9)
    vertices = mean(avatar.vertices)
    # On a curved surface the middle of an edge lies outside the chord.
    bow = ((avatar.normals[second] - avatar.normals[first]) * (avatar.vertices[second] - avatar.vertices[first])).sum(1)
    vertices[len(avatar.vertices) :] += 0.125 * bow[:, None] * normals[len(avatar.vertices) :]
    joints, weights = _mean_weights(avatar, first, second)
    still = np.zeros((len(avatar.morph_deltas), len(pairs), 3), np.float32)

    def morphed(values: np.ndarray) -> np.ndarray:
        return np.concatenate([values, still], 1)

    return replace(
        avatar, vertices=vertices, normals=normals, triangles=triangles, material=material, joints=joints,
        weights=weights, occlusion=mean(avatar.occlusion), tint=mean(avatar.tint), picture=mean(avatar.picture),
        morph_deltas=morphed(avatar.morph_deltas), morph_normals=morphed(avatar.morph_normals),
        morph_bows=morphed(avatar.morph_bows), morph_bow_normals=morphed(avatar.morph_bow_normals),
    )  # fmt: skip


def _mean_weights(avatar: Avatar, first: np.ndarray, second: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    dense = np.zeros((len(first), len(avatar.rig.rest)), np.float32)
    rows = np.arange(len(first))[:, None]
    for end in (first, second):
        np.add.at(dense, (rows, avatar.joints[end]), 0.5 * avatar.weights[end])
    joints = np.argsort(-dense, 1, kind="stable")[:, :4]
    shares = np.take_along_axis(dense, joints, 1)
    shares /= shares.sum(1, keepdims=True)
    return np.concatenate([avatar.joints, joints.astype(np.uint8)]), np.concatenate([avatar.weights, shares])


def _pressed(mesh: Mesh, avatar: Avatar, names: list[str]) -> Mesh:
    """Folds at rest: in the sleeves and where a coat or a bodice pulls."""
    upper = np.isin(np.array(names)[avatar.material], ["coat", "gown"])
    rows = np.unique(avatar.triangles[upper])
    rows = rows[avatar.vertices[rows, 1] > 0.98]
    places, normals = mesh.vertices.copy(), mesh.normals.copy()

    def height(p: np.ndarray) -> np.ndarray:
        return _folds(p, avatar.rig)

    slope, high = _slope(height, places[rows]), height(places[rows])
    places[rows] += high[:, None] * normals[rows]
    occlusion, tint = mesh.occlusion.copy(), mesh.tint.copy()
    shade = np.clip(1 + _VALLEY * high / _FOLD_M, 0.5, 1.2)  # little light falls into folds
    occlusion[rows] *= np.minimum(shade, 1)
    tint[rows] *= shade[:, None]
    bent = normals[rows] - slope + (slope * normals[rows]).sum(1, keepdims=True) * normals[rows]
    normals[rows] = bent / np.linalg.norm(bent, axis=1, keepdims=True)
    return replace(
        mesh, vertices=places.astype(np.float32), normals=normals.astype(np.float32), occlusion=occlusion, tint=tint
    )  # fmt: skip


def _slope(height, places: np.ndarray) -> np.ndarray:  # type: ignore[no-untyped-def]
    steps = _STEP_M * np.eye(3, dtype=np.float32)
    return np.stack([height(places + s) - height(places - s) for s in steps], 1) / (2 * _STEP_M)


def _along(p: np.ndarray, rig: Rig) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Metres from the shoulder along the arm, turn about it, and the share of sleeve in a place."""
    q = np.column_stack([np.abs(p[:, 0]), p[:, 1:]]) - rig.rest[INDEX["upper_arm_l"]]
    along = q @ ARM
    away = q - along[:, None] * ARM
    sleeve = smoothstep(np.linalg.norm(away, axis=1), 0.13, 0.09) * smoothstep(along, -0.02, 0.06)
    return along, np.arctan2(away[:, 2], away[:, 1]), sleeve


def _folds(p: np.ndarray, rig: Rig) -> np.ndarray:
    """(n,) metres: oblique folds in the sleeves, drag lines from armpit and waist in the trunk."""
    along, turn, sleeve = _along(p, rig)
    side = np.where(p[:, 0] < 0, 1.7, 0.0)
    elbow = rig.length("forearm_l")
    warp = 1.5 * np.sin(along * 27 + side) + 1.1 * np.sin(2 * turn + along * 14 + side)
    oblique = np.sin(along * 78 + 2.6 * np.sin(turn + side) + warp) * (0.6 + 0.4 * np.sin(3 * turn + along * 24 + side))
    wide = 0.22 + 0.85 * np.exp(-(((along - elbow) / 0.070) ** 2)) + 0.30 * np.exp(-(((along - 0.10) / 0.05) ** 2))
    whole = elbow + rig.length("hand_l")
    wide = wide + 0.5 * np.exp(-(((along - whole + 0.06) / 0.04) ** 2))
    ridged = 0.5 * oblique + 0.5 * oblique * np.abs(oblique)
    arms = sleeve * wide * ridged
    x, y, z = np.abs(p[:, 0]), p[:, 1], p[:, 2]
    pit = np.exp(-(((x - 0.15) / 0.05) ** 2) - ((y - 1.30) / 0.09) ** 2)
    pull = pit * np.sin((x * 0.8 + (1.42 - y)) * 110 + 0.8 * np.sin(z * 40))
    waist = np.exp(-(((y - 1.10) / 0.055) ** 2)) * np.sin(y * 150 + x * 30 + side) * smoothstep(x, 0.03, 0.09)
    return _FOLD_M * (arms + (1 - sleeve) * (0.55 * pull + 0.5 * waist))


@dataclass(frozen=True)
class Creases:
    """A mover: folds that deepen in the crook of an elbow with its bend.

    rows : (n,) int32 vertices; height (n,) metres and slope (n, 3) at a full bend, in the bind pose
    side : (n,) 0 left, 1 right; above : (n,) bool, whether the upper arm carries the vertex
    """

    rows: np.ndarray
    height: np.ndarray
    slope: np.ndarray
    side: np.ndarray
    above: np.ndarray

    @classmethod
    def of(cls, avatar: Avatar, names: list[str]) -> "Creases":
        upper = np.isin(np.array(names)[avatar.material], ["coat", "gown"])
        rows = np.unique(avatar.triangles[upper])
        elbow = avatar.rig.length("forearm_l")
        along, _, sleeve = _along(avatar.vertices[rows], avatar.rig)
        rows = rows[(sleeve > 0.2) & (np.abs(along - elbow) < 0.13)]

        def height(p: np.ndarray) -> np.ndarray:
            along, turn, sleeve = _along(p, avatar.rig)
            wave = np.sin((along - elbow) * 190 + 0.9 * np.sin(2 * turn) + 0.4 * np.sin((along - elbow) * 60))
            return _CREASE_M * sleeve * wave * np.exp(-(((along - elbow) / 0.052) ** 2))

        places = avatar.vertices[rows]
        along, _, _ = _along(places, avatar.rig)
        return cls(
            rows.astype(np.int32), height(places).astype(np.float32), _slope(height, places).astype(np.float32),
            (places[:, 0] < 0).astype(np.int8), along < elbow,
        )  # fmt: skip

    def move(self, pose: Pose, places: np.ndarray, normals: np.ndarray, colours: np.ndarray) -> None:
        del colours
        bends = np.zeros((2, 4), np.float32)  # towards the crook, and how far
        for number, side in enumerate("lr"):
            mirror = np.array([-1 if number else 1, 1, 1])
            upper, fore = (
                pose.matrices[INDEX[f"{bone}_{side}"]][:, :3] @ (ARM * mirror) for bone in ("upper_arm", "forearm")
            )
            crook = fore - upper
            bends[number, 3] = min(0.5 * float(crook @ crook), 1.0)  # 1 - cosine
            bends[number, :3] = crook / max(float(np.linalg.norm(crook)), 1e-6)
        bones = pose.matrices[[INDEX[f"{bone}_{side}"] for side in "lr" for bone in ("upper_arm", "forearm")], :, :3]
        _crease(self.rows, self.height, self.slope, self.side, self.above, bends, bones, places, normals)


@njit(fastmath=True)
def _crease(
    rows: np.ndarray, height: np.ndarray, slope: np.ndarray, side: np.ndarray, above: np.ndarray, bends: np.ndarray,
    bones: np.ndarray, places: np.ndarray, normals: np.ndarray,
) -> None:  # fmt: skip
    for k in range(len(rows)):
        i, arm = rows[k], side[k]
        inner = normals[i, 0] * bends[arm, 0] + normals[i, 1] * bends[arm, 1] + normals[i, 2] * bends[arm, 2]
        share = bends[arm, 3] * (np.float32(0.30) + np.float32(0.70) * max(inner, np.float32(0)))
        if share < np.float32(0.01):
            continue
        bone = bones[2 * arm + (0 if above[k] else 1)]
        length = np.float32(1e-9)
        for r in range(3):
            places[i, r] += share * height[k] * normals[i, r]
        for r in range(3):
            fall = bone[r, 0] * slope[k, 0] + bone[r, 1] * slope[k, 1] + bone[r, 2] * slope[k, 2]
            normals[i, r] -= share * fall
            length += normals[i, r] * normals[i, r]
        scale = np.float32(1) / np.sqrt(length)
        for r in range(3):
            normals[i, r] *= scale
