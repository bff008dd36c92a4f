"""Strips: straightened pictures of arms, the form in which arms are measured, mended and drawn.

Along a strip runs the arm (column 0 just before the shoulder joint), across it the width of the arm (middle row on the
bones).
"""

from dataclasses import dataclass

import numpy as np

# Lengths in torso units, see anatomy.
_CAP = 0.15  # of strip before the shoulder joint
# Ordinary half widths at places along the arm: 0 shoulder, 1 elbow, 2 wrist, 3 finger tips.
_WIDTH_PLACES = (-1.0, 0.0, 0.15, 0.5, 1.0, 1.35, 2.0, 2.35, 3.0)
_WIDTHS = (0.14, 0.14, 0.135, 0.115, 0.095, 0.092, 0.062, 0.085, 0.05)
_UPPER = (0.35, 0.75)  # places between which an upper arm's width is measured
HAND_FROM = 1.95  # place along the arm from which widths are those of a hand


@dataclass
class Strip:
    """colour : (2 * half + 1, columns, 3) float32 RGB; alpha : same without channels, in [0, 1]
    cap : columns before the shoulder joint; counts : columns of upper arm, forearm, hand
    """

    colour: np.ndarray
    alpha: np.ndarray
    cap: int
    counts: tuple[int, int, int]

    @property
    def half(self) -> int:
        return (self.alpha.shape[0] - 1) // 2

    @property
    def wrist(self) -> int:
        """Column of the wrist joint."""
        return self.cap + self.counts[0] + self.counts[1]

    @property
    def places(self) -> np.ndarray:
        """(columns,) where each column lies: 0 shoulder, 1 elbow, 2 wrist, 3 tip; negative in the cap."""
        return column_places(self.cap, self.counts)

    @property
    def upper_half_width(self) -> float:
        """px: half of the width of the upper arm, or of its sleeve; 0 where it is not seen."""
        part = (self.places > _UPPER[0]) & (self.places < _UPPER[1])
        return 0.5 * float(np.median((self.alpha[:, part] > 0.5).sum(0)))

    def mirrored(self) -> "Strip":
        """The strip for the other side of the body."""
        return Strip(self.colour[::-1].copy(), self.alpha[::-1].copy(), self.cap, self.counts)

    def padded(self, rows: int) -> "Strip":
        """The strip with empty rows on both sides, `rows` in all."""
        more = (rows - self.alpha.shape[0]) // 2
        colour = np.pad(self.colour, ((more, more), (0, 0), (0, 0)), mode="edge")
        return Strip(colour, np.pad(self.alpha, ((more, more), (0, 0))), self.cap, self.counts)


def column_places(cap: int, counts: tuple[int, int, int]) -> np.ndarray:
    """Where each column of a strip lies along the arm, see Strip.places."""
    bones = [bone + (np.arange(n) + 0.5) / n for bone, n in enumerate(counts)]
    return np.concatenate([(np.arange(-cap, 0) + 0.5) / counts[0], *bones])


def ordinary_half_widths(places: np.ndarray, unit: float) -> np.ndarray:
    """Half widths in px of a clothed arm at `places` along it."""
    return np.interp(places, _WIDTH_PLACES, _WIDTHS) * unit


def strip_layout(bones: np.ndarray, unit: float) -> tuple[int, tuple[int, int, int]]:
    """Columns of the cap and of each bone: one per pixel of the drawn arm."""
    upper, fore, hand = (max(8, round(float(length))) for length in bones)
    return max(2, round(_CAP * unit)), (upper, fore, hand)
