"""The three layers of a motion: points on the stage, joints in space, and what hands and face do.

Models that know all three hand them on; a motion of the plane alone is lifted here, by what the renderers lift it by.
"""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np

from vc.channels import CHANNELS, COLUMNS
from vc.errors import MotionError
from vc.files import appearing
from vc.skeleton import Joint, Motion

VERSION = 1
AXES = "metres; x to the conductor's left, y up, z to the orchestra; origin between the hips' usual places"


def completed(motion: Motion, *, loudness: np.ndarray | None = None, seed: int = 0) -> Motion:
    """The motion with joints and channels: its own, or by rules where it knows the plane alone.

    loudness : (n,) 0..1 at the motion's rate, moves the face; seed : as `vc.render.avatar.lift.lift` takes it
    """
    if motion.joints is not None and motion.channels is not None:
        return motion
    from vc.render.avatar.lift import in_space, lift
    from vc.render.avatar.shown import shown

    channels = motion.channels if motion.channels is not None else shown(lift(motion, loudness=loudness, seed=seed))
    joints = motion.joints if motion.joints is not None else in_space(motion, loudness)
    return replace(motion, joints=joints, channels=channels)


def save_layers(motion: Motion, path: str | Path) -> Path:
    """Write all layers as .npz, complete or not at all.

    points (T, 13, 2), joints_m (T, 13, 3) and channels (T, 23) float32; rate; joint_names, channel_names, and
    `about`, the table of channels with units, ranges and meanings, and the axes, as JSON. Raises OutputError.
    """
    motion = completed(motion)
    arrays = {
        "points": motion.points, "joints_m": motion.joints, "channels": motion.channels, "rate": motion.rate,
        "joint_names": np.array([joint.name.lower() for joint in Joint]), "channel_names": np.array(COLUMNS),
        "about": json.dumps({"version": VERSION, "axes": AXES, "channels": channel_table()}),
    }  # fmt: skip
    with appearing(Path(path)) as part, part.open("wb") as file:
        np.savez_compressed(file, **arrays)  # type: ignore[arg-type]
    return Path(path)


def load_layers(path: str | Path) -> Motion:
    """A motion as `save_layers` wrote it. Raises MotionError."""
    try:
        with np.load(path, allow_pickle=False) as stored:
            names = tuple(stored["channel_names"].tolist())
            motion = Motion(stored["points"], int(stored["rate"]), stored["joints_m"], stored["channels"])
    except (OSError, ValueError, EOFError, KeyError) as error:
        raise MotionError(f"{Path(path).name} is no .npz file of a motion's layers: {error}") from error
    if names != COLUMNS:
        raise MotionError(f"{Path(path).name} has other channels than this version: {', '.join(names)}.")
    return motion


def channel_table() -> list[dict[str, object]]:
    """The table of channels for files: name, columns, unit, range, meaning."""
    return [
        {"name": one.name, "columns": one.columns, "unit": one.unit, "range": [one.low, one.high],
         "meaning": one.meaning}
        for one in CHANNELS
    ]  # fmt: skip
