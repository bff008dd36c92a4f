"""Pictures that show at a glance what was heard, and whether the hands meet the beat."""

from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.figure import Figure

from vc.audio.rhythm.evidence import chance
from vc.audio.rhythm.readings import DOUBTED, Readings, weigh_readings
from vc.errors import OutputError
from vc.files import appearing
from vc.music import MEL_RATE, Chances, Mel, Rhythm
from vc.provenance import save_figure
from vc.skeleton import POSE_RATE, Joint, Motion

SHOWN_S = 20.0  # more beats than this cannot be told apart on a page
RIGHT_COLOUR, LEFT_COLOUR, BEAT_COLOUR = "#d1495b", "#2e86ab", "#8d99ae"
ROW_S, MOST_ROWS = 20.0, 45  # of the picture of beats; longer music gets longer rows
BEAT_LINE, DOWNBEAT_LINE = "#2e86ab", "#d1495b"
INK = "#7d7d7d"  # to be read on a light page and on a dark one: the picture has no ground of its own


class Diagram(Figure):
    """A figure that says of itself that it is one, whoever writes it: the page does so by Gradio."""

    __module__ = Figure.__module__  # by which Gradio knows what it can show

    def savefig(self, fname: Any, *, format: str = "png", **how: Any) -> None:
        if "metadata" in how or "pil_kwargs" in how:
            super().savefig(fname, format=format, **how)
        else:
            save_figure(self, fname, format, **how)


def plot_wrists(motion: Motion, rhythm: Rhythm) -> Figure:
    """Height of both wrists over the first 20 s, with the beats as lines and the downbeats as strong ones.

    The height counts upward from the bottom of the stage, so that a beat is seen as the bottom of a stroke.
    """
    figure = Diagram(figsize=(9, 3.6), layout="constrained", facecolor="none")
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


def plot_beats(rhythm: Rhythm, mel: Mel, chances: Chances | None = None, *, start_s: float = 0.0) -> Figure:
    """The whole music in rows, its spectrogram behind its beats, bars with their numbers, and what the ear heard.

    chances : what the ear said: the chance of a beat and of a downbeat as curves, and bars that are in doubt shaded
    start_s : where in the file the music begins, for the seconds on the axis
    """
    row_s = max(ROW_S, rhythm.seconds / MOST_ROWS)
    doubt = weigh_readings(mel, chances, rhythm) if chances is not None else None
    rows = max(int(np.ceil(rhythm.seconds / row_s)), 1)
    figure = Diagram(figsize=(14, 0.7 + 1.15 * rows), layout="constrained", facecolor="white")
    for number, axes in enumerate(np.ravel(figure.subplots(rows, squeeze=False))):
        _draw_row(axes, rhythm, mel, chances, number * row_s, row_s, start_s)
        if doubt is not None:
            _shade(axes, doubt, start_s)
    axes.set_xlabel("seconds")
    bars, tempo = int((rhythm.bar_positions == 0).sum()), rhythm.tempo_bpm
    curves = "; curves: chance of a beat and of a downbeat" if chances is not None else ""
    title = f"{len(rhythm.beats_s)} beats, {bars} bars, about {tempo:.0f} beats a minute{curves}"
    figure.suptitle(title, x=0.01, ha="left", fontsize=11)
    return figure


def save_beats_plot(path: str | Path, rhythm: Rhythm, mel: Mel, chances: Chances | None = None, *,
                    start_s: float = 0.0) -> Path:  # fmt: skip
    """Write `plot_beats` as a .png, which appears only when complete. Raises OutputError."""
    path = Path(path)
    if path.suffix.lower() != ".png" or path.is_dir():
        raise OutputError(f"{path.name or path} has to end in .png.")
    with appearing(path) as part:
        plot_beats(rhythm, mel, chances, start_s=start_s).savefig(part, format="png", dpi=100)
    return path


def _shade(axes, doubt: Readings, start_s: float) -> None:  # type: ignore[no-untyped-def]
    """Bars that the tracker is not sure of, the more the less sure it is."""
    for first, last, sure in zip(doubt.starts_s[:-1], doubt.starts_s[1:], doubt.sure, strict=True):
        if sure < DOUBTED:
            strength = 0.05 + 0.3 * (1 - sure / DOUBTED)
            axes.axvspan(start_s + first, start_s + last, color=DOWNBEAT_LINE, alpha=strength, linewidth=0, zorder=0.5)


def _draw_row(axes, rhythm: Rhythm, mel: Mel, chances: Chances | None, from_s: float, row_s: float,  # type: ignore[no-untyped-def]
              start_s: float) -> None:  # fmt: skip
    to_s = from_s + row_s
    picture = mel.values[int(from_s * MEL_RATE) : int(to_s * MEL_RATE) : 3].T
    if picture.size:
        end = start_s + min(to_s, mel.seconds)
        axes.imshow(picture, cmap="Greys", vmin=0.2, vmax=1.6, extent=(start_s + from_s, end, 0, 1), aspect="auto")
    inside = (rhythm.beats_s >= from_s) & (rhythm.beats_s < to_s)
    bars = np.cumsum(rhythm.bar_positions == 0)
    for beat, place, bar in zip(rhythm.beats_s[inside], rhythm.bar_positions[inside], bars[inside], strict=True):
        first = place == 0
        axes.axvline(start_s + beat, ymax=1.0 if first else 0.6, color=DOWNBEAT_LINE if first else BEAT_LINE,
                     linewidth=1.4 if first else 0.8)  # fmt: skip
        if first:
            axes.text(start_s + beat, 1.02, str(bar), fontsize=7, color=DOWNBEAT_LINE, ha="center")
    if chances is not None:
        poses = slice(int(from_s * POSE_RATE), int(to_s * POSE_RATE))
        times = start_s + np.arange(len(chances.beat))[poses] / POSE_RATE
        for logit, colour in ((chances.beat, BEAT_LINE), (chances.downbeat, DOWNBEAT_LINE)):
            axes.plot(times, chance(logit[poses]), color=colour, linewidth=0.9, alpha=0.8)
    axes.set(xlim=(start_s + from_s, start_s + to_s), ylim=(0, 1), yticks=[])
    axes.tick_params(labelsize=7)
    axes.spines[["top", "right", "left"]].set_visible(False)
