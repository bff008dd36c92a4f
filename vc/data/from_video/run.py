"""A folder of videos to a dataset in ConductorMotion100's layout; videos that are done are not watched again."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np

from vc import video
from vc.audio.load import stream_music
from vc.audio.mel import official_mel
from vc.data.conductormotion100 import SPLITS, Item, check_item
from vc.data.from_video.crop import Cutter, crops, long_side, shown_at
from vc.data.from_video.select import Rejected, Take, select
from vc.data.from_video.watch import Watched, watch
from vc.data.performance import KEYFRAME_S, KEYPOINTS, META, VIDEO
from vc.errors import DatasetError, MusicError
from vc.files import appearing_folder, write_texts
from vc.music import MEL_FRAMES_PER_POSE, Mel
from vc.parallel import run_all
from vc.skeleton import POSE_RATE, pose_count
from vc.vision.follow import Follower

VERSION = 1
ITEM_S = 60  # ConductorMotion100's length of an item
LEAST_ITEM_S = 2
SHARES = {"train": 0.9, "val": 0.05, "test": 0.05}  # of videos: all items of one are in one split
STATE, REJECTED = "from_video.json", "rejected.json"
LABEL = "A part of a video, cut around one person by a program (VirtualConductor)."

Report = Callable[[str, float], None]  # name of the video, the part of it that is done


@dataclass(frozen=True)
class Summary:
    """videos : in the folder; items : in the dataset; rejected : parts of videos that gave none"""

    videos: int
    items: int
    rejected: int


def from_videos(
    folder: str | Path, out: str | Path, *, detector_path: Path, landmarks_path: Path, seconds: int = ITEM_S,
    split: str | None = None, film: bool = False, workers: int = 1, ray: str | None = None,
    on_progress: Report | None = None,
) -> Summary:  # fmt: skip
    """Make items of `seconds` of every video below `folder`; stopped at any time, the same call goes on.

    out/{split}/{video}-{second}/ holds mel.npy (90 t, 128), motion.npy (30 t, 13, 2) and meta.json; with `film` also
    what a neural renderer learns from, video.mp4 and keypoints.npy, see `vc.data.performance`.
    out/rejected.json says which parts of which videos gave no item, and why.

    detector_path, landmarks_path : MediaPipe's pose_detection.tflite and pose_landmark_full.tflite
    split : of all videos; None gives each a split by its name, in the shares of `SHARES`
    film : the videos show one performer, before one camera that stands still
    workers, ray : where videos are watched, see `vc.parallel`; every machine of a cluster must see `folder`, `out` and
        the models under the same paths
    on_progress : called with a video's name and the part of it that is done; with several workers when it is all done

    A video counts as done while its size and time of change stay what they were; one that was stopped midway is watched
    again from its start. Takes about half of the videos' length on one processor core, with `film` about all of it.
    Raises DatasetError for a folder without files and one made with other settings, OutputError.
    """
    folder, out = Path(folder).absolute(), Path(out).absolute()  # machines of a cluster start elsewhere
    if seconds < LEAST_ITEM_S:
        raise DatasetError(f"Items of {seconds} s are too short; they need {LEAST_ITEM_S} s. ConductorMotion100's last "
                           f"{ITEM_S} s.")  # fmt: skip
    if split is not None and split not in SPLITS:
        raise DatasetError(f"There is no split {split!r}. Choose one of {', '.join(SPLITS)}.")
    paths = _find(folder, out)
    state = _State.open(out, {"version": VERSION, "seconds": seconds, "split": split, "film": film})
    report = on_progress or _ignore
    names = [path.relative_to(folder).as_posix() for path in paths]
    todo = [
        _Video(path, name, out / (split or split_of(name)))
        for path, name in zip(paths, names, strict=True) if not state.is_done(name, path)
    ]  # fmt: skip
    how = _How(detector_path.absolute(), landmarks_path.absolute(), seconds, film)
    nearby = workers == 1 and ray is None  # elsewhere nobody can hear of a part of a video
    watch_one = partial(_one_video, how=how, report=report if nearby else _ignore)
    for video_done, (items, rejected) in run_all(watch_one, todo, workers=workers, ray=ray):
        state.done(video_done.name, video_done.path, items, rejected)
        report(video_done.name, 1.0)
    return state.summary(len(paths))


def split_of(name: str) -> str:
    """The split of a video, by its name alone: another video moves none of the others."""
    place = int.from_bytes(blake2b(name.encode(), digest_size=6).digest()) / 2**48
    edges = np.cumsum(list(SHARES.values()))
    return list(SHARES)[min(int(np.searchsorted(edges, place, side="right")), len(SHARES) - 1)]


def item_id(name: str, first: int) -> str:
    """A folder's name for the item that begins at pose `first`: the video's, without what file systems refuse, told
    apart from its like by a digest."""
    plain = re.sub(r"[^A-Za-z0-9_]+", "-", name).strip("-")[:60]
    return f"{plain}-{blake2b(name.encode(), digest_size=3).hexdigest()}-{first // POSE_RATE:05d}"


def _ignore(name: str, done: float) -> None:
    del name, done


def _find(folder: Path, out: Path) -> list[Path]:
    if not folder.is_dir():
        raise DatasetError(f"{folder} is no folder. Name the folder that holds the videos.")
    inside = out.resolve()
    paths = [
        path for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".") and inside not in path.resolve().parents
    ]  # fmt: skip
    if not paths:
        raise DatasetError(f"{folder} holds no videos. Put mp4, mov, mkv or webm files there.")
    return paths


@dataclass(frozen=True)
class _Video:
    """One to watch. name : its path within the folder; out : of its split"""

    path: Path
    name: str
    out: Path


@dataclass(frozen=True)
class _How:
    """The same for all videos."""

    detector_path: Path
    landmarks_path: Path
    seconds: int
    film: bool


@lru_cache(maxsize=1)
def _follower(detector_path: Path, landmarks_path: Path) -> Follower:
    """One for each process that watches."""
    return Follower(detector_path=detector_path, landmarks_path=landmarks_path)


def _one_video(task: _Video, how: _How, report: Report) -> tuple[list[str], list[dict[str, Any]]]:
    """Write a video's items. Returns their names and what was rejected, for JSON."""
    path, name, out, seconds, film = task.path, task.name, task.out, how.seconds, how.film
    try:
        mel = official_mel(stream_music(path))
        follower = _follower(how.detector_path, how.landmarks_path)
        watched = watch(path, follower, lambda done: report(name, done / 2 if film else done))
        takes, parts = select(watched, seconds=seconds, poses=pose_count(mel.seconds))
    except (MusicError, DatasetError) as error:
        return [], [{"reason": str(error)}]
    items = []
    cutters = _cutters(takes, watched, path, partial(report, name)) if film else [None] * len(takes)
    for take, cutter in zip(takes, cutters, strict=True):
        folder = out / item_id(name, take.first)
        try:
            _write_item(take, mel, folder, name, cutter)
        except DatasetError as error:
            parts.append(Rejected(take.first / POSE_RATE, take.first / POSE_RATE + seconds, str(error)))
        else:
            items.append(f"{out.name}/{folder.name}")
    return items, [
        {"from_s": round(part.from_s, 2), "to_s": round(part.to_s, 2), "reason": part.reason} for part in parts
    ]


