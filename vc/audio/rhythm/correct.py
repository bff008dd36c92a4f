"""Beats that a listener sets right, in place of those that the tracker found.

Every function takes a rhythm and gives a new one; loudness and length stay. Places in the bar are counted anew within
a run, the beats between two breaks, where a correction changes them. What cannot be is refused with MusicError.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from vc.errors import MusicError
from vc.music import BREAK, MEL_RATE, Chances, Mel, Rhythm

METRES = (2, 3, 4, 6)  # those that have a pattern of their own
LEAST_GAP_S = 0.15  # between two beats: 400 beats a minute
LARGEST_OFFSET_S = 0.2
FEWEST_TAPS = 4  # with fewer there is no tempo to go on with

# A tap is some 30 ms off; a beat differs from the one before by some 12 ms in music that breathes. Their ratio squared:
TAP_STIFFNESS = 6.0
DOUBLE_TAP = 0.5  # of the time between taps around, below which the second is a slip of the finger
NEIGHBOURS = 7  # taps whose median tells what is usual
LARGEST_BIAS_S, LIKELY_BIAS_S = 0.12, 0.07  # of all taps alike, by habit or by the sound's way to the ear
SAME_BEAT = 0.2  # of the time between beats: a downbeat found before is that of the tapped beat


def checked(rhythm: Rhythm, beats_s: Sequence[float] | np.ndarray, places: Sequence[int] | np.ndarray,
            metres: Sequence[int] | np.ndarray) -> Rhythm:  # fmt: skip
    """`rhythm` with other beats, of which nothing is taken on trust.

    beats_s : (n,) seconds; places, metres : (n,) place in the bar from 0, and beats of that bar
    Raises MusicError for too many beats, lists of different lengths, values that are not finite or not in order, beats
    outside the music or too near to each other, and places that the bar does not have.
    """
    most = int(rhythm.seconds / LEAST_GAP_S) + 1
    if not len(beats_s) == len(places) == len(metres) or len(beats_s) > most:
        raise MusicError(
            f"{len(beats_s)} beats came with {len(places)} places and {len(metres)} metres; the music has room for "
            f"up to {most} beats, each with both."
        )
    times = _numbers(beats_s, "The beats' times")
    place, metre = (_whole(_numbers(values, what), what) for values, what in ((places, "Places in the bar"),
                                                                             (metres, "Metres")))  # fmt: skip
    _check_times(times, rhythm.seconds)
    if (metre < 1).any() or (metre > 12).any() or (place < 0).any() or (place >= metre).any():
        raise MusicError("A bar has 1 to 12 beats, and each beat a place in it, counted from 0.")
    return replace(rhythm, beats_s=times, bar_positions=place, beats_per_bar=metre)


def double(rhythm: Rhythm) -> Rhythm:
    """Twice the tempo: a beat more between each two of a run. The metre stays, so bars take half as long."""
    _needs_beats(rhythm)
    if _least_gap(rhythm.beats_s) < 2 * LEAST_GAP_S:
        raise MusicError(f"Twice {rhythm.tempo_bpm:.0f} beats a minute is more than can be conducted.")
    times, metres, anchors = [], [], []
    for run, limit_s in _runs(rhythm):
        beats = rhythm.beats_s[run]
        between = np.append((beats[1:] + beats[:-1]) / 2, beats[-1] + _last_gap(rhythm, run) / 2)
        both = 2 * len(beats) - int(between[-1] >= limit_s)  # the last may have no room
        times.append(np.stack([beats, between], 1).ravel()[:both])
        metres.append(np.repeat(rhythm.beats_per_bar[run], 2)[:both])
        anchors.append(2 * _first_downbeat(rhythm, run))
    return _assembled(rhythm, times, metres, anchors)


def halve(rhythm: Rhythm) -> Rhythm:
    """Half the tempo: of each run every other beat, its first downbeat included. The metre stays; bars last longer."""
    _needs_beats(rhythm)
    times, metres, anchors = [], [], []
    for run, _ in _runs(rhythm):
        downbeat = _first_downbeat(rhythm, run)
        kept = np.arange(downbeat % 2, len(rhythm.beats_s[run]), 2)
        times.append(rhythm.beats_s[run][kept])
        metres.append(rhythm.beats_per_bar[run][kept])
        anchors.append(downbeat // 2)
    return _assembled(rhythm, times, metres, anchors)


def shift(rhythm: Rhythm) -> Rhythm:
    """Every beat half a beat later, with its place; and one before the first of each run, where there is room."""
    _needs_beats(rhythm)
    times, metres, anchors = [], [], []
    before_s = 0.0
    for run, limit_s in _runs(rhythm):
        beats, metre = rhythm.beats_s[run], rhythm.beats_per_bar[run]
        gap = _last_gap(rhythm, run)
        first = beats[0] - (beats[1] - beats[0] if len(beats) > 1 else gap) / 2
        moved = np.append((beats[1:] + beats[:-1]) / 2, beats[-1] + gap / 2)
        has_room = int(first >= before_s)
        kept = moved < limit_s
        times.append(np.concatenate([np.full(has_room, first), moved[kept]]))
        metres.append(np.concatenate([metre[:1].repeat(has_room), metre[kept]]))
        anchors.append(_first_downbeat(rhythm, run) + has_room)
        before_s = float(moved[-1]) + LEAST_GAP_S
    return _assembled(rhythm, times, metres, anchors)


def offset(rhythm: Rhythm, seconds: float) -> Rhythm:
    """Every beat so much later, or earlier; beats that leave the music are dropped."""
    if not abs(_number(seconds, "The offset")) <= LARGEST_OFFSET_S:
        raise MusicError(
            f"The beats can be moved by up to {1000 * LARGEST_OFFSET_S:.0f} ms, not by {1000 * seconds:.0f} ms."
        )
    moved = rhythm.beats_s + seconds
    inside = (moved >= 0) & (moved < rhythm.seconds)
    return replace(rhythm, beats_s=moved[inside], bar_positions=rhythm.bar_positions[inside],
                   beats_per_bar=rhythm.beats_per_bar[inside])  # fmt: skip


def set_metre(rhythm: Rhythm, metre: int) -> Rhythm:
    """Bars of `metre` beats in the whole piece, counted in each run from its first downbeat."""
    if metre not in METRES or isinstance(metre, bool):
        raise MusicError(f"A bar of {metre!r} beats is not known here. Choose one of {', '.join(map(str, METRES))}.")
    _needs_beats(rhythm)
    runs = [run for run, _ in _runs(rhythm)]
    return _assembled(
        rhythm,
        [rhythm.beats_s[run] for run in runs],
        [np.full(len(rhythm.beats_s[run]), int(metre)) for run in runs],
        [_first_downbeat(rhythm, run) for run in runs],
    )


def set_downbeat(rhythm: Rhythm, index: int) -> Rhythm:
    """The beat `index` becomes the first of a bar; its run is counted from there, both ways."""
    index = _index(rhythm, index)
    runs = [run for run, _ in _runs(rhythm)]
    places, metres = rhythm.bar_positions.copy(), rhythm.beats_per_bar.copy()
    for run in runs:
        if run.start <= index < run.stop:
            places[run], metres[run] = _count(metres[run], index - run.start)
    return replace(rhythm, bar_positions=places, beats_per_bar=metres)


def move(rhythm: Rhythm, index: int, to_s: float) -> Rhythm:
    """One beat to another time, between its neighbours."""
    index, to_s = _index(rhythm, index), _number(to_s, "The beat's time")
    moved = rhythm.beats_s.copy()
    moved[index] = to_s
    _check_times(moved, rhythm.seconds)
    return replace(rhythm, beats_s=moved)


def add(rhythm: Rhythm, at_s: float) -> Rhythm:
    """One beat more; those after it in its run are counted on from it."""
    at_s = _number(at_s, "The beat's time")
    index = int(np.searchsorted(rhythm.beats_s, at_s))
    _check_times(np.insert(rhythm.beats_s, index, at_s), rhythm.seconds)
    if index == 0:
        metre = int(rhythm.beats_per_bar[0]) if len(rhythm.beats_s) else METRES[-2]
        place = (int(rhythm.bar_positions[0]) - 1) % metre if len(rhythm.beats_s) else 0
        return replace(rhythm, beats_s=np.insert(rhythm.beats_s, 0, at_s),
                       bar_positions=np.insert(rhythm.bar_positions, 0, place),
                       beats_per_bar=np.insert(rhythm.beats_per_bar, 0, metre))  # fmt: skip
    metre = int(rhythm.beats_per_bar[index - 1])
    more = replace(rhythm, beats_s=np.insert(rhythm.beats_s, index, at_s),
                   bar_positions=np.insert(rhythm.bar_positions, index, 0),
                   beats_per_bar=np.insert(rhythm.beats_per_bar, index, metre))  # fmt: skip
    return _counted_on(more, index - 1)


def delete(rhythm: Rhythm, index: int) -> Rhythm:
    """One beat less; those after it in its run are counted on from the one before it."""
    index = _index(rhythm, index)
    less = replace(rhythm, beats_s=np.delete(rhythm.beats_s, index),
                   bar_positions=np.delete(rhythm.bar_positions, index),
                   beats_per_bar=np.delete(rhythm.beats_per_bar, index))  # fmt: skip
    return _counted_on(less, index - 1) if index else less


def from_taps(
    rhythm: Rhythm, taps_s: Sequence[float] | np.ndarray, heard: tuple[Mel, Chances] | None = None
) -> Rhythm:  # fmt: skip
    """Beats where somebody tapped along, and on at that tempo before and after.

    taps_s : (n,) seconds in any order, noisy; a tap missed or doubled does no harm
    heard : the music and what the ear says about it, if the taps shall be set right by the notes that begin near them,
        and the tempo outside them shall follow the music; else beats are as even as the taps allow, also outside them

    The metre that was most usual stays. The downbeats are those found before, where most of them fall on tapped
    beats; else the first tap is one.
    """
    taps = _clean_taps(taps_s, rhythm.seconds)
    spaced = _even_taps(taps)
    beats = _carried_on(spaced, rhythm.seconds) if heard is None else _followed(spaced, *heard)
    beats = beats[(beats >= 0) & (beats < rhythm.seconds)]
    beats = beats[np.diff(beats, prepend=-1.0) >= LEAST_GAP_S]
    metre = int(np.bincount(rhythm.beats_per_bar).argmax()) if len(rhythm.beats_s) else METRES[-2]
    first = _tapped_downbeat(rhythm, beats, metre, float(spaced[0]))
    place = (np.arange(len(beats)) - first) % metre
    return replace(rhythm, beats_s=beats, bar_positions=place, beats_per_bar=np.full(len(beats), metre))


def _clean_taps(taps_s: Sequence[float] | np.ndarray, seconds: float) -> np.ndarray:
    most = int(seconds / LEAST_GAP_S) + 1
    if len(taps_s) > most:
        raise MusicError(f"{len(taps_s)} taps came for {seconds:.0f} s of music; there is room for {most}.")
    taps = np.sort(_numbers(taps_s, "The taps' times"))
    if ((taps < 0) | (taps > seconds)).any():
        raise MusicError(f"A tap lies outside the music, which lasts {seconds:.1f} s. Tap while it plays.")
    taps = taps[np.diff(taps, prepend=-1.0) >= LEAST_GAP_S]
    if len(taps) > NEIGHBOURS:
        gap = np.diff(taps)
        taps = taps[np.append(True, gap >= DOUBLE_TAP * _usual(gap))]
    if len(taps) < FEWEST_TAPS:
        raise MusicError(f"{len(taps)} taps are too few to hear a tempo in. Tap at least {FEWEST_TAPS} beats in a row.")
    return taps


def _usual(values: np.ndarray) -> np.ndarray:
    from scipy.ndimage import median_filter

    return median_filter(values, NEIGHBOURS, mode="nearest")


def _even_taps(taps: np.ndarray) -> np.ndarray:
    """(m,) the taps at even, gently changing distances, and those that were missed."""
    from vc.audio.rhythm.times import smooth_spacing

    gap = np.diff(taps)
    steps = np.maximum(np.round(gap / _usual(gap)), 1).astype(int)
    number = np.concatenate([[0], np.cumsum(steps)])
    every = np.arange(number[-1] + 1)
    tapped = np.isin(every, number)
    filled = np.interp(every, number, taps)
    return smooth_spacing(filled * MEL_RATE, np.where(tapped, 1.0, 1e-3), TAP_STIFFNESS) / MEL_RATE


def _carried_on(beats: np.ndarray, seconds: float) -> np.ndarray:
    """Beats from the music's beginning to its end: outside those given as even as these are at their ends."""
    first, last = (float(np.median(gap)) for gap in (np.diff(beats[:5]), np.diff(beats[-5:])))
    before = beats[0] - first * np.arange(int(beats[0] / first), 0, -1)
    after = beats[-1] + last * np.arange(1, int((seconds - beats[-1]) / last) + 1)
    return np.concatenate([before, beats, after])


