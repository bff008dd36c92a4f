"""Who conducts and what is chosen freely, drawn from the seed, for the networks that are told both."""

from dataclasses import fields

import numpy as np

from vc.manner import Manner
from vc.motion.request import Request
from vc.music import Rhythm

# What nobody foresees makes a network move less than those it learnt from. Asked for this much, it moves as much as
# they do: its zero of every wish, and how strongly it takes its free choices. Chosen for Baton on the 17 human
# performances of weights/baton.md, on which it is measured as well.
MIDDLE = Manner(energy=0.8, gesture=0.75, smoothness=0.2)
CHOICES = 1.2


def draw(request: Request, rhythm: Rhythm) -> tuple[np.ndarray, np.ndarray]:
    """(style (26,), choices (S, NOISE_CHANNELS)), float32, of the conductor whom a request asks for."""
    from vc.conductor.latents import noise_of, style_of

    manner = from_middle(request.manner)
    return style_of(request.seed, manner), CHOICES * noise_of(rhythm, request.seed, manner)


def from_middle(manner: Manner) -> Manner:
    """A wish between less and more, counted from MIDDLE instead of 0; -1 and 1 stay what they are."""

    def moved(wish: float, middle: float) -> float:
        return middle + wish * (1 - middle if wish > 0 else 1 + middle)

    return Manner(*(moved(getattr(manner, each.name), getattr(MIDDLE, each.name)) for each in fields(Manner)))
