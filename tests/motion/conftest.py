"""Weights for the official network that are nobody's: random ones."""

import pytest
import torch

from vc.models.official.generator import Generator


@pytest.fixture(scope="session")
def random_weights(tmp_path_factory):
    """A checkpoint of the official network's form, with random tensors."""
    path = tmp_path_factory.mktemp("weights") / "random.pt"
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(11)
        network = Generator()
        network.tcn.fc[-2].weight.data *= 20
        torch.save(network.state_dict(), path)
    return path
