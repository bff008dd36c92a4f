"""What a figure's pose shows of hands and face, as the channels of a motion: the way back from bones."""

import numpy as np

from vc.channels import packed
from vc.render.avatar.quaternion import rotate
from vc.render.avatar.rig import ARM, BATON, MIRROR, MORPHS, PALM, RigMotion, world_turn
from vc.render.avatar.torso import breath

_AHEAD = np.array([0.0, 0.0, 1.0])


def shown(motion: RigMotion) -> np.ndarray:
    """(T, WIDTH) float32 channels. The eyes look where the face is turned, where no gaze is known."""
    head = rotate(world_turn(motion, "head"), _AHEAD)
    left, right = world_turn(motion, "hand_l"), world_turn(motion, "hand_r")
    weight = dict(zip(MORPHS, motion.morphs.T, strict=True))
    return packed(
        left_open=1 - weight["fingers_l"],
        left_fingers=rotate(left, ARM),
        left_palm=rotate(left, PALM),
        right_open=1 - weight["fingers_r"],
        right_palm=rotate(right, PALM * MIRROR),
        baton=rotate(right, BATON),
        head=head,
        gaze=head if motion.gaze is None else motion.gaze,
        brows=weight["brows"],
        mouth=weight["mouth"],
        breath=0.5 + 0.3 * breath(len(motion), 0, motion.rate),
    )
