"""Several models on the same recordings with known beats, in one run: one row each, as JSON and as a table."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np

from vc.errors import DatasetError, OutputError
from vc.evaluate.plausibility import PLAUSIBILITY_NAMES, measure_plausibility, seed_agreement, seed_diversity
from vc.evaluate.sync import SYNC_NAMES, measure_sync
from vc.music import Mel, Rhythm
from vc.skeleton import Motion

Conductor = Callable[[Mel, Rhythm, int], Motion]  # music, its rhythm, seed -> motion

ANNOTATION = ".beats.tsv"
COLUMNS = (*SYNC_NAMES, *PLAUSIBILITY_NAMES, "seed_diversity", "seed_agreement")


@dataclass(frozen=True)
class Piece:
    """A recording and its beats.

    name : of the file, without its ending
    beats_s : (n,) seconds, rising; is_downbeat : (n,) bool
    """

    name: str
    audio: Path
    beats_s: np.ndarray
    is_downbeat: np.ndarray


@dataclass
class Report:
    """values[model][piece][column]; `mean` averages over pieces."""

    values: dict[str, dict[str, dict[str, float]]] = field(default_factory=dict)

    def mean(self, model: str) -> dict[str, float]:
        pieces = self.values[model].values()
        return {column: float(np.mean([piece[column] for piece in pieces])) for column in COLUMNS}

    def to_json(self) -> str:
        summary = {model: self.mean(model) for model in self.values}
        return json.dumps({"mean": summary, "pieces": self.values}, indent=2)

    def to_markdown(self) -> str:
        """A table with a row for each model, the means over the pieces."""
        count = max((len(pieces) for pieces in self.values.values()), default=0)
        head = ["model", *(column.replace("_", " ") for column in COLUMNS)]
        rows = [[model, *(f"{value:.3f}" for value in self.mean(model).values())] for model in self.values]
        lines = [head, ["---"] * len(head), *rows]
        return f"{count} recordings\n\n" + "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def read_annotation(path: Path) -> tuple[np.ndarray, np.ndarray]:
    """Beats of a .beats.tsv file: seconds, and 1 for a downbeat; lines with # are remarks. Raises DatasetError."""
    try:
        table = np.loadtxt(path, ndmin=2)
    except (OSError, ValueError) as error:
        raise DatasetError(f"{path.name} cannot be read as a table of beats: {error}") from error
    if table.shape[1] != 2 or len(table) == 0 or (np.diff(table[:, 0]) <= 0).any():
        raise DatasetError(f"{path.name} needs two columns, rising seconds and 1 for a downbeat, not {table.shape}.")
    return table[:, 0], table[:, 1] == 1


def find_pieces(annotations: Path, audio: Iterable[Path]) -> list[Piece]:
    """Recordings and their beats: NAME.wav, or NAME.anything.wav for several of one performance, and NAME.beats.tsv.

    annotations : the folder of the .beats.tsv files. Raises DatasetError for a recording without one.
    """
    known = {path.name.removesuffix(ANNOTATION): path for path in sorted(annotations.glob(f"*{ANNOTATION}"))}
    pieces = []
    for path in sorted(audio):
        name = path.stem if path.stem in known else path.stem.rpartition(".")[0]
        if name not in known:
            raise DatasetError(f"{path.name} has no annotation: {annotations} holds no {path.stem}{ANNOTATION}.")
        pieces.append(Piece(path.stem, path, *read_annotation(known[name])))
    if not pieces:
        raise DatasetError(f"There is no recording to evaluate on. Name sound files that {annotations} annotates.")
    return pieces


def evaluate_folder(
    annotations: str | Path,
    audio: Iterable[str | Path],
    models: Mapping[str, Conductor],
    *,
    seeds: Iterable[int] = (0, 1),
    on_progress: Callable[[int, int], None] | None = None,
) -> Report:
    """Let every model conduct every recording with every seed, and measure sync and plausibility.

    annotations : folder with NAME.beats.tsv; audio : sound files, see `find_pieces`
    models : who conducts, by name; all get the same mel and the same tracked rhythm
    on_progress : called with (recordings done, recordings in all)

    Nothing is drawn. Raises DatasetError, MusicError.
    """
    from vc.audio.load import stream_music
    from vc.audio.mel import official_mel
    from vc.audio.rhythm import track_rhythm

    pieces = find_pieces(Path(annotations), [Path(path) for path in audio])
    seeds = tuple(seeds)
    report = Report({name: {} for name in models})
    for done, piece in enumerate(pieces, 1):
        mel = official_mel(stream_music(piece.audio))
        rhythm = track_rhythm(mel)
        for name, conductor in models.items():
            report.values[name][piece.name] = measure([conductor(mel, rhythm, seed) for seed in seeds], piece)
        if on_progress:
            on_progress(done, len(pieces))
    return report


def measure(motions: list[Motion], piece: Piece) -> dict[str, float]:
    """The columns for the motions of several seeds: means over seeds, and what differs between them."""
    rows = [
        asdict(measure_sync(motion, piece.beats_s, piece.is_downbeat)) | asdict(measure_plausibility(motion))
        for motion in motions
    ]
    values = {column: float(np.mean([row[column] for row in rows])) for column in rows[0]}
    return values | {"seed_diversity": seed_diversity(motions), "seed_agreement": seed_agreement(motions)}


def write(report: Report, folder: str | Path) -> tuple[Path, Path]:
    """Write report.json and report.md into `folder`. Raises OutputError."""
    folder = Path(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in (("report.json", report.to_json()), ("report.md", report.to_markdown())):
            part = folder / f".{name}.part"
            part.write_text(text)
            part.replace(folder / name)
    except OSError as error:
        raise OutputError(f"The report cannot be written to {folder}: {error}.") from error
    return folder / "report.json", folder / "report.md"
