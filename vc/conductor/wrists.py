"""Hands at the end of the arms: where fingers, palms and baton point, and how far the hands are open.

The wrist gives legato and staccato their look: it trails the forearm in the one, flicks at the ictus in the other
(Rudolf 1950, chapters 2 and 3). Frame: x to the conductor's left, y up, z to the orchestra; unit vectors.
"""

import numpy as np
from scipy.ndimage import gaussian_filter1d

from vc.conductor.score import Score
from vc.conductor.style import Style
from vc.skeleton import POSE_RATE, Joint

MOST_BEND_RAD = np.deg2rad(55.0)  # of 70 to 80 that a wrist allows
TURN_S = 0.08
TRAIL_S = (0.12, 0.03)  # how long a legato and a staccato baton trail the hand
FLICK_RAD = 0.38
LEAST_FORWARD = 0.35  # of the baton, to the orchestra
CLENCH_S = (0.22, 0.45)  # before a cut-off the hand closes, and is free again after it

# Per role of the left hand: where the fingers would point, where the palm faces, how far the hand is open.
LEFT: dict[str, tuple[tuple[float, float, float], tuple[float, float, float], float]] = {
    "mirror": ((-0.20, 0.10, 0.95), (-0.45, -0.88, 0.15), 0.45),
    "shape": ((-0.10, 0.25, 0.95), (-0.55, -0.55, 0.60), 0.60),
    "rest": ((-0.35, 0.00, 0.90), (-0.60, -0.78, 0.10), 0.30),
    "cue": ((0.00, 0.25, 0.95), (-0.35, 0.55, 0.70), 0.85),
    "crescendo": ((-0.15, 0.20, 0.95), (-0.25, 0.95, 0.15), 0.75),
    "diminuendo": ((-0.05, 0.55, 0.80), (-0.05, -0.60, 0.80), 0.85),
    "hush": ((-0.05, 0.95, 0.35), (0.05, -0.10, 1.00), 0.97),
    "hold": ((-0.15, 0.30, 0.92), (-0.45, 0.80, 0.25), 0.62),
    "ready": ((-0.15, 0.15, 0.95), (-0.45, -0.85, 0.20), 0.50),
}


