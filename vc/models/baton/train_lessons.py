"""What Baton is taught for one stretch of music: the conductor's motion, and what there is to hear."""

from dataclasses import dataclass

import numpy as np

from vc.conductor import Style, perform_layers
from vc.conductor.intent import intent_of
from vc.conductor.latents import noise_of, style_of
from vc.data.conductormotion100 import Item
from vc.manner import AS_DRAWN, Manner
from vc.marks import USUAL_ARTICULATION, azimuth
from vc.models.baton.phase import bar_phase
from vc.music import Rhythm
from vc.skeleton import POSE_RATE
from vc.train.lessons import excerpt, fresh_music, labels_of

ENTRY_SPREAD_S = 0.08  # likewise of entries and accents, which nobody hears to the pose
BEAT_SPREAD_S = 0.04  # a beat is taught as a bump: players are not together, and a pose lasts 33 ms


@dataclass(frozen=True)
class Lesson:
    """mel (3 t, 128), motion (t, limbs.LAYERS) joints and channels, heard (5, t) in the order of `ear.HEARD`, read
    (5, t) in that of `reader.READ` and 1 where marks are known, intent (t, len(INTENTS)), style (26,), noise
    (seconds + 1, NOISE_CHANNELS)."""

    mel: np.ndarray
    motion: np.ndarray
    heard: np.ndarray
    read: np.ndarray
    intent: np.ndarray
    style: np.ndarray
    noise: np.ndarray


def recorded_lesson(item: Item, first_s: int, seconds: int) -> Lesson:
    """The item's own conductor, from second `first_s` on."""
    labels = labels_of(item)
    mel = item.music(first_s * POSE_RATE, seconds * POSE_RATE)
    return _lesson(mel, labels.rhythm, int(labels.seeds[0]), AS_DRAWN, first_s, seconds)


def fresh_lesson(
    item: Item, seconds: int, *, tempo: float, seed: int, manner: Manner, rng: np.random.Generator
) -> Lesson:
    """A new conductor on `seconds` of the item from a random second on, played `tempo` times as fast."""
    mel, rhythm, first_s = fresh_music(item, seconds, tempo=tempo, rng=rng)
    rhythm, first_s = excerpt(rhythm, first_s, seconds)
    return _lesson(mel, rhythm, seed, manner, first_s, seconds)


def _lesson(mel: np.ndarray, rhythm: Rhythm, seed: int, manner: Manner, first_s: int, seconds: int) -> Lesson:
    poses = slice(first_s * POSE_RATE, (first_s + seconds) * POSE_RATE)
    intent = intent_of(rhythm, seed, manner)[poses]
    noise = noise_of(rhythm, seed, manner)[first_s : first_s + seconds + 1]
    heard = heard_track(rhythm, poses.stop)[:, poses]
    read = read_track(rhythm, poses.stop)[:, poses]
    motion = layers_of(rhythm, seed, manner)[poses]
    return Lesson(mel, motion, heard, read, intent, style_of(seed, manner), noise)


def layers_of(rhythm: Rhythm, seed: int, manner: Manner) -> np.ndarray:
    """(T, limbs.LAYERS) float32 joints and channels of a conductor."""
    joints, channels = perform_layers(rhythm, seed=seed, style=Style.draw(seed, manner))
    return np.concatenate([joints.reshape(len(joints), -1), channels], 1)


def heard_track(rhythm: Rhythm, poses: int) -> np.ndarray:
    """(5, poses) float32: bumps at beats and downbeats, loudness, sine and cosine of the place in the bar."""
    loudness = np.zeros(poses, np.float32)
    loudness[: len(rhythm.loudness)] = rhythm.loudness[:poses]
    return np.stack(
        [_bumps(rhythm.beats_s, poses), _bumps(rhythm.downbeats_s, poses), loudness, *bar_phase(rhythm, poses)]
    )


def read_track(rhythm: Rhythm, poses: int) -> np.ndarray:
    """(5, poses) float32: bumps at entries and accents, articulation, sine of where an entry is; then 1 where marks are
    known, 0 in music of which nobody has said them."""
    track = np.zeros((5, poses), np.float32)
    marks = rhythm.marks
    if marks is None:
        return track
    track[0] = _bumps(marks.entries_s, poses, ENTRY_SPREAD_S)
    track[1] = _bumps(marks.accents_s, poses, ENTRY_SPREAD_S)
    track[2] = USUAL_ARTICULATION
    track[2, : len(marks.articulation)] = marks.articulation[:poses]
    for time, aside in zip(marks.entries_s, np.sin(azimuth(marks.seats)), strict=True):
        near = slice(max(int((time - 0.3) * POSE_RATE), 0), max(int((time + 0.3) * POSE_RATE), 0))
        track[3, near] = aside
    track[4] = 1
    return track


def _bumps(times_s: np.ndarray, poses: int, spread_s: float = BEAT_SPREAD_S) -> np.ndarray:
    """(poses,) a bell of height 1 at each time."""
    if len(times_s) == 0:
        return np.zeros(poses, np.float32)
    t = np.arange(poses) / POSE_RATE
    later = np.searchsorted(times_s, t)
    last = len(times_s) - 1
    near = np.minimum(np.abs(t - times_s[np.minimum(later, last)]), np.abs(t - times_s[np.maximum(later - 1, 0)]))
    return np.exp(-0.5 * (near / spread_s) ** 2).astype(np.float32)
