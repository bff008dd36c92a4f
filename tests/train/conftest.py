"""A small dataset of simulated conductors whose music shows every beat."""

from pathlib import Path

import numpy as np
import pytest
import torch

from vc.conductor import perform
from vc.data.conductormotion100 import Item, list_split
from vc.models.baton.train import SupervisedConfig
from vc.models.baton.train_ear import HearingConfig
from vc.models.checkpoint import to_bytes
from vc.models.cnn_lstm.train import CnnLstmConfig
from vc.models.official.train import AdversarialConfig
from vc.models.official.train_judge import ContrastiveConfig
from vc.models.plain.train import PlainConfig
from vc.music import Rhythm

SECONDS = 12


def rhythm_of(number: int, seconds: int = SECONDS) -> Rhythm:
    rng = np.random.default_rng([number, 9])
    beats = 0.4 + np.cumsum(rng.uniform(0.45, 0.7) * np.exp(rng.normal(0, 0.05, 4 * seconds)))
    beats = beats[beats < seconds - 0.1]
    loudness = 0.5 + 0.3 * np.sin(np.arange(30 * seconds) / 60 + number)
    return Rhythm(beats, np.arange(len(beats)) % 3, np.full(len(beats), 3), loudness.astype(np.float32), seconds)


def mel_of(rhythm: Rhythm) -> np.ndarray:
    """A burst at each beat that dies away, lower and louder at downbeats."""
    times = np.arange(round(90 * rhythm.seconds)) / 90
    mel = np.full((len(times), 128), 0.1, np.float32)
    for beat, place in zip(rhythm.beats_s, rhythm.bar_positions, strict=True):
        decay = np.where(times >= beat, np.exp(-8 * np.maximum(times - beat, 0)), 0)
        mel[:, 60 if place else 20 :] += (0.5 * decay).astype(np.float32)[:, None]
    return np.clip(mel, 0, 1)


def write_split(folder: Path, count: int, first: int) -> None:
    for number in range(first, first + count):
        rhythm = rhythm_of(number)
        item = folder / str(number)
        item.mkdir(parents=True)
        np.save(item / "mel.npy", mel_of(rhythm))
        np.save(item / "motion.npy", perform(rhythm, seed=number).points)
        np.savez(
            item / "labels.npz", beats_s=rhythm.beats_s, bar_positions=rhythm.bar_positions,
            beats_per_bar=rhythm.beats_per_bar, loudness=rhythm.loudness, style=np.zeros((1, 17)),
            conductor_seeds=np.array([number]),
        )  # fmt: skip


@pytest.fixture(scope="session")
def dataset(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("simulated")
    write_split(folder / "train", 4, 0)
    write_split(folder / "val", 2, 100)
    return folder


@pytest.fixture(scope="session")
def items(dataset) -> list[Item]:
    return list_split(dataset, "train")


@pytest.fixture(scope="session")
def val_items(dataset) -> list[Item]:
    return list_split(dataset, "val")


SMALL = {"batch": 2, "validate_every": 4, "save_every": 2, "validate_batches": 1, "bf16": False}


def config_fixture(config):
    return pytest.fixture(scope="session")(lambda: config)


contrastive = config_fixture(ContrastiveConfig(sample_s=12, clip_s=2, epochs=2, **SMALL))
adversarial = config_fixture(AdversarialConfig(sample_s=4, epochs=1, critic_steps=2, **SMALL))
supervised = config_fixture(SupervisedConfig(sample_s=4, epochs=1, warmup_steps=0, **SMALL))
hearing = config_fixture(HearingConfig(sample_s=6, epochs=1, warmup_steps=0, **SMALL))
plain = config_fixture(PlainConfig(sample_s=4, **SMALL))
cnn_lstm = config_fixture(CnnLstmConfig(sample_s=4, epochs=1, warmup_steps=0, **SMALL))


@pytest.fixture(scope="session")
def ear(tmp_path_factory) -> Path:
    """Weights of an ear that has learnt nothing, but has seen something: its means and spreads are not the first."""
    from vc.models.baton.ear import Ear

    torch.manual_seed(6)
    path = tmp_path_factory.mktemp("ear") / "weights.safetensors"
    fresh = Ear()
    fresh(torch.rand(2, 180, 128))
    path.write_bytes(to_bytes(fresh, "baton-ear"))
    return path


@pytest.fixture(scope="session")
def sync_net(tmp_path_factory) -> Path:
    """Weights of a stage 1 that has learnt nothing."""
    from vc.models.official.sync_net import SyncNet

    torch.manual_seed(5)
    path = tmp_path_factory.mktemp("sync") / "weights.safetensors"
    path.write_bytes(to_bytes(SyncNet(), "official-sync-net"))
    return path
