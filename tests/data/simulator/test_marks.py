"""Marks of performances whose notes are known."""

from dataclasses import replace

import numpy as np
import pytest

from vc.data.simulator.marks import marks_of, seat_of
from vc.data.simulator.orchestra import Part
from vc.data.simulator.performer import play
from vc.data.simulator.playing import Manner
from vc.data.simulator.score import Hold, Note, Voice
from vc.marks import SEAT_NAMES, Marks


def perform(score):
    return play(score, Manner(), np.random.default_rng(0))


@pytest.fixture
def duet(make_score):
    """A viola that plays throughout, and a flute that is silent for three bars."""
    score = make_score(4, 4, bars=8, qpm=60)
    notes = [Note(float(q), 1.0, 50, 1) for q in range(32)]
    notes += [Note(float(q), 1.0, 74, 0) for q in (*range(4), *range(16, 32))]
    voices = (Voice("flute", 73), Voice("viola", 41))
    return replace(score, notes=tuple(sorted(notes, key=lambda n: n.start_q)), voices=voices)


PARTS = [Part(0, 73), Part(1, 41)]


def test_a_voice_enters_after_a_long_rest_and_not_with_all(duet):
    marks = marks_of(perform(duet), PARTS, 0.0, 40.0)
    assert marks.entries_s == pytest.approx([16.0], abs=0.05)
    assert [SEAT_NAMES[one] for one in marks.seats] == ["woodwinds"]


def test_times_are_those_of_the_part_that_is_recorded(duet):
    marks = marks_of(perform(duet), PARTS, 10.0, 20.0)
    assert marks.entries_s == pytest.approx([6.0], abs=0.05)
    assert len(marks.articulation) == 600


def test_a_fermata_is_a_hold_and_a_pause_a_cut_off(duet):
    held = marks_of(perform(replace(duet, holds=(Hold(8.0, 2.0),))), PARTS, 0.0, 45.0)
    assert held.holds_s == pytest.approx(np.array([[8.0, 10.0]]), abs=0.05)
    silent = marks_of(perform(replace(duet, holds=(Hold(8.0, 2.0, silent=True),))), PARTS, 0.0, 45.0)
    assert len(silent.holds_s) == 0
    assert silent.cutoffs_s[0] == pytest.approx(7.95, abs=0.1)
    assert len(silent.cutoffs_s) == 2  # and the end


def test_accents_and_articulation_are_as_written(duet):
    notes = [replace(n, articulation="staccato", emphasis=0.9 if n.start_q == 20 else 0.0) for n in duet.notes]
    marks = marks_of(perform(replace(duet, notes=tuple(notes))), PARTS, 0.0, 40.0)
    assert marks.accents_s == pytest.approx([20.0], abs=0.05)
    assert marks.articulation[300:600].min() > 0.75


def test_strings_sit_by_their_height():
    assert SEAT_NAMES[seat_of(Part(0, 48), 0.0)] == "first violins"
    assert SEAT_NAMES[seat_of(Part(0, 48), 1.0)] == "basses"
    assert SEAT_NAMES[seat_of(Part(0, 0, percussion=True), 0.5)] == "percussion"


def test_marks_move_with_the_tempo():
    marks = replace(Marks.none(10.0), entries_s=np.array([4.0]), seats=np.array([0]), holds_s=np.array([[2.0, 3.0]]))
    quick = marks.faster(2.0, 150)
    assert (quick.entries_s[0], quick.holds_s.tolist(), len(quick.articulation)) == (2.0, [[1.0, 1.5]], 150)
