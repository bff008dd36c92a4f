"""Recorded motion as a contestant: what a perfect score is, and what a number cannot see."""

import numpy as np

from vc.evaluate.contestants import Contestant, Music
from vc.skeleton import Motion


def yardsticks() -> list[Contestant]:
    """Rows to read the others by.

    recorded : the right motion at the right time
    recorded, turned : the same, turned round in time by half its length, so that nothing of it fits the music. Where
        this row is about as good as the first, the number does not hear the music: so with RDE and SDP
    """
    return [Contestant("recorded", {"": _recorded}), Contestant("recorded, turned", {"": _turned})]


def _recorded(music: Music, seed: int) -> Motion:
    del seed
    assert music.recorded is not None
    return music.recorded


def _turned(music: Music, seed: int) -> Motion:
    points = _recorded(music, seed).points
    return Motion(np.roll(points, len(points) // 2, axis=0))
