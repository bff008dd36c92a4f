"""The person in their own clothes: the photo on a relief of the body, arms as tubes, hands and baton in space."""

from dataclasses import dataclass, replace

import numpy as np

from vc.render.avatar.character import Character, Mover
from vc.render.avatar.clearance import Face
from vc.render.avatar.light import Light
from vc.render.avatar.mesh import Mesh
from vc.render.avatar.rig import ARM, INDEX, MIRROR, STANDARD_RIG, Rig
from vc.render.avatar.skin import Morphs
from vc.render.character.armhole import Armhole, find_armhole, rim
from vc.render.character.arms import choose_sleeves
from vc.render.character.aside import as_broad, side_armhole, side_rim
from vc.render.character.body import (
    Landmarks,
    Person,
    Relief,
    body_mesh,
    body_weights,
    head_landmarks,
    relief_of,
)
from vc.render.character.canvas import Canvas
from vc.render.character.cloth import complete_cloth
from vc.render.character.complexion import complexion
from vc.render.character.face import find_face as find_features
from vc.render.character.grain import SKIN_SHADE, Grain, grain_of, unevenly
from vc.render.character.hand_picture import glove_picture, hand_picture
from vc.render.character.hand_tone import gloves_tone, hand_tone
from vc.render.character.hands import make_hands
from vc.render.character.long_hair import HAIR, below_shoulders, find_long_hair, hair_mesh, over_arms
from vc.render.character.mouth import find_mouth
from vc.render.character.painted import PaintedFace
from vc.render.character.place import photographed
from vc.render.character.root import comes_from_under, rooted
from vc.render.character.sheet import atlas
from vc.render.character.shoulders import with_caps, without_arms
from vc.render.character.sleeve import ROWS, Sleeve
from vc.render.character.trunk import cut_trunk
from vc.render.character.tube import ANGLES, ROOT_LIT, Tube
from vc.render.character.tube_mesh import folds_of, rings_of, shape_of, tube_mesh
from vc.render.character.waist import waist_of
from vc.vision.anatomy import SHOULDERS_PER_TORSO, Anatomy, Side
from vc.vision.face_mesh import FaceMesh
from vc.vision.figure.apart import Figure, Trunk, whole_arms
from vc.vision.figure.strip import Strip
from vc.vision.imaging import blur, smoothstep

MIX = 0.75  # of the photo's own light gives way to that of where the body turns
_CLOTH_SHADE = 0.84  # what sleeves show in half the light
_AHEAD = np.array([[0.0, 0.12, 0.993]])
_ARMS = 210  # surface number of the left one; the right one's follows
FACE_BELOW_EYES, FACE_HALF_HEIGHT = 0.2, 0.9  # its middle, and half its height, in ways from the eyes to the chin


@dataclass(frozen=True)
class _Body:
    """What arms, hands and hair are put on.

    figure : the person on the canvas; face : in its pixels; colours (h, w, 3) : theirs, with what arms hid completed
    offsets : see `person_rig`; light : (3,) on what looked ahead when it was photographed
    """

    figure: Figure
    face: FaceMesh | None
    canvas: Canvas
    colours: np.ndarray
    rig: Rig
    offsets: tuple[np.ndarray, np.ndarray]
    armholes: list[Armhole]
    relief: Relief
    head: Landmarks
    light: np.ndarray
    grain: Grain


class _Assembly:
    """Meshes, and the pictures that they wear, one below the other."""

    def __init__(self) -> None:
        self.meshes: list[Mesh] = []
        self._pictures: list[np.ndarray] = []
        self._alphas: list[np.ndarray] = []

    @property
    def vertices(self) -> int:
        return sum(len(mesh.vertices) for mesh in self.meshes)

    @property
    def rows(self) -> int:
        """Of the atlas so far: where the next picture begins."""
        return sum(map(len, self._pictures))

    def add(self, mesh: Mesh, picture: np.ndarray, alpha: np.ndarray) -> None:
        """picture (h, w, 3) RGB and alpha (h, w), both 0..255"""
        self.meshes.append(mesh)
        self._pictures.append(picture)
        self._alphas.append(alpha)

    def texture(self) -> np.ndarray:
        return atlas(self._pictures, self._alphas)


