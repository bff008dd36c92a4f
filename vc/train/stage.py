"""What a stage of training is to the loop that drives it."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import torch
from torch import nn

from vc.data.conductormotion100 import Item
from vc.train import distributed
from vc.train.average import RunningMean
from vc.train.config import Config

Batch = dict[str, torch.Tensor]
Numbers = dict[str, float]

MOST_GRADIENT = 1.0  # norm that gradients are clipped to where a stage asks for it


@dataclass(frozen=True)
class Sample:
    """`config.sample_s` seconds of an item, from pose `first` on."""

    item: Item
    first: int


@dataclass(frozen=True)
class Need:
    """Weights of an earlier training. network : what they have to hold; required : nothing can be learnt without"""

    name: str
    network: str
    required: bool = False


class Stage(ABC):
    """A training: made from a config, the items that are trained on, a device, and what it `needs`, by name.

    what : it trains, in a few words
    presets : configs by the name of whose numbers they are, see `config`; needs : weights of earlier trainings
    networks : everything that is saved, by name; optimisers : likewise
    product : name of the network that the training is for; its weights are written as a file of their own
    model : its name in `vc.models.registry`
    kept : further networks whose weights get files of their own, by their names there too
    """

    what: ClassVar[str] = ""
    presets: ClassVar[dict[str, Config]]
    needs: ClassVar[tuple[Need, ...]] = ()
    config: Config
    networks: dict[str, nn.Module]
    optimisers: dict[str, torch.optim.Optimizer]
    product: str
    model: str
    kept: tuple[str, ...] = ()

    def __getstate__(self) -> dict[str, Any]:
        """What a worker process is sent to make batches with: nothing that learns, which may be large or on a GPU."""
        return {name: value for name, value in vars(self).items() if not _learns(value)}

    @abstractmethod
    def make_batch(self, samples: Sequence[Sample], rng: np.random.Generator, epoch: int) -> dict[str, np.ndarray]:
        """Arrays for one step, by name. Runs in worker processes: it must not use the networks."""

    @abstractmethod
    def step(self, batch: Batch, number: int) -> Numbers:
        """Learn from one batch. Returns the losses and whatever else is worth a curve."""

    @abstractmethod
    def validate(self, batch: Batch) -> Numbers:
        """The same kind of numbers without learning; networks are in inference mode."""

    def train(self, mode: bool = True) -> None:
        """Put the networks that learn into training mode, or all into inference mode."""
        for network in self.networks.values():
            network.train(mode)

    def autocast(self, device: torch.device) -> torch.autocast:
        return torch.autocast(device.type, torch.bfloat16, enabled=self.config.bf16)


def _learns(value: object) -> bool:
    values = value.values() if isinstance(value, dict) else [value]
    return any(isinstance(one, nn.Module | torch.optim.Optimizer | RunningMean) for one in values)


class OneNetwork(Stage):
    """A stage in which one network learns from its losses. Its needs are arguments of `_begin`.

    name : of the network in the training's state; makes : it, where it begins with random weights
    averaged : what is handed out, and validated, is a running mean of its weights; clipped : gradients are clipped
    """

    name: ClassVar[str]
    makes: ClassVar[Callable[[], nn.Module]]
    averaged: ClassVar[bool] = False
    clipped: ClassVar[bool] = False

    def __init__(self, config: Any, items: Sequence[Item], *, device: str = "cpu", **needs: Path) -> None:
        self.config = config
        self._network = self._begin(items, **needs).to(device)
        self._optimiser = self._optimise(self._network)
        self._mean = RunningMean(self._network) if self.averaged else None
        self.product = "average" if self._mean else self.name
        self.networks = {self.name: self._network} | ({"average": self._mean.module} if self._mean else {})
        self.optimisers = {self.name: self._optimiser}

    def _begin(self, items: Sequence[Item]) -> nn.Module:
        """The network before the first step. items : those that are trained on"""
        del items
        return type(self).makes()

    def _optimise(self, network: Any) -> torch.optim.Optimizer:
        return torch.optim.Adam(network.parameters(), lr=self.config.rate)

    @abstractmethod
    def _losses(self, network: Any, batch: Batch) -> dict[str, torch.Tensor]:
        """Those that `config` weighs, and whatever else is worth a curve."""

    def step(self, batch: Batch, number: int) -> Numbers:
        losses = self._losses(self._network, batch)
        learn_(self.config.total(losses), self._optimiser, clip=self.clipped)
        if self._mean:
            self._mean.follow_(self._network, number)
        return numbers(losses)

    def validate(self, batch: Batch) -> Numbers:
        return numbers(self._losses(self.networks[self.product], batch))


def learn_(loss: torch.Tensor, optimiser: torch.optim.Optimizer, *, clip: bool = False) -> None:
    """One step of an optimiser down `loss`, with gradients averaged over all processes; none are left afterwards."""
    parameters = [p for group in optimiser.param_groups for p in group["params"]]
    optimiser.zero_grad()
    loss.backward()
    distributed.average_gradients_(parameters)
    if clip:
        nn.utils.clip_grad_norm_(parameters, MOST_GRADIENT)
    optimiser.step()
    optimiser.zero_grad()


def numbers(values: dict[str, torch.Tensor]) -> Numbers:
    return {name: float(value.detach()) for name, value in values.items()}
