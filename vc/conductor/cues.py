"""Entries: whom the conductor brings in, and when eyes, breath and hand do it.

A cue is prepared a beat ahead, by a look first, then by a breath and a lift of the hand with it, and given on the
entry: McElheran, Conducting Technique (1966), chapter 8; Rudolf, The Grammar of Conducting (1950), chapter 21.
"""

from dataclasses import dataclass

import numpy as np
from scipy.ndimage import gaussian_filter1d

from vc.conductor.plan import ramp
from vc.conductor.style import Style
from vc.marks import azimuth
from vc.music import Rhythm
from vc.skeleton import POSE_RATE

BEAT_S = (0.45, 1.0)  # of slow and quick music: nobody looks for longer, or for less
GIVEN_S = 0.55  # the hand stays with those who have begun
APART_S = 1.4  # of two that are shown
RIGHT_SIDE = -0.2  # radians: whoever sits further right than that is brought in by the right hand
ENTRY_SWELL = 0.22  # rise of the loudness from bar to bar at which somebody is taken to enter, where nothing is marked


@dataclass(frozen=True)
class Cues:
    """Over (T,) poses: weights 0..1.

    times_s, azimuth_rad, beats_s : (n,) of each cue that is shown: when, where to the conductor's left, how long a beat
    look : of the eyes on those who enter; side_rad : where that is
    left, right : of the hand that brings them in
    give : height of the giving hand, 0 at rest, 1 lifted, -0.3 on the entry
    breath : inhaled for an entry or a preparation
    """

    times_s: np.ndarray
    azimuth_rad: np.ndarray
    beats_s: np.ndarray
    look: np.ndarray
    side_rad: np.ndarray
    left: np.ndarray
    right: np.ndarray
    give: np.ndarray
    breath: np.ndarray


def find_cues(rhythm: Rhythm, pulses_s: np.ndarray, times_s: np.ndarray, style: Style) -> Cues:
    """What is shown of the entries that are marked, or of those that loudness lets one guess."""
    entries, where = _entries(rhythm)
    entries, where = _apart(entries - style.lead_s, where)
    beats = np.clip(_beat_at(pulses_s, entries), *BEAT_S)
    look, side, left, right, give, breath = (np.zeros(len(times_s)) for _ in range(6))
    for entry, aside, beat in zip(entries, where, beats, strict=True):
        near = slice(*np.searchsorted(times_s, [entry - 2 * beat, entry + GIVEN_S + 0.8]))
        t = times_s[near]
        seen = ramp(t, entry - 1.25 * beat, entry - 0.75 * beat) * (1 - ramp(t, entry + 0.25, entry + 0.75))
        side[near] = np.where(seen > look[near], aside, side[near])
        look[near] = np.maximum(look[near], seen)
        hand = ramp(t, entry - 1.1 * beat, entry - 0.45 * beat) * (1 - ramp(t, entry + 0.2, entry + GIVEN_S + 0.5))
        chosen = left if aside > RIGHT_SIDE else right
        chosen[near] = np.maximum(chosen[near], hand)
        lifted = ramp(t, entry - 1.0 * beat, entry - 0.35 * beat)
        fallen = ramp(t, entry - 0.35 * beat, entry)
        back = ramp(t, entry, entry + 0.4)
        give[near] = lifted - 1.3 * fallen + 0.45 * back
        inhaled = ramp(t, entry - 1.0 * beat, entry - 0.15) * (1 - ramp(t, entry - 0.1, entry + 0.8))
        breath[near] = np.maximum(breath[near], inhaled)
    shown = min(style.depth, 1.0)
    sides = gaussian_filter1d(side, 0.12 * POSE_RATE, mode="nearest") if len(side) else side
    return Cues(entries, where, beats, shown * look, sides, shown * left, shown * right, give, shown * breath)


def _entries(rhythm: Rhythm) -> tuple[np.ndarray, np.ndarray]:
    """Times, and radians to the conductor's left."""
    if rhythm.marks is not None:
        return rhythm.marks.entries_s, azimuth(rhythm.marks.seats)
    bars = rhythm.downbeats_s
    if len(bars) < 3 or not len(rhythm.loudness):
        return np.zeros(0), np.zeros(0)
    level = np.concatenate([[0.0], np.cumsum(rhythm.loudness)])
    edges = np.clip(np.round(bars * POSE_RATE).astype(int), 0, len(level) - 1)
    mean = np.diff(level[edges]) / np.maximum(np.diff(edges), 1)
    rise = np.diff(mean)
    found = np.flatnonzero(rise > ENTRY_SWELL) + 1
    return bars[found], np.where(found % 2 == 0, 0.45, -0.5)


def _apart(entries: np.ndarray, where: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    kept: list[int] = []
    for number, entry in enumerate(entries):
        if not kept or entry - entries[kept[-1]] >= APART_S:
            kept.append(number)
    return entries[kept], where[kept]


def _beat_at(pulses_s: np.ndarray, times_s: np.ndarray) -> np.ndarray:
    """Length of the beat before each time."""
    if len(pulses_s) < 2:
        return np.full(len(times_s), 0.6)
    steps = np.diff(pulses_s)
    return steps[np.clip(np.searchsorted(pulses_s, times_s) - 2, 0, len(steps) - 1)]
