"""ConductorMotion100's layout on disk: reading it, and saying what is wrong with a folder that does not follow it.

    FOLDER/{train,val,test}/{id}/mel.npy     (5400, 128) log-mel picture at 90 Hz, 0..1
                                 motion.npy  (1800, 13, 2) poses at 30 Hz, stage coordinates
                                 labels.npz  what a simulator knows besides; the original has none

A simulator may write mel_u8.npy, round(255 x mel), in place of mel.npy, further conductors of the same music as
motion_1.npy, motion_2.npy, ..., and music alone, with labels and no motion, to learn hearing from.

The original's items last 60 s; other whole numbers of poses are read as well. Arrays are memory-mapped: listing a
folder of 100 hours reads no array, and a window of 30 s reads 30 s.
"""

import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from itertools import count
from pathlib import Path

import numpy as np

from vc.errors import DatasetError
from vc.marks import Marks
from vc.music import MEL_BANDS, MEL_FRAMES_PER_POSE, MEL_RATE, Rhythm
from vc.skeleton import JOINT_COUNT, POSE_RATE, Joint

SPLITS = ("train", "val", "test")
MARK = "mark_"  # before the name of each array of Marks in labels.npz


def motion_file(conductor: int) -> str:
    """The name of the file with the motion of a conductor, from 0 on."""
    return f"motion_{conductor}.npy" if conductor else "motion.npy"


MEL_RANGE = (-0.01, 1.01)  # 0..1, and what rounding to half precision adds
STAGE_RANGE = (-2.0, 3.0)  # 0..1 is the stage; arms leave it, pose estimation errs, but pixels are in the hundreds
LEAST_MOTION = 1e-4  # stage widths: a conductor who never moves by that is a failed recording


@dataclass(frozen=True)
class Labels:
    """What a simulator knows about an item.

    rhythm : beats, bars and loudness that the conductors followed
    styles : (conductors, k) float32, who they are
    seeds : (conductors,) int, what made them, so that `vc.conductor` can tell their free choices; empty if unknown
    """

    rhythm: Rhythm
    styles: np.ndarray
    seeds: np.ndarray


@dataclass(frozen=True)
class Item:
    """One recording: `split` and `id` name it, `folder` holds it.

    Arrays are opened whenever they are asked for and not kept: a mapped array holds its file open, and a dataset has
    more files than a process may open.
    """

    split: str
    id: str
    folder: Path

    def __reduce__(self) -> tuple[type["Item"], tuple[str, str, Path]]:
        """For other processes, which read for themselves: labels of a hundred hours are no message."""
        return Item, (self.split, self.id, self.folder)

    @property
    def name(self) -> str:
        return f"{self.split}/{self.id}"

    @property
    def mel(self) -> np.ndarray:
        """(T, 128), memory-mapped, as stored: float 0..1 or uint8 0..255; `window` gives floats.

        Raises DatasetError if the file is missing, damaged or of another shape.
        """
        compact = self.folder / "mel_u8.npy"
        plain = self.folder / "mel.npy"
        mel = _open(plain, self.name) if plain.exists() or not compact.exists() else _open(compact, self.name, "u")
        if mel.ndim != 2 or mel.shape[1] != MEL_BANDS or len(mel) == 0:
            raise DatasetError(
                f"{self.name}/mel.npy has the shape {mel.shape}; needed is (T, {MEL_BANDS}) at {MEL_RATE} Hz, time "
                "first. Transpose it, or make it again."
            )
        return mel

    @property
    def motion(self) -> np.ndarray:
        """(T, 13, 2), memory-mapped; three mel frames belong to each pose. Raises DatasetError as `mel` does."""
        return self.motion_of(0)

    @cached_property
    def conductors(self) -> int:
        """How many have conducted it."""
        return next(number for number in count() if not (self.folder / motion_file(number)).exists())

    def any_conductor(self, rng: np.random.Generator) -> int:
        """One of them."""
        return int(rng.integers(max(self.conductors, 1)))

    def motion_of(self, conductor: int) -> np.ndarray:
        """`motion` of one of several conductors."""
        file = motion_file(conductor)
        motion = _open(self.folder / file, self.name)
        if motion.ndim != 3 or motion.shape[1:] != (JOINT_COUNT, 2) or len(motion) == 0:
            raise DatasetError(
                f"{self.name}/{file} has the shape {motion.shape}; needed is (T, {JOINT_COUNT}, 2) at "
                f"{POSE_RATE} Hz. Make it again."
            )
        if len(self.mel) != MEL_FRAMES_PER_POSE * len(motion):
            raise DatasetError(
                f"{self.name} pairs {len(self.mel)} mel frames with {len(motion)} poses; at {MEL_RATE} and "
                f"{POSE_RATE} Hz there are {MEL_FRAMES_PER_POSE} to a pose. The two are of different music or rates: "
                "remove the item or make it again."
            )
        return motion

    @cached_property
    def labels(self) -> Labels | None:
        """None where there is no labels.npz. Raises DatasetError for one that does not fit the motion."""
        path = self.folder / "labels.npz"
        return _read_labels(path, self) if path.is_file() else None

    @property
    def seconds(self) -> float:
        return self.poses / POSE_RATE

    @property
    def poses(self) -> int:
        """Of its music; items may have no motion, for hearing alone."""
        return len(self.mel) // MEL_FRAMES_PER_POSE

    @property
    def is_music_alone(self) -> bool:
        """Nobody conducts it: labels without a conductor, and no motion."""
        if (self.folder / "motion.npy").exists():
            return False
        return self.labels is not None and len(self.labels.seeds) == 0

    def music(self, first: int, poses: int) -> np.ndarray:
        """A copy of the mel under `poses` poses from `first` on: (3 poses, 128) float32 in 0..1."""
        mel = self.mel[MEL_FRAMES_PER_POSE * first : MEL_FRAMES_PER_POSE * (first + poses)]
        scale = np.float32(1 / 255 if mel.dtype == np.uint8 else 1)
        return np.multiply(mel, scale, dtype=np.float32)

    def window(self, first: int, poses: int, conductor: int = 0) -> tuple[np.ndarray, np.ndarray]:
        """Copies of `poses` poses from `first` on and of their music: mel (3 poses, 128), motion (poses, 13, 2)."""
        return self.music(first, poses), np.array(self.motion_of(conductor)[first : first + poses], np.float32)


