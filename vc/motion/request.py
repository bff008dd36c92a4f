"""What a model of motion is asked for."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from vc.manner import Manner
from vc.music import Mel, Rhythm

Progress = Callable[[float], None]  # the done part, 0.0 to 1.0


@dataclass(frozen=True)
class Request:
    """What a model may use: `poses` is the number it has to make.

    rhythm : beats that are known; None lets a model that needs some find them
    device : where a network runs, in torch's words
    weights_path : the file of its weights; None for a model that has none
    """

    mel: Mel
    rhythm: Rhythm | None
    manner: Manner
    poses: int
    seed: int
    device: str
    weights_path: Path | None
    on_progress: Progress
