"""Where the hands want to be: the right beats, the left does what `left` says, both hold and cut off.

Places are (T, 3) metres from the middle between the shoulders, per hand: outward from the body's middle, up, forward.
"""

import numpy as np

from vc.conductor import left
from vc.conductor.drift import Drift
from vc.conductor.plan import ramp
from vc.conductor.score import Score
from vc.conductor.style import Style

PLANE_M = -0.31  # the beats lie about at the height of the lower ribs
OUTWARD_M = 0.13  # between the breastbone and the own shoulder
FORWARD_M = 0.34
SIDEWAYS = 0.62  # metres sideways per metre of stroke height, for one unit of the pattern
LOOP_S, LOOP_M = 0.55, 0.07  # the closing circle of a cut-off


def right_hand(score: Score, style: Style, drift: Drift) -> np.ndarray:
    """(T, 3) target of the beating hand."""
    beating = _beat(score, style) + _wander(score, style, drift, "right") + _turned(score)
    return _stage(score, drift, beating, _hold(score, drift, "right"), _flow(score, style, drift, 0.0), "right")


def left_hand(score: Score, style: Style, drift: Drift, shares: dict[str, np.ndarray]) -> np.ndarray:
    """(T, 3) target of the other hand. shares : of `left.left_roles`"""
    mirror = _beat(score, style, sideways=0.6) + np.array([0.10, 0.0, 0.0]) + _wander(score, style, drift, "left")
    places = {
        "mirror": mirror,
        "shape": left.shape(score, style, drift),
        "rest": _rest(score, drift, "left"),
        "cue": left.cue(score, style, drift),
        "crescendo": left.crescendo(score, style),
        "diminuendo": left.diminuendo(score, style),
        "hush": left.hush(score),
    }
    beating = sum(shares[role][:, None] * places[role] for role in left.ROLES)
    return _stage(
        score, drift, np.asarray(beating), _hold(score, drift, "left"), _flow(score, style, drift, 2.2), "left"
    )


def _beat(score: Score, style: Style, sideways: float = 1.0) -> np.ndarray:
    """The pattern in metres; louder music is beaten higher and further forward."""
    x, y = score.pattern.T
    outward = OUTWARD_M + sideways * SIDEWAYS * style.width * (0.04 + 0.85 * score.amplitude) * x
    up = PLANE_M + style.plane_m + 0.03 * score.dynamics + score.amplitude * y
    forward = FORWARD_M + 0.06 * score.dynamics + 0.10 * score.amplitude * (1 - y)
    return np.stack([outward, up, forward], 1)


def _turned(score: Score) -> np.ndarray:
    """The beat given to players on the right: further out, and nearer to them."""
    return score.cues.right[:, None] * np.array([0.09, 0.03, 0.06])


def _wander(score: Score, style: Style, drift: Drift, hand: str) -> np.ndarray:
    """Slow travel of the whole pattern: an arc per phrase, and a drift of its own."""
    arc = 0.05 * style.phrase * min(style.depth, 1.2) * np.sin(score.phrase_phase + drift(f"{hand} arc", 20.0))
    outward = 0.055 * style.drift * drift(f"{hand} outward")
    up = 0.03 * style.drift * drift(f"{hand} up", 7.0) + arc + 0.03 * score.swell
    return np.stack([outward, up, 0.02 * style.drift * drift(f"{hand} forward")], 1)


def _rest(score: Score, drift: Drift, hand: str) -> np.ndarray:
    """Hands low before the body, elbows beside it, and hardly moving."""
    outward = 0.11 + 0.02 * drift(f"{hand} rest outward", 12.0)
    up = -0.33 + 0.015 * drift(f"{hand} rest up", 10.0) + 0.10 * score.amplitude * score.beat * score.pattern[:, 1]
    return np.stack([outward, up, np.full(len(score), 0.26)], 1)


def _ready(score: Score, drift: Drift, hand: str) -> np.ndarray:
    """Raised and waiting, before the preparatory beat."""
    outward = (OUTWARD_M if hand == "right" else 0.22) + 0.008 * drift(f"{hand} ready", 10.0)
    return np.stack([outward, np.full(len(score), PLANE_M + 0.10), np.full(len(score), FORWARD_M)], 1)


def _hold(score: Score, drift: Drift, hand: str) -> np.ndarray:
    """The last note held with open arms, closed by a small circle at the cut-off, then nothing moves."""
    out, up, level = closing(score)
    outward = 0.27 + 0.02 * drift(f"{hand} hold", 12.0)
    place = np.stack([outward, -0.16 + 0.22 * level, np.full(len(score), 0.38)], 1)
    radius = LOOP_M * (0.6 + 0.8 * level)
    return place + np.stack([radius * out, radius * up, np.zeros(len(score))], 1)


def closing(score: Score) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(T,) the circle outward, up and inward that closes, a little lower, at each cut-off: outward and up, in its
    radii; and how loud the note is that is held."""
    out, up, level = (np.zeros(len(score)) for _ in range(3))
    if score.passages:
        level = np.interp(score.times_s, *_held_level(score))
    for passage in score.passages:
        near = slice(*np.searchsorted(score.times_s, [passage.cutoff_s - LOOP_S, passage.cutoff_s + 1.9]))
        u = ramp(score.times_s[near], passage.cutoff_s - LOOP_S, passage.cutoff_s)
        angle = 2 * np.pi * u
        out[near] += np.sin(angle)
        up[near] += 1 - np.cos(angle) - 0.5 * u
    return out, up, level


def _held_level(score: Score) -> tuple[np.ndarray, np.ndarray]:
    """Loudness of each passage's last beat, as knots of (time, level): a hold does not sink with its own cut-off."""
    last = np.array([p.pulses_s[-1] for p in score.passages])
    return last, np.interp(last, score.times_s, score.dynamics) if len(score) else np.zeros(len(last))


def _flow(score: Score, style: Style, drift: Drift, offset: float) -> np.ndarray:
    """Sound without a pulse: wide, slow arcs as long as a breath, as high as the sound is loud."""
    turn = 2 * np.pi * score.times_s / 6.0 + offset + 0.9 * drift("flow turn", 8.0)
    size = style.phrase * (0.06 + 0.12 * score.dynamics)
    outward = 0.24 + size * np.sin(turn) + 0.03 * style.drift * drift(f"flow outward {offset}")
    up = -0.20 + 0.20 * score.dynamics + 0.8 * size * np.cos(turn) + 0.10 * score.swell
    return np.stack([outward, up, 0.35 + 0.03 * np.sin(turn / 2)], 1)


def _stage(
    score: Score, drift: Drift, beating: np.ndarray, holding: np.ndarray, flowing: np.ndarray, hand: str
) -> np.ndarray:  # fmt: skip
    """Blend what the hand does by the weights of the score."""
    ready = score.ready[:, None]
    waiting = ready * _ready(score, drift, hand) + (1 - ready) * _rest(score, drift, hand)
    beat, hold, flow = score.beat[:, None], score.hold[:, None], score.flow[:, None]
    return beat * beating + hold * holding + flow * flowing + (1 - beat - hold - flow) * waiting
