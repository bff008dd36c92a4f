"""One step trains each stage, and what must stand still does."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from safetensors.torch import load_file

from vc.data.conductormotion100 import Item
from vc.errors import DatasetError
from vc.train.batches import Batches, list_samples
from vc.train.run import make_stage


def first_batch(stage, items, number: int = 0):
    batches = Batches(stage, list_samples(items, stage.config.sample_s))
    return next(batches.stream(number, number + 1))


def weights(network):
    return {name: tensor.clone() for name, tensor in network.state_dict().items()}


def changed(network, before) -> set[str]:
    return {name for name, tensor in network.state_dict().items() if not torch.equal(tensor, before[name])}


def step_once(stage, items):
    before = {name: weights(network) for name, network in stage.networks.items()}
    stage.train()
    numbers = stage.step(first_batch(stage, items), 0)
    assert all(np.isfinite(value) for value in numbers.values()), numbers
    return numbers, {name: changed(network, before[name]) for name, network in stage.networks.items()}


def test_one_contrastive_step(contrastive, items):
    numbers, moved = step_once(make_stage(contrastive, items), items)
    assert numbers.keys() == {"matching", "foreign", "accuracy"}
    assert numbers["matching"] == pytest.approx(2 * np.log(2), abs=1.0)
    for part in ("music_encoder.conv1", "motion_encoder.st_gcn", "fuse_layer"):
        assert any(name.startswith(part) for name in moved["sync_net"])


def test_the_first_epoch_has_easy_negatives_then_hard_ones(contrastive, items):
    stage = make_stage(contrastive, items)
    samples = list_samples(items, contrastive.sample_s)[:2]
    easy = stage.make_batch(samples, np.random.default_rng(0), epoch=0)
    assert np.array_equal(easy["motion"][2], easy["motion"][1])  # the other sample's clip
    hard = stage.make_batch(samples, np.random.default_rng(0), epoch=1)
    motion = np.asarray(samples[0].item.motion)
    assert np.array_equal(hard["motion"][2], motion[300:360])  # 12 s leave room for this distance only
    assert hard["music"].shape == (4, 180, 128)
    assert np.array_equal(hard["music"][2], samples[0].item.music(300, 60))  # music and motion begin together


def test_one_adversarial_step_leaves_the_ear_and_the_judge_alone(adversarial, items, sync_net):
    stage = make_stage(adversarial, items, sync_net=sync_net)
    judge = load_file(sync_net)
    numbers, moved = step_once(stage, items)
    assert {"adversarial", "perceptual", "mse", "wasserstein", "penalty", "size"} == numbers.keys()
    assert moved["motion_encoder"] == set()
    assert moved["critic"]
    assert any(name.startswith("tcn") for name in moved["generator"])
    assert not any(name.startswith("music_encoder") for name in moved["generator"])
    generator = stage.networks["generator"].state_dict()
    ears = [name for name in judge if name.startswith("music_encoder")]
    assert ears
    assert all(torch.equal(generator[name], judge[name]) for name in ears)


def test_the_ear_can_be_trained_on(adversarial, items, sync_net):
    _, moved = step_once(make_stage(replace(adversarial, freeze_ear=False), items, sync_net=sync_net), items)
    assert any(name.startswith("music_encoder") for name in moved["generator"])


def test_stage_2_needs_stage_1(adversarial, items):
    with pytest.raises(ValueError, match="weights of official-sync-net: name them as sync_net"):
        make_stage(adversarial, items)


@pytest.mark.parametrize("fresh", [True, False])
def test_one_supervised_step(supervised, items, fresh):
    stage = make_stage(replace(supervised, fresh_conductors=fresh), items)
    numbers, moved = step_once(stage, items)
    assert numbers.keys() == {
        "position", "velocity", "distance", "spread", "beat", "downbeat", "dynamics", "bar", "entry", "accent",
        "articulation", "side", "size", "error_cm",
    }  # fmt: skip
    ear, hand = ("ear.front", "ear.blocks", "ear.say"), ("hand.blocks", "hand.style", "hand.film", "hand.out")
    for part in (*ear, "reader.say", *hand):
        assert any(name.startswith(part) for name in moved["baton"]), part
    assert moved["average"]
    assert moved["scale"] == moved["critic"] == set()


def test_the_weights_handed_out_follow_those_that_learn(supervised, items):
    stage = make_stage(supervised, items)
    batch = first_batch(stage, items)
    stage.train()
    stage.step(batch, 0)
    baton, average = (weights(stage.networks[name]) for name in ("baton", "average"))
    assert all(torch.equal(baton[name], average[name]) for name in baton)  # nothing of the random beginning is left
    stage.step(batch, 10_000)
    moved = stage.networks["baton"].state_dict()["hand.out.weight"] - baton["hand.out.weight"]
    followed = stage.networks["average"].state_dict()["hand.out.weight"] - average["hand.out.weight"]
    assert float((followed / moved).nanmedian()) == pytest.approx(0.005, rel=0.05)


def test_a_last_stage_with_critic_and_perceptual_loss(supervised, items, sync_net):
    weighted = replace(supervised, weights=supervised.weights | {"adversarial": 0.1, "perceptual": 0.1})
    numbers, moved = step_once(make_stage(weighted, items, sync_net=sync_net), items)
    assert {"adversarial", "perceptual", "wasserstein", "penalty"} <= numbers.keys()
    assert moved["critic"]
    later = make_stage(replace(weighted, adversarial_from=5), items, sync_net=sync_net)
    assert "adversarial" not in step_once(later, items)[0]


def test_half_precision_gives_about_the_same_losses(supervised, items):
    exact, half = (step_once(make_stage(replace(supervised, bf16=b), items), items)[0] for b in (False, True))
    assert half["position"] == pytest.approx(exact["position"], rel=0.05)
    assert half["beat"] == pytest.approx(exact["beat"], rel=0.05)


def assert_shrunk(stage, batch, steps: int, **shares: float) -> None:
    """Learn one batch; each loss has then become less than its share of what it was."""
    numbers = [stage.step(batch, number) for number in range(steps)]
    for name, share in shares.items():
        assert numbers[-1][name] < share * numbers[0][name], name


def test_one_batch_can_be_learnt_by_heart(supervised, items):
    stage = make_stage(replace(supervised, listening_every=1), items)
    for group in stage.optimisers["baton"].param_groups:
        group["lr"] = 3e-3
    batch = first_batch(stage, items)
    stage.train()
    for module in stage.networks["baton"].modules():
        if isinstance(module, torch.nn.Dropout):
            module.p = 0.0
    assert_shrunk(stage, batch, 60, position=0.25, velocity=0.6, beat=0.7)


def test_the_ear_learns_one_batch_by_heart(hearing, items):
    stage = make_stage(replace(hearing, level_jitter=0, band_dropout=0, smear=0, mix=0), items)
    batch = first_batch(stage, items)
    assert batch["mel"].shape == (2, 540, 128)
    assert batch["heard"].shape == (2, 5, 180)
    assert_shrunk(stage, batch, 50, beat=0.6, downbeat=0.6, bar=0.7)


def test_a_hand_may_be_taught_with_an_ear_that_stays_as_it_is(supervised, items, ear):
    stage = make_stage(replace(supervised, freeze_ear=True), items, ear=ear)
    _, moved = step_once(stage, items)
    assert {name.split(".")[0] for name in moved["baton"]} == {"hand", "reader"}
    trained = load_file(ear)
    kept = stage.networks["average"].state_dict()
    assert all(torch.equal(tensor, kept[f"ear.{name}"]) for name, tensor in trained.items())


def test_only_a_trained_ear_may_stay_as_it_is(supervised, items):
    with pytest.raises(ValueError, match="has to be trained first"):
        make_stage(replace(supervised, freeze_ear=True), items)


def test_music_is_heard_in_some_steps_and_motion_learnt_in_all(supervised, items):
    stage = make_stage(replace(supervised, listening_every=3), items)
    batch = first_batch(stage, items)
    stage.train()
    heard = ["beat" in stage.step(batch, number) for number in range(7)]
    assert heard == [True, False, False, True, False, False, True]
    assert "error_cm" in stage.step(batch, 7)


def test_the_hand_can_be_taught_alone(supervised, items):
    numbers, moved = step_once(make_stage(replace(supervised, listening_every=0), items), items)
    assert "beat" not in numbers
    assert {name.split(".")[0] for name in moved["baton"]} == {"hand"}


def test_an_ear_that_goes_on_learning_begins_as_it_was_trained(supervised, items, ear):
    stage = make_stage(supervised, items, ear=ear)
    first = load_file(ear)["gather.weight"]
    assert torch.equal(stage.networks["baton"].state_dict()["ear.gather.weight"], first)
    _, moved = step_once(stage, items)
    assert "ear.gather.weight" in moved["baton"]


def test_unlabelled_data_cannot_teach_the_own_model(supervised, items, tmp_path):
    bare = tmp_path / "0"
    bare.mkdir()
    for name in ("mel.npy", "motion.npy"):
        (bare / name).write_bytes((items[0].folder / name).read_bytes())
    with pytest.raises(DatasetError, match="train/0 has no labels"):
        make_stage(supervised, [Item("train", "0", bare)])
