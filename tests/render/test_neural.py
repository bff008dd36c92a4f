"""From a network's square pictures to frames of any shape; the network here is one whose pictures are known."""

import threading

import numpy as np
import pytest

from vc.errors import MotionError
from vc.frame import frame_from_rgb
from vc.render.neural import Layout, Model, frames, surroundings
from vc.skeleton import Motion

SIDE = 64
WIDE, TALL, SQUARE = (128, 72), (72, 128), (64, 64)


def _slope(side=SIDE):
    """(s, s, 3) a picture that changes softly in every direction."""
    x, y = np.meshgrid(np.linspace(60, 180, side), np.linspace(80, 200, side))
    return np.stack([x, y, (x + y) / 2], -1).astype(np.uint8)


class Numbers:
    """Draws the number of the pose, as its grey; notes what was asked of it."""

    def __init__(self, at_once=4):
        self.seen, self.painted, self.at_once, self._lock = 0, 0, at_once, threading.Lock()

    def see(self, motion, _features):
        for first in range(0, len(motion), self.at_once):
            self.seen += 1
            yield np.arange(first, min(first + self.at_once, len(motion)))

    def paint(self, part):
        with self._lock:
            self.painted += 1
        return np.broadcast_to(part[:, None, None, None], (len(part), SIDE, SIDE, 3)).astype(np.uint8)

    def model(self):
        return Model(self.see, self.paint, _slope(), self.at_once)


def _middle(frame):
    return int(frame.to_rgb()[frame.height // 2, frame.width // 2].mean())


@pytest.mark.parametrize("at_once", [1, 4, 7])
def test_every_pose_is_a_frame_and_they_come_in_order(waving, at_once):
    motion = Motion(waving.points[:30])
    drawn = list(frames(motion, size=WIDE, model=Numbers(at_once).model(), workers=3))
    assert [_middle(frame) for frame in drawn] == pytest.approx(list(range(30)), abs=1)


@pytest.mark.parametrize("size", [SQUARE, WIDE, TALL, (1280, 720), (66, 64)])
def test_frames_have_the_size_that_was_asked_for(waving, size):
    (frame,) = frames(Motion(waving.points[:1]), size=size, model=Numbers().model())
    assert (frame.width, frame.height) == size


@pytest.mark.parametrize("side", [64, 40, 200])
def test_a_square_frame_is_the_picture_and_nothing_else(side):
    frame = Layout(np.zeros((SIDE, SIDE, 3), np.uint8), (side, side)).frame(_slope())
    assert np.abs(frame.to_rgb().astype(int) - _slope(side)).max() <= 6
    if side == SIDE:
        assert np.abs(frame.planes.astype(int) - frame_from_rgb(_slope()).planes).max() <= 1


@pytest.mark.parametrize("size", [WIDE, TALL])
def test_what_is_beside_the_square_goes_on_from_it_and_gets_darker(size):
    rgb = Layout(_slope(), size).frame(_slope()).to_rgb().astype(int)
    line = rgb[len(rgb) // 2].sum(-1) if size == WIDE else rgb[:, rgb.shape[1] // 2].sum(-1)
    assert np.abs(np.diff(line)).max() < 40  # no edge, where a black border would make one of 300
    assert line.min() > 90
    assert line[0] < 0.8 * line[len(line) // 4]
    if size == WIDE:
        assert line[-1] < 0.8 * line[3 * len(line) // 4]


def test_a_tall_frame_is_filled_down_to_its_edge_by_a_square_that_is_wider_than_it():
    width = TALL[0]
    side = round(1.3 * width / 2) * 2
    rgb = Layout(_slope(), TALL).frame(_slope()).to_rgb().astype(int)
    cut = -((width - side) // 4 * 2)
    expected = _slope(side)[-side // 2 :, cut : cut + width]
    assert np.abs(rgb[-side // 2 :] - expected).max() <= 8
    filled = Layout(_slope(), (64, 80)).frame(_slope()).to_rgb().astype(int)  # 4:5: the square fills it all
    assert np.abs(filled - _slope(80)[:, 8:72]).max() <= 8


def test_what_is_beside_the_square_stands_still(waving):
    drawn = [frame.to_rgb() for frame in frames(Motion(waving.points[:9]), size=WIDE, model=Numbers().model())]
    beside = np.s_[:, : (WIDE[0] - WIDE[1]) // 2 - 1]
    assert all(np.array_equal(one[beside], drawn[0][beside]) for one in drawn)


def test_the_performer_in_the_middle_is_not_mirrored_beside_it():
    square = np.full((SIDE, SIDE, 3), 40, np.uint8)
    square[:, 24:40] = 250
    around = surroundings(square, (4 * SIDE, SIDE), 96, 0)
    assert around[:, :90].max() <= 42
    assert around[:, 166:].max() <= 42


def test_memory_does_not_grow_with_the_length_and_who_stops_it_need_not_wait(waving):
    long, numbers = Motion(np.tile(waving.points, (40, 1, 1))), Numbers()
    drawing = frames(long, size=SQUARE, model=numbers.model())
    next(drawing)
    assert numbers.seen <= 7  # of 3000: those of two workers and what waits after them
    drawing.close()
    painted = numbers.painted
    assert painted <= 7
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("draw")]
    assert numbers.painted == painted


def test_a_motion_at_another_rate_is_refused_at_once(waving):
    with pytest.raises(MotionError, match="30 poses a second; this motion has 25"):
        frames(Motion(waving.points, rate=25), size=SQUARE, model=Numbers().model())


def test_what_goes_wrong_in_the_network_surfaces(waving):
    numbers = Numbers()

    def broken(_part):
        raise RuntimeError("no memory left")

    model = Model(numbers.see, broken, _slope(), 4)
    with pytest.raises(RuntimeError, match="no memory left"):
        next(frames(waving, size=SQUARE, model=model))