def left_fingers(
    score: Score, shares: dict[str, np.ndarray], joints: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:  # fmt: skip
    """(T, 3) fingers, (T, 3) palm, (T,) how far open."""
    weights = {role: share * score.beat for role, share in shares.items()}
    weights["hold"] = score.hold
    weights["shape"] = weights["shape"] + score.flow
    weights["ready"] = np.clip(1 - score.beat - score.hold - score.flow, 0, 1)
    fingers, palm = (
        sum(weight[:, None] * np.array(LEFT[role][part]) for role, weight in weights.items()) for part in (0, 1)
    )
    opened = sum(weight * LEFT[role][2] for role, weight in weights.items())
    aside = weights["cue"] * np.sin(np.clip(score.cues.side_rad, -1.2, 1.2))
    fingers = np.asarray(fingers) + np.stack([aside, 0 * aside, 0 * aside], 1)
    way = _forearm(joints, Joint.LEFT_ELBOW, Joint.LEFT_WRIST)
    pointing = _limited(_unit(0.55 * way + 0.75 * _unit(fingers)), way)
    pointing = _unit(_soft(pointing, TURN_S))
    opened = np.asarray(opened) * (1 - 0.95 * _clenched(score))
    return pointing, _across(_soft(np.asarray(palm), TURN_S), pointing), _soft(opened, 0.06)


def baton(score: Score, style: Style, joints: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(T, 3) from the grip to the tip, (T, 3) the right palm, (T,) how far the hand around it is open."""
    way = _forearm(joints, Joint.RIGHT_ELBOW, Joint.RIGHT_WRIST)
    wish = np.stack([np.full(len(way), 0.30), np.full(len(way), 0.16), np.full(len(way), 1.0)], 1)
    wish[:, 0] += score.cues.right * np.sin(score.cues.side_rad) * 0.8
    pitch = _pitch(score, style, joints)
    pointing = _unit(0.35 * way + _unit(wish))
    pointing = _unit(_soft(pointing, TURN_S))
    level = np.hypot(pointing[:, 0], pointing[:, 2])
    angle = np.clip(np.arctan2(pointing[:, 1], level) + pitch, -0.75, 0.95)
    flat = pointing[:, [0, 2]] / np.maximum(level, 1e-6)[:, None]
    pointing = np.stack([flat[:, 0] * np.cos(angle), np.sin(angle), flat[:, 1] * np.cos(angle)], 1)
    pointing[:, 2] = np.maximum(pointing[:, 2], LEAST_FORWARD)
    pointing = _unit(pointing)
    palm = np.broadcast_to(np.array([0.25, -0.95, 0.10]), pointing.shape)
    held = 0.05 + 0.10 * (1 - score.articulation) * score.beat  # a loose grip sings, a firm one strikes
    return pointing, _across(palm, pointing), np.clip(held * (1 - _clenched(score)), 0, 1)


def _pitch(score: Score, style: Style, joints: np.ndarray) -> np.ndarray:
    """(T,) radians that the tip is raised: left behind by the stroke, and flicked at the ictus in staccato."""
    if not len(score):
        return np.zeros(0)
    height = joints[:, Joint.RIGHT_WRIST, 1] - joints[:, Joint.RIGHT_SHOULDER, 1]
    moving = np.gradient(height) * POSE_RATE if len(height) > 1 else 0 * height
    late, prompt = (_soft(_delayed(moving, trail), 0.04) for trail in TRAIL_S)
    legato = 1 - score.articulation
    trailing = -0.32 * legato * late - 0.12 * score.articulation * prompt
    struck = np.clip(score.pulse, 0, 1) ** 6 * score.beat
    flick = -FLICK_RAD * score.articulation * (0.4 + 0.6 * score.dynamics) * struck
    return np.clip(trailing, -0.45, 0.45) + flick * min(0.5 + 0.5 * style.depth, 1.2)


def _clenched(score: Score) -> np.ndarray:
    """(T,) 0..1 the sound is gathered into the hand, at each cut-off."""
    found = np.zeros(len(score))
    before, after = CLENCH_S
    for passage in score.passages:
        since = score.times_s - passage.cutoff_s
        found = np.maximum(found, np.clip(1 + since / before, 0, 1) * np.clip(1 - (since - 0.1) / after, 0, 1))
    return found * np.clip(score.hold, 0, 1)


def _delayed(values: np.ndarray, seconds: float) -> np.ndarray:
    return np.interp(np.arange(len(values)) - seconds * POSE_RATE, np.arange(len(values)), values)


def _forearm(joints: np.ndarray, elbow: Joint, wrist: Joint) -> np.ndarray:
    return _unit((joints[:, wrist] - joints[:, elbow]).astype(np.float64))


def _limited(pointing: np.ndarray, way: np.ndarray) -> np.ndarray:
    """`pointing`, never bent further than MOST_BEND_RAD from the forearm; the limit is soft."""
    cosine = np.clip((pointing * way).sum(1, keepdims=True), -1, 1)
    aside = _unit(pointing - cosine * way)
    bend = MOST_BEND_RAD * np.tanh(np.arccos(cosine) / MOST_BEND_RAD)
    return way * np.cos(bend) + aside * np.sin(bend)


def _across(palm: np.ndarray, along: np.ndarray) -> np.ndarray:
    """A palm's direction, at right angles to the hand's."""
    return _unit(palm - (palm * along).sum(1, keepdims=True) * along)


def _unit(vectors: np.ndarray) -> np.ndarray:
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-9))


def _soft(values: np.ndarray, width_s: float) -> np.ndarray:
    return gaussian_filter1d(values, width_s * POSE_RATE, axis=0, mode="nearest") if len(values) else values
