"""What Baton is taught for one stretch of music: the conductor's motion, and what there is to hear."""

from dataclasses import dataclass, fields, replace

import numpy as np

from vc.conductor import perform
from vc.conductor.latents import noise_of, style_of
from vc.data.conductormotion100 import MEL_FRAMES_PER_POSE, Item, Labels
from vc.errors import DatasetError
from vc.manner import AS_DRAWN, Manner
from vc.models.baton.phase import phase_track
from vc.music import Rhythm
from vc.skeleton import POSE_RATE, pose_count
from vc.train.augment import stretch

# Music is played up to a fifth faster, and down to little more than half as fast: scores without a tempo mark are
# simulated with 60 to 132 beats a minute, while slow movements, full of short notes, really go down to 30.
SLOWEST, FASTEST = 0.55, 1.2
BEFORE_S, AFTER_S = 8, 6  # around a lesson: longer than a preparation, and than a held last note
BEAT_SPREAD_S = 0.04  # a beat is taught as a bump: players are not together, and a pose lasts 33 ms


@dataclass(frozen=True)
class Lesson:
    """mel (3 t, 128), motion (t, 13, 2), heard (5, t) in the order of `ear.HEARD`, phase (t, 4), style (25,),
    noise (seconds + 1, NOISE_CHANNELS)."""

    mel: np.ndarray
    motion: np.ndarray
    heard: np.ndarray
    phase: np.ndarray
    style: np.ndarray
    noise: np.ndarray


def labels_of(item: Item) -> Labels:
    """Raises DatasetError for an item that no simulator has labelled."""
    labels = item.labels
    if labels is None or len(labels.seeds) == 0:
        raise DatasetError(
            f"{item.name} has no labels with conductor_seeds. The own model learns from simulated conductors: make "
            "them with: python -m vc simulate"
        )
    return labels


def recorded_lesson(item: Item, first_s: int, seconds: int, *, jitter_s: float, rng: np.random.Generator) -> Lesson:
    """The item's own conductor, from second `first_s` on."""
    labels = labels_of(item)
    mel, motion = item.window(first_s * POSE_RATE, seconds * POSE_RATE)
    return _lesson(mel, motion, labels.rhythm, int(labels.seeds[0]), AS_DRAWN, first_s, seconds, jitter_s, rng)


def fresh_lesson(
    item: Item, seconds: int, *, tempo: float, seed: int, manner: Manner, jitter_s: float, rng: np.random.Generator
) -> Lesson:
    """A new conductor on `seconds` of the item from a random second on, played `tempo` times as fast."""
    mel, rhythm, first_s = fresh_music(item, seconds, tempo=tempo, rng=rng)
    rhythm, first_s = excerpt(rhythm, first_s, seconds)
    motion = perform(rhythm, seed=seed, manner=manner).points[first_s * POSE_RATE :][: seconds * POSE_RATE]
    return _lesson(mel, motion, rhythm, seed, manner, first_s, seconds, jitter_s, rng)


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
    return replace(rhythm, beats_s=rhythm.beats_s / tempo, loudness=loudness, seconds=seconds)


def _lesson(
    mel: np.ndarray, motion: np.ndarray, rhythm: Rhythm, seed: int, manner: Manner, first_s: int, seconds: int,
    jitter_s: float, rng: np.random.Generator,
) -> Lesson:  # fmt: skip
    poses = slice(first_s * POSE_RATE, (first_s + seconds) * POSE_RATE)
    phase = phase_track(_jittered(rhythm, jitter_s, rng), poses.stop)[poses]
    noise = noise_of(rhythm, seed, manner)[first_s : first_s + seconds + 1]
    heard = heard_track(rhythm, poses.stop)[:, poses]
    return Lesson(mel, np.asarray(motion, np.float32), heard, phase, style_of(seed, manner), noise)


def _jittered(rhythm: Rhythm, spread_s: float, rng: np.random.Generator) -> Rhythm:
    """Beats as a tracker might give them: each a little off, their order kept."""
    return replace(rhythm, beats_s=np.sort(rhythm.beats_s + rng.normal(0, spread_s, len(rhythm.beats_s))))


def heard_track(rhythm: Rhythm, poses: int) -> np.ndarray:
    """(5, poses) float32: bumps at beats and downbeats, loudness, sine and cosine of the place in the bar."""
    loudness = np.zeros(poses, np.float32)
    loudness[: len(rhythm.loudness)] = rhythm.loudness[:poses]
    in_bar = phase_track(rhythm, poses)[:, 2:].T
    return np.stack([_bumps(rhythm.beats_s, poses), _bumps(rhythm.downbeats_s, poses), loudness, *in_bar])


def _bumps(times_s: np.ndarray, poses: int) -> np.ndarray:
    """(poses,) a bell of height 1 at each time."""
    if len(times_s) == 0:
        return np.zeros(poses, np.float32)
    t = np.arange(poses) / POSE_RATE
    later = np.searchsorted(times_s, t)
    last = len(times_s) - 1
    near = np.minimum(np.abs(t - times_s[np.minimum(later, last)]), np.abs(t - times_s[np.maximum(later - 1, 0)]))
    return np.exp(-0.5 * (near / BEAT_SPREAD_S) ** 2).astype(np.float32)