def list_split(folder: str | Path, split: str) -> list[Item]:
    """The items of a split, ordered by number. No array is read.

    Raises DatasetError if there is no such split or it holds no items.
    """
    folder = Path(folder)
    if split not in SPLITS:
        raise DatasetError(f"There is no split {split!r}. Choose one of {', '.join(SPLITS)}.")
    if not (folder / split).is_dir():
        raise DatasetError(
            f"{folder} holds no folder {split!r}. A dataset is FOLDER/{{{','.join(SPLITS)}}}/ID/ with mel.npy and "
            "motion.npy: name that FOLDER, or make one with: python -m vc simulate"
        )
    found = [path for path in (folder / split).iterdir() if path.is_dir() and not path.name.startswith(".")]
    if not found:
        raise DatasetError(f"{folder / split} holds no items. Unpack the dataset there, or choose another split.")
    return [Item(split, path.name, path) for path in sorted(found, key=_by_number)]


def present_splits(folder: str | Path) -> list[str]:
    return [split for split in SPLITS if (Path(folder) / split).is_dir()]


def _by_number(path: Path) -> tuple[float, str]:
    return (int(path.name), "") if path.name.isdecimal() else (np.inf, path.name)


def _open(path: Path, name: str, kind: str = "f") -> np.ndarray:
    """A memory-mapped array of floats ("f"), or of bytes ("u")."""
    try:
        array = np.load(path, mmap_mode="r", allow_pickle=False)
    except FileNotFoundError:
        raise DatasetError(f"{name} has no {path.name}. Copy it again, or remove the item {path.parent}.") from None
    except (OSError, ValueError, EOFError) as error:
        raise DatasetError(
            f"{name}/{path.name} is damaged or no .npy file ({error}). Copy it again, or remove the item."
        ) from error
    if not isinstance(array, np.ndarray) or array.dtype.kind != kind:
        wanted = "floating-point numbers" if kind == "f" else "bytes"
        raise DatasetError(f"{name}/{path.name} holds no {wanted}. Make it again.")
    return array


def _read_labels(path: Path, item: Item) -> Labels:
    try:
        with np.load(path, allow_pickle=False) as file:
            arrays = {key: file[key] for key in file.files}
        rhythm = Rhythm(
            np.asarray(arrays["beats_s"], np.float64),
            np.asarray(arrays["bar_positions"], int),
            np.asarray(arrays["beats_per_bar"], int),
            np.asarray(arrays["loudness"], np.float32),
            item.seconds,
            marks_in(arrays),
        )
        styles = np.atleast_2d(np.asarray(arrays["style"], np.float32))
    except KeyError as error:
        raise DatasetError(f"{item.name}/labels.npz holds no {error}. Simulate the item again.") from error
    except (OSError, ValueError, EOFError, zipfile.BadZipFile) as error:
        raise DatasetError(f"{item.name}/labels.npz is damaged ({error}). Simulate the item again.") from error
    _check_rhythm(rhythm, item)
    return Labels(rhythm, styles, np.asarray(arrays.get("conductor_seeds", []), np.int64).reshape(-1))


def marks_in(arrays: Mapping[str, np.ndarray]) -> Marks | None:
    """The marks among the arrays of a labels.npz; None in one that is older than they are."""
    names = [field.name for field in fields(Marks)]
    return Marks(**{name: arrays[MARK + name] for name in names}) if MARK + names[0] in arrays else None


