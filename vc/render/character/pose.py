"""What a motion means for a character: lifted to its own bones, and the head turned no further than its photo bears."""

from dataclasses import replace

import numpy as np

from vc.render.avatar.character import Character
from vc.render.avatar.group import Group
from vc.render.avatar.lift import lift
from vc.render.avatar.quaternion import about, continuous, inverse, multiply, power
from vc.render.avatar.rig import INDEX, RigMotion
from vc.render.character.canvas import about_y
from vc.skeleton import Motion

_SWAY = 0.6  # a photo knows one side of a body, and what the body hides is guessed


def pose(character: Character, motion: Motion, *, loudness: np.ndarray | None = None, seed: int = 0) -> RigMotion:
    """The motion of a character's bones: gestures as large on its arms as on those of the motion. See `lift`."""
    lifted = lift(
        motion, rig=character.rig, loudness=loudness, seed=seed, full_reach=True, sway=_SWAY, face=character.face
    )
    return headed(calm(lifted, character.turn), character.heading)


def pose_all(
    character: Character, motion: Motion, *, loudness: np.ndarray | None = None, seed: int = 0
) -> list[RigMotion]:
    """The motions of a character's bones, or of those of all members of a group: of `motion` and its companions.

    Raises ValueError where they are not as many as there are members.
    """
    members = [one.character for one in character.members] if isinstance(character, Group) else [character]
    if len(members) != len(motion.each):
        raise ValueError(f"{len(members)} people need as many motions, not {len(motion.each)}")
    return [pose(member, own, loudness=loudness, seed=seed + number)
            for number, (member, own) in enumerate(zip(members, motion.each, strict=True))]  # fmt: skip


def calm(motion: RigMotion, share: float) -> RigMotion:
    """The motion with `share` of the head's turns in the WORLD, however the trunk turns; the neck goes half-way.

    Less turn of the neck alone would let the trunk turn the face away, and bend it.
    """
    if share >= 1:
        return motion
    turns = motion.rotations.astype(np.float64).copy()
    chest = turns[:, 0]
    for joint in ("spine", "chest"):
        chest = multiply(chest, turns[:, INDEX[joint]])
    head = power(multiply(multiply(chest, turns[:, INDEX["neck"]]), turns[:, INDEX["head"]]), share)
    neck = multiply(power(head, 0.5), power(chest, 0.5))
    turns[:, INDEX["neck"]] = multiply(inverse(chest), neck)
    turns[:, INDEX["head"]] = multiply(inverse(neck), head)
    return replace(motion, rotations=turns.astype(np.float32))


def headed(motion: RigMotion, heading: float) -> RigMotion:
    """The motion of a body that is turned as a whole, see `Character.heading`."""
    if heading == 0:
        return motion
    turns = motion.rotations.astype(np.float64).copy()
    turns[:, 0] = multiply(about((0, 1, 0), heading), turns[:, 0])
    gaze = None if motion.gaze is None else about_y(motion.gaze, heading).astype(np.float32)
    return replace(
        motion, rotations=continuous(turns).astype(np.float32), root=about_y(motion.root, heading).astype(np.float32),
        gaze=gaze,
    )  # fmt: skip
