"""Music with known beats, in recordings and in a dataset, and networks that measure."""

import wave
from pathlib import Path

import numpy as np
import pytest
import torch

from vc.conductor import perform
from vc.evaluate.contestants import Contestant, Music
from vc.music import Rhythm
from vc.skeleton import POSE_RATE, Joint, Motion, pose_count

SECONDS = 12


def beats() -> np.ndarray:
    """A tempo that lives: steps of 0.42 to 0.58 s."""
    times = 0.3 + np.cumsum(0.5 + 0.08 * np.sin(np.arange(40) * 1.3))
    return times[times < SECONDS - 0.2]


def waving_hand(height: np.ndarray) -> Motion:
    """A body that stands, whose right wrist is `height` below its middle."""
    points = np.full((len(height), 13, 2), 0.5, np.float32)
    points[:, [Joint.LEFT_SHOULDER, Joint.RIGHT_SHOULDER], 0] = 0.6, 0.4
    points[:, Joint.RIGHT_WRIST, 1] += height
    return Motion(points)


@pytest.fixture(scope="session")
def locked() -> Contestant:
    """Lowest at every beat of the performance."""

    def conduct(music: Music, seed: int) -> Motion:
        del seed
        phase = np.interp(np.arange(pose_count(music.mel.seconds)) / POSE_RATE, beats(), np.arange(len(beats())))
        return waving_hand(0.1 * np.cos(2 * np.pi * phase))

    return Contestant("locked", {"": conduct})


@pytest.fixture(scope="session")
def deaf() -> Contestant:
    """As lively, in a tempo of its own."""

    def conduct(music: Music, seed: int) -> Motion:
        times = np.arange(pose_count(music.mel.seconds)) / POSE_RATE
        return waving_hand(0.1 * np.cos(2 * np.pi * (2.3 * times + 0.3 * seed)))

    return Contestant("deaf", {"": conduct})


@pytest.fixture(scope="session")
def recordings(tmp_path_factory) -> Path:
    """Two recordings of one performance whose beats are known, and one without a pulse."""
    folder = tmp_path_factory.mktemp("recordings")
    rng = np.random.default_rng(0)
    lines = "\n".join(f"{time:.3f}\t{int(i % 4 == 0)}" for i, time in enumerate(beats()))
    (folder / "song.beats.tsv").write_text(f"# time_s is_downbeat\n{lines}\n")
    (folder / "cloud.beats.tsv").write_text("# nothing pulses here\n")
    for name in ("song.wav", "song.strings.wav", "cloud.wav"):
        with wave.open(str(folder / name), "wb") as file:
            file.setparams((1, 2, 22_050, 0, "NONE", ""))
            file.writeframes(rng.integers(-3000, 3000, SECONDS * 22_050, np.int16).tobytes())
    return folder


@pytest.fixture(scope="session")
def dataset(tmp_path_factory) -> Path:
    """Three labelled items of 12 s in the test split, conducted by the textbook."""
    folder = tmp_path_factory.mktemp("dataset")
    for number in range(3):
        count = np.arange(len(beats()))
        rhythm = Rhythm(
            beats() + 0.03 * number, count % 4, np.full(len(count), 4), np.full(30 * SECONDS, 0.5, np.float32), SECONDS
        )
        times = np.arange(90 * SECONDS)[:, None] / 90
        bursts = np.exp(-10 * np.maximum(times - rhythm.beats_s, 0)) * (times >= rhythm.beats_s)
        item = folder / "test" / str(number)
        item.mkdir(parents=True)
        np.save(item / "mel.npy", np.repeat(bursts.max(axis=1, keepdims=True), 128, axis=1).astype(np.float32))
        np.save(item / "motion.npy", perform(rhythm, seed=number).points)
        np.savez(
            item / "labels.npz", beats_s=rhythm.beats_s, bar_positions=rhythm.bar_positions, loudness=rhythm.loudness,
            beats_per_bar=rhythm.beats_per_bar, style=np.zeros((1, 17)),
        )  # fmt: skip
    return folder


@pytest.fixture(scope="session")
def files(tmp_path_factory) -> dict[str, Path]:
    """Weights that have learnt nothing, by name; of a sync net and of the plain conductor two each."""
    from vc.models import build
    from vc.models.checkpoint import to_bytes

    folder = tmp_path_factory.mktemp("weights")
    names = {"judge": "official-sync-net", "encoder": "official-sync-net", "critic": "critic", "cnn-lstm": "cnn-lstm",
             "baton": "baton", "gan": "official"}  # fmt: skip
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(4)
        networks = {name: build(kind) for name, kind in names.items()}
    for name, place in (("plain", 0.4), ("other-plain", 0.6)):
        networks[name] = build("plain")
        torch.nn.init.constant_(networks[name].pose, place)
    for name, network in networks.items():
        kind = names.get(name, "plain")
        (folder / f"{name}.safetensors").write_bytes(to_bytes(network, kind))
    return {name: folder / f"{name}.safetensors" for name in networks}
