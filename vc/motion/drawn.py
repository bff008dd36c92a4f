"""Who conducts and what is chosen freely, drawn from the seed, for the networks that are told both."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields

import numpy as np

from vc.manner import Manner
from vc.motion.request import Request
from vc.music import Rhythm


@dataclass(frozen=True)
class Usual:
    """What a network is asked for where nothing is wished.

    middle : its zero of every wish
    choices : how strongly it takes its free choices
    more : times that for some of them, by their names in `vc.conductor.latents`
    """

    middle: Manner
    choices: float
    more: Mapping[str, float] = field(default_factory=dict)

    def wished(self, manner: Manner) -> Manner:
        """A wish between less and more, counted from `middle` instead of 0; -1 and 1 stay what they are."""

        def moved(wish: float, middle: float) -> float:
            return middle + wish * (1 - middle if wish > 0 else 1 + middle)

        return Manner(*(moved(getattr(manner, each.name), getattr(self.middle, each.name)) for each in fields(Manner)))

    def draw(self, request: Request, rhythm: Rhythm) -> tuple[np.ndarray, np.ndarray]:
        """(style (26,), choices (S, NOISE_CHANNELS)), float32, of the conductor whom a request asks for."""
        from vc.conductor.latents import NOISES, noise_of, style_of

        manner = self.wished(request.manner)
        strength = self.choices * np.array([self.more.get(name, 1) for name in NOISES], np.float32)
        return style_of(request.seed, manner), strength * noise_of(rhythm, request.seed, manner)
