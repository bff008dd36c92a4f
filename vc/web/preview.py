"""The quick preview: a drawn conductor plays in the page in step with the music, from the motion itself; no video."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

import gradio as gr
import numpy as np

from vc.errors import VCError
from vc.files import workspace
from vc.motion.export import Take
from vc.music import Rhythm
from vc.skeleton import JOINT_COUNT, Motion

from .beats import as_lists
from .component import build_component
from .served import served

STEPS = 8192  # of a number in the file per stage width: 0.1 px at 720 lines; places up to 4 stage widths away fit
MOST_SHOWN = 2
SCRIPTS = ("stage/src/clock.js", "stage/src/player.js", "assets/sound.js", "assets/figure.js")


@dataclass(frozen=True)
class Shown:
    """One take in the preview: its title above the figure, its motion and music, its beats."""

    title: str
    take: Take
    rhythm: Rhythm


def build_preview(elem_id: str = "preview", label: str = "Preview") -> gr.HTML:
    """The component that shows what `preview_value` returns."""
    return build_component("preview", SCRIPTS, elem_id=elem_id, label=label)


def preview_value(shown: Sequence[Shown], *, play: bool = False) -> str:
    """One take, or two of the same part of the same music side by side, heard once.

    play : begin at once, where the browser allows it
    Raises VCError for other numbers of takes, or takes of different music.
    """
    if not 1 <= len(shown) <= MOST_SHOWN:
        raise VCError(f"One take or two can be shown at a time, not {len(shown)}.")
    first = shown[0].take
    if any(other.take.clip != first.clip for other in shown):
        raise VCError("Only takes of the same part of the same music can be compared. Conduct it once more.")
    with workspace() as folder:
        takes = []
        for number, one in enumerate(shown):
            path = folder / f"motion{number}.bin"
            path.write_bytes(packed(one.take.motion, one.rhythm))
            takes.append({"title": one.title, "motion": served(path)})
    return json.dumps(
        {
            "music": served(first.clip.file) if first.clip else None,
            "start": round(first.clip.start_s if first.clip else 0.0, 3),
            "seconds": round(max(one.take.motion.seconds for one in shown), 3),
            "takes": takes,
            "play": play,
        }
    )


def packed(motion: Motion, rhythm: Rhythm) -> bytes:
    """A line of JSON (rate, poses, joints, steps, and beats as [seconds, place, metre]), then the poses as int16."""
    limit = np.iinfo(np.int16).max
    steps = np.clip(np.round(motion.points * STEPS), -limit, limit).astype("<i2")
    head = {
        "rate": motion.rate,
        "poses": len(motion),
        "joints": JOINT_COUNT,
        "steps": STEPS,
        "beats": as_lists(rhythm),
    }
    return json.dumps(head, separators=(",", ":")).encode() + b"\n" + steps.tobytes()
