"""Gaussians whose distance is known."""

import numpy as np
import pytest

from vc.evaluate.frechet import Cloud, Gaussian, frechet_distance


def gaussian(mean, covariance) -> Gaussian:
    return Gaussian(np.array(mean, float), np.array(covariance, float))


def cloud_of(*parts: np.ndarray) -> Gaussian:
    cloud = Cloud()
    for part in parts:
        cloud.add(part)
    return cloud.gaussian()


def test_the_distance_of_means_is_squared():
    assert frechet_distance(gaussian([0, 0], np.eye(2)), gaussian([3, 4], np.eye(2))) == pytest.approx(25)


def test_spreads_along_the_same_axes_differ_by_their_deviations():
    first, second = gaussian([0, 0], np.diag([1.0, 9.0])), gaussian([0, 0], np.diag([4.0, 0.25]))
    assert frechet_distance(first, second) == pytest.approx((1 - 2) ** 2 + (3 - 0.5) ** 2)


def test_spreads_along_turned_axes_are_known_too():
    """For 2 x 2 matrices the trace of the root is sqrt(trace + 2 sqrt(determinant)) of the product."""
    first, second = np.array([[2.0, 0.6], [0.6, 1.0]]), np.array([[1.0, -0.3], [-0.3, 3.0]])
    product = first @ second
    root = np.sqrt(np.trace(product) + 2 * np.sqrt(np.linalg.det(product)))
    expected = np.trace(first) + np.trace(second) - 2 * root
    assert frechet_distance(gaussian([0, 0], first), gaussian([0, 0], second)) == pytest.approx(expected)
    assert frechet_distance(gaussian([0, 0], second), gaussian([0, 0], first)) == pytest.approx(expected)


def test_flat_gaussians_have_a_distance():
    """Covariances of rank 1 across each other: nothing is common, so the spreads add."""
    axes = np.eye(64)
    first, across = (gaussian(np.zeros(64), np.outer(axis, axis)) for axis in (axes[0], 2 * axes[1]))
    point = gaussian(np.zeros(64), np.zeros((64, 64)))
    assert frechet_distance(first, first) == pytest.approx(0, abs=1e-9)
    assert frechet_distance(first, point) == pytest.approx(1)
    assert frechet_distance(first, across) == pytest.approx(5)


def test_fewer_features_than_dimensions_give_no_nonsense():
    few = np.random.default_rng(0).normal(size=(20, 64))
    assert frechet_distance(cloud_of(few), cloud_of(few)) == pytest.approx(0, abs=1e-9)
    assert frechet_distance(cloud_of(few), cloud_of(few + 1)) == pytest.approx(64)


def test_parts_give_the_covariance_of_the_whole_far_from_zero():
    features = 1e6 + np.random.default_rng(1).normal(size=(600, 5))
    found = cloud_of(features[:100], features[100:101], features[101:])
    np.testing.assert_allclose(found.mean, features.mean(axis=0), rtol=1e-12)
    np.testing.assert_allclose(found.covariance, np.cov(features, rowvar=False), atol=1e-8)


def test_samples_of_a_gaussian_come_near_its_distance():
    rng = np.random.default_rng(2)
    first, second = rng.normal(size=(20_000, 3)), 2 * rng.normal(size=(20_000, 3)) + [1, 0, 0]
    assert frechet_distance(cloud_of(first), cloud_of(second)) == pytest.approx(1 + 3, rel=0.05)


def test_what_cannot_be_compared_is_refused():
    with pytest.raises(ValueError, match="one dimension"):
        frechet_distance(gaussian([0], [[1]]), gaussian([0, 0], np.eye(2)))
    with pytest.raises(ValueError, match="at least two"):
        cloud_of(np.zeros((1, 3)))
    with pytest.raises(ValueError, match="one d"):
        cloud_of(np.zeros((4, 3)), np.zeros((4, 2)))
