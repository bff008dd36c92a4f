"""What a photo's person in three dimensions costs, in own clothes or tails, beside puppet, figure and encoder alone.

    python benchmarks/character.py PHOTO [--models DIR] [--frames N] [--sizes 720 1080]

CPU milliseconds of the whole process, so that a busy machine does not matter much. "frame" is drawing on one thread;
all rows of one size come from the same run: read the ratios.
"""

import argparse
import os
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
from photo import conducting, encode  # the script beside this one

from vc.frame import SIZES, Size
from vc.picture import load_photo
from vc.render import photo
from vc.render.avatar import frames as figure
from vc.render.character import Portrait, frames, prepare
from vc.render.character.build import look, portray
from vc.render.character.onstage import on_stage
from vc.render.photo.puppet import find_conductor
from vc.render.photo.puppet import prepare as prepare_puppet
from vc.skeleton import Motion

PROJECT = Path(__file__).resolve().parents[1]


def cpu_s(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def measure(picture: np.ndarray, motion: Motion, size: Size, models: dict[str, Path]) -> None:
    face = {"face_path": models["landmarks_path"].with_name("face_landmark.tflite")}
    prepare(picture, size=size, **models, **face)  # compiles or loads
    portrait, puppet = prepare(picture, size=size, **models, **face), prepare_puppet(picture, size=size, **models)
    chosen, others = find_conductor(picture, None, None, **models)
    sight = look(picture, chosen, others, **face)
    ways = {
        "own clothes": portrait,
        "own clothes, hall": portray(sight, size, "hall"),
        "own clothes, film": portray(sight, size, camera="film"),
        "tails, hall, close": on_stage(sight, size, "tails", "hall", "close"),
    }
    drawn = list(frames(motion, size=size, portrait=portrait, workers=1))
    list(photo.frames(motion, size=size, puppet=puppet, workers=1))
    few = Motion(motion.points[:2])
    for way in ways.values():
        list(frames(few, size=size, portrait=way, workers=1))  # compiles or loads
    rows: dict[str, Callable[[], object]] = {
        "encoder alone": lambda: encode(drawn, size),
        "puppet, frame": lambda: list(photo.frames(motion, size=size, puppet=puppet, workers=1)),
        "project's figure, close, frame": lambda: list(figure(motion, size=size, camera="close", workers=1)),
    }
    for name, way in ways.items():
        rows[f"{name}, frame"] = partial(_draw, motion, size, way)
        rows[f"{name}, frame and encoder"] = partial(_film, motion, size, way)
    times = {row: cpu_s(work) / len(motion) * 1e3 for row, work in rows.items()}
    print(f"{size[0]} x {size[1]}: CPU ms a frame, times the encoder alone")
    for row, value in times.items():
        print(f"  {row:34s} {value:6.2f} {value / times['encoder alone']:6.2f}")
    for name in ways:
        print(f"  {name}: two free cores would give {2000 / times[f'{name}, frame and encoder']:.0f} frames/s")
    before = cpu_s(lambda: prepare_puppet(picture, size=size, **models))
    now = cpu_s(lambda: prepare(picture, size=size, **models, **face))
    print(f"  preparing: puppet {before:.1f}, character {now:.1f} CPU s")


def _draw(motion: Motion, size: Size, portrait: Portrait) -> None:
    for _ in frames(motion, size=size, portrait=portrait, workers=1):
        pass


def _film(motion: Motion, size: Size, portrait: Portrait) -> None:
    encode(frames(motion, size=size, portrait=portrait), size)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("photo")
    parser.add_argument("--models", type=Path, default=Path(os.environ.get("VC_WEIGHTS_DIR", PROJECT / "weights")))
    parser.add_argument("--frames", type=int, default=120)
    parser.add_argument("--sizes", nargs="+", choices=SIZES, default=["720", "1080"])
    options = parser.parse_args()
    models = {
        "detector_path": options.models / "pose_detection.tflite",
        "landmarks_path": options.models / "pose_landmark_full.tflite",
    }
    for name in options.sizes:
        measure(load_photo(options.photo), conducting(options.frames), SIZES[name], models)


if __name__ == "__main__":
    main()
