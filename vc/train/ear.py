"""The ear: learn from music with known beats where beats and downbeats are, how fast it goes and in what metre."""

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import torch
from torch.nn import functional

from vc.data.conductormotion100 import MEL_FRAMES_PER_POSE, Item
from vc.data.timed.pack import pulse_runs
from vc.errors import DatasetError
from vc.models.baton.ear import HEARD
from vc.models.ear.network import (
    BAR_PLACE,
    BEAT,
    BEAT_PLACE,
    DOWNBEAT,
    METRE,
    METRES,
    PULSE,
    SLOWEST_BPM,
    TEMPI,
    TEMPO,
    TEMPO_STEPS_PER_OCTAVE,
    Ear,
    EarConfig,
)  # fmt: skip
from vc.music import Rhythm
from vc.skeleton import POSE_RATE
from vc.train.augment import change, stretch
from vc.train.average import follow_
from vc.train.config import Config, EarTrainingConfig
from vc.train.stage import Batch, Need, Numbers, Sample, Stage, learn_, numbers

# How often a kind of item is learnt from, whatever its share of the hours: what is found hardest comes most often.
SHARES = {"piano": 0.34, "orchestra": 0.26, "pop": 0.14, "drill": 0.07, "plain": 0.11, "noise": 0.02}
OTHERS = 0.06  # simulated performances
BEAT_WEIGHT, DOWNBEAT_WEIGHT = 4.0, 8.0  # of a hit against each of the many frames without one
NEAR = 5  # frames around a hit that count neither way
TEMPO_BLUR = 0.7  # steps of a twelfth of an octave


@dataclass(frozen=True)
class Targets:
    """What there is to hear, (t,) each at 30 Hz but for places (4, t): beat and bar, sine and cosine.

    beat, downbeat : 1 on the frame nearest to one; pulse : 1 where a pulse goes; tempo : in steps of the channels
    TEMPO; metre : 1 to 9, else 0; in_bar : 1 where the place in the bar is known; mask : 0 behind the music's end
    """

    beat: np.ndarray
    downbeat: np.ndarray
    pulse: np.ndarray
    places: np.ndarray
    tempo: np.ndarray
    metre: np.ndarray
    in_bar: np.ndarray
    mask: np.ndarray


class EarStage(Stage):
    """items : learnt from by kind, see SHARES; ear : weights of an ear to go on from"""

    what = "what finds beats and bars"
    presets: ClassVar[dict[str, Config]] = {"own": EarTrainingConfig()}
    needs = (Need("ear", "ear"),)
    config: EarTrainingConfig
    product, model = "average", "ear"

    def __init__(
        self, config: EarTrainingConfig, items: Sequence[Item], *, ear: Path | None = None, device: str = "cpu"
    ) -> None:
        self.config = config
        rhythm_of(items[0])  # without labels there is nothing to learn from: say so before any work
        self._kinds = _by_kind(items)
        self._ear = Ear(EarConfig(layers=config.layers)).to(device)
        if ear is not None:
            _begin_(self._ear, ear)
        self._average = copy.deepcopy(self._ear).requires_grad_(False)
        self.networks = {"ear": self._ear, "average": self._average}
        self.optimisers = {"ear": torch.optim.AdamW(self._groups(ear is not None), lr=config.rate, weight_decay=1e-2)}

    def _groups(self, begun: bool) -> list[dict[str, Any]]:
        """Parameters and their rates: what is known already is changed more slowly than what is new."""
        new = ("layers.", "down.", "up.", "norm.", "after.", "say.")
        named = list(self._ear.named_parameters())
        fresh = [parameter for name, parameter in named if name.startswith(new)]
        known = [parameter for name, parameter in named if not name.startswith(new)]
        rate = self.config.rate * (self.config.known_rate if begun else 1.0)
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
        pool = pools[int(rng.choice(len(names), p=shares))]
        item = pool[int(rng.integers(len(pool)))]
        wide = self.config.tempo_spread
        tempo = float(np.exp(np.clip(rng.normal(0, wide), -2.5 * wide, 2.5 * wide)))
        return lesson(item, self.config.sample_s, tempo=tempo, rng=rng)

    def step(self, batch: Batch, number: int) -> Numbers:
        losses = self._losses(self._ear, batch)
        learn_(self.config.total(losses), self.optimisers["ear"], clip=True)
        follow_(self._average, self._ear, number)
        return numbers(losses)

    def validate(self, batch: Batch) -> Numbers:
        return numbers(self._losses(self._average, batch))

    def _losses(self, ear: Ear, batch: Batch) -> dict[str, torch.Tensor]:
        with self.autocast(batch["mel"].device):
            said = ear(batch["mel"])
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


def rhythm_of(item: Item) -> Rhythm:
    """Raises DatasetError for an item that has no labels."""
    if item.labels is None:
        raise DatasetError(
            f"{item.name} has no labels.npz with its beats. An ear learns from music with known beats: make some with: "
            "python -m vc simulate"
        )
    return item.labels.rhythm


def lesson(
    item: Item, seconds: int, *, tempo: float, rng: np.random.Generator
) -> tuple[np.ndarray, Targets]:  # fmt: skip
    """(mel (3 t, 128), targets) of `seconds` from a random place on, played `tempo` times as fast."""
    poses = seconds * POSE_RATE
    have = len(item.mel) // MEL_FRAMES_PER_POSE
    need = min(round(poses * tempo), have)
    first = int(rng.integers(0, have - need + 1))
    mel = item.music(first, need)
    count = min(round(need / tempo), poses)
    if need != count:
        mel = stretch(mel, MEL_FRAMES_PER_POSE * count)
    mel = np.pad(mel, ((0, MEL_FRAMES_PER_POSE * (poses - count)), (0, 0)))
    return mel, targets_of(rhythm_of(item), first / POSE_RATE, tempo, poses, count)


