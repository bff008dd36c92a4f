"""Where body and hands of a person of a photo are in their picture."""

import numpy as np

from vc.render.avatar.clearance import Face
from vc.render.avatar.rig import ARM, INDEX, MIRROR, PALM, RigMotion, forward, skinning_matrices
from vc.render.character.build import Portrait
from vc.render.character.own import FACE_BELOW_EYES, FACE_HALF_HEIGHT
from vc.render.character.tube import Tube
from vc.skeleton import KEYPOINT_COUNT, Keypoint

_AHEAD = np.array([0.0, 0.0, 1.0])  # of a hand in the bind pose: to the thumb's side
# Metres from the left wrist in the bind pose to the knuckles, as MediaPipe's landmarks; the right's are mirrored.
HAND = {
    "thumb": 0.055 * ARM + 0.045 * _AHEAD + 0.01 * PALM,
    "index": 0.090 * ARM + 0.025 * _AHEAD,
    "pinky": 0.080 * ARM - 0.035 * _AHEAD,
}
_BODY = {"shoulder": "upper_arm", "elbow": "forearm", "wrist": "hand", "hip": "thigh"}


def keypoints_of(portrait: Portrait, motion: RigMotion) -> np.ndarray:
    """(T, 19, 2) float32: where body and hands are in the picture of the first view, px."""
    character, (filmed, *_) = portrait.character, portrait.shots
    world, matrices = forward(character.rig, motion), skinning_matrices(character.rig, motion)
    shifts = {one.side: one.offset for one in character.movers if isinstance(one, Tube)}
    found = np.empty((len(motion), KEYPOINT_COUNT, 2), np.float32)
    for keypoint in Keypoint:
        joint, offset = _anchor(keypoint, character.face)
        places = (world[:, INDEX[joint]] @ np.append(offset, 1).astype(np.float32))[:, :3]
        side = joint[-1]
        if side in shifts and not joint.startswith("thigh"):
            places = places + matrices[:, INDEX[f"clavicle_{side}"], :, :3] @ shifts[side].astype(np.float32)
        found[:, keypoint] = filmed.camera.project(places, portrait.size)[:, :2]
    return found


def _anchor(keypoint: Keypoint, face: Face) -> tuple[str, np.ndarray]:
    """The rig's joint that a keypoint is fixed to, and where from it in the bind pose, metres."""
    drop = face.half_height / FACE_HALF_HEIGHT  # from the eyes to the chin
    eyes = face.up + FACE_BELOW_EYES * drop
    if keypoint is Keypoint.NOSE:
        return "head", np.array([0.0, eyes - 0.45 * drop, face.ahead + 0.02])
    side, part = keypoint.name.lower().split("_")
    mirror = np.ones(3) if side == "left" else MIRROR
    if part == "eye":
        return "head", mirror * [0.45 * face.half_width, eyes, face.ahead - 0.005]
    if part == "ear":
        return "head", mirror * [face.half_width, eyes - 0.2 * drop, face.ahead - 0.085]
    if part in _BODY:
        return f"{_BODY[part]}_{side[0]}", np.zeros(3)
    return f"hand_{side[0]}", mirror * HAND[part]
