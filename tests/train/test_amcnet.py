"""AMCNet learns from size-blind pairs, its generator takes over the ear, and both are trained from the command line."""

import argparse
import json
from dataclasses import replace

import numpy as np
import pytest
import torch
from PIL import Image
from safetensors.torch import load_file

from vc.audio.features import NAMES
from vc.errors import OutputError, VCError
from vc.models import load, recognise
from vc.models.amcnet.network import PLANE_STYLE_CHANNELS, scale
from vc.models.amcnet.train import AmcnetGanConfig, at, fresh
from vc.models.amcnet.train_judge import AmcnetConfig
from vc.models.checkpoint import to_bytes
from vc.models.critic import MotionCritic
from vc.skeleton import Joint
from vc.train.batches import Batches, list_samples
from vc.train.command import add_arguments
from vc.train.config import preset
from vc.train.curves import draw, read
from vc.train.features import features_and_motion
from vc.train.losses import critic_loss, lipschitz_penalty
from vc.train.run import Options, make_stage, train

SMALL = {"batch": 2, "validate_every": 2, "save_every": 2, "validate_batches": 1, "bf16": False}
SHAPE, SIZE = (5, 60, 13, 2), 60 * 13 * 2


@pytest.fixture(scope="module")
def config() -> AmcnetConfig:
    return AmcnetConfig(sample_s=12, clip_s=4, easy_epochs=10_000, rate=3e-3, **(SMALL | {"batch": 4}))


@pytest.fixture(scope="module")
def gan() -> AmcnetGanConfig:
    return AmcnetGanConfig(sample_s=4, critic_steps=2, **SMALL)


def batches(stage, items, count: int):
    return Batches(stage, list_samples(items, stage.config.sample_s)).stream(0, count)


def weights(network):
    return {name: tensor.clone() for name, tensor in network.state_dict().items()}


def changed(network, before) -> set[str]:
    return {name for name, tensor in network.state_dict().items() if not torch.equal(tensor, before[name])}


@torch.no_grad()
def code_change(stage, items) -> float:
    """How much the code changes when a motion is made half or twice as large, over how much it does from one
    conductor to the next."""
    stage.train(False)
    encoder = stage.networks["amcnet"].motion_encoder
    motion = torch.from_numpy(np.stack([np.asarray(item.motion[:120], np.float32) for item in items]))
    code = encoder(motion)
    other = (code - code.roll(1, 0)).square().mean().sqrt()
    sizes = [encoder(scale(motion, torch.full((len(motion),), factor))) for factor in (0.5, 0.7, 1.4, 2.0)]
    return float(max((size - code).square().mean().sqrt() for size in sizes) / other)


@pytest.fixture(scope="module")
def trained(config, items):
    """A minute of four conductors, seen 70 times."""
    stage = make_stage(config, items)
    before = code_change(stage, items)
    for number, batch in enumerate(batches(stage, items, 70)):
        stage.train()
        stage.step(batch, number)
    return stage, before


def test_the_code_of_a_motion_hardly_changes_with_its_size(trained, val_items):
    stage, before = trained
    assert before > 0.8  # random weights see the size above all
    assert code_change(stage, val_items) < 0.35


@torch.no_grad()
def test_what_belongs_together_scores_higher_with_music_never_heard(trained, val_items):
    stage, _ = trained
    stage.train(False)
    judge = stage.networks["amcnet"]
    pairs = [
        features_and_motion(sample, first, 120) for first in (0, 120, 240) for sample in list_samples(val_items, 12)
    ]
    music, motion = (torch.from_numpy(np.stack(part)) for part in zip(*pairs, strict=True))
    foreign = motion[[1, 0, 3, 2, 5, 4]]  # of the other piece, at the same time
    own, others = judge(music, motion), judge(music, foreign)
    assert own.mean() > others.mean() + 0.3
    assert (own > others).all()


def test_the_least_squares_loss_is_the_paper_s(config, items):
    """Scores stuck at a half cost a quarter on both sides."""
    stage = make_stage(config, items)
    last = stage.networks["amcnet"].fuse_layers[-2]
    torch.nn.init.zeros_(last.weight)
    torch.nn.init.zeros_(last.bias)
    (batch,) = batches(stage, items, 1)
    losses = stage.validate(batch)
    assert losses["matching"] == losses["foreign"] == pytest.approx(0.25)


