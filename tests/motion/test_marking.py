"""Marks from what is read in music, and from a score that was followed."""

from dataclasses import replace

import numpy as np
import pytest

from vc.marks import SEAT_NAMES, Marks, seat_of_name
from vc.motion.marking import marks_from, marks_of_score
from vc.music import Rhythm, ScoreMark


@pytest.fixture
def rhythm() -> Rhythm:
    beats = np.arange(1.0, 19.0, 0.5)
    count = np.arange(len(beats))
    return Rhythm(beats, count % 4, np.full(len(beats), 4), np.full(600, 0.5, np.float32), 20.0)


def test_a_peak_is_an_entry_on_the_beat_that_it_is_near(rhythm):
    read = np.zeros((4, 600))
    times = np.arange(600) / 30
    read[0] = 0.9 * np.exp(-0.5 * ((times - 6.07) / 0.1) ** 2) + 0.3 * np.exp(-0.5 * ((times - 12.0) / 0.1) ** 2)
    read[3] = np.sin(-0.75)
    marks = marks_from(read, rhythm)
    assert marks.entries_s.tolist() == [6.0]  # the weaker peak is none
    assert [SEAT_NAMES[seat] for seat in marks.seats] == ["cellos"]
    assert len(marks.articulation) == 600


def test_a_score_s_entries_and_fermatas_take_the_place_of_what_is_read(rhythm):
    beats = np.where(rhythm.beats_s > 8.2, rhythm.beats_s + 1.5, rhythm.beats_s)
    held = replace(rhythm, beats_s=beats)
    written = (ScoreMark(5.02, "entry", "Violoncello"), ScoreMark(8.0, "fermata", ""), ScoreMark(3.0, "dynamics", "p"))
    read = replace(Marks.none(20.0), accents_s=np.array([4.0]), accents=np.array([1.0]))
    marks = marks_of_score(written, replace(held, marks=read))
    assert marks.entries_s.tolist() == [5.0]
    assert SEAT_NAMES[marks.seats[0]] == "cellos"
    np.testing.assert_allclose(marks.holds_s, [[8.5, 10.0]])
    assert marks.accents_s.tolist() == [4.0]


@pytest.mark.parametrize(
    ("name", "place"),
    [("Violin I", "first violins"), ("Violino II.", "second violins"), ("Contrabassi", "basses"), ("Cor I", "horns"),
     ("Bassoon", "woodwinds"), ("Timpani", "percussion"), ("part 3", "woodwinds"), ("Bratschen", "violas")],
)  # fmt: skip
def test_parts_sit_where_their_names_say(name, place):
    assert SEAT_NAMES[seat_of_name(name)] == place
