"""Models whose weights the user trains keep the same promises as the others."""

import numpy as np
import pytest
import torch

from tests.rhythms import steady
from vc.errors import WeightsError
from vc.models import build, load
from vc.models.checkpoint import read_state, to_bytes
from vc.models.registry import MODELS
from vc.motion.generate import generate
from vc.music import Mel
from vc.skeleton import pose_count

TRAINED = [name for name, model in MODELS.items() if model.networks and not model.weights]


def mel_of(seconds: float) -> Mel:
    return Mel(np.random.default_rng(0).random((int(90 * seconds + 1e-6), 128), np.float32), seconds)


@pytest.fixture(scope="module")
def untrained(tmp_path_factory):
    folder = tmp_path_factory.mktemp("trained")
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(3)
        for name in TRAINED:
            (folder / f"{name}.safetensors").write_bytes(to_bytes(build(name), name))
    return folder


@pytest.mark.parametrize("name", TRAINED)
@pytest.mark.parametrize("seconds", [0.05, 0.5, 2.1667, 61.7])
def test_every_second_of_music_gets_thirty_poses(name, seconds, untrained):
    seen: list[float] = []
    motion = generate(
        mel_of(seconds), model=name, weights_path=untrained / f"{name}.safetensors", rhythm=steady(seconds),
        on_progress=seen.append,
    )  # fmt: skip
    assert len(motion) == pose_count(seconds)
    assert seen == sorted(seen)
    assert seen[-1] == 1.0


def test_a_performer_moves_to_music_as_its_first_stage_alone_does(untrained, tmp_path):
    """The shipped file holds all stages; the training of the first leaves a file of that alone."""
    path, mel = untrained / "performer-music.safetensors", mel_of(12.0)
    performer = build("performer")
    performer.music.load_state_dict(read_state(path))
    torch.save(performer.state_dict(), tmp_path / "performer.pt")  # a file that does not say what it holds
    alone = generate(mel, model="performer-music", weights_path=path)
    whole = generate(mel, model="performer", weights_path=tmp_path / "performer.pt", seed=5)
    np.testing.assert_array_equal(whole.points, alone.points)
    assert len(whole) == 360


def test_the_recurrent_conductor_is_the_network_on_the_whole_piece(untrained):
    path, mel = untrained / "cnn-lstm.safetensors", mel_of(21.0)
    with torch.inference_mode():
        whole = load("cnn-lstm", path)(torch.from_numpy(mel.values)[None])[0]
    np.testing.assert_allclose(generate(mel, model="cnn-lstm", weights_path=path).points, whole, atol=1e-5)


@pytest.mark.parametrize("name", TRAINED)
def test_missing_weights_are_told_with_the_training_that_makes_them(name):
    with pytest.raises(WeightsError, match=f"python -m vc train {name} DATA"):
        generate(mel_of(1), model=name)
