"""The conducting level: which of the beats that are heard a conductor beats.

What is written as three quick crotchets is given in one, a march alla breve in two, an adagio in quavers. That is a
choice of the conductor's and comes after hearing: the beats stay what they are.
"""

from dataclasses import replace

import numpy as np

from vc.errors import MusicError
from vc.music import BREAK, FAST_S, SLOW_S, Rhythm

LEVELS = ("beat", "bar", "half", "double", "auto")
NEIGHBOURS = 17  # beats whose median is the tempo here, so that one held note changes nothing
SHORTEST_S = 0.25  # between two beats that are given


def conducted(rhythm: Rhythm, level: str = "auto") -> Rhythm:
    """The beats that are given.

    level : "beat", all that are heard; "bar", one a bar; "half", every other; "double", one between each two as well;
        "auto", by the tempo: in one or in two where it is quick, subdivided where it is slow

    Raises MusicError for an unknown level.
    """
    if level not in LEVELS:
        raise MusicError(f"There is no conducting level {level!r}. Choose one of {', '.join(LEVELS)}.")
    if level == "beat" or len(rhythm.beats_s) < 2:
        return rhythm
    metre = rhythm.beats_per_bar
    if level == "bar":
        return _grouped(rhythm, metre)
    if level == "half":
        return _grouped(rhythm, _half(metre))
    from scipy.ndimage import median_filter  # with SciPy, a second to import

    usual = median_filter(np.diff(rhythm.beats_s, append=2 * rhythm.beats_s[-1] - rhythm.beats_s[-2]), NEIGHBOURS,
                          mode="nearest")  # fmt: skip
    if level == "double":
        return _subdivided(rhythm, usual >= 2 * SHORTEST_S)
    group = np.where(usual < FAST_S, _half(metre), 1)
    group = np.where(usual * group < FAST_S, metre, group)
    given = _grouped(rhythm, group)
    slow = usual > SLOW_S
    return _subdivided(given, slow[np.isin(rhythm.beats_s, given.beats_s)])


def _half(metre: np.ndarray) -> np.ndarray:
    """How many beats make one: two of an even bar, three of six or nine, a whole bar of three, five or seven."""
    return np.select([metre == 6, metre == 9, metre % 2 == 0], [3, 3, 2], metre)


def _grouped(rhythm: Rhythm, group: np.ndarray) -> Rhythm:
    """Of each group of beats the first; the group is that of the bar's first beat."""
    downbeat = np.maximum.accumulate(np.where(rhythm.bar_positions == 0, np.arange(len(group)), 0))
    group = group[downbeat]
    kept = rhythm.bar_positions % group == 0
    return replace(
        rhythm,
        beats_s=rhythm.beats_s[kept],
        bar_positions=(rhythm.bar_positions // group)[kept],
        beats_per_bar=np.maximum(-(-rhythm.beats_per_bar // group), 1)[kept],
    )


def _subdivided(rhythm: Rhythm, slow: np.ndarray) -> Rhythm:
    """A beat in the middle of each that is slow, in bars whose first beat is: bars count twice as many."""
    if not slow.any() or len(rhythm.beats_s) < 2:
        return rhythm
    count = len(slow)
    downbeat = np.maximum.accumulate(np.where(rhythm.bar_positions == 0, np.arange(count), 0))
    slow = slow[downbeat] & (rhythm.beats_per_bar <= 4)
    gap = np.diff(rhythm.beats_s, append=2 * rhythm.beats_s[-1] - rhythm.beats_s[-2])
    whole = np.append(gap[:-1] < BREAK * np.median(gap), False)  # no beat in a rest, none after the last
    middle = np.flatnonzero(slow & whole)
    times = np.concatenate([rhythm.beats_s, rhythm.beats_s[middle] + gap[middle] / 2])
    order = np.argsort(times, kind="stable")
    twice = np.where(slow, 2, 1)
    place = np.concatenate([rhythm.bar_positions * twice, 2 * rhythm.bar_positions[middle] + 1])
    metre = np.concatenate([rhythm.beats_per_bar * twice, 2 * rhythm.beats_per_bar[middle]])
    return replace(rhythm, beats_s=times[order], bar_positions=place[order], beats_per_bar=metre[order])