def _cutters(takes: list[Take], watched: Watched, path: Path, report: Callable[[float], None]) -> list[Cutter]:
    """What cuts the pictures of each item out of the video; to be used in order, as they read it once together."""
    if not takes:
        return []
    squares = crops(takes, watched.size)
    poses = [take.first + index for take in takes for index in range(len(take.points))]
    shown = shown_at(path, poses, long_side(squares, watched.size), lambda done: report(0.5 + done / 2))
    return [Cutter(take, crop, watched.size, shown) for take, crop in zip(takes, squares, strict=True)]


def _write_item(take: Take, mel: Mel, folder: Path, name: str, cutter: Cutter | None) -> None:
    """The folder appears complete or not at all. Raises DatasetError for values that no item may have."""
    rows = slice(MEL_FRAMES_PER_POSE * take.first, MEL_FRAMES_PER_POSE * (take.first + len(take.points)))
    with appearing_folder(folder) as partial:
        np.save(partial / "mel.npy", mel.values[rows])
        np.save(partial / "motion.npy", take.points)
        meta: dict[str, Any] = {"video": name, "from_s": round(take.first / POSE_RATE, 3)}
        if cutter is not None:
            meta["crop"] = cutter.meta
        (partial / META).write_text(json.dumps(meta, indent=1) + "\n", encoding="utf-8")
        check_item(Item(folder.parent.name, folder.name, partial))
        if cutter is not None:
            video.write(cutter.frames(), partial / VIDEO, keyframe_s=KEYFRAME_S, label=LABEL, synthetic=False)
            np.save(partial / KEYPOINTS, cutter.keypoints)


class _State:
    """out/from_video.json: the settings, and for each video that is done its size, its time and what it gave."""

    def __init__(self, out: Path, settings: dict[str, Any], videos: dict[str, Any]) -> None:
        self._out, self._settings, self._videos = out, settings, videos

    @classmethod
    def open(cls, out: Path, settings: dict[str, Any]) -> "_State":
        """Raises DatasetError if `out` was made with other settings, or is not readable."""
        path = out / STATE
        if not path.is_file():
            return cls(out, settings, {})
        try:
            tree = json.loads(path.read_text(encoding="utf-8"))
            before, videos = {"film": False} | tree["settings"], tree["videos"]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise DatasetError(f"{path} is damaged ({error}). Choose another folder.") from error
        changed = [name for name in settings if before.get(name) != settings[name]]
        if changed:
            raise DatasetError(f"{out} was made with another {', '.join(changed)}. Choose another folder.")
        return cls(out, settings, videos)

    def is_done(self, name: str, path: Path) -> bool:
        return bool(self._videos.get(name, {}).get("file") == _stamp(path))

    def done(self, name: str, path: Path, items: list[str], rejected: list[dict[str, Any]]) -> None:
        self._videos[name] = {"file": _stamp(path), "items": items, "rejected": rejected}
        parts = {video: entry["rejected"] for video, entry in self._videos.items() if entry["rejected"]}
        self._write(REJECTED, parts)
        self._write(STATE, {"settings": self._settings, "videos": self._videos})

    def summary(self, videos: int) -> Summary:
        entries = self._videos.values()
        return Summary(
            videos, sum(len(entry["items"]) for entry in entries), sum(len(entry["rejected"]) for entry in entries)
        )  # fmt: skip

    def _write(self, name: str, tree: dict[str, Any]) -> None:
        write_texts(self._out, {name: json.dumps(tree, indent=1, ensure_ascii=False) + "\n"})


def _stamp(path: Path) -> list[int]:
    stat = path.stat()
    return [stat.st_size, stat.st_mtime_ns]
