"""The audio features of `vc.audio.features` for training: measured once an item."""

from functools import lru_cache

import numpy as np

from vc.data.conductormotion100 import Item
from vc.train.stage import Sample

KEPT_ITEMS = 4096  # items of 60 s whose features stay in memory, 94 kB each: measuring them takes 0.2 s


@lru_cache(maxsize=KEPT_ITEMS)
def features_of(item: Item) -> np.ndarray:
    """(T, 26) float16 of a whole item, measured once."""
    from vc.audio.features import features_from_mel

    return features_from_mel(item.music(0, len(item.motion))).astype(np.float16)


def features_and_motion(sample: Sample, first: int, poses: int) -> tuple[np.ndarray, np.ndarray]:
    """(features (poses, 26), motion (poses, 13, 2)) of a sample, from its pose `first` on.

    The features are measured on the whole item, as they are on a whole piece in use, and cut.
    """
    start = sample.first + first
    motion = np.array(sample.item.motion[start : start + poses], np.float32)
    return features_of(sample.item)[start : start + poses].astype(np.float32), motion
