"""Negatives lie as far apart as documented."""

import numpy as np
import pytest

from vc.train.pairs import draw_starts, partners


def distances_s(negatives: str) -> np.ndarray:
    rng = np.random.default_rng(0)
    starts = np.array([draw_starts(negatives, 30, 10, rng) for _ in range(500)])
    assert starts.min() >= 0
    assert starts.max() <= 20 * 30
    return (starts[:, 1] - starts[:, 0]) / 30


def test_easy_clips_begin_together():
    assert set(distances_s("easy")) == {0}


def test_hard_clips_are_ten_seconds_apart_or_more():
    away = distances_s("hard")
    assert (away.min(), away.max()) == (pytest.approx(10, abs=0.2), pytest.approx(20, abs=0.2))
    assert away.min() >= 10


def test_super_hard_clips_are_half_a_second_to_five_apart():
    away = distances_s("super_hard")
    assert away.min() == pytest.approx(0.5, abs=0.05)
    assert away.max() == pytest.approx(5, abs=0.05)
    assert away.min() >= 0.5
    assert away.max() <= 5


def test_easy_partners_are_of_another_piece():
    pieces = ["a", "a", "b", "c", "a"]
    rng = np.random.default_rng(0)
    for _ in range(50):
        assert all(pieces[i] != pieces[j] for i, j in enumerate(partners(pieces, rng)))
    with pytest.raises(ValueError, match="two pieces"):
        partners(["a", "a"], rng)


def test_what_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="do not fit in 15 s"):
        draw_starts("hard", 15, 10, np.random.default_rng(0))
    with pytest.raises(ValueError, match="no negatives"):
        draw_starts("soft", 30, 10, np.random.default_rng(0))
