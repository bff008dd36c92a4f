"""What the M2S-GAN generator costs in its inference form, beside the plain network as its authors run it.

    python benchmarks/generator.py [--minutes 5] [--rounds 3] [--threads 1]

The weights are random: they change the poses, not the work. The plain network gets one minute at a time, as in the
authors' driver. Both are timed in turns in the same run: read the ratios. Peak memory is that of a process of its
own, over the process with torch, the network and the mel in it.
"""

import argparse
import multiprocessing
import resource
import sys
from functools import partial

import numpy as np
from measuring import medians, show

MINUTE = 60 * 90  # mel frames


def mel_of(minutes: float) -> np.ndarray:
    frames = np.arange(round(minutes * MINUTE), dtype=np.float32)[:, None]
    bands = np.arange(128, dtype=np.float32)[None]
    picture = np.sin(frames * 0.14)
    return np.multiply(picture, 0.4 * np.cos(bands * 0.3), dtype=np.float32) + np.float32(0.5)


class Ways:
    """The two forms of one network with random weights, and the music."""

    def __init__(self, minutes: float, threads: int) -> None:
        import torch

        from vc.models.official.fast import FastGenerator
        from vc.models.official.generator import Generator

        torch.set_num_threads(threads)
        torch.manual_seed(0)
        self.network = Generator().eval()
        self.fast = FastGenerator(self.network)
        self.mel = torch.from_numpy(mel_of(minutes))
        self.noise = torch.randn(-(-len(self.mel) // 90), 8)

    def inference(self) -> object:
        return self.fast(self.mel, self.noise)

    def plain(self) -> object:
        import torch

        with torch.inference_mode():
            pairs = zip(self.mel.split(MINUTE), self.noise.split(60), strict=True)
            return torch.cat([self.network(mel[None], noise[None])[0] for mel, noise in pairs])


NAMES = {"inference form": Ways.inference, "plain": Ways.plain}


def extra_peak_mb(name: str, minutes: float, threads: int) -> float:
    """How much the peak of this process rises by running one way."""
    ways = Ways(minutes, threads)
    before = peak_mb()
    NAMES[name](ways)
    return peak_mb() - before


def peak_mb() -> float:
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return kilobytes / (1024**2 if sys.platform == "darwin" else 1024)


def peaks(minutes: float, threads: int) -> dict[str, float]:
    context = multiprocessing.get_context("spawn")
    with context.Pool(1, maxtasksperchild=1) as pool:
        return {name: pool.apply(extra_peak_mb, (name, minutes, threads)) for name in NAMES}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    memory = peaks(options.minutes, options.threads)
    ways = Ways(options.minutes, options.threads)
    measured = medians({name: partial(way, ways) for name, way in NAMES.items()}, options.rounds)
    show(options.minutes, measured, memory, slow="plain", fast="inference form")


if __name__ == "__main__":
    main()
