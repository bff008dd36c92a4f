"""Bodies and movements whose numbers are known."""

import numpy as np
import pytest

from vc.evaluate.plausibility import (
    bone_variation,
    jerk,
    joint_std,
    long_limbs,
    measure_plausibility,
    seed_agreement,
    seed_diversity,
    sideways,
    torso_variation,
    wrist_speed,
)
from vc.skeleton import Joint, Motion

WRISTS = [Joint.LEFT_WRIST, Joint.RIGHT_WRIST]


@pytest.fixture
def rest(waving) -> np.ndarray:
    return np.repeat(waving.points[:1], 600, 0)


def with_wrists(rest: np.ndarray, x: np.ndarray | float = 0.0, y: np.ndarray | float = 0.0) -> Motion:
    points = rest.copy()
    points[:, WRISTS, 0] += np.broadcast_to(x, len(rest))[:, None]
    points[:, WRISTS, 1] += np.broadcast_to(y, len(rest))[:, None]
    return Motion(points)


TIMES = np.arange(600) / 30


def test_a_body_that_only_wanders_has_rigid_bones(rest):
    moved = Motion(rest + 0.1 * np.sin(TIMES)[:, None, None].astype(np.float32))
    assert bone_variation(moved) == pytest.approx(0, abs=1e-5)
    assert long_limbs(moved) == 0


def test_one_bone_of_six_that_varies_by_a_tenth(rest):
    points = rest.copy()
    across = points[:, Joint.LEFT_SHOULDER] - points[:, Joint.RIGHT_SHOULDER]
    stretch = 0.1 * np.sqrt(2) * np.sin(2 * np.pi * TIMES)[:, None]
    points[:, Joint.RIGHT_WRIST] = points[:, Joint.RIGHT_ELBOW] - (1 + stretch) * 0.5 * across
    assert bone_variation(Motion(points)) == pytest.approx(0.1 / 6, rel=0.01)


def test_a_torso_whose_shoulders_vary_by_a_tenth(rest):
    points = rest.copy()
    middle = points[:, [Joint.LEFT_SHOULDER, Joint.RIGHT_SHOULDER]].mean(axis=1, keepdims=True)
    size = 1 + 0.1 * np.sqrt(2) * np.sin(2 * np.pi * TIMES)[:, None, None]
    shoulders = [Joint.LEFT_SHOULDER, Joint.RIGHT_SHOULDER]
    points[:, shoulders] = middle + size * (points[:, shoulders] - middle)
    hips = [Joint.LEFT_HIP, Joint.RIGHT_HIP]
    points[:, hips] = points[:, shoulders] + np.array([0.0, 0.35])  # both sides stay as long; the hips vary as well
    assert torso_variation(Motion(points)) == pytest.approx(2 * 0.1 / 4, rel=0.01)


def test_waving_arms_leave_the_torso_alone(waving):
    assert bone_variation(waving) > 0.02
    assert torso_variation(waving) == pytest.approx(0, abs=1e-6)


def test_a_quarter_of_the_limbs_is_too_long(rest):
    points = rest.copy()
    points[:, Joint.RIGHT_WRIST] = points[:, Joint.RIGHT_ELBOW] + np.array([0.0, 0.21])
    assert long_limbs(Motion(points)) == 0.25


def test_speed_and_jerk_of_known_curves(rest):
    assert wrist_speed(with_wrists(rest, y=0.2 * TIMES)) == pytest.approx(0.2, rel=1e-3)
    assert jerk(with_wrists(rest[:90], y=0.01 * TIMES[:90] ** 3)) == pytest.approx(0.06, rel=0.05)


def test_trembling_has_more_jerk_than_beating(rest):
    beating = 0.1 * np.sin(2 * np.pi * 2 * TIMES)
    trembling = beating + np.random.default_rng(0).normal(0, 0.003, len(TIMES))
    assert jerk(with_wrists(rest, y=trembling)) > 2 * jerk(with_wrists(rest, y=beating))


def test_sideways_compares_strokes_not_slow_gestures(rest):
    across = 0.05 * np.sin(2 * np.pi * TIMES) + 0.3 * np.sin(2 * np.pi * 0.1 * TIMES)
    passed = 1 / (1 + 0.75**4)  # of a cycle a second, by the Butterworth filter run both ways
    motion = with_wrists(rest, x=across, y=0.1 * np.sin(2 * np.pi * 2 * TIMES))
    assert sideways(motion) == pytest.approx(0.5 * passed, abs=0.02)


def test_joint_std_of_one_swinging_coordinate_of_26(rest):
    points = rest.copy()
    points[:, 0, 0] += 0.1 * np.sin(2 * np.pi * TIMES)
    assert joint_std(Motion(points)) == pytest.approx(0.1 / np.sqrt(2) / 26, rel=1e-3)


def test_a_still_and_a_short_motion_have_numbers(rest):
    for motion in (Motion(rest), Motion(rest[:1]), Motion(rest[:3])):
        values = vars(measure_plausibility(motion)).values()
        assert np.isfinite(list(values)).all()


def test_seeds_that_differ_in_posture_agree_on_beats(rest):
    beat = 0.1 * np.sin(2 * np.pi * 2 * TIMES)
    first, second = with_wrists(rest, y=beat), with_wrists(rest, x=0.13, y=0.7 * beat + 0.05 * np.sin(0.5 * TIMES))
    assert seed_diversity([first, first]) == 0
    assert seed_diversity([first, Motion(first.points + 0.02)]) == pytest.approx(0.02, rel=1e-4)
    assert seed_agreement([first, second]) > 0.98
    late = with_wrists(rest, y=np.roll(beat, 7))
    assert seed_agreement([first, late]) < -0.9
    with pytest.raises(ValueError, match="one length"):
        seed_diversity([first, Motion(rest[:5])])
