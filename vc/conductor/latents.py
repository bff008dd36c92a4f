"""What drove a simulated conductor besides the music: who it is, and its free choices, both from its seed.

A network that is not told these can only learn the mean of all conductors, who hardly moves; told them, it learns what
each does, and in use they are drawn anew.
"""

from dataclasses import astuple

import numpy as np

from vc.conductor import Body, Camera, Style
from vc.conductor.body import LEFT, RIGHT
from vc.conductor.drift import Drift
from vc.conductor.left import left_roles
from vc.conductor.score import read_score
from vc.manner import AS_DRAWN, Manner
from vc.music import Rhythm
from vc.skeleton import POSE_RATE, pose_count

# Slow signals with the periods that `vc.conductor` uses them with, and shares of the left hand's roles. Left out is
# only what shows in rests and in music without a pulse.
DRIFTS = {
    "turn": 7.0, "roll": 8.0, "lean": 9.0, "look": 5.0, "weight": 6.0, "height": 7.0, "step": 9.0, "swing": 12.0,
    "face": 5.0, "chin": 6.0, "tilt": 7.0, "size": 8.0, "articulation": 9.0, "shape turn": 9.0, "shape outward": 6.0,
    "shape up": 6.0, "cue outward": 6.0,
    **{f"elbow {side}": 8.0 for side in (LEFT, RIGHT)},
    **{f"{hand} {way}": period for hand in ("left", "right")
       for way, period in (("outward", 6.0), ("up", 7.0), ("forward", 6.0), ("arc", 20.0))},
}  # fmt: skip
ROLES = ("mirror", "shape", "cue")
NOISES = (*DRIFTS, *ROLES)
NOISE_CHANNELS = len(NOISES)


def style_of(seed: int, manner: Manner = AS_DRAWN) -> np.ndarray:
    """(26,) float32: style, body, camera and depth of the conductor that `vc.conductor.perform` makes of `seed` and
    `manner`. Depth is the last, because networks that are older than it are told the first 25."""
    *beating, depth = astuple(Style.draw(seed, manner))
    return np.array([*beating, *astuple(Body.draw(seed)), *astuple(Camera.draw(seed)), depth], np.float32)


STYLE_CHANNELS = len(style_of(0))


def noise_of(rhythm: Rhythm, seed: int, manner: Manner = AS_DRAWN) -> np.ndarray:
    """(S, NOISE_CHANNELS) float32, `NOISES`, one vector a second from 0 on to beyond the last pose; about -2..2."""
    style = Style.draw(seed, manner)
    times = np.arange(pose_count(rhythm.seconds)) / POSE_RATE
    drift = Drift(seed, times)
    roles = left_roles(read_score(rhythm, style, drift), style, seed)
    seconds = np.arange(-(-len(times) // POSE_RATE) + 1)
    known = np.append(
        seconds[seconds < times[-1]], times[-1]
    )  # a drift is made of knots from its first time to its last
    slow = Drift(seed, known)
    signals = [np.interp(seconds, known, slow(name, period)) for name, period in DRIFTS.items()]
    signals += [np.interp(seconds, times, 2 * roles[role] - 1) for role in ROLES]
    return np.stack(signals, axis=1).astype(np.float32)
