"""What an evaluation found: a row for each contestant, as JSON and as tables."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from vc.evaluate.alignment import ALIGNMENT_NAMES
from vc.evaluate.plausibility import PLAUSIBILITY_NAMES
from vc.evaluate.sync import SYNC_NAMES
from vc.files import write_texts

PAPER_NAMES = ("mse", "mpe", "rde", "sce", "sdp", "wasserstein", "frechet")
LEAST_STD = "least_joint_std"  # of the piece that moves least: a mean hides a conductor who freezes in one piece
BODY_NAMES = (*PLAUSIBILITY_NAMES, LEAST_STD, "seed_diversity", "seed_agreement", "diversity")
TABLES = {
    "Like the recorded conductor": PAPER_NAMES,
    "With the beat": (*SYNC_NAMES, *ALIGNMENT_NAMES),
    "Like a body": BODY_NAMES,
}
COLUMNS = tuple(name for names in TABLES.values() for name in names)

BEST = {
    **dict.fromkeys(("mse", "mpe", "rde", "sce", "wasserstein", "frechet", "torso_variation", "long_limbs"), "↓"),
    **dict.fromkeys(
        ("beat_locked", "bar_locked", "ictus_f", "ictus_f_raw", "bas_above_chance", "bc_above_chance"), "↑"
    ),
    "sdp": "→ 1",
}  # where it is not a matter of comparing with the recorded row


@dataclass
class Run:
    """One conductor: pieces[piece][column], and whole[column] for numbers of all pieces together.

    weights : the file of its weights; "" if it has none or the project's own
    """

    weights: str = ""
    pieces: dict[str, dict[str, float]] = field(default_factory=dict)
    whole: dict[str, float] = field(default_factory=dict)

    def mean(self) -> dict[str, float]:
        """Each column over the pieces that have it, in the order of `COLUMNS`."""
        values = {name: [piece[name] for piece in self.pieces.values() if name in piece] for name in COLUMNS}
        means = {name: float(np.mean(found)) for name, found in values.items() if found} | self.whole
        if self.pieces:
            means[LEAST_STD] = self.pieces[self.least_moving()]["joint_std"]
        return {name: means[name] for name in COLUMNS if name in means}

    def least_moving(self) -> str:
        """The piece with the least `joint_std`."""
        return min(self.pieces, key=lambda name: self.pieces[name]["joint_std"])


@dataclass
class Report:
    """runs[model] : one run, or one for each of a group of weights trained alike
    left_out : pieces that sync could not be measured on, and why
    """

    settings: dict[str, Any] = field(default_factory=dict)
    runs: dict[str, list[Run]] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)

    def mean(self, model: str) -> dict[str, float]:
        """Over the group, of each run's mean over its pieces."""
        return {name: float(np.mean(values)) for name, values in self._over_group(model).items()}

    def deviation(self, model: str) -> dict[str, float]:
        """Sample standard deviation over the group; empty for a single run."""
        return {
            name: float(np.std(values, ddof=1))
            for name, values in self._over_group(model).items()
            if len(self.runs[model]) > 1
        }

    def _over_group(self, model: str) -> dict[str, list[float]]:
        means = [run.mean() for run in self.runs[model]]
        return {name: [mean[name] for mean in means] for name in COLUMNS if all(name in mean for mean in means)}

    def to_json(self) -> str:
        tree = {
            "settings": self.settings,
            "mean": {model: self.mean(model) for model in self.runs},
            "deviation": {model: self.deviation(model) for model, runs in self.runs.items() if len(runs) > 1},
            "runs": {model: [_tree(run) for run in runs] for model, runs in self.runs.items()},
            "left_out_of_sync": self.left_out,
        }
        return json.dumps(tree, indent=2)

    def to_markdown(self) -> str:
        """Tables with a row for each model: means over the pieces, and ± the deviation over a group of weights."""
        count = max((len(run.pieces) for runs in self.runs.values() for run in runs), default=0)
        seeds = len(self.settings.get("seeds", ()))
        parts = [f"{count} pieces, {seeds} seed{'s' if seeds != 1 else ''} each"]
        for title, names in TABLES.items():
            shown = [name for name in names if any(name in self.mean(model) for model in self.runs)]
            if shown:
                parts.append(f"## {title}\n\n{self._table(shown)}")
        if any(len(runs) > 1 for runs in self.runs.values()):
            parts.append("± is the standard deviation between the weights of a group, their number in brackets.")
        parts += [f"Left out of the columns of sync: {name}. {why}" for name, why in self.left_out.items()]
        return "\n\n".join(parts) + "\n"

    def _table(self, names: Iterable[str]) -> str:
        names = list(names)
        rows = [["model", *(f"{name.replace('_', ' ')} {BEST.get(name, '')}".strip() for name in names)]]
        rows.append(["---"] * len(rows[0]))
        rows += [[self._title(model), *(self._cell(model, name) for name in names)] for model in self.runs]
        return "\n".join("| " + " | ".join(row) + " |" for row in rows)

    def _title(self, model: str) -> str:
        return f"{model} ({len(self.runs[model])})" if len(self.runs[model]) > 1 else model

    def _cell(self, model: str, name: str) -> str:
        mean, deviation = self.mean(model), self.deviation(model)
        if name not in mean:
            return ""
        return _shown(mean[name]) + (f" ± {_shown(deviation[name])}" if name in deviation else "")


def _shown(value: float) -> str:
    """Three digits after the point; as many as it takes for three that count below 0.01, as an MSE is."""
    rounding = abs(value) < 1e-9
    return f"{value:.3f}" if abs(value) >= 0.01 or rounding else f"{value:.3g}"


def _tree(run: Run) -> dict[str, Any]:
    return {
        "weights": run.weights or None,
        "mean": run.mean(),
        "least_moving": run.least_moving() if run.pieces else None,
        "pieces": run.pieces,
    }


def write(report: Report, folder: str | Path) -> tuple[Path, Path]:
    """Write report.json and report.md into `folder`. Raises OutputError."""
    tree, table = write_texts(folder, {"report.json": report.to_json(), "report.md": report.to_markdown()})
    return tree, table
