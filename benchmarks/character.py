"""What a photo's person in three dimensions costs, in own clothes and in concert dress, beside the encoder alone.

    python benchmarks/character.py PHOTO [--models DIR] [--frames N] [--sizes 720 1080] [--memory SECONDS ...]

CPU milliseconds of the whole process, so that a busy machine does not matter much. "frame" is drawing on one thread;
all rows of one size come from the same run: read the ratios. "before" are the milliseconds of a free server of
2023 before triangles were drawn by blocks of pixels, in brackets those of the prototypes, which drew 720p alone.

--memory: the most that a process of its own holds while it makes videos of so many seconds.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
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
BEFORE = {
    ("720", "own clothes"): "22.4 (15-22)", ("720", "tails, close"): "43.6 (37-45)", ("720", "gown, close"): "33.9",
    ("720", "suit, close"): "35.4", ("1080", "tails, close"): "78.8", ("720", "encoder alone"): "(4-7)",
    ("720", "preparing"): "4.8 CPU s",
}  # fmt: skip


def cpu_s(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def measure(picture: np.ndarray, motion: Motion, name: str, models: dict[str, Path]) -> None:
    size = SIZES[name]
    face = {"face_path": models["landmarks_path"].with_name("face_landmark.tflite")}
    prepare(picture, size=size, **models, **face)  # compiles or loads
    portrait, puppet = prepare(picture, size=size, **models, **face), prepare_puppet(picture, size=size, **models)
    chosen, others = find_conductor(picture, None, None, **models)
    sight = look(picture, chosen, others, **face)
    ways = {
        "own clothes": portrait,
        "own clothes, hall": portray(sight, size, "hall"),
        "own clothes, film": portray(sight, size, camera="film"),
        **{f"{dress}, close": on_stage(sight, size, dress, "hall", "close") for dress in ("tails", "gown", "suit")},
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
    for kind, way in ways.items():
        rows[f"{kind}, frame"] = partial(_draw, motion, size, way)
        rows[f"{kind}, frame and encoder"] = partial(_film, motion, size, way)
    times = {row: cpu_s(work) / len(motion) * 1e3 for row, work in rows.items()}
    print(f"{size[0]} x {size[1]}: CPU ms a frame, times the encoder alone, ms before")
    for row, value in times.items():
        before = BEFORE.get((name, row.removesuffix(", frame")), "")
        print(f"  {row:34s} {value:6.2f} {value / times['encoder alone']:6.2f}  {before}")
    for way in ways:
        print(f"  {way}: two free cores would give {2000 / times[f'{way}, frame and encoder']:.0f} frames/s")
    flat = cpu_s(lambda: prepare_puppet(picture, size=size, **models))
    now = cpu_s(lambda: prepare(picture, size=size, **models, **face))
    dress = cpu_s(lambda: on_stage(look(picture, chosen, others, **face), size, "tails", "hall", "close"))
    print(f"  preparing: puppet {flat:.1f}, own clothes {now:.1f}, tails without finding people {dress:.1f} CPU s; "
          f"before: {BEFORE.get((name, 'preparing'), '')}")  # fmt: skip


def memory(photo: str, seconds: list[int], models: dict[str, Path]) -> None:
    """Print the most that a process of its own holds, for each length and dress."""
    print("most memory of a process that makes a video of 512 px, MB")
    for dress in ("own", "tails"):
        held = []
        for length in seconds:
            asked = [sys.executable, __file__, photo, "--models", str(models["detector_path"].parent)]
            child = subprocess.run([*asked, "--film", dress, str(length)], capture_output=True, text=True, check=True)
            held.append(float(child.stdout.split()[-1]))
        lengths = ", ".join(f"{length} s: {value:.0f}" for length, value in zip(seconds, held, strict=True))
        print(f"  {dress:6s} {lengths}; last over first {held[-1] / held[0]:.3f}")


def film(photo: str, dress: str, seconds: int) -> None:
    """Make a video without sound, and print the most memory that this process held, MB."""
    from vc import PhotoVideo, pipeline

    renderer = pipeline.open_renderer(PhotoVideo(photo, size="512", shape="16:9", dress=dress, background="stage"))
    with tempfile.TemporaryDirectory() as folder:
        pipeline.draw(conducting(30 * seconds), renderer, Path(folder) / "video.mp4")
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


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
    parser.add_argument("--sizes", nargs="*", choices=SIZES, default=["720", "1080"])
    parser.add_argument("--memory", nargs="+", type=int, default=[], metavar="SECONDS")
    parser.add_argument("--film", nargs=2, help=argparse.SUPPRESS)  # what --memory asks of a process of its own
    options = parser.parse_args()
    models = {
        "detector_path": options.models / "pose_detection.tflite",
        "landmarks_path": options.models / "pose_landmark_full.tflite",
    }
    if options.film:
        film(options.photo, options.film[0], int(options.film[1]))
        return
    for name in options.sizes:
        measure(load_photo(options.photo), conducting(options.frames), name, models)
    if options.memory:
        memory(options.photo, options.memory, models)


if __name__ == "__main__":
    main()
