"""Loading weights: strictly, safely, and with words for what is wrong."""

import hashlib

import pytest
import torch

from tools.pack_weights import pack
from vc.errors import WeightsError
from vc.models import build, load
from vc.models.official.generator import Generator
from vc.models.registry import networks


@pytest.fixture
def checkpoint(generator, tmp_path):
    path = tmp_path / "generator.pt"
    torch.save(generator.state_dict(), path)
    return path


def edited(checkpoint, change):
    state = torch.load(checkpoint, weights_only=True)
    change(state)
    torch.save(state, checkpoint)
    return checkpoint


def test_a_saved_network_comes_back(generator, checkpoint):
    loaded = load("official", checkpoint)
    assert isinstance(loaded, Generator)
    assert not loaded.training
    state = loaded.state_dict()
    assert all(torch.equal(tensor, state[key]) for key, tensor in generator.state_dict().items())


def test_a_safetensors_file_holds_the_same_network(generator, checkpoint, tmp_path):
    packed = tmp_path / "generator.safetensors"
    digest = pack(checkpoint, packed, {"recipe": "none"}, network="official")
    assert hashlib.sha256(packed.read_bytes()).hexdigest() == digest
    state = load("official", packed).state_dict()
    assert all(torch.equal(tensor, state[key]) for key, tensor in generator.state_dict().items())
    assert [path.name for path in tmp_path.glob(".*")] == []


@pytest.mark.parametrize("name", networks())
def test_every_named_network_is_built(name):
    assert sum(parameter.numel() for parameter in build(name).parameters()) > 0


def test_an_unknown_network_is_refused_with_the_known_names():
    with pytest.raises(WeightsError, match=r"'offical'.*official, official-sync-net"):
        build("offical")


@pytest.mark.parametrize("name", ["nowhere.pt", "nowhere.safetensors"])
def test_a_missing_file_is_named(tmp_path, name):
    with pytest.raises(WeightsError, match=f"no weights file at .*{name}"):
        load("official", tmp_path / name)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        *(("page.pt", content) for content in (b"", b"<html>404</html>", b"\x80\x02garbage", b"PK\x03\x04broken")),
        *(("page.safetensors", content) for content in (b"", b"{}", b"\x08" + bytes(7) + b"{broken}")),
    ],
)
def test_a_file_of_something_else_is_refused(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(WeightsError, match=f"{name} is damaged"):
        load("official", path)


def test_a_half_downloaded_file_is_refused(checkpoint):
    checkpoint.write_bytes(checkpoint.read_bytes()[:100_000])
    with pytest.raises(WeightsError, match="damaged"):
        load("official", checkpoint)


def test_a_file_with_code_in_it_is_not_run(tmp_path):
    class Trap:
        def __reduce__(self):
            return (open, (str(tmp_path / "sprung"), "w"))

    torch.save({"weight": Trap()}, tmp_path / "trap.pt")
    with pytest.raises(WeightsError, match="could run code"):
        load("official", tmp_path / "trap.pt")
    assert not (tmp_path / "sprung").exists()


def test_another_networks_weights_are_refused(tmp_path):
    torch.save(build("official-sync-net").state_dict(), tmp_path / "other.pt")
    with pytest.raises(WeightsError, match=r"does not hold the network 'official'.*missing.*not known to it"):
        load("official", tmp_path / "other.pt")


def test_a_missing_tensor_is_named(checkpoint):
    with pytest.raises(WeightsError, match=r"1 of 278 tensors missing \(noise_BN\.weight\)"):
        load("official", edited(checkpoint, lambda state: state.pop("noise_BN.weight")))


def test_a_wrong_shape_is_named(checkpoint):
    with pytest.raises(WeightsError, match=r"tcn\.fc\.4\.bias is \(20,\), needed is \(26,\)"):
        load("official", edited(checkpoint, lambda state: state.update({"tcn.fc.4.bias": torch.zeros(20)})))


def test_values_that_are_not_finite_are_refused(checkpoint):
    with pytest.raises(WeightsError, match=r"noise_BN\.bias holds values that are not finite"):
        load("official", edited(checkpoint, lambda state: state["noise_BN.bias"].fill_(torch.nan)))


def test_a_list_is_no_state_dict(tmp_path):
    torch.save([1, 2], tmp_path / "list.pt")
    with pytest.raises(WeightsError, match="holds a list"):
        load("official", tmp_path / "list.pt")
