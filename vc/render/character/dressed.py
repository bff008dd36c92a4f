"""The head of a photo on one of the project's figures: in tails, in a gown, in a suit, in black."""

from dataclasses import replace

import numpy as np
from scipy.spatial import cKDTree

from vc.render.avatar.build import built
from vc.render.avatar.character import Character
from vc.render.avatar.gain import light_on
from vc.render.avatar.mesh import Mesh
from vc.render.avatar.model import Avatar, Rgb, load_dress
from vc.render.avatar.rig import INDEX, MORPHS
from vc.render.avatar.shade import LAMPS, material_table, untone
from vc.render.avatar.skin import Morphs
from vc.render.character.exposure import brightened
from vc.render.character.fabric import WEAVE_SIZE, tailored, weave
from vc.render.character.grain import SKIN_SHADE, Grain
from vc.render.character.hand_picture import HAND_PICTURE, hand_picture
from vc.render.character.hands import painted
from vc.render.character.head import Head
from vc.render.character.sheet import Sheet, atlas, strip
from vc.vision.imaging import smoothstep

_DROP_M, _HALF_M = 0.120, 0.0715  # eyes to chin, half a face's width
_LARGER = 1.07  # heads look small on a stage
_CHIN_Z = 0.062  # metres: chins stand out before the neck
_MIX = 0.5  # share of the stage's light on a photographed head
_UNTINTED = 0.8  # share of the lamps' tint that it does not take
_GREY = np.array([0.2126, 0.7152, 0.0722])
_ON_SKIN = np.array([1.45, 1.28, 1.15])  # the mean light on the figure's skin
_NECK_TINT = np.array([0.80, 0.85, 0.87], np.float32)  # in the shade of the head
_COLLAR_Y, _BARE_NECK_Y = 1.50, 1.550  # metres: above is the figure's own neck
_INTO_NECK_Y = (1.497, 1.530)  # metres, over which a bare one goes into that of the person
_HEAD_MATERIALS = frozenset({"hair", "brow", "lash", "eyewhite", "iris", "glint", "lip", "mouth", "teeth"})


def dressed(head: Head, dress: str, *, build: tuple[float, float] = (1.0, 1.0), colour: Rgb | None = None) -> Character:
    """The head on one of the project's figures.

    dress : one of `vc.render.avatar.model.DRESSES`
    build : breadth of the shoulders and girth of the trunk, times the figure's, see `vc.render.avatar.build.BUILDS`
    colour : of gown or tie, linear light; None keeps the dress's own
    """
    pictures = head.texture.copy()
    pictures[..., :3] = np.clip(brightened(pictures[..., :3], head.gain) + 0.5, 0, 255)
    skin = brightened(head.skin, head.gain)
    avatar = built(_coloured(load_dress(dress), skin, colour), *build)
    sewn = weave(dress)
    cloth, creases = tailored(avatar, len(pictures))
    place = _Place(head, avatar, dress)
    body = cloth.only(~_is_head(cloth, avatar, dress))
    if dress == "gown":
        body = _into_neck(body, place.neck)
    body = painted(body, avatar.picture, skin, _photographed(), len(pictures) + len(sewn), SKIN_SHADE)
    parts, moves = [body, _neck(avatar, place.neck, place.chin_y, bare=dress == "gown")], [Morphs.of(avatar)]
    start = sum(len(part.vertices) for part in parts)
    for number, sheet in enumerate(head.sheets):
        part, moved = place.mesh(sheet, number)
        parts.append(part)
        moves.append(moved.shifted(start))
        start += len(part.vertices)
    texture = atlas(
        [pictures[..., :3], sewn, hand_picture(skin, Grain())],
        [pictures[..., 3], *(np.full(size[::-1], 255.0) for size in (WEAVE_SIZE, HAND_PICTURE))],
    )
    return Character(Mesh.join(parts), avatar.rig, texture, Morphs.joined(moves), (creases,), turn=head.turn)


def _photographed() -> np.ndarray:
    """(3,) light that skin is taken to have had in its photo: what the stage has from ahead, half as warm."""
    full = light_on(np.array([[0, 0.12, 0.993]], np.float32), LAMPS)[0]
    return np.asarray(0.5 * full + 0.5 * float(full @ _GREY))


def _tint_of_light(normals: np.ndarray) -> np.ndarray:
    """(n, 3) most of the tint of the stage's light on a surface at rest, beside that ahead: a head takes the lamps'
    light and shade, but their warm side would redden a cheek."""
    light = light_on(np.concatenate([[[0, 0.12, 0.993]], normals]).astype(np.float32), LAMPS)
    tint = light / np.maximum(light @ _GREY, 1e-3)[:, None]
    return np.asarray((tint[1:] / tint[0]) ** _UNTINTED, np.float64)


