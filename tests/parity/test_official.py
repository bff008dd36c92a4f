"""The authors' numbers, to single precision. See `reference_dir` for what these tests compare with."""

import json
from pathlib import Path

import numpy as np
import pytest
import torch

from vc.audio.mel import official_mel
from vc.evaluate.metrics import mse, rde, sce, sdp
from vc.models import build, load
from vc.models.official.fast import FastGenerator
from vc.motion.generate import generate

CHECKPOINTS = {"official": "M2SGAN_official_pretrained.pt", "official-sync-net": "M2SNet_official_pretrained.pt"}
# Names and shapes of all tensors in the authors' checkpoints.
RECORDED_SHAPES = json.loads((Path(__file__).parent / "official_state_dicts.json").read_text())


@pytest.fixture(scope="module")
def gan(reference_dir):
    return dict(np.load(reference_dir / "golden" / "official_m2sgan.npz"))


@pytest.fixture(scope="module")
def sync(reference_dir):
    return dict(np.load(reference_dir / "golden" / "official_m2snet.npz"))


@pytest.fixture(scope="module")
def networks(reference_dir):
    return {name: load(name, reference_dir / "checkpoints" / CHECKPOINTS[name]) for name in CHECKPOINTS}


def close(actual, expected) -> None:
    np.testing.assert_allclose(np.asarray(actual), expected, atol=1e-4, rtol=0)


@pytest.mark.parametrize("name", CHECKPOINTS)
def test_tensor_names_and_shapes_are_the_authors(name):
    own = {key: list(tensor.shape) for key, tensor in build(name).state_dict().items()}
    assert own == RECORDED_SHAPES[name]


def test_features(gan):
    mel = official_mel(gan["audio"])
    assert mel.values.shape == gan["mel"].shape
    close(mel.values, gan["mel"])


def test_features_of_music_that_comes_in_blocks(gan):
    audio = gan["audio"]
    close(official_mel(audio[start : start + 10_000] for start in range(0, len(audio), 10_000)).values, gan["mel"])


@torch.inference_mode()
def test_generator(gan, networks):
    network, mel = networks["official"], torch.from_numpy(gan["mel"][None, :2700])
    close(network.music_encoder(mel), gan["music_code"])
    close(network(mel, torch.from_numpy(gan["noise"])), gan["motion"])


def test_inference_form_of_the_generator(gan, networks):
    motion = FastGenerator(networks["official"])(torch.from_numpy(gan["mel"][:2700]), torch.from_numpy(gan["noise"][0]))
    close(motion, gan["motion"][0])


@torch.inference_mode()
def test_inference_form_equals_the_plain_one(gan, networks):
    mel = torch.from_numpy(np.tile(gan["mel"], (3, 1)))
    noise = torch.randn(96, 8, generator=torch.Generator().manual_seed(0))
    plain = networks["official"](mel[None], noise[None])[0]
    np.testing.assert_allclose(FastGenerator(networks["official"])(mel, noise), plain, atol=1e-5, rtol=0)


@torch.inference_mode()
def test_sync_network(gan, sync, networks):
    network = networks["official-sync-net"]
    mel, motion = torch.from_numpy(gan["mel"][None, :2700]), torch.from_numpy(gan["motion"])
    close(network.music_encoder(mel), sync["music_code"])
    close(network.motion_encoder(motion), sync["motion_code"])
    close(network(mel, motion), sync["sync"])
    close(network(mel, motion.roll(30, 1)), sync["sync_shifted_30_frames"])


@pytest.mark.parametrize(("real", "generated"), [("random", "generated"), ("generated", "shifted")])
def test_metrics(reference_dir, real, generated):
    golden = np.load(reference_dir / "golden" / "official_metrics.npz")
    own = [metric(golden[real], golden[generated]) for metric in (rde, sce, mse, sdp)]
    np.testing.assert_allclose(own, golden[f"{real}_vs_{generated}__rde_sce_mse_sdp"], rtol=1e-5)


def test_seams_move_no_faster_than_the_motion_around_them(gan, reference_dir):
    """The authors' driver starts anew every minute; 2.5 minutes from one piece have no jump there."""
    audio = np.tile(gan["audio"], 5)[: 150 * 22_050]
    path = reference_dir / "checkpoints" / CHECKPOINTS["official"]
    motion = generate(audio, model="official", weights_path=path).points
    speed = np.linalg.norm(np.diff(motion, axis=0), axis=2).max(axis=1)
    for seam in (1800, 3600):
        around = np.r_[speed[seam - 60 : seam - 3], speed[seam + 3 : seam + 60]]
        assert speed[seam - 3 : seam + 3].max() <= around.max()
