"""What the mel features cost, beside the plain way with librosa and OpenCV.

    python benchmarks/features.py [--minutes 10] [--rounds 3]

Both are timed in turns in the same run, so that a busy machine slows them alike: read the ratios. Peak memory is that
of a process of its own for each, with everything in it; the plain way also holds all samples.
"""

import argparse
import multiprocessing
import resource
import sys
from collections.abc import Callable, Iterator
from functools import partial

import numpy as np
from measuring import medians, show

RATE = 22_050
BLOCK_S = 10


def blocks(minutes: float) -> Iterator[np.ndarray]:
    """Coloured noise with beats, made block by block: its spectrum is busy everywhere, and cheap to make."""
    noise = np.random.default_rng(0).standard_normal(BLOCK_S * RATE).astype(np.float32)
    beats = np.exp(-np.arange(BLOCK_S * RATE) % (RATE // 2) / 2000).astype(np.float32)
    block = 0.1 * noise * beats
    for index in range(round(minutes * 60 / BLOCK_S)):
        yield np.roll(block, index * 977)


def own(minutes: float) -> np.ndarray:
    from vc.audio.mel import official_mel

    return official_mel(blocks(minutes)).values


def with_librosa(minutes: float) -> np.ndarray:
    import cv2
    import librosa

    samples = np.concatenate(list(blocks(minutes)))
    power = librosa.feature.melspectrogram(y=samples, sr=RATE, n_fft=2048, hop_length=256, n_mels=128)
    picture = (librosa.power_to_db(power, ref=np.max) + 80) / 80
    length = len(samples) * 90 // RATE
    return cv2.resize(picture[::-1], (length, 128), interpolation=cv2.INTER_LINEAR).T


WAYS: dict[str, Callable[[float], np.ndarray]] = {"own": own, "librosa + OpenCV": with_librosa}


def peak_mb(name: str, minutes: float) -> float:
    WAYS[name](minutes)
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return kilobytes / (1024**2 if sys.platform == "darwin" else 1024)


def peaks(minutes: float) -> dict[str, float]:
    """Measured before anything large is in this process: a child's peak starts with its parent's."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(1, maxtasksperchild=1) as pool:
        return {name: pool.apply(peak_mb, (name, minutes)) for name in WAYS}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    memory = peaks(options.minutes)
    for way in WAYS.values():
        way(0.5)  # imports, and the first call's compiling
    measured = medians({name: partial(way, options.minutes) for name, way in WAYS.items()}, options.rounds)
    show(options.minutes, measured, memory, slow="librosa + OpenCV", fast="own")


if __name__ == "__main__":
    main()
