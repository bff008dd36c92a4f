"""Keys, chords and progressions by function: tonic, subdominant, dominant."""

from dataclasses import dataclass

import numpy as np

MODES: dict[str, tuple[int, ...]] = {
    "major": (0, 2, 4, 5, 7, 9, 11),
    "minor": (0, 2, 3, 5, 7, 8, 10),
    "harmonic minor": (0, 2, 3, 5, 7, 8, 11),
    "dorian": (0, 2, 3, 5, 7, 9, 10),
    "mixolydian": (0, 2, 4, 5, 7, 9, 10),
}
_NEXT = {  # from each step of the scale (0 = tonic) to those that may follow it
    0: (3, 3, 4, 5, 1, 0, 2), 1: (4, 4, 6), 2: (5, 3), 3: (4, 4, 0, 1), 4: (0, 0, 5, 3), 5: (3, 1, 4), 6: (0, 2),
}  # fmt: skip
DOMINANT, DECEPTIVE = 4, 5


@dataclass(frozen=True)
class Key:
    """A tonic, 0 C to 11 B, and a mode."""

    tonic: int
    mode: str

    @classmethod
    def draw(cls, rng: np.random.Generator) -> "Key":
        return cls(int(rng.integers(12)), str(rng.choice(list(MODES), p=[0.42, 0.22, 0.2, 0.09, 0.07])))

    def related(self, rng: np.random.Generator) -> "Key":
        """A fifth up or down, a third away, or the other mode."""
        move = int(rng.choice([7, 5, 9, 3, 0]))
        mode = self.mode if move else ("minor" if self.mode == "major" else "major")
        return Key((self.tonic + move) % 12, mode)

    def pitch(self, degree: int, around: int) -> int:
        """MIDI pitch of a step of the scale, counted from the tonic that lies next below `around` or on it."""
        base = around - (around - self.tonic) % 12
        return base + 12 * (degree // 7) + MODES[self.mode][degree % 7]


def progression(count: int, rng: np.random.Generator, *, closes: bool = True) -> list[int]:
    """`count` roots, one a bar: from the tonic to a full cadence, or, open, to the dominant."""
    roots = [0]
    while len(roots) < count:
        roots.append(int(rng.choice(_NEXT[roots[-1]])))
    if closes and count > 1:
        roots[-2:] = [DOMINANT, 0 if rng.random() < 0.85 else DECEPTIVE]
    elif count > 1:
        roots[-1] = DOMINANT
    return roots
