"""The performer in use: whatever a piece is cut into, it looks the same, and half the digits do not show."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
import torch

from vc import weights
from vc.models.performer.fast import FastPerformer, move_whole, open_performer
from vc.models.performer.load import load_performer
from vc.models.performer.network import draw_whole
from vc.skeleton import Joint

POSES = 10


@pytest.fixture(scope="module")
def path():
    return weights.fetch("performer")


@pytest.fixture(scope="module")
def performer(path):
    return open_performer(path)


@pytest.fixture(scope="module")
def motion(waving):
    return waving.points


@pytest.fixture(scope="module")
def features():
    return np.random.default_rng(0).random((300, 26), np.float32)


def _drawn(performer, motion, features):
    return np.stack(list(performer.draw(motion[:POSES], features[:POSES]))).astype(int)


@pytest.fixture(scope="module")
def plain(path, motion, features):
    return np.stack(list(draw_whole(load_performer(path), motion[:POSES], features[:POSES]))).astype(int)


def test_it_draws_what_the_network_draws_in_parts_of_any_number(path, motion, features, plain):
    drawn = _drawn(FastPerformer(load_performer(path), at_once=3, half=False), motion, features)
    assert drawn.shape == (POSES, 512, 512, 3)
    assert np.abs(drawn - plain).max() <= 1  # rounding


def test_half_precision_does_not_show(path, motion, features, plain):
    off = np.abs(_drawn(FastPerformer(load_performer(path), half=True), motion, features) - plain)
    assert off.max() <= 8
    assert off.mean() < 0.1
    assert np.ptp(plain, axis=0).max() > 60  # the performer moves


def test_tiles_of_a_long_piece_are_the_whole_piece(path, motion, features):
    network = load_performer(path)
    whole, tiled = (
        FastPerformer(network, tile=tile, half=False).see(motion[:220], features[:220]) for tile in (220, 20)
    )
    for one, other in zip(whole, tiled, strict=True):
        torch.testing.assert_close(one.remembered, other.remembered, atol=2e-4, rtol=1e-3)


def test_the_same_motion_is_the_same_frames_painted_by_any_number_of_threads(performer, motion):
    one_by_one = list(performer.draw(motion[:POSES]))
    assert len(one_by_one) == POSES
    with ThreadPoolExecutor(2) as threads:
        parts = list(threads.map(performer.paint, list(performer.see(motion[:POSES]))))
    np.testing.assert_array_equal(np.concatenate(parts), np.stack(one_by_one))


def test_the_music_is_seen_in_the_picture(performer, motion, features):
    """The coarse video tells the network how the scene looks; without music it is that of the mean."""
    without = np.stack(list(performer.draw(motion[:2]))).astype(int)
    assert np.abs(np.stack(list(performer.draw(motion[:2], features[:2]))) - without).max() > 0


def test_the_backdrop_is_where_the_performer_is_not(performer, motion):
    (picture,) = performer.draw(motion[:1])
    corner = np.s_[:60, :60]
    assert np.abs(picture[corner].astype(int) - performer.backdrop[corner]).max() <= 12


def test_music_alone_moves_the_performer_in_tiles_as_in_one(path, features, monkeypatch):
    music = load_performer(path).music
    whole = move_whole(music, features)
    assert whole.shape == (300, 13, 2)
    monkeypatch.setattr("vc.models.performer.fast.TILE", 40)
    seen: list[float] = []
    np.testing.assert_allclose(move_whole(music, features, seen.append), whole, atol=1e-4)
    assert seen == sorted(seen)
    assert seen[-1] == 1.0
    shoulders = (whole[:, Joint.LEFT_SHOULDER] - whole[:, Joint.RIGHT_SHOULDER]).mean(axis=0)
    assert 0.1 < shoulders[0] < 0.35  # on the stage, some fifth of its width


def test_threads_of_torch_are_as_many_afterwards(performer, motion):
    before = torch.get_num_threads()
    next(performer.draw(motion[:1]))
    assert torch.get_num_threads() == before
