"""AMCNet and its generator: what they take, what they look at, how far they hear, and tiles that change nothing."""

import numpy as np
import pytest
import torch

from vc.models.amcnet.network import (
    EAR_CONTEXT,
    HAND_CONTEXT,
    NOISE_CHANNELS,
    Amcnet,
    AmcnetGenerator,
    move_whole,
    scale,
    upper_body,
)
from vc.skeleton import Joint


def with_lively_norms(network: torch.nn.Module) -> torch.nn.Module:
    for module in network.modules():
        if isinstance(module, torch.nn.BatchNorm1d):
            module.running_mean.normal_(0, 0.1)
            module.running_var.uniform_(0.5, 1.5)
    return network.eval()


@pytest.fixture(scope="module")
def judge() -> Amcnet:
    torch.manual_seed(4)
    return with_lively_norms(Amcnet())


@pytest.fixture(scope="module")
def generator() -> AmcnetGenerator:
    torch.manual_seed(5)
    network = AmcnetGenerator()
    network.pose.weight.data *= 50  # poses that differ
    return with_lively_norms(network)


@torch.inference_mode()
def test_a_pair_gets_one_score_between_0_and_1(judge, numbers):
    features, motion = torch.rand(3, 90, 26, generator=numbers), torch.rand(3, 90, 13, 2, generator=numbers)
    score = judge(features, motion)
    assert score.shape == (3,)
    assert ((score > 0) & (score < 1)).all()


@torch.inference_mode()
def test_ten_joints_of_the_upper_body_are_looked_at(judge, numbers):
    motion = torch.rand(1, 60, 13, 2, generator=numbers)
    seen = upper_body(motion)
    assert seen.shape == (1, 60, 10, 2)
    neck = (motion[:, :, Joint.LEFT_SHOULDER] + motion[:, :, Joint.RIGHT_SHOULDER]) / 2
    torch.testing.assert_close(seen[:, :, -1] + torch.tensor([0.5, 0.75]), neck)
    for joint in Joint:
        moved = motion.clone()
        moved[:, :, joint] += 0.1
        same = torch.equal(judge.motion_encoder(moved), judge.motion_encoder(motion))
        assert same == (joint in (Joint.LEFT_EYE, Joint.RIGHT_EYE, Joint.LEFT_EAR, Joint.RIGHT_EAR)), joint.name


def test_a_motion_is_scaled_about_the_hips():
    motion = torch.rand(2, 30, 13, 2)
    motion[:, :, Joint.LEFT_HIP] = torch.tensor([0.5, 0.75])
    larger = scale(motion, torch.tensor([1.0, 2.0]))
    assert torch.equal(larger[0], motion[0])
    torch.testing.assert_close(larger[1, :, Joint.LEFT_HIP], motion[1, :, Joint.LEFT_HIP])
    torch.testing.assert_close(larger[1] - larger[1, :1], 2 * (motion[1] - motion[1, :1]))


@torch.inference_mode()
def test_a_row_of_features_gets_a_pose(generator):
    assert generator(torch.rand(2, 90, 26), torch.randn(2, 5, NOISE_CHANNELS)).shape == (2, 90, 13, 2)


@torch.inference_mode()
def test_a_generator_hears_as_far_as_it_says(generator, numbers):
    reach, length = EAR_CONTEXT + HAND_CONTEXT, 700
    features = torch.rand(1, length, 26, generator=numbers)
    noise = torch.randn(1, 30, NOISE_CHANNELS, generator=numbers)
    changed = features.clone()
    changed[:, 350] += 1
    differs = (generator(changed, noise) - generator(features, noise)).abs().amax(dim=(0, 2, 3)) > 0
    assert differs.nonzero()[[0, -1]].flatten().tolist() == [350 - reach, 350 + reach]


@pytest.mark.parametrize("length", [1, 100, 1500])
def test_tiles_change_nothing(generator, numbers, length):
    features = torch.rand(length, 26, generator=numbers)
    noise = torch.randn(length // 30 + 2, NOISE_CHANNELS, generator=numbers)
    seen: list[float] = []
    tiled = move_whole(generator, features, noise, seen.append, tile=400)
    with torch.inference_mode():
        whole = generator(features[None], noise[None])[0]
    torch.testing.assert_close(tiled, whole, atol=1e-5, rtol=0)
    assert seen == sorted(seen)
    assert seen[-1] == 1


@torch.inference_mode()
def test_other_noise_is_another_performance(generator, numbers):
    features = torch.rand(1, 300, 26, generator=numbers)
    one, other = (generator(features, torch.randn(1, 12, NOISE_CHANNELS, generator=numbers)) for _ in range(2))
    assert (one - other).abs().mean() > 1e-3


@torch.inference_mode()
def test_the_hand_cannot_tremble(generator):
    """What changes from pose to pose is a fortieth of what the last layer asks for; a stroke's second is all there."""
    asked = {period: torch.cos(2 * torch.pi * torch.arange(300) / period) for period in (2, 30)}
    for period, most in ((2, 0.03), (30, 1.0)):
        calm = torch.nn.functional.conv1d(asked[period][None, None], generator.bell[:1])[0, 0]
        assert calm.abs().max() == pytest.approx(most, abs=0.03)


def test_noise_is_a_style_but_for_its_depth_beside_each_second_s_choices():
    from vc.conductor.latents import NOISE_CHANNELS as CHOICES
    from vc.conductor.latents import style_of
    from vc.models.amcnet.network import noise_like

    choices = np.random.default_rng(0).normal(size=(5, CHOICES)).astype(np.float32)
    noise = noise_like(style_of(3), choices)
    assert noise.shape == (5, NOISE_CHANNELS)
    assert (noise[:, :-CHOICES] == style_of(3)[:-1]).all()
    assert (noise[:, -CHOICES:] == choices).all()