def _followed(beats: np.ndarray, mel: Mel, chances: Chances) -> np.ndarray:
    from vc.audio.rhythm import Lead, track_rhythm

    return track_rhythm(mel, chances, lead=Lead(beats + _bias(beats, chances))).beats_s


def _bias(beats: np.ndarray, chances: Chances) -> float:
    """Seconds by which all taps alike are early (positive) or late, as the chances of beats around them show."""
    steps = np.arange(-LARGEST_BIAS_S, LARGEST_BIAS_S, 0.01)
    times = np.arange(len(chances.beat)) / chances.rate
    met = np.array([np.interp(beats + step, times, np.clip(chances.beat, -4, 4)).mean() for step in steps])
    return float(steps[(met - 0.5 * (steps / LIKELY_BIAS_S) ** 2).argmax()])


def _tapped_downbeat(rhythm: Rhythm, beats: np.ndarray, metre: int, first_tap_s: float) -> int:
    """Index of a downbeat among the new beats."""
    first = int(np.abs(beats - first_tap_s).argmin())
    if len(rhythm.downbeats_s) == 0 or len(beats) < 2:
        return first
    nearest = np.abs(rhythm.downbeats_s[:, None] - beats).argmin(1)
    near = np.abs(rhythm.downbeats_s - beats[nearest]) < SAME_BEAT * np.median(np.diff(beats))
    votes = np.bincount(nearest[near] % metre, minlength=metre)
    return int(votes.argmax()) if 2 * votes.max() > len(rhythm.downbeats_s) else first