def targets_of(rhythm: Rhythm, first_s: float, tempo: float, poses: int, count: int) -> Targets:
    """Of `poses` frames from second `first_s` of a rhythm on, `tempo` times as fast; `count` of them are music."""
    beats = (rhythm.beats_s - first_s) / tempo
    times = np.arange(poses) / POSE_RATE
    pulse, step, places = np.zeros(poses), np.zeros(poses), np.zeros((4, poses))
    in_bar, metre = np.zeros(poses), np.zeros(poses, np.int64)
    for a, b in pulse_runs(beats):
        _fill_run(beats[a : b + 1], rhythm, a, times, pulse, step, places, in_bar, metre)
    mask = (np.arange(poses) < count).astype(np.float32)
    return Targets(
        _hits(beats, poses), _hits(beats[rhythm.bar_positions == 0], poses), pulse.astype(np.float32),
        places.astype(np.float32), step.astype(np.float32), metre, in_bar.astype(np.float32), mask,
    )  # fmt: skip


def _hits(times_s: np.ndarray, poses: int) -> np.ndarray:
    frames = np.round(times_s * POSE_RATE).astype(int)
    hits = np.zeros(poses, np.float32)
    hits[frames[(frames >= 0) & (frames < poses)]] = 1
    return hits


def _fill_run(beats, rhythm, first, times, pulse, step, places, in_bar, metre):  # type: ignore[no-untyped-def]
    gap = np.diff(beats)
    inside = (times >= beats[0] - gap[0] / 2) & (times < beats[-1] + gap[-1] / 2)
    t = times[inside]
    pulse[inside] = 1
    usual = np.convolve(np.pad(np.log2(60 / gap), 1, mode="edge"), [0.25, 0.5, 0.25], "valid")
    log_bpm = np.interp(t, (beats[1:] + beats[:-1]) / 2, usual)
    step[inside] = np.clip((log_bpm - np.log2(SLOWEST_BPM)) * TEMPO_STEPS_PER_OCTAVE, 0, TEMPI - 1)
    along = np.interp(t, beats, np.arange(len(beats)))
    early, late = t < beats[0], t > beats[-1]
    along[early] = (t[early] - beats[0]) / gap[0]
    along[late] = len(beats) - 1 + (t[late] - beats[-1]) / gap[-1]
    at = np.clip(np.floor(along).astype(int), 0, len(beats) - 1)
    place, count = rhythm.bar_positions[first + at], rhythm.beats_per_bar[first + at]
    in_whole = (place + along - at) / count
    for row, angle in ((0, along), (2, in_whole)):
        places[row, inside], places[row + 1, inside] = np.sin(2 * np.pi * angle), np.cos(2 * np.pi * angle)
    known = count <= METRES
    in_bar[inside], metre[inside] = known, np.where(known, count, 0)


def ear_losses(said: torch.Tensor, real: Batch) -> dict[str, torch.Tensor]:
    """Losses of (N, SAID, T) against `Targets`. Places, tempo and metre count where a pulse goes."""
    mask, pulse = real["mask"], real["pulse"] * real["mask"]
    in_bar = real["in_bar"] * mask
    cross_entropy = functional.binary_cross_entropy_with_logits
    beat_away = (torch.tanh(said[:, BEAT_PLACE]) - real["places"][:, :2]).square().sum(1)
    bar_away = (torch.tanh(said[:, BAR_PLACE]) - real["places"][:, 2:]).square().sum(1)
    metre = functional.cross_entropy(said[:, METRE], (real["metre"] - 1).clamp(min=0), reduction="none")
    return {
        "beat": tolerant(said[:, BEAT], real["beat"], mask, BEAT_WEIGHT),
        "downbeat": tolerant(said[:, DOWNBEAT], real["downbeat"], mask, DOWNBEAT_WEIGHT),
        "pulse": _mean(cross_entropy(said[:, PULSE], real["pulse"], reduction="none"), mask),
        "beat_place": _mean(beat_away, pulse),
        "bar_place": _mean(bar_away, in_bar),
        "tempo": _mean(_tempo_loss(said[:, TEMPO], real["tempo"]), pulse),
        "metre": _mean(metre, in_bar),
    }


def tolerant(said: torch.Tensor, hit: torch.Tensor, mask: torch.Tensor, weight: float) -> torch.Tensor:
    """Cross-entropy that lets a hit be met a frame early or late (after Foscarin, Schlueter and Widmer 2024).

    said : (N, T) logits; hit : (N, T) 1 on a hit. Frames near a hit count neither way, but for the best of three.
    """
    best = functional.max_pool1d(said[:, None], 3, 1, 1)[:, 0]
    near = functional.max_pool1d(hit[:, None], NEAR, 1, NEAR // 2)[:, 0]
    loss = weight * hit * functional.softplus(-best) + (1 - near) * functional.softplus(said)
    return _mean(loss, mask)


def _tempo_loss(said: torch.Tensor, step: torch.Tensor) -> torch.Tensor:
    """(N, TEMPI, T) logits against steps (N, T), blurred: neighbours are nearly right."""
    every = torch.arange(TEMPI, device=said.device)[None, :, None]
    wanted = torch.softmax(-0.5 * ((every - step[:, None]) / TEMPO_BLUR).square(), 1)
    return -(wanted * torch.log_softmax(said, 1)).sum(1)


def _mean(values: torch.Tensor, weight: torch.Tensor) -> torch.Tensor:
    return (values * weight).sum() / weight.sum().clamp(min=1)
