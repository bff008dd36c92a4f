"""The paper's network with the project's own weights: shipped, on real music, and nobody else's."""

from pathlib import Path

import numpy as np
import pytest
import torch

from vc import weights
from vc.audio.load import stream_music
from vc.audio.mel import official_mel
from vc.conductor import perform
from vc.evaluate.judges import load_critic
from vc.evaluate.pieces import read_beats
from vc.evaluate.plausibility import joint_std
from vc.evaluate.sync import measure_sync
from vc.models import load
from vc.models.checkpoint import read_state
from vc.models.registry import MODELS, offered
from vc.motion.generate import generate
from vc.motion.hearing import find_rhythm

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


@pytest.fixture(scope="module")
def waltz():
    return official_mel(stream_music(EXAMPLES / "blue_danube.ogg"))


@pytest.fixture(scope="module")
def conducted(waltz):
    return generate(waltz, model="m2s-gan", weights_path=weights.fetch("m2s-gan"), seed=0)


def test_it_is_offered_without_a_notice():
    assert "m2s-gan" in offered()
    entry = weights.REGISTRY[MODELS["m2s-gan"].weights]
    assert (entry.licence, entry.notice) == ("Apache-2.0", None)


def test_it_follows_the_beat_of_a_waltz_it_has_never_heard(conducted):
    sync = measure_sync(conducted, *read_beats(EXAMPLES / "blue_danube.beats.tsv"))
    assert sync.beat_locked > 0.06  # 0 by chance
    assert sync.ictus_f > 0.05
    assert 0.015 < joint_std(conducted) < 0.06
    assert 0 <= conducted.points.min() <= conducted.points.max() <= 1


def test_the_seed_is_its_noise(waltz, conducted):
    again, other = (
        generate(waltz, model="m2s-gan", weights_path=weights.fetch("m2s-gan"), seed=seed).points for seed in (0, 1)
    )
    np.testing.assert_array_equal(again, conducted.points)
    assert np.abs(other - again).max() > 0


def test_its_weights_are_not_the_authors(reference_dir):
    authors = read_state(reference_dir / "checkpoints" / "M2SGAN_official_pretrained.pt")
    own = read_state(weights.fetch("m2s-gan"))
    assert own.keys() == authors.keys()
    key = "music_encoder.conv1.1.conv2d_layer.0.weight"
    assert abs(float(np.corrcoef(own[key].float().flatten(), authors[key].flatten())[0, 1])) < 0.2


@pytest.mark.parametrize("name", ["m2s-net", "m2s-judge"])
def test_the_judges_that_ship_prefer_matching_motion(waltz, name):
    """Neither has heard the piece; nor does either know much, see their card."""
    rhythm = find_rhythm(waltz)
    net, music = load("official-sync-net", weights.fetch(name)), torch.from_numpy(waltz.values)
    matching, foreign = [], []
    for seed in range(4):
        motion = perform(rhythm, seed=seed).points
        for shift in (0, 100, 250, 400, 550):
            moved = torch.from_numpy(np.roll(motion, shift, axis=0))[None]
            with torch.inference_mode():
                chance = float(net(music[None, : 3 * len(motion)], moved).mean())
            (foreign if shift else matching).append(chance)
    assert np.mean(matching) > np.mean(foreign)


def test_a_critic_ships_for_the_wasserstein_distance(conducted):
    assert np.isfinite(load_critic(weights.fetch("m2s-critic"))(conducted.points))
