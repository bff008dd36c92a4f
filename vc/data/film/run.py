"""Item after item of a dataset onto film; items that are there are left as they are."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import numpy as np

from vc import video
from vc.conductor import perform
from vc.data.conductormotion100 import SPLITS, Item, list_split, present_splits
from vc.data.film.shot import Performer, Shot, Take
from vc.data.performance import KEYFRAME_S, KEYPOINTS, META, VIDEO
from vc.errors import DatasetError
from vc.files import appearing_folder
from vc.parallel import run_all
from vc.render.ordered import in_order
from vc.skeleton import Motion

Models = tuple[Path | None, Path | None, Path | None]  # that find people, their joints and their faces
Report = Callable[[str, float], None]  # name of the item, the part of it that is done


def film(
    data: str | Path, out: str | Path, shot: Shot, *, most: int | None = None, pictures: bool = True, workers: int = 2,
    ray: str | None = None, detector_path: Path | None = None, landmarks_path: Path | None = None,
    face_path: Path | None = None, on_progress: Report | None = None,
) -> int:  # fmt: skip
    """Let a performer move as the items of a dataset do, and film it; stopped at any time, the same call goes on.

    most : items of each split; None is all. Those of the test split come first, as they are needed to see anything
    pictures : False writes no video.mp4, which takes all the time: keypoints alone teach a network what music does to
        them, and need many hours of it
    workers : threads that draw
    ray : address of a cluster that films items side by side, each with `workers` threads, see `vc.parallel`; every
        machine must see `data`, `out`, the photo and the models under the same paths
    detector_path, landmarks_path, face_path : MediaPipe's pose_detection.tflite, pose_landmark_full.tflite and
        face_landmark.tflite, for a photo
    on_progress : called with an item's name and the part of it that is done; on a cluster when it is all done

    Returns the number of items in `out`. Raises DatasetError, also for a folder that was filmed otherwise; PhotoError,
    OutputError, ValueError for a photo without these models.
    """
    data, out = Path(data).absolute(), Path(out).absolute()  # machines of a cluster start elsewhere
    settings = _settings(shot) | {"pictures": pictures}
    items = [item for split in _splits(data) for item in list_split(data, split)[:most]]
    _refuse_other_shots(out, settings)
    report = on_progress or _ignore
    models = (detector_path, landmarks_path, face_path)
    how = _How(out, shot, models, settings, workers if pictures else 0)
    how.performer()  # refuses a photo that cannot be used before any work
    todo = [item for item in items if not how.folder(item).is_dir()]
    film_one = partial(_film_item, how=how, report=report if ray is None else _ignore)
    for item, _ in run_all(film_one, todo, ray=ray, cores=workers):
        report(item.name, 1.0)
    return len(items)


def _ignore(name: str, done: float) -> None:
    del name, done


@dataclass(frozen=True)
class _How:
    """The same for all items. threads : that draw; 0 leaves out the video"""

    out: Path
    shot: Shot
    models: Models
    settings: dict[str, Any]
    threads: int

    def folder(self, item: Item) -> Path:
        return self.out / item.split / item.id

    def performer(self) -> Performer:
        return _performer(self.shot, self.models, self.settings["photo"])


def _settings(shot: Shot) -> dict[str, Any]:
    try:
        return shot.settings()
    except OSError as error:
        raise DatasetError(f"The photo {shot.photo} cannot be read: {error.strerror}. Name a picture.") from error


def _splits(data: str | Path) -> list[str]:
    """The splits that are there, the smaller ones first; at least one, whose absence then explains the layout."""
    return present_splits(data)[::-1] or [SPLITS[0]]


@lru_cache(maxsize=1)
def _performer(shot: Shot, models: Models, photo: str | None) -> Performer:
    """Prepared once in each process that films. photo : digest of the photo, so that an edited one is read again"""
    del photo
    if shot.photo is None:
        from vc.data.film.conductor import avatar_performer

        return avatar_performer(shot)
    from vc.data.film.person import person_performer

    detector, landmarks, face = models
    if detector is None or landmarks is None or face is None:
        raise ValueError("a photo needs the models: name detector_path, landmarks_path and face_path")
    return person_performer(shot, detector_path=detector, landmarks_path=landmarks, face_path=face)


def _refuse_other_shots(out: Path, settings: dict[str, Any]) -> None:
    """Raises DatasetError if `out` holds an item that was filmed in another way, or was not filmed."""
    plain = {"pictures": True} | (_settings(Shot()) if settings["photo"] is None else {})
    for split in present_splits(out):
        for folder in sorted(path for path in (out / split).iterdir() if not path.name.startswith(".")):
            try:
                before = plain | json.loads((folder / META).read_text())
            except (OSError, ValueError, TypeError) as error:
                raise DatasetError(f"{folder} was not filmed ({error}). Choose another folder.") from error
            changed = [name for name in settings.keys() | before if before.get(name) != settings.get(name)]
            if changed:
                name = "photo" if "photo" in changed else sorted(changed)[0]
                raise DatasetError(
                    f"{folder} was filmed with another {name}: {before.get(name)}, not {settings.get(name)}. All of a "
                    "folder must show one performer in one way: choose another folder."
                )


def _film_item(item: Item, how: _How, report: Report) -> None:
    """The folder appears complete or not at all."""
    motion, loudness = _conducted(item, how.shot.conductor)
    take = how.performer()(motion, loudness)
    with appearing_folder(how.folder(item)) as part:
        np.save(part / "mel.npy", item.music(0, len(motion)).astype(np.float16))
        np.save(part / "motion.npy", motion.points)
        np.save(part / KEYPOINTS, take.keypoints)
        (part / META).write_text(json.dumps(how.settings, indent=1) + "\n")
        if how.threads:
            _write_video(take, motion, part / VIDEO, how.threads, partial(report, item.name))


def _write_video(take: Take, motion: Motion, path: Path, threads: int, report: Callable[[float], None]) -> None:
    frames = in_order(take.draw, len(motion), workers=threads)
    video.write(
        frames, path, rate=motion.rate, keyframe_s=KEYFRAME_S, on_progress=lambda done: report(done / len(motion))
    )


def _conducted(item: Item, conductor: int | None) -> tuple[Motion, np.ndarray | None]:
    """The motion to film, and the loudness of the music where it is known. Raises DatasetError."""
    if item.labels is None and conductor is not None:
        raise DatasetError(f"{item.name} has no labels.npz: its beats are not known. Film the motion that it holds.")
    if item.labels is None or conductor is None:
        return Motion(np.array(item.motion, np.float32)), item.labels.rhythm.loudness if item.labels else None
    return perform(item.labels.rhythm, seed=conductor), item.labels.rhythm.loudness
