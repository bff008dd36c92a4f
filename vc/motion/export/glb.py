"""The animated figure as one .glb: skinned mesh, blend shapes and motion, for Blender, game engines and the web."""

from pathlib import Path

import numpy as np

from vc.motion.export.gltf import VERTICES, Animation, Gltf, Json
from vc.motion.export.person import add_person
from vc.motion.export.vertices import add_meshes, add_targets, indices, target_weights, unit_or_up, whole_shares
from vc.render.avatar.character import Character
from vc.render.avatar.model import Avatar, Material, Prop
from vc.render.avatar.rig import JOINTS, PARENTS, Rig, RigMotion
from vc.render.avatar.skin import Morphs

_DARKEST = 0.35  # share of light that a wholly hidden place keeps: vertex colours also dim the direct light


def write_glb(
    path: str | Path, motion: RigMotion, avatar: Avatar, *, person: Character | None = None, name: str = "Conducting"
) -> Path:
    """Write glTF 2.0 in its binary form: metres, +Y up, the figure looks along +Z, as the format wants it.

    person : who conducts in the avatar's place, among its props
    name : of the animation, as programs list it

    Rotations are 16-bit fractions (0.004 degrees), everything else float32. Raises OutputError.
    """
    gltf = Gltf()
    joints = _add_skeleton(gltf, person.rig if person else avatar.rig)
    own = [] if person else np.unique(avatar.material).tolist()
    worn = sorted({*own, *(prop.material for prop in avatar.props)})
    materials = {number: _add_material(gltf, avatar.materials[number]) for number in worn}
    scene = [joints[0]]
    figure = add_person(gltf, person) if person else _add_figure(gltf, avatar, materials)
    scene += list(figure.values())
    scene += [_add_prop(gltf, prop, materials) for prop in avatar.props]
    gltf.add("scenes", {"nodes": scene})
    _add_animation(gltf, motion, joints, figure.get("moving"), name)
    return gltf.write(path)


def _add_skeleton(gltf: Gltf, rig: Rig) -> list[int]:
    """The joints as nodes, children below parents, and the skin that binds to them."""
    for joint, offset in enumerate(rig.offsets):
        children = np.flatnonzero(joint == PARENTS).tolist()
        node: Json = {"name": JOINTS[joint], "translation": offset.tolist()}
        gltf.add("nodes", node | ({"children": children} if children else {}))
    unbind = np.tile(np.eye(4, dtype=np.float32), (len(JOINTS), 1, 1))
    unbind[:, 3, :3] = -rig.rest  # columns before rows
    joints = list(range(len(JOINTS)))
    matrices = gltf.numbers(unbind.reshape(-1, 16), "MAT4")
    gltf.add("skins", {"name": "rig", "joints": joints, "inverseBindMatrices": matrices, "skeleton": 0})
    return joints


def _add_material(gltf: Gltf, material: Material) -> int:
    surface = {
        "baseColorFactor": [*(float(value) for value in material.rgb), 1.0],
        "metallicFactor": float(material.metallic),
        "roughnessFactor": float(material.roughness),
    }
    # Coat tails and collars are single sheets, seen from both sides.
    return gltf.add("materials", {"name": material.name, "pbrMetallicRoughness": surface, "doubleSided": True})


def _add_figure(gltf: Gltf, avatar: Avatar, materials: dict[int, int]) -> dict[str, int]:
    """Nodes of the figure: "moving" with blend shapes, "still" with what no blend shape touches."""
    morphs = Morphs.of(avatar)
    pieces: dict[str, list[Json]] = {"still": [], "moving": []}
    for number, material in materials.items():
        triangles = avatar.triangles[avatar.material == number]
        if not len(triangles):
            continue
        used, corners = np.unique(triangles, return_inverse=True)
        piece = _primitive(gltf, avatar, used, corners.reshape(-1), material)
        add_targets(gltf, piece, morphs, used)
        pieces["moving" if "targets" in piece else "still"].append(piece)
    return add_meshes(gltf, pieces)


def _primitive(gltf: Gltf, avatar: Avatar, used: np.ndarray, corners: np.ndarray, material: int) -> Json:
    """One material's share of the mesh: the vertices `used`, and triangles as places in them."""
    shares, joints = whole_shares(avatar.weights[used]), avatar.joints[used].astype(np.uint8)
    joints[shares == 0] = 0  # a joint without a share has to be the first
    colours = _colours(avatar.tint[used], avatar.occlusion[used])
    attributes = {
        "POSITION": gltf.numbers(avatar.vertices[used], "VEC3", use=VERTICES, bounds=True),
        "NORMAL": gltf.numbers(unit_or_up(avatar.normals[used]), "VEC3", use=VERTICES),
        "JOINTS_0": gltf.numbers(joints, "VEC4", use=VERTICES),
        "WEIGHTS_0": gltf.numbers(shares, "VEC4", use=VERTICES, normalized=True),
        "COLOR_0": gltf.numbers(colours, "VEC4", use=VERTICES, normalized=True),
    }
    return {"attributes": attributes, "indices": indices(gltf, corners, len(used)), "material": material}


def _add_prop(gltf: Gltf, prop: Prop, materials: dict[int, int]) -> int:
    attributes = {
        "POSITION": gltf.numbers(prop.vertices.astype(np.float32), "VEC3", use=VERTICES, bounds=True),
        "NORMAL": gltf.numbers(unit_or_up(prop.normals), "VEC3", use=VERTICES),
        "COLOR_0": gltf.numbers(_colours(np.ones((1, 3)), prop.occlusion), "VEC4", use=VERTICES, normalized=True),
    }
    corners = indices(gltf, prop.triangles.reshape(-1), len(prop.vertices))
    primitive = {"attributes": attributes, "indices": corners, "material": materials[prop.material]}
    mesh = gltf.add("meshes", {"name": prop.name, "primitives": [primitive]})
    return gltf.add("nodes", {"name": prop.name, "mesh": mesh})


def _add_animation(gltf: Gltf, motion: RigMotion, joints: list[int], figure: int | None, name: str) -> None:
    """Channels of the hips' place, every joint's rotation and, on the node `figure`, the blend shapes."""
    animation = Animation(gltf, name, len(motion), motion.rate)
    animation.move(joints[0], motion.root)
    for joint in joints:
        turns = np.round(np.clip(motion.rotations[:, joint], -1, 1) * 32767).astype(np.int16)
        if (turns != (0, 0, 0, 32767)).any():  # the node's own rotation does for a joint that never turns
            animation.turn(joint, turns)
    if figure is not None:
        animation.add(figure, "weights", gltf.numbers(target_weights(motion.morphs).reshape(-1), "SCALAR"))
    animation.finish()


def _colours(tint: np.ndarray, occlusion: np.ndarray) -> np.ndarray:
    """(V, 4) uint8 linear colours that multiply the material's: the tint, dimmed where the figure takes the light."""
    light = _DARKEST + (1 - _DARKEST) * occlusion[:, None]
    colours = np.concatenate([np.clip(tint * light, 0, 1), np.ones((len(light), 1))], 1)
    return np.round(255 * colours).astype(np.uint8)
