"""Music with known beats as something to learn from: any stretch of it, at any tempo, and who might conduct it."""

from dataclasses import fields, replace

import numpy as np

from vc.data.conductormotion100 import Item, Labels
from vc.errors import DatasetError
from vc.manner import Manner
from vc.music import MEL_FRAMES_PER_POSE, Rhythm
from vc.skeleton import POSE_RATE, pose_count
from vc.train.augment import stretch

# Music is played up to a fifth faster, and down to little more than half as fast: scores without a tempo mark are
# simulated with 60 to 132 beats a minute, while slow movements, full of short notes, really go down to 30.
SLOWEST, FASTEST = 0.55, 1.2
BEFORE_S, AFTER_S = 8, 6  # around a lesson: longer than a preparation, and than a held last note


def labels_of(item: Item) -> Labels:
    """Raises DatasetError for an item that no simulator has labelled."""
    labels = item.labels
    if labels is None or len(labels.seeds) == 0:
        raise DatasetError(
            f"{item.name} has no labels with conductor_seeds. The own model learns from simulated conductors: make "
            "them with: python -m vc simulate"
        )
    return labels


def fresh_music(item: Item, seconds: int, *, tempo: float, rng: np.random.Generator) -> tuple[np.ndarray, Rhythm, int]:
    """`seconds` of the item from a random second on, played `tempo` times as fast.

    Returns the mel (3 t, 128), the rhythm of the whole item at that tempo, and the second in it.
    """
    rhythm = faster(labels_of(item).rhythm, tempo)
    first_s = int(rng.integers(0, int(rhythm.seconds) - seconds + 1))
    first = round(first_s * POSE_RATE * tempo)
    count = min(round(seconds * POSE_RATE * tempo), pose_count(item.seconds) - first)
    mel = item.music(first, count)
    if tempo != 1:
        mel = stretch(mel, seconds * POSE_RATE * MEL_FRAMES_PER_POSE)
    return mel, rhythm, first_s


def excerpt(rhythm: Rhythm, first_s: int, seconds: int) -> tuple[Rhythm, int]:
    """The part of a rhythm that a lesson needs, with what a conductor does before and after; and where it begins there.

    Conducting a whole minute for a lesson of 20 s would take most of the training's time.
    """
    start = max(0, first_s - BEFORE_S)
    end = min(rhythm.seconds, first_s + seconds + AFTER_S)
    inside = (rhythm.beats_s >= start) & (rhythm.beats_s < end)
    part = replace(
        rhythm,
        beats_s=rhythm.beats_s[inside] - start,
        bar_positions=rhythm.bar_positions[inside],
        beats_per_bar=rhythm.beats_per_bar[inside],
        loudness=rhythm.loudness[start * POSE_RATE :][: pose_count(end - start)],
        seconds=end - start,
        marks=rhythm.marks and rhythm.marks.part(start, end),
    )
    return part, first_s - start


def random_manner(rng: np.random.Generator) -> Manner:
    """Any manner: what is never seen in training cannot be wished for later."""
    return Manner(*rng.uniform(-1, 1, len(fields(Manner))).tolist())


def random_tempo(item: Item, seconds: int, rng: np.random.Generator) -> float:
    """How much faster to play it, as far as the item lasts."""
    fastest = min(FASTEST, item.seconds / seconds)
    return float(np.exp(rng.uniform(np.log(SLOWEST), np.log(fastest))))


def faster(rhythm: Rhythm, tempo: float) -> Rhythm:
    """The same beats `tempo` times as fast."""
    seconds = rhythm.seconds / tempo
    times = np.arange(pose_count(seconds)) / POSE_RATE * tempo
    loudness = np.interp(times, np.arange(len(rhythm.loudness)) / POSE_RATE, rhythm.loudness).astype(np.float32)
    marks = rhythm.marks and rhythm.marks.faster(tempo, len(times))
    return replace(rhythm, beats_s=rhythm.beats_s / tempo, loudness=loudness, seconds=seconds, marks=marks)
