"""Losses of critics and motions whose numbers are known."""

import numpy as np
import pytest
import torch

from vc.models.critic import MotionCritic
from vc.train.losses import critic_loss, gradient_penalty, perceptual, spread_loss, velocity

SHAPE = (5, 60, 13, 2)
SIZE = 60 * 13 * 2


def slope_of_three(motion: torch.Tensor) -> torch.Tensor:
    """A critic whose gradient is 3 everywhere."""
    return 3 * motion.flatten(1).sum(dim=1, keepdim=True)


@pytest.mark.parametrize(("norm", "expected"), [("batch", 9 * SIZE * 5), ("sample", 9 * SIZE), ("dimension", 9)])
def test_the_penalty_of_a_critic_with_a_known_slope(norm, expected):
    real, fake = torch.rand(SHAPE), torch.rand(SHAPE)
    assert float(gradient_penalty(slope_of_three, real, fake, norm=norm)) == pytest.approx(expected, rel=1e-5)


def test_a_flat_critic_is_not_punished():
    real, fake = torch.rand(SHAPE), torch.rand(SHAPE)
    assert float(gradient_penalty(lambda motion: 0 * motion.sum() + 4, real, fake)) == 0


def test_the_penalty_teaches_the_critic():
    critic = MotionCritic()
    gradient_penalty(critic, torch.rand(SHAPE), torch.rand(SHAPE), norm="dimension").backward()
    assert any(p.grad is not None and p.grad.abs().sum() > 0 for p in critic.parameters())


def test_the_penalty_leaves_the_motions_alone():
    fake = torch.rand(SHAPE, requires_grad=True)
    gradient_penalty(MotionCritic(), torch.rand(SHAPE), fake).backward()
    assert fake.grad is None


def test_the_critic_loses_what_it_tells_apart():
    real, fake = torch.ones(SHAPE), torch.zeros(SHAPE)
    assert float(critic_loss(slope_of_three, real, fake)) == pytest.approx(-3 * SIZE)


def test_the_critic_judges_motion_of_any_length_from_its_shortest():
    critic = MotionCritic()
    for poses in (MotionCritic.MIN_POSES, 900):
        assert critic(torch.rand(2, poses, 13, 2)).shape == (2, 1)
    with pytest.raises(RuntimeError):
        critic(torch.rand(2, MotionCritic.MIN_POSES - 1, 13, 2))


def test_perceptual_loss_is_the_mean_distance_of_features():
    assert float(perceptual(lambda motion: 2 * motion, torch.ones(SHAPE), torch.zeros(SHAPE))) == 2


def test_velocity_is_the_difference_from_pose_to_pose():
    assert torch.equal(velocity(torch.tensor([[1.0, 4.0, 9.0]])), torch.tensor([[3.0, 5.0]]))


def test_the_spread_loss_is_the_log_of_how_many_times_too_little_is_moved():
    real = 2 * torch.randn(3, 4000, 13, 2, generator=torch.Generator().manual_seed(0))
    assert float(spread_loss(real, real)) == 0
    assert float(spread_loss(0.5 * real, real)) == pytest.approx(np.log(2), abs=0.01)
    assert float(spread_loss(2 * real, real)) == pytest.approx(np.log(2), abs=0.01)
    assert float(spread_loss(real + 5, real)) == pytest.approx(0, abs=1e-5)  # where it is does not matter


def test_the_spread_loss_of_what_stands_still_is_finite_and_has_a_slope():
    fake = torch.zeros(1, 30, 13, 2, requires_grad=True)
    loss = spread_loss(fake + 0.01 * torch.arange(30)[None, :, None, None], torch.ones(1, 30, 13, 2))
    loss.backward()
    assert torch.isfinite(loss)
    assert torch.isfinite(fake.grad).all()
