"""What several benchmarks measure with."""

import io
import statistics
import time
from collections.abc import Callable, Iterable, Mapping

import av
import numpy as np

from vc import video
from vc.conductor import perform
from vc.frame import Frame, Size
from vc.music import Rhythm
from vc.skeleton import Motion


def conducting(poses: int) -> Motion:
    """A textbook conductor in 4/4 at 100 beats a minute."""
    beats = np.arange(0, poses / 30, 0.6)
    loudness = np.full(poses, 0.6, np.float32)
    return perform(Rhythm(beats, np.arange(len(beats)) % 4, np.full(len(beats), 4), loudness, poses / 30), seed=1)


def encode(pictures: Iterable[Frame], size: Size) -> None:
    """x264 into memory, as the video writer sets it."""
    with av.open(io.BytesIO(), "w", format="matroska") as container:
        stream = container.add_stream(
            "libx264", rate=30, options=video.KINDS[".mp4"].options | {"preset": video.PRESET}
        )
        stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
        for frame in pictures:
            container.mux(stream.encode(av.VideoFrame.from_ndarray(frame.planes, format="yuv420p")))
        container.mux(stream.encode(None))


def cpu_ms(work: Callable[[], object], poses: int) -> float:
    """CPU milliseconds a pose, of all threads together."""
    return timed(work)[0] / poses * 1e3


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """CPU seconds and seconds by the clock."""
    cpu, wall = time.process_time(), time.perf_counter()
    work()
    return time.process_time() - cpu, time.perf_counter() - wall


def medians(ways: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, tuple[float, ...]]:
    """Median CPU and clock seconds of each way; all ways take turns, so that a busy machine is so for all."""
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            taken[name].append(timed(way))
    return {
        name: tuple(statistics.median(column) for column in zip(*values, strict=True)) for name, values in taken.items()
    }


def show(
    minutes: float, measured: Mapping[str, tuple[float, ...]], peak_mb: Mapping[str, float], *, slow: str, fast: str
) -> None:
    """Print what `medians` gave for so many minutes of music, and how many times as fast the one is as the other."""
    print(f"{minutes:g} minutes of music: CPU s, clock s, times faster than real time, peak MB")
    for name, (cpu, wall) in measured.items():
        print(f"  {name:18s} {cpu:7.2f} {wall:7.2f} {minutes * 60 / wall:7.0f}x {peak_mb[name]:7.0f}")
    ratios = [measured[slow][i] / measured[fast][i] for i in range(2)]
    print(f"  {fast} is {ratios[0]:.2f} times as fast in CPU time, {ratios[1]:.2f} by the clock")