def own_clothes(figure: Figure, face: FaceMesh | None, canvas: Canvas, light: Light) -> Character:
    """figure : the person on the canvas, see figure.take_apart; face : in pixels of the canvas"""
    height, aside = canvas.size[1], figure.anatomy.is_aside
    trunk, colours = whole_trunk(figure, height)
    armholes = [side_armhole(figure, side) if aside else find_armhole(figure, trunk, side) for side in Side]
    outline = trunk.alpha if aside else without_arms(trunk, armholes)
    keep = smoothstep(blur(outline, 0.6), 0.12, 0.88).astype(np.float32)
    hair = np.maximum(figure.hair[:height] - below_shoulders(figure.hair[:height], figure.anatomy), 0)
    person = Person(trunk.alpha, hair, figure.anatomy, face)
    relief = relief_of(person, canvas, keep if aside else with_caps(keep, trunk, armholes))
    rig, offsets = person_rig(figure.anatomy, canvas)
    parts = _Assembly()
    front = body_mesh(person, canvas, rig, light, MIX, keep, relief)
    parts.add(front, colours.astype(np.float32), np.round(255 * keep))
    figure = replace(figure, tones=replace(figure.tones, skin=complexion(figure, face)))  # of what arms are made
    body = _Body(
        figure, face, canvas, colours, rig, offsets, armholes, relief, head_landmarks(person),
        photographed(_AHEAD, light)[0], grain_of(figure, face),
    )  # fmt: skip
    strips = list(whole_arms(figure))
    sleeves = choose_sleeves(figure, strips, colours)
    tubes = [_arm(body, parts, side, sleeve) for side, sleeve in zip(Side, sleeves, strict=True)]
    tubes, morphs = _hands(body, parts, tubes, strips, sleeves)
    folds: list[Mover] = [] if aside else [waist_of(front, rig, colours, figure.tones.skin)]
    movers = [*tubes, *folds, *_long_hair(body, parts, tubes, light), *_painted_face(body, trunk)]
    mesh, casts = _joined(parts.meshes, canvas.heading)
    return Character(
        mesh, rig, parts.texture(), morphs, tuple(movers), casts, head_turn(face), face_of(person, canvas, rig),
        canvas.heading,
    )  # fmt: skip


def _arm(body: _Body, parts: _Assembly, side: Side, sleeve: Sleeve) -> Tube:
    """Add an arm."""
    canvas, armhole, aside = body.canvas, body.armholes[side], body.figure.anatomy.is_aside
    if aside:
        places, leaves = side_rim(armhole, side, body.rig, canvas, body.relief, ANGLES)
    else:
        sleeve = rooted(sleeve, armhole, body.figure, side, body.colours)
        under = comes_from_under(sleeve, armhole, body.colours)
        places, leaves = rim(armhole, canvas, body.relief, ANGLES, under=under)
    root = (places, *body_weights(places, body.rig, canvas, body.head))
    rings = rings_of(sleeve)
    mesh = tube_mesh(
        sleeve, rings, root, parts.rows, ROWS, body.light, (_CLOTH_SHADE, SKIN_SHADE), _ARMS + side,
        from_behind=body.figure.anatomy.is_behind,
    )  # fmt: skip
    radius, hangs = (part * canvas.metres for part in shape_of(sleeve, rings, armhole, body.figure.anatomy.unit))
    tube = Tube(
        "lr"[side], parts.vertices, radius, body.offsets[side], leaves, rings, hangs, sleeve.bare,
        canvas.to_body(ROOT_LIT), folds_of(sleeve, rings),
    )  # fmt: skip
    width = body.colours.shape[1]
    parts.add(mesh, unevenly(sleeve, body.grain, canvas.metres)[:, :width], sleeve.alpha()[:, :width])
    return tube


def _hands(
    body: _Body, parts: _Assembly, tubes: list[Tube], strips: list[Strip], sleeves: list[Sleeve]
) -> tuple[list[Tube], Morphs]:  # fmt: skip
    """Add hands and baton. The tubes, which take them along, and the morphs of what is there by then."""
    glove = gloves_tone(body.figure)
    skin = hand_tone(body.figure, strips, sleeves) if glove is None else glove
    picture = hand_picture(skin, body.grain) if glove is None else glove_picture(skin)
    shade = SKIN_SHADE if glove is None else np.full(3, _CLOTH_SHADE)
    hands = make_hands(body.rig, skin, body.light, parts.rows, shade)
    first, across = parts.vertices, hands.mesh.vertices[:, 0]
    parts.add(hands.mesh, picture, np.full(picture.shape[:2], 255.0))
    mine = {side: first + np.flatnonzero(across * sign > 0) for side, sign in (("l", 1), ("r", -1))}
    return [replace(tube, hand=mine[tube.side], wrist=hands.wrist) for tube in tubes], hands.morphs.shifted(first)


