"""What a user wishes of the conductor, on top of what the seed drew: four controls, and some of their combinations."""

from dataclasses import dataclass, fields


@dataclass(frozen=True)
class Manner:
    """Wishes from -1 (less) to 1 (more); 0 leaves a conductor as the seed drew it.

    energy : sharper strokes that spring back further, and more of the body in them
    size : larger and wider beats
    smoothness : rounder, more legato strokes, longer arcs over the phrases
    left_hand : more of the left hand: larger gestures, less rest

    Raises ValueError for a number outside.
    """

    energy: float = 0.0
    size: float = 0.0
    smoothness: float = 0.0
    left_hand: float = 0.0

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if not -1 <= value <= 1:  # refuses NaN, too
                raise ValueError(f"{field.name} is {value}; it lies between -1 (less) and 1 (more)")


AS_DRAWN = Manner()
MANNERS: dict[str, Manner] = {
    "Textbook": AS_DRAWN,
    "Lyrical": Manner(energy=-0.2, size=0.2, smoothness=0.9, left_hand=0.6),
    "Energetic": Manner(energy=0.9, size=0.6, smoothness=-0.5, left_hand=0.2),
    "Intimate": Manner(energy=-0.6, size=-0.7, smoothness=0.5, left_hand=-0.3),
}
