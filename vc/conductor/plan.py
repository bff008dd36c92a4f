"""What is to be conducted: which beats are beaten, where it begins and ends, who leads when; labels before movement."""

from dataclasses import dataclass

import numpy as np
from scipy.ndimage import median_filter

from vc.conductor.pattern import PATTERNS, TWO_AND_THREE, Strokes
from vc.conductor.style import Style
from vc.music import BREAK, FAST_S, SLOW_S, Rhythm
from vc.skeleton import POSE_RATE

STEADY = 9  # beats whose median is the tempo
LONGER = 1.5  # times the slowest beat that is beaten singly: one that is subdivided in any tempo
SHORTEST_PREPARATION_S = 0.3  # with less music before the first beat, the hand waits on the beat and springs from there
HELD_AT_MOST = 3.0  # beats that a last note is held
HALVES = {8: (4, 4), 10: (5, 5), 11: (4, 4, 3)}  # bars without a pattern of their own
# Places that are struck where single beats are too quick, and how five and seven may be divided (first: the usual).
DIVISIONS: dict[int, tuple[tuple[int, ...], ...]] = {
    4: ((0, 2),), 5: ((0, 3), (0, 2)), 6: ((0, 3),), 7: ((0, 2, 4), (0, 3, 5)), 9: ((0, 3, 6),), 12: ((0, 3, 6, 9),),
}  # fmt: skip
ATTACK_S = 0.15  # a beat is louder than what was so long before it where a group begins
LEAST_HOLD = 0.35  # beats; shorter ones are rubato
QUIET = 0.04  # loudness below which the last note has ended
PHRASE_BARS = 4


@dataclass(frozen=True)
class Passage:
    """Beats without a break. All times in seconds.

    pulses_s : times beaten, the last included; metre, place : of each pulse, place 0 is the downbeat
    preparation_s : start of the preparatory beat (= pulses_s[0] if there is no time for one)
    interval_s : usual time from pulse to pulse
    cutoff_s : when the last sound is cut off
    """

    pulses_s: np.ndarray
    metre: np.ndarray
    place: np.ndarray
    preparation_s: float
    interval_s: float
    cutoff_s: float


def find_passages(rhythm: Rhythm, style: Style) -> list[Passage]:
    """The passages of a piece in time order; empty without beats."""
    beats = np.asarray(rhythm.beats_s, float)
    if len(beats) == 0:
        return []
    interval = np.diff(beats)
    usual = median_filter(interval, 9, mode="nearest") if len(interval) else np.array([0.6])
    held = _held(rhythm, beats, interval)
    splits = np.flatnonzero((interval > BREAK * usual[: len(interval)]) | held) + 1
    runs = np.split(np.arange(len(beats)), splits)
    ends = [*(beats[run[0]] for run in runs[1:]), rhythm.seconds]
    before = 0.0
    passages = []
    for run, end in zip(runs, ends, strict=True):
        is_held = bool(run[-1] < len(held) and held[run[-1]])
        passages.append(_passage(rhythm, style, run, before, float(end), is_held))
        before = passages[-1].cutoff_s
    return passages


def _held(rhythm: Rhythm, beats: np.ndarray, interval: np.ndarray) -> np.ndarray:
    """(n - 1,) whether a fermata lies between a beat and the next."""
    held = np.zeros(len(interval), bool)
    for start, end in rhythm.marks.holds_s if rhythm.marks else ():
        i = int(np.searchsorted(beats, end - 0.05)) - 1
        if 0 <= i < len(held) and end - start > LEAST_HOLD * (interval[i] - (end - start)):
            held[i] = True
    return held


def _passage(
    rhythm: Rhythm, style: Style, run: np.ndarray, before_s: float, end_s: float, is_held: bool
) -> Passage:  # fmt: skip
    keep, metre, place = _beaten(rhythm, run)
    pulses = rhythm.beats_s[run][keep] - style.lead_s
    interval = float(np.median(np.diff(pulses))) if len(pulses) > 1 else 0.6
    first_interval = float(np.diff(pulses[:2])[0]) if len(pulses) > 1 else 0.6
    preparation = max(pulses[0] - first_interval, before_s, 0.0)
    if pulses[0] - preparation < SHORTEST_PREPARATION_S:
        preparation = pulses[0]
    if is_held:  # released in time for the preparation of what follows
        cutoff = max(float(pulses[-1]) + 0.5 * interval, end_s - interval)
    else:
        cutoff = _cutoff(rhythm, float(pulses[-1]), interval, end_s)
    return Passage(pulses, metre, place, float(preparation), interval, cutoff)


