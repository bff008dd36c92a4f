"""Corrections of beats whose answers are known, and hostile ones."""

from functools import partial
from pathlib import Path

import numpy as np
import pytest

from vc.audio.mel import official_mel
from vc.audio.rhythm.annotation import annotated, count_bars, read_annotation, write_annotation
from vc.audio.rhythm.correct import (
    add,
    checked,
    delete,
    double,
    from_taps,
    halve,
    move,
    offset,
    set_downbeat,
    set_metre,
    shift,
)
from vc.audio.rhythm.level import LEVELS, conducted
from vc.audio.rhythm.readings import READINGS
from vc.errors import DatasetError, MusicError
from vc.motion.hearing import find_rhythm, hear
from vc.music import SAMPLE_RATE, Rhythm
from vc.skeleton import pose_count


def rhythm_of(beats_s, *, first=0, metre=4, seconds=30.0):
    """Beats at these seconds; the beat `first` is a downbeat."""
    beats_s = np.asarray(beats_s, float)
    place = (np.arange(len(beats_s)) - first) % metre
    loudness = np.full(pose_count(seconds), 0.5, np.float32)
    return Rhythm(beats_s, place, np.full(len(beats_s), metre), loudness, seconds)


def steady(gap_s=0.5, seconds=30.0, first_s=0.5):
    return np.arange(first_s, seconds - 0.01, gap_s)


@pytest.fixture
def march():
    """Half a minute at 120 beats a minute in fours, the third beat being the first downbeat."""
    return rhythm_of(steady(), first=2)


