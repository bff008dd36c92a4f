"""How long a video will take, before it is begun: costs measured on one machine, corrected by what this one shows."""

import threading
from statistics import median

from vc.models.registry import find_model
from vc.skeleton import POSE_RATE

from .settings import OPAQUE

# Frames a second, drawn and encoded, of each renderer and picture height; seconds to prepare. Measured on two free
# cores of a server of 2023, 24 seconds of an example each; "photo" in own clothes (three minutes: 87 at 720; dressed,
# close in the hall: 61), its preparing in CPU time; those of "neural" are reckoned from its CPU time, with bfloat16.
# What each model takes to move stands in vc.models.registry.
FRAMES_PER_S = {
    "skeleton": {"512": 647.0, "720": 296.0, "1080": 137.0},
    "avatar": {"512": 158.0, "720": 86.0, "1080": 45.0},
    "photo": {"512": 263.0, "720": 105.0, "1080": 53.0},
    "neural": {"512": 70.0, "720": 58.0, "1080": 45.0},
}
# Seconds that a frame takes to be encoded with its opacity, of one core; it is drawn twice besides.
CLEAR_S = {
    "webm": {"512": 0.022, "720": 0.040, "1080": 0.081},
    "mov": {"512": 0.022, "720": 0.068, "1080": 0.151},
}
PREPARE_S = {"skeleton": 0.1, "avatar": 0.4, "photo": 4.8, "neural": 0.3}
ANOTHER = 0.7  # of a video's time, what each further person in it adds
REMEMBERED = 8  # last renders


class Speed:
    """How fast this machine is, against the one of FRAMES_PER_S; learnt from every render of this process."""

    def __init__(self) -> None:
        self._ratios: list[float] = []
        self._lock = threading.Lock()

    def remember(self, kind: str, size: str, frames: int, seconds: float, transparent: str = OPAQUE) -> None:
        """Note that a render took so long; too short ones say little and are left out."""
        if seconds >= 0.5 and frames >= 2 * POSE_RATE:
            with self._lock:
                self._ratios = [*self._ratios, frames / seconds * _frame_s(kind, size, transparent)][-REMEMBERED:]

    @property
    def ratio(self) -> float:
        """Above 1 is faster."""
        with self._lock:
            return median(self._ratios) if self._ratios else 1.0

    def drawing_s(self, kind: str, size: str, seconds: float, transparent: str = OPAQUE) -> float:
        """Time to draw so many seconds of music with one renderer, preparing it included."""
        return (PREPARE_S[kind] + seconds * POSE_RATE * _frame_s(kind, size, transparent)) / self.ratio

    def another_s(self, size: str, seconds: float, transparent: str = OPAQUE) -> float:
        """Time that one more who conducts together adds to a photo video."""
        return ANOTHER * self.drawing_s("photo", size, seconds, transparent)

    def whole_s(
        self, model: str, kinds: tuple[str, ...], size: str, seconds: float, transparent: str = OPAQUE
    ) -> float:
        """Time for everything: listening, moving, and a video of each of these kinds."""
        heard = seconds / find_model(model).music_s_per_s / self.ratio
        return heard + sum(self.drawing_s(kind, size, seconds, transparent) for kind in kinds)


def _frame_s(kind: str, size: str, transparent: str) -> float:
    """Time for one frame on the machine of FRAMES_PER_S."""
    opaque_s = 1 / FRAMES_PER_S[kind][size]
    return opaque_s if transparent == OPAQUE else 2 * opaque_s + CLEAR_S[transparent][size]


def in_words(seconds: float) -> str:
    """A duration as people say it: "about 20 s", "about 3 min", "about 1 h 10 min"."""
    if seconds < 8:
        return "a few seconds"
    if seconds < 55:
        return f"about {5 * round(seconds / 5)} s"
    minutes = max(1, round(seconds / 60))
    if minutes < 58:
        return f"about {minutes} min"
    hours, minutes = divmod(5 * round(minutes / 5), 60)
    return f"about {hours} h {minutes} min" if minutes else f"about {hours} h"


def clock(seconds: float) -> str:
    """2:34, or 1:02:34."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"
