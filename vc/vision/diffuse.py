"""Continue a picture smoothly into what is hidden: shading by Laplace's equation, lines along their own direction."""

import cv2
import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.linalg import splu

from .imaging import blur

# Set by eye.
_PX = 1.0  # Gaussian of the picture whose lines are looked for
_NOISE = 2.0  # levels a pixel: weaker slopes are no lines
_ALONG = 8.0  # logarithm of how much better light goes along a line than isotropically


def diffused(image: np.ndarray, known: np.ndarray, hidden: np.ndarray, along: np.ndarray | float = 0.0) -> np.ndarray:
    """(h, w, c) float32: the image (h, w, c), hidden (h, w) bool filled from known (h, w) bool by Laplace's equation.

    along : logarithm of conductivity down over that across; 0 is isotropic. Nothing comes from what is neither hidden
    nor known: there the slope is 0. A hidden part that touches nothing known keeps the image.
    """
    hidden = hidden & ~known
    reach = cv2.connectedComponents((hidden | known).astype(np.uint8), connectivity=4)[1]
    fed = np.isin(reach, np.unique(reach[known]))
    hidden = hidden & fed
    count = int(hidden.sum())
    filled = image.astype(np.float32).copy()
    if not count:
        return filled
    number = np.full(hidden.shape, -1)
    number[hidden] = np.arange(count)
    half = 0.5 * np.broadcast_to(np.asarray(along, np.float64), hidden.shape)
    diagonal, right = np.zeros(count), np.zeros((count, image.shape[2]))
    rows, columns, values = [], [], []
    for axis, weight in ((0, np.exp(half)), (1, np.exp(-half))):
        for step in (-1, 1):
            other, known_there, there, colour = (
                _shifted(values_, axis, step) for values_ in (number + 1, known, weight, filled)
            )
            other = other - 1
            between = np.sqrt(weight * there)
            inner = hidden & (other >= 0)
            rows.append(number[inner])
            columns.append(other[inner])
            values.append(-between[inner])
            np.add.at(diagonal, number[inner], between[inner])
            rim = hidden & known_there.astype(bool)
            np.add.at(diagonal, number[rim], between[rim])
            np.add.at(right, number[rim], between[rim][:, None] * colour[rim])
    rows.append(np.arange(count))
    columns.append(np.arange(count))
    values.append(diagonal)
    parts = (np.concatenate(values), (np.concatenate(rows), np.concatenate(columns)))
    filled[hidden] = splu(coo_matrix(parts, (count, count)).tocsc(), permc_spec="MMD_AT_PLUS_A").solve(right)
    return filled


def _shifted(values: np.ndarray, axis: int, step: int) -> np.ndarray:
    """What lies `step` further along an axis; zeros beyond the edge."""
    moved = np.zeros_like(values)
    source, target = [slice(None)] * 2, [slice(None)] * 2
    source[axis], target[axis] = (slice(1, None), slice(None, -1)) if step > 0 else (slice(None, -1), slice(1, None))
    moved[tuple(target)] = values[tuple(source)]
    return moved


def lines(image: np.ndarray, known: np.ndarray, length: float) -> np.ndarray:
    """(h, w) `along` for `diffused`: positive where lines run down through a place, negative where they run across.

    image : (h, w, 3); known : (h, w) bool; length : px that a line keeps its direction
    What is not known gets what leads there: plackets and ties above and below it, belts and hems beside it.
    """
    soft = blur(image.astype(np.float32), _PX)
    inner = cv2.erode(known.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    seen = inner.astype(np.float32)
    energy = []
    for down in (True, False):
        slope = cv2.Sobel(soft, cv2.CV_32F, int(down), int(not down), ksize=3) / 8 * seen[..., None]
        sigma = (1.0, length) if down else (length, 1.0)
        weight = blur(seen, *sigma) + 1e-3
        mean, power = ((blur(part, *sigma) / weight[..., None]) for part in (slope, slope**2))
        own = (mean**2).sum(-1)
        own = own * np.minimum(own / (power.sum(-1) + 1e-3), 1)  # badges have edges of all directions
        energy.append(_led_down(own, inner, length) if down else _led_down(own.T, inner.T, length).T)
    beside, above = _away(inner.T).T, _away(inner)
    share = beside**2 / (beside**2 + above**2 + 1e-6)  # what is beside a place knows more than what is far above it
    share = np.where(inner, 0.5, share)
    ratio = (energy[0] * share - energy[1] * (1 - share)) / (energy[0] + energy[1] + _NOISE**2)
    return np.asarray(_ALONG * ratio, np.float32)


def _led_down(values: np.ndarray, known: np.ndarray, near: float) -> np.ndarray:
    """(h, w): the values (h, w) where they are known (h, w) bool, else what is nearest above and below in the column.

    near : px; further away things count less
    """
    rows, above, below = _nearest_in_column(known)
    height = len(values)
    total, weights = np.zeros(values.shape), np.full(values.shape, 1e-9)
    for at, there in ((above, above >= 0), (below, below < height)):
        away = np.abs(rows - at)
        weight = there / (away + near) ** 2
        total += weight * np.take_along_axis(values, np.clip(at, 0, height - 1), 0)
        weights += weight
    return np.where(known, values, total / weights)


def _nearest_in_column(known: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(h, w) rows of each place, of what is known at or above it, -1 if nothing, and at or below it, h if nothing."""
    height = len(known)
    rows = np.broadcast_to(np.arange(height)[:, None], known.shape)
    above = np.maximum.accumulate(np.where(known, rows, -1), 0)
    below = np.minimum.accumulate(np.where(known, rows, height)[::-1], 0)[::-1]
    return rows, above, below


def _away(known: np.ndarray) -> np.ndarray:
    """(h, w) px to what is known in the same column; the picture's height where nothing is."""
    rows, above, below = _nearest_in_column(known)
    height = len(known)
    up, down = (
        np.where(there, np.abs(rows - at), height) for at, there in ((above, above >= 0), (below, below < height))
    )
    return np.minimum(up, down).astype(np.float32)
