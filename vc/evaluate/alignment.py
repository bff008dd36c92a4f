"""Beat alignment as the dance and gesture literature measures it, and what chance would give.

Two averages bear one name:
  bas   over the music's beats (Bailando, Siyao et al. 2022): is there a motion beat near each?
  bc    over the motion's beats (AI Choreographer, Li et al. 2021; beat consistency in gesture generation): is there a
        beat of the music near each?
Both are the mean of exp(-d^2 / 2 sigma^2), d the distance to the nearest, sigma 0.1 s. A motion that knows nothing of
the beat has .3 at 60 beats a minute and .6 at 150, and more motion beats raise `bas` without any sync: so each has a
second number, less the mean of the same motion turned round in time ("above chance"), and their density stands beside.

Motion beats are the lowest points of the beating hand. The literature takes the moments at which a dancer is slowest; a
conductor is slowest at the top of a stroke and strikes the beat in between, so that by those the recorded conductors
themselves would lie below chance.
"""

from dataclasses import dataclass, fields

import numpy as np

from vc.evaluate.sync import circular_shifts_s, lowest_points_s
from vc.skeleton import Joint, Motion

SIGMA_S = 0.1  # 3 poses at 30 Hz, 6 at AIST++'s 60


@dataclass(frozen=True)
class Alignment:
    """See above. motion_beats_per_beat : 1 is a stroke for each beat"""

    bas: float
    bas_above_chance: float
    bc: float
    bc_above_chance: float
    motion_beats_per_beat: float


ALIGNMENT_NAMES = tuple(field.name for field in fields(Alignment))


def measure_alignment(motion: Motion, beats_s: np.ndarray, *, wrist: Joint = Joint.RIGHT_WRIST) -> Alignment:
    """beats_s : (n,) seconds, rising, n > 0; wrist : the hand that beats. One that stands still has 0 throughout."""
    moved = lowest_points_s(motion, wrist)
    if len(moved) == 0:
        return Alignment(0.0, 0.0, 0.0, 0.0, 0.0)
    bas, bc = _nearness(beats_s, moved), _nearness(moved, beats_s)
    turned = [np.sort(np.mod(moved + shift, motion.seconds)) for shift in circular_shifts_s(motion.seconds)]
    return Alignment(
        bas, bas - float(np.mean([_nearness(beats_s, one) for one in turned])),
        bc, bc - float(np.mean([_nearness(one, beats_s) for one in turned])),
        len(moved) / len(beats_s),
    )  # fmt: skip


def _nearness(marks_s: np.ndarray, others_s: np.ndarray) -> float:
    """Mean over the marks of how near the nearest other one is, 0..1."""
    after = np.clip(np.searchsorted(others_s, marks_s), 1, max(len(others_s) - 1, 1))
    near = np.stack([others_s[after - 1], others_s[np.minimum(after, len(others_s) - 1)]])
    distance = np.abs(near - marks_s).min(axis=0)
    return float(np.exp(-0.5 * (distance / SIGMA_S) ** 2).mean())
