"""What an avatar frame costs, in CPU milliseconds, step by step and beside the encoder alone on the same frames.

    python benchmarks/avatar.py [--size 720 1080] [--rounds 3] [--avatar maestra] [--camera front]

All rows of one size come from the same run, in turns, so that a busy machine slows them alike: read the ratios.
"""

import argparse
import statistics
import time
from collections.abc import Callable

from measuring import conducting, cpu_ms, encode

from vc.frame import SIZES, Size
from vc.render.avatar import AVATARS, CAMERAS, frames, load_avatar
from vc.render.avatar.lift import lift
from vc.render.avatar.painter import Painter
from vc.render.avatar.rig import skinning_matrices
from vc.skeleton import Motion

POSES = 120


def steps(motion: Motion, size: Size, avatar: str, camera: str) -> dict[str, float]:
    """Each step of drawing on one thread."""
    figure = load_avatar(avatar)
    painter = Painter.on_stage(figure, CAMERAS[camera], size)
    lifted = lift(motion, rig=figure.rig)
    matrices = skinning_matrices(figure.rig, lifted)
    painter.draw(matrices[0], lifted.morphs[0])
    buffers = painter.buffers()
    parts: dict[str, Callable[[int], object]] = {
        "bend (skin, morphs)": lambda t: painter.bend(buffers, matrices[t], lifted.morphs[t]),
        "shadow map": lambda _: painter.shadow(buffers),
        "raster, light and mix": lambda _: painter.light(buffers),
    }
    times = dict.fromkeys(parts, 0.0)
    for t in range(POSES):
        for name, part in parts.items():
            start = time.thread_time()
            part(t)
            times[name] += (time.thread_time() - start) / POSES * 1e3
    return {"lift": cpu_ms(lambda: lift(motion, rig=figure.rig), POSES), **times}


def measure(size: Size, avatar: str, camera: str, rounds: int) -> tuple[dict[str, float], float]:
    """CPU milliseconds a frame by row, and frames a second of wall time for drawing with encoding."""
    motion = conducting(POSES)
    start = time.process_time()
    drawn = list(frames(motion, size=size, avatar=avatar, camera=camera))
    print(f"  first call, with compiling or loading and the stage: {time.process_time() - start:.1f} CPU s")
    times: dict[str, list[float]] = {}
    walls = []
    for _ in range(rounds):
        row = steps(motion, size, avatar, camera)
        row["draw, as a whole"] = cpu_ms(lambda: list(frames(motion, size=size, avatar=avatar, camera=camera)), POSES)
        row["encode alone"] = cpu_ms(lambda: encode(drawn, size), POSES)
        start = time.perf_counter()
        row["draw + encode"] = cpu_ms(
            lambda: encode(frames(motion, size=size, avatar=avatar, camera=camera), size), POSES
        )
        walls.append(POSES / (time.perf_counter() - start))
        for name, value in row.items():
            times.setdefault(name, []).append(value)
    return {name: statistics.median(values) for name, values in times.items()}, statistics.median(walls)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", nargs="+", choices=SIZES, default=["720"])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--avatar", choices=AVATARS, default=AVATARS[0])
    parser.add_argument("--camera", choices=CAMERAS, default="front")
    options = parser.parse_args()
    for name in options.size:
        size = SIZES[name]
        print(f"{size[0]} x {size[1]}, {options.avatar}, {options.camera}: CPU ms a frame, ratio to the encoder alone")
        result, wall = measure(size, options.avatar, options.camera, options.rounds)
        for label, value in result.items():
            print(f"  {label:22s} {value:6.2f} {value / result['encode alone']:6.2f}")
        print(f"  two free cores would give {2000 / result['draw + encode']:.0f} frames/s; here it was {wall:.0f}")
        print("  (wholes include the stage, made once a call: its share falls with the length)")


if __name__ == "__main__":
    main()
