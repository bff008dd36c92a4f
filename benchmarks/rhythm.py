"""What the rhythm costs, beside librosa's beat tracker on the same music.

    python benchmarks/rhythm.py [--minutes 10] [--rounds 3]

Both start from the samples: ours makes the mel (which the program needs anyway) and tracks beats, bars and loudness;
librosa tracks beats alone. They take turns in one process, so that a busy machine slows both alike: read the ratios.
The memory is what tracking two hours takes beyond the mel itself.
"""

import argparse
import statistics
import time
import tracemalloc
from collections.abc import Callable

import librosa
import numpy as np

from vc.audio.mel import official_mel
from vc.conductor import perform
from vc.motion.hearing import find_rhythm
from vc.music import MEL_BANDS, MEL_RATE, SAMPLE_RATE, Mel, Rhythm


def clicks(minutes: float) -> np.ndarray:
    """Noise bursts whose tempo drifts between 80 and 130 bpm."""
    count = int(minutes * 60 * SAMPLE_RATE)
    tempo = 105 + 25 * np.sin(2 * np.pi * np.arange(count) / SAMPLE_RATE / 40)
    phase = np.cumsum(tempo / 60 / SAMPLE_RATE) % 1
    noise = np.random.default_rng(0).standard_normal(count).astype(np.float32)
    return (noise * (0.001 + 0.3 * np.exp(-phase * 12))).astype(np.float32)


def seconds_of(job: Callable[[], object]) -> float:
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


def peak_mb(job: Callable[[], object]) -> float:
    tracemalloc.start()
    job()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1e6


def two_hours() -> tuple[Mel, Rhythm]:
    mel = official_mel(clicks(1))
    values = np.resize(mel.values, (7200 * MEL_RATE, MEL_BANDS))
    long = Mel(values, 7200.0)
    return long, find_rhythm(long)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    samples = clicks(options.minutes)
    mel = official_mel(samples)
    rhythm = find_rhythm(mel)  # compiles what has to be compiled
    librosa.beat.beat_track(y=samples[: 30 * SAMPLE_RATE], sr=SAMPLE_RATE)
    jobs: dict[str, Callable[[], object]] = {
        "rhythm from mel": lambda: find_rhythm(mel),
        "mel and rhythm": lambda: find_rhythm(official_mel(samples)),
        "librosa.beat.beat_track": lambda: librosa.beat.beat_track(y=samples, sr=SAMPLE_RATE),
        "textbook conductor": lambda: perform(rhythm),
    }
    taken: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(options.rounds):
        for name, job in jobs.items():
            taken[name].append(seconds_of(job))
    baseline = statistics.median(taken["librosa.beat.beat_track"])
    for name, times in taken.items():
        middle = statistics.median(times)
        speed = options.minutes * 60 / middle
        print(f"{name:26s} {middle:7.3f} s  {speed:7.0f} x real time  {baseline / middle:6.2f} x librosa's speed")
    long, long_rhythm = two_hours()
    print(f"two hours: rhythm takes {peak_mb(lambda: find_rhythm(long)):.0f} MB beyond the mel's", end=" ")
    print(f"{long.values.nbytes / 1e6:.0f} MB, the conductor {peak_mb(lambda: perform(long_rhythm)):.0f} MB")


if __name__ == "__main__":
    main()
