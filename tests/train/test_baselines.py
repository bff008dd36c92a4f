"""The models to beat come out of the same training as the others."""

import argparse

import numpy as np
import pytest
import torch

from vc.models import load
from vc.train.batches import Batches, list_samples
from vc.train.command import add_arguments
from vc.train.run import Options, make_stage, train


def first_batch(stage, items):
    return next(Batches(stage, list_samples(items, stage.config.sample_s)).stream(0, 1))


def test_the_plain_conductor_stands_in_the_mean_pose_of_all_samples(plain, items, tmp_path):
    train(make_stage(plain, items), items, [], tmp_path)
    mean = np.mean([np.asarray(item.motion, np.float64).mean(axis=0) for item in items], axis=0)
    np.testing.assert_allclose(load("plain", tmp_path / "weights.safetensors").pose.detach(), mean, atol=1e-6)


def test_the_recurrent_conductor_begins_in_the_mean_pose_and_learns_to_leave_it(cnn_lstm, items):
    stage = make_stage(cnn_lstm, items)
    for group in stage.optimisers["cnn-lstm"].param_groups:
        group["lr"] = 3e-3
    batch = first_batch(stage, items)
    standing = float((batch["motion"] - batch["motion"].mean(dim=(0, 1))).square().mean())
    before = stage.validate(batch)["mse"]
    assert before < 5 * standing
    stage.train()
    numbers = [stage.step(batch, number) for number in range(15)]
    assert numbers[-1]["mse"] < min(0.6 * before, 0.9 * standing)
    assert numbers[-1]["size"] > 0.2


def test_the_critic_of_an_adversarial_training_is_kept(adversarial, items, sync_net, tmp_path):
    stage = make_stage(adversarial, items, sync_net=sync_net)
    train(stage, items, [], tmp_path, options=Options(steps=1))
    kept, trained = load("critic", tmp_path / "critic.safetensors").state_dict(), stage.networks["critic"].state_dict()
    assert all(torch.equal(kept[name], trained[name]) for name in trained)


@pytest.mark.parametrize("name", ["plain", "cnn-lstm"])
def test_from_data_to_weights(name, dataset, tmp_path, capsys):
    before = torch.get_num_threads()
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    settings = ["sample_s=4", "batch=2", "bf16=false", "validate_batches=1"]
    options = parser.parse_args([name, str(dataset), "--out", str(tmp_path), "--steps", "1", "--set", *settings])
    options.run(options)
    torch.set_num_threads(before)
    assert "step 1 of 1, done" in capsys.readouterr().out
    load(name, tmp_path / "weights.safetensors")
