"""The whole way, stage by stage: seconds of computing for each, frames a second, and the peak of memory.

    python benchmarks/pipeline.py --minutes 30 --photo examples/conductor.jpg
    python benchmarks/pipeline.py --minutes 120 --motion-only

Drawing is given as a ratio to the encoder alone, in the same run, on frames of that renderer kept in memory: no
renderer can be faster than that.
"""

import argparse
import resource
import tempfile
import time
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import av
import numpy as np

from vc import Clip, Conductor, pipeline, video
from vc.frame import SIZES
from vc.motion.conductor import DEFAULT_MODEL
from vc.render.options import VIDEOS
from vc.skeleton import Motion

RATE = 44_100


def write_music(path: Path, minutes: float, bpm: float = 108.0) -> Path:
    """Plucked chords over noise, encoded in blocks: an mp3 of any length."""
    random = np.random.default_rng(0)
    beat = round(60 / bpm * RATE)
    t = np.arange(beat) / RATE
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libmp3lame", rate=RATE, layout="stereo")
        for number in range(round(minutes * 60 * RATE / beat)):
            pitch = 220 * 2 ** (random.integers(0, 12) / 12)
            pluck = (0.3 if number % 4 == 0 else 0.15) * np.exp(-6 * t) * np.sin(2 * np.pi * pitch * t)
            block = (pluck + 0.01 * random.standard_normal(beat)).astype(np.float32)
            frame = av.AudioFrame.from_ndarray(np.stack([block, block]), format="fltp", layout="stereo")
            frame.sample_rate, frame.pts = RATE, number * beat
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def timed(name: str, work: Callable[[], Any], frames: int | None = None) -> tuple[Any, float]:
    cpu, wall = time.process_time(), time.perf_counter()
    result = work()
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    speed = f"{frames / wall:8.1f} frames/s {cpu / frames * 1000:7.2f} CPU-ms a frame" if frames else ""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{name:<34}{cpu:9.2f} CPU-s {wall:9.2f} s {speed}  peak {peak:6.0f} MB", flush=True)
    return result, cpu


def encode_alone(motion: Motion, renderer: pipeline.Renderer, music: Path, out: Path) -> None:
    """Three seconds of real frames, there and back again, as often as the piece needs."""
    kept = list(islice(renderer(motion, None), 90))
    video.write(islice(cycle(kept + kept[::-1]), len(motion)), out, music=Clip(music, seconds=motion.seconds))


def main() -> None:
    options = _parser().parse_args()
    with tempfile.TemporaryDirectory() as folder:
        music = options.music or write_music(Path(folder) / "music.mp3", options.minutes)
        heard, _ = timed("listen: features and rhythm", lambda: pipeline.listen(music))
        motion, _ = timed(f"move: {options.model}", lambda: pipeline.move(heard, Conductor(model=options.model)))
        if not options.motion_only:
            for kind in ("skeleton", "avatar", "neural", *(["photo"] if options.photo else [])):
                measure(kind, motion, music, Path(folder) / "out.mp4", options)


def measure(kind: str, motion: Motion, music: Path, out: Path, options: argparse.Namespace) -> None:
    video = VIDEOS[kind](size=options.size, **({"photo": options.photo} if kind == "photo" else {}))
    renderer, _ = timed(f"prepare: {kind}", lambda: pipeline.open_renderer(video))
    for _frame in islice(renderer(motion, None), 2):  # compile before the clock runs
        pass
    count = len(motion)
    _, least = timed(f"the encoder alone: {kind}", lambda: encode_alone(motion, renderer, music, out), count)
    _, cost = timed(
        f"draw: {kind}, {options.size}", lambda: pipeline.draw(motion, renderer, out, clip=Clip(music)), count
    )
    print(f"    {cost / least:.2f} times the encoder alone; {out.stat().st_size / 1e6:.1f} MB")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=3)
    parser.add_argument("--music", type=Path, help="a music file instead of a made one")
    parser.add_argument("--photo", type=Path)
    parser.add_argument("--size", choices=SIZES, default="720")
    parser.add_argument("--model", default=DEFAULT_MODEL)
    parser.add_argument("--motion-only", action="store_true")
    return parser


if __name__ == "__main__":
    main()
