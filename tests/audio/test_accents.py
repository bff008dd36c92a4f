"""Bars of sounds whose bars the ear cannot tell."""

import numpy as np
import pytest

from vc.audio.rhythm.accents import accented_bars, harmonic_bars, knows_bars
from vc.music import Mel, bare_chances

SECONDS = 30


def beaten(beats_s, *, every=None, first=0, bands=slice(0, 128)):
    """Strokes of which each `every`-th from `first` on is louder in `bands`."""
    values = np.full((90 * SECONDS, 128), 0.1, np.float32)
    rng = np.random.default_rng(0)
    for number, beat in enumerate(beats_s):
        stroke = values[round(90 * beat) :][:6]
        stroke[:] = 0.5 + 0.01 * rng.standard_normal()
        if every and number % every == first:
            stroke[:, bands] += 0.1
    return Mel(values, float(SECONDS))


BEATS = np.arange(0.3, 29, 0.5)


@pytest.mark.parametrize("bands", [slice(0, 128), slice(100, 120), slice(10, 30)])
@pytest.mark.parametrize(("every", "first"), [(2, 1), (3, 0), (4, 3), (5, 2), (6, 0), (7, 4)])
def test_what_is_louder_begins_the_bar(every, first, bands):
    place, metre = accented_bars(beaten(BEATS, every=every, first=first, bands=bands), BEATS)
    assert (metre == every).all()
    assert (np.flatnonzero(place == 0) % every == first).all()
    assert ((np.diff(place) == 1) | (place[1:] == 0)).all()


def test_beats_that_are_alike_make_bars_of_four_from_the_first_on():
    place, metre = accented_bars(beaten(BEATS), BEATS)
    assert (metre == 4).all()
    assert place[:6].tolist() == [0, 1, 2, 3, 0, 1]


def test_a_metre_that_is_known_is_kept():
    place, metre = accented_bars(beaten(BEATS, every=3, first=1), BEATS, metre=3)
    assert (metre == 3).all()
    assert place[1] == 0
    assert (accented_bars(beaten(BEATS), BEATS, metre=1)[0] == 0).all()


def test_few_beats_and_silence_are_no_accents():
    for beats in (BEATS[:0], BEATS[:1], BEATS[:4]):
        assert (accented_bars(beaten(beats, every=2), beats)[1] == 4).all()
    silent = Mel(np.zeros((900, 128), np.float32), 10.0)
    assert (accented_bars(silent, np.arange(1, 9.0))[1] == 4).all()


def test_an_ear_that_never_tells_places_is_believed_by_its_downbeats():
    chances = bare_chances(np.zeros((2, 900)))
    assert knows_bars(chances, BEATS)
    chances.in_bar[:] = 0.05
    assert not knows_bars(chances, BEATS)
    chances.in_bar[:] = 0.5j
    assert knows_bars(chances, BEATS)


def newness(every, first, elsewhere=0.3):
    """(T,) new tones on each `every`-th beat from `first` on, a little late; `elsewhere` on the others."""
    curve = np.zeros(90 * SECONDS)
    curve[np.round(90 * BEATS).astype(int) + 2] = elsewhere + 0.02 * np.random.default_rng(0).standard_normal(
        len(BEATS)
    )
    curve[np.round(90 * BEATS[first::every]).astype(int) + 2] = 1
    return curve


@pytest.mark.parametrize(("every", "first"), [(2, 1), (3, 0), (4, 3), (5, 2), (7, 4)])
def test_harmony_that_changes_on_one_beat_alone_makes_the_bars(every, first):
    place, metre = harmonic_bars(newness(every, first), BEATS)
    assert (metre == every).all()
    assert (np.flatnonzero(place == 0) % every == first).all()


def test_harmony_that_changes_nowhere_or_everywhere_makes_no_bars():
    assert harmonic_bars(newness(4, 0, elsewhere=0.8), BEATS) is None  # a metronome's two sounds are new to each other
    assert harmonic_bars(newness(1000, 0), BEATS) is None
    assert harmonic_bars(newness(4, 0), BEATS[:6]) is None
    assert harmonic_bars(np.zeros(90 * SECONDS), BEATS) is None
