"""What hands and face do, beside the joints: the one table of channels, with units, ranges and rest.

Frame of the directions, as of `Motion.joints`: metres, x to the conductor's LEFT (the viewer's right), y up, z towards
the orchestra (the viewer). Every direction is a unit vector.
"""

from dataclasses import dataclass

import numpy as np

UNIT = "unit vector"
SHARE = "0 to 1"


@dataclass(frozen=True)
class Channel:
    """size : 1, or 3 for a direction; rest : its value where nothing is known"""

    name: str
    unit: str
    rest: tuple[float, ...]
    meaning: str

    @property
    def size(self) -> int:
        return len(self.rest)

    @property
    def low(self) -> float:
        return -1.0 if self.unit == UNIT else 0.0

    @property
    def high(self) -> float:
        return 1.0

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.name,) if self.size == 1 else tuple(f"{self.name}_{axis}" for axis in "xyz")


CHANNELS: tuple[Channel, ...] = (
    Channel("left_open", SHARE, (0.45,), "left hand: 0 a fist, 1 flat with the fingers stretched"),
    Channel("left_fingers", UNIT, (-0.26, 0.10, 0.96), "from the left wrist to the knuckles"),
    Channel("left_palm", UNIT, (-0.50, -0.85, 0.15), "where the left palm faces"),
    Channel("right_open", SHARE, (0.05,), "right hand around the baton: 0 a fist"),
    Channel("right_palm", UNIT, (0.25, -0.96, 0.10), "where the right palm faces"),
    Channel("baton", UNIT, (0.28, 0.15, 0.95), "from the grip to the tip"),
    Channel("head", UNIT, (0.0, -0.10, 0.995), "where the face is turned"),
    Channel("gaze", UNIT, (0.0, -0.10, 0.995), "where the eyes look"),
    Channel("brows", SHARE, (0.1,), "0 relaxed, 1 raised"),
    Channel("mouth", SHARE, (0.05,), "0 closed, 1 open to a smile"),
    Channel("breath", SHARE, (0.4,), "how full the lungs are"),
)
COLUMNS: tuple[str, ...] = tuple(column for channel in CHANNELS for column in channel.columns)
WIDTH = len(COLUMNS)


def _places() -> dict[str, slice]:
    places, first = {}, 0
    for channel in CHANNELS:
        places[channel.name] = slice(first, first + channel.size)
        first += channel.size
    return places


PLACES: dict[str, slice] = _places()
DIRECTIONS: tuple[str, ...] = tuple(channel.name for channel in CHANNELS if channel.unit == UNIT)
SHARES: tuple[str, ...] = tuple(channel.name for channel in CHANNELS if channel.unit == SHARE)


def channel(values: np.ndarray, name: str) -> np.ndarray:
    """(T,) or (T, 3) of (T, WIDTH)."""
    place = PLACES[name]
    return values[:, place] if place.stop - place.start > 1 else values[:, place.start]


def normalised(values: np.ndarray) -> np.ndarray:
    """(T, WIDTH) float32 with shares in their range and directions of length 1, as filters do not leave them."""
    return packed(**{one.name: channel(values, one.name) for one in CHANNELS})


def packed(**values: np.ndarray) -> np.ndarray:
    """(T, WIDTH) float32 of every channel by its name: shares clipped to their range, directions made unit vectors."""
    columns = []
    for one in CHANNELS:
        value = np.asarray(values[one.name], np.float64).reshape(-1, one.size)
        if one.unit == UNIT:
            value = value / np.maximum(np.linalg.norm(value, axis=1, keepdims=True), 1e-9)
        columns.append(np.clip(value, one.low, one.high))
    return np.concatenate(columns, 1).astype(np.float32)
