"""The 3-D conductor before the camera."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from vc.data.film.shot import DRESSES, VIEWS, Performer, Shot, Take
from vc.frame import Frame
from vc.render.avatar import load_avatar
from vc.render.avatar.camera import Camera
from vc.render.avatar.lift import lift
from vc.render.avatar.light import LIGHTS
from vc.render.avatar.model import Avatar
from vc.render.avatar.painter import Painter
from vc.render.avatar.rig import INDEX, MIRROR, Rig, RigMotion, forward, from_bind_pose
from vc.render.character.keypoints import HAND
from vc.skeleton import KEYPOINT_COUNT, Keypoint, Motion

# Metres from a joint of the rig in the bind pose.
_LEFT: dict[str, tuple[str, np.ndarray]] = {
    "eye": ("head", np.array([0.033, 0.148, 0.085])),
    "ear": ("head", np.array([0.078, 0.125, -0.005])),
    "shoulder": ("upper_arm_l", np.zeros(3)),
    "elbow": ("forearm_l", np.zeros(3)),
    "wrist": ("hand_l", np.zeros(3)),
    "hip": ("thigh_l", np.zeros(3)),
    **{part: ("hand_l", offset) for part, offset in HAND.items()},
}
_NOSE = ("head", np.array([0.0, 0.108, 0.115]))


def avatar_performer(shot: Shot) -> Performer:
    figure = dressed(load_avatar(shot.avatar, skin=shot.skin, hair=shot.hair), shot.dress)
    camera = VIEWS[shot.view]
    painter = Painter.on_stage(figure, camera, (shot.side_px, shot.side_px), LIGHTS[shot.light])

    def perform(motion: Motion, loudness: np.ndarray | None) -> Take:
        lifted = lift(motion, rig=figure.rig, loudness=loudness)
        return Take(keypoints_of(figure.rig, lifted, camera, shot.side_px), drawer(painter, figure.rig, lifted))

    return perform


def dressed(figure: Avatar, dress: str) -> Avatar:
    """The figure in one of `DRESSES`."""
    colours = DRESSES[dress]
    return replace(
        figure, materials=tuple(replace(one, rgb=colours.get(one.name, one.rgb)) for one in figure.materials)
    )  # fmt: skip


def keypoints_of(rig: Rig, motion: RigMotion, camera: Camera, side_px: int) -> np.ndarray:
    """(T, 19, 2) float32: where body and hands are in a square picture, 0..1 across it, y down."""
    world = forward(rig, motion)
    found = np.empty((len(motion), KEYPOINT_COUNT, 2), np.float32)
    for keypoint in Keypoint:
        joint, offset = _anchor(keypoint)
        places = world[:, INDEX[joint]] @ np.append(offset, 1).astype(np.float32)
        found[:, keypoint] = camera.project(places[:, :3], (side_px, side_px))[:, :2] / side_px
    return found


def _anchor(keypoint: Keypoint) -> tuple[str, np.ndarray]:
    """The rig's joint that a keypoint is fixed to, and where from it in the bind pose, metres."""
    if keypoint is Keypoint.NOSE:
        return _NOSE
    side, part = keypoint.name.lower().split("_")
    joint, offset = _LEFT[part]
    if side == "left":
        return joint, offset
    return joint.replace("_l", "_r"), offset * MIRROR


def drawer(painter: Painter, rig: Rig, lifted: RigMotion) -> Callable[[int], Frame]:
    """Draws a pose of a motion by its number."""

    def draw(index: int) -> Frame:
        world = forward(rig, lifted.part(index, index + 1))
        (matrices,) = from_bind_pose(rig, world)
        return painter.draw(matrices, lifted.morphs[index], world[0])

    return draw
