"""The command line of training, from its words to a folder of weights."""

import argparse
import json

import pytest
import torch

from vc.errors import VCError
from vc.models import load
from vc.train.command import add_arguments, chosen_config


def parse(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return parser.parse_args(words)


def test_a_preset_and_its_changes():
    options = parse(
        "adversarial", "DATA", "--out", "OUT", "--preset", "paper", "--set", "batch=4", 'weights={"mse": 0}'
    )
    config = chosen_config(options)
    assert (config.batch, config.epochs) == (4, 200)
    assert config.weights == {"adversarial": 0.0025, "perceptual": 0.083, "mse": 0}


def test_words_are_values_too():
    assert (
        chosen_config(parse("contrastive", "D", "--out", "O", "--set", "negatives=super_hard")).negatives
        == "super_hard"
    )
    judge = chosen_config(parse("contrastive", "D", "--out", "O", "--hard-test", "--preset", "repository"))
    assert (judge.split, judge.negatives) == ("test", "hard")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--set", "speed=1"), "no setting speed.*The settings of supervised are: .*sample_s"),
        (("--set", "batch"), "'batch' is not NAME=VALUE"),
        (("--set", "batch=many"), "batch is 'many'"),
        (("--preset", "paper"), "has no stage 'supervised'"),
    ],
)
def test_settings_that_make_no_sense_are_the_user_s_to_mend(words, message):
    with pytest.raises(VCError, match=message):
        chosen_config(parse("supervised", "D", "--out", "O", *words))


def test_from_data_to_weights(dataset, tmp_path, capsys):
    before = torch.get_num_threads()
    settings = ["sample_s=4", "batch=2", "bf16=false", "validate_every=1", "validate_batches=1"]
    words = ["supervised", str(dataset), "--out", str(tmp_path / "run"), "--steps", "1", "--set", *settings]
    options = parse(*words)
    options.run(options)
    torch.set_num_threads(before)
    assert "step 1 of 1, done" in capsys.readouterr().out
    load("baton", tmp_path / "run" / "weights.safetensors")
    parts = [json.loads(line)["part"] for line in (tmp_path / "run" / "log.jsonl").read_text().splitlines()]
    assert parts == ["train", "validate"]


def test_stage_2_says_what_it_needs(dataset, tmp_path):
    options = parse("adversarial", str(dataset), "--out", str(tmp_path), "--set", "sample_s=4", "batch=2")
    with pytest.raises(VCError, match=r"official-sync-net: name them as sync_net.*--with"):
        options.run(options)


def test_a_folder_without_data_is_explained(tmp_path):
    options = parse("supervised", str(tmp_path), "--out", str(tmp_path / "run"))
    with pytest.raises(VCError, match="no folder 'train'"):
        options.run(options)
