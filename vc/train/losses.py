"""Losses that several stages use, each a function of tensors that returns one number."""

from collections.abc import Callable

import torch
from torch.nn import functional

Critic = Callable[[torch.Tensor], torch.Tensor]

PENALTY_NORMS = ("batch", "sample", "dimension")
LEAST_VARIANCE = 0.01  # of a coordinate at rest, in units of the data's


def gradient_penalty(critic: Critic, real: torch.Tensor, fake: torch.Tensor, *, norm: str = "batch") -> torch.Tensor:
    """Squared gradient of the critic between real and generated motions, pulled towards 0.

    real, fake : (N, ...) of one shape. A random point on the line between each pair is taken.
    norm : "batch" sums over everything, as the M2S-GAN authors' code; "sample" averages over samples (WGAN-GP);
        "dimension" also over the values of a sample, so that the weight means the same for every length of clip

    Source: WGAN-GP (Gulrajani et al. 2017), centred at 0 as in Thanh-Tung et al. 2019.
    """
    slope = _slope(critic, real, fake)
    squared = slope.square().sum()
    if norm == "batch":
        return squared
    return squared / (len(real) if norm == "sample" else real.numel())


def lipschitz_penalty(critic: Critic, real: torch.Tensor, fake: torch.Tensor) -> torch.Tensor:
    """How far the critic's slope between real and generated motions is from 1, squared: so it is held to it.

    The slope is taken over the root mean square of a sample's values. A critic held to it gives the Wasserstein
    distance in the values' own unit, whatever the length of the sample.
    Source: WGAN-GP (Gulrajani et al. 2017), with that distance in place of the Euclidean one.
    """
    slope = _slope(critic, real, fake)
    size = slope[0].numel() ** 0.5
    return (size * slope.flatten(1).norm(dim=1) - 1).square().mean()


def _slope(critic: Critic, real: torch.Tensor, fake: torch.Tensor) -> torch.Tensor:
    """The critic's gradient at a random point on the line between each real and generated motion."""
    part = torch.rand(len(real), *[1] * (real.ndim - 1), device=real.device)
    between = (part * real.detach() + (1 - part) * fake.detach()).requires_grad_(True)
    (slope,) = torch.autograd.grad(critic(between).sum(), between, create_graph=True)
    return slope


def critic_loss(critic: Critic, real: torch.Tensor, fake: torch.Tensor) -> torch.Tensor:
    """How far the critic is from telling real (high) from generated (low): minus the Wasserstein distance."""
    return critic(fake.detach()).mean() - critic(real).mean()


def spread_loss(fake: torch.Tensor, real: torch.Tensor) -> torch.Tensor:
    """How far the spread over time of each coordinate is from the real one, as a mean |log ratio|.

    fake, real : (N, T, ...) in units of the data's own spread. What cannot be foretold makes a network trained by
    squared errors alone move too little; this asks for the right amount.
    """

    def level(x: torch.Tensor) -> torch.Tensor:
        return torch.log(x.var(dim=1) + LEAST_VARIANCE)

    return 0.5 * (level(fake) - level(real)).abs().mean()


def perceptual(encoder: Callable[[torch.Tensor], torch.Tensor], fake: torch.Tensor, real: torch.Tensor) -> torch.Tensor:
    """Mean absolute difference of the features that a motion encoder gives."""
    with torch.no_grad():
        wanted = encoder(real)
    return functional.l1_loss(encoder(fake), wanted)


def velocity(motion: torch.Tensor) -> torch.Tensor:
    """(N, T, ...) -> (N, T - 1, ...) differences from pose to pose."""
    return motion[:, 1:] - motion[:, :-1]
