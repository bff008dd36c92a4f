"""Motion as a VRM animation (.vrma): it moves any VRM character, whatever its proportions.

glTF 2.0 without a mesh: the bones of VRM's humanoid, resting in T-pose, in metres, +Y up, looking along +Z. The hips
have places and rotations, all other bones rotations. Expressions are preset `blink` and `aa` (the open mouth), and
custom `brows`, where a character has one: the X of a node's place is the weight. `lookAt` turns the eyes.

Source: VRM Consortium, VRMC_vrm_animation 1.0 and VRMC_vrm 1.0 (names of bones and expressions).
"""

from pathlib import Path

import numpy as np

from vc.motion.export.fingers import FINGERS, JOINTS_EACH, finger_offsets, finger_turns
from vc.motion.export.gltf import Animation, Gltf, Json
from vc.motion.export.looks import eye_turns
from vc.motion.export.tpose import from_t_pose, t_posed
from vc.render.avatar.rig import JOINTS, MORPHS, PARENTS, STANDARD_RIG, Rig, RigMotion

EXTENSION = "VRMC_vrm_animation"
_SIDED = {"clavicle": "Shoulder", "upper_arm": "UpperArm", "forearm": "LowerArm", "hand": "Hand", "thigh": "UpperLeg",
          "shin": "LowerLeg", "foot": "Foot"}  # fmt: skip
# The humanoid's bones by the rig's joints; baton and coat tails are none.
BONES = {name: name for name in ("hips", "spine", "chest", "neck", "head")} | {
    f"{ours}_{side[0]}": f"{side}{theirs}" for ours, theirs in _SIDED.items() for side in ("left", "right")
}
_JOINTS_OF = dict.fromkeys(FINGERS, ("Proximal", "Intermediate", "Distal")) | {
    "thumb": ("Metacarpal", "Proximal", "Distal")
}
PRESETS = {"blink": "blink", "mouth": "aa"}
CUSTOM = {"brows": "brows"}
EYES_M = (0.0, 0.09, 0.07)  # between the eyes, from the head's joint


def write_vrma(path: str | Path, motion: RigMotion, *, rig: Rig = STANDARD_RIG, name: str = "Conducting") -> Path:
    """Write the motion as .vrma, see above. name : of the animation. Raises OutputError."""
    gltf = Gltf()
    animation = Animation(gltf, name, len(motion), motion.rate)
    bones = _add_bones(gltf, animation, motion, t_posed(rig))
    expressions = {
        kind: {theirs: {"node": _add_expression(gltf, animation, motion, ours)} for ours, theirs in names.items()}
        for kind, names in (("preset", PRESETS), ("custom", CUSTOM))
    }
    nodes = [node["node"] for kind in expressions.values() for node in kind.values()]
    gltf.add("scenes", {"nodes": [bones["hips"], *nodes]})
    look = _add_look(gltf, animation, motion)
    gltf.parts["scenes"][0]["nodes"].append(look)
    animation.finish()
    humans = {bone: {"node": node} for bone, node in bones.items()}
    gltf.extend(
        EXTENSION,
        {
            "specVersion": "1.0",
            "humanoid": {"humanBones": humans},
            "expressions": expressions,
            "lookAt": {"node": look, "offsetFromHeadBone": list(EYES_M)},
        },
    )
    return gltf.write(path)


def _add_bones(gltf: Gltf, animation: Animation, motion: RigMotion, rig: Rig) -> dict[str, int]:
    """Nodes of the humanoid by bone, with their channels."""
    turns = from_t_pose(motion.rotations.astype(np.float64)).astype(np.float32)
    nodes: dict[str, int] = {}
    for joint, ours in enumerate(JOINTS):
        if ours in BONES:
            parent = nodes[BONES[JOINTS[PARENTS[joint]]]] if joint else None
            nodes[BONES[ours]] = _add_bone(gltf, BONES[ours], rig.offsets[joint], parent)
            animation.turn(nodes[BONES[ours]], turns[:, joint])
    animation.move(nodes["hips"], motion.root)
    for side in ("left", "right"):
        for finger in FINGERS:
            nodes |= _add_finger(gltf, animation, motion, side, finger, nodes[f"{side}Hand"])
    return nodes


def _add_finger(
    gltf: Gltf, animation: Animation, motion: RigMotion, side: str, finger: str, parent: int
) -> dict[str, int]:  # fmt: skip
    offsets, turns = finger_offsets(finger, side[0]), finger_turns(finger, side[0], motion).astype(np.float32)
    nodes: dict[str, int] = {}
    for number in range(JOINTS_EACH):
        bone = f"{side}{finger.capitalize()}{_JOINTS_OF[finger][number]}"
        parent = nodes[bone] = _add_bone(gltf, bone, offsets[number], parent)
        animation.turn(parent, turns[:, number])
    return nodes


def _add_bone(gltf: Gltf, name: str, offset: np.ndarray, parent: int | None) -> int:
    node = gltf.add("nodes", {"name": name, "translation": offset.tolist()})
    if parent is not None:
        above: Json = gltf.parts["nodes"][parent]
        above.setdefault("children", []).append(node)
    return node


def _add_look(gltf: Gltf, animation: Animation, motion: RigMotion) -> int:
    """The node whose rotation is the eyes' in the head."""
    node = gltf.add("nodes", {"name": "lookAt", "translation": list(EYES_M)})
    animation.turn(node, eye_turns(motion).astype(np.float32))
    return node


def _add_expression(gltf: Gltf, animation: Animation, motion: RigMotion, morph: str) -> int:
    node = gltf.add("nodes", {"name": morph})
    weight = motion.morphs[:, MORPHS.index(morph)]
    animation.move(node, np.stack([weight, 0 * weight, 0 * weight], 1))
    return node
