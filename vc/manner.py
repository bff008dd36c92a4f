"""What a user wishes of the conductor, on top of what the seed drew: five controls, and some of their combinations.

A style is something else: how one conductor beats, as the seed drew it, see `vc.conductor.style`.
"""

from typing import Any

from vc.options import Option, option, options

_WISH: dict[str, Any] = {"ge": -1, "le": 1}


@options
class Manner:
    """Wishes from -1 (less) to 1 (more); 0 leaves a conductor as the seed drew it.

    energy : sharper strokes that spring back further, and more of the body in them
    gesture : larger and wider beats
    smoothness : rounder, more legato strokes, longer arcs over the phrases
    left_hand : more of the left hand: larger gestures, less rest
    depth : of expression: -1 is plain time-beating, 1 all that hands, face and body can show

    Raises OptionError for a number outside.
    """

    energy: float = option(0.0, "sharper strokes, and more of the body in them", label="Energy", **_WISH)
    gesture: float = option(0.0, "larger and wider beats", label="Gesture size", **_WISH)
    smoothness: float = option(0.0, "rounder, more legato strokes", label="Smoothness", **_WISH)
    left_hand: float = option(0.0, "more of the left hand", label="Left hand", **_WISH)
    depth: float = option(0.0, "from plain time-beating to all that hands and face can show",
                          label="Depth of expression", **_WISH)  # fmt: skip


AS_DRAWN = Manner()
MANNERS: dict[str, Manner] = {
    "Textbook": AS_DRAWN,
    "Lyrical": Manner(energy=-0.2, gesture=0.2, smoothness=0.9, left_hand=0.6),
    "Energetic": Manner(energy=0.9, gesture=0.6, smoothness=-0.5, left_hand=0.2),
    "Intimate": Manner(energy=-0.6, gesture=-0.7, smoothness=0.5, left_hand=-0.3),
}
OWN_MANNER = "My own"  # of no name: as the wishes say

# A manner by its name. On the command line the wishes change it; on the page they count with OWN_MANNER alone.
MANNER_NAME = Option(
    "manner", str, "Textbook", False, "how to conduct", label="Manner", flag="--manner", choices=tuple(MANNERS)
)
