"""What the ear is taught for one stretch of music."""

from dataclasses import dataclass, replace

import numpy as np

from vc.data.conductormotion100 import Item
from vc.data.timed.pack import pulse_runs
from vc.errors import DatasetError
from vc.models.ear.network import METRES, SLOWEST_BPM, TEMPI, TEMPO_STEPS_PER_OCTAVE
from vc.models.ear.train_timing import Unevenness, draw_timing
from vc.music import MEL_FRAMES_PER_POSE, MEL_RATE, Rhythm
from vc.skeleton import POSE_RATE
from vc.train.augment import at_frames


@dataclass(frozen=True)
class Targets:
    """What there is to hear, (t,) each at 30 Hz but for places (4, t): beat and bar, sine and cosine.

    beat, downbeat : 1 on the frame nearest to one; pulse : 1 where a pulse goes; tempo : in steps of the channels
    TEMPO; metre : 1 to 9, or 0 where nobody can tell, and the place in the bar is (0, 0); mask : 0 behind the end
    """

    beat: np.ndarray
    downbeat: np.ndarray
    pulse: np.ndarray
    places: np.ndarray
    tempo: np.ndarray
    metre: np.ndarray
    mask: np.ndarray


def rhythm_of(item: Item) -> Rhythm:
    """Raises DatasetError for an item that has no labels."""
    if item.labels is None:
        raise DatasetError(
            f"{item.name} has no labels.npz with its beats. An ear learns from music with known beats: make some with: "
            "python -m vc simulate"
        )
    return item.labels.rhythm


def lesson(
    item: Item, seconds: int, *, tempo: float, rng: np.random.Generator, uneven: Unevenness | None = None
) -> tuple[np.ndarray, Targets]:
    """(mel (3 t, 128), targets) of `seconds` from a random place on, played `tempo` times as fast, and unevenly."""
    rhythm = rhythm_of(item)
    timing = draw_timing(rhythm.beats_s, len(item.mel) / MEL_RATE, tempo, uneven, rng)
    poses = seconds * POSE_RATE
    first_s = int(rng.uniform(0, max(timing.seconds - seconds, 0)) * POSE_RATE) / POSE_RATE
    count = min(int((timing.seconds - first_s) * POSE_RATE), poses)
    mel = _played(item, timing.source(first_s + np.arange(MEL_FRAMES_PER_POSE * count) / MEL_RATE) * MEL_RATE)
    mel = np.pad(mel, ((0, MEL_FRAMES_PER_POSE * (poses - count)), (0, 0)))
    return mel, targets_of(replace(rhythm, beats_s=timing.played(rhythm.beats_s)), first_s, 1.0, poses, count)


def _played(item: Item, frames: np.ndarray) -> np.ndarray:
    """(n, 128) of an item at fractions of its mel frames, which rise."""
    first = int(frames[0]) // MEL_FRAMES_PER_POSE
    count = int(np.ceil((frames[-1] + 2) / MEL_FRAMES_PER_POSE)) - first
    mel = item.music(first, min(count, len(item.mel) // MEL_FRAMES_PER_POSE - first))
    return at_frames(mel, frames - MEL_FRAMES_PER_POSE * first)


def targets_of(rhythm: Rhythm, first_s: float, tempo: float, poses: int, count: int) -> Targets:
    """Of `poses` frames from second `first_s` of a rhythm on, `tempo` times as fast; `count` of them are music."""
    beats = (rhythm.beats_s - first_s) / tempo
    times = np.arange(poses) / POSE_RATE
    pulse, step, places = np.zeros(poses), np.zeros(poses), np.zeros((4, poses))
    metre = np.zeros(poses, np.int64)
    for a, b in pulse_runs(beats):
        _fill_run(beats[a : b + 1], rhythm, a, times, pulse, step, places, metre)
    mask = (np.arange(poses) < count).astype(np.float32)
    return Targets(
        _hits(beats, poses), _hits(beats[rhythm.bar_positions == 0], poses), pulse.astype(np.float32),
        places.astype(np.float32), step.astype(np.float32), metre, mask,
    )  # fmt: skip


def _hits(times_s: np.ndarray, poses: int) -> np.ndarray:
    frames = np.round(times_s * POSE_RATE).astype(int)
    hits = np.zeros(poses, np.float32)
    hits[frames[(frames >= 0) & (frames < poses)]] = 1
    return hits


def _fill_run(beats, rhythm, first, times, pulse, step, places, metre):  # type: ignore[no-untyped-def]
    gap = np.diff(beats)
    inside = (times >= beats[0] - gap[0] / 2) & (times < beats[-1] + gap[-1] / 2)
    t = times[inside]
    pulse[inside] = 1
    usual = np.convolve(np.pad(np.log2(60 / gap), 1, mode="edge"), [0.25, 0.5, 0.25], "valid")
    log_bpm = np.interp(t, (beats[1:] + beats[:-1]) / 2, usual)
    step[inside] = np.clip((log_bpm - np.log2(SLOWEST_BPM)) * TEMPO_STEPS_PER_OCTAVE, 0, TEMPI - 1)
    along = np.interp(t, beats, np.arange(len(beats)))
    early, late = t < beats[0], t > beats[-1]
    along[early] = (t[early] - beats[0]) / gap[0]
    along[late] = len(beats) - 1 + (t[late] - beats[-1]) / gap[-1]
    at = np.clip(np.floor(along).astype(int), 0, len(beats) - 1)
    place, count = rhythm.bar_positions[first + at], rhythm.beats_per_bar[first + at]
    in_whole = (place + along - at) / count
    for row, angle in ((0, along), (2, in_whole)):
        places[row, inside], places[row + 1, inside] = np.sin(2 * np.pi * angle), np.cos(2 * np.pi * angle)
    known = count <= METRES
    places[2:, inside] *= known  # nowhere: where nobody can tell the bar, the ear shall not say that it can
    metre[inside] = np.where(known, count, 0)
