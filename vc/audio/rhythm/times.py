"""The exact times of beats: to the onset that each stands on as far as it has one, else evenly between neighbours."""

import numpy as np
from scipy.linalg import solveh_banded
from scipy.ndimage import gaussian_filter1d

from vc.audio.rhythm.onsets import Onsets, onset_times
from vc.music import MEL_RATE, Chances, Mel

BLUR_FRAMES = 0.8  # players are not together to the frame
# Frames around a beat in which its onset is looked for, and the standard deviation of where it is.
AROUND, NEAR_FRAMES = np.arange(-7, 8), 3.0
STIFFNESS = 0.02  # of the even spacing of beats, against a full onset's pull of 1
# Onsets that rise by little within the 33 ms of the attack curve, from the sound of others or slowly, peak late:
# about 1.4 ms for each dB below the rise of a note in silence.
LATE_S_PER_DB, CLEAR_ATTACK_DB = 0.0014, 17.0
LEAST_LEFT = 0.7  # of the time between two beats: else they have both gone to one onset
CUT_FRAMES = 9  # at the beginning of the music nothing is known of what was before, and no rise can be measured
NO_PULL = 0.002  # of the place that the ears give
CLEAR_DB = 12.0  # of an onset that tells the time; weaker ones pull with the square of it
EVEN = 0.4  # logarithm of how much neighbouring gaps may differ to be one pulse


def exact_times(mel: Mel, onsets: Onsets, chances: Chances, beats_s: np.ndarray) -> np.ndarray:
    """(n,) seconds of beats that the search gave to a sixtieth of a second."""
    if len(beats_s) == 0:
        return beats_s
    heard = centred(chances, beats_s)
    start_s, next_s = onset_times(mel, np.arange(2))
    frames = (heard - start_s) / (next_s - start_s)
    place, pull = _nearest_attack(frames, gaussian_filter1d(onsets.attack, BLUR_FRAMES))
    exact: np.ndarray = onset_times(mel, smooth_spacing(place, pull, STIFFNESS) if len(place) > 3 else place)
    close = np.diff(exact) < LEAST_LEFT * np.diff(beats_s)
    return np.where(np.append(close, False) | np.append(False, close), beats_s, exact)


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
        return frames, np.full(len(frames), NO_PULL)
    index = np.clip(np.round(frames).astype(int)[:, None] + AROUND, 1, len(attack) - 2)
    near = np.exp(-0.5 * ((index - frames[:, None]) / NEAR_FRAMES) ** 2)
    peaks = (attack[index] >= attack[index - 1]) & (attack[index] > attack[index + 1]) & (index > CUT_FRAMES)
    best = (attack[index] * near * peaks).argmax(1)
    row = np.arange(len(frames))
    top, is_peak = index[row, best], peaks[row, best]
    left, middle, right = (attack[top + step].astype(float) for step in (-1, 0, 1))
    bend = left - 2 * middle + right
    offset = np.where(is_peak, 0.5 * (left - right) / np.where(is_peak, bend, 1), 0)
    rise = np.sqrt(np.maximum(middle, 0))
    late = LATE_S_PER_DB * MEL_RATE * np.maximum(CLEAR_ATTACK_DB - rise, 0)
    pull = np.where(is_peak, np.clip(rise / CLEAR_DB, 0, 1) ** 2, 0) + NO_PULL
    return np.where(is_peak, top + offset - late, frames), pull


def smooth_spacing(place: np.ndarray, weight: np.ndarray, stiffness: float) -> np.ndarray:
    """Minimise sum weight (t - place)^2 + stiffness (second difference of t)^2 over t; breaks are not bridged."""
    count = len(place)
    gap = np.diff(place)
    even = np.abs(np.log(np.maximum(gap[1:], 1) / np.maximum(gap[:-1], 1))) < EVEN
    bands = np.zeros((3, count))  # upper form: diagonal last
    strength = stiffness * even
    bands[2] = weight
    for step, factor in enumerate((1, 4, 1)):
        bands[2, step : step + count - 2] += factor * strength
    bands[1, 1:-1] += -2 * strength
    bands[1, 2:] += -2 * strength
    bands[0, 2:] += strength
    return solveh_banded(bands, weight * place)
