"""The networks that measure are the ones whose files are named."""

import numpy as np
import pytest
import torch

from vc.errors import DatasetError, WeightsError
from vc.evaluate.judges import load_judges
from vc.models import build, load
from vc.models.checkpoint import to_bytes


def test_the_judge_is_the_one_that_was_named(files, waving):
    """The authors' script parses a judge's file and then loads another network."""
    judges = load_judges(judge=files["judge"], encoder=files["encoder"])
    with torch.inference_mode():
        encoder = load("official-sync-net", files["judge"]).motion_encoder
        wanted = encoder(torch.from_numpy(waving.points)[None])[0].numpy()
    np.testing.assert_allclose(judges.judge(waving.points), wanted, atol=1e-6)
    assert np.abs(judges.encoder(waving.points) - wanted).max() > 0.01
    assert judges.critic is None


def test_a_critic_that_measures_height_gives_the_difference_of_heights(tmp_path, waving):
    """Set by hand: one channel carries the right wrist's x through all layers, and the output is 3 times that."""
    critic = build("critic")
    for tensor in critic.parameters():
        torch.nn.init.zeros_(tensor)
    for layer, channel in zip((critic.look[0], critic.look[3], critic.look[6]), (20, 0, 0), strict=True):
        layer.weight.data[0, channel, 2] = 1  # the middle of five poses
    for layer, size in zip((critic.judge[0], critic.judge[2], critic.judge[4]), (1, 1, 3), strict=True):
        layer.weight.data[0, 0] = size
    (tmp_path / "critic.safetensors").write_bytes(to_bytes(critic, "critic"))
    realness = load_judges(critic=tmp_path / "critic.safetensors").critic
    still = np.repeat(waving.points[:1], 300, axis=0)
    assert realness(still + 0.1) - realness(still) == pytest.approx(0.3, rel=1e-5)


def test_other_networks_are_refused_as_judges(files):
    with pytest.raises(WeightsError, match=r"critic\.safetensors holds the network 'critic', not 'official-sync-net'"):
        load_judges(judge=files["critic"])
    with pytest.raises(WeightsError, match=r"judge\.safetensors holds the network 'official-sync-net', not 'critic'"):
        load_judges(critic=files["judge"])


def test_a_motion_too_short_for_the_critic_is_told(files, waving):
    with pytest.raises(DatasetError, match="needs 41 poses, not 40"):
        load_judges(critic=files["critic"]).critic(waving.points[:40])
