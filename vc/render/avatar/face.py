"""What the face and the fingers do: `rig.MORPHS` over time."""

import numpy as np

from vc.channels import channel
from vc.render.avatar.filters import lagging, smoothstep, soft
from vc.render.avatar.rig import MORPHS
from vc.render.avatar.sketch import Measures
from vc.skeleton import Joint

BLINK_EVERY_S = (2.0, 6.0)  # people on a task blink 10 to 20 times a minute
_CLOSE_S, _OPEN_S = 0.08, 0.16
_REST_LOUDNESS = 0.35  # stands for the music where it is not given
_CUT_OFF = 0.25  # fall of loudness within 0.4 s that closes the left hand
_GRIP = 0.95  # of the right fist around the baton


def express(
    points: np.ndarray, measures: Measures, level: np.ndarray | None, seed: int, rate: int
) -> np.ndarray:  # fmt: skip
    """(T, 5) float32 weights of MORPHS.

    points : (T, 13, 2) of `sketch.upright`
    level : (T,) loudness 0..1, or None
    """
    count = len(points)
    level = np.full(count, _REST_LOUDNESS) if level is None else level
    raised = _raised(points, measures, rate)
    weights = {
        "blink": blinks(count, seed, rate),
        "brows": np.clip(0.9 * smoothstep(0.45, 1.0, level) + 0.25 * raised, 0, 1),
        "mouth": 0.8 * smoothstep(0.35, 1.0, level),
        "fingers_l": np.clip(0.62 - 0.5 * raised + 0.6 * _cut_offs(level, rate), 0.05, 1),
        "fingers_r": np.full(count, _GRIP),
    }
    for name, width_s in (("brows", 0.25), ("mouth", 0.25), ("fingers_l", 0.10)):
        weights[name] = soft(weights[name], width_s, rate)
    return np.stack([weights[name] for name in MORPHS], 1).astype(np.float32)


def shown_face(channels: np.ndarray, seed: int, rate: int) -> np.ndarray:
    """(T, 5) float32 weights of MORPHS as (T, WIDTH) channels have them; the moments of blinking are drawn."""
    weights = {
        "blink": blinks(len(channels), seed, rate),
        "brows": channel(channels, "brows"),
        "mouth": channel(channels, "mouth"),
        "fingers_l": 1 - channel(channels, "left_open"),
        "fingers_r": 1 - channel(channels, "right_open"),
    }
    return np.stack([weights[name] for name in MORPHS], 1).astype(np.float32)


def blinks(count: int, seed: int, rate: int) -> np.ndarray:
    """(T,) 1 = closed, at random intervals of BLINK_EVERY_S; the same for the same seed, whatever the length."""
    rng = np.random.default_rng([seed, 11])
    starts = np.cumsum(rng.uniform(*BLINK_EVERY_S, size=int(count / rate / BLINK_EVERY_S[0]) + 1))
    times = np.arange(count) / rate
    since = times - np.append(-1.0, starts)[np.searchsorted(starts, times, side="right")]
    closing = smoothstep(0.0, _CLOSE_S, since)
    return closing * (1 - smoothstep(_CLOSE_S, _CLOSE_S + _OPEN_S, since))


def _raised(points: np.ndarray, measures: Measures, rate: int) -> np.ndarray:
    """(T,) 0..1: the left hand from rest at the waist to above the shoulder."""
    height = (points[:, Joint.LEFT_WRIST, 1] - points[:, Joint.LEFT_SHOULDER, 1]) * measures.scale
    return smoothstep(-0.25, 0.12, soft(height, 0.10, rate))


def _cut_offs(level: np.ndarray, rate: int) -> np.ndarray:
    """(T,) 0..1: the sound has just ended, gathered into the hand."""
    fall = lagging(level[:, None], 0.4, rate)[:, 0] - level
    return smoothstep(0.4 * _CUT_OFF, _CUT_OFF, fall)
