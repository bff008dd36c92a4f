"""How far apart two sets of motions are as a whole: the Fréchet distance of their features, as if both were Gaussian.

Source: Dowson and Landau 1982; as FID (Heusel et al. 2017) and FGD (Yoon et al. 2020). The values depend on the encoder
and fall with the number of features: compare only what the same encoder saw in the same run.
"""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Gaussian:
    """mean (d,), covariance (d, d), both float64."""

    mean: np.ndarray
    covariance: np.ndarray


class Cloud:
    """Mean and covariance of features that come in parts, without keeping them."""

    def __init__(self) -> None:
        self._count = 0
        self._sum: np.ndarray | float = 0.0
        self._products: np.ndarray | float = 0.0
        self._origin: np.ndarray | None = None

    def add(self, features: np.ndarray) -> None:
        """features : (n, d). Raises ValueError for another d than before."""
        if features.ndim != 2 or (self._origin is not None and features.shape[1] != len(self._origin)):
            raise ValueError(f"features come as (n, d) of one d, not {features.shape}")
        features = np.asarray(features, np.float64)
        if self._origin is None:
            self._origin = features.mean(axis=0)  # sums of squares around a far zero would lose the digits that matter
        away = features - self._origin
        self._count += len(away)
        self._sum = self._sum + away.sum(axis=0)
        self._products = self._products + away.T @ away

    def gaussian(self) -> Gaussian:
        """Raises ValueError for fewer than two features."""
        if self._count < 2 or self._origin is None:
            raise ValueError(f"{self._count} features have no covariance; at least two are needed")
        mean = np.asarray(self._sum) / self._count
        covariance = (np.asarray(self._products) - self._count * np.outer(mean, mean)) / (self._count - 1)
        return Gaussian(self._origin + mean, covariance)


def frechet_distance(first: Gaussian, second: Gaussian) -> float:
    """|m1 - m2|^2 + trace(C1 + C2 - 2 (C1 C2)^(1/2)); 0 for equal Gaussians, lower is closer.

    The trace of the root is the sum of the roots of the eigenvalues of C1^(1/2) C2 C1^(1/2), which is symmetric: exact
    to rounding for singular covariances too, where a root of the product C1 C2 may be complex or not exist.

    Raises ValueError for Gaussians of different dimensions.
    """
    if first.mean.shape != second.mean.shape:
        raise ValueError(f"Gaussians of one dimension are compared, not {first.mean.shape} and {second.mean.shape}")
    from scipy.linalg import eigh  # slow to import, and only needed here

    values, vectors = eigh(first.covariance)
    root = (vectors * np.sqrt(np.maximum(values, 0))) @ vectors.T
    common = eigh(root @ second.covariance @ root, eigvals_only=True)
    apart = first.mean - second.mean
    spread = np.trace(first.covariance) + np.trace(second.covariance) - 2 * np.sqrt(np.maximum(common, 0)).sum()
    return max(float(apart @ apart + spread), 0.0)
