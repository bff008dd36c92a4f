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
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

import av
import numpy as np

from vc import video
from vc.frame import SIZES, Frame, Size
from vc.picture import load_photo
from vc.render.avatar import frames as figure
from vc.render.character import Portrait, frames, prepare
from vc.render.character.build import look, portray
from vc.render.character.onstage import on_stage
from vc.skeleton import Motion
from vc.vision.choice import find_conductor

PROJECT = Path(__file__).resolve().parents[1]
BEFORE = {
    ("720", "own clothes"): "22.4 (15-22)", ("720", "tails, close"): "43.6 (37-45)", ("720", "gown, close"): "33.9",
    ("720", "suit, close"): "35.4", ("1080", "tails, close"): "78.8", ("720", "encoder alone"): "(4-7)",
    ("720", "preparing"): "4.8 CPU s",
}  # fmt: skip


def conducting(poses: int) -> Motion:
    """Both hands beating a wide four in a bar."""
    t = np.arange(poses) / 30
    rest = [
        (0.50, 0.28), (0.52, 0.26), (0.48, 0.26), (0.54, 0.27), (0.46, 0.27), (0.59, 0.40), (0.41, 0.40),
        (0.67, 0.52), (0.33, 0.52), (0.70, 0.42), (0.30, 0.42), (0.56, 0.75), (0.44, 0.75),
    ]  # fmt: skip
    points = np.repeat(np.array(rest)[None], poses, 0)
    beat = 0.11 * np.sin(2 * np.pi * 2 * t)
    points[:, [9, 10], 1] += beat[:, None]
    points[:, [7, 8], 1] += 0.4 * beat[:, None]
    points[:, 9, 0] += 0.08 * np.sin(2 * np.pi * t)
    points[:, 10, 0] -= 0.08 * np.sin(2 * np.pi * t)
    points[:, :7, 0] += 0.01 * np.sin(np.pi * t)[:, None]
    return Motion(points.astype(np.float32))


def encode(frames: Iterable[Frame], size: tuple[int, int]) -> int:
    """Bytes of the H.264 stream of these frames."""
    codec = av.CodecContext.create("libx264", "w")
    codec.width, codec.height = size
    codec.pix_fmt, codec.framerate = "yuv420p", 30
    codec.thread_count = 2
    codec.options = video.KINDS[".mp4"].options | {"preset": video.PRESET}
    total = 0
    for frame in frames:
        picture = av.VideoFrame.from_ndarray(frame.planes, format="yuv420p")
        total += sum(packet.size for packet in codec.encode(picture))
    return total + sum(packet.size for packet in codec.encode(None))


def cpu_s(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def measure(picture: np.ndarray, motion: Motion, name: str, models: dict[str, Path]) -> None:
    size = SIZES[name]
    face = {"face_path": models["landmarks_path"].with_name("face_landmark.tflite")}
    prepare(picture, size=size, **models, **face)  # compiles or loads
    portrait = prepare(picture, size=size, **models, **face)
    chosen, others = find_conductor(picture, None, None, **models)
    sight = look(picture, chosen, others, **face)
    ways = {
        "own clothes": portrait,
        "own clothes, hall": portray(sight, size, "hall"),
        "own clothes, film": portray(sight, size, camera="film"),
        **{f"{dress}, close": on_stage(sight, size, dress, "hall", "close") for dress in ("tails", "gown", "suit")},
    }
    drawn = list(frames(motion, size=size, portrait=portrait, workers=1))
    few = Motion(motion.points[:2])
    for way in ways.values():
        list(frames(few, size=size, portrait=way, workers=1))  # compiles or loads
    list(figure(few, size=size, camera="close", workers=1))
    rows: dict[str, Callable[[], object]] = {
        "encoder alone": lambda: encode(drawn, size),
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
    now = cpu_s(lambda: prepare(picture, size=size, **models, **face))
    dress = cpu_s(lambda: on_stage(look(picture, chosen, others, **face), size, "tails", "hall", "close"))
    print(f"  preparing: own clothes {now:.1f}, tails without finding people {dress:.1f} CPU s; "
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
