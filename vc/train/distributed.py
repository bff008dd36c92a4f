"""Several processes that train one network, as `torchrun` starts them; with one process nothing here does anything.

Gradients are averaged after the backward pass by hand. torch's DistributedDataParallel gives the same average, but
forbids the `torch.autograd.grad` that a gradient penalty needs; for networks of a million weights its overlapping of
work and transfer gains nothing.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import torch
from torch import distributed, nn


def rank() -> int:
    return distributed.get_rank() if _together() else 0


def world() -> int:
    return distributed.get_world_size() if _together() else 1


def _together() -> bool:
    return distributed.is_available() and distributed.is_initialized()


@contextmanager
def process_group(device: str) -> Iterator[str]:
    """Join the processes that torchrun started, for the time of a `with`; gives the device of this process.

    device : "cpu", or "cuda" for the graphics card that torchrun gives to each process
    """
    if "WORLD_SIZE" not in os.environ:
        yield device
        return
    local = int(os.environ.get("LOCAL_RANK", "0"))
    cuda = device == "cuda"
    if cuda:
        torch.cuda.set_device(local)
    distributed.init_process_group("nccl" if cuda else "gloo")
    try:
        yield f"cuda:{local}" if cuda else device
        distributed.barrier()  # the first process keeps the meeting point; it must not leave while others use it
    finally:
        distributed.destroy_process_group()


def average_gradients_(parameters: Iterable[nn.Parameter]) -> None:
    """The mean of each gradient over the processes; one transfer for all."""
    if world() > 1:
        _average_([p.grad for p in parameters if p.grad is not None])


def average_buffers_(networks: Iterable[nn.Module]) -> None:
    """The mean of BatchNorm's running statistics, of which each process has seen its own part of the data."""
    if world() > 1:
        _average_([b for network in networks for b in network.buffers() if b.is_floating_point()])


def _average_(tensors: list[torch.Tensor]) -> None:
    flat = torch.cat([tensor.detach().flatten() for tensor in tensors])
    distributed.all_reduce(flat)
    flat /= world()
    done = 0
    for tensor in tensors:
        tensor.copy_(flat[done : done + tensor.numel()].view_as(tensor))
        done += tensor.numel()


def copy_from_first_(networks: Iterable[nn.Module]) -> None:
    """Every process begins with the first one's weights."""
    if world() > 1:
        for network in networks:
            for tensor in network.state_dict().values():
                distributed.broadcast(tensor, 0)


def anywhere(flag: bool, device: str) -> bool:
    """Whether the flag is set in any process: all stop at the same step, or they would wait for each other forever."""
    if world() == 1:
        return flag
    shared = torch.tensor(float(flag), device=device)
    distributed.all_reduce(shared)
    return bool(shared > 0)


def gather(value: Any) -> list[Any]:
    """The value of every process, in order, in every process."""
    if world() == 1:
        return [value]
    values: list[Any] = [None] * world()
    distributed.all_gather_object(values, value)
    return values
