"""How a piece is played: the manner of a performance, from metronomic to free, drawn from a seed."""

from dataclasses import dataclass

import numpy as np

LEAST_RUBATO, MOST_RUBATO = 0.004, 0.10


@dataclass(frozen=True)
class Manner:
    """One performance's habits.

    rubato : median |log ratio| of successive beats that the tempo is shaped to; recorded performances have .02 to .12
    arch : share of phrase arches in the tempo's shape; noise : share of what changes from beat to beat
    agogic : share of lengthened downbeats and of beats held back
    final_ratio : tempo of the last beat against the usual, where a piece ends
    fermata_beats : how long a fermata holds beyond the note
    melody_lead_s : the melody before the rest; pianists' 10 to 40 ms (Goebl 2001)
    together_s : standard deviation between voices; jitter_s : from note to note
    roll : probability that a chord is rolled; roll_s : from tone to tone
    loudness_arch : rise of loudness in the middle of phrases; contrast : of the dynamics
    balance : melody above the rest; accent : weight of metrical accents
    touch : sounding part of a plain note; short : of a staccato
    pedal : the sustaining pedal is used where there is one
    """

    rubato: float = 0.0
    arch: float = 1.0
    noise: float = 0.5
    agogic: float = 0.5
    final_ratio: float = 1.0
    fermata_beats: float = 1.0
    melody_lead_s: float = 0.0
    together_s: float = 0.0
    jitter_s: float = 0.0
    roll: float = 0.0
    roll_s: float = 0.03
    loudness_arch: float = 0.0
    contrast: float = 1.0
    balance: float = 0.0
    accent: float = 0.0
    touch: float = 0.95
    short: float = 0.45
    pedal: bool = False

    @classmethod
    def draw(cls, rng: np.random.Generator) -> "Manner":
        """Anything from a sequencer to a romantic; free timing goes with free ensemble."""
        freedom = float(rng.uniform(0, 1))
        rubato = LEAST_RUBATO * (MOST_RUBATO / LEAST_RUBATO) ** freedom
        return cls(
            rubato=rubato,
            arch=float(rng.uniform(0.3, 1.2)),
            noise=float(rng.uniform(0.2, 0.7)),
            agogic=float(rng.uniform(0.0, 1.0)),
            final_ratio=float(rng.uniform(0.45, 0.95) ** (0.4 + freedom)),
            fermata_beats=float(rng.uniform(0.5, 2.5)),
            melody_lead_s=float(rng.uniform(0, 0.04) * (0.3 + 0.7 * freedom)),
            together_s=float(rng.uniform(0.001, 0.012)),
            jitter_s=float(rng.uniform(0.001, 0.012) * (0.4 + 0.6 * freedom)),
            roll=float(rng.uniform(0, 0.5) * freedom**2),
            roll_s=float(rng.uniform(0.012, 0.06)),
            loudness_arch=float(rng.uniform(0.0, 0.22)),
            contrast=float(rng.uniform(0.6, 1.3)),
            balance=float(rng.uniform(0.0, 0.14)),
            accent=float(rng.uniform(0.0, 2.2)),
            touch=float(rng.uniform(0.78, 1.04)),
            short=float(rng.uniform(0.3, 0.6)),
            pedal=bool(rng.random() < 0.7),
        )
