"""The inference form: the same motion, in tiles of any size."""

import pytest
import torch

from vc.models.official.fast import DECODER_CONTEXT, ENCODER_CONTEXT, FastGenerator, fold
from vc.models.official.pose_decoder import MIN_POSES


@pytest.fixture(scope="module")
def piece(generator, numbers):
    """30 s and a bit: mel, noise, and the plain network's motion."""
    mel, noise = torch.rand(2710, 128, generator=numbers), torch.randn(31, 8, generator=numbers)
    with torch.inference_mode():
        return mel, noise, generator(mel[None], noise[None])[0]


def test_the_reference_motion_moves(piece):
    assert piece[2].std(0).mean() > 0.01


@pytest.mark.parametrize(("encoder_tile", "decoder_tile"), [(10_000, 10_000), (150, 10_000), (37, 100), (7, 65)])
def test_tiles_give_the_plain_networks_motion(generator, piece, encoder_tile, decoder_tile):
    mel, noise, expected = piece
    fast = FastGenerator(generator, encoder_tile=encoder_tile, decoder_tile=decoder_tile)
    assert (fast(mel, noise) - expected).abs().max() < 1e-5


def test_the_encoder_sees_exactly_its_context(generator, numbers):
    mel = torch.rand(1, 90 * 3, 128, generator=numbers)
    changed = mel.clone()
    changed[:, 135:138] = 1 - changed[:, 135:138]  # pose 45's own frames
    with torch.inference_mode():
        moved = (generator.music_encoder(mel) - generator.music_encoder(changed)).abs().amax((0, 2)) > 0
    reached = torch.nonzero(moved).flatten()
    assert reached.min() >= 45 - ENCODER_CONTEXT
    assert reached.max() <= 45 + ENCODER_CONTEXT


def test_the_decoder_sees_exactly_its_context(generator, numbers):
    codes = torch.randn(1, 801, 128, generator=numbers)
    changed = codes.clone()
    changed[:, 400] += 100
    with torch.inference_mode():
        moved = (generator.tcn(codes) - generator.tcn(changed)).abs().amax((0, 2, 3)) > 0
    reached = torch.nonzero(moved).flatten()
    assert reached.min() >= 400 - DECODER_CONTEXT
    assert reached.max() <= 400 + DECODER_CONTEXT


@pytest.mark.parametrize("frames", [MIN_POSES * 3 - 2, 200, 400, 401, 402])
def test_short_and_odd_lengths(generator, numbers, frames):
    mel, noise = torch.rand(frames, 128, generator=numbers), torch.randn(5, 8, generator=numbers)
    with torch.inference_mode():
        expected = generator(mel[None], noise[None])[0]
    assert (FastGenerator(generator, encoder_tile=20, decoder_tile=65)(mel, noise) - expected).abs().max() < 1e-5


def test_folding_leaves_the_network_as_it_was(generator):
    before = {key: value.clone() for key, value in generator.state_dict().items()}
    folded = fold(generator)
    after = generator.state_dict()
    assert before.keys() == after.keys()
    assert all(torch.equal(before[key], after[key]) for key in before)
    assert not any("weight_g" in key or "conv2d_layer.1.running_mean" in key for key in folded.state_dict())


def test_inputs_are_not_changed(generator, piece):
    mel, noise = piece[0].clone(), piece[1].clone()
    FastGenerator(generator)(mel, noise)
    assert torch.equal(mel, piece[0])
    assert torch.equal(noise, piece[1])


def test_progress_rises_to_one(generator, piece):
    seen: list[float] = []
    FastGenerator(generator, encoder_tile=100)(piece[0], piece[1], seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == pytest.approx(1)
    assert len(seen) > 5


def test_too_little_music_or_noise_is_refused(generator):
    with pytest.raises(ValueError, match=f"needs {MIN_POSES} poses"):
        FastGenerator(generator)(torch.zeros(30, 128), torch.zeros(1, 8))
    with pytest.raises(ValueError, match="too few"):
        FastGenerator(generator)(torch.zeros(900, 128), torch.zeros(9, 8))


@pytest.mark.skipif(not torch.cuda.is_available(), reason="no CUDA device")
def test_a_gpu_gives_the_same_motion(generator, piece):
    mel, noise, expected = piece
    from copy import deepcopy

    assert (FastGenerator(deepcopy(generator).cuda())(mel, noise) - expected).abs().max() < 1e-3
