"""What a face does over time: blinks, glances, nods, and brows and mouth that breathe with the phrase."""

from dataclasses import dataclass

import numpy as np
from scipy.ndimage import gaussian_filter1d

from vc.skeleton import Joint, Motion

_BLINK_EVERY_S = (2.0, 6.0)
# Share by which the lids are down, per 1/30 s: they fall faster than they rise.
_BLINK_SHAPE = (0.0, 0.45, 1.0, 1.0, 0.7, 0.35, 0.12, 0.0)
_BLINK_RATE = 30
_TURN, _NOD = np.radians(4.0), np.radians(3.0)  # how far a head turns of its own, in depth
_FOLLOW = np.radians(4.5)  # how far it looks after the hands
_BREATH_S = 4.2


@dataclass(frozen=True)
class Expressions:
    """Of T poses, float64. faces : (T, 3) blink 0 to 1, rise of the brows and of the lower lip, -1 to 1
    turns : (T, 2) yaw and pitch of the head, radians, positive to larger x and y of the picture
    breath : (T,) 0 breathed out, 1 in; sway : (T, 1) -1 to 1, weight on one leg or the other
    curl : (T,) 0 to 1, how far the left hand is closed
    """

    faces: np.ndarray
    turns: np.ndarray
    breath: np.ndarray
    sway: np.ndarray
    curl: np.ndarray


def express(motion: Motion, *, seed: int, face: bool = True) -> Expressions:
    """Expressions for a motion; equal seeds give equal ones. Without `face` it is still and only the chest breathes."""
    rng = np.random.default_rng(seed)
    count, rate = len(motion), motion.rate
    effort = _effort(motion)
    phase = rng.uniform(0, 2 * np.pi)
    # Who works harder breathes faster; the phase is summed up so that a change of pace makes no jump.
    breath = 0.5 - 0.5 * np.cos(phase + np.cumsum(2 * np.pi / (_BREATH_S * rate) * (0.85 + 0.5 * effort)))
    sway = _wander(rng, count, rate, 1.5)[:, None]
    curl = np.clip(0.35 + 0.35 * _wander(rng, count, rate, 0.5) + 0.6 * (0.5 - effort), 0, 1)
    if not face:
        return Expressions(np.zeros((count, 3)), np.zeros((count, 2)), breath, sway, curl)
    brows = np.clip(1.2 * (effort - 0.3) + 0.35 * _wander(rng, count, rate, 1.6), -0.15, 1)
    lip = np.clip(0.5 * (breath - 0.5) + 0.8 * (effort - 0.4) + 0.25 * _wander(rng, count, rate, 1.0), -0.4, 1)
    faces = np.stack([_blinks(rng, count, rate), brows, lip], 1)
    glances = np.stack([_TURN * _wander(rng, count, rate, 1.8), _NOD * _wander(rng, count, rate, 1.2)], 1)
    return Expressions(faces, 0.6 * glances + _after_the_hands(motion), breath, sway, curl)


def _effort(motion: Motion) -> np.ndarray:
    wrists = motion.points[:, [Joint.LEFT_WRIST, Joint.RIGHT_WRIST]].astype(np.float64)
    if len(wrists) < 2:
        return np.zeros(len(wrists))
    speed = np.linalg.norm(np.gradient(wrists, axis=0), axis=-1).sum(1)
    smooth = gaussian_filter1d(speed, 0.8 * motion.rate, mode="nearest")
    return np.clip(smooth / max(float(np.percentile(smooth, 95)), 1e-6), 0, 1)


def _wander(rng: np.random.Generator, count: int, rate: int, calm_s: float) -> np.ndarray:
    """(count,) slow noise, mostly within -1 to 1."""
    pad = int(4 * calm_s * rate)
    noise = gaussian_filter1d(rng.standard_normal(count + 2 * pad), calm_s * rate)[pad : pad + count]
    return np.tanh(noise * np.sqrt(2 * np.sqrt(np.pi) * calm_s * rate))


def _after_the_hands(motion: Motion) -> np.ndarray:
    """(T, 2) radians: the head turns a little to the hand that is further out, and nods with the beating one."""
    points = motion.points.astype(np.float64)
    shoulders = points[:, [Joint.LEFT_SHOULDER, Joint.RIGHT_SHOULDER]]
    width = max(float(np.median(np.linalg.norm(shoulders[:, 0] - shoulders[:, 1], axis=-1))), 1e-3)
    hands = points[:, [Joint.LEFT_WRIST, Joint.RIGHT_WRIST]].mean(1) - shoulders.mean(1)
    aside = gaussian_filter1d(hands[:, 0], 0.6 * motion.rate, mode="nearest")
    height = hands[:, 1] - gaussian_filter1d(hands[:, 1], 1.5 * motion.rate, mode="nearest")
    nod = gaussian_filter1d(height, 0.06 * motion.rate, mode="nearest")
    return np.stack([_FOLLOW * np.tanh(1.2 * aside / width), 0.5 * _NOD * np.tanh(1.5 * nod / width)], 1)


def _blinks(rng: np.random.Generator, count: int, rate: int) -> np.ndarray:
    """(count,) 0 open to 1 shut."""
    lids = np.zeros(count)
    shape_s = np.arange(len(_BLINK_SHAPE)) / _BLINK_RATE
    start_s = rng.uniform(0.5, 3.0)
    while start_s * rate < count:
        first, last = int(np.ceil(start_s * rate)), min(count, int((start_s + shape_s[-1]) * rate) + 1)
        lids[first:last] = np.interp(np.arange(first, last) / rate - start_s, shape_s, _BLINK_SHAPE)
        start_s += rng.uniform(*_BLINK_EVERY_S)
    return lids
