"""The picture that shows at a glance whether the hands meet the beat."""

import numpy as np
from matplotlib.figure import Figure

from vc.music import Rhythm
from vc.skeleton import Joint, Motion

SHOWN_S = 20.0  # more beats than this cannot be told apart on a page
RIGHT_COLOUR, LEFT_COLOUR, BEAT_COLOUR = "#d1495b", "#2e86ab", "#8d99ae"
INK = "#7d7d7d"  # to be read on a light page and on a dark one: the picture has no ground of its own


def plot_wrists(motion: Motion, rhythm: Rhythm) -> Figure:
    """Height of both wrists over the first 20 s, with the beats as lines and the downbeats as strong ones.

    The height counts upward from the bottom of the stage, so that a beat is seen as the bottom of a stroke.
    """
    figure = Figure(figsize=(9, 3.6), layout="constrained", facecolor="none")
    axes = figure.subplots(subplot_kw={"facecolor": "none"})
    shown = min(len(motion), round(SHOWN_S * motion.rate))
    times = np.arange(shown) / motion.rate
    _draw_beats(axes, rhythm, times[-1])
    for joint, colour, name in (
        (Joint.RIGHT_WRIST, RIGHT_COLOUR, "right wrist"),
        (Joint.LEFT_WRIST, LEFT_COLOUR, "left wrist"),
    ):
        axes.plot(times, 1 - motion.points[:shown, joint, 1], color=colour, label=name, linewidth=1.8)
    axes.set(xlabel="seconds", ylabel="height (stage = 1)", xlim=(0, max(times[-1], 0.1)))
    axes.spines[["top", "right"]].set_visible(False)
    axes.spines[["bottom", "left"]].set_color(INK)
    axes.tick_params(colors=INK)
    axes.xaxis.label.set_color(INK)
    axes.yaxis.label.set_color(INK)
    title = f"Both wrists against the beats, first {times[-1]:.0f} s"
    axes.set_title(title, loc="left", fontsize=11, pad=12, color=INK)
    axes.legend(loc="lower right", ncols=4, frameon=False, bbox_to_anchor=(1, 1.0), labelcolor=INK)
    return figure


def _draw_beats(axes, rhythm: Rhythm, end_s: float) -> None:  # type: ignore[no-untyped-def]
    for beats, width, name in ((rhythm.beats_s, 0.6, "beats"), (rhythm.downbeats_s, 1.6, "downbeats")):
        inside = beats[beats <= end_s]
        if len(inside):
            axes.vlines(inside, 0, 1, transform=axes.get_xaxis_transform(), color=BEAT_COLOUR, linewidth=width,
                        alpha=0.8, label=name, zorder=0)  # fmt: skip