class _Place:
    """Where sheets of a head are on a figure."""

    def __init__(self, head: Head, avatar: Avatar, dress: str) -> None:
        m = head.measures
        self._m, self._scale = m, _LARGER * 0.5 * (_DROP_M / m.drop + _HALF_M / m.half)
        self._eyes_y = 1.660 if dress != "gown" else 1.646
        self._forward = 0.004
        half, chin_row, chin_depth = head.jaw
        (chin,) = self.places(np.array([[m.middle, chin_row, chin_depth]]))
        self._forward += max(0.0, _CHIN_Z - float(chin[2]))
        self.chin_y = float(chin[1])
        self.neck = min(0.0575 if dress != "gown" else 0.0530, 0.92 * half * self._scale)
        front = (avatar.normals[:, 2] > 0.1) & (avatar.vertices[:, 1] < 1.56) & (avatar.vertices[:, 1] > 1.0)
        self._chest = avatar.vertices[front]
        self._tree = cKDTree(self._chest[:, :2])
        self._light = _photographed()

    def places(self, points: np.ndarray) -> np.ndarray:
        m, s = self._m, self._scale
        x, y = (points[:, 0] - m.middle) * s, self._eyes_y - (points[:, 1] - m.eyes_y) * s
        return np.stack([x, y, points[:, 2] * s + self._forward], 1).astype(np.float32)

    def mesh(self, sheet: Sheet, number: int) -> tuple[Mesh, Morphs]:
        places = self.places(sheet.points)
        low = np.zeros(len(places), np.float32)
        if sheet.name in ("skull", "back"):
            places, low = self._on_chest(sheet, places)
        normals = normals_of(places, sheet.triangles)
        if sheet.name.startswith(("lid", "mouth", "eye", "teeth")):
            normals[:] = [0, 0.12, 0.993]
        joints = np.tile(np.array([[INDEX["head"], INDEX["chest"], 0, 0]], np.uint8), (len(places), 1))
        weights = np.stack([1 - low, low, 0 * low, 0 * low], 1)
        base = self._light * _tint_of_light(normals) * sheet.lit
        part = Mesh.textured(
            places, normals, sheet.triangles, joints, weights, sheet.uv, cut=sheet.cut, base=base, mix=_MIX,
            number=200 + number,
        )  # fmt: skip
        return part, self._morphs(sheet)

    def _on_chest(self, sheet: Sheet, places: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Hair below the chin lies on the chest and moves with it, the lower the more."""
        m = self._m
        low = smoothstep(sheet.points[:, 1], m.chin_y - 0.35 * m.drop, m.chin_y + 1.1 * m.drop).astype(np.float32)
        away, near = self._tree.query(places[:, :2], k=6)
        surface = self._chest[near, 2].max(1) + (0.014 if sheet.name == "skull" else 0.010)
        loose = places[:, 2] * (1 - 0.6 * low)
        share = smoothstep(away[:, 0], 0.06, 0.01) * smoothstep(low, 0.05, 0.6)
        moved = places.copy()
        moved[:, 2] = loose + share * (np.maximum(loose, surface) - loose)
        return moved, low

    def _morphs(self, sheet: Sheet) -> Morphs:
        s = self._scale * np.array([1, -1, 1])
        starts, vertex, delta = [0], [], []
        for name in MORPHS:
            move = sheet.moves.get(name)
            rows = np.zeros(0, int) if move is None else np.flatnonzero(np.abs(move).max(1) > 0.02)
            vertex.append(rows)
            delta.append(np.zeros((0, 3)) if move is None else move[rows] * s)
            starts.append(starts[-1] + len(rows))
        moved = np.concatenate(delta).astype(np.float32)
        return Morphs.straight(np.array(starts), np.concatenate(vertex), moved)


def _coloured(avatar: Avatar, skin: np.ndarray, colour: Rgb | None) -> Avatar:
    """Hands in the person's skin, (3,) RGB 0..255 as it is to be seen; gown or tie in another colour."""
    red, green, blue = (float(v) for v in untone(np.clip(skin, 0, 255).astype(np.uint8)) / _ON_SKIN)
    colours: dict[str, Rgb] = {"skin": (red, green, blue)}
    if colour is not None:
        colours |= {"gown": colour, "tie": colour}
    painted = tuple(replace(one, rgb=colours.get(one.name, one.rgb)) for one in avatar.materials)
    names = np.array([one.name for one in avatar.materials])[avatar.material]
    tint = avatar.tint.copy()
    bare = np.unique(avatar.triangles[names == "skin"])
    tint[bare] = 1 + 0.5 * (tint[bare] - 1)
    return replace(avatar, materials=painted, tint=tint)


def _is_head(mesh: Mesh, avatar: Avatar, dress: str) -> np.ndarray:
    """(F,) bool: the figure's own head and what it wears there."""
    names = np.array([one.name for one in avatar.materials])[mesh.number]
    high, aside = mesh.vertices[mesh.triangles, 1].max(1), np.abs(mesh.vertices[mesh.triangles, 0]).max(1)
    gone = np.isin(names, list(_HEAD_MATERIALS))
    gone |= (names == "skin") & (aside < 0.2) & (high > (_BARE_NECK_Y if dress == "gown" else _COLLAR_Y))
    return gone | (np.isin(names, ["pearl", "brass"]) & (high > 1.55))


def _into_neck(body: Mesh, radius_m: float) -> Mesh:
    """The figure's shoulders, whose bare neck ends inside that of the person: no edge of triangles stands out."""
    places = body.vertices.copy()
    axis = np.array([0.0, -0.014], np.float32)
    spoke = places[:, [0, 2]] - axis
    away = np.hypot(*spoke.T)
    share = smoothstep(places[:, 1], *_INTO_NECK_Y) * (away < 0.12) * (places[:, 1] < 1.6)
    wanted = np.minimum(away, 0.85 * radius_m)
    factor = 1 + share * (wanted / np.maximum(away, 1e-4) - 1)
    places[:, [0, 2]] = axis + spoke * factor[:, None]
    return replace(body, vertices=places.astype(np.float32))


def _neck(avatar: Avatar, radius_m: float, chin_y: float, *, bare: bool) -> Mesh:
    """A neck of the person's skin from the collar up into the head.

    bare : whether it widens to the shoulders; else it would come through the collar
    """
    names = [one.name for one in avatar.materials]
    y = np.linspace(1.47, 1.62, 16)
    radius = radius_m + (0.008 * smoothstep(y, 1.53, 1.48) if bare else 0.0)
    radius *= 1 - 0.30 * smoothstep(y, chin_y + 0.004, chin_y + 0.050)  # the jaw turns past it
    centre = np.stack([0 * y, y, -0.014 - 0.004 * smoothstep(y, 1.52, 1.6)], 1)
    angle = np.linspace(-np.pi, np.pi, 25)
    spoke = np.stack([np.sin(angle), 0 * angle, np.cos(angle)], 1)
    places = (centre[::-1, None] + radius[::-1, None, None] * spoke).reshape(-1, 3)
    triangles = strip(np.arange(len(places)).reshape(len(y), -1))
    normals = np.tile(spoke, (len(y), 1))
    share = smoothstep(places[:, 1], 1.49, 1.60)
    shade = (1.515, 1.560) if bare else (1.490, 1.535)
    joints = np.tile(np.array([[INDEX["neck"], INDEX["head"], 0, 0]], np.uint8), (len(places), 1))
    weights = np.stack([1 - share, share, 0 * share, 0 * share], 1)
    skin = material_table(avatar.materials)[names.index("skin")]
    count = len(triangles)
    return Mesh(
        places.astype(np.float32), normals.astype(np.float32), triangles, joints, weights.astype(np.float32),
        (1 - 0.55 * smoothstep(places[:, 1], 1.515, 1.575)).astype(np.float32),
        (1 + smoothstep(places[:, 1:2], *shade) * (_NECK_TINT - 1)).astype(np.float32),
        np.zeros((len(places), 2), np.float32), np.ones((len(places), 3), np.float32),
        np.zeros(len(places), np.float32), np.zeros(count, np.uint8), np.repeat(skin[None], count, 0),
        np.full(count, names.index("skin"), np.uint8),
    )  # fmt: skip


def normals_of(places: np.ndarray, triangles: np.ndarray) -> np.ndarray:
    """(n, 3) float32 of length 1, from the triangles; to the viewer where there are none."""
    a, b, c = (places[triangles[:, k]].astype(np.float64) for k in range(3))
    faces = np.cross(b - a, c - a)
    sums = np.zeros((len(places), 3))
    for k in range(3):
        np.add.at(sums, triangles[:, k], faces)
    length = np.linalg.norm(sums, axis=1, keepdims=True)
    return np.where(length > 1e-12, sums / np.maximum(length, 1e-12), [0, 0, 1]).astype(np.float32)