def _runs(rhythm: Rhythm) -> list[tuple[slice, float]]:
    """Runs of beats without a break, each with the time before which it has to end."""
    beats = rhythm.beats_s
    gap = np.diff(beats)
    usual = float(np.median(gap)) if len(gap) else 0.0
    starts = [0, *(np.flatnonzero(gap > BREAK * usual) + 1).tolist()]
    stops = [*starts[1:], len(beats)]
    return [
        (slice(start, stop), float(beats[stop]) - LEAST_GAP_S if stop < len(beats) else rhythm.seconds)
        for start, stop in zip(starts, stops, strict=True)
    ]


def _last_gap(rhythm: Rhythm, run: slice) -> float:
    beats = rhythm.beats_s[run]
    if len(beats) > 1:
        return float(beats[-1] - beats[-2])
    return float(np.median(np.diff(rhythm.beats_s))) if len(rhythm.beats_s) > 1 else 0.6


def _first_downbeat(rhythm: Rhythm, run: slice) -> int:
    """Index within the run of its first downbeat, or of its first beat."""
    downbeats = np.flatnonzero(rhythm.bar_positions[run] == 0)
    return int(downbeats[0]) if len(downbeats) else 0


def _assembled(rhythm: Rhythm, times: list[np.ndarray], metres: list[np.ndarray], anchors: list[int]) -> Rhythm:
    """A rhythm of runs; the beat `anchors[i]` of run i is a downbeat."""
    counted = [_count(metre, anchor) for metre, anchor in zip(metres, anchors, strict=True)]
    beats = np.concatenate(times)
    inside = beats < rhythm.seconds
    return replace(
        rhythm,
        beats_s=beats[inside],
        bar_positions=np.concatenate([place for place, _ in counted])[inside],
        beats_per_bar=np.concatenate([metre for _, metre in counted])[inside],
    )


