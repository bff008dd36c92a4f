"""Photos that anybody may have uploaded: read in a process of its own, whatever may be wrong with them.

read decodes and checks, repair lets small damage pass, colour brings every picture to sRGB.
"""

from pathlib import Path

import numpy as np

from vc import workers
from vc.errors import PhotoError

from .read import MAX_SIDE_PX, read_photo

__all__ = ["MAX_SIDE_PX", "load_photo"]


def load_photo(path: str | Path, *, max_side: int = MAX_SIDE_PX) -> np.ndarray:
    """The photo at `path`, (h, w, 3) uint8 sRGB, as read.read_photo gives it. Raises PhotoError."""
    path = Path(path)
    return workers.run(read_photo, str(path.absolute()), max_side=max_side, blame=path.name, error=PhotoError)
