"""A conducted motion as files for other programs. `EXPORTS` lists the kinds, `export` writes any of them.

glb   the animated figure, for Blender, game engines and the web
bvh   the skeleton's motion, for animation programs; in the unit and with the names that `options` chooses
vrma  the same for VRM characters
smplx the same as SMPL-X parameters in AMASS's .npz, for research
json  joints in the picture and in space, hands and face, for programs
csv   the same as a table
layers the same as arrays, .npz
pose  a video of the coloured pose, which skeleton-driven video models take
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from vc.clip import Clip
from vc.errors import OutputError
from vc.frame import SIZES, Size
from vc.motion.export.options import DEFAULTS, ExportOptions
from vc.skeleton import Motion

if TYPE_CHECKING:
    from vc.render.avatar.character import Character
    from vc.render.avatar.model import Avatar
    from vc.render.avatar.rig import RigMotion

Progress = Callable[[int, int], None]  # poses done, poses there are


@dataclass(frozen=True)
class Take:
    """What there is to export, lifted into space and dressed only when a kind needs it.

    motion : joints in the picture
    loudness : (n,) 0..1 at the motion's rate, moves the face
    seed : draws the moments of blinking
    avatar, skin, hair : names as `vc.render.avatar.model.load_avatar` takes them; None is the figure's own
    person : who conducts in the avatar's place: the character of a photo, see `vc.render.character`
    size : of the pose video, pixels
    clip : the music that the motion belongs to, heard with the pose video, or None
    options : what is chosen of the files
    """

    motion: Motion
    loudness: np.ndarray | None = None
    seed: int = 0
    avatar: str | None = None
    skin: str | None = None
    hair: str | None = None
    person: "Character | None" = None
    size: Size = SIZES["720"]
    clip: Clip | None = None
    options: ExportOptions = DEFAULTS

    @cached_property
    def figure(self) -> "Avatar":
        from vc.render.avatar.model import AVATARS, load_avatar

        return load_avatar(self.avatar or AVATARS[0], skin=self.skin, hair=self.hair)

    @cached_property
    def whole(self) -> Motion:
        """The motion in all its layers."""
        from vc.motion.layers import completed

        return completed(self.motion, loudness=self.loudness, seed=self.seed)

    @cached_property
    def lifted(self) -> "RigMotion":
        from vc.render.avatar.lift import lift

        return lift(self.motion, loudness=self.loudness, seed=self.seed)


@dataclass(frozen=True)
class Export:
    """A kind of file. write(path, take) writes it whole or raises OutputError and leaves nothing."""

    suffix: str
    title: str
    write: Callable[[Path, Take], Path]


def export(kind: str, take: Take, path: str | Path) -> Path:
    """Write `take` as one of EXPORTS. Raises OutputError for an unknown kind, a wrong ending, or where it cannot."""
    if kind not in EXPORTS:
        raise OutputError(f"There is no export {kind!r}. Choose one of {', '.join(EXPORTS)}.")
    path = Path(path)
    if not path.name.lower().endswith(EXPORTS[kind].suffix):
        raise OutputError(f"{path.name or path} has to end in {EXPORTS[kind].suffix}.")
    if path.is_dir():
        raise OutputError(f"{path} is a folder. Name a {EXPORTS[kind].suffix} file in it.")
    return EXPORTS[kind].write(path, take)


def _glb(path: Path, take: Take) -> Path:
    from vc.motion.export.glb import write_glb
    from vc.render.avatar.lift import lift

    if take.person is not None:
        from vc.render.character.pose import pose
        from vc.render.character.skinned import skinned

        moved = pose(take.person, take.motion, loudness=take.loudness, seed=take.seed)
        return write_glb(path, moved, take.figure, person=skinned(take.person))
    moved = lift(take.motion, rig=take.figure.rig, loudness=take.loudness, seed=take.seed)
    return write_glb(path, moved, take.figure)


def _bvh(path: Path, take: Take) -> Path:
    from vc.motion.export.bvh import write_bvh

    return write_bvh(path, take.lifted, options=take.options)


def _vrma(path: Path, take: Take) -> Path:
    from vc.motion.export.vrma import write_vrma

    return write_vrma(path, take.lifted)


def _smplx(path: Path, take: Take) -> Path:
    from vc.motion.export.smplx import write_smplx

    return write_smplx(path, take.lifted)


def _json(path: Path, take: Take) -> Path:
    from vc.motion.export.table import write_json

    return write_json(path, take.whole, take.lifted)


def _csv(path: Path, take: Take) -> Path:
    from vc.motion.export.table import write_csv

    return write_csv(path, take.whole, take.lifted)


def _layers(path: Path, take: Take) -> Path:
    from vc.motion.layers import save_layers

    return save_layers(take.whole, path)


def _pose(path: Path, take: Take) -> Path:
    from vc import video
    from vc.render import pose

    return video.write(
        pose.frames(take.motion, size=take.size),
        path,
        music=take.clip.lasting(take.motion.seconds) if take.clip else None,
        rate=take.motion.rate,
    )


EXPORTS: dict[str, Export] = {
    "glb": Export(".glb", "Animated 3-D figure (glTF 2.0)", _glb),
    "bvh": Export(".bvh", "Skeleton motion (BVH)", _bvh),
    "vrma": Export(".vrma", "Animation for VRM characters (VRMA)", _vrma),
    "smplx": Export(".npz", "SMPL-X parameters, as AMASS has them (NPZ)", _smplx),
    "json": Export(".json", "Joints, hands and face (JSON)", _json),
    "csv": Export(".csv", "Joints, hands and face (CSV)", _csv),
    "layers": Export(".layers.npz", "Joints in metres, hands and face as arrays (NPZ)", _layers),
    "pose": Export(".mp4", "Pose video for video models (OpenPose colours)", _pose),
}

__all__ = ["DEFAULTS", "EXPORTS", "Export", "ExportOptions", "Take", "export"]
