"""Which beats are downbeats, and how many beats a bar has: accents at the beats, explained by a metre."""

import numpy as np

from vc.audio.rhythm.harmony import LOW_BANDS, beat_change, beat_tones
from vc.audio.rhythm.onsets import Onsets
from vc.audio.rhythm.paths import best_path, stand_out
from vc.music import BREAK, MEL_RATE, Mel

# How strongly each beat of a bar is accented; every row is shifted and scaled to mean 0 and power 1, so that no
# metre gains by being long. 6 is two groups of three.
_ACCENTS = {2: (1.0, 0.0), 3: (1.0, 0.0, 0.0), 4: (1.0, 0.0, 0.45, 0.0), 6: (1.0, 0.0, 0.0, 0.4, 0.0, 0.0)}
_METRE_COST = {2: 0.2, 3: 0.04, 4: 0.0, 6: 0.16}  # per beat: when accents say little
SIX_SLOWEST_S = 0.5  # six beats to a bar are counted only when they are quick (6/8 in quavers)
CHANGE_COST = 20.0  # another metre from the next bar on
RESET_COST = 16.0  # a bar cut short
START_BONUS = 7.0  # music mostly starts on a downbeat
REST_COST = 1.0  # for counting afresh after a break rather than going on
NEIGHBOURS = 13  # beats among which an accent is an accent
# What makes an accent: a loud bass; other harmony than in the beat before, and in the two before; another bass note.
# The loudness of all bands adds nothing to these.
BASS_WEIGHT, HARMONY_WEIGHT, SLOW_HARMONY_WEIGHT, LOW_HARMONY_WEIGHT = 0.9, 0.6, 0.3, 0.2
EAR_WEIGHT = 0.6  # of the chance of a downbeat, as a network hears it, where there is one
MOST_ACCENT = 2.5  # in standard deviations: one crash does not outvote ten bars


def find_bars(
    mel: Mel, onsets: Onsets, beats_s: np.ndarray, chances: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """(n,) place of each beat in its bar, and (n,) beats of that bar, both int.

    chances : (T,) 0..1, of a downbeat at each frame, as a network hears them

    A Viterbi search over (metre, place): the accents of the beats, correlated with each metre's pattern, with a
    cost for leaving the metre. After a break the count starts again.
    """
    if len(beats_s) == 0:
        return np.zeros(0, int), np.zeros(0, int)
    accents = _accents(mel, onsets, beats_s, chances)
    interval = np.diff(beats_s, append=beats_s[-1] + 0.5)
    fresh = np.concatenate([[True], interval[:-1] > BREAK * np.median(interval)])
    states = [(metre, place) for metre in _ACCENTS for place in range(metre)]
    path = best_path(
        _scores(states, accents, interval), _transitions(states), _entry(states), fresh, -START_BONUS - REST_COST
    )
    metre, place = np.array(states)[path].T
    return place, metre


def _accents(mel: Mel, onsets: Onsets, beats_s: np.ndarray, chances: np.ndarray | None) -> np.ndarray:
    """(n,) how much each beat stands out from its neighbours, in about -2..2."""
    frames = np.clip(np.round(beats_s * MEL_RATE).astype(int), 0, len(mel) - 1)
    heard = beat_tones(mel, frames)
    accents = [
        (BASS_WEIGHT, _peak(onsets.bass_swell, frames)),
        (HARMONY_WEIGHT, beat_change(heard, 1)),
        (SLOW_HARMONY_WEIGHT, beat_change(heard, 2)),
        (LOW_HARMONY_WEIGHT, beat_change(heard[:, -LOW_BANDS:], 1)),
    ]
    if chances is not None:
        accents.append((EAR_WEIGHT, _peak(chances, frames)))
    mixed = sum(weight * stand_out(values, NEIGHBOURS) for weight, values in accents)
    return np.clip(mixed, -MOST_ACCENT, MOST_ACCENT)


def _peak(curve: np.ndarray, frames: np.ndarray, reach: int = 4) -> np.ndarray:
    index = np.clip(frames[:, None] + np.arange(-reach, reach + 1), 0, len(curve) - 1)
    return curve[index].max(1)


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
