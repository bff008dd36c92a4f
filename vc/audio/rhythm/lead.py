"""Beats that lead the search."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Lead:
    """Beats to follow, from somebody who taps along or from another reading of the piece.

    beats_s : rising; spread : octaves by which the tempo may differ; near : gain of a beat near one of these, loss of
    one between them
    """

    beats_s: np.ndarray
    spread: float = 0.1
    near: float = 10.0
