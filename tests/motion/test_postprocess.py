import numpy as np
import pytest

from vc.motion.postprocess import smooth
from vc.skeleton import Joint, Motion


def test_trembling_goes_and_the_beat_stays(waving):
    noise = np.random.default_rng(0).normal(0, 0.005, waving.points.shape).astype(np.float32)
    smoothed = smooth(Motion(waving.points + noise))
    error = np.abs(smoothed.points - waving.points).mean()
    assert error < 0.7 * np.abs(noise).mean()
    height = smoothed.points[:, Joint.RIGHT_WRIST, 1]
    assert np.ptp(height) == pytest.approx(0.2, rel=0.15)


def test_a_polynomial_of_its_own_order_is_kept():
    t = np.linspace(-1, 1, 60)[:, None, None]
    points = np.broadcast_to(0.5 + 0.2 * t**5 - 0.3 * t**2, (60, 13, 2))
    np.testing.assert_allclose(smooth(Motion(points)).points, points, atol=1e-6)


@pytest.mark.parametrize("poses", [1, 2, 3, 6, 7, 18, 19, 20])
def test_short_motions_keep_their_length(waving, poses):
    smoothed = smooth(Motion(waving.points[:poses]))
    assert len(smoothed) == poses
    np.testing.assert_allclose(smoothed.points, waving.points[:poses], atol=0.02)


def test_the_motion_stays_as_it_is_and_keeps_its_rate(waving):
    before = waving.points.copy()
    smoothed = smooth(Motion(waving.points, rate=60))
    assert smoothed.rate == 60
    assert smoothed.points is not waving.points
    np.testing.assert_array_equal(waving.points, before)


@pytest.mark.parametrize(("window", "order"), [(18, 5), (5, 5), (0, 0), (-3, 1)])
def test_impossible_settings_are_refused(waving, window, order):
    with pytest.raises(ValueError, match=f"window {window} and order {order}"):
        smooth(waving, window, order)
