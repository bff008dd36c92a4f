"""Weights for the official network that are nobody's: random ones."""

import pytest
import torch

from vc.models.official.generator import Generator


@pytest.fixture(scope="session", autouse=True)
def one_thread():
    """Two OpenMP threads on a busy machine can be many times slower than one."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


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
