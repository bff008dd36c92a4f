"""What a conductor intends, pose by pose: the plan as signals that a network turns into movement.

It is what this conductor would show there: style and free choices have shaped it, as far as they are a matter of what
and when. How a body of that size and bearing does it is for the network to know, which is told those, too (`latents`).
"""

import numpy as np

from vc.conductor.drift import Drift
from vc.conductor.eyes import Eyes, find_looks
from vc.conductor.hands import closing
from vc.conductor.left import ROLES, left_roles
from vc.conductor.score import Score, read_score
from vc.conductor.style import Style
from vc.manner import AS_DRAWN, Manner
from vc.music import Rhythm
from vc.skeleton import POSE_RATE, pose_count

STROKE = 3.0  # brings metres of a stroke near 1
INTENTS = (
    "beat", "hold", "ready", "flow", "pattern x", "pattern y", "stroke", "stroke x", "stroke y", "dynamics", "swell",
    "sudden", "articulation", "pulse", "bar sine", "bar cosine", "phrase sine", "phrase cosine", "cue look", "cue side",
    "cue left", "cue right", "cue give", "breath", "wandering", "prepared", "head aside", "head down", "gaze aside",
    "gaze down", "closing out", "closing up", "held level", *(f"left {role}" for role in ROLES),
)  # fmt: skip


def intent_of(rhythm: Rhythm, seed: int, manner: Manner = AS_DRAWN) -> np.ndarray:
    """(T, len(INTENTS)) float32 of the conductor that `vc.conductor.perform` makes of `seed` and `manner`; values of
    about -2..2. T is pose_count(rhythm.seconds)."""
    style = Style.draw(seed, manner)
    drift = Drift(seed, np.arange(pose_count(rhythm.seconds)) / POSE_RATE)
    score = read_score(rhythm, style, drift)
    signals = [*_beaten(score), *_looked(score, find_looks(score, style, drift)), *closing(score)]
    signals += left_roles(score, style, seed).values()
    return np.stack(signals, 1).astype(np.float32)


def _beaten(score: Score) -> list[np.ndarray]:
    x, y = score.pattern.T
    stroke = STROKE * score.amplitude
    half_bar, phrase = score.bar_phase / 2, score.phrase_phase
    return [
        score.beat, score.hold, score.ready, score.flow, x, y, stroke, stroke * x, stroke * y, score.dynamics,
        score.swell, score.sudden, score.articulation, score.pulse, np.sin(half_bar), np.cos(half_bar), np.sin(phrase),
        np.cos(phrase),
    ]  # fmt: skip


def _looked(score: Score, eyes: Eyes) -> list[np.ndarray]:
    cues = score.cues
    return [
        cues.look, cues.side_rad, cues.left, cues.right, cues.give, cues.breath, eyes.wandering, eyes.prepared,
        eyes.head_rad, eyes.down_rad, eyes.gaze_rad, eyes.gaze_down_rad,
    ]  # fmt: skip
