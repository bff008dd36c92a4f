"""A person of a photo before the camera: in own clothes where the photo shows enough of these, else in tails."""

from pathlib import Path

import numpy as np

from vc.data.film.conductor import drawer
from vc.data.film.shot import Performer, Shot, Take
from vc.render.avatar.painter import Painter
from vc.render.character import Portrait, prepare
from vc.render.character.build import look
from vc.render.character.keypoints import keypoints_of
from vc.render.character.onstage import on_stage
from vc.render.character.pose import pose
from vc.skeleton import Motion
from vc.vision import open_portrait
from vc.vision.choice import find_conductor


def person_performer(shot: Shot, *, detector_path: Path, landmarks_path: Path, face_path: Path) -> Performer:
    """Raises PhotoError for a photo that cannot be used, ValueError for a shot without one."""
    if shot.photo is None:
        raise ValueError("the shot names no photo")
    paths = {"detector_path": detector_path, "landmarks_path": landmarks_path}
    pixels = open_portrait(shot.photo, **paths).pixels
    size = shot.side_px, shot.side_px
    portrait = None
    if shot.dress == "own":
        portrait = prepare(
            pixels, size=size, camera=shot.view, face_path=face_path, detector_path=detector_path,
            landmarks_path=landmarks_path,
        )  # fmt: skip
    if portrait is None:
        chosen, others = find_conductor(pixels, None, None, **paths)
        sight = look(pixels, chosen, others, face_path=face_path)
        portrait = on_stage(sight, size, "tails" if shot.dress == "own" else shot.dress, "photo", shot.view)
    return _performer(portrait, shot.side_px)


def _performer(portrait: Portrait, side_px: int) -> Performer:
    (filmed,) = portrait.shots
    painter = Painter(portrait.character, filmed.place.plate, filmed.camera, portrait.size, filmed.place.light)

    def perform(motion: Motion, loudness: np.ndarray | None) -> Take:
        posed = pose(portrait.character, motion, loudness=loudness)
        return Take(keypoints_of(portrait, posed) / side_px, drawer(painter, portrait.character.rig, posed))

    return perform
