"""A person of a photo before the camera, as a cut-out."""

from pathlib import Path

import numpy as np

from vc.data.film.shot import Performer, Shot, Take
from vc.render.photo import Puppet, prepare
from vc.render.photo.composite import draw
from vc.render.photo.rig import Tracks, moved, retarget
from vc.skeleton import KEYPOINT_COUNT, Keypoint, Motion
from vc.vision import open_portrait
from vc.vision.anatomy import LEFT_EAR, LEFT_EYE, NOSE, RIGHT_EAR, RIGHT_EYE, Side

_FACE = [NOSE, LEFT_EYE, RIGHT_EYE, LEFT_EAR, RIGHT_EAR]  # in the order of `Keypoint`
# Knuckles of a hand in its own frame: shares of its length from the wrist to the finger tips along it, and across it
# to the thumb's side.
_KNUCKLES = {"thumb": (0.37, 0.20), "index": (0.53, 0.11), "pinky": (0.47, -0.16)}


def photo_performer(shot: Shot, *, detector_path: Path, landmarks_path: Path) -> Performer:
    """Raises PhotoError for a photo that cannot be used, ValueError for a shot without one."""
    if shot.photo is None:
        raise ValueError("the shot names no photo")
    puppet = prepare(
        open_portrait(shot.photo, detector_path=detector_path, landmarks_path=landmarks_path).pixels,
        size=(shot.side_px, shot.side_px),
        dress="tailcoat" if shot.dress == "tailcoat" else "own",
        detector_path=detector_path, landmarks_path=landmarks_path,
    )  # fmt: skip

    def perform(motion: Motion, loudness: np.ndarray | None) -> Take:
        del loudness
        tracks = retarget(motion, puppet.anatomy)
        return Take(keypoints_of(puppet, tracks), lambda index: draw(puppet.layers, tracks.pose(index)))

    return perform


def keypoints_of(puppet: Puppet, tracks: Tracks) -> np.ndarray:
    """(T, 19, 2) float32: where the puppet's body and hands are in its picture, 0..1 across it, y down."""
    anatomy = puppet.anatomy
    found = np.empty((len(tracks), KEYPOINT_COUNT, 2), np.float64)
    found[:, : Keypoint.RIGHT_EAR + 1] = moved(anatomy, tracks.warps, anatomy.landmarks[_FACE])
    found[:, [Keypoint.LEFT_HIP, Keypoint.RIGHT_HIP]] = moved(anatomy, tracks.warps, anatomy.hips)
    for side in Side:
        for place, part in enumerate(("SHOULDER", "ELBOW", "WRIST")):
            found[:, Keypoint[f"{side.name}_{part}"]] = tracks.joints[:, side, place]
        wrist, tip = tracks.joints[:, side, 2], tracks.joints[:, side, 3]
        along = tip - wrist
        # Thumbs point to the middle of the body when fingers point up.
        turn = 1 if side is Side.LEFT else -1
        across = turn * anatomy.facing * np.stack([along[:, 1], -along[:, 0]], axis=1)
        for knuckle, (forth, aside) in _KNUCKLES.items():
            found[:, Keypoint[f"{side.name}_{knuckle.upper()}"]] = wrist + forth * along + aside * across
    return (found / np.array(puppet.size)).astype(np.float32)
