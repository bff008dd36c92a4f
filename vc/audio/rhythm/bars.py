"""Which beats are downbeats, and how many beats a bar has: accents at the beats, explained by a metre."""

from itertools import pairwise

import numpy as np
from scipy.ndimage import uniform_filter1d

from vc.audio.rhythm.onsets import Onsets
from vc.music import MEL_RATE, Mel

# How strongly each beat of a bar is accented; every row is shifted and scaled to mean 0 and power 1, so that no
# metre gains by being long. 6 is two groups of three.
_ACCENTS = {2: (1.0, 0.0), 3: (1.0, 0.0, 0.0), 4: (1.0, 0.0, 0.45, 0.0), 6: (1.0, 0.0, 0.0, 0.4, 0.0, 0.0)}
_METRE_COST = {2: 0.10, 3: 0.04, 4: 0.0, 6: 0.16}  # per beat: when accents say little, common time
SIX_SLOWEST_S = 0.5  # six beats to a bar are counted only when they are quick (6/8 in quavers)
CHANGE_COST = 15.0  # another metre from the next bar on
RESET_COST = 11.0  # a bar cut short
START_BONUS = 0.5  # music mostly starts on a downbeat
BREAK = 2.2  # a gap of so many beats is a rest of unknown length: counting starts afresh
NEIGHBOURS = 13  # beats among which an accent is an accent
LOUD_WEIGHT, BASS_WEIGHT = 0.2, 0.8  # of loud beats and bass notes, against 1 for a change of harmony
MOST_ACCENT = 2.5  # in standard deviations: one crash does not outvote ten bars
HARMONY_BANDS = 72  # lowest bands, up to about 2.8 kHz, where chords can be told apart
WHITENING_BANDS = 9
ATTACK_FRAMES = 5  # 55 ms


def find_bars(mel: Mel, onsets: Onsets, beats_s: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(n,) place of each beat in its bar, and (n,) beats of that bar, both int.

    A Viterbi search over (metre, place): the accents of the beats, correlated with each metre's pattern, with a
    cost for leaving the metre. After a break the count starts again.
    """
    if len(beats_s) == 0:
        return np.zeros(0, int), np.zeros(0, int)
    accents = _accents(mel, onsets, beats_s)
    interval = np.diff(beats_s, append=beats_s[-1] + 0.5)
    fresh = np.concatenate([[True], interval[:-1] > BREAK * np.median(interval)])
    states = [(metre, place) for metre in _ACCENTS for place in range(metre)]
    path = _best_path(_scores(states, accents, interval), _transitions(states), _entry(states), fresh)
    metre, place = np.array(states)[path].T
    return place, metre


def _accents(mel: Mel, onsets: Onsets, beats_s: np.ndarray) -> np.ndarray:
    """(n,) how much each beat stands out from its neighbours, in about -2..2."""
    frames = np.clip(np.round(beats_s * MEL_RATE).astype(int), 0, len(mel) - 1)
    loud = _peak(onsets.swell, frames)
    bass = _peak(onsets.bass_swell, frames)
    chords = _harmonic_change(mel, frames)
    mixed = LOUD_WEIGHT * _stand_out(loud) + BASS_WEIGHT * _stand_out(bass) + _stand_out(chords)
    return np.clip(mixed, -MOST_ACCENT, MOST_ACCENT)


def _peak(curve: np.ndarray, frames: np.ndarray, reach: int = 4) -> np.ndarray:
    index = np.clip(frames[:, None] + np.arange(-reach, reach + 1), 0, len(curve) - 1)
    return curve[index].max(1)


def _harmonic_change(mel: Mel, frames: np.ndarray) -> np.ndarray:
    """(n,) cosine distance of the tones heard in the beat that starts here from those of the beat before.

    Tones are what stands above the neighbouring bands, once the noise of the attack is over. The first beat, which
    has none before it, changes as much as any.
    """
    edges = np.append(frames, min(frames[-1] + MEL_RATE // 2, len(mel)))
    tones = np.empty((len(frames), HARMONY_BANDS), np.float32)
    for i, (start, stop) in enumerate(pairwise(edges)):
        start = max(min(start + ATTACK_FRAMES, stop - 1), 0)
        mean = mel.values[start : max(stop, start + 1), -HARMONY_BANDS:].mean(0)
        tones[i] = np.maximum(mean - uniform_filter1d(mean, WHITENING_BANDS), 0)
    tones /= np.maximum(np.linalg.norm(tones, axis=1, keepdims=True), 1e-6)
    change = 1 - (tones[1:] * tones[:-1]).sum(1)
    return np.concatenate([[change.max() if len(change) else 0.0], change])


def _stand_out(values: np.ndarray) -> np.ndarray:
    """(n,) values against their neighbours' mean, in standard deviations of the piece (or of a tenth of the mean)."""
    away = values - uniform_filter1d(values.astype(float), NEIGHBOURS, mode="nearest")
    return away / max(float(away.std()), 0.1 * float(values.mean()), 1e-6)


def _scores(states: list[tuple[int, int]], accents: np.ndarray, interval: np.ndarray) -> np.ndarray:
    """(n, states) how well each beat fits each place of each metre."""
    fit = []
    for metre, place in states:
        pattern = np.array(_ACCENTS[metre]) - np.mean(_ACCENTS[metre])
        score = accents * pattern[place] / np.sqrt(np.mean(pattern**2)) - _METRE_COST[metre]
        fit.append(score - (interval > SIX_SLOWEST_S) if metre == 6 else score)
    return np.stack(fit, 1)


def _transitions(states: list[tuple[int, int]]) -> np.ndarray:
    """(from, to) score: onward in the bar is free; a cut bar or a new metre costs; all else is impossible."""
    score = np.full((len(states), len(states)), -np.inf)
    for i, (metre, place) in enumerate(states):
        for j, (next_metre, next_place) in enumerate(states):
            if metre == next_metre and next_place == (place + 1) % metre:
                score[i, j] = 0
            elif next_place == 0:
                score[i, j] = -(CHANGE_COST if metre != next_metre else 0) - (RESET_COST if place + 1 != metre else 0)
    return score


def _entry(states: list[tuple[int, int]]) -> np.ndarray:
    return np.array([START_BONUS if place == 0 else 0.0 for _, place in states])


def _best_path(scores: np.ndarray, transitions: np.ndarray, entry: np.ndarray, fresh: np.ndarray) -> np.ndarray:
    """(n,) state of each beat. scores (n, states); fresh[i]: the count may start anywhere at beat i."""
    total = scores[0] + entry
    choices = np.zeros(scores.shape, np.int16)
    for i in range(1, len(scores)):
        step = total[:, None] + (np.maximum(transitions, entry - START_BONUS - 1.0) if fresh[i] else transitions)
        choices[i] = step.argmax(0)
        total = step.max(0) + scores[i]
    path = [int(total.argmax())]
    for row in choices[:0:-1]:
        path.append(int(row[path[-1]]))
    return np.array(path[::-1])
