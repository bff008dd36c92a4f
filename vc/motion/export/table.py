"""Motion as numbers for other programs: CSV for spreadsheets and statistics, JSON for the web. Streamed row by row."""

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from vc.channels import COLUMNS
from vc.files import appearing
from vc.motion.layers import AXES, channel_table, completed
from vc.render.avatar.rig import JOINTS, MORPHS, STANDARD_RIG, Rig, RigMotion, positions
from vc.skeleton import Joint, Motion

PICTURE_JOINTS = tuple(joint.name.lower() for joint in Joint)
_PART = 2048  # poses turned to text at a time
_FRAMES = {
    "picture": "x to the right, y down, both 0 to 1 across the square stage",
    "space": "metres; x to the conductor's left, y up from the floor, z towards the orchestra",
    "hands_and_face": "0 to 1: eyes closed, brows raised, mouth open to a smile, left and right hand a fist",
    "channels": AXES,
}


def write_csv(path: str | Path, motion: Motion, lifted: RigMotion, *, rig: Rig = STANDARD_RIG) -> Path:
    """A row per pose: time_s, then `nose_x`, `nose_y` ... on the stage, then `hips_x_m` ... of the rig in metres, then
    `blink`, `brows` ... of the figure's blend shapes, then vc.channels.COLUMNS of hands and face.

    Raises OutputError.
    """
    names = [f"{name}_{axis}" for name in PICTURE_JOINTS for axis in "xy"]
    names += [f"{name}_{axis}_m" for name in JOINTS for axis in "xyz"]
    names += [*MORPHS, *(f"channel_{name}" for name in COLUMNS)]
    line = ",".join(["%.5f"] * (len(names) + 1)) + "\n"
    with appearing(path) as part, part.open("w", encoding="ascii", newline="\n") as file:
        file.write(",".join(["time_s", *names]) + "\n")
        for start, rows in _parts(motion, lifted, rig):
            times = (start + np.arange(len(rows)))[:, None] / motion.rate
            rows = np.concatenate([times, rows], 1)
            file.writelines(line % tuple(row) for row in rows.tolist())
    return Path(path)


def write_json(path: str | Path, motion: Motion, lifted: RigMotion, *, rig: Rig = STANDARD_RIG) -> Path:
    """One object: rate, seconds, what the axes mean, names, the table of channels, and `poses`, a list of {picture,
    space, hands_and_face, channels}.

    Raises OutputError.
    """
    head = {
        "rate": motion.rate, "seconds": motion.seconds, "axes": _FRAMES,
        "joints": {"picture": PICTURE_JOINTS, "space": JOINTS}, "hands_and_face": MORPHS,
        "channels": COLUMNS, "channel_table": channel_table(),
    }  # fmt: skip
    weights, shown = ("[" + ",".join(["%.4f"] * count) + "]" for count in (len(MORPHS), len(COLUMNS)))
    pose = '{"picture":' + _nested(len(PICTURE_JOINTS), 2) + ',"space":' + _nested(len(JOINTS), 3)
    pose += ',"hands_and_face":' + weights + ',"channels":' + shown + "}"
    with appearing(path) as part, part.open("w", encoding="ascii", newline="\n") as file:
        file.write(json.dumps(head)[:-1] + ', "poses": [\n')
        for start, rows in _parts(motion, lifted, rig):
            file.write(",\n" if start else "")
            file.write(",\n".join(pose % tuple(row) for row in rows.tolist()))
        file.write("\n]}\n")
    return Path(path)


def _nested(points: int, axes: int) -> str:
    """The template of a list of points: "[[%.5f,%.5f],..."."""
    return "[" + ",".join(["[" + ",".join(["%.5f"] * axes) + "]"] * points) + "]"


def _parts(motion: Motion, lifted: RigMotion, rig: Rig) -> Iterator[tuple[int, np.ndarray]]:
    """First pose, and rows of 13 x 2 on the stage, 22 x 3 metres, weights of MORPHS and channels, part by part."""
    channels = completed(motion).channels
    assert channels is not None
    for start in range(0, len(motion), _PART):
        piece = lifted.part(start, start + _PART)
        here = slice(start, start + _PART)
        layers = (motion.points[here], positions(rig, piece), piece.morphs, channels[here])
        yield start, np.concatenate([layer.reshape(len(piece), -1) for layer in layers], 1)
