"""One item of a dataset on one page: what was heard, how the hands moved, and how the body looked."""

from typing import TYPE_CHECKING

import numpy as np

from vc.data.conductormotion100 import Item
from vc.music import MEL_RATE
from vc.skeleton import BONES, POSE_RATE, Joint

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

STRIP_POSES = 12
STRIP_STEP = 0.7  # stage widths from one skeleton to the next
CURVES = (
    (Joint.RIGHT_WRIST, "right wrist", "tab:red"),
    (Joint.LEFT_WRIST, "left wrist", "tab:blue"),
    (Joint.NOSE, "nose", "tab:gray"),
)


def draw_item(item: Item, *, start_s: float = 0.0, seconds: float = 20.0) -> "Figure":
    """The mel picture, the height and side of hands and head, and a strip of skeletons, over one time axis.

    start_s, seconds : the part shown, cut to what there is
    Beats are drawn where the item has labels: downbeats solid, others dotted. Nothing is shown on a screen; save it
    with `figure.savefig(path)`. Raises DatasetError for an item that cannot be read.
    """
    from matplotlib.figure import Figure  # without pyplot: no window system, nothing to close

    first = int(np.clip(start_s * POSE_RATE, 0, len(item.motion) - 1))
    poses = int(np.clip(seconds * POSE_RATE, 1, len(item.motion) - first))
    mel, motion = item.window(first, poses)
    times_s = (first + np.arange(poses)) / POSE_RATE
    figure = Figure(figsize=(14, 9), layout="constrained")
    heard, height, side, strip = figure.subplots(4, 1, height_ratios=(3, 2, 2, 2))
    figure.suptitle(f"{item.name}: {item.seconds:.0f} s, mel {item.mel.shape}, motion {item.motion.shape}")
    _draw_mel(heard, mel, times_s[0])
    _draw_curves(height, motion[..., 1], times_s, "height (y, down)")
    height.invert_yaxis()
    _draw_curves(side, motion[..., 0], times_s, "side (x)")
    for axes in (heard, height, side):
        _draw_beats(axes, item, times_s)
    _draw_strip(strip, motion, times_s)
    return figure


def _draw_mel(axes: "Axes", mel: np.ndarray, start_s: float) -> None:
    """Row 0 of a mel is the highest band, so the picture stands as it is."""
    span = (start_s, start_s + len(mel) / MEL_RATE, mel.shape[1], 0)
    axes.imshow(mel.T, aspect="auto", cmap="magma", extent=span, vmin=0, vmax=1)
    axes.set_ylabel("mel band")


def _draw_curves(axes: "Axes", values: np.ndarray, times_s: np.ndarray, label: str) -> None:
    for joint, name, colour in CURVES:
        axes.plot(times_s, values[:, joint], color=colour, linewidth=1, label=name)
    axes.set_xlim(times_s[0], times_s[-1] + 1 / POSE_RATE)
    axes.set_ylabel(label)
    axes.legend(loc="upper right", fontsize=8)


def _draw_beats(axes: "Axes", item: Item, times_s: np.ndarray) -> None:
    if item.labels is None:
        return
    rhythm = item.labels.rhythm
    for beat_s, place in zip(rhythm.beats_s, rhythm.bar_positions, strict=True):
        if times_s[0] <= beat_s <= times_s[-1]:
            axes.axvline(beat_s, color="tab:green", linewidth=1, linestyle="-" if place == 0 else ":")


def _draw_strip(axes: "Axes", motion: np.ndarray, times_s: np.ndarray) -> None:
    """Skeletons side by side, each over its time; the right side of the body is red, as in the curves."""
    shown = np.linspace(0, len(motion) - 1, min(STRIP_POSES, len(motion))).astype(int)
    for place, index in enumerate(shown):
        pose = motion[index] + np.array([place * STRIP_STEP, 0.0])
        for a, b in BONES:
            axes.plot(*pose[[a, b]].T, color=_side_colour(a, b), linewidth=2)
    axes.set_xticks(0.5 + STRIP_STEP * np.arange(len(shown)), [f"{times_s[index]:.1f} s" for index in shown])
    axes.set_xlim(0.5 - STRIP_STEP / 2, 0.5 + STRIP_STEP * (len(shown) - 0.5))
    axes.set_ylim(0.85, 0.2)
    axes.set_aspect("equal")
    axes.set_yticks([])


def _side_colour(a: Joint, b: Joint) -> str:
    sides = {name.name.split("_")[0] for name in (a, b)}
    return {"LEFT": "tab:blue", "RIGHT": "tab:red"}.get(sides.pop(), "tab:gray") if len(sides) == 1 else "tab:gray"
