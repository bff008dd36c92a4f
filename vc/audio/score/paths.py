"""Cheapest paths through a recording and a score, compiled."""

import numpy as np

from vc.compiled import njit

DIAGONAL, STAY, SKIP, JUMP, CUT, BEGIN = range(6)
END_COST = 3.0  # of the music being over before the recording is; set by hand, with the costs of `reading`


@njit
def jump_path(  # type: ignore[no-untyped-def]
    audio, score, audio_cost, score_cost, sources, targets, jump_cost, bars, cut_cost, begin_cost, noise_cost,
    stay_cost, skip_share, skip_cost,
):  # fmt: skip
    """Dynamic time warping of all of a recording with parts of a score, which may be read with jumps.

    audio (n, d), score (m, d) : features; the cost of a pair is audio_cost[i] + score_cost[j] - their product
    sources, targets (k,) : frames of the score between which jumps cost `jump_cost`; bars (b,) : frames from and to
        which any other jump costs `cut_cost`
    begin_cost (m,) : of beginning there; noise_cost (n,) : of a frame that is no music, before it and after
    stay_cost : of staying at a frame of the score; skip_share, skip_cost : of its cost, and beyond it, of passing one

    Returns ((n,) int32 frames of the score, -1 before and -2 after the music; the cost of it all).
    Source: JumpDTW (Fremerey, Müller and Clausen 2010).
    """
    n, m, d = len(audio), len(score), audio.shape[1]
    step = np.zeros((n, m), np.uint8)
    jump_from = np.full((n, len(targets)), -1, np.int32)
    cut_from = np.zeros(n, np.int32)
    old = np.full(m, np.inf, np.float32)
    new = np.empty(m, np.float32)
    after = np.inf
    after_from = np.full(n, -1, np.int32)  # -1: it was over already
    is_bar = np.zeros(m, np.bool_)
    for b in bars:
        is_bar[b] = True
    target_of = np.full(m, -1, np.int32)
    for k in range(len(targets)):
        target_of[targets[k]] = k
    before = 0.0  # cost of all frames so far as noise
    for i in range(n):
        best_end, end_at = np.inf, 0
        if i > 0:
            for b in bars:
                if b > 0 and old[b - 1] < best_end:
                    best_end, end_at = old[b - 1], b - 1
        cut_from[i] = end_at
        over = after
        over_from = -1
        if i > 0:
            for j in range(m):
                if old[j] + END_COST < over:
                    over, over_from = old[j] + END_COST, j
        after_from[i] = over_from
        after = over + noise_cost[i] if i > 0 else np.inf
        left = np.inf
        for j in range(m):
            c = audio_cost[i] + score_cost[j]
            for x in range(d):
                c -= audio[i, x] * score[j, x]
            c = max(c, 0.0)
            best = before + begin_cost[j] + c
            how = BEGIN
            if i > 0:
                if j > 0 and old[j - 1] + c < best:
                    best, how = old[j - 1] + c, DIAGONAL
                if old[j] + c + stay_cost < best:
                    best, how = old[j] + c + stay_cost, STAY
                if left + skip_share * c + skip_cost < best:
                    best, how = left + skip_share * c + skip_cost, SKIP
                if is_bar[j] and best_end + cut_cost + c < best:
                    best, how = best_end + cut_cost + c, CUT
                if target_of[j] >= 0:
                    for k in range(len(targets)):
                        if targets[k] == j and sources[k] > 0 and old[sources[k] - 1] + jump_cost + c < best:
                            best, how = old[sources[k] - 1] + jump_cost + c, JUMP
                            jump_from[i, target_of[j]] = sources[k] - 1
            new[j] = best
            step[i, j] = how
            left = best
        before += noise_cost[i]
        old, new = new, old
    path = np.full(n, -2, np.int32)
    j = int(np.argmin(old))
    total = old[j]
    i = n - 1
    if after < total:
        total = after
        while after_from[i] < 0 and i > 0:
            i -= 1
        j = after_from[i]
        i -= 1
    while i >= 0:
        path[i] = j
        how = step[i, j]
        while how == SKIP:
            j -= 1
            how = step[i, j]
        if how == BEGIN:
            path[:i] = -1
            break
        i -= 1
        if how == DIAGONAL:
            j -= 1
        elif how == JUMP:
            j = jump_from[i + 1, target_of[j]]
        elif how == CUT:
            j = cut_from[i + 1]
    return path, total


@njit
def place_events(strength, gap, expected, stiffness, slack):  # type: ignore[no-untyped-def]
    """The time of each event of a score near the time that is known roughly: as strong as can be, and as even.

    strength (events, 2K+1) : what speaks for each event beginning so many frames from its centre, -K to K
    gap (events,) : frames from the centre of the event before to that of each
    expected (events,) : frames from one to the next at the tempo around
    stiffness, slack : a gap of x frames where g are expected costs stiffness * log((x + slack) / (g + slack))^2

    Returns (events,) int32 offsets in frames, -K to K. No event comes before the one before it.
    """
    n, width = strength.shape
    total = strength[0].copy()
    back = np.zeros((n, width), np.int16)
    fresh = np.empty(width, np.float64)
    cost = np.empty(2 * width, np.float64)
    for e in range(1, n):
        for x in range(2 * width - 1):  # of each change of offset
            length = gap[e] + x - (width - 1)
            cost[x] = np.inf if length < 0 else stiffness * np.log((length + slack) / (expected[e] + slack)) ** 2
        for k in range(width):
            best, at = -1e30, 0
            for b in range(width):
                value = total[b] - cost[k - b + width - 1]
                if value > best:
                    best, at = value, b
            fresh[k] = best + strength[e, k]
            back[e, k] = at
        total[:] = fresh
    found = np.empty(n, np.int32)
    k = int(np.argmax(total))
    for e in range(n - 1, -1, -1):
        found[e] = k - width // 2
        k = back[e, k]
    return found
