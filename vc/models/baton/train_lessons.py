"""What Baton is taught for one stretch of music: the conductor's motion, and what there is to hear."""

from dataclasses import dataclass, replace

import numpy as np

from vc.conductor import perform
from vc.conductor.latents import noise_of, style_of
from vc.data.conductormotion100 import Item
from vc.manner import AS_DRAWN, Manner
from vc.models.baton.phase import phase_track
from vc.music import Rhythm
from vc.skeleton import POSE_RATE
from vc.train.lessons import excerpt, fresh_music, labels_of

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
