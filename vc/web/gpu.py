"""How many seconds of a GPU a run asks a Space for; its visitors' quota is counted in them, and what takes longer ends.

Asked for is what the model's own speed says for the length of the music and the number of people, corrected by what
runs of this process have taken. What is drawn is drawn on the CPU, whatever the renderer, and asks for nothing.
"""

import math
import threading
from statistics import median

from vc.models.registry import find_model

START_S = 8.0  # loading the network where it has not been yet, and the first kernels; set by hand
LEAST_S, MOST_S = 10, 120  # a Space's longest
MARGIN = 1.5
REMEMBERED = 8  # last runs


class GpuTime:
    """What is asked for; `remember` is told of each run."""

    def __init__(self) -> None:
        self._ratios: dict[str, list[float]] = {}
        self._lock = threading.Lock()

    def asked_s(self, model: str, music_s: float, people: int = 1) -> int:
        """Whole seconds for the motions of so many people to so much music."""
        with self._lock:
            ratios = self._ratios.get(model, [])
        ratio = median(ratios) if ratios else 1.0
        return min(max(math.ceil(MARGIN * ratio * expected_s(model, music_s, people)), LEAST_S), MOST_S)

    def remember(self, model: str, music_s: float, people: int, took_s: float) -> None:
        """Note what a run took there."""
        ratio = took_s / expected_s(model, music_s, people)
        with self._lock:
            self._ratios[model] = [*self._ratios.get(model, []), ratio][-REMEMBERED:]


def expected_s(model: str, music_s: float, people: int) -> float:
    """By the model's speed on two cores, as measured; no GPU is taken to be slower."""
    return START_S + people * music_s / find_model(model).music_s_per_s
