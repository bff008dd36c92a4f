"""Rhythms with a known answer that several tests use."""

import numpy as np

from vc.music import Rhythm
from vc.skeleton import pose_count


def steady(seconds: float, *, first_s: float = 0.5) -> Rhythm:
    """In 4/4 at 120 a minute, of even loudness."""
    beats = np.arange(first_s, seconds, 0.5)
    count = np.arange(len(beats))
    loudness = np.full(pose_count(seconds), 0.5, np.float32)
    return Rhythm(beats, count % 4, np.full_like(count, 4), loudness, seconds)
