import threading
import time

import pytest

from vc.render.ordered import in_order


def test_results_come_in_order_however_long_each_one_takes():
    def draw(index):
        time.sleep(0.004 if index % 3 == 0 else 0)
        return index * index

    assert list(in_order(draw, 40, workers=3)) == [i * i for i in range(40)]


def test_nothing_is_drawn_before_the_first_item_is_asked_for():
    drawn = []
    in_order(drawn.append, 5)
    assert drawn == []


def test_look_ahead_is_bounded():
    begun = []
    items = in_order(lambda i: begun.append(i) or i, 10_000, workers=2)
    for _ in range(3):
        next(items)
    items.close()
    assert len(begun) <= 3 + 2 * 3


def test_closing_stops_the_workers():
    items = in_order(lambda i: i, 1_000_000, workers=2)
    next(items)
    items.close()
    assert not [t for t in threading.enumerate() if t.name.startswith("draw")]


def test_an_error_surfaces_in_its_place_and_ends_the_work():
    def draw(index):
        if index == 3:
            raise RuntimeError("picture 3")
        return index

    items = in_order(draw, 100, workers=2)
    assert [next(items) for _ in range(3)] == [0, 1, 2]
    with pytest.raises(RuntimeError, match="picture 3"):
        next(items)
    assert next(items, None) is None
    assert not [t for t in threading.enumerate() if t.name.startswith("draw")]


def test_no_items_is_fine_and_nonsense_is_refused():
    assert list(in_order(lambda i: i, 0)) == []
    for count, workers in [(-1, 2), (3, 0)]:
        with pytest.raises(ValueError, match="count >= 0"):
            in_order(lambda i: i, count, workers=workers)