def _count(metres: np.ndarray, anchor: int) -> tuple[np.ndarray, np.ndarray]:
    """Places and metres of a run, counted both ways from the downbeat at `anchor`, perhaps the first after the run; a
    bar has its downbeat's metre."""
    places, bars = np.zeros(len(metres), int), np.array(metres, int)
    for i in range(anchor + 1, len(metres)):
        places[i] = (places[i - 1] + 1) % bars[i - 1]
        bars[i] = bars[i - 1] if places[i] else metres[i]
    for i in range(min(anchor, len(metres)) - 1, -1, -1):
        following = places[i + 1] if i + 1 < len(places) else 0
        bars[i] = bars[i + 1] if following else metres[i]
        places[i] = (following or bars[i]) - 1
    return places, bars


def _counted_on(rhythm: Rhythm, index: int) -> Rhythm:
    """The beats after `index` counted on from it, to the end of its run."""
    places, metres = rhythm.bar_positions.copy(), rhythm.beats_per_bar.copy()
    run = next(run for run, _ in _runs(rhythm) if run.start <= index < run.stop)
    for i in range(index + 1, run.stop):
        places[i] = (places[i - 1] + 1) % metres[i - 1]
        metres[i] = metres[i - 1] if places[i] else metres[i]
    return replace(rhythm, bar_positions=places, beats_per_bar=metres)