def test_every_motion_of_a_batch_gets_a_size_of_its_own(config, items):
    stage = make_stage(replace(config, largest=1.5), items)
    (batch,) = batches(stage, items, 1)
    factors = batch["factors"]
    assert batch["features"].shape == (8, 120, 26)
    assert batch["motion"].shape == (8, 120, 13, 2)
    assert len(set(factors.tolist())) == 8
    assert ((factors >= 1 / 1.5) & (factors <= 1.5)).all()


def test_features_of_a_clip_are_those_of_the_whole_piece(items):
    from vc.audio.features import features_from_mel

    whole = features_from_mel(items[0].music(0, 360))
    music, motion = features_and_motion(list_samples(items, 4)[1], 30, 60)
    np.testing.assert_allclose(music, whole[150:210], atol=1e-3)
    np.testing.assert_array_equal(motion, items[0].motion[150:210])


@pytest.mark.parametrize("slope", [0.0, 1.0, 3.0])
def test_a_critic_is_held_to_a_slope_of_one(slope):
    penalty = lipschitz_penalty(lambda motion: slope * motion.flatten(1).mean(1) * SIZE**0.5, *torch.rand(2, *SHAPE))
    # The mean of all values changes by 1 when they all do; the root mean square of that change is 1 as well.
    expected = (slope * SIZE**0.5 - 1) ** 2 if slope else 1
    assert float(penalty) == pytest.approx(expected, rel=1e-4)


def test_the_distance_is_in_stage_widths():
    """Motions that stand 0.1 further to the right and below: no more than 0.1 has to be moved."""
    torch.manual_seed(0)
    critic = MotionCritic()
    optimiser = torch.optim.Adam(critic.parameters(), lr=2e-3)
    for _ in range(120):
        real, fake = (start + 0.02 * torch.randn(8, 45, 13, 2) for start in (0.5, 0.6))
        away = critic_loss(critic, real, fake)
        optimiser.zero_grad()
        (away + AmcnetGanConfig().penalty * lipschitz_penalty(critic, real, fake)).backward()
        optimiser.step()
    assert float(-away.detach()) == pytest.approx(0.1, rel=0.25)


@pytest.fixture(scope="module")
def judge_file(trained, tmp_path_factory):
    path = tmp_path_factory.mktemp("amcnet") / "weights.safetensors"
    path.write_bytes(to_bytes(trained[0].networks["amcnet"], "amcnet-judge"))
    return path


@pytest.mark.parametrize("frozen", [True, False])
def test_the_generator_takes_over_the_ear(gan, items, judge_file, frozen):
    stage = make_stage(replace(gan, freeze_ear=frozen), items, amcnet=judge_file)
    judge = load_file(judge_file)
    generator = stage.networks["generator"]
    ears = [name for name in judge if name.startswith("music_encoder")]
    assert ears
    assert all(torch.equal(generator.state_dict()[name], judge[name]) for name in ears)
    before = {name: weights(network) for name, network in stage.networks.items()}
    stage.train()
    (batch,) = batches(stage, items, 1)
    losses = stage.step(batch, 0)
    assert losses.keys() == {"adversarial", "perceptual", "mse", "velocity", "wasserstein", "penalty", "size"}
    assert all(np.isfinite(value) for value in losses.values())
    moved = {name: changed(network, before[name]) for name, network in stage.networks.items()}
    assert not moved["motion_encoder"]
    assert moved["critic"]
    assert any(name.startswith("pose") for name in moved["generator"])
    assert any(name.startswith("music_encoder") for name in moved["generator"]) is not frozen


