"""Baton's ear alone: to hear beats, bars and dynamics, before there is a hand to be moved by them.

It costs a third of learning both and needs no conductors, so the ear can hear far more music.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np
import torch
from torch.nn import functional

from vc.data.conductormotion100 import Item
from vc.models.baton.ear import HEARD, Ear
from vc.models.baton.train_lessons import heard_track
from vc.skeleton import POSE_RATE
from vc.train.augment import ListeningConfig, change
from vc.train.config import Config
from vc.train.lessons import fresh_music, labels_of, random_tempo
from vc.train.stage import Batch, OneNetwork, Sample

BEAT_WEIGHT, DOWNBEAT_WEIGHT = 2.0, 3.0  # of poses on a beat against the many that are not


@dataclass(frozen=True, kw_only=True)
class HearingConfig(ListeningConfig):
    """Samples are longer than the 34 s that the ear sees, so that it learns to use them all."""

    stage: ClassVar[str] = "hearing"
    losses: ClassVar[tuple[str, ...]] = ("beat", "downbeat", "dynamics", "bar")
    sample_s: int = 40
    batch: int = 5
    epochs: int = 40
    rate: float = 2e-3
    weights: dict[str, float] = field(
        default_factory=lambda: {"beat": 1.0, "downbeat": 1.0, "dynamics": 1.0, "bar": 0.5}
    )


class HearingStage(OneNetwork):
    what = "Baton's ear"
    presets: ClassVar[dict[str, Config]] = {"own": HearingConfig()}
    averaged = clipped = True
    config: HearingConfig
    name, model = "ear", "baton-ear"

    def _begin(self, items: Sequence[Item]) -> Ear:
        labels_of(items[0])  # without labels there is nothing to learn from: say so before any work
        return Ear()

    def _optimise(self, network: Ear) -> torch.optim.Optimizer:
        return torch.optim.AdamW(network.parameters(), lr=self.config.rate, weight_decay=1e-3)

    def make_batch(self, samples: Sequence[Sample], rng: np.random.Generator, epoch: int) -> dict[str, np.ndarray]:
        """mel (n, 3 t, 128), heard (n, 5, t) in the order of `ear.HEARD`."""
        del epoch
        seconds, mels, heard = self.config.sample_s, [], []
        for sample in samples:
            tempo = random_tempo(sample.item, seconds, rng)
            mel, rhythm, first_s = fresh_music(sample.item, seconds, tempo=tempo, rng=rng)
            poses = slice(first_s * POSE_RATE, (first_s + seconds) * POSE_RATE)
            mels.append(mel)
            heard.append(heard_track(rhythm, poses.stop)[:, poses])
        changed = [change(mel, mels[i - 1], self.config, rng) for i, mel in enumerate(mels)]
        return {"mel": np.stack(changed), "heard": np.stack(heard)}

    def _losses(self, network: Ear, batch: Batch) -> dict[str, torch.Tensor]:
        with self.autocast(batch["mel"].device):
            _, heard = network(batch["mel"])
        return heard_losses(heard.float(), batch["heard"])


def heard_losses(heard: torch.Tensor, real: torch.Tensor) -> dict[str, torch.Tensor]:
    """Losses of the ear's `HEARD` (N, 5, T), raw, against what there was to hear; the bar counts where one is."""
    assert HEARD == ("beat", "downbeat", "dynamics", "bar_sin", "bar_cos")
    cross_entropy = functional.binary_cross_entropy_with_logits
    in_bar = real[:, 3:].square().sum(dim=1, keepdim=True) > 0.5
    away = (torch.tanh(heard[:, 3:]) - real[:, 3:]).square() * in_bar
    return {
        "beat": cross_entropy(heard[:, 0], real[:, 0], pos_weight=heard.new_tensor(BEAT_WEIGHT)),
        "downbeat": cross_entropy(heard[:, 1], real[:, 1], pos_weight=heard.new_tensor(DOWNBEAT_WEIGHT)),
        "dynamics": functional.mse_loss(torch.sigmoid(heard[:, 2]), real[:, 2]),
        "bar": away.mean(),
    }
