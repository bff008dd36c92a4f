import numpy as np
import pytest

from vc.models.tiles import tiles


@pytest.mark.parametrize(("length", "size"), [(1, 10), (10, 10), (11, 10), (99, 7)])
def test_tiles_cover_everything_once(length, size):
    own = [step for tile in tiles(length, size=size, context=3) for step in range(tile.start, tile.stop)]
    assert own == list(range(length))


def test_a_moving_sum_in_tiles_is_the_moving_sum_of_the_whole():
    numbers = np.random.default_rng(0).integers(0, 9, 50)

    def moving_sum(values):
        return np.convolve(values, np.ones(7, int))[3:-3]

    parts = [moving_sum(numbers[tile.seen])[tile.own] for tile in tiles(50, size=8, context=3)]
    np.testing.assert_array_equal(np.concatenate(parts), moving_sum(numbers))


def test_context_ends_where_the_whole_ends():
    first, *_, last = tiles(100, size=30, context=20)
    assert (first.first, first.last) == (0, 50)
    assert (last.first, last.last) == (70, 100)
