"""The scene without the performer, from frames that all show them."""

import numpy as np
import torch

from vc.models.performer.heatmaps import splat, splat_limbs
from vc.models.performer.structure import LIMBS
from vc.skeleton import Keypoint

GRID = 64  # cells in which it is judged what the body covers
LEAST_SEEN = 5  # frames that must show the scene at a place
LIMB_CELLS, HEAD_CELLS = 2.5, 6.0  # deviations of the bells that cover limbs with their clothes, and a head with hair


def still_plate(frames: np.ndarray, points: np.ndarray) -> np.ndarray:
    """(side, side, 3) uint8: the scene without the performer where it is ever seen, else what is mostly seen there.

    frames : (n, side, side, 3) uint8, side a multiple of 64; points : (n, 19, 2) the keypoints in them, 0..1
    """
    cell = frames.shape[1] // GRID
    covered = _covered(torch.from_numpy(points)).numpy()
    plate = np.empty_like(frames[0])
    for row in range(frames.shape[1]):
        hidden = covered[:, row // cell].repeat(cell, axis=1)
        hidden[:, (~hidden).sum(axis=0) < LEAST_SEEN] = False
        plate[row] = _median(frames[:, row], hidden)
    return plate


def _median(shown: np.ndarray, hidden: np.ndarray) -> np.ndarray:
    """(w, 3) uint8: of (n, w, 3) uint8 the median over the frames in which a pixel is not hidden, (n, w)."""
    ranked = np.sort(np.where(hidden[..., None], np.uint8(255), shown), axis=0)  # hidden ones come last
    count = (~hidden).sum(axis=0)
    places = np.arange(len(count))
    low, high = ranked[(count - 1) // 2, places], ranked[count // 2, places]
    found: np.ndarray = ((low.astype(int) + high) // 2).astype(np.uint8)
    return found


def _covered(points: torch.Tensor) -> torch.Tensor:
    """(n, 64, 64) bool: where the body may be, with much room around it."""
    limbs = splat_limbs(points, LIMBS, GRID, LIMB_CELLS).amax(dim=1)
    head = splat(points[:, [Keypoint.NOSE]], GRID, HEAD_CELLS)[:, 0]
    return torch.maximum(limbs, head) > 0.25  # within 1.7 deviations
