"""Does the hand keep the music's time? Numbers that hear the beat, each minus what chance gives.

Chance is the same number for the same motion, turned round in time by many different amounts ("circular shift"): it
moves as much and as often, but knows nothing of where the beats are. So a score is near 0 for motion without sync,
however lively. It needs music whose tempo lives: against a metronome every shift of a steady hand is as steady, and
the shares of variance are 0 by construction. And a share of variance counts large movements most: a hand that shrinks
where it is unsure of the beat scores higher than one that errs boldly, so read it beside the F-measure and the speed.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields

import numpy as np

from vc.errors import MusicError
from vc.skeleton import Joint, Motion

WINDOW_S = 0.07  # tolerance of the F-measure, as usual in beat tracking
LAGS_S = np.round(np.arange(-0.30, 0.3001, 0.01), 2)  # a conductor leads, an orchestra follows: one lag for a piece
NULLS = 20
BEAT_HARMONICS = 4  # a stroke within a beat: up to 4 cycles
BAR_HARMONICS = 12  # the same for a bar of three beats; in four, up to 3 cycles a beat
LEAST_STROKE = 0.005  # stage widths, about 1 cm: a dip that nobody sees is no ictus
LEAST_BEATS = 8


@dataclass(frozen=True)
class Sync:
    """How one motion follows the beats of one piece; see `measure_sync`.

    beat_locked : share of the variance of the wrist's vertical velocity that the place in the beat explains, minus
        chance: in every pattern the beat is shown by height
    bar_locked : of its velocity in both directions, that the place in the bar explains, minus chance; 0.0 without
        downbeats
    ictus_f : F-measure of the wrist's lowest points against the beats at the best lag, minus chance
    ictus_f_raw : the same without taking chance off
    lag_s : that lag; positive is a hand behind the beat
    icti_per_beat : lowest points for each beat; 1 is one stroke a beat
    """

    beat_locked: float
    bar_locked: float
    ictus_f: float
    ictus_f_raw: float
    lag_s: float
    icti_per_beat: float


SYNC_NAMES = tuple(field.name for field in fields(Sync))


def measure_sync(
    motion: Motion, beats_s: np.ndarray, is_downbeat: np.ndarray, *, wrist: Joint = Joint.RIGHT_WRIST
) -> Sync:
    """Compare a motion with annotated beats.

    beats_s : (n,) seconds, rising; is_downbeat : (n,) bool
    wrist : the hand that beats

    Raises MusicError for fewer than 8 beats within the motion.
    """
    inside = (beats_s >= 0) & (beats_s < motion.seconds)
    beats_s, is_downbeat = np.asarray(beats_s, float)[inside], np.asarray(is_downbeat, bool)[inside]
    if len(beats_s) < LEAST_BEATS:
        raise MusicError(f"{len(beats_s)} beats lie within the motion; sync is measured on {LEAST_BEATS} or more.")
    velocity = wrist_velocity(motion, wrist)
    icti_s = lowest_points_s(motion, wrist)
    raw, lag_s = best_f(beats_s, icti_s)
    chance = np.mean([best_f(beats_s, turned)[0] for turned in _turned_times(icti_s, motion.seconds)])
    return Sync(
        beat_locked=locked_share(velocity[:, 1:], motion.rate, beats_s, harmonics=BEAT_HARMONICS),
        bar_locked=locked_share(velocity, motion.rate, beats_s[is_downbeat], harmonics=BAR_HARMONICS),
        ictus_f=raw - float(chance),
        ictus_f_raw=raw,
        lag_s=lag_s,
        icti_per_beat=_count_between(icti_s, beats_s) / (len(beats_s) - 1),
    )


def wrist_velocity(motion: Motion, wrist: Joint) -> np.ndarray:
    """(T, 2) x and y, stage widths per second."""
    place = motion.points[:, wrist].astype(float)
    return np.gradient(place, axis=0) * motion.rate if len(motion) > 1 else np.zeros_like(place)


def lowest_points_s(motion: Motion, wrist: Joint, *, least_stroke: float = LEAST_STROKE) -> np.ndarray:
    """(n,) times at which a wrist turns upward, between poses by a parabola; dips below `least_stroke` do not count."""
    from scipy.signal import find_peaks

    y = motion.points[:, wrist, 1].astype(float)
    peaks = find_peaks(y, prominence=least_stroke)[0]  # y points down
    left, middle, right = y[peaks - 1], y[peaks], y[peaks + 1]
    bend = left - 2 * middle + right
    offset = np.where(bend < -1e-12, 0.5 * (left - right) / np.where(bend < -1e-12, bend, 1), 0.0)
    times: np.ndarray = (peaks + offset) / motion.rate
    return times


def locked_share(velocity: np.ndarray, rate: int, marks_s: np.ndarray, *, harmonics: int) -> float:
    """Share of the variance of `velocity` explained by the phase between `marks_s`, minus the mean of 20 nulls.

    velocity : (T, c) at `rate`; poses before the first and after the last mark do not count
    marks_s : (n,) beats or downbeats; fewer than three explain nothing: 0.0

    Least squares on sines and cosines of 1 to `harmonics` cycles from mark to mark, all channels together.
    """
    if len(marks_s) < 3:
        return 0.0
    times = np.arange(len(velocity)) / rate
    inside = (times >= marks_s[0]) & (times < marks_s[-1])
    basis = _orthonormal_basis(_phase(times[inside], marks_s), harmonics)
    return _minus_null(lambda shift: _explained(np.roll(velocity, shift, axis=0)[inside], basis), len(velocity))


def _phase(times_s: np.ndarray, marks_s: np.ndarray) -> np.ndarray:
    """(T,) cycles since the first mark, one from each mark to the next."""
    return np.interp(times_s, marks_s, np.arange(len(marks_s)))


def _orthonormal_basis(phase: np.ndarray, harmonics: int) -> np.ndarray:
    angle = 2 * np.pi * phase[:, None] * np.arange(1, harmonics + 1)
    waves = np.concatenate([np.sin(angle), np.cos(angle)], axis=1)
    return np.linalg.qr(waves - waves.mean(axis=0))[0]


def _explained(velocity: np.ndarray, basis: np.ndarray) -> float:
    centred = velocity - velocity.mean(axis=0)
    total = float((centred**2).sum())
    return float(((basis.T @ centred) ** 2).sum()) / total if total > 1e-12 else 0.0


def _minus_null(score: Callable[[int], float], length: int) -> float:
    return score(0) - float(np.mean([score(shift) for shift in _shifts(length)]))


def _shifts(length: int) -> np.ndarray:
    """(20,) shifts spread over the motion, none near 0: multiples of an irrational part, which meet no metre."""
    golden = (np.sqrt(5) - 1) / 2
    part = np.mod(np.arange(1, NULLS + 1) * golden, 1.0)
    return np.round((0.05 + 0.90 * part) * length).astype(int)


def circular_shifts_s(seconds: float) -> np.ndarray:
    """(20,) seconds by which a motion is turned round in time to see what chance gives."""
    return _shifts(round(seconds * 1000)) / 1000


def _turned_times(times_s: np.ndarray, seconds: float) -> list[np.ndarray]:
    """The times in 20 circular shifts of the motion."""
    return [np.sort(np.mod(times_s + shift, seconds)) for shift in circular_shifts_s(seconds)]


def best_f(beats_s: np.ndarray, icti_s: np.ndarray) -> tuple[float, float]:
    """F-measure at 70 ms at the best global lag within 0.3 s, and that lag; (0.0, 0.0) without icti.

    Of equally good lags, which lie side by side within the tolerance, the middle one counts.
    """
    if len(icti_s) == 0 or len(beats_s) == 0:
        return 0.0, 0.0
    hits = np.array([count_matches(beats_s, icti_s - lag) for lag in LAGS_S])
    equals = np.flatnonzero(hits == hits.max())
    best = equals[len(equals) // 2]
    return 2 * float(hits[best]) / (len(beats_s) + len(icti_s)), float(LAGS_S[best])


def count_matches(first_s: np.ndarray, second_s: np.ndarray, *, window_s: float = WINDOW_S) -> int:
    """Most pairs of a time of each, both rising, no more than `window_s` apart, each time used once."""
    first, second = first_s.tolist(), second_s.tolist()
    i = j = count = 0
    while i < len(first) and j < len(second):
        away = first[i] - second[j]
        if abs(away) <= window_s + 1e-9:
            count, i, j = count + 1, i + 1, j + 1
        elif away > 0:
            j += 1
        else:
            i += 1
    return count


def _count_between(times_s: np.ndarray, marks_s: np.ndarray) -> int:
    return int(((times_s >= marks_s[0]) & (times_s < marks_s[-1])).sum())
