"""What the simulator's score and its performance tell a conductor: `Marks`, exact, whatever can be heard of them."""

import numpy as np
from scipy.ndimage import gaussian_filter1d

from vc.data.simulator.orchestra import Part
from vc.data.simulator.performer import Performance
from vc.marks import USUAL_ARTICULATION, Marks, seat
from vc.skeleton import POSE_RATE, pose_count

LEAST_REST_S = 2.5  # a voice that was silent for less is still playing
APART_S = 1.5  # nobody shows two entries in less
TOGETHER_S = 0.15  # begins, or ends, at one time
SILENCE_S = 0.35  # shorter gaps are the players' breath
FEW_ACCENTS = 3  # in the WINDOW_S before; where there are more, they are a way of playing
WINDOW_S = 2.0
ARTICULATION_S = 0.7

# General MIDI programs (first, last) and who plays them.
_PLAYERS: tuple[tuple[int, int, str], ...] = (
    (0, 15, "harp and keyboards"), (16, 23, "harp and keyboards"), (24, 31, "soloist"), (32, 39, "basses"),
    (40, 40, "first violins"), (41, 41, "violas"), (42, 42, "cellos"), (43, 43, "basses"), (44, 45, "first violins"),
    (46, 46, "harp and keyboards"), (47, 47, "percussion"), (48, 51, "second violins"), (52, 54, "choir"),
    (55, 59, "brass"), (60, 60, "horns"), (61, 63, "brass"), (64, 79, "woodwinds"), (80, 111, "soloist"),
    (112, 127, "percussion"),
)  # fmt: skip
_STRINGS = ("first violins", "second violins", "violas", "cellos", "basses")


def seat_of(part: Part, rank: float) -> int:
    """Where a part sits. rank : 0 for the highest voice to 1 for the lowest: strings sit by it"""
    if part.percussion:
        return seat("percussion")
    name = next(name for first, last, name in _PLAYERS if first <= part.program <= last)
    if name in _STRINGS and part.program in (40, 44, 45, 48, 49, 50, 51):
        name = _STRINGS[min(int(rank * len(_STRINGS)), len(_STRINGS) - 1)]
    return seat(name)


def marks_of(performance: Performance, parts: list[Part], from_s: float, seconds: float) -> Marks:
    """Of the part of a performance from `from_s` on, of those who play it."""
    accents_s, accents = _accents(performance)
    entries_s, seats = _entries(performance, parts)
    whole = Marks(
        entries_s, seats, performance.holds_s, _cutoffs(performance), accents_s, accents,
        _articulation(performance, from_s + seconds),
    )  # fmt: skip
    return whole.part(from_s, from_s + seconds)


def _entries(p: Performance, parts: list[Part]) -> tuple[np.ndarray, np.ndarray]:
    """Times and seats of voices that begin while others play, the strongest where several do."""
    found: list[tuple[float, int]] = []
    for voice in dict.fromkeys(part.voice for part in parts):
        mine = p.voice == voice
        order = np.argsort(p.start_s[mine])
        start, ended = p.start_s[mine][order], np.maximum.accumulate(p.end_s[mine][order])
        new = np.flatnonzero(start - np.concatenate([[-np.inf], ended[:-1]]) > LEAST_REST_S)
        players = next(part for part in parts if part.voice == voice)
        place = seat_of(players, _rank(p, voice))
        found += [(float(t), place) for t in start[new] if _others_play(p, voice, float(t))]
    kept: list[tuple[float, int]] = []
    for time, place in sorted(found):
        if not kept or time - kept[-1][0] > APART_S:
            kept.append((time, place))
    times, seats = np.array(kept, float).reshape(-1, 2).T
    return times, seats.astype(int)


def _others_play(p: Performance, voice: int, time_s: float) -> bool:
    """Where nobody sounds before, all begin together: that is for the preparatory beat to show."""
    before = (p.voice != voice) & (p.start_s < time_s - TOGETHER_S) & (p.end_s > time_s - 0.5)
    return bool(before.any())


def _rank(p: Performance, voice: int) -> float:
    heights = {v: p.pitch[p.voice == v].mean() for v in np.unique(p.voice)}
    higher = sum(height > heights[voice] for height in heights.values()) if voice in heights else 0
    return higher / max(len(heights) - 1, 1)


def _cutoffs(p: Performance) -> np.ndarray:
    """Ends of sound, of the last note too."""
    order = np.argsort(p.start_s)
    ended = np.maximum.accumulate(p.end_s[order])
    silent = np.append(p.start_s[order][1:], np.inf) - ended > SILENCE_S
    return ended[silent]


def _accents(p: Performance) -> tuple[np.ndarray, np.ndarray]:
    """Moments where half of the notes that begin are accented, and not in passages where all are."""
    order = np.argsort(p.start_s)
    times, weights = p.start_s[order], p.accent[order]
    groups = np.split(np.arange(len(times)), np.flatnonzero(np.diff(times) > 0.05) + 1) if len(times) else []
    kept: list[tuple[float, float]] = []
    recent: list[float] = []
    for group in groups:
        share, weight = (weights[group] > 0).mean(), weights[group].max(initial=0.0)
        if share < 0.5:
            continue
        time = float(times[group[0]])
        recent = [past for past in recent if time - past < WINDOW_S]
        if len(recent) < FEW_ACCENTS:
            kept.append((time, float(weight)))
        recent.append(time)
    found, strength = np.array(kept, float).reshape(-1, 2).T
    return found, strength


def _articulation(p: Performance, seconds: float) -> np.ndarray:
    """(T,) mean sharpness of the notes that begin around each moment."""
    count = pose_count(seconds)
    place = np.floor(p.start_s * POSE_RATE).astype(int)
    inside = (place >= 0) & (place < count)
    total, notes = (np.bincount(place[inside], weights, minlength=count) for weights in (p.sharpness[inside], None))
    width = ARTICULATION_S * POSE_RATE
    smooth = [gaussian_filter1d(np.asarray(values, float), width) if count else values for values in (total, notes)]
    vague = 0.02  # notes a pose: where few begin, the usual counts
    return np.asarray((smooth[0] + vague * USUAL_ARTICULATION) / (smooth[1] + vague), np.float32)
