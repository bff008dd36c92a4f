"""The own model: what it takes, how far it sees, a body that cannot grow, and tiles that change nothing."""

from dataclasses import astuple

import numpy as np
import pytest
import torch

from vc.channels import DIRECTIONS, SHARES, channel
from vc.conductor import Body as Sizes
from vc.conductor import perform
from vc.errors import WeightsError
from vc.models import build, load
from vc.models.baton import ear, network, reader
from vc.models.baton.fast import FastBaton
from vc.models.baton.limbs import BODY, FREE, LAYERS, Limbs, resting
from vc.models.baton.network import Baton, spread
from vc.models.baton.phase import bar_phase
from vc.models.baton.train_start import start_from_
from vc.models.checkpoint import to_bytes
from vc.music import Rhythm
from vc.skeleton import Joint


@pytest.fixture(scope="module")
def baton() -> Baton:
    """Random weights; norms that do something; motion that differs from pose to pose."""
    torch.manual_seed(3)
    baton = Baton()
    baton.hand.out.weight.data *= 20
    for module in baton.modules():
        if isinstance(module, torch.nn.BatchNorm1d | torch.nn.BatchNorm2d):
            module.running_mean.normal_(0, 0.1)
            module.running_var.uniform_(0.5, 1.5)
            module.weight.data.uniform_(0.8, 1.2)
            module.bias.data.normal_(0, 0.1)
    return baton.eval()


def styles(count: int, numbers: torch.Generator) -> torch.Tensor:
    style = torch.randn(count, network.STYLE_CHANNELS, generator=numbers)
    style[:, BODY] = torch.tensor(astuple(Sizes())) * (1 + 0.05 * torch.rand(count, 6, generator=numbers))
    return style


def inputs(seconds: int, count: int = 1, seed: int = 0):
    """Intent, style and noise, a vector for each pose."""
    numbers = torch.Generator().manual_seed(seed)
    return (
        torch.randn(count, 30 * seconds, network.INTENT_CHANNELS, generator=numbers),
        styles(count, numbers),
        spread(torch.randn(count, seconds + 1, network.NOISE_CHANNELS, generator=numbers), 30 * seconds),
    )


@torch.inference_mode()
def test_a_second_of_music_gets_thirty_poses(baton):
    poses = baton.hand(*inputs(3, count=2))
    assert poses.shape == (2, 90, LAYERS)
    assert poses.dtype == torch.float32
    code, heard = baton.ear(torch.rand(2, 270, 128))
    assert (code.shape, heard.shape) == ((2, 128, 90), (2, 5, 90))
    assert baton.reader(code, torch.rand(2, 270, 128)).shape == (2, 4, 90)


def test_it_has_about_a_million_weights_and_hears_thirty_seconds():
    parameters = sum(p.numel() for p in build("baton").parameters())
    assert 1.2e6 < parameters < 2e6
    assert 2 * ear.CONTEXT / 30 > 30


def test_untrained_it_rests():
    torch.manual_seed(0)
    intent, style, noise = inputs(2)
    with torch.no_grad():
        poses = Baton().eval().hand(intent, style, noise)
        rest = Limbs()(resting().expand(1, 1, FREE), style[:, BODY])
    assert (poses - rest).abs().mean() < 0.05
    joints = rest[0, 0, :39].unflatten(-1, (13, 3))
    assert joints[Joint.LEFT_SHOULDER, 0] > joints[Joint.RIGHT_SHOULDER, 0]
    assert joints[[Joint.LEFT_HIP, Joint.RIGHT_HIP]].mean(0).tolist() == pytest.approx([0, 0, 0], abs=1e-6)
    assert joints[Joint.NOSE, 1] > joints[Joint.LEFT_SHOULDER, 1] > joints[Joint.LEFT_HIP, 1]


