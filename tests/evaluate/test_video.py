"""Neural renderers on motion they have never seen: from the words of the command line to tables and a contact sheet."""

import json
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
import torch
from PIL import Image

from vc.cli import main
from vc.data.performance import Performance
from vc.evaluate.perceptual import find_lpips
from vc.evaluate.video import Contestant, evaluate_video, find_samples, yardsticks
from vc.models.checkpoint import to_bytes
from vc.models.performer.network import Performer

RENDERED = {"still plate", "nearest training frame", "mine", "mine, from motion"}


@pytest.fixture(scope="module")
def weights(tmp_path_factory) -> Path:
    """A performer that has learnt nothing, without the structure module."""
    torch.manual_seed(2)
    path = tmp_path_factory.mktemp("performer") / "weights.safetensors"
    path.write_bytes(to_bytes(Performer(structure=False), "performer"))
    return path


@pytest.fixture
def short(monkeypatch) -> None:
    """Seconds of five poses, and a plate of a few frames, as pictures take long."""
    monkeypatch.setattr("vc.evaluate.video.POSE_RATE", 5)
    monkeypatch.setattr("vc.evaluate.video.GLIMPSES", 12)


def test_tables_json_and_a_contact_sheet(filmed_folder, weights, short, tmp_path, capsys):
    del short
    words = ["--split", "val", "--seconds", "1", "--limit", "2", "--out", str(tmp_path)]
    assert main(["evaluate", str(filmed_folder), "--video", "--models", f"mine={weights}", *words]) == 0
    shown = capsys.readouterr()
    assert "| model | psnr ↑ | ssim ↑ | lpips ↓ | change ↓ | flicker ↓ |" in shown.out
    assert "Drawing: 100%" in shown.err
    tree = json.loads((tmp_path / "report.json").read_text())
    assert tree["mean"].keys() == RENDERED | {"filmed"}
    assert tree["mean"]["filmed"].keys() == {"flicker"}
    assert len(tree["samples"]["mine"]) == 2
    assert tree["settings"]["split"] == "val"
    for name in RENDERED:
        mean = tree["mean"][name]
        assert {"psnr", "ssim", "change", "flicker", "performer_psnr", "performer_ssim"} <= mean.keys()
        assert mean["performer_psnr"] < mean["psnr"]
    assert tree["mean"]["nearest training frame"]["performer_psnr"] > tree["mean"]["still plate"]["performer_psnr"]
    assert tree["mean"]["still plate"]["flicker"] == 0
    with Image.open(tmp_path / "sheet.png") as sheet:
        assert sheet.width > 2 * sheet.height > 400


def test_what_is_drawn_exactly_is_measured_as_such(filmed_folder, short, tmp_path):
    del short

    def cheat(sample):
        return sample.item.stream(sample.first, sample.count, 512)

    report, _ = evaluate_video(filmed_folder, [Contestant("cheat", cheat)], tmp_path, seconds=1, limit=1)
    mean = report.mean("cheat")
    assert mean["performer_psnr"] > 58
    assert mean["change"] == 0
    assert mean["flicker"] == report.mean("filmed")["flicker"]


def test_the_nearest_training_frame_of_a_training_frame_is_itself(filmed_folder):
    (sample, *_) = find_samples(filmed_folder, "train", seconds=1)
    _, nearest = yardsticks([sample.item], np.zeros((512, 512, 3), np.uint8))
    found = nearest.draw(sample)
    for truth, _ in zip(sample.item.stream(0, 3, 512), range(3), strict=True):
        np.testing.assert_array_equal(next(found), truth)


def test_samples_are_cut_out_of_the_items_and_spread(filmed_folder):
    samples = find_samples(filmed_folder, "train", seconds=1)
    assert [(sample.item.id, sample.first, sample.count) for sample in samples] == [
        ("0", 0, 30), ("0", 30, 30), ("1", 0, 30), ("1", 30, 30),
    ]  # fmt: skip
    assert [sample.name for sample in find_samples(filmed_folder, "train", seconds=1, limit=2)] == [
        "train/0 0 s", "train/1 1 s",
    ]  # fmt: skip
    assert isinstance(samples[0].item, Performance)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--seconds", "9"), "lasts 9 s. Choose a smaller --seconds"),
        (("--models", "mine="), "'mine=' is not NAME=FILE"),
        (("--models", "mine={weights}", "mine={weights}"), "Two models are named 'mine'"),
        (("--models", "nobody"), "no weights named 'nobody'"),
        (("--judge", "{weights}"), "neither recordings nor judges"),
    ],
)
def test_what_makes_no_sense_is_refused(words, message, filmed_folder, weights, tmp_path, capsys):
    models = [] if "--models" in words else ["--models", f"m={weights}"]
    named = [word.format(weights=weights) for word in words]
    assert main(["evaluate", str(filmed_folder), "--video", *models, *named, "--out", str(tmp_path / "out")]) == 2
    assert message in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_lpips_is_left_out_where_its_weights_are_not(monkeypatch, tmp_path):
    monkeypatch.setattr("torch.hub.get_dir", lambda: str(tmp_path))
    assert find_lpips() is None


def test_lpips_is_asked_in_its_own_range_where_it_is(monkeypatch, tmp_path):
    (tmp_path / "checkpoints").mkdir()
    (tmp_path / "checkpoints" / "alexnet-owt-7be5be79.pth").touch()
    asked = {}

    class Lpips(torch.nn.Module):
        def __init__(self, **settings):
            super().__init__()
            asked.update(settings)

        def forward(self, one, other):
            asked["range"] = (float(one.min()), float(other.max()))
            return (one - other).abs().mean(dim=1, keepdim=True)

    package = ModuleType("lpips")
    package.LPIPS = Lpips
    package.__spec__ = __import__("importlib.machinery").machinery.ModuleSpec("lpips", None)
    monkeypatch.setitem(sys.modules, "lpips", package)
    monkeypatch.setattr("torch.hub.get_dir", lambda: str(tmp_path))
    measure = find_lpips()
    black, white = (np.full((8, 6, 3), value, np.uint8) for value in (0, 255))
    np.testing.assert_allclose(measure(black, white), np.full((8, 6), 2.0))
    assert asked == {"net": "alex", "spatial": True, "verbose": False, "range": (-1.0, 1.0)}
