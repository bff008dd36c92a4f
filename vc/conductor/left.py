"""The left hand's vocabulary: what it does while the right one beats, and what else it takes for that.

    mirror      the beat with both hands            crescendo   palm up, rising as the sound grows
    shape       an arc that carries the line        diminuendo  palm to the players, sinking
    rest        beside the body                     hush        palm raised against a sound that is too loud now
    cue         lifted a beat ahead, then given     (holds, cut-offs and releases are of both hands: `hands`)

Mirror, shape and rest are chosen for half a phrase each; the others come when the music asks for them and take the
hand over. Sources: Rudolf, The Grammar of Conducting (1950), chapters 20 and 21; Green, The Modern Conductor (1961),
chapter 7; Labuta, Basic Conducting Techniques (1982), on independence of the hands.
"""

import numpy as np
from scipy.ndimage import gaussian_filter1d, maximum_filter1d

from vc.conductor.drift import Drift
from vc.conductor.score import Score
from vc.conductor.style import Style
from vc.skeleton import POSE_RATE

RESTLESS = 4.0  # times more rest for a left hand that is smaller by one
BASE = ("mirror", "shape", "rest")
CALLED = ("cue", "crescendo", "diminuendo", "hush")
ROLES = (*BASE, *CALLED)
SWELLING = (0.20, 0.42)  # of `Score.swell`, from where a change of loudness is shown, and wholly
SHAPE_LOWEST_M = -0.27  # a hand below the ribs shapes nothing
HUSH_EARLY_S = 0.15  # before the sound falls
HUSHED = POSE_RATE  # poses that a hush lasts


def left_roles(score: Score, style: Style, seed: int) -> dict[str, np.ndarray]:
    """(T,) share of each of ROLES, summing to 1."""
    called = _called(score, style)
    base = _base(score, style, seed)
    taken = np.zeros(len(score))
    shares = {}
    for role in CALLED[::-1]:  # what is rarer goes first, and a cue before all
        shares[role] = called[role] * (1 - taken) if role != "cue" else called[role]
        taken = np.clip(taken + shares[role], 0, 1)
    left_over = 1 - called["cue"]
    others = sum(shares[role] for role in CALLED if role != "cue")
    for role in CALLED[1:]:
        shares[role] = shares[role] * left_over
    free = left_over * (1 - np.clip(others, 0, 1))
    return shares | {role: base[role] * free for role in BASE}