def test_bones_in_space_have_the_lengths_of_the_style_whatever_is_asked():
    sizes = torch.tensor(astuple(Sizes.draw(4)))[None]
    layers = Limbs()(torch.randn(1, 500, FREE) * 30, sizes)[0].numpy()
    joints, channels = layers[:, :39].reshape(-1, 13, 3), layers[:, 39:]
    for a, b, number in (
        (Joint.LEFT_SHOULDER, Joint.RIGHT_SHOULDER, 0), (Joint.LEFT_HIP, Joint.RIGHT_HIP, 1),
        (Joint.LEFT_SHOULDER, Joint.LEFT_ELBOW, 2), (Joint.RIGHT_ELBOW, Joint.RIGHT_WRIST, 3),
    ):  # fmt: skip
        lengths = np.linalg.norm(joints[:, a] - joints[:, b], axis=1)
        np.testing.assert_allclose(lengths, float(sizes[0, number]), rtol=1e-4)
    for name in DIRECTIONS:
        np.testing.assert_allclose(np.linalg.norm(channel(channels, name), axis=1), 1, atol=1e-3)
    for name in SHARES:
        assert 0 <= channel(channels, name).min() <= channel(channels, name).max() <= 1


def test_every_pose_of_the_simulated_conductor_can_be_reached():
    """The limbs are those of `vc.conductor`: what is left over is rounding."""
    motion = perform(_rhythm(np.arange(1.0, 9.0, 0.5)), seed=4)
    wanted = torch.from_numpy(motion.joints[::30].reshape(-1, 39))
    free = resting().expand(1, len(wanted), FREE).clone().requires_grad_(True)
    sizes = torch.tensor(astuple(Sizes.draw(4)))[None]
    optimiser = torch.optim.LBFGS([free], max_iter=300, line_search_fn="strong_wolfe")

    def away() -> torch.Tensor:
        optimiser.zero_grad()
        loss = (Limbs()(free, sizes)[0, :, :39] - wanted).square().sum()
        loss.backward()
        return loss

    optimiser.step(away)
    assert float(away().detach() / len(wanted)) ** 0.5 < 0.005


@torch.inference_mode()
def test_a_training_begins_with_an_earlier_ear_and_all_that_has_kept_its_shape(tmp_path, baton):
    path, fresh = tmp_path / "earlier.safetensors", Baton().eval()
    state = baton.state_dict()
    state["hand.out.weight"] = torch.zeros(7, 64, 1)  # of another hand
    path.write_bytes(to_bytes(baton, "baton", state))
    own = fresh.hand.out.weight.clone(), fresh.hand.style_mean.clone()
    start_from_(fresh, path)
    mel = torch.rand(1, 90, 128)
    torch.testing.assert_close(fresh.ear(mel), baton.ear(mel))
    torch.testing.assert_close(fresh.hand.gather.weight, baton.hand.gather.weight)
    assert torch.equal(fresh.hand.out.weight, own[0])
    assert torch.equal(fresh.hand.style_mean, own[1])


def test_weights_without_an_ear_begin_nothing(tmp_path, baton):
    path = tmp_path / "deaf.safetensors"
    path.write_bytes(to_bytes(baton, "baton", {"hand.out.bias": torch.zeros(FREE)}))
    with pytest.raises(WeightsError, match=r"deaf.safetensors has no ear to begin with \(ear\.\S+ is missing\)"):
        start_from_(Baton(), path)


def test_a_file_with_settings_that_are_not_known_is_of_another_version(tmp_path):
    plane = Baton()
    plane.config = {"style_channels": 25, "told": True, "latents": True}
    path = tmp_path / "plane.safetensors"
    path.write_bytes(to_bytes(plane, "baton"))
    with pytest.raises(WeightsError, match="another version of the network 'baton', made with style_channels, told"):
        load("baton", path)


@pytest.mark.parametrize("which", [0, 1, 2])
@torch.inference_mode()
def test_each_input_moves_the_body(baton, which):
    first, second = inputs(3, seed=0), inputs(3, seed=1)
    mixed = list(first)
    mixed[which] = second[which]
    assert (baton.hand(*first) - baton.hand(*mixed)).abs().mean() > 1e-4


