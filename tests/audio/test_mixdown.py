"""Several channels to one: the mean, unless they cancel each other out."""

import numpy as np
import pytest

from vc.audio.mixdown import Mixdown


def _music(seconds=4, seed=0):
    return 0.3 * np.random.default_rng(seed).standard_normal(round(44_100 * seconds)).astype(np.float32)


def _mixed(samples, block=44_100):
    mixdown = Mixdown()
    return np.concatenate([mixdown(samples[:, at : at + block]) for at in range(0, samples.shape[1], block)])


@pytest.mark.parametrize("right", [1.0, 0.5, 0.0, -0.3])
def test_ordinary_stereo_is_the_mean_to_the_bit(right):
    samples = np.stack([_music(), right * _music()])
    np.testing.assert_array_equal(_mixed(samples), samples.mean(axis=0))


def test_unrelated_channels_are_the_mean_to_the_bit():
    samples = np.stack([_music(seed=seed) for seed in range(6)])
    np.testing.assert_array_equal(_mixed(samples), samples.mean(axis=0))


@pytest.mark.parametrize("right", [-1.0, -0.8])
def test_opposite_phase_is_heard_from_the_first_sample(right):
    samples = np.stack([_music(), right * _music()])
    np.testing.assert_allclose(_mixed(samples), samples[0], atol=1e-6)


def test_a_turned_passage_fades_and_the_rest_is_the_mean():
    left, right = _music(12), _music(12).copy()
    right[4 * 44_100 : 8 * 44_100] *= -1
    mixed = _mixed(np.stack([left, right]))
    inside = slice(4 * 44_100 + 1024, 8 * 44_100)
    np.testing.assert_allclose(mixed[inside], left[inside], atol=1e-6)
    np.testing.assert_allclose(mixed[: 4 * 44_100], left[: 4 * 44_100], atol=1e-6)
    np.testing.assert_allclose(mixed[8 * 44_100 + 1024 :], left[8 * 44_100 + 1024 :], atol=1e-6)


def test_silence_and_empty_blocks_change_nothing():
    mixdown = Mixdown()
    assert [mixdown(np.zeros((2, length), np.float32)).shape for length in (0, 9, 0)] == [(0,), (9,), (0,)]
