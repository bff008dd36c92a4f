"""The ear: what it says, in windows and folded."""

import numpy as np
import pytest
import torch

from vc.models.ear import fast
from vc.models.ear.fast import FastEar, as_chances, faded, fold, window_starts
from vc.models.ear.network import BEAT, METRES, SAID, TEMPI, Ear, EarConfig, tempi_bpm

SMALL = EarConfig(pictures=(4, 4, 4), channels=16, dilations=(1, 2, 4), width=12, heads=2, layers=1, after=(1,))


@pytest.fixture
def ear():
    torch.manual_seed(0)
    network = Ear(SMALL)
    for module in network.modules():  # so that folding has something to fold
        if isinstance(module, torch.nn.BatchNorm1d | torch.nn.BatchNorm2d):
            module.running_mean.normal_(0, 0.1)
            module.running_var.uniform_(0.5, 2)
    torch.nn.init.normal_(network.up.weight, std=0.1)  # untaught, attention adds nothing
    return network.eval()


def music(poses, seed=0):
    return np.random.default_rng(seed).random((3 * poses, 128), np.float32)


def test_it_says_everything_thirty_times_a_second(ear):
    said = ear(torch.from_numpy(music(60))[None])
    assert said.shape == (1, SAID, 60)
    assert SAID == 7 + TEMPI + METRES
    assert tempi_bpm()[[0, 12, -1]].tolist() == pytest.approx([20, 40, 320])


def test_folded_it_says_the_same(ear):
    mel = torch.from_numpy(music(90))[None]
    with torch.no_grad():
        assert torch.allclose(fold(ear)(mel), ear(mel), atol=2e-5)


def test_attention_tells_places_apart(ear):
    """The same sound twice is not said to be at the same place: what came before differs."""
    mel = torch.from_numpy(np.tile(music(30), (4, 1)))[None]
    with torch.no_grad():
        said = ear(mel)[0]
    assert not torch.allclose(said[:, 40:50], said[:, 70:80], atol=1e-4)


@pytest.mark.parametrize("poses", [1, 2, 7, 1799, 1800, 1801, 3000, 5000])
def test_windows_cover_every_pose(ear, poses):
    chances = FastEar(ear).hear(music(poses))
    assert chances.beat.shape == chances.in_bar.shape == (poses,)
    assert chances.tempo.shape == (poses, TEMPI)
    assert chances.metre.sum(1) == pytest.approx(1, abs=1e-4)
    assert np.exp(chances.tempo).sum(1) == pytest.approx(1, abs=1e-4)
    assert np.isfinite(chances.beat).all()
    assert np.abs(chances.in_beat).max() <= np.sqrt(2)


def test_windows_overlap_and_the_last_ends_with_the_music():
    starts = window_starts(5000)
    assert starts[0] == 0
    assert starts[-1] + fast.WINDOW == 5000
    assert (np.diff(starts) <= fast.WINDOW - fast.OVERLAP).all()
    assert window_starts(100) == [0]


def test_where_windows_overlap_they_fade_into_one_another(ear):
    mel = music(2600)
    listening = FastEar(ear)
    first, last = listening._window(mel, -fast.QUIET, fast.WINDOW - fast.QUIET), listening._window(mel, 800, 2600)
    said = listening.hear(mel).beat
    begin, end = 800, fast.WINDOW - fast.QUIET  # of what both windows hear
    assert said[:800] == pytest.approx(first[BEAT, fast.QUIET :][:800].numpy(), abs=1e-5)
    assert said[end:] == pytest.approx(last[BEAT, end - 800 :].numpy(), abs=1e-5)
    middle = (begin + end) // 2
    between = sorted([first[BEAT, middle + fast.QUIET], last[BEAT, middle - 800]])
    assert between[0] <= said[middle] <= between[1]
    weight = faded(fast.WINDOW, at_start=True, at_end=False)[: fast.OVERLAP]
    assert (np.diff(weight) > 0).all()
    assert (faded(fast.WINDOW, at_start=False, at_end=False) == 1).all()


def test_far_from_its_edges_a_window_says_what_the_whole_says():
    """Without attention the network sees a bounded way, so that windows change nothing."""
    torch.manual_seed(1)
    convolutions = Ear(EarConfig(pictures=(4, 4, 4), channels=16, dilations=(1, 2, 4), layers=0, after=())).eval()
    mel = music(4000)
    after_silence = np.concatenate([np.zeros((3 * fast.QUIET, 128), np.float32), mel])
    with torch.no_grad():
        whole = as_chances(fold(convolutions)(torch.from_numpy(after_silence)[None])[0])
    assert FastEar(convolutions).hear(mel).beat == pytest.approx(whole.beat[fast.QUIET :], abs=3e-4)
    assert convolutions.say.weight.shape[0] > BEAT
