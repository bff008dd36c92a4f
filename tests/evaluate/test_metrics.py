"""Signals with a known answer, and the blindness that the docstrings tell of."""

import numpy as np
import pytest

from vc.evaluate.metrics import mse, rde, sce, sd, sdp, sdp_of_sds, sync_error


def still(poses: int = 600) -> np.ndarray:
    return np.full((poses, 13, 2), 0.5, np.float32)


def swinging(hz: float, size: float = 0.1, poses: int = 600, phase: float = 0.0) -> np.ndarray:
    """Every coordinate swings together around the middle."""
    t = np.arange(poses) / 30
    return still(poses) + size * np.sin(2 * np.pi * (hz * t + phase))[:, None, None]


def test_a_motion_equals_itself():
    motion = swinging(1.5)
    assert mse(motion, motion) == rde(motion, motion) == sce(motion, motion) == 0
    assert sdp(motion, motion) == 1


def test_mse_of_a_constant_distance_is_its_square():
    assert mse(still(), still() + 0.1) == pytest.approx(0.01, rel=1e-5)


def test_sd_of_a_sine_is_its_size_over_root_two():
    assert sd(swinging(1.5, 0.1)) == pytest.approx(0.1 / np.sqrt(2), rel=1e-5)


def test_sdp_is_the_ratio_of_sizes():
    assert sdp(swinging(1.5, 0.1), swinging(2.0, 0.04)) == pytest.approx(0.4, rel=1e-5)


def test_sdp_of_pieces_of_one_length_and_of_any_is_the_same_ratio_of_means():
    real = [swinging(1.5, size) for size in (0.1, 0.001)]
    made = [swinging(2.0, size) for size in (0.04, 0.02)]
    ratio = sdp_of_sds([sd(motion) for motion in real], [sd(motion) for motion in made])
    assert ratio == pytest.approx(0.06 / 0.101, rel=1e-4)
    assert sdp(np.stack(real), np.stack(made)) == pytest.approx(ratio, rel=1e-9)


def test_sdp_of_a_still_real_motion_is_refused():
    with pytest.raises(ValueError, match="stands still"):
        sdp(still(), swinging(1))


def test_rde_of_one_whole_bin_is_known():
    """A sine in the middle of bin 12: density A^2 / 2 x (2/3, 1/6, 1/6) / bin width, by the Hann window."""
    bin_hz, size = 30 / 256, 0.1
    heights = size**2 / 2 / bin_hz * np.array([1 / 6, 2 / 3, 1 / 6])
    expected = np.log1p(1e7 * (heights**2).sum() / 20)
    assert rde(still(2560), swinging(12 * bin_hz, size, 2560)) == pytest.approx(expected, rel=1e-3)


def test_rde_hears_the_tempo_but_neither_the_beat_nor_slow_drift():
    at_once, late = swinging(1.5), swinging(1.5, phase=0.5)
    assert rde(at_once, swinging(2.5)) > 5
    assert rde(at_once, late) < 0.01 * rde(at_once, swinging(2.5))
    assert rde(still(), swinging(0.1)) < 0.1


def test_sce_of_steady_speed_is_known():
    moving = still() + 0.001 * np.arange(600)[:, None, None]
    windows = 19  # of 60 poses, every 30; in the first window the first pose has not moved
    mean_square = ((windows - 1) * 0.001**2 + (0.001 * 59 / 60) ** 2) / windows
    assert sce(still(), moving) == pytest.approx(np.log1p(1e7 * mean_square), rel=1e-3)


def test_sce_does_not_see_mirrored_arms():
    mirrored = still()
    swing = swinging(1.5)[:, 0, 0] - 0.5
    mirrored[:, 9, 0] += swing
    mirrored[:, 10, 0] -= swing
    assert sce(still(), mirrored) == pytest.approx(0, abs=1e-6)


def test_a_batch_is_averaged_before_the_logarithm():
    real, generated = np.stack([swinging(1.5)] * 2), np.stack([swinging(1.5), swinging(2.5)])
    single = np.expm1(rde(real[1], generated[1]))
    assert rde(real, generated) == pytest.approx(np.log1p(single / 2))


@pytest.mark.parametrize("poses", [2, 30, 59, 255])
def test_short_motions_have_numbers(poses):
    values = [metric(swinging(1.1, poses=poses), swinging(2, poses=poses)) for metric in (mse, sdp, rde, sce)]
    assert np.isfinite(values).all()


@pytest.mark.parametrize("metric", [mse, sdp, rde, sce])
def test_motions_of_different_lengths_are_refused(metric):
    with pytest.raises(ValueError, match=r"\(600, 13, 2\) and \(500, 13, 2\)"):
        metric(still(600), still(500))


def test_what_is_no_motion_is_refused():
    with pytest.raises(ValueError, match=r"not \(600, 26\)"):
        sd(still().reshape(600, 26))


def test_sync_error_is_the_mean_distance_of_features():
    assert sync_error(np.zeros((2, 30, 64)), np.full((2, 30, 64), -0.25)) == 0.25
    with pytest.raises(ValueError, match="features of one shape"):
        sync_error(np.zeros((30, 64)), np.zeros((29, 64)))
