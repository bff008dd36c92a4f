"""Ways to light the stage and who stands on it."""

from dataclasses import dataclass

import numpy as np

from vc.render.avatar.shade import LAMPS


@dataclass(frozen=True)
class Light:
    """lamps : (4, 6) float32 as `shade.LAMPS`; stage : (3,) float32, times the light of curtain and floor, red first"""

    lamps: np.ndarray
    stage: np.ndarray


def _light(*lamps: tuple[float, float, float], stage: tuple[float, float, float] = (1, 1, 1)) -> Light:
    """Each lamp of `LAMPS` in another colour: red, green, blue times these."""
    coloured = LAMPS.copy()
    coloured[:, 3:] *= np.array(lamps, np.float32)
    return Light(coloured, np.array(stage, np.float32))


_PLAIN = (1.0, 1.0, 1.0)

# Key, fill, the two behind.
LIGHTS: dict[str, Light] = {
    "hall": _light(_PLAIN, _PLAIN, _PLAIN, _PLAIN),
    "warm": _light((1.08, 0.86, 0.58), (1.1, 0.8, 0.5), (1.1, 0.75, 0.4), (1.2, 0.9, 0.6), stage=(1.05, 1.0, 0.7)),
    "cool": _light((0.74, 0.92, 1.2), (0.8, 1.0, 1.5), (0.8, 1.0, 1.4), (0.45, 0.75, 1.5), stage=(0.62, 0.9, 1.5)),
    "dim": _light((0.5, 0.5, 0.52), (0.5, 0.5, 0.6), (1.2, 1.2, 1.25), (1.2, 1.2, 1.2), stage=(0.4, 0.4, 0.45)),
    "concert": _light((1.06, 0.98, 0.86), (0.80, 0.78, 0.82), (1.25, 1.05, 0.80), (1.75, 1.45, 1.05)),
}


def _soft() -> Light:
    """Light without a place of its own, as on most photos: from the key's side, wide, no lamps behind."""
    lamps = LAMPS.copy()
    lamps[:, 3:] = [(0.80, 0.78, 0.75), (0.42, 0.42, 0.44), (0.12, 0.12, 0.13), (0.12, 0.12, 0.12)]
    lamps[1, :3] = np.array([0.6, 0.25, 0.75]) / np.linalg.norm([0.6, 0.25, 0.75])
    return Light(lamps, np.ones(3, np.float32))


SOFT = _soft()
