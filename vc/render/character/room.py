"""How much nearer a film may come before a hand or the baton leaves the picture."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from vc.frame import Size
from vc.render.avatar.camera import Camera
from vc.render.avatar.character import Character
from vc.render.avatar.group import Group, Placed
from vc.render.avatar.rig import ARM, INDEX, MIRROR, RigMotion, forward
from vc.render.character.filming import FIXED

_EVERY_S = 0.05  # of a motion's poses that are asked
_KEPT = 0.015  # of the picture, free at its edges
_AT_ONCE = 512  # poses
_TIP = np.array([-0.20, -0.30, 0.14])  # metres from the grip to the tip of the figures' baton in the bind pose
_FINGERS = 0.16 * ARM  # metres from the wrist in the bind pose
_ENDS = (("hand_l", _FINGERS), ("hand_r", _FINGERS * MIRROR), ("baton", _TIP))


def room(motions: Sequence[RigMotion], character: Character, cameras: Sequence[Camera], size: Size) -> np.ndarray:
    """(cameras,) how many times larger all poses fit into each picture around `filming.FIXED`.

    motions : of a group those of all its members
    Infinite where hands leave the picture anyway: a close one is of the face.
    """
    least = np.full(len(cameras), np.inf)
    for places in _reached(motions, character):
        for number, camera in enumerate(cameras):
            away = camera.project(places, size)[:, :2] / size - FIXED
            edge = np.where(away > 0, 1 - _KEPT - np.array(FIXED), _KEPT - np.array(FIXED))
            fits = edge / np.where(away == 0, 1e-9, away)
            least[number] = min(least[number], float(fits.min(initial=np.inf)))
    return np.where(least < 1 - 2 * _KEPT, np.inf, np.maximum(least, 1.0))


def _reached(motions: Sequence[RigMotion], character: Character) -> Iterator[np.ndarray]:
    """(n, 3) world places of finger tips and batons, of some poses at a time."""
    members = character.members if isinstance(character, Group) else (Placed(character),)
    for member, motion in zip(members, motions, strict=True):
        few = slice(None, None, max(1, round(_EVERY_S * motion.rate)))
        sparse = replace(motion, rotations=motion.rotations[few], root=motion.root[few], morphs=motion.morphs[few],
                         gaze=None)  # fmt: skip
        for start in range(0, len(sparse), _AT_ONCE):
            world = forward(member.character.rig, sparse.part(start, start + _AT_ONCE))
            ends = [(world[:, INDEX[joint]] @ np.append(offset, 1))[:, :3] for joint, offset in _ENDS]
            yield np.concatenate(ends) * member.scale + np.asarray(member.at)
