"""The documented numbers, and settings that make no sense."""

import pytest

from vc.models.baton.train import SupervisedConfig
from vc.models.official.train import AdversarialConfig
from vc.models.official.train_judge import ContrastiveConfig
from vc.train.config import HARD_TEST, preset


def test_the_repository_s_stage_1():
    config = preset("repository", "contrastive")
    assert (config.sample_s, config.clip_s, config.batch, config.rate, config.epochs) == (30, 10, 10, 1e-3, 400)
    assert (config.negatives, config.easy_epochs, config.decay, config.warmup_steps) == ("hard", 1, False, 0)


def test_the_repository_s_stage_2():
    config = preset("repository", "adversarial")
    assert (config.sample_s, config.batch, config.rate, config.epochs) == (30, 20, 5e-4, 200)
    assert (config.critic_steps, config.penalty, config.penalty_norm, config.freeze_ear) == (5, 10, "batch", True)
    assert config.weights == {"adversarial": 1, "perceptual": 0.05, "mse": 0}


def test_the_paper_weighs_the_generator_s_losses_otherwise():
    assert preset("paper", "adversarial").weights == {"adversarial": 0.0025, "perceptual": 0.083, "mse": 0.1}


def test_the_own_model_weighs_velocity():
    weights = preset("own", "supervised").weights
    assert (weights["position"], weights["velocity"], weights["adversarial"]) == (1.0, 0.5, 0.0)


def test_the_judge_is_trained_on_the_test_split_with_hard_negatives():
    judge = preset("repository", "contrastive", **HARD_TEST)
    assert (judge.split, judge.val_split, judge.negatives) == ("test", "train", "hard")


def test_changes_keep_the_other_weights():
    config = preset("repository", "adversarial", weights={"mse": 0.2}, batch=8)
    assert config.weights == {"adversarial": 1, "perceptual": 0.05, "mse": 0.2}
    assert config.batch == 8
    assert preset("repository", "adversarial").weights["mse"] == 0


def test_the_total_is_the_weighted_sum_and_skips_what_has_no_weight():
    config = AdversarialConfig(weights={"adversarial": 2.0, "mse": 0.0})
    assert config.total({"adversarial": 3.0, "mse": float("nan"), "perceptual": 7.0}) == 6.0


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: ContrastiveConfig(batch=0), "batch is 0"),
        (lambda: ContrastiveConfig(sample_s=2.5), "whole number"),
        (lambda: ContrastiveConfig(negatives="wild"), "choose one of easy, hard, super_hard"),
        (lambda: ContrastiveConfig(clip_s=15), "a third of sample_s"),
        (lambda: ContrastiveConfig(rate=5), "between 0 and 1"),
        (lambda: AdversarialConfig(weights={"mze": 1.0}), "mze.*adversarial, perceptual, mse"),
        (lambda: AdversarialConfig(weights={"mse": -1.0}), "negative"),
        (lambda: AdversarialConfig(weights={"mse": 0.0}), "needs a weight"),
        (lambda: AdversarialConfig(penalty_norm="time"), "batch, sample, dimension"),
        (lambda: AdversarialConfig(critic_steps=0), "at least one"),
        (lambda: SupervisedConfig(listening_every=-1), "listening_every is -1; it must not be negative"),
        (lambda: preset("best", "contrastive"), "no preset 'best'"),
        (lambda: preset("paper", "supervised"), "has no stage 'supervised'"),
        (lambda: preset("own", "supervised", speed=1), "no setting speed"),
    ],
)
def test_settings_that_make_no_sense_are_refused(make, message):
    with pytest.raises(ValueError, match=message):
        make()