@torch.inference_mode()
def test_it_sees_as_far_as_its_constants_say(baton):
    mel = torch.rand(1, 90 * 40, 128)
    code, _ = baton.ear(mel)
    changed = mel.clone()
    changed[:, : 90 * 2] = 0  # the first 60 poses
    difference = (baton.ear(changed)[0] - code).abs().amax(dim=(0, 1))
    last = int(torch.nonzero(difference > 1e-6).max())
    assert 59 + 0.9 * ear.CONTEXT < last <= 59 + ear.CONTEXT


@pytest.mark.parametrize("tile", [37, 200])
def test_tiles_and_folding_change_nothing(baton, tile):
    numbers = torch.Generator().manual_seed(2)
    (intent, style, _), choices = inputs(12), torch.randn(1, 13, network.NOISE_CHANNELS, generator=numbers)
    mel = torch.rand(1, 1080, 128, generator=numbers)
    with torch.inference_mode():
        whole = baton.hand(intent, style, spread(choices, 360))
        code, heard = baton.ear(mel)
        read = baton.reader(code, mel)
    fast = FastBaton(baton, tile=tile)
    seen: list[float] = []
    fast_code, values = fast.listen(mel[0], seen.append)
    motion = fast.move(intent[0], style[0], choices[0], seen.append)
    assert float((motion - whole[0]).abs().max()) < 1e-4
    assert float((values - ear.as_values(heard)[0]).abs().max()) < 1e-4
    assert float((fast.read(fast_code, mel[0]) - reader.as_values(read)[0]).abs().max()) < 1e-4
    assert seen.count(1.0) == 2


def test_folding_leaves_the_network_as_it_is(baton):
    before = {name: tensor.clone() for name, tensor in baton.state_dict().items()}
    FastBaton(baton)
    assert all(torch.equal(tensor, before[name]) for name, tensor in baton.state_dict().items())


def test_noise_is_linear_between_its_vectors():
    noise = torch.arange(3.0)[None, :, None].expand(1, 3, 8)
    assert spread(noise, 60)[0, :, 0].tolist() == pytest.approx(np.arange(60) / 30, abs=1e-6)
    with pytest.raises(ValueError, match="61 poses lie between 4 noise vectors; there are 3"):
        spread(noise, 61)


def _rhythm(beats: np.ndarray, metre: int = 4, seconds: float = 10.0) -> Rhythm:
    place = np.arange(len(beats)) % metre
    return Rhythm(beats, place, np.full(len(beats), metre), np.zeros(round(30 * seconds), np.float32), seconds)


def _away(first: float, second: float) -> float:
    """Distance of two places on a circle of 1."""
    return abs((first - second + 0.5) % 1 - 0.5)


def test_the_phase_of_a_waltz():
    sine, cosine = bar_phase(_rhythm(np.arange(1.0, 9.0, 0.5), metre=3), 300)
    bar = np.arctan2(sine, cosine) / (2 * np.pi) % 1
    assert _away(bar[45], 1 / 3) < 1e-4  # 1.5 s is the second beat
    assert _away(bar[75], 0) < 1e-4  # 2.5 s is the second bar
    assert _away(bar[37], (37 / 30 - 1) / 1.5) < 1e-4


def test_the_beat_before_the_first_is_the_preparation_and_rests_have_no_phase():
    beats = np.concatenate([np.arange(1.0, 4.0, 0.5), np.arange(7.0, 9.0, 0.5)])
    sine, cosine = bar_phase(_rhythm(beats), 300)
    active = np.flatnonzero(np.abs(sine) + np.abs(cosine) > 0) / 30
    assert active[0] == pytest.approx(0.5, abs=0.04)
    assert not ((active > 4.05) & (active < 6.45)).any()
    assert active[-1] == pytest.approx(9.0, abs=0.05)
    assert 0.75 < np.arctan2(sine[20], cosine[20]) / (2 * np.pi) % 1 < 1  # the preparation is the bar's last beat


def test_music_without_beats_has_no_phase():
    assert not bar_phase(_rhythm(np.zeros(0)), 60).any()
    assert not bar_phase(_rhythm(np.array([1.0])), 60).any()
