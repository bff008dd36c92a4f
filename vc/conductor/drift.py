"""Slow, smooth variation that follows nothing in the music: what makes one performance differ from the next."""

import numpy as np
from scipy.interpolate import CubicSpline


class Drift:
    """Named smooth random signals of about unit variance; a name always gives the same signal for one seed."""

    def __init__(self, seed: int, times_s: np.ndarray) -> None:
        self._seed = seed
        self._times_s = times_s

    def __call__(self, name: str, period_s: float = 6.0) -> np.ndarray:
        """(T,) signal `name` that changes over about `period_s` seconds, within -2..2."""
        rng = np.random.default_rng([self._seed, 3, *name.encode()])
        step = period_s / 2
        first, last = (self._times_s[0], self._times_s[-1]) if len(self._times_s) else (0.0, 0.0)
        knots = np.arange(first - 2 * step, last + 3 * step, step)
        values = rng.uniform(-1.7, 1.7, len(knots))  # unit variance without the rare extremes of a normal draw
        return np.clip(CubicSpline(knots, values)(self._times_s), -2, 2)
