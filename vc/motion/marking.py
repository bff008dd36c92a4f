"""From what is read in music, moment by moment, to marks: peaks that stand out, put on the beat that they belong to."""

import numpy as np
from scipy.signal import find_peaks

from vc.marks import SEAT_NAMES, SEATS, Marks
from vc.music import Rhythm
from vc.skeleton import POSE_RATE

ENTRY, ACCENT = 0.5, 0.6  # least chances; chosen on simulated music that is not trained on
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


def _peaks(chance: np.ndarray, least: float, apart_s: float) -> np.ndarray:
    return np.asarray(find_peaks(chance, height=least, distance=max(round(apart_s * POSE_RATE), 1))[0])


def _seat(azimuth_rad: float) -> int:
    """Who sits nearest to that direction."""
    return int(np.argmin([abs(SEATS[name][0] - azimuth_rad) for name in SEAT_NAMES]))


def _on_beats(times_s: np.ndarray, beats_s: np.ndarray) -> np.ndarray:
    if not len(beats_s) or not len(times_s):
        return times_s
    nearest = beats_s[np.abs(times_s[:, None] - beats_s[None]).argmin(1)]
    return np.sort(np.where(np.abs(nearest - times_s) < ON_BEAT_S, nearest, times_s))