def _beaten(rhythm: Rhythm, run: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(kept indices, metre, place): single beats, or the first of each group where they are too quick to be beaten."""
    beats = rhythm.beats_s[run]
    places, metres = rhythm.bar_positions[run].astype(int), rhythm.beats_per_bar[run].astype(int)
    division = {metre: _division(rhythm, run, metre) for metre in (5, 7)}
    metre, place = _patterned(places, metres, division)
    interval = np.diff(beats, append=2 * beats[-1] - beats[-2] if len(beats) > 1 else beats[-1] + 0.6)
    quick = median_filter(interval, 17, mode="nearest") < FAST_S
    struck = [
        _in_groups(int(abs(m)), int(p), division) if fast else (int(m), int(p))
        for m, p, fast in zip(metre, place, quick, strict=True)
    ]
    kept = [number for number, one in enumerate(struck) if one is not None] or [0]
    chosen = [one for one in struck if one is not None] or [(int(metre[0]), int(place[0]))]
    metre, place = np.array(chosen, int).reshape(-1, 2).T
    return np.array(kept), metre, place


def _in_groups(metre: int, place: int, division: dict[int, int]) -> tuple[int, int] | None:
    """(metre, place) of the first beat of a group, None of another."""
    starts = DIVISIONS.get(metre, ((0,),))[division.get(metre, 0)]
    return (len(starts), starts.index(place)) if place in starts else None


def _division(rhythm: Rhythm, run: np.ndarray, metre: int) -> int:
    """Which of DIVISIONS of five or seven: that whose groups begin louder."""
    mine = run[rhythm.beats_per_bar[run] == metre]
    if len(mine) < 2 * metre or not len(rhythm.loudness):
        return 0
    at = np.arange(len(rhythm.loudness)) / POSE_RATE
    beats = rhythm.beats_s[mine]
    rise = np.interp(beats + 0.05, at, rhythm.loudness) - np.interp(beats - ATTACK_S, at, rhythm.loudness)
    usual, other = (
        np.isin(rhythm.bar_positions[mine], [place for place in starts if place]) for starts in DIVISIONS[metre]
    )
    only_usual, only_other = usual & ~other, other & ~usual
    return int(bool(only_other.any()) and rise[only_other].mean() > rise[only_usual].mean() + 0.02)


def _patterned(
    places: np.ndarray, metres: np.ndarray, division: dict[int, int] | None = None
) -> tuple[np.ndarray, np.ndarray]:  # fmt: skip
    """Metre and place of each beat in a pattern that there is; eight is beaten as two fours.

    division : of five and seven, the number in DIVISIONS
    """
    rows = []
    for place, metre in zip(places, metres, strict=True):
        groups = HALVES.get(int(metre), (int(metre),))
        starts = np.cumsum((0, *groups[:-1]))
        group = int(np.searchsorted(starts, place, side="right")) - 1
        count = groups[group] if groups[group] in PATTERNS else 4
        number = min(int(place - starts[group]), count - 1)
        rows.append((TWO_AND_THREE if count == 5 and division and division.get(5) else count, number))
    metre, place = np.array(rows, int).reshape(-1, 2).T
    return metre, place


def _cutoff(rhythm: Rhythm, last_s: float, interval_s: float, end_s: float) -> float:
    """When the sound after the last beat ends: at silence, but between one and HELD_AT_MOST beats later."""
    start, stop = (int(t * POSE_RATE) for t in (last_s + interval_s, last_s + HELD_AT_MOST * interval_s))
    after = rhythm.loudness[start:stop]
    quiet = np.flatnonzero(after < QUIET)
    sounding = len(after) if len(quiet) == 0 else int(quiet[0])
    return float(min(last_s + interval_s + sounding / POSE_RATE, max(end_s - 0.3, last_s + 0.4 * interval_s)))


def make_strokes(passages: list[Passage], articulation: np.ndarray, rebound: np.ndarray) -> Strokes:
    """The strokes of all passages, preparatory beats first and the last rebound included.

    articulation, rebound : (pulses of all passages,) 0..1, and how far the hand springs back from each
    """
    rows: list[tuple[float, ...]] = []
    done = 0
    for passage in passages:
        here = slice(done, done + len(passage.pulses_s))
        rows += _passage_strokes(passage, articulation[here], rebound[here])
        done += len(passage.pulses_s)
    columns = np.array(rows, float).reshape(-1, 9).T
    start, end, x0, y0, x1, y1, apex, vertical, sharp = columns
    return Strokes(start, end, x0, y0, x1, y1, apex, vertical > 0.5, sharp)


def _passage_strokes(passage: Passage, articulation: np.ndarray, rebound: np.ndarray) -> list[tuple[float, ...]]:
    times, metre, place = _with_ends(passage)
    sharp, springs = (np.concatenate([of[:1], of, of[-1:]]) for of in (articulation, rebound))
    slow = _is_slow(np.diff(times))
    rows = []
    for i in range(len(times) - 1):
        if times[i + 1] - times[i] < 1e-6:
            continue
        x0, y0, apex = PATTERNS[int(metre[i])][int(place[i])]
        x1, y1, _ = PATTERNS[int(metre[i + 1])][int(place[i + 1])]
        lowest = max(y0, y1) + 0.15
        height = max(apex if place[i + 1] == 0 else apex * springs[i], lowest)
        rows += _stroke(times[i], times[i + 1], (x0, y0), (x1, y1), height, bool(place[i + 1] == 0), sharp[i], slow[i])
    return rows


def _is_slow(steps_s: np.ndarray) -> np.ndarray:
    """(n,) whether strokes are subdivided: by the tempo around them, since nobody changes that from beat to beat; but
    any that lasts much longer, and none that is much shorter than slow."""
    usual = median_filter(steps_s, STEADY, mode="mirror")
    return np.asarray((np.minimum(usual, steps_s * LONGER) > SLOW_S) | (steps_s > LONGER * SLOW_S))


def _with_ends(passage: Passage) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Times, metres, places of the pulses with the preparatory beat before and the rebound of the last beat after."""
    first = (passage.place[0] - 1) % abs(passage.metre[0])
    last = (passage.place[-1] + 1) % abs(passage.metre[-1])
    last_step = passage.pulses_s[-1] - passage.pulses_s[-2] if len(passage.pulses_s) > 1 else passage.interval_s
    times = np.concatenate([[passage.preparation_s], passage.pulses_s, [passage.pulses_s[-1] + last_step]])
    metre = np.concatenate([passage.metre[:1], passage.metre, passage.metre[-1:]])
    return times, metre, np.concatenate([[first], passage.place, [last]])


def _stroke(
    start: float, end: float, left: tuple[float, float], struck: tuple[float, float], height: float, vertical: bool,
    sharp: float, is_slow: bool,
) -> list[tuple[float, ...]]:  # fmt: skip
    """One stroke; in a slow tempo two, with a small beat half way, close to the place it came from."""
    if not is_slow:
        return [(start, end, *left, *struck, height, vertical, sharp)]
    middle = 0.5 * (start + end)
    between = (left[0] + 0.22 * np.sign(struck[0] - left[0] or 1.0), left[1] + 0.10)
    small = max(left[1], between[1]) + 0.16
    return [
        (start, middle, *left, *between, small, False, sharp),
        (middle, end, *between, *struck, height, vertical, sharp),
    ]


def weights(passages: list[Passage], times_s: np.ndarray) -> dict[str, np.ndarray]:
    """(T,) weights in 0..1 of what the hands do.

    beat : beating the pattern; hold : holding the last note, its cut-off, and the stillness after it;
    ready : hands raised rather than lowered, when they neither beat nor hold
    """
    beat, hold, ready = (np.zeros(len(times_s)) for _ in range(3))
    for p in passages:
        near = slice(*np.searchsorted(times_s, [p.preparation_s - 1.3, p.cutoff_s + 1.9]))
        t, last, held = times_s[near], float(p.pulses_s[-1]), min(p.interval_s, 1.0)
        begin = ramp(t, p.preparation_s - 0.05, p.preparation_s + 0.15) if p.preparation_s > 0.05 else 1.0
        stop = ramp(t, last + 0.25 * held, last + 0.75 * held)
        lowered = ramp(t, p.cutoff_s + 0.6, p.cutoff_s + 1.8)
        raised = ramp(t, p.preparation_s - 1.2, p.preparation_s - 0.4) if p.preparation_s > 1.2 else 1.0
        beat[near] = np.maximum(beat[near], begin * (1 - stop))
        hold[near] = np.maximum(hold[near] * (1 - begin), stop * (1 - lowered))
        ready[near] = np.maximum(ready[near], raised * (1 - lowered))
    return {"beat": beat, "hold": np.minimum(hold, 1 - beat), "ready": ready}


def ramp(times_s: np.ndarray, start_s: float, stop_s: float) -> np.ndarray:
    """0 before `start_s`, 1 after `stop_s`, between them the smoothest way (minimum jerk)."""
    u = np.clip((times_s - start_s) / max(stop_s - start_s, 1e-6), 0, 1)
    return u**3 * (10 - 15 * u + 6 * u**2)
