"""What a frame of the neural performer costs, in CPU milliseconds, beside the encoder alone; and how memory grows.

    python benchmarks/neural.py [--size 512 720] [--rounds 3] [--minutes 10]

All rows of one size come from the same run, in turns, so that a busy machine slows them alike: read the ratios.
"""

import argparse
import resource
import statistics
from collections.abc import Callable
from itertools import islice

import numpy as np
from measuring import conducting, cpu_ms, encode

from vc import weights
from vc.audio.features import CHANNELS
from vc.frame import SIZES, Size
from vc.models.performer.fast import FastPerformer
from vc.models.performer.load import load_performer
from vc.models.performer.network import draw_whole
from vc.render import neural

POSES = 48


def measure(size: Size, rounds: int) -> dict[str, float]:
    """CPU milliseconds a frame by row."""
    path, motion = weights.fetch("performer"), conducting(POSES)
    features = np.zeros((POSES, CHANNELS), np.float32)
    plain, single, half = load_performer(path), FastPerformer(load_performer(path), half=False), \
        FastPerformer(load_performer(path))  # fmt: skip
    model = neural.Model(half.see, half.paint, half.backdrop, half.at_once)
    drawn = list(neural.frames(motion, size=size, model=model, features=features))
    pictures = list(half.draw(motion.points, features))
    layout = neural.Layout(half.backdrop, size)
    rows: dict[str, Callable[[], object]] = {
        "the network, plainly": lambda: list(draw_whole(plain, motion.points, features)),
        "single precision": lambda: list(single.draw(motion.points, features)),
        "as used on this machine": lambda: list(half.draw(motion.points, features)),
        "lay it out": lambda: [layout.frame(picture) for picture in pictures],
        "encode alone": lambda: encode(drawn, size),
        "draw + encode": lambda: encode(neural.frames(motion, size=size, model=model, features=features), size),
    }
    times: dict[str, list[float]] = {name: [] for name in rows}
    for _ in range(rounds):
        for name, work in rows.items():
            times[name].append(cpu_ms(work, POSES))
    return {name: statistics.median(values) for name, values in times.items()}


def memory(minutes: float) -> None:
    """The peak while a piece is drawn, after a tenth of it and at its end."""
    performer = FastPerformer(load_performer(weights.fetch("performer")))
    motion = conducting(round(minutes * 1800))
    features = np.zeros((len(motion), CHANNELS), np.float32)
    model = neural.Model(performer.see, performer.paint, performer.backdrop, performer.at_once)
    frames = neural.frames(motion, size=SIZES["512"], model=model, features=features)
    for poses in (len(motion) // 10, len(motion) - len(motion) // 10):
        for _ in islice(frames, poses):
            pass
        print(f"  {poses} frames more: peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", nargs="+", choices=SIZES, default=["512", "720"])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--minutes", type=float, default=0, help="draw a piece so long, to see the memory")
    options = parser.parse_args()
    for name in options.size:
        size = SIZES[name]
        print(f"{size[0]} x {size[1]}: CPU ms a frame, ratio to the encoder alone", flush=True)
        result = measure(size, options.rounds)
        for label, value in result.items():
            print(f"  {label:24s} {value:6.2f} {value / result['encode alone']:6.2f}")
        print(f"  two free cores would give {2000 / result['draw + encode']:.0f} frames/s", flush=True)
    if options.minutes:
        memory(options.minutes)


if __name__ == "__main__":
    main()
