"""What hearing costs, step by step: CPU time for a minute of music, beside librosa's beat tracker on the same samples.

    python benchmarks/hearing.py [--minutes 3] [--rounds 3] [--score]

CPU time of all threads, so that a busy machine changes little; the steps take turns. `--score` also follows a score of
as many minutes. Read the ratios to librosa.beat.beat_track.
"""

import argparse
import statistics
import time
from collections.abc import Callable

import librosa
import numpy as np

from vc.audio.mel import official_mel
from vc.audio.rhythm import track_rhythm
from vc.audio.score.follow import follow_notes
from vc.audio.score.notation import Bar, Notes, Score
from vc.audio.score.tones import measure_tones
from vc.audio.score.transcribe import transcribe
from vc.data.simulator.synth import render_sine
from vc.motion.hearing import hear
from vc.music import SAMPLE_RATE


def made_up(minutes: float) -> tuple[np.ndarray, Score]:
    """Chords of three tones a beat at 72 to 108 beats a minute, and their score."""
    rng = np.random.default_rng(0)
    beats = int(minutes * 90)
    clock = np.concatenate([[0.5], 0.5 + np.cumsum(60 / (90 + 18 * np.sin(np.arange(beats) / 11)))])
    places = np.repeat(np.arange(beats), 3).astype(float)
    pitch = rng.integers(48, 84, len(places))
    start, end = np.interp(places, np.arange(beats + 1), clock), np.interp(places + 0.9, np.arange(beats + 1), clock)
    samples = render_sine(start, end, pitch, np.full(len(pitch), 80), seconds=60 * minutes).mean(axis=1)
    bars = tuple(Bar(4.0 * bar, 4.0, 4, 4) for bar in range(beats // 4))
    return samples, Score("made up", Notes(places, places + 1, pitch), bars)


def cpu_of(job: Callable[[], object]) -> float:
    start = time.process_time()
    job()
    return time.process_time() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=3)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--score", action="store_true")
    options = parser.parse_args()
    samples, score = made_up(options.minutes)
    mel = official_mel(samples)
    chances = hear(mel)
    level = measure_tones(samples)
    heard = transcribe(level)
    jobs: dict[str, Callable[[], object]] = {
        "mel": lambda: official_mel(samples),
        "ears": lambda: hear(mel),
        "decoder": lambda: track_rhythm(mel, chances),
    }
    if options.score:
        jobs |= {
            "score: tones": lambda: measure_tones(samples),
            "score: notes": lambda: transcribe(level),
            "score: following": lambda: follow_notes(heard, score),
        }
    jobs["librosa.beat.beat_track"] = lambda: librosa.beat.beat_track(y=samples, sr=SAMPLE_RATE)
    for job in jobs.values():
        job()  # compiles what has to be compiled
    taken: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(options.rounds):
        for name, job in jobs.items():
            taken[name].append(cpu_of(job))
    middle = {name: statistics.median(times) / options.minutes for name, times in taken.items()}
    middle["hearing (mel, ears, decoder)"] = sum(middle[name] for name in ("mel", "ears", "decoder"))
    baseline = middle["librosa.beat.beat_track"]
    for name, each in middle.items():
        print(f"{name:28s} {each:7.3f} CPU-s a minute  {each / baseline:6.2f} x librosa's")


if __name__ == "__main__":
    main()
