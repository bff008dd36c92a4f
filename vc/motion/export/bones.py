"""The skeleton under the names that a program expects: this project's own, or Mixamo's."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from vc.motion.export.fingers import FINGERS, JOINTS_EACH, finger_offsets, finger_turns
from vc.motion.export.tpose import from_t_pose, t_posed
from vc.render.avatar.quaternion import IDENTITY
from vc.render.avatar.rig import ARM, BATON, BATON_M, INDEX, JOINTS, MIRROR, PARENTS, Rig, RigMotion

_HAND_M = 0.17  # from the wrist to the fingers' end
_TIPS = {  # where bones without children end, metres from their joint
    "head": np.array([0.0, 0.25, 0.0]),
    "hand_l": ARM * _HAND_M,
    "hand_r": ARM * MIRROR * _HAND_M,
    "baton": BATON * BATON_M,
    "foot": np.array([0.0, -0.06, 0.17]),
    "tail": np.array([0.0, -0.40, -0.05]),
}
_FINGERTIP_M = 0.022


@dataclass(frozen=True)
class Bone:
    """offset : metres from the parent at rest, the root's from the floor; tip : metres from the joint to where the bone
    ends, if it has no children"""

    name: str
    parent: str | None
    offset: np.ndarray
    tip: np.ndarray


@dataclass(frozen=True)
class Bones:
    """bones : parents before children; turns : (T, bones, 4) rotations relative to the parents, of a motion"""

    bones: list[Bone]
    turns: Callable[[RigMotion], np.ndarray]


def own(rig: Rig) -> Bones:
    """All joints of the rig, resting as it does."""
    parents = [None if parent < 0 else JOINTS[parent] for parent in PARENTS]
    bones = [Bone(name, parents[n], rig.offsets[n], _tip(name)) for n, name in enumerate(JOINTS)]
    return Bones(bones, lambda motion: motion.rotations)


def _tip(name: str) -> np.ndarray:
    if INDEX[name] in PARENTS:
        return np.zeros(3)
    return _TIPS[name if name in _TIPS else name.split("_")[0]]


_MIXAMO = "mixamorig:"
_SIDED = {"clavicle": "Shoulder", "upper_arm": "Arm", "forearm": "ForeArm", "hand": "Hand", "thigh": "UpLeg",
          "shin": "Leg", "foot": "Foot"}  # fmt: skip
_TO_MIXAMO = {"hips": "Hips", "spine": "Spine", "chest": "Spine2", "neck": "Neck", "head": "Head"} | {
    f"{ours}_{side[0].lower()}": f"{side}{theirs}" for ours, theirs in _SIDED.items() for side in ("Left", "Right")
}
_BETWEEN = "Spine1"  # half way from Spine to Spine2, turning with the former
_FINGERS = {"thumb": "Thumb", "index": "Index", "middle": "Middle", "ring": "Ring", "little": "Pinky"}


def mixamo(rig: Rig) -> Bones:
    """Mixamo's skeleton in T-pose: without baton and coat tails, with fingers, and three bones of the spine."""
    t_pose = t_posed(rig)
    bones: list[Bone] = []
    sources: list[int | None] = []  # joints of the rig, None where a bone never turns

    def add(name: str, parent: str | None, offset: np.ndarray, tip: np.ndarray, source: int | None) -> None:
        bones.append(Bone(_MIXAMO + name, _MIXAMO + parent if parent else None, offset, tip))
        sources.append(source)

    for joint, ours in enumerate(JOINTS):
        if ours not in _TO_MIXAMO:
            continue
        parent, offset = _TO_MIXAMO[JOINTS[PARENTS[joint]]] if joint else None, t_pose.offsets[joint]
        if ours == "chest":
            parent, offset = _BETWEEN, 0.5 * offset
            add(_BETWEEN, "Spine", offset, np.zeros(3), None)
        add(_TO_MIXAMO[ours], parent, offset, _TIPS.get(ours.split("_")[0], np.zeros(3)), joint)
    fingers = [(side, finger) for side in ("Left", "Right") for finger in FINGERS]
    for side, finger in fingers:
        above, offsets = f"{side}Hand", finger_offsets(finger, side[0].lower())
        for number, offset in enumerate(offsets):
            tip = _FINGERTIP_M * offsets[-1] / np.linalg.norm(offsets[-1])
            name = f"{side}Hand{_FINGERS[finger]}{number + 1}"
            add(name, above, offset, tip, None)
            above = name
    return Bones(bones, lambda motion: _mixamo_turns(motion, sources, fingers))


def _mixamo_turns(motion: RigMotion, sources: list[int | None], fingers: list[tuple[str, str]]) -> np.ndarray:
    raised = from_t_pose(motion.rotations.astype(np.float64))
    turns = np.tile(IDENTITY, (len(motion), len(sources), 1))
    for place, source in enumerate(sources):
        if source is not None:
            turns[:, place] = raised[:, source]
    first = len(sources) - JOINTS_EACH * len(fingers)
    for number, (side, finger) in enumerate(fingers):
        place = first + JOINTS_EACH * number
        turns[:, place : place + JOINTS_EACH] = finger_turns(finger, side[0].lower(), motion)
    return turns


SCHEMES: dict[str, Callable[[Rig], Bones]] = {"own": own, "mixamo": mixamo}
