"""A person of a photo before the camera, in three dimensions; as a cut-out where the photo does not show enough."""

from pathlib import Path

import numpy as np

from vc.data.film.conductor import HAND, drawer
from vc.data.film.puppet import photo_performer
from vc.data.film.shot import Performer, Shot, Take
from vc.errors import PhotoError
from vc.render.avatar.clearance import Face
from vc.render.avatar.painter import Painter
from vc.render.avatar.rig import INDEX, MIRROR, RigMotion, forward, skinning_matrices
from vc.render.character import Portrait, prepare
from vc.render.character.build import look
from vc.render.character.onstage import on_stage
from vc.render.character.own import FACE_BELOW_EYES, FACE_HALF_HEIGHT
from vc.render.character.pose import pose
from vc.render.character.tube import Tube
from vc.render.photo.puppet import find_conductor
from vc.skeleton import KEYPOINT_COUNT, Keypoint, Motion
from vc.vision import open_portrait

CUT_OUT = "tailcoat"
_BODY = {"shoulder": "upper_arm", "elbow": "forearm", "wrist": "hand", "hip": "thigh"}


def person_performer(shot: Shot, *, detector_path: Path, landmarks_path: Path, face_path: Path) -> Performer:
    """Raises PhotoError for a photo that cannot be used, ValueError for a shot without one."""
    if shot.photo is None:
        raise ValueError("the shot names no photo")
    paths = {"detector_path": detector_path, "landmarks_path": landmarks_path}
    portrait = None
    if shot.dress != CUT_OUT:
        pixels = open_portrait(shot.photo, **paths).pixels
        size = shot.side_px, shot.side_px
        if shot.dress == "own":
            portrait = prepare(
                pixels, size=size, camera=shot.view, face_path=face_path, detector_path=detector_path,
                landmarks_path=landmarks_path,
            )  # fmt: skip
        else:
            chosen, others = find_conductor(pixels, None, None, **paths)
            sight = look(pixels, chosen, others, face_path=face_path)
            portrait = on_stage(sight, size, shot.dress, "photo", shot.view)
    if portrait is not None:
        return _performer(portrait, shot.side_px)
    if shot.view != "front":
        raise PhotoError(
            f"{shot.photo.name} can be filmed from the front alone, as a cut-out, and not {shot.view}: it shows too "
            "little, or a tailcoat is asked for. Choose the view front, another dress or another photo."
        )
    return photo_performer(shot, **paths)


def _performer(portrait: Portrait, side_px: int) -> Performer:
    (filmed,) = portrait.shots
    painter = Painter(portrait.character, filmed.place.plate, filmed.camera, portrait.size, filmed.place.light)

    def perform(motion: Motion, loudness: np.ndarray | None) -> Take:
        posed = pose(portrait.character, motion, loudness=loudness)
        return Take(keypoints_of(portrait, posed, side_px), drawer(painter, portrait.character.rig, posed))

    return perform


def keypoints_of(portrait: Portrait, motion: RigMotion, side_px: int) -> np.ndarray:
    """(T, 19, 2) float32: where body and hands are in a square picture, 0..1 across it, y down."""
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
        found[:, keypoint] = filmed.camera.project(places, (side_px, side_px))[:, :2] / side_px
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
