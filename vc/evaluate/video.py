"""Neural renderers on motion they have never seen: what they draw, against what was filmed.

Each is shown the true keypoints, and then only the motion, from which it has to guess them. Beside them stand what
needs no network: the still plate, and the frame of the training that is nearest by its keypoints.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import torch
from scipy.spatial import cKDTree

from vc import weights
from vc.audio.features import features_from_mel
from vc.data.conductormotion100 import list_split
from vc.data.performance import Performance, glimpses
from vc.errors import DatasetError, WeightsError
from vc.evaluate.perceptual import WITHOUT, find_lpips
from vc.evaluate.pictures import Filmed, Tally, filmed
from vc.evaluate.pieces import evenly
from vc.evaluate.sheet import Moment, write_sheet
from vc.files import write_texts
from vc.models.performer.load import load_performer
from vc.models.performer.network import Performer, draw_points
from vc.models.performer.plate import still_plate
from vc.models.performer.unet import SIDE_PX
from vc.skeleton import POSE_RATE

FILMED, PLATE, NEAREST = "filmed", "still plate", "nearest training frame"
RETARGETED = "from motion"
MOMENTS = 4  # rows of the contact sheet
GLIMPSES = 96  # frames from which the still plate is made
WHOLE = {"psnr": "↑", "ssim": "↑", "lpips": "↓", "change": "↓", "flicker": "↓"}
TABLES = {
    "Whole picture": list(WHOLE),
    "Where the performer is": [f"performer_{name}" for name in WHOLE if name != "flicker"],
}

Progress = Callable[[int, int], None]  # frames done, in all


@dataclass(frozen=True)
class Sample:
    """`count` poses of an item, from pose `first` on."""

    item: Performance
    first: int
    count: int

    @property
    def name(self) -> str:
        return f"{self.item.name} {self.first // POSE_RATE} s"

    @property
    def part(self) -> slice:
        return slice(self.first, self.first + self.count)


@dataclass(frozen=True)
class Contestant:
    """draw : the frames of a sample, (512, 512, 3) uint8 RGB, in order"""

    name: str
    draw: Callable[[Sample], Iterator[np.ndarray]]


@dataclass
class VideoReport:
    """samples[contestant][sample][column]"""

    settings: dict[str, Any] = field(default_factory=dict)
    samples: dict[str, dict[str, dict[str, float]]] = field(default_factory=dict)

    def mean(self, name: str) -> dict[str, float]:
        found = self.samples[name].values()
        columns = [column for table in TABLES.values() for column in table]
        values = {column: [sample[column] for sample in found if column in sample] for column in columns}
        return {column: float(np.mean(numbers)) for column, numbers in values.items() if numbers}

    def to_json(self) -> str:
        means = {name: self.mean(name) for name in self.samples}
        return json.dumps({"settings": self.settings, "mean": means, "samples": self.samples}, indent=2)

    def to_markdown(self) -> str:
        count = max(len(samples) for samples in self.samples.values())
        parts = [f"{count} samples of {self.settings['seconds']} s, split {self.settings['split']}"]
        parts += [f"## {title}\n\n{self._table(columns)}" for title, columns in TABLES.items()]
        if not self.settings["lpips"]:
            parts.append(WITHOUT + ".")
        return "\n\n".join(parts) + "\n"

    def _table(self, columns: Sequence[str]) -> str:
        plain = {column: column.removeprefix("performer_") for column in columns}
        rows = [["model", *(f"{name} {WHOLE[name]}" for name in plain.values())], ["---"] * (len(columns) + 1)]
        for name in self.samples:
            mean = self.mean(name)
            if any(column in mean for column in columns):
                rows.append([name, *(_shown(mean.get(column), plain[column]) for column in columns)])
        return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def _shown(value: float | None, column: str) -> str:
    if value is None:
        return "—" if column == "lpips" else ""
    return f"{value:.2f}" if column in ("psnr", "change") else f"{value:.3f}"


def find_samples(folder: str | Path, split: str, *, seconds: int, limit: int | None = None) -> list[Sample]:
    """Samples of `seconds`, from the beginnings of a split's items, as many as fit.

    limit : at most so many, spread evenly over the split. Raises DatasetError if no item is long enough.
    """
    count = seconds * POSE_RATE
    samples = [
        Sample(item, first, count)
        for item in map(Performance.of, list_split(folder, split))
        for first in range(0, len(item.motion) - count + 1, count)
    ]
    if not samples:
        raise DatasetError(f"No item of {Path(folder) / split} lasts {seconds} s. Choose a smaller --seconds.")
    return evenly(samples, limit)


def find_renderers(words: Sequence[str], device: str = "cpu") -> list[Contestant]:
    """NAME for weights that come with the project, NAME=FILE for those of a training; two contestants of each.

    Raises WeightsError for files that hold no performer and for double names.
    """
    found: list[Contestant] = []
    for word in words:
        name, equals, file = word.partition("=")
        if not name or (equals and not file):
            raise WeightsError(f"{word!r} is not NAME=FILE.")
        network = load_performer(file if equals else weights.fetch(name), device)
        found += [
            Contestant(name, _drawer(network, _true)),
            Contestant(f"{name}, {RETARGETED}", _drawer(network, _guessed)),
        ]
    names = [contestant.name for contestant in found]
    if double := {name for name in names if names.count(name) > 1}:
        raise WeightsError(f"Two models are named {sorted(double)[0]!r}. Give each a name of its own: NAME=FILE.")
    return found


def yardsticks(train: Sequence[Performance], plate: np.ndarray) -> list[Contestant]:
    """What needs no network. train : the items that the networks have seen"""

    def stand_still(sample: Sample) -> Iterator[np.ndarray]:
        return (plate for _ in range(sample.count))

    return [Contestant(PLATE, stand_still), Contestant(NEAREST, _Nearest(train))]


class _Nearest:
    """The frame of the training whose keypoints are nearest, in the mean over them."""

    def __init__(self, train: Sequence[Performance]) -> None:
        self._items = train
        self._owner = np.repeat(np.arange(len(train)), [len(item.motion) for item in train])
        self._number = np.concatenate([np.arange(len(item.motion)) for item in train])
        self._tree = cKDTree(np.concatenate([_flat(item.keypoints) for item in train]))

    def __call__(self, sample: Sample) -> Iterator[np.ndarray]:
        _, rows = self._tree.query(_flat(sample.item.keypoints[sample.part]))
        for row in rows:
            yield self._items[self._owner[row]].frames(int(self._number[row]), 1, SIDE_PX)[0]


def _flat(points: np.ndarray) -> np.ndarray:
    return np.asarray(points, np.float32).reshape(len(points), -1)


def _drawer(
    network: Performer, points_of: Callable[[Performer, Sample], torch.Tensor]
) -> Callable[[Sample], Iterator[np.ndarray]]:
    @torch.inference_mode()
    def draw(sample: Sample) -> Iterator[np.ndarray]:
        device = network.painter.plate.device
        features = torch.from_numpy(_features(sample.item))[None].to(device)
        code = network.music.coarse.music_encoder(features)[:, sample.part]
        yield from draw_points(network, points_of(network, sample), code)

    return draw


def _true(network: Performer, sample: Sample) -> torch.Tensor:
    """(1, count, 19, 2): where body and hands were filmed."""
    points = np.array(sample.item.keypoints[sample.part], np.float32)
    return torch.from_numpy(points)[None].to(network.painter.plate.device)


@torch.inference_mode()
def _guessed(network: Performer, sample: Sample) -> torch.Tensor:
    """(1, count, 19, 2): where the network believes them to be, from the motion of thirteen joints."""
    motion = torch.from_numpy(np.array(sample.item.motion, np.float32))[None].to(network.painter.plate.device)
    points: torch.Tensor = network.music.retarget(motion)[:, sample.part]
    return points


@lru_cache(maxsize=4)  # all contestants of a sample ask for the same
def _features(item: Performance) -> np.ndarray:
    """(T, 26) float32 of a whole item."""
    return features_from_mel(item.music(0, len(item.motion))).astype(np.float32)


def evaluate_video(
    folder: str | Path, models: Sequence[Contestant], out: str | Path, *, split: str = "test", seconds: int = 10,
    limit: int | None = None, train_split: str = "train", settings: dict[str, Any] | None = None,
    on_progress: Progress | None = None,
) -> tuple[VideoReport, list[Path]]:  # fmt: skip
    """Measure all contestants on samples of a split, frame after frame; memory does not grow with their length.

    Writes report.json, report.md and sheet.png into `out`. Raises DatasetError, OutputError.
    """
    samples = find_samples(folder, split, seconds=seconds, limit=limit)
    train = [Performance.of(item) for item in list_split(folder, train_split)]
    plate = still_plate(*glimpses(train, GLIMPSES, SIDE_PX))
    contestants = [*yardsticks(train, plate), *models]
    perceptual = find_lpips()
    report = VideoReport({
        "folder": str(folder), "split": split, "seconds": seconds, "limit": limit, "lpips": perceptual is not None,
        **(settings or {}),
    }, {name: {} for name in (FILMED, *(one.name for one in contestants))})  # fmt: skip
    shown = {round((number + 0.5) / MOMENTS * len(samples) * samples[0].count) for number in range(MOMENTS)}
    moments: list[Moment] = []
    done, total = 0, sum(sample.count for sample in samples)
    for sample in samples:
        tallies = {name: Tally(perceptual) for name in report.samples}
        pictures = sample.item.stream(sample.first, sample.count, SIDE_PX)
        truth = filmed(pictures, plate, np.asarray(sample.item.keypoints[sample.part]))
        for one, *drawn in zip(truth, *(contestant.draw(sample) for contestant in contestants), strict=True):
            by_name = {contestant.name: picture for contestant, picture in zip(contestants, drawn, strict=True)}
            _measure(tallies, one, by_name)
            if done in shown:
                moments.append(Moment(one.picture, by_name))
            done += 1
            if on_progress:
                on_progress(done, total)
        for name, tally in tallies.items():
            report.samples[name][sample.name] = tally.mean()
    return report, _write(report, moments, Path(out))


def _measure(tallies: dict[str, Tally], truth: Filmed, drawn: dict[str, np.ndarray]) -> None:
    tallies[FILMED].add_change(truth, truth.picture, compare=False)
    for name, picture in drawn.items():
        tallies[name].add(truth, picture)


def _write(report: VideoReport, moments: Sequence[Moment], out: Path) -> list[Path]:
    texts = {"report.json": report.to_json(), "report.md": report.to_markdown()}
    return [*write_texts(out, texts), write_sheet(moments, out / "sheet.png")]
