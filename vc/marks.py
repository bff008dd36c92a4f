"""What a score tells its conductor beside beats and bars: who enters, where time is held, what is cut off, how.

Seats are those of an orchestra as most halls have it (violins to the conductor's left, basses to the right, winds
behind the strings): Meyer, Acoustics and the Performance of Music (2009), the American seating.
"""

from dataclasses import dataclass, replace

import numpy as np

from vc.skeleton import POSE_RATE, pose_count

# Where players sit, seen from the podium: radians to the conductor's left, and how far back, 0 first desks to 1.
SEATS: dict[str, tuple[float, float]] = {
    "first violins": (0.95, 0.1), "second violins": (0.45, 0.2), "violas": (-0.35, 0.2), "cellos": (-0.75, 0.1),
    "basses": (-1.05, 0.4), "woodwinds": (0.05, 0.6), "horns": (0.40, 0.8), "brass": (-0.30, 0.9),
    "percussion": (0.15, 1.0), "harp and keyboards": (0.75, 0.7), "choir": (0.0, 1.0), "soloist": (0.60, 0.0),
}  # fmt: skip
SEAT_NAMES = tuple(SEATS)
USUAL_ARTICULATION = 0.4


def seat(name: str) -> int:
    """Its number in `Marks.seats`."""
    return SEAT_NAMES.index(name)


# Words in names of parts, as English, German, French and Italian scores print them; the first match counts.
_NAMED: tuple[tuple[str, str], ...] = (
    ("basses", "contrab|kontrab|contreb|double bass"), ("cellos", "cell"), ("violas", "viola|bratsch"),
    ("first violins", "violin|violon|geige"),
    ("woodwinds", "flut|flaut|flöt|piccol|obo|hautb|clar|klar|fag|bassoon|english horn|corno ing|sax"),
    ("horns", "corn|horn|cor "), ("brass", "trump|tromp|tromb|posaun|tuba"),
    ("percussion", "timp|pauk|drum|perc|cymb|trian"), ("harp and keyboards", "harp|harf|piano|organ|celest"),
    ("choir", "sopran|alt|tenor|bass|chor"), ("soloist", "voice|solo"),
)  # fmt: skip


def seat_of_name(name: str) -> int:
    """Where a part sits whose name a score prints; straight ahead, with the winds, where the name tells nothing."""
    low = name.lower()
    found = next((place for place, words in _NAMED if any(word in low for word in words.split("|"))), "woodwinds")
    if found == "first violins" and {"2", "ii", "ii."} & set(low.replace(".", " ").split()):
        found = "second violins"
    return seat(found)


def azimuth(seats: np.ndarray) -> np.ndarray:
    """Radians to the conductor's left of seats by their numbers."""
    return np.array([SEATS[SEAT_NAMES[int(number)]][0] for number in seats], float)


@dataclass(frozen=True)
class Marks:
    """Times in seconds, rising.

    entries_s, seats : (n,) when players begin who were silent for long, and the number of their seat
    holds_s : (k, 2) from when to when a fermata keeps time from going on
    cutoffs_s : (c,) when all sound ends at once
    accents_s, accents : (m,) accents, and their weight, 0 to 1 for a sforzato
    articulation : (T,) 0 legato to 1 staccato at POSE_RATE
    """

    entries_s: np.ndarray
    seats: np.ndarray
    holds_s: np.ndarray
    cutoffs_s: np.ndarray
    accents_s: np.ndarray
    accents: np.ndarray
    articulation: np.ndarray

    @classmethod
    def none(cls, seconds: float) -> "Marks":
        """Of music that is marked with nothing."""
        nothing = np.zeros(0)
        usual = np.full(pose_count(seconds), USUAL_ARTICULATION, np.float32)
        return cls(nothing, nothing.astype(int), np.zeros((0, 2)), nothing, nothing, nothing, usual)

    def part(self, start_s: float, end_s: float) -> "Marks":
        """Those of a part of the music, counted from its beginning."""
        entered, accented, held, cut = (
            (times >= start_s) & (times < end_s)
            for times in (self.entries_s, self.accents_s, self.holds_s[:, 0], self.cutoffs_s)
        )
        first = round(start_s * POSE_RATE)
        return Marks(
            self.entries_s[entered] - start_s, self.seats[entered], self.holds_s[held] - start_s,
            self.cutoffs_s[cut] - start_s, self.accents_s[accented] - start_s, self.accents[accented],
            self.articulation[first : first + pose_count(end_s - start_s)],
        )  # fmt: skip

    def faster(self, tempo: float, poses: int) -> "Marks":
        """The same `tempo` times as fast, over so many poses."""
        times = np.arange(poses) / POSE_RATE * tempo
        old = np.arange(len(self.articulation)) / POSE_RATE
        level = np.interp(times, old, self.articulation) if len(old) else np.full(poses, USUAL_ARTICULATION)
        return replace(
            self, entries_s=self.entries_s / tempo, holds_s=self.holds_s / tempo, cutoffs_s=self.cutoffs_s / tempo,
            accents_s=self.accents_s / tempo, articulation=level.astype(np.float32),
        )  # fmt: skip
