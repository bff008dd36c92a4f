"""The ear: learn from music with known beats where beats and downbeats are, how fast it goes and in what metre."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import torch

from vc.data.conductormotion100 import Item
from vc.models.baton.ear import HEARD
from vc.models.ear.network import BAR_PLACE, BEAT, DOWNBEAT, Ear, EarConfig
from vc.models.ear.train_lessons import Targets, lesson, rhythm_of
from vc.models.ear.train_losses import ear_losses
from vc.models.ear.train_timing import Unevenness
from vc.train.augment import ListeningConfig, change
from vc.train.config import Config
from vc.train.stage import Batch, Need, OneNetwork, Sample

# How often a kind of item is learnt from, whatever its share of the hours: what is found hardest comes most often.
SHARES = {
    "piano": 0.225, "orchestra": 0.165, "score": 0.25, "pop": 0.12, "drill": 0.045, "plain": 0.15, "noise": 0.015,
}  # fmt: skip
OTHERS = 0.06  # simulated performances

# What people's music would bear. Of this there is more than the sources have; noise has no beats to be uneven.
UNEVEN = {
    "piano": Unevenness(0.5, 0.05, 0.08),
    "orchestra": Unevenness(0.5, 0.045, 0.08),
    "score": Unevenness(0.3, 0.03, 0.06),
    "pop": Unevenness(0.3, 0.025, 0.05),
    "plain": Unevenness(0.15, 0.02, 0.05),
    "drill": Unevenness(0.15, 0.02, 0.04),
}


@dataclass(frozen=True, kw_only=True)
class EarTrainingConfig(ListeningConfig):
    """A minute at once, so that its attention learns to use one.

    layers : of attention; 0 is a network of convolutions alone
    known_rate : of the learning rate, for what an ear to begin with knows already
    tempo_spread : standard deviation of the logarithm of how much faster a lesson is played
    """

    stage: ClassVar[str] = "ear"
    losses: ClassVar[tuple[str, ...]] = (
        "beat", "downbeat", "pulse", "beat_place", "bar_place", "tempo", "metre",
    )  # fmt: skip
    sample_s: int = 60
    batch: int = 4
    epochs: int = 40
    warmup_steps: int = 200
    layers: int = 4
    known_rate: float = 0.4
    tempo_spread: float = 0.12
    pitch: float = 0.4
    hiss: float = 0.12
    narrow: float = 0.2
    grain: float = 0.035
    weights: dict[str, float] = field(
        default_factory=lambda: {
            "beat": 2.0, "downbeat": 3.0, "pulse": 0.2, "beat_place": 0.4, "bar_place": 0.8, "tempo": 0.2,
            "metre": 0.3,
        }
    )  # fmt: skip


class EarStage(OneNetwork):
    """items : learnt from by kind, see SHARES; ear : weights of an ear to go on from"""

    what = "what finds beats and bars"
    presets: ClassVar[dict[str, Config]] = {"own": EarTrainingConfig()}
    needs = (Need("ear", "ear"),)
    averaged = clipped = True
    config: EarTrainingConfig
    name = model = "ear"

    def _begin(self, items: Sequence[Item], ear: Path | None = None) -> Ear:
        rhythm_of(items[0])  # without labels there is nothing to learn from: say so before any work
        self._kinds, self._begun = _by_kind(items), ear is not None
        network = Ear(EarConfig(layers=self.config.layers))
        if ear is not None:
            _begin_(network, ear)
        return network

    def _optimise(self, network: Ear) -> torch.optim.Optimizer:
        return torch.optim.AdamW(self._groups(network), lr=self.config.rate, weight_decay=1e-2)

    def _groups(self, network: Ear) -> list[dict[str, Any]]:
        """Parameters and their rates: what is known already is changed more slowly than what is new."""
        new = ("layers.", "down.", "up.", "norm.", "after.", "say.")
        named = list(network.named_parameters())
        fresh = [parameter for name, parameter in named if name.startswith(new)]
        known = [parameter for name, parameter in named if not name.startswith(new)]
        rate = self.config.rate * (self.config.known_rate if self._begun else 1.0)
        return [{"params": fresh, "lr": self.config.rate}, {"params": known, "lr": rate}]

    def make_batch(self, samples: Sequence[Sample], rng: np.random.Generator, epoch: int) -> dict[str, np.ndarray]:
        """mel (n, 3 t, 128) and the arrays of `Targets`, each with n in front; the samples tell only how many."""
        del epoch
        lessons = [self._lesson(rng) for _ in samples]
        mels = [mel for mel, _ in lessons]
        changed = [change(mel.copy(), mels[i - 1], self.config, rng) for i, mel in enumerate(mels)]
        targets = {
            name: np.stack([getattr(target, name) for _, target in lessons]) for name in Targets.__dataclass_fields__
        }
        return {"mel": np.stack(changed), **targets}

    def _lesson(self, rng: np.random.Generator) -> tuple[np.ndarray, Targets]:
        names, shares, pools = self._kinds
        kind = int(rng.choice(len(names), p=shares))
        pool = pools[kind]
        item = pool[int(rng.integers(len(pool)))]
        wide = self.config.tempo_spread
        tempo = float(np.exp(np.clip(rng.normal(0, wide), -2.5 * wide, 2.5 * wide)))
        return lesson(item, self.config.sample_s, tempo=tempo, rng=rng, uneven=UNEVEN.get(names[kind]))

    def _losses(self, network: Ear, batch: Batch) -> dict[str, torch.Tensor]:
        with self.autocast(batch["mel"].device):
            said = network(batch["mel"])
        return ear_losses(said.float(), batch)


def _by_kind(items: Sequence[Item]) -> tuple[list[str], np.ndarray, list[list[Item]]]:
    pools: dict[str, list[Item]] = {}
    for item in items:
        kind = item.id.split(".")[0]
        pools.setdefault(kind if kind in SHARES else "others", []).append(item)
    shares = np.array([SHARES.get(kind, OTHERS) for kind in pools])
    return list(pools), shares / shares.sum(), list(pools.values())


def _begin_(ear: Ear, path: Path) -> None:
    """Take over all layers that a file has in the same shape, and of Baton's ear also what it says."""
    from vc.models.checkpoint import read_state

    state = {key.removeprefix("ear."): tensor for key, tensor in read_state(path).items()}
    mine = ear.state_dict()
    for key in mine:
        if key in state and state[key].shape == mine[key].shape:
            mine[key] = state[key]
        elif key in state and key.startswith("say.") and len(state[key]) == len(HEARD):
            mine[key][[BEAT, DOWNBEAT]] = state[key][:2]
            mine[key][BAR_PLACE] = state[key][3:]
    ear.load_state_dict(mine)