def _check_rhythm(rhythm: Rhythm, item: Item) -> None:
    counts = {len(rhythm.beats_s), len(rhythm.bar_positions), len(rhythm.beats_per_bar)}
    if len(counts) > 1 or (np.diff(rhythm.beats_s) <= 0).any():
        raise DatasetError(f"{item.name}/labels.npz needs rising beats with a place and a metre each.")
    if len(rhythm.loudness) != item.poses:
        raise DatasetError(
            f"{item.name}/labels.npz has {len(rhythm.loudness)} values of loudness for {item.poses} poses."
        )


@dataclass(frozen=True)
class Contents:
    """What a checked folder holds, by split. labelled : items whose beats are known"""

    items: dict[str, int]
    hours: dict[str, float]
    labelled: dict[str, int]

    def to_table(self) -> str:
        """A row for each split, and one for all."""
        rows = [(split, self.items[split], self.hours[split], self.labelled[split]) for split in self.items]
        total = ("all", *(sum(column.values()) for column in (self.items, self.hours, self.labelled)))
        lines = [f"{'split':<6}{'items':>8}{'hours':>9}{'with beats':>12}"]
        return "\n".join(
            lines + [f"{name:<6}{items:>8}{hours:>9.2f}{known:>12}" for name, items, hours, known in (*rows, total)]
        )


def check_item(item: Item) -> None:
    """Read all of an item. Raises DatasetError for a wrong shape, rate or pair, a value that cannot be, and a body
    that stands upside down or still."""
    if item.mel.dtype != np.uint8:  # bytes cannot be wrong
        _check_values(item, "mel.npy", item.mel, MEL_RANGE)
    if item.is_music_alone:
        _ = item.labels
        return
    _check_values(item, "motion.npy", item.motion, STAGE_RANGE)
    mean = np.asarray(item.motion, np.float64).mean(axis=0)
    if mean[[Joint.LEFT_HIP, Joint.RIGHT_HIP], 1].mean() <= mean[[Joint.LEFT_SHOULDER, Joint.RIGHT_SHOULDER], 1].mean():
        raise DatasetError(
            f"{item.name}/motion.npy has the hips above the shoulders: y points DOWN here, and the joints are in "
            "COCO's order. Turn y round, or reorder the joints."
        )
    if np.asarray(item.motion).std(axis=0).max() < LEAST_MOTION:
        raise DatasetError(f"{item.name}/motion.npy stands still. Remove the item.")
    _ = item.labels


def _check_values(item: Item, file: str, values: np.ndarray, limits: tuple[float, float]) -> None:
    low, high = float(np.min(values)), float(np.max(values))  # NaN wins both
    if not np.isfinite([low, high]).all():
        raise DatasetError(f"{item.name}/{file} holds values that are not finite numbers. Remove the item.")
    if low < limits[0] or high > limits[1]:
        raise DatasetError(
            f"{item.name}/{file} holds values from {low:.3g} to {high:.3g}; they must lie in {limits[0]} to "
            f"{limits[1]}. Scale it as in ConductorMotion100, or remove the item."
        )


def check_folder(folder: str | Path, *, most_problems: int = 5) -> Contents:
    """Read every item of every split. Raises DatasetError listing the first problems found."""
    splits = present_splits(folder) or [SPLITS[0]]  # no split at all: listing one explains the layout
    good: dict[str, list[Item]] = {}
    problems: list[str] = []
    for split in splits:
        good[split] = list(_good_items(list_split(folder, split), problems, most_problems))
        problems += _mirrored(good[split], split)
    if problems:
        raise DatasetError("\n".join([f"{folder} does not follow the layout:", *problems[:most_problems]]))
    return Contents(
        items={split: len(items) for split, items in good.items()},
        hours={split: sum(item.seconds for item in items) / 3600 for split, items in good.items()},
        labelled={split: sum(item.labels is not None for item in items) for split, items in good.items()},
    )


def _good_items(items: list[Item], problems: list[str], most_problems: int) -> Iterator[Item]:
    for item in items:
        if len(problems) >= most_problems:
            return
        try:
            check_item(item)
        except DatasetError as error:
            problems.append(str(error))
        else:
            yield item


def _mirrored(items: list[Item], split: str) -> list[str]:
    """A split where most conductors have their left shoulder on the left: single items may be filmed from behind."""
    moving = [item for item in items if not item.is_music_alone]
    across = [_left_minus_right(item) for item in moving[:: max(len(moving) // 50, 1)]]
    if across and np.median(across) < 0:
        return [f"{split}: most conductors are mirrored; the body's LEFT side stands at larger x, seen from the front."]
    return []


def _left_minus_right(item: Item) -> float:
    return float(np.mean(item.motion[:, Joint.LEFT_SHOULDER, 0] - item.motion[:, Joint.RIGHT_SHOULDER, 0]))
