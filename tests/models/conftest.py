"""A generator with random weights, whose normalisations do something."""

import pytest
import torch
from torch import nn

from vc.models.official.generator import Generator


@pytest.fixture(scope="session")
def generator() -> Generator:
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(7)
        network = Generator()
        norms = [module for module in network.modules() if isinstance(module, nn.BatchNorm1d | nn.BatchNorm2d)]
        for norm in norms:
            norm.momentum = 1.0  # take over the statistics of the one batch below
            norm.weight.data.uniform_(0.8, 1.2)
            norm.bias.data.normal_(0, 0.1)
        network.tcn.fc[-2].weight.data *= 5  # poses that differ
        with torch.no_grad():
            network.train()(torch.rand(2, 540, 128), torch.randn(2, 6, 8))
    return network.eval()


@pytest.fixture(scope="session")
def numbers() -> torch.Generator:
    return torch.Generator().manual_seed(3)
