"""How well beats, and the conductor's hand, follow human performances whose beats are known.

    python benchmarks/beat_sync.py FOLDER [--soundfont FILE.sf2] [--programs 0 48] [--seeds 3]

FOLDER holds pairs NAME.mid and NAME.beats.tsv (seconds, 1 for a downbeat), such as the ASAP dataset gives. Each
performance is rendered by FluidSynth with every General MIDI program asked for (0 piano, 48 strings). Printed per
program, ours beside librosa.beat.beat_track on the same samples: F-measure at 70 ms, CMLt and AMLt (continuity at the
notated level, and at double, half or shifted levels too); then the F-measure of downbeats and of the lowest points of
the right wrist, and what the wrist scores when it is shifted in time at random ("chance").
For measuring only: nothing here is trained.
"""

import argparse
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path

import librosa
import mir_eval
import numpy as np

from vc.audio.mel import official_mel
from vc.conductor import perform
from vc.motion.hearing import find_rhythm
from vc.music import SAMPLE_RATE
from vc.skeleton import POSE_RATE, Joint, Motion

SHIFTS_S = np.arange(1, 9) * 0.61  # of the wrist, for its chance score
COLUMNS = ("F", "CMLt", "AMLt")


def with_program(midi: bytes, program: int) -> bytes:
    """A MIDI file with every program change replaced. Raises ValueError where there is none to replace."""
    data = bytearray(midi)
    places = [place for start, stop in _tracks(midi) for place in _program_changes(midi, start, stop)]
    if not places:
        raise ValueError("the MIDI file holds no program change")
    for place in places:
        data[place] = program
    return bytes(data)


def _tracks(midi: bytes) -> Iterator[tuple[int, int]]:
    position = 0
    while position + 8 <= len(midi):
        size = int.from_bytes(midi[position + 4 : position + 8], "big")
        if midi[position : position + 4] == b"MTrk":
            yield position + 8, position + 8 + size
        position += 8 + size


def _program_changes(midi: bytes, position: int, stop: int) -> Iterator[int]:
    """Positions of the program numbers in one track; running status and variable lengths as the MIDI file has them."""
    status = 0
    while position < stop:
        _, position = _variable(midi, position)
        if midi[position] >= 0x80:
            status = midi[position]
            position += 1
        if status in (0xF0, 0xF7, 0xFF):
            position += status == 0xFF
            size, position = _variable(midi, position)
            position += size
        else:
            if status & 0xF0 == 0xC0:
                yield position
            position += 1 if status & 0xF0 in (0xC0, 0xD0) else 2


def _variable(midi: bytes, position: int) -> tuple[int, int]:
    value = 0
    while True:
        byte = midi[position]
        position += 1
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, position


def render(midi: Path, program: int, soundfont: Path, folder: Path) -> np.ndarray:
    """The performance as samples at 22 050 Hz."""
    patched, sound = folder / "piece.mid", folder / "piece.wav"
    patched.write_bytes(with_program(midi.read_bytes(), program))
    command = ["fluidsynth", "-ni", "-q", "-F", str(sound), "-r", str(SAMPLE_RATE), str(soundfont), str(patched)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    samples, _ = librosa.load(sound, sr=SAMPLE_RATE, mono=True)
    return samples


def scores(truth: np.ndarray, found: np.ndarray) -> list[float]:
    """F, CMLt, AMLt after mir_eval's convention of leaving out the first five seconds."""
    truth, found = mir_eval.beat.trim_beats(truth), mir_eval.beat.trim_beats(found)
    _, total, _, any_level = mir_eval.beat.continuity(truth, found)
    return [mir_eval.beat.f_measure(truth, found), total, any_level]


def wrist_icti_s(motion: Motion) -> np.ndarray:
    """Times of the right wrist's lowest points, between poses by a parabola."""
    y = motion.points[:, Joint.RIGHT_WRIST, 1].astype(float)
    k = np.flatnonzero((y[1:-1] >= y[:-2]) & (y[1:-1] > y[2:])) + 1
    left, middle, right = y[k - 1], y[k], y[k + 1]
    return (k + 0.5 * (left - right) / (left - 2 * middle + right)) / POSE_RATE


def measure(samples: np.ndarray, truth: np.ndarray, seeds: int) -> dict[str, list[float]]:
    """Scores by name for one performance. truth : (n, 2) beat times and downbeat flags."""
    beats, downbeats = truth[:, 0], truth[truth[:, 1] == 1, 0]
    rhythm = find_rhythm(official_mel(samples))
    _, theirs = librosa.beat.beat_track(y=samples, sr=SAMPLE_RATE, units="time")
    icti = [wrist_icti_s(perform(rhythm, seed=seed)) for seed in range(seeds)]
    null = [scores(beats, (times + shift) % rhythm.seconds)[0] for times in icti for shift in SHIFTS_S]
    return {
        "ours": scores(beats, rhythm.beats_s),
        "librosa": scores(beats, theirs),
        "downbeats": [scores(downbeats, rhythm.downbeats_s)[0]],
        "wrist": list(np.mean([scores(beats, times) for times in icti], 0)),
        "chance": [float(np.mean(null))],
    }


def report(results: list[dict[str, list[float]]], title: str) -> None:
    print(f"\n{title}: {len(results)} performances")
    print(" " * 12 + "".join(f"{name:>8s}" for name in COLUMNS))
    for name in results[0]:
        mean = np.mean([result[name] for result in results], 0)
        print(f"{name:12s}" + "".join(f"{value:8.3f}" for value in mean))
    ours, theirs = (np.mean([result[name] for result in results], 0) for name in ("ours", "librosa"))
    print("ours / librosa" + "".join(f"{ratio:8.2f}" for ratio in ours / np.maximum(theirs, 1e-9)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--soundfont", type=Path, default=Path("/usr/share/sounds/sf2/default-GM.sf2"))
    parser.add_argument("--programs", type=int, nargs="+", default=[0, 48])
    parser.add_argument("--seeds", type=int, default=3)
    options = parser.parse_args()
    pieces = sorted(options.folder.glob("*.beats.tsv"))
    if not pieces:
        sys.exit(f"{options.folder} holds no NAME.beats.tsv")
    warnings.filterwarnings("ignore", module="mir_eval")
    with tempfile.TemporaryDirectory() as folder:
        for program in options.programs:
            results = []
            for annotation in pieces:
                midi = annotation.with_name(annotation.name.removesuffix(".beats.tsv") + ".mid")
                samples = render(midi, program, options.soundfont, Path(folder))
                results.append(measure(samples, np.loadtxt(annotation, ndmin=2), options.seeds))
            report(results, f"program {program}")


if __name__ == "__main__":
    main()
