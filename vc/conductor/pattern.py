"""The textbook patterns: where each beat of each metre lies, and the path of the hand from beat to beat.

Coordinates of this file are the conductor's own, for the right hand, in units of the stroke: x outward (to the
conductor's right; the viewer sees it on the left), y up. All beats lie in nearly one plane, y about 0; only the
downbeat is struck vertically, from the highest point.
"""

from dataclasses import dataclass

import numpy as np
from scipy.ndimage import gaussian_filter1d
from scipy.special import ndtri

TWO_AND_THREE = -5  # five divided the other way


def _subdivided(main: np.ndarray) -> np.ndarray:
    """Three strokes for each of a pattern: the second and third small, beside the first (Rudolf 1950, chapter 12)."""
    rows = []
    for x, y, apex in main:
        aside = 0.14 if x >= 0 else -0.14
        rows += [(x, y, 0.26), (x + aside, y + 0.05, 0.28), (x + 0.5 * aside, y + 0.08, apex)]
    return np.array(rows)


# Per metre, for each beat: x and y of the ictus, and the height that the hand reaches after it: more than half of the
# highest, before the downbeat, for every beat must be seen. Five as three and two lies like a four with one more inward
# beat, as two and three with one more outward; seven has both and one more.
# Sources: Rudolf, The Grammar of Conducting (1950); McElheran, Conducting Technique (1966); Green, The Modern
# Conductor (1961).
PATTERNS: dict[int, np.ndarray] = {
    1: np.array([(0.00, 0.00, 1.00)]),
    2: np.array([(0.00, 0.00, 0.70), (0.55, 0.05, 1.00)]),
    3: np.array([(-0.10, 0.00, 0.68), (0.80, 0.04, 0.71), (0.30, 0.12, 1.00)]),
    4: np.array([(0.00, 0.00, 0.67), (-0.62, 0.03, 0.69), (0.80, 0.05, 0.71), (0.28, 0.12, 1.00)]),
    5: np.array([(0.00, 0.00, 0.64), (-0.36, 0.02, 0.61), (-0.68, 0.04, 0.70), (0.74, 0.05, 0.71), (0.28, 0.12, 1.00)]),
    TWO_AND_THREE: np.array(
        [(0.00, 0.00, 0.65), (-0.62, 0.03, 0.70), (0.42, 0.03, 0.62), (0.84, 0.06, 0.69), (0.30, 0.13, 1.00)]
    ),
    7: np.array(
        [(0.0, 0.0, 0.63), (-0.34, 0.02, 0.59), (-0.66, 0.04, 0.68), (0.36, 0.03, 0.61), (0.64, 0.05, 0.62),
         (0.90, 0.07, 0.68), (0.30, 0.14, 1.00)]
    ),
    6: np.array(
        [(0.0, 0.0, 0.63), (-0.34, 0.02, 0.59), (-0.66, 0.04, 0.68),
         (0.46, 0.04, 0.63), (0.86, 0.06, 0.67), (0.30, 0.14, 1.00)]
    ),
}  # fmt: skip
PATTERNS |= {9: _subdivided(PATTERNS[3]), 12: _subdivided(PATTERNS[4])}

SIMULATION_RATE = 120  # Hz; the ictus is a corner, which 30 Hz alone would show now sharp, now blunt
SHARP_S, ROUND_S = (
    0.022,
    0.050,
)  # blur of the corner: staccato, legato; the first is just safe against aliasing at 30 Hz
SWING = 0.16  # how far the rebound leaves towards the side away from the next beat
LARGEST_SHIFT_S = 0.03


@dataclass(frozen=True)
class Strokes:
    """The hand's way from ictus to ictus; arrays of the same length n, one value per stroke.

    start_s, end_s : time of the ictus left and of the one struck
    x0, y0, x1, y1 : their places
    apex : height reached between
    vertical : does the stroke fall straight (to a downbeat)?
    articulation : 0 legato to 1 staccato
    """

    start_s: np.ndarray
    end_s: np.ndarray
    x0: np.ndarray
    y0: np.ndarray
    x1: np.ndarray
    y1: np.ndarray
    apex: np.ndarray
    vertical: np.ndarray
    articulation: np.ndarray

    def __len__(self) -> int:
        return len(self.start_s)


def rise_share(articulation: np.ndarray) -> np.ndarray:
    """Part of the stroke that goes up: a staccato hand springs up faster and then waits."""
    return 0.50 - 0.10 * articulation


def fall_power(articulation: np.ndarray) -> np.ndarray:
    """Exponent of the fall: 2 is a free fall, more waits longer and strikes harder."""
    return 1.6 + 0.9 * articulation


