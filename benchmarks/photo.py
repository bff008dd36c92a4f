"""What the photo puppet costs: preparing it once, drawing a frame, encoding a frame, both together.

    python benchmarks/photo.py PHOTO [--models DIR] [--frames N] [--sizes 720 1080]

CPU milliseconds of the whole process, so that a busy machine does not matter much; the encoder (x264 as the video
writer sets it, I420 in) is the baseline of the ratios: it is what any renderer must pay.
"""

import argparse
import os
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import av
import numpy as np

from vc import video
from vc.frame import SIZES, Frame
from vc.picture import load_photo
from vc.render import photo
from vc.skeleton import Motion

PROJECT = Path(__file__).resolve().parents[1]


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


def cpu_and_wall(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds of CPU of the process, and by the clock."""
    cpu, wall = time.process_time(), time.perf_counter()
    work()
    return time.process_time() - cpu, time.perf_counter() - wall


def consume(frames: Iterable[Frame]) -> None:
    for _ in frames:
        pass


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("photo", type=Path)
    parser.add_argument("--models", type=Path, default=Path(os.environ.get("VC_WEIGHTS_DIR", PROJECT / "weights")))
    parser.add_argument("--frames", type=int, default=300)
    parser.add_argument("--sizes", choices=SIZES, nargs="+", default=["720", "1080"])
    arguments = parser.parse_args()
    models = {
        "detector_path": arguments.models / "pose_detection.tflite",
        "landmarks_path": arguments.models / "pose_landmark_full.tflite",
    }
    for name in arguments.sizes:
        measure(arguments.photo, SIZES[name], conducting(arguments.frames), models)


def measure(path: Path, size: tuple[int, int], motion: Motion, models: dict[str, Path]) -> None:
    """Print the costs of one photo at one size: medians of three runs, the parts of a run next to each other."""
    picture = load_photo(path)
    photo.prepare(picture, size=size, **models)  # compiles
    puppets: list[photo.Puppet] = []
    prepare_cpu, _ = cpu_and_wall(lambda: puppets.append(photo.prepare(picture, size=size, **models)))
    puppet = puppets[0]
    consume(photo.frames(conducting(4), size=size, puppet=puppet))  # compiles

    def rows() -> dict[str, tuple[float, float]]:
        sample = list(photo.frames(conducting(60), size=size, puppet=puppet))
        repeated = [sample[i % len(sample)] for i in range(len(motion))]
        return {
            "render": cpu_and_wall(lambda: consume(photo.frames(motion, size=size, puppet=puppet))),
            "without the face": cpu_and_wall(
                lambda: consume(photo.frames(motion, size=size, puppet=puppet, face=False))
            ),
            "encode": cpu_and_wall(lambda: encode(repeated, size)),
            "render + encode": cpu_and_wall(lambda: encode(photo.frames(motion, size=size, puppet=puppet), size)),
        }

    runs = [rows() for _ in range(3)]
    print(f"{path.name}, {size[0]} x {size[1]}, {len(motion)} frames, medians of {len(runs)} runs")
    print(f"prepare            {prepare_cpu:6.2f} CPU s, once per photo")
    baseline = float(np.median([run["encode"][0] for run in runs]))
    per_frame = 1000 / len(motion)
    for name in runs[0]:
        cpu, wall = (float(np.median([run[name][k] for run in runs])) * per_frame for k in (0, 1))
        print(
            f"{name:18s} {cpu:6.2f} CPU ms/frame, {cpu / per_frame / baseline:4.2f} x the encoder; "
            f"{2000 / cpu:4.0f} frames/s on two free cores, {1000 / wall:4.0f} by the clock"
        )


if __name__ == "__main__":
    main()