def _needs_beats(rhythm: Rhythm) -> None:
    if len(rhythm.beats_s) == 0:
        raise MusicError("There are no beats yet to change. Tap along with the music, or add beats.")


def _index(rhythm: Rhythm, index: int) -> int:
    number = _number(index, "The number of the beat")
    if number != int(number) or not 0 <= number < len(rhythm.beats_s):
        raise MusicError(f"There is no beat {index}; there are {len(rhythm.beats_s)}, counted from 0.")
    return int(number)


def _number(value: float, what: str) -> float:
    return float(_numbers([value], what)[0])


def _numbers(values: Sequence[float] | np.ndarray, what: str) -> np.ndarray:
    """(n,) float64, finite."""
    try:
        numbers = np.asarray(values, np.float64)
    except (TypeError, ValueError, OverflowError) as error:
        raise MusicError(f"{what} have to be numbers.") from error
    if numbers.ndim != 1 or not np.isfinite(numbers).all():
        raise MusicError(f"{what} have to be finite numbers.")
    return numbers


def _whole(values: np.ndarray, what: str) -> np.ndarray:
    if (values != np.round(values)).any():
        raise MusicError(f"{what} have to be whole numbers.")
    return values.astype(int)


def _check_times(beats_s: np.ndarray, seconds: float) -> None:
    outside = beats_s[(beats_s < 0) | (beats_s >= seconds)]
    if len(outside):
        raise MusicError(f"A beat at {outside[0]:.2f} s lies outside the music, which lasts {seconds:.2f} s.")
    close = np.flatnonzero(np.diff(beats_s) < LEAST_GAP_S - 1e-9)
    if len(close):
        raise MusicError(
            f"The beats at {beats_s[close[0]]:.2f} s and {beats_s[close[0] + 1]:.2f} s are out of order or nearer than "
            f"{LEAST_GAP_S} s. Move or delete one of them."
        )


def _least_gap(beats_s: np.ndarray) -> float:
    return float(np.median(np.diff(beats_s))) if len(beats_s) > 1 else np.inf
