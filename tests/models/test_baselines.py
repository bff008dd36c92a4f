"""The networks to beat, and telling networks apart by their files."""

import pytest
import torch

from vc.errors import WeightsError
from vc.models import MODELS, build, load, recognise
from vc.models.baselines import CnnLstm, Plain, move_whole


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


@pytest.mark.parametrize("name", MODELS)
def test_a_file_is_recognised_by_its_tensors(name, tmp_path):
    torch.save(build(name).state_dict(), tmp_path / "weights.pt")
    before = torch.random.get_rng_state()
    assert recognise(tmp_path / "weights.pt") == name
    assert torch.equal(torch.random.get_rng_state(), before)
    load(name, tmp_path / "weights.pt")


def test_a_file_of_no_known_network_is_refused(tmp_path):
    torch.save({"pose": torch.zeros(5)}, tmp_path / "other.pt")
    with pytest.raises(WeightsError, match=r"other\.pt holds none of the networks official, .*plain"):
        recognise(tmp_path / "other.pt")