def path(strokes: Strokes, count: int, *, step: int) -> np.ndarray:
    """(count, 2) float64 x, y at SIMULATION_RATE / step Hz, low-passed; at rest on the last ictus outside strokes.

    step : simulated samples per returned one; blocks keep the memory small whatever the length.
    """
    block, context = 60 * SIMULATION_RATE, SIMULATION_RATE // 2
    out = np.zeros((count, 2))
    shifted = _aim(strokes)
    for start in range(0, count * step, block):
        stop = min(start + block, count * step)
        samples = np.arange(start - context, stop + context)
        out[start // step : stop // step] = _simulate(shifted, samples / SIMULATION_RATE)[context:-context:step]
    return out


def _simulate(strokes: Strokes, times_s: np.ndarray) -> np.ndarray:
    """(n, 2) path at evenly spaced `times_s`, its corners rounded as the articulation asks."""
    index = np.clip(np.searchsorted(strokes.start_s, times_s, side="right") - 1, 0, len(strokes) - 1)
    duration = np.maximum(strokes.end_s - strokes.start_s, 1e-3)
    phase = np.clip((times_s - strokes.start_s[index]) / duration[index], 0, 1)
    raw = np.stack([_sideways(strokes, index, phase), _height(strokes, index, phase)], 1)
    sharp = gaussian_filter1d(raw, SHARP_S * SIMULATION_RATE, axis=0, mode="nearest")
    rounded = gaussian_filter1d(raw, ROUND_S * SIMULATION_RATE, axis=0, mode="nearest")
    legato = gaussian_filter1d(1 - strokes.articulation[index], 0.1 * SIMULATION_RATE, mode="nearest")
    return sharp + legato[:, None] * (rounded - sharp)


def _height(strokes: Strokes, index: np.ndarray, phase: np.ndarray) -> np.ndarray:
    """Ballistic: thrown up from one ictus, falling faster and faster onto the next."""
    articulation = strokes.articulation[index]
    share, power = rise_share(articulation), fall_power(articulation)
    up = 1 - np.clip(phase / share, 0, 1)
    down = np.clip((phase - share) / (1 - share), 0, 1)
    apex, y0, y1 = strokes.apex[index], strokes.y0[index], strokes.y1[index]
    return np.where(phase < share, apex + (y0 - apex) * up**power, apex + (y1 - apex) * down**power)


def _sideways(strokes: Strokes, index: np.ndarray, phase: np.ndarray) -> np.ndarray:
    """Across to the next beat, leaving to the other side first; a downbeat's way across ends before its fall."""
    x0, x1 = strokes.x0[index], strokes.x1[index]
    arrive = np.where(strokes.vertical[index], 0.62, 1.0)
    u = np.clip(phase / arrive, 0, 1)
    across = u**3 * (10 - 15 * u + 6 * u**2)
    away = -np.sign(x1 - x0) * SWING * np.sin(np.pi * np.clip(phase / 0.5, 0, 1)) ** 2
    return x0 + (x1 - x0) * across + away * np.minimum(np.abs(x1 - x0) / 0.5, 1)


def _aim(strokes: Strokes) -> Strokes:
    """Move each ictus so that the lowest point, once the corner is rounded, comes when it should.

    A fall of slope a into a rise of slope b, blurred by a Gaussian of deviation s, is lowest s * ndtri(a / (a + b))
    late: where the fall is steeper than the rebound, the hand must strike that much earlier.
    """
    duration = np.maximum(strokes.end_s - strokes.start_s, 1e-3)
    power, share = fall_power(strokes.articulation), rise_share(strokes.articulation)
    falling = power * (strokes.apex - strokes.y1) / ((1 - share) * duration)
    rising = power * (strokes.apex - strokes.y0) / (share * duration)
    blur = ROUND_S + (SHARP_S - ROUND_S) * strokes.articulation
    joined = np.abs(strokes.start_s[1:] - strokes.end_s[:-1]) < 1e-6
    balance = np.clip(falling[:-1] / np.maximum(falling[:-1] + rising[1:], 1e-6), 0.02, 0.98)
    late = np.where(joined, np.clip(blur[1:] * ndtri(balance), -LARGEST_SHIFT_S, LARGEST_SHIFT_S), 0)
    start, end = strokes.start_s.copy(), strokes.end_s.copy()
    start[1:] -= late
    end[:-1] -= late
    moved = {name: getattr(strokes, name) for name in ("x0", "y0", "x1", "y1", "apex", "vertical", "articulation")}
    return Strokes(start, end, **moved)
