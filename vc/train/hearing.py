"""Baton's ear alone: to hear beats, bars and dynamics, before there is a hand to be moved by them.

It costs a third of learning both and needs no conductors, so the ear can hear far more music.
"""

import copy
from collections.abc import Sequence
from typing import ClassVar

import numpy as np
import torch
from torch.nn import functional

from vc.data.conductormotion100 import Item
from vc.models.baton.ear import HEARD, Ear
from vc.skeleton import POSE_RATE
from vc.train.augment import change
from vc.train.average import follow_
from vc.train.config import Config, HearingConfig
from vc.train.stage import Batch, Numbers, Sample, Stage, learn_, numbers
from vc.train.targets import fresh_music, heard_track, labels_of, random_tempo

BEAT_WEIGHT, DOWNBEAT_WEIGHT = 2.0, 3.0  # of poses on a beat against the many that are not


class HearingStage(Stage):
    what = "Baton's ear"
    presets: ClassVar[dict[str, Config]] = {"own": HearingConfig()}
    config: HearingConfig
    product, model = "average", "baton-ear"

    def __init__(self, config: HearingConfig, items: Sequence[Item], *, device: str = "cpu") -> None:
        self.config = config
        labels_of(items[0])  # without labels there is nothing to learn from: say so before any work
        self._ear = Ear().to(device)
        self._average = copy.deepcopy(self._ear).requires_grad_(False)
        self.networks = {"ear": self._ear, "average": self._average}
        self.optimisers = {"ear": torch.optim.AdamW(self._ear.parameters(), lr=config.rate, weight_decay=1e-3)}

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

    def step(self, batch: Batch, number: int) -> Numbers:
        losses = self._losses(self._ear, batch)
        learn_(self.config.total(losses), self.optimisers["ear"], clip=True)
        follow_(self._average, self._ear, number)
        return numbers(losses)

    def validate(self, batch: Batch) -> Numbers:
        return numbers(self._losses(self._average, batch))

    def _losses(self, ear: Ear, batch: Batch) -> dict[str, torch.Tensor]:
        with self.autocast(batch["mel"].device):
            _, heard = ear(batch["mel"])
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
