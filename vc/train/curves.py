"""What a training has logged as a picture: its losses, and the critic's distance, over the steps."""

import json
import math
from pathlib import Path
from typing import TYPE_CHECKING

from vc.errors import OutputError, VCError
from vc.files import appearing
from vc.provenance import save_figure
from vc.train.log import LOG

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# A line's colour; unseen data is drawn over what is learnt from.
COLOURS = {"train": "#8fb8de", "validate": "#b3361e"}
NAMES = {"train": "training", "validate": "validation"}
TITLES = {
    "adversarial": "adversarial loss", "perceptual": "perceptual loss", "mse": "mean squared error",
    "velocity": "squared error of the velocity",
    "wasserstein": "Wasserstein distance", "penalty": "penalty on the critic", "size": "size of the motion, 1 is real",
    "matching": "loss of matching pairs", "foreign": "loss of foreign pairs", "accuracy": "pairs judged rightly",
}  # fmt: skip
LAST = ("wasserstein", "penalty", "accuracy", "size")  # what is no loss comes after them
COLUMNS = 3

Curve = list[tuple[int, float]]  # steps and values
Curves = dict[str, dict[str, Curve]]  # name, part -> curve


def draw(run: Path, out: Path) -> Path:
    """Draw the curves of the training in folder `run` to the picture `out`, in the format of its ending.

    Like figure 5 of Chen et al., VirtualConductor (ICME 2021): each loss, and the Wasserstein distance, in a frame of
    its own. Raises VCError if nothing is logged there, OutputError if the picture cannot be written.
    """
    from matplotlib.figure import Figure  # without pyplot: no window system, nothing to close

    curves = read(run)
    columns = min(COLUMNS, len(curves))
    rows = math.ceil(len(curves) / columns)
    figure = Figure(figsize=(4.2 * columns, 2.9 * rows), layout="constrained")
    frames = figure.subplots(rows, columns, squeeze=False).flatten()
    for axes, (name, parts) in zip(frames, curves.items(), strict=False):
        _draw_parts(axes, parts)
        axes.set_title(TITLES.get(name, name), loc="left", fontsize=11)
    for axes in frames[len(curves) :]:
        axes.set_axis_off()
    for axes in frames[max(len(curves) - columns, 0) : len(curves)]:
        axes.set_xlabel("step")
    handles, labels = frames[0].get_legend_handles_labels()
    if len(labels) > 1:
        figure.legend(handles, labels, loc="outside upper right", ncols=2, frameon=False)
    try:
        with appearing(out) as part:
            save_figure(figure, part, out.suffix[1:].lower(), dpi=120)
    except ValueError as error:
        raise OutputError(f"{out} cannot be written: {error}. Name a file that ends in .png, .svg or .pdf.") from error
    return out


def read(run: Path) -> Curves:
    """What the log of a training holds, losses first. Half a line, from being killed while writing, is left out.

    Raises VCError.
    """
    try:
        lines = (run / LOG).read_text().splitlines()
    except OSError as error:
        raise VCError(f"{run} holds no {LOG}. Name the --out folder of a training.") from error
    curves: Curves = {}
    for line in lines:
        try:
            entry = json.loads(line)
            step, part = int(entry.pop("step")), str(entry.pop("part"))
            values = {str(name): float(value) for name, value in entry.items()}
        except (ValueError, KeyError, TypeError, AttributeError):
            continue
        for name, value in values.items():
            curves.setdefault(name, {}).setdefault(part, []).append((step, value))
    if not curves:
        raise VCError(f"{run / LOG} holds no numbers yet. Train for longer, then draw it.")
    return dict(sorted(curves.items(), key=lambda entry: LAST.index(entry[0]) if entry[0] in LAST else -1))


def _draw_parts(axes: "Axes", parts: dict[str, Curve]) -> None:
    for part, curve in parts.items():
        steps, values = zip(*curve, strict=True)
        mark = "o" if len(curve) < 3 else ""  # a line of one point is not seen
        axes.plot(steps, values, color=COLOURS.get(part), label=NAMES.get(part, part), linewidth=1.6, marker=mark)
    axes.grid(alpha=0.25, linewidth=0.6)
    axes.spines[["top", "right"]].set_visible(False)
