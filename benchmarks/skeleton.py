"""What a skeleton frame costs, in CPU milliseconds, beside the encoder alone and beside drawing with OpenCV in RGB.

    python benchmarks/skeleton.py [--size 512 720 1080] [--rounds 3]

All rows of one size come from the same run, in turns, so that a busy machine slows them alike: read the ratios.
"""

import argparse
import io
import statistics
import time
from collections.abc import Callable, Iterable

import av
import cv2
import numpy as np

from vc.frame import SIZES, Frame, Size
from vc.render.skeleton import frames
from vc.skeleton import BONES, Joint, Motion

POSES = 150


def moving() -> Motion:
    """Five seconds of both hands circling in front of a still body."""
    pose = np.array(
        [
            (0.50, 0.40), (0.52, 0.39), (0.48, 0.39), (0.55, 0.40), (0.45, 0.40), (0.60, 0.49), (0.39, 0.49),
            (0.65, 0.61), (0.33, 0.60), (0.58, 0.58), (0.37, 0.62), (0.56, 0.76), (0.42, 0.76),
        ]
    )  # fmt: skip
    angle = 2 * np.pi * 1.5 * np.arange(POSES) / 30
    circle = 0.08 * np.stack([np.cos(angle), np.sin(angle)], -1)
    points = np.repeat(pose[None], POSES, 0)
    points[:, Joint.LEFT_WRIST] += circle
    points[:, Joint.RIGHT_WRIST] += circle * (-1, 1)
    return Motion(points.astype(np.float32))


def encode(pictures: Iterable[np.ndarray], size: Size, pixels: str) -> None:
    """x264 superfast crf 20 into memory; `pixels` other than yuv420p are converted by FFmpeg, as a caller would."""
    with av.open(io.BytesIO(), "w", format="matroska") as container:
        stream = container.add_stream("libx264", rate=30, options={"preset": "superfast", "crf": "20", "threads": "1"})
        stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
        for picture in pictures:
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format=pixels)))
        container.mux(stream.encode(None))


def with_opencv(motion: Motion, size: Size, background: np.ndarray) -> Iterable[np.ndarray]:
    """Plain bones, joints and traces: less than the renderer draws, with OpenCV's anti-aliased lines in RGB."""
    pixels = motion.points * min(size) + (np.array(size) - min(size)) / 2
    thick = max(1, min(size) // 60)
    for index, pose in enumerate(pixels.round().astype(int)):
        picture = background.copy()
        for joint in (Joint.LEFT_WRIST, Joint.RIGHT_WRIST):
            path = pixels[max(0, index - 18) : index + 1, joint].round().astype(np.int32)
            cv2.polylines(picture, [path], False, (120, 160, 200), thick // 2 + 1, cv2.LINE_AA)
        for a, b in BONES:
            cv2.line(picture, pose[a].tolist(), pose[b].tolist(), (240, 160, 60), thick, cv2.LINE_AA)
        for point in pose:
            cv2.circle(picture, point.tolist(), thick, (255, 255, 255), -1, cv2.LINE_AA)
        yield picture


def cpu_ms(work: Callable[[], None]) -> float:
    start = time.process_time()
    work()
    return (time.process_time() - start) / POSES * 1e3


def exhaust(items: Iterable[object]) -> None:
    for _ in items:
        pass


def measure(size: Size, rounds: int) -> dict[str, float]:
    motion = moving()
    drawn: list[Frame] = list(frames(motion, size=size))
    background = drawn[0].to_rgb()
    work: dict[str, Callable[[], None]] = {
        "draw": lambda: exhaust(frames(motion, size=size)),
        "encode alone": lambda: encode((frame.planes for frame in drawn), size, "yuv420p"),
        "draw + encode": lambda: encode((frame.planes for frame in frames(motion, size=size)), size, "yuv420p"),
        "OpenCV RGB draw": lambda: exhaust(with_opencv(motion, size, background)),
        "OpenCV RGB draw + encode": lambda: encode(with_opencv(motion, size, background), size, "rgb24"),
    }
    times: dict[str, list[float]] = {name: [] for name in work}
    for _ in range(rounds):
        for name, run in work.items():
            times[name].append(cpu_ms(run))
    return {name: statistics.median(values) for name, values in times.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", nargs="+", choices=SIZES, default=["512", "720"])
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    for name in options.size:
        width, height = SIZES[name]
        result = measure((width, height), options.rounds)
        print(f"{width} x {height}: CPU ms per frame, and the ratio to the encoder alone")
        for label, value in result.items():
            print(f"  {label:26s} {value:6.2f} {value / result['encode alone']:6.2f}")
        ratio = result["OpenCV RGB draw + encode"] / result["draw + encode"]
        print(f"  this renderer's chain is {ratio:.2f} times as fast as OpenCV in RGB")


if __name__ == "__main__":
    main()
