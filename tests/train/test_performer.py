"""Let's Play Music from the command line: music to keypoints and a coarse video, then the frames of a performer."""

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file

from vc.cli import main
from vc.data.conductormotion100 import list_split
from vc.models import load, recognise
from vc.models.performer.load import load_performer
from vc.models.performer.network import draw_whole
from vc.models.performer.train import PerformerConfig
from vc.models.performer.train_music import PerformerMusicConfig
from vc.train.batches import Batches, list_samples
from vc.train.run import make_stage

COMMON = ["sample_s=1", "bf16=false", "warmup_steps=0", "save_every=2", "validate_every=2", "validate_batches=1"]


@pytest.fixture(scope="module", autouse=True)
def _small():
    """A plate of a few frames. Commands choose how many threads torch has: the tests after these shall not notice."""
    before = torch.get_num_threads()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("vc.models.performer.train.LOOKED_AT", 12)
        yield
    torch.set_num_threads(before)


def train(stage: str, data: Path, out: Path, steps: int, *words: str, settings: tuple[str, ...] = ()) -> int:
    arguments = ["train", stage, str(data), "--out", str(out), "--steps", str(steps), *words]
    return main([*arguments, "--set", *COMMON, *settings])


def logged(folder: Path, part: str) -> list[dict]:
    lines = map(json.loads, (folder / "log.jsonl").read_text().splitlines())
    return [line for line in lines if line["part"] == part]


@pytest.fixture(scope="module")
def music(filmed_folder, tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("music")
    settings = ("batch=2", "coarse_frames=4", "decay=false", "rate=0.002")
    assert train("performer-music", filmed_folder, out, 8, settings=settings) == 0
    return out


@pytest.fixture(scope="module")
def painter(filmed_folder, music, tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("painter")
    words = ("--with", f"stage1={music / 'weights.safetensors'}")
    assert train("performer", filmed_folder, out, 6, *words, settings=("clip_frames=2", "decay=false")) == 0
    return out


def test_the_first_stage_learns(music):
    """With a conductor whom it has not seen."""
    assert recognise(music / "weights.safetensors").network == "performer-music"
    losses = logged(music, "validate")
    for name in ("velocity", "coarse", "retarget"):
        assert losses[-1][name] < losses[0][name]


def test_the_first_stage_begins_with_the_mean_and_a_fit_of_the_stage(filmed_folder):
    from vc.data.performance import Performance

    items = [Performance.of(item) for item in list_split(filmed_folder, "train")]
    stage = make_stage(PerformerMusicConfig(sample_s=1, batch=2, coarse_frames=4, bf16=False), items)
    network = stage.networks["average"]
    motion, points = (np.concatenate([np.asarray(part) for part in parts]) for parts in (
        [item.motion for item in items], [item.keypoints for item in items]))  # fmt: skip
    mean = network.keypoints.points.bias.detach().reshape(19, 2).numpy()
    assert np.abs(mean - points.mean(axis=0)).max() < 0.02
    with torch.inference_mode():
        guessed = network.retarget(torch.from_numpy(motion)[None])[0].numpy()
        joints = network.to_stage(torch.from_numpy(points)).numpy()
    assert np.abs(guessed - points).mean() < 0.01
    assert np.abs(joints - motion).mean() < 0.03


def test_the_drawing_learns_and_begins_with_the_first_stage(painter, music):
    network = load_performer(painter / "weights.safetensors")
    before = load("performer-music", music / "weights.safetensors").state_dict()
    for name, tensor in network.music.state_dict().items():
        torch.testing.assert_close(tensor, before[name], rtol=0, atol=0)
    losses = logged(painter, "validate")
    assert losses[-1]["psnr"] > losses[0]["psnr"]
    assert losses[-1]["pixels"] < losses[0]["pixels"]
    assert {"pixels", "details", "change", "psnr"} <= logged(painter, "train")[-1].keys()


def test_what_was_trained_draws_the_scene(painter, filmed_folder):
    (item,) = list_split(filmed_folder, "test")
    network = load_performer(painter / "weights.safetensors")
    (picture,) = draw_whole(network, np.array(item.motion[:1], np.float32))
    from vc.data.performance import Performance

    (truth,) = Performance.of(item).frames(0, 1, 512)
    edge = np.s_[:, :60]  # nobody comes there
    assert np.abs(picture[edge].astype(int) - truth[edge]).mean() < 20  # of grey that covers all at the beginning


def test_a_training_goes_on_where_it_stopped(filmed_folder, music, painter, tmp_path, capsys):
    words = ("--with", f"stage1={music / 'weights.safetensors'}")
    settings = ("clip_frames=2", "decay=false")
    assert train("performer", filmed_folder, tmp_path, 6, *words, "--max-minutes", "0", settings=settings) == 0
    assert "step 1 of 6, stopped; the same command goes on" in capsys.readouterr().out
    assert train("performer", filmed_folder, tmp_path, 6, *words, settings=settings) == 0
    assert "step 6 of 6, done" in capsys.readouterr().out
    one, other = (load_file(folder / "weights.safetensors") for folder in (painter, tmp_path))
    for name, tensor in one.items():
        torch.testing.assert_close(other[name], tensor, msg=name)


@pytest.mark.parametrize("left_out", ["structure", "temporal"])
def test_a_module_can_be_left_out_and_the_file_tells(left_out, filmed_folder, music, tmp_path):
    words = ("--with", f"stage1={music / 'weights.safetensors'}")
    settings = ("clip_frames=1", f"{left_out}=false", "validate_every=100")
    assert train("performer", filmed_folder, tmp_path, 1, *words, settings=settings) == 0
    network = load_performer(tmp_path / "weights.safetensors").painter
    assert (network.structure is None) == (left_out == "structure")
    assert network.temporal == (left_out != "temporal")


def test_the_drawing_says_what_it_needs(filmed_folder, tmp_path, capsys):
    assert train("performer", filmed_folder, tmp_path, 1) == 2
    assert "weights of performer-music: name them as stage1" in capsys.readouterr().err


def test_a_dataset_without_pictures_is_refused_by_name(conducted, tmp_path, capsys):
    assert train("performer-music", conducted, tmp_path, 1, settings=("batch=2", "coarse_frames=4")) == 2
    assert "has no readable keypoints.npy" in capsys.readouterr().err


def test_a_batch_holds_frames_and_keypoints_of_the_same_moments(filmed_folder, music):
    from vc.data.performance import Performance

    items = [Performance.of(item) for item in list_split(filmed_folder, "train")]
    config = PerformerConfig(sample_s=1, clip_frames=3, jitter=0.0, bf16=False, foreign_music=0.0)
    stage = make_stage(config, items, stage1=music / "weights.safetensors")
    (batch,) = Batches(stage, list_samples(items, 1)).stream(0, 1)
    assert batch["frames"].shape == (1, 3, 512, 512, 3)
    points = batch["points"][0].numpy()
    found = [
        (item, first)
        for item in items
        for first in range(len(item.motion) - 2)
        if np.allclose(np.asarray(item.keypoints[first : first + 3]), points, atol=1e-6)
    ]
    assert len(found) == 1
    (item, first), = found  # fmt: skip
    np.testing.assert_array_equal(batch["frames"][0].numpy(), item.frames(first, 3, 512))