def _long_hair(body: _Body, parts: _Assembly, tubes: list[Tube], light: Light) -> list[Mover]:
    """Add the sheet of long hair, if there is any: last, for what shines through it is drawn before."""
    hair = find_long_hair(body.figure, body.head, body.canvas.size[1])
    if hair is None:
        return []
    first, row = parts.vertices, parts.rows
    sheet = hair_mesh(hair, body.figure, body.canvas, body.rig, body.head, body.relief, light, MIX, row)
    parts.add(sheet, hair.colours.astype(np.float32), np.round(255 * hair.alpha))
    return [over_arms(hair, sheet, first, tuple(tube.start for tube in tubes), row, body.head)]


def _painted_face(body: _Body, trunk: Trunk) -> list[Mover]:
    if body.face is None:
        return []
    features = find_features(body.colours, trunk.alpha, body.figure.anatomy)
    return [] if features is None else [PaintedFace(body.colours, features, find_mouth(body.colours, body.face))]


def _joined(meshes: list[Mesh], heading: float) -> tuple[Mesh, np.ndarray]:
    """The mesh, and which of its triangles cast shadows: a relief on itself would only show its flatness, and so would
    hair on what it lies on."""
    mesh = Mesh.join(meshes)
    casts = (np.arange(len(mesh.triangles)) >= len(meshes[0].triangles)) & (mesh.number != HAIR)
    if not heading:
        return mesh, casts
    arms_first = np.argsort(~casts, kind="stable")  # they are seen through the soft edges of the body before them
    return mesh.only(arms_first), casts[arms_first]


def whole_trunk(figure: Figure, height: int) -> tuple[Trunk, np.ndarray]:
    """The person without arms down to a row, and their colours (h, w, 3) uint8 with what these hid completed."""
    if figure.anatomy.is_aside:
        figure = replace(figure, anatomy=as_broad(figure.anatomy))
    bare, hidden = cut_trunk(figure)
    trunk = bare.above(height)
    return trunk, complete_cloth(trunk, hidden[:height], figure)


def person_rig(anatomy: Anatomy, canvas: Canvas) -> tuple[Rig, tuple[np.ndarray, np.ndarray]]:
    """The rig with the photo's shoulders, arms, neck and head; and (3,) metres from its shoulders to the photo's."""
    shoulders = canvas.to_body(canvas.place(anatomy.shoulders))
    half, height = 0.5 * abs(shoulders[0, 0] - shoulders[1, 0]), shoulders[:, 1].mean()
    if anatomy.is_aside:
        half = 0.5 * SHOULDERS_PER_TORSO * anatomy.unit * canvas.metres
    half = max(half, 0.12)  # of who stands sideways
    upper, fore = anatomy.bones[:2] * canvas.metres
    rise = max(float(canvas.place(anatomy.mouth)[1] - height), 0.03)
    rest = STANDARD_RIG.rest.copy()
    shoulder = np.array([half, height, -0.012])
    for side, mirror in (("l", np.ones(3)), ("r", MIRROR)):
        places = {
            "clavicle": np.array([0.03, height + 0.01, 0]), "upper_arm": shoulder, "forearm": shoulder + upper * ARM,
            "hand": shoulder + (upper + fore) * ARM,
        }  # fmt: skip
        for bone, place in places.items():
            rest[INDEX[f"{bone}_{side}"]] = place * mirror
    rest[INDEX["neck"]] = [0, height + 0.25 * rise, -0.012]
    rest[INDEX["head"]] = [0, height + 0.70 * rise, 0]
    grip = STANDARD_RIG.rest[INDEX["baton"]] - STANDARD_RIG.rest[INDEX["hand_r"]]
    rest[INDEX["baton"]] = rest[INDEX["hand_r"]] + grip
    seen = [0, 1, 1] if anatomy.is_aside else [1, 1, 0]  # axes along which the photo knows where the shoulders are
    off = [(shoulders[side] - rest[INDEX[f"upper_arm_{'lr'[side]}"]]) * seen for side in Side]
    return Rig(rest), (off[0], off[1])


def face_of(person: Person, canvas: Canvas, rig: Rig) -> Face:
    """Where the photo's face is on the rig's head."""
    seen = head_landmarks(person)
    middle = seen.eyes + np.array([0, FACE_BELOW_EYES * seen.drop])
    up = float(canvas.place(middle)[1]) - float(rig.rest[INDEX["head"], 1])
    half = seen.half * canvas.metres
    return Face(up, half, 1.05 * half, FACE_HALF_HEIGHT * seen.drop * canvas.metres)


def head_turn(face: FaceMesh | None) -> float:
    """Share of a motion's turns that a photographed head bears: one that looks aside knows only one of its sides."""
    if face is None:
        return 0.45
    return 0.6 * max(0.25, 1 - abs(face.yaw) / 0.8)
