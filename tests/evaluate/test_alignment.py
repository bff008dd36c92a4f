"""Beat alignment: 1 on the beat, what chance gives elsewhere, and the two averages told apart."""

import numpy as np
import pytest

from vc.evaluate.alignment import measure_alignment
from vc.skeleton import JOINT_COUNT, Joint, Motion

RATE, SECONDS = 30, 60


def _beating(times_s):
    """The right wrist is lowest at each of the times."""
    t = np.arange(RATE * SECONDS) / RATE
    phase = np.interp(t, times_s, np.arange(len(times_s)))
    points = np.full((len(t), JOINT_COUNT, 2), 0.5, np.float32)
    points[:, Joint.RIGHT_WRIST, 1] += 0.05 * np.cos(2 * np.pi * phase)
    return Motion(points)


def _living(seed, step=0.6):
    rng = np.random.default_rng(seed)
    return np.cumsum(step * np.exp(rng.normal(0, 0.12, 200)))


BEATS = _living(0)
BEATS = BEATS[BEATS < SECONDS - 1]


def test_on_the_beat_both_are_near_one_and_far_above_chance():
    found = measure_alignment(_beating(BEATS), BEATS)
    assert found.bas > 0.97
    assert found.bc > 0.97
    assert found.bas_above_chance > 0.35
    assert found.bc_above_chance > 0.35
    assert found.motion_beats_per_beat == pytest.approx(1, abs=0.06)


def test_other_music_scores_what_chance_gives():
    found = [measure_alignment(_beating(_living(seed)), BEATS) for seed in range(1, 9)]
    assert abs(np.mean([one.bas_above_chance for one in found])) < 0.05
    assert abs(np.mean([one.bc_above_chance for one in found])) < 0.05
    assert 0.2 < np.mean([one.bas for one in found]) < 0.6  # chance alone


def test_twice_as_many_motion_beats_please_one_average_and_not_the_other():
    doubled = np.sort(np.concatenate([BEATS, 0.5 * (BEATS[1:] + BEATS[:-1])]))
    found = measure_alignment(_beating(doubled), BEATS)
    assert found.bas > 0.9
    assert found.bc < 0.65
    assert found.motion_beats_per_beat == pytest.approx(2, abs=0.1)


def test_a_beat_a_tenth_of_a_second_late_counts_as_its_bell_says():
    found = measure_alignment(_beating(BEATS + 0.1), BEATS)
    assert found.bas == pytest.approx(np.exp(-0.5), abs=0.08)


def test_a_motion_that_stands_still_has_nothing():
    found = measure_alignment(Motion(np.full((300, JOINT_COUNT, 2), 0.5, np.float32)), BEATS)
    assert (found.bas, found.bc, found.motion_beats_per_beat) == (0, 0, 0)
