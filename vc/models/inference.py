"""What networks have in common once training is over."""

from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch import nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

from vc.models.blocks import Block


@contextmanager
def one_thread() -> Iterator[None]:
    """At this size threads wait for each other longer than they work: twice the CPU time, or more on a busy machine."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def fused(convolution: nn.Module, norm: nn.Module) -> nn.Module:
    """One convolution in place of it and the BatchNorm behind it."""
    assert isinstance(convolution, nn.Conv1d | nn.Conv2d)
    assert isinstance(norm, nn.BatchNorm1d | nn.BatchNorm2d)
    fused: nn.Module = fuse_conv_bn_eval(convolution, norm)
    return fused


def fuse_all_(convolutions: nn.ModuleList, norms: nn.ModuleList) -> None:
    """Each of them with the BatchNorm of its number, which does nothing from then on."""
    for i, (convolution, norm) in enumerate(zip(convolutions, norms, strict=True)):
        convolutions[i], norms[i] = fused(convolution, norm), nn.Identity()


def fuse_blocks_(network: nn.Module) -> None:
    """Every `Block` in it, likewise."""
    for module in network.modules():
        if isinstance(module, Block):
            module.spread, module.norm = fused(module.spread, module.norm), nn.Identity()  # type: ignore[assignment]