def clicks(beats_s, seconds):
    """Mel of a sharp tone at each beat, over a whisper of hiss."""
    rng = np.random.default_rng(0)
    samples = 1e-4 * rng.standard_normal(round(seconds * SAMPLE_RATE))
    t = np.arange(SAMPLE_RATE // 8) / SAMPLE_RATE
    click = np.sin(2 * np.pi * 900 * t) * np.exp(-t / 0.03)
    for beat in beats_s:
        start = round(beat * SAMPLE_RATE)
        samples[start : start + len(click)] += click[: len(samples) - start]
    return official_mel(samples.astype(np.float32))


def test_a_downbeat_without_room_is_left_out_when_beats_are_shifted():
    """The bar before it is still counted towards it."""
    moved = shift(rhythm_of([28.0, 28.7, 29.4], first=2, metre=3, seconds=29.6))
    assert moved.beats_s.tolist() == pytest.approx([27.65, 28.35, 29.05])
    assert moved.bar_positions.tolist() == [0, 1, 2]


def test_twice_the_tempo_has_a_beat_between_each_two_and_keeps_the_metre(march):
    twice = double(march)
    assert twice.tempo_bpm == pytest.approx(240)
    assert len(twice.beats_s) == 2 * len(march.beats_s)
    assert twice.beats_s[::2] == pytest.approx(march.beats_s)
    assert set(twice.beats_per_bar) == {4}
    assert twice.bar_positions[:9].tolist() == [0, 1, 2, 3, 0, 1, 2, 3, 0]
    assert twice.loudness is march.loudness


def test_half_the_tempo_keeps_the_downbeats(march):
    half = halve(march)
    assert half.tempo_bpm == pytest.approx(60)
    assert half.beats_s == pytest.approx(march.beats_s[::2])
    assert half.bar_positions[:6].tolist() == [3, 0, 1, 2, 3, 0]
    odd = halve(rhythm_of(steady(), first=1))
    assert odd.beats_s[0] == pytest.approx(1.0), "the first downbeat is kept, not the first beat"


@pytest.mark.parametrize("metre", [2, 3, 4, 6])
def test_half_of_twice_is_what_was(metre):
    was = rhythm_of(steady(), metre=metre)
    again = halve(double(was))
    assert again.beats_s == pytest.approx(was.beats_s)
    assert again.bar_positions.tolist() == was.bar_positions.tolist()
    assert again.beats_per_bar.tolist() == was.beats_per_bar.tolist()


def test_a_break_stays_a_break():
    beats = np.concatenate([steady(0.5, 10), steady(0.5, 30, first_s=20)])
    twice = double(rhythm_of(beats))
    assert not ((twice.beats_s > 10.3) & (twice.beats_s < 20)).any()
    assert len(halve(twice).beats_s) == len(beats)
    assert not ((shift(rhythm_of(beats)).beats_s > 10.3) & (shift(rhythm_of(beats)).beats_s < 19.7)).any()


def test_half_a_beat_later_lies_between_and_takes_the_counting_along(march):
    moved = shift(march)
    assert moved.beats_s == pytest.approx(np.arange(0.25, 29.8, 0.5))
    downbeat = march.downbeats_s[0]
    assert moved.downbeats_s[0] == pytest.approx(downbeat + 0.25)


def test_an_offset_moves_all_and_drops_what_leaves_the_music(march):
    early = offset(rhythm_of(steady(first_s=0.1)), -0.15)
    assert early.beats_s[0] == pytest.approx(0.45)
    assert early.bar_positions[0] == 1
    assert offset(march, 0.2).beats_s == pytest.approx(march.beats_s + 0.2)
    with pytest.raises(MusicError, match="200 ms"):
        offset(march, 0.3)
    with pytest.raises(MusicError, match="finite"):
        offset(march, float("nan"))


@pytest.mark.parametrize("metre", [2, 3, 6])
def test_another_metre_is_counted_from_the_first_downbeat(march, metre):
    counted = set_metre(march, metre)
    assert set(counted.beats_per_bar) == {metre}
    assert counted.bar_positions[2] == 0
    assert (np.diff(np.flatnonzero(counted.bar_positions == 0)) == metre).all()


@pytest.mark.parametrize("metre", [0, 5, 7, -1, True, 10**9])
def test_a_metre_without_a_pattern_is_refused(march, metre):
    with pytest.raises(MusicError, match="2, 3, 4, 6"):
        set_metre(march, metre)


def test_this_beat_is_one(march):
    counted = set_downbeat(march, 9)
    assert counted.bar_positions[9] == 0
    assert counted.bar_positions[:6].tolist() == [3, 0, 1, 2, 3, 0]
    assert (np.diff(np.flatnonzero(counted.bar_positions == 0)) == 4).all()


def test_one_is_said_for_its_own_run_only():
    was = rhythm_of(np.concatenate([steady(0.5, 10), steady(0.5, 30, first_s=20)]))
    run = int(np.searchsorted(was.beats_s, 20))
    counted = set_downbeat(was, run + 1)
    assert counted.bar_positions[:run].tolist() == was.bar_positions[:run].tolist()
    assert counted.bar_positions[run : run + 3].tolist() == [3, 0, 1]


def test_a_beat_added_or_deleted_is_counted_on_from(march):
    missing = delete(march, 10)
    assert len(missing.beats_s) == len(march.beats_s) - 1
    assert missing.bar_positions[8:14].tolist() == [2, 3, 0, 1, 2, 3]
    back = add(missing, float(march.beats_s[10]))
    assert back.beats_s == pytest.approx(march.beats_s)
    assert back.bar_positions.tolist() == march.bar_positions.tolist()
    assert add(march, 0.1).bar_positions[:3].tolist() == [1, 2, 3]


def test_beats_can_be_put_where_none_were_found():
    none = rhythm_of([])
    assert add(add(none, 3.0), 4.0).bar_positions.tolist() == [0, 1]
    with pytest.raises(MusicError, match="no beats yet"):
        double(none)


def test_a_beat_moves_between_its_neighbours(march):
    assert move(march, 4, 2.6).beats_s[3:6].tolist() == pytest.approx([2.0, 2.6, 3.0])
    with pytest.raises(MusicError, match="order"):
        move(march, 4, 3.1)
    with pytest.raises(MusicError, match=r"lies outside the music, which lasts 30\.00 s"):
        move(march, len(march.beats_s) - 1, 31)


@pytest.mark.parametrize("index", [-1, 59, 0.5, 1e300, float("nan"), None, "x", [1]])
def test_a_beat_that_is_not_there_is_refused(march, index):
    with pytest.raises(MusicError):
        set_downbeat(march, index)


def test_corrections_leave_the_rhythm_that_they_were_given(march):
    kept = [march.beats_s.copy(), march.bar_positions.copy(), march.beats_per_bar.copy()]
    for change in (double, halve, shift, lambda r: set_metre(r, 3), lambda r: set_downbeat(r, 5), lambda r: add(r, 1.2),
                   lambda r: delete(r, 3), lambda r: move(r, 3, 2.1), lambda r: offset(r, 0.1)):  # fmt: skip
        change(march)
    for was, now in zip(kept, (march.beats_s, march.bar_positions, march.beats_per_bar), strict=True):
        assert (was == now).all()


def test_so_quick_that_nobody_could_beat_it_is_refused():
    with pytest.raises(MusicError, match="more than can be conducted"):
        double(rhythm_of(steady(0.25)))


# Taps: a tempo that breathes, fingers that are 30 ms off, one slip and one miss.


def breathing(seconds=40.0):
    """Beats at 90 a minute, faster and slower by an eighth over 13 s."""
    t = np.arange(0, seconds, 0.001)
    counted = np.cumsum(1.5 * (1 + 0.12 * np.sin(2 * np.pi * t / 13)) * 0.001)
    return np.interp(np.arange(1, int(counted[-1])), counted, t)


def tapped(beats_s, noise_s=0.03, late_s=0.0):
    rng = np.random.default_rng(3)
    taps = beats_s + late_s + noise_s * rng.standard_normal(len(beats_s))
    taps = np.delete(taps, 7)
    return np.sort(np.append(taps, taps[12] + 0.17))


def test_tapped_beats_are_smoother_than_the_fingers():
    beats = breathing()
    found = from_taps(rhythm_of([], seconds=40), tapped(beats))
    assert len(found.beats_s) == pytest.approx(len(beats), abs=2)
    error = np.abs(found.beats_s[:, None] - beats).min(1)
    assert np.median(error) < 0.02
    assert error[1:-1].max() < 0.07
    assert found.bar_positions[np.abs(found.beats_s - beats[0]).argmin()] == 0, "the first tap is one"


def test_taps_meet_the_notes_when_the_music_is_known_and_lateness_is_forgiven():
    beats = breathing()
    mel = clicks(beats, 40)
    found = from_taps(find_rhythm(mel), tapped(beats[8:40], late_s=0.08), (mel, hear(mel)))
    assert len(found.beats_s) == pytest.approx(len(beats), abs=1)
    error = np.abs(found.beats_s[:, None] - beats).min(1)
    assert np.median(error) < 0.012
    assert error.max() < 0.05


def test_a_few_taps_set_the_level_of_the_whole_piece():
    quavers = steady(0.25, 30)
    mel = clicks(quavers, 30)
    for every in (2, 4):
        beats = quavers[1::every]
        found = from_taps(find_rhythm(mel), beats[10:18] + 0.02, (mel, hear(mel)))
        assert found.tempo_bpm == pytest.approx(240 / every, rel=0.01)
        assert np.abs(found.beats_s[:, None] - beats).min(1).max() < 0.03, "also the phase is the tapped one"
        assert len(found.beats_s) == pytest.approx(len(beats), abs=1)


def test_without_the_music_the_tempo_goes_on_evenly():
    found = from_taps(rhythm_of([]), [10, 10.6, 11.2, 11.8, 12.4])
    assert found.beats_s == pytest.approx(np.arange(0.4, 30, 0.6), abs=1e-6)


def test_downbeats_that_fit_the_taps_stay(march):
    found = from_taps(march, march.beats_s[5:20])
    assert found.downbeats_s[0] == pytest.approx(march.downbeats_s[0])
    assert set(found.beats_per_bar) == {4}
    waltz = from_taps(set_metre(march, 3), march.beats_s[5:20])
    assert set(waltz.beats_per_bar) == {3}


@pytest.mark.parametrize(
    ("taps", "message"),
    [
        ([1, 2, 3], "too few"),
        ([1, 1.01, 1.02, 1.03, 1.04], "too few"),
        ([1, 2, 3, float("inf")], "finite"),
        ([1, 2, 3, 31], "outside the music"),
        ([-1, 2, 3, 4], "outside the music"),
        ([1, 2, 3, None], "finite|numbers"),
        ([[1, 2], [3, 4]], "finite"),
        (["a", 2, 3, 4], "numbers"),
        (list(range(1000)), "room for"),
    ],
)
def test_taps_that_cannot_be_are_refused(march, taps, message):
    with pytest.raises(MusicError, match=message):
        from_taps(march, taps)


@pytest.mark.parametrize(
    ("beats", "places", "metres", "message"),
    [
        ([1, 2], [0], [4, 4], "each with both"),
        ([0.01 * i for i in range(999)], [0] * 999, [4] * 999, "room for"),
        ([2, 1], [0, 1], [4, 4], "order"),
        ([1, 1.1], [0, 1], [4, 4], "nearer than"),
        ([1, float("nan")], [0, 1], [4, 4], "finite"),
        ([1, 30], [0, 1], [4, 4], "outside"),
        ([1, 2], [0, 4], [4, 4], "place"),
        ([1, 2], [0, 0.5], [4, 4], "whole"),
        ([1, 2], [0, 1], [4, 99], "1 to 12"),
        ([1, 10**400], [0, 1], [4, 4], "numbers"),
    ],
)
def test_beats_from_a_stranger_are_checked(march, beats, places, metres, message):
    with pytest.raises(MusicError, match=message):
        checked(march, beats, places, metres)


def test_beats_from_a_stranger_that_are_sound_are_taken(march):
    taken = checked(march, [1, 2, 3], [2, 0, 1], [3, 3, 3])
    assert taken.beats_s.tolist() == [1, 2, 3]
    assert taken.bar_positions.tolist() == [2, 0, 1]
    assert taken.loudness is march.loudness


# Beats in a file.


def test_beats_written_are_the_beats_read(tmp_path, march):
    path = write_annotation(tmp_path / "march.beats.tsv", march, start_s=60)
    again = annotated(rhythm_of([]), path, start_s=60)
    assert again.beats_s == pytest.approx(march.beats_s, abs=0.001)
    assert again.bar_positions.tolist() == march.bar_positions.tolist()
    assert again.beats_per_bar.tolist() == march.beats_per_bar.tolist()
    assert annotated(rhythm_of([]), path, start_s=70.2).beats_s[0] == pytest.approx(0.3, abs=0.001)


def test_bars_are_counted_from_the_downbeats():
    place, metre = count_bars(np.array([0, 1, 0, 0, 1, 0, 1, 0, 0], bool))
    assert place.tolist() == [2, 0, 1, 2, 0, 1, 0, 1, 2]
    assert metre.tolist() == [3, 3, 3, 3, 2, 2, 3, 3, 3]
    assert count_bars(np.zeros(5, bool))[0].tolist() == [0, 1, 2, 3, 0]


def test_beats_of_other_music_are_refused(tmp_path, march):
    path = write_annotation(tmp_path / "march.beats.tsv", march)
    with pytest.raises(MusicError, match=r"march\.beats\.tsv holds no beat from 100\.0 s to 130\.0 s"):
        annotated(march, path, start_s=100)


@pytest.mark.parametrize("text", ["", "only words", "1\t1\n1\t0", "1\t1\nnan\t0", "2 1\n1 0"])
def test_a_file_that_is_no_table_of_beats_is_refused_by_name(tmp_path: Path, text):
    (tmp_path / "bad.beats.tsv").write_text(text)
    with pytest.raises(DatasetError, match=r"bad\.beats\.tsv"):
        read_annotation(tmp_path / "bad.beats.tsv")


def odd_rhythms(count):
    """Few beats, uneven, with rests, in any metre, the first anywhere in its bar, in music of any length."""
    rng = np.random.default_rng(0)
    for _ in range(count):
        seconds, metre = float(rng.uniform(0.2, 30)), int(rng.integers(1, 10))
        beats = np.sort(rng.uniform(0, seconds, rng.integers(1, 14)))
        beats[len(beats) // 2 :] += rng.choice([0.0, 15.0])
        beats = beats[(np.diff(beats, prepend=-1.0) > 0.16) & (beats < seconds)]
        if len(beats):
            yield rhythm_of(beats, first=int(rng.integers(0, metre)), metre=metre, seconds=seconds)


@pytest.mark.parametrize("change", [*READINGS.values(), *(partial(conducted, level=level) for level in LEVELS)])
def test_any_beats_can_be_read_otherwise(change):
    for rhythm in odd_rhythms(400):
        try:
            read = change(rhythm)
        except MusicError:
            continue  # too fast to be beaten
        assert len(read.beats_s) == len(read.bar_positions) == len(read.beats_per_bar)
        assert (np.diff(read.beats_s) > 0).all()
        assert ((read.bar_positions >= 0) & (read.bar_positions < read.beats_per_bar)).all()
