"""Who conducts: the manner of beating, and the proportions of the body. Every number has a range and a reason."""

from dataclasses import dataclass, fields
from typing import ClassVar, Self

import numpy as np

from vc.manner import AS_DRAWN, Manner

Range = tuple[float, float]


class _Drawn:
    """A frozen dataclass of floats whose allowed values are in RANGES, drawn uniformly from there."""

    RANGES: ClassVar[dict[str, Range]]

    def __post_init__(self) -> None:
        for field in fields(self):  # type: ignore[arg-type]
            low, high = self.RANGES[field.name]
            value = getattr(self, field.name)
            if not low <= value <= high:
                raise ValueError(f"{field.name} is {value}; it must lie between {low} and {high}")

    @classmethod
    def _draw(cls, rng: np.random.Generator) -> Self:
        return cls(**{field.name: float(rng.uniform(*cls.RANGES[field.name])) for field in fields(cls)})  # type: ignore[arg-type]


# Where the numbers of a conductor who is drawn lie, so that none is a caricature; and where wishes may move them.
_LIMITS: dict[str, tuple[Range, Range]] = {
    "size": ((0.85, 1.25), (0.45, 2.0)),
    "width": ((0.8, 1.25), (0.5, 1.7)),
    "rebound": ((0.8, 1.2), (0.6, 1.4)),
    "articulation": ((0.2, 0.8), (0.0, 1.0)),
    "lead_s": ((0.0, 0.025), (0.0, 0.15)),
    "anticipation_s": ((0.2, 0.6), (0.0, 1.0)),
    "plane_m": ((-0.05, 0.05), (-0.08, 0.10)),
    "mirror": ((0.15, 0.55), (0.0, 1.0)),
    "left_hand": ((0.7, 1.25), (0.0, 1.8)),
    "phrase": ((0.6, 1.3), (0.0, 1.7)),
    "sway": ((0.6, 1.5), (0.0, 2.2)),
    "nod": ((0.5, 1.4), (0.0, 2.4)),
    "look": ((0.6, 1.4), (0.0, 1.6)),
    "lean_rad": ((0.0, 0.12), (-0.10, 0.25)),
    "turn_rad": ((-0.12, 0.12), (-0.25, 0.25)),
    "elbow_rad": ((0.45, 0.95), (0.1, 1.2)),
    "drift": ((0.8, 1.3), (0.0, 1.6)),
    "depth": ((0.85, 1.15), (0.0, 1.5)),
}


@dataclass(frozen=True)
class Style(_Drawn):
    """How one conductor beats. Ranges: `Style.RANGES`.

    size : height of the strokes, 1 = 0.3 m for the downbeat of moderately loud music
    width : sideways part of the pattern against its height
    rebound : how far the hand springs back from the ictus
    articulation : 0 legato (rounded) to 1 staccato (sharp, with a stop at the top)
    lead_s : how long before the sound the beat is shown; orchestras play 30 to 50 ms after it (Luck, Toiviainen 2006)
    anticipation_s : how long before a change of loudness the gesture grows or shrinks
    plane_m : height of the plane of the beats above its usual place, 0.3 m below the shoulders
    mirror : share of phrases in which the left hand beats along
    left_hand : size of the left hand's own gestures; a lively one also rests less
    phrase : size of the arcs that last a phrase
    sway, nod, look : movement of trunk and head
    lean_rad : usual inclination of the trunk, forward positive
    turn_rad : usual turn of the trunk, to the conductor's left positive
    elbow_rad : how far the elbows are lifted outward; 0 hangs straight down
    drift : size of slow changes of posture that follow nothing in the music
    depth : of expression: 0 beats time, 1 shows what the music does with left hand, eyes, face and breath
    """

    size: float = 1.0
    width: float = 1.0
    rebound: float = 1.0
    articulation: float = 0.45
    lead_s: float = 0.0
    anticipation_s: float = 0.4
    plane_m: float = 0.0
    mirror: float = 0.35
    left_hand: float = 1.0
    phrase: float = 1.0
    sway: float = 1.0
    nod: float = 1.0
    look: float = 1.0
    lean_rad: float = 0.06
    turn_rad: float = 0.0
    elbow_rad: float = 0.7
    drift: float = 1.0
    depth: float = 1.0

    RANGES: ClassVar[dict[str, Range]] = {name: possible for name, (_, possible) in _LIMITS.items()}

    @classmethod
    def draw(cls, seed: int, manner: Manner = AS_DRAWN) -> "Style":
        """A conductor within the middle of the ranges, so that none is a caricature; the same for the same seed.

        manner : wishes that move the numbers from there, as far as the ranges go
        """
        rng = np.random.default_rng([seed, 1])
        drawn = {name: float(rng.uniform(*limits)) for name, (limits, _) in _LIMITS.items()}
        wished = {name: float(np.clip(value, *cls.RANGES[name])) for name, value in _wished(drawn, manner).items()}
        return cls(**(drawn | wished))


def _wished(drawn: dict[str, float], manner: Manner) -> dict[str, float]:
    """What a manner changes of the drawn numbers."""
    energy, size, smooth, left = manner.energy, manner.gesture, manner.smoothness, manner.left_hand
    return {
        "size": drawn["size"] * 1.55**size * 1.12**energy,
        "width": drawn["width"] * 1.3**size,
        "rebound": drawn["rebound"] + 0.25 * energy - 0.15 * smooth,
        "articulation": drawn["articulation"] + 0.35 * energy - 0.50 * smooth,
        "phrase": drawn["phrase"] + 0.4 * smooth,
        "sway": drawn["sway"] * 1.4**energy,
        "nod": drawn["nod"] * 1.7**energy,
        "mirror": drawn["mirror"] + 0.25 * left,
        "left_hand": drawn["left_hand"] + 0.6 * left,
        "depth": drawn["depth"] * (1 + manner.depth) if manner.depth < 0 else drawn["depth"] + 0.4 * manner.depth,
    }


@dataclass(frozen=True)
class Body(_Drawn):
    """Lengths in metres between joint centres, within the middle 90 % of adults (after Drillis and Contini 1966)."""

    shoulder_width: float = 0.38
    hip_width: float = 0.23
    upper_arm: float = 0.29
    forearm: float = 0.265
    torso: float = 0.51
    head: float = 1.0  # scale of the head, 1 = 0.15 m from ear to ear

    RANGES = {  # noqa: RUF012 - a table, never changed
        "shoulder_width": (0.34, 0.42),
        "hip_width": (0.20, 0.26),
        "upper_arm": (0.26, 0.32),
        "forearm": (0.24, 0.29),
        "torso": (0.46, 0.56),
        "head": (0.9, 1.1),
    }

    @classmethod
    def draw(cls, seed: int) -> "Body":
        """One stature for all lengths, and a little of its own for each."""
        rng = np.random.default_rng([seed, 2])
        stature = rng.uniform(0.2, 0.8)
        own = {name: np.clip(stature + rng.uniform(-0.2, 0.2), 0, 1) for name in cls.RANGES}
        return cls(**{name: float(low + own[name] * (high - low)) for name, (low, high) in cls.RANGES.items()})