def _called(score: Score, style: Style) -> dict[str, np.ndarray]:
    low, high = SWELLING
    shown = min(style.depth, 1.0) * np.clip(style.left_hand, 0.3, 1.0) * score.beat

    def smoothed(values: np.ndarray, width_s: float) -> np.ndarray:
        return gaussian_filter1d(values, width_s * POSE_RATE, mode="nearest") if len(values) else values

    rising, falling = (np.clip((sign * score.swell - low) / (high - low), 0, 1) for sign in (1, -1))
    late = max(round((style.anticipation_s - HUSH_EARLY_S) * POSE_RATE), 0)  # changes are seen ahead; a hand is not
    fallen = np.clip(-np.concatenate([np.zeros(late), score.sudden])[: len(score)], 0, 1)
    lasting = maximum_filter1d(fallen, HUSHED, origin=(HUSHED - 1) // 2) if len(score) else fallen
    hush = smoothed(lasting, 0.12)
    return {
        "cue": score.cues.left * score.beat,
        "crescendo": shown * smoothed(rising, 0.25),
        "diminuendo": shown * smoothed(falling, 0.25) * (1 - hush),
        "hush": shown * hush,
    }


def _base(score: Score, style: Style, seed: int) -> dict[str, np.ndarray]:
    """(T,) shares of BASE, summing to 1. Each lasts about half a phrase; changes take a beat or two."""
    rng = np.random.default_rng([seed, 4])
    turn = np.floor(2 * score.phrase_phase / (2 * np.pi)).astype(int)
    chosen = np.zeros((len(score), len(BASE)))
    for number in np.unique(turn):
        here = turn == number
        wish = _wishes(score.dynamics[here].mean(), score.swell[here].mean(), style)
        chosen[here, int(rng.choice(len(BASE), p=wish / wish.sum()))] = 1
    smooth = gaussian_filter1d(chosen, 0.28 * POSE_RATE, axis=0, mode="nearest") if len(chosen) else chosen
    return dict(zip(BASE, (smooth / np.maximum(smooth.sum(1, keepdims=True), 1e-9)).T, strict=True))


def _wishes(dynamics: float, swell: float, style: Style) -> np.ndarray:
    """How likely each of BASE is: loud music is beaten with both hands, swelling music shaped, soft left alone."""
    shown = min(style.depth, 1.0)
    mirror = style.mirror * (0.4 + 1.4 * dynamics)
    shape = (1 - style.mirror) * (0.5 + 1.5 * abs(swell)) * style.left_hand * shown
    rest = 0.30 * (1.1 - dynamics) * RESTLESS ** (1 - style.left_hand) + 0.5 * (1 - shown)
    return np.array([mirror, shape, rest]) + 1e-3


def shape(score: Score, style: Style, drift: Drift) -> np.ndarray:
    """(T, 3) a slow open hand that carries the line: as high as it is loud."""
    size = style.left_hand * (0.5 + 0.8 * score.dynamics)
    turn = score.bar_phase / 2 + 0.8 * drift("shape turn", 9.0)
    outward = 0.23 + 0.11 * size * np.sin(turn) + 0.06 * drift("shape outward")
    up = (
        -0.10
        + 0.20 * (score.dynamics - 0.4)
        + 0.15 * score.swell
        + 0.11 * size * np.cos(turn + 0.6)
        + 0.06 * drift("shape up")
    )
    up = SHAPE_LOWEST_M + 0.06 * np.logaddexp(0, (up - SHAPE_LOWEST_M) / 0.06)
    breath = 0.25 * score.amplitude * (score.pattern[:, 1] - 0.4)  # the beat is felt even here
    return np.stack([outward, up + breath, 0.35 + 0.06 * np.sin(turn / 2)], 1)


def cue(score: Score, style: Style, drift: Drift) -> np.ndarray:
    """(T, 3) towards those who enter: lifted, given on the entry, then left open there."""
    side, size = score.cues.side_rad, 0.7 + 0.3 * style.left_hand
    outward = 0.20 + 0.20 * np.sin(np.clip(side, -0.6, 1.0)) + 0.02 * drift("cue outward")
    up = -0.12 + size * (0.16 + 0.08 * score.dynamics) * score.cues.give
    return np.stack([outward, up, 0.36 + 0.06 * np.cos(side) * np.clip(score.cues.give, 0, 1)], 1)


def crescendo(score: Score, style: Style) -> np.ndarray:
    """(T, 3) rising with the sound, palm up."""
    return np.stack(
        [
            0.25 + 0.05 * score.dynamics,
            -0.24 + 0.36 * style.left_hand**0.5 * score.dynamics + _felt(score),
            np.full(len(score), 0.36),
        ],
        1,
    )


def diminuendo(score: Score, style: Style) -> np.ndarray:
    """(T, 3) sinking with the sound, palm to the players."""
    up = -0.22 + 0.30 * style.left_hand**0.5 * score.dynamics + _felt(score)
    return np.stack([0.24 - 0.04 * (1 - score.dynamics), up, 0.40 - 0.04 * score.dynamics], 1)


def hush(score: Score) -> np.ndarray:
    """(T, 3) raised before the shoulder, small and still."""
    count = len(score)
    return np.stack([np.full(count, 0.18), -0.04 + 0.5 * _felt(score), np.full(count, 0.40)], 1)


def _felt(score: Score) -> np.ndarray:
    """(T,) metres: the beat goes through every gesture a little."""
    return 0.15 * score.amplitude * (score.pattern[:, 1] - 0.4)
