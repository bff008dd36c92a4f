"""The person in their own clothes: the photo on a relief of the body, arms as tubes, hands and baton in space."""

from dataclasses import replace

import numpy as np

from vc.render.avatar.character import Character, Mover
from vc.render.avatar.clearance import Face
from vc.render.avatar.light import Light
from vc.render.avatar.mesh import Mesh
from vc.render.avatar.rig import ARM, INDEX, MIRROR, STANDARD_RIG, Rig
from vc.render.character.armhole import find_armhole, rim
from vc.render.character.arms import choose_sleeves
from vc.render.character.aside import as_broad, side_armhole, side_rim
from vc.render.character.body import Person, body_mesh, body_weights, head_landmarks, relief_of
from vc.render.character.canvas import Canvas
from vc.render.character.cloth import complete_cloth
from vc.render.character.complexion import complexion
from vc.render.character.face import find_face as find_features
from vc.render.character.grain import SKIN_SHADE, grain_of, unevenly
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
from vc.render.character.sleeve import ROWS
from vc.render.character.trunk import cut_trunk
from vc.render.character.tube import ANGLES, ROOT_LIT, Tube
from vc.render.character.tube_mesh import folds_of, rings_of, shape_of, tube_mesh
from vc.vision.anatomy import SHOULDERS_PER_TORSO, Anatomy, Side
from vc.vision.face_mesh import FaceMesh
from vc.vision.figure.apart import Figure, Trunk, whole_arms
from vc.vision.imaging import blur, smoothstep

MIX = 0.75  # of the photo's own light gives way to that of where the body turns
_CLOTH_SHADE = 0.84  # what sleeves show in half the light
_AHEAD = np.array([[0.0, 0.12, 0.993]])
_ARMS = 210  # surface number of the left one; the right one's follows
FACE_BELOW_EYES, FACE_HALF_HEIGHT = 0.2, 0.9  # its middle, and half its height, in ways from the eyes to the chin


def own_clothes(figure: Figure, face: FaceMesh | None, canvas: Canvas, light: Light) -> Character:
    """figure : the person on the canvas, see figure.take_apart; face : in pixels of the canvas"""
    anatomy = figure.anatomy
    height = canvas.size[1]
    trunk, colours = whole_trunk(figure, height)
    armholes = [side_armhole(figure, side) if canvas.is_aside else find_armhole(figure, trunk, side) for side in Side]
    outline = trunk.alpha if canvas.is_aside else without_arms(trunk, armholes)
    keep = smoothstep(blur(outline, 0.6), 0.12, 0.88).astype(np.float32)
    rig, offsets = person_rig(anatomy, canvas)
    hair = figure.hair[:height]
    person = Person(trunk.alpha, np.maximum(hair - below_shoulders(hair, anatomy), 0), anatomy, face)
    relief = relief_of(person, canvas, keep if canvas.is_aside else with_caps(keep, trunk, armholes))
    body = body_mesh(person, canvas, rig, light, MIX, keep, relief)
    parts, rows, alphas, tubes = [body], [colours.astype(np.float32)], [np.round(255 * keep)], []
    start, row = len(body.vertices), height
    figure = replace(figure, tones=replace(figure.tones, skin=complexion(figure, face)))  # of what arms are made
    strips = list(whole_arms(figure))
    grain, lit = grain_of(figure, face), photographed(_AHEAD, light)[0]
    sleeves = choose_sleeves(figure, strips, colours)
    head = head_landmarks(person)
    for side, sleeve in zip(Side, sleeves, strict=True):
        if not canvas.is_aside:
            sleeve = rooted(sleeve, armholes[side], figure, side, colours)
        rows.append(unevenly(sleeve, grain, canvas.metres)[:, : colours.shape[1]])
        alphas.append(sleeve.alpha()[:, : colours.shape[1]])
        if canvas.is_aside:
            places, leaves = side_rim(armholes[side], side, rig, canvas, relief, ANGLES)
        else:
            places, leaves = rim(
                armholes[side], canvas, relief, ANGLES, under=comes_from_under(sleeve, armholes[side], colours)
            )
        root = (places, *body_weights(places, rig, canvas, head))
        rings = rings_of(sleeve)
        mesh = tube_mesh(sleeve, rings, root, row, ROWS, lit, (_CLOTH_SHADE, SKIN_SHADE), _ARMS + side,
                         from_behind=canvas.is_behind)  # fmt: skip
        radius, hangs = (part * canvas.metres for part in shape_of(sleeve, rings, armholes[side], anatomy.unit))
        tubes.append(Tube("lr"[side], start, radius, offsets[side], leaves, rings, hangs, sleeve.bare,
                          canvas.to_body(ROOT_LIT), folds_of(sleeve, rings)))  # fmt: skip
        parts.append(mesh)
        start, row = start + len(mesh.vertices), row + ROWS
    glove = gloves_tone(figure)
    skin = hand_tone(figure, strips, sleeves) if glove is None else glove
    picture = hand_picture(skin, grain) if glove is None else glove_picture(skin)
    hands = make_hands(rig, skin, lit, row, SKIN_SHADE if glove is None else np.full(3, _CLOTH_SHADE))
    rows.append(picture)
    alphas.append(np.full(picture.shape[:2], 255.0))
    row += len(picture)
    aside = hands.mesh.vertices[:, 0]
    tubes = [
        replace(tube, hand=start + np.flatnonzero(aside * (1 if tube.side == "l" else -1) > 0), wrist=hands.wrist)
        for tube in tubes
    ]
    parts.append(hands.mesh)
    movers: list[Mover] = [*tubes]
    long_hair = find_long_hair(figure, head, height)
    if long_hair is not None:  # last: what shines through it is drawn before
        sheet = hair_mesh(long_hair, figure, canvas, rig, head, relief, light, MIX, row)
        first, arms = start + len(hands.mesh.vertices), tuple(tube.start for tube in tubes)
        movers.append(over_arms(long_hair, sheet, first, arms, row, head))
        parts.append(sheet)
        rows.append(long_hair.colours.astype(np.float32))
        alphas.append(np.round(255 * long_hair.alpha))
    mesh = Mesh.join(parts)
    # A relief on itself would only show its flatness, and so would hair on what it lies on.
    casts = (np.arange(len(mesh.triangles)) >= len(body.triangles)) & (mesh.number != HAIR)
    if canvas.heading:  # arms are seen through the soft edges of the body before them
        arms_first = np.argsort(~casts, kind="stable")
        mesh, casts = mesh.only(arms_first), casts[arms_first]
    texture = atlas(rows, alphas)
    features = find_features(colours, trunk.alpha, anatomy) if face is not None else None
    if features is not None and face is not None:
        movers.append(PaintedFace(colours, features, find_mouth(colours, face)))
    return Character(
        mesh,
        rig,
        texture,
        hands.morphs.shifted(start),
        tuple(movers),
        casts,
        head_turn(face),
        face_of(person, canvas, rig),
        canvas.heading,
    )


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
    if canvas.is_aside:
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
    seen = [0, 1, 1] if canvas.is_aside else [1, 1, 0]  # axes along which the photo knows where the shoulders are
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