def test_the_generator_begins_in_the_mean_pose_and_learns_to_leave_it(gan, items, judge_file):
    stage = make_stage(replace(gan, rate=2e-3, weights={"mse": 1.0, "perceptual": 0, "adversarial": 0}), items,
                       amcnet=judge_file)  # fmt: skip
    (batch,) = batches(stage, items, 1)
    mean = np.mean([np.asarray(item.motion, np.float64).mean(axis=0) for item in items], axis=0)
    np.testing.assert_allclose(stage.networks["generator"].pose.bias.detach().reshape(13, 2), mean, atol=1e-5)
    stage.train()
    steps = [stage.step(batch, number) for number in range(25)]
    assert steps[-1]["mse"] < 0.6 * steps[0]["mse"]
    assert 0.5 < steps[-1]["size"] < 1.5


def test_the_weights_are_the_paper_s():
    assert preset("paper", "amcnet-gan").weights == {"adversarial": 0.0025, "perceptual": 0.083, "mse": 0.1}
    own = preset("own", "amcnet-gan").weights
    assert (own["perceptual"], own["mse"]) == (0.083, 0.1)
    for wrong, message in (
        ({"critic_steps": 0}, "critic_steps is 0"), ({"critic_rate": 1.0}, r"critic_rate is 1\.0"),
        ({"gain_jitter": -0.1}, r"gain_jitter is -0\.1"), ({"conductors": -1}, "conductors is -1"),
    ):  # fmt: skip
        with pytest.raises(ValueError, match=message):
            AmcnetGanConfig(**wrong)
    with pytest.raises(ValueError, match=r"largest is 0\.5"):
        AmcnetConfig(largest=0.5)


def test_errors_are_measured_in_deviations_of_the_data(gan, items, judge_file):
    """The mean pose, held, has the square of each coordinate's deviation as its error: about 1."""
    stage = make_stage(gan, items, amcnet=judge_file)
    real = torch.from_numpy(np.stack([np.asarray(item.motion[:240], np.float32) for item in items]))
    still = real.mean(dim=(0, 1)).expand_as(real)
    losses = stage._losses(still, real)
    assert float(losses["mse"]) == pytest.approx(1, abs=0.3)
    assert float(losses["velocity"]) == pytest.approx(1, abs=0.3)


def test_new_conductors_are_told_as_noise(gan, items, judge_file):
    """Their motion is the simulator's for that style, and their features are those of the music in the new tempo."""
    stage = make_stage(replace(gan, conductors=2), items, amcnet=judge_file)
    first, again = (next(iter(batches(stage, items, 1))) for _ in range(2))
    assert all(torch.equal(first[name], again[name]) for name in first)
    styles = first["noise"][:, :, :PLANE_STYLE_CHANNELS]
    assert (styles == styles[:, :1]).all()
    assert not torch.equal(styles[0], styles[1])
    old = next(iter(batches(make_stage(gan, items, amcnet=judge_file), items, 1)))
    assert {name: tensor.shape for name, tensor in first.items()} == {n: t.shape for n, t in old.items()}
    assert 0.8 < float(old["noise"].std()) < 1.2  # without labels nobody knows who conducts


@pytest.mark.parametrize("number", [0, 1])
def test_a_new_conductor_beats_where_the_music_does(items, number):
    """A sound is in the features at every beat, as it comes in the new tempo, and there the hand is low."""
    rises, heights = [], []
    for item in items:
        features, motion, noise = fresh(item, number, 8)
        tempo = len(item.motion) / len(motion)
        beats = np.round(item.labels.rhythm.beats_s[2:-2] / tempo * 30).astype(int)
        between = (beats[1:] + beats[:-1]) // 2
        mean_level = features[:, NAMES.index("mfcc_0")].astype(float)
        rises.append(mean_level[beats + 2].mean() - mean_level[between].mean())
        lowered = motion[:, Joint.RIGHT_WRIST, 1]
        heights.append(lowered[beats].mean() - lowered[between].mean())
        assert len(noise) >= len(motion) // 30 + 1
    assert min(rises) > 0.02
    assert min(heights) > 0.005
    assert not np.array_equal(fresh(items[0], 0, 8)[2][0], fresh(items[0], 1, 8)[2][0])


def test_features_lie_between_those_of_their_neighbours():
    features = np.array([[0.0], [1.0], [4.0]], np.float16)
    np.testing.assert_allclose(at(features, np.array([0, 0.25, 1.5, 2, 2.7]))[:, 0], [0, 0.25, 2.5, 4, 4])


