"""Which beats a conductor beats."""

import numpy as np
import pytest

from vc.audio.rhythm.level import LEVELS, conducted
from vc.errors import MusicError
from vc.music import Rhythm


def steady(bpm, metre, seconds=60.0, first=0):
    beats = np.arange(0.5, seconds - 0.5, 60 / bpm)
    place = (np.arange(len(beats)) + first) % metre
    return Rhythm(beats, place, np.full(len(beats), metre), np.zeros(int(30 * seconds), np.float32), seconds)


@pytest.mark.parametrize(
    ("bpm", "metre", "given_bpm", "given_metre"),
    [
        (100, 4, 100, 4),  # as it is heard
        (180, 3, 180, 3),
        (270, 3, 90, 1),  # a scherzo, in one
        (220, 4, 110, 2),  # alla breve
        (220, 2, 110, 1),
        (240, 6, 80, 2),
        (36, 3, 72, 6),  # an adagio, in quavers
        (30, 4, 60, 8),
        (60, 5, 60, 5),
    ],
)
def test_the_tempo_decides_what_is_beaten(bpm, metre, given_bpm, given_metre):
    rhythm = steady(bpm, metre)
    given = conducted(rhythm)
    assert given.tempo_bpm == pytest.approx(given_bpm, rel=0.01)
    assert set(given.beats_per_bar) == {given_metre}
    kept = given.downbeats_s
    assert kept == pytest.approx(rhythm.downbeats_s), "bars stay where they are"
    assert ((np.diff(given.bar_positions) % given_metre) == 1 % given_metre).all()


def test_a_level_can_be_chosen():
    rhythm = steady(100, 4)
    assert conducted(rhythm, "beat") is rhythm
    assert conducted(rhythm, "bar").beats_s == pytest.approx(rhythm.downbeats_s)
    assert conducted(rhythm, "half").tempo_bpm == pytest.approx(50)
    double = conducted(rhythm, "double")
    assert double.tempo_bpm == pytest.approx(200)
    assert set(double.beats_per_bar) == {8}


def test_an_upbeat_before_a_bar_in_one_is_not_beaten():
    rhythm = steady(270, 3, first=2)
    assert conducted(rhythm).beats_s[0] == pytest.approx(rhythm.beats_s[1])


def test_no_beat_is_put_into_a_rest():
    rhythm = steady(40, 4)
    gap = (rhythm.beats_s > 20) & (rhythm.beats_s < 30)
    resting = Rhythm(
        rhythm.beats_s[~gap], rhythm.bar_positions[~gap], rhythm.beats_per_bar[~gap], rhythm.loudness, 60.0
    )
    given = conducted(resting).beats_s
    last_before, first_after = resting.beats_s[resting.beats_s < 25][-1], resting.beats_s[resting.beats_s > 25][0]
    assert not ((given > last_before + 1e-6) & (given < first_after - 1e-6)).any()


@pytest.mark.parametrize("level", LEVELS)
def test_nothing_and_one_beat_are_no_error(level):
    for count in (0, 1):
        few = Rhythm(np.arange(count) + 1.0, np.zeros(count, int), np.full(count, 4), np.zeros(90, np.float32), 3.0)
        assert len(conducted(few, level).beats_s) == count


def test_an_unknown_level_is_refused():
    with pytest.raises(MusicError, match="beat, bar, half, double, auto"):
        conducted(steady(100, 4), "twice")
