"""The networks to beat, and telling networks apart by their files."""

import pytest
import torch
from safetensors.torch import save_file

from vc.errors import WeightsError
from vc.models import build, load, recognise
from vc.models.checkpoint import to_bytes
from vc.models.cnn_lstm.network import CnnLstm, move_whole
from vc.models.plain.network import Plain
from vc.models.registry import networks


@pytest.fixture(scope="module")
def recurrent() -> CnnLstm:
    torch.manual_seed(2)
    return CnnLstm().eval()


@torch.inference_mode()
def test_the_plain_conductor_never_moves():
    plain = Plain()
    plain.pose.copy_(torch.rand(13, 2))
    poses = plain(torch.rand(2, 91, 128))
    assert poses.shape == (2, 31, 13, 2)
    assert torch.equal(poses, plain.pose.expand_as(poses))


@torch.inference_mode()
def test_the_recurrent_conductor_gives_thirty_poses_a_second(recurrent):
    assert recurrent(torch.rand(2, 270, 128)).shape == (2, 90, 13, 2)


@torch.inference_mode()
def test_tiles_change_nothing(recurrent):
    mel = torch.rand(3 * 400, 128)  # three tiles of 150 poses
    seen: list[float] = []
    torch.testing.assert_close(move_whole(recurrent, mel, seen.append), recurrent(mel[None])[0], atol=1e-5, rtol=0)
    assert seen == sorted(seen)
    assert seen[-1] == 1


@torch.inference_mode()
def test_the_recurrent_conductor_knows_the_past_alone(recurrent):
    mel = torch.rand(1, 600, 128)
    changed = mel.clone()
    changed[:, 360:] = 0
    first, second = recurrent(mel), recurrent(changed)
    reach = 6  # poses that the music encoder sees ahead
    torch.testing.assert_close(first[:, : 120 - reach], second[:, : 120 - reach])
    assert (first[:, 150:] - second[:, 150:]).abs().max() > 1e-4


@pytest.mark.parametrize("name", networks())
def test_a_file_says_which_network_it_holds(name, tmp_path):
    path = tmp_path / "weights.safetensors"
    path.write_bytes(to_bytes(build(name), name, recipe="none"))
    before = torch.random.get_rng_state()
    header = recognise(path)
    assert (header.network, header.notes) == (name, {"recipe": "none"})
    load(name, path)
    assert torch.equal(torch.random.get_rng_state(), before)


def test_a_file_holds_what_its_network_was_made_with(tmp_path):
    path = tmp_path / "weights.safetensors"
    path.write_bytes(to_bytes(build("baton", style_channels=9), "baton"))
    assert recognise(path).config == {"style_channels": 9}
    assert load("baton", path).hand.style_mean.shape == (9,)


def test_a_file_that_says_nothing_is_loaded_by_who_knows_it_and_not_recognised(tmp_path):
    torch.save(build("plain").state_dict(), tmp_path / "old.pt")
    load("plain", tmp_path / "old.pt")
    with pytest.raises(WeightsError, match=r"old\.pt does not say which network it holds.*--network NAME"):
        recognise(tmp_path / "old.pt")


def test_a_file_of_a_later_layout_is_refused(tmp_path):
    path = tmp_path / "weights.safetensors"
    save_file({"pose": torch.zeros(13, 2)}, path, {"version": "99", "network": "plain", "config": "{}"})
    with pytest.raises(WeightsError, match="another layout than 1"):
        load("plain", path)
