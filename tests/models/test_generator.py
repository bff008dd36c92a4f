"""The plain networks: sizes, shapes, and what they depend on."""

import pytest
import torch

from vc.models.official.generator import Generator
from vc.models.official.music_encoder import MusicEncoder
from vc.models.official.pose_decoder import MIN_POSES, WeightNormConv1d
from vc.models.official.sync_net import SyncNet, adjacency


def test_the_generator_has_the_papers_number_of_parameters():
    assert sum(parameter.numel() for parameter in Generator().parameters()) == 381_146


@pytest.mark.parametrize("frames", [270, 271, 272, 273])
def test_three_mel_frames_make_one_pose(generator, numbers, frames):
    mel = torch.rand(2, frames, 128, generator=numbers)
    noise = torch.randn(2, 4, 8, generator=numbers)
    with torch.inference_mode():
        motion = generator(mel, noise)
    assert motion.shape == (2, -(-frames // 3), 13, 2)
    assert motion.min() >= 0
    assert motion.max() <= 1


def test_weight_norm_separates_length_and_direction():
    layer = WeightNormConv1d(4, 3, dilation=2)
    before = layer.weight.detach().clone()
    layer.weight_v.data *= 5
    torch.testing.assert_close(layer.weight, before)
    layer.weight_g.data *= 2
    torch.testing.assert_close(layer.weight, 2 * before)


def test_a_convolution_mirrors_at_the_borders_as_the_authors_do(numbers):
    layer = WeightNormConv1d(1, 1, dilation=4)
    x = torch.randn(1, 1, 40, generator=numbers)
    widely_padded = torch.nn.functional.pad(x, (16, 16), mode="reflect")
    uncut = torch.nn.functional.conv1d(widely_padded, layer.weight, layer.bias, dilation=4)
    torch.testing.assert_close(layer(x), uncut[..., 8:-8])


def test_too_few_poses_do_not_fit_the_mirrored_borders(generator, numbers):
    mel = torch.rand(1, (MIN_POSES - 1) * 3, 128, generator=numbers)
    with pytest.raises(RuntimeError, match=r"[Pp]adding"):
        generator(mel, torch.zeros(1, 3, 8))


def test_the_music_moves_the_conductor_and_so_does_the_noise(generator, numbers):
    mel, noise = torch.rand(1, 270, 128, generator=numbers), torch.randn(1, 3, 8, generator=numbers)
    with torch.inference_mode():
        motion = generator(mel, noise)
        assert (generator(mel.flip(1), noise) - motion).abs().max() > 1e-3
        assert (generator(mel, noise.flip(1)) - motion).abs().max() > 1e-3


def test_the_body_graph_gathers_from_neighbours_and_self():
    graph = adjacency()[0]
    torch.testing.assert_close(graph.sum(0), torch.ones(13))
    assert (graph > 0).sum() == 13 + 2 * 14
    assert graph[9, 7] > 0  # an elbow reaches the wrist on its side
    assert graph[9, 8] == 0


def test_the_sync_network_gives_a_probability_for_every_pose(numbers):
    network = SyncNet().eval()
    with torch.inference_mode():
        sync = network(torch.rand(2, 90, 128, generator=numbers), torch.rand(2, 30, 13, 2, generator=numbers))
    assert sync.shape == (2, 30, 1)
    assert 0 < sync.min() <= sync.max() < 1


def test_music_codes_follow_the_pose_rate(numbers):
    code = MusicEncoder().eval()(torch.rand(1, 180, 128, generator=numbers))
    assert code.shape == (1, 60, 64)
