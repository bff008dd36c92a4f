"""The search that decides tempo, metre and place in the bar together: a semi-Markov Viterbi search from beat to beat.

A state is a metre and a place in its bar; a beat is reached from the one before it by an interval. What a step gains is
a sum over the time that it takes, so that many quick beats and few slow ones are weighed alike:

    at its beat       how much speaks for a beat, and for a downbeat or another beat
    along the step    that there is a pulse; the tempo; the place between beats; the place in the bar; the metre
    where it turns    costs of a change of tempo, a jump to any other, a bar cut short, another metre

Between beats there may be rest, which gains where there is no pulse. The sums over places in the bar or between beats
are discrete Fourier sums over a sliding window, carried from frame to frame.
"""

import numpy as np

from vc.compiled import njit

NOTHING = np.float32(-1e9)
FIRST = 255  # instead of an interval: the first beat after rest


@njit(fastmath=True)
def best_path(
    beat: np.ndarray, more_down: np.ndarray, more_other: np.ndarray, pulse: np.ndarray, tempo: np.ndarray, hop: int,
    intervals: np.ndarray, turn_cost: np.ndarray, jump_cost: float, place_beat: np.ndarray, place_bar: np.ndarray,
    metre_gain: np.ndarray, metres: np.ndarray, metre_of: np.ndarray, place_of: np.ndarray, cut_cost: float,
    metre_cost: float, rest_cost: float, late_start: float, start_state: int, start_interval: int,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:  # fmt: skip
    """(frames, states, intervals) of the beats of the best path, rising; FIRST for an interval after rest.

    beat, more_down, more_other, pulse : (T,) gains at a frame
    tempo : (rows, K) gain a frame of each interval around each `hop` frames
    intervals : (K,) frames; turn_cost : (K - 1,) between neighbours
    place_beat, place_bar : (T,) complex64, weighted places on the unit circle
    metre_gain : (rows, M) gain a frame of each metre; metres : (M,) beats
    metre_of, place_of : (S,) index into `metres`, and place, of each state; a metre's states lie in order
    late_start : cost of a first beat that is no downbeat
    start_state, start_interval : the path begins at frame 0 with a beat in this state, reached so; -1 leaves it open
    """
    frames, count, states = len(beat), len(intervals), len(metre_of)
    kinds, ring = len(metres), intervals[-1] + 1
    onward = np.full((ring, states, count), NOTHING, np.float32)  # after a beat, on the way with an interval
    barred = np.full((ring, states, count), NOTHING, np.float32)  # the same before a downbeat of the state's metre
    turned = np.full((frames, states, count), FIRST, np.uint8)  # which interval led to the beat before
    joined = np.zeros((frames, states, count), np.uint8)  # which state was there before a downbeat
    best_k = np.full((frames, states), FIRST, np.uint8)
    score = np.full((states, count + 1), NOTHING, np.float32)
    top, top_state = np.full(frames, -np.inf), np.zeros(frames, np.uint8)  # of a beat before a rest
    rest_beat, rest_state = np.full(frames, -1, np.int32), np.zeros(frames, np.uint8)
    last_of = np.empty(states, np.int64)
    for s in range(states):
        last_of[s] = s - place_of[s] + metres[metre_of[s]] - 1
    along = np.zeros(count, np.complex128)
    in_bar = np.zeros((kinds, count), np.complex128)
    back, front, bar_back, bar_front = _turns(intervals, metres)
    entry = np.empty(states, np.complex128)
    for s in range(states):
        m = metres[metre_of[s]]
        entry[s] = np.exp(2j * np.pi * ((place_of[s] - 1) % m) / m)
    total = np.zeros(frames + 1)
    for t in range(frames):
        total[t + 1] = total[t] + pulse[t]
    any_score = np.empty(count, np.float32)
    any_state = np.zeros(count, np.uint8)
    rest = np.float64(0.0) if start_state < 0 else np.float64(NOTHING)
    for t in range(frames):
        slot, line = t % ring, min(t // hop, len(tempo) - 1)
        _slide(t, along, in_bar, place_beat, place_bar, intervals, back, front, bar_back, bar_front)
        before_beat, before_state = (rest_beat[t - 1], rest_state[t - 1]) if t else (-1, 0)
        resting = rest
        for s in range(states):
            down = place_of[s] == 0
            here = beat[t] + (more_down[t] if down else more_other[t])
            kind = metre_of[s]
            gain = metre_gain[line, kind]
            score[s, count] = resting + here - (0.0 if down else late_start)
            best = count
            for k in range(count):
                past = t - intervals[k]
                if past < 0:
                    score[s, k] = NOTHING
                    continue
                p = past % ring
                came = barred[p, s, k] if down else onward[p, s - 1, k]
                step = intervals[k] * (tempo[line, k] + gain) + total[t] - total[past]
                step += along[k].real + (entry[s] * in_bar[kind, k]).real
                score[s, k] = came + step + here
                if score[s, k] > score[s, best]:
                    best = k
            if t == 0 and start_state >= 0:
                for k in range(count + 1):
                    score[s, k] = NOTHING
                best = start_interval
                score[s, best] = 0.0 if s == start_state else NOTHING
            best_k[t, s] = best if best < count else FIRST
        rest -= pulse[t]
        rest_beat[t], rest_state[t] = before_beat, before_state
        past = t - intervals[0]  # a rest is no shorter than a beat can be
        if past >= 0 and top[past] - (total[t + 1] - total[past + 1]) > rest:
            rest = top[past] - (total[t + 1] - total[past + 1])
            rest_beat[t], rest_state[t] = past, top_state[past]
        for s in range(states):
            best = best_k[t, s] if best_k[t, s] != FIRST else count
            if score[s, best] - rest_cost > top[t]:
                top[t], top_state[t] = score[s, best] - rest_cost, s
            _turn(score[s], turn_cost, jump_cost, best, onward[slot, s], turned[t, s])
        _join(
            onward[slot], barred[slot], joined[t], place_of, last_of, cut_cost, metre_cost, any_score, any_state,
        )  # fmt: skip
    for past in range(max(frames - intervals[0], 0), frames):  # but for the one at the end
        if top[past] - (total[frames] - total[past + 1]) > rest:
            rest = top[past] - (total[frames] - total[past + 1])
            rest_beat[frames - 1], rest_state[frames - 1] = past, top_state[past]
    return _trace(rest_beat, rest_state, best_k, turned, joined, intervals, place_of)


@njit
def _turns(
    intervals: np.ndarray, metres: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:  # fmt: skip
    """What carries the Fourier sums on by a frame, and what the newest frame is turned by."""
    count, kinds = len(intervals), len(metres)
    back, front = np.empty(count, np.complex128), np.empty(count, np.complex128)
    bar_back, bar_front = np.empty((kinds, count), np.complex128), np.empty((kinds, count), np.complex128)
    for k in range(count):
        step = 2j * np.pi / intervals[k]
        back[k], front[k] = np.exp(-step), np.exp(step * (intervals[k] - 1))
        for m in range(kinds):
            bar_back[m, k] = np.exp(-step / metres[m])
            bar_front[m, k] = np.exp(step * (intervals[k] - 1) / metres[m])
    return back, front, bar_back, bar_front


@njit
def _slide(
    t: int, along: np.ndarray, in_bar: np.ndarray, place_beat: np.ndarray, place_bar: np.ndarray, intervals: np.ndarray,
    back: np.ndarray, front: np.ndarray, bar_back: np.ndarray, bar_front: np.ndarray,
) -> None:  # fmt: skip
    """Sums over the frames t - interval to t - 1 of the places heard against those of a step that lasts so long."""
    if t == 0:
        return
    new_beat, new_bar = np.conj(place_beat[t - 1]), np.conj(place_bar[t - 1])
    for k in range(len(intervals)):
        old = t - 1 - intervals[k]
        old_beat = np.conj(place_beat[old]) if old >= 0 else 0j
        along[k] = (along[k] - old_beat) * back[k] + new_beat * front[k]
        old_bar = np.conj(place_bar[old]) if old >= 0 else 0j
        for m in range(len(in_bar)):
            in_bar[m, k] = (in_bar[m, k] - old_bar) * bar_back[m, k] + new_bar * bar_front[m, k]


@njit
def _turn(
    score: np.ndarray, turn_cost: np.ndarray, jump_cost: float, best: int, onward: np.ndarray, turned: np.ndarray
) -> None:  # fmt: skip
    """For every next interval the best that led here: two passes, as in a distance transform."""
    count = len(onward)
    for k in range(count):
        onward[k], turned[k] = score[k], k
    for k in range(1, count):
        other = onward[k - 1] - turn_cost[k - 1]
        if other > onward[k]:
            onward[k], turned[k] = other, turned[k - 1]
    for k in range(count - 2, -1, -1):
        other = onward[k + 1] - turn_cost[k]
        if other > onward[k]:
            onward[k], turned[k] = other, turned[k + 1]
    jumped, first = score[best] - jump_cost, score[count]
    for k in range(count):
        if jumped > onward[k]:
            onward[k], turned[k] = jumped, best if best < count else FIRST
        if first > onward[k]:
            onward[k], turned[k] = first, FIRST


@njit
def _join(
    onward: np.ndarray, barred: np.ndarray, joined: np.ndarray, place_of: np.ndarray, last_of: np.ndarray,
    cut_cost: float, metre_cost: float, any_score: np.ndarray, any_state: np.ndarray,
) -> None:  # fmt: skip
    """What may come before a downbeat: the last beat of a bar, one cut short, or a bar of another metre."""
    states, count = onward.shape
    any_score[:] = NOTHING
    for s in range(states):
        cost = 0.0 if last_of[s] == s else cut_cost
        for k in range(count):
            if onward[s, k] - cost > any_score[k]:
                any_score[k], any_state[k] = onward[s, k] - cost, s
    for s in range(states):
        if place_of[s]:
            continue
        for k in range(count):
            value, before = onward[last_of[s], k], last_of[s]
            if any_score[k] - metre_cost > value:
                value, before = any_score[k] - metre_cost, any_state[k]
            for z in range(s, last_of[s]):
                if onward[z, k] - cut_cost > value:
                    value, before = onward[z, k] - cut_cost, z
            barred[s, k], joined[s, k] = value, before


@njit
def _trace(
    rest_beat: np.ndarray, rest_state: np.ndarray, best_k: np.ndarray, turned: np.ndarray, joined: np.ndarray,
    intervals: np.ndarray, place_of: np.ndarray,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:  # fmt: skip
    """Walk back from the end, through rests."""
    frames, states, led = [], [], []
    last = len(rest_beat) - 1
    t, s = rest_beat[last], np.int64(rest_state[last])
    k = np.int64(best_k[t, s]) if t >= 0 else FIRST
    while t >= 0:
        frames.append(t)
        states.append(s)
        led.append(k)
        if k == FIRST:  # before it there was rest
            if t == 0:
                break
            t, s = rest_beat[t - 1], np.int64(rest_state[t - 1])
            k = np.int64(best_k[t, s]) if t >= 0 else FIRST
            continue
        before = t - intervals[k]
        if before < 0:
            break
        s = np.int64(joined[before, s, k]) if place_of[s] == 0 else s - 1
        k, t = np.int64(turned[before, s, k]), before
    return np.array(frames[::-1], np.int64), np.array(states[::-1], np.int64), np.array(led[::-1], np.int64)
