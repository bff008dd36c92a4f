"""Losses of critics and motions whose numbers are known."""

import pytest
import torch

from vc.models.critic import MotionCritic
from vc.train.losses import critic_loss, gradient_penalty, perceptual, velocity

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
