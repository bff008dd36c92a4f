"""A hand that is locked to living beats scores about 1, one that knows nothing of them about 0."""

import numpy as np
import pytest

from vc.errors import MusicError
from vc.evaluate.sync import best_f, count_matches, locked_share, lowest_points_s, measure_sync, wrist_velocity
from vc.skeleton import Joint, Motion

SECONDS = 80


def living_beats(seed: int = 0) -> np.ndarray:
    """Beats of about 0.55 s whose tempo wanders, as played by people."""
    rng = np.random.default_rng(seed)
    wander = np.cumsum(rng.normal(0, 0.03, 400))
    steps = 0.55 * np.exp(wander - np.linspace(wander[0], wander[-1], 400))
    beats = 0.4 + np.cumsum(steps)
    return beats[beats < SECONDS - 0.5]


def hand(phase: np.ndarray, *, sideways: np.ndarray | None = None) -> Motion:
    """A right wrist lowest at whole numbers of `phase`; nothing else moves."""
    points = np.full((len(phase), 13, 2), 0.5, np.float32)
    points[:, Joint.RIGHT_WRIST, 1] += 0.1 * np.cos(2 * np.pi * phase)
    if sideways is not None:
        points[:, Joint.RIGHT_WRIST, 0] += sideways
    return Motion(points)


def phase_of(beats: np.ndarray, delay_s: float = 0.0) -> np.ndarray:
    return np.interp(np.arange(SECONDS * 30) / 30 - delay_s, beats, np.arange(len(beats)))


BEATS = living_beats()
DOWNBEAT = np.arange(len(BEATS)) % 3 == 0


def test_a_hand_locked_to_the_beats_scores_one():
    sync = measure_sync(hand(phase_of(BEATS)), BEATS, DOWNBEAT)
    assert sync.beat_locked > 0.85
    assert sync.bar_locked > 0.8
    assert sync.ictus_f_raw > 0.97
    assert sync.ictus_f > 0.5
    assert sync.lag_s == pytest.approx(0, abs=0.02)
    assert sync.icti_per_beat == pytest.approx(1, abs=0.02)


def test_a_hand_on_other_music_scores_nothing():
    scores = [measure_sync(hand(phase_of(living_beats(seed))), BEATS, DOWNBEAT) for seed in range(1, 7)]
    assert abs(np.mean([sync.beat_locked for sync in scores])) < 0.03
    assert abs(np.mean([sync.ictus_f for sync in scores])) < 0.06


@pytest.mark.parametrize("shift_s", [7.3, 23.1, 41.7])
def test_a_circular_shift_of_the_motion_destroys_sync(shift_s):
    turned = Motion(np.roll(hand(phase_of(BEATS)).points, round(shift_s * 30), axis=0))
    sync = measure_sync(turned, BEATS, DOWNBEAT)
    assert sync.beat_locked < 0.15
    assert sync.ictus_f < 0.15


def test_shuffled_poses_score_nothing():
    order = np.random.default_rng(0).permutation(SECONDS * 30)
    sync = measure_sync(Motion(hand(phase_of(BEATS)).points[order]), BEATS, DOWNBEAT)
    assert abs(sync.beat_locked) < 0.02
    assert abs(sync.ictus_f) < 0.05


def test_a_hand_that_stands_still_scores_nothing():
    sync = measure_sync(Motion(np.full((SECONDS * 30, 13, 2), 0.5)), BEATS, DOWNBEAT)
    assert (sync.beat_locked, sync.bar_locked, sync.ictus_f, sync.icti_per_beat) == (0, 0, 0, 0)


def test_a_constant_delay_is_found_and_forgiven():
    sync = measure_sync(hand(phase_of(BEATS, delay_s=0.12)), BEATS, DOWNBEAT)
    assert sync.lag_s == pytest.approx(0.12, abs=0.02)
    assert sync.ictus_f_raw > 0.97


def test_a_pattern_of_three_is_seen_by_the_bar_and_not_by_the_beat():
    motion = hand(phase_of(BEATS), sideways=0.1 * np.sin(2 * np.pi * phase_of(BEATS) / 3))
    across = wrist_velocity(motion, Joint.RIGHT_WRIST)[:, :1]
    assert abs(locked_share(across, 30, BEATS, harmonics=4)) < 0.03
    assert locked_share(across, 30, BEATS[DOWNBEAT], harmonics=12) > 0.8


def test_unrelated_motion_takes_its_part_of_the_locked_share():
    locked = wrist_velocity(hand(phase_of(BEATS)), Joint.RIGHT_WRIST)[:, 1:]
    unrelated = np.random.default_rng(1).normal(0, locked.std(), locked.shape)
    alone, mixed = (locked_share(v, 30, BEATS, harmonics=4) for v in (locked, locked + unrelated))
    assert mixed == pytest.approx(alone / 2, abs=0.03)


def test_against_a_metronome_locked_shares_are_blind():
    """As the docstring says: a steady hand is as steady after every shift."""
    even = np.arange(0.5, SECONDS, 0.5)
    assert locked_share(
        wrist_velocity(hand(phase_of(even)), Joint.RIGHT_WRIST), 30, even, harmonics=4
    ) == pytest.approx(0, abs=0.02)


def test_lowest_points_lie_between_poses():
    t = np.arange(300) / 30
    points = np.full((300, 13, 2), 0.5, np.float32)
    points[:, Joint.LEFT_WRIST, 1] += 0.1 * np.cos(2 * np.pi * (t - 0.511))
    assert lowest_points_s(Motion(points), Joint.LEFT_WRIST) == pytest.approx(np.arange(10) + 0.511, abs=0.003)


def test_each_time_is_matched_once():
    assert count_matches(np.array([1.0, 2.0, 3.0]), np.array([0.95, 1.05, 2.5, 3.07])) == 2
    assert count_matches(np.array([1.0, 1.1]), np.array([1.05])) == 1


def test_f_counts_missing_and_extra_icti():
    beats = np.arange(10.0)
    assert best_f(beats, np.arange(5.0)) == (pytest.approx(2 * 5 / 15), 0.0)
    assert best_f(beats, np.arange(0, 10, 0.5)) == (pytest.approx(2 * 10 / 30), 0.0)
    assert best_f(beats, np.zeros(0)) == (0.0, 0.0)


def test_too_few_beats_are_refused():
    with pytest.raises(MusicError, match="7 beats"):
        measure_sync(hand(phase_of(BEATS)), BEATS[:7], DOWNBEAT[:7])