def test_loudness_of_features_is_changed_without_ever_silencing_them(gan, items, judge_file):
    plain = make_stage(gan, items, amcnet=judge_file)
    jittered = make_stage(replace(gan, gain_jitter=0.2), items, amcnet=judge_file)
    before, after = (next(iter(batches(stage, items, 1)))["features"] for stage in (plain, jittered))
    gains = (after / before)[before.abs() > 0.01]
    assert gains.min() > 0.4
    assert gains.max() < 2.5
    assert gains.std() > 0.05


def test_a_training_goes_on_where_it_stopped(gan, items, judge_file, tmp_path):
    def run(folder, steps):
        stage = make_stage(gan, items, amcnet=judge_file, seed=3)
        state = train(stage, items, [], folder, options=Options(steps=4, max_minutes=0 if steps < 4 else None))
        return state.step, weights(stage.networks["generator"])

    whole = run(tmp_path / "whole", 4)
    stopped = run(tmp_path / "parts", 1)
    again = run(tmp_path / "parts", 4)
    assert (whole[0], stopped[0], again[0]) == (4, 1, 4)
    assert all(torch.equal(tensor, again[1][name]) for name, tensor in whole[1].items())


def command(*words: str) -> None:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    options = parser.parse_args(words)
    threads = torch.get_num_threads()
    try:
        options.run(options)
    finally:
        torch.set_num_threads(threads)


def test_from_data_to_a_generator_and_its_curves(dataset, tmp_path, capsys):
    judge, run, picture = tmp_path / "amcnet", tmp_path / "gan", tmp_path / "curves.png"
    settings = ["batch=2", "bf16=false", "validate_every=1", "validate_batches=1"]
    command("amcnet", str(dataset), "--out", str(judge), "--steps", "1", "--set", "sample_s=12", "clip_s=2", *settings)
    built_on = f"amcnet={judge / 'weights.safetensors'}"
    command("amcnet-gan", str(dataset), "--with", built_on, "--out", str(run), "--steps", "2", "--set", "sample_s=4",
            *settings)  # fmt: skip
    command("curves", str(run), "--out", str(picture))
    assert recognise(judge / "weights.safetensors").network == "amcnet-judge"
    assert recognise(run / "weights.safetensors").network == "amcnet"
    load("critic", run / "critic.safetensors")
    logged = [json.loads(line) for line in (run / "log.jsonl").read_text().splitlines()]
    assert all("wasserstein" in entry for entry in logged)
    with Image.open(picture) as image:
        assert min(image.size) > 300
        assert len(image.convert("RGB").getcolors(1 << 20)) > 10
    assert "curves.png" in capsys.readouterr().out


def test_the_generator_says_what_it_needs(dataset, tmp_path):
    with pytest.raises(VCError, match="weights of amcnet-judge: name them as amcnet"):
        command("amcnet-gan", str(dataset), "--out", str(tmp_path), "--set", "sample_s=4", "batch=2")


def test_curves_are_read_by_name_and_part_losses_first(tmp_path):
    lines = [
        {"step": 20, "part": "train", "wasserstein": 0.5, "mse": 0.2}, {"step": 40, "part": "train", "mse": 0.1},
        {"step": 40, "part": "validate", "mse": 0.15},
    ]  # fmt: skip
    (tmp_path / "log.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines) + '{"step": 60, "pa')
    curves = read(tmp_path)
    assert list(curves) == ["mse", "wasserstein"]
    assert curves["mse"] == {"train": [(20, 0.2), (40, 0.1)], "validate": [(40, 0.15)]}
    with pytest.raises(OutputError, match=r"\.png, \.svg or \.pdf"):
        draw(tmp_path, tmp_path / "curves.txt")


def test_a_folder_without_a_log_has_no_curves(tmp_path):
    with pytest.raises(VCError, match=r"holds no log\.jsonl"):
        draw(tmp_path, tmp_path / "curves.png")
    (tmp_path / "log.jsonl").touch()
    with pytest.raises(VCError, match="no numbers yet"):
        draw(tmp_path, tmp_path / "curves.png")
