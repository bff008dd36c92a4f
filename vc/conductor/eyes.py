"""Where the conductor looks, and with how much of the head: to the players, to those who enter, into the score."""

from dataclasses import dataclass

import numpy as np
from scipy.ndimage import gaussian_filter1d

from vc.conductor.drift import Drift
from vc.conductor.plan import ramp
from vc.conductor.score import Score
from vc.conductor.style import Style
from vc.skeleton import POSE_RATE

HEAD_SHARE = 0.72  # of a look that the head turns; the eyes do the rest (Guitton and Volle 1987)
READING_RAD = 0.35  # the score lies lower than the players
DOWN_RAD = 0.10


@dataclass(frozen=True)
class Eyes:
    """Over (T,) poses, radians: to the conductor's left, and down.

    wandering : -1 right to 1 left, where the eyes go of their own
    cue : 0..1 they are on those who enter
    head_rad, down_rad : of the head, against the trunk and against level
    gaze_rad, gaze_down_rad : of the eyes, in the world
    prepared : 0..1 breath of the preparatory beat
    """

    wandering: np.ndarray
    cue: np.ndarray
    head_rad: np.ndarray
    down_rad: np.ndarray
    gaze_rad: np.ndarray
    gaze_down_rad: np.ndarray
    prepared: np.ndarray


def find_looks(score: Score, style: Style, drift: Drift) -> Eyes:
    """Entries before all; else some seconds to each side, mostly ahead, and into the score where it is soft."""
    alive, shown = alive_of(score), min(style.depth, 1.2)
    wandering, cue = _wander(score, drift) * alive, score.cues.look
    own = 0.38 * style.look * wandering + 0.14 * style.drift * drift("face", 5.0) * alive
    side = score.cues.side_rad
    reading = np.clip(0.5 - score.dynamics, 0, 0.5) * alive * shown
    return Eyes(
        wandering=wandering,
        cue=cue,
        head_rad=(1 - cue) * own + cue * HEAD_SHARE * side,
        down_rad=DOWN_RAD + 0.14 * (0.5 - score.dynamics) * alive * (1 - cue) - 0.04 * cue,
        gaze_rad=(1 - cue) * own / HEAD_SHARE + cue * side,
        gaze_down_rad=(1 - cue) * (DOWN_RAD + READING_RAD * 2 * reading) + 0.02 * cue,
        prepared=_preparations(score),
    )


def alive_of(score: Score) -> np.ndarray:
    """(T,) how much the body takes part: fully while music is made, hardly in silence."""
    return 0.06 + 0.94 * np.clip(score.beat + score.hold * 0.4 + score.flow, 0, 1)


def _wander(score: Score, drift: Drift) -> np.ndarray:
    wish = drift("look", 5.0)
    away = np.where(np.abs(wish) > 0.8, np.sign(wish), 0.0)
    return gaussian_filter1d(away, 0.22 * POSE_RATE, mode="nearest") if len(score) else away


def _preparations(score: Score) -> np.ndarray:
    """(T,) in with the preparatory beat, in its tempo, out with the first note."""
    found = np.zeros(len(score))
    for passage in score.passages:
        first, start = float(passage.pulses_s[0]), passage.preparation_s
        if first - start < 0.05:
            continue
        near = slice(*np.searchsorted(score.times_s, [start - 0.1, first + 1.0]))
        t = score.times_s[near]
        inhaled = ramp(t, start, start + 0.8 * (first - start)) * (1 - ramp(t, first - 0.05, first + 0.8))
        found[near] = np.maximum(found[near], inhaled)
    return found
