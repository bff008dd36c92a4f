"""From what is read in music, moment by moment, to marks: peaks that stand out, put on the beat that they belong to."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from vc.marks import SEAT_NAMES, SEATS, Marks, seat_of_name
from vc.music import Rhythm, ScoreMark
from vc.skeleton import POSE_RATE

# Least chances. 46 of 100 entries of simulated music that are shown then are right; accents are hardly read at all,
# and only the surest are believed.
ENTRY, ACCENT = 0.7, 0.9
APART_S = {"entry": 1.5, "accent": 0.3}
ON_BEAT_S = 0.15  # an entry that is so near to a beat begins on it


def marks_from(read: np.ndarray, rhythm: Rhythm, *, least: float = ENTRY) -> Marks:
    """Of (4, T) values of `vc.models.baton.reader.READ` at POSE_RATE. least : chance of an entry that is shown"""
    entry, accent, articulation, side = read
    entries = _peaks(entry, least, APART_S["entry"])
    accents = _peaks(accent, ACCENT, APART_S["accent"])
    seats = np.array([_seat(float(np.arcsin(np.clip(side[at], -1, 1)))) for at in entries], int)
    nothing = np.zeros(0)
    return Marks(
        _on_beats(entries / POSE_RATE, rhythm.beats_s), seats, np.zeros((0, 2)), nothing, accents / POSE_RATE,
        accent[accents], articulation.astype(np.float32),
    )  # fmt: skip


def marks_of_score(written: Sequence[ScoreMark], rhythm: Rhythm) -> Marks:
    """What a followed score says: entries where its parts sit, and fermatas up to the next beat; accents and
    articulation as `rhythm` has them."""
    entries = sorted({(round(mark.time_s, 2), mark.text) for mark in written if mark.kind == "entry"})
    heard = rhythm.marks or Marks.none(rhythm.seconds)
    return replace(
        heard,
        entries_s=_on_beats(np.array([time for time, _ in entries]), rhythm.beats_s),
        seats=np.array([seat_of_name(name) for _, name in entries], int),
        holds_s=_holds(sorted({mark.time_s for mark in written if mark.kind == "fermata"}), rhythm.beats_s),
    )


def _holds(times_s: Sequence[float], beats_s: np.ndarray) -> np.ndarray:
    """(k, 2) from one usual beat after a held note's beginning to the beat that follows it."""
    found = []
    usual = float(np.median(np.diff(beats_s))) if len(beats_s) > 2 else 0.0
    for time in times_s:
        after = beats_s[beats_s > time + 0.5 * usual]
        if usual and len(after) and after[0] - time > 1.3 * usual:
            found.append((time + usual, float(after[0])))
    return np.array(found, float).reshape(-1, 2)


def _peaks(chance: np.ndarray, least: float, apart_s: float) -> np.ndarray:
    from scipy.signal import find_peaks  # a second to import

    return np.asarray(find_peaks(chance, height=least, distance=max(round(apart_s * POSE_RATE), 1))[0])


def _seat(azimuth_rad: float) -> int:
    """Who sits nearest to that direction."""
    return int(np.argmin([abs(SEATS[name][0] - azimuth_rad) for name in SEAT_NAMES]))


def _on_beats(times_s: np.ndarray, beats_s: np.ndarray) -> np.ndarray:
    if not len(beats_s) or not len(times_s):
        return times_s
    nearest = beats_s[np.abs(times_s[:, None] - beats_s[None]).argmin(1)]
    return np.sort(np.where(np.abs(nearest - times_s) < ON_BEAT_S, nearest, times_s))
