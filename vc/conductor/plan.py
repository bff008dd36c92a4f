"""What is to be conducted: which beats are beaten, where it begins and ends, who leads when; labels before movement."""

from dataclasses import dataclass

import numpy as np
from scipy.ndimage import median_filter

from vc.conductor.pattern import PATTERNS, Strokes
from vc.conductor.style import Style
from vc.music import BREAK, Rhythm
from vc.skeleton import POSE_RATE

FAST_S = 0.36  # shorter beats are not beaten singly (167 bpm): in two, or one in a bar
SLOW_S = 1.15  # longer beats are subdivided (52 bpm)
SHORTEST_PREPARATION_S = 0.3  # with less music before the first beat, the hand waits on the beat and springs from there
HELD_AT_MOST = 3.0  # beats that a last note is held
GROUPS = {5: (3, 2), 7: (4, 3), 8: (4, 4), 9: (3, 3, 3), 12: (4, 4, 4)}  # bars without a pattern of their own
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
    splits = np.flatnonzero(interval > BREAK * usual[: len(interval)]) + 1
    runs = np.split(np.arange(len(beats)), splits)
    ends = [*(beats[run[0]] for run in runs[1:]), rhythm.seconds]
    before = 0.0
    passages = []
    for run, end in zip(runs, ends, strict=True):
        passages.append(_passage(rhythm, style, run, before, float(end)))
        before = passages[-1].cutoff_s
    return passages


def _passage(rhythm: Rhythm, style: Style, run: np.ndarray, before_s: float, end_s: float) -> Passage:
    keep, metre, place = _beaten(rhythm.beats_s[run], rhythm.bar_positions[run], rhythm.beats_per_bar[run])
    pulses = rhythm.beats_s[run][keep] - style.lead_s
    interval = float(np.median(np.diff(pulses))) if len(pulses) > 1 else 0.6
    first_interval = float(np.diff(pulses[:2])[0]) if len(pulses) > 1 else 0.6
    preparation = max(pulses[0] - first_interval, before_s, 0.0)
    if pulses[0] - preparation < SHORTEST_PREPARATION_S:
        preparation = pulses[0]
    cutoff = _cutoff(rhythm, float(pulses[-1]), interval, end_s)
    return Passage(pulses, metre, place, float(preparation), interval, cutoff)


def _beaten(beats_s: np.ndarray, places: np.ndarray, metres: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(kept indices, metre, place): single beats, or two or one to the bar where they are too quick to be beaten."""
    metre, place = _patterned(places.astype(int), metres.astype(int))
    interval = np.diff(beats_s, append=2 * beats_s[-1] - beats_s[-2] if len(beats_s) > 1 else beats_s[-1] + 0.6)
    quick = median_filter(interval, 17, mode="nearest") < FAST_S
    group = np.where(quick, np.select([metre == 4, metre == 6], [2, 3], metre), 1)
    kept = np.flatnonzero(place % group == 0)
    if len(kept) == 0:
        kept = np.array([0])
    return kept, (metre // group)[kept], (place // group)[kept]


def _patterned(places: np.ndarray, metres: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Metre and place of each beat in a pattern that there is: five is beaten as three and two."""
    rows = []
    for place, metre in zip(places, metres, strict=True):
        groups = GROUPS.get(int(metre), (int(metre),))
        starts = np.cumsum((0, *groups[:-1]))
        group = int(np.searchsorted(starts, place, side="right")) - 1
        count = groups[group] if groups[group] in PATTERNS else 4
        rows.append((count, min(int(place - starts[group]), count - 1)))
    metre, place = np.array(rows, int).reshape(-1, 2).T
    return metre, place


def _cutoff(rhythm: Rhythm, last_s: float, interval_s: float, end_s: float) -> float:
    """When the sound after the last beat ends: at silence, but between one and HELD_AT_MOST beats later."""
    start, stop = (int(t * POSE_RATE) for t in (last_s + interval_s, last_s + HELD_AT_MOST * interval_s))
    after = rhythm.loudness[start:stop]
    quiet = np.flatnonzero(after < QUIET)
    sounding = len(after) if len(quiet) == 0 else int(quiet[0])
    return float(min(last_s + interval_s + sounding / POSE_RATE, max(end_s - 0.3, last_s + 0.4 * interval_s)))


def make_strokes(passages: list[Passage], articulation: np.ndarray, rebound: float) -> Strokes:
    """The strokes of all passages, preparatory beats first and the last rebound included.

    articulation : (pulses of all passages,) 0..1
    """
    rows: list[tuple[float, ...]] = []
    done = 0
    for passage in passages:
        rows += _passage_strokes(passage, articulation[done : done + len(passage.pulses_s)], rebound)
        done += len(passage.pulses_s)
    columns = np.array(rows, float).reshape(-1, 9).T
    start, end, x0, y0, x1, y1, apex, vertical, sharp = columns
    return Strokes(start, end, x0, y0, x1, y1, apex, vertical > 0.5, sharp)


def _passage_strokes(passage: Passage, articulation: np.ndarray, rebound: float) -> list[tuple[float, ...]]:
    times, metre, place = _with_ends(passage)
    sharp = np.concatenate([articulation[:1], articulation, articulation[-1:]])
    rows = []
    for i in range(len(times) - 1):
        if times[i + 1] - times[i] < 1e-6:
            continue
        x0, y0, apex = PATTERNS[int(metre[i])][int(place[i])]
        x1, y1, _ = PATTERNS[int(metre[i + 1])][int(place[i + 1])]
        lowest = max(y0, y1) + 0.15
        height = max(apex if place[i + 1] == 0 else apex * rebound, lowest)
        rows += _stroke(times[i], times[i + 1], (x0, y0), (x1, y1), height, bool(place[i + 1] == 0), sharp[i])
    return rows


def _with_ends(passage: Passage) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Times, metres, places of the pulses with the preparatory beat before and the rebound of the last beat after."""
    first, last = (passage.place[0] - 1) % passage.metre[0], (passage.place[-1] + 1) % passage.metre[-1]
    last_step = passage.pulses_s[-1] - passage.pulses_s[-2] if len(passage.pulses_s) > 1 else passage.interval_s
    times = np.concatenate([[passage.preparation_s], passage.pulses_s, [passage.pulses_s[-1] + last_step]])
    metre = np.concatenate([passage.metre[:1], passage.metre, passage.metre[-1:]])
    return times, metre, np.concatenate([[first], passage.place, [last]])


def _stroke(
    start: float, end: float, left: tuple[float, float], struck: tuple[float, float], height: float, vertical: bool,
    sharp: float,
) -> list[tuple[float, ...]]:  # fmt: skip
    """One stroke; in a slow tempo two, with a small beat half way, close to the place it came from."""
    if end - start < SLOW_S:
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
