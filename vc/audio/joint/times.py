"""The exact times of beats: to the onset that each stands on as far as it has one, else evenly between neighbours."""

import numpy as np
from scipy.ndimage import gaussian_filter1d

from vc.audio.rhythm.beats import BLUR_FRAMES, CLEAR_ATTACK_DB, LATE_S_PER_DB, STIFFNESS, smooth_spacing
from vc.audio.rhythm.onsets import Onsets, onset_times
from vc.music import Chances, Mel

# Frames around a beat in which its onset is looked for, and the standard deviation of where it is.
AROUND, NEAR_FRAMES = np.arange(-6, 7), 2.5
CLEAR_DB = 12.0  # of an onset that tells the time; weaker ones pull with the square of it


def exact_times(mel: Mel, onsets: Onsets, chances: Chances, beats_s: np.ndarray) -> np.ndarray:
    """(n,) seconds of beats that the search gave to a sixtieth of a second."""
    if len(beats_s) == 0:
        return beats_s
    heard = centred(chances, beats_s)
    start_s, next_s = onset_times(mel, np.arange(2))
    frames = (heard - start_s) / (next_s - start_s)
    place, pull = _nearest_attack(frames, gaussian_filter1d(onsets.attack, BLUR_FRAMES))
    return onset_times(mel, smooth_spacing(place, pull, STIFFNESS) if len(place) > 3 else place)


def centred(chances: Chances, beats_s: np.ndarray) -> np.ndarray:
    """Each beat at the centre of the chances around it, weighed by their squares."""
    frame = np.round(beats_s * chances.rate).astype(int)
    steps = np.arange(-2, 3)
    logit = chances.beat[np.clip(frame[:, None] + steps, 0, len(chances.beat) - 1)]
    weight = (1 / (1 + np.exp(-logit.astype(float)))) ** 2 + 1e-6
    return (frame + (weight * steps).sum(1) / weight.sum(1)) / chances.rate


def _nearest_attack(frames: np.ndarray, attack: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where the note near each frame begins, and how strongly that pulls.

    The peak of the attack curve, by a parabola through three points, less the lateness of soft and slow attacks.
    """
    if len(attack) < 3:
        return frames, np.full(len(frames), 0.002)
    index = np.clip(np.round(frames).astype(int)[:, None] + AROUND, 1, len(attack) - 2)
    near = np.exp(-0.5 * ((index - frames[:, None]) / NEAR_FRAMES) ** 2)
    top = index[np.arange(len(frames)), (attack[index] * near).argmax(1)]
    left, middle, right = (attack[top + step].astype(float) for step in (-1, 0, 1))
    bend = left - 2 * middle + right
    is_peak = (middle >= left) & (middle >= right) & (bend < -1e-9)
    offset = np.where(is_peak, 0.5 * (left - right) / np.where(is_peak, bend, 1), 0)
    rise = np.sqrt(np.maximum(middle, 0))
    late = LATE_S_PER_DB * 90 * np.maximum(CLEAR_ATTACK_DB - rise, 0)
    pull = np.where(is_peak, np.clip(rise / CLEAR_DB, 0, 1) ** 2, 0) + 0.002
    return np.where(is_peak, top + offset - late, frames), pull
